//! Expressions told from the clause around them: `cùng kỳ`, `tháng trước`, `cùng ngày`, a day without its month.

use super::calendar::calendar;
use super::edtf::{Edtf, Point};
use super::ends::left_day;
use super::relative;
use super::resolve::{Known, Resolver, UNKNOWN, explicit};
use super::role::Role;
use super::value::{Partial, Unit, Value, YearRef};
use super::{Basis, Source};

impl Resolver<'_, '_> {
    /// "cùng kỳ": the clause's own period, in the year before (or the year named).
    pub(super) fn same_period(&self, at: usize, year: YearRef) -> Known {
        let is_period = |i: usize| {
            self.roles[i].0 != Role::Baseline
                && match self.raws[i].value {
                    Value::At(point) => point.grain() < 2 && !matches!(point, Partial::Decade(_) | Partial::Century(_)),
                    Value::Range(from, to) => from.grain() > 0 || to.grain() > 0,
                    Value::YearToNow(_) => true,
                    // "lũy kế đến hết tháng 11/2020".
                    Value::Until(_) => self.roles[i].0 == Role::DataCutoff,
                    _ => false,
                }
        };
        // A quarter or month that is forecast is told of as any other.
        let forecast =
            |i: usize| self.roles[i].0 == Role::TargetPeriod && matches!(self.raws[i].value, Value::At(point) if point.grain() == 1);
        let ahead = |i: usize| {
            !forecast(i)
                && matches!(
                    self.roles[i].0,
                    Role::Deadline | Role::TargetPeriod | Role::PlanPeriod | Role::CohortPeriod
                )
        };
        let here = self.places[at];
        // "Tiền gửi **tại 31/3/2020** … tăng 13% so với cùng kỳ": a level has a day.
        let is_period = |i: usize| is_period(i) || self.is_level_day(i) && self.places[i].paragraph == here.paragraph;
        let before = (0..at).rev().take(16).find(|&i| {
            is_period(i) && self.places[i].paragraph == here.paragraph && (self.places[i].sentence == here.sentence || !ahead(i))
        });
        let after = || {
            (at + 1..self.raws.len())
                .take_while(|&i| self.places[i].sentence == here.sentence)
                .find(|&i| is_period(i))
        };
        let earlier = || (0..at).rev().take(16).find(|&i| is_period(i) && !ahead(i));
        let named = match year {
            YearRef::Is(year) => Some(year),
            YearRef::FromNow(by) => self.published.and_then(|today| today.year().checked_add(by)),
            _ => None,
        };
        let Some(from) = before.or_else(after).or_else(earlier) else {
            return match (named, year) {
                (Some(year), YearRef::Is(_)) => explicit(Some(Edtf::At(Point::Year(year)))),
                _ => UNKNOWN,
            };
        };
        let period = match self.known.get(from) {
            Some(known) => known.edtf,
            None => self.value(from).edtf,
        };
        let edtf = match (period, self.raws[from].value, named) {
            (Some(period), _, Some(year)) => year.checked_sub(period.ends().1.year()).and_then(|by| period.shift_years(by)),
            (Some(period), _, None) => period.shift_years(-1),
            // The clause's own year is not known, but this expression names the other one.
            (None, Value::At(partial), Some(year)) => calendar(partial.with_year(YearRef::Is(year)), year),
            _ => None,
        };
        Known {
            edtf,
            basis: if edtf.is_some() { Basis::Inherited } else { Basis::None },
            from: edtf.map(|_| Source::Date(from)),
        }
    }

    /// A day at which a level stood: "tại (thời điểm) 31/3/2020".
    fn is_level_day(&self, i: usize) -> bool {
        let raw = &self.raws[i];
        let before = raw.start.checked_sub(1).map_or("", |at| self.scan.word(at));
        matches!(raw.value, Value::At(Partial::Day(YearRef::Is(_), ..)))
            && self.roles[i].0 != Role::Baseline
            && matches!(before, "tại" | "Tại" | "điểm")
    }

