//! Phrases for a point of time: which reading a first word opens, and what may follow every kind of phrase.

use super::age::{age, edge, half_of, whole, year};
use super::day::{day, day_then_month, digits_day, on_day, part_of_day, spelled_day, today};
use super::guard;
use super::lunar_phrase;
use super::month::{half_month, month, quarter, short_quarter};
use super::number;
use super::numeric::{Trigger, bare_year};
use super::reader::{Classes, Reader};
use super::value::{Phrase, YearRef};
use super::weekday::{week_or_season, weekday};
use crate::lexicon::DateClass;
use crate::text::Kind;

type Reading = fn(&Reader<'_, '_>, usize) -> Option<Phrase>;

/// How a point phrase is read, by the class of its first word.
const READINGS: [(Classes, Reading); 17] = {
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
        (Classes::of(&[C::QuarterLetter]), short_quarter),
    ]
};

/// The longest point phrase at `at`.
pub(super) fn point(reader: &Reader<'_, '_>, at: usize, trigger: Trigger) -> Option<Phrase> {
    let token = reader.token(at)?;
    if token.kind == Kind::Digits {
        // "Quốc khánh 2.9", "lễ 30-4".
        let trigger = if reader.ending(at, DateClass::HolidayBefore).is_some() {
            Trigger::Strong
        } else {
            trigger
        };
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
        .max_by_key(|phrase| phrase.end)
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
pub(super) fn year_ref(reader: &Reader<'_, '_>, at: usize) -> Option<(usize, YearRef)> {
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

/// "này", "trước", "tới" behind a unit.
pub(super) fn relative(reader: &Reader<'_, '_>, at: usize) -> Option<(usize, i16)> {
    if reader.is(at, DateClass::UpToNow) {
        return None;
    }
    let deictic = reader.word(at, DateClass::Deictic);
    let anaphoric = reader.word(at, DateClass::Anaphoric);
    deictic.into_iter().chain(anaphoric).max_by_key(|(end, _)| *end)
}

/// "F1 năm nay": the digits before belong to a code.
fn code_before(reader: &Reader<'_, '_>, at: usize) -> bool {
    at.checked_sub(2)
        .is_some_and(|i| reader.glued(i + 1) && reader.scan.tokens.get(i).is_some_and(|token| token.kind == Kind::Word))
}

/// True when a number stands before the unit at `at`: "hai năm sau" is no "năm sau".
pub(super) fn counted(reader: &Reader<'_, '_>, at: usize) -> bool {
    reader.ending(at, DateClass::Number).is_some()
        || reader.ending(at, DateClass::Several).is_some()
        || reader.before(at).is_some_and(|token| token.kind == Kind::Digits) && !code_before(reader, at)
}
