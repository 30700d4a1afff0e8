//! One scan of the text: syllables with folded ids, digit runs, punctuation.

use std::collections::HashMap;

use super::bytes::bits;
use super::fold::{case, fold_cased, fold_word};
use super::mix::Mixed;
use super::span::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A run of letters.
    Word,
    /// A run of ASCII digits.
    Digits,
    /// One character that is neither.
    Punct,
}

impl Kind {
    /// [`Token::key`] of a token of this kind with symbol `sym`.
    pub fn key(self, sym: u16) -> u32 {
        (self as u32) << 16 | u32::from(sym)
    }
}

/// One syllable, digit run or punctuation mark. Twelve bytes: a page's tokens stay in the cache.
///
/// Letters and digits that touch are tokens of their own (`75ha`, `QH14`), told from spaced ones by [`Token::glued`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte in the text.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// A word: its id in [`Syllables`], 0 when no table knows it. Digits: the value of a single digit, else `u16::MAX`.
    /// Punctuation: its code point (U+FFFF beyond the basic plane).
    pub sym: u16,
    /// What it is.
    pub kind: Kind,
    flags: u8,
}

const CAPITAL: u8 = 1;
const ALL_CAPS: u8 = 2;
const SPACE_BEFORE: u8 = 4;
const LINE_BEFORE: u8 = 8;
const BLANK_LINE_BEFORE: u8 = 16;
const MAY_CLOSE: u8 = 32;

impl Token {
    /// The bytes it covers.
    pub fn span(&self) -> Span {
        Span {
            start: self.start,
            end: self.end,
        }
    }

    /// The text it covers. `text` must be the text that was tokenised.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }

    /// A word that starts with a capital letter.
    pub fn is_capital(&self) -> bool {
        self.flags & CAPITAL != 0
    }

    /// A word of capital letters only.
    pub fn is_all_caps(&self) -> bool {
        self.flags & ALL_CAPS != 0
    }

    /// A word that starts with a small letter.
    pub fn is_small(&self) -> bool {
        self.kind == Kind::Word && self.flags & CAPITAL == 0
    }

    /// Nothing stands between it and the token before.
    pub fn glued(&self) -> bool {
        self.flags & (SPACE_BEFORE | LINE_BEFORE) == 0
    }

    /// First token of a line.
    pub fn starts_line(&self) -> bool {
        self.flags & LINE_BEFORE != 0
    }

    /// First token after an empty line.
    pub fn starts_paragraph(&self) -> bool {
        self.flags & BLANK_LINE_BEFORE != 0
    }

    /// A mark that may end a sentence, or stand behind one that does.
    pub(super) fn may_close(&self) -> bool {
        self.flags & MAY_CLOSE != 0
    }

    /// True for the punctuation mark `mark`.
    pub fn is(&self, mark: char) -> bool {
        self.kind == Kind::Punct && u32::from(self.sym) == mark as u32
    }

    /// True for a hyphen or dash.
    pub fn is_dash(&self) -> bool {
        self.kind == Kind::Punct && matches!(self.sym, 0x2D | 0x2010 | 0x2011 | 0x2012 | 0x2013 | 0x2014 | 0x2212)
    }

    /// True for a quotation mark.
    pub fn is_quote(&self) -> bool {
        self.kind == Kind::Punct && matches!(self.sym, 0x22 | 0x27 | 0x201C | 0x201D | 0x2018 | 0x2019 | 0xAB | 0xBB)
    }

    /// Number of bytes.
    pub fn len(&self) -> usize {
        (self.end - self.start) as usize
    }

    /// Never true: a token covers at least one byte.
    pub fn is_empty(&self) -> bool {
        self.start == self.end
    }

    /// Key for term lookup: kind and symbol in one number; 0 for a word that no table knows.
    pub fn key(&self) -> u32 {
        self.kind.key(self.sym)
    }
}

/// Ids of the syllables that the tables know, by folded key.
#[derive(Clone, Debug, Default)]
pub struct Syllables {
    ids: HashMap<Box<str>, u16, Mixed>,
}

