//! Positions: byte ranges into one text, and maps that carry them back to the source.

use std::fmt;
use std::ops::Range;

/// A half-open range of bytes into one named text.
///
/// Which text is said by whoever hands the span out; a span never mixes two.
///
/// ```
/// use trich::text::Span;
/// let span = Span::new(3, 5);
/// assert_eq!(&"abcdef"[span.range()], "de");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span over `start..end`; an end before the start gives the empty span at `start`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(end >= start, "span {start}..{end}");
        let start = start as u32;
        Self {
            start,
            end: (end as u32).max(start),
        }
    }

    /// The span as a range to slice with.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// True when nothing is covered.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// True when `other` lies within this span.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// True when the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    pub fn cover(self, other: Span) -> Span {
        Span {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// A stretch of text where every `unit_out` bytes of output came from `unit_src` bytes of source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    out: u32,
    src: u32,
    unit_out: u32,
    unit_src: u32,
}

impl Run {
    /// Source byte that the piece with output byte `at` begins at.
    fn low(&self, at: u32) -> u32 {
        match self.unit_out {
            1 => self.src + (at - self.out) * self.unit_src,
            unit => self.src + (at - self.out) / unit * self.unit_src,
        }
    }

    /// Source byte that the piece before output byte `at` ends at.
    fn high(&self, at: u32) -> u32 {
        match self.unit_out {
            1 => self.src + (at - self.out) * self.unit_src,
            unit => self.src + (at - self.out).div_ceil(unit) * self.unit_src,
        }
    }
}

/// A monotone map from the bytes of a derived text back to the bytes it was made from.
///
/// Built front to back: [`same`](OffsetMap::same) copies bytes, [`unit`](OffsetMap::unit) maps one indivisible piece
/// of output to one piece of source (a composed letter to its base and mark), [`skip`](OffsetMap::skip) drops source.
/// Source that was dropped belongs to no output, so a span never grows over it at its edges.
///
/// ```
/// use trich::text::{OffsetMap, Span};
/// let mut map = OffsetMap::default();
/// map.same(2); // "ab" as it was
/// map.skip(3); // three bytes dropped
/// map.unit(2, 4); // a two-byte letter made from four bytes
/// assert_eq!(map.source(Span::new(1, 4)), Span::new(1, 9));
/// assert_eq!(map.source(Span::new(0, 2)), Span::new(0, 2));
/// assert_eq!(map.source(Span::new(2, 4)), Span::new(5, 9));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OffsetMap {
    runs: Vec<Run>,
    out_len: u32,
    src_len: u32,
}

impl OffsetMap {
    /// The map that changes nothing, over `len` bytes.
    pub fn identity(len: usize) -> Self {
        let mut map = Self::default();
        map.same(len);
        map
    }

    /// True when every offset maps to itself.
    pub fn is_identity(&self) -> bool {
        self.out_len == self.src_len
            && match self.runs.as_slice() {
                [] => self.out_len == 0,
                [run] => run.src == 0 && run.unit_out == 1 && run.unit_src == 1,
                _ => false,
            }
    }

    /// Length of the derived text in bytes.
    pub fn out_len(&self) -> usize {
        self.out_len as usize
    }

    /// Length of the source seen so far, in bytes.
    pub fn src_len(&self) -> usize {
        self.src_len as usize
    }

    /// Copies `len` bytes unchanged.
    pub fn same(&mut self, len: usize) {
        self.push(len as u32, len as u32, 1, 1);
    }

    /// Maps one indivisible piece: `out` bytes of output from `src` bytes of source (`src` 0 for an insertion).
    pub fn unit(&mut self, out: usize, src: usize) {
        match (out, src) {
            (0, _) => self.skip(src),
            (1, 1) => self.same(1),
            _ => self.push(out as u32, src as u32, out as u32, src as u32),
        }
    }

    /// Drops `src` bytes of source.
    pub fn skip(&mut self, src: usize) {
        self.src_len += src as u32;
    }

    fn push(&mut self, out: u32, src: u32, unit_out: u32, unit_src: u32) {
        if out == 0 {
            self.src_len += src;
            return;
        }
        let (out_at, src_at) = (self.out_len, self.src_len);
        self.out_len += out;
        self.src_len += src;
        if let Some(last) = self.runs.last()
            && last.unit_out == unit_out
            && last.unit_src == unit_src
            && u64::from(src_at - last.src) * u64::from(unit_out) == u64::from(out_at - last.out) * u64::from(unit_src)
        {
            return;
        }
        self.runs.push(Run {
            out: out_at,
            src: src_at,
            unit_out,
            unit_src,
        });
    }

