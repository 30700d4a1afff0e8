//! Counted and recurring time: `6 tháng đầu năm`, `5 năm qua`, `cách đây 3 ngày`, `mỗi năm`, `cùng kỳ`.

use super::month::month;
use super::number;
use super::numeric::{Trigger, bare_year};
use super::opener::UNITS;
use super::phrase::raw;
use super::point::{point, year_suffix};
use super::range::ranged;
use super::reader::Reader;
use super::value::{Partial, Raw, Unit, Value, YearRef, days_in};
use crate::lexicon::DateClass;
use crate::text::Kind;

pub(super) fn unit(reader: &Reader<'_, '_>, at: usize) -> Option<(usize, Unit)> {
    if !reader.classes(at).meets(UNITS) {
        return None;
    }
    [
        (DateClass::Day, Unit::Day),
        (DateClass::Week, Unit::Week),
        (DateClass::Month, Unit::Month),
        (DateClass::Quarter, Unit::Quarter),
        (DateClass::Year, Unit::Year),
        (DateClass::Decade, Unit::Decade),
        (DateClass::Century, Unit::Century),
    ]
    .iter()
    .find_map(|(class, unit)| reader.word(at, *class).map(|(end, _)| (end, *unit)))
}

pub(super) fn count(reader: &Reader<'_, '_>, at: usize) -> Option<(usize, u16)> {
    if let Some((value, 1..=3)) = reader.digits(at) {
        return (value > 0 && reader.number_starts(at) && reader.number_ends(at + 1)).then_some((at + 1, value));
    }
    if reader.ending(at, DateClass::Number).is_some() {
        return None;
    }
    number::small(reader, at)
        .filter(|(_, value)| *value > 0)
        .map(|(end, value)| (end, u16::from(value)))
}

/// "6 tháng đầu năm 2018", "10 tháng năm 2024", "5 năm qua", "những năm gần đây".
pub(super) fn stretch(reader: &Reader<'_, '_>, at: usize) -> Option<Raw> {
    if let Some((next, _)) = reader.word(at, DateClass::Several) {
        let (next, _) = unit(reader, next)?;
        let (end, by) = reader.word(next, DateClass::Stretch).or_else(|| {
            reader
                .word(next, DateClass::Distance)
                .filter(|(end, by)| *by < 0 && !runs_on(reader, *end))
        })?;
        return Some(raw(at, end, Value::Vague(by), "date.stretch-vague"));
    }
    if let Some(found) = ranged_stretch(reader, at) {
        return Some(found);
    }
    let (next, n) = count(reader, at)?;
    let (end, unit) = unit(reader, next)?;
    if let Some(found) = days_of_month(reader, at, end, n, unit) {
        return Some(found);
    }
    if let Some(found) = years_counted(reader, at, end, n, unit) {
        return Some(found);
    }
    if let Some(found) = months_of_year(reader, at, end, n, unit) {
        return Some(found);
    }
    let stretch = reader.word(end, DateClass::Stretch);
    let distance = reader.word(end, DateClass::Distance).filter(|(end, _)| !runs_on(reader, *end));
    match (stretch, distance) {
        (Some((end, by)), _) => Some(raw(at, end, Value::Stretch(n, unit, by), "date.stretch")),
        (None, Some((end, by))) => {
            let by = by * i16::try_from(n).ok()?;
            Some(raw(at, end, Value::At(Partial::FromNow(unit, by)), "date.distance"))
        }
        (None, None) => None,
    }
}

/// "5 năm 2021-2025": the years and how many they are.
fn years_counted(reader: &Reader<'_, '_>, start: usize, at: usize, n: u16, unit: Unit) -> Option<Raw> {
    let phrase = bare_year(reader, at, Trigger::Weak).filter(|_| unit == Unit::Year)?;
    let found = ranged(reader, at, &phrase, false)?;
    let Value::Range(Partial::Year(YearRef::Is(from)), Partial::Year(YearRef::Is(to))) = found.value else {
        return None;
    };
    (i32::from(to) - i32::from(from) + 1 == i32::from(n)).then_some(Raw { start, ..found })
}

