//! What each token can be in a number, decided once before any number is read.

use std::ops::Range;

use crate::extract::scan::{Owner, Scan};
use crate::lexicon::{BoundEffect, BoundTerm, Category, FixedTerm, Hit, NumberWord, Start, Starts, UnitKind, UnitTerm};
use crate::text::{Kind, Token};

/// A scan with the number words of its tokens.
#[derive(Debug)]
pub(crate) struct Reader<'s, 'a> {
    pub(crate) scan: &'s Scan<'a>,
    /// The tokens that are number words.
    words: TokenSet,
    /// Fixed expressions that hold number words, in text order: tokens and row of the table.
    pub(crate) fixed: Vec<(Range<usize>, u16)>,
    /// Tokens at which a number may start, in text order.
    pub(crate) triggers: Vec<u32>,
    /// A comma before three digits is the decimal mark in this text, as far as its other numbers tell.
    pub(crate) comma_decimal: Option<bool>,
}

impl<'s, 'a> Reader<'s, 'a> {
    /// Reads the hits of the number table, without those that are part of other words or belong to someone.
    pub(crate) fn new(scan: &'s Scan<'a>) -> Self {
        let mut reader = Self {
            scan,
            words: TokenSet::new(scan.tokens.len()),
            fixed: Vec::new(),
            triggers: Vec::with_capacity(scan.tokens.len() / 16),
            comma_decimal: None,
        };
        let mut styles = Styles::default();
        let mut blocked = 0;
        let lookalikes = Starts::default().and(Start::Lookalike);
        let wanted = Starts::terms(&[Category::Number]).and(Start::Lookalike).and(Start::Digits);
        for at in scan.hits.sites(wanted) {
            let free = scan.owners.get(at) == Some(&Owner::Free);
            let token = &scan.tokens[at];
            if token.kind == Kind::Digits {
                if free {
                    reader.triggers.push(at as u32);
                }
                styles.see(scan.tokens.get(at + 1..).unwrap_or(&[]));
                continue;
            }
            if scan.hits.starts(at, lookalikes) {
                blocked = reader.read_fixed(at, blocked);
            }
            if at >= blocked && free && row(scan, token) != 0 {
                reader.words.insert(at);
                reader.triggers.push(at as u32);
            }
        }
        reader.comma_decimal = styles.comma_decimal();
        reader.drop_names();
        reader
    }

    /// Reads the fixed expressions that start at token `at`; gives the token before which no number word counts.
    fn read_fixed(&mut self, at: usize, mut blocked: usize) -> usize {
        let scan = self.scan;
        for hit in scan.hits.of(at, Category::Fixed) {
            let (start, end) = (hit.start as usize, hit.end as usize);
            let counted = start > 0 && self.number(start - 1).is_some_and(counts);
            match scan.lexicon.fixed.get(usize::from(hit.row)) {
                Some(FixedTerm::Word) if !counted => blocked = blocked.max(end),
                Some(FixedTerm::Expression(_)) if !counted && !is_fraction(scan, end) && scan.is_free(start..end) => {
                    // Hits at one token come shortest first: a longer one replaces it.
                    match self.fixed.last_mut() {
                        Some((last, row)) if last.start == start => (*last, *row) = (start..end, hit.row),
                        Some((last, _)) if last.end > start => continue,
                        _ => self.fixed.push((start..end, hit.row)),
                    }
                    blocked = blocked.max(end);
                }
                _ => {}
            }
        }
        blocked
    }

    /// A capital in the middle of a sentence makes a name of a number word (Ba Đình, Năm Căn).
    fn drop_names(&mut self) {
        let mut triggers = std::mem::take(&mut self.triggers);
        triggers.retain(|at| {
            let at = *at as usize;
            let name = self.scan.tokens[at].is_capital() && self.is_name(at);
            if name {
                self.words.remove(at);
            }
            !name
        });
        self.triggers = triggers;
    }

    fn is_name(&self, at: usize) -> bool {
        let tokens = &self.scan.tokens;
        if tokens[at].len() == 1 || (tokens[at].is_all_caps() && self.number(at + 1).is_none() && tokens[at].len() <= 2) {
            return false;
        }
        let next_capital = tokens.get(at + 1).is_some_and(|next| next.is_capital() && !next.starts_line());
        if tokens[at].is_all_caps() {
            // In a heading of capitals everything is one.
            return false;
        }
        if next_capital {
            // "Hai Hiệp định đã được ký": documents may have a capital, too.
            return !(self.opens_sentence(at) && self.scan.hits.has(at + 1, Category::Document));
        }
        !self.opens_sentence(at)
    }

