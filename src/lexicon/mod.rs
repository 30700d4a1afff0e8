//! The tables: vocabulary as data, compiled in, extendable by the user.
//!
//! A table is a tab-separated file under `src/lexicon/data/` with its origin in `#` comments. Column 1 holds the ways to
//! write a term, separated by `|`; what the other columns mean is said by the table's row type. A directory of files with
//! the same names adds rows of the user's own ([`Lexicon::with_dir`]).

mod action;
mod admin;
mod body;
mod body_word;
mod bound;
mod cluster_head;
mod cue;
mod date;
mod document;
mod event_word;
mod fixed;
mod gazetteer;
mod issuer;
mod near;
mod number;
mod place_word;
mod subject;
mod table;
mod trie;
mod unit;
mod words;

use std::path::Path;
use std::sync::LazyLock;

use sha2::{Digest, Sha256};

pub use action::{ActionTerm, Nature};
pub use admin::{AdminRole, AdminTerm};
pub use body::{BodyKind, BodyTerm};
pub use body_word::BodyWord;
pub use bound::{BoundEffect, BoundTerm};
pub use cluster_head::{ClusterHead, ClusterRole, HeadTerm};
pub use cue::{Cue, CueKind};
pub use date::{DateClass, DateWord};
pub use document::{DocumentClass, DocumentRole, DocumentTerm};
pub use event_word::EventWord;
pub use fixed::FixedTerm;
pub use gazetteer::{Era, Gazetteer, Level, NameMatches, Unit, UnitId, UnitType};
pub use issuer::{Code, Codes, Issuer};
pub use near::{Near, NearTerm};
pub use number::{NumberTerm, NumberWord};
pub use place_word::PlaceWord;
pub use subject::{SubjectNature, SubjectTerm};
pub use table::{Row, TableError, rows};
pub use trie::{Category, Entry, Found, Hit, Hits, Sites, Start, Starts, Trie};
pub use unit::{UnitKind, UnitTerm};
pub use words::Words;

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

    /// What recognisers can start from at the term, besides its category.
    fn start(&self) -> Option<Start> {
        None
    }

    /// The class of a date word.
    fn date(&self) -> Option<DateClass> {
        None
    }
}

/// Every table, and the trie that finds their terms. Built once, shared by all threads.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// Ids of every syllable that a term contains.
    pub syllables: Syllables,
    /// All terms.
    pub trie: Trie,
    /// Ids of single words that grammars ask for by name.
    pub words: Words,
    /// Number words and scales.
    pub numbers: Vec<NumberTerm>,
    /// For each word, one more than the row of `numbers` that it is by itself; 0 for none.
    pub number_words: Vec<u16>,
    /// Bounds, approximation, ranges.
    pub bounds: Vec<BoundTerm>,
    /// Units of measure and money.
    pub units: Vec<UnitTerm>,
    /// Labels and expressions whose numbers count nothing.
    pub fixed: Vec<FixedTerm>,
    /// Words of temporal expressions.
    pub dates: Vec<DateWord>,
    /// Types of official document and the words around them.
    pub documents: Vec<DocumentTerm>,
    /// Codes in the symbols of official documents.
    pub codes: Codes,
    /// Words for administrative units.
    pub admin: Vec<AdminTerm>,
    /// Head nouns and qualifiers of clusters and zones.
    pub heads: Vec<HeadTerm>,
    /// Words near the name of a cluster.
    pub head_words: Near<ClusterRole>,
    /// Words inside and behind the names of bodies.
    pub body_words: Near<BodyWord>,
    /// Words for what happens to a cluster.
    pub event_words: Near<EventWord>,
    /// Words near the name of a place.
    pub place_words: Near<PlaceWord>,
    /// Words that open the name of a body or company.
    pub bodies: Vec<BodyTerm>,
    /// Modality cues of claims.
    pub cues: Vec<Cue>,
    /// Actions of claims.
    pub actions: Vec<ActionTerm>,
    /// Things counted and measures.
    pub subjects: Vec<SubjectTerm>,
    /// Hash of all tables (hexadecimal).
    pub hash: String,
    /// Administrative units.
    pub gazetteer: Gazetteer,
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
            hash: Sha256::new(),
        };
        load.lexicon.numbers = load.table()?;
        load.lexicon.bounds = load.table()?;
        load.lexicon.units = load.table()?;
        load.lexicon.fixed = load.table()?;
        load.lexicon.dates = load.table()?;
        load.lexicon.documents = load.table()?;
        load.lexicon.codes = Codes::load(&load.lexicon.documents, dir)?;
        load.lexicon.admin = load.table()?;
        load.lexicon.heads = load.table()?;
        load.lexicon.bodies = load.table()?;
        load.lexicon.head_words = load.near()?;
        load.lexicon.place_words = load.near()?;
        load.lexicon.body_words = load.near()?;
        load.lexicon.event_words = load.near()?;
        load.lexicon.cues = load.table()?;
        load.lexicon.actions = load.table()?;
        load.lexicon.subjects = load.table()?;
        for table in [gazetteer::UNITS, gazetteer::ALIASES, issuer::BUILTIN] {
            load.hash.update(table);
        }
        if let Some(text) = of_user(dir, issuer::FILE)? {
            load.hash.update(text);
        }
        let hash = load.hash.finalize();
        lexicon.hash = hash[..8].iter().map(|byte| format!("{byte:02x}")).collect();
        lexicon.gazetteer = Gazetteer::load(&mut lexicon.syllables);
        lexicon.words = Words::new(&mut lexicon.syllables);
        lexicon.trie.finish(&lexicon.syllables);
        lexicon.number_words = lexicon.trie.single_words(Category::Number);
        Ok(lexicon)
    }
}

