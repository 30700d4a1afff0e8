//! The examples beside this file.

use super::*;
use crate::extract::place::Setting;
use crate::lexicon::builtin;
use crate::text::Tokenizer;

fn scan(text: &str) -> (Scan<'_>, Vec<Organisation>) {
    let lexicon = builtin();
    let mut scan = Scan::new(text, &[], lexicon, &mut Tokenizer::new(&lexicon.syllables));
    let places = PlaceContext::survey(&mut scan, Setting::default());
    let found = organisations(&scan, &places);
    (scan, found)
}

fn check(examples: &str, read: impl Fn(&str) -> Vec<String>) {
    let mut wrong = Vec::new();
    for line in examples.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let (text, want) = line.split_once('\t').unwrap_or((line, ""));
        let found = read(text).join(" + ");
        if found != want {
            wrong.push(format!("{text}\n   want {want}\n  found {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn bodies() {
    check(include_str!("examples.tsv"), |text| {
        let (_, found) = scan(text);
        found
            .iter()
            .map(|body| format!("{}|{}|{}", body.name, body.kind, body.level.unwrap_or("-")))
            .collect()
    });
}

#[test]
fn duties_of_bodies() {
    check(include_str!("duties.tsv"), |text| {
        let (scan, found) = scan(text);
        let duties = duties(&scan, &found);
        duties
            .iter()
            .map(|duty| format!("{}: {}", scan.slice(found[duty.organisation].span), scan.slice(duty.span)))
            .collect()
    });
}
