//! Ranges: `5/3 đến 10/3`, `quý 1/2023 đến quý 4/2024`.

use super::month::{month_number, quarter_number};
use super::numeric::{Trigger, bare_year, numeric};
use super::phrase::raw;
use super::point::{point, year_suffix};
use super::reader::Reader;
use super::value::{Mod, Partial, Phrase, Raw, Unit, Value, YearRef};
use crate::lexicon::DateClass;

/// "… đến …" behind a point.
///
/// `from` when "từ" stands before: only then may a year run to a day.
pub(super) fn ranged(reader: &Reader<'_, '_>, start: usize, first: &Phrase, from_word: bool) -> Option<Raw> {
    if first.to.is_some() {
        return None;
    }
    let (next, dash) = match reader.word(first.end, DateClass::To) {
        Some((next, _)) => (next, false),
        None if reader.dash(first.end) => (first.end + 1, true),
        None => return None,
    };
    let next = reader.word(next, DateClass::ByEnd).map_or(next, |(next, _)| next);
    let next = clock_time(reader, next).filter(|_| !dash).unwrap_or(next);
    // "từ quý 3/2025 đến 4/2025": the bare number is a quarter, too.
    let quarter = matches!(first.at, Partial::Quarter(..))
        .then(|| bare_second(reader, next, first))
        .flatten();
    // "từ ngày 15 đến 30-6": the day that gives the month.
    let day = matches!(first.at, Partial::Day(YearRef::Missing, 0, _)) && !dash;
    let day = day.then(|| numeric(reader, next, Trigger::Strong)).flatten();
    let second = quarter
        .or(day.filter(|day| matches!(day.at, Partial::Day(..))))
        .or_else(|| point(reader, next, Trigger::Weak))
        .filter(|second| second.to.is_none());
    let second = match second {
        Some(second) => second,
        None => bare_second(reader, next, first)?,
    };
    let (mut from, to) = (first.at, second.at);
    // "từ đầu năm đến tháng 5": from its first month. "từ đầu năm 2017 đến 20/6" begins somewhere in 2017, as "đầu năm 2017" does.
    if let (Partial::Year(year), Some(Mod::Start)) = (from, first.edge)
        && to.grain() == 1
    {
        from = Partial::Month(year, 1);
    }
    // "ngày 5/3 - năm 2020" and points of unlike grain are two expressions.
    let days = |p: &Partial| matches!(p, Partial::Day(..) | Partial::Weekday(..)) || p.grain() == 2;
    let mixed = from_word && !dash && matches!(from.year(), Some(YearRef::Is(_) | YearRef::Missing)) && from.grain() < 2;
    if days(&from) != days(&to) && !mixed || from.grain() == 0 && to.grain() != 0 && dash || vague_end(&to) {
        return None;
    }
    if dash && !(explicit(&from) && explicit(&to)) {
        return None;
    }
    if let (Partial::Year(YearRef::Is(from)), Partial::Year(YearRef::Is(to))) = (from, to)
        && from >= to
    {
        return None;
    }
    Some(Raw {
        edge: None,
        ..raw(start, second.end, Value::Range(from, to), "date.range")
    })
}

/// Steps over a time of the day that stands before a date: "16h", "8 giờ 30", "17h30".
pub(super) fn clock_time(reader: &Reader<'_, '_>, at: usize) -> Option<usize> {
    reader.digits(at)?;
    let (mut end, _) = reader.word(at + 1, DateClass::Hour)?;
    if reader.digits(end).is_some_and(|(_, len)| len == 2) {
        end += 1;
        if reader.scan.word(end) == "phút" {
            end += 1;
        }
    }
    (reader.is(end, DateClass::Day) || reader.is(end, DateClass::DayPart)).then_some(end)
}

pub(super) fn explicit(partial: &Partial) -> bool {
    matches!(
        partial,
        Partial::Day(..)
            | Partial::Month(..)
            | Partial::Quarter(..)
            | Partial::Year(YearRef::Is(_))
            | Partial::Decade(_)
            | Partial::Century(_)
    )
}

pub(super) fn vague_end(partial: &Partial) -> bool {
    matches!(partial, Partial::FromLast(Unit::Day, _))
}

/// "từ tháng 3 đến 5/2021", "quý I đến III": the unit is not said twice.
pub(super) fn bare_second(reader: &Reader<'_, '_>, at: usize, first: &Phrase) -> Option<Phrase> {
    let (end, make): (usize, fn(YearRef, u8) -> Partial) = match first.at {
        Partial::Month(..) => (month_number(reader, at).filter(|_| reader.digits(at).is_some())?.0, Partial::Month),
        Partial::Quarter(..) => (quarter_number(reader, at)?.0, Partial::Quarter),
        Partial::Year(_) => return bare_year(reader, at, Trigger::Weak),
        _ => return None,
    };
    let value = match first.at {
        Partial::Month(..) => month_number(reader, at)?.1,
        _ => quarter_number(reader, at)?.1,
    };
    let (end, year) = match year_suffix(reader, end) {
        Some(found) => found,
        None if reader.number_ends(end) && !reader.is(end, DateClass::Counted) => (end, YearRef::Missing),
        None => return None,
    };
    Some(Phrase::new(end, make(year, value), "date.range"))
}
