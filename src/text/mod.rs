//! Positions, and text with a way back to its source: normalisation, folded keys, tokens, sentences.

mod normalise;
mod span;
mod syllable;

pub use normalise::{normalise, normalise_str};
pub use span::{CodePoints, MappedText, OffsetMap, Span};
pub use syllable::is_vietnamese_syllable;
pub(crate) use syllable::{Letter, compose, is_vowel, letter};
