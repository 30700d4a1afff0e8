//! References without a symbol: a type word and a number (`Nghị định 67`, `NĐ 59/2015`), and further numbers of a list.

use super::context::{before_number, continues, is_bare_code, is_noun_only};
use super::terms::{term_at, term_before};
use super::{Identifier, IdentifierKind, YearBasis};
use crate::extract::scan::Scan;
use crate::lexicon::{DocumentClass, DocumentRole, Start, Starts};
use crate::text::{Kind, Span};

struct Number<'a> {
    text: &'a str,
    year: Option<u16>,
    end: usize,
}

/// Reads a short reference or a continuation whose number starts at token `at`.
pub(super) fn read(scan: &Scan<'_>, at: usize, last: Option<&Identifier>) -> Option<Identifier> {
    if last.is_none() && !has_head(scan, at) {
        return None;
    }
    let number = number(scan, at)?;
    let (end, numbered) = before_number(scan, at);
    if end + usize::from(numbered) < at && !numbered {
        return None;
    }
    let head = term_before(scan, end, |role| matches!(role, DocumentRole::Type(_))).filter(|(start, ..)| !is_bare_code(scan, *start, end));
    if let Some((start, row, term)) = head {
        let class = term.class()?;
        // Powers of attorney, slips and invitations are cited with their symbol or not at all.
        if term.name.starts_with("Giấy") || term.name.starts_with("Phiếu") {
            return None;
        }
        if !fits(scan, start, class, numbered, &number) {
            return None;
        }
        return Some(identifier(
            scan,
            start,
            at,
            number,
            Some(row),
            IdentifierKind::Short,
            "identifier.short",
        ));
    }
    let last = last.filter(|last| continues(scan, last, at))?;
    if !(numbered || plain_list(scan, last, &number)) {
        return None;
    }
    let name = last.doc_type.as_deref();
    let row = scan
        .lexicon
        .documents
        .iter()
        .position(|term| term.class().is_some() && Some(term.name.as_str()) == name)
        .map(|row| row as u16);
    Some(identifier(
        scan,
        at,
        at,
        number,
        row,
        IdentifierKind::Continuation,
        "identifier.continuation",
    ))
}

/// A term that a number may belong to starts near before token `at`, as far back as [`before_number`] and a type word reach.
fn has_head(scan: &Scan<'_>, at: usize) -> bool {
    let heads = Starts::default().and(Start::Plan).and(Start::Numbered);
    scan.hits.sites_in(at.saturating_sub(9)..at, heads).next().is_some()
}

/// `67`, `59/2015`, `30a`; not a date, a decimal, a share or a count.
fn number<'a>(scan: &Scan<'a>, at: usize) -> Option<Number<'a>> {
    let token = scan.tokens.get(at)?;
    if token.len() > 5 {
        return None;
    }
    let mut text = scan.word(at);
    let mut end = at + 1;
    let mut year = None;
    let next = |end: usize| scan.tokens.get(end).filter(|token| token.glued());
    if let Some(letter) = next(end).filter(|token| token.kind == Kind::Word) {
        if letter.len() != 1 {
            return None;
        }
        text = scan.slice(scan.span(at..at + 2));
        end += 1;
    }
    if let Some(joint) = next(end) {
        let more = scan.tokens.get(end + 1).filter(|token| token.glued());
        match more.map(|token| token.kind) {
            Some(Kind::Digits) if joint.is('/') || joint.is_dash() => {
                let found: u16 = scan.word(end + 1).parse().ok()?;
                if scan.word(end + 1).len() != 4 || !(1945..=2099).contains(&found) {
                    return None;
                }
                year = Some(found);
                end += 2;
                if next(end).is_some_and(|token| token.kind != Kind::Punct || token.is('/')) {
                    return None;
                }
            }
            Some(Kind::Digits) if joint.is('.') || joint.is(',') => return None,
            Some(Kind::Word) if joint.is('/') || joint.is_dash() => return None,
            _ if joint.is('%') || joint.is('/') => return None,
            _ if joint.kind != Kind::Punct => return None,
            _ => {}
        }
    }
    Some(Number { text, year, end })
}

