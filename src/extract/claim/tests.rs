//! The examples of `examples.tsv`.

use crate::extract::facts;
use crate::extract::scan::Scanner;
use crate::lexicon::{builtin, rows};
use crate::page::{Metadata, Origin, Page};
use crate::text::OffsetMap;

/// The claims of `text`, each with what `asked` (the text of the wanted claims) asks for.
fn read(text: &str, wanted: &[&str]) -> Vec<String> {
    let lexicon = builtin();
    let text = text.replace(" / ", "\n\n");
    let page = Page {
        article: true,
        origin: Origin::Plain(OffsetMap::identity(text.len())),
        text,
        blocks: Vec::new(),
        removed: Vec::new(),
        metadata: Metadata::default(),
    };
    let facts = &facts([&page], lexicon, &mut Scanner::new(lexicon))[0];
    let number = |quantity: usize| {
        let quantity = &facts.quantities[quantity];
        quantity.low.or(quantity.high).map_or("-".to_owned(), |value| value.to_string())
    };
    let claims = facts.claims.claims.iter().enumerate().map(|(at, claim)| {
        let asked = wanted.get(at).copied().unwrap_or("");
        let mut out = format!(
            "{} {} {} {} {}",
            if claim.promised { "target" } else { "actual" },
            claim.class,
            claim.period.edtf.as_deref().unwrap_or("-"),
            claim.period.relation.name(),
            number(claim.quantity),
        );
        if let Some(whole) = claim.of_total {
            out += &format!(" of {}", number(whole));
        }
        if asked.contains(" vs ") {
            let edtf = claim.baseline.and_then(|date| facts.dates[date].edtf);
            out += &format!(" vs {}", edtf.map_or("-".to_owned(), |edtf| edtf.to_string()));
        }
        if asked.contains(" by claim.") {
            out += &format!(" by {}", claim.rule);
        }
        out
    });
    claims.collect()
}

#[test]
fn examples() {
    let mut wrong = Vec::new();
    for row in rows("examples.tsv", include_str!("examples.tsv")) {
        let (text, want) = (row.get(0), row.optional(1).unwrap_or(""));
        let wanted: Vec<&str> = want.split(" ; ").filter(|part| !part.is_empty()).collect();
        let found = read(text, &wanted);
        if found != wanted {
            wrong.push(format!("{text}\n  want {}\n  got  {}", wanted.join(" ; "), found.join(" ; ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
