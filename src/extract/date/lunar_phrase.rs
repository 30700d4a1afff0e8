//! Days of the lunar calendar and feasts: `mùng 2 Tết`, `rằm tháng Giêng`, `10/3 âm lịch`, `Giỗ Tổ Hùng Vương`.

use super::month::month_number;
use super::number;
use super::point::year_suffix;
use super::reader::Reader;
use super::value::{Partial, Phrase, YearRef};
use crate::lexicon::DateClass;

/// `found` in the lunar calendar when "âm lịch" follows it.
pub(super) fn in_lunar_calendar(reader: &Reader<'_, '_>, found: Phrase) -> Phrase {
    let (year, month, day) = match found.at {
        Partial::Day(year, month, day) => (year, month, day),
        Partial::Month(year, month) => (year, month, 0),
        _ => return found,
    };
    let Some(end) = lunar_mark(reader, found.end).filter(|_| found.to.is_none()) else {
        return found;
    };
    let (end, year) = match year {
        YearRef::Missing => year_suffix(reader, end).unwrap_or((end, year)),
        _ => (end, year),
    };
    Phrase {
        part: found.part,
        ..Phrase::new(end, Partial::Lunar(year, month, day), "date.lunar")
    }
}

fn lunar_mark(reader: &Reader<'_, '_>, at: usize) -> Option<usize> {
    if let Some((end, _)) = reader.word(at, DateClass::Lunar) {
        return Some(end);
    }
    let (end, _) = reader.word(at + 1, DateClass::Lunar).filter(|_| reader.mark(at, '('))?;
    reader.mark(end, ')').then_some(end + 1)
}

/// A lunar month that ends before `at`, with `day` (0: the month), and what may follow it.
pub(super) fn lunar(reader: &Reader<'_, '_>, at: usize, month: u8, day: u8) -> Option<Phrase> {
    let end = lunar_mark(reader, at).unwrap_or(at);
    let (end, year) = year_suffix(reader, end).unwrap_or((end, YearRef::Missing));
    (day <= 30).then(|| Phrase::new(end, Partial::Lunar(year, month, day), "date.lunar"))
}

/// Feasts, and days counted from the new or full moon.
pub(super) fn feast(reader: &Reader<'_, '_>, at: usize) -> Option<Phrase> {
    let token = reader.token(at)?;
    if let Some(found) = early_day(reader, at).or_else(|| full_moon(reader, at)) {
        return Some(found);
    }
    if let Some((end, value)) = reader.word(at, DateClass::Feast) {
        let (end, year) = feast_year(reader, end);
        if year == YearRef::Missing && !occasion(reader, at) {
            return None;
        }
        let (month, day) = month_day(value)?;
        return Some(Phrase::new(end, Partial::Day(year, month, day), "date.feast"));
    }
    if !token.is_capital() {
        return None;
    }
    if let Some((end, value)) = reader.word(at, DateClass::LunarFeast) {
        let (end, year) = feast_year(reader, end);
        if year == YearRef::Missing && !occasion(reader, at) {
            return None;
        }
        let (month, day) = month_day(value)?;
        return Some(Phrase::new(end, Partial::Lunar(year, month, day), "date.lunar-feast"));
    }
    let (end, _) = reader.word(at, DateClass::Tet)?;
    let (after, year) = feast_year(reader, end);
    // A bare "Tết" is a season of life more often than a day.
    (year != YearRef::Missing || end > at + 1).then(|| Phrase::new(after, Partial::Lunar(year, 1, 1), "date.tet"))
}

/// "bánh Trung thu" is a cake; "dịp Trung thu" a time.
fn occasion(reader: &Reader<'_, '_>, at: usize) -> bool {
    at == reader.start
        || [
            DateClass::Occasion,
            DateClass::DayPart,
            DateClass::Day,
            DateClass::Before,
            DateClass::After,
            DateClass::To,
        ]
        .iter()
        .any(|class| reader.ending(at, *class).is_some())
}

fn feast_year(reader: &Reader<'_, '_>, at: usize) -> (usize, YearRef) {
    cycle_year(reader, at)
        .or_else(|| year_suffix(reader, at))
        .unwrap_or((at, YearRef::Missing))
}

fn month_day(value: i16) -> Option<(u8, u8)> {
    Some((u8::try_from(value / 100).ok()?, u8::try_from(value % 100).ok()?))
}

