//! `cues.tsv`: the words that make a number a promise or a report.

use super::{Category, Row, TableError, Term};

/// What a cue makes of the number it governs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CueKind {
    /// A promise, aim, requirement or forecast.
    Target,
    /// Reported as true.
    Actual,
    /// A rule of law: neither.
    Norm,
    /// A scenario: neither.
    Hypothetical,
    /// A longer expression that only looks like a cue (`giao thông`, `theo quy định`).
    Nothing,
    /// Joins a sentence to the one before: its cue and period carry over.
    Connector,
}

/// A cue.
#[derive(Clone, Debug)]
pub struct Cue {
    /// What it makes of the number.
    pub kind: CueKind,
    /// Class (`strive`, `realised`, …).
    pub class: &'static str,
    /// Decides wherever it governs; a weak one only where nothing strong does.
    pub strong: bool,
}

/// Classes of modality, as in the model.
pub const CLASSES: [&str; 18] = [
    "commit",
    "strive",
    "goal",
    "plan",
    "expect",
    "must",
    "assign",
    "orient",
    "promote",
    "ensure",
    "realised",
    "ongoing",
    "state",
    "estimate",
    "norm",
    "scenario",
    "connector",
    "nothing",
];

impl Term for Cue {
    const CATEGORY: Category = Category::Cue;
    const FILE: &'static str = "cues.tsv";
    const BUILTIN: &'static str = include_str!("data/cues.tsv");

    fn read(row: &Row<'_>) -> Result<Self, TableError> {
        let kind = match row.get(1) {
            "target" => CueKind::Target,
            "actual" => CueKind::Actual,
            "norm" => CueKind::Norm,
            "hypothetical" => CueKind::Hypothetical,
            "connector" => CueKind::Connector,
            "nothing" => CueKind::Nothing,
            other => {
                return Err(row.error(format!(
                    "column 2 should be target, actual, norm, hypothetical, connector or nothing, is “{other}”"
                )));
            }
        };
        let class = CLASSES.into_iter().find(|class| *class == row.get(2));
        let class = class.ok_or_else(|| row.error(format!("column 3 should be one of {}, is “{}”", CLASSES.join(", "), row.get(2))))?;
        Ok(Self {
            kind,
            class,
            strong: row.get(3) != "weak",
        })
    }
}
