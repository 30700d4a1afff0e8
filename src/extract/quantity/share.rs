//! Parts and wholes: `tất cả`, `20/32 dự án`, `33 trong tổng số 43`.

use super::{Quantity, measure};
use crate::extract::decimal::Decimal;
use crate::extract::number::{Numeral, NumeralKind, Reader};
use crate::extract::quantity::counted;
use crate::extract::scan::Owner;
use crate::lexicon::{BoundEffect, Category, Start, Starts, UnitKind};

/// `tất cả cụm công nghiệp`: 100 % of a thing.
pub(super) fn wholes<'a>(reader: &Reader<'_, 'a>, out: &mut Vec<Quantity<'a>>) {
    let scan = reader.scan;
    let mut end = 0;
    let starts = Starts::default().and(Start::Whole);
    let sites = scan.hits.sites(starts);
    let hits = sites.flat_map(|at| scan.hits.of(at, Category::Bound));
    for hit in hits.filter(|hit| reader.bound_of(*hit).is_some_and(|term| term.effect == BoundEffect::All)) {
        if (hit.start as usize) < end {
            continue;
        }
        let (start, after) = (hit.start as usize, hit.end as usize);
        // The longest spelling ("tất cả các") tells where the thing starts; the value is said by the first words.
        let thing = reader
            .bound_with(start, BoundEffect::All)
            .map_or(after, |longest| longest.end as usize);
        let tokens = start..after;
        end = thing;
        if scan.owners.get(start) != Some(&Owner::Free)
            || !reader.count_noun(thing) && !reader.token(thing).is_some_and(|token| token.is_small())
        {
            continue;
        }
        let Some(phrase) = counted::phrase(reader, thing) else { continue };
        out.push(Quantity {
            span: scan.span(tokens.clone()),
            tokens,
            phrase: start..counted::head_end(reader, &phrase),
            low: Some(Decimal::from(100)),
            high: Some(Decimal::from(100)),
            approximate: None,
            unit: "%",
            scale: Decimal::ONE,
            per: None,
            per_tokens: None,
            counted: Some(phrase),
            spelled: true,
            ratio: None,
            bounds: Vec::new(),
            of_total: None,
            rule: "quantity.all",
        });
    }
}

/// "2,5/11,5 km": both numbers measure the same.
pub(super) fn is_measured(reader: &Reader<'_, '_>, end: usize) -> bool {
    reader.unit(end, true).is_some_and(|(_, term)| term.kind == UnitKind::Measure)
}

/// `20/32 dự án`: the part and the whole, where a slash joins two counts of things.
pub(super) fn counted_parts<'a>(reader: &Reader<'_, 'a>, numeral: &Numeral, from: usize) -> Option<(Quantity<'a>, Quantity<'a>)> {
    let (part, whole) = numeral.parts?;
    let end = numeral.tokens.end;
    let noun = reader.unit(end, true).filter(|(_, term)| term.kind == UnitKind::Count);
    let counts = (part.is_integer() && whole.is_integer() || is_measured(reader, end)) && part <= whole;
    // "2/3 số hộ", "2/3 dân số", "hơn 2/3 …" are shares; "4/5 xã", "20/32 dự án" count.
    let known_share = whole <= Decimal::from(10)
        && (noun.is_none() && part.is_integer()
            || reader
                .scan
                .hits
                .ending_at(numeral.tokens.start, Category::Bound)
                .and_then(|hit| reader.bound_of(hit))
                .is_some_and(|term| {
                    matches!(
                        term.effect,
                        BoundEffect::About | BoundEffect::JustOver | BoundEffect::JustUnder | BoundEffect::Low | BoundEffect::High
                    )
                }));
    if !counts || known_share {
        return None;
    }
    let slash = (numeral.tokens.clone()).find(|at| reader.token(*at).is_some_and(|token| token.is('/')))?;
    let piece = |tokens: std::ops::Range<usize>, value: Decimal| Numeral {
        span: reader.scan.span(tokens.clone()),
        tokens,
        low: Some(value),
        high: Some(value),
        parts: None,
        kind: NumeralKind::Exact,
        rule: "quantity.part-of-whole",
        ..numeral.clone()
    };
    let first = piece(numeral.tokens.start..slash, part);
    let second = piece(slash + 1..end, whole);
    let mut total = measure::quantity(reader, &second, None, &mut (slash + 1));
    let mut share = measure::quantity(reader, &first, None, &mut { from });
    share.unit = total.unit;
    share.counted.clone_from(&total.counted);
    share.phrase.end = slash;
    share.of_total = Some(total.tokens.clone());
    total.phrase.start = slash + 1;
    Some((share, total))
}

/// `33 trong tổng số 43 cụm công nghiệp`: the part counts what the whole does.
pub(super) fn link_totals(reader: &Reader<'_, '_>, quantities: &mut [Quantity<'_>]) {
    for index in 1..quantities.len() {
        let (left, right) = quantities.split_at_mut(index);
        let (Some(part), Some(whole)) = (left.last_mut(), right.first()) else {
            continue;
        };
        let reach = part
            .counted
            .as_ref()
            .map_or(part.phrase.end, |counted| counted.end.max(part.phrase.end));
        let start = whole.tokens.start;
        let out_of = reader
            .bound_with(reach, BoundEffect::OutOf)
            .filter(|hit| hit.end as usize == start)
            .and_then(|_| reader.bound_before(start, BoundEffect::OutOf))
            .is_some_and(|hit| hit.start as usize == reach);
        if !out_of || part.unit != whole.unit {
            continue;
        }
        part.of_total = Some(whole.tokens.clone());
        if part.counted.is_none() {
            part.counted.clone_from(&whole.counted);
        }
    }
}
