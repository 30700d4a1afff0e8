//! What is said of a document's force: comes into force, replaces, amends.

use std::ops::Range;

use super::Identifier;
use super::issued::day;
use super::terms::term_at;
use crate::extract::scan::Scan;
use crate::lexicon::DocumentRole;

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

/// Statements of force in the rest of the sentence.
pub(super) fn effects(scan: &Scan<'_>, found: &mut [Identifier], index: usize) {
    let after = found[index].tokens.end;
    let stop = found.get(index + 1).map_or(scan.tokens.len(), |next| next.tokens.start);
    let sentence = scan
        .sentences
        .get(scan.sentence_of(after.saturating_sub(1)))
        .map_or(after, |range| range.end);
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
                let relation = if role == DocumentRole::Replace {
                    Relation::Replaces
                } else {
                    Relation::Amends
                };
                let mut from = end..=end + 8;
                // And those that follow in a list: "… và Nghị định …".
                for (other, identifier) in found.iter().enumerate().skip(index + 1) {
                    if !from.contains(&identifier.tokens.start) || identifier.tokens.start >= sentence {
                        break;
                    }
                    out.push(Effect {
                        relation,
                        tokens: at..end,
                        date: None,
                        other: Some(other),
                    });
                    let behind = identifier.tokens.end;
                    from = behind..=behind + 3;
                }
            }
        }
        at = next.max(at + 1);
    }
    // "Nghị định A thay thế Nghị định B có hiệu lực từ …": A comes into force.
    let source = (index.saturating_sub(8)..index).rev().find(|&source| {
        let targets = found[source].effects.iter().any(|effect| effect.other == Some(index));
        targets && found[source].tokens.end < sentence && found[source].tokens.start + 120 > after
    });
    if let Some(source) = source {
        let (force, rest): (Vec<_>, Vec<_>) = out.into_iter().partition(|effect| effect.relation == Relation::InForce);
        found[source].effects.extend(force);
        out = rest;
    }
    found[index].effects = out;
}
