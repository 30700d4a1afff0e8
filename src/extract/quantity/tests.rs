//! Examples, laws and public suites.

use std::fs;

use proptest::prelude::*;

use super::*;
use crate::extract::number::numerals;
use crate::lexicon;
use crate::text::{Kind, Tokenizer};

fn with_scan<T>(text: &str, check: impl FnOnce(&mut Scan<'static>) -> T) -> T {
    let lexicon = lexicon::builtin();
    let text: &'static str = Box::leak(text.to_owned().into_boxed_str());
    let mut scan = Scan::new(text, &[], lexicon, &mut Tokenizer::new(&lexicon.syllables));
    check(&mut scan)
}

fn print(value: Option<Decimal>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| value.to_string())
}

/// What is found in `text`, as the example table writes it.
fn found(text: &str) -> Vec<String> {
    with_scan(text, |scan| {
        let (quantities, others) = quantities(scan);
        let mut rows: Vec<(usize, String)> = Vec::new();
        for q in &quantities {
            let counted = q.counted.clone().map_or("", |range| scan.slice(scan.span(range)));
            let rate = q.per.as_deref().map_or(String::new(), |per| format!("/{per}"));
            let how = q.approximate.map_or(String::new(), |how| format!(" {}", how.as_str()));
            let counted = if counted.is_empty() {
                String::new()
            } else {
                format!(" “{counted}”")
            };
            let row = format!(
                "{} = {}..{} {}{rate}{how}{counted}",
                scan.slice(q.span),
                print(q.low),
                print(q.high),
                q.unit
            );
            rows.push((q.tokens.start, row));
        }
        for o in &others {
            rows.push((o.tokens.start, format!("{} : {}", scan.slice(o.span), o.reason)));
        }
        rows.sort();
        rows.into_iter().map(|(_, row)| row).collect()
    })
}