    /// Nothing but opening punctuation stands before token `at` in its sentence.
    pub(crate) fn opens_sentence(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).and_then(|i| self.scan.tokens.get(i)) else {
            return true;
        };
        if self.scan.tokens[at].starts_line() {
            return true;
        }
        before.kind == Kind::Punct && !(before.is(',') || before.is(')'))
    }

    pub(crate) fn token(&self, at: usize) -> Option<&Token> {
        self.scan.tokens.get(at)
    }

    /// The number word at `at`, if it is one and goes on a line that began before.
    pub(crate) fn number(&self, at: usize) -> Option<NumberWord> {
        if !self.words.contains(at) {
            return None;
        }
        let row = row(self.scan, self.scan.tokens.get(at)?).checked_sub(1)?;
        self.scan.lexicon.numbers.get(usize::from(row)).map(|term| term.word)
    }

    /// The number word at `at` when it continues the words before it.
    pub(crate) fn next_number(&self, at: usize) -> Option<NumberWord> {
        self.number(at).filter(|_| !self.scan.tokens[at].starts_paragraph())
    }

    /// Free digits at `at`.
    pub(crate) fn digits(&self, at: usize) -> Option<&Token> {
        let token = self.token(at).filter(|token| token.kind == Kind::Digits)?;
        (self.scan.owners.get(at) == Some(&Owner::Free)).then_some(token)
    }

    /// A punctuation mark glued to the token before it.
    pub(crate) fn glued_mark(&self, at: usize, mark: char) -> bool {
        self.token(at).is_some_and(|token| token.is(mark) && token.glued())
    }

    /// True when token `at` stands next to the one before, without a blank.
    pub(crate) fn is_glued(&self, at: usize) -> bool {
        self.token(at).is_some_and(Token::glued)
    }

    /// The longest unit at `at` that is written as it must be, with its row.
    pub(crate) fn unit(&self, at: usize, behind_digits: bool) -> Option<(Hit, &'a UnitTerm)> {
        self.scan
            .hits
            .has(at, Category::Unit)
            .then(|| self.unit_here(at, behind_digits))
            .flatten()
    }

    /// [`Self::unit`] at a token where a term of units starts.
    fn unit_here(&self, at: usize, behind_digits: bool) -> Option<(Hit, &'a UnitTerm)> {
        let lexicon = self.scan.lexicon;
        // One past the longest verb: "tập trung" is one although "tập" may be counted.
        let mut verb_end = 0;
        for hit in self.scan.hits.at(at).rev() {
            let is_verb = match hit.category {
                Category::Unit => {
                    let term = lexicon.units.get(usize::from(hit.row))?;
                    let in_verb = term.kind == UnitKind::Count && verb_end > hit.end;
                    if !in_verb && self.is_written(hit, term, behind_digits) {
                        return Some((hit, term));
                    }
                    false
                }
                Category::Bound => self.bound_of(hit).is_some_and(|term| term.effect == BoundEffect::Stop),
                Category::Fixed => matches!(lexicon.fixed.get(usize::from(hit.row)), Some(FixedTerm::Word)),
                _ => false,
            };
            if is_verb {
                verb_end = verb_end.max(hit.end);
            }
        }
        None
    }

    /// True when the unit of `hit` is spelled as it must be, in one piece: "m2" and "US$", not "m 2".
    fn is_written(&self, hit: Hit, term: &UnitTerm, behind_digits: bool) -> bool {
        let (start, end) = (hit.start as usize, hit.end as usize);
        let spelled = term.exact.is_empty() || {
            let text = self.scan.slice(self.scan.span(start..end));
            behind_digits && term.exact.iter().any(|way| **way == *text)
        };
        let mut inside = self.scan.tokens.get(start + 1..end).unwrap_or(&[]).iter();
        spelled
            && inside.all(|token| match token.kind {
                Kind::Word => !token.starts_line(),
                _ => token.glued() || token.is('%'),
            })
    }

    /// The longest bound word that starts at `at`.
    pub(crate) fn bound(&self, at: usize) -> Option<(Hit, BoundEffect)> {
        let hit = self.scan.hits.longest(at, Category::Bound)?;
        self.bound_of(hit).map(|term| (hit, term.effect))
    }

    /// A bound word with `effect` that starts at `at`.
    pub(crate) fn bound_with(&self, at: usize, effect: BoundEffect) -> Option<Hit> {
        self.scan
            .hits
            .of(at, Category::Bound)
            .rev()
            .find(|hit| self.bound_of(*hit).is_some_and(|term| term.effect == effect))
    }

    /// A bound word with `effect` that ends right before token `end`.
    pub(crate) fn bound_before(&self, end: usize, effect: BoundEffect) -> Option<Hit> {
        let mut sites = self
            .scan
            .hits
            .sites_in(end.saturating_sub(4)..end, Starts::terms(&[Category::Bound]));
        sites.find_map(|at| self.bound_with(at, effect).filter(|hit| hit.end as usize == end))
    }

    pub(crate) fn bound_of(&self, hit: Hit) -> Option<BoundTerm> {
        self.scan.lexicon.bounds.get(usize::from(hit.row)).copied()
    }

    /// A noun that is counted, or a unit, starts at `at`.
    pub(crate) fn countable(&self, at: usize) -> bool {
        self.unit(at, false).is_some()
    }

    /// A counted noun (not a measure) starts at `at`.
    pub(crate) fn count_noun(&self, at: usize) -> bool {
        self.unit(at, false).is_some_and(|(_, term)| term.kind == UnitKind::Count)
    }
}

