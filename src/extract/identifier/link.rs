//! Short references to the full identifier they stand for.

use std::collections::BTreeMap;

use super::{Identifier, IdentifierKind, YearBasis};

/// Sets `link` of every short reference and continuation to the nearest full identifier of the same number, type and year,
/// an earlier one before a later one; and of every repeated full identifier to its first mention.
pub(super) fn link(found: &mut [Identifier]) {
    let mut full: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    for (at, identifier) in found.iter().enumerate() {
        if identifier.parsed.is_some() {
            full.entry(bare(&identifier.number)).or_default().push(at);
        }
    }
    for at in 0..found.len() {
        if found[at].parsed.is_some() {
            let known = *first.entry(found[at].signature.clone()).or_insert(at);
            if known != at && agree(&found[known], &found[at]) {
                found[at].link = Some(known);
            }
            continue;
        }
        let Some(places) = full.get(&bare(&found[at].number)) else {
            continue;
        };
        let split = places.partition_point(|&place| place < at);
        let target = places[..split]
            .iter()
            .rev()
            .chain(&places[split..])
            .copied()
            .find(|&place| agree(&found[place], &found[at]));
        let Some(target) = target else { continue };
        let target = found[target].link.unwrap_or(target);
        found[at].link = Some(target);
        let (year, code) = (found[target].year, found[target].type_code.clone());
        let short = &mut found[at];
        short.type_code = short.type_code.take().or(code);
        if short.year.is_none() && year.is_some() {
            short.year = year;
            short.year_basis = YearBasis::Link;
        }
    }
    debug_assert!(
        found
            .iter()
            .all(|identifier| identifier.link.is_none() || identifier.kind != IdentifierKind::Official || identifier.parsed.is_some())
    );
}

/// Leading zeros set aside: `05` and `5` are one number.
fn bare(number: &str) -> String {
    number.trim_start_matches('0').to_lowercase()
}

fn agree(a: &Identifier, b: &Identifier) -> bool {
    let types = match (&a.doc_type, &b.doc_type) {
        // "văn bản 12" may be any.
        (Some(a), Some(b)) => a == b || a == "Văn bản" || b == "Văn bản",
        _ => true,
    };
    let years = match (a.year, b.year) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    };
    types && years
}
