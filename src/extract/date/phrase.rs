//! Whole expressions: points with their limits, ranges, stretches, vague times.

use super::number;
use super::numeric::{Trigger, bare_year, numeric};
use super::point::{month, month_number, point, quarter_number, year_suffix};
use super::reader::{Classes, Reader};
use super::value::{Mod, Partial, Phrase, Raw, Unit, Value, YearRef, days_in};
use crate::lexicon::DateClass;
use crate::text::Kind;

/// The longest expression at `at`; `last` is the one before it.
pub(super) fn expression(reader: &Reader<'_, '_>, at: usize, last: Option<&Raw>) -> Option<Raw> {
    let here = reader.classes(at);
    let mut best: Option<Raw> = None;
    let mut offer = |found: Option<Raw>| {
        // A tie goes to the reading that says more, which comes first.
        if let Some(found) = found
            && best.is_none_or(|best| found.end > best.end)
        {
            best = Some(found);
        }
    };
    let digits = reader.token(at)?.kind == Kind::Digits;
    for (first, read) in &READINGS {
        if here.meets(*first) || digits && first.meets(COUNTED) {
            offer(read(reader, at));
        }
    }
    if let Some(first) = point(reader, at, list_trigger(reader, at, last)) {
        offer(to_now(reader, at, &first));
        offer(ranged(reader, at, &first, false));
        offer(Some(from_phrase(at, &first)));
    }
    best.or_else(|| list_item(reader, at, last)).map(|found| recurring(reader, found))
}

/// "ngày 25/12 hằng năm", "đến ngày 20 hàng tháng": what comes again is a set.
fn recurring(reader: &Reader<'_, '_>, found: Raw) -> Raw {
    let (Value::At(at) | Value::Until(at) | Value::Before(at) | Value::Since(at) | Value::Range(_, at)) = found.value else {
        return found;
    };
    let again = || {
        let (next, _) = reader.word(found.end, DateClass::Every)?;
        unit(reader, next).filter(|(_, unit)| matches!(unit, Unit::Year | Unit::Month))
    };
    match again().filter(|_| at.year() == Some(YearRef::Missing) && at.grain() > 0) {
        Some((end, unit)) => Raw {
            value: Value::Every(1, unit),
            end,
            rule: "date.every-date",
            ..found
        },
        None => found,
    }
}

type Reading = fn(&Reader<'_, '_>, usize) -> Option<Raw>;

/// Readings that digits open, too.
const COUNTED: Classes = Classes::of(&[DateClass::Number]);

/// How an expression is read, by the class of its first word.
const READINGS: [(Classes, Reading); 8] = {
    use DateClass as C;
    [
        (Classes::of(&[C::Vision]), vision),
        (Classes::of(&[C::Period]), period),
        (Classes::of(&[C::From, C::To, C::ByEnd, C::Before, C::After]), limit),
        (Classes::of(&[C::Number, C::Several]), stretch),
        (Classes::of(&[C::Ago]), ago),
        (Classes::of(&[C::Every, C::Weekday, C::DayPart]), every),
        (Classes::of(&[C::SamePeriod]), same_period),
        (Classes::of(&[C::Vague]), vague),
    ]
};

fn raw(start: usize, end: usize, value: Value, rule: &'static str) -> Raw {
    Raw {
        start,
        end,
        value,
        edge: None,
        part: None,
        rule,
        vision: false,
        period: false,
    }
}

fn from_phrase(start: usize, phrase: &Phrase) -> Raw {
    let value = match phrase.to {
        Some(to) => Value::Range(phrase.at, to),
        None => Value::At(phrase.at),
    };
    Raw {
        edge: phrase.edge,
        part: phrase.part,
        ..raw(start, phrase.end, value, phrase.rule)
    }
}

/// A date that continues a list ("5/3, 8/3 và 10/3") needs no trigger of its own.
fn list_trigger(reader: &Reader<'_, '_>, at: usize, last: Option<&Raw>) -> Trigger {
    match last {
        Some(last) if joined(reader, last.end, at) => match last.value {
            Value::At(Partial::Day(YearRef::Missing, 0, _)) => Trigger::Strong,
            _ => Trigger::Weak,
        },
        _ => Trigger::None,
    }
}

