//! Quantities: numbers with what they measure or count, and the numbers that do neither.
//!
//! Bounds and approximation come from `bounds.tsv`, units from `units.tsv`, labels and fixed expressions from
//! `fixed.tsv`. Codes of units are UCUM and ISO 4217; percentage points are `%{point}`, multiples (`gấp 3 lần`) and fractions `1`,
//! things counted `{count}`, shares without a unit (`2/3 số hộ`) `1`.

mod bound;
mod clock;
mod code;
mod counted;
mod label;
mod measure;
mod named;
mod other;
mod owned;
mod share;
#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::extract::decimal::Decimal;
use crate::extract::number::{Numeral, NumeralKind, Reader, read_all};
use crate::extract::scan::{Owner, Scan};
use crate::lexicon::BoundEffect;
use crate::text::Span;

pub use owned::account_for_owned;

/// How near a value is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Approximate {
    /// About the value (`khoảng`).
    About,
    /// Just under it (`gần`).
    JustUnder,
    /// Just over it (`hơn`).
    JustOver,
}

impl Approximate {
    /// The name in the output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::About => "about",
            Self::JustUnder => "just-under",
            Self::JustOver => "just-over",
        }
    }
}

/// A number with what it measures or counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity<'a> {
    /// Tokens of the numeral.
    pub tokens: Range<usize>,
    /// Bytes of the numeral.
    pub span: Span,
    /// Tokens of the phrase: bound words, numeral, unit or the head of what is counted.
    pub phrase: Range<usize>,
    /// Low end in `unit`; `None` when open.
    pub low: Option<Decimal>,
    /// High end in `unit`; `None` when open.
    pub high: Option<Decimal>,
    /// How near.
    pub approximate: Option<Approximate>,
    /// UCUM or ISO 4217 code, `{count}` for things counted.
    pub unit: &'a str,
    /// What the scale word multiplied with, already in `low` and `high`.
    pub scale: Decimal,
    /// What a rate is for: an ISO 8601 length (`P1Y`) or a unit (`har`).
    pub per: Option<Box<str>>,
    /// Tokens that say what the rate is for (`/ha`, `mỗi năm`).
    pub per_tokens: Option<Range<usize>>,
    /// Tokens of the noun phrase that is counted.
    pub counted: Option<Range<usize>>,
    /// Written in words.
    pub spelled: bool,
    /// Part and whole of a fraction, whose value need not end as a decimal.
    pub ratio: Option<(Decimal, Decimal)>,
    /// Tokens of the bound words before and behind, and what they say.
    pub bounds: Vec<(Range<usize>, BoundEffect)>,
    /// For a part of a whole (`20/32 dự án`, `33 trong tổng số 43`): the numeral tokens of the whole's quantity.
    pub of_total: Option<Range<usize>>,
    /// The rule that made it.
    pub rule: &'static str,
}

/// A number that measures and counts nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherNumber<'a> {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its bytes.
    pub span: Span,
    /// Why it is none: `document-number`, `map-scale`, `name-part`, `ordinal`, `vague`, ….
    pub reason: &'a str,
    /// The rule that said so.
    pub rule: &'static str,
}

/// Quantities and other numbers of the tokens that belong to no one yet, in text order; marks what it takes.
///
/// Run it behind the recognisers of identifiers, dates and clusters. Numbers inside what they own are listed by
/// [`account_for_owned`].
///
/// ```
/// use trich::extract::{quantity::quantities, scan::Scan};
/// use trich::{lexicon, text::Tokenizer};
/// let lexicon = lexicon::builtin();
/// let mut scan = Scan::new("đạt ít nhất 20 cụm, gần 75ha", &[], lexicon, &mut Tokenizer::new(&lexicon.syllables));
/// let (found, other) = quantities(&mut scan);
/// assert_eq!((found[0].low.unwrap().to_string().as_str(), found[0].high, found[0].unit), ("20", None, "{count}"));
/// assert_eq!(found[1].unit, "har");
/// assert!(other.is_empty());
/// ```
pub fn quantities<'a>(scan: &mut Scan<'a>) -> (Vec<Quantity<'a>>, Vec<OtherNumber<'a>>) {
    let (quantities, mut others, triggers) = {
        let reader = Reader::new(scan);
        let numerals = read_all(&reader);
        let mut collect = Collect {
            reader: &reader,
            numerals: &numerals,
            quantities: Vec::with_capacity(numerals.len()),
            others: Vec::new(),
            end: 0,
        };
        collect.run();
        let (quantities, others) = (collect.quantities, collect.others);
        (quantities, others, reader.triggers)
    };
    for quantity in &quantities {
        scan.own(quantity.tokens.clone(), Owner::Quantity);
        if let Some(rate) = quantity.per_tokens.clone().filter(|rate| scan.is_free(rate.clone())) {
            scan.own(rate, Owner::Quantity);
        }
    }
    for other in &others {
        scan.own(other.tokens.clone(), Owner::Other);
    }
    owned::leftovers(scan, &triggers, &quantities, &mut others);
    (quantities, others)
}

/// Walks the numerals and sorts each out.
struct Collect<'r, 's, 'a> {
    reader: &'r Reader<'s, 'a>,
    numerals: &'r [Numeral],
    quantities: Vec<Quantity<'a>>,
    others: Vec<OtherNumber<'a>>,
    /// One past the last token used so far.
    end: usize,
}

impl<'a> Collect<'_, '_, 'a> {
    fn run(&mut self) {
        let mut index = 0;
        while let Some(numeral) = self.numerals.get(index) {
            if numeral.tokens.start >= self.end || self.end < numeral.tokens.end && self.end == 0 {
                self.sort(numeral, index);
            }
            index += 1;
        }
        self.fixed_expressions();
        share::wholes(self.reader, &mut self.quantities);
        self.quantities.sort_by_key(|quantity| quantity.tokens.start);
        self.others.sort_by_key(|other| other.tokens.start);
        share::link_totals(self.reader, &mut self.quantities);
    }

    fn sort(&mut self, numeral: &Numeral, index: usize) {
        let reader = self.reader;
        let next = self.numerals.get(index + 1);
        if let Some(other) = other::classify(reader, numeral, next, self.end, self.others.last()) {
            self.end = self.end.max(other.tokens.end);
            self.others.push(other);
            return;
        }
        if numeral.kind == NumeralKind::Slash
            && let Some((part, whole)) = share::counted_parts(reader, numeral, self.end)
        {
            self.end = whole.phrase.end.max(numeral.tokens.end);
            self.quantities.push(part);
            self.quantities.push(whole);
            return;
        }
        self.quantities.push(measure::quantity(reader, numeral, next, &mut self.end));
    }

    /// Fixed expressions, and `một` as an article.
    fn fixed_expressions(&mut self) {
        let scan = self.reader.scan;
        for (tokens, row) in &self.reader.fixed {
            let Some(crate::lexicon::FixedTerm::Expression(reason)) = scan.lexicon.fixed.get(usize::from(*row)) else {
                continue;
            };
            self.others.push(OtherNumber {
                tokens: tokens.clone(),
                span: scan.span(tokens.clone()),
                reason,
                rule: "other.fixed-expression",
            });
        }
        other::articles(self.reader, self.numerals, &mut self.others);
    }
}
