//! Phrases for a point of time: `ngày 5 tháng 3`, `quý II/2021`, `cuối năm nay`, `sáng thứ hai`.

use super::guard;
use super::lunar_phrase;
use super::number;
use super::numeric::{Trigger, bare_year, numeric};
use super::reader::{Classes, Reader};
use super::value::{Mod, Partial, Phrase, Pick, Unit, YearRef, days_in};
use crate::lexicon::DateClass;
use crate::text::Kind;

type Reading = fn(&Reader<'_, '_>, usize) -> Option<Phrase>;

/// How a point phrase is read, by the class of its first word.
const READINGS: [(Classes, Reading); 16] = {
    use DateClass as C;
    [
        (Classes::of(&[C::Edge]), edge),
        (Classes::of(&[C::HalfMonth]), half_month),
        (Classes::of(&[C::HalfOf]), half_of),
        (Classes::of(&[C::Whole]), whole),
        (Classes::of(&[C::DayPart]), part_of_day),
        (Classes::of(&[C::OnDay]), on_day),
        (Classes::of(&[C::Day]), day),
        (Classes::of(&[C::Today, C::Same, C::NextDay]), today),
        (Classes::of(&[C::Weekday]), weekday),
        (Classes::of(&[C::Month]), month),
        (Classes::of(&[C::Quarter]), quarter),
        (Classes::of(&[C::Year]), year),
        (Classes::of(&[C::Decade, C::Century, C::Several]), age),
        (Classes::of(&[C::Week, C::Season]), week_or_season),
        (Classes::of(&[C::Number]), spelled_day),
        (
            Classes::of(&[C::EarlyDay, C::FullMoon, C::Tet, C::Feast, C::LunarFeast]),
            lunar_phrase::feast,
        ),
    ]
};

/// The longest point phrase at `at`.
pub(super) fn point(reader: &Reader<'_, '_>, at: usize, trigger: Trigger) -> Option<Phrase> {
    let token = reader.token(at)?;
    if token.kind == Kind::Digits {
        return digits_day(reader, at, trigger)
            .or_else(|| bare_year(reader, at, trigger))
            .or_else(|| day_then_month(reader, at, false))
            .or_else(|| lunar_phrase::tet_day(reader, at));
    }
    // "đồng/năm", "m3/ngày": a rate.
    if token.glued() && reader.before(at).is_some_and(|before| before.is('/')) {
        return None;
    }
    let here = reader.classes(at);
    READINGS
        .iter()
        .filter(|(first, _)| here.meets(*first))
        .filter_map(|(_, read)| read(reader, at))
        .chain(short_quarter(reader, at))
        .max_by_key(|phrase| phrase.end)
}

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

/// The year behind a part of it: `/2021`, ` năm 2021`, ` của năm nay`, ` 2021`.
pub(super) fn year_suffix(reader: &Reader<'_, '_>, at: usize) -> Option<(usize, YearRef)> {
    let joined = |at: usize| reader.mark(at, '/') || reader.dash(at) || reader.mark(at, '.');
    if joined(at)
        && (reader.glued(at) || reader.mark(at, '/'))
        && let Some(year) = reader.year(at + 1).filter(|_| reader.glued(at + 1) || reader.mark(at, '/'))
        && reader.number_ends(at + 2)
    {
        return Some((at + 2, YearRef::Is(year)));
    }
    if reader.mark(at, '/') && reader.is(at + 1, DateClass::Year) {
        return year_ref(reader, at + 1);
    }
    if let Some((end, 3)) = reader.word(at, DateClass::Same) {
        return Some((end, YearRef::FromLast(0)));
    }
    if let Some(year) = reader.year(at).filter(|year| (1900..=2100).contains(year))
        && reader.number_ends(at + 1)
        && !reader.is(at + 1, DateClass::Counted)
    {
        return Some((at + 1, YearRef::Is(year)));
    }
    let mut next = at;
    if reader.mark(next, ',') {
        next += 1;
    }
    if let Some((end, _)) = reader.word(next, DateClass::Of) {
        next = end;
    }
    year_ref(reader, next)
}

