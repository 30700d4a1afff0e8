//! The expressions of time that a document's name ends in: period, horizon, vision.

use crate::extract::identifier::term_at;
use crate::extract::scan::Scan;
use crate::lexicon::DocumentRole;
use crate::text::Kind;

/// Which expression of time a name ends in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Time {
    Period,
    Horizon,
    Vision,
}

/// Four digits that are a year.
fn is_year(scan: &Scan<'_>, at: usize) -> bool {
    scan.tokens
        .get(at)
        .is_some_and(|token| token.kind == Kind::Digits && token.len() == 4)
        && matches!(scan.word(at).as_bytes(), [b'1', b'9', ..] | [b'2', b'0' | b'1', ..])
}

/// A year or a span of years from token `at`: `2023`, `2021-2030`, `2021 đến 2025`.
pub(super) fn years(scan: &Scan<'_>, at: usize) -> Option<usize> {
    if !is_year(scan, at) {
        return None;
    }
    let joint = scan.tokens.get(at + 1)?;
    if joint.is_dash() && is_year(scan, at + 2) {
        return Some(at + 3);
    }
    if scan.word(at + 1) == "đến" {
        if is_year(scan, at + 2) {
            return Some(at + 3);
        }
        if scan.word(at + 2) == "năm" && is_year(scan, at + 3) {
            return Some(at + 4);
        }
    }
    Some(at + 1)
}

/// [`years`] at the very end of the text too.
fn years_at(scan: &Scan<'_>, at: usize) -> Option<usize> {
    years(scan, at).or_else(|| is_year(scan, at).then_some(at + 1))
}

/// The expression of time at token `at` that a name can end in.
pub(super) fn time_at(scan: &Scan<'_>, at: usize, limit: usize) -> Option<(Time, usize)> {
    let token = scan.tokens.get(at).filter(|_| at < limit)?;
    let worded = || {
        let opens = |role| {
            matches!(
                role,
                DocumentRole::Vision | DocumentRole::Horizon | DocumentRole::Period | DocumentRole::Year
            )
        };
        term_at(scan, at, opens).is_some()
    };
    let (kind, mut next) = if token.kind == Kind::Digits {
        // "5 năm 2021-2025", "6 tháng cuối năm 2023", and a bare year.
        let end = years_at(scan, at).or_else(|| {
            let unit = term_at(scan, at + 1, |role| matches!(role, DocumentRole::Year | DocumentRole::Month))?;
            let mut next = unit.0;
            if matches!(scan.word(next), "đầu" | "cuối") && scan.word(next + 1) == "năm" {
                next += 2;
            }
            years_at(scan, next)
        })?;
        (Time::Period, end)
    } else if !worded() {
        // "quý I/2025", "tháng 5/2025", "từ 2021".
        let word = scan.word(at);
        if !matches!(word, "quý" | "tháng" | "vụ" | "từ") {
            return None;
        }
        let mut next = at + 1;
        if word != "từ" {
            next += 1;
            if scan.tokens.get(next).is_some_and(|token| token.is('/') || token.is_dash()) {
                next += 1;
            }
        }
        if scan.word(next) == "năm" {
            next += 1;
        }
        (Time::Period, years_at(scan, next)?)
    } else if let Some((end, ..)) = term_at(scan, at, |role| role == DocumentRole::Vision) {
        let mut next = end;
        while matches!(scan.word(next), "đến" | "tới" | "năm") {
            next += 1;
        }
        (Time::Vision, years_at(scan, next)?)
    } else if let Some((end, ..)) = term_at(scan, at, |role| role == DocumentRole::Horizon) {
        let next = if scan.word(end) == "năm" { end + 1 } else { end };
        (Time::Horizon, years_at(scan, next)?)
    } else if let Some((end, ..)) = term_at(scan, at, |role| role == DocumentRole::Period) {
        let mut next = end;
        if scan.word(next) == "từ" {
            next += 1;
        }
        if scan.word(next) == "năm" {
            next += 1;
        }
        let five = scan.tokens.get(next).is_some_and(|token| token.kind == Kind::Digits) && scan.word(next + 1) == "năm";
        if five && let Some(end) = years_at(scan, next + 2) {
            (Time::Period, end)
        } else if let Some(end) = years_at(scan, next) {
            (Time::Period, end)
        } else if scan.word(end).len() <= 3
            && (scan.tokens.get(end)?.kind == Kind::Digits || scan.tokens.get(end)?.is_all_caps())
            && term_at(scan, end + 1, |role| matches!(role, DocumentRole::Year | DocumentRole::Month)).is_none()
        {
            // "giai đoạn 2", "giai đoạn II"; not "thời kỳ 10 năm".
            (Time::Period, end + 1)
        } else {
            return None;
        }
    } else {
        (Time::Period, years_at(scan, at + 1)?)
    };
    // Years of a list: "năm 2022, 2023", "năm 2022 và 2023".
    while scan
        .tokens
        .get(next)
        .is_some_and(|token| token.is(',') || token.of(scan.text) == "và")
        && is_year(scan, next + 1)
    {
        next += 2;
    }
    Some((kind, next.min(limit)))
}
