//! Context: the year of a quarter, the day of "hôm qua", the period of "cùng kỳ".

use jiff::civil::Date as Day;

use super::edtf::{Edtf, Point};
use super::lunar::{lunar_day, lunar_month};
use super::reader::Reader;
use super::relative;
use super::role::{Role, role};
use super::timex::timex;
use super::value::{Partial, Raw, Unit, Value, YearRef};
use super::{Basis, Date, DateContext, Source};
use crate::extract::scan::Scan;
use crate::lexicon::{Category, DateClass};
use crate::text::Kind;

/// Where an expression stands: its sentence and paragraph.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Tokens of the sentence.
    pub start: usize,
    pub end: usize,
    sentence: usize,
    paragraph: u32,
}

/// A value with the evidence for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Known {
    edtf: Option<Edtf>,
    basis: Basis,
    from: Option<Source>,
}

const UNKNOWN: Known = Known {
    edtf: None,
    basis: Basis::None,
    from: None,
};

/// Resolves the expressions of one document, in text order.
pub(super) struct Resolver<'r, 'a> {
    scan: &'r Scan<'a>,
    raws: &'r [Raw],
    places: Vec<Place>,
    roles: Vec<(Role, &'static str)>,
    /// For each expression, the nearest governing one at or before it, and at or after it.
    governs_before: Vec<Option<usize>>,
    governs_after: Vec<Option<usize>>,
    published: Option<Day>,
    known: Vec<Known>,
}

impl<'r, 'a> Resolver<'r, 'a> {
    pub fn new(scan: &'r Scan<'a>, raws: &'r [Raw], context: &DateContext) -> Self {
        let places = places(scan, raws);
        let alone: Vec<bool> = raws.iter().map(|raw| is_alone(scan, raw)).collect();
        let roles: Vec<_> = raws
            .iter()
            .zip(&places)
            .zip(&alone)
            .map(|((raw, place), alone)| role(scan, raw, place, *alone))
            .collect();
        let published = context.published.or_else(|| {
            raws.iter().zip(&alone).find_map(|(raw, alone)| match raw.value {
                Value::At(Partial::Day(YearRef::Is(year), month, day)) if *alone => Point::day(year, month, day).and_then(Point::first),
                _ => None,
            })
        });
        let mut resolver = Self {
            scan,
            raws,
            places,
            roles,
            governs_before: Vec::new(),
            governs_after: Vec::new(),
            published,
            known: Vec::with_capacity(raws.len()),
        };
        resolver.index_governing();
        resolver
    }

    /// All dates, resolved.
    pub fn dates(mut self) -> Vec<Date> {
        for at in 0..self.raws.len() {
            let known = self.known_by_neighbour(at).unwrap_or_else(|| self.value(at));
            self.known.push(known);
        }
        (0..self.raws.len()).filter_map(|at| self.date(at)).collect()
    }

    fn date(&self, at: usize) -> Option<Date> {
        let raw = self.raws.get(at)?;
        let known = self.known.get(at)?;
        let (role, role_rule) = *self.roles.get(at)?;
        let tokens = raw.start..raw.end;
        let point = match raw.value {
            // What the limit word opened, closed again.
            Value::After(partial) => self.partial(at, partial).0,
            _ => known.edtf,
        };
        Some(Date {
            span: self.scan.span(tokens.clone()),
            tokens,
            edtf: known.edtf,
            timex: timex(raw, point),
            earliest: known.edtf.and_then(Edtf::earliest),
            latest: known.edtf.and_then(Edtf::latest),
            role,
            role_rule,
            basis: known.basis,
            from: known.from,
            rule: raw.rule,
        })
    }

    /// Which expressions can lend their year.
    fn index_governing(&mut self) {
        let governs = |at: usize| {
            let lends = !matches!(
                self.roles[at].0,
                Role::Baseline | Role::IssueDate | Role::PlanVision | Role::CohortPeriod
            );
            lends && own_year(&self.raws[at]).is_some()
        };
        let mut last = None;
        let mut before = Vec::with_capacity(self.raws.len());
        for at in 0..self.raws.len() {
            if governs(at) {
                last = Some(at);
            }
            before.push(last);
        }
        let mut next = None;
        let mut after = vec![None; self.raws.len()];
        for at in (0..self.raws.len()).rev() {
            if governs(at) {
                next = Some(at);
            }
            after[at] = next;
        }
        self.governs_before = before;
        self.governs_after = after;
    }