/// "năm" and what says which.
fn year_ref(reader: &Reader<'_, '_>, at: usize) -> Option<(usize, YearRef)> {
    let (next, _) = reader.word(at, DateClass::Year)?;
    if let Some(year) = reader.year(next) {
        return reader.number_ends(next + 1).then_some((next + 1, YearRef::Is(year)));
    }
    if let Some((year @ 100..=999, 3)) = reader.digits(next)
        && reader.number_ends(next + 1)
        && guard::goes_on(reader, next + 1)
    {
        return Some((next + 1, YearRef::Is(i16::try_from(year).ok()?)));
    }
    if let Some((end, year)) = number::year(reader, next) {
        return Some((end, YearRef::Is(year)));
    }
    // "từ đầu năm tới nay" is no "năm tới".
    if reader.is(next, DateClass::UpToNow) {
        return None;
    }
    let deictic = reader.word(next, DateClass::Deictic).map(|(end, by)| (end, YearRef::FromNow(by)));
    let anaphoric = reader
        .word(next, DateClass::Anaphoric)
        .map(|(end, by)| (end, if by > 0 { YearRef::FromNow(by) } else { YearRef::FromLast(by) }));
    deictic
        .into_iter()
        .chain(anaphoric)
        .max_by_key(|(end, _)| *end)
        .or_else(|| lunar_phrase::cycle_year(reader, next))
}

/// "đầu/giữa/cuối" and what it is the edge of.
fn edge(reader: &Reader<'_, '_>, at: usize) -> Option<Phrase> {
    let (next, value) = reader.word(at, DateClass::Edge)?;
    let edge = Mod::edge(value);
    let with_edge = |phrase: Phrase| Phrase { edge, ..phrase };
    let next = reader.word(next, DateClass::Of).map_or(next, |(end, _)| end);
    if let Some((end, _)) = reader.word(next, DateClass::Week) {
        let (end, by) = relative(reader, end).unwrap_or((end, 0));
        let at = if value == 3 {
            Partial::Weekend(by)
        } else {
            Partial::FromNow(Unit::Week, by)
        };
        return Some(with_edge(Phrase::new(end, at, "date.edge-of-week")));
    }
    let whole = [month, quarter, year, age, decade_of_years, week_or_season]
        .iter()
        .find_map(|read| read(reader, next))
        .filter(|phrase| phrase.to.is_none())
        .or_else(|| bare_year(reader, next, Trigger::Weak));
    if let Some(phrase) = whole {
        return Some(with_edge(phrase));
    }
    if reader.is(next, DateClass::Period) {
        return None;
    }
    let (end, partial) = match (reader.word(next, DateClass::Year), reader.word(next, DateClass::Month)) {
        (Some((end, _)), _) => (end, Partial::Year(YearRef::Missing)),
        (_, Some((end, _))) => (end, Partial::SomeMonth),
        _ => return None,
    };
    Some(with_edge(Phrase::new(end, partial, "date.edge-bare")))
}

fn half_of(reader: &Reader<'_, '_>, at: usize) -> Option<Phrase> {
    let (next, value) = reader.word(at, DateClass::HalfOf)?;
    let half = u8::try_from(value).ok()?;
    if let Some(Phrase {
        end,
        at: Partial::Month(year, month),
        to: None,
        ..
    }) = month(reader, next)
    {
        return Some(Phrase::new(end, Partial::HalfMonth(year, Some(month), half), "date.half-of-month"));
    }
    if let Some((after, _)) = reader.word(next, DateClass::Century)
        && let Some((end, century)) = century_number(reader, after)
    {
        let first = (century - 1) * 100 + if half == 1 { 0 } else { 50 };
        let (from, to) = (Partial::Year(YearRef::Is(first)), Partial::Year(YearRef::Is(first + 49)));
        return Some(Phrase::range(end, from, to, "date.half-of-century"));
    }
    let (end, year) = year_suffix(reader, next).or_else(|| reader.word(next, DateClass::Year).map(|(end, _)| (end, YearRef::Missing)))?;
    Some(Phrase::new(end, Partial::Half(year, half), "date.half-of-year"))
}

