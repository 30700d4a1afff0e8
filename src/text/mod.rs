//! Positions, and text with a way back to its source: normalisation, folded keys, tokens, sentences.

pub(crate) mod bytes;
mod fold;
mod mix;
mod normalise;
mod sentence;
mod span;
mod syllable;
mod token;

pub use fold::{Tone, fold_phrase, fold_word, split_tone};
pub(crate) use mix::Mixed;
pub use normalise::{normalise, normalise_str};
pub use sentence::sentences;
pub use span::{CodePoints, MappedText, OffsetMap, Span};
pub use syllable::is_vietnamese_syllable;
pub(crate) use syllable::{Letter, compose, is_vowel, letter};
pub use token::{Kind, Syllables, Token, Tokenizer};