    /// "hôm qua (5/3)", "thứ hai, 6/2": the date in brackets says which day.
    fn known_by_neighbour(&self, at: usize) -> Option<Known> {
        let (raw, next) = (self.raws.get(at)?, self.raws.get(at + 1)?);
        let deictic = matches!(
            raw.value,
            Value::At(Partial::FromNow(Unit::Day, _) | Partial::Weekday(..) | Partial::FromLast(Unit::Day, _))
        );
        let dated = matches!(next.value, Value::At(Partial::Day(_, 1.., _)));
        let mark = self.scan.tokens.get(raw.end)?;
        if !deictic || !dated || next.start != raw.end + 1 || !(mark.is('(') || mark.is(',') || mark.is_dash()) {
            return None;
        }
        let known = self.value(at + 1);
        known.edtf.map(|_| Known {
            basis: if known.basis == Basis::Publication {
                Basis::Publication
            } else {
                Basis::Inherited
            },
            from: if known.basis == Basis::Publication {
                known.from
            } else {
                Some(Source::Date(at + 1))
            },
            ..known
        })
    }

    fn value(&self, at: usize) -> Known {
        let Some(raw) = self.raws.get(at) else { return UNKNOWN };
        let open = |partial, make: fn(Point) -> Option<Edtf>, last: bool| {
            let (edtf, basis, from) = self.partial(at, partial);
            let edtf = edtf.map(Edtf::ends).and_then(|(first, end)| make(if last { end } else { first }));
            Known {
                edtf,
                basis: if edtf.is_some() { basis } else { Basis::None },
                from: edtf.and(from),
            }
        };
        match raw.value {
            Value::At(partial) => {
                let (edtf, basis, from) = self.partial(at, partial);
                Known { edtf, basis, from }
            }
            Value::Range(from, to) => self.range(at, from, to),
            Value::Until(partial) | Value::Before(partial) => open(partial, |point| Some(Edtf::Until(point)), true),
            Value::Since(partial) | Value::ToNow(partial) => open(partial, |point| Some(Edtf::Since(point)), false),
            Value::After(partial) => open(partial, |point| point.next().map(Edtf::Since), true),
            Value::YearToNow(year) => self.year_to_now(at, year),
            Value::Stretch(n, unit, by) => self.by_publication(|today| relative::stretch(today, n, unit, by)),
            Value::SamePeriod(year) => self.same_period(at, year),
            Value::Vague(_) => UNKNOWN,
            Value::Every(..) => Known {
                basis: Basis::Explicit,
                ..UNKNOWN
            },
        }
    }

    fn by_publication(&self, make: impl FnOnce(Day) -> Option<Edtf>) -> Known {
        match self.published.and_then(make) {
            Some(edtf) => Known {
                edtf: Some(edtf),
                basis: Basis::Publication,
                from: Some(Source::Publication),
            },
            None => UNKNOWN,
        }
    }

    fn year_to_now(&self, at: usize, year: YearRef) -> Known {
        let Some(today) = self.published else { return UNKNOWN };
        match self.year(at, year, Partial::Year(year)) {
            Some((year, _, _)) if year == today.year() => {
                self.by_publication(|today| Edtf::between(Point::day(today.year(), 1, 1)?, Point::Day(today)))
            }
            Some((year, basis, from)) => Known {
                edtf: Some(Edtf::Since(Point::Year(year))),
                basis,
                from,
            },
            None => UNKNOWN,
        }
    }

    /// A range; what one end leaves out, the other gives.
    fn range(&self, at: usize, from: Partial, to: Partial) -> Known {
        let (right, mut basis, mut source) = self.partial(at, to);
        let Some(right) = right else {
            // "tháng 12/2023 - tháng 2": only the left end has its year.
            let (left, basis, source) = self.partial(at, from);
            return self.close_right(left, to, basis, source);
        };
        let (first, last) = right.ends();
        let left = match from {
            Partial::Day(YearRef::Missing, 0, day) => left_day(first, day),
            _ if from.year() == Some(YearRef::Missing) && to.year().is_some() => {
                let same = self.partial(at, from.with_year(YearRef::Is(first.year()))).0;
                let later = same.is_some_and(|left| left.earliest() > right.latest());
                if later {
                    self.partial(at, from.with_year(YearRef::Is(first.year() - 1))).0
                } else {
                    same
                }
            }
            Partial::Year(YearRef::Is(_)) | Partial::Day(YearRef::Is(_), ..) if to.year() == Some(YearRef::Missing) => {
                let (left, left_basis, left_source) = self.partial(at, from);
                return self.close_right(left, to, left_basis, left_source);
            }
            _ if matches!(from.year(), Some(YearRef::Is(_))) && to.year() == Some(YearRef::Missing) => {
                let (left, left_basis, left_source) = self.partial(at, from);
                return self.close_right(left, to, left_basis, left_source);
            }
            _ => {
                let (left, left_basis, left_source) = self.partial(at, from);
                if basis == Basis::Explicit {
                    (basis, source) = (left_basis, left_source);
                }
                left
            }
        };
        let edtf = left.and_then(|left| Edtf::between(left.ends().0, last));
        match edtf {
            Some(_) => Known { edtf, basis, from: source },
            None => UNKNOWN,
        }
    }

