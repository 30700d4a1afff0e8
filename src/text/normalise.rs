//! One spelling for one text: NFC, no invisible characters, plain spaces, line feeds only.
//!
//! What changes, and nothing else:
//! - letters written as base and marks are composed (NFC), also where a tone stands before the hat, breve or horn, an order NFC cannot repair;
//! - zero-width characters, the soft hyphen, direction marks and control characters go away;
//! - every space that is not the plain one becomes the plain one; every line or page separator becomes one line feed;
//! - full-width ASCII becomes ASCII; `Ð` (U+00D0, the Icelandic letter) becomes `Đ`, and `ð` becomes `đ` where it begins a syllable.
//!
//! Private-use characters and the replacement character stay: they are evidence of a loss that nothing here can undo.

use std::borrow::Cow;

use unicode_normalization::char::{canonical_combining_class, decompose_canonical};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::bytes::bits;
use super::{Letter, MappedText, OffsetMap, compose, is_vowel, letter};

/// Normalises decoded text; the map of the result still goes to the source of `text`.
///
/// Text that needs nothing is returned as it came, after one scan. The result is the same for every canonically equivalent input,
/// and normalising it again changes nothing.
///
/// ```
/// use trich::text::{MappedText, Span, normalise};
/// let done = normalise(MappedText::identity("Ha\u{300}\u{a0}No\u{323}\u{302}i\r\n".into()));
/// assert_eq!(done.text, "Hà Nội\n");
/// assert_eq!(done.map.source(Span::new(0, 3)), Span::new(0, 4)); // "Hà" from "Ha" and the mark
/// ```
pub fn normalise(text: MappedText) -> MappedText {
    let (done, map) = match normalise_str(&text.text) {
        (Cow::Owned(done), Some(map)) => (done, map),
        _ => return text,
    };
    MappedText {
        text: done,
        map: map.after(&text.map),
    }
}

/// Normalises `text`; with the map from the result to `text` when anything changed, `None` when nothing did.
///
/// ```
/// use trich::text::normalise_str;
/// let (same, map) = normalise_str("Cụm công nghiệp");
/// assert!(map.is_none() && matches!(same, std::borrow::Cow::Borrowed(_)));
/// assert_eq!(normalise_str("N\u{D0}-CP").0, "NĐ-CP");
/// ```
pub fn normalise_str(text: &str) -> (Cow<'_, str>, Option<OffsetMap>) {
    let mut suspects = Suspects::new(text);
    let mut at = 0;
    while let Some(suspect) = suspects.next(at) {
        let Some(c) = text[suspect..].chars().next() else {
            break;
        };
        if !is_plain(c) && !is_harmless(text, suspect, c) {
            let (done, map) = Rewriter::new(text).run(suspect, suspects);
            if map.is_identity() && done == text {
                break;
            }
            return (Cow::Owned(done), Some(map));
        }
        at = suspect + c.len_utf8();
    }
    (Cow::Borrowed(text), None)
}

/// True when byte `b`, followed by `next`, may begin a character that is not kept as it is.
///
/// Clean Vietnamese needs ASCII, `C3`–`C6` and `E1 BA`/`E1 BB` only; all the rest is looked at character by character.
#[inline(always)]
fn suspect_byte(b: u8, next: u8) -> bool {
    let control = (b < 0x20) & (b != b'\n') & (b != b'\t');
    let lead = (b == 0x7F) | (b == 0xC2) | ((b >= 0xC7) & (b != 0xE1));
    // ð and Ð
    let eth = (b == 0xC3) & (next & 0xDF == 0x90);
    let extended = (b == 0xE1) & (next & 0xFE != 0xBA);
    control | lead | eth | extended
}

/// Bytes looked at together.
const BLOCK: usize = 64;

/// Finds the characters that deserve a look, a block of bytes at a time.
struct Suspects<'t> {
    bytes: &'t [u8],
    /// First byte of the block.
    start: usize,
    /// A bit for each byte of the block that begins such a character, the lowest for the first.
    found: u64,
}

impl<'t> Suspects<'t> {
    fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        Self {
            bytes,
            start: 0,
            found: Self::of_block(bytes),
        }
    }

    /// Position of the next one at or after `from`, which is not before what an earlier call was given. Always a character boundary.
    fn next(&mut self, from: usize) -> Option<usize> {
        loop {
            let found = self.found & u64::MAX.checked_shl(from.saturating_sub(self.start) as u32).unwrap_or(0);
            if found != 0 {
                return Some(self.start + found.trailing_zeros() as usize);
            }
            self.start = from.max(self.start + BLOCK);
            self.found = Self::of_block(self.bytes.get(self.start..)?);
        }
    }

    /// The bits of the block that `bytes` begin with; each byte is judged with the one behind.
    fn of_block(bytes: &[u8]) -> u64 {
        let window: &[u8; BLOCK + 1] = match bytes.first_chunk() {
            Some(window) => window,
            None => {
                let mut window = [b' '; BLOCK + 1];
                window[..bytes.len()].copy_from_slice(bytes);
                &{ window }
            }
        };
        let suspect: [u8; BLOCK] = std::array::from_fn(|at| u8::from(suspect_byte(window[at], window[at + 1])));
        bits(&suspect)
    }
}

