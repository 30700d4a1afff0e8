//! Examples and suites as data, and helpers for the tests of this room.

use jiff::civil::Date as Day;

use super::reader::Reader;
use super::{Date, DateContext, dates};
use crate::extract::scan::{Owner, Scan};
use crate::lexicon::builtin;
use crate::text::Tokenizer;

/// Runs `test` with a reader over `text`.
pub(super) fn with_reader(text: &str, test: impl FnOnce(&Reader<'_, '_>)) {
    let lexicon = builtin();
    let mut tokenizer = Tokenizer::new(&lexicon.syllables);
    let scan = Scan::new(text, &[], lexicon, &mut tokenizer);
    test(&Reader {
        scan: &scan,
        start: 0,
        limit: scan.tokens.len(),
    });
}

fn read(text: &str, published: Option<Day>) -> Vec<Date> {
    let lexicon = builtin();
    let mut tokenizer = Tokenizer::new(&lexicon.syllables);
    let mut scan = Scan::new(text, &[], lexicon, &mut tokenizer);
    dates(&mut scan, &DateContext { published })
}

/// EDTF where there is one, else the TIMEX3 value.
fn value(date: &Date) -> String {
    date.edtf.map_or_else(|| date.timex.value.to_string(), |edtf| edtf.to_string())
}

fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
}

#[test]
fn the_table_is_read() {
    crate::lexicon::Lexicon::with_dir(None).expect("the built-in tables are well-formed");
}

#[test]
fn examples() {
    let mut wrong = Vec::new();
    for row in rows(include_str!("examples.tsv")) {
        let [text, published, want] = row.as_slice() else {
            panic!("three columns wanted: {row:?}")
        };
        let text = text.replace("\\n", "\n");
        let found = read(&text, published.parse().ok());
        let got: Vec<String> = found
            .iter()
            .map(|date| format!("{} = {}", &text[date.span.range()], value(date)))
            .collect();
        let expected: Vec<&str> = want.split(" ; ").filter(|want| *want != "-").collect();
        // Each expectation may go on with "@role" and "#basis".
        let same = got.len() == expected.len()
            && expected.iter().zip(&found).zip(&got).all(|((want, date), got)| {
                let (head, slots) = want.split_at(want.find(['@', '#']).unwrap_or(want.len()));
                head.trim() == got
                    && slots.split_whitespace().all(|slot| {
                        slot.strip_prefix('@').is_none_or(|role| role == date.role.as_str())
                            && slot.strip_prefix('#').is_none_or(|basis| basis == date.basis.as_str())
                    })
            });
        if !same {
            let slots: Vec<_> = found
                .iter()
                .map(|date| (date.role.as_str(), date.basis.as_str(), date.rule))
                .collect();
            wrong.push(format!("{text}\n  got  {got:?} {slots:?}\n  want {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Runs the cases of a suite and asserts that at least `share` percent come out.
fn suite(name: &str, cases: Vec<(bool, String)>, share: usize) {
    let right = cases.iter().filter(|(same, _)| *same).count();
    let wrong: Vec<_> = cases.iter().filter(|(same, _)| !same).map(|(_, text)| text.as_str()).collect();
    assert!(!cases.is_empty());
    assert!(
        right * 100 >= share * cases.len(),
        "{name}: {right} of {}\n{}",
        cases.len(),
        wrong.join("\n")
    );
}

#[test]
fn suite_duckling() {
    let cases = rows(include_str!("../../../fixtures/suites/dates/duckling.tsv"))
        .map(|row| {
            let found = read(row[1], row[2].parse().ok());
            let got = found
                .first()
                .and_then(|date| date.edtf)
                .map_or("-".to_owned(), |edtf| edtf.to_string());
            (got == row[3], format!("{} got {got}", row.join(" | ")))
        })
        .collect();
    suite("duckling", cases, 95);
}

#[test]
fn suite_lunar() {
    let cases = rows(include_str!("../../../fixtures/suites/dates/lunar.tsv"))
        .map(|row| {
            let found = read(row[1], None);
            let whole = found.len() == 1 && found[0].span.range() == (0..row[1].len());
            (whole && value(&found[0]) == row[2], row.join(" | "))
        })
        .collect();
    suite("lunar", cases, 100);
}

fn timex(text: &str) -> Vec<String> {
    // "hôm nay" beside the date is not spoken out.
    read(text, None)
        .into_iter()
        .filter(|date| date.rule != "date.today" && date.rule != "date.year-relative")
        .map(|date| value(&date))
        .collect()
}

#[test]
fn suite_codelink() {
    let cases = rows(include_str!("../../../fixtures/suites/dates/codelink.tsv"))
        .map(|row| {
            let (got, want) = (timex(row[1]), if row[2] == "-" { Vec::new() } else { timex(row[2]) });
            let same = got == want && (row[2] == "-") == want.is_empty();
            (same, format!("{} got {got:?} want {want:?}", row.join(" | ")))
        })
        .collect();
    suite("codelink", cases, 100);
}

#[test]
fn suite_nemo() {
    let cases = rows(include_str!("../../../fixtures/suites/dates/nemo.tsv"))
        .map(|row| {
            let (got, want) = (timex(row[1]), timex(row[2]));
            (
                got == want && !want.is_empty(),
                format!("{} got {got:?} want {want:?}", row.join(" | ")),
            )
        })
        .collect();
    suite("nemo", cases, 100);
}

#[test]
fn identifiers_keep_their_tokens() {
    let lexicon = builtin();
    let mut tokenizer = Tokenizer::new(&lexicon.syllables);
    let mut scan = Scan::new("Quyết định 15/2020 ngày 3/4/2020 có hiệu lực.", &[], lexicon, &mut tokenizer);
    scan.own(2..5, Owner::Identifier);
    let found = dates(&mut scan, &DateContext::default());
    assert_eq!(found.len(), 1);
    assert_eq!((value(&found[0]).as_str(), found[0].role.as_str()), ("2020-04-03", "issue-date"));
    assert_eq!(scan.owners[2], Owner::Identifier);
    assert_eq!(scan.owners[found[0].tokens.start], Owner::Date);
}

#[test]
fn long_chains_neither_overflow_nor_stall() {
    for link in [
        "sáng ",
        "ngày thứ hai ",
        "từ đến ",
        "thứ hai, ",
        "5/3 và ",
        "đầu cuối ",
        "1/2/2020 ",
        "cùng kỳ ",
    ] {
        read(&link.repeat(20_000), Day::new(2024, 2, 29).ok());
    }
}

proptest::proptest! {
    #[test]
    fn any_text_gives_ordered_spans_and_no_panic(text in "(ngày|tháng|năm|quý|từ|đến|đầu|thứ|Tết|cùng kỳ|trước|[0-9]{1,4}|[ /.,-]|hai|mười|I{1,3}|âm lịch|\n|a){0,40}") {
        let mut end = 0;
        for date in read(&text, Day::new(2024, 2, 29).ok()) {
            proptest::prop_assert!(date.span.start as usize >= end);
            proptest::prop_assert!(text.get(date.span.range()).is_some());
            if let (Some(first), Some(last)) = (date.earliest, date.latest) {
                proptest::prop_assert!(first <= last, "{text} {:?}", date.edtf);
            }
            end = date.span.end as usize;
        }
    }
}