impl Syllables {
    /// The id of `word`, given a new one when it has none (0 when all 65,535 are taken).
    pub fn intern(&mut self, word: &str) -> u16 {
        let mut key = String::new();
        fold_word(word, &mut key);
        let next = u16::try_from(self.ids.len() + 1).unwrap_or(0);
        *self.ids.entry(key.into_boxed_str()).or_insert(next)
    }

    /// The id of `word`, 0 when unknown.
    pub fn get(&self, word: &str) -> u16 {
        let mut key = String::new();
        fold_word(word, &mut key);
        self.by_key(&key)
    }

    fn by_key(&self, key: &str) -> u16 {
        self.ids.get(key).copied().unwrap_or(0)
    }

    /// Number of syllables known.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// True when no syllable is known.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }
}

/// A cache from a word's bytes as written to its id and case, so that folding is paid once a word form.
#[derive(Debug)]
struct FormCache {
    sets: Vec<Forms>,
}

/// The bytes of a word of at most twelve, little end first and NUL behind the last.
#[derive(Clone, Copy, Debug)]
struct Letters {
    first: u64,
    last: u32,
}

impl From<u128> for Letters {
    fn from(bytes: u128) -> Self {
        Self {
            first: bytes as u64,
            last: (bytes >> 64) as u32,
        }
    }
}

/// Word forms that share a cache line.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(64))]
struct Forms {
    /// Of each form the [`Letters`], NUL where none is kept.
    firsts: [u64; FormCache::WAYS],
    lasts: [u32; FormCache::WAYS],
    /// Of each form the id.
    syms: [u16; FormCache::WAYS],
    /// Of each form sixteen bits, the lowest for the first: its mark, and above it its flags.
    marks: u64,
}

impl Forms {
    /// Bits of a mark: part of what a form is mixed to.
    const MARK: u64 = 0x3FFF;
    /// The lowest bit of each form in [`Forms::marks`].
    const EACH: u64 = 0x0001_0001_0001_0001;

    /// The first form with this mark: which one that is cannot be foreseen, so all are compared at once.
    fn marked(&self, mark: u64) -> Option<usize> {
        let other = (self.marks ^ (mark * Self::EACH)) & (Self::MARK * Self::EACH);
        // Adding carries into the bit above the mark wherever a bit of it is another.
        let same = !(other + Self::MARK * Self::EACH) & ((Self::MARK + 1) * Self::EACH);
        (same != 0).then(|| same.trailing_zeros() as usize / 16)
    }

    /// Id and flags of the form of `letters`, if it is the first with its mark: hardly ever are there two.
    fn get(&self, letters: Letters, mark: u64) -> Option<(u16, u8)> {
        let way = self.marked(mark)? % FormCache::WAYS;
        let known = self.firsts[way] == letters.first && self.lasts[way] == letters.last;
        known.then(|| (self.syms[way], (self.marks >> (16 * way + 14)) as u8 & (CAPITAL | ALL_CAPS)))
    }

    fn put(&mut self, letters: Letters, mark: u64, (sym, flags): (u16, u8)) {
        // One with the same mark would hide it.
        let place = self.marked(mark).unwrap_or_else(|| {
            let free = self.firsts.iter().position(|first| *first == 0);
            free.unwrap_or(FormCache::WAYS - 1)
        });
        let way = place % FormCache::WAYS;
        (self.firsts[way], self.lasts[way], self.syms[way]) = (letters.first, letters.last, sym);
        self.marks &= !(0xFFFF << (16 * way));
        self.marks |= (mark | u64::from(flags) << 14) << (16 * way);
    }
}

impl FormCache {
    const SETS: usize = 1 << 11;
    const WAYS: usize = 4;
    /// Longest word kept. The longest Vietnamese syllable has eleven bytes.
    const LONGEST: usize = 12;
    /// For each length, the bytes of a word within sixteen.
    const WORD: [u128; Self::LONGEST + 1] = {
        let mut masks = [0; Self::LONGEST + 1];
        let mut length = 1;
        while length <= Self::LONGEST {
            masks[length] = masks[length - 1] << 8 | 0xFF;
            length += 1;
        }
        masks
    };