/// What becomes of one character on its own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Keep,
    Drop,
    Become(char),
}

fn fate(c: char) -> Fate {
    match c {
        '\t' | '\n' | ' '..='~' => Fate::Keep,
        // Page and line separators part words, so they become line feeds, not nothing.
        '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Fate::Become('\n'),
        // Windows punctuation that was read as Latin-1: dropping a dash would glue two numbers.
        '\u{91}' => Fate::Become('‘'),
        '\u{92}' => Fate::Become('’'),
        '\u{93}' => Fate::Become('“'),
        '\u{94}' => Fate::Become('”'),
        '\u{95}' => Fate::Become('•'),
        '\u{96}' => Fate::Become('–'),
        '\u{97}' => Fate::Become('—'),
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{AD}' | '\u{61C}' => Fate::Drop,
        '\u{A0}' | '\u{1680}' | '\u{180E}' | '\u{2000}'..='\u{200A}' => Fate::Become(' '),
        '\u{202F}' | '\u{205F}' | '\u{3000}' => Fate::Become(' '),
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' => Fate::Drop,
        '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' => Fate::Drop,
        'Ð' => Fate::Become('Đ'),
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).map_or(Fate::Keep, Fate::Become),
        _ => Fate::Keep,
    }
}

/// True for a character that neither changes nor joins with the one before it: it ends whatever went before.
fn is_starter(c: char) -> bool {
    match c {
        '\0'..='\u{2FF}' | '\u{1E00}'..='\u{1EFF}' | '\u{2010}'..='\u{2027}' => true,
        '\u{300}'..='\u{36F}' => false,
        _ => canonical_combining_class(c) == 0 && is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes,
    }
}

/// True for a character that is kept and stands on its own.
fn is_plain(c: char) -> bool {
    c != 'ð' && fate(c) == Fate::Keep && is_starter(c)
}

/// True for the one context-dependent letter when its context keeps it: `ð` within a foreign word.
fn is_harmless(text: &str, at: usize, c: char) -> bool {
    c == 'ð' && !eth_is_dj(text[..at].chars().next_back(), &text[at + c.len_utf8()..])
}

/// True when `ð` stands for `đ`: it begins a syllable, as `đ` does and as `ð` in Icelandic or Faroese never does.
fn eth_is_dj(before: Option<char>, after: &str) -> bool {
    let begins = before.is_none_or(|c| !c.is_alphabetic() && is_starter(c));
    let next = || {
        after.chars().find_map(|c| match fate(c) {
            Fate::Keep => Some(c),
            Fate::Drop => None,
            Fate::Become(c) => Some(c),
        })
    };
    begins && next().is_some_and(|c| is_vowel(first_of(c).to_ascii_lowercase() as u8))
}

/// The base of a character: what its decomposition begins with, NUL unless that is ASCII.
fn first_of(c: char) -> char {
    let mut first = None;
    decompose_canonical(c, |part| {
        first.get_or_insert(part);
    });
    first.filter(char::is_ascii).unwrap_or('\0')
}

/// Writes the normalised text and its map, from the first place that needs it.
struct Rewriter<'t> {
    text: &'t str,
    /// Source before this has been dealt with.
    at: usize,
    out: String,
    map: OffsetMap,
    /// The last kept character, not yet in `out`: a mark may still join it.
    held: Option<Held>,
    /// Scratch: marks that follow `held`, then the decomposed cluster.
    cluster: Vec<char>,
}

/// A kept character, and the source it came from.
#[derive(Clone, Copy)]
struct Held {
    char: char,
    from: usize,
    to: usize,
}

