//! What must hold of any input at all. The fuzz targets try these laws on inputs that the fuzzer makes up; the test
//! `replay` tries them on the inputs that once broke them (`fixtures/fuzz`) and on a few seeds.
#![allow(dead_code)]

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::sync::OnceLock;

use trich::kb::{self, KnowledgeBase, Mention};
use trich::run::{self, Config, Summary};
use trich::source::{Declared, Item, Locator, Media, Record, SourceOptions};
use trich::text::Span;
use trich::{decode as decoding, lexicon, page};

fn config() -> &'static Config {
    static CONFIG: OnceLock<Config> = OnceLock::new();
    CONFIG.get_or_init(|| {
        let mut config = Config::new(lexicon::builtin());
        config.all_languages = true;
        config
    })
}

/// Decoding ends, and every character of what comes out knows where it came from.
pub fn decode(data: &[u8]) {
    let Ok(decoded) = decoding::decode(data.to_vec(), None, None) else {
        return;
    };
    let text = trich::text::normalise(decoded.text);
    let mut last = 0;
    for (at, char) in text.text.char_indices() {
        let source = text.map.source(Span::new(at, at + char.len_utf8()));
        assert!(source.start <= source.end, "a span that ends before it starts");
        assert!(source.end as usize <= data.len(), "a span beyond the input");
        assert!(
            last <= source.start || source.start == source.end || source.end >= last,
            "spans run backwards"
        );
        last = source.start;
    }
}

/// A page is read, whatever the markup; its facts stand where they say.
pub fn html(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let page = page::html::read(&text, &Declared::default());
    for block in &page.blocks {
        assert!(
            page.text.get(block.span.start as usize..block.span.end as usize).is_some(),
            "a block that is no part of the text"
        );
    }
    offsets(&document(Media::Html, text.as_bytes(), "page.html"));
}

/// Any bytes are some records and failures, bounded in number and size.
pub fn source(data: &[u8]) {
    let options = SourceOptions {
        max_record_size: 1 << 16,
        max_expanded: 1 << 20,
        max_ratio: 50,
        ..SourceOptions::default()
    };
    let mut bytes = 0;
    let mut items = 0;
    let mut emit = |item: Item| {
        items += 1;
        if let Item::Record(record) = item {
            bytes += record.content.len();
            if let Some(map) = &record.map {
                let _ = map.source(Span::new(0, record.content.len()));
            }
        }
        ControlFlow::Continue(())
    };
    trich::source::read_from(data, Locator::new("input"), &options, &mut emit);
    assert!(items <= data.len() + 16, "more items than bytes");
    assert!(bytes <= (16 << 20) + 64 * data.len(), "more content than the limits allow");
}

/// Any text is read, and every fact stands where it says.
pub fn extract(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    offsets(&document(Media::Text, text.as_bytes(), "article.txt"));
}

/// Any order, grouping and repetition of parts gives the same bytes.
pub fn merge(data: &[u8]) {
    let parts = parts();
    let whole = serde_json::to_vec(&kb::merge(parts.iter().cloned())).expect("a knowledge base is JSON");
    // Every byte is a step: take a part, or close a group and merge it into what there is.
    let mut group: Vec<KnowledgeBase> = Vec::new();
    let mut seen = BTreeSet::new();
    for &byte in data.iter().take(64) {
        if byte & 0x80 != 0 {
            group = vec![kb::merge(std::mem::take(&mut group))];
        } else if byte & 0x40 != 0 {
            // What was written and read again is the same.
            group = group
                .iter()
                .map(|part| serde_json::from_slice(&serde_json::to_vec(part).expect("JSON")).expect("the same model"))
                .collect();
        } else {
            let at = usize::from(byte) % parts.len();
            seen.insert(at);
            group.push(parts[at].clone());
        }
    }
    let rest = (0..parts.len()).filter(|at| !seen.contains(at)).map(|at| parts[at].clone());
    let merged = kb::merge(rest.chain(group));
    let merged = serde_json::to_vec(&merged).expect("a knowledge base is JSON");
    assert!(merged == whole, "merging in another way gives other bytes");
}

