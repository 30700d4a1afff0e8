//! `trich` turns archives of Vietnamese news into a typed knowledge base.

pub mod decode;
pub mod page;
pub mod source;
pub mod text;
