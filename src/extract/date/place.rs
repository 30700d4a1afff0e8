//! Where an expression stands: its sentence and paragraph, and whether it has a line to itself.

use super::reader::Reader;
use super::value::{Partial, Raw, Value, YearRef};
use crate::extract::scan::Scan;
use crate::lexicon::DateClass;
use crate::page::Role as BlockRole;
use crate::text::Kind;

/// Where an expression stands: its sentence and paragraph.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Tokens of the sentence.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) sentence: usize,
    pub(super) paragraph: usize,
}

/// Sentence and paragraph of every expression.
pub(super) fn places(scan: &Scan<'_>, raws: &[Raw]) -> Vec<Place> {
    let mut out = Vec::with_capacity(raws.len());
    let (mut paragraph, mut passed) = (0, 0);
    for raw in raws {
        let start = scan.tokens.get(raw.start).map_or(passed, |token| token.start as usize);
        paragraph += line_ends(scan.text.as_bytes().get(passed..start).unwrap_or(&[]));
        passed = start;
        let sentence = scan.sentence_of(raw.start);
        let range = scan.sentences.get(sentence).cloned().unwrap_or(raw.start..raw.end);
        out.push(Place {
            start: range.start,
            end: range.end,
            sentence,
            paragraph,
        });
    }
    out
}

/// Number of line ends in `text`: as many bytes as one byte can count are counted at once.
fn line_ends(text: &[u8]) -> usize {
    let of_chunk = |chunk: &[u8]| chunk.iter().map(|byte| u8::from(*byte == b'\n')).sum::<u8>();
    text.chunks(usize::from(u8::MAX)).map(|chunk| usize::from(of_chunk(chunk))).sum()
}

/// Most tokens a dateline has: weekday, date, clock time, zone.
const DATELINE: usize = 18;

/// A line of its own, but for a weekday, a clock time and marks.
pub(super) fn is_alone(scan: &Scan<'_>, raw: &Raw) -> bool {
    if !matches!(raw.value, Value::At(Partial::Day(YearRef::Is(_), ..))) {
        return false;
    }
    if lifted(scan, raw) {
        return true;
    }
    let reader = Reader {
        scan,
        start: 0,
        limit: scan.tokens.len(),
    };
    let beside = |at: usize| {
        scan.tokens
            .get(at)
            .is_some_and(|token| token.kind != Kind::Word || reader.classes(at).has(DateClass::Dateline))
    };
    let mut start = raw.start;
    while !scan.tokens.get(start).is_none_or(|token| token.starts_line()) {
        let Some(before) = start.checked_sub(1).filter(|_| raw.start - start < DATELINE) else {
            return false;
        };
        start = match reader.ending(start, DateClass::Weekday) {
            Some((weekday, _)) => weekday,
            None if beside(before) => before,
            None => return false,
        };
    }
    let mut end = raw.end;
    while !scan.tokens.get(end).is_none_or(|token| token.starts_line()) {
        if end - raw.end > DATELINE || !beside(end) {
            return false;
        }
        end += 1;
    }
    true
}

/// In a block that the page room took for the dateline.
fn lifted(scan: &Scan<'_>, raw: &Raw) -> bool {
    let span = scan.span(raw.start..raw.end);
    let at = scan.blocks.partition_point(|block| block.span.end <= span.start);
    scan.blocks
        .get(at)
        .is_some_and(|block| block.role == BlockRole::Dateline && block.span.start <= span.start && span.end <= block.span.end)
}
