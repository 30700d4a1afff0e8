//! Number words inside dates: day and month numbers, spelled years.
//!
//! The one door to number words; a full number reader can take its place.

use super::reader::Reader;
use crate::lexicon::DateClass;

/// A number from 0 to 99 in words at `at`: where it ends, and its value.
pub(super) fn small(reader: &Reader<'_, '_>, at: usize) -> Option<(usize, u8)> {
    let digit = |at: usize| {
        let (end, value) = reader.word(at, DateClass::Number)?;
        Some((end, value))
    };
    let (end, first) = digit(at)?;
    match first {
        10 => match digit(end) {
            Some((after, unit @ 1..=9)) if unit != 5 => Some((after, 10 + as_u8(unit))),
            Some((after, -5)) => Some((after, 15)),
            _ => Some((end, 10)),
        },
        1..=9 => match digit(end) {
            Some((after, 20)) => match digit(after) {
                Some((last, unit @ (-5 | -1 | 1..=9))) if unit != 5 || !ends_month(reader, after) => {
                    Some((last, as_u8(first) * 10 + as_u8(unit.abs())))
                }
                _ => Some((after, as_u8(first) * 10)),
            },
            // The ten dropped: "hai mốt", "hai tư", "ba lăm".
            Some((after, unit @ (-1 | -5))) => Some((after, as_u8(first) * 10 + as_u8(unit.abs()))),
            Some((after, 4)) if first > 1 && reader.scan.word(end).to_lowercase().starts_with('t') => Some((after, as_u8(first) * 10 + 4)),
            _ => Some((end, as_u8(first))),
        },
        0 => Some((end, 0)),
        _ => None,
    }
}

/// "năm" behind a ten is the unit "year" when digits or number words of a year follow.
fn ends_month(reader: &Reader<'_, '_>, at: usize) -> bool {
    reader.year(at + 1).is_some() || reader.is(at + 1, DateClass::Number)
}

/// A year in words: "hai nghìn không trăm hai mốt", "hai nghìn mười ba", "hai không mười ba", "một chín chín chín",
/// "chín trăm ba tám".
pub(super) fn year(reader: &Reader<'_, '_>, at: usize) -> Option<(usize, i16)> {
    let value = |at: usize| reader.word(at, DateClass::Number).map(|(_, value)| value);
    let (mut end, mut year) = (at, 0);
    match (value(at)?, value(at + 1)?) {
        (thousands @ 1..=2, 1000) => (end, year) = (at + 2, thousands * 1000),
        (1..=9, 100) => {}
        _ => return year_by_digits(reader, at),
    }
    if let (Some(hundreds @ 0..=9), Some(100)) = (value(end), value(end + 1)) {
        year += hundreds * 100;
        end += 2;
    }
    let (end, rest) = last_two(reader, end).unwrap_or((end, 0));
    Some((end, year + rest))
}

/// The last two digits: "lẻ một", "hai mốt", "mười ba", "năm hai".
fn last_two(reader: &Reader<'_, '_>, at: usize) -> Option<(usize, i16)> {
    let value = |at: usize| reader.word(at, DateClass::Number).map(|(_, value)| value);
    match (value(at)?, value(at + 1)) {
        (30, Some(unit @ 1..=9)) => Some((at + 2, unit)),
        (tens @ 0..=9, Some(unit @ 0..=9)) if value(at + 2) != Some(20) => Some((at + 2, tens * 10 + unit)),
        _ => small(reader, at).map(|(end, value)| (end, i16::from(value))),
    }
}

fn year_by_digits(reader: &Reader<'_, '_>, at: usize) -> Option<(usize, i16)> {
    let value = |at: usize| reader.word(at, DateClass::Number).map(|(_, value)| value);
    let (first @ 1..=2, second @ 0..=9) = (value(at)?, value(at + 1)?) else {
        return None;
    };
    let (end, rest) = last_two(reader, at + 2).filter(|(end, _)| *end > at + 3 || value(at + 2) == Some(10))?;
    Some((end, first * 1000 + second * 100 + rest))
}

fn as_u8(value: i16) -> u8 {
    u8::try_from(value.unsigned_abs()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use crate::extract::date::tests::with_reader;

    #[test]
    fn words_to_numbers() {
        let cases = [
            ("mười", 10),
            ("mười lăm", 15),
            ("hai mươi mốt", 21),
            ("hai tư", 24),
            ("hai mươi tư", 24),
            ("ba mươi", 30),
            ("hai mốt", 21),
            ("bảy", 7),
        ];
        for (text, want) in cases {
            with_reader(text, |reader| {
                assert_eq!(super::small(reader, 0).map(|(_, value)| value), Some(want), "{text}");
            });
        }
    }

    #[test]
    fn words_to_years() {
        let cases = [
            ("hai nghìn không trăm hai mốt", 2021),
            ("hai nghìn không trăm lẻ một", 2001),
            ("hai nghìn", 2000),
            ("hai nghìn mười ba", 2013),
            ("hai không mười ba", 2013),
            ("một chín chín chín", 1999),
            ("hai không linh chín", 2009),
            ("chín trăm ba tám", 938),
            ("một nghìn tám trăm năm hai", 1852),
            ("một nghìn chín trăm bốn mươi lăm", 1945),
        ];
        for (text, want) in cases {
            with_reader(text, |reader| {
                assert_eq!(super::year(reader, 0).map(|(_, value)| value), Some(want), "{text}");
            });
        }
    }
}
