//! The noun phrase behind a number: what is counted.

use std::ops::Range;

use super::other;
use crate::extract::number::Reader;
use crate::extract::scan::Owner;
use crate::lexicon::{BoundEffect, Category, Starts, UnitKind};
use crate::text::Kind;

/// Longest noun phrase read, in tokens.
const LONGEST: usize = 12;

/// What starts with a word that may end a noun phrase, or is known to go on with it; any other word goes on with it.
const TELLING: Starts = Starts::terms(&[Category::Unit, Category::Bound, Category::Fixed]);

/// The noun phrase at token `at`, up to its first verb, preposition or mark; `None` when none starts there.
pub(super) fn phrase(reader: &Reader<'_, '_>, at: usize) -> Option<Range<usize>> {
    let mut end = at;
    let named =
        |i: usize| reader.token(i).is_some_and(|token| token.is_capital()) && !reader.token(at).is_some_and(|token| token.is_capital());
    while end < at + LONGEST {
        let Some(token) = reader.token(end) else { break };
        if token.starts_paragraph() || reader.scan.owners.get(end) != Some(&Owner::Free) {
            break;
        }
        if token.is(',') {
            // "cơ sở, hộ sản xuất": another thing that is counted with it.
            let more = reader.unit(end + 1, false).filter(|(_, term)| term.kind == UnitKind::Count);
            match more {
                Some((hit, _)) if end > at && !named(end + 1) => end = hit.end as usize,
                _ => break,
            }
            continue;
        }
        if token.kind != Kind::Word || end > at && reader.number(end).is_some() {
            break;
        }
        if !reader.scan.hits.starts(end, TELLING) {
            end += 1;
            continue;
        }
        let unit = reader.unit(end, false);
        let noun = unit.filter(|(_, term)| term.kind == UnitKind::Count);
        let bound = reader.bound(end);
        let stops = bound.filter(|(_, effect)| *effect == BoundEffect::Stop).is_some_and(|(hit, _)| {
            end > at && reader.bound_with(end, BoundEffect::Modifier).is_none() && noun.is_none_or(|(noun, _)| noun.end <= hit.end)
        });
        if stops {
            break;
        }
        if let Some((hit, _)) = noun {
            if end > at && reader.scan.tokens[end].starts_line() {
                break;
            }
            end = hit.end as usize;
            continue;
        }
        if let Some(hit) = reader.bound_with(end, BoundEffect::And) {
            let more = reader
                .unit(hit.end as usize, false)
                .filter(|(_, term)| term.kind == UnitKind::Count);
            let verb = reader.bound_with(hit.end as usize, BoundEffect::Stop);
            match more {
                Some((hit, _)) if end > at && !named(hit.start as usize) && verb.is_none_or(|verb| verb.end < hit.end) => {
                    end = hit.end as usize
                }
                _ => break,
            }
            continue;
        }
        if let Some(hit) = other::fixed_word(reader, end).filter(|_| end > at) {
            end = hit;
            continue;
        }
        // "cụm mới": behind a noun the word describes it.
        if let Some(hit) = reader.bound_with(end, BoundEffect::Modifier).filter(|_| end > at) {
            end = hit.end as usize;
            continue;
        }
        if bound.is_some_and(|(_, effect)| end > at || !matches!(effect, BoundEffect::All)) {
            break;
        }
        if unit.is_some() && end > at {
            break;
        }
        end += 1;
    }
    (end > at).then_some(at..end)
}

/// One past the head of the noun phrase at `phrase`: its counted nouns, else its first two words.
pub(super) fn head_end(reader: &Reader<'_, '_>, phrase: &Range<usize>) -> usize {
    match reader.unit(phrase.start, false).filter(|(_, term)| term.kind == UnitKind::Count) {
        Some((hit, _)) => {
            let end = hit.end as usize;
            let joined = reader.bound_with(end, BoundEffect::And).map(|hit| hit.end as usize);
            let more = joined.and_then(|at| reader.unit(at, false)).map(|(hit, _)| hit.end as usize);
            more.filter(|more| *more <= phrase.end).unwrap_or(end)
        }
        None => phrase.end.min(phrase.start + 2),
    }
}
