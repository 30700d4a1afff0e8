//! Positions, and text with a way back to its source: normalisation, folded keys, tokens, sentences.

<<<<<<< HEAD
mod fold;
mod sentence;
mod span;
mod token;

pub use fold::{Tone, fold_phrase, fold_word, split_tone};
pub use sentence::sentences;
pub use span::{CodePoints, MappedText, OffsetMap, Span};
pub use token::{Kind, Syllables, Token, Tokenizer};
=======
mod normalise;
mod span;
mod syllable;

pub use normalise::{normalise, normalise_str};
pub use span::{CodePoints, MappedText, OffsetMap, Span};
pub use syllable::is_vietnamese_syllable;
pub(crate) use syllable::{Letter, compose, is_vowel, letter};
>>>>>>> decode
