//! Hand-made gold: the JSON files under `fixtures/gold`, read leniently (only the fields that are compared).

use serde::Deserialize;
use smol_str::SmolStr;

/// The gold of one document; offsets are code points of the raw file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Gold {
    /// Name of the source file.
    pub file: String,
    /// Headline.
    pub title: Option<String>,
    /// Day of publication.
    pub published: Option<SmolStr>,
    /// Lines of debris, from 1, both ends in.
    pub removed_lines: Vec<Lines>,
    /// Temporal expressions.
    pub dates: Vec<GoldDate>,
    /// Quantities.
    pub quantities: Vec<GoldQuantity>,
    /// Mentions of documents.
    pub plans: Vec<GoldPlan>,
    /// Mentions of clusters.
    pub clusters: Vec<GoldCluster>,
    /// Promises.
    pub targets: Vec<GoldClaim>,
    /// Reports.
    pub actuals: Vec<GoldClaim>,
}

/// A range of lines.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Lines {
    /// First line.
    pub first: usize,
    /// Last line.
    pub last: usize,
}

/// A temporal expression.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct GoldDate {
    pub surface: SmolStr,
    pub start: usize,
    pub end: usize,
    pub edtf: Option<SmolStr>,
    pub role: SmolStr,
    pub basis: SmolStr,
}

/// A quantity.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct GoldQuantity {
    pub surface: SmolStr,
    pub start: usize,
    pub end: usize,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub unit: SmolStr,
    pub approximate: Option<SmolStr>,
}

/// A mention of a document.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct GoldPlan {
    pub surface: SmolStr,
    pub start: usize,
    pub end: usize,
    pub kind: SmolStr,
    pub signature: Option<SmolStr>,
    pub type_code: Option<SmolStr>,
    pub number: Option<SmolStr>,
    pub year: Option<serde_json::Value>,
    pub issued: Option<SmolStr>,
}

/// A mention of a cluster.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct GoldCluster {
    pub surface: SmolStr,
    pub start: usize,
    pub end: usize,
    pub name: SmolStr,
    pub phase: Option<serde_json::Value>,
    pub extension: Option<SmolStr>,
    pub district: Option<SmolStr>,
    pub province: Option<SmolStr>,
}

/// A claim.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct GoldClaim {
    pub surface: SmolStr,
    pub quantity: GoldQuantity,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub unit: SmolStr,
    pub indicator: Option<Vec<SmolStr>>,
    pub action: Option<Vec<SmolStr>>,
    pub modality: GoldModality,
    pub period: GoldPeriod,
    pub cohort: Option<GoldCohort>,
    pub of_total: Option<f64>,
    pub baseline: Option<SmolStr>,
}

/// Modality.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct GoldModality {
    pub class: Option<SmolStr>,
}

/// Period.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct GoldPeriod {
    pub edtf: Option<SmolStr>,
    pub relation: Option<SmolStr>,
    pub basis: Option<SmolStr>,
}

/// Cohort.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct GoldCohort {
    pub edtf: Option<SmolStr>,
}
