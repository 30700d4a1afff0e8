//! Whole expressions: which reading a first word opens, lists, dates that come again, vague times.

use super::limit::{limit, period, vision};
use super::month::{month_number, quarter_number};
use super::numeric::Trigger;
use super::point::{point, year_suffix};
use super::range::ranged;
use super::reader::{Classes, Reader};
use super::stretch::{ago, every, same_period, stretch, unit, unit_of_same_period};
use super::value::{Mod, Partial, Phrase, Raw, Unit, Value, YearRef};
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
    if digits {
        offer(stretch(reader, at));
    } else if here.meets(FIRST) {
        for (first, read) in &READINGS {
            if here.meets(*first) {
                offer(read(reader, at));
            }
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
pub(super) fn recurring(reader: &Reader<'_, '_>, found: Raw) -> Raw {
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

/// How an expression is read, by the class of its first word.
const READINGS: [(Classes, Reading); 9] = {
    use DateClass as C;
    [
        (Classes::of(&[C::Vision]), vision),
        (Classes::of(&[C::Period]), period),
        (Classes::of(&[C::From, C::To, C::ByEnd, C::Before, C::After]), limit),
        (Classes::of(&[C::Number, C::Several]), stretch),
        (Classes::of(&[C::Ago]), ago),
        (Classes::of(&[C::Every, C::Weekday, C::DayPart]), every),
        (Classes::of(&[C::SamePeriod]), same_period),
        (Classes::of(&[C::Month, C::Quarter]), unit_of_same_period),
        (Classes::of(&[C::Vague]), vague),
    ]
};

/// All of their first words: most expressions are points of time, which none of these readings opens.
const FIRST: Classes = {
    let mut all = Classes::NONE;
    let mut at = 0;
    while at < READINGS.len() {
        all = all.with(READINGS[at].0);
        at += 1;
    }
    all
};

pub(super) fn raw(start: usize, end: usize, value: Value, rule: &'static str) -> Raw {
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

pub(super) fn from_phrase(start: usize, phrase: &Phrase) -> Raw {
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
pub(super) fn list_trigger(reader: &Reader<'_, '_>, at: usize, last: Option<&Raw>) -> Trigger {
    match last {
        Some(last) if joined(reader, last.end, at) => match last.value {
            Value::At(Partial::Day(YearRef::Missing, 0, _)) => Trigger::Strong,
            _ => Trigger::Weak,
        },
        _ => Trigger::None,
    }
}

/// Only a comma, "và" or a dash between `end` and `at`.
pub(super) fn joined(reader: &Reader<'_, '_>, end: usize, at: usize) -> bool {
    end > reader.start
        && at == end + 1
        && (reader.mark(end, ',') || reader.is(end, DateClass::And) || reader.dash(end) || reader.mark(end, ';'))
        || at == end + 2 && reader.mark(end, ',') && reader.is(end + 1, DateClass::And)
}

/// A bare number in a list of days, months or quarters: the "6" of "tháng 5 và 6/2021".
pub(super) fn list_item(reader: &Reader<'_, '_>, at: usize, last: Option<&Raw>) -> Option<Raw> {
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

/// "năm 2018 đến nay" without "từ".
pub(super) fn to_now(reader: &Reader<'_, '_>, at: usize, first: &Phrase) -> Option<Raw> {
    let (end, _) = reader.word(first.end, DateClass::UpToNow).filter(|_| first.to.is_none())?;
    let value = match (first.at, first.edge) {
        (Partial::Year(year), Some(Mod::Start)) => Value::YearToNow(year),
        _ => Value::ToNow(first.at),
    };
    Some(raw(at, end, value, "date.up-to-now"))
}

/// "các trung tâm dữ liệu **hiện có**.", "các tuyến đường **hiện có** quanh khu": which ones, not when.
fn is_attributive(reader: &Reader<'_, '_>, at: usize) -> bool {
    let scan = reader.scan;
    let existing = (scan.word(at), scan.word(at + 1)) == ("hiện", "có");
    let behind_noun = reader.before(at).is_some_and(|before| before.kind == Kind::Word);
    let ends = reader
        .token(at + 2)
        .is_none_or(|next| next.kind == Kind::Punct || next.starts_line())
        || matches!(scan.word(at + 2), "của" | "quanh" | "tại" | "ở" | "và" | "để" | "trong");
    existing && behind_noun && ends
}

/// "mới đây", "hiện nay", "thời gian tới".
pub(super) fn vague(reader: &Reader<'_, '_>, at: usize) -> Option<Raw> {
    let (end, by) = reader.word(at, DateClass::Vague)?;
    if is_attributive(reader, at) {
        return None;
    }
    Some(raw(at, end, Value::Vague(by), "date.vague"))
}
