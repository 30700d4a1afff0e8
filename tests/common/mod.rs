//! The seeds through the pipeline, as the tests need them.
#![allow(dead_code, reason = "every test binary uses another part")]

use std::path::Path;

use trich::kb::KnowledgeBase;
use trich::lexicon;
use trich::run::{self, Config};
use trich::sink::{JsonSink, LinesSink, Pretty};
use trich::source::{self, Filter, Input, SourceOptions};

/// The items of `seeds`, named relative to the package: tests run in its root.
fn seeds() -> source::Records {
    let options = SourceOptions {
        filter: Filter::new(&["*.txt".to_owned()], &[]).expect("a plain glob"),
        ..SourceOptions::default()
    };
    source::open(&[Input::from_arg("seeds")], &options)
}

/// The configuration with the built-in tables.
pub fn config() -> Config {
    Config::new(lexicon::builtin())
}

/// The seeds' knowledge base as `trich extract --pretty` writes it with `threads` threads.
pub fn seeds_pretty(threads: usize) -> String {
    let mut out = Vec::new();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    pool.install(|| {
        let mut sink = JsonSink::new(Pretty::new(&mut out), config().generator).expect("a temporary file");
        let summary = run::run(seeds(), &config(), &mut sink, None, &()).expect("the seeds run through");
        assert_eq!((summary.records, summary.documents, summary.failed()), (5, 5, 0));
    });
    String::from_utf8(out).expect("JSON is UTF-8")
}

/// One knowledge base per seed, as `trich extract --format jsonl` writes them.
pub fn seeds_records() -> Vec<KnowledgeBase> {
    let mut out = Vec::new();
    run::run(seeds(), &config(), &mut LinesSink::new(&mut out, 0), None, &()).expect("the seeds run through");
    let lines = serde_json::Deserializer::from_slice(&out).into_iter();
    lines.map(|line| line.expect("a knowledge base a line")).collect()
}

/// Compares `now` with the file `path` of the repository, or rewrites the file where `UPDATE_SNAPSHOT` is set.
pub fn assert_snapshot(path: &str, now: &str, command: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("UPDATE_SNAPSHOT").is_some() {
        std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("the folder can be made");
        std::fs::write(&path, now).expect("the snapshot can be written");
        return;
    }
    let then = std::fs::read_to_string(&path).unwrap_or_default();
    if then == now {
        return;
    }
    let at = then.lines().zip(now.lines()).take_while(|(then, now)| then == now).count();
    panic!(
        "{} is not what comes out now. First difference in line {}:\n  file: {}\n  now:  {}\nIf the change is meant, run\n  {command}\nand review the difference.",
        path.display(),
        at + 1,
        then.lines().nth(at).unwrap_or("(end)"),
        now.lines().nth(at).unwrap_or("(end)"),
    );
}
