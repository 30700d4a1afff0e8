//! From tokens to facts: one recogniser a type, each on the one scan of the text.

pub mod date;
pub mod scan;
