//! Where the name of a document ends.
//!
//! A name runs on over nouns, verbs and commas of an enumeration; it ends at the words that make it part of a clause
//! (`được`, `nhằm`, `đặt mục tiêu`), at punctuation, and behind its period, horizon and vision.

use std::ops::Range;

use crate::extract::identifier::{term_at, term_before};
use crate::extract::scan::{Owner, Scan};
use crate::lexicon::{Category, DocumentClass, DocumentRole};
use crate::text::Kind;

/// A name, as read to its end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Name {
    /// First token behind it.
    pub end: usize,
    /// `năm 2023`, `giai đoạn 2021-2025`.
    pub period: Option<Range<usize>>,
    /// `đến năm 2030`.
    pub horizon: Option<Range<usize>>,
    /// `tầm nhìn đến năm 2045`.
    pub vision: Option<Range<usize>>,
    /// The place it is for: `thành phố Hà Nội`, when `trên địa bàn` or `của` names one.
    pub place: Option<Range<usize>>,
    /// It stands in quotation marks.
    pub quoted: bool,
}

impl Name {
    /// True when a period, horizon or vision belongs to the name.
    pub fn has_time(&self) -> bool {
        self.period.is_some() || self.horizon.is_some() || self.vision.is_some()
    }
}

/// Longest name in tokens; official titles stay below.
const LONGEST: usize = 90;

/// Which expression of time a name ends in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Time {
    Period,
    Horizon,
    Vision,
}

/// Reads the name whose content starts at token `from`, up to token `limit` at most.
pub(crate) fn read(scan: &Scan<'_>, from: usize, limit: usize) -> Name {
    read_as(scan, from, limit, false)
}

/// Reads the subject behind `về việc`: like a name, but a list goes on to the end of its clause.
pub(crate) fn read_subject(scan: &Scan<'_>, from: usize, limit: usize) -> Name {
    read_as(scan, from, limit, true)
}

fn read_as(scan: &Scan<'_>, from: usize, limit: usize, subject: bool) -> Name {
    let limit = limit.min(from + LONGEST).min(scan.tokens.len());
    let mut name = Name {
        end: from,
        ..Name::default()
    };
    if scan.tokens.get(from).is_some_and(|token| token.is_quote())
        && let Some(close) = closing_quote(scan, from, limit)
    {
        times_within(scan, from + 1..close, &mut name);
        name.end = close + 1;
        name.quoted = true;
        behind_quote(scan, limit, &mut name);
        return name;
    }
    let mut at = from;
    let mut segment = from;
    while at < limit {
        let token = &scan.tokens[at];
        if at > from && token.starts_line() && !token.is_small() {
            break;
        }
        // An identifier inside: "thực hiện Nghị quyết số 15-NQ/TW".
        if scan.owners.get(at) == Some(&Owner::Identifier) {
            at += 1;
            name.end = at;
            continue;
        }
        if let Some((kind, end)) = time_at(scan, at, limit) {
            // A second expression of one kind belongs to the clause, not to the name.
            let slot = name.slot(kind);
            if slot.is_some() {
                break;
            }
            *slot = Some(at..end);
            at = end;
            name.end = at;
            continue;
        }
        if token.kind == Kind::Punct {
            match punct(scan, at, from, segment, limit, &name, subject) {
                Some(next) => {
                    if token.is(',') {
                        segment = next;
                    }
                    at = next;
                }
                None => break,
            }
            continue;
        }
        if name.has_time() {
            match behind_time(scan, at, limit, &mut name) {
                Some(next) => at = next,
                None => break,
            }
            continue;
        }
        if let Some(end) = goes_on(scan, at) {
            at = end;
            name.end = at;
            continue;
        }
        if ends(scan, at, from) {
            break;
        }
        at += 1;
        name.end = at;
    }
    trim(scan, from, &mut name);
    place(scan, from, &mut name);
    name
}

impl Name {
    fn slot(&mut self, kind: Time) -> &mut Option<Range<usize>> {
        match kind {
            Time::Period => &mut self.period,
            Time::Horizon => &mut self.horizon,
            Time::Vision => &mut self.vision,
        }
    }
}

