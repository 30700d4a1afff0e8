//! What stands before a number and symbol: the type word, `số`, or something that makes it no document's.

use super::group::is_assembly;
use super::signature::Raw;
use super::terms::{term_at, term_before};
use super::{Form, Identifier};
use crate::extract::scan::{Owner, Scan};
use crate::lexicon::{Codes, DocumentClass, DocumentRole};
use crate::text::Kind;

/// The type word that goes with a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    /// Its first token.
    pub start: Option<usize>,
    /// Its row in the documents' table; inherited in a list.
    pub row: Option<u16>,
}

/// What a number and symbol is, given what stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// An identifier.
    Accept {
        /// Its type word.
        head: Head,
        /// The rule that says so.
        rule: &'static str,
    },
    /// A form's, contract's or licence's number.
    Lookalike,
    /// Nothing of the kind.
    Neither,
}

/// False for digits inside a longer number, a date, a standard's number (`QCVN 10-MT:2015/BTNMT`) or a code.
pub(super) fn may_start(scan: &Scan<'_>, at: usize) -> bool {
    let token = &scan.tokens[at];
    if !token.glued() || at == 0 {
        return true;
    }
    let before = &scan.tokens[at - 1];
    match before.kind {
        Kind::Digits => false,
        // "số68", "NĐ68/2017": a type word or "số" glued on.
        Kind::Word => {
            matches!(scan.word(at - 1), "NĐ" | "QĐ" | "NQ" | "TTLT") || term_before(scan, at, |role| role == DocumentRole::Number).is_some()
        }
        // Brackets, quotes, and what Markdown leaves around words.
        Kind::Punct if before.is_quote() => true,
        Kind::Punct if ['(', '[', ';', '*', '`', '|'].iter().any(|&mark| before.is(mark)) => true,
        // "số:68": only behind the word.
        Kind::Punct if before.is(':') => term_before(scan, at - 1, |role| role == DocumentRole::Number).is_some(),
        Kind::Punct if before.is(',') => at >= 2 && scan.tokens[at - 2].kind != Kind::Digits,
        Kind::Punct if before.is('.') => term_before(scan, at - 1, |role| role == DocumentRole::Number).is_some(),
        Kind::Punct => false,
    }
}

/// Steps back over `số`, `:` and a bracket; the token behind what stands before, and whether `số` was there.
pub(super) fn before_number(scan: &Scan<'_>, at: usize) -> (usize, bool) {
    let mut end = at;
    while end > 0 && end + 2 > at && (scan.tokens[end - 1].is('*') || scan.tokens[end - 1].is('`')) {
        end -= 1;
    }
    if end > 0 && (scan.tokens[end - 1].is(':') || scan.tokens[end - 1].is('.')) {
        end -= 1;
    }
    match term_before(scan, end, |role| role == DocumentRole::Number) {
        Some((start, ..)) => {
            let mut start = start;
            // "(số 12/…", "- Số:".
            if start > 0 && scan.tokens[start - 1].is(':') {
                start -= 1;
            }
            (start, true)
        }
        None if end == at => (at, false),
        // A colon alone: "Quyết định: 12/QĐ-UBND".
        None => (end, false),
    }
}

/// How far back a type word may stand from its `số`: "quyết định đưa vụ án ra xét xử số".
const REACH: usize = 14;

/// Looks back from `end` for the nearest type or look-alike in the same sentence; commas and brackets end the search.
fn nearest(scan: &Scan<'_>, end: usize) -> Option<(usize, u16, DocumentRole)> {
    let from = end.saturating_sub(REACH);
    for at in (from..end).rev() {
        let token = &scan.tokens[at];
        if scan.owners.get(at) == Some(&Owner::Identifier) {
            return None;
        }
        if token.kind == Kind::Punct && !token.is_dash() && !token.is('/') && !token.is('&') {
            return None;
        }
        let hit = term_at(scan, at, |role| matches!(role, DocumentRole::Type(_) | DocumentRole::Lookalike));
        if let Some((stop, row, term)) = hit
            && stop <= end
            && !is_bare_code(scan, at, stop)
        {
            // A label ("nhà", "lô") is one only right before its number.
            if term.name == "label" {
                continue;
            }
            // "báo cáo kết luận": the longest reading starts further left; "Thông tư liên tịch" is one hit.
            return Some((at, row, term.role));
        }
        if token.starts_paragraph() {
            return None;
        }
    }
    None
}

