//! All terms of all tables in one trie over token keys, matched in one pass.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

use super::DateClass;
use crate::text::{Kind, Syllables, Token, Tokenizer};

/// Which table a term comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Category {
    /// `numbers.tsv`: number words and scales.
    Number,
    /// `bounds.tsv`: bounds, approximation, ranges around a number.
    Bound,
    /// `units.tsv`: units of measure and money.
    Unit,
    /// `dates.tsv`: words of temporal expressions.
    Date,
    /// `documents.tsv`: types of official document.
    Document,
    /// `heads.tsv`: head nouns and qualifiers of clusters and zones.
    Cluster,
    /// `admin.tsv`: words for administrative units.
    Admin,
    /// `bodies.tsv`: words that open the name of a public body or company.
    Body,
    /// `cues.tsv`: modality cues of claims.
    Cue,
    /// `actions.tsv`: actions claims speak of.
    Action,
    /// `subjects.tsv`: things counted or measured.
    Subject,
    /// `fixed.tsv`: expressions whose number words count nothing.
    Fixed,
}

/// What recognisers start from besides the terms of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Start {
    /// A run of digits.
    Digits = 12,
    /// A word with a capital.
    Capital,
    /// A term of `dates.tsv` that can open a temporal expression.
    Date,
    /// A term of `documents.tsv` that names a type of plan, norm or law.
    Plan,
    /// A term of `bounds.tsv` for all of a thing.
    Whole,
}

/// A set of what may start at a token: terms by their table, and [`Start`]s.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Starts(u32);

impl Starts {
    /// Terms of `categories`.
    pub const fn terms(categories: &[Category]) -> Self {
        let mut all = Self(0);
        let mut at = 0;
        while at < categories.len() {
            all.0 |= 1 << categories[at] as u32;
            at += 1;
        }
        all
    }

    /// Both sets.
    const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The set and `start`.
    pub const fn and(self, start: Start) -> Self {
        Self(self.0 | 1 << start as u32)
    }
}

/// A term found in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// First token.
    pub start: u32,
    /// One past the last token.
    pub end: u32,
    /// Row of the category's table.
    pub row: u16,
    /// The table.
    pub category: Category,
}

/// Hits in token order; several at one token are sorted shortest first.
#[derive(Clone, Debug, Default)]
pub struct Hits {
    all: Vec<Hit>,
    /// For each token, index of the first hit that starts at it or later.
    first: Vec<u32>,
    /// For each token, what starts there: most questions are answered by no.
    starts: Vec<Starts>,
    /// For each token, which set of [`Trie::date_sets`] the classes of its date words are.
    dates: Vec<u16>,
}

impl Hits {
    /// Every hit.
    pub fn all(&self) -> &[Hit] {
        &self.all
    }

    /// The tokens of `range` at which any of `wanted` starts, in text order.
    pub fn sites(&self, range: Range<usize>, wanted: Starts) -> Sites<'_> {
        Sites {
            starts: self.starts.get(..range.end).unwrap_or(&self.starts),
            at: range.start,
            wanted,
        }
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// True for a text without tokens.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// True when any of `wanted` starts at token `at`.
    pub fn starts(&self, at: usize, wanted: Starts) -> bool {
        self.starts.get(at).is_some_and(|here| here.0 & wanted.0 != 0)
    }

    /// Hits that start at token `at`, shortest first.
    pub fn at(&self, at: usize) -> &[Hit] {
        match (self.first.get(at), self.first.get(at + 1)) {
            (Some(&from), Some(&to)) => &self.all[from as usize..to as usize],
            _ => &[],
        }
    }

    /// True when a term of `category` starts at token `at`.
    pub fn has(&self, at: usize, category: Category) -> bool {
        self.starts(at, Starts::terms(&[category]))
    }

    /// Hits of `category` that start at token `at`, shortest first.
    pub fn of(&self, at: usize, category: Category) -> impl DoubleEndedIterator<Item = &Hit> {
        let hits = if self.has(at, category) { self.at(at) } else { &[] };
        hits.iter().filter(move |hit| hit.category == category)
    }

    /// The longest hit of `category` that starts at token `at`.
    pub fn longest(&self, at: usize, category: Category) -> Option<Hit> {
        self.of(at, category).next_back().copied()
    }

    /// The longest hit of `category` that ends right before token `end`, looking back at most six tokens.
    pub fn ending_at(&self, end: usize, category: Category) -> Option<Hit> {
        (end.saturating_sub(6)..end).find_map(|at| self.of(at, category).find(|hit| hit.end as usize == end).copied())
    }
}

