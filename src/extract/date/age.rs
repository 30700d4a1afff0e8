//! Years and longer stretches, their edges and halves: `năm 2021`, `cuối năm nay`, `nửa đầu 2024`, `những năm 90`, `thế kỷ XXI`.

use super::month::{month, quarter};
use super::number;
use super::numeric::{Trigger, bare_year, numeric};
use super::point::{counted, relative, year_ref, year_suffix};
use super::reader::Reader;
use super::value::{Mod, Partial, Phrase, Unit, YearRef};
use super::weekday::week_or_season;
use crate::lexicon::DateClass;

/// "đầu/giữa/cuối" and what it is the edge of.
pub(super) fn edge(reader: &Reader<'_, '_>, at: usize) -> Option<Phrase> {
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

pub(super) fn half_of(reader: &Reader<'_, '_>, at: usize) -> Option<Phrase> {
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

pub(super) fn whole(reader: &Reader<'_, '_>, at: usize) -> Option<Phrase> {
    let (next, _) = reader.word(at, DateClass::Whole)?;
    let phrase = year(reader, next)
        .or_else(|| quarter(reader, next))
        .or_else(|| month(reader, next))
        .or_else(|| this_year(reader, next))?;
    // "cả năm 2023 và 2024": both; "cả" belongs to the pair, not to the year.
    (!reader.is(phrase.end, DateClass::And)).then_some(phrase)
}

/// "cả năm đạt": the year spoken of; not "cả năm người", which counts five.
fn this_year(reader: &Reader<'_, '_>, at: usize) -> Option<Phrase> {
    let (end, _) = reader.word(at, DateClass::Year)?;
    let next = reader.scan.word(end);
    let told = matches!(
        next,
        "đạt"
            | "ước"
            | "sẽ"
            | "lên"
            | "là"
            | "khoảng"
            | "tăng"
            | "giảm"
            | "trên"
            | "gần"
            | "hơn"
            | "dự"
            | "chỉ"
            | "có"
            | "của"
            | "XK"
            | "xuất"
            | "kim"
            | "tổng"
            | ","
            | "."
            | ";"
    );
    told.then(|| Phrase::new(end, Partial::Year(YearRef::Missing), "date.whole-year"))
}

/// "năm" and what says which.
pub(super) fn year(reader: &Reader<'_, '_>, at: usize) -> Option<Phrase> {
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
pub(super) fn decade_of_years(reader: &Reader<'_, '_>, at: usize) -> Option<Phrase> {
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
pub(super) fn of_century(reader: &Reader<'_, '_>, at: usize, decade: i16) -> (usize, i16) {
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

pub(super) fn century_number(reader: &Reader<'_, '_>, at: usize) -> Option<(usize, i16)> {
    // "thế kỷ thứ 5"
    let at = if matches!(reader.scan.word(at), "thứ" | "Thứ") && reader.token(at).is_some() {
        at + 1
    } else {
        at
    };
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
pub(super) fn age(reader: &Reader<'_, '_>, at: usize) -> Option<Phrase> {
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