/// Only a comma, "và" or a dash between `end` and `at`.
fn joined(reader: &Reader<'_, '_>, end: usize, at: usize) -> bool {
    end > reader.start
        && at == end + 1
        && (reader.mark(end, ',') || reader.is(end, DateClass::And) || reader.dash(end) || reader.mark(end, ';'))
        || at == end + 2 && reader.mark(end, ',') && reader.is(end + 1, DateClass::And)
}

/// A bare number in a list of days, months or quarters: the "6" of "tháng 5 và 6/2021".
fn list_item(reader: &Reader<'_, '_>, at: usize, last: Option<&Raw>) -> Option<Raw> {
    let last = last.filter(|last| joined(reader, last.end, at))?;
    let ends = |end: usize| {
        reader.token(end).is_none_or(|token| token.kind == Kind::Punct && !token.is('%'))
            || reader.is(end, DateClass::And)
            || reader.is(end, DateClass::GoesOn)
    };
    match last.value {
        Value::At(Partial::Month(..)) => {
            reader.digits(at)?;
            let (end, month) = month_number(reader, at)?;
            if let Some((end, year)) = year_suffix(reader, end) {
                return Some(raw(at, end, Value::At(Partial::Month(year, month)), "date.list"));
            }
            (reader.number_ends(end) && ends(end) && reader.is(last.end, DateClass::And))
                .then(|| raw(at, end, Value::At(Partial::Month(YearRef::Missing, month)), "date.list"))
        }
        Value::At(Partial::Quarter(..)) => {
            let (end, quarter) = quarter_number(reader, at)?;
            let suffix = year_suffix(reader, end);
            let roman = reader.is(at, DateClass::Roman);
            if suffix.is_none() && !(roman || reader.number_ends(end) && ends(end) && reader.is(last.end, DateClass::And)) {
                return None;
            }
            let (end, year) = suffix.unwrap_or((end, YearRef::Missing));
            Some(raw(at, end, Value::At(Partial::Quarter(year, quarter)), "date.list"))
        }
        Value::At(Partial::Day(YearRef::Missing, 0, _)) => {
            let (day @ 1..=31, 1..=2) = reader.digits(at)? else { return None };
            let day = u8::try_from(day).ok()?;
            ends(at + 1).then(|| raw(at, at + 1, Value::At(Partial::Day(YearRef::Missing, 0, day)), "date.list"))
        }
        _ => None,
    }
}

