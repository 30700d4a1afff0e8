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
