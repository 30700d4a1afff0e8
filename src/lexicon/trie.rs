//! All terms of all tables in one trie over token keys, matched in one pass.

use std::collections::HashMap;
use std::ops::Range;

use super::DateClass;
use crate::text::{Kind, Mixed, Syllables, Token, Tokenizer};

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

/// The terms found in a text: for each token the place in the trie where the longest of them ends, which holds them all.
#[derive(Clone, Debug)]
pub struct Hits<'l> {
    trie: &'l Trie,
    found: Found,
}

/// What a search leaves behind, and the memory the next one may use.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// For each token, the deepest node that the text goes on to.
    nodes: Vec<u32>,
    /// For each token, what starts there: most questions are answered by no.
    starts: Vec<Starts>,
}

impl<'l> Hits<'l> {
    /// Every hit, in token order, shortest first.
    pub fn all(&self) -> impl Iterator<Item = Hit> + '_ {
        (0..self.len()).flat_map(|at| self.at(at))
    }

    /// Gives the memory back.
    pub fn into_memory(self) -> Found {
        self.found
    }

    /// The tokens at which any of `wanted` starts, in text order.
    pub fn sites(&self, wanted: Starts) -> Sites<'_> {
        self.sites_in(0..self.len(), wanted)
    }

    /// Those of them in `range`.
    pub fn sites_in(&self, range: Range<usize>, wanted: Starts) -> Sites<'_> {
        Sites {
            starts: self.found.starts.get(..range.end).unwrap_or(&self.found.starts),
            at: range.start,
            wanted,
        }
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.found.starts.len()
    }

    /// True for a text without tokens.
    pub fn is_empty(&self) -> bool {
        self.found.starts.is_empty()
    }

    /// True when any of `wanted` starts at token `at`.
    pub fn starts(&self, at: usize, wanted: Starts) -> bool {
        self.found.starts.get(at).is_some_and(|here| here.0 & wanted.0 != 0)
    }

    /// Hits that start at token `at`, shortest first.
    pub fn at(&self, at: usize) -> impl DoubleEndedIterator<Item = Hit> + Clone + use<'l> {
        let node = self.found.nodes.get(at).copied().unwrap_or(0);
        hits(self.trie.path(node), at)
    }

    /// True when a term of `category` starts at token `at`.
    pub fn has(&self, at: usize, category: Category) -> bool {
        self.starts(at, Starts::terms(&[category]))
    }

    /// Hits of `category` that start at token `at`, shortest first.
    pub fn of(&self, at: usize, category: Category) -> impl DoubleEndedIterator<Item = Hit> + Clone + use<'l> {
        let node = if self.has(at, category) { self.found.nodes[at] } else { 0 };
        hits(self.trie.path(node), at).filter(move |hit| hit.category == category)
    }

    /// The classes of the date words that start at token `at`, a bit for each.
    pub fn date_classes(&self, at: usize) -> u128 {
        let node = self.found.nodes.get(at).copied().unwrap_or(0);
        let set = self.trie.nodes.get(node as usize).map_or(0, |node| node.dates);
        self.trie.date_sets.get(usize::from(set)).copied().unwrap_or(0)
    }

    /// The longest hit of `category` that starts at token `at`.
    pub fn longest(&self, at: usize, category: Category) -> Option<Hit> {
        self.of(at, category).next_back()
    }

    /// The longest hit of `category` that ends right before token `end`, looking back at most six tokens.
    pub fn ending_at(&self, end: usize, category: Category) -> Option<Hit> {
        (end.saturating_sub(6)..end).find_map(|at| self.of(at, category).find(|hit| hit.end as usize == end))
    }
}

/// A term on the way to a node.
#[derive(Clone, Copy, Debug)]
struct PathTerm {
    length: u16,
    row: u16,
    category: Category,
}

fn hits(terms: &[PathTerm], at: usize) -> impl DoubleEndedIterator<Item = Hit> + Clone + '_ {
    terms.iter().map(move |term| Hit {
        start: at as u32,
        end: at as u32 + u32::from(term.length),
        row: term.row,
        category: term.category,
    })
}

