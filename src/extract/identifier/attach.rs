//! What stands around a signature: date of issue, issuer, subject, and what is said of its force.

use std::ops::Range;

use super::context::{term_at, term_before};
use super::{Identifier, YearBasis};
use crate::extract::plan::name;
use crate::extract::scan::Scan;
use crate::lexicon::{DocumentClass, DocumentRole};
use crate::text::{Kind, Span};

/// What is said of a document's force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// `có hiệu lực từ ngày …`.
    InForce,
    /// `thay thế Nghị định …`, `bãi bỏ …`.
    Replaces,
    /// `sửa đổi, bổ sung …`.
    Amends,
}

/// A statement of force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// What is said.
    pub relation: Relation,
    /// Tokens of the cue, with the date behind it where it is one of coming into force.
    pub tokens: Range<usize>,
    /// The day it comes into force, ISO, when written in full.
    pub date: Option<String>,
    /// The identifier it is said about: the replaced or amended document.
    pub other: Option<usize>,
}

/// Fills in date, issuer, subject and effects of every identifier.
pub(super) fn attach(scan: &Scan<'_>, found: &mut [Identifier]) {
    for at in 0..found.len() {
        let limit = limit(scan, found, at);
        let mut next = found[at].tokens.end;
        let mut subject = None;
        let year = year_beside(scan, next);
        if let Some((end, year)) = year {
            let identifier = &mut found[at];
            if identifier.year.is_none() && identifier.parsed.is_some() {
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
            next = range.end;
            identifier.subject_tokens = Some(range);
        }
        if identifier.year.is_none()
            && let Some(year) = identifier.issued.as_deref().and_then(|iso| iso.get(..4)?.parse().ok())
        {
            identifier.year = Some(year);
            identifier.year_basis = YearBasis::Issued;
        }
        effects(scan, found, at, next);
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

/// `năm 2025` or `2025` right behind the signature.
fn year_beside(scan: &Scan<'_>, from: usize) -> Option<(usize, u16)> {
    let at = term_at(scan, from, |role| role == DocumentRole::Year).map_or(from, |(end, ..)| end);
    let token = scan.tokens.get(at).filter(|token| token.kind == Kind::Digits && token.len() == 4)?;
    let year = token.of(scan.text).parse().ok().filter(|year| (1945..=2099).contains(year))?;
    let more = scan
        .tokens
        .get(at + 1)
        .is_some_and(|next| next.is_dash() || next.is('/') || next.is(',') && next.glued() && at == from);
    (!more).then_some((at + 1, year))
}

/// `44/2021/NQ-HĐND tỉnh Hà Tĩnh`: the place right behind the code of a council or committee.
fn issuer_place(scan: &Scan<'_>, identifier: &Identifier, from: usize, limit: usize) -> Option<Range<usize>> {
    let local = identifier
        .issuer
        .as_deref()
        .is_some_and(|code| matches!(code, "UBND" | "HĐND" | "UB" | "TU"));
    let token = scan
        .tokens
        .get(from)
        .filter(|token| local && token.kind == Kind::Word && !token.starts_line())?;
    if token.is_small() && !matches!(scan.word(from), "tỉnh" | "thành" | "huyện" | "quận" | "thị" | "xã" | "phường") {
        return None;
    }
    let end = name::proper(scan, from, limit);
    (from..end).any(|at| scan.tokens[at].is_capital()).then_some(from..end)
}

/// A date of issue at token `from`: `ngày 25/5/2017`, `, ngày …`, `(25/5/2017)`, `ban hành ngày …`, or glued on.
fn issued(scan: &Scan<'_>, from: usize, limit: usize, end_byte: u32) -> Option<(Range<usize>, Option<String>)> {
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
fn day(scan: &Scan<'_>, at: usize) -> Option<(usize, Option<String>)> {
    let number = |at: usize, most: usize| -> Option<u32> {
        let token = scan
            .tokens
            .get(at)
            .filter(|token| token.kind == Kind::Digits && token.len() <= most)?;
        token.of(scan.text).parse().ok()
    };
    let day = number(at, 2).filter(|day| (1..=31).contains(day))?;
    let joint = scan.tokens.get(at + 1)?;
    let (month, mut next) = if joint.is('/') || joint.is('.') || joint.is_dash() {
        (number(at + 2, 2)?, at + 3)
    } else if term_at(scan, at + 1, |role| role == DocumentRole::Month).is_some() {
        (number(at + 2, 2)?, at + 3)
    } else {
        return None;
    };
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
        .filter(|&year| day <= days(year, month))
        .map(|year| format!("{year:04}-{month:02}-{day:02}"));
    Some((next, iso))
}

fn days(year: u32, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// `của Chính phủ`, `do Bộ Tài chính ban hành`: the name without `của`.
fn issuer_behind(scan: &Scan<'_>, from: usize, limit: usize) -> Option<Range<usize>> {
    let mut at = from;
    if scan.tokens.get(at).is_some_and(|token| token.is(',')) {
        at += 1;
    }
    let (start, ..) = term_at(scan, at, |role| role == DocumentRole::Of)?;
    let mut end = start;
    let most = limit.min(start + 16);
    while end < most {
        let token = &scan.tokens[end];
        let stop = if token.kind == Kind::Punct {
            let inside = token.is_dash() || token.is('&') || token.is('.') && token.glued() && end > start;
            !inside || scan.tokens.get(end + 1).is_none_or(|next| !next.is_capital())
        } else if token.kind == Kind::Digits {
            true
        } else {
            end > start
                && term_at(scan, end, |role| {
                    matches!(
                        role,
                        DocumentRole::About
                            | DocumentRole::Day
                            | DocumentRole::Amend
                            | DocumentRole::Issue
                            | DocumentRole::InForce
                            | DocumentRole::Replace
                            | DocumentRole::End
                            | DocumentRole::EndLater
                            | DocumentRole::Period
                            | DocumentRole::Year
                            | DocumentRole::Type(
                                DocumentClass::Letter | DocumentClass::Plan | DocumentClass::Decision | DocumentClass::Norm
                            )
                    )
                })
                .is_some_and(|_| token.is_small())
        };
        if stop {
            break;
        }
        end += 1;
    }
    end = close_name(scan, start, end);
    while end > start && matches!(scan.word(end - 1), "và" | "cùng" | "về") {
        end -= 1;
    }
    (end > start).then_some(start..end)
}

/// Cuts a verb phrase off behind a body's name: only one small syllable can end the last word of it, none a place's name.
fn close_name(scan: &Scan<'_>, start: usize, end: usize) -> usize {
    let Some(last) = (start..end).rev().find(|&at| scan.tokens[at].is_capital()) else {
        return end;
    };
    let tail = name::proper(scan, last, end);
    if tail > last + 1 {
        return tail;
    }
    let whole = scan.tokens[last].is_all_caps() || last > start && scan.tokens[last - 1].is_capital() && end > last + 2;
    end.min(if whole { last + 1 } else { last + 2 })
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

/// The body before `(đã) ban hành`: from the start of its clause.
fn issuer_before(scan: &Scan<'_>, head: usize) -> Option<Span> {
    let sentence = scan.sentences.get(scan.sentence_of(head))?;
    let floor = sentence.start.max(head.saturating_sub(24));
    let mut end = head;
    // At most a few words between the verb and the type word: "ban hành kèm theo", "ký ban hành".
    let mut verb = None;
    for _ in 0..4 {
        if let Some((start, ..)) = term_before(scan, end, |role| role == DocumentRole::Issue) {
            verb = Some(start);
            end = start;
        } else if verb.is_none() && end > floor && scan.tokens[end - 1].is_small() {
            end -= 1;
        } else {
            break;
        }
    }
    end = verb?;
    if end > floor
        && matches!(
            scan.word(end - 1),
            "để" | "được" | "bị" | "khi" | "nhằm" | "việc" | "và" | "phải" | "cần" | "do" | "chưa"
        )
    {
        return None;
    }
    while end > floor
        && matches!(
            scan.word(end - 1),
            "đã" | "vừa" | "mới" | "cũng" | "tiếp" | "tục" | "chính" | "thức" | "sẽ" | "đồng" | "loạt" | "lại"
        )
    {
        end -= 1;
    }
    let mut start = end;
    while start > floor {
        let token = &scan.tokens[start - 1];
        if token.kind == Kind::Digits || token.kind == Kind::Punct && !(token.is_dash() || token.is('.') && token.glued() || token.is('&'))
        {
            break;
        }
        start -= 1;
    }
    // From the first capital that is not the sentence's: "mới đây UBND tỉnh", "Theo đó Bộ …".
    let first = (start..end).find(|&at| scan.tokens[at].is_capital() && !opens_adverbial(scan.word(at)))?;
    Some(scan.span(first..end))
}

fn opens_adverbial(word: &str) -> bool {
    matches!(
        word,
        "Mới" | "Ngày" | "Ngay" | "Theo" | "Sau" | "Trước" | "Hôm" | "Tại" | "Vừa" | "Năm" | "Hiện" | "Để" | "Nhằm" | "Trong" | "Căn"
    )
}

/// Statements of force in the rest of the sentence.
fn effects(scan: &Scan<'_>, found: &mut [Identifier], index: usize, from: usize) {
    let after = found[index].tokens.end;
    let stop = found.get(index + 1).map_or(scan.tokens.len(), |next| next.tokens.start);
    let sentence = scan
        .sentences
        .get(scan.sentence_of(after.saturating_sub(1)))
        .map_or(after, |range| range.end);
    let _ = from;
    let mut out = Vec::new();
    let mut at = after;
    while at < sentence.min(stop).min(after + 60) {
        let Some((end, _, term)) = term_at(scan, at, |role| {
            matches!(role, DocumentRole::InForce | DocumentRole::Replace | DocumentRole::Amend)
        }) else {
            at += 1;
            continue;
        };
        let mut next = end;
        match term.role {
            DocumentRole::InForce => {
                while matches!(scan.word(next), "thi" | "hành" | "kể" | "từ") {
                    next += 1;
                }
                let date = term_at(scan, next, |role| role == DocumentRole::Day)
                    .and_then(|(first, ..)| day(scan, first))
                    .or_else(|| day(scan, next));
                let (end, iso) = date.unwrap_or((next, None));
                out.push(Effect {
                    relation: Relation::InForce,
                    tokens: at..end,
                    date: iso,
                    other: None,
                });
                next = end;
            }
            role => {
                // The document meant starts within a few words: "sửa đổi, bổ sung một số điều của Nghị định …".
                let reached = found
                    .get(index + 1)
                    .is_some_and(|other| other.tokens.start >= end && other.tokens.start <= end + 8);
                if reached {
                    out.push(Effect {
                        relation: if role == DocumentRole::Replace {
                            Relation::Replaces
                        } else {
                            Relation::Amends
                        },
                        tokens: at..end,
                        date: None,
                        other: Some(index + 1),
                    });
                }
            }
        }
        at = next.max(at + 1);
    }
    found[index].effects = out;
}

/// `Quyết định số 1/QĐ-X và số 2/QĐ-X ngày 3/4/2017`: one date for a list under one type word.
fn share_dates(scan: &Scan<'_>, found: &mut [Identifier]) {
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
