//! `subjects.tsv`: the things that are counted or measured.

use smol_str::SmolStr;

use super::{Category, Row, TableError, Term};

/// What kind of thing a subject is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubjectNature {
    /// A thing that is counted.
    Thing,
    /// An indicator of its own (`exports`).
    Measure,
    /// A task, chapter or criterion: counting it claims nothing.
    Abstract,
    /// No subject: a longer expression that holds one (`xã hội`, society).
    Nothing,
}

/// A thing or a measure.
#[derive(Clone, Debug)]
pub struct SubjectTerm {
    /// Key in indicators (`industrial-cluster`).
    pub key: SmolStr,
    /// What kind of thing it is.
    pub nature: SubjectNature,
}

impl Term for SubjectTerm {
    const CATEGORY: Category = Category::Subject;
    const FILE: &'static str = "subjects.tsv";
    const BUILTIN: &'static str = include_str!("data/subjects.tsv");

    fn read(row: &Row<'_>) -> Result<Self, TableError> {
        Ok(Self {
            key: row.get(1).into(),
            nature: match row.get(2) {
                "thing" => SubjectNature::Thing,
                "measure" => SubjectNature::Measure,
                "abstract" => SubjectNature::Abstract,
                "nothing" => SubjectNature::Nothing,
                other => return Err(row.error(format!("column 3 should be thing, measure, abstract or nothing, is “{other}”"))),
            },
        })
    }
}
