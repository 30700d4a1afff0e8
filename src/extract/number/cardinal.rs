//! One number from digits, words or both, with its scale words: `1.100 tỷ`, `3 tỷ 500 triệu`, `hai nghìn lẻ một`.

use super::digits;
use super::reader::Reader;
use super::words;
use crate::extract::decimal::Decimal;
use crate::lexicon::NumberWord::{self, Digit, Dozen, Half, Hundred, Link, Minus, Pair, Point, Scale, Suffix, Variant};
use crate::text::Kind;

/// A number that was read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cardinal {
    /// First token.
    pub(crate) start: usize,
    /// One past its last token.
    pub(crate) end: usize,
    /// Its value; `None` for digits that are no number.
    pub(crate) value: Option<Decimal>,
    /// What its scale words multiply with: the power of ten, and the value before it.
    pub(crate) scale: Option<(u8, Decimal)>,
    /// Written in words.
    pub(crate) spelled: bool,
    /// A scale word without a number before it (`trăm người`).
    pub(crate) bare: bool,
    /// Written with a decimal mark or groups of three.
    pub(crate) marked: bool,
    /// Two ends of a guess (`hai ba người`): the high end.
    pub(crate) high: Option<Decimal>,
    /// The rule that read it.
    pub(crate) rule: &'static str,
}

impl Cardinal {
    /// Nothing read yet, at token `at`.
    fn at(at: usize, spelled: bool, rule: &'static str) -> Self {
        Self {
            start: at,
            end: at,
            value: None,
            scale: None,
            spelled,
            bare: false,
            marked: false,
            high: None,
            rule,
        }
    }
}

/// Most parts of one number (`… tỷ … triệu … nghìn …`).
const PARTS: usize = 8;

/// Parts of a number still to be added up: value and power of ten.
struct Parts {
    parts: [(Decimal, u8); PARTS],
    count: usize,
}

impl Parts {
    fn new() -> Self {
        Self {
            parts: [(Decimal::ZERO, 0); PARTS],
            count: 0,
        }
    }

    fn push(&mut self, value: Decimal, power: u8) -> Option<()> {
        *self.parts.get_mut(self.count)? = (value, power);
        self.count += 1;
        Some(())
    }

    fn last_power(&self) -> Option<u8> {
        self.count.checked_sub(1).map(|last| self.parts[last].1)
    }

    /// Multiplies what stands before a scale word: all smaller parts, or the last one when none is smaller (`tỷ tỷ`).
    fn scale(&mut self, power: u8) -> Option<Decimal> {
        let mut sum: Option<Decimal> = None;
        while let Some(last) = self.count.checked_sub(1) {
            let (value, below) = self.parts[last];
            if below >= power && sum.is_some() {
                break;
            }
            sum = Some(sum.unwrap_or(Decimal::ZERO).checked_add(value)?);
            self.count = last;
            if below >= power {
                break;
            }
        }
        let sum = sum?;
        self.push(sum.checked_mul(Decimal::power_of_ten(power)?)?, power)?;
        Some(sum)
    }

    fn sum(&self) -> Option<Decimal> {
        self.parts[..self.count]
            .iter()
            .try_fold(Decimal::ZERO, |sum, (value, _)| sum.checked_add(*value))
    }
}

/// Reads the number that starts at token `at`, sign included.
pub(crate) fn read(reader: &Reader<'_, '_>, at: usize) -> Option<Cardinal> {
    if reader.number(at) == Some(Minus) {
        let mut number = unsigned(reader, at + 1).filter(|number| !number.bare)?;
        number.start = at;
        negate(&mut number);
        return Some(number);
    }
    unsigned(reader, at)
}

/// Turns the sign.
pub(crate) fn negate(number: &mut Cardinal) {
    number.value = number.value.and_then(Decimal::checked_neg);
    number.scale = None;
}

