//! From tokens to facts: one recogniser a type, each on the one scan of the text.

pub mod decimal;
pub mod number;
pub mod quantity;
pub mod scan;
