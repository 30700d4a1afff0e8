//! The examples of `fixtures/clusters/`.

use super::*;
use crate::extract::place::Setting;
use crate::lexicon::builtin;
use crate::text::Tokenizer;

const PATTERNS: &str = include_str!("../../../fixtures/clusters/patterns.tsv");

/// Clusters of `text`, one string each: name;phase;extension;commune;district.
fn read(text: &str) -> Vec<String> {
    let lexicon = builtin();
    let mut scan = Scan::new(text, &[], lexicon, &mut Tokenizer::new(&lexicon.syllables));
    let places = PlaceContext::survey(&mut scan, Setting::default());
    let place = |place: &Option<ClusterPlace>| place.as_ref().map_or("-".to_owned(), |place| place.name.clone());
    let found = clusters(&mut scan, &places);
    for mention in &found {
        assert!(
            !mention.tokens.is_empty() && scan.slice(mention.span).contains(mention.name.as_str()),
            "{mention:?}"
        );
    }
    found
        .iter()
        .map(|mention| {
            let text = |text: &Option<String>| text.clone().unwrap_or("-".to_owned());
            [
                mention.name.clone(),
                text(&mention.phase),
                text(&mention.extension),
                place(&mention.commune),
                place(&mention.district),
            ]
            .join(";")
        })
        .collect()
}

fn agrees(want: &str, found: &str) -> bool {
    let (want, found) = (want.split(';'), found.split(';'));
    want.clone().count() == found.clone().count() && want.zip(found).all(|(want, found)| want == "*" || want == found)
}

#[test]
fn every_way_to_write_a_name_comes_out_as_said() {
    let mut wrong = Vec::new();
    let mut all = 0;
    for line in PATTERNS.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let mut columns = line.split('\t');
        let (form, text, want) = (
            columns.next().unwrap_or(""),
            columns.next().unwrap_or(""),
            columns.next().unwrap_or(""),
        );
        let found = read(&text.replace('⏎', "\n"));
        let want: Vec<&str> = want.split(" + ").filter(|entry| !entry.is_empty()).collect();
        all += 1;
        if want.len() != found.len() || !want.iter().zip(&found).all(|(want, found)| agrees(want, found)) {
            wrong.push(format!("{form}: {text}\n   want {want:?}\n   found {found:?}"));
        }
    }
    let right = all - wrong.len();
    assert!(right * 100 >= all * 97, "{right} of {all} right\n{}", wrong.join("\n"));
}

#[test]
fn events_are_those_the_sentence_tells() {
    let lexicon = builtin();
    let mut wrong = Vec::new();
    for line in include_str!("events.tsv")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
    {
        let (text, want) = line.split_once('\t').unwrap_or((line, ""));
        let mut scan = Scan::new(text, &[], lexicon, &mut Tokenizer::new(&lexicon.syllables));
        let places = PlaceContext::survey(&mut scan, Setting::default());
        let found = clusters(&mut scan, &places);
        let said = events(&scan, &found);
        let said: Vec<String> = said
            .iter()
            .map(|event| {
                let names: Vec<&str> = event.clusters.iter().map(|at| found[*at].name.as_str()).collect();
                let sign = if event.happened { '+' } else { '-' };
                let planned = if event.planned { " planned" } else { "" };
                format!("{} {sign}{planned} ({})", event.event, names.join(", "))
            })
            .collect();
        if said.join(" + ") != want {
            wrong.push(format!("{text}\n   want {want}\n  found {}", said.join(" + ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn one_cluster_has_one_key_however_it_is_written() {
    let lexicon = builtin();
    let keys = |text: &str| {
        let mut scan = Scan::new(text, &[], lexicon, &mut Tokenizer::new(&lexicon.syllables));
        let places = PlaceContext::survey(&mut scan, Setting::default());
        clusters(&mut scan, &places).iter().map(ClusterMention::key).collect::<Vec<_>>()
    };
    let same = keys("CCN Sài Sơn - Phượng Cách, Cụm công nghiệp Sài Sơn–Phượng Cách; cụm công nghiệp làng nghề Phượng Cách – Sài Sơn");
    assert!(same.len() == 3 && same.iter().all(|key| *key == same[0]), "{same:?}");
    let apart =
        keys("CCN Thanh Thuỳ, CCN Thanh Thùy giai đoạn 2, KCN Thanh Thùy, cụm công nghiệp đồ mộc Thanh Thùy, CCN Thanh Thùy mở rộng");
    let set: std::collections::BTreeSet<_> = apart.iter().collect();
    assert!(apart.len() == 5 && set.len() == 5, "{apart:?}");
}
