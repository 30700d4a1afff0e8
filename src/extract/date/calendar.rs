//! A point phrase in a year that is known.

use super::edtf::{Edtf, Point};
use super::lunar::{lunar_day, lunar_month};
use super::relative;
use super::value::Partial;

/// A point phrase in a known year.
pub(super) fn calendar(partial: Partial, year: i16) -> Option<Edtf> {
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
