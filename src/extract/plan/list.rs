//! Whether the words behind a comma go on with a name's list or open a clause.

use super::name::{ends, goes_on, is_plain};
use super::time::time_at;
use crate::extract::identifier::term_at;
use crate::extract::scan::{Owner, Scan};
use crate::lexicon::DocumentRole;
use crate::text::Kind;

/// How far a list behind a comma belongs to the name when neither `và` nor a period closes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    /// Not at all, unless the words before the comma are too few to be a name.
    Closed,
    /// A few words up to the next mark.
    Short,
    /// Up to the next mark.
    Open,
}

/// True when the words behind a comma go on with the list before it, rather than open a clause.
///
/// They do when they reach a period, `trên địa bàn` or a closing `và` before any word that would end the name.
pub(super) fn enumerates(scan: &Scan<'_>, from: usize, before: usize, limit: usize, list: List) -> bool {
    let Some(first) = scan.tokens.get(from) else { return false };
    // ", ông nhắc nhở", ", trên địa bàn tỉnh đến năm 2025 có …": a clause of its own.
    let place = scan.word(from) == "trên" && scan.word(from + 1) == "địa" && list != List::Open;
    if !first.is_small() || place || matches!(scan.word(from), "ông" | "bà" | "anh" | "chị" | "nhưng" | "mà") {
        return false;
    }
    // A verb alone before the comma ("thăm dò, khai thác …") is no name yet.
    let unfinished = before <= 2;
    let mut joined = false;
    let mut item = None;
    let mut at = from;
    let end = limit.min(from + 40);
    while at < end {
        let token = &scan.tokens[at];
        if is_plain(scan, at) && scan.word(at) != "địa" || scan.owners.get(at) == Some(&Owner::Identifier) {
            at += 1;
            continue;
        }
        if time_at(scan, at, limit).is_some() {
            return at > from;
        }
        if token.kind == Kind::Punct {
            if token.is(',') {
                item.get_or_insert(at - from);
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
            // "khai thác và chế biến khoáng sản đã …", "… và cơ sở sản xuất sau cấp phép …": the list is closed already.
            let later = term_at(scan, at, |role| role == DocumentRole::End).is_none();
            return if later {
                joined || unfinished || list == List::Open
            } else {
                joined && unfinished
            };
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
    joined
        || unfinished && item.unwrap_or(at - from) <= 10
        || match list {
            List::Closed => false,
            List::Short => at - from <= 5,
            List::Open => true,
        }
}
