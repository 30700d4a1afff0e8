//! Context: what each expression means where it stands.

use super::calendar::calendar;
use super::edtf::{Edtf, Point};
use super::place::{Place, is_alone, places};
use super::relative;
use super::role::{Role, role};
use super::timex::timex;
use super::value::{Partial, Raw, Unit, Value, YearRef};
use super::{Basis, Date, DateContext, Source};
use crate::extract::scan::Scan;
use jiff::civil::Date as Day;

/// A value with the evidence for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) edtf: Option<Edtf>,
    pub(super) basis: Basis,
    pub(super) from: Option<Source>,
}

pub(super) const UNKNOWN: Known = Known {
    edtf: None,
    basis: Basis::None,
    from: None,
};

/// Resolves the expressions of one document, in text order.
pub(super) struct Resolver<'r, 'a> {
    pub(super) scan: &'r Scan<'a>,
    pub(super) raws: &'r [Raw],
    pub(super) places: Vec<Place>,
    pub(super) roles: Vec<(Role, &'static str)>,
    /// For each expression, the nearest governing one at or before it, and at or after it.
    pub(super) governs_before: Vec<Option<usize>>,
    pub(super) governs_after: Vec<Option<usize>>,
    pub(super) published: Option<Day>,
    /// The newest year that the text tells of, aims left out.
    pub(super) present: Option<i16>,
    /// Expressions that name it, in order.
    pub(super) present_at: Vec<usize>,
    pub(super) known: Vec<Known>,
}

impl<'r, 'a> Resolver<'r, 'a> {
    pub(super) fn new(scan: &'r Scan<'a>, raws: &'r [Raw], context: &DateContext) -> Self {
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
            present: None,
            present_at: Vec::new(),
            known: Vec::with_capacity(raws.len()),
        };
        resolver.index_governing();
        resolver
    }

    /// All dates, resolved.
    pub(super) fn dates(mut self) -> Vec<Date> {
        for at in 0..self.raws.len() {
            let known = self.known_by_neighbour(at).unwrap_or_else(|| self.value(at));
            self.known.push(known);
        }
        let mut dates = Vec::with_capacity(self.raws.len());
        dates.extend((0..self.raws.len()).filter_map(|at| self.date(at)));
        dates
    }

    pub(super) fn date(&self, at: usize) -> Option<Date> {
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

    /// "hôm qua (5/3)", "thứ hai, 6/2": the date in brackets says which day.
    pub(super) fn known_by_neighbour(&self, at: usize) -> Option<Known> {
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

    pub(super) fn value(&self, at: usize) -> Known {
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

    pub(super) fn by_publication(&self, make: impl FnOnce(Day) -> Option<Edtf>) -> Known {
        match self.published.and_then(make) {
            Some(edtf) => Known {
                edtf: Some(edtf),
                basis: Basis::Publication,
                from: Some(Source::Publication),
            },
            None => UNKNOWN,
        }
    }

    pub(super) fn year_to_now(&self, at: usize, year: YearRef) -> Known {
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

    /// The value of a point phrase of expression `at`.
    pub(super) fn partial(&self, at: usize, partial: Partial) -> (Option<Edtf>, Basis, Option<Source>) {
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
}

pub(super) fn explicit(edtf: Option<Edtf>) -> Known {
    Known {
        edtf,
        basis: if edtf.is_some() { Basis::Explicit } else { Basis::None },
        from: None,
    }
}