#[derive(Clone, Debug, Default)]
struct Node {
    /// A bit for each edge, by [`bit`] of its key: most words go on no term, and this says so without a search.
    mask: u64,
    /// Where its edges start in [`Trie::edges`], sorted by key, and how many they are.
    edges: (u32, u32),
    /// Where its terms start in [`Trie::terms`], and how many they are.
    terms: (u32, u32),
    /// What starts with its terms and those on the way to it.
    starts: Starts,
    /// The classes of date words among them, as an index into [`Trie::date_sets`].
    dates: u16,
}

/// The trie. Built once from the tables, read by every thread.
#[derive(Clone, Debug, Default)]
pub struct Trie {
    nodes: Vec<Node>,
    /// Edges of all nodes: key of the token, node it leads to.
    edges: Vec<(u32, u32)>,
    terms: Vec<(Category, u16)>,
    /// Sets of classes of date words, a bit for each; the first is empty.
    date_sets: Vec<u128>,
    /// Node reached from the root by a word's id; most lookups end here.
    roots: Vec<u32>,
    growing: Growing,
}

/// The tokens that [`Hits::sites`] gives.
#[derive(Clone, Debug)]
pub struct Sites<'h> {
    starts: &'h [Starts],
    at: usize,
    wanted: Starts,
}

impl Iterator for Sites<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        // Most sets are rare: eight tokens are ruled out at once.
        const STRIDE: usize = 8;
        loop {
            let rest = self.starts.get(self.at..)?;
            if let Some(next) = rest.first_chunk::<STRIDE>()
                && next.iter().fold(0, |all, here| all | here.0) & self.wanted.0 == 0
            {
                self.at += STRIDE;
                continue;
            }
            let found = rest.iter().take(STRIDE).position(|here| here.0 & self.wanted.0 != 0);
            match found {
                Some(offset) => {
                    self.at += offset + 1;
                    return Some(self.at - 1);
                }
                None if rest.len() < STRIDE => return None,
                None => self.at += STRIDE,
            }
        }
    }
}

/// What a term is to the recognisers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its table.
    pub category: Category,
    /// Row of that table.
    pub row: u16,
    /// What else starts with it.
    pub start: Option<Start>,
    /// Its class, below 128, when it is a date word.
    pub date: Option<DateClass>,
}

/// The trie while terms are added.
#[derive(Clone, Debug, Default)]
struct Growing {
    /// Terms of each node behind the root, and the node it hangs on.
    nodes: Vec<(Vec<Entry>, u32)>,
    edges: HashMap<u64, u32, BuildHasherDefault<Mix>>,
}

impl Trie {
    /// Adds `term`, a phrase as it would be written. Its words must be interned already.
    pub fn add(&mut self, term: &str, entry: Entry, syllables: &Syllables) {
        let mut tokens = Vec::new();
        Tokenizer::once(syllables).tokenize(term, &mut tokens);
        let Growing { nodes, edges } = &mut self.growing;
        let mut node = 0u32;
        for token in &tokens {
            let (parent, next) = (node, nodes.len() as u32 + 1);
            node = *edges.entry(edge(node, token.key())).or_insert(next);
            if node == next {
                nodes.push((Vec::new(), parent));
            }
        }
        if node != 0
            && let Some((terms, _)) = nodes.get_mut(node as usize - 1)
            && !terms.contains(&entry)
        {
            terms.push(entry);
        }
    }

