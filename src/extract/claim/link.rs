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
    // The last digits of the value tell most of them apart.
    let mut said = Vec::with_capacity(claims.len());
    for (at, claim) in claims.iter().enumerate() {
        let digits = quantities[claim.quantity].low.map_or(0, |low| low.mantissa() as u64);
        said.extend(claim.about.indicator.as_ref().map(|_| (digits, at)));
    }
    said.sort_unstable_by(|(a_digits, a), (b_digits, b)| {
        let order = a_digits.cmp(b_digits).then_with(|| key(*a).cmp(&key(*b)));
        order.then(a.cmp(b))
    });
    let mut repeats = Vec::new();
    for same in said.chunk_by(|(a_digits, a), (b_digits, b)| a_digits == b_digits && key(*a) == key(*b)) {
        let (_, first) = same[0];
        repeats.extend(same[1..].iter().map(|&(_, at)| (at, first)));
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
