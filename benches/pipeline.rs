//! Throughput of the plain-text path, stage by stage, beside floors measured in the same run.
//!
//! ```text
//! cargo bench --bench pipeline                  the five seeds
//! cargo bench --bench pipeline -- DIR           every .txt file below DIR
//! cargo bench --bench pipeline -- --only=whole  the rows whose name starts so (for a profiler)
//! cargo bench --bench pipeline -- --once        few rounds of each (for an instruction counter)
//! ```
//!
//! Each figure is the best of several rounds on one thread, in processor time where the system tells it (Linux), so that
//! other work on the machine does not count; compare figures of one run only.

#![allow(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use regex::Regex;
use trich::extract::scan::{Scan, Scanner};
use trich::extract::{Facts, STAGES};
use trich::kb;
use trich::lexicon::{self, Found};
use trich::page;
use trich::run::{Config, Document, Summary, documents, read, with_facts};
use trich::source::{Locator, Record};
use trich::text::{Tokenizer, normalise};

/// Documents taken at a time, as a run takes them.
const GROUP: usize = 16;

/// Twenty phrases of the domain: the floor is a search for any of them, without word boundaries.
const BRANCHES: [&str; 20] = [
    "cụm công nghiệp",
    "khu công nghiệp",
    "phấn đấu",
    "mục tiêu",
    "kế hoạch",
    "dự kiến",
    "giai đoạn",
    "đến năm",
    "tầm nhìn",
    "quý",
    "tháng",
    "tỷ đồng",
    "triệu đồng",
    "hoàn thành",
    "khởi công",
    "thành lập",
    "nghị định",
    "quyết định",
    "thông báo",
    "doanh nghiệp",
];

fn main() {
    let roots: Vec<PathBuf> = std::env::args()
        .skip(1)
        .filter(|arg| !arg.starts_with("--"))
        .map(PathBuf::from)
        .collect();
    let roots = if roots.is_empty() {
        vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")]
    } else {
        roots
    };
    let mut records = Vec::new();
    for root in &roots {
        let mut files: Vec<PathBuf> = walkdir::WalkDir::new(root)
            .max_depth(1)
            .into_iter()
            .filter_map(Result::ok)
            .map(walkdir::DirEntry::into_path)
            .collect();
        files.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
        files.sort();
        for path in files {
            if let Ok(content) = std::fs::read(&path) {
                records.push(Record {
                    locator: Locator {
                        path: path.display().to_string(),
                        member: None,
                    },
                    content,
                    ..Record::default()
                });
            }
        }
    }
    let bytes: usize = records.iter().map(|record| record.content.len()).sum();
    println!("{} documents, {bytes} bytes", records.len());
    let only = std::env::args().find_map(|arg| arg.strip_prefix("--only=").map(str::to_owned));
    let chosen = |name: &str| only.as_deref().is_none_or(|only| name.starts_with(only));
    // Enough passes to fill a round: the processor clock ticks in milliseconds.
    const ROUND: f64 = 0.6;
    let once = std::env::args().any(|arg| arg == "--once");
    let rounds = if once { 1 } else { 5 };
    let measure = |name: &str, work: &mut dyn FnMut(&[Record])| {
        if !chosen(name) {
            return f64::NAN;
        }
        let mut best = f64::MAX;
        let start = Instant::now();
        records.chunks(GROUP).for_each(&mut *work);
        let pass = start.elapsed().as_secs_f64();
        let repeat = if once { 8 } else { (ROUND / pass).ceil().clamp(1.0, 1e6) as usize };
        for _ in 0..rounds {
            let start = Clock::now();
            for _ in 0..repeat {
                records.chunks(GROUP).for_each(&mut *work);
            }
            best = best.min(start.seconds());
        }
        let rate = (bytes * repeat) as f64 / best / 1e6;
        println!("{name:44} {rate:9.1} MB/s");
        rate
    };
    let alternation = Regex::new(&BRANCHES.join("|")).expect("the branches are plain words");
    let floor = measure("floor: regex, 20 branches, no \\b", &mut |group| {
        for text in group.iter().filter_map(|record| std::str::from_utf8(&record.content).ok()) {
            black_box(alternation.find_iter(text).count());
        }
    });
    let dfa = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .kind(Some(AhoCorasickKind::DFA))
        .build(BRANCHES)
        .expect("the branches are plain words");
    measure("floor: aho-corasick DFA, 20 patterns", &mut |group| {
        for record in group {
            black_box(dfa.find_iter(&record.content).count());
        }
    });
    let lexicon = lexicon::builtin();
    let config = Config::new(lexicon);
    let decoded = |record: &Record| trich::decode::decode(record.content.clone(), None, None);
    measure("decode", &mut |group| {
        black_box(group.iter().filter(|record| decoded(record).is_ok()).count());
    });
    measure("decode + normalise", &mut |group| {
        for decoded in group.iter().filter_map(|record| decoded(record).ok()) {
            black_box(normalise(decoded.text));
        }
    });
    measure("decode + normalise + page", &mut |group| {
        black_box(group.iter().filter(|record| read(record, &config).is_ok()).count());
    });
    let pages: Vec<page::Page> = records
        .iter()
        .filter_map(|record| read(record, &config).ok())
        .map(|document| document.page)
        .collect();
    let mut tokenizer = Tokenizer::new(&lexicon.syllables);
    let mut tokens = Vec::new();
    let mut groups = pages.chunks(GROUP).cycle();
    let mut next = || groups.next().unwrap_or_default();
    measure("tokens", &mut |_| {
        for page in next() {
            tokenizer.tokenize(&page.text, black_box(&mut tokens));
        }
    });
    let mut found = Found::default();
    measure("tokens + terms", &mut |_| {
        for page in next() {
            tokenizer.tokenize(&page.text, &mut tokens);
            found = black_box(lexicon.trie.find(&tokens, std::mem::take(&mut found))).into_memory();
        }
    });
    measure("tokens + terms + sentences (scan)", &mut |_| {
        for page in next() {
            black_box(Scan::new(&page.text, &page.blocks, lexicon, &mut tokenizer));
        }
    });
    measure("scan + recognisers (facts)", &mut |_| {
        black_box(with_facts(next(), lexicon, |facts| facts.len()));
    });
    if chosen("parts") {
        parts(&records, &config);
    }
    let mut summary = Summary::default();
    let whole = measure("whole: bytes to document knowledge base", &mut |group| {
        documents(group, &config, &mut summary, |kb, _| drop(black_box(kb)));
    });
    let mut kbs = Vec::new();
    documents(&records, &config, &mut summary, |kb, _| kbs.extend(kb));
    let mut kbs = kbs.chunks(GROUP).cycle();
    measure("knowledge base to JSON", &mut |_| {
        for kb in kbs.next().unwrap_or_default() {
            black_box(serde_json::to_vec(kb).map(|line| line.len()).unwrap_or_default());
        }
    });
    println!("whole / floor (regex): {:.3}", whole / floor);
}

