//! Places: names of administrative units in the text, and the units they stand for.
//!
//! A name counts when a type word opens it (`huyện Quốc Oai`), when it is a province's, or when its neighbours support it
//! (`Thường Tín, Hà Nội`). Names of persons, streets and companies that a unit also bears do not.

mod find;
mod resolve;
#[cfg(test)]
mod tests;
mod vote;

use std::ops::Range;

use jiff::civil::Date;

use super::scan::{Owner, Scan};
use crate::lexicon::{Level, UnitId, UnitType};
use crate::text::{Kind, Span};

/// What is known of a document's place and time before its places are read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Setting {
    /// When it was published. Districts end in July 2025.
    pub date: Option<Date>,
    /// The province it is about, where something outside the text says so.
    pub province: Option<UnitId>,
}

/// A name of a place as found, before its neighbours and the document decide which unit is meant.
#[derive(Clone, Debug)]
pub struct Item {
    /// Tokens, with the type word.
    pub tokens: Range<usize>,
    /// Tokens of the name.
    pub name: Range<usize>,
    /// The type word, where one stands in front.
    pub word: Option<UnitType>,
    /// A place below the commune (thôn, ấp).
    pub below: bool,
    /// Level, where known.
    pub level: Option<Level>,
    /// The unit, where it could be decided.
    pub unit: Option<UnitId>,
    /// Names of the gazetteer: an index for [`crate::lexicon::Gazetteer::named`].
    pub(super) named: Option<u16>,
    /// It stands without support of its own: it counts only when the document supports it.
    pub(super) weak: bool,
    pub(super) rule: &'static str,
}

/// The document's place names and its default place: read once, used by the recognisers of clusters, places and bodies.
#[derive(Clone, Debug, Default)]
pub struct PlaceContext {
    /// When and where.
    pub setting: Setting,
    /// The province the document is about, where one stands out.
    pub default: Option<UnitId>,
    /// Names of places, in text order, none inside another.
    pub items: Vec<Item>,
}

impl PlaceContext {
    /// Finds the place names of `scan` and decides what each stands for. Digits in names (`Quận 1`) become [`Owner::Name`].
    pub fn survey(scan: &mut Scan<'_>, setting: Setting) -> Self {
        let mut items = find::items(scan);
        let default = vote::province(scan, &items, &setting);
        resolve::resolve(scan, &mut items, &setting, default);
        for item in &items {
            for at in item.name.clone() {
                let digits = scan
                    .tokens
                    .get(at)
                    .is_some_and(|token| token.kind == Kind::Digits || item.word.is_some() || item.unit.is_some());
                if digits && scan.is_free(at..at + 1) {
                    scan.own(at..at + 1, Owner::Name);
                }
            }
        }
        Self { setting, default, items }
    }

    /// The item that starts at token `at`.
    pub fn starting(&self, at: usize) -> Option<&Item> {
        let index = self.items.partition_point(|item| item.tokens.start < at);
        self.items.get(index).filter(|item| item.tokens.start == at)
    }

    /// The item that holds token `at`.
    pub fn holding(&self, at: usize) -> Option<&Item> {
        let index = self.items.partition_point(|item| item.tokens.end <= at);
        self.items.get(index).filter(|item| item.tokens.start <= at)
    }

    /// Items that start in the token range.
    pub fn within(&self, range: Range<usize>) -> &[Item] {
        let from = self.items.partition_point(|item| item.tokens.start < range.start);
        let to = self.items.partition_point(|item| item.tokens.start < range.end);
        self.items.get(from..to).unwrap_or(&[])
    }
}

/// A mention of an administrative unit. What units it belongs to, and which took it over, the gazetteer tells of [`unit`](Self::unit).
#[derive(Clone, Debug)]
pub struct PlaceMention<'a> {
    /// Tokens, with the type word.
    pub tokens: Range<usize>,
    /// Bytes of the text, with the type word.
    pub span: Span,
    /// The name without the type word, as written.
    pub name: &'a str,
    /// The type as written, else as the gazetteer says.
    pub kind: Option<UnitType>,
    /// Level, where known.
    pub level: Option<Level>,
    /// The unit.
    pub unit: Option<UnitId>,
    /// The rule that found it.
    pub rule: &'static str,
}

/// The places of a document. Names whose tokens belong to a cluster (`taken`, sorted and apart) are left out.
pub fn places<'a>(scan: &Scan<'a>, context: &PlaceContext, taken: &[Range<usize>]) -> Vec<PlaceMention<'a>> {
    let gazetteer = &scan.lexicon.gazetteer;
    let free = |item: &&Item| {
        let next = taken.partition_point(|range| range.end <= item.tokens.start);
        taken.get(next).is_none_or(|range| range.start >= item.tokens.end)
    };
    let items = context.items.iter().filter(|item| !item.below).filter(free);
    items
        .map(|item| {
            let unit = item.unit;
            PlaceMention {
                tokens: item.tokens.clone(),
                span: scan.span(item.tokens.clone()),
                name: scan.slice(scan.span(item.name.clone())),
                kind: item.word.or_else(|| unit.map(|unit| gazetteer.unit(unit).kind)),
                level: item.level,
                unit,
                rule: item.rule,
            }
        })
        .collect()
}
