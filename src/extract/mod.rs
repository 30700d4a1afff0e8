//! From tokens to facts: one recogniser a type, each on the one scan of the text.

pub mod claim;
pub mod cluster;
pub mod date;
pub mod decimal;
mod facts;
pub mod identifier;
pub mod number;
pub mod organisation;
pub mod place;
pub mod plan;
pub mod quantity;
pub mod scan;

pub use facts::{Facts, STAGES, Stage, facts};
