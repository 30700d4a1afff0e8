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
    terms: Vec<(u128, R)>,
    /// A bit for each first word, by [`bit`] of its slot: most questions end here.
    firsts: [u64; FIRSTS],
}

impl<R> Default for Near<R> {
    fn default() -> Self {
        Self {
            terms: Vec::new(),
            firsts: [0; FIRSTS],
        }
    }
}

/// Words of the set of first words.
const FIRSTS: usize = 16;

/// Where a slot's bit stands in the set of first words.
fn bit(slot: u16) -> (usize, u64) {
    let mixed = u32::from(slot).wrapping_mul(0x9E37_79B9) >> 22;
    (mixed as usize / 64, 1 << (mixed % 64))
}

/// Longest term, in tokens.
const LONGEST: usize = 8;

impl<R: Copy> Near<R> {
    /// The longest term for which `keep` holds that starts at token `at`: the token behind it, and its row.
    pub fn at(&self, text: &str, tokens: &[Token], at: usize, keep: impl Fn(R) -> bool) -> Option<(usize, R)> {
        let first = tokens.get(at).and_then(|token| slot(text, token))?;
        let (word, mask) = bit(first);
        if self.firsts[word] & mask == 0 {
            return None;
        }
        let mut low = 0;
        let mut key = 0u128;
        let mut best = None;
        for length in 1..=LONGEST {
            let Some(next) = tokens.get(at + length - 1).and_then(|token| slot(text, token)) else {
                break;
            };
            let shift = 16 * (LONGEST - length);
            key |= u128::from(next) << shift;
            low += self.terms[low..].partition_point(|(term, _)| *term < key);
            if self.terms.get(low).is_none_or(|(term, _)| term >> shift != key >> shift) {
                break;
            }
            let found = self.terms[low..]
                .iter()
                .take_while(|(term, _)| *term == key)
                .find(|(_, row)| keep(*row));
            if let Some((_, row)) = found {
                best = Some((at + length, *row));
            }
        }
        best
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
        terms.sort_by_key(|(key, _)| *key);
        let mut firsts = [0; FIRSTS];
        for (key, _) in &terms {
            let (word, mask) = bit((key >> (16 * (LONGEST - 1))) as u16);
            firsts[word] |= mask;
        }
        Ok(Near { terms, firsts })
    }

    fn near_rows<R: NearTerm>(&mut self, text: &str, terms: &mut Vec<(u128, R)>) -> Result<(), TableError> {
        self.hash.update(text);
        for row in rows(R::FILE, text) {
            let value = R::read(&row)?;
            for term in row.get(0).split('|').map(str::trim).filter(|term| !term.is_empty()) {
                let key = pack(term, &mut self.lexicon.syllables);
                terms.push((key.ok_or_else(|| row.error(format!("“{term}” is longer than eight words")))?, value));
            }
        }
        Ok(())
    }
}

fn pack(term: &str, syllables: &mut Syllables) -> Option<u128> {
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
        key |= u128::from(slot(term, token)?) << (16 * (LONGEST - 1 - at));
    }
    (key != 0).then_some(key)
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