/// "5-10 năm tới": placed in time, but of no one length.
fn ranged_stretch(reader: &Reader<'_, '_>, at: usize) -> Option<Raw> {
    let (low, _) = reader.digits(at).filter(|_| reader.number_starts(at) && reader.dash(at + 1))?;
    let (high, 1..=2) = reader.digits(at + 2)? else { return None };
    let (end, _) = unit(reader, at + 3).filter(|_| low < high)?;
    let (end, by) = reader.word(end, DateClass::Stretch)?;
    Some(raw(at, end, Value::Vague(by), "date.stretch-vague"))
}

/// "10 ngày cuối của tháng 1", "15 ngày đầu tháng 5/2024".
pub(super) fn days_of_month(reader: &Reader<'_, '_>, start: usize, at: usize, n: u16, unit: Unit) -> Option<Raw> {
    let (next, which) = reader.word(at, DateClass::Ordinal).filter(|_| unit == Unit::Day)?;
    let next = reader.word(next, DateClass::Of).map_or(next, |(end, _)| end);
    let phrase = month(reader, next).filter(|phrase| phrase.to.is_none())?;
    let Partial::Month(year, month) = phrase.at else { return None };
    let last = match (year, month) {
        (YearRef::Is(_), _) | (_, 1 | 3..=12) => days_in(year, month),
        _ => 28,
    };
    let n = u8::try_from(n).ok().filter(|n| (2..last).contains(n))?;
    let (from, to) = if which == 1 { (1, n) } else { (last - n + 1, last) };
    let (from, to) = (Partial::Day(year, month, from), Partial::Day(year, month, to));
    Some(raw(start, phrase.end, Value::Range(from, to), "date.days-of-month"))
}

/// "3 ngày trước khi …", "hai năm trước đó": told from something else than today.
pub(super) fn runs_on(reader: &Reader<'_, '_>, at: usize) -> bool {
    reader.token(at).is_some_and(|token| {
        matches!(
            token.of(reader.scan.text),
            "khi" | "đó" | "ngày" | "thời" | "lúc" | "thềm" | "Tết" | "kỳ" | "năm" | "tháng" | "lễ"
        )
    }) || reader.token(at).is_some_and(|token| token.kind == Kind::Digits)
}

/// "N tháng đầu năm", "N tháng cuối năm 2018", "N tháng năm 2024", "hai quý đầu năm".
pub(super) fn months_of_year(reader: &Reader<'_, '_>, start: usize, at: usize, n: u16, unit: Unit) -> Option<Raw> {
    let months = match unit {
        Unit::Month => n,
        Unit::Quarter => n.checked_mul(3)?,
        _ => return None,
    };
    let months = u8::try_from(months).ok().filter(|months| (1..=12).contains(months))?;
    let which = reader.word(at, DateClass::Ordinal);
    let (end, year) = match which {
        Some((next, _)) => {
            let next = reader.word(next, DateClass::Of).map_or(next, |(end, _)| end);
            year_suffix(reader, next)
                .or_else(|| bare_year(reader, next, Trigger::Weak).map(|phrase| (phrase.end, phrase.at.year().unwrap_or(YearRef::Missing))))
                .or_else(|| {
                    reader
                        .word(next, DateClass::Year)
                        .filter(|_| !reader.is(next, DateClass::Period))
                        .map(|(end, _)| (end, YearRef::Missing))
                })?
        }
        None => match year_suffix(reader, at).filter(|(_, year)| !matches!(year, YearRef::FromLast(_))) {
            Some(found) => found,
            // "tính chung 9 tháng", "lũy kế 11 tháng": from the start of the year.
            None if unit == Unit::Month && n > 1 && reader.ending(start, DateClass::Cumulative).is_some() => {
                let plain = !reader.is(at, DateClass::Stretch) && !reader.is(at, DateClass::Distance);
                plain.then_some((at, YearRef::Missing))?
            }
            // "đưa kết quả 11 tháng lên …", "5 tháng đạt …": what months reach is told of the year so far.
            None if unit == Unit::Month && (2..12).contains(&n) && reaches(reader, start, at) => (at, YearRef::Missing),
            None => return None,
        },
    };
    let last = which.is_some_and(|(_, which)| which == 2);
    let partial = match (months, last) {
        (6, _) => Partial::Half(year, if last { 2 } else { 1 }),
        (12, _) => Partial::Year(year),
        (months, true) => Partial::Months(year, 13 - months, 12),
        (months, false) => Partial::Months(year, 1, months),
    };
    Some(raw(start, end, Value::At(partial), "date.months-of-year"))
}

