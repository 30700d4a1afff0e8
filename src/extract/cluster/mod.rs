//! Industrial clusters and zones by name.
//!
//! Grammar: head noun (`cụm công nghiệp`, `CCN`, `KCN`), qualifiers (`làng nghề`, `thực phẩm`), a capitalised name that may hold
//! dashes and end in a number, phase or extension, place. One head noun may open a list; a place behind the last of several
//! names covers those before it. A head noun without a name (`43 cụm công nghiệp`) is no cluster.

mod event;
#[cfg(test)]
mod fuzz;
mod list;
mod name;
mod place;
#[cfg(test)]
mod tests;

use std::ops::Range;

pub use event::{ClusterEvent, events};

use super::place::PlaceContext;
use super::scan::{Owner, Scan};
use crate::lexicon::{Level, UnitId, UnitType};
use crate::text::{Kind, Span, fold_phrase};

/// Kind of estate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClusterKind {
    /// Cụm công nghiệp.
    IndustrialCluster,
    /// Cụm công nghiệp làng nghề.
    CraftVillageCluster,
    /// Khu công nghiệp.
    IndustrialZone,
}

impl ClusterKind {
    /// The name in the knowledge base.
    pub fn name(self) -> &'static str {
        match self {
            Self::IndustrialCluster => "industrial-cluster",
            Self::CraftVillageCluster => "craft-village-cluster",
            Self::IndustrialZone => "industrial-zone",
        }
    }
}

/// How a cluster's place is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceBasis {
    /// Beside the name.
    Stated,
    /// Behind a later name of the same list.
    List,
    /// From the words that open the paragraph (“Tại huyện X, …”).
    Opener,
    /// From another mention of the same cluster.
    Mention,
    /// The document's place.
    Document,
}

/// A place beside a cluster's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClusterPlace {
    /// Name without the type word, as written.
    pub name: String,
    /// Type as written, else as the gazetteer says.
    pub kind: Option<UnitType>,
    /// The unit, where it could be decided.
    pub unit: Option<UnitId>,
    /// How it is known.
    pub basis: PlaceBasis,
}

/// A mention of a cluster.
#[derive(Clone, Debug)]
pub struct ClusterMention {
    /// Tokens, with the head noun where it stands directly before the name, with phase and extension.
    pub tokens: Range<usize>,
    /// Bytes of the text.
    pub span: Span,
    /// Tokens of the bare name.
    pub name_tokens: Range<usize>,
    /// The bare name as written.
    pub name: String,
    /// Kind.
    pub kind: ClusterKind,
    /// Phase: a number in Arabic digits, or the part of a zone as written.
    pub phase: Option<String>,
    /// Extension, as written.
    pub extension: Option<String>,
    /// Qualifiers between head and name, as written.
    pub descriptor: Option<String>,
    /// The qualifiers name what is made, which tells clusters of one name apart (“đồ mộc …”, “cơ kim khí Phùng Xá”).
    pub descriptor_distinct: bool,
    /// Commune, ward or commune-level town.
    pub commune: Option<ClusterPlace>,
    /// District.
    pub district: Option<ClusterPlace>,
    /// Province.
    pub province: Option<ClusterPlace>,
    /// Tokens of an area that stands beside the name, number and unit.
    pub area: Option<Range<usize>>,
    /// Tokens of the developer, where stated beside the name.
    pub developer: Option<Range<usize>>,
    /// The rule that found it.
    pub rule: &'static str,
}

impl ClusterMention {
    /// What makes it the same cluster as another mention: kind, name, phase, extension, district, province; folded, the parts of a
    /// compound name in alphabetical order, and a product qualifier where one tells two of one name apart.
    pub fn key(&self) -> String {
        let folded = fold_phrase(&self.name);
        let mut parts: Vec<&str> = folded.split(" - ").collect();
        parts.sort_unstable();
        let place = |place: &Option<ClusterPlace>| place.as_ref().map(|place| fold_phrase(&place.name)).unwrap_or_default();
        let product = self.descriptor.as_deref().filter(|_| self.descriptor_distinct).map(fold_phrase);
        // Craft-village clusters are clusters; the qualifier is often left out.
        let kind = match self.kind {
            ClusterKind::IndustrialZone => "zone",
            _ => "cluster",
        };
        format!(
            "{kind}|{}|{}|{}|{}|{}|{}",
            parts.join(" - "),
            product.unwrap_or_default(),
            self.phase.as_deref().map(fold_phrase).unwrap_or_default(),
            if self.extension.is_some() { "extension" } else { "" },
            place(&self.district),
            place(&self.province),
        )
    }
}

/// The clusters named in the scan, in text order. Digits of names become [`Owner::Name`], those of phases [`Owner::Phase`].
pub fn clusters(scan: &mut Scan<'_>, places: &PlaceContext) -> Vec<ClusterMention> {
    let mut found = list::find(scan, places);
    place::spread(scan, places, &mut found);
    let out: Vec<ClusterMention> = found.into_iter().map(|found| found.mention).collect();
    for mention in &out {
        own(scan, mention.name_tokens.clone(), Owner::Name);
        own(scan, mention.name_tokens.end..mention.tokens.end, Owner::Phase);
    }
    out
}

fn own(scan: &mut Scan<'_>, range: Range<usize>, owner: Owner) {
    for at in range {
        if scan.tokens.get(at).is_some_and(|token| token.kind != Kind::Punct) && scan.is_free(at..at + 1) {
            scan.own(at..at + 1, owner);
        }
    }
}

/// The place slot of a level.
fn slot(mention: &mut ClusterMention, level: Level) -> &mut Option<ClusterPlace> {
    match level {
        Level::Commune => &mut mention.commune,
        Level::District => &mut mention.district,
        Level::Province => &mut mention.province,
    }
}
