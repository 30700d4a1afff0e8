use super::*;
use crate::extract::scan::Scan;
use crate::lexicon::rows;
use proptest::prelude::*;

fn with<T>(text: &str, then: impl FnOnce(&Scan<'_>, Vec<Identifier>) -> T) -> T {
    let lexicon = builtin();
    let mut scan = Scan::new(text, &[], lexicon, &mut Tokenizer::new(&lexicon.syllables));
    let found = identifiers(&mut scan);
    then(&scan, found)
}

/// `kind signature [key value, …]` of one identifier, with the keys that `want` asks for.
fn describe(scan: &Scan<'_>, id: &Identifier, want: &str) -> String {
    let kind = match id.kind {
        IdentifierKind::Official => "official",
        IdentifierKind::Court => "court",
        IdentifierKind::Short => "short",
        IdentifierKind::Continuation => "continuation",
    };
    let keys = want.split_once('[').map_or("", |(_, keys)| keys.trim_end_matches(']'));
    let basis = match id.year_basis {
        YearBasis::Explicit => "explicit",
        YearBasis::Issued => "issued",
        YearBasis::Beside => "beside",
        YearBasis::Link => "link",
        YearBasis::None => "none",
    };
    let values: Vec<String> = keys
        .split(" | ")
        .filter(|part| !part.is_empty())
        .map(|part| {
            let key = part.split(' ').next().unwrap_or("");
            let value = match key {
                "type" => id.type_code.clone(),
                "number" => Some(id.number.clone()),
                "year" => id.year.map(|year| year.to_string()),
                "basis" => Some(basis.to_owned()),
                "issuer" => id.issuer.clone(),
                "unit" => id.unit.clone(),
                "issued" => id.issued.clone(),
                "by" => id.issuer_text.map(|span| scan.slice(span).to_owned()),
                "subject" => id.subject.map(|span| scan.slice(span).to_owned()),
                "head" => Some(scan.slice(id.span).to_owned()),
                "link" => id.link.map(|link| link.to_string()),
                "effect" => id.effects.first().map(|effect| match effect.relation {
                    Relation::InForce => format!("in-force {}", effect.date.as_deref().unwrap_or("-")),
                    Relation::Replaces => format!("replaces {}", effect.other.unwrap_or(usize::MAX)),
                    Relation::Amends => format!("amends {}", effect.other.unwrap_or(usize::MAX)),
                }),
                _ => None,
            };
            format!("{key} {}", value.unwrap_or_else(|| "-".to_owned()))
        })
        .collect();
    if values.is_empty() {
        format!("{kind} {}", id.signature)
    } else {
        format!("{kind} {} [{}]", id.signature, values.join(" | "))
    }
}

#[test]
fn examples() {
    for row in rows("examples.tsv", include_str!("examples.tsv")) {
        let (text, want) = (row.get(0), row.optional(1).unwrap_or(""));
        let wanted: Vec<&str> = want.split(" ; ").filter(|part| !part.is_empty()).collect();
        with(text, |scan, found| {
            let got: Vec<String> = found
                .iter()
                .enumerate()
                .map(|(at, id)| describe(scan, id, wanted.get(at).copied().unwrap_or("")))
                .collect();
            assert_eq!(got.join(" ; "), wanted.join(" ; "), "{text}");
        });
    }
}

/// Identifiers of every form, with what they parse to (`fixtures/suites/identifiers`).
#[test]
fn suite_of_identifiers_parses() {
    let (mut good, mut all) = (0, 0);
    for row in rows("ids.tsv", include_str!("../../../fixtures/suites/identifiers/ids.tsv")) {
        all += 1;
        let year = row.optional(2).map(|year| year.parse::<u16>().unwrap_or(0));
        let ok = parse(row.get(0)).is_some_and(|found| found.number == row.get(1) && found.year == year && found.symbol == row.get(3));
        good += usize::from(ok);
    }
    assert!(all > 450 && good * 1000 >= all * 995, "{good} of {all}");
}

proptest! {
    #[test]
    fn what_is_written_canonically_parses_to_itself(
        number in "[1-9][0-9]{0,4}[ab]?",
        year in proptest::option::of(1950u16..2040),
        kind in prop::sample::select(vec!["NĐ", "QĐ", "KH", "TT", "NQ", "CTr"]),
        issuer in prop::sample::select(vec!["CP", "TTg", "UBND", "BCT", "HĐND", "BNNPTNT"]),
    ) {
        let id = match year {
            Some(year) => format!("{number}/{year}/{kind}-{issuer}"),
            None => format!("{number}/{kind}-{issuer}"),
        };
        let found = parse(&id);
        prop_assert_eq!(found.as_ref().map(|found| found.canonical.as_str()), Some(id.as_str()));
        // Case, dashes and blanks around joints change nothing.
        let loose = id.to_lowercase().replace('-', " – ");
        prop_assert_eq!(parse(&loose).map(|found| found.canonical), Some(id));
    }

    #[test]
    fn spans_lie_on_letters_and_nothing_panics(text in "(Nghị định|Quyết định|Kế hoạch|số|/|-|–|QĐ|UBND|\\(|12|2017|68|ngày|,| |\n|\\.|và|các|K|a){0,24}") {
        with(&text, |scan, found| {
            for id in &found {
                assert!(text.get(id.span.range()).is_some() && text.get(id.signature_span.range()).is_some());
                assert!(id.tokens.end <= scan.tokens.len());
            }
        });
    }
}