fn unsigned(reader: &Reader<'_, '_>, at: usize) -> Option<Cardinal> {
    if reader.digits(at).is_some() || reader.token(at).is_some_and(|token| token.kind == Kind::Punct) {
        return in_digits(reader, at);
    }
    let mut out = Cardinal::at(at, true, "number.words");
    let mut parts = Parts::new();
    if let Some((value, end)) = words::digit_reading(reader, at) {
        out.end = end;
        out.value = Some(value);
        out.rule = "number.digit-by-digit";
        if reader.next_number(end) != Some(Point) {
            return Some(out);
        }
        parts.push(value, 0)?;
    } else if reader.number(at) == Some(Digit(0)) {
        parts.push(Decimal::ZERO, 0)?;
        out.end = at + 1;
    } else if reader.number(at) == Some(Pair) {
        out.end = at + 1;
        out.value = Some(Decimal::from(2));
        return Some(out);
    } else if let Some(guess) = guess(reader, at) {
        return Some(guess);
    } else if let Some((value, end)) = words::group(reader, at, false) {
        parts.push(Decimal::from(i64::from(value)), 0)?;
        out.end = end;
    } else {
        return bare_scale(reader, out);
    }
    go_on(reader, parts, out)
}

/// The number that starts with digits, or a decimal mark, at token `at`.
fn in_digits(reader: &Reader<'_, '_>, at: usize) -> Option<Cardinal> {
    let read = digits::read(reader, at).or_else(|| digits::read_bare_decimals(reader, at))?;
    let mut out = Cardinal::at(at, false, "number.digits");
    out.marked = read.decimal || read.grouped;
    out.end = read.end;
    let Some(value) = read.value else {
        out.rule = "number.digits-unreadable";
        return Some(out);
    };
    if reader.next_number(read.end).is_none() {
        out.value = Some(value);
        return Some(out);
    }
    let mut parts = Parts::new();
    parts.push(value, 0)?;
    if let Some(end) = suffix(reader, &mut parts, &out) {
        out.end = end;
        out.scale = None;
        // "5k tỷ": thousands of billions.
        if let Some(Scale(power)) = reader
            .next_number(end)
            .filter(|_| reader.token(end).is_some_and(|token| !token.glued()))
        {
            let base = parts.scale(power)?;
            out.end = end + 1;
            out.scale = Some((power, base));
        }
        out.value = parts.sum();
        out.rule = "number.suffix";
        return Some(out);
    }
    if !read.decimal
        && let Some((value, end)) = point(reader, read.end)
    {
        parts.push(value, 0)?;
        out.end = end;
        out.marked = true;
    }
    go_on(reader, parts, out)
}

/// Decimals and scale words behind what was read, and the sum of it all.
fn go_on(reader: &Reader<'_, '_>, mut parts: Parts, mut out: Cardinal) -> Option<Cardinal> {
    if let Some((value, end)) = point(reader, out.end) {
        parts.push(value, 0)?;
        out.end = end;
        out.marked = true;
    }
    scales(reader, &mut parts, &mut out);
    out.value = parts.sum();
    out.value?;
    Some(out)
}

/// `phẩy` and what follows it.
fn point(reader: &Reader<'_, '_>, at: usize) -> Option<(Decimal, usize)> {
    if reader.next_number(at) != Some(Point) {
        return None;
    }
    if let Some(read) = words::decimals(reader, at + 1) {
        return Some(read);
    }
    // "hai phẩy 23": digits behind the word.
    let token = reader.digits(at + 1).filter(|token| token.len() <= 9)?;
    let mantissa: i128 = token.of(reader.scan.text).parse().ok()?;
    Some((Decimal::new(mantissa, u8::try_from(token.len()).ok()?)?, at + 2))
}