    fn new() -> Self {
        Self {
            sets: vec![Forms::default(); Self::SETS],
        }
    }

    /// The set of `letters`, and their mark in it.
    fn place(letters: Letters) -> (usize, u64) {
        let mixed = (letters.first ^ u64::from(letters.last).rotate_left(29)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        ((mixed >> (64 - 11)) as usize, mixed >> 32 & Forms::MARK)
    }

    /// Id and flags of a form.
    fn get(&self, letters: Letters) -> Option<(u16, u8)> {
        let (set, mark) = Self::place(letters);
        self.sets.get(set)?.get(letters, mark)
    }

    /// Keeps a form: of a full set the last one goes, so that the first ones met, which are the frequent ones, stay.
    fn put(&mut self, letters: Letters, form: (u16, u8)) {
        let (set, mark) = Self::place(letters);
        if let Some(set) = self.sets.get_mut(set) {
            set.put(letters, mark, form);
        }
    }
}

/// Splits text into tokens. Keep one per thread: it remembers the word forms it has met.
#[derive(Debug)]
pub struct Tokenizer<'l> {
    syllables: &'l Syllables,
    cache: FormCache,
    key: String,
}

impl<'l> Tokenizer<'l> {
    /// A tokenizer that knows `syllables`.
    pub fn new(syllables: &'l Syllables) -> Self {
        Self {
            syllables,
            cache: FormCache::new(),
            key: String::new(),
        }
    }

    /// A tokenizer for a few words: it remembers no word forms, and so costs nothing to make.
    pub fn once(syllables: &'l Syllables) -> Self {
        Self {
            syllables,
            cache: FormCache { sets: Vec::new() },
            key: String::new(),
        }
    }

    /// Tokens of `text`, in order, written to `tokens` (cleared first). Every byte that is not white space is in exactly one.
    pub fn tokenize(&mut self, text: &str, tokens: &mut Vec<Token>) {
        tokens.clear();
        tokens.reserve(text.len() / 4);
        let bytes = text.as_bytes();
        let mut at = 0;
        let mut flags = LINE_BEFORE;
        let mut block = Block::at(bytes, 0);
        while at < bytes.len() {
            // What is left of the block, from `at` on.
            let Some((solid, word)) = block.from(at) else {
                block = Block::at(bytes, at);
                continue;
            };
            if solid == 0 {
                let next = (block.start + Block::SIZE).min(bytes.len());
                flags = past(&bytes[at..next], flags);
                at = next;
                continue;
            }
            // Whether a blank stands before the token cannot be foreseen; more than one, or a line end, hardly ever does.
            let blank = solid.trailing_zeros() as usize;
            let word = word >> blank;
            if (blank > 1) | (blank == 1) & (bytes[at] != b' ') {
                flags = past(&bytes[at..at + blank], flags);
            } else {
                flags |= u8::from(blank > 0) * SPACE_BEFORE;
            }
            at += blank;
            let byte = bytes[at];
            let length = word.trailing_ones() as usize;
            if length > 0 {
                let mut end = at + length;
                if end == block.start + Block::SIZE {
                    // The word may go on behind the block; one that fills a block of its own is read letter by letter.
                    if block.start != at {
                        block = Block::at(bytes, at);
                        continue;
                    }
                    end = word_end(text, at);
                } else if bytes.get(end).is_some_and(|behind| !behind.is_ascii()) {
                    end = word_end(text, at);
                }
                let (sym, case) = self.form(text, at, end);
                tokens.push(token(at, end, sym, Kind::Word, flags | case));
                at = end;
            } else if byte.is_ascii_digit() {
                let digits = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
                let sym = if digits == 1 { u16::from(byte - b'0') } else { u16::MAX };
                tokens.push(token(at, at + digits, sym, Kind::Digits, flags));
                at += digits;
            } else if byte.is_ascii() {
                tokens.push(token(at, at + 1, u16::from(byte), Kind::Punct, flags));
                at += 1;
            } else {
                let end = word_end(text, at);
                if end > at {
                    let (sym, case) = self.form(text, at, end);
                    tokens.push(token(at, end, sym, Kind::Word, flags | case));
                    at = end;
                } else {
                    let (sym, next) = wide_mark(text, at);
                    let start = std::mem::replace(&mut at, next);
                    if sym == 0 {
                        flags |= SPACE_BEFORE;
                        continue;
                    }
                    tokens.push(token(start, next, sym, Kind::Punct, flags));
                }
            }
            flags = 0;
        }
    }

