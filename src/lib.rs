//! `trich` turns archives of Vietnamese news into a typed knowledge base.

#[cfg(feature = "cli")]
pub mod cli;
pub mod decode;
pub mod eval;
pub mod extract;
pub mod kb;
pub mod lexicon;
pub mod page;
pub mod run;
pub mod sink;
pub mod source;
pub mod text;