/// True when a number right behind this type word names a document rather than counts something.
fn fits(scan: &Scan<'_>, start: usize, class: DocumentClass, numbered: bool, number: &Number<'_>) -> bool {
    let word = &scan.tokens[start];
    if numbered {
        return class != DocumentClass::Project;
    }
    // "luật 5 điều", "đường 30/2" and the like: a year alone is a year.
    let alone: u32 = number.text.parse().unwrap_or(0);
    if number.year.is_none() && (1900..2100).contains(&alone) {
        return false;
    }
    if number.year.is_some() {
        return class != DocumentClass::Project;
    }
    if counts(scan, number.end) {
        return false;
    }
    match class {
        DocumentClass::Norm => true,
        DocumentClass::Law => false,
        DocumentClass::Decision => word.is_capital() || settled(scan, number.end),
        DocumentClass::Plan => word.is_capital() && number.text.len() > 1 && settled(scan, number.end),
        DocumentClass::Letter | DocumentClass::Court => word.is_capital() && settled(scan, number.end),
        DocumentClass::Project => false,
    }
}

/// What follows shows that the reference ends here: punctuation, `của`, `về`, `ngày`, a verb of force.
fn settled(scan: &Scan<'_>, end: usize) -> bool {
    let Some(token) = scan.tokens.get(end) else { return true };
    if token.starts_line() || token.kind == Kind::Punct {
        return !token.is('%');
    }
    term_at(scan, end, |role| {
        matches!(
            role,
            DocumentRole::Of
                | DocumentRole::About
                | DocumentRole::Day
                | DocumentRole::And
                | DocumentRole::InForce
                | DocumentRole::Issue
                | DocumentRole::End
                | DocumentRole::This
                | DocumentRole::Amend
                | DocumentRole::Replace
        )
    })
    .is_some()
}

/// A noun of measure or a scale word follows: `kế hoạch 5 năm`, `chương trình 30 phút`.
fn counts(scan: &Scan<'_>, end: usize) -> bool {
    let Some(token) = scan.tokens.get(end) else { return false };
    if token.is('%') {
        return true;
    }
    const MEASURES: [&str; 24] = [
        "năm", "tháng", "tỷ", "tỉ", "triệu", "nghìn", "ngàn", "người", "phút", "giờ", "lần", "dự", "đồng", "ha", "điểm", "nội", "vấn",
        "nhóm", "doanh", "bước", "cấp", "tuần", "ngân", "khu",
    ];
    token.kind == Kind::Word
        && token.is_small()
        && MEASURES.contains(&token.of(scan.text))
        && term_at(scan, end, |role| role == DocumentRole::Day).is_none()
}

/// A bare number in a list goes on from a numbered head only when nothing counted follows.
fn plain_list(scan: &Scan<'_>, last: &Identifier, number: &Number<'_>) -> bool {
    let head = last.class.is_some_and(is_noun_only) || last.kind == IdentifierKind::Continuation;
    let plural = last.tokens.start > 0 && term_before(scan, last.tokens.start, |role| role == DocumentRole::Plural).is_some();
    let glued_list = number.year.is_some() || plural || head || number.text.len() >= 3;
    glued_list && last.parsed.is_none() && settled(scan, number.end) && !counts(scan, number.end)
}

fn identifier(
    scan: &Scan<'_>,
    start: usize,
    at: usize,
    number: Number<'_>,
    row: Option<u16>,
    kind: IdentifierKind,
    rule: &'static str,
) -> Identifier {
    let term = row.and_then(|row| scan.lexicon.documents.get(usize::from(row)));
    let tokens = start..number.end;
    Identifier {
        span: scan.span(tokens.clone()),
        signature_span: Span::new(scan.tokens[at].start as usize, scan.tokens[number.end - 1].end as usize),
        signature_tokens: at..number.end,
        tokens,
        kind,
        doc_type: term.map(|term| term.name.clone()),
        type_code: term.and_then(|term| term.code().map(str::to_owned)),
        class: term.and_then(|term| term.class()),
        signature: match number.year {
            Some(year) => format!("{}/{year}", number.text),
            None => number.text.to_owned(),
        },
        number: number.text.to_owned(),
        year: number.year,
        year_basis: if number.year.is_some() {
            YearBasis::Explicit
        } else {
            YearBasis::None
        },
        issuer: None,
        issuer_name: None,
        unit: None,
        parsed: None,
        issuer_text: None,
        issued: None,
        issued_tokens: None,
        subject: None,
        subject_tokens: None,
        effects: Vec::new(),
        link: None,
        rule,
    }
}
