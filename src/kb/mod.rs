//! The knowledge base: its types, ids, merge, and what is derived from the facts.

mod build;
mod derive;
pub mod id;
mod mention_id;
mod merge;
mod model;
mod near;
mod number;
#[cfg(feature = "schema")]
mod schema;

pub use build::{Origin, build};
pub use derive::{SeriesIndex, SeriesPoint, link_clusters, series_points};
pub use mention_id::MentionId;
pub use merge::{Entities, EntityIndex, document_order, location, merge, order_document, sort_failures};
pub use model::*;
pub use number::Number;
#[cfg(feature = "schema")]
pub use schema::schema;
