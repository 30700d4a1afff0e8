//! Links between claims: repetitions, and parts of a whole told over several items.

use super::{Claim, exact};
use crate::extract::date::Date;
use crate::extract::quantity::Quantity;

/// Claims that say what an earlier one of the document said: same indicator, value and period.
pub(super) fn same(claims: &mut [Claim], quantities: &[Quantity<'_>]) {
    for at in 1..claims.len() {
        let (before, rest) = claims.split_at_mut(at);
        let claim = &mut rest[0];
        if claim.about.indicator.is_none() {
            continue;
        }
        let value = |claim: &Claim| (quantities[claim.quantity].low, quantities[claim.quantity].high);
        let first = before.iter().position(|earlier| {
            earlier.same_as.is_none()
                && earlier.promised == claim.promised
                && earlier.about.indicator == claim.about.indicator
                && value(earlier) == value(claim)
                && quantities[earlier.quantity].unit == quantities[claim.quantity].unit
                && earlier.period.edtf == claim.period.edtf
        });
        claim.same_as = first;
    }
}

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
        let whole = before.iter().rev().find(|earlier| {
            (claim.promised || earlier.clause == claim.clause)
                && earlier.promised == claim.promised
                && earlier.about.indicator == claim.about.indicator
                && matches!(span(earlier), Some((Some(from), Some(to))) if from <= first && last <= to && (from, to) != (first, last))
                && exact(&quantities[earlier.quantity]) >= exact(&quantities[claim.quantity])
        });
        claim.of_total = whole.map(|whole| whole.quantity);
    }
}
