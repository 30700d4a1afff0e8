//! Positions, and text with a way back to its source: normalisation, folded keys, tokens, sentences.

mod fold;
mod sentence;
mod span;
mod token;

pub use fold::{Tone, fold_phrase, fold_word, split_tone};
pub use sentence::sentences;
pub use span::{CodePoints, MappedText, OffsetMap, Span};
pub use token::{Kind, Syllables, Token, Tokenizer};
