//! Dates in digits: `21/03/2016`, `27-28/02/2000`, `4/2016`, `2018-2020`, `26/12`.

use super::guard;
use super::reader::Reader;
use super::value::{Partial, Phrase, YearRef, days_in};
use crate::lexicon::DateClass;

/// How sure the words before the digits make a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trigger {
    /// Nothing speaks for a date but the digits.
    None,
    /// `từ`, `đến`, `trước`: words that also go with quantities.
    Weak,
    /// `ngày`, `sáng`, `hôm`: only dates follow.
    Strong,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sep {
    Slash,
    Dash,
    Dot,
    /// A dash with blanks around it.
    Spaced,
}

#[derive(Clone, Copy, Debug)]
struct Group {
    value: u16,
    len: usize,
    at: usize,
}

impl Group {
    fn day(self) -> Option<u8> {
        (self.len <= 2)
            .then_some(self.value)
            .filter(|v| (1..=31).contains(v))
            .and_then(|v| u8::try_from(v).ok())
    }

    fn month(self) -> Option<u8> {
        (self.len <= 2)
            .then_some(self.value)
            .filter(|v| (1..=12).contains(v))
            .and_then(|v| u8::try_from(v).ok())
    }

    fn year(self) -> Option<i16> {
        (self.len == 4 && (1000..=2199).contains(&self.value))
            .then_some(self.value)
            .and_then(|v| i16::try_from(v).ok())
    }

    /// "91" → 1991, "17" → 2017.
    fn short_year(self) -> Option<i16> {
        let value = i16::try_from(self.value).ok().filter(|_| self.len == 2)?;
        Some(if value <= 40 { 2000 + value } else { 1900 + value })
    }

    /// The year after `before`, in two or four digits.
    fn follows(self, before: Self) -> bool {
        matches!(self.len, 2 | 4) && self.value % 100 == (before.value + 1) % 100 && (self.len == 2 || self.value == before.value + 1)
    }

    fn padded(self) -> bool {
        self.len == 2 && self.value < 10
    }
}

const MAX_GROUPS: usize = 6;

/// A date or range of dates in digits at `at`.
pub(super) fn numeric(reader: &Reader<'_, '_>, at: usize, trigger: Trigger) -> Option<Phrase> {
    if !reader.number_starts(at) {
        return None;
    }
    let mut groups = [Group { value: 0, len: 0, at }; MAX_GROUPS];
    let mut seps = [Sep::Spaced; MAX_GROUPS];
    let mut count = 0;
    let mut next = at;
    while count < MAX_GROUPS {
        let Some((value, len)) = reader.digits(next) else { break };
        groups[count] = Group { value, len, at: next };
        count += 1;
        let Some(sep) = separator(reader, next + 1, trigger) else { break };
        seps[count - 1] = sep;
        next += 2;
    }
    (2..=count).rev().find_map(|count| {
        let end = groups[count - 1].at + 1;
        // "30/10/2022sửa đổi", "ngày 21/10Tại": a blank was lost behind a date that nothing else can be.
        let lost_blank = reader.word_glued(end) && (trigger == Trigger::Strong || groups[count - 1].year().is_some() && count == 3);
        if !reader.number_ends(end) && !lost_blank {
            return None;
        }
        let found = read(&groups[..count], &seps[..count - 1], trigger, end)?;
        guard::allows(reader, at, &found, trigger).then_some(found)
    })
}

fn separator(reader: &Reader<'_, '_>, at: usize, trigger: Trigger) -> Option<Sep> {
    let token = reader.token(at)?;
    let tight = reader.glued(at) && reader.glued(at + 1);
    if token.is_dash() {
        return Some(if tight { Sep::Dash } else { Sep::Spaced });
    }
    if token.is('/') && (tight || trigger == Trigger::Strong) {
        return Some(Sep::Slash);
    }
    (token.is('.') && tight).then_some(Sep::Dot)
}

