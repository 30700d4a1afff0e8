//! What every recogniser reads: the text of one document, scanned once.

use std::ops::Range;

use crate::lexicon::{Found, Hits, Lexicon};
use crate::page::Block;
use crate::text::{Span, Token, Tokenizer, sentences};

/// What a token belongs to, so that no number is read twice and none is lost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Owner {
    /// Nothing yet.
    #[default]
    Free,
    /// A document identifier (`68/KH-UBND`).
    Identifier,
    /// A temporal expression.
    Date,
    /// A name that holds a number (`Bình Phú 1`, `Quận 1`).
    Name,
    /// A phase or extension beside a name.
    Phase,
    /// A quantity.
    Quantity,
    /// A number that measures nothing; listed with its reason.
    Other,
}

/// One document's text with its tokens, term hits and sentences.
#[derive(Debug)]
pub struct Scan<'a> {
    /// The kept text.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// The terms of all tables in them.
    pub hits: Hits<'a>,
    /// Sentences as token ranges.
    pub sentences: Vec<Range<usize>>,
    /// What each token belongs to.
    pub owners: Vec<Owner>,
    /// The page's blocks, in text order.
    pub blocks: &'a [Block],
    /// The tables.
    pub lexicon: &'a Lexicon,
}

/// Makes scans, in the memory of earlier ones.
#[derive(Debug)]
pub struct Scanner<'l> {
    tokenizer: Tokenizer<'l>,
    memory: Vec<Memory>,
}

/// What grows with the text of a scan.
#[derive(Debug, Default)]
struct Memory {
    tokens: Vec<Token>,
    found: Found,
    owners: Vec<Owner>,
}

impl<'l> Scanner<'l> {
    /// A scanner with the tables of `lexicon`. Keep one per thread.
    pub fn new(lexicon: &'l Lexicon) -> Self {
        Self {
            tokenizer: Tokenizer::new(&lexicon.syllables),
            memory: Vec::new(),
        }
    }

    /// Scans `text`; the lexicon must be the one the scanner was made with.
    pub fn scan<'a>(&mut self, text: &'a str, blocks: &'a [Block], lexicon: &'a Lexicon) -> Scan<'a> {
        Scan::within(self.memory.pop().unwrap_or_default(), text, blocks, lexicon, &mut self.tokenizer)
    }

    /// Takes back the memory of a scan that is done with.
    pub fn take_back(&mut self, scan: Scan<'_>) {
        // A giant among the documents must not hold its memory for all that follow.
        const MOST: usize = 1 << 16;
        if scan.tokens.len() <= MOST {
            self.memory.push(Memory {
                tokens: scan.tokens,
                found: scan.hits.into_memory(),
                owners: scan.owners,
            });
        }
    }
}

impl<'a> Scan<'a> {
    /// Scans `text`. The tokenizer must have been made with the lexicon's syllables.
    pub fn new(text: &'a str, blocks: &'a [Block], lexicon: &'a Lexicon, tokenizer: &mut Tokenizer<'_>) -> Self {
        Self::within(Memory::default(), text, blocks, lexicon, tokenizer)
    }

    fn within(memory: Memory, text: &'a str, blocks: &'a [Block], lexicon: &'a Lexicon, tokenizer: &mut Tokenizer<'_>) -> Self {
        let Memory {
            mut tokens,
            found,
            mut owners,
        } = memory;
        tokenizer.tokenize(text, &mut tokens);
        owners.clear();
        owners.resize(tokens.len(), Owner::Free);
        Self {
            text,
            hits: lexicon.trie.find(&tokens, found),
            sentences: sentences(text, &tokens),
            owners,
            tokens,
            blocks,
            lexicon,
        }
    }

    /// The bytes that tokens `range` cover, from the first's start to the last's end.
    pub fn span(&self, range: Range<usize>) -> Span {
        match (
            self.tokens.get(range.start),
            range.end.checked_sub(1).and_then(|last| self.tokens.get(last)),
        ) {
            (Some(first), Some(last)) if first.start <= last.start => Span {
                start: first.start,
                end: last.end,
            },
            _ => Span::default(),
        }
    }

    /// The text of `span`.
    pub fn slice(&self, span: Span) -> &'a str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// The text of token `at`.
    pub fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| token.of(self.text))
    }

    /// The sentence that token `at` stands in, as an index into [`Scan::sentences`].
    pub fn sentence_of(&self, at: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.end <= at)
    }

    /// Gives tokens `range` to `owner`.
    pub fn own(&mut self, range: Range<usize>, owner: Owner) {
        let end = range.end.min(self.owners.len());
        if let Some(slots) = self.owners.get_mut(range.start..end) {
            slots.fill(owner);
        }
    }

    /// True when no token of `range` belongs to anything yet.
    pub fn is_free(&self, range: Range<usize>) -> bool {
        self.owners
            .get(range)
            .is_some_and(|slots| slots.iter().all(|owner| *owner == Owner::Free))
    }
}
