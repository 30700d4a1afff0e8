//! Tables of words that are looked up only beside something already found: no pass over the text is spent on them.

use sha2::Digest as _;

use super::gazetteer::slot;
use super::{Loader, Row, TableError, rows};
use crate::text::{Kind, Syllables, Token, Tokenizer};

/// A row of a table that is looked up on demand.
pub trait NearTerm: Copy {
    /// The table's file name.
    const FILE: &'static str;
    /// The table as compiled in.
    const BUILTIN: &'static str;

    /// Reads the columns behind the first.
    ///
    /// # Errors
    /// When a column does not hold what the table needs.
    fn read(row: &Row<'_>) -> Result<Self, TableError>;
}

/// A table of words looked up at given tokens.
#[derive(Clone, Debug)]
pub struct Near<R> {
    /// Terms by the place of their first word ([`place`]), those of one place the longest first.
    terms: Vec<NearEntry<R>>,
    /// A bit for each place: most questions end here.
    firsts: [u64; FIRSTS],
    /// How many bits are set before each word of `firsts`.
    ranks: [u16; FIRSTS],
    /// Where the terms of each bit set start; they end where those of the next start.
    ranges: Vec<u32>,
}

/// A term with its packed key.
#[derive(Clone, Copy, Debug)]
struct NearEntry<R> {
    key: u128,
    length: usize,
    row: R,
}

impl<R> Default for Near<R> {
    fn default() -> Self {
        Self {
            terms: Vec::new(),
            firsts: [0; FIRSTS],
            ranks: [0; FIRSTS],
            ranges: vec![0],
        }
    }
}

/// Words of the set of first words.
const FIRSTS: usize = 16;

/// Where the bit of a first word stands in the set of first words.
fn place(slot: u16) -> usize {
    (u32::from(slot).wrapping_mul(0x9E37_79B9) >> 22) as usize
}

/// Longest term, in tokens.
const LONGEST: usize = 8;

/// How many bits of a key lie behind its first `length` words.
fn shift(length: usize) -> usize {
    16 * (LONGEST - length)
}

impl<R: Copy> Near<R> {
    fn of(mut terms: Vec<NearEntry<R>>) -> Self {
        let first = |term: &NearEntry<R>| place((term.key >> shift(1)) as u16);
        terms.sort_by_key(|term| (first(term), std::cmp::Reverse(term.length)));
        let mut near = Self::default();
        near.ranges.clear();
        for (index, term) in terms.iter().enumerate() {
            let (word, bit) = (first(term) / 64, first(term) % 64);
            if near.firsts[word] >> bit & 1 == 0 {
                near.firsts[word] |= 1 << bit;
                near.ranges.push(index as u32);
            }
        }
        near.ranges.push(terms.len() as u32);
        let mut rank = 0;
        for (word, firsts) in near.firsts.iter().enumerate() {
            near.ranks[word] = rank;
            rank += firsts.count_ones() as u16;
        }
        near.terms = terms;
        near
    }

    /// The longest term for which `keep` holds that starts at token `at`: the token behind it, and its row.
    pub fn at(&self, text: &str, tokens: &[Token], at: usize, keep: impl Fn(R) -> bool) -> Option<(usize, R)> {
        let first = tokens.get(at).and_then(|token| slot(text, token))?;
        let terms = self.starting_with(first);
        let most = terms.first()?.length;
        let mut key = 0u128;
        let mut length = 0;
        while length < most
            && let Some(next) = tokens.get(at + length).and_then(|token| slot(text, token))
        {
            key |= u128::from(next) << shift(length + 1);
            length += 1;
        }
        let found = terms
            .iter()
            .find(|term| term.length <= length && (term.key ^ key) >> shift(term.length) == 0 && keep(term.row))?;
        Some((at + found.length, found.row))
    }

    /// The terms whose first word may be `slot`.
    fn starting_with(&self, slot: u16) -> &[NearEntry<R>] {
        let (word, bit) = (place(slot) / 64, place(slot) % 64);
        let firsts = self.firsts[word];
        if firsts >> bit & 1 == 0 {
            return &[];
        }
        let rank = usize::from(self.ranks[word]) + (firsts & ((1 << bit) - 1)).count_ones() as usize;
        match self.ranges.get(rank..rank + 2) {
            Some(&[start, end]) => &self.terms[start as usize..end as usize],
            _ => &[],
        }
    }

    /// A term for which `keep` holds that ends right before token `end`: its first token, and its row.
    pub fn before(&self, text: &str, tokens: &[Token], end: usize, keep: impl Fn(R) -> bool) -> Option<(usize, R)> {
        (end.saturating_sub(4)..end).find_map(|at| {
            let ends = self.at(text, &tokens[..end.min(tokens.len())], at, &keep)?;
            (ends.0 == end).then_some((at, ends.1))
        })
    }
}

impl Loader<'_, '_> {
    /// Reads a table that is looked up on demand: built-in rows, then the user's.
    pub(super) fn near<R: NearTerm>(&mut self) -> Result<Near<R>, TableError> {
        let mut terms = Vec::new();
        self.near_rows(R::BUILTIN, &mut terms)?;
        if let Some(text) = super::of_user(self.dir, R::FILE)? {
            self.near_rows(&text, &mut terms)?;
        }
        Ok(Near::of(terms))
    }

    fn near_rows<R: NearTerm>(&mut self, text: &str, terms: &mut Vec<NearEntry<R>>) -> Result<(), TableError> {
        self.hash.update(text);
        for row in rows(R::FILE, text) {
            let value = R::read(&row)?;
            for term in row.get(0).split('|').map(str::trim).filter(|term| !term.is_empty()) {
                let packed = pack(term, &mut self.lexicon.syllables);
                let (key, length) = packed.ok_or_else(|| row.error(format!("“{term}” is longer than eight words")))?;
                terms.push(NearEntry { key, length, row: value });
            }
        }
        Ok(())
    }
}

fn pack(term: &str, syllables: &mut Syllables) -> Option<(u128, usize)> {
    let mut tokens = Vec::new();
    Tokenizer::once(&Syllables::default()).tokenize(term, &mut tokens);
    let mut key = 0u128;
    for (at, token) in tokens.iter_mut().enumerate() {
        if token.kind == Kind::Word {
            token.sym = syllables.intern(token.of(term));
        }
        if at == LONGEST {
            return None;
        }
        key |= u128::from(slot(term, token)?) << shift(at + 1);
    }
    (key != 0).then_some((key, tokens.len()))
}

#[cfg(test)]
mod tests {
    use super::super::{ClusterRole, Lexicon};
    use crate::text::Tokenizer;

    #[test]
    fn built_in_tables_load_and_the_longest_term_wins() -> Result<(), super::TableError> {
        let lexicon = Lexicon::with_dir(None)?;
        let text = "nằm trên địa bàn tỉnh";
        let mut tokens = Vec::new();
        Tokenizer::new(&lexicon.syllables).tokenize(text, &mut tokens);
        let at = lexicon.head_words.at(text, &tokens, 0, |role| role == ClusterRole::At);
        assert_eq!(at, Some((4, ClusterRole::At)));
        let before = lexicon.head_words.before(text, &tokens, 4, |role| role == ClusterRole::At);
        assert_eq!(before, Some((0, ClusterRole::At)));
        Ok(())
    }
}