    /// Lays the trie out for searching; call once after the last [`add`](Trie::add).
    pub fn finish(&mut self, syllables: &Syllables) {
        let Growing { nodes, edges } = std::mem::take(&mut self.growing);
        self.nodes = vec![Node::default(); nodes.len() + 1];
        self.date_sets = vec![0];
        // A node is made after the one it hangs on.
        for (at, (terms, parent)) in (1..).zip(nodes) {
            let Node { mut starts, dates, .. } = self.nodes[parent as usize];
            let mut classes = self.date_sets[usize::from(dates)];
            for term in &terms {
                starts = starts.with(Starts::terms(&[term.category]));
                starts = term.start.map_or(starts, |start| starts.and(start));
                classes |= term.date.map_or(0, |class| 1 << class as u32);
            }
            let node: &mut Node = &mut self.nodes[at];
            node.terms = (self.terms.len() as u32, terms.len() as u32);
            node.starts = starts;
            node.dates = self
                .date_sets
                .iter()
                .position(|set| *set == classes)
                .unwrap_or(self.date_sets.len()) as u16;
            if usize::from(node.dates) == self.date_sets.len() {
                self.date_sets.push(classes);
            }
            self.terms.extend(terms.iter().map(|term| (term.category, term.row)));
        }
        let mut sorted: Vec<(u64, u32)> = edges.into_iter().collect();
        sorted.sort_unstable();
        for (edge, to) in sorted {
            let (from, key) = ((edge >> 32) as usize, edge as u32);
            let node = &mut self.nodes[from];
            if node.edges.1 == 0 {
                node.edges.0 = self.edges.len() as u32;
            }
            node.edges.1 += 1;
            node.mask |= bit(key);
            self.edges.push((key, to));
        }
        self.roots = (0..=syllables.len() as u32).map(|word| self.next(0, word)).collect();
    }

    /// The classes of the date words that start at token `at`, a bit for each, as [`find`](Trie::find) has left them in `hits`.
    pub fn date_classes(&self, hits: &Hits, at: usize) -> u128 {
        let set = hits.dates.get(at).copied().unwrap_or(0);
        self.date_sets.get(usize::from(set)).copied().unwrap_or(0)
    }

    /// The node that `key` leads to from `node`; 0 when none.
    fn next(&self, node: u32, key: u32) -> u32 {
        let Some(node) = self.nodes.get(node as usize).filter(|node| node.mask & bit(key) != 0) else {
            return 0;
        };
        let from = node.edges.0 as usize;
        let edges = self.edges.get(from..from + node.edges.1 as usize).unwrap_or(&[]);
        match edges.binary_search_by_key(&key, |edge| edge.0) {
            Ok(at) => edges[at].1,
            Err(_) => 0,
        }
    }

    /// Finds every term at every token.
    pub fn find(&self, tokens: &[Token], hits: &mut Hits) {
        if self.nodes.is_empty() {
            return;
        }
        hits.all.clear();
        hits.all.reserve(tokens.len());
        hits.first.clear();
        hits.first.resize(tokens.len() + 1, 0);
        hits.starts.clear();
        hits.starts.resize(tokens.len(), Starts::default());
        hits.dates.clear();
        hits.dates.resize(tokens.len(), 0);
        let slots = hits.first.iter_mut().zip(&mut hits.starts).zip(&mut hits.dates);
        for ((start, token), ((first, starts), dates)) in tokens.iter().enumerate().zip(slots) {
            *first = hits.all.len() as u32;
            let mut node = match token.kind {
                Kind::Word if token.sym == 0 => 0,
                Kind::Word => self.roots.get(usize::from(token.sym)).copied().unwrap_or(0),
                Kind::Punct => self.next(0, token.key()),
                Kind::Digits => 0,
            };
            let mut end = start + 1;
            let capital = u32::from(token.is_capital()) << Start::Capital as u32;
            let digits = u32::from(token.kind == Kind::Digits) << Start::Digits as u32;
            let mut last = &self.nodes[0];
            while node != 0 {
                last = &self.nodes[node as usize];
                let (from, count) = last.terms;
                for &(category, row) in &self.terms[from as usize..(from + count) as usize] {
                    hits.all.push(Hit {
                        start: start as u32,
                        end: end as u32,
                        row,
                        category,
                    });
                }
                node = match tokens.get(end) {
                    Some(next) if next.key() != 0 => self.next(node, next.key()),
                    _ => 0,
                };
                end += 1;
            }
            *starts = Starts(capital | digits | last.starts.0);
            *dates = last.dates;
        }
        if let Some(last) = hits.first.last_mut() {
            *last = hits.all.len() as u32;
        }
    }
}

fn edge(node: u32, key: u32) -> u64 {
    u64::from(node) << 32 | u64::from(key)
}

/// The bit of a key in a node's mask.
fn bit(key: u32) -> u64 {
    1 << (key.wrapping_mul(0x9E37_79B9) >> 26)
}

/// Hasher for edges: one multiplication, since keys are small integers of our own making.
#[derive(Clone, Copy, Debug, Default)]
pub struct Mix(u64);

impl Hasher for Mix {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(u64::from(byte));
        }
    }

    fn write_u64(&mut self, value: u64) {
        let mixed = (self.0 ^ value).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = mixed ^ (mixed >> 29);
    }
}
