//! The two ends of a range, where one leaves out what the other says.

use super::calendar::calendar;
use super::edtf::{Edtf, Point};
use super::resolve::{Known, Resolver, UNKNOWN};
use super::value::{Partial, YearRef};
use super::{Basis, Source};

impl Resolver<'_, '_> {
    /// A range; what one end leaves out, the other gives.
    pub(super) fn range(&self, at: usize, from: Partial, to: Partial) -> Known {
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
    pub(super) fn close_right(&self, left: Option<Edtf>, to: Partial, basis: Basis, from: Option<Source>) -> Known {
        let Some(left) = left else { return UNKNOWN };
        let (first, _) = left.ends();
        let end = |year: i16| calendar(to.with_year(YearRef::Is(year)), year);
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
}

/// The day `day` at or before the day `right`: "từ ngày 28 đến 3/8" begins in July.
pub(super) fn left_day(right: Point, day: u8) -> Option<Edtf> {
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
