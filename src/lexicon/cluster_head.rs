//! `heads.tsv` and `head_words.tsv`: words of the names of industrial clusters and zones.

use super::{Category, NearTerm, Row, TableError, Term};

/// What a head noun names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClusterHead {
    /// A cluster (cụm công nghiệp).
    Cluster,
    /// A zone (khu công nghiệp).
    Zone,
    /// Both at once; always generic.
    Both,
}

/// A row of `heads.tsv`.
#[derive(Clone, Copy, Debug)]
pub struct HeadTerm {
    /// What it names.
    pub head: ClusterHead,
    /// Valid only in capitals.
    pub caps: bool,
}

impl Term for HeadTerm {
    const CATEGORY: Category = Category::Cluster;
    const FILE: &'static str = "heads.tsv";
    const BUILTIN: &'static str = include_str!("data/heads.tsv");

    fn read(row: &Row<'_>) -> Result<Self, TableError> {
        let head = match row.get(1) {
            "cluster" => ClusterHead::Cluster,
            "zone" => ClusterHead::Zone,
            "both" => ClusterHead::Both,
            other => return Err(row.error(format!("column 2 should be cluster, zone or both, is “{other}”"))),
        };
        Ok(Self {
            head,
            caps: row.get(2) == "caps",
        })
    }
}

/// What a word beside a head noun does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClusterRole {
    /// Qualifier: craft village.
    Craft,
    /// Qualifier that many clusters share.
    Quality,
    /// Qualifier that names what is made.
    Product,
    /// Opens the name itself.
    Direction,
    /// Joins qualifiers.
    Join,
    /// Phase; a number follows.
    Phase,
    /// Extension.
    Extension,
    /// Right behind an extension word makes it a verb.
    Enlarges,
    /// Part of a zone; a number or letter follows.
    Part,
    /// Stands behind a name without belonging to it.
    Added,
    /// Opens a list of names behind the head.
    Intro,
    /// Leads from the name to its place.
    At,
    /// Leads to the area.
    Size,
    /// Leads to the developer.
    Developer,
    /// In front of the head: several of them.
    Plural,
    /// A unit behind a number: the number is an area, no part of a name.
    Measure,
    /// Between a company and a head noun: the head noun is no part of the company's name.
    Breaks,
    /// A country; no name of a cluster.
    Country,
    /// No name can start or go on with it.
    Stop,
}

impl NearTerm for ClusterRole {
    const FILE: &'static str = "head_words.tsv";
    const BUILTIN: &'static str = include_str!("data/head_words.tsv");

    fn read(row: &Row<'_>) -> Result<Self, TableError> {
        Ok(match row.get(1) {
            "craft" => Self::Craft,
            "quality" => Self::Quality,
            "product" => Self::Product,
            "direction" => Self::Direction,
            "join" => Self::Join,
            "phase" => Self::Phase,
            "extension" => Self::Extension,
            "enlarges" => Self::Enlarges,
            "part" => Self::Part,
            "added" => Self::Added,
            "intro" => Self::Intro,
            "at" => Self::At,
            "size" => Self::Size,
            "developer" => Self::Developer,
            "plural" => Self::Plural,
            "measure" => Self::Measure,
            "breaks" => Self::Breaks,
            "country" => Self::Country,
            "stop" => Self::Stop,
            other => return Err(row.error(format!("column 2 should be a role, is “{other}”"))),
        })
    }
}
