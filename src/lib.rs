//! `trich` turns archives of Vietnamese news into a typed knowledge base.

pub mod decode;
pub mod extract;
pub mod lexicon;
pub mod page;
pub mod source;
pub mod text;