    /// Id and case of the word `text[at..end]`.
    #[inline(always)]
    fn form(&mut self, text: &str, at: usize, end: usize) -> (u16, u8) {
        // Sixteen bytes at once and the ones behind the word cleared: cheaper than copying as many as it has.
        let raw = text.as_bytes().get(at..).and_then(<[u8]>::first_chunk);
        if let (Some(raw), Some(word)) = (raw, FormCache::WORD.get(end - at))
            && let Some(known) = self.cache.get((u128::from_le_bytes(*raw) & word).into())
        {
            return known;
        }
        self.other_form(&text[at..end])
    }

    /// [`Tokenizer::form`] of a word that is not in the cache, or at the very end of the text.
    #[cold]
    fn other_form(&mut self, word: &str) -> (u16, u8) {
        let mut raw = [0u8; 16];
        if word.len() > FormCache::LONGEST {
            return self.fold(word);
        }
        raw[..word.len()].copy_from_slice(word.as_bytes());
        let letters = u128::from_le_bytes(raw).into();
        self.cache.get(letters).unwrap_or_else(|| {
            let form = self.fold(word);
            self.cache.put(letters, form);
            form
        })
    }

    fn fold(&mut self, word: &str) -> (u16, u8) {
        // A word longer than any syllable is in no table; folding it would only cost.
        let (sym, case) = if word.len() > 48 {
            (0, case(word))
        } else {
            let case = fold_cased(word, &mut self.key);
            (self.syllables.by_key(&self.key), case)
        };
        let capital = u8::from(case.capital) * CAPITAL;
        let all = u8::from(case.capital && !case.small) * ALL_CAPS;
        (sym, capital | all)
    }
}

fn token(start: usize, end: usize, sym: u16, kind: Kind, flags: u8) -> Token {
    let closes = kind == Kind::Punct && (sym >= 0x80 || b".!?)\"'".contains(&(sym as u8)));
    let flags = flags | (u8::from(closes) * MAY_CLOSE);
    Token {
        start: start as u32,
        end: end as u32,
        sym,
        kind,
        flags,
    }
}

/// What passing `blanks` makes of the flags of the next token.
fn past(blanks: &[u8], flags: u8) -> u8 {
    blanks.iter().fold(flags, |flags, blank| flags | passing(*blank, flags))
}

/// What passing the blank `byte` adds to the flags of the next token.
fn passing(byte: u8, flags: u8) -> u8 {
    match byte {
        b'\n' if flags & LINE_BEFORE != 0 => LINE_BEFORE | BLANK_LINE_BEFORE,
        b'\n' => LINE_BEFORE,
        _ => SPACE_BEFORE,
    }
}

/// A stretch of the text with a bit for each byte, the lowest for the first. Where a word ends cannot be foreseen, so all bytes
/// are judged at once and without a branch; what is found is then a matter of counting zeros.
#[derive(Clone, Copy, Debug)]
struct Block {
    start: usize,
    /// Bytes that are not ASCII white space.
    solid: u64,
    /// Bytes of the letters that [`word_end`] knows by their first bytes. What follows a first byte counts in any case: it is only
    /// asked about behind one.
    word: u64,
}

