//! What is derived from the facts: links between clusters, series with verdicts, arithmetic checks.
//!
//! Everything here is a function of the united facts alone and is made anew at every merge.

mod checks;
mod clusters;
mod interval;
mod series;

use super::model::KnowledgeBase;
pub use clusters::link as link_clusters;
pub use series::{SeriesIndex, SeriesPoint, points as series_points};

/// Makes the derived parts of `kb` anew.
pub(super) fn derive(kb: &mut KnowledgeBase) {
    clusters::link(&mut kb.clusters);
    let mut series = SeriesIndex::default();
    series.add(series_points(kb));
    kb.series = series.finish().collect();
    kb.checks = checks::checks(kb);
}