    /// End (exclusive) of run `i` in the output.
    fn run_end(&self, i: usize) -> u32 {
        self.runs.get(i + 1).map_or(self.out_len, |next| next.out)
    }

    /// Index of the run that holds output byte `at` (the last run for the end of the text).
    fn run_at(&self, at: u32) -> Option<usize> {
        self.runs.partition_point(|run| run.out <= at).checked_sub(1)
    }

    /// Source byte that the piece with output byte `at` begins at.
    fn low(&self, at: u32) -> u32 {
        self.run_at(at).map_or(0, |i| self.runs[i].low(at))
    }

    /// Source byte that the piece before output byte `at` ends at.
    fn high(&self, at: u32) -> u32 {
        // The byte before `at` decides: dropped source after it is not part of the span.
        match at.checked_sub(1).and_then(|before| self.run_at(before)) {
            None => self.runs.first().map_or(0, |run| run.src),
            Some(i) => self.runs[i].high(at),
        }
    }

    /// The source bytes that `span` of the derived text was made from. Pieces that cannot be divided are taken whole.
    pub fn source(&self, span: Span) -> Span {
        // Nearly every span lies within one run, which is searched once.
        if let Some(i) = self.run_at(span.start)
            && span.start < span.end
            && span.end <= self.run_end(i)
        {
            let run = &self.runs[i];
            return Span {
                start: run.low(span.start),
                end: run.high(span.end),
            };
        }
        let start = if span.start >= self.out_len {
            self.high(self.out_len)
        } else {
            self.low(span.start)
        };
        let end = if span.is_empty() { start } else { self.high(span.end) };
        Span {
            start,
            end: end.max(start),
        }
    }

    /// The bytes of the derived text that `span` of the source became; dropped source gives an empty span.
    pub fn derived(&self, span: Span) -> Span {
        let start = self.out_from(span.start, false);
        let end = self.out_from(span.end, true);
        Span {
            start,
            end: end.max(start),
        }
    }

    fn out_from(&self, at: u32, end: bool) -> u32 {
        // Last run that starts before the position (or at it, for a start).
        let i = self.runs.partition_point(|run| if end { run.src < at } else { run.src <= at });
        let Some(i) = i.checked_sub(1) else { return 0 };
        let run = &self.runs[i];
        let limit = self.run_end(i);
        if run.unit_src == 0 {
            return if end { run.out } else { limit };
        }
        let units = if end {
            (at - run.src).div_ceil(run.unit_src)
        } else {
            (at - run.src) / run.unit_src
        };
        (run.out + units * run.unit_out).min(limit)
    }

    /// This map followed by `before`: where this map's source is `before`'s output.
    ///
    /// The result takes an offset of this map's output all the way to `before`'s source.
    pub fn after(&self, before: &OffsetMap) -> OffsetMap {
        if before.is_identity() {
            return self.clone();
        }
        if self.is_identity() {
            return before.clone();
        }
        let mut map = OffsetMap::default();
        for (i, run) in self.runs.iter().enumerate() {
            let end = self.run_end(i);
            if run.unit_src == 0 {
                map.unit((end - run.out) as usize, 0);
            } else if run.unit_out == 1 && run.unit_src == 1 {
                map.copy_stretch(before, run.src, run.src + (end - run.out));
            } else {
                let (mut out, mut src) = (run.out, run.src);
                while out < end {
                    let to = before.source(Span {
                        start: src,
                        end: src + run.unit_src,
                    });
                    map.unit_at(run.unit_out, to);
                    out += run.unit_out;
                    src += run.unit_src;
                }
            }
        }
        map.src_len = map.src_len.max(before.src_len);
        map
    }

    fn unit_at(&mut self, out: u32, src: Span) {
        if src.start > self.src_len {
            self.skip((src.start - self.src_len) as usize);
        }
        self.unit(out as usize, (src.end.saturating_sub(self.src_len)) as usize);
    }