/// A letter that stands for a power of ten, glued to digits: `100k`, `3M`, `2tr5`.
fn suffix(reader: &Reader<'_, '_>, parts: &mut Parts, number: &Cardinal) -> Option<usize> {
    let Some(Suffix(power)) = reader.next_number(number.end) else {
        return None;
    };
    let token = reader.token(number.end)?;
    let text = token.of(reader.scan.text);
    let follows = reader.token(number.end + 1);
    let fits = match text {
        "tr" | "Tr" | "TR" => true,
        "k" | "K" => token.glued(),
        // "3M" and "0,0012G", but "3m" and "5G" are a length and a network.
        "M" => token.glued(),
        "G" => token.glued() && number.marked,
        _ => false,
    };
    let glued_more = follows.is_some_and(|next| next.glued() && (next.kind == Kind::Word || next.is('-')));
    if !fits || glued_more {
        return None;
    }
    parts.scale(power)?;
    let tail = follows.filter(|next| next.glued() && next.kind == Kind::Digits && next.len() <= 3);
    let Some(tail) = tail else {
        return Some(number.end + 1);
    };
    // "2tr5": five tenths of a million.
    let mantissa: i128 = tail.of(reader.scan.text).parse().ok()?;
    let part = Decimal::new(mantissa, u8::try_from(tail.len()).ok()?)?;
    parts.push(part.checked_mul(Decimal::power_of_ten(power)?)?, 0)?;
    Some(number.end + 2)
}

/// Scale words and the smaller parts behind them.
fn scales(reader: &Reader<'_, '_>, parts: &mut Parts, out: &mut Cardinal) {
    loop {
        match reader.next_number(out.end) {
            Some(Scale(power)) => {
                let Some(base) = parts.scale(power) else { return };
                out.end += 1;
                out.scale = match out.scale {
                    _ if parts.count > 1 => None,
                    // "nghìn tỷ" multiplies with both.
                    Some((below, first)) if is_scale(reader, out.end - 2) => below.checked_add(power).map(|power| (power, first)),
                    _ => Some((power, base)),
                };
            }
            Some(word @ (Dozen | Hundred)) if parts.last_power() == Some(0) && parts.count == 1 && !out.spelled => {
                let power = if word == Dozen { 1 } else { 2 };
                let Some(base) = parts.scale(power) else { return };
                out.end += 1;
                out.scale = Some((power, base));
            }
            Some(Half) if parts.last_power().is_some_and(|power| power > 0) => {
                // "một tỷ rưỡi".
                let half = parts
                    .last_power()
                    .and_then(Decimal::power_of_ten)
                    .and_then(|scale| scale.checked_mul(Decimal::new(5, 1)?));
                if half.and_then(|half| parts.push(half, 0)).is_some() {
                    out.end += 1;
                    out.scale = None;
                }
                return;
            }
            Some(Point) if parts.last_power().is_some_and(|power| power > 0) || parts.count > 1 => {
                if let Some((value, end)) = point(reader, out.end)
                    && parts.push(value, 0).is_some()
                {
                    out.end = end;
                    out.marked = true;
                    out.scale = None;
                }
                return;
            }
            _ => {
                let Some(power) = parts.last_power().filter(|power| *power >= 2) else {
                    return;
                };
                // "… chín tỷ, hai trăm bảy mươi triệu đồng": an amount spelled out with commas.
                let comma = out.spelled && reader.glued_mark(out.end, ',') && spelled_part(reader, out.end + 1, power);
                let at = out.end + usize::from(comma);
                let Some((value, end)) = part_behind(reader, at, power, out.spelled) else {
                    return;
                };
                if parts.push(value, 0).is_none() {
                    return;
                }
                out.end = end;
                out.scale = None;
            }
        }
    }
}

fn is_scale(reader: &Reader<'_, '_>, at: usize) -> bool {
    matches!(reader.number(at), Some(Scale(_)))
}

/// A number below a thousand with a smaller scale word than 10^`power` stands at `at`.
fn spelled_part(reader: &Reader<'_, '_>, at: usize, power: u8) -> bool {
    words::group(reader, at, true).is_some_and(|(_, end)| matches!(reader.next_number(end), Some(Scale(below)) if below < power))
}

