//! Looking at tokens one sentence at a time.

use crate::extract::scan::{Owner, Scan};
use crate::lexicon::{Category, DateClass};
use crate::text::{Kind, Token};

/// A set of classes, so that one look at a token rules out most readings. [`Reader::beside`] puts what else a token is among them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Classes(u128);

impl Classes {
    /// The empty set.
    pub const NONE: Self = Self(0);
    /// Digits.
    pub const DIGITS: Self = Self(1 << 127);
    /// A punctuation mark.
    pub const MARK: Self = Self(1 << 126);
    /// Anything, the end of the text included.
    pub const ANY: Self = Self(1 << 125);

    /// The set of the class with this number.
    pub const fn nth(class: usize) -> Self {
        Self(1 << class)
    }

    /// Both sets.
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The set and `class`.
    pub const fn and(self, class: DateClass) -> Self {
        Self(self.0 | 1 << class as u32)
    }

    /// The set of `classes`.
    pub const fn of(classes: &[DateClass]) -> Self {
        let mut all = Self(0);
        let mut at = 0;
        while at < classes.len() {
            all = all.and(classes[at]);
            at += 1;
        }
        all
    }

    /// The set without the classes of `other`.
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// True for the empty set.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The numbers of its classes.
    pub fn numbers(self) -> impl Iterator<Item = usize> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let next = rest.trailing_zeros() as usize;
            rest &= rest.wrapping_sub(1);
            (next < u128::BITS as usize).then_some(next)
        })
    }

    /// True when it holds `class`.
    pub const fn has(self, class: DateClass) -> bool {
        self.0 & 1 << class as u32 != 0
    }

    /// True when the two share a class.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// A view of the scan up to the end of one sentence.
#[derive(Clone, Copy)]
pub(super) struct Reader<'r, 'a> {
    pub scan: &'r Scan<'a>,
    /// First token of the sentence.
    pub start: usize,
    /// One past its last token.
    pub limit: usize,
}