impl Block {
    const SIZE: usize = 64;

    /// The block that starts at byte `start`; behind the end of the text are blanks.
    fn at(bytes: &[u8], start: usize) -> Self {
        let rest = &bytes[start..];
        match rest.first_chunk() {
            Some(window) => Self::read(window, start),
            None => {
                let mut window = [b' '; Self::SIZE + 1];
                window[..rest.len()].copy_from_slice(rest);
                Self::read(&window, start)
            }
        }
    }

    /// Takes one byte more than the block has: some first bytes are judged with the one behind.
    fn read(window: &[u8; Self::SIZE + 1], start: usize) -> Self {
        let (mut solid, mut word) = ([0u8; Self::SIZE], [0u8; Self::SIZE]);
        for i in 0..Self::SIZE {
            let (byte, next) = (window[i], window[i + 1]);
            let ascii = (byte | 0x20).wrapping_sub(b'a') < 26;
            // What follows a first byte, and the first bytes up to C6, of which C0 and C1 occur nowhere.
            let low = (0x80..0xC7).contains(&byte) & (byte != 0xC2);
            let sign = (byte == 0xC3) & (next & 0xDF == 0x97);
            let high = (byte == 0xE1) & (next & 0xFC == 0xB8);
            word[i] = u8::from(ascii | low & !sign | high);
            solid[i] = u8::from((byte > b' ') & (byte != 127));
        }
        Self {
            start,
            solid: bits(&solid),
            word: bits(&word),
        }
    }

    /// Its bits from byte `at` on, the lowest for that byte; `None` when it does not reach so far.
    fn from(&self, at: usize) -> Option<(u64, u64)> {
        let passed = at - self.start;
        (passed < Self::SIZE).then(|| (self.solid >> passed, self.word >> passed))
    }
}

/// End of the run of letters (and combining marks) that starts at `at`; `at` itself when none does.
fn word_end(text: &str, mut at: usize) -> usize {
    let bytes = text.as_bytes();
    while at < bytes.len() {
        match bytes[at] {
            b'a'..=b'z' | b'A'..=b'Z' => at += 1,
            // U+00C0..U+00FF: letters but for × and ÷.
            0xC3 if !matches!(bytes.get(at + 1), Some(0x97 | 0xB7)) => at += 2,
            // U+0100..U+017F, U+0180..U+01BF: letters all.
            0xC4..=0xC6 => at += 2,
            // U+1E00..U+1EFF: letters all.
            0xE1 if matches!(bytes.get(at + 1), Some(0xB8..=0xBB)) => at += 3,
            0x00..=0x7F => break,
            // U+2000..U+203F: blanks, dashes, quotation marks.
            0xE2 if bytes.get(at + 1) == Some(&0x80) => break,
            _ => match text[at..].chars().next() {
                Some(letter) if letter.is_alphabetic() || is_combining(letter) => at += letter.len_utf8(),
                _ => break,
            },
        }
    }
    at
}

fn is_combining(letter: char) -> bool {
    matches!(letter as u32, 0x300..=0x36F)
}

