//! Target against result over time.

use std::collections::BTreeMap;

use smol_str::{SmolStr, format_smolstr};

use super::interval::Interval;
use crate::kb::id::key_id;
use crate::kb::mention_id::MentionId;
use crate::kb::model::{Claim, Cohort, KnowledgeBase, Point, Series, Verdict};
use crate::kb::number::Number;

/// What a series needs of one claim, and the series it belongs to.
#[derive(Clone, Debug)]
pub struct SeriesPoint {
    key: Key,
    value: Value,
}

/// One claim in its series. There is one in memory for every claim of a run, so it is kept small.
#[derive(Clone, Debug)]
struct Value {
    claim: MentionId,
    promised: bool,
    edtf: Option<SmolStr>,
    low: Option<Number>,
    high: Option<Number>,
    falling: bool,
    cumulative: bool,
    /// A share of a larger aim: neither promises anew nor is promised anew.
    part: bool,
}

/// Indicator, place, cohort, unit: what makes two claims comparable.
type Key = (SmolStr, Option<SmolStr>, Option<SmolStr>, SmolStr);

/// The points of `kb`'s claims, one for each claim with an indicator that repeats no other. A claim that is repeated stands in
/// the cohort that any of its mentions names.
pub fn points(kb: &KnowledgeBase) -> Vec<SeriesPoint> {
    let claims = || kb.targets.iter().chain(&kb.actuals);
    let mut cohorts: BTreeMap<&MentionId, &Cohort> = BTreeMap::new();
    for claim in claims() {
        if let Some(cohort) = &claim.cohort {
            cohorts.entry(claim.same_as.as_ref().unwrap_or(&claim.id)).or_insert(cohort);
        }
    }
    let first = claims().filter(|claim| claim.same_as.is_none());
    first
        .filter_map(|claim| SeriesPoint::of(claim, cohorts.get(&claim.id).copied()))
        .collect()
}

impl SeriesPoint {
    fn of(claim: &Claim, cohort: Option<&Cohort>) -> Option<Self> {
        let indicator = claim.indicator.as_ref()?;
        let cohort = cohort.map(|cohort| format_smolstr!("{} {}", cohort.event, cohort.edtf.as_deref().unwrap_or("?")));
        Some(Self {
            key: (flow_of(indicator), claim.place.clone(), cohort, claim.unit.clone()),
            value: Value {
                claim: claim.id.clone(),
                promised: claim.kind == "target",
                edtf: claim.period.edtf.clone(),
                low: claim.low,
                high: claim.high,
                falling: claim.direction.as_deref() == Some("down"),
                cumulative: indicator.ends_with(".cumulative-count"),
                part: claim.of_total.is_some() && claim.kind == "target",
            },
        })
    }
}

impl Value {
    fn interval(&self) -> Option<Interval> {
        Interval::parse(self.edtf.as_deref()?)
    }

    fn kind(&self) -> &'static str {
        if self.promised { "target" } else { "actual" }
    }
}

/// Points by series, gathered document by document; the order they come in does not matter.
#[derive(Clone, Debug, Default)]
pub struct SeriesIndex(BTreeMap<Key, Vec<Value>>);

impl SeriesIndex {
    /// Adds points.
    pub fn add(&mut self, points: impl IntoIterator<Item = SeriesPoint>) {
        for point in points {
            self.0.entry(point.key).or_default().push(point.value);
        }
    }

    /// One series per indicator, place and cohort that has a target, or results at two times; a running total stands in the
    /// series of what it totals.
    pub fn finish(self) -> impl Iterator<Item = Series> {
        self.0.into_iter().filter_map(|(key, points)| one(key, points))
    }
}

fn one((indicator, place, cohort, unit): Key, mut points: Vec<Value>) -> Option<Series> {
    let is_series = |points: &[Value]| points.len() > 1 || points.iter().any(|point| point.promised);
    if !is_series(&points) {
        return None;
    }
    if points.len() > 1 {
        points.sort_by_cached_key(|point| (point.interval().map(|i| (i.last, i.first)), point.kind(), point.claim.clone()));
        points.dedup_by(|a, b| a.claim == b.claim);
        if !is_series(&points) {
            return None;
        }
    }
    let verdicts = (0..points.len())
        .filter(|&at| points[at].promised)
        .map(|at| verdict(at, &points))
        .collect();
    let parts = [Some(indicator.as_str()), place.as_deref(), cohort.as_deref(), Some(unit.as_str())];
    let id = key_id(b's', parts.map(Option::unwrap_or_default));
    Some(Series {
        id,
        points: points.into_iter().map(Point::from).collect(),
        indicator,
        place,
        cohort,
        unit,
        verdicts,
    })
}

