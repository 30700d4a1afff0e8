//! Numbers: digits in every grouping, number words in northern and southern forms, ranges, fractions, orders.
//!
//! Neighbours decide between a number word and its look-alike: `năm` is five before a counted noun and a year before
//! digits, `một` is an article after `là`, `ba` with a capital is a name, `tỷ` of `tỷ lệ` is no number
//! (tables `numbers.tsv`, `fixed.tsv`).

mod cardinal;
mod digits;
mod homograph;
mod joined;
mod reader;
mod words;

use std::ops::Range;

use crate::extract::decimal::Decimal;
use crate::extract::scan::Scan;
use crate::lexicon::{NumberWord, UnitTerm};
use crate::text::Span;

pub(crate) use homograph::article as is_article;
pub(crate) use reader::Reader;

/// What kind of number it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumeralKind {
    /// One value.
    Exact,
    /// Two ends.
    Range,
    /// A part over a whole, in words (`ba phần tư`, `nửa`): `parts` hold the two.
    Fraction,
    /// Two numbers joined by a slash (`2/3`, `20/32`, `1/500`): what it is, its neighbours tell.
    Slash,
    /// No value (`hàng chục`, `vài`), or a scale word alone (`trăm`), whose value `low` holds.
    Vague,
    /// A place in an order (`thứ ba`).
    Ordinal,
    /// Digits that are no number (`1.1.3`, `20-20-15`).
    Code,
}

/// A numeral as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numeral {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its bytes: the number with its scale word and range words.
    pub span: Span,
    /// Low end; equal to `high` unless it is a range.
    pub low: Option<Decimal>,
    /// High end.
    pub high: Option<Decimal>,
    /// Part and whole of a fraction or slash.
    pub parts: Option<(Decimal, Decimal)>,
    /// What the scale word multiplied with (10^9 for `tỷ`); 1 without one.
    pub scale: Decimal,
    /// Written in words.
    pub spelled: bool,
    /// One of two neighbouring numbers (`hai ba người`).
    pub approximate: bool,
    /// Its kind.
    pub kind: NumeralKind,
    /// The tokens of a unit between the ends of a range (`8% - 10%`).
    pub unit_between: Option<Range<usize>>,
    /// The rule that read it.
    pub rule: &'static str,
}

/// Every numeral in the tokens that belong to no one yet, in text order, none overlapping.
///
/// ```
/// use trich::extract::{number::numerals, scan::Scan};
/// use trich::{lexicon, text::Tokenizer};
/// let lexicon = lexicon::builtin();
/// let scan = Scan::new("khoảng 1.100 tỷ đồng", &[], lexicon, &mut Tokenizer::new(&lexicon.syllables));
/// let found = numerals(&scan);
/// assert_eq!(scan.slice(found[0].span), "1.100 tỷ");
/// assert_eq!(found[0].low.unwrap().to_string(), "1100000000000");
/// ```
pub fn numerals(scan: &Scan<'_>) -> Vec<Numeral> {
    read_all(&Reader::new(scan))
}

pub(crate) fn read_all(reader: &Reader<'_, '_>) -> Vec<Numeral> {
    let mut out: Vec<Numeral> = Vec::with_capacity(reader.triggers.len());
    let mut end = 0;
    for &trigger in &reader.triggers {
        let at = trigger as usize;
        if at < end {
            continue;
        }
        if let Some(numeral) = numeral(reader, at, end) {
            end = numeral.tokens.end;
            out.push(numeral);
        }
    }
    out
}

/// The numeral at trigger `at`; nothing before token `from` may be part of it.
fn numeral(reader: &Reader<'_, '_>, at: usize, from: usize) -> Option<Numeral> {
    match reader.number(at) {
        Some(NumberWord::Ordinal) => return ordinal(reader, at),
        Some(NumberWord::Vague) => return vague(reader, at),
        Some(word) if !homograph::is_number(reader, at, word) => return None,
        _ => {}
    }
    let first = signed(reader, at, from)?;
    Some(joined::join(reader, &first, from))
}

/// The number at `at` with a dash before it that is a minus sign.
fn signed(reader: &Reader<'_, '_>, at: usize, from: usize) -> Option<cardinal::Cardinal> {
    // A comma glued before digits and not behind any opens decimals (",77").
    let mut start = at;
    if at > from
        && reader.digits(at).is_some()
        && reader.is_glued(at)
        && reader.token(at - 1).is_some_and(|mark| mark.is(','))
        && (at < 2 || !reader.is_glued(at - 1) || reader.token(at - 2).is_some_and(|t| t.is_dash()))
    {
        start = at - 1;
    }
    let mut number = cardinal::read(reader, start)?;
    if start > from && reader.digits(at).is_some() && homograph::is_minus(reader, start - 1, number.end) {
        number.start = start - 1;
        cardinal::negate(&mut number);
    }
    Some(number)
}

/// `thứ ba`, `thứ 3`, `thứ nhất`.
fn ordinal(reader: &Reader<'_, '_>, at: usize) -> Option<Numeral> {
    let (value, end) = match reader.next_number(at + 1) {
        Some(NumberWord::Rank(rank)) => (Some(Decimal::from(i64::from(rank))), at + 2),
        Some(NumberWord::Variant(4)) => (Some(Decimal::from(4)), at + 2),
        Some(NumberWord::Digit(digit @ 1..)) if !matches!(reader.next_number(at + 2), Some(NumberWord::Tens | NumberWord::Hundred)) => {
            (Some(Decimal::from(i64::from(digit))), at + 2)
        }
        Some(NumberWord::Ten | NumberWord::Digit(_)) => {
            let read = cardinal::read(reader, at + 1)?;
            (read.value, read.end)
        }
        None if reader.digits(at + 1).is_some() => (digits::read(reader, at + 1)?.value, at + 2),
        _ => return None,
    };
    let mut numeral = blank(reader, at..end, NumeralKind::Ordinal, "number.ordinal");
    (numeral.low, numeral.high) = (value, value);
    numeral.spelled = reader.digits(at + 1).is_none();
    Some(numeral)
}

/// `hàng chục nghìn`, `vài trăm`, `mấy`.
fn vague(reader: &Reader<'_, '_>, at: usize) -> Option<Numeral> {
    let mut end = at + 1;
    while matches!(
        reader.next_number(end),
        Some(NumberWord::Tens | NumberWord::Dozen | NumberWord::Hundred | NumberWord::Scale(_))
    ) {
        end += 1;
    }
    let scaled = end > at + 1;
    // "vài ba", "dăm bảy".
    if !scaled && matches!(reader.next_number(end), Some(NumberWord::Digit(3 | 7))) && reader.countable(end + 1) {
        end += 1;
    }
    let numeral = blank(reader, at..end, NumeralKind::Vague, "number.vague");
    (scaled || homograph::vague_alone(reader, at, end)).then_some(numeral)
}

fn blank(reader: &Reader<'_, '_>, tokens: Range<usize>, kind: NumeralKind, rule: &'static str) -> Numeral {
    Numeral {
        span: reader.scan.span(tokens.clone()),
        tokens,
        low: None,
        high: None,
        parts: None,
        scale: Decimal::ONE,
        spelled: true,
        approximate: false,
        kind,
        unit_between: None,
        rule,
    }
}

/// True when two units are one.
fn same_unit(a: &UnitTerm, b: &UnitTerm) -> bool {
    a.code == b.code && a.factor == b.factor
}