impl<'t> Rewriter<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            out: String::with_capacity(text.len()),
            map: OffsetMap::default(),
            held: None,
            cluster: Vec::new(),
        }
    }

    fn run(mut self, first: usize, mut suspects: Suspects<'_>) -> (String, OffsetMap) {
        let mut suspect = Some(first);
        while let Some(at) = suspect {
            self.copy_to(at);
            self.step();
            suspect = suspects.next(self.at);
        }
        self.copy_to(self.text.len());
        self.release();
        self.map.skip(self.text.len() - self.map.src_len());
        (self.out, self.map)
    }

    /// Takes over the source up to `to` as it is, all but the last character for good.
    fn copy_to(&mut self, to: usize) {
        let Some(last) = self.text[self.at..to].chars().next_back() else {
            return;
        };
        self.release();
        let from = to - last.len_utf8();
        if from > self.at {
            self.map.skip(self.at - self.map.src_len());
            self.map.same(from - self.at);
            self.out.push_str(&self.text[self.at..from]);
        }
        self.held = Some(Held { char: last, from, to });
        self.at = to;
    }

    /// Writes the held character.
    fn release(&mut self) {
        if let Some(held) = self.held.take() {
            let before = self.out.len();
            self.out.push(held.char);
            self.wrote(before, held.from, held.to);
        }
    }

    /// Maps what `out` holds from `before` on to the source `from..to`; source between is dropped.
    fn wrote(&mut self, before: usize, from: usize, to: usize) {
        self.map.skip(from - self.map.src_len());
        let written = self.out.len() - before;
        if self.out.as_bytes()[before..] == self.text.as_bytes()[from..to] {
            self.map.same(written);
        } else {
            self.map.unit(written, to - from);
        }
    }

    /// Handles the character at `self.at`.
    fn step(&mut self) {
        let rest = &self.text[self.at..];
        let Some(c) = rest.chars().next() else { return };
        let (from, to) = (self.at, self.at + c.len_utf8());
        let char = match fate(c) {
            Fate::Drop => {
                self.at = to;
                return;
            }
            Fate::Become('\n') if rest.starts_with("\r\n") => {
                self.at = to;
                return;
            }
            Fate::Become(c) => c,
            Fate::Keep if c == 'ð' => {
                let before = self.held.map(|held| held.char);
                let before = before.or_else(|| self.out.chars().next_back());
                if eth_is_dj(before, &self.text[to..]) { 'đ' } else { c }
            }
            Fate::Keep => c,
        };
        if is_starter(char) {
            self.release();
            self.held = Some(Held { char, from, to });
            self.at = to;
        } else {
            self.join();
        }
    }

    /// Composes the mark at `self.at`, and all that follow it, with the held character.
    fn join(&mut self) {
        let held = self.held.take();
        let (from, mut to) = held.map_or((self.at, self.at), |held| (held.from, held.to));
        self.cluster.clear();
        for c in self.text[self.at..].chars() {
            match fate(c) {
                Fate::Drop => {}
                Fate::Keep if !is_starter(c) => {
                    self.cluster.push(c);
                    to = self.at + c.len_utf8();
                }
                _ => break,
            }
            self.at += c.len_utf8();
        }
        let before = self.out.len();
        let base = held.map(|held| held.char);
        match base.and_then(|base| compose_vietnamese(base, &self.cluster)) {
            Some(c) => self.out.push(c),
            None => compose_any(base, &self.cluster, &mut self.out),
        }
        self.wrote(before, from, to);
    }
}

/// The letter made of a vowel, at most one shape and at most one tone, in any order.
fn compose_vietnamese(base: char, marks: &[char]) -> Option<char> {
    let mut whole: Letter = letter(base).filter(|l| is_vowel(l.base))?;
    for mark in marks {
        match (mark, whole.base, whole.tone) {
            ('\u{302}', b'a', _) => whole.base = b'2',
            ('\u{302}', b'e', _) => whole.base = b'3',
            ('\u{302}', b'o', _) => whole.base = b'4',
            ('\u{306}', b'a', _) => whole.base = b'1',
            ('\u{31B}', b'o', _) => whole.base = b'5',
            ('\u{31B}', b'u', _) => whole.base = b'6',
            ('\u{300}', _, 0) => whole.tone = 1,
            ('\u{309}', _, 0) => whole.tone = 2,
            ('\u{303}', _, 0) => whole.tone = 3,
            ('\u{301}', _, 0) => whole.tone = 4,
            ('\u{323}', _, 0) => whole.tone = 5,
            _ => return None,
        }
    }
    compose(whole)
}

/// NFC of a base and its marks, with a hat or breve moved before the tones it may follow in careless input.
///
/// Both are marks of one class, so canonical order keeps them as typed and plain NFC leaves `a ́ ̂` apart.
fn compose_any(base: Option<char>, marks: &[char], out: &mut String) {
    let mut parts = Vec::with_capacity(marks.len() + 3);
    for &c in base.iter().chain(marks) {
        decompose_canonical(c, |part| parts.push(part));
    }
    for segment in parts.chunk_by_mut(|_, next| canonical_combining_class(*next) != 0) {
        shape_first(segment);
    }
    out.extend(parts.into_iter().nfc());
}

/// Moves the hat or breve of a vowel before its tones, if nothing but Vietnamese marks follows the vowel.
fn shape_first(segment: &mut [char]) {
    let Some((base, marks)) = segment.split_first_mut() else {
        return;
    };
    let shapes: &[char] = match base.to_ascii_lowercase() {
        'a' => &['\u{302}', '\u{306}'],
        'e' | 'o' => &['\u{302}'],
        _ => return,
    };
    let tones = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}', '\u{31B}'];
    if marks.iter().all(|c| tones.contains(c) || shapes.contains(c)) {
        marks.sort_by_key(|c| !shapes.contains(c));
    }
}

#[cfg(test)]
#[path = "normalise_tests.rs"]
mod tests;
