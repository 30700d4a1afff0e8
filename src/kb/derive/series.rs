//! Target against result over time.

use std::collections::BTreeMap;

use super::interval::Interval;
use crate::kb::id::digest;
use crate::kb::model::{Claim, Cohort, KnowledgeBase, Point, Series, Verdict};
use crate::kb::number::Number;

/// What a series needs of one claim.
#[derive(Clone, Debug)]
pub struct SeriesPoint {
    key: Key,
    claim: String,
    promised: bool,
    edtf: Option<String>,
    low: Option<Number>,
    high: Option<Number>,
    falling: bool,
    cumulative: bool,
    /// A share of a larger aim: neither promises anew nor is promised anew.
    part: bool,
}

/// Indicator, place, cohort, unit: what makes two claims comparable.
type Key = (String, Option<String>, Option<String>, String);

/// The points of `kb`'s claims, one for each claim with an indicator that repeats no other. A claim that is repeated stands in
/// the cohort that any of its mentions names.
pub fn points(kb: &KnowledgeBase) -> Vec<SeriesPoint> {
    let claims = || kb.targets.iter().chain(&kb.actuals);
    let mut cohorts: BTreeMap<&str, &Cohort> = BTreeMap::new();
    for claim in claims() {
        if let Some(cohort) = &claim.cohort {
            cohorts.entry(claim.same_as.as_deref().unwrap_or(&claim.id)).or_insert(cohort);
        }
    }
    claims()
        .filter(|claim| claim.same_as.is_none())
        .filter_map(|claim| SeriesPoint::of(claim, cohorts.get(claim.id.as_str()).copied()))
        .collect()
}

impl SeriesPoint {
    fn of(claim: &Claim, cohort: Option<&Cohort>) -> Option<Self> {
        let indicator = claim.indicator.as_ref()?;
        let cohort = cohort.map(|cohort| format!("{} {}", cohort.event, cohort.edtf.as_deref().unwrap_or("?")));
        Some(Self {
            key: (flow_of(indicator), claim.place.clone(), cohort, claim.unit.clone()),
            claim: claim.id.clone(),
            promised: claim.kind == "target",
            edtf: claim.period.edtf.clone(),
            low: claim.low,
            high: claim.high,
            falling: claim.direction.as_deref() == Some("down"),
            cumulative: indicator.ends_with(".cumulative-count"),
            part: claim.of_total.is_some() && claim.kind == "target",
        })
    }

    fn interval(&self) -> Option<Interval> {
        Interval::parse(self.edtf.as_deref()?)
    }

    fn kind(&self) -> &'static str {
        if self.promised { "target" } else { "actual" }
    }
}

/// One series per indicator, place and cohort that has a target, or results at two times; a running total stands in the
/// series of what it totals. The order of `points` does not matter.
pub fn series(points: Vec<SeriesPoint>) -> Vec<Series> {
    let mut groups: BTreeMap<Key, Vec<SeriesPoint>> = BTreeMap::new();
    for mut point in points {
        groups.entry(std::mem::take(&mut point.key)).or_default().push(point);
    }
    let mut out = Vec::new();
    for ((indicator, place, cohort, unit), mut points) in groups {
        points.sort_by_cached_key(|point| (point.interval().map(|i| (i.last, i.first)), point.kind(), point.claim.clone()));
        points.dedup_by(|a, b| a.claim == b.claim);
        if points.len() < 2 && !points.iter().any(|point| point.promised) {
            continue;
        }
        let verdicts = points
            .iter()
            .filter(|point| point.promised)
            .map(|target| verdict(target, &points))
            .collect();
        out.push(Series {
            id: format!(
                "s:{}",
                digest([
                    indicator.as_str(),
                    place.as_deref().unwrap_or(""),
                    cohort.as_deref().unwrap_or(""),
                    unit.as_str()
                ])
            ),
            points: points.into_iter().map(Point::from).collect(),
            indicator,
            place,
            cohort,
            unit,
            verdicts,
        });
    }
    out
}

impl From<SeriesPoint> for Point {
    fn from(point: SeriesPoint) -> Self {
        Self {
            kind: point.kind().to_owned(),
            claim: point.claim,
            edtf: point.edtf,
            low: point.low,
            high: point.high,
        }
    }
}

/// A running total is measured by the same indicator as what it totals.
fn flow_of(indicator: &str) -> String {
    indicator
        .strip_suffix(".cumulative-count")
        .map_or_else(|| indicator.to_owned(), |stem| format!("{stem}.count"))
}

/// What the other claims of the series say of `target`.
///
/// A result decides when it covers the same time (the same period, a part of it that already reaches the aim, or a later
/// running total that still falls short). A later target without a deciding result promises anew.
fn verdict(target: &SeriesPoint, points: &[SeriesPoint]) -> Verdict {
    let say = |verdict: &str, by: Vec<String>| Verdict {
        target: target.claim.clone(),
        verdict: verdict.to_owned(),
        by,
    };
    let Some(aim) = target.interval() else {
        return say("not-comparable", Vec::new());
    };
    let (mut met, mut missed, mut unlike) = (Vec::new(), Vec::new(), Vec::new());
    for point in points.iter().filter(|point| !point.promised) {
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
    let again: Vec<String> = points
        .iter()
        .filter(|point| point.promised && !point.part && !target.part && point.interval().is_some_and(|time| time.last > aim.last))
        .map(|point| point.claim.clone())
        .collect();
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
fn reaches(actual: &SeriesPoint, target: &SeriesPoint) -> Option<bool> {
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
