//! `body_words.tsv`: words inside the names of bodies, and words that give them duties.

use super::{NearTerm, Row, TableError};

/// What a word does inside or behind the name of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyWord {
    /// A field of work inside a body's name.
    Field,
    /// A line of business inside a company's name.
    Business,
    /// Joins two fields.
    Join,
    /// The body is given what follows.
    Assigned,
    /// What follows is a body, then its duty.
    Gives,
    /// Opens what the body is to do.
    Acts,
    /// May stand between body and duty.
    Before,
}

impl NearTerm for BodyWord {
    const FILE: &'static str = "body_words.tsv";
    const BUILTIN: &'static str = include_str!("data/body_words.tsv");

    fn read(row: &Row<'_>) -> Result<Self, TableError> {
        Ok(match row.get(1) {
            "field" => Self::Field,
            "business" => Self::Business,
            "join" => Self::Join,
            "assigned" => Self::Assigned,
            "gives" => Self::Gives,
            "acts" => Self::Acts,
            "before" => Self::Before,
            other => return Err(row.error(format!("column 2 should be a role, is “{other}”"))),
        })
    }
}
