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
    /// A punctuation mark.
    Mark,
    /// A term with a comma in it.
    Listed,
    /// A term of `fixed.tsv` that holds a number word.
    Lookalike,
    /// A term of `fixed.tsv` whose number behind it is a label.
    Label,
    /// A term of `bounds.tsv` that bounds or approximates the number behind it.
    Bounding,
    /// A term of `documents.tsv` that may stand before a number and starts no [`Start::Plan`]: other types, look-alikes, `số`.
    Numbered,
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
    /// The same by what starts, for each stretch of tokens.
    columns: Vec<Columns>,
    /// Tokens with which a longer term may start.
    longer: Vec<u32>,
}

/// For each of what may start, the tokens of a stretch at which it does, a bit for each.
type Columns = [u32; STRIDE];

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
            columns: &self.found.columns,
            found: 0,
            next: range.start / STRIDE,
            first: range.start,
            end: range.end.min(self.len()),
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
        let node = self.found.nodes.get(at).copied().unwrap_or(NOWHERE);
        hits(self.trie.path(node), at)
    }

    /// True when a term of `category` starts at token `at`.
    pub fn has(&self, at: usize, category: Category) -> bool {
        self.starts(at, Starts::terms(&[category]))
    }

    /// Hits of `category` that start at token `at`, shortest first.
    pub fn of(&self, at: usize, category: Category) -> impl DoubleEndedIterator<Item = Hit> + Clone + use<'l> {
        let node = if self.has(at, category) { self.found.nodes[at] } else { NOWHERE };
        hits(self.trie.path(node), at).filter(move |hit| hit.category == category)
    }

    /// The classes of the date words that start at token `at`, a bit for each.
    pub fn date_classes(&self, at: usize) -> u128 {
        let node = self.found.nodes.get(at).copied().unwrap_or(NOWHERE);
        let set = self.trie.nodes.get(node as usize).map_or(0, |node| node.dates);
        self.trie.date_sets.get(usize::from(set)).copied().unwrap_or(0)
    }

    /// The longest hit of `category` that starts at token `at`.
    pub fn longest(&self, at: usize, category: Category) -> Option<Hit> {
        self.of(at, category).next_back()
    }

    /// The longest hits of `category` that start in `range`, left to right, none inside one before it.
    pub fn apart(&self, range: Range<usize>, category: Category) -> impl Iterator<Item = Hit> + '_ {
        let mut past = range.start;
        self.sites_in(range, Starts::terms(&[category])).filter_map(move |at| {
            let hit = self.longest(at, category).filter(|_| at >= past)?;
            past = hit.end as usize;
            Some(hit)
        })
    }

    /// The longest hit of `category` that ends right before token `end`, looking back at most six tokens.
    pub fn ending_at(&self, end: usize, category: Category) -> Option<Hit> {
        self.sites_in(end.saturating_sub(6)..end, Starts::terms(&[category]))
            .find_map(|at| self.of(at, category).find(|hit| hit.end as usize == end))
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

#[derive(Clone, Copy, Debug, Default)]
struct Node {
    /// A bit for each edge, by [`bit`] of its key: most words go on no term, and this says so without a search.
    mask: u64,
    /// What keys are multiplied with, so that no two edges of the node share a bit; 0 for a node with too many for that.
    factor: u32,
    /// Where its edges start in [`Trie::edges`]; they end where those of the next node start.
    edges: u32,
    /// Where its terms and those on the way to it start in [`Trie::terms`], and how many they are.
    terms: u32,
    count: u16,
    /// The classes of date words among them, as an index into [`Trie::date_sets`].
    dates: u16,
    /// What starts with them.
    starts: Starts,
}

/// The trie. Built once from the tables, read by every thread.
#[derive(Clone, Debug, Default)]
pub struct Trie {
    /// First a node that goes nowhere, then the root, then every node that an edge leads to, in the order of the edges.
    nodes: Vec<Node>,
    /// Keys of the edges of all nodes, node by node; those of one node by the bit they have in its mask, or sorted in a node with
    /// too many for that.
    edges: Vec<u32>,
    terms: Vec<PathTerm>,
    /// Sets of classes of date words, a bit for each; the first is empty.
    date_sets: Vec<u128>,
    /// What each token leads to from the root, by [`Trie::slot`]; most lookups end here.
    firsts: Vec<First>,
    growing: Growing,
}

/// What is asked of every token, in one place: the node it leads to from the root, and what that node says.
#[derive(Clone, Copy, Debug)]
struct First {
    /// [`Node::mask`]; all bits for a mark that is looked up beyond the first tokens.
    mask: u64,
    /// [`Node::factor`], never 0.
    factor: u32,
    node: u32,
    /// What starts with the token: terms, and what it is by itself but for its capital.
    starts: Starts,
}

impl First {
    /// A token that no term starts with.
    const NOWHERE: Self = Self {
        mask: 0,
        factor: 1,
        node: NOWHERE,
        starts: Starts(0),
    };
}

/// Number of marks with a slot of their own.
const ASCII: usize = 128;
/// The slot of the word without an id.
const WORDS: usize = ASCII + 2;
/// The node that goes nowhere.
const NOWHERE: u32 = 0;
const ROOT: u32 = 1;

/// The tokens that [`Hits::sites`] gives.
#[derive(Clone, Debug)]
pub struct Sites<'h> {
    columns: &'h [Columns],
    /// Those found and not given yet in the stretch before `next`, a bit for each.
    found: u32,
    /// The stretch to look at next.
    next: usize,
    first: usize,
    end: usize,
    wanted: Starts,
}