/// The seeds' knowledge bases, one of them also found at another path, one also as a page, and a failure.
pub fn parts() -> &'static [KnowledgeBase] {
    static PARTS: OnceLock<Vec<KnowledgeBase>> = OnceLock::new();
    PARTS.get_or_init(|| {
        let seeds: [&str; 5] = [
            include_str!("../../seeds/000_fcdbccb216173607.txt"),
            include_str!("../../seeds/001_416b6a12d0256412.txt"),
            include_str!("../../seeds/002_7c8e08badb4e157b.txt"),
            include_str!("../../seeds/003_7e861cb13992b488.txt"),
            include_str!("../../seeds/004_48dee2ff1dcba723.txt"),
        ];
        let mut parts: Vec<KnowledgeBase> = seeds
            .iter()
            .enumerate()
            .map(|(at, seed)| document(Media::Text, seed.as_bytes(), &format!("seed{at}.txt")))
            .collect();
        parts.push(document(Media::Text, seeds[0].as_bytes(), "copy.txt"));
        parts.push(document(Media::Text, seeds[0].as_bytes(), "zcopy.txt"));
        // The same content at other offsets of its raw input, as in another line of JSON Lines.
        let line = format!("{{\"a\": 1, \"text\": {}}}", serde_json::to_string(seeds[1]).expect("JSON"));
        let other = format!("{{\"text\": {}, \"a\": 1}}", serde_json::to_string(seeds[1]).expect("JSON"));
        let jsonl = format!("{line}\n{other}\n");
        let mut emit = |item: Item| {
            if let Item::Record(record) = item {
                parts.extend(run::document(&record, config(), &mut Summary::default()));
            }
            ControlFlow::Continue(())
        };
        trich::source::read_from(jsonl.as_bytes(), Locator::new("b.jsonl"), &SourceOptions::default(), &mut emit);
        parts.push(document(Media::Text, &[0, 1, 2, 3], "binary"));
        parts
    })
}

fn document(media: Media, content: &[u8], path: &str) -> KnowledgeBase {
    let record = Record {
        locator: Locator::new(path),
        content: content.to_vec(),
        media,
        ..Record::default()
    };
    run::document(&record, config(), &mut Summary::default()).expect("all languages are taken")
}

/// Every row stands in its document at the place it names, and ids are told apart.
pub fn offsets(kb: &KnowledgeBase) {
    let texts: BTreeMap<&str, Vec<char>> = kb.documents.iter().map(|doc| (&*doc.id, doc.text.chars().collect())).collect();
    rows(&texts, &kb.dates, |row| &row.surface);
    rows(&texts, &kb.quantities, |row| &row.surface);
    rows(&texts, &kb.targets, |row| &row.surface);
    rows(&texts, &kb.actuals, |row| &row.surface);
    rows(&texts, &kb.milestones, |row| &row.surface);
    rows(&texts, &kb.other_numbers, |row| &row.surface);
    for quantity in &kb.quantities {
        let phrase = &quantity.phrase;
        stands(&texts[&*quantity.doc], phrase.start, phrase.end, &phrase.surface);
    }
    for plan in &kb.plans {
        rows(&texts, &plan.mentions, |row| &row.surface);
    }
    for cluster in &kb.clusters {
        rows(&texts, &cluster.mentions, |row| &row.surface);
        rows(&texts, &cluster.events, |row| &row.surface);
    }
    for place in &kb.places {
        rows(&texts, &place.mentions, |row| &row.surface);
    }
    for body in &kb.organisations {
        rows(&texts, &body.mentions, |row| &row.surface);
    }
}

fn rows<T: Mention>(texts: &BTreeMap<&str, Vec<char>>, rows: &[T], surface: impl Fn(&T) -> &str) {
    let mut ids = BTreeSet::new();
    for row in rows {
        let (doc, start, end) = row.place();
        stands(&texts[doc], start, end, surface(row));
        assert!(ids.insert(row.id()), "two rows with the id {}", row.id());
    }
}

fn stands(text: &[char], start: u32, end: u32, surface: &str) {
    let found: Option<String> = text.get(start as usize..end as usize).map(|chars| chars.iter().collect());
    assert_eq!(found.as_deref(), Some(surface), "{start}..{end}");
}