    /// The right end of a range takes its year from the left one.
    fn close_right(&self, left: Option<Edtf>, to: Partial, basis: Basis, from: Option<Source>) -> Known {
        let Some(left) = left else { return UNKNOWN };
        let (first, _) = left.ends();
        let end = |year: i16| self.partial_in_year(to, year);
        let right = match end(first.year()) {
            Some(right) if right.latest() < left.earliest() => first.year().checked_add(1).and_then(end),
            other => other,
        };
        let edtf = right.and_then(|right| Edtf::between(first, right.ends().1));
        Known {
            edtf,
            basis: if edtf.is_some() { basis } else { Basis::None },
            from: edtf.and(from),
        }
    }

    fn partial_in_year(&self, partial: Partial, year: i16) -> Option<Edtf> {
        calendar(partial.with_year(YearRef::Is(year)), year)
    }

    /// The value of a point phrase of expression `at`.
    fn partial(&self, at: usize, partial: Partial) -> (Option<Edtf>, Basis, Option<Source>) {
        let known = match partial {
            Partial::Day(year, 0, day) => self.day_without_month(at, year, day),
            Partial::SomeMonth => self.some_month(at),
            Partial::FromLast(unit, by) => self.told_from_last(at, unit, by),
            Partial::FromNow(unit, by) => self.by_publication(|today| relative::from_now(today, unit, by)),
            Partial::Weekday(day, pick) => {
                let ahead = self.looks_ahead(at);
                self.by_publication(|today| relative::weekday(today, day, pick, ahead))
            }
            Partial::Weekend(by) => self.by_publication(|today| relative::weekend(today, by)),
            Partial::NextMonth(month) => self.by_publication(|today| relative::next_month(today, month)),
            Partial::Decade(_) | Partial::Century(_) => explicit(calendar(partial, 0)),
            Partial::Lunar(YearRef::Missing, month, day) if self.published.is_some() => {
                self.by_publication(|today| relative::nearest_lunar(today, month, day))
            }
            _ => match partial.year() {
                Some(YearRef::Is(year)) => explicit(calendar(partial, year)),
                Some(year) => match self.year(at, year, partial) {
                    Some((year, basis, from)) => Known {
                        edtf: calendar(partial, year),
                        basis,
                        from,
                    },
                    None => UNKNOWN,
                },
                None => UNKNOWN,
            },
        };
        if known.edtf.is_none() {
            return (None, Basis::None, None);
        }
        (known.edtf, known.basis, known.from)
    }

    /// The year that `reference` means at expression `at`.
    fn year(&self, at: usize, reference: YearRef, partial: Partial) -> Option<(i16, Basis, Option<Source>)> {
        let published = |year: i16| Some((year, Basis::Publication, Some(Source::Publication)));
        match reference {
            YearRef::Is(year) => Some((year, Basis::Explicit, None)),
            YearRef::FromNow(by) => published(self.published?.year().checked_add(by)?),
            YearRef::Cycle(index) => {
                let year = |near: i16| relative::cycle(index, near);
                match self.published {
                    Some(today) => published(year(today.year())),
                    None => {
                        let from = self.governing(at)?;
                        Some((year(own_year(self.raws.get(from)?)?), Basis::Inherited, Some(Source::Date(from))))
                    }
                }
            }
            YearRef::FromLast(by) => {
                if let Some(from) = self.clause_year(at, by) {
                    let year = self.known.get(from).and_then(|known| known.edtf).and_then(Edtf::year)?;
                    return Some((year.checked_add(by)?, Basis::Inherited, Some(Source::Date(from))));
                }
                published(self.published?.year().checked_add(by)?)
            }
            YearRef::Missing => self.missing_year(at, partial),
        }
    }