/// What each part of the path takes of the whole, over groups of documents: the best of several rounds over all of them.
fn parts(records: &[Record], config: &Config) {
    let names: Vec<&str> = ["read", "language", "scan"]
        .into_iter()
        .chain(STAGES.map(|stage| stage.name))
        .chain(["knowledge base", "giving back memory"])
        .collect();
    let mut best = vec![Duration::MAX; names.len()];
    let mut scanner = Scanner::new(config.lexicon);
    for _ in 0..7 {
        let mut total = vec![Duration::ZERO; names.len()];
        for group in records.chunks(GROUP) {
            let mut lap = laps(&mut total);
            let read: Vec<(&Record, Document)> = group
                .iter()
                .filter_map(|record| Some((record, read(record, config).ok()?)))
                .collect();
            lap();
            black_box(read.iter().filter(|(_, document)| page::is_vietnamese(&document.page.text)).count());
            lap();
            let pages = read.iter().map(|(_, document)| &document.page);
            let mut facts: Vec<Facts<'_>> = pages.map(|page| Facts::new(page, config.lexicon, &mut scanner)).collect();
            lap();
            for stage in STAGES {
                facts.iter_mut().for_each(|facts| stage.run(facts));
                lap();
            }
            let kbs = read.iter().zip(&facts).map(|((record, document), facts)| {
                kb::build(
                    &document.origin(record),
                    &document.page,
                    Some(facts),
                    config.lexicon,
                    &config.generator,
                )
            });
            let kbs: Vec<_> = kbs.collect();
            lap();
            facts.into_iter().for_each(|facts| scanner.take_back(facts.scan));
            drop((kbs, read));
            lap();
        }
        best.iter_mut().zip(total).for_each(|(best, total)| *best = (*best).min(total));
    }
    let bytes: usize = records.iter().map(|record| record.content.len()).sum();
    let all: Duration = best.iter().sum();
    for (name, time) in names.iter().zip(&best) {
        let (rate, share) = (bytes as f64 / time.as_secs_f64() / 1e6, time.as_secs_f64() / all.as_secs_f64());
        println!("  {name:42} {rate:9.1} MB/s  {:5.1} %", share * 100.0);
    }
    println!("  {:42} {:9.1} MB/s", "all of them", bytes as f64 / all.as_secs_f64() / 1e6);
}

/// Called after each part: adds to `total` the time it took.
fn laps(total: &mut [Duration]) -> impl FnMut() {
    let mut at = Instant::now();
    let mut total = total.iter_mut();
    move || {
        let now = Instant::now();
        if let Some(total) = total.next() {
            *total += now - at;
        }
        at = now;
    }
}

/// Processor time of this thread, else wall time.
struct Clock {
    wall: Instant,
    processor: Option<u64>,
}

impl Clock {
    fn now() -> Self {
        Self {
            wall: Instant::now(),
            processor: processor_time(),
        }
    }

    fn seconds(&self) -> f64 {
        match (self.processor, processor_time()) {
            (Some(from), Some(to)) if to > from => (to - from) as f64 / 1e9,
            _ => self.wall.elapsed().as_secs_f64(),
        }
    }
}

/// Nanoseconds this thread has run, from the scheduler's figures.
fn processor_time() -> Option<u64> {
    std::fs::read_to_string("/proc/thread-self/schedstat")
        .ok()?
        .split(' ')
        .next()?
        .parse()
        .ok()
}
