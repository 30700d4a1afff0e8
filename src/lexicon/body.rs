//! `bodies.tsv`: words that open the name of a public body or a company.

use smol_str::SmolStr;

use super::{Category, Row, TableError, Term};

/// How the name of a body goes on behind its first words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyKind {
    /// With an administrative unit.
    Place,
    /// With a field of work, then perhaps a place.
    Field,
    /// With another body (Văn phòng UBND …).
    Body,
    /// Not at all.
    Whole,
    /// With capitalised words.
    Name,
}

/// A row of `bodies.tsv`.
#[derive(Clone, Debug)]
pub struct BodyTerm {
    /// Kind of body, in English (`people's-committee`, `company`).
    pub kind: SmolStr,
    /// `nation`, `province`, `district`, or none when the place decides.
    pub level: Option<String>,
    /// How the name goes on.
    pub goes_on: BodyKind,
    /// The first words in full, where the text may shorten them.
    pub full: Option<String>,
}

impl Term for BodyTerm {
    const CATEGORY: Category = Category::Body;
    const FILE: &'static str = "bodies.tsv";
    const BUILTIN: &'static str = include_str!("data/bodies.tsv");

    fn read(row: &Row<'_>) -> Result<Self, TableError> {
        let goes_on = match row.get(3) {
            "place" => BodyKind::Place,
            "field" => BodyKind::Field,
            "body" => BodyKind::Body,
            "whole" => BodyKind::Whole,
            "name" => BodyKind::Name,
            other => return Err(row.error(format!("column 4 should be place, field, body, whole or name, is “{other}”"))),
        };
        Ok(Self {
            kind: row.get(1).into(),
            level: row.optional(2).map(str::to_owned),
            goes_on,
            full: row.optional(4).map(str::to_owned),
        })
    }
}
