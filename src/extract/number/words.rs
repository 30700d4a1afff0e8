//! Spelled numbers below a thousand, digit by digit readings, decimals after `phẩy`.

use super::reader::Reader;
use crate::extract::decimal::Decimal;
use crate::lexicon::NumberWord::{self, Digit, Dozen, Half, Hundred, Link, Scale, Ten, Tens, Variant};

/// A spelled number: its value and one past its last token.
pub(crate) type Read = (u32, usize);

/// A number below a thousand at `at`. `inner` when a scale stands before (`hai nghìn không trăm linh ba`).
pub(crate) fn group(reader: &Reader<'_, '_>, at: usize, inner: bool) -> Option<Read> {
    match reader.next_number(at)? {
        Digit(digit) if reader.next_number(at + 1) == Some(Hundred) && (digit > 0 || inner) => {
            Some(hundreds(reader, u32::from(digit) * 100, at + 2))
        }
        Link if inner => behind_link(reader, at + 1),
        Digit(0) => None,
        Digit(5) if inner && is_year(reader, at) => None,
        _ => tens(reader, at, inner),
    }
}

/// What follows `trăm`.
fn hundreds(reader: &Reader<'_, '_>, value: u32, at: usize) -> Read {
    match reader.next_number(at) {
        Some(Link) => {
            if let Some((rest, end)) = behind_link(reader, at + 1) {
                return (value + rest, end);
            }
        }
        Some(Half) => return (value + 50, at + 1),
        Some(Variant(digit)) if !starts_more(reader, at + 1) => return (value + u32::from(digit) * 10, at + 1),
        Some(Digit(digit)) => {
            if let Some((rest, end)) = tens(reader, at, true).filter(|(rest, _)| *rest >= 10) {
                return (value + rest, end);
            }
            // "một trăm hai" is 120; "một trăm năm" is a hundred years, "một trăm một" no number.
            let scaled = matches!(reader.next_number(at + 1), Some(Scale(_)));
            if digit >= 2 && (digit != 5 || scaled) && !matches!(reader.next_number(at + 1), Some(Hundred)) {
                return (value + u32::from(digit) * 10, at + 1);
            }
        }
        Some(Ten) => {
            if let Some((rest, end)) = tens(reader, at, true) {
                return (value + rest, end);
            }
        }
        _ => {}
    }
    (value, at)
}

/// One digit or a number of two behind `lẻ`.
fn behind_link(reader: &Reader<'_, '_>, at: usize) -> Option<Read> {
    if let Some(read) = tens(reader, at, true).filter(|(value, _)| *value >= 10) {
        return Some(read);
    }
    match reader.next_number(at)? {
        Digit(digit) | Variant(digit) if digit > 0 => Some((u32::from(digit), at + 1)),
        _ => None,
    }
}

/// A number below a hundred. `inner` when hundreds or a scale stand before it.
fn tens(reader: &Reader<'_, '_>, at: usize, inner: bool) -> Option<Read> {
    match reader.next_number(at)? {
        Ten => Some(unit_behind(reader, 10, at + 1)),
        Digit(digit) => {
            let tens = u32::from(digit) * 10;
            match reader.next_number(at + 1) {
                Some(Tens) if digit >= 1 => Some(unit_behind(reader, tens, at + 2)),
                Some(Dozen) if digit >= 1 => Some((tens, at + 2)),
                Some(Variant(unit)) if digit >= 2 => Some((tens + u32::from(unit), at + 2)),
                Some(Digit(unit)) if digit >= 2 && dropped_tens(reader, at, digit, unit, inner) => Some((tens + u32::from(unit), at + 2)),
                _ => (digit > 0).then_some((u32::from(digit), at + 1)),
            }
        }
        _ => None,
    }
}

/// The digit behind `mười` or `mươi`.
fn unit_behind(reader: &Reader<'_, '_>, tens: u32, at: usize) -> Read {
    match reader.next_number(at) {
        Some(Variant(unit)) => (tens + u32::from(unit), at + 1),
        Some(Digit(unit)) if unit > 0 && !(unit == 5 && is_year(reader, at)) => match reader.next_number(at + 1) {
            // "hai mươi ba mươi" is twenty to thirty.
            Some(Tens | Hundred | Dozen) => (tens, at),
            _ => (tens + u32::from(unit), at + 1),
        },
        _ => (tens, at),
    }
}

