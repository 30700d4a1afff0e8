//! `units.tsv`: units of measure, money, lengths of time, and nouns that are counted.

use super::{Category, Row, TableError, Term};

/// What kind of thing a unit measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitKind {
    /// Percent, percentage points and the like.
    Percent,
    /// A physical measure.
    Measure,
    /// Money.
    Money,
    /// A hundredth of a currency (`xu`).
    Cent,
    /// A length of time.
    Duration,
    /// A noun that is counted.
    Count,
}

/// A row of `units.tsv`.
#[derive(Clone, Debug)]
pub struct UnitTerm {
    /// UCUM code, ISO 4217 code for money, `{count}` for things counted.
    pub code: Box<str>,
    /// Its kind.
    pub kind: UnitKind,
    /// How many of `code` one of this unit is (`tạ` is 100 kg): digits and how many of them are decimals.
    pub factor: (i64, u8),
    /// For units written with letters whose case matters: the exact spellings. Empty where any case will do.
    pub exact: Box<[Box<str>]>,
    /// ISO 8601 length, for rates (`P1Y`).
    pub per: Option<Box<str>>,
}

impl Term for UnitTerm {
    const CATEGORY: Category = Category::Unit;
    const FILE: &'static str = "units.tsv";
    const BUILTIN: &'static str = include_str!("data/units.tsv");

    fn read(row: &Row<'_>) -> Result<Self, TableError> {
        let kind = match row.get(1) {
            "percent" => UnitKind::Percent,
            "measure" | "symbol" => UnitKind::Measure,
            "money" => UnitKind::Money,
            "cent" => UnitKind::Cent,
            "duration" => UnitKind::Duration,
            "count" => UnitKind::Count,
            other => return Err(row.error(format!("column 2 should be a kind of unit, is “{other}”"))),
        };
        let exact = if row.get(1) == "symbol" {
            row.get(0).split('|').map(|way| way.trim().into()).collect()
        } else {
            Box::default()
        };
        let code = row.optional(2).unwrap_or("{count}");
        let factor = match row.optional(3) {
            None => (1, 0),
            Some(text) => factor(text).ok_or_else(|| row.error(format!("column 4 should be a number, is “{text}”")))?,
        };
        Ok(Self {
            code: code.into(),
            kind,
            factor,
            exact,
            per: row.optional(4).map(Into::into),
        })
    }
}

/// `0.01` as 1 with two decimals.
fn factor(text: &str) -> Option<(i64, u8)> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let digits = format!("{whole}{decimals}").parse().ok()?;
    Some((digits, u8::try_from(decimals.len()).ok()?))
}
