//! The five seeds: their knowledge base as a reviewed snapshot, their scores against the gold, and the laws of merge on them.
//!
//! After a change that is meant: `UPDATE_SNAPSHOT=1 cargo test --test seeds`, then review the difference of
//! `fixtures/seeds/kb.json`.

mod common;

use std::path::Path;

use trich::eval::{Scores, evaluate};
use trich::kb::{self, KnowledgeBase};
use trich::sink::Pretty;

const SNAPSHOT: &str = "fixtures/seeds/kb.json";

/// A merged knowledge base as `trich merge --pretty` writes it.
fn pretty(kb: &KnowledgeBase) -> String {
    use std::io::Write as _;
    let mut out = Vec::new();
    let mut writer = Pretty::new(&mut out);
    writer.write_all(&serde_json::to_vec(kb).expect("JSON")).expect("memory");
    writer.write_all(b"\n").expect("memory");
    String::from_utf8(out).expect("JSON is UTF-8")
}

/// Every order of `0..count`.
fn orders(count: usize) -> Vec<Vec<usize>> {
    if count == 0 {
        return vec![Vec::new()];
    }
    let mut out = Vec::new();
    for order in orders(count - 1) {
        for at in 0..=order.len() {
            let mut longer = order.clone();
            longer.insert(at, count - 1);
            out.push(longer);
        }
    }
    out
}

fn pick(records: &[KnowledgeBase], order: &[usize]) -> Vec<KnowledgeBase> {
    order.iter().map(|&at| records[at].clone()).collect()
}

#[test]
fn the_knowledge_base_is_the_reviewed_one() {
    common::assert_snapshot(SNAPSHOT, &common::seeds_pretty(1), "UPDATE_SNAPSHOT=1 cargo test --test seeds");
}

#[test]
fn threads_change_nothing() {
    let one = common::seeds_pretty(1);
    assert!(one == common::seeds_pretty(4), "four threads give other bytes than one");
}

#[test]
fn paths_in_it_are_relative() {
    for record in common::seeds_records() {
        for doc in &record.documents {
            assert!(Path::new(&doc.source.path).starts_with("seeds"), "{}", doc.source.path);
        }
    }
}

#[test]
fn merging_lines_in_any_order_gives_the_same_bytes() {
    let whole = common::seeds_pretty(1);
    let records = common::seeds_records();
    assert_eq!(records.len(), 5);
    for order in orders(records.len()) {
        let merged = pretty(&kb::merge(pick(&records, &order)));
        assert!(merged == whole, "order {order:?} gives other bytes than the whole run");
    }
}

#[test]
fn merging_in_any_grouping_gives_the_same_bytes() {
    let records = common::seeds_records();
    let whole = pretty(&kb::merge(records.clone()));
    // Every way to put the five into a left and a right heap.
    for heaps in 0u32..1 << records.len() {
        let heap = |left: bool| {
            let mine: Vec<usize> = (0..records.len()).filter(|at| (heaps >> at & 1 == 0) == left).collect();
            kb::merge(pick(&records, &mine))
        };
        assert!(pretty(&kb::merge([heap(true), heap(false)])) == whole, "heaps {heaps:05b}");
    }
    let one_by_one = records.iter().fold(kb::merge([]), |sum, record| kb::merge([sum, record.clone()]));
    assert!(pretty(&one_by_one) == whole, "one by one");
}

#[test]
fn merging_again_changes_nothing() {
    let records = common::seeds_records();
    let whole = kb::merge(records.clone());
    let bytes = pretty(&whole);
    assert!(pretty(&kb::merge([whole.clone()])) == bytes, "alone");
    assert!(pretty(&kb::merge([whole.clone(), whole.clone()])) == bytes, "twice");
    for record in &records {
        assert!(
            pretty(&kb::merge([record.clone(), whole.clone(), record.clone()])) == bytes,
            "with a part"
        );
    }
}

/// The scores of the seeds against `fixtures/gold`.
fn scores() -> Scores {
    evaluate(
        &kb::merge(common::seeds_records()),
        Path::new("fixtures/gold"),
        Path::new("seeds"),
        false,
    )
    .expect("the gold can be read")
}

#[test]
fn facts_reach_the_gold() {
    let scores = scores();
    for (name, least) in [
        ("dates", 1.0),
        ("quantities", 1.0),
        ("plans (numbered)", 1.0),
        ("plans (named)", 0.9),
        ("clusters", 1.0),
        ("targets (value and period)", 0.95),
        ("actuals (value and period)", 0.95),
        ("removed lines", 1.0),
    ] {
        let notes: Vec<_> = scores.notes.iter().filter(|note| note.0 == name).collect();
        assert!(scores.f1(name) >= least, "{name}: F1 {} < {least}\n{notes:#?}", scores.f1(name));
        assert!(scores.types.contains_key(name), "{name} is counted");
    }
    assert_eq!(scores.wrong_offsets, 0);
}

#[test]
fn slots_reach_the_gold() {
    let scores = scores();
    let of_claims = |slot: &'static str, least: f64| ["target", "actual"].map(|kind| (format!("{kind}.{slot}"), least));
    let mut wanted = vec![
        ("date.role".to_owned(), 0.9),
        ("date.basis".to_owned(), 0.9),
        ("document.title".to_owned(), 1.0),
        ("document.published".to_owned(), 1.0),
    ];
    for (slot, least) in [
        ("relation", 0.9),
        ("modality", 0.85),
        ("of_total", 1.0),
        ("cohort", 1.0),
        ("baseline", 1.0),
        ("indicator", 0.85),
        ("action", 0.85),
    ] {
        wanted.extend(of_claims(slot, least));
    }
    for (name, least) in wanted {
        assert!(scores.slots.contains_key(&name), "{name} is counted");
        assert!(
            scores.slot(&name) >= least,
            "{name}: {} < {least} ({:?})",
            scores.slot(&name),
            scores.slots[&name]
        );
    }
}
