//! `actions.tsv`: what claims say is done.

use smol_str::SmolStr;

use super::{Category, Row, TableError, Term};

/// How an action stands in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// Happens at a time.
    Event,
    /// Holds.
    State,
    /// A rise.
    Up,
    /// A fall.
    Down,
    /// A verb that says little by itself.
    Light,
    /// No verb: a longer expression that holds one (`nhà đầu tư`, investor).
    Noun,
}

/// An action.
#[derive(Clone, Debug)]
pub struct ActionTerm {
    /// Class (`start-construction`).
    pub class: SmolStr,
    /// Fragment of the indicator (`construction-started`).
    pub result: SmolStr,
    /// How it stands in time.
    pub nature: Nature,
}

impl Term for ActionTerm {
    const CATEGORY: Category = Category::Action;
    const FILE: &'static str = "actions.tsv";
    const BUILTIN: &'static str = include_str!("data/actions.tsv");

    fn read(row: &Row<'_>) -> Result<Self, TableError> {
        let nature = match row.get(3) {
            "event" => Nature::Event,
            "state" => Nature::State,
            "growth-up" => Nature::Up,
            "growth-down" => Nature::Down,
            "light" => Nature::Light,
            "noun" => Nature::Noun,
            other => {
                return Err(row.error(format!(
                    "column 4 should be event, state, growth-up, growth-down, light or noun, is “{other}”"
                )));
            }
        };
        Ok(Self {
            class: row.get(1).into(),
            result: row.get(2).into(),
            nature,
        })
    }
}
