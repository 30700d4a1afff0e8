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
use trich::extract::scan::Scan;
use trich::extract::{claim, cluster, date, identifier, place, plan, quantity};
use trich::kb;
use trich::lexicon::{self, Found, Lexicon};
use trich::page;
use trich::run::{Config, Summary, document, read, with_facts};
use trich::source::{Locator, Record};
use trich::text::{Tokenizer, normalise};

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
    const ROUND: f64 = 0.3;
    let once = std::env::args().any(|arg| arg == "--once");
    let rounds = if once { 1 } else { 5 };
    let measure = |name: &str, work: &mut dyn FnMut(&Record)| {
        if !chosen(name) {
            return f64::NAN;
        }
        let mut best = f64::MAX;
        let start = Instant::now();
        records.iter().for_each(&mut *work);
        let pass = start.elapsed().as_secs_f64();
        let repeat = if once { 8 } else { (ROUND / pass).ceil().clamp(1.0, 1e6) as usize };
        for _ in 0..rounds {
            let start = Clock::now();
            for _ in 0..repeat {
                records.iter().for_each(&mut *work);
            }
            best = best.min(start.seconds());
        }
        let rate = (bytes * repeat) as f64 / best / 1e6;
        println!("{name:44} {rate:9.1} MB/s");
        rate
    };
    let alternation = Regex::new(&BRANCHES.join("|")).expect("the branches are plain words");
    let floor = measure("floor: regex, 20 branches, no \\b", &mut |record| {
        if let Ok(text) = std::str::from_utf8(&record.content) {
            black_box(alternation.find_iter(text).count());
        }
    });
    let dfa = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .kind(Some(AhoCorasickKind::DFA))
        .build(BRANCHES)
        .expect("the branches are plain words");
    measure("floor: aho-corasick DFA, 20 patterns", &mut |record| {
        black_box(dfa.find_iter(&record.content).count());
    });
    let lexicon = lexicon::builtin();
    let config = Config::new(lexicon);
    measure("decode", &mut |record| {
        black_box(trich::decode::decode(record.content.clone(), None, None).is_ok());
    });
    measure("decode + normalise", &mut |record| {
        if let Ok(decoded) = trich::decode::decode(record.content.clone(), None, None) {
            black_box(normalise(decoded.text));
        }
    });
    measure("decode + normalise + page", &mut |record| {
        black_box(read(record, &config).is_ok());
    });
    let pages: Vec<page::Page> = records
        .iter()
        .filter_map(|record| read(record, &config).ok())
        .map(|document| document.page)
        .collect();
    let mut tokenizer = Tokenizer::new(&lexicon.syllables);
    let mut tokens = Vec::new();
    let mut at = 0;
    let mut next = || {
        at = (at + 1) % pages.len().max(1);
        &pages[at]
    };
    measure("tokens", &mut |_| tokenizer.tokenize(&next().text, black_box(&mut tokens)));
    let mut found = Found::default();
    measure("tokens + terms", &mut |_| {
        tokenizer.tokenize(&next().text, &mut tokens);
        found = black_box(lexicon.trie.find(&tokens, std::mem::take(&mut found))).into_memory();
    });
    measure("tokens + terms + sentences (scan)", &mut |_| {
        let page = next();
        black_box(Scan::new(&page.text, &page.blocks, lexicon, &mut tokenizer));
    });
    measure("scan + recognisers (facts)", &mut |_| {
        black_box(with_facts(next(), lexicon, |facts| facts.claims.claims.len()));
    });
    if chosen("parts") {
        parts(&records, &config);
    }
    if chosen("recognisers") {
        recognisers(&pages, lexicon, &mut tokenizer);
    }
    let mut summary = Summary::default();
    let whole = measure("whole: bytes to document knowledge base", &mut |record| {
        black_box(document(record, &config, &mut summary));
    });
    let kbs: Vec<kb::KnowledgeBase> = records
        .iter()
        .filter_map(|record| document(record, &config, &mut summary))
        .collect();
    let mut at = 0;
    measure("knowledge base to JSON", &mut |_| {
        at = (at + 1) % kbs.len().max(1);
        black_box(serde_json::to_vec(&kbs[at]).map(|line| line.len()).unwrap_or_default());
    });
    println!("whole / floor (regex): {:.3}", whole / floor);
}