/// Tokens that [`Sites`] looks at together: where the next one stands cannot be foreseen, and a wrong guess costs more than looking.
const STRIDE: usize = 32;

impl Iterator for Sites<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        while self.found == 0 {
            let from = self.next * STRIDE;
            if from >= self.end {
                return None;
            }
            let columns = self.columns.get(self.next)?;
            let mut wanted = self.wanted.0;
            while wanted != 0 {
                self.found |= columns[wanted.trailing_zeros() as usize];
                wanted &= wanted - 1;
            }
            // What lies before or behind the range is left out again.
            self.found &= u32::MAX << self.first.saturating_sub(from);
            self.found &= u32::MAX >> (from + STRIDE).saturating_sub(self.end);
            self.next += 1;
        }
        let offset = self.found.trailing_zeros() as usize;
        self.found &= self.found - 1;
        Some((self.next - 1) * STRIDE + offset)
    }
}

/// Turns rows into columns: bit `j` of number `i` becomes bit `i` of number `j` (Warren, Hacker's Delight, 7-3).
fn transpose(rows: &mut Columns) {
    swap_blocks::<16>(rows, 0x0000_FFFF);
    swap_blocks::<8>(rows, 0x00FF_00FF);
    swap_blocks::<4>(rows, 0x0F0F_0F0F);
    swap_blocks::<2>(rows, 0x3333_3333);
    swap_blocks::<1>(rows, 0x5555_5555);
}