/// A type's code used as a word (`NĐ`, `QĐ`): a hit of one token not in capitals is a syllable of something else.
pub(super) fn is_bare_code(scan: &Scan<'_>, at: usize, end: usize) -> bool {
    end == at + 1 && scan.word(at).chars().count() <= 4 && {
        let word = scan.word(at);
        let code = word.chars().count() <= 4 && scan.lexicon.codes.canonical(word).is_some();
        code && !scan.tokens[at].is_all_caps()
    }
}

pub(super) fn judge(scan: &Scan<'_>, at: usize, raw: &Raw, last: Option<&Identifier>, rejected: Option<usize>) -> Verdict {
    let codes = &scan.lexicon.codes;
    let form = raw.form(codes);
    let first = &raw.groups[0].text;
    let (end, numbered) = before_number(scan, at);
    let direct = term_before(scan, end, |role| matches!(role, DocumentRole::Type(_) | DocumentRole::Lookalike))
        .filter(|(start, ..)| !is_bare_code(scan, *start, end));
    let cut_short = raw.cut_short && direct.is_none_or(|(.., term)| term.role == DocumentRole::Lookalike);
    if direct.is_some_and(|(.., term)| term.role == DocumentRole::Lookalike) || cut_short {
        return if form == Form::Issuer && !numbered && direct.is_none() {
            Verdict::Neither
        } else {
            Verdict::Lookalike
        };
    }
    if is_lookalike(scan, first, direct.is_some()) || goes_on_as_lookalike(scan, at, rejected) {
        return Verdict::Lookalike;
    }
    let known = || codes.canonical(first).is_some() || codes.issuer(first).is_some() || is_assembly(first) || is_run_together(codes, first);
    if let Some((start, row, _)) = direct {
        // "kế hoạch 10/TH…" needs more than two letters that no table knows.
        let head = Head {
            start: Some(start),
            row: Some(row),
        };
        return match form {
            Form::Spaced if !known() => Verdict::Neither,
            Form::DashIssuer if !known() => Verdict::Neither,
            Form::Party if !numbered && !known() => Verdict::Neither,
            _ => Verdict::Accept { head, rule: rule(form) },
        };
    }
    let strong = match form {
        Form::YearTypeIssuer | Form::YearAssembly | Form::Court => true,
        Form::TypeIssuer => true,
        Form::Party => codes.document(first).is_some(),
        Form::IssuerUnit => codes.issuer(first).is_some(),
        _ => false,
    };
    if numbered {
        let far = nearest(scan, end);
        match far {
            Some((_, _, DocumentRole::Lookalike)) => return Verdict::Lookalike,
            Some((start, row, _)) if strong || raw.groups.len() > 1 || raw.year.is_some() || first.chars().count() >= 3 || known() => {
                return Verdict::Accept {
                    head: Head {
                        start: Some(start),
                        row: Some(row),
                    },
                    rule: rule(form),
                };
            }
            _ => {}
        }
        let enough = match form {
            Form::YearOther | Form::Party => true,
            Form::IssuerUnit => raw.groups.iter().all(|group| group.text.chars().count() >= 2),
            Form::Issuer => first.chars().count() >= 2 && known(),
            Form::Type => true,
            _ => false,
        };
        if strong || enough {
            return Verdict::Accept {
                head: inherited(scan, at, first, last),
                rule: rule(form),
            };
        }
        return Verdict::Neither;
    }
    if !strong {
        let listed = last.is_some_and(|last| continues(scan, last, at));
        let shaped = matches!(form, Form::YearOther | Form::IssuerUnit | Form::Party | Form::Type);
        if !(listed && shaped) {
            return Verdict::Neither;
        }
    }
    Verdict::Accept {
        head: inherited(scan, at, first, last),
        rule: rule(form),
    }
}