/// Two bare digits that leave out `mươi` (`bảy hai` = 72), not a guess of one or the other (`hai ba người`).
fn dropped_tens(reader: &Reader<'_, '_>, at: usize, digit: u8, unit: u8, inner: bool) -> bool {
    if unit == 0 || (unit == 5 && is_year(reader, at + 1)) || starts_more(reader, at + 2) && !scale_at(reader, at + 2) {
        return false;
    }
    let guess = unit == digit + 1
        && !inner
        && (scale_at(reader, at + 2) || reader.token(at + 2).is_some_and(|next| next.is_small()) && reader.number(at + 2).is_none());
    !guess
}

fn scale_at(reader: &Reader<'_, '_>, at: usize) -> bool {
    matches!(reader.next_number(at), Some(Scale(_)))
}

/// A word that only a number can go on with stands at `at`.
fn starts_more(reader: &Reader<'_, '_>, at: usize) -> bool {
    matches!(reader.next_number(at), Some(Digit(_) | Tens | Hundred | Ten | Dozen))
}

/// `năm` behind a number is the year, unless more of the number follows it.
pub(crate) fn is_year(reader: &Reader<'_, '_>, at: usize) -> bool {
    !matches!(
        reader.next_number(at + 1),
        Some(Tens | Hundred | Scale(_) | Variant(_) | NumberWord::Point | NumberWord::Over)
    )
}

/// Digit by digit: `hai không mười ba` (2013), `một chín chín chín` (1999), `không chín một hai …` (a telephone number).
pub(crate) fn digit_reading(reader: &Reader<'_, '_>, at: usize) -> Option<(Decimal, usize)> {
    let mut end = at;
    let mut value = 0i128;
    while let Some(Digit(digit)) = if end == at { reader.number(end) } else { reader.next_number(end) } {
        // The last digit may open tens of its own.
        if matches!(reader.next_number(end + 1), Some(Tens)) {
            break;
        }
        if matches!(reader.next_number(end + 1), Some(Hundred | Dozen)) {
            return None;
        }
        value = value.checked_mul(10)?.checked_add(i128::from(digit))?;
        end += 1;
    }
    let mut count = end - at;
    match reader.next_number(end) {
        Some(Ten | Digit(_)) if count >= 2 => {
            let (rest, after) = tens(reader, end, true)?;
            value = value.checked_mul(100)?.checked_add(i128::from(rest))?;
            (end, count) = (after, count + 2);
        }
        Some(Variant(digit)) if count >= 2 => {
            value = value.checked_mul(10)?.checked_add(i128::from(digit))?;
            (end, count) = (end + 1, count + 1);
        }
        _ => {}
    }
    (count >= 3).then_some((Decimal::new(value, 0)?, end))
}

/// The decimals behind `phẩy`: digit by digit, or a number below a hundred.
pub(crate) fn decimals(reader: &Reader<'_, '_>, at: usize) -> Option<(Decimal, usize)> {
    let (mut mantissa, mut scale, mut end) = (0i128, 0u8, at);
    loop {
        match reader.next_number(end) {
            Some(Digit(digit)) => {
                if matches!(reader.next_number(end + 1), Some(Tens)) {
                    let (value, after) = tens(reader, end, true)?;
                    return push(mantissa, scale, value, 2).map(|value| (value, after));
                }
                mantissa = mantissa.checked_mul(10)?.checked_add(i128::from(digit))?;
            }
            Some(Variant(digit)) if scale > 0 || digit == 4 => {
                mantissa = mantissa.checked_mul(10)?.checked_add(i128::from(digit))?;
            }
            Some(Ten) => {
                let (value, after) = tens(reader, end, true)?;
                return push(mantissa, scale, value, 2).map(|value| (value, after));
            }
            _ => break,
        }
        scale = scale.checked_add(1)?;
        end += 1;
    }
    (end > at).then_some((Decimal::new(mantissa, scale)?, end))
}

fn push(mantissa: i128, scale: u8, value: u32, digits: u8) -> Option<Decimal> {
    let mantissa = mantissa.checked_mul(100)?.checked_add(i128::from(value))?;
    Decimal::new(mantissa, scale.checked_add(digits)?)
}
