//! What is cut from a text, in order, and the maps and records that follow from it.

use crate::page::{Place, Removed};
use crate::text::{OffsetMap, Span};

/// A stretch of the input that is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    /// First byte.
    pub(super) start: u32,
    /// One past the last.
    pub(super) end: u32,
    /// Kind of debris.
    pub(super) kind: &'static str,
}

impl Cut {
    pub(super) fn new(start: usize, end: usize, kind: &'static str) -> Self {
        Self {
            start: start as u32,
            end: end as u32,
            kind,
        }
    }

    /// The stretch as a span.
    pub(super) fn span(self) -> Span {
        Span {
            start: self.start,
            end: self.end,
        }
    }
}

/// Cuts in text order, without overlaps.
#[derive(Clone, Debug, Default)]
pub(super) struct Cuts {
    pub(super) list: Vec<Cut>,
}

impl Cuts {
    /// Adds a cut behind the last one; one that touches it and has its kind joins it.
    pub(super) fn push(&mut self, cut: Cut) {
        if cut.end <= cut.start {
            return;
        }
        if let Some(last) = self.list.last_mut()
            && last.end == cut.start
            && last.kind == cut.kind
        {
            last.end = cut.end;
            return;
        }
        self.list.push(cut);
    }

    /// The stretches between the cuts, of a text of `len` bytes.
    pub(super) fn kept(&self, len: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
        let starts = std::iter::once(0).chain(self.list.iter().map(|cut| cut.end as usize));
        let ends = self.list.iter().map(|cut| cut.start as usize).chain(std::iter::once(len));
        starts.zip(ends).filter(|(start, end)| start < end)
    }

    /// From the kept text to the text before the cuts.
    pub(super) fn keep_map(&self, len: usize) -> OffsetMap {
        let mut map = OffsetMap::default();
        let mut at = 0;
        for (start, end) in self.kept(len) {
            map.skip(start - at);
            map.same(end - start);
            at = end;
        }
        map.skip(len - at);
        map
    }

    /// The cuts as records: their text, and their place in the raw input by way of `map`.
    pub(super) fn removed<'a>(&'a self, text: &'a str, map: &'a OffsetMap) -> impl Iterator<Item = Removed> + 'a {
        self.list.iter().map(|cut| {
            let place = map.source(cut.span());
            Removed {
                kind: cut.kind,
                text: text.get(cut.span().range()).unwrap_or_default().to_owned(),
                place: Place::Bytes {
                    start: u64::from(place.start),
                    end: u64::from(place.end),
                },
            }
        })
    }
}
