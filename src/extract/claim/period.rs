//! When a claim holds: the governing temporal expression and its relation to the claim.

use std::ops::Range;

use super::clause::Clauses;
use crate::extract::date::{Basis, Date, Role};

/// A temporal expression that may be a claim's period: one with a value that does not say when something else was.
pub(super) fn eligible(date: &Date) -> bool {
    let of_plan = matches!(date.role, Role::PlanPeriod | Role::PlanHorizon) && date.role_rule == "role.in-plan-name";
    date.edtf.is_some()
        && !of_plan
        && !matches!(
            date.role,
            Role::Baseline | Role::CohortPeriod | Role::IssueDate | Role::Publication | Role::Rate | Role::PlanVision
        )
}

/// The expression of the sentence that dates a number: its own segment first (before it, then behind it), then earlier
/// segments and items, nearest first, then what follows. `dates` are indices of the sentence's dates, in order.
pub(super) fn governing(clauses: &Clauses, number: &Range<usize>, all: &[Date], dates: &[usize]) -> Option<usize> {
    let own = clauses.segment_of(number.start)?;
    let segment = &clauses.segments[own].tokens;
    let open = |index: &&usize| eligible(&all[**index]);
    let at = |index: usize| all[index].tokens.start;
    let before = dates.iter().filter(open).rev().copied();
    let after = dates.iter().filter(open).copied();
    let inside = |index: &usize| segment.contains(&at(*index));
    // A date right behind the number's own clause ("… trong tháng 12/2025") and one that opens it both govern; the opener wins.
    if let Some(index) = before.clone().find(|index| inside(index) && at(*index) < number.start) {
        return Some(index);
    }
    if let Some(index) = after.clone().find(|index| inside(index) && at(*index) > number.start) {
        return Some(index);
    }
    let reach = clauses.before(own);
    let near = |index: &usize| reach.iter().any(|segment| clauses.segments[*segment].tokens.contains(&at(*index)));
    if let Some(index) = before.clone().find(near) {
        return Some(index);
    }
    // Brackets of others do not date what stands outside them.
    let part = clauses.segments[own].part;
    let visible = |index: &usize| {
        let Some(segment) = clauses.segment_of(at(*index)) else {
            return false;
        };
        let theirs = clauses.segments[segment].part;
        let bracket = |mut part: usize| loop {
            match (clauses.parts[part].begin, clauses.parts[part].outer) {
                (super::clause::Break::Bracket, _) => return Some(part),
                (_, Some(outer)) if part != outer => part = outer,
                _ => return None,
            }
        };
        bracket(theirs).is_none() || bracket(theirs) == bracket(part)
    };
    if let Some(index) = before.clone().find(|index| at(*index) < number.start && visible(index)) {
        return Some(index);
    }
    // Behind the number, only in the same part: the next item has a time of its own.
    after.into_iter().find(|index| {
        at(*index) > number.start
            && clauses
                .segment_of(at(*index))
                .is_some_and(|segment| clauses.segments[segment].part == part)
    })
}

/// The period that an expression gives: a bound ("đến năm 2030") dates a claim by its end.
pub(super) fn period_of(date: &Date) -> Option<(String, bool)> {
    let edtf = date.edtf.as_ref()?.to_string();
    match edtf.strip_prefix("../") {
        Some(end) => Some((end.to_owned(), true)),
        None => Some((edtf, false)),
    }
}

/// Basis of a claim dated by an expression of its own sentence.
pub(super) fn basis_of(date: &Date) -> Basis {
    match date.basis {
        Basis::Publication => Basis::Publication,
        _ => Basis::Explicit,
    }
}