/// "… đến …" behind a point.
///
/// `from` when "từ" stands before: only then may a year run to a day.
fn ranged(reader: &Reader<'_, '_>, start: usize, first: &Phrase, from_word: bool) -> Option<Raw> {
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
    let second = quarter.or_else(|| point(reader, next, Trigger::Weak).filter(|second| second.to.is_none()));
    let second = match second {
        Some(second) => second,
        None => bare_second(reader, next, first)?,
    };
    let (mut from, to) = (first.at, second.at);
    // "từ đầu năm đến 15/3": from its first day.
    if let (Partial::Year(year), Some(Mod::Start)) = (from, first.edge)
        && to.grain() > 0
    {
        from = if to.grain() == 2 {
            Partial::Day(year, 1, 1)
        } else {
            Partial::Month(year, 1)
        };
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
fn clock_time(reader: &Reader<'_, '_>, at: usize) -> Option<usize> {
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

fn explicit(partial: &Partial) -> bool {
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

fn vague_end(partial: &Partial) -> bool {
    matches!(partial, Partial::FromLast(Unit::Day, _))
}

/// "từ tháng 3 đến 5/2021", "quý I đến III": the unit is not said twice.
fn bare_second(reader: &Reader<'_, '_>, at: usize, first: &Phrase) -> Option<Phrase> {
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

/// "tầm nhìn đến năm 2045", "tầm nhìn 2050".
fn vision(reader: &Reader<'_, '_>, at: usize) -> Option<Raw> {
    let (next, _) = reader.word(at, DateClass::Vision)?;
    let next = reader.word(next, DateClass::To).map_or(next, |(next, _)| next);
    let after = reader.word(next, DateClass::After);
    let next = after.map_or(next, |(next, _)| next);
    let phrase = point(reader, next, Trigger::Weak)?;
    if phrase.at.grain() != 0 {
        return None;
    }
    let value = match (phrase.to, after) {
        (Some(to), _) => Value::Range(phrase.at, to),
        (None, Some(_)) => Value::After(phrase.at),
        (None, None) => Value::Until(phrase.at),
    };
    Some(Raw {
        vision: true,
        ..raw(at, phrase.end, value, "date.vision")
    })
}

/// "giai đoạn 2018-2020", "nhiệm kỳ 2020 - 2025", "giai đoạn từ năm 2021 đến năm 2030".
fn period(reader: &Reader<'_, '_>, at: usize) -> Option<Raw> {
    let (next, _) = reader.word(at, DateClass::Period)?;
    let inner = if reader.is(next, DateClass::From)
        || reader.is(next, DateClass::To)
        || reader.is(next, DateClass::Before)
        || reader.is(next, DateClass::After)
    {
        limit(reader, next)?
    } else {
        let number = reader.token(next).is_some_and(|token| token.kind == Kind::Digits);
        let phrase = numeric(reader, next, Trigger::Weak)
            .or_else(|| bare_year(reader, next, Trigger::Weak))
            .or_else(|| (!number).then(|| point(reader, next, Trigger::None))?)?;
        ranged(reader, next, &phrase, false).unwrap_or_else(|| from_phrase(next, &phrase))
    };
    // "thời gian hôm qua" and the like: a head takes years, or months with theirs.
    let fits = match inner.value {
        Value::At(point) | Value::Until(point) | Value::Since(point) | Value::Before(point) | Value::After(point) => {
            point.grain() < 2 && explicit(&point)
        }
        Value::Range(from, _) => from.grain() < 3,
        Value::ToNow(_) => true,
        _ => false,
    };
    fits.then_some(Raw {
        start: at,
        rule: "date.period",
        period: true,
        ..inner
    })
}

/// "từ …", "đến …", "trước …", "sau …", "hết …".
fn limit(reader: &Reader<'_, '_>, at: usize) -> Option<Raw> {
    if let Some((next, _)) = reader.word(at, DateClass::From) {
        return since(reader, at, next);
    }
    if let Some((next, _)) = reader.word(at, DateClass::To) {
        let next = reader.word(next, DateClass::ByEnd).map_or(next, |(next, _)| next);
        if let Some((next, _)) = reader.word(next, DateClass::Before).or_else(|| reader.word(next, DateClass::After)) {
            return limit(reader, next - 1).map(|raw| Raw { start: at, ..raw });
        }
        return open(reader, at, next, Value::Until, "date.until");
    }
    if let Some((next, _)) = reader.word(at, DateClass::ByEnd) {
        return open(reader, at, next, Value::Until, "date.by-end");
    }
    if let Some((next, _)) = reader.word(at, DateClass::Before) {
        return open(reader, at, next, Value::Before, "date.before");
    }
    let (next, _) = reader.word(at, DateClass::After)?;
    open(reader, at, next, Value::After, "date.after")
}

fn open(reader: &Reader<'_, '_>, start: usize, at: usize, make: fn(Partial) -> Value, rule: &'static str) -> Option<Raw> {
    let phrase = point(reader, at, Trigger::Weak)?;
    let value = match phrase.to {
        // "trước 5-10/3": the range stands, the limit word is left to its neighbours.
        Some(_) => return None,
        None if matches!(phrase.at, Partial::FromLast(..)) => return None,
        None => make(phrase.at),
    };
    Some(Raw {
        edge: phrase.edge,
        part: phrase.part,
        ..raw(start, phrase.end, value, rule)
    })
}

/// "từ ngày X", "từ X đến Y", "từ đầu năm đến nay".
fn since(reader: &Reader<'_, '_>, start: usize, at: usize) -> Option<Raw> {
    // "từ nay đến năm 2030": the limit counts.
    if let Some((next, 0)) = reader.word(at, DateClass::ShortToday)
        && reader.is(next, DateClass::To)
    {
        return limit(reader, next).map(|raw| Raw { start, ..raw });
    }
    // "từ 8h ngày 5/3 đến …": the time of the day is part of a range, not of a date alone.
    let clock = clock_time(reader, at);
    let first = match point(reader, clock.unwrap_or(at), Trigger::Weak) {
        Some(first) => first,
        None => bare_first(reader, at)?,
    };
    if let Some((end, _)) = reader.word(first.end, DateClass::UpToNow) {
        let value = match (first.at, first.edge) {
            (Partial::Year(year), Some(Mod::Start)) => Value::YearToNow(year),
            _ => Value::ToNow(first.at),
        };
        return Some(raw(start, end, value, "date.up-to-now"));
    }
    if let Some(range) = ranged(reader, start, &first, true) {
        return Some(range);
    }
    if clock.is_some() {
        return None;
    }
    if let Some(to) = first.to {
        return Some(raw(start, first.end, Value::Range(first.at, to), "date.range"));
    }
    // A bare day number carries nothing without its other end.
    let carries = !matches!(first.at, Partial::Day(YearRef::Missing, 0, _)) || first.rule == "date.day-alone";
    (carries && !matches!(first.at, Partial::FromLast(..))).then(|| Raw {
        edge: first.edge,
        part: first.part,
        ..raw(start, first.end, Value::Since(first.at), "date.since")
    })
}

/// "từ 5 đến 10/8": a day number before its month is known.
fn bare_first(reader: &Reader<'_, '_>, at: usize) -> Option<Phrase> {
    let (day @ 1..=31, 1..=2) = reader.digits(at)? else { return None };
    let (next, _) = reader.word(at + 1, DateClass::To)?;
    let next = reader.word(next, DateClass::Day).map_or(next, |(next, _)| next);
    let second = numeric(reader, next, Trigger::Weak)?;
    let day = u8::try_from(day).ok()?;
    matches!(second.at, Partial::Day(..)).then(|| Phrase::new(at + 1, Partial::Day(YearRef::Missing, 0, day), "date.range"))
}

fn unit(reader: &Reader<'_, '_>, at: usize) -> Option<(usize, Unit)> {
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

fn count(reader: &Reader<'_, '_>, at: usize) -> Option<(usize, u16)> {
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
fn stretch(reader: &Reader<'_, '_>, at: usize) -> Option<Raw> {
    if let Some((next, _)) = reader.word(at, DateClass::Several) {
        let (next, _) = unit(reader, next)?;
        let (end, by) = reader.word(next, DateClass::Stretch)?;
        return Some(raw(at, end, Value::Vague(by), "date.stretch-vague"));
    }
    let (next, n) = count(reader, at)?;
    let (end, unit) = unit(reader, next)?;
    if let Some(found) = days_of_month(reader, at, end, n, unit) {
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

/// "10 ngày cuối của tháng 1", "15 ngày đầu tháng 5/2024".
fn days_of_month(reader: &Reader<'_, '_>, start: usize, at: usize, n: u16, unit: Unit) -> Option<Raw> {
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
fn runs_on(reader: &Reader<'_, '_>, at: usize) -> bool {
    reader.token(at).is_some_and(|token| {
        matches!(
            token.of(reader.scan.text),
            "khi" | "đó" | "ngày" | "thời" | "lúc" | "thềm" | "Tết" | "kỳ" | "năm" | "tháng" | "lễ"
        )
    }) || reader.token(at).is_some_and(|token| token.kind == Kind::Digits)
}

/// "N tháng đầu năm", "N tháng cuối năm 2018", "N tháng năm 2024", "hai quý đầu năm".
fn months_of_year(reader: &Reader<'_, '_>, start: usize, at: usize, n: u16, unit: Unit) -> Option<Raw> {
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

/// "cách đây 3 ngày".
fn ago(reader: &Reader<'_, '_>, at: usize) -> Option<Raw> {
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
fn every(reader: &Reader<'_, '_>, at: usize) -> Option<Raw> {
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

/// "cùng kỳ", "cùng kỳ năm trước", "cùng kỳ năm 2023".
fn same_period(reader: &Reader<'_, '_>, at: usize) -> Option<Raw> {
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

/// "năm 2018 đến nay" without "từ".
fn to_now(reader: &Reader<'_, '_>, at: usize, first: &Phrase) -> Option<Raw> {
    let (end, _) = reader.word(first.end, DateClass::UpToNow).filter(|_| first.to.is_none())?;
    let value = match (first.at, first.edge) {
        (Partial::Year(year), Some(Mod::Start)) => Value::YearToNow(year),
        _ => Value::ToNow(first.at),
    };
    Some(raw(at, end, value, "date.up-to-now"))
}

/// "mới đây", "hiện nay", "thời gian tới".
fn vague(reader: &Reader<'_, '_>, at: usize) -> Option<Raw> {
    let (end, by) = reader.word(at, DateClass::Vague)?;
    Some(raw(at, end, Value::Vague(by), "date.vague"))
}