#[derive(Clone, Debug, Default)]
struct Node {
    /// A bit for each edge, by [`bit`] of its key: most words go on no term, and this says so without a search.
    mask: u64,
    /// Where its edges start in [`Trie::edges`], sorted by key, and how many they are.
    edges: (u32, u32),
    /// Its terms and those on the way to it: where they start in [`Trie::terms`], and how many they are.
    terms: (u32, u32),
    /// What starts with them.
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
    terms: Vec<PathTerm>,
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
    edges: HashMap<u64, u32, Mixed>,
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
        let mut lengths = vec![0u16];
        // A node is made after the one it hangs on.
        for (at, (terms, parent)) in (1..).zip(nodes) {
            let Node { mut starts, dates, .. } = self.nodes[parent as usize];
            let mut classes = self.date_sets[usize::from(dates)];
            for term in &terms {
                starts = starts.with(Starts::terms(&[term.category]));
                starts = term.start.map_or(starts, |start| starts.and(start));
                classes |= term.date.map_or(0, |class| 1 << class as u32);
            }
            let (from, count) = self.nodes[parent as usize].terms;
            lengths.push(lengths[parent as usize] + 1);
            let path = if terms.is_empty() {
                (from, count)
            } else {
                let start = self.terms.len() as u32;
                self.terms.extend_from_within(from as usize..(from + count) as usize);
                self.terms.extend(terms.iter().map(|term| PathTerm {
                    length: lengths[at],
                    row: term.row,
                    category: term.category,
                }));
                (start, count + terms.len() as u32)
            };
            let known = self.date_sets.iter().position(|set| *set == classes);
            let node: &mut Node = &mut self.nodes[at];
            node.terms = path;
            node.starts = starts;
            node.dates = known.unwrap_or(self.date_sets.len()) as u16;
            if known.is_none() {
                self.date_sets.push(classes);
            }
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

    /// The terms that end at `node` or on the way to it, shortest first.
    fn path(&self, node: u32) -> &[PathTerm] {
        let (from, count) = self.nodes.get(node as usize).map_or((0, 0), |node| node.terms);
        self.terms.get(from as usize..(from + count) as usize).unwrap_or(&[])
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

    /// Finds every term at every token, in the memory of an earlier search.
    pub fn find(&self, tokens: &[Token], mut memory: Found) -> Hits<'_> {
        let Found { nodes, starts } = &mut memory;
        nodes.clear();
        nodes.resize(tokens.len(), 0);
        starts.clear();
        starts.resize(tokens.len(), Starts::default());
        for ((at, token), (deepest, starts)) in tokens.iter().enumerate().zip(nodes.iter_mut().zip(starts)) {
            let mut node = match token.kind {
                Kind::Word if token.sym == 0 => 0,
                Kind::Word => self.roots.get(usize::from(token.sym)).copied().unwrap_or(0),
                Kind::Punct => self.next(0, token.key()),
                Kind::Digits => 0,
            };
            let mut behind = tokens.iter().skip(at + 1);
            while node != 0 {
                *deepest = node;
                node = match behind.next() {
                    Some(next) if next.key() != 0 => self.next(node, next.key()),
                    _ => 0,
                };
            }
            let capital = u32::from(token.is_capital()) << Start::Capital as u32;
            let digits = u32::from(token.kind == Kind::Digits) << Start::Digits as u32;
            let terms = self.nodes.get(*deepest as usize).map_or(0, |node| node.starts.0);
            *starts = Starts(capital | digits | terms);
        }
        Hits { trie: self, found: memory }
    }
}

fn edge(node: u32, key: u32) -> u64 {
    u64::from(node) << 32 | u64::from(key)
}

/// The bit of a key in a node's mask.
fn bit(key: u32) -> u64 {
    1 << (key.wrapping_mul(0x9E37_79B9) >> 26)
}