/// Reads tables into the trie.
struct Loader<'l, 'd> {
    lexicon: &'l mut Lexicon,
    dir: Option<&'d Path>,
    hash: Sha256,
}

impl Loader<'_, '_> {
    /// Reads one table: built-in rows first, then the user's.
    fn table<T: Term>(&mut self) -> Result<Vec<T>, TableError> {
        let mut out = Vec::new();
        self.rows(T::BUILTIN, &mut out)?;
        if let Some(text) = of_user(self.dir, T::FILE)? {
            self.rows(&text, &mut out)?;
        }
        Ok(out)
    }

    fn rows<T: Term>(&mut self, text: &str, out: &mut Vec<T>) -> Result<(), TableError> {
        self.hash.update(text);
        for row in rows(T::FILE, text) {
            let index = u16::try_from(out.len()).map_err(|_| row.error("more than 65,535 rows"))?;
            let value = T::read(&row)?;
            let none = Starts::default();
            let entry = Entry {
                category: T::CATEGORY,
                row: index,
                starts: value.start().map_or(none, |start| none.and(start)),
                date: value.date(),
            };
            out.push(value);
            for term in row.get(0).split('|').map(str::trim).filter(|term| !term.is_empty()) {
                self.intern(term);
                let mut entry = entry;
                if term.contains(',') {
                    entry.starts = entry.starts.and(Start::Listed);
                }
                self.lexicon.trie.add(term, entry, &self.lexicon.syllables);
            }
        }
        Ok(())
    }

    /// Gives ids to the words of a term.
    fn intern(&mut self, term: &str) {
        let mut tokens = Vec::new();
        Tokenizer::once(&Syllables::default()).tokenize(term, &mut tokens);
        for token in tokens.iter().filter(|token| token.kind == Kind::Word) {
            self.lexicon.syllables.intern(token.of(term));
        }
    }
}

/// The user's file of a name, where there is one.
fn of_user(dir: Option<&Path>, file: &str) -> Result<Option<String>, TableError> {
    let Some(path) = dir.map(|dir| dir.join(file)) else {
        return Ok(None);
    };
    match std::fs::read_to_string(&path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(TableError {
            table: path.display().to_string(),
            line: 0,
            message: error.to_string(),
        }),
    }
}
