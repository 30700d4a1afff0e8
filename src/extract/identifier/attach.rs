//! What stands around a signature: date of issue, issuer, subject, and what is said of its force.

use std::ops::Range;

use super::effect::effects;
use super::issued::{issued, share_dates, year_beside};
use super::issuer::{issuer_before, issuer_behind, issuer_place};
use super::terms::term_at;
use super::{Identifier, YearBasis};
use crate::extract::plan::name;
use crate::extract::scan::Scan;
use crate::lexicon::{DocumentClass, DocumentRole};

/// Fills in date, issuer, subject and effects of every identifier.
pub(super) fn attach(scan: &Scan<'_>, found: &mut [Identifier]) {
    for at in 0..found.len() {
        let limit = limit(scan, found, at);
        let mut next = found[at].tokens.end;
        let mut subject = None;
        let year = year_beside(scan, next);
        if let Some((end, year)) = year {
            let identifier = &mut found[at];
            if identifier.year.is_none() {
                identifier.year = Some(year);
                identifier.year_basis = YearBasis::Beside;
            }
            next = end;
        }
        if let Some(range) = issuer_place(scan, &found[at], next, limit) {
            found[at].issuer_text = Some(scan.span(range.clone()));
            next = range.end;
        }
        // Date and issuer come in either order.
        for _ in 0..4 {
            if let Some((range, iso)) = issued(scan, next, limit, found[at].span.end) {
                next = range.end;
                let identifier = &mut found[at];
                identifier.issued_tokens.get_or_insert(range);
                identifier.issued = identifier.issued.take().or(iso);
            } else if let Some(range) = issuer_behind(scan, next, limit) {
                next = range.end;
                found[at].issuer_text.get_or_insert(scan.span(range.start..range.end));
            } else if let Some(range) = subject_at(scan, next, limit) {
                subject = Some(range);
                break;
            } else {
                break;
            }
        }
        let before = issuer_before(scan, found[at].tokens.start);
        let identifier = &mut found[at];
        if identifier.issuer_text.is_none() {
            identifier.issuer_text = before;
        }
        if let Some(range) = subject {
            identifier.subject = Some(scan.span(range.clone()));
            identifier.subject_tokens = Some(range);
        }
        if identifier.year.is_none()
            && let Some(year) = identifier.issued.as_deref().and_then(|iso| iso.get(..4)?.parse().ok())
        {
            identifier.year = Some(year);
            identifier.year_basis = YearBasis::Issued;
        }
        effects(scan, found, at);
    }
    share_dates(scan, found);
}

/// The end of the sentence, or of what belongs to this identifier when another one follows in it.
fn limit(scan: &Scan<'_>, found: &[Identifier], at: usize) -> usize {
    let end = found[at].tokens.end;
    let sentence = scan
        .sentences
        .get(scan.sentence_of(end.saturating_sub(1)))
        .map_or(scan.tokens.len(), |range| range.end);
    sentence.max(end)
}

/// `về việc …`, `quy định …`, `“…”`: to the end of the clause.
fn subject_at(scan: &Scan<'_>, from: usize, limit: usize) -> Option<Range<usize>> {
    let mut at = from;
    let comma = scan
        .tokens
        .get(at)
        .is_some_and(|token| token.is(',') || token.is('-') || token.is(':'));
    if comma {
        at += 1;
    }
    if at >= limit {
        return None;
    }
    let about = term_at(scan, at, |role| role == DocumentRole::About);
    let verb = || {
        term_at(scan, at, |role| {
            matches!(role, DocumentRole::Amend | DocumentRole::Type(DocumentClass::Letter))
        })
        .is_some()
            || matches!(scan.word(at), "phê" | "ban" | "thực" | "triển" | "thành" | "giao")
                && matches!(scan.word(at + 1), "duyệt" | "hành" | "hiện" | "khai" | "lập")
            || matches!(scan.word(at), "công") && scan.word(at + 1) == "bố"
    };
    let content = match about {
        Some((next, ..)) => next,
        None if scan.tokens[at].is_quote() => at,
        None if !comma && scan.tokens[at].is_small() && verb() => at,
        None => return None,
    };
    let name = name::read_subject(scan, content, limit);
    (name.end > content).then_some(at..name.end)
}