/// One step of [`transpose`]: of each square of twice the width, the upper right and the lower left quarter change places. A width
/// known beforehand makes it several rows at a time.
fn swap_blocks<const WIDTH: usize>(rows: &mut Columns, mask: u32) {
    for pair in rows.chunks_exact_mut(2 * WIDTH) {
        let (low, high) = pair.split_at_mut(WIDTH);
        for (low, high) in low.iter_mut().zip(high) {
            let swapped = (*low >> WIDTH ^ *high) & mask;
            *high ^= swapped;
            *low ^= swapped << WIDTH;
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
    pub starts: Starts,
    /// Its class, below 128, when it is a date word.
    pub date: Option<DateClass>,
}

/// The trie while terms are added.
#[derive(Clone, Debug, Default)]
struct Growing {
    /// Terms of each node behind the root, which is 0.
    nodes: Vec<Vec<Entry>>,
    edges: HashMap<u64, u32, Mixed>,
}

impl Trie {
    /// Adds `term`, a phrase as it would be written. Its words must be interned already.
    pub fn add(&mut self, term: &str, entry: Entry, syllables: &Syllables) {
        let mut tokens = Vec::new();
        Tokenizer::once(syllables).tokenize(term, &mut tokens);
        // A word beyond the last id could be any other.
        if tokens.iter().any(|token| token.key() == 0) {
            return;
        }
        let Growing { nodes, edges } = &mut self.growing;
        let mut node = 0u32;
        for token in &tokens {
            let next = nodes.len() as u32 + 1;
            node = *edges.entry(edge(node, token.key())).or_insert(next);
            if node == next {
                nodes.push(Vec::new());
            }
        }
        if node != 0
            && let Some(terms) = nodes.get_mut(node as usize - 1)
            && !terms.contains(&entry)
        {
            terms.push(entry);
        }
    }

    /// Lays the trie out for searching; call once after the last [`add`](Trie::add).
    pub fn finish(&mut self, syllables: &Syllables) {
        let Growing { nodes: grown, edges } = std::mem::take(&mut self.growing);
        let mut sorted: Vec<(u64, u32)> = edges.into_iter().collect();
        sorted.sort_unstable();
        let mut children: Vec<Vec<(u32, u32)>> = vec![Vec::new(); grown.len() + 1];
        for (edge, child) in sorted {
            children[(edge >> 32) as usize].push((edge as u32, child));
        }
        self.date_sets = vec![0];
        self.nodes = vec![Node::default(); ROOT as usize + 1];
        // What each node was while it grew, and how many tokens lead to it.
        let mut origins = vec![(0, 0); ROOT as usize + 1];
        let mut at = ROOT as usize;
        while let Some(&(origin, length)) = origins.get(at) {
            let edges = &mut children[origin as usize];
            let (factor, mask) = spread(edges);
            let node = &mut self.nodes[at];
            (node.factor, node.mask, node.edges) = (factor, mask, self.edges.len() as u32);
            let node = *node;
            for &mut (key, child) in edges {
                let next = self.complete(node, &grown[child as usize - 1], length + 1);
                self.edges.push(key);
                self.nodes.push(next);
                origins.push((child, length + 1));
            }
            at += 1;
        }
        // Where the edges of the last node end.
        self.nodes.push(Node {
            edges: self.edges.len() as u32,
            ..Node::default()
        });
        let (mark, digits) = (Starts::default().and(Start::Mark), Starts::default().and(Start::Digits));
        let marks = (0..ASCII as u16).map(|sym| self.first(Kind::Punct.key(sym), mark));
        // Whether any other mark opens a term is asked where terms go on.
        let other = First {
            mask: u64::MAX,
            starts: mark,
            ..First::NOWHERE
        };
        let digits = First {
            starts: digits,
            ..First::NOWHERE
        };
        let words = (0..=syllables.len() as u32).map(|word| self.first(word, Starts::default()));
        self.firsts = marks.chain([other, digits]).chain(words).collect();
    }

    fn first(&self, key: u32, starts: Starts) -> First {
        let node = self.next(ROOT, key);
        let from = self.nodes[node as usize];
        First {
            mask: from.mask,
            factor: multiplier(from.factor),
            node,
            starts: starts.with(from.starts),
        }
    }

    /// The place of `token` in [`Trie::firsts`]: ASCII marks, all other marks, all digits, then words by their ids. A word that only
    /// other tables know may lie beyond the end.
    fn slot(token: &Token) -> usize {
        let sym = usize::from(token.sym);
        match token.kind {
            Kind::Punct => sym.min(ASCII),
            Kind::Digits => ASCII + 1,
            Kind::Word => WORDS + sym,
        }
    }

    /// The node behind `parent` at which `terms` of `length` tokens end, without its edges.
    fn complete(&mut self, parent: Node, terms: &[Entry], length: u16) -> Node {
        let Node { mut starts, dates, .. } = parent;
        let mut classes = self.date_sets[usize::from(dates)];
        for term in terms {
            starts = starts.with(Starts::terms(&[term.category])).with(term.starts);
            classes |= term.date.map_or(0, |class| 1 << class as u32);
        }
        let (from, count) = (parent.terms as usize, usize::from(parent.count));
        let known = self.date_sets.iter().position(|set| *set == classes);
        let mut node = Node {
            starts,
            dates: known.unwrap_or(self.date_sets.len()) as u16,
            terms: parent.terms,
            count: parent.count,
            ..Node::default()
        };
        if known.is_none() {
            self.date_sets.push(classes);
        }
        if !terms.is_empty() {
            (node.terms, node.count) = (self.terms.len() as u32, (count + terms.len()) as u16);
            self.terms.extend_from_within(from..from + count);
            self.terms.extend(terms.iter().map(|term| PathTerm {
                length,
                row: term.row,
                category: term.category,
            }));
        }
        node
    }

    /// For each word, one more than the row of the term of `category` that it is by itself; 0 for none.
    pub fn single_words(&self, category: Category) -> Vec<u16> {
        let single = |first: &First| {
            let mut terms = self.path(first.node).iter().rev();
            terms.find(|term| term.category == category && term.length == 1)
        };
        let words = self.firsts.iter().skip(WORDS);
        words.map(|first| single(first).map_or(0, |term| term.row + 1)).collect()
    }

    /// The terms that end at `node` or on the way to it, shortest first.
    fn path(&self, node: u32) -> &[PathTerm] {
        let (from, count) = self
            .nodes
            .get(node as usize)
            .map_or((0, 0), |node| (node.terms as usize, usize::from(node.count)));
        self.terms.get(from..from + count).unwrap_or(&[])
    }

    /// The node that `key` leads to from `node`; [`NOWHERE`] when none.
    fn next(&self, node: u32, key: u32) -> u32 {
        let Some(from) = self.nodes.get(node as usize) else {
            return NOWHERE;
        };
        let bit = bit(key, multiplier(from.factor));
        if from.mask & bit == 0 {
            return NOWHERE;
        }
        let mut edge = from.edges as usize;
        if from.factor == 0 {
            let end = self.nodes.get(node as usize + 1).map_or(edge, |next| next.edges as usize);
            edge += self.edges.get(edge..end).unwrap_or(&[]).partition_point(|known| *known < key);
        } else {
            edge += (from.mask & (bit - 1)).count_ones() as usize;
        }
        match self.edges.get(edge) {
            Some(known) if *known == key => edge as u32 + ROOT + 1,
            _ => NOWHERE,
        }
    }

    /// Finds every term at every token, in the memory of an earlier search.
    pub fn find(&self, tokens: &[Token], mut memory: Found) -> Hits<'_> {
        let Found {
            nodes,
            starts,
            columns,
            longer,
        } = &mut memory;
        // What an earlier search left in them is written over.
        nodes.resize(tokens.len(), NOWHERE);
        starts.resize(tokens.len(), Starts::default());
        longer.resize(tokens.len(), 0);
        columns.clear();
        // What a token may go on to is decided without a branch, so that those of many are fetched at once; few go on. From the
        // last to the first, since each is asked about with the one behind.
        let (mut count, mut next) = (0, 0);
        let slots = nodes.iter_mut().zip(starts.iter_mut());
        for (at, (token, (node, starts))) in tokens.iter().zip(slots).enumerate().rev() {
            let first = self.firsts.get(Self::slot(token)).unwrap_or(&First::NOWHERE);
            if let Some(slot) = longer.get_mut(count) {
                *slot = at as u32;
            }
            count += usize::from(first.mask & bit(next, first.factor) != 0);
            *node = first.node;
            *starts = first.starts.with(of_itself(token));
            next = token.key();
        }
        for &at in longer.iter().take(count) {
            let at = at as usize;
            let mut node = nodes[at];
            if node == NOWHERE {
                node = self.next(ROOT, tokens[at].key());
            }
            for next in &tokens[at + 1..] {
                let deeper = self.next(node, next.key());
                if deeper == NOWHERE {
                    break;
                }
                node = deeper;
            }
            nodes[at] = node;
            starts[at] = starts[at].with(self.nodes[node as usize].starts);
        }
        columns.extend(starts.chunks(STRIDE).map(|stretch| {
            let mut rows = [0; STRIDE];
            rows.iter_mut().zip(stretch).for_each(|(row, starts)| *row = starts.0);
            transpose(&mut rows);
            rows
        }));
        Hits { trie: self, found: memory }
    }
}

/// What starts with a token whatever the tables say of it, beside what its kind says.
fn of_itself(token: &Token) -> Starts {
    Starts(u32::from(token.is_capital()) << Start::Capital as u32)
}

fn edge(node: u32, key: u32) -> u64 {
    u64::from(node) << 32 | u64::from(key)
}

/// The bit of a key in the mask of a node with this factor, not 0.
fn bit(key: u32, factor: u32) -> u64 {
    1 << (key.wrapping_mul(factor) >> 26)
}

/// What keys of a node with this [`Node::factor`] are multiplied with.
fn multiplier(factor: u32) -> u32 {
    const MIX: u32 = 0x9E37_79B9;
    if factor == 0 { MIX } else { factor }
}

/// A factor that gives each of the edges a bit of its own, and the mask of these bits; brings the edges into the order of their
/// bits. Without such a factor it is 0, and the edges stay as they are.
fn spread(edges: &mut [(u32, u32)]) -> (u32, u64) {
    const TRIES: u32 = 4096;
    let mask = |factor| edges.iter().fold(0, |mask, (key, _)| mask | bit(*key, factor));
    // Odd numbers all over the range.
    let mut factors = (0..TRIES).map(|turn| 0x9E37_79B9u32.wrapping_mul(2 * turn + 1) | 1);
    let found = factors.find(|factor| edges.len() <= 32 && mask(*factor).count_ones() as usize == edges.len());
    let factor = found.unwrap_or(0);
    let mask = mask(multiplier(factor));
    if factor != 0 {
        edges.sort_unstable_by_key(|(key, _)| bit(*key, factor));
    }
    (factor, mask)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A trie of `terms`, each a row of the table of actions.
    fn trie(terms: &[String]) -> (Trie, Syllables) {
        let (mut syllables, mut trie) = (Syllables::default(), Trie::default());
        for word in terms.iter().flat_map(|term| term.split_whitespace()) {
            syllables.intern(word);
        }
        for (row, term) in terms.iter().enumerate() {
            let entry = Entry {
                category: Category::Action,
                row: row as u16,
                starts: Starts::default(),
                date: None,
            };
            trie.add(term, entry, &syllables);
        }
        trie.finish(&syllables);
        (trie, syllables)
    }

    fn word(number: usize) -> String {
        format!(
            "w{}",
            number
                .to_string()
                .bytes()
                .map(|digit| char::from(digit - b'0' + b'a'))
                .collect::<String>()
        )
    }

    #[test]
    fn every_edge_is_found_in_nodes_with_few_edges_and_with_many() {
        for edges in [1, 2, 7, 20, 31, 33, 200] {
            let terms: Vec<String> = (0..edges).map(|at| format!("head {} tail", word(at))).collect();
            let (trie, syllables) = trie(&terms);
            let text = format!("{} head other tail", terms.join(" "));
            let mut tokens = Vec::new();
            Tokenizer::new(&syllables).tokenize(&text, &mut tokens);
            let hits = trie.find(&tokens, Found::default());
            let found: Vec<_> = hits.all().map(|hit| (hit.start, hit.end, hit.row)).collect();
            let want: Vec<_> = (0..edges as u32).map(|at| (3 * at, 3 * at + 3, at as u16)).collect();
            assert_eq!(found, want, "{edges} edges");
        }
    }

    proptest! {
        #[test]
        fn sites_are_the_tokens_that_have_what_is_wanted(words in prop::collection::vec(0usize..4, 0..70), from in 0usize..80, to in 0usize..80) {
            let (trie, syllables) = trie(&[word(0), format!("{} {}", word(1), word(2))]);
            let text: Vec<String> = words.iter().map(|at| word(*at)).collect();
            let mut tokens = Vec::new();
            Tokenizer::new(&syllables).tokenize(&text.join(" "), &mut tokens);
            let hits = trie.find(&tokens, Found::default());
            let wanted = Starts::terms(&[Category::Action]);
            let sites: Vec<usize> = hits.sites_in(from..to, wanted).collect();
            let one_by_one: Vec<usize> = (from..to).filter(|at| hits.starts(*at, wanted)).collect();
            prop_assert_eq!(sites, one_by_one);
        }
    }
}