fn read(groups: &[Group], seps: &[Sep], trigger: Trigger, end: usize) -> Option<Phrase> {
    use Sep::{Dash, Dot, Slash, Spaced};
    let strong = trigger == Trigger::Strong;
    match (groups, seps) {
        (&[a, b], [sep]) => pair(a, b, *sep, trigger, end),
        (&[a, b, c], [Slash, Slash] | [Dash, Dash] | [Dot, Dot]) => triple(a, b, c, seps[0], strong, end),
        (&[a, b, c], [Spaced, Spaced]) if strong && c.year().is_some() => triple(a, b, c, Dash, strong, end),
        (&[d, m, y], [Slash | Dot, Dash]) => Some(Phrase::new(end, full(d, m, y.year()?)?, "date.day-month-year-digits")),
        (&[a, b, c], [Dash | Spaced, Slash | Dot]) => {
            let dot = seps[1] == Dot;
            if let Some(year) = c.year() {
                let (from, to) = (a.month()?, b.month()?);
                if from < to {
                    let (from, to) = (Partial::Month(YearRef::Is(year), from), Partial::Month(YearRef::Is(year), to));
                    return Some(Phrase::range(end, from, to, "date.month-range-digits"));
                }
                return (seps[0] == Dash)
                    .then(|| full(a, b, year))?
                    .map(|day| Phrase::new(end, day, "date.day-month-year-digits"));
            }
            (!dot || strong).then(|| day_range(a, b, c, YearRef::Missing, end))?
        }
        (&[a, b, c, d], [Dash | Spaced, Slash, Slash] | [Dash | Spaced, Dot, Dot]) => day_range(a, b, c, YearRef::Is(d.year()?), end),
        (&[a, b, c, d], [Dash | Spaced, Dash, Dash]) if strong => day_range(a, b, c, YearRef::Is(d.year()?), end),
        (&[a, b, c, d], [Slash, Dash | Spaced, Slash] | [Dot, Dash | Spaced, Dot]) => {
            if let (Some(from), Some(to)) = (b.year(), d.year()) {
                let from = Partial::Month(YearRef::Is(from), a.month()?);
                let to = Partial::Month(YearRef::Is(to), c.month()?);
                return Some(Phrase::range(end, from, to, "date.month-range-digits"));
            }
            (seps[0] == Slash || strong).then_some(())?;
            range(day_month(a, b, YearRef::Missing)?, day_month(c, d, YearRef::Missing)?, end)
        }
        (&[a, b, c, d, e], [Slash, Dash | Spaced, Slash, Slash] | [Dot, Dash | Spaced, Dot, Dot]) => {
            let year = YearRef::Is(e.year()?);
            range(day_month(a, b, year)?, day_month(c, d, year)?, end)
        }
        (&[a, b, c, d, e, f], [Slash, Slash, Dash | Spaced, Slash, Slash] | [Dot, Dot, Dash | Spaced, Dot, Dot]) => {
            range(full(a, b, c.year()?)?, full(d, e, f.year()?)?, end)
        }
        _ => None,
    }
}

fn years(from: i16, to: i16, end: usize) -> Phrase {
    Phrase::range(
        end,
        Partial::Year(YearRef::Is(from)),
        Partial::Year(YearRef::Is(to)),
        "date.year-range",
    )
}

