//! Matching and counting.

use std::collections::BTreeMap;

use serde::Serialize;

/// A half-open range of code points of the raw file.
pub(super) type Range = (usize, usize);

/// True and false positives, misses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Tally {
    /// Found and right.
    pub tp: usize,
    /// Found and not in the gold.
    pub fp: usize,
    /// In the gold and not found.
    pub r#fn: usize,
}

impl Tally {
    /// Share of what was found that is right; 1 when nothing was found.
    pub fn precision(&self) -> f64 {
        ratio(self.tp, self.tp + self.fp)
    }

    /// Share of the gold that was found; 1 when the gold is empty.
    pub fn recall(&self) -> f64 {
        ratio(self.tp, self.tp + self.r#fn)
    }

    /// Harmonic mean of precision and recall.
    pub fn f1(&self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// The figures of one comparison.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Scores {
    /// By type of fact.
    pub types: BTreeMap<String, Tally>,
    /// Right and all, by slot of matched facts.
    pub slots: BTreeMap<String, (usize, usize)>,
    /// Mentions whose offsets do not give their surface.
    pub wrong_offsets: usize,
    /// Every miss: type, `missed` or `spurious`, file, what.
    pub notes: Vec<(String, &'static str, String, String)>,
    /// Order in which types were counted, for printing.
    #[serde(skip)]
    pub order: Vec<String>,
}

impl Scores {
    /// The F1 of a type; 0 when it was not counted.
    pub fn f1(&self, name: &str) -> f64 {
        self.types.get(name).map_or(0.0, Tally::f1)
    }

    /// The share of a slot that is right; 1 when it never applied.
    pub fn slot(&self, name: &str) -> f64 {
        self.slots.get(name).map_or(1.0, |(hit, all)| ratio(*hit, *all))
    }

    pub(super) fn tally(&mut self, name: &str) -> &mut Tally {
        if !self.types.contains_key(name) {
            self.order.push(name.to_owned());
        }
        self.types.entry(name.to_owned()).or_default()
    }

    pub(super) fn add_slot(&mut self, name: &str, right: bool) {
        let slot = self.slots.entry(name.to_owned()).or_default();
        slot.0 += usize::from(right);
        slot.1 += 1;
    }

    /// Counts a matching and notes its misses.
    pub(super) fn count<G, S>(
        &mut self,
        name: &str,
        file: &str,
        found: &Matched<'_, G, S>,
        gold: impl Fn(&G) -> String,
        system: impl Fn(&S) -> String,
    ) {
        let tally = self.tally(name);
        tally.tp += found.pairs.len();
        tally.r#fn += found.missed.len();
        tally.fp += found.spurious.len();
        for miss in &found.missed {
            self.notes.push((name.to_owned(), "missed", file.to_owned(), gold(miss)));
        }
        for extra in &found.spurious {
            self.notes.push((name.to_owned(), "spurious", file.to_owned(), system(extra)));
        }
    }
}

/// A one-to-one matching.
#[derive(Debug)]
pub(super) struct Matched<'m, G, S> {
    pub pairs: Vec<(&'m G, &'m S)>,
    pub missed: Vec<&'m G>,
    pub spurious: Vec<&'m S>,
}

/// Length of the stretch that two ranges share.
pub(super) fn shared(a: Range, b: Range) -> usize {
    a.1.min(b.1).saturating_sub(a.0.max(b.0))
}

/// Greedy one-to-one matching in text order: each gold row takes the free system row that shares most with it and fits.
pub(super) fn pair<'m, G, S>(
    gold: &[(Range, &'m G)],
    system: &[(Range, &'m S)],
    fits: impl Fn(&G, &S, Range, Range) -> bool,
) -> Matched<'m, G, S> {
    let mut order: Vec<&(Range, &'m G)> = gold.iter().collect();
    order.sort_by_key(|(range, _)| *range);
    let mut used = vec![false; system.len()];
    let mut out: Matched<'m, G, S> = Matched {
        pairs: Vec::new(),
        missed: Vec::new(),
        spurious: Vec::new(),
    };
    for &(range, row) in order {
        let mut best: Option<(usize, usize)> = None;
        for (at, (other, candidate)) in system.iter().enumerate() {
            let size = shared(range, *other);
            if !used[at] && size > 0 && best.is_none_or(|(most, _)| size > most) && fits(row, candidate, range, *other) {
                best = Some((size, at));
            }
        }
        match best {
            Some((_, at)) => {
                used[at] = true;
                out.pairs.push((row, system[at].1));
            }
            None => out.missed.push(row),
        }
    }
    out.spurious = system
        .iter()
        .zip(&used)
        .filter(|(_, used)| !**used)
        .map(|((_, row), _)| *row)
        .collect();
    out
}

/// Equal up to the ninth digit; both absent is equal.
pub(super) fn same_number(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * a.abs().max(1.0),
        (a, b) => a.is_none() && b.is_none(),
    }
}