/// "kỳ 1 tháng 11/2024".
fn half_month(reader: &Reader<'_, '_>, at: usize) -> Option<Phrase> {
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

fn whole(reader: &Reader<'_, '_>, at: usize) -> Option<Phrase> {
    let (next, _) = reader.word(at, DateClass::Whole)?;
    let phrase = year(reader, next)
        .or_else(|| quarter(reader, next))
        .or_else(|| month(reader, next))?;
    // "cả năm 2023 và 2024": both; "cả" belongs to the pair, not to the year.
    (!reader.is(phrase.end, DateClass::And)).then_some(phrase)
}

fn part_of_day(reader: &Reader<'_, '_>, at: usize) -> Option<Phrase> {
    let (next, part) = reader.word(at, DateClass::DayPart)?;
    let part = u8::try_from(part).ok();
    let phrase = if let Some((end, days)) = reader.word(next, DateClass::ShortToday) {
        // "sáng qua" but not "sáng qua đường".
        Phrase::new(end, Partial::FromNow(Unit::Day, days), "date.part-of-today")
    } else if reader.is(next, DateClass::DayPart) {
        part_of_day(reader, next)?
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

fn on_day(reader: &Reader<'_, '_>, at: usize) -> Option<Phrase> {
    let (next, _) = reader.word(at, DateClass::OnDay)?;
    digits_day(reader, next, Trigger::Strong)
        .or_else(|| day_then_month(reader, next, true))
        .or_else(|| weekday_phrase(reader, next, true))
        .or_else(|| lunar_phrase::feast(reader, next))
}

/// "ngày" and what says which.
fn day(reader: &Reader<'_, '_>, at: usize) -> Option<Phrase> {
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
fn edge_day(reader: &Reader<'_, '_>, at: usize, which: i16) -> Option<Phrase> {
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
fn day_then_month(reader: &Reader<'_, '_>, at: usize, sure: bool) -> Option<Phrase> {
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
fn number_is_plain(reader: &Reader<'_, '_>, at: usize, month_at: usize, end: usize) -> bool {
    if reader.is(month_at, DateClass::Year) && (reader.year(end).is_some() || reader.is(end, DateClass::Deictic)) {
        return false;
    }
    reader.number_starts(at) && (year_suffix(reader, end).is_some() || !reader.is(end, DateClass::Counted))
}

fn day_number(reader: &Reader<'_, '_>, at: usize) -> Option<(usize, u8)> {
    if let Some((value, 1..=2)) = reader.digits(at) {
        let day = u8::try_from(value).ok().filter(|day| (1..=31).contains(day))?;
        return reader.number_ends(at + 1).then_some((at + 1, day));
    }
    number::small(reader, at).filter(|(_, day)| (1..=31).contains(day))
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

/// "ngày 5" with its month left out.
fn lone_day(reader: &Reader<'_, '_>, at: usize, next: usize) -> Option<Phrase> {
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
    let counted = reader.ending(at, DateClass::Every).is_some() || reader.ending(at, DateClass::Number).is_some();
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

fn today(reader: &Reader<'_, '_>, at: usize) -> Option<Phrase> {
    if let Some((end, days)) = reader.word(at, DateClass::Today) {
        return Some(Phrase::new(end, Partial::FromNow(Unit::Day, days), "date.today"));
    }
    if let Some((end, 1)) = reader.word(at, DateClass::Same) {
        return Some(Phrase::new(end, Partial::FromLast(Unit::Day, 0), "date.same-day"));
    }
    let (end, days) = reader.word(at, DateClass::NextDay)?;
    Some(Phrase::new(end, Partial::FromLast(Unit::Day, days), "date.next-day"))
}

fn weekday(reader: &Reader<'_, '_>, at: usize) -> Option<Phrase> {
    weekday_phrase(reader, at, false)
}

/// A weekday, with the date behind it where there is one. `sure` when the words before leave no doubt that it is no ordinal.
fn weekday_phrase(reader: &Reader<'_, '_>, at: usize, sure: bool) -> Option<Phrase> {
    let (end, which) = reader.word(at, DateClass::Weekday)?;
    let which8 = i8::try_from(which).ok()?;
    // "thứ hai ngày 6/2", "thứ hai, 6/2"
    let mut next = end;
    if reader.mark(next, ',') {
        next += 1;
    }
    let date = if reader.is(next, DateClass::Day) {
        day(reader, next).filter(|found| matches!(found.at, Partial::Day(..)))
    } else {
        numeric(reader, next, Trigger::Strong)
            .filter(|found| matches!(found.at, Partial::Day(..)) && found.to.is_none())
            .or_else(|| lunar_phrase::early_day(reader, next))
    };
    if let Some(date) = date {
        return Some(Phrase {
            rule: "date.weekday-date",
            ..date
        });
    }
    let after = reader.word(end, DateClass::Of).map_or(end, |(end, _)| end);
    if let Some((after, _)) = reader.word(after, DateClass::Week)
        && let Some((after, by)) = relative(reader, after)
    {
        return Some(Phrase::new(after, Partial::Weekday(which8, Pick::Week(by)), "date.weekday-of-week"));
    }
    let ordinal = reader.ending(at, DateClass::Day).is_some() || reader.ending(at, DateClass::Year).is_some();
    if let Some((after, by)) = reader.word(end, DateClass::Deictic).filter(|_| !ordinal) {
        // "thứ ba tới": the next one; "thứ ba vừa rồi": the last.
        let pick = match by {
            0 => Pick::Week(0),
            1 => Pick::Next,
            _ => Pick::Last,
        };
        return Some(Phrase::new(after, Partial::Weekday(which8, pick), "date.weekday-next"));
    }
    let bracketed = reader.mark(end, '(') && numeric(reader, end + 1, Trigger::Strong).is_some();
    let named = which == 7
        || reader.token(at).is_some_and(|first| first.is_capital())
            && reader.scan.tokens.get(end - 1).is_some_and(|last| last.is_capital());
    let alone = at == reader.start
        && (end >= reader.limit || end + 1 == reader.limit && reader.token(end).is_some_and(|token| token.kind == Kind::Punct));
    let vao = reader
        .before(at)
        .is_some_and(|token| matches!(token.of(reader.scan.text), "vào" | "Vào"));
    (sure || bracketed || named || alone || vao).then(|| Phrase::new(end, Partial::Weekday(which8, Pick::Nearest), "date.weekday"))
}

/// "này", "trước", "tới" behind a unit.
fn relative(reader: &Reader<'_, '_>, at: usize) -> Option<(usize, i16)> {
    if reader.is(at, DateClass::UpToNow) {
        return None;
    }
    let deictic = reader.word(at, DateClass::Deictic);
    let anaphoric = reader.word(at, DateClass::Anaphoric);
    deictic.into_iter().chain(anaphoric).max_by_key(|(end, _)| *end)
}

/// True when a number stands before the unit at `at`: "hai năm sau" is no "năm sau".
fn counted(reader: &Reader<'_, '_>, at: usize) -> bool {
    reader.ending(at, DateClass::Number).is_some()
        || reader.ending(at, DateClass::Several).is_some()
        || reader.before(at).is_some_and(|token| token.kind == Kind::Digits)
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
fn month_range(reader: &Reader<'_, '_>, at: usize, first: u16) -> Option<Phrase> {
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
fn short_quarter(reader: &Reader<'_, '_>, at: usize) -> Option<Phrase> {
    let token = reader.token(at).filter(|token| token.len() == 1 && token.is_capital())?;
    let (_, 1) = reader
        .digits(at + 1)
        .filter(|_| token.of(reader.scan.text) == "Q" && reader.glued(at + 1))?
    else {
        return None;
    };
    let (end, quarter) = quarter_number(reader, at + 1)?;
    let (end, year) = year_suffix(reader, end)?;
    Some(Phrase::new(end, Partial::Quarter(year, quarter), "date.quarter-short"))
}

/// "quý" and what says which.
fn quarter(reader: &Reader<'_, '_>, at: usize) -> Option<Phrase> {
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

/// "năm" and what says which.
fn year(reader: &Reader<'_, '_>, at: usize) -> Option<Phrase> {
    let (next, _) = reader.word(at, DateClass::Year)?;
    if let Some(found) = numeric(reader, next, Trigger::Weak).filter(|found| matches!(found.at, Partial::Year(_))) {
        // "kế hoạch 5 năm 2021-2025": the length is a quantity, the years are the date.
        if counted(reader, at) && reader.ending(at, DateClass::Several).is_none() {
            return None;
        }
        return Some(Phrase {
            rule: "date.years",
            ..found
        });
    }
    let (end, year) = year_ref(reader, at)?;
    let short = matches!(year, YearRef::Is(..1000)) && reader.ending(at, DateClass::Every).is_some();
    if short || !matches!(year, YearRef::Is(1000..)) && counted(reader, at) {
        return None;
    }
    let rule = if matches!(year, YearRef::Is(_)) {
        "date.year"
    } else {
        "date.year-relative"
    };
    Some(Phrase::new(end, Partial::Year(year), rule))
}

/// "những năm 90", "các năm 1990".
fn decade_of_years(reader: &Reader<'_, '_>, at: usize) -> Option<Phrase> {
    let (next, _) = reader.word(at, DateClass::Several)?;
    let (next, _) = reader.word(next, DateClass::Year)?;
    let (value, len) = reader.digits(next)?;
    let value = i16::try_from(value).ok()?;
    if value % 10 != 0 || !(len == 2 || len == 4) || !reader.number_ends(next + 1) {
        return None;
    }
    // "những năm 2020, 2021" lists years.
    if len == 4 && (reader.mark(next + 1, ',') || reader.is(next + 1, DateClass::And)) && reader.year(next + 2).is_some() {
        return None;
    }
    let (end, value) = of_century(reader, next + 1, value);
    Some(Phrase::new(end, Partial::Decade(value), "date.decade-years"))
}

/// "của thế kỷ trước", "thế kỷ 20" behind a decade.
fn of_century(reader: &Reader<'_, '_>, at: usize, decade: i16) -> (usize, i16) {
    let next = reader.word(at, DateClass::Of).map_or(at, |(end, _)| end);
    let Some((after, _)) = reader.word(next, DateClass::Century) else {
        return (at, decade);
    };
    if let Some((end, -1)) = reader.word(after, DateClass::Anaphoric) {
        return (end, 1900 + decade % 100);
    }
    match century_number(reader, after) {
        Some((end, century)) => (end, (century - 1) * 100 + decade % 100),
        None => (at, decade),
    }
}

fn century_number(reader: &Reader<'_, '_>, at: usize) -> Option<(usize, i16)> {
    if let Some((end, value)) = reader.word(at, DateClass::Roman) {
        return Some((end, value));
    }
    if let Some((value @ 1..=30, 1..=2)) = reader.digits(at) {
        return Some((at + 1, i16::try_from(value).ok()?));
    }
    number::small(reader, at)
        .map(|(end, value)| (end, i16::from(value)))
        .filter(|(_, value)| (1..=30).contains(value))
}

/// Decades and centuries.
fn age(reader: &Reader<'_, '_>, at: usize) -> Option<Phrase> {
    if let Some((next, _)) = reader.word(at, DateClass::Decade) {
        if let Some((value, len @ (2 | 4))) = reader.digits(next) {
            let value = i16::try_from(value).ok().filter(|value| value % 10 == 0)?;
            let (end, value) = of_century(reader, next + 1, value);
            return (len == 2 || value >= 1000).then(|| Phrase::new(end, Partial::Decade(value), "date.decade"));
        }
        if counted(reader, at) {
            return None;
        }
        let (end, by) = relative(reader, next)?;
        return Some(Phrase::new(end, Partial::FromNow(Unit::Decade, by), "date.decade-relative"));
    }
    if let Some((next, _)) = reader.word(at, DateClass::Century) {
        if let Some((end, century)) = century_number(reader, next) {
            return Some(Phrase::new(end, Partial::Century((century - 1) * 100), "date.century"));
        }
        if counted(reader, at) {
            return None;
        }
        let (end, by) = relative(reader, next)?;
        return Some(Phrase::new(end, Partial::FromNow(Unit::Century, by), "date.century-relative"));
    }
    decade_of_years(reader, at)
}

fn week_or_season(reader: &Reader<'_, '_>, at: usize) -> Option<Phrase> {
    if let Some((next, season)) = reader.word(at, DateClass::Season) {
        let season = u8::try_from(season).ok()?;
        if let Some((end, year)) = year_suffix(reader, next) {
            return Some(Phrase::new(end, Partial::Season(year, season), "date.season"));
        }
        let (end, by) = reader.word(next, DateClass::Deictic).filter(|(_, by)| *by > -2)?;
        return Some(Phrase::new(
            end,
            Partial::Season(YearRef::FromNow(by), season),
            "date.season-relative",
        ));
    }
    let (next, _) = reader.word(at, DateClass::Week)?;
    if counted(reader, at) {
        return None;
    }
    if let Some((end, 1)) = reader.word(next, DateClass::Ordinal) {
        let end = reader.word(end, DateClass::Of).map_or(end, |(end, _)| end);
        let phrase = month(reader, end)?;
        let Partial::Month(year, month) = phrase.at else { return None };
        return Some(Phrase::new(phrase.end, Partial::WeekOfMonth(year, month, 1), "date.week-of-month"));
    }
    let (end, by) = relative(reader, next)?;
    Some(Phrase::new(end, Partial::FromNow(Unit::Week, by), "date.week"))
}

/// "hai mươi tư tháng bảy": a day in words without "ngày".
fn spelled_day(reader: &Reader<'_, '_>, at: usize) -> Option<Phrase> {
    reader.word(at, DateClass::Number)?;
    if reader.ending(at, DateClass::Number).is_some() {
        return None;
    }
    day_then_month(reader, at, false)
}
