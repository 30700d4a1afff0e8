//! `fixed.tsv`: expressions whose number words count nothing, and nouns whose number is a label.

use super::{Category, Row, Start, TableError, Term};

/// What a fixed expression does to the number in it or behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FixedTerm {
    /// The expression holds a number word and counts nothing (`một số`): listed with its reason.
    Expression(Box<str>),
    /// A word that only sounds like a number word (`tư` in `đầu tư`).
    Word,
    /// A noun whose number behind it is a label, whatever follows (`Điều 5`), with the reason to list.
    Label(Box<str>),
    /// The same, unless a unit or a counted noun follows (`nhóm 1`, but `nhóm 5 người`).
    WeakLabel(Box<str>),
    /// Words after which two joined numbers are a score (`thắng 2-1`).
    Score,
}

impl Term for FixedTerm {
    const CATEGORY: Category = Category::Fixed;
    const FILE: &'static str = "fixed.tsv";
    const BUILTIN: &'static str = include_str!("data/fixed.tsv");

    fn read(row: &Row<'_>) -> Result<Self, TableError> {
        let reason = |default: &str| row.optional(2).unwrap_or(default).into();
        match row.get(1) {
            "expression" => Ok(Self::Expression(reason("fixed-expression"))),
            "word" => Ok(Self::Word),
            "label" => Ok(Self::Label(reason("list-label"))),
            "weak-label" => Ok(Self::WeakLabel(reason("list-label"))),
            "score" => Ok(Self::Score),
            other => Err(row.error(format!("column 2 should be a kind of fixed expression, is “{other}”"))),
        }
    }

    fn start(&self) -> Option<Start> {
        match self {
            Self::Expression(_) | Self::Word => Some(Start::Lookalike),
            Self::Label(_) | Self::WeakLabel(_) => Some(Start::Label),
            Self::Score => None,
        }
    }
}
