//! When a claim holds: the governing temporal expression and its relation to the claim.

use std::ops::Range;

use smol_str::SmolStr;

use super::clause::Clauses;
use super::terms;
use crate::extract::date::{Basis, Date, Role, role_rule};
use crate::extract::scan::Scan;
use crate::text::Kind;

/// The period or horizon in the name of a plan.
pub(super) fn is_of_plan(date: &Date) -> bool {
    matches!(date.role, Role::PlanPeriod | Role::PlanHorizon) && date.role_rule == role_rule::IN_PLAN_NAME
}

/// A temporal expression that may be a claim's period: one with a value that does not say when something else was.
pub(super) fn eligible(date: &Date) -> bool {
    date.edtf.is_some()
        && !is_of_plan(date)
        && !matches!(
            date.role,
            Role::Baseline | Role::CohortPeriod | Role::IssueDate | Role::Publication | Role::Rate | Role::PlanVision
        )
}

/// What dates a number in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dating {
    /// An expression with a value.
    Date(usize),
    /// An expression whose year is not known ("trong 6 tháng đầu năm").
    Unresolved(usize),
    /// The present of the text ("đến nay", "hiện").
    Present,
    /// Nothing.
    Nothing,
}

/// What dates a number: in its own segment (before it, then behind it), then in earlier segments and items, nearest first,
/// then behind it in its part where no other number stands between; last, the period in the name of a plan before it.
/// `dates` are indices of the sentence's dates, `taken` its numbers, both in order.
pub(super) fn governing(
    scan: &Scan<'_>,
    clauses: &Clauses,
    number: &Range<usize>,
    phrase: &Range<usize>,
    all: &[Date],
    dates: &Range<usize>,
    taken: &[Range<usize>],
) -> Dating {
    let Some(own) = clauses.segment_of(number.start).filter(|_| !dates.is_empty()) else {
        return Dating::Nothing;
    };
    let segment = &clauses.segments[own].tokens;
    let part = clauses.segments[own].part;
    let at = |index: usize| all[index].tokens.start;
    let reach = clauses.before(own);
    let near =
        |index: usize| segment.contains(&at(index)) || reach.clone().any(|segment| clauses.segments[segment].tokens.contains(&at(index)));
    let read = |index: usize| {
        let date = &all[index];
        // "(**cùng kỳ** nhập siêu 3,31 tỷ USD)": what was in the time compared with.
        let told = date.role_rule == role_rule::SAME_PERIOD
            && date.edtf.is_some()
            && segment.contains(&at(index))
            && (at(index) <= segment.start + 2 || at(index) > 0 && scan.word(at(index) - 1) == "khi")
            && !compares(scan, at(index));
        if eligible(date) && date.role_rule == role_rule::PLAN && date.role == Role::PlanPeriod {
            // "đạt 56% kế hoạch giao năm 2024 và đạt 47,3% …": the plan's year dates only what nothing else does.
            None
        } else if eligible(date) || told {
            Some(Dating::Date(index))
        } else if date.role == Role::ReferenceTime && date.edtf.is_none() {
            Some(Dating::Present)
        } else if is_unresolved(date) {
            Some(Dating::Unresolved(index))
        } else {
            None
        }
    };
    if let Some(index) = dates.clone().find(|&index| is_level_of(scan, number, &all[index], segment)) {
        return Dating::Date(index);
    }
    let before = || dates.clone().rev().filter(|&index| at(index) < number.start);
    let after = || dates.clone().filter(|&index| at(index) > number.start);
    // "tăng 8% **trong tháng 11**": right behind the number's phrase.
    if let Some(index) = after().find(|&index| segment.contains(&at(index)) && eligible(&all[index]))
        && follows(scan, phrase.end, at(index))
    {
        return Dating::Date(index);
    }
    // "2 dự án xong trong năm 2024 và 3 dự án xong **sau năm 2024**": each number has the time behind it.
    let own_time = |index: usize| {
        let first = taken.iter().find(|other| segment.contains(&other.start));
        first.is_some_and(|first| first.start < number.start && first.end <= at(index) && at(index) < number.start)
    };
    let next = taken
        .iter()
        .map(|other| other.start)
        .find(|&start| start > number.start)
        .unwrap_or(usize::MAX);
    if before()
        .find(|&index| segment.contains(&at(index)) && eligible(&all[index]))
        .is_some_and(own_time)
        && let Some(index) = after().find(|&index| segment.contains(&at(index)) && at(index) < next && eligible(&all[index]))
        && all[index].tokens.end <= segment.end
    {
        return Dating::Date(index);
    }
    if let Some(found) = before().filter(|&index| segment.contains(&at(index))).find_map(read) {
        return found;
    }
    // Not the time of a reason, nor the year of a plan that stands in between ("đạt 56% kế hoạch … năm 2024"), nor that of an aim ("tăng 7,6% và vượt chỉ
    // tiêu năm 2023").
    let of_plan = |index: usize| {
        let between = number.end..at(index);
        // "hai khoản thu giảm **do** cuối năm 2023 Chính phủ …": the time of the reason.
        let mut words = between.clone().map(|at| scan.word(at));
        words.any(|word| matches!(word, "do" | "vì" | "bởi"))
            || terms::plan_word(scan, between.clone()).is_some()
            || terms::cue(scan, between, terms::is_goal).is_some()
    };
    if let Some(index) = after().find(|&index| segment.contains(&at(index)) && eligible(&all[index]) && !of_plan(index)) {
        return Dating::Date(index);
    }
    if let Some(found) = before().filter(|&index| near(index)).find_map(read) {
        return found;
    }
    // Brackets of others do not date what stands outside them.
    let visible = |index: usize| {
        let bracket = clauses
            .segment_of(at(index))
            .and_then(|segment| clauses.bracket(clauses.segments[segment].part));
        bracket.is_none() || bracket == clauses.bracket(part)
    };
    // "vượt chỉ tiêu năm 2023; tỷ lệ … là 82%": the year of an aim dates no other item.
    let bracketed = clauses.bracket(part).is_some();
    let of_aim = |index: usize| {
        !bracketed
            && terms::cue(scan, at(index).saturating_sub(4)..at(index), terms::is_goal).is_some()
            && clauses
                .segment_of(at(index))
                .is_some_and(|other| other != own && clauses.segments[other].tokens.start < at(index) - 2)
    };
    if let Some(found) = before().filter(|&index| visible(index) && !of_aim(index)).find_map(read) {
        return found;
    }
    // Behind the number, only in the same part and before the next number: that one has a time of its own.
    let behind = after().find(|&index| {
        eligible(&all[index])
            && at(index) < next
            && !of_plan(index)
            && !clauses.parted(own, at(index))
            && clauses
                .segment_of(at(index))
                .is_some_and(|segment| clauses.segments[segment].part == part)
    });
    if let Some(index) = behind {
        return Dating::Date(index);
    }
    // "Theo Đề án … năm 2024, tỉnh dự kiến có 8 dự án": the plan's own period.
    match before().find(|&index| all[index].role == Role::PlanPeriod && all[index].edtf.is_some() && visible(index)) {
        Some(index) => Dating::Date(index),
        None => Dating::Nothing,
    }
}

