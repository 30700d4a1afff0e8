use super::*;
use crate::extract::identifier::identifiers;
use crate::lexicon::{builtin, rows};
use crate::text::Tokenizer;
use proptest::prelude::*;

fn with<T>(text: &str, then: impl FnOnce(&Scan<'_>, Vec<PlanMention>) -> T) -> T {
    let lexicon = builtin();
    let mut scan = Scan::new(text, &[], lexicon, &mut Tokenizer::new(&lexicon.syllables));
    let found = identifiers(&mut scan);
    let mentions = plans(&mut scan, &found);
    then(&scan, mentions)
}

fn describe(scan: &Scan<'_>, mention: &PlanMention, want: &str) -> String {
    let kind = match mention.kind {
        PlanKind::Numbered => "numbered",
        PlanKind::Named => "named",
        PlanKind::Anaphor => "anaphor",
        PlanKind::Unnamed => "unnamed",
    };
    let words = |range: &Option<Range<usize>>| range.clone().map(|range| scan.slice(scan.span(range)).to_owned());
    let keys = want.split_once('[').map_or("", |(_, keys)| keys.trim_end_matches(']'));
    let values: Vec<String> = keys
        .split(" | ")
        .filter(|part| !part.is_empty())
        .map(|part| {
            let key = part.split(' ').next().unwrap_or("");
            let value = match key {
                "period" => words(&mention.period),
                "horizon" => words(&mention.horizon),
                "vision" => words(&mention.vision),
                "place" => mention.place.map(|span| scan.slice(span).to_owned()),
                "type" => mention.type_code.clone(),
                "refers" => mention.refers.map(|at| at.to_string()),
                _ => None,
            };
            format!("{key} {}", value.unwrap_or_else(|| "-".to_owned()))
        })
        .collect();
    let surface = scan.slice(mention.span);
    if values.is_empty() {
        format!("{kind} {surface}")
    } else {
        format!("{kind} {surface} [{}]", values.join(" | "))
    }
}

#[test]
fn examples() {
    for row in rows("examples.tsv", include_str!("examples.tsv")) {
        let (text, want) = (row.get(0), row.optional(1).unwrap_or(""));
        let wanted: Vec<&str> = want.split(" ; ").filter(|part| !part.is_empty()).collect();
        with(text, |scan, mentions| {
            let got: Vec<String> = mentions
                .iter()
                .enumerate()
                .map(|(at, mention)| describe(scan, mention, wanted.get(at).copied().unwrap_or("")))
                .collect();
            assert_eq!(got.join(" ; "), wanted.join(" ; "), "{text}");
        });
    }
}

#[test]
fn the_plan_of_an_article_is_the_one_issued() {
    let text = "Căn cứ Quy hoạch tỉnh Bắc Ninh thời kỳ 2021-2030, UBND tỉnh đã ban hành Kế hoạch 21/KH-UBND.";
    with(text, |_, mentions| {
        let main = main_plan(&mentions).map(|at| mentions[at].signature.clone());
        assert_eq!(main, Some(Some("21/KH-UBND".to_owned())));
    });
}

proptest! {
    #[test]
    fn mentions_are_in_order_and_nothing_panics(
        text in "(Kế hoạch|Quy hoạch|đề án|Luật|năm|2023|2021-2030|, |tầm nhìn|đến|“|”|của|tỉnh|Hà Nội|và|được|này|các|68/KH-UBND| |\n|\\.|-){0,24}"
    ) {
        with(&text, |scan, mentions| {
            for pair in mentions.windows(2) {
                assert!(pair[0].tokens.start <= pair[1].tokens.start);
            }
            for mention in &mentions {
                assert!(text.get(mention.span.range()).is_some_and(|surface| !surface.is_empty()));
                assert!(mention.tokens.end <= scan.tokens.len());
            }
        });
    }
}