    fn copy_stretch(&mut self, before: &OffsetMap, from: u32, to: u32) {
        let mut at = from;
        let Some(mut i) = before.run_at(at) else {
            return;
        };
        while at < to && i < before.runs.len() {
            let run = before.runs[i];
            let end = before.run_end(i);
            let stop = end.min(to);
            i += 1;
            // Whole units go over as they are, however many; one that the stretch cuts is taken whole.
            let begun = (at - run.out) % run.unit_out;
            if begun > 0 {
                let next = (at - begun + run.unit_out).min(stop);
                self.unit_at(next - at, before.source(Span { start: at, end: next }));
                at = next;
            }
            let units = stop.saturating_sub(at) / run.unit_out;
            if units > 0 {
                let src = run.src + (at - run.out) / run.unit_out * run.unit_src;
                self.skip(src.saturating_sub(self.src_len) as usize);
                let (out, src) = (units * run.unit_out, units * run.unit_src);
                self.push(out, src, run.unit_out, run.unit_src);
                at += out;
            }
            if at < stop {
                self.unit_at(stop - at, before.source(Span { start: at, end: stop }));
                at = stop;
            }
        }
    }
}

/// Text together with the way back to the source it came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MappedText {
    /// The text.
    pub text: String,
    /// From bytes of `text` to bytes of the source.
    pub map: OffsetMap,
}

impl MappedText {
    /// Text that is its own source.
    pub fn identity(text: String) -> Self {
        let map = OffsetMap::identity(text.len());
        Self { text, map }
    }
}

/// Converts byte offsets of one text to Unicode code points, in any order.
#[derive(Clone, Debug)]
pub struct CodePoints {
    /// Code points before each block of [`CodePoints::BLOCK`] bytes.
    before: Vec<u32>,
}

impl CodePoints {
    const BLOCK: usize = 8;

    /// Indexes `text`; costs one pass.
    pub fn new(text: &str) -> Self {
        let mut before = Vec::with_capacity(text.len() / Self::BLOCK + 2);
        let mut points = 0u32;
        let (blocks, rest) = text.as_bytes().as_chunks::<{ Self::BLOCK }>();
        before.extend(blocks.iter().map(|block| {
            let before = points;
            points += count(starts(*block));
            before
        }));
        before.push(points);
        before.push(points + chars_in(rest));
        Self { before }
    }

    /// Code points of `text` before byte `at`. `text` must be the text that was indexed.
    pub fn at(&self, text: &str, at: u32) -> u32 {
        let at = (at as usize).min(text.len());
        let (block, inside) = (at / Self::BLOCK, at % Self::BLOCK);
        let base = self.before.get(block).copied().unwrap_or(0);
        let bytes = &text.as_bytes()[block * Self::BLOCK..];
        match bytes.first_chunk() {
            // All bytes of a block at once: how many stand before `at` cannot be foreseen.
            Some(bytes) => base + count(starts(*bytes) & !(u64::MAX << (8 * inside))),
            None => base + chars_in(&bytes[..inside]),
        }
    }
}

/// The lowest bit of each byte of a block.
const LOWEST: u64 = u64::MAX / 0xFF;

/// A bit for each byte of a block that starts a code point.
fn starts(block: [u8; CodePoints::BLOCK]) -> u64 {
    let bytes = u64::from_le_bytes(block);
    // What goes on a code point is 10xxxxxx.
    !(bytes >> 7 & !(bytes >> 6)) & LOWEST
}

/// How many bits of [`starts`] are set: each byte holds one at most, so the product has their sum in its highest byte, which is
/// quicker than counting bits on a processor that need not know how to.
fn count(starts: u64) -> u32 {
    (starts.wrapping_mul(LOWEST) >> 56) as u32
}

/// Counts the bytes that start a code point.
fn chars_in(bytes: &[u8]) -> u32 {
    bytes.iter().map(|&b| u32::from((b as i8) >= -0x40)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn code_points_are_counted_as_characters(text in "[a-zà-ỹ –€😀]{0,90}") {
            let points = CodePoints::new(&text);
            for (count, (at, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(points.at(&text, at as u32), count as u32);
            }
            prop_assert_eq!(points.at(&text, text.len() as u32) as usize, text.chars().count());
            prop_assert_eq!(points.at(&text, u32::MAX) as usize, text.chars().count());
        }
    }
}