fn pair(a: Group, b: Group, sep: Sep, trigger: Trigger, end: usize) -> Option<Phrase> {
    if let Some(from) = a.year() {
        let to = match (b.year(), sep) {
            (Some(to), Sep::Slash) if to == from + 1 => to,
            (Some(to), Sep::Dash | Sep::Spaced) if from < to && to - from <= 150 && from >= 1500 => to,
            (None, Sep::Slash | Sep::Dash) if b.follows(a) => from + 1,
            // "giai đoạn 2025–30"
            (None, Sep::Dash) if trigger != Trigger::None && b.len == 2 => from - from % 100 + i16::try_from(b.value).ok()?,
            _ => return None,
        };
        return (from < to).then(|| years(from, to, end));
    }
    if let Some(year) = b.year() {
        let month = a.month()?;
        let sure = match sep {
            Sep::Slash | Sep::Dash => year >= 1900 || trigger != Trigger::None,
            Sep::Dot => trigger == Trigger::Strong || (a.len == 2 && (1900..=2100).contains(&year)),
            Sep::Spaced => false,
        };
        return sure.then(|| Phrase::new(end, Partial::Month(YearRef::Is(year), month), "date.month-year-digits"));
    }
    let sure = match sep {
        Sep::Slash => true,
        Sep::Dash | Sep::Dot => trigger == Trigger::Strong && b.len <= 2,
        // "ngày 20 – 7", where no third number makes it a range.
        Sep::Spaced => trigger == Trigger::Strong && a.value > b.value,
    };
    sure.then(|| day_month(a, b, YearRef::Missing))?
        .map(|day| Phrase::new(end, day, "date.day-month-digits"))
}

fn triple(a: Group, b: Group, c: Group, sep: Sep, strong: bool, end: usize) -> Option<Phrase> {
    if let Some(year) = a.year() {
        // "các năm 2025/26/27"
        if sep == Sep::Slash && b.follows(a) && c.follows(b) {
            return Some(years(year, year + 2, end));
        }
        return (sep != Sep::Dot)
            .then(|| full(c, b, year))?
            .map(|day| Phrase::new(end, day, "date.iso"));
    }
    let year = match c.year() {
        Some(year) => year,
        None if sep == Sep::Slash || strong => c.short_year()?,
        None => return None,
    };
    full(a, b, year).map(|day| Phrase::new(end, day, "date.day-month-year-digits"))
}

fn full(day: Group, month: Group, year: i16) -> Option<Partial> {
    day_month(day, month, YearRef::Is(year))
}

fn day_month(day: Group, month: Group, year: YearRef) -> Option<Partial> {
    let (day, month) = (day.day()?, month.month()?);
    (day <= days_in(year, month)).then_some(Partial::Day(year, month, day))
}

fn day_range(from: Group, to: Group, month: Group, year: YearRef, end: usize) -> Option<Phrase> {
    let to = day_month(to, month, year)?;
    let Partial::Day(_, month, last) = to else { return None };
    let first = from.day()?;
    // "30-2/9" runs over the end of the month before.
    let from = if first < last {
        Partial::Day(year, month, first)
    } else {
        let (year, month) = match (month, year) {
            (1, YearRef::Is(year)) => (YearRef::Is(year - 1), 12),
            (1, _) => return None,
            (month, year) => (year, month - 1),
        };
        if first > days_in(year, month) || first < 20 || last > 12 {
            return None;
        }
        Partial::Day(year, month, first)
    };
    Some(Phrase::range(end, from, to, "date.day-range-digits"))
}

fn range(from: Partial, to: Partial, end: usize) -> Option<Phrase> {
    Some(Phrase::range(end, from, to, "date.day-range-digits"))
}

/// True when a number at `at` is written with a leading zero.
pub(super) fn padded(reader: &Reader<'_, '_>, at: usize) -> bool {
    reader.digits(at).is_some_and(|(value, len)| Group { value, len, at }.padded())
}

/// A year in digits without the word for it, where the neighbours make it one.
pub(super) fn bare_year(reader: &Reader<'_, '_>, at: usize, trigger: Trigger) -> Option<Phrase> {
    let year = reader.year(at).filter(|year| (1900..=2100).contains(year))?;
    if !reader.number_starts(at) || !reader.number_ends(at + 1) || reader.is(at + 1, DateClass::Counted) {
        return None;
    }
    (trigger != Trigger::None || guard::year_stands_alone(reader, at))
        .then(|| Phrase::new(at + 1, Partial::Year(YearRef::Is(year)), "date.year-bare"))
}
