//! Links between claims: repetitions, and parts of a whole told over several items.

use super::{Claim, exact};
use crate::extract::date::Date;
use crate::extract::quantity::Quantity;

/// Claims that say what an earlier one of the document said: same indicator, value and period.
pub(super) fn same(claims: &mut [Claim], quantities: &[Quantity<'_>]) {
    let key = |at: usize| {
        let claim = &claims[at];
        let quantity = &quantities[claim.quantity];
        (
            claim.about.indicator.as_deref(),
            claim.period.edtf.as_deref(),
            quantity.unit,
            claim.promised,
            quantity.low,
            quantity.high,
        )
    };
    let mut said = Vec::with_capacity(claims.len());
    said.extend((0..claims.len()).filter(|&at| claims[at].about.indicator.is_some()));
    said.sort_unstable_by(|&a, &b| key(a).cmp(&key(b)).then(a.cmp(&b)));
    let mut repeats = Vec::new();
    for same in said.chunk_by(|&a, &b| key(a) == key(b)) {
        repeats.extend(same[1..].iter().map(|&at| (at, same[0])));
    }
    for (at, first) in repeats {
        claims[at].same_as = Some(first);
    }
}

/// Earlier claims that are asked whether they tell the whole: more than any list of parts has, so that a document of any
/// length costs its length.
const REACH: usize = 256;

/// Quarters and months of a list are shares of the year's total: the last earlier claim of the same indicator whose
/// period holds theirs.
pub(super) fn shares(claims: &mut [Claim], from: usize, quantities: &[Quantity<'_>], dates: &[Date]) {
    let span = |claim: &Claim| claim.period.date.map(|date| (dates[date].earliest, dates[date].latest));
    for at in from..claims.len() {
        let (before, rest) = claims.split_at_mut(at);
        let claim = &mut rest[0];
        if claim.of_total.is_some() || claim.about.indicator.is_none() || quantities[claim.quantity].unit != "{count}" {
            continue;
        }
        let Some((Some(first), Some(last))) = span(claim) else { continue };
        let whole = before.iter().rev().take(REACH).find(|earlier| {
            (claim.promised || earlier.clause == claim.clause)
                && earlier.promised == claim.promised
                && earlier.about.indicator == claim.about.indicator
                && matches!(span(earlier), Some((Some(from), Some(to))) if from <= first && last <= to && (from, to) != (first, last))
                && exact(&quantities[earlier.quantity]) >= exact(&quantities[claim.quantity])
        });
        claim.of_total = whole.map(|whole| whole.quantity);
    }
}
