//! What joins two numbers: ranges, fractions, slashes, codes.

use super::cardinal::{self, Cardinal};
use super::reader::Reader;
use super::{Numeral, NumeralKind, homograph, same_unit};
use crate::extract::decimal::Decimal;
use crate::lexicon::{BoundEffect, Category, NumberWord, UnitKind};
use crate::text::Kind;

/// The numeral that `first` is, or is the first part of.
pub(super) fn join(reader: &Reader<'_, '_>, first: &Cardinal, from: usize) -> Numeral {
    if first.value.is_none() {
        return make(reader, first, NumeralKind::Code);
    }
    let joined = match reader.next_number(first.end) {
        Some(NumberWord::HalfOf) => half_of_one(reader, first),
        Some(NumberWord::Over) => fraction(reader, first),
        None if reader.glued_mark(first.end, '/') => slash(reader, first),
        _ => None,
    };
    if let Some(numeral) = joined {
        return numeral;
    }
    if let Some(numeral) = range(reader, first, from) {
        return numeral;
    }
    let kind = if first.bare {
        NumeralKind::Vague
    } else if first.high.is_some() {
        NumeralKind::Range
    } else if first.rule == "number.half" && first.value == Decimal::new(5, 1) {
        NumeralKind::Fraction
    } else {
        NumeralKind::Exact
    };
    make(reader, first, kind)
}

fn make(reader: &Reader<'_, '_>, number: &Cardinal, kind: NumeralKind) -> Numeral {
    let tokens = number.start..number.end;
    Numeral {
        span: reader.scan.span(tokens.clone()),
        tokens,
        low: number.value,
        high: number.high.or(number.value),
        parts: (kind == NumeralKind::Fraction).then(|| (Decimal::ONE, Decimal::from(2))),
        scale: number
            .scale
            .and_then(|(power, _)| Decimal::power_of_ten(power))
            .unwrap_or(Decimal::ONE),
        spelled: number.spelled,
        approximate: number.high.is_some(),
        kind,
        unit_between: None,
        rule: number.rule,
    }
}

/// `một nửa`, where `nửa` follows.
fn half_of_one(reader: &Reader<'_, '_>, first: &Cardinal) -> Option<Numeral> {
    let one = first.spelled && first.end == first.start + 1 && first.value == Some(Decimal::ONE);
    if !one {
        return None;
    }
    let mut number = *first;
    number.end += 1;
    number.value = Decimal::new(5, 1);
    number.rule = "number.half";
    Some(make(reader, &number, NumeralKind::Fraction))
}

/// `2/3`, `20/32`, `1/500`: digits joined by a slash without blanks, where one follows. More slashes make a code.
fn slash(reader: &Reader<'_, '_>, first: &Cardinal) -> Option<Numeral> {
    if first.spelled || !reader.is_glued(first.end + 1) {
        return None;
    }
    reader.digits(first.end + 1)?;
    let second = cardinal::read(reader, first.end + 1)?;
    let mut number = *first;
    number.end = second.end;
    let mut code = second.value.is_none();
    while reader.glued_mark(number.end, '/') && reader.is_glued(number.end + 1) && reader.digits(number.end + 1).is_some() {
        number.end += 2;
        code = true;
    }
    number.rule = "number.slash";
    let (part, whole) = (first.value?, second.value.unwrap_or(Decimal::ZERO));
    number.value = part.rounded_div(whole, SHARE_DECIMALS);
    number.scale = None;
    let mut numeral = make(reader, &number, if code { NumeralKind::Code } else { NumeralKind::Slash });
    numeral.parts = Some((part, whole));
    Some(numeral)
}

/// `ba phần tư`, `hai trên mười lăm`, `một chia tám`, where such a bar follows; `ba mươi phần trăm` is a unit.
fn fraction(reader: &Reader<'_, '_>, first: &Cardinal) -> Option<Numeral> {
    let at = first.end + 1;
    let bar = reader.scan.word(first.end);
    if bar != "phần" && !(first.spelled && reader.number(at).is_some()) {
        return None;
    }
    let second = match reader.next_number(at) {
        Some(NumberWord::Hundred | NumberWord::Scale(_)) => return None,
        Some(NumberWord::Variant(4)) => Cardinal {
            start: at,
            end: at + 1,
            value: Some(Decimal::from(4)),
            ..*first
        },
        Some(NumberWord::Digit(_) | NumberWord::Ten) => cardinal::read(reader, at)?,
        None if bar == "phần" && reader.digits(at).is_some() => cardinal::read(reader, at)?,
        _ => return None,
    };
    let (part, whole) = (first.value?, second.value?);
    let mut number = *first;
    number.end = second.end;
    number.rule = "number.fraction";
    number.value = part.rounded_div(whole, SHARE_DECIMALS);
    number.scale = None;
    let mut numeral = make(reader, &number, NumeralKind::Fraction);
    numeral.parts = Some((part, whole));
    Some(numeral)
}

/// Decimals of a share that does not end; its exact parts stand beside it.
const SHARE_DECIMALS: u8 = 12;

/// How two numbers are joined.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    Dash,
    To,
    And,
}

