//! From tokens to facts: one recogniser a type, each on the one scan of the text.

pub mod identifier;
pub mod plan;
pub mod scan;

pub mod cluster;
pub mod organisation;
pub mod place;
