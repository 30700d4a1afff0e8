//! Months and quarters: `tháng 4/2016`, `tháng 1-3/2021`, `quý II`, `Q1/2024`.

use super::lunar_phrase;
use super::number;
use super::point::{counted, relative, year_ref, year_suffix};
use super::reader::Reader;
use super::value::{Partial, Phrase, Unit, YearRef};
use crate::lexicon::DateClass;

/// "kỳ 1 tháng 11/2024".
pub(super) fn half_month(reader: &Reader<'_, '_>, at: usize) -> Option<Phrase> {
    let (next, _) = reader.word(at, DateClass::HalfMonth)?;
    let (half @ 1..=2, 1) = reader.digits(next)? else { return None };
    let phrase = month(reader, next + 1)?;
    let Partial::Month(year, month) = phrase.at else { return None };
    let half = u8::try_from(half).ok()?;
    Some(Phrase::new(
        phrase.end,
        Partial::HalfMonth(year, Some(month), half),
        "date.half-of-month",
    ))
}

pub(super) fn month_number(reader: &Reader<'_, '_>, at: usize) -> Option<(usize, u8)> {
    if let Some((value, 1..=2)) = reader.digits(at) {
        return u8::try_from(value)
            .ok()
            .filter(|month| (1..=12).contains(month))
            .map(|month| (at + 1, month));
    }
    // "tháng năm 2024": the year, not May; "tháng năm năm 2024": May.
    if reader.is(at, DateClass::Year) && reader.year(at + 1).is_some() {
        return None;
    }
    let (end, month) = number::small(reader, at).filter(|(_, month)| (1..=12).contains(month))?;
    // "tháng ba mươi" and the like overrun; "tháng một lần" counts.
    Some((end, month))
}

/// "tháng" and what says which.
pub(super) fn month(reader: &Reader<'_, '_>, at: usize) -> Option<Phrase> {
    let (next, _) = reader.word(at, DateClass::Month)?;
    if let Some((end, month)) = reader.word(next, DateClass::LunarMonth) {
        return lunar_phrase::lunar(reader, end, u8::try_from(month).ok()?, 0);
    }
    if let Some((value, _)) = reader.digits(next)
        && let Some(found) = month_range(reader, next, value)
    {
        return Some(found);
    }
    if let Some((end, month)) = month_number(reader, next) {
        if reader.digits(next).is_some() && counted(reader, at) && (reader.is(end, DateClass::Day) || reader.is(end, DateClass::Week)) {
            return None;
        }
        if let Some((end, year)) = year_suffix(reader, end) {
            return Some(lunar_phrase::in_lunar_calendar(
                reader,
                Phrase::new(end, Partial::Month(year, month), "date.month-year"),
            ));
        }
        if reader.digits(next).is_some() && !reader.number_ends(end) {
            return None;
        }
        // "một tháng hai lần": a word number that counts what follows.
        let counts = reader.is(end, DateClass::Counted) && !reader.is(end, DateClass::Day);
        if reader.digits(next).is_none() && (counts || counted(reader, at)) {
            return None;
        }
        if let Some((end, by)) = reader.word(end, DateClass::Deictic) {
            let at = if by > 0 {
                Partial::NextMonth(month)
            } else {
                Partial::Month(YearRef::FromNow(0), month)
            };
            return Some(Phrase::new(end, at, "date.month-next"));
        }
        let found = Phrase::new(end, Partial::Month(YearRef::Missing, month), "date.month");
        return Some(lunar_phrase::in_lunar_calendar(reader, found));
    }
    if counted(reader, at) {
        return None;
    }
    if let Some((end, by)) = reader.word(next, DateClass::Anaphoric)
        && by < 0
    {
        return Some(Phrase::new(end, Partial::FromLast(Unit::Month, by), "date.month-before"));
    }
    let (end, by) = relative(reader, next)?;
    Some(Phrase::new(end, Partial::FromNow(Unit::Month, by), "date.month-relative"))
}

