//! Proper names inside the name of a document: places and bodies.

use std::ops::Range;

use crate::extract::identifier::{term_at, term_before};
use crate::extract::scan::Scan;
use crate::lexicon::{Category, DocumentRole, Starts};
use crate::text::Kind;

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
        if at > from && token.starts_line() && token.is_capital() {
            break;
        }
        let goes_on = inside || at > from && second_syllable(scan, at, limit);
        if !goes_on {
            break;
        }
        at += 1;
    }
    at
}

/// `Thanh tra Chính phủ`: a small syllable behind a capital one, with a capital or the end of the name behind it.
fn second_syllable(scan: &Scan<'_>, at: usize, limit: usize) -> bool {
    let (before, token) = (&scan.tokens[at - 1], &scan.tokens[at]);
    if !token.is_small() || !before.is_capital() || before.is_all_caps() || closes(scan, at) {
        return false;
    }
    let place =
        at >= 2 && (scan.tokens[at - 2].is_capital() || matches!(scan.word(at - 2), "tỉnh" | "phố" | "huyện" | "quận" | "xã" | "phường"));
    match scan.tokens.get(at + 1).filter(|_| at + 1 < limit) {
        Some(next) if next.kind == Kind::Word => next.is_capital() && !next.starts_line() || !place && closes(scan, at + 1),
        Some(next) => !place && next.kind == Kind::Punct,
        None => !place,
    }
}

/// A small word that a proper name does not go on with.
fn closes(scan: &Scan<'_>, at: usize) -> bool {
    term_at(scan, at, |role| {
        !matches!(
            role,
            DocumentRole::Body | DocumentRole::GoOn | DocumentRole::Event | DocumentRole::Lookalike | DocumentRole::Type(_)
        )
    })
    .is_some()
}

/// The place a name is for: the proper name behind `trên địa bàn`, `của`, or a unit's type word.
pub(super) fn place(scan: &Scan<'_>, name: Range<usize>) -> Option<Range<usize>> {
    let mut units = scan.hits.sites_in(name.clone(), Starts::terms(&[Category::Admin]));
    units.find_map(|at| {
        let end = proper(scan, at, name.end);
        let named = (at..end).any(|token| scan.tokens[token].is_capital());
        (named && term_before(scan, at, |role| role == DocumentRole::Body).is_none()).then_some(at..end)
    })
}
