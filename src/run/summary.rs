//! What a run did, in figures.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::kb::KnowledgeBase;

/// Counts of one run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Items that the source gave: records, failures, skips.
    pub items: u64,
    /// Records read.
    pub records: u64,
    /// Their content in bytes.
    pub bytes: u64,
    /// Documents written.
    pub documents: u64,
    /// Documents that are no articles: they yield no facts.
    pub not_articles: u64,
    /// What was passed over, by reason.
    pub skipped: BTreeMap<String, u64>,
    /// Failures by stage and code.
    pub failures: BTreeMap<String, u64>,
    /// Facts by type.
    pub facts: BTreeMap<String, u64>,
}

impl Summary {
    /// Counts what `kb` holds.
    pub fn count(&mut self, kb: &KnowledgeBase) {
        self.documents += kb.documents.len() as u64;
        self.not_articles += kb.documents.iter().filter(|doc| !doc.article).count() as u64;
        for failure in &kb.failures {
            *self.failures.entry(format!("{}/{}", failure.stage, failure.code)).or_default() += 1;
        }
        let facts = [
            ("dates", kb.dates.len()),
            ("quantities", kb.quantities.len()),
            ("targets", kb.targets.len()),
            ("actuals", kb.actuals.len()),
            ("plans", kb.plans.iter().map(|plan| plan.mentions.len()).sum()),
            ("clusters", kb.clusters.iter().map(|cluster| cluster.mentions.len()).sum()),
            ("places", kb.places.iter().map(|place| place.mentions.len()).sum()),
            ("organisations", kb.organisations.iter().map(|body| body.mentions.len()).sum()),
            ("milestones", kb.milestones.len()),
            ("other_numbers", kb.other_numbers.len()),
        ];
        for (name, count) in facts.into_iter().filter(|(_, count)| *count > 0) {
            *self.facts.entry(name.to_owned()).or_default() += count as u64;
        }
    }

    /// Counts something passed over.
    pub fn skip(&mut self, reason: &str) {
        *self.skipped.entry(reason.to_owned()).or_default() += 1;
    }

    /// Adds the counts of `other`, all but its items.
    pub fn add(&mut self, other: &Summary) {
        self.records += other.records;
        self.bytes += other.bytes;
        self.documents += other.documents;
        self.not_articles += other.not_articles;
        for (mine, theirs) in [
            (&mut self.skipped, &other.skipped),
            (&mut self.failures, &other.failures),
            (&mut self.facts, &other.facts),
        ] {
            for (name, count) in theirs {
                *mine.entry(name.clone()).or_default() += count;
            }
        }
    }

    /// Number of failures.
    pub fn failed(&self) -> u64 {
        self.failures.values().sum()
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |map: &BTreeMap<String, u64>| {
            map.iter()
                .map(|(name, count)| format!("{name} {count}"))
                .collect::<Vec<_>>()
                .join(", ")
        };
        write!(f, "{} records, {} documents", self.records, self.documents)?;
        if self.not_articles > 0 {
            write!(f, " ({} not articles)", self.not_articles)?;
        }
        if !self.facts.is_empty() {
            write!(f, "\nfacts: {}", list(&self.facts))?;
        }
        if !self.skipped.is_empty() {
            write!(f, "\nskipped: {}", list(&self.skipped))?;
        }
        if !self.failures.is_empty() {
            write!(f, "\nfailures: {}", list(&self.failures))?;
        }
        Ok(())
    }
}