impl<'r> Reader<'r, '_> {
    /// Token `at`, while it is in the sentence and belongs to nothing.
    pub fn token(&self, at: usize) -> Option<&'r Token> {
        if at >= self.limit || self.scan.owners.get(at) != Some(&Owner::Free) {
            return None;
        }
        self.scan.tokens.get(at)
    }

    /// The token before `at`, whoever owns it.
    pub fn before(&self, at: usize) -> Option<&'r Token> {
        if at <= self.start {
            return None;
        }
        self.scan.tokens.get(at - 1)
    }

    /// The classes of the terms that start at `at`.
    pub fn classes(&self, at: usize) -> Classes {
        Classes(self.scan.hits.date_classes(at))
    }

    /// The classes of the terms that start at `at`, and what else stands there.
    pub fn beside(&self, at: usize) -> Classes {
        let kind = match self.scan.tokens.get(at).map(|token| token.kind) {
            Some(Kind::Digits) => Classes::DIGITS,
            Some(Kind::Punct) => Classes::MARK,
            _ => Classes::NONE,
        };
        self.classes(at).with(kind).with(Classes::ANY)
    }

    /// The longest term of `class` at `at`: where it ends, and its value.
    ///
    /// A longer expression that only holds the word (`tiếp tục` for `tiếp`) hides it.
    #[inline]
    pub fn word(&self, at: usize, class: DateClass) -> Option<(usize, i16)> {
        if !self.classes(at).has(class) {
            return None;
        }
        self.longest(at, class)
    }

    /// The same where `at` has such a term: of most tokens more is asked than they are.
    fn longest(&self, at: usize, class: DateClass) -> Option<(usize, i16)> {
        self.token(at)?;
        let mut not = 0;
        // The longest first.
        for hit in self.scan.hits.of(at, Category::Date).rev() {
            let end = hit.end as usize;
            let Some(row) = self.scan.lexicon.dates.get(usize::from(hit.row)).filter(|_| end <= self.limit) else {
                continue;
            };
            if row.class == class {
                return (not <= end).then_some((end, row.value));
            }
            if row.class == DateClass::Not {
                not = not.max(end);
            }
        }
        None
    }

    /// True where a term of `class` starts at `at`.
    pub fn is(&self, at: usize, class: DateClass) -> bool {
        self.word(at, class).is_some()
    }

    /// The term of `class` that ends right before `at`: where it starts, and its value.
    pub fn ending(&self, at: usize, class: DateClass) -> Option<(usize, i16)> {
        let from = at.saturating_sub(4).max(self.start);
        let wanted = Classes::of(&[class]);
        (from..at).filter(|&start| self.classes(start).meets(wanted)).find_map(|start| {
            self.scan.hits.of(start, Category::Date).find_map(|hit| {
                let row = self.scan.lexicon.dates.get(usize::from(hit.row))?;
                (row.class == class && hit.end as usize == at).then_some((start, row.value))
            })
        })
    }

    /// True when a term of `class` starts within `tokens` tokens before `at`.
    pub fn ending_within(&self, at: usize, class: DateClass, tokens: usize) -> bool {
        (at.saturating_sub(tokens).max(self.start)..at).any(|back| self.is(back, class))
    }

    /// True where `word` stands at `at`, whoever owns it. The length of most others says no.
    pub fn reads(&self, at: usize, word: &str) -> bool {
        let token = self.scan.tokens.get(at).filter(|token| token.len() == word.len());
        token.is_some_and(|token| token.of(self.scan.text) == word)
    }

    /// True for the mark `mark` at `at`.
    pub fn mark(&self, at: usize, mark: char) -> bool {
        self.token(at).is_some_and(|token| token.is(mark))
    }

    /// True for a dash at `at`.
    pub fn dash(&self, at: usize) -> bool {
        self.token(at).is_some_and(Token::is_dash)
    }

    /// The digits at `at`: their value and how many they are. At most four.
    pub fn digits(&self, at: usize) -> Option<(u16, usize)> {
        let token = self.token(at)?;
        if token.kind != Kind::Digits || token.len() > 4 {
            return None;
        }
        let digits = token.of(self.scan.text).bytes();
        let value = digits.fold(0, |value, digit| 10 * value + u16::from(digit - b'0'));
        Some((value, token.len()))
    }

    /// A number of four digits that can be a year.
    pub fn year(&self, at: usize) -> Option<i16> {
        match self.digits(at)? {
            (value @ 1000..=2199, 4) => i16::try_from(value).ok(),
            _ => None,
        }
    }

    /// True when token `at` touches the one before.
    pub fn glued(&self, at: usize) -> bool {
        at < self.limit && self.scan.tokens.get(at).is_some_and(Token::glued)
    }

    /// True when digits that end before `at` are not the head of a longer number or code.
    pub fn number_ends(&self, at: usize) -> bool {
        let Some(next) = self.scan.tokens.get(at).filter(|next| at < self.limit && next.glued()) else {
            return true;
        };
        if next.kind != Kind::Punct {
            return false;
        }
        if next.is('%') || next.is('°') {
            return false;
        }
        let joins = next.is('/') || next.is_dash() || next.is('.') || next.is(',') || next.is(':') || next.is('_');
        match self.scan.tokens.get(at + 1).filter(|after| joins && after.glued()) {
            // "năm 2022,2023": a list of years without blanks.
            Some(after) if after.kind == Kind::Digits => {
                next.is(',') && after.len() == 4 && at.checked_sub(1).and_then(|i| self.year(i)).is_some() && self.year(at + 1).is_some()
            }
            // "68/2017/NĐ-CP", "12-2020-TT" carry on as codes; a full stop or comma without a blank does not.
            Some(after) => !(after.kind == Kind::Word && (next.is('/') || next.is_dash() && after.is_all_caps())),
            None => true,
        }
    }

    /// True when a word of at least three letters touches the token before `at`.
    pub fn word_glued(&self, at: usize) -> bool {
        let next = self.scan.tokens.get(at).filter(|next| at < self.limit && next.glued());
        next.is_some_and(|next| next.kind == Kind::Word && !next.is_all_caps() && next.len() >= 3)
    }

    /// True when digits at `at` are not the tail of a longer number or code.
    pub fn number_starts(&self, at: usize) -> bool {
        let (Some(token), Some(before)) = (self.scan.tokens.get(at), at.checked_sub(1).and_then(|i| self.scan.tokens.get(i))) else {
            return true;
        };
        if !token.glued() {
            return true;
        }
        match before.kind {
            Kind::Digits => false,
            // "ngày5/3": a blank is missing behind a word; "QH14" and "A2017" are codes.
            Kind::Word => before.is_small() && before.len() > 2,
            Kind::Punct => {
                let opens = before.is('(') || before.is('[') || before.is_quote() || before.is(':') || before.is(';');
                let after_word = at
                    .checked_sub(2)
                    .and_then(|i| self.scan.tokens.get(i))
                    .is_some_and(|word| word.kind == Kind::Word && word.is_small());
                // ".2021" at a lost blank after a sentence; a dash as bullet.
                // "năm 2022,2023"
                let year_list = before.is(',')
                    && self.year(at).is_some()
                    && at
                        .checked_sub(2)
                        .and_then(|i| self.scan.tokens.get(i))
                        .is_some_and(|year| year.kind == Kind::Digits && year.len() == 4);
                opens
                    || year_list
                    || before.is('*')
                    || ((before.is(',') || before.is('.')) && after_word)
                    || (before.is_dash() && (!before.glued() || after_word))
            }
        }
    }
}
