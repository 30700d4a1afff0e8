//! The tables: vocabulary as data, compiled in, extendable by the user.
//!
//! A table is a tab-separated file under `src/lexicon/data/` with its origin in `#` comments. Column 1 holds the ways to
//! write a term, separated by `|`; what the other columns mean is said by the table's row type. A directory of files with
//! the same names adds rows of the user's own ([`Lexicon::with_dir`]).

mod bound;
mod fixed;
mod number;
mod table;
mod trie;
mod unit;

use std::path::Path;
use std::sync::LazyLock;

pub use bound::{BoundEffect, BoundTerm};
pub use fixed::FixedTerm;
pub use number::{NumberTerm, NumberWord};
pub use table::{Row, TableError, rows};
pub use trie::{Category, Hit, Hits, Trie};
pub use unit::{UnitKind, UnitTerm};

use crate::text::{Kind, Syllables, Tokenizer};

/// A row of a table whose terms are matched in the text.
pub trait Term: Sized {
    /// The table's category.
    const CATEGORY: Category;
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

/// Every table, and the trie that finds their terms. Built once, shared by all threads.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// Ids of every syllable that a term contains.
    pub syllables: Syllables,
    /// All terms.
    pub trie: Trie,
    /// `numbers.tsv`.
    pub numbers: Vec<NumberTerm>,
    /// `bounds.tsv`.
    pub bounds: Vec<BoundTerm>,
    /// `units.tsv`.
    pub units: Vec<UnitTerm>,
    /// `fixed.tsv`.
    pub fixed: Vec<FixedTerm>,
}

/// The tables as compiled in.
///
/// # Panics
/// Never: the tests read every built-in table.
pub fn builtin() -> &'static Lexicon {
    static BUILTIN: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::with_dir(None).unwrap_or_default());
    &BUILTIN
}

impl Lexicon {
    /// Reads the built-in tables and, where `dir` is given, the rows that files of the same names there add.
    ///
    /// # Errors
    /// The first row that does not fit its table.
    pub fn with_dir(dir: Option<&Path>) -> Result<Self, TableError> {
        let mut lexicon = Self::default();
        let mut load = Loader {
            lexicon: &mut lexicon,
            dir,
        };
        let (numbers, bounds) = (load.table()?, load.table()?);
        let (units, fixed) = (load.table()?, load.table()?);
        (lexicon.numbers, lexicon.bounds) = (numbers, bounds);
        (lexicon.units, lexicon.fixed) = (units, fixed);
        lexicon.trie.finish(&lexicon.syllables);
        Ok(lexicon)
    }
}

/// Reads tables into the trie.
struct Loader<'l, 'd> {
    lexicon: &'l mut Lexicon,
    dir: Option<&'d Path>,
}

impl Loader<'_, '_> {
    /// Reads one table: built-in rows first, then the user's.
    #[allow(dead_code)]
    fn table<T: Term>(&mut self) -> Result<Vec<T>, TableError> {
        let mut out = Vec::new();
        self.rows(T::BUILTIN, &mut out)?;
        if let Some(dir) = self.dir {
            let path = dir.join(T::FILE);
            match std::fs::read_to_string(&path) {
                Ok(text) => self.rows(&text, &mut out)?,
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(error) => {
                    return Err(TableError {
                        table: path.display().to_string(),
                        line: 0,
                        message: error.to_string(),
                    });
                }
            }
        }
        Ok(out)
    }

    fn rows<T: Term>(&mut self, text: &str, out: &mut Vec<T>) -> Result<(), TableError> {
        for row in rows(T::FILE, text) {
            let index = u16::try_from(out.len()).map_err(|_| row.error("more than 65,535 rows"))?;
            out.push(T::read(&row)?);
            for term in row.get(0).split('|').map(str::trim).filter(|term| !term.is_empty()) {
                self.intern(term);
                self.lexicon.trie.add(term, T::CATEGORY, index, &self.lexicon.syllables);
            }
        }
        Ok(())
    }

    /// Gives ids to the words of a term.
    fn intern(&mut self, term: &str) {
        let mut tokens = Vec::new();
        Tokenizer::new(&Syllables::default()).tokenize(term, &mut tokens);
        for token in tokens.iter().filter(|token| token.kind == Kind::Word) {
            self.lexicon.syllables.intern(token.of(term));
        }
    }
}