#[test]
fn examples() {
    let mut wrong = String::new();
    for line in include_str!("examples.tsv")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        let mut columns = line.split('\t');
        let text = columns.next().unwrap_or("");
        let wanted: Vec<&str> = columns.filter(|column| !column.is_empty()).collect();
        let got = found(text);
        if got != wanted {
            wrong.push_str(&format!("{text}\n  wants {wanted:?}\n  found {got:?}\n"));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// Every digit belongs to a quantity, another recogniser, or the list of other numbers.
fn assert_accounted(text: &str) {
    with_scan(text, |scan| {
        let (quantities, _) = quantities(scan);
        for (at, token) in scan.tokens.iter().enumerate() {
            if token.kind != Kind::Digits || scan.owners[at] != Owner::Free {
                continue;
            }
            panic!("{} in {text}", scan.word(at));
        }
        for pair in quantities.windows(2) {
            assert!(pair[0].tokens.end <= pair[1].tokens.start, "{text}");
        }
    });
}

#[test]
fn every_digit_of_the_examples_is_accounted_for() {
    for line in include_str!("examples.tsv").lines().filter(|line| !line.starts_with('#')) {
        assert_accounted(line.split('\t').next().unwrap_or(""));
    }
}

/// Number words that are never other words, and `một`, are accounted for; the others of the table have look-alikes
/// (`năm` year, `ba` father, `chín` ripe, `không` not, `tư`, scale words alone) and may be rejected.
fn assert_words_accounted(text: &str) {
    use crate::lexicon::{Category, FixedTerm, NumberWord};
    with_scan(text, |scan| {
        let (_, _) = quantities(scan);
        for hit in scan.hits.all() {
            let at = hit.start as usize;
            let word = match hit.category {
                Category::Number => scan.lexicon.numbers[usize::from(hit.row)].word,
                _ => continue,
            };
            let certain = matches!(word, NumberWord::Ten | NumberWord::Digit(1 | 2 | 4 | 6 | 7 | 8));
            let part_of_word = scan.hits.all().any(|other| {
                other.category == Category::Fixed
                    && (other.start..other.end).contains(&hit.start)
                    && scan.lexicon.fixed[usize::from(other.row)] == FixedTerm::Word
            });
            let name = scan.tokens[at].is_capital();
            let taken = scan.owners[at] != Owner::Free;
            assert!(taken || !certain || part_of_word || name, "{} in {text}", scan.word(at));
        }
    });
}

#[test]
fn every_number_word_of_the_examples_is_accounted_for() {
    for line in include_str!("examples.tsv").lines().filter(|line| !line.starts_with('#')) {
        assert_words_accounted(line.split('\t').next().unwrap_or(""));
    }
}

#[test]
fn a_number_over_the_edge_of_a_unit_is_accounted_for() {
    assert_accounted("5-10m2phẩy24/7");
}

proptest! {
    #[test]
    fn every_digit_is_accounted_for(words in prop::collection::vec(prop::sample::select(vec![
        "năm", "một", "hai", "ba", "mươi", "trăm", "nghìn", "tỷ", "rưỡi", "từ", "đến", "khoảng", "1", "23", "1.000", "7,5", "-", "–",
        "/", "%", "ha", "m2", "đồng", "cụm", "số", "điều", "lần", "(", ")", ",", ".", "\n", "h", "30", "2021", "$", "USD", "phẩy",
        "phần", "thứ", "không", "trở lên", "mỗi", "và", "A", "gấp", "tất cả", "24/7", "1/500", "lẻ", "5-10", "nửa", "tháng",
    ]), 0..24), glue in any::<u64>()) {
        let mut text = String::new();
        for (at, word) in words.iter().enumerate() {
            if glue >> (at % 64) & 3 != 0 {
                text.push(' ');
            }
            text.push_str(word);
        }
        assert_accounted(&text);
    }

    #[test]
    fn nothing_panics(text in "[\\PC\n]{0,60}") {
        assert_accounted(&text);
    }

    #[test]
    fn grouped_digits_keep_their_value(value in 0u32..2_000_000_000) {
        let plain = value.to_string();
        let mut dotted = String::new();
        for (at, digit) in plain.chars().enumerate() {
            if at > 0 && (plain.len() - at) % 3 == 0 {
                dotted.push('.');
            }
            dotted.push(digit);
        }
        let read = with_scan(&dotted, |scan| numerals(scan).first().and_then(|numeral| numeral.low));
        prop_assert_eq!(print(read), plain);
    }
}

fn rows(file: &str) -> Vec<Vec<String>> {
    let path = format!("{}/fixtures/suites/numbers/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(path).unwrap();
    let row = |line: &str| line.split('\t').map(str::to_owned).collect();
    text.lines().filter(|line| !line.starts_with('#')).map(row).collect()
}

/// Checks a suite against the share of its cases that must be right.
fn suite(file: &str, at_least: f64, right: impl Fn(&[String]) -> bool) {
    let rows = rows(file);
    let wrong: Vec<&str> = rows.iter().filter(|row| !right(row)).map(|row| row[0].as_str()).collect();
    let share = 1.0 - wrong.len() as f64 / rows.len() as f64;
    assert!(share >= at_least, "{file}: {share:.4} right; wrong: {wrong:?}");
}

fn one_value(text: &str, wanted: &str) -> bool {
    with_scan(text, |scan| {
        let found = numerals(scan);
        found.len() == 1 && print(found[0].low) == wanted && found[0].high == found[0].low
    })
}

#[test]
fn number_words() {
    suite("words.tsv", 0.995, |row| one_value(&row[0], &row[1]));
}

fn case(row: &[String]) -> bool {
    let text = &row[0];
    match row[1].as_str() {
        "number" => one_value(text, &row[2]),
        "order" if row[2] == "-" => true,
        "order" => with_scan(text, |scan| {
            let found = numerals(scan);
            found.len() == 1 && found[0].kind == NumeralKind::Ordinal && print(found[0].low) == row[2]
        }),
        "fraction" => with_scan(text, |scan| {
            let found = numerals(scan);
            let parts = found[0].parts.map(|(part, whole)| (part.to_string(), whole.to_string()));
            found.len() == 1 && parts == Some((row[2].clone(), row[3].clone()))
        }),
        _ => with_scan(text, |scan| {
            let (found, _) = quantities(scan);
            let same = |value: Option<Decimal>, wanted: &str| wanted == "*" || print(value) == wanted;
            matches!(&found[..], [q] if same(q.low, &row[2]) && same(q.high, &row[3]) && q.unit == row[4]
                && q.per.as_deref().unwrap_or("-") == row[5])
        }),
    }
}

#[test]
fn duckling() {
    suite("duckling.tsv", 0.95, case);
}

#[test]
fn nemo() {
    suite("nemo.tsv", 0.95, case);
}

#[test]
fn numbers_of_other_owners_are_listed() {
    with_scan("Nghị định 68/2017/NĐ-CP, Bình Phú 1 giai đoạn 2", |scan| {
        let place = |word: &str, scan: &Scan<'_>| (0..scan.tokens.len()).find(|at| scan.word(*at) == word).unwrap();
        let (from, to) = (place("68", scan), place("CP", scan));
        scan.own(from..to + 1, Owner::Identifier);
        let name = place("Bình", scan);
        scan.own(name..name + 3, Owner::Name);
        scan.own(name + 3..name + 6, Owner::Phase);
        let listed: Vec<_> = account_for_owned(scan).iter().map(|o| (scan.slice(o.span), o.reason)).collect();
        assert_eq!(listed, [("68/2017", "document-number"), ("1", "name-part"), ("2", "phase-number")]);
        assert!(quantities(scan).0.is_empty());
    });
}