/// An expression that holds a word which would end a name, and does not.
fn goes_on(scan: &Scan<'_>, at: usize) -> Option<usize> {
    term_at(scan, at, |role| role == DocumentRole::GoOn).map(|(end, ..)| end)
}

/// True when the name ends before token `at`.
fn ends(scan: &Scan<'_>, at: usize, from: usize) -> bool {
    let stop = term_at(scan, at, |role| {
        role == DocumentRole::End
            || role == DocumentRole::EndLater && at > from
            || matches!(role, DocumentRole::This | DocumentRole::InForce) && at == from
    });
    if let Some((end, _, term)) = stop {
        let one_capital = end == at + 1 && scan.tokens[at].is_capital() && at > from;
        // "Cần Thơ", "Mới": a capital inside a name is a name's.
        if !one_capital || term.role == DocumentRole::This {
            return true;
        }
    }
    // "ngày 5/4", "số 12".
    if term_at(scan, at, |role| matches!(role, DocumentRole::Day)).is_some()
        && scan.tokens.get(at + 1).is_some_and(|next| next.kind == Kind::Digits)
    {
        return true;
    }
    // "… và Chương trình công tác": another document.
    if at > from
        && term_at(scan, at, |role| role == DocumentRole::And)
            .is_some_and(|(next, ..)| scan.tokens.get(next).is_some_and(|token| token.is_capital()) && is_plan_word(scan, next))
    {
        return true;
    }
    false
}

fn is_plan_word(scan: &Scan<'_>, at: usize) -> bool {
    term_at(
        scan,
        at,
        |role| matches!(role, DocumentRole::Type(class) if class != DocumentClass::Project),
    )
    .is_some()
}

/// Whether a name goes on over the mark at `at`, and where.
fn punct(scan: &Scan<'_>, at: usize, from: usize, segment: usize, limit: usize, name: &Name, subject: bool) -> Option<usize> {
    let token = &scan.tokens[at];
    let next = scan.tokens.get(at + 1).filter(|_| at + 1 < limit)?;
    let glued = token.glued() && next.glued();
    if token.is(',') {
        if at == from {
            return None;
        }
        if let Some((kind, _)) = time_at(scan, at + 1, limit) {
            // ", năm 2023 …" opens a clause; ", tầm nhìn đến năm 2045" does not.
            let fits = kind == Time::Vision || !name.has_time() && !opens_clause(scan, at + 1);
            return fits.then_some(at + 1);
        }
        return (!name.has_time() && enumerates(scan, at + 1, at - segment, limit, subject)).then_some(at + 1);
    }
    if token.is_dash() {
        let before = at.checked_sub(1).and_then(|before| scan.tokens.get(before))?;
        if name.has_time() && name.end == at {
            return None;
        }
        let alike = before.kind == next.kind && before.is_capital() == next.is_capital();
        return (at > from && (glued || alike)).then_some(at + 1);
    }
    if (token.is('/') || token.is('&') || token.is('+') || token.is('\'')) && (glued || token.is('&')) && !name.has_time() {
        return Some(at + 1);
    }
    // "TP. Hà Nội", "TP.HCM": the sentence goes on, so the full stop shortens a word.
    if token.is('.') && token.glued() && next.is_capital() && !name.has_time() {
        return Some(at + 1);
    }
    if token.is_quote() && !name.has_time() && at > from && !token.glued() {
        return closing_quote(scan, at, limit).map(|close| close + 1);
    }
    None
}

/// "năm 2023" at the head of a clause: a year and then a comma or a subject.
fn opens_clause(scan: &Scan<'_>, at: usize) -> bool {
    term_at(scan, at, |role| matches!(role, DocumentRole::Year | DocumentRole::Horizon)).is_some()
}

