//! Weekdays, weeks and seasons: `thứ hai ngày 6/2`, `chủ nhật`, `tuần tới`, `mùa hè năm nay`.

use super::day::dated;
use super::lunar_phrase;
use super::month::month;
use super::numeric::{Trigger, numeric};
use super::point::{counted, relative, year_suffix};
use super::reader::Reader;
use super::value::{Partial, Phrase, Pick, Unit, YearRef};
use crate::lexicon::DateClass;
use crate::text::Kind;

pub(super) fn weekday(reader: &Reader<'_, '_>, at: usize) -> Option<Phrase> {
    weekday_phrase(reader, at, false)
}

/// A weekday, with the date behind it where there is one. `sure` when the words before leave no doubt that it is no ordinal.
pub(super) fn weekday_phrase(reader: &Reader<'_, '_>, at: usize, sure: bool) -> Option<Phrase> {
    let (end, which) = reader.word(at, DateClass::Weekday)?;
    let which8 = i8::try_from(which).ok()?;
    // "thứ hai ngày 6/2", "thứ hai, 6/2"
    let mut next = end;
    if reader.mark(next, ',') {
        next += 1;
    }
    let date = if reader.is(next, DateClass::Day) {
        dated(reader, next).filter(|found| matches!(found.at, Partial::Day(..)))
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
    // "phiên ngày thứ Sáu", "thứ Tư và thứ Năm": an order is written small.
    let ranked = reader.before(at).is_some_and(|token| {
        matches!(
            token.of(reader.scan.text),
            "lần" | "đứng" | "hạng" | "trí" | "ngôi" | "con" | "người" | "là" | "xếp"
        )
    });
    let capital = |at: usize| reader.token(at).is_some_and(|token| token.is_capital() && !token.is_all_caps());
    let named = which == 7 || capital(end - 1) && (capital(at) || end == at + 2 && !ranked);
    let alone = at == reader.start
        && (end >= reader.limit || end + 1 == reader.limit && reader.token(end).is_some_and(|token| token.kind == Kind::Punct));
    let vao = reader
        .before(at)
        .is_some_and(|token| matches!(token.of(reader.scan.text), "vào" | "Vào"));
    (sure || bracketed || named || alone || vao).then(|| Phrase::new(end, Partial::Weekday(which8, Pick::Nearest), "date.weekday"))
}

pub(super) fn week_or_season(reader: &Reader<'_, '_>, at: usize) -> Option<Phrase> {
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
