//! `event_words.tsv`: what happens to a cluster.

use super::{NearTerm, Row, TableError};

/// What a word says of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventWord {
    /// It opens an event of this class.
    Cue(&'static str),
    /// The event is about the cluster's infrastructure.
    Infra,
    /// The event is about its wastewater treatment plant.
    Wwtp,
    /// It has not happened.
    Not,
    /// It is held up.
    Blocked,
    /// It is still to happen.
    Planned,
}

/// Classes of event.
const CLASSES: [&str; 16] = [
    "construction-started",
    "under-construction",
    "construction",
    "completed",
    "commissioned",
    "operating",
    "established",
    "site-clearance",
    "site-clearance-progress",
    "site-cleared",
    "compensation-plan-prepared",
    "has-central-wwtp",
    "filled",
    "detailed-plan-approved",
    "investment-approved",
    "revoked",
];

impl NearTerm for EventWord {
    const FILE: &'static str = "event_words.tsv";
    const BUILTIN: &'static str = include_str!("data/event_words.tsv");

    fn read(row: &Row<'_>) -> Result<Self, TableError> {
        let says = row.get(2);
        Ok(match row.get(1) {
            "cue" => match CLASSES.into_iter().find(|class| *class == says) {
                Some(class) => Self::Cue(class),
                None => return Err(row.error(format!("column 3 should be a class of event, is “{says}”"))),
            },
            "object" if says == "infra" => Self::Infra,
            "object" if says == "wwtp" => Self::Wwtp,
            "not" => Self::Not,
            "blocked" => Self::Blocked,
            "planned" => Self::Planned,
            other => return Err(row.error(format!("column 2 should be cue, object, not, blocked or planned, is “{other}”"))),
        })
    }
}