/// "tháng 1-3/2021", "tháng 1 - 3".
pub(super) fn month_range(reader: &Reader<'_, '_>, at: usize, first: u16) -> Option<Phrase> {
    let (last, len) = reader.digits(at + 2).filter(|_| reader.dash(at + 1))?;
    let (from, to) = (u8::try_from(first).ok()?, u8::try_from(last).ok()?);
    if len > 2 || from == 0 || from >= to || to > 12 {
        return None;
    }
    let (end, year) = match year_suffix(reader, at + 3) {
        Some(found) => found,
        None if reader.number_ends(at + 3) => (at + 3, YearRef::Missing),
        None => return None,
    };
    Some(Phrase::range(
        end,
        Partial::Month(year, from),
        Partial::Month(year, to),
        "date.month-range",
    ))
}

/// "Q1/2024".
pub(super) fn short_quarter(reader: &Reader<'_, '_>, at: usize) -> Option<Phrase> {
    let token = reader.token(at).filter(|token| token.len() == 1 && token.is_capital())?;
    let (_, 1) = reader
        .digits(at + 1)
        .filter(|_| token.of(reader.scan.text) == "Q" && reader.glued(at + 1))?
    else {
        return None;
    };
    let (end, quarter) = quarter_number(reader, at + 1)?;
    let (end, year) = year_suffix(reader, end).or_else(|| short_year(reader, end))?;
    Some(Phrase::new(end, Partial::Quarter(year, quarter), "date.quarter-short"))
}

/// "Q1/25": a year in two digits, of this century.
fn short_year(reader: &Reader<'_, '_>, at: usize) -> Option<(usize, YearRef)> {
    let (year, 2) = reader
        .digits(at + 1)
        .filter(|_| reader.mark(at, '/') && reader.glued(at) && reader.glued(at + 1))?
    else {
        return None;
    };
    let ends = reader.number_ends(at + 2);
    let year = i16::try_from(year).ok().filter(|year| ends && (0..50).contains(year))?;
    Some((at + 2, YearRef::Is(2000 + year)))
}

/// "quý" and what says which.
pub(super) fn quarter(reader: &Reader<'_, '_>, at: usize) -> Option<Phrase> {
    let (next, _) = reader.word(at, DateClass::Quarter)?;
    if let Some((end, from)) = quarter_number(reader, next) {
        if reader.dash(end)
            && let Some((after, to)) = quarter_number(reader, end + 1)
            && from < to
        {
            let (after, year) = year_suffix(reader, after).unwrap_or((after, YearRef::Missing));
            let (from, to) = (Partial::Quarter(year, from), Partial::Quarter(year, to));
            return Some(Phrase::range(after, from, to, "date.quarter-range"));
        }
        let (end, year) = year_suffix(reader, end).unwrap_or((end, YearRef::Missing));
        return Some(Phrase::new(end, Partial::Quarter(year, from), "date.quarter"));
    }
    if counted(reader, at) {
        return None;
    }
    if let Some((end, which)) = reader.word(next, DateClass::Ordinal) {
        // "quý đầu năm", "quý cuối cùng của năm 2024".
        let end = reader.word(end, DateClass::Of).map_or(end, |(end, _)| end);
        let (end, year) = year_ref(reader, end).or_else(|| reader.word(end, DateClass::Year).map(|(end, _)| (end, YearRef::Missing)))?;
        return Some(Phrase::new(
            end,
            Partial::Quarter(year, if which == 1 { 1 } else { 4 }),
            "date.quarter-ordinal",
        ));
    }
    if let Some((end, by)) = reader.word(next, DateClass::Anaphoric)
        && by < 0
    {
        return Some(Phrase::new(end, Partial::FromLast(Unit::Quarter, by), "date.quarter-before"));
    }
    let (end, by) = relative(reader, next)?;
    (by == 0 || by.abs() == 1).then(|| Phrase::new(end, Partial::FromNow(Unit::Quarter, by), "date.quarter-relative"))
}

/// A quarter's number: Roman capitals, digits, a word.
pub(super) fn quarter_number(reader: &Reader<'_, '_>, at: usize) -> Option<(usize, u8)> {
    let token = reader.token(at)?;
    if let Some((end, value)) = reader.word(at, DateClass::Roman) {
        return (token.is_all_caps() && value <= 4).then_some((end, u8::try_from(value).ok()?));
    }
    if let Some((value, 1..=2)) = reader.digits(at) {
        return u8::try_from(value)
            .ok()
            .filter(|quarter| (1..=4).contains(quarter))
            .map(|quarter| (at + 1, quarter));
    }
    number::small(reader, at).filter(|(_, quarter)| (1..=4).contains(quarter))
}