/// A set of tokens, a bit for each.
#[derive(Debug)]
struct TokenSet(Vec<u64>);

impl TokenSet {
    /// An empty set of tokens below `tokens`.
    fn new(tokens: usize) -> Self {
        Self(vec![0; tokens.div_ceil(64)])
    }

    fn contains(&self, at: usize) -> bool {
        self.0.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 != 0)
    }

    fn insert(&mut self, at: usize) {
        if let Some(word) = self.0.get_mut(at / 64) {
            *word |= 1 << (at % 64);
        }
    }

    fn remove(&mut self, at: usize) {
        if let Some(word) = self.0.get_mut(at / 64) {
            *word &= !(1 << (at % 64));
        }
    }
}

/// Evidence for the meaning of "," and ".": 1.234 and 5,6 against 1,234,567.
#[derive(Debug, Default)]
struct Styles {
    dot: u32,
    comma: u32,
}

impl Styles {
    /// Looks at the tokens behind a run of digits.
    fn see(&mut self, behind: &[Token]) {
        let digits = |token: &Token| token.glued() && token.kind == Kind::Digits;
        let [mark, next, rest @ ..] = behind else { return };
        if !mark.glued() || !digits(next) {
            return;
        }
        match (mark.is(','), mark.is('.'), next.len()) {
            (true, _, 1 | 2) | (_, true, 3) => self.dot += 1,
            (true, _, 3) if matches!(rest, [more, last, ..] if more.glued() && (more.is(',') || more.is('.')) && digits(last)) => {
                self.comma += 3;
            }
            _ => {}
        }
    }

    fn comma_decimal(&self) -> Option<bool> {
        (self.dot != self.comma).then_some(self.dot > self.comma)
    }
}

/// The expression that ends before token `end` is the head of a fraction: `một phần` of `một phần mười`.
fn is_fraction(scan: &Scan<'_>, end: usize) -> bool {
    let over = end > 0 && scan.word(end - 1) == "phần";
    let digits = scan.tokens.get(end).is_some_and(|token| token.kind == Kind::Digits);
    let word = scan
        .hits
        .longest(end, Category::Number)
        .and_then(|hit| scan.lexicon.numbers.get(usize::from(hit.row)));
    over && (digits || word.is_some_and(|term| matches!(term.word, NumberWord::Digit(1..) | NumberWord::Ten | NumberWord::Variant(4))))
}

/// One more than the row of the number table that `token`, a word, stands for; 0 for none.
fn row(scan: &Scan<'_>, token: &Token) -> u16 {
    if token.kind != Kind::Word {
        return 0;
    }
    scan.lexicon.number_words.get(usize::from(token.sym)).copied().unwrap_or(0)
}

/// Number words behind which another word of the same number may stand.
fn counts(word: NumberWord) -> bool {
    matches!(
        word,
        NumberWord::Ten | NumberWord::Tens | NumberWord::Hundred | NumberWord::Link | NumberWord::Point
    )
}
