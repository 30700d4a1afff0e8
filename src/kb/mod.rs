//! The knowledge base: its types, ids, merge, and what is derived from the facts.

mod derive;
pub mod id;
mod merge;
mod model;
mod number;

pub use derive::{SeriesPoint, link_clusters, series, series_points};
pub use merge::{Entities, document_order, location, merge, sort_failures};
pub use model::*;
pub use number::Number;
