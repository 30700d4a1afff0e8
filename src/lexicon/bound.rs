//! `bounds.tsv`: words around a number that bound it, approximate it, join it to another, or end what it counts.

use super::{Category, Row, Start, TableError, Term};

/// What a word around a number does to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoundEffect {
    /// About the value (`khoảng`).
    About,
    /// Just under it (`gần`).
    JustUnder,
    /// Just over it (`hơn`).
    JustOver,
    /// The value or more (`ít nhất`).
    Low,
    /// The value or less (`không quá`).
    High,
    /// The value or more, said behind it (`trở lên`).
    AndUp,
    /// The value or less, said behind it (`trở xuống`).
    AndDown,
    /// Opens a range or a lower bound (`từ`).
    From,
    /// Joins the ends of a range (`đến`).
    To,
    /// Opens a range that `và` joins (`giữa`).
    Between,
    /// `và` and `hoặc`.
    And,
    /// Adds nothing (`lên tới`, `đạt`).
    Nothing,
    /// A comparison, whose number is a difference: nothing, but a lower bound at the head of a sentence (`nhiều hơn`).
    More,
    /// The same, an upper bound (`ít hơn`).
    Fewer,
    /// The change of a value, between its two ends (`lên`, `xuống`).
    Change,
    /// Before the thing that a rate is for (`mỗi`).
    Each,
    /// All of a thing: 100 % (`tất cả`).
    All,
    /// Before a whole of which a part was just named (`trong tổng số`).
    OutOf,
    /// A factor, not a count (`gấp`, before `3 lần`).
    Times,
    /// Behind a counted noun, describes it although it starts like a verb (`đang hoạt động`).
    Modifier,
    /// Ends the noun phrase behind a number: verbs, prepositions, adverbs.
    Stop,
}

/// A row of `bounds.tsv`.
#[derive(Clone, Copy, Debug)]
pub struct BoundTerm {
    /// What it does.
    pub effect: BoundEffect,
}

impl Term for BoundTerm {
    const CATEGORY: Category = Category::Bound;
    const FILE: &'static str = "bounds.tsv";
    const BUILTIN: &'static str = include_str!("data/bounds.tsv");

    fn read(row: &Row<'_>) -> Result<Self, TableError> {
        let effect = match row.get(1) {
            "about" => BoundEffect::About,
            "just-under" => BoundEffect::JustUnder,
            "just-over" => BoundEffect::JustOver,
            "low" => BoundEffect::Low,
            "high" => BoundEffect::High,
            "and-up" => BoundEffect::AndUp,
            "and-down" => BoundEffect::AndDown,
            "from" => BoundEffect::From,
            "to" => BoundEffect::To,
            "between" => BoundEffect::Between,
            "and" => BoundEffect::And,
            "nothing" => BoundEffect::Nothing,
            "more" => BoundEffect::More,
            "fewer" => BoundEffect::Fewer,
            "change" => BoundEffect::Change,
            "each" => BoundEffect::Each,
            "all" => BoundEffect::All,
            "out-of" => BoundEffect::OutOf,
            "times" => BoundEffect::Times,
            "modifier" => BoundEffect::Modifier,
            "stop" => BoundEffect::Stop,
            other => return Err(row.error(format!("column 2 should be an effect on a number, is “{other}”"))),
        };
        Ok(Self { effect })
    }

    fn start(&self) -> Option<Start> {
        match self.effect {
            BoundEffect::All => Some(Start::Whole),
            BoundEffect::About
            | BoundEffect::JustUnder
            | BoundEffect::JustOver
            | BoundEffect::Low
            | BoundEffect::High
            | BoundEffect::From
            | BoundEffect::More
            | BoundEffect::Fewer
            | BoundEffect::Times => Some(Start::Bounding),
            _ => None,
        }
    }
}