/// True when the words behind a comma go on with the list before it, rather than open a clause.
///
/// They do when they reach a period, `trên địa bàn` or a closing `và` before any word that would end the name.
fn enumerates(scan: &Scan<'_>, from: usize, before: usize, limit: usize, subject: bool) -> bool {
    let Some(first) = scan.tokens.get(from) else { return false };
    if !first.is_small() {
        return false;
    }
    let mut joined = false;
    let mut at = from;
    let end = limit.min(from + 40);
    while at < end {
        let token = &scan.tokens[at];
        if scan.owners.get(at) == Some(&Owner::Identifier) {
            at += 1;
            continue;
        }
        if time_at(scan, at, limit).is_some() {
            return at > from;
        }
        if token.kind == Kind::Punct {
            if token.is(',') {
                at += 1;
                // A capital opens a new subject.
                if joined || scan.tokens.get(at).is_none_or(|next| !next.is_small()) {
                    break;
                }
                continue;
            }
            if token.is_dash() || token.is('/') {
                at += 1;
                continue;
            }
            break;
        }
        if let Some(after) = goes_on(scan, at) {
            at = after;
            continue;
        }
        if ends(scan, at, if at == from { from + 1 } else { from }) {
            return at > from && joined && scan.word(at) == "của";
        }
        if term_at(scan, at, |role| role == DocumentRole::And).is_some() {
            joined = true;
        }
        // "trên địa bàn".
        if token.is_small() && scan.word(at) == "địa" && scan.word(at + 1) == "bàn" {
            return true;
        }
        at += 1;
    }
    joined || subject || before <= 2 && at - from <= 10
}

/// What may follow a period: whose it is, and a vision.
fn behind_time(scan: &Scan<'_>, at: usize, limit: usize, name: &mut Name) -> Option<usize> {
    if let Some((next, ..)) = term_at(scan, at, |role| role == DocumentRole::And)
        && let Some((kind, end)) = time_at(scan, next, limit)
        && kind != Time::Period
        && name.slot(kind).is_none()
    {
        *name.slot(kind) = Some(next..end);
        name.end = end;
        return Some(end);
    }
    // "và những năm tiếp theo".
    if scan.word(at) == "và" && scan.word(at + 1) == "những" && scan.word(at + 2) == "năm" {
        let end = (at + 5).min(limit);
        name.end = end;
        return Some(end);
    }
    let owner = match scan.word(at) {
        "của" | "tại" | "ở" | "cho" => at + 1,
        "trên" if scan.word(at + 1) == "địa" => at + 3,
        "tỉnh" | "thành" | "huyện" | "quận" | "thị" | "TP" | "vùng" => at,
        _ => return None,
    };
    let end = proper(scan, owner, limit);
    if end == owner {
        return None;
    }
    name.end = end;
    Some(end)
}

/// Behind a quoted name: its period (`Đề án “…” giai đoạn 2021-2025, tầm nhìn đến năm 2030`).
fn behind_quote(scan: &Scan<'_>, limit: usize, name: &mut Name) {
    let mut at = name.end;
    while at < limit {
        if scan.tokens[at].is(',') && matches!(time_at(scan, at + 1, limit), Some((Time::Vision, _))) {
            at += 1;
        }
        match time_at(scan, at, limit) {
            Some((kind, end)) if name.slot(kind).is_none() => {
                *name.slot(kind) = Some(at..end);
                at = end;
                name.end = end;
            }
            _ => return,
        }
    }
}

fn times_within(scan: &Scan<'_>, range: Range<usize>, name: &mut Name) {
    let mut at = range.start;
    while at < range.end {
        match time_at(scan, at, range.end) {
            Some((kind, end)) => {
                name.slot(kind).get_or_insert(at..end);
                at = end;
            }
            None => at += 1,
        }
    }
}

/// A proper name with the small words of bodies and places in it.
pub(crate) fn proper(scan: &Scan<'_>, from: usize, limit: usize) -> usize {
    const SMALL: [&str; 19] = [
        "thành",
        "phố",
        "tỉnh",
        "huyện",
        "quận",
        "thị",
        "xã",
        "phường",
        "trấn",
        "ủy",
        "ban",
        "nhân",
        "dân",
        "vùng",
        "đồng",
        "bằng",
        "sông",
        "bộ",
        "đô",
    ];
    let mut at = from;
    while at < limit {
        let token = &scan.tokens[at];
        let inside = token.kind == Kind::Word && (token.is_capital() || SMALL.contains(&token.of(scan.text)))
            || at > from && token.is('.') && token.glued() && scan.tokens.get(at + 1).is_some_and(|next| next.is_capital())
            || at > from && token.is_dash() && scan.tokens.get(at + 1).is_some_and(|next| next.is_capital()) && token.glued();
        if !inside || at > from && token.starts_line() && token.is_capital() {
            break;
        }
        at += 1;
    }
    at
}