/// Only a preposition stands between the end of a phrase and the expression.
fn follows(scan: &Scan<'_>, end: usize, date: usize) -> bool {
    date == end || date == end + 1 && scan.tokens[end].sym == scan.lexicon.words.within
}

/// An expression that names a stretch of the calendar whose year nothing tells.
fn is_unresolved(date: &Date) -> bool {
    date.edtf.is_none() && !date.timex.value.ends_with("_REF") && matches!(date.role, Role::ActualPeriod | Role::TargetPeriod)
}

/// The period that an expression gives: a bound ("đến năm 2030") dates a claim by its end.
pub(super) fn period_of(date: &Date) -> Option<(SmolStr, bool)> {
    let edtf = date.edtf.as_ref()?.to_text();
    match edtf.strip_prefix("../") {
        Some(end) => Some((end.into(), true)),
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

/// "so với mức **36,6%** cùng kỳ năm ngoái", "cao hơn mức **11,3%** trong quý I/2019": the figure that is compared with has the time right
/// behind it.
fn is_level_of(scan: &Scan<'_>, number: &Range<usize>, date: &Date, segment: &Range<usize>) -> bool {
    let compared = matches!(date.role_rule, role_rule::SAME_PERIOD | role_rule::COMPARED) && date.edtf.is_some();
    if !compared || date.tokens.start < number.end || date.tokens.start - number.end > 6 {
        return false;
    }
    let between = number.end..date.tokens.start;
    let other = between
        .clone()
        .any(|at| scan.tokens[at].kind == Kind::Digits || matches!(scan.word(at), "với" | "hơn"));
    let from = segment.start.max(number.start.saturating_sub(8));
    let level = (from..number.start).rev().any(|at| match scan.word(at) {
        "mức" => at > from && matches!(scan.word(at - 1), "hơn" | "với" | "vượt" | "và"),
        "với" => at > from && scan.word(at - 1) == "so",
        _ => false,
    });
    level && !other
}

/// "so với", "hơn" right before an expression.
fn compares(scan: &Scan<'_>, date: usize) -> bool {
    date.checked_sub(1)
        .is_some_and(|before| matches!(scan.word(before), "với" | "so" | "hơn" | "bằng" | "của"))
}
