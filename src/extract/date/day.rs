//! Days: `ngày 5 tháng 3`, `sáng 26/12`, `hôm nay`, `hai mươi tư tháng bảy`.

use super::lunar_phrase;
use super::month::{month, month_number};
use super::number;
use super::numeric::{Trigger, numeric};
use super::point::{counted, relative, year_ref, year_suffix};
use super::reader::Reader;
use super::value::{Partial, Phrase, Unit, YearRef, days_in};
use super::weekday::weekday_phrase;
use crate::lexicon::DateClass;

/// A day in digits, with the calendar or the year that may follow it ("13/5 năm 2028").
pub(super) fn digits_day(reader: &Reader<'_, '_>, at: usize, trigger: Trigger) -> Option<Phrase> {
    let found = lunar_phrase::in_lunar_calendar(reader, numeric(reader, at, trigger)?);
    let year = |partial: &Partial| partial.year() == Some(YearRef::Missing);
    let open = year(&found.at) && found.to.is_none_or(|to| year(&to));
    if open
        && reader.is(found.end, DateClass::Year)
        && let Some((end, year)) = year_ref(reader, found.end)
    {
        return Some(Phrase {
            end,
            at: found.at.with_year(year),
            to: found.to.map(|to| to.with_year(year)),
            ..found
        });
    }
    Some(found)
}

pub(super) fn part_of_day(reader: &Reader<'_, '_>, at: usize) -> Option<Phrase> {
    let (next, part) = reader.word(at, DateClass::DayPart)?;
    let part = u8::try_from(part).ok();
    // "tối Mai" is a name.
    let name = reader.token(next).is_some_and(|token| token.is_capital() && !token.is_all_caps());
    let phrase = if let Some((end, days)) = reader.word(next, DateClass::ShortToday).filter(|_| !name) {
        // "sáng qua" but not "sáng qua đường".
        Phrase::new(end, Partial::FromNow(Unit::Day, days), "date.part-of-today")
    } else {
        digits_day(reader, next, Trigger::Strong)
            .or_else(|| day_then_month(reader, next, true))
            .or_else(|| day(reader, next))
            .or_else(|| today(reader, next))
            .or_else(|| weekday_phrase(reader, next, true))
            .or_else(|| lunar_phrase::feast(reader, next))
            .or_else(|| lunar_phrase::tet_day(reader, next))?
    };
    Some(Phrase { part, ..phrase })
}

pub(super) fn on_day(reader: &Reader<'_, '_>, at: usize) -> Option<Phrase> {
    let (next, _) = reader.word(at, DateClass::OnDay)?;
    digits_day(reader, next, Trigger::Strong)
        .or_else(|| day_then_month(reader, next, true))
        .or_else(|| weekday_phrase(reader, next, true))
        .or_else(|| lunar_phrase::feast(reader, next))
}

/// "ngày" and a date in full, without a weekday.
pub(super) fn dated(reader: &Reader<'_, '_>, at: usize) -> Option<Phrase> {
    let (next, _) = reader.word(at, DateClass::Day)?;
    digits_day(reader, next, Trigger::Strong)
        .or_else(|| day_then_month(reader, next, true))
        .or_else(|| lunar_phrase::early_day(reader, next))
}

/// "ngày" and what says which.
pub(super) fn day(reader: &Reader<'_, '_>, at: usize) -> Option<Phrase> {
    let (next, _) = reader.word(at, DateClass::Day)?;
    if let Some(found) = digits_day(reader, next, Trigger::Strong) {
        return Some(found);
    }
    if let Some((end, which)) = reader.word(next, DateClass::Ordinal)
        && !counted(reader, at)
        && let Some(found) = edge_day(reader, end, which)
    {
        return Some(found);
    }
    day_then_month(reader, next, true)
        .or_else(|| lunar_phrase::feast(reader, next).filter(|phrase| phrase.end > next))
        .or_else(|| weekday_phrase(reader, next, false))
        .or_else(|| lone_day(reader, at, next))
}

/// "ngày đầu tiên của tháng ba".
pub(super) fn edge_day(reader: &Reader<'_, '_>, at: usize, which: i16) -> Option<Phrase> {
    let at = reader.word(at, DateClass::Of).map_or(at, |(end, _)| end);
    if let Some(Phrase {
        end,
        at: Partial::Month(year, month),
        to: None,
        ..
    }) = month(reader, at)
    {
        let day = if which == 1 { 1 } else { days_in(year, month) };
        return Some(Phrase::new(end, Partial::Day(year, month, day), "date.edge-day"));
    }
    let (end, year) = year_ref(reader, at)?;
    let (month, day) = if which == 1 { (1, 1) } else { (12, 31) };
    Some(Phrase::new(end, Partial::Day(year, month, day), "date.edge-day"))
}