    /// The year of an expression that has none: from the nearest governing expression, else from the publication date.
    ///
    /// With a publication date at hand, a distant expression that disagrees with it does not govern a day or month: news
    /// leaves out the year of what is near in time.
    fn missing_year(&self, at: usize, partial: Partial) -> Option<(i16, Basis, Option<Source>)> {
        let inherited = |from: usize| Some((own_year(self.raws.get(from)?)?, Basis::Inherited, Some(Source::Date(from))));
        // "30/4 và 1/5 năm 2025": the list's last day names the year of all.
        if let (Some(this), Some(next)) = (self.raws.get(at), self.raws.get(at + 1))
            && next.start <= this.end + 2
            && self.places.get(at)?.sentence == self.places.get(at + 1)?.sentence
            && partial.grain() > 0
            && matches!((this.value, next.value), (Value::At(a), Value::At(b)) if std::mem::discriminant(&a) == std::mem::discriminant(&b))
            && own_year(next).is_some()
        {
            return inherited(at + 1);
        }
        let Some(today) = self.published else {
            return self.governing(at).and_then(inherited);
        };
        let guess = relative::year_near(today, &partial);
        if let Some(from) = self.governing(at)
            && let Some(year) = self.raws.get(from).and_then(own_year)
        {
            let (here, there) = (self.places.get(at)?, self.places.get(from)?);
            let near = if partial.grain() == 2 || matches!(partial, Partial::Month(..)) {
                from < at && here.sentence == there.sentence
            } else {
                here.paragraph == there.paragraph && (from < at || here.sentence == there.sentence)
            };
            if year == guess || near {
                return inherited(from);
            }
        }
        Some((guess, Basis::Publication, Some(Source::Publication)))
    }

    /// The governing expression: the nearest before, else the nearest after, else an open one in the same sentence.
    fn governing(&self, at: usize) -> Option<usize> {
        let before = at.checked_sub(1).and_then(|i| self.governs_before.get(i).copied().flatten());
        let after = || self.governs_after.get(at + 1).copied().flatten();
        before.or_else(after)
    }

    /// The nearest expression before `at` whose year "năm trước" or "cùng năm" counts from.
    fn clause_year(&self, at: usize, by: i16) -> Option<usize> {
        let here = self.places.get(at)?;
        (0..at).rev().take(12).find(|&i| {
            let near = if by == 0 {
                true
            } else {
                self.places[i].paragraph == here.paragraph
            };
            near && self.roles[i].0 != Role::Baseline
                && !matches!(self.raws[i].value, Value::SamePeriod(_))
                && self.roles[i].0 != Role::IssueDate
                && self.known.get(i).and_then(|known| known.edtf).and_then(Edtf::year).is_some()
        })
    }