/// In a list the type word before the first goes for all; the code of this one (`first`) may say otherwise.
fn inherited(scan: &Scan<'_>, at: usize, first: &str, last: Option<&Identifier>) -> Head {
    let row = last.filter(|last| continues(scan, last, at)).and_then(|last| {
        let name = last.doc_type.as_deref()?;
        let documents = &scan.lexicon.documents;
        let row = documents.iter().position(|term| term.name == name && term.class().is_some())?;
        let own = scan.lexicon.codes.document(first).map(|(row, _)| row);
        own.is_none_or(|own| documents.get(usize::from(own)).is_some_and(|term| term.name == name))
            .then_some(row as u16)
    });
    Head { start: None, row }
}

/// True when only list words stand between `last` and token `at`.
pub(super) fn continues(scan: &Scan<'_>, last: &Identifier, at: usize) -> bool {
    let next = last
        .issued_tokens
        .as_ref()
        .map_or(last.tokens.end, |tokens| tokens.end.max(last.tokens.end));
    only_joined(scan, next, at, &[',', ';', ':'])
}

/// Contracts, licences, certificates: by code, also as the head of a longer group (`HĐTD`, `GCNRĐ`, `QSDĐ`).
fn is_lookalike(scan: &Scan<'_>, group: &str, typed: bool) -> bool {
    const HEADS: [&str; 8] = ["HĐ", "GCN", "GP", "QSDĐ", "CNQSD", "TĐG", "BM", "BB"];
    let codes = &scan.lexicon.codes;
    if codes.issuer(group).is_some() || codes.document(group).is_some() {
        return false;
    }
    // "văn bản số 278/GP-NTBD" is a letter all the same; a contract stays one.
    if typed && !group.starts_with("HĐ") {
        return false;
    }
    codes.is_lookalike(group) || HEADS.iter().any(|head| group.starts_with(head) && !group.starts_with("HĐND"))
}

/// `Mẫu số 04a-ĐK/TSC, 04b-ĐK/TSC và 04c-ĐK/TSC`: what follows a rejected one in a list.
fn goes_on_as_lookalike(scan: &Scan<'_>, at: usize, rejected: Option<usize>) -> bool {
    let Some(next) = rejected else { return false };
    only_joined(scan, next, at, &[',', ';'])
}

/// At least one and at most four joining pieces, and nothing else, stand from token `next` to `at`: one of `marks`, `và`, `số`.
fn only_joined(scan: &Scan<'_>, mut next: usize, at: usize, marks: &[char]) -> bool {
    let mut steps = 0;
    while next < at && steps < 4 {
        let token = &scan.tokens[next];
        if marks.iter().any(|mark| token.is(*mark)) {
            next += 1;
        } else if let Some((end, ..)) = term_at(scan, next, |role| matches!(role, DocumentRole::And | DocumentRole::Number)) {
            next = end;
        } else {
            return false;
        }
        steps += 1;
    }
    next == at && steps > 0
}

/// `533/QĐUBND`: type and issuer without the hyphen.
fn is_run_together(codes: &Codes, group: &str) -> bool {
    group.char_indices().skip(2).take(4).any(|(at, _)| {
        let (kind, issuer) = group.split_at(at);
        codes.document(kind).is_some() && issuer.chars().count() >= 2 && codes.issuer(issuer).is_some()
    })
}

fn rule(form: Form) -> &'static str {
    match form {
        Form::YearTypeIssuer => "identifier.year-type-issuer",
        Form::YearAssembly => "identifier.year-assembly",
        Form::YearOther => "identifier.year-other",
        Form::TypeIssuer => "identifier.type-issuer",
        Form::Type => "identifier.type",
        Form::IssuerUnit => "identifier.issuer-unit",
        Form::Issuer => "identifier.issuer",
        Form::Party => "identifier.party",
        Form::Spaced => "identifier.spaced",
        Form::DashIssuer => "identifier.dash-issuer",
        Form::Court => "identifier.court",
    }
}

/// True for a type whose number alone is a reference when it is written small: the others are verbs too.
pub(super) fn is_noun_only(class: DocumentClass) -> bool {
    matches!(class, DocumentClass::Norm | DocumentClass::Law)
}