/// "11 tháng **đạt** …"; not "sau 3 tháng đạt", which is a length of time.
fn reaches(reader: &Reader<'_, '_>, start: usize, end: usize) -> bool {
    let before = start.checked_sub(1).map_or("", |at| reader.scan.word(at));
    matches!(reader.scan.word(end), "đạt" | "lên" | "ước")
        && !matches!(
            before,
            "sau" | "Sau" | "vòng" | "khoảng" | "hơn" | "gần" | "mỗi" | "qua" | "từ" | "dài" | "tới" | "thêm" | "những" | "mấy" | "trước"
        )
}

/// "cách đây 3 ngày".
pub(super) fn ago(reader: &Reader<'_, '_>, at: usize) -> Option<Raw> {
    let (next, _) = reader.word(at, DateClass::Ago)?;
    let next = if reader.is(next, DateClass::Quantity) && count(reader, next).is_none() {
        next + 1
    } else {
        next
    };
    let (next, n) = count(reader, next)?;
    let (end, unit) = unit(reader, next)?;
    let by = i16::try_from(n).ok()?.checked_neg()?;
    Some(raw(at, end, Value::At(Partial::FromNow(unit, by)), "date.ago"))
}

/// "mỗi năm", "hàng tháng", "thứ sáu hàng tuần".
pub(super) fn every(reader: &Reader<'_, '_>, at: usize) -> Option<Raw> {
    let weekday = reader.word(at, DateClass::DayPart).map_or(at, |(end, _)| end);
    if let Some((end, _)) = reader.word(weekday, DateClass::Weekday) {
        let (end, _) = reader.word(end, DateClass::Every)?;
        let (end, _) = reader.word(end, DateClass::Week)?;
        return Some(raw(at, end, Value::Every(1, Unit::Week), "date.every-weekday"));
    }
    let (next, _) = reader.word(at, DateClass::Every)?;
    let day = reader.word(next, DateClass::DayPart).map_or(next, |(end, _)| end);
    // "cửa hàng thứ hai" is a second shop.
    if let Some((end, _)) = reader.word(day, DateClass::Weekday)
        && matches!(reader.scan.word(at), "mỗi" | "Mỗi")
    {
        return Some(raw(at, end, Value::Every(1, Unit::Week), "date.every-weekday"));
    }
    let (next, n) = count(reader, next)
        .filter(|(end, _)| unit(reader, *end).is_some())
        .unwrap_or((next, 1));
    let (end, unit) = unit(reader, next)?;
    Some(raw(at, end, Value::Every(n, unit), "date.every"))
}

/// "tháng cùng kỳ", "quý cùng kỳ năm trước"; not "6 tháng cùng kỳ", whose months are counted.
pub(super) fn unit_of_same_period(reader: &Reader<'_, '_>, at: usize) -> Option<Raw> {
    let (next, _) = reader.word(at, DateClass::Month).or_else(|| reader.word(at, DateClass::Quarter))?;
    let counted = reader.before(at).is_some_and(|before| before.kind == Kind::Digits) || reader.ending(at, DateClass::Number).is_some();
    let found = same_period(reader, next).filter(|_| !counted)?;
    Some(Raw { start: at, ..found })
}

/// "cùng kỳ", "cùng kỳ năm trước", "cùng kỳ năm 2023".
pub(super) fn same_period(reader: &Reader<'_, '_>, at: usize) -> Option<Raw> {
    let (next, _) = reader.word(at, DateClass::SamePeriod)?;
    let (end, year) = match year_suffix(reader, next) {
        Some((end, YearRef::FromLast(-1))) => (end, YearRef::FromLast(-1)),
        Some(found) => found,
        None => (next, YearRef::FromLast(-1)),
    };
    // "cùng kỳ tháng trước": the month before.
    if end == next
        && let Some(phrase) = point(reader, next, Trigger::None).filter(|phrase| matches!(phrase.at, Partial::FromLast(Unit::Month, -1)))
    {
        return Some(raw(at, phrase.end, Value::At(phrase.at), "date.same-period"));
    }
    Some(raw(at, end, Value::SamePeriod(year), "date.same-period"))
}
