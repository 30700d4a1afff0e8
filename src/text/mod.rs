//! Positions, and text with a way back to its source: normalisation, folded keys, tokens, sentences.

mod span;

pub use span::{CodePoints, MappedText, OffsetMap, Span};