    /// "tháng trước", "quý trước", "cùng ngày": told from the last month, quarter or day spoken of.
    pub(super) fn told_from_last(&self, at: usize, unit: Unit, by: i16) -> Known {
        let here = self.places[at];
        let found = (0..at).rev().take(12).find_map(|i| {
            // Without a day of its own, the text counts from what it told of last, over paragraphs.
            let near = self.places[i].paragraph == here.paragraph || unit == Unit::Day || self.published.is_none();
            let point = match self.known.get(i)?.edtf? {
                Edtf::At(point) => point,
                Edtf::Between(_, point) if unit == Unit::Day => point,
                _ => return None,
            };
            let fits = match (unit, point) {
                (Unit::Day, Point::Day(_)) | (Unit::Quarter, Point::Quarter(..)) => true,
                (Unit::Month, Point::Month(..)) => self.roles[i].0 != Role::Baseline,
                _ => false,
            };
            (fits && near).then_some((i, point))
        });
        if let Some((i, point)) = found {
            let edtf = relative::step(point, by).map(Edtf::At);
            return Known {
                edtf,
                basis: Basis::Inherited,
                from: Some(Source::Date(i)),
            };
        }
        if unit == Unit::Day && by == 0 {
            return UNKNOWN;
        }
        self.by_publication(|today| relative::from_now(today, unit, by))
    }

    /// A day number alone: its month from the list it opens, else from the last day or month before, else from today.
    pub(super) fn day_without_month(&self, at: usize, year: YearRef, day: u8) -> Known {
        if let YearRef::FromNow(by) = year {
            return self.by_publication(|today| {
                let Edtf::At(Point::Month(year, month)) = relative::from_now(today, Unit::Month, by)? else {
                    return None;
                };
                Point::day(year, month, day).map(Edtf::At)
            });
        }
        let here = self.places[at];
        let listed = (at + 1..self.raws.len())
            .take(8)
            .take_while(|&i| self.places[i].sentence == here.sentence && self.raws[i].start <= self.raws[i - 1].end + 2)
            .find(|&i| {
                matches!(
                    self.raws[i].value,
                    Value::At(Partial::Day(_, 1.., _)) | Value::Range(Partial::Day(_, 1.., _), _)
                )
            });
        if let Some(i) = listed.filter(|_| year == YearRef::Missing) {
            let known = self.value(i);
            let edtf = known.edtf.and_then(|edtf| left_day(edtf.ends().0, day));
            return Known {
                edtf,
                basis: if edtf.is_some() { known.basis } else { Basis::None },
                from: edtf.map(|_| known.from.unwrap_or(Source::Date(i))),
            };
        }
        let before = (0..at).rev().take(8).find_map(|i| {
            let point = self.known.get(i)?.edtf?.ends().1;
            (self.places[i].paragraph == here.paragraph && matches!(point, Point::Day(_) | Point::Month(..))).then_some((i, point))
        });
        if let Some((i, point)) = before {
            let edtf = point
                .first()
                .and_then(|first| Point::day(first.year(), first.month().unsigned_abs(), day).map(Edtf::At));
            return Known {
                edtf,
                basis: if edtf.is_some() { Basis::Inherited } else { Basis::None },
                from: edtf.map(|_| Source::Date(i)),
            };
        }
        self.by_publication(|today| Point::day(today.year(), today.month().unsigned_abs(), day).map(Edtf::At))
    }

    /// "cuối tháng": the publication's month, else the last one spoken of in the paragraph.
    pub(super) fn some_month(&self, at: usize) -> Known {
        if self.published.is_some() {
            return self.by_publication(|today| relative::from_now(today, Unit::Month, 0));
        }
        let here = self.places[at];
        let found = (0..at).rev().take(8).find_map(|i| {
            let Edtf::At(point @ (Point::Month(..) | Point::Day(_))) = self.known.get(i)?.edtf? else {
                return None;
            };
            (self.places[i].paragraph == here.paragraph).then_some((i, point.first()?))
        });
        match found {
            Some((i, day)) => Known {
                edtf: Some(Edtf::At(Point::Month(day.year(), day.month().unsigned_abs()))),
                basis: Basis::Inherited,
                from: Some(Source::Date(i)),
            },
            None => UNKNOWN,
        }
    }

    /// "sẽ" governs the expression: before it in the clause, or right behind. "hôm thứ hai" always looks back.
    pub(super) fn looks_ahead(&self, at: usize) -> bool {
        let (Some(place), Some(raw)) = (self.places.get(at), self.raws.get(at)) else {
            return false;
        };
        if matches!(self.scan.word(raw.start), "hôm" | "Hôm") {
            return false;
        }
        let from = raw.start.saturating_sub(15).max(place.start);
        (from..place.end.min(raw.end + 5)).any(|at| self.scan.word(at) == "sẽ")
    }
}