    /// "cùng kỳ": the clause's own period, in the year before (or the year named).
    fn same_period(&self, at: usize, year: YearRef) -> Known {
        let is_period = |i: usize| {
            self.roles[i].0 != Role::Baseline
                && match self.raws[i].value {
                    Value::At(point) => point.grain() < 2 && !matches!(point, Partial::Decade(_) | Partial::Century(_)),
                    Value::Range(from, _) => from.grain() > 0,
                    Value::YearToNow(_) => true,
                    // "lũy kế đến hết tháng 11/2020".
                    Value::Until(_) => self.roles[i].0 == Role::DataCutoff,
                    _ => false,
                }
        };
        let ahead = |i: usize| {
            matches!(
                self.roles[i].0,
                Role::Deadline | Role::TargetPeriod | Role::PlanPeriod | Role::CohortPeriod
            )
        };
        let here = self.places[at];
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

    /// "tháng trước", "quý trước", "cùng ngày": told from the last month, quarter or day spoken of.
    fn told_from_last(&self, at: usize, unit: Unit, by: i16) -> Known {
        let here = self.places[at];
        let found = (0..at).rev().take(12).find_map(|i| {
            let near = self.places[i].paragraph == here.paragraph || unit == Unit::Day;
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
    fn day_without_month(&self, at: usize, year: YearRef, day: u8) -> Known {
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
    fn some_month(&self, at: usize) -> Known {
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
    fn looks_ahead(&self, at: usize) -> bool {
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

fn explicit(edtf: Option<Edtf>) -> Known {
    Known {
        edtf,
        basis: if edtf.is_some() { Basis::Explicit } else { Basis::None },
        from: None,
    }
}

/// The year an expression names itself, where it is one year.
fn own_year(raw: &Raw) -> Option<i16> {
    match raw.value {
        Value::At(point) => match point.year()? {
            YearRef::Is(year) => Some(year),
            _ => None,
        },
        Value::Range(from, to) => match (from, to.year()?) {
            (Partial::Year(_), _) => None,
            (from, YearRef::Is(year)) if matches!(from.year()?, YearRef::Is(first) if first != year) => None,
            (_, YearRef::Is(year)) => Some(year),
            _ => None,
        },
        _ => None,
    }
}

/// The day `day` at or before the day `right`: "từ ngày 28 đến 3/8" begins in July.
fn left_day(right: Point, day: u8) -> Option<Edtf> {
    let Point::Day(right) = right else { return None };
    let (year, month) = (right.year(), right.month().unsigned_abs());
    let day8 = i8::try_from(day).ok()?;
    let (year, month) = match (day8 <= right.day(), month) {
        (true, _) => (year, month),
        (false, 1) => (year - 1, 12),
        (false, _) => (year, month - 1),
    };
    Point::day(year, month, day).map(Edtf::At)
}

/// A point phrase in a known year.
fn calendar(partial: Partial, year: i16) -> Option<Edtf> {
    Some(match partial {
        Partial::Year(_) => Edtf::At(Point::Year(year)),
        Partial::Half(_, half) => Edtf::At(Point::Half(year, half)),
        Partial::Quarter(_, quarter) => Edtf::At(Point::Quarter(year, quarter)),
        Partial::Season(_, season) => Edtf::At(Point::Season(year, season)),
        Partial::Month(_, month) => Edtf::At(Point::Month(year, month)),
        Partial::Months(_, from, to) => return Edtf::between(Point::Month(year, from), Point::Month(year, to)),
        Partial::HalfMonth(_, month, half) => {
            let last = Point::Month(year, month?).last()?.day().unsigned_abs();
            let (from, to) = if half == 1 { (1, 15) } else { (16, last) };
            return Edtf::between(Point::day(year, month?, from)?, Point::day(year, month?, to)?);
        }
        Partial::Day(_, month, day) => Edtf::At(Point::day(year, month, day)?),
        Partial::WeekOfMonth(_, month, _) => return relative::first_week(year, month),
        Partial::Lunar(_, month, 0) => {
            let (first, last) = lunar_month(year, month, false)?;
            return Edtf::between(Point::Day(first), Point::Day(last));
        }
        Partial::Lunar(_, month, day) => {
            // "30 Tết" is the eve in a year whose twelfth month has 29 days, too.
            let found =
                lunar_day(year, month, day, false).or_else(|| lunar_month(year, month, false).map(|(_, last)| last).filter(|_| day == 30));
            Edtf::At(Point::Day(found?))
        }
        Partial::Decade(decade @ 0..=99) => Edtf::At(Point::Decade(if decade >= 30 { 1900 + decade } else { 2000 + decade })),
        Partial::Decade(decade) => Edtf::At(Point::Decade(decade)),
        Partial::Century(century) => Edtf::At(Point::Century(century)),
        _ => return None,
    })
}

/// Sentence and paragraph of every expression.
fn places(scan: &Scan<'_>, raws: &[Raw]) -> Vec<Place> {
    let mut out = Vec::with_capacity(raws.len());
    let (mut paragraph, mut token) = (0u32, 0);
    for raw in raws {
        while token <= raw.start {
            if scan.tokens.get(token).is_some_and(|token| token.starts_line()) {
                paragraph += 1;
            }
            token += 1;
        }
        let sentence = scan.sentence_of(raw.start);
        let range = scan.sentences.get(sentence).cloned().unwrap_or(raw.start..raw.end);
        out.push(Place {
            start: range.start,
            end: range.end,
            sentence,
            paragraph,
        });
    }
    out
}

/// Most tokens a dateline has: weekday, date, clock time, zone.
const DATELINE: usize = 18;

/// A line of its own, but for a weekday, a clock time and marks.
fn is_alone(scan: &Scan<'_>, raw: &Raw) -> bool {
    let reader = Reader {
        scan,
        start: 0,
        limit: scan.tokens.len(),
    };
    let beside = |at: usize| {
        scan.tokens.get(at).is_some_and(|token| {
            token.kind != Kind::Word
                || reader.scan.hits.at(at).iter().any(|hit| {
                    hit.category == Category::Date
                        && scan
                            .lexicon
                            .dates
                            .get(usize::from(hit.row))
                            .is_some_and(|row| row.class == DateClass::Dateline)
                })
        })
    };
    let mut start = raw.start;
    while !scan.tokens.get(start).is_none_or(|token| token.starts_line()) {
        let Some(before) = start.checked_sub(1) else { break };
        start = match reader.ending(start, DateClass::Weekday) {
            Some((weekday, _)) => weekday,
            None if raw.start - start < DATELINE && beside(before) => before,
            None => return false,
        };
    }
    let mut end = raw.end;
    while !scan.tokens.get(end).is_none_or(|token| token.starts_line()) {
        if end - raw.end > DATELINE || !beside(end) {
            return false;
        }
        end += 1;
    }
    true
}
