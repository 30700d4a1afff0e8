//! Where the name of a document ends.
//!
//! A name runs on over nouns, verbs and commas of an enumeration; it ends at the words that make it part of a clause
//! (`được`, `nhằm`, `đặt mục tiêu`), at punctuation, and behind its period, horizon and vision.

use std::ops::Range;

use super::list::{List, enumerates};
use super::proper::{place, proper};
use super::time::{Time, time_at, years};
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

/// Reads the name whose content starts at token `from`, up to token `limit` at most. Behind a type word with a capital
/// (`capital`) a short last item of a list needs no `và`.
pub(crate) fn read(scan: &Scan<'_>, from: usize, limit: usize, capital: bool) -> Name {
    read_as(scan, from, limit, if capital { List::Short } else { List::Closed })
}

/// Reads the subject behind `về việc`: like a name, but a list goes on to the end of its clause.
pub(crate) fn read_subject(scan: &Scan<'_>, from: usize, limit: usize) -> Name {
    read_as(scan, from, limit, List::Open)
}

fn read_as(scan: &Scan<'_>, from: usize, limit: usize, list: List) -> Name {
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
        if !name.has_time() && is_plain(scan, at) {
            at += 1;
            name.end = at;
            continue;
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
        // "… miền núi (giai đoạn I: 2021–2025)".
        if token.is('(')
            && !name.has_time()
            && let Some((period, close)) = bracketed_period(scan, at, limit)
        {
            name.period = Some(period);
            name.end = close + 1;
            break;
        }
        if token.kind == Kind::Punct {
            match punct(scan, at, from, segment, limit, &name, list) {
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
    name.place = place(scan, from..name.end);
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

/// A word that says nothing of where a name ends, as most do: none of the documents' table, nor of those that [`time_at`] and
/// [`ends`] look at besides.
pub(super) fn is_plain(scan: &Scan<'_>, at: usize) -> bool {
    let word = scan.tokens.get(at).filter(|token| token.kind == Kind::Word);
    word.is_some_and(|word| !scan.hits.has(at, Category::Document) && !matches!(word.of(scan.text), "quý" | "tháng" | "vụ" | "từ" | "có"))
}

/// An expression that holds a word which would end a name, and does not.
pub(super) fn goes_on(scan: &Scan<'_>, at: usize) -> Option<usize> {
    term_at(scan, at, |role| role == DocumentRole::GoOn).map(|(end, ..)| end)
}

/// True when the name ends before token `at`.
pub(super) fn ends(scan: &Scan<'_>, at: usize, from: usize) -> bool {
    let stop = term_at(scan, at, |role| {
        role == DocumentRole::End
            || role == DocumentRole::EndLater && at > from
            || matches!(role, DocumentRole::This | DocumentRole::InForce) && at == from
    });
    if let Some((end, _, term)) = stop {
        let one_capital = end == at + 1 && scan.tokens[at].is_capital();
        // "Cần Thơ", "Mới": a capital inside a name is a name's.
        if !one_capital || term.role == DocumentRole::This {
            return true;
        }
    }
    // "ngày 5/4", "số 12".
    let counts = scan.tokens.get(at + 1).is_some_and(|next| next.kind == Kind::Digits);
    if counts && term_at(scan, at, |role| role == DocumentRole::Day).is_some() {
        return true;
    }
    // "Luật … số 36/2024/QH15": the number stands behind the name, unless a type inside the name is what is numbered.
    if counts
        && at > from
        && term_at(scan, at, |role| role == DocumentRole::Number).is_some()
        && term_before(scan, at, |role| matches!(role, DocumentRole::Type(_))).is_none()
    {
        return scan.owners.get(at + 1) == Some(&Owner::Identifier);
    }
    // "31/12/2024": a date is the clause's.
    let mark = |at: usize| scan.tokens.get(at).filter(|token| token.glued());
    if scan.tokens[at].kind == Kind::Digits
        && mark(at + 1).is_some_and(|joint| joint.is('/'))
        && mark(at + 2).is_some_and(|next| next.kind == Kind::Digits)
    {
        return true;
    }
    // "có 25 cụm công nghiệp".
    if counts && scan.word(at) == "có" {
        return true;
    }
    // "… và Chương trình công tác", "… và các nghị quyết": another document.
    at > from
        && term_at(scan, at, |role| role == DocumentRole::And).is_some_and(|(next, ..)| {
            match term_at(scan, next, |role| role == DocumentRole::Plural) {
                Some((next, ..)) => is_plan_word(scan, next),
                None => scan.tokens.get(next).is_some_and(|token| token.is_capital()) && is_plan_word(scan, next),
            }
        })
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
fn punct(scan: &Scan<'_>, at: usize, from: usize, segment: usize, limit: usize, name: &Name, list: List) -> Option<usize> {
    let token = &scan.tokens[at];
    let next = scan.tokens.get(at + 1).filter(|_| at + 1 < limit)?;
    let glued = token.glued() && next.glued();
    if token.is(',') {
        // "kế hoạch tài chính 5 năm, **kế hoạch** đầu tư công …", "…, **dự toán** ngân sách …": the next of a list.
        let next_plan = is_plan_word(scan, at + 1) || (scan.word(at + 1), scan.word(at + 2)) == ("dự", "toán");
        if at == from || next_plan && list != List::Open {
            return None;
        }
        if let Some((kind, _)) = time_at(scan, at + 1, limit) {
            // ", năm 2023 …" opens a clause; ", tầm nhìn đến năm 2045" does not.
            let fits = kind == Time::Vision || !name.has_time() && !opens_clause(scan, at + 1);
            return fits.then_some(at + 1);
        }
        let goes_on = enumerates(scan, at + 1, at - segment, limit, list) || reaches_period(scan, at + 1, from, limit);
        return (!name.has_time() && goes_on).then_some(at + 1);
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

/// "… sắp xếp**, tái cơ cấu doanh nghiệp** thuộc Tập đoàn X giai đoạn 2017 - 2020": behind the comma at `at - 1` nothing but nouns and verbs
/// stands before the period that the name ends in.
fn reaches_period(scan: &Scan<'_>, at: usize, from: usize, limit: usize) -> bool {
    const FEWEST: usize = 3;
    const MOST: usize = 20;
    let opens = scan.tokens.get(at).is_some_and(|token| token.is_small())
        && !matches!(
            scan.word(at),
            "trong" | "từ" | "đến" | "tại" | "với" | "theo" | "là" | "tỉnh" | "thành" | "huyện"
        );
    if !opens {
        return false;
    }
    for next in at..limit.min(at + MOST) {
        if term_at(scan, next, |role| role == DocumentRole::Period).is_some() {
            return next >= at + FEWEST && time_at(scan, next, limit).is_some();
        }
        let token = &scan.tokens[next];
        let word = token.kind == Kind::Word || token.is('(') || token.is(')');
        if !word || token.starts_line() || is_plan_word(scan, next) || !is_plain(scan, next) && ends(scan, next, from) {
            return false;
        }
    }
    false
}

/// A bracket that holds a period and nothing else: `(giai đoạn 2021-2025)`, `(giai đoạn I: 2021–2025)`, `(2021-2025)`.
fn bracketed_period(scan: &Scan<'_>, at: usize, limit: usize) -> Option<(Range<usize>, usize)> {
    let bare = years(scan, at + 1).filter(|&end| end > at + 2 && scan.tokens.get(end).is_some_and(|token| token.is(')')));
    if let Some(close) = bare {
        return Some((at + 1..close, close));
    }
    term_at(scan, at + 1, |role| role == DocumentRole::Period)?;
    let close = (at + 2..limit.min(at + 12)).find(|&close| scan.tokens[close].is(')'))?;
    let years = |token: usize| scan.tokens[token].kind == Kind::Digits && scan.tokens[token].len() == 4;
    (at + 2..close).any(years).then_some((at + 1..close, close))
}

/// "năm 2023" at the head of a clause: a year and then a comma or a subject.
fn opens_clause(scan: &Scan<'_>, at: usize) -> bool {
    term_at(scan, at, |role| matches!(role, DocumentRole::Year | DocumentRole::Horizon)).is_some()
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
    // "… đến năm 2030 | của Chính phủ": what looks ahead has said all.
    let looks_ahead = name.horizon.is_some() || name.vision.is_some();
    let owner = match scan.word(at) {
        "của" | "tại" | "ở" | "cho" if !looks_ahead => at + 1,
        "trên" if !looks_ahead && scan.word(at + 1) == "địa" => at + 3,
        "tỉnh" | "thành" | "huyện" | "quận" | "thị" | "TP" | "vùng" => at,
        _ => return None,
    };
    if is_plan_word(scan, owner) {
        return None;
    }
    let end = proper(scan, owner, limit);
    // "trên địa bàn tỉnh" names no place.
    if !(owner..end).any(|at| scan.tokens[at].is_capital()) {
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

/// Small words that no name ends in.
fn trim(scan: &Scan<'_>, from: usize, name: &mut Name) {
    while name.end > from {
        let last = name.end - 1;
        let token = &scan.tokens[last];
        let dwelling = token.of(scan.text) == "ở" && scan.word(last - 1) == "nhà";
        let weak = token.kind == Kind::Punct && !token.is(')') && !token.is_quote()
            || token.is_small()
                && !dwelling
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