/// `7,0-7,5`, `8 – 10`, `từ 5 đến 10`, `giữa 5 và 10`, `8% - 10%`.
fn range(reader: &Reader<'_, '_>, first: &Cardinal, from: usize) -> Option<Numeral> {
    let mut at = first.end;
    let mut unit_between = None;
    let mut unit = None;
    if let Some((hit, term)) = reader.unit(at, !first.spelled) {
        unit = Some(term);
        unit_between = Some(hit.start as usize..hit.end as usize);
        at = hit.end as usize;
    }
    let (joint, next) = joint(reader, first, from, at)?;
    if joint != Joint::Dash
        && reader.digits(next).is_none()
        && reader.number(next).is_none_or(|word| !homograph::is_number(reader, next, word))
    {
        // "từ VND1000 đến VND2000": money before the number.
        reader.unit(next, true).filter(|(_, term)| term.kind == UnitKind::Money)?;
    }
    let mut second_at = next;
    if let Some((hit, _)) = reader.unit(next, true).filter(|(_, term)| term.kind == UnitKind::Money) {
        second_at = hit.end as usize;
    }
    if reader.token(second_at)?.starts_line() {
        return None;
    }
    let second = cardinal::read(reader, second_at).filter(|second| !second.bare)?;
    if joint == Joint::Dash
        && let Some(code) = code(reader, first, &second)
    {
        return Some(code);
    }
    if let Some(term) = unit {
        // A unit behind the low end must stand behind the high end too.
        let (_, after) = reader.unit(second.end, !second.spelled)?;
        let same_noun = term.kind != UnitKind::Count
            || unit_between.as_ref().map(|range| reader.scan.word(range.start)) == Some(reader.scan.word(second.end));
        if !same_unit(term, after) || !same_noun {
            return None;
        }
    }
    // "5-6/10": a day or a slash behind.
    if reader.glued_mark(second.end, '/') && reader.is_glued(second.end + 1) && reader.digits(second.end + 1).is_some() {
        return None;
    }
    let (mut low, high) = (first.value?, second.value?);
    if first.scale.is_none()
        && unit.is_none()
        && let Some((power, base)) = second.scale
        && low <= base
    {
        // "5 - 10 triệu": the scale goes for both.
        low = low.checked_mul(Decimal::power_of_ten(power)?)?;
    }
    if low >= high || first.high.is_some() || second.high.is_some() {
        return None;
    }
    let mut number = *first;
    number.end = second.end;
    number.rule = match joint {
        Joint::Dash => "number.range-dash",
        Joint::To => "number.range-to",
        Joint::And => "number.range-between",
    };
    let between = if joint == Joint::To {
        None
    } else {
        opener(reader, first, from, BoundEffect::Between)
    };
    if let Some(start) = between.or_else(|| opener(reader, first, from, BoundEffect::From)) {
        number.start = start;
    }
    number.value = Some(low);
    number.high = Some(high);
    number.scale = second.scale;
    let mut numeral = make(reader, &number, NumeralKind::Range);
    numeral.approximate = false;
    numeral.unit_between = unit_between;
    Some(numeral)
}

/// The word at `at` that joins `first` to another number, and the token behind it.
fn joint(reader: &Reader<'_, '_>, first: &Cardinal, from: usize, at: usize) -> Option<(Joint, usize)> {
    let token = reader.token(at)?;
    if token.starts_line() {
        return None;
    }
    if token.is_dash() {
        return Some((Joint::Dash, at + 1));
    }
    if !reader.scan.hits.has(at, Category::Bound) {
        return None;
    }
    let (joint, effect) = match opener(reader, first, from, BoundEffect::Between) {
        Some(_) => (Joint::And, BoundEffect::And),
        None => (Joint::To, BoundEffect::To),
    };
    reader.bound_with(at, effect).map(|hit| (joint, hit.end as usize))
}

/// The first token of the word with `effect` right before `first`, when nothing before token `from` is part of it.
fn opener(reader: &Reader<'_, '_>, first: &Cardinal, from: usize, effect: BoundEffect) -> Option<usize> {
    if first.start <= from {
        return None;
    }
    let hit = reader.bound_before(first.start, effect)?;
    Some(hit.start as usize).filter(|start| *start >= from)
}

/// Three or more numbers joined by dashes: a fertiliser's grades, a telephone number.
fn code(reader: &Reader<'_, '_>, first: &Cardinal, second: &Cardinal) -> Option<Numeral> {
    let joined = |at: usize| {
        reader.token(at).is_some_and(|token| token.is_dash() && token.glued()) && reader.is_glued(at + 1) && reader.digits(at + 1).is_some()
    };
    if first.spelled || !joined(second.end) || !joined(first.end) {
        return None;
    }
    let mut number = *first;
    number.end = second.end;
    while joined(number.end) {
        number.end += 2;
    }
    // A word glued behind belongs to it too only as punctuation would.
    debug_assert!(reader.token(number.end - 1).is_none_or(|token| token.kind == Kind::Digits));
    number.rule = "number.code";
    number.scale = None;
    Some(make(reader, &number, NumeralKind::Code))
}