/// A smaller part behind a scale word of 10^`power`.
fn part_behind(reader: &Reader<'_, '_>, at: usize, power: u8, spelled: bool) -> Option<(Decimal, usize)> {
    if reader.digits(at).is_some() {
        let read = digits::read(reader, at)?;
        let value = read.value?;
        // "3 tỷ 500 triệu", "2 triệu 500.000": only a part that is plainly one.
        let scaled = matches!(reader.next_number(read.end), Some(Scale(below)) if below < power);
        let fits = !spelled && !reader.is_glued(at) && value < Decimal::power_of_ten(power)?;
        return (fits && (scaled || read.grouped && !read.decimal)).then_some((value, read.end));
    }
    // "bốn triệu sáu": six tenths of the scale.
    let tenth = |digit: u8| Decimal::from(i64::from(digit)).checked_mul(Decimal::power_of_ten(power.checked_sub(1)?)?);
    match reader.next_number(at)? {
        Variant(digit) => return Some((tenth(digit)?, at + 1)),
        Digit(0) if !matches!(reader.next_number(at + 1), Some(Hundred)) => return None,
        _ => {}
    }
    let (value, end) = words::group(reader, at, true)?;
    let more = matches!(reader.next_number(end), Some(Scale(_) | Point));
    if end == at + 1
        && !more
        && let Some(Digit(digit)) = reader.next_number(at)
    {
        // "ba nghìn năm" is years; "một nghìn một …" another number.
        return (digit >= 2 && digit != 5).then_some((tenth(digit)?, end));
    }
    if matches!(reader.next_number(end), Some(Scale(below)) if below >= power && reader.next_number(at) != Some(Link)) && !spelled {
        return None;
    }
    Some((Decimal::from(i64::from(value)), end))
}

/// `hai ba người`, `năm bảy nghìn`, `hai ba mươi`: one or the other.
fn guess(reader: &Reader<'_, '_>, at: usize) -> Option<Cardinal> {
    let (Some(Digit(low)), Some(Digit(high))) = (reader.number(at), reader.next_number(at + 1)) else {
        return None;
    };
    if low == 0 || high != low + 1 {
        return None;
    }
    let mut end = at + 2;
    let mut power = 0;
    match reader.next_number(end) {
        Some(NumberWord::Tens | Dozen) => (power, end) = (1, end + 1),
        Some(Hundred) => (power, end) = (2, end + 1),
        _ => {}
    }
    while let Some(Scale(scale)) = reader.next_number(end) {
        (power, end) = (power + scale, end + 1);
    }
    if reader.number(end).is_some() || !reader.token(end).is_some_and(|next| next.is_small()) {
        return None;
    }
    if high == 5 && power == 0 && words::is_year(reader, at + 1) {
        return None;
    }
    let scale = Decimal::power_of_ten(power)?;
    let value = |digit: u8| Decimal::from(i64::from(digit)).checked_mul(scale);
    Some(Cardinal {
        end,
        value: value(low),
        high: value(high),
        ..Cardinal::at(at, true, "number.one-or-the-other")
    })
}

/// A scale word without a number: `trăm`, `nghìn tỷ`, `tỷ rưỡi`, `nửa triệu`.
fn bare_scale(reader: &Reader<'_, '_>, mut out: Cardinal) -> Option<Cardinal> {
    let at = out.start;
    let mut end = at;
    let mut value = Decimal::ONE;
    let half = reader.number(at) == Some(NumberWord::HalfOf);
    if half {
        value = Decimal::new(5, 1)?;
        end += 1;
    }
    let mut last = 0u8;
    loop {
        last = match if end == at { reader.number(end) } else { reader.next_number(end) } {
            Some(Scale(power)) => power,
            Some(Hundred) => 2,
            Some(Dozen | NumberWord::Tens) => 1,
            _ => break,
        };
        value = value.checked_mul(Decimal::power_of_ten(last)?)?;
        end += 1;
    }
    if end == at {
        return None;
    }
    out.bare = !half;
    out.rule = if half { "number.half" } else { "number.bare-scale" };
    if last > 0 && !half {
        if reader.next_number(end) == Some(Half) {
            let part = Decimal::power_of_ten(last)?.checked_mul(Decimal::new(5, 1)?)?;
            value = value.checked_add(part)?;
            end += 1;
            out.bare = false;
        } else if last == 2
            && let Some(Digit(digit @ 2..)) = reader.next_number(end)
            && digit != 5
        {
            // "trăm hai": 120.
            value = value.checked_add(Decimal::from(i64::from(digit) * 10))?;
            end += 1;
            out.bare = false;
        }
    }
    out.end = end;
    out.value = Some(value);
    Some(out)
}
