//! Dates of issue behind a signature.

use std::ops::Range;

use super::terms::term_at;
use super::{Identifier, YearBasis};
use crate::extract::scan::Scan;
use crate::lexicon::DocumentRole;
use crate::text::Kind;

/// `năm 2025` or `2025` right behind the signature.
pub(super) fn year_beside(scan: &Scan<'_>, from: usize) -> Option<(usize, u16)> {
    let at = term_at(scan, from, |role| role == DocumentRole::Year).map_or(from, |(end, ..)| end);
    let token = scan.tokens.get(at).filter(|token| token.kind == Kind::Digits && token.len() == 4)?;
    let year = token.of(scan.text).parse().ok().filter(|year| (1945..=2099).contains(year))?;
    let more = scan
        .tokens
        .get(at + 1)
        .is_some_and(|next| next.is_dash() || next.is('/') || next.is(',') && next.glued() && at == from);
    (!more).then_some((at + 1, year))
}

/// A date of issue at token `from`: `ngày 25/5/2017`, `, ngày …`, `(25/5/2017)`, `ban hành ngày …`, or glued on.
pub(super) fn issued(scan: &Scan<'_>, from: usize, limit: usize, end_byte: u32) -> Option<(Range<usize>, Option<String>)> {
    let limit = limit.max((from + 8).min(scan.tokens.len()));
    let mut at = from;
    // "CPngày 25/5/2017": the word is glued to the symbol.
    let glued = at > 0
        && scan
            .tokens
            .get(at - 1)
            .is_some_and(|token| token.end > end_byte && token.of(scan.text).ends_with("ngày"));
    let mut bracket = false;
    if !glued {
        if scan.tokens.get(at).is_some_and(|token| token.is('(')) {
            bracket = true;
            at += 1;
        } else if scan.tokens.get(at).is_some_and(|token| token.is(',')) {
            at += 1;
        }
        if let Some((next, ..)) = term_at(scan, at, |role| role == DocumentRole::Issue)
            && term_at(scan, next, |role| role == DocumentRole::Day).is_some()
        {
            at = next;
        }
    }
    let start = at;
    let mut worded = glued;
    if let Some((next, ..)) = term_at(scan, at, |role| role == DocumentRole::Day) {
        at = next;
        worded = true;
        if scan.tokens.get(at).is_some_and(|token| token.is(':')) {
            at += 1;
        }
    }
    if at >= limit {
        return None;
    }
    let (end, iso) = day(scan, at)?;
    // Without "ngày" only a full date in brackets or right behind is one.
    if !worded && (iso.is_none() || !(bracket || at == from)) {
        return None;
    }
    Some((start..end, iso))
}

/// `25/5/2017`, `25-5-2017`, `25.5.2017`, `25 tháng 5 năm 2017`, `25/5`: the token behind it, and the ISO day when whole.
pub(super) fn day(scan: &Scan<'_>, at: usize) -> Option<(usize, Option<String>)> {
    let number = |at: usize, most: usize| -> Option<u32> {
        let token = scan
            .tokens
            .get(at)
            .filter(|token| token.kind == Kind::Digits && token.len() <= most)?;
        token.of(scan.text).parse().ok()
    };
    let day = number(at, 2).filter(|day| (1..=31).contains(day))?;
    let joint = scan.tokens.get(at + 1)?;
    let marked = joint.is('/') || joint.is('.') || joint.is_dash();
    if !marked && term_at(scan, at + 1, |role| role == DocumentRole::Month).is_none() {
        return None;
    }
    let (month, mut next) = (number(at + 2, 2)?, at + 3);
    if !(1..=12).contains(&month) {
        return None;
    }
    let mut year = None;
    if let Some(mark) = scan.tokens.get(next) {
        let joined = mark.is('/') || mark.is('.') || mark.is_dash();
        if joined || term_at(scan, next, |role| role == DocumentRole::Year).is_some() {
            let found = number(next + 1, 4).filter(|year| (1945..=2099).contains(year));
            // Two digits of the year.
            let short = number(next + 1, 2)
                .filter(|_| joined && mark.glued() && scan.tokens.get(next + 1).is_some_and(|t| t.glued() && t.len() == 2));
            year = found.or(short.map(|year| if year >= 45 { 1900 + year } else { 2000 + year }));
            if year.is_some() {
                next += 2;
            }
        }
    }
    let iso = year
        .and_then(|year| jiff::civil::Date::new(year as i16, month as i8, day as i8).ok())
        .map(|date| date.to_string());
    Some((next, iso))
}

/// `Quyết định số 1/QĐ-X và số 2/QĐ-X ngày 3/4/2017`: one date for a list under one type word.
pub(super) fn share_dates(scan: &Scan<'_>, found: &mut [Identifier]) {
    for at in (0..found.len().saturating_sub(1)).rev() {
        let (left, right) = found.split_at_mut(at + 1);
        let (this, next) = (&mut left[at], &right[0]);
        let listed = this.issued_tokens.is_none()
            && next.issued_tokens.is_some()
            && next.tokens.start == next.signature_tokens.start
            && super::context::continues(scan, this, next.signature_tokens.start);
        if listed {
            this.issued = next.issued.clone();
            if this.year.is_none() && this.issued.is_some() {
                this.year = this.issued.as_deref().and_then(|iso| iso.get(..4)?.parse().ok());
                this.year_basis = YearBasis::Issued;
            }
        }
    }
}