/// What each part of the path takes of the whole; measured as in [`recognisers`].
fn parts(records: &[Record], config: &Config) {
    const PARTS: [&str; 5] = ["read", "language", "facts", "knowledge base", "giving back memory"];
    let mut total = [Duration::ZERO; PARTS.len()];
    for record in records {
        let mut best = [Duration::MAX; PARTS.len()];
        for _ in 0..7 {
            let mut lap = laps(&mut best);
            let Ok(document) = read(record, config) else { break };
            lap();
            black_box(page::is_vietnamese(&document.page.text));
            lap();
            let origin = kb::Origin {
                record,
                encoding: document.encoding,
                evidence: document.evidence,
                repaired: document.repaired,
            };
            let kb = with_facts(&document.page, config.lexicon, |facts| {
                lap();
                let kb = kb::build(&origin, &document.page, Some(facts), config.lexicon, &config.generator);
                lap();
                kb
            });
            drop((kb, document));
            lap();
        }
        for (total, best) in total.iter_mut().zip(best).filter(|(_, best)| *best < Duration::MAX) {
            *total += best;
        }
    }
    let bytes: usize = records.iter().map(|record| record.content.len()).sum();
    report(&PARTS, &total, bytes);
}

/// Called after each part: keeps in `best` the time it took, where that is less than before.
fn laps(best: &mut [Duration]) -> impl FnMut() {
    let mut at = Instant::now();
    let mut best = best.iter_mut();
    move || {
        let now = Instant::now();
        if let Some(best) = best.next() {
            *best = (now - at).min(*best);
        }
        at = now;
    }
}

fn report(parts: &[&str], total: &[Duration], bytes: usize) {
    let all: Duration = total.iter().sum();
    for (name, time) in parts.iter().zip(total) {
        let (rate, share) = (bytes as f64 / time.as_secs_f64() / 1e6, time.as_secs_f64() / all.as_secs_f64());
        println!("  {name:42} {rate:9.1} MB/s  {:5.1} %", share * 100.0);
    }
    println!("  {:42} {:9.1} MB/s", "all of them", bytes as f64 / all.as_secs_f64() / 1e6);
}

/// What each recogniser takes of a scan with all of them: of each document the best of several rounds, so that what the
/// machine does beside hardly shows.
fn recognisers(pages: &[page::Page], lexicon: &'static Lexicon, tokenizer: &mut Tokenizer<'_>) {
    const PARTS: [&str; 9] = [
        "scan",
        "identifiers",
        "dates",
        "place names",
        "clusters",
        "quantities",
        "plans",
        "places",
        "claims",
    ];
    let mut total = [Duration::ZERO; PARTS.len()];
    for page in pages {
        let mut best = [Duration::MAX; PARTS.len()];
        for _ in 0..7 {
            let mut lap = laps(&mut best);
            let mut scan = Scan::new(&page.text, &page.blocks, lexicon, tokenizer);
            lap();
            let published = page.metadata.published.as_ref().map(|dated| dated.edtf.as_str());
            let date = published.and_then(|edtf| edtf.parse().ok());
            let identifiers = identifier::identifiers(&mut scan);
            lap();
            let mut dates = date::dates(&mut scan, &date::DateContext { published: date });
            lap();
            let setting = place::PlaceContext::survey(&mut scan, place::Setting { date, province: None });
            lap();
            let clusters = cluster::clusters(&mut scan, &setting);
            lap();
            let (quantities, others) = quantity::quantities(&mut scan);
            let owned = quantity::account_for_owned(&scan);
            lap();
            let plans = plan::plans(&mut scan, &identifiers);
            lap();
            let taken: Vec<_> = clusters.iter().map(|cluster| cluster.tokens.clone()).collect();
            let places = place::places(&scan, &setting, &taken);
            lap();
            let claims = claim::claims(&scan, &quantities, &mut dates, &clusters, &plans, published);
            lap();
            black_box((others, owned, plans, places, claims));
        }
        for (total, best) in total.iter_mut().zip(best) {
            *total += best;
        }
    }
    let bytes: usize = pages.iter().map(|page| page.text.len()).sum();
    report(&PARTS, &total, bytes);
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