/// The closing mark for the opening one at `open`.
fn closing_quote(scan: &Scan<'_>, open: usize, limit: usize) -> Option<usize> {
    let curly = scan.tokens[open].is('“');
    (open + 1..limit.max((open + LONGEST).min(scan.tokens.len()))).find(|&at| {
        let token = &scan.tokens[at];
        if curly {
            token.is('”')
        } else {
            token.is_quote() && token.sym == scan.tokens[open].sym || token.is('”')
        }
    })
}

/// Four digits that are a year.
fn is_year(scan: &Scan<'_>, at: usize) -> bool {
    scan.tokens
        .get(at)
        .is_some_and(|token| token.kind == Kind::Digits && token.len() == 4)
        && matches!(scan.word(at).as_bytes(), [b'1', b'9', ..] | [b'2', b'0' | b'1', ..])
}

/// A year or a span of years from token `at`: `2023`, `2021-2030`, `2021 đến 2025`.
fn years(scan: &Scan<'_>, at: usize) -> Option<usize> {
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
fn time_at(scan: &Scan<'_>, at: usize, limit: usize) -> Option<(Time, usize)> {
    let token = scan.tokens.get(at).filter(|_| at < limit)?;
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
        } else if scan.word(end).len() <= 3 && (scan.tokens.get(end)?.kind == Kind::Digits || scan.tokens.get(end)?.is_all_caps()) {
            // "giai đoạn 2", "giai đoạn II".
            (Time::Period, end + 1)
        } else {
            return None;
        }
    } else if term_at(scan, at, |role| role == DocumentRole::Year).is_some() {
        (Time::Period, years_at(scan, at + 1)?)
    } else if matches!(scan.word(at), "quý" | "tháng" | "vụ" | "từ") {
        let mut next = at + 1;
        if scan.word(at) != "từ" {
            next += 1;
            if scan.tokens.get(next).is_some_and(|token| token.is('/') || token.is_dash()) {
                next += 1;
            }
        }
        if scan.word(next) == "năm" {
            next += 1;
        }
        (Time::Period, years_at(scan, next)?)
    } else {
        return None;
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

/// Small words that no name ends in.
fn trim(scan: &Scan<'_>, from: usize, name: &mut Name) {
    while name.end > from {
        let last = name.end - 1;
        let token = &scan.tokens[last];
        let weak = token.kind == Kind::Punct && !token.is(')') && !token.is_quote()
            || token.is_small()
                && matches!(
                    token.of(scan.text),
                    "và" | "của"
                        | "về"
                        | "trên"
                        | "tại"
                        | "ở"
                        | "cho"
                        | "trong"
                        | "các"
                        | "những"
                        | "với"
                        | "theo"
                        | "đến"
                        | "để"
                        | "hoặc"
                        | "năm"
                        | "từ"
                        | "một"
                        | "này"
                );
        if !weak {
            return;
        }
        name.end = last;
    }
}

/// The place a name is for: the proper name behind `trên địa bàn`, `của`, or a unit's type word.
fn place(scan: &Scan<'_>, from: usize, name: &mut Name) {
    let mut at = from;
    while at < name.end {
        let unit = scan.hits.longest(at, Category::Admin).is_some()
            || matches!(scan.word(at), "thành" if scan.word(at + 1) == "phố")
            || matches!(scan.word(at), "TP" | "tỉnh" | "huyện" | "quận" | "Tỉnh")
            || matches!(scan.word(at), "Thủ" | "thủ") && scan.word(at + 1) == "đô";
        if unit {
            let end = proper(scan, at, name.end);
            let named = (at..end).any(|token| scan.tokens[token].is_capital());
            if named && term_before(scan, at, |role| role == DocumentRole::Body).is_none() {
                name.place = Some(at..end);
                return;
            }
        }
        at += 1;
    }
}