impl From<Value> for Point {
    fn from(point: Value) -> Self {
        Self {
            kind: SmolStr::new_static(point.kind()),
            claim: point.claim,
            edtf: point.edtf,
            low: point.low,
            high: point.high,
        }
    }
}

/// A running total is measured by the same indicator as what it totals.
fn flow_of(indicator: &SmolStr) -> SmolStr {
    indicator
        .strip_suffix(".cumulative-count")
        .map_or_else(|| indicator.clone(), |stem| format_smolstr!("{stem}.count"))
}

/// Claims of a series before and behind a target that are asked what became of it.
const REACH: usize = 256;
/// Most claims that are named as deciding one way.
const NAMED: usize = 8;

/// What the other claims of the series say of the target at `at`.
///
/// A result decides when it covers the same time (the same period, a part of it that already reaches the aim, or a later
/// running total that still falls short). A later target without a deciding result promises anew. The claims nearest in
/// time are asked, [`REACH`] on either side, and at most [`NAMED`] of those that decide are named: a popular indicator of a large
/// archive has more claims than anyone compares.
fn verdict(at: usize, points: &[Value]) -> Verdict {
    let target = &points[at];
    let near = &points[at.saturating_sub(REACH)..points.len().min(at + REACH)];
    let say = |verdict: &'static str, by: Vec<MentionId>| Verdict {
        target: target.claim.clone(),
        verdict: SmolStr::new_static(verdict),
        by,
    };
    let Some(aim) = target.interval() else {
        return say("not-comparable", Vec::new());
    };
    let (mut met, mut missed, mut unlike) = (Vec::new(), Vec::new(), Vec::new());
    for point in near.iter().filter(|point| !point.promised) {
        let Some(time) = point.interval() else { continue };
        let enough = reaches(point, target);
        let later = time.last > aim.last;
        match (enough, point.cumulative) {
            (None, _) => unlike.push(point.claim.clone()),
            // Still short after the deadline: short at it, too.
            (Some(false), true) if time.last >= aim.last => missed.push(point.claim.clone()),
            (Some(true), true) if later => unlike.push(point.claim.clone()),
            (Some(true), _) if time.within(aim) || time.last == aim.last => met.push(point.claim.clone()),
            (Some(false), false) if time.last == aim.last && (aim.first.is_none() || time.first <= aim.first) => {
                missed.push(point.claim.clone())
            }
            _ => {}
        }
    }
    let again: Vec<MentionId> = near
        .iter()
        .filter(|point| point.promised && !point.part && !target.part && point.interval().is_some_and(|time| time.last > aim.last))
        .take(1)
        .map(|point| point.claim.clone())
        .collect();
    for claims in [&mut met, &mut missed, &mut unlike] {
        claims.truncate(NAMED);
    }
    match (met.is_empty(), missed.is_empty()) {
        (false, true) => say("met", met),
        (true, false) => say("missed", missed.into_iter().chain(again).collect()),
        (false, false) => say("contradicted", met.into_iter().chain(missed).collect()),
        (true, true) if !again.is_empty() => say("re-promised", again),
        (true, true) if !unlike.is_empty() => say("not-comparable", unlike),
        (true, true) => say("open", Vec::new()),
    }
}

/// Whether `actual` reaches `target`; `None` when the two cannot be compared.
fn reaches(actual: &Value, target: &Value) -> Option<bool> {
    if target.falling != actual.falling {
        return None;
    }
    match (target.low, target.high) {
        // An upper limit only: not above it.
        (None, Some(limit)) => Some(actual.high.or(actual.low)? <= limit),
        (Some(aim), _) => Some(actual.high.or(actual.low)? >= aim),
        (None, None) => None,
    }
}
