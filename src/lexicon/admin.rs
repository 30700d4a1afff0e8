//! `admin.tsv`: words for administrative units.

use super::{Category, Row, TableError, Term, UnitType};

/// What a word says about the name behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdminRole {
    /// It opens the name of a unit of this type.
    Unit(UnitType),
    /// It opens the name of a place below the commune.
    Below,
    /// It stands for the capital.
    Capital,
    /// It holds a type word but names no unit.
    Not,
}

/// A row of `admin.tsv`.
#[derive(Clone, Copy, Debug)]
pub struct AdminTerm {
    /// What it says.
    pub role: AdminRole,
    /// An abbreviation: valid only in capitals and before a known name.
    pub short: bool,
}

impl Term for AdminTerm {
    const CATEGORY: Category = Category::Admin;
    const FILE: &'static str = "admin.tsv";
    const BUILTIN: &'static str = include_str!("data/admin.tsv");

    fn read(row: &Row<'_>) -> Result<Self, TableError> {
        let role = match row.get(1) {
            "below" => AdminRole::Below,
            "capital" => AdminRole::Capital,
            "not" => AdminRole::Not,
            word => match UnitType::from_word(word) {
                Some(unit) => AdminRole::Unit(unit),
                None => return Err(row.error(format!("column 2 should be a role or a type of unit, is “{word}”"))),
            },
        };
        Ok(Self {
            role,
            short: row.get(2) == "short",
        })
    }
}
