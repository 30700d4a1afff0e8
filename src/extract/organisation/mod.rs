//! Public bodies and companies by name, and the duties a text gives them.
//!
//! A word of `bodies.tsv` opens the name; how it goes on is said there. Generic bodies (`UBND các quận, huyện`) have no name and
//! are left out. A body named without its place (`UBND thành phố`, `Sở Công Thương`) is that of the document's place.

mod duty;
mod name;
#[cfg(test)]
mod tests;

use std::ops::Range;

pub use duty::{Duty, DutyRole, duties};
use smol_str::SmolStr;

use super::place::PlaceContext;
use super::scan::{Owner, Scan};
use crate::lexicon::{Category, Level, Starts, UnitId};
use crate::text::Span;

/// A mention of a body or company.
#[derive(Clone, Debug)]
pub struct Organisation {
    /// Tokens.
    pub tokens: Range<usize>,
    /// Bytes of the text.
    pub span: Span,
    /// Kind, in English: `people's-committee`, `department`, `company`.
    pub kind: SmolStr,
    /// The name in full: abbreviated first words spelt out alike, the place added where the text leaves it out.
    pub name: String,
    /// `nation`, `province`, `district`, `commune`, where known.
    pub level: Option<&'static str>,
    /// The unit it belongs to.
    pub place: Option<UnitId>,
    /// The place is not written but taken from the document.
    pub place_inherited: bool,
    /// The rule that found it.
    pub rule: &'static str,
}

/// The bodies and companies named in the scan, in text order, none inside another.
pub fn organisations(scan: &Scan<'_>, places: &PlaceContext) -> Vec<Organisation> {
    let mut out: Vec<Organisation> = Vec::new();
    let mut done = 0;
    for at in scan.hits.sites(Starts::terms(&[Category::Body])) {
        let taken = scan.owners.get(at).is_some_and(|owner| matches!(owner, Owner::Identifier));
        if at < done || taken {
            continue;
        }
        if let Some(found) = name::read(scan, places, at) {
            done = found.tokens.end;
            out.push(found);
        }
    }
    out
}

fn level_name(level: Level) -> &'static str {
    match level {
        Level::Province => "province",
        Level::District => "district",
        Level::Commune => "commune",
    }
}
