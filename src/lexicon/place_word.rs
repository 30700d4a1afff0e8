//! `place_words.tsv`: words that tell a place name from another name.

use super::{NearTerm, Row, TableError};

/// What a word beside a name says about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceWord {
    /// It may stand in front of a place name: a preposition, a word that opens a sentence.
    Before,
    /// The type word behind it opens a list of names.
    Plural,
    /// The name behind it is not a place.
    Other,
    /// It is a surname.
    Surname,
}

impl NearTerm for PlaceWord {
    const FILE: &'static str = "place_words.tsv";
    const BUILTIN: &'static str = include_str!("data/place_words.tsv");

    fn read(row: &Row<'_>) -> Result<Self, TableError> {
        Ok(match row.get(1) {
            "before" => Self::Before,
            "plural" => Self::Plural,
            "other" => Self::Other,
            "surname" => Self::Surname,
            other => return Err(row.error(format!("column 2 should be before, plural, other or surname, is “{other}”"))),
        })
    }
}
