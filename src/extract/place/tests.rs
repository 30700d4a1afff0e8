//! The examples beside this file.

use super::*;
use crate::lexicon::builtin;
use crate::text::Tokenizer;

#[test]
fn places_are_found_and_decided() {
    let lexicon = builtin();
    let gazetteer = &lexicon.gazetteer;
    let id = |unit: Option<UnitId>| unit.map_or("?".to_owned(), |unit| gazetteer.place_id(unit).to_owned());
    let mut wrong = Vec::new();
    for line in include_str!("examples.tsv")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
    {
        let columns: Vec<&str> = line.split('\t').collect();
        let [date, text, want, province] = columns[..] else {
            panic!("four columns: {line}")
        };
        let mut scan = Scan::new(text, &[], lexicon, &mut Tokenizer::new(&lexicon.syllables));
        let setting = Setting {
            date: date.parse().ok(),
            province: None,
        };
        let context = PlaceContext::survey(&mut scan, setting);
        let found: Vec<String> = places(&scan, &context, &[])
            .iter()
            .map(|place| format!("{} = {}", scan.slice(place.span), id(place.unit)))
            .collect();
        if found.join(" + ") != want || province != "-" && id(context.default) != province {
            wrong.push(format!(
                "{text}\n   want {want} in {province}\n  found {} in {}",
                found.join(" + "),
                id(context.default)
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
