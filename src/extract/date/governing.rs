//! Which expression gives another its year.

use super::edtf::Edtf;
use super::relative;
use super::resolve::Resolver;
use super::role::Role;
use super::value::{Partial, Raw, Value, YearRef};
use super::{Basis, Source};

/// How many years back from the newest year a text speaks of its own time.
const OWN_TIME: i16 = 2;

impl Resolver<'_, '_> {
    /// Which expressions can lend their year: not those compared with, not the dates of laws, not birth years.
    fn lends(&self, at: usize) -> Option<i16> {
        let (raw, (role, _)) = (self.raws.get(at)?, *self.roles.get(at)?);
        let apart = matches!(role, Role::Baseline | Role::IssueDate | Role::PlanVision | Role::CohortPeriod);
        let birth = || raw.start.checked_sub(1).is_some_and(|i| matches!(self.scan.word(i), "SN" | "sinh"));
        own_year(raw).filter(|_| !apart && !birth())
    }

    /// Indexes the expressions that can lend their year over a distance: those of the text's own time.
    pub(super) fn index_governing(&mut self) {
        let ahead = |at: usize| {
            matches!(
                self.roles[at].0,
                Role::TargetPeriod | Role::Deadline | Role::PlanPeriod | Role::PlanHorizon
            )
        };
        let newest = |with_aims: bool| {
            (0..self.raws.len())
                .filter(|at| with_aims || !ahead(*at))
                .filter_map(|at| self.lends(at))
                .max()
        };
        // "Đến hết tháng 7/2019, cả vùng đã có …": figures up to a month are told near its time.
        let cut_off = |at: usize| match self.raws[at].value {
            Value::Until(point) if point.grain() > 0 => match point.year()? {
                YearRef::Is(year) => Some(year),
                _ => None,
            },
            _ => None,
        };
        let told = newest(false);
        let up_to = (0..self.raws.len())
            .filter_map(cut_off)
            .filter(|year| told.is_none_or(|told| *year == told + 1));
        let told = told.into_iter().chain(up_to).max();
        let newest = told.or_else(|| newest(true)).unwrap_or(0);
        let governs: Vec<bool> = (0..self.raws.len())
            .map(|at| {
                // Nor do far aims ("năm 2025 đi vào hoạt động. … sáng 28/6").
                let far = |year: i16| ahead(at) && told.is_some_and(|told| year > told + 1);
                self.lends(at).is_some_and(|year| year >= newest - OWN_TIME && !far(year))
            })
            .collect();
        self.present = told;
        self.present_at = (0..self.raws.len())
            .filter(|at| told.is_some() && self.lends(*at).or_else(|| cut_off(*at)) == told)
            .collect();
        let mut last = None;
        let mut before = Vec::with_capacity(self.raws.len());
        for (at, governs) in governs.iter().enumerate() {
            if *governs {
                last = Some(at);
            }
            before.push(last);
        }
        let mut next = None;
        let mut after = vec![None; self.raws.len()];
        for (at, governs) in governs.iter().enumerate().rev() {
            if *governs {
                next = Some(at);
            }
            after[at] = next;
        }
        self.governs_before = before;
        self.governs_after = after;
    }

    /// The year a text without a date speaks from, the newest it tells of, and the nearest expression that names it.
    fn present(&self, at: usize) -> Option<(usize, i16)> {
        let year = self.present?;
        let before = self.present_at.partition_point(|&i| i < at);
        let after = self.present_at[before..].iter().find(|&&i| i > at);
        let nearest = self.present_at[..before].last().or(after)?;
        Some((*nearest, year))
    }

    /// The year that `reference` means at expression `at`.
    pub(super) fn year(&self, at: usize, reference: YearRef, partial: Partial) -> Option<(i16, Basis, Option<Source>)> {
        let published = |year: i16| Some((year, Basis::Publication, Some(Source::Publication)));
        match reference {
            YearRef::Is(year) => Some((year, Basis::Explicit, None)),
            YearRef::FromNow(by) => match self.published {
                Some(today) => published(today.year().checked_add(by)?),
                None => {
                    let (from, year) = self.present(at)?;
                    Some((year.checked_add(by)?, Basis::Inherited, Some(Source::Date(from))))
                }
            },
            YearRef::Cycle(index) => {
                let year = |near: i16| relative::cycle(index, near);
                match self.published {
                    Some(today) => published(year(today.year())),
                    None => {
                        let from = self.governing(at, partial)?;
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
    pub(super) fn missing_year(&self, at: usize, partial: Partial) -> Option<(i16, Basis, Option<Source>)> {
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
            return self.governing(at, partial).and_then(inherited);
        };
        let guess = relative::year_near(today, &partial);
        if let Some(from) = self.governing(at, partial)
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

    /// The governing expression: the nearest before, else the nearest after. A year long past governs its own sentence, and
    /// in its own paragraph what is coarser than a day; no more.
    pub(super) fn governing(&self, at: usize, partial: Partial) -> Option<usize> {
        let here = self.places.get(at)?;
        let close = (0..at).rev().take(6).find(|&i| {
            let there = &self.places[i];
            let reaches = there.sentence == here.sentence || partial.grain() < 2 && there.paragraph == here.paragraph;
            reaches && self.lends(i).is_some()
        });
        let before = || at.checked_sub(1).and_then(|i| self.governs_before.get(i).copied().flatten());
        let after = || self.governs_after.get(at + 1).copied().flatten();
        close.or_else(before).or_else(after)
    }

    /// The nearest expression before `at` whose year "năm trước" or "cùng năm" counts from.
    pub(super) fn clause_year(&self, at: usize, by: i16) -> Option<usize> {
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
}

/// The year an expression names itself, where it is one year.
pub(super) fn own_year(raw: &Raw) -> Option<i16> {
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
