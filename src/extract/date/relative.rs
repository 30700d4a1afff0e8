//! Arithmetic from the day of publication.

use jiff::ToSpan;
use jiff::civil::Date as Day;

use super::edtf::{Edtf, Point};
use super::lunar::{lunar_day, lunar_month};
use super::value::{Partial, Pick, Unit};

/// So many units from `today`.
pub(super) fn from_now(today: Day, unit: Unit, by: i16) -> Option<Edtf> {
    let by32 = i32::from(by);
    let year = today.year();
    Some(match unit {
        Unit::Day => Edtf::At(Point::Day(today.checked_add(by32.days()).ok()?)),
        Unit::Week => {
            let monday = monday(today)?.checked_add((7 * by32).days()).ok()?;
            return Edtf::between(Point::Day(monday), Point::Day(monday.checked_add(6.days()).ok()?));
        }
        Unit::Month => {
            let day = today.first_of_month().checked_add(by32.months()).ok()?;
            Edtf::At(Point::Month(day.year(), day.month().unsigned_abs()))
        }
        Unit::Quarter => {
            let day = today.first_of_month().checked_add((3 * by32).months()).ok()?;
            Edtf::At(Point::Quarter(day.year(), (day.month().unsigned_abs() - 1) / 3 + 1))
        }
        Unit::Year => Edtf::At(Point::Year(year.checked_add(by)?)),
        Unit::Decade => Edtf::At(Point::Decade(year.checked_add(by.checked_mul(10)?)?.div_euclid(10) * 10)),
        Unit::Century => Edtf::At(Point::Century(year.checked_add(by.checked_mul(100)?)?.div_euclid(100) * 100)),
    })
}

/// The last or next `n` whole units; today's own unit counts to neither.
pub(super) fn stretch(today: Day, n: u16, unit: Unit, by: i16) -> Option<Edtf> {
    let n = i16::try_from(n).ok()?;
    let (first, last) = if by < 0 { (n.checked_neg()?, -1) } else { (1, n) };
    if unit == Unit::Decade || unit == Unit::Century {
        let years = n.checked_mul(if unit == Unit::Decade { 10 } else { 100 })?;
        return stretch(today, years.unsigned_abs(), Unit::Year, by);
    }
    let from = from_now(today, unit, first)?.ends().0;
    let to = from_now(today, unit, last)?.ends().1;
    Edtf::between(from, to)
}

fn monday(day: Day) -> Option<Day> {
    let back = i32::from(day.weekday().to_monday_zero_offset());
    day.checked_sub(back.days()).ok()
}

/// A weekday (1 Monday to 7 Sunday) near `today`.
pub(super) fn weekday(today: Day, day: i8, pick: Pick, ahead: bool) -> Option<Edtf> {
    let here = today.weekday().to_monday_one_offset();
    let back = i32::from((here - day).rem_euclid(7));
    let by = match pick {
        Pick::Week(week) => 7 * i32::from(week) + i32::from(day) - i32::from(here),
        Pick::Nearest if ahead => (7 - back) % 7,
        Pick::Nearest => -back,
        Pick::Last => {
            if back == 0 {
                -7
            } else {
                -back
            }
        }
        Pick::Next => 7 - back,
    };
    Some(Edtf::At(Point::Day(today.checked_add(by.days()).ok()?)))
}

/// Saturday and Sunday of the week so many from this one.
pub(super) fn weekend(today: Day, by: i16) -> Option<Edtf> {
    let saturday = monday(today)?.checked_add((7 * i32::from(by) + 5).days()).ok()?;
    Edtf::between(Point::Day(saturday), Point::Day(saturday.tomorrow().ok()?))
}

/// The first whole week of a month.
pub(super) fn first_week(year: i16, month: u8) -> Option<Edtf> {
    let first = Point::Month(year, month).first()?;
    let monday = match monday(first)? {
        monday if monday == first => monday,
        monday => monday.checked_add(7.days()).ok()?,
    };
    Edtf::between(Point::Day(monday), Point::Day(monday.checked_add(6.days()).ok()?))
}

/// The next month of that number after this one.
pub(super) fn next_month(today: Day, month: u8) -> Option<Edtf> {
    let this = today.month().unsigned_abs();
    let year = if month > this { today.year() } else { today.year().checked_add(1)? };
    Some(Edtf::At(Point::Month(year, month)))
}

/// The year that a date without one means in a text of `today`: this year, but at the turn of the year the one that is near.
pub(super) fn year_near(today: Day, partial: &Partial) -> i16 {
    let year = today.year();
    let month = match *partial {
        Partial::Day(_, month, _) | Partial::Month(_, month) => month,
        _ => return year,
    };
    match (today.month(), month) {
        (1..=2, 11..=12) => year - 1,
        (1, 10) => year - 1,
        (12, 1) | (11..=12, 1..=2) if matches!(partial, Partial::Day(..)) => year + 1,
        _ => year,
    }
}

/// The lunar date nearest to `today`.
pub(super) fn nearest_lunar(today: Day, month: u8, day: u8) -> Option<Edtf> {
    let distance = |other: Day| (other - today).get_days().abs();
    (-1..=1)
        .filter_map(|by| {
            let year = today.year().checked_add(by)?;
            let (first, last) = lunar_month(year, month, false)?;
            if day == 0 {
                return Some((distance(first), Edtf::between(Point::Day(first), Point::Day(last))?));
            }
            let found = lunar_day(year, month, day, false).or((day == 30).then_some(last))?;
            Some((distance(found), Edtf::At(Point::Day(found))))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, edtf)| edtf)
}

/// The year of the sixty-year cycle nearest to `near`.
pub(super) fn cycle(index: u8, near: i16) -> i16 {
    // 1984 opened a cycle.
    let base = 1984 + i16::from(index);
    base + ((near - base) as f32 / 60.0).round() as i16 * 60
}

/// `by` points of the same kind away.
pub(super) fn step(point: Point, by: i16) -> Option<Point> {
    match point {
        Point::Day(day) => Some(Point::Day(day.checked_add(i32::from(by).days()).ok()?)),
        Point::Month(year, month) => {
            let (year, month) = months(year, i32::from(month) - 1 + i32::from(by), 12)?;
            Some(Point::Month(year, month))
        }
        Point::Quarter(year, quarter) => {
            let (year, quarter) = months(year, i32::from(quarter) - 1 + i32::from(by), 4)?;
            Some(Point::Quarter(year, quarter))
        }
        _ => None,
    }
}

fn months(year: i16, part: i32, parts: i32) -> Option<(i16, u8)> {
    let year = year.checked_add(i16::try_from(part.div_euclid(parts)).ok()?)?;
    Some((year, u8::try_from(part.rem_euclid(parts) + 1).ok()?))
}
