//! Expressions that a limit or a head opens: `đến năm 2030`, `từ ngày 1/7`, `tầm nhìn 2045`, `giai đoạn 2018-2020`.

use super::numeric::{Trigger, bare_year, numeric};
use super::phrase::{from_phrase, raw};
use super::point::point;
use super::range::{clock_time, explicit, ranged};
use super::reader::Reader;
use super::rule;
use super::value::{Mod, Partial, Phrase, Raw, Value, YearRef};
use crate::lexicon::DateClass;
use crate::text::Kind;

/// "tầm nhìn đến năm 2045", "tầm nhìn 2050", "định hướng đến năm 2045".
pub(super) fn vision(reader: &Reader<'_, '_>, at: usize) -> Option<Raw> {
    let (next, weak) = reader.word(at, DateClass::Vision)?;
    // "định hướng" alone is an orientation of any kind.
    if weak == 1 && !reader.is(next, DateClass::To) {
        return None;
    }
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
pub(super) fn period(reader: &Reader<'_, '_>, at: usize) -> Option<Raw> {
    let (next, _) = reader.word(at, DateClass::Period)?;
    // "giai đoạn I: 2021-2025"
    let numbered = reader.mark(next + 1, ':') && (reader.is(next, DateClass::Roman) || matches!(reader.digits(next), Some((_, 1))));
    let next = if numbered { next + 2 } else { next };
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
pub(super) fn limit(reader: &Reader<'_, '_>, at: usize) -> Option<Raw> {
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
        // "hết năm tài chính 2024".
        if let Some((year, end)) = reader
            .word(next, DateClass::Period)
            .and_then(|(end, _)| Some((reader.year(end)?, end + 1)))
            && reader.number_ends(end)
        {
            return Some(raw(at, end, Value::Until(Partial::Year(YearRef::Is(year))), rule::BY_END));
        }
        return open(reader, at, next, Value::Until, rule::BY_END);
    }
    if let Some((next, _)) = reader.word(at, DateClass::Before) {
        return open(reader, at, next, Value::Before, "date.before");
    }
    let (next, _) = reader.word(at, DateClass::After)?;
    open(reader, at, next, Value::After, "date.after")
}

pub(super) fn open(reader: &Reader<'_, '_>, start: usize, at: usize, make: fn(Partial) -> Value, rule: &'static str) -> Option<Raw> {
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
pub(super) fn since(reader: &Reader<'_, '_>, start: usize, at: usize) -> Option<Raw> {
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
pub(super) fn bare_first(reader: &Reader<'_, '_>, at: usize) -> Option<Phrase> {
    let (day @ 1..=31, 1..=2) = reader.digits(at)? else { return None };
    let (next, _) = reader.word(at + 1, DateClass::To)?;
    let next = reader.word(next, DateClass::Day).map_or(next, |(next, _)| next);
    let second = numeric(reader, next, Trigger::Weak)?;
    let day = u8::try_from(day).ok()?;
    matches!(second.at, Partial::Day(..)).then(|| Phrase::new(at + 1, Partial::Day(YearRef::Missing, 0, day), "date.range"))
}