/// "mùng 3 Tết", "mồng 6 tháng 2", "mùng một tháng Giêng".
pub(super) fn early_day(reader: &Reader<'_, '_>, at: usize) -> Option<Phrase> {
    let (next, _) = reader.word(at, DateClass::EarlyDay)?;
    let (next, day) = match reader.digits(next) {
        Some((value, 1..=2)) => (next + 1, u8::try_from(value).ok()?),
        Some(_) => return None,
        None => number::small(reader, next)?,
    };
    if !(1..=10).contains(&day) {
        return None;
    }
    if let Some((end, _)) = reader.word(next, DateClass::Tet) {
        let (end, year) = feast_year(reader, end);
        return Some(Phrase::new(end, Partial::Lunar(year, 1, day), "date.tet-day"));
    }
    if reader.mark(next, '/')
        && let Some((end, month)) = month_number(reader, next + 1)
    {
        return solar_or_lunar(reader, end, month, day);
    }
    if let Some((after, _)) = reader.word(next, DateClass::Month) {
        if let Some((end, month)) = reader.word(after, DateClass::LunarMonth) {
            return lunar(reader, end, u8::try_from(month).ok()?, day);
        }
        let (end, month) = month_number(reader, after)?;
        return solar_or_lunar(reader, end, month, day);
    }
    None
}

fn solar_or_lunar(reader: &Reader<'_, '_>, at: usize, month: u8, day: u8) -> Option<Phrase> {
    if lunar_mark(reader, at).is_some() {
        return lunar(reader, at, month, day);
    }
    let (end, year) = year_suffix(reader, at).unwrap_or((at, YearRef::Missing));
    Some(in_lunar_calendar(
        reader,
        Phrase::new(end, Partial::Day(year, month, day), "date.early-day"),
    ))
}

/// "rằm tháng Giêng", "rằm tháng 7".
fn full_moon(reader: &Reader<'_, '_>, at: usize) -> Option<Phrase> {
    let (next, _) = reader.word(at, DateClass::FullMoon)?;
    let (after, _) = reader.word(next, DateClass::Month)?;
    let (end, month) = match reader.word(after, DateClass::LunarMonth) {
        Some((end, month)) => (end, u8::try_from(month).ok()?),
        None => month_number(reader, after)?,
    };
    lunar(reader, end, month, 15)
}

/// "29 Tết", "30 Tết": the last days of the twelfth month; "5 Tết": the first.
pub(super) fn tet_day(reader: &Reader<'_, '_>, at: usize) -> Option<Phrase> {
    let (value, 1..=2) = reader.digits(at)? else { return None };
    let day = u8::try_from(value)
        .ok()
        .filter(|day| (1..=7).contains(day) || (23..=30).contains(day))?;
    let (end, _) = reader
        .word(at + 1, DateClass::Tet)
        .filter(|_| reader.token(at + 1).is_some_and(|tet| tet.is_capital()))?;
    let (end, year) = feast_year(reader, end);
    let month = if day > 7 { 12 } else { 1 };
    // "30 Tết 2024" is the eve of the lunar year 2024.
    let year = match year {
        YearRef::Is(year) if month == 12 => YearRef::Is(year - 1),
        other => other,
    };
    Some(Phrase::new(end, Partial::Lunar(year, month, day), "date.tet-day"))
}

/// A year of the sixty-year cycle, with its number where it follows.
pub(super) fn cycle_year(reader: &Reader<'_, '_>, at: usize) -> Option<(usize, YearRef)> {
    let (next, stem) = reader.word(at, DateClass::Stem)?;
    let (end, branch) = reader.word(next, DateClass::Branch)?;
    if !reader.token(at)?.is_capital() || !reader.token(next)?.is_capital() {
        return None;
    }
    let index = (0..60u8).find(|i| i16::from(i % 10) == stem && i16::from(i % 12) == branch)?;
    if let Some(year) = reader.year(end).filter(|_| reader.number_ends(end + 1)) {
        return Some((end + 1, YearRef::Is(year)));
    }
    if reader.mark(end, '(')
        && reader.mark(end + 2, ')')
        && let Some(year) = reader.year(end + 1)
    {
        return Some((end + 3, YearRef::Is(year)));
    }
    Some((end, YearRef::Cycle(index)))
}