/// A day number, in digits or words, and "tháng" with its number and perhaps a year.
pub(super) fn day_then_month(reader: &Reader<'_, '_>, at: usize, sure: bool) -> Option<Phrase> {
    let (next, day) = day_number(reader, at)?;
    let mut next = next;
    if reader.mark(next, ',') && sure {
        next += 1;
    }
    let (after, _) = reader.word(next, DateClass::Month)?;
    if let Some((end, month)) = reader.word(after, DateClass::LunarMonth) {
        return lunar_phrase::lunar(reader, end, u8::try_from(month).ok()?, day);
    }
    let (end, month) = month_number(reader, after)?;
    // Customs statistics: "kỳ 1 tháng 11" is the month's first half.
    if reader.ending(at, DateClass::HalfMonth).is_some() {
        return None;
    }
    // "3 tháng 10 ngày" is a length of time; so is "10 tháng năm 2024" a stretch of that year.
    if reader.is(end, DateClass::Day) || reader.is(end, DateClass::Week) || (!sure && !number_is_plain(reader, at, after, end)) {
        return None;
    }
    let (end, year) = year_suffix(reader, end).unwrap_or((end, YearRef::Missing));
    if day > days_in(year, month) {
        return None;
    }
    let found = Phrase::new(end, Partial::Day(year, month, day), "date.day-month-words");
    Some(lunar_phrase::in_lunar_calendar(reader, found))
}

/// Without "ngày" before it, "10 tháng năm" must not be read out of "10 tháng năm 2024".
pub(super) fn number_is_plain(reader: &Reader<'_, '_>, at: usize, month_at: usize, end: usize) -> bool {
    if reader.is(month_at, DateClass::Year) && (reader.year(end).is_some() || reader.is(end, DateClass::Deictic)) {
        return false;
    }
    reader.number_starts(at) && (year_suffix(reader, end).is_some() || !reader.is(end, DateClass::Counted))
}

pub(super) fn day_number(reader: &Reader<'_, '_>, at: usize) -> Option<(usize, u8)> {
    if let Some((value, 1..=2)) = reader.digits(at) {
        let day = u8::try_from(value).ok().filter(|day| (1..=31).contains(day))?;
        return reader.number_ends(at + 1).then_some((at + 1, day));
    }
    number::small(reader, at).filter(|(_, day)| (1..=31).contains(day))
}

/// "ngày 5" with its month left out.
pub(super) fn lone_day(reader: &Reader<'_, '_>, at: usize, next: usize) -> Option<Phrase> {
    let (end, day) = day_number(reader, next)?;
    if reader.digits(next).is_none() && !reader.is(end, DateClass::To) {
        return None;
    }
    if let Some((after, 2)) = reader.word(end, DateClass::Same) {
        return Some(Phrase::new(
            after,
            Partial::Day(YearRef::FromLast(0), 0, day),
            "date.day-same-month",
        ));
    }
    if let Some((after, _)) = reader.word(end, DateClass::Month)
        && let Some((after, by)) = relative(reader, after)
    {
        return Some(Phrase::new(
            after,
            Partial::Day(YearRef::FromNow(by), 0, day),
            "date.day-of-relative-month",
        ));
    }
    // "hai ngày 1, 2/7" lists days; "hai ngày 1 lần" counts.
    let listed = (reader.mark(end, ',') || reader.is(end, DateClass::And)) && reader.digits(end + 1).is_some();
    let counted = reader.ending(at, DateClass::Every).is_some() || reader.ending(at, DateClass::Number).is_some() && !listed;
    let follows = match reader.token(end) {
        None => true,
        Some(token) => {
            reader.is(end, DateClass::Every)
                || token.is(',')
                || token.is('.')
                || token.is(')')
                || token.is(';')
                || token.is_dash()
                || reader.is(end, DateClass::And)
                || reader.is(end, DateClass::To)
        }
    };
    let triggered = reader.ending(at, DateClass::From).is_some()
        || reader.ending(at, DateClass::To).is_some()
        || reader.ending(at, DateClass::DayPart).is_some()
        || reader.ending(at, DateClass::Before).is_some()
        || reader
            .before(at)
            .is_some_and(|token| matches!(token.of(reader.scan.text), "vào" | "Vào" | "các" | "hai" | "Các"));
    (!counted && (follows || triggered) && !reader.is(end, DateClass::Counted))
        .then(|| Phrase::new(end, Partial::Day(YearRef::Missing, 0, day), "date.day-alone"))
}

pub(super) fn today(reader: &Reader<'_, '_>, at: usize) -> Option<Phrase> {
    if let Some((end, days)) = reader.word(at, DateClass::Today) {
        return Some(Phrase::new(end, Partial::FromNow(Unit::Day, days), "date.today"));
    }
    if let Some((end, 1)) = reader.word(at, DateClass::Same) {
        return Some(Phrase::new(end, Partial::FromLast(Unit::Day, 0), "date.same-day"));
    }
    let (end, days) = reader.word(at, DateClass::NextDay)?;
    Some(Phrase::new(end, Partial::FromLast(Unit::Day, days), "date.next-day"))
}

/// "hai mươi tư tháng bảy": a day in words without "ngày".
pub(super) fn spelled_day(reader: &Reader<'_, '_>, at: usize) -> Option<Phrase> {
    reader.word(at, DateClass::Number)?;
    if reader.ending(at, DateClass::Number).is_some() {
        return None;
    }
    day_then_month(reader, at, false)
}