/// Code point of the non-ASCII mark at `at` (0 for white space), and where the next character starts.
fn wide_mark(text: &str, at: usize) -> (u16, usize) {
    match text[at..].chars().next() {
        None => (0, text.len()),
        Some(mark) => {
            let sym = if mark.is_whitespace() {
                0
            } else {
                u16::try_from(mark as u32).unwrap_or(u16::MAX)
            };
            (sym, at + mark.len_utf8())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tokens(text: &str) -> Vec<Token> {
        let mut syllables = Syllables::default();
        syllables.intern("công");
        let mut out = Vec::new();
        Tokenizer::new(&syllables).tokenize(text, &mut out);
        out
    }

    #[test]
    fn letters_digits_and_marks_are_split_where_they_touch() {
        let text = "CCN 52,6ha – Công\n\nQH14";
        let found = tokens(text);
        let seen: Vec<_> = found.iter().map(|t| t.of(text)).collect();
        assert_eq!(seen, ["CCN", "52", ",", "6", "ha", "–", "Công", "QH", "14"]);
        assert!(found[4].glued() && !found[1].glued());
        assert!(found[5].is_dash());
        assert!(found[0].is_all_caps() && found[6].is_capital() && !found[6].is_all_caps());
        assert!(found[6].sym != 0 && found[4].sym == 0);
        assert!(found[7].starts_paragraph() && found[0].starts_line());
    }

    /// [`Tokenizer::tokenize`] without blocks and without symbols of words.
    fn one_by_one(text: &str) -> Vec<Token> {
        let (mut out, mut flags, mut at) = (Vec::new(), LINE_BEFORE, 0);
        let bytes = text.as_bytes();
        while at < bytes.len() {
            let rest = &text[at..];
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let first = rest.chars().next().unwrap();
            let end = word_end(text, at);
            let (end, sym, kind) = if end > at {
                flags |= Tokenizer::new(&Syllables::default()).fold(&text[at..end]).1;
                (end, 0, Kind::Word)
            } else if digits > 0 {
                let sym = if digits == 1 { u16::from(bytes[at] - b'0') } else { u16::MAX };
                (at + digits, sym, Kind::Digits)
            } else if first.is_whitespace() || first.is_ascii_control() {
                flags |= if first.is_ascii() {
                    passing(bytes[at], flags)
                } else {
                    SPACE_BEFORE
                };
                at += first.len_utf8();
                continue;
            } else {
                (at + first.len_utf8(), u16::try_from(first as u32).unwrap_or(u16::MAX), Kind::Punct)
            };
            out.push(token(at, end, sym, kind, flags));
            (flags, at) = (0, end);
        }
        out
    }

    proptest! {
        #[test]
        fn blocks_give_what_reading_letter_by_letter_gives(
            text in "([a-zÀ-ỹ×÷“–ΏကÐ₫1, .\n\u{a0}\u{301}\u{7f}]{0,40}|[aạ]{50,140}| {50,140}|[0-9]{50,140}){0,5}"
        ) {
            let syllables = Syllables::default();
            let mut blocks = Vec::new();
            Tokenizer::new(&syllables).tokenize(&text, &mut blocks);
            prop_assert_eq!(blocks, one_by_one(&text), "{:?}", text);
        }

        #[test]
        fn a_form_kept_is_given_back_and_no_other_is(words in prop::collection::vec("[a-cA-C]{1,12}", 1..40), mark in 0u64..3) {
            // All in one set, many of them with one mark.
            let letters = |word: &str| {
                let mut raw = [0; 16];
                raw[..word.len()].copy_from_slice(word.as_bytes());
                Letters::from(u128::from_le_bytes(raw))
            };
            let form = |at: usize| (at as u16, at as u8 & (CAPITAL | ALL_CAPS));
            let mut forms = Forms::default();
            for (at, word) in words.iter().enumerate() {
                let mark = mark + at as u64 % 6;
                forms.put(letters(word), mark, form(at));
                prop_assert_eq!(forms.get(letters(word), mark), Some(form(at)));
                for (other, earlier) in words[..at].iter().enumerate().filter(|(_, earlier)| *earlier != word) {
                    let known = forms.get(letters(earlier), mark);
                    let meant = |known| (0..=other.max(at)).any(|at| words[at] == *earlier && known == form(at));
                    prop_assert!(known.is_none_or(meant), "{}", earlier);
                }
            }
        }

        #[test]
        fn every_visible_byte_is_in_exactly_one_token(text in "\\PC{0,80}") {
            let mut end = 0;
            for token in tokens(&text) {
                prop_assert!(text[end..token.start as usize].chars().all(|c| c.is_whitespace() || c.is_control()));
                prop_assert!(token.end > token.start);
                end = token.end as usize;
            }
            prop_assert!(text[end..].chars().all(|c| c.is_whitespace() || c.is_control()));
        }
    }
}
