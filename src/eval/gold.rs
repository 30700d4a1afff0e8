//! Hand-made gold: the JSON files under `fixtures/gold`, read leniently (only the fields that are compared).

use serde::Deserialize;

/// The gold of one document; offsets are code points of the raw file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Gold {
    /// Name of the source file.
    pub file: String,
    /// Headline.
    pub title: Option<String>,
    /// Day of publication.
    pub published: Option<String>,
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
    pub surface: String,
    pub start: usize,
    pub end: usize,
    pub edtf: Option<String>,
    pub role: String,
    pub basis: String,
}

/// A quantity.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct GoldQuantity {
    pub surface: String,
    pub start: usize,
    pub end: usize,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub unit: String,
    pub approximate: Option<String>,
}

/// A mention of a document.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct GoldPlan {
    pub surface: String,
    pub start: usize,
    pub end: usize,
    pub kind: String,
    pub signature: Option<String>,
    pub type_code: Option<String>,
    pub number: Option<String>,
    pub year: Option<serde_json::Value>,
    pub issued: Option<String>,
}

/// A mention of a cluster.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct GoldCluster {
    pub surface: String,
    pub start: usize,
    pub end: usize,
    pub name: String,
    pub phase: Option<serde_json::Value>,
    pub extension: Option<String>,
    pub district: Option<String>,
    pub province: Option<String>,
}

/// A claim.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct GoldClaim {
    pub surface: String,
    pub quantity: GoldQuantity,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub unit: String,
    pub indicator: Option<Vec<String>>,
    pub action: Option<Vec<String>>,
    pub modality: GoldModality,
    pub period: GoldPeriod,
    pub cohort: Option<GoldCohort>,
    pub of_total: Option<f64>,
    pub baseline: Option<String>,
}

/// Modality.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct GoldModality {
    pub class: Option<String>,
}

/// Period.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct GoldPeriod {
    pub edtf: Option<String>,
    pub relation: Option<String>,
    pub basis: Option<String>,
}

/// Cohort.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct GoldCohort {
    pub edtf: Option<String>,
}
