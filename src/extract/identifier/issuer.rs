//! The issuer as the text names it: behind the signature (`của Chính phủ`) or before it (`UBND tỉnh đã ban hành`).

use std::ops::Range;

use super::Identifier;
use super::terms::{term_at, term_before};
use crate::extract::plan::proper::proper;
use crate::extract::scan::Scan;
use crate::lexicon::{DocumentClass, DocumentRole};
use crate::text::{Kind, Span};

/// `44/2021/NQ-HĐND tỉnh Hà Tĩnh`: the place right behind the code of a council or committee.
pub(super) fn issuer_place(scan: &Scan<'_>, identifier: &Identifier, from: usize, limit: usize) -> Option<Range<usize>> {
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
    // In a headline of capitals the words behind are no name: "68/KH-UBND VỀ PHÁT TRIỂN …".
    let shouted = |at: usize| scan.tokens.get(at).is_some_and(|token| token.is_all_caps());
    if shouted(from) && shouted(from + 1) {
        return None;
    }
    let end = proper(scan, from, limit);
    (from..end).any(|at| scan.tokens[at].is_capital()).then_some(from..end)
}

/// `của Chính phủ`, `do Bộ Tài chính ban hành`: the name without `của`.
pub(super) fn issuer_behind(scan: &Scan<'_>, from: usize, limit: usize) -> Option<Range<usize>> {
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
            let shortens = token.is('.') && token.glued() && end > start && end + 1 < limit;
            let inside = token.is_dash() || token.is('&') || shortens;
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
    let tail = proper(scan, last, end);
    if tail > last + 1 {
        return tail;
    }
    let whole = scan.tokens[last].is_all_caps() || last > start && scan.tokens[last - 1].is_capital() && end > last + 2;
    end.min(if whole { last + 1 } else { last + 2 })
}

/// The body before `(đã) ban hành`: from the start of its clause.
pub(super) fn issuer_before(scan: &Scan<'_>, head: usize) -> Option<Span> {
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
