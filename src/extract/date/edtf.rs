//! Dates as ISO 8601-2 (EDTF) writes them, as a type.

use std::fmt;

use jiff::civil::Date as Day;
use smol_str::{SmolStr, ToSmolStr, format_smolstr};

use super::written::Text;

/// A day, or a named stretch of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Point {
    /// `2016-03-21`.
    Day(Day),
    /// `2016-04`: year, month 1 to 12.
    Month(i16, u8),
    /// `2021-33` … `2021-36`: year, quarter 1 to 4.
    Quarter(i16, u8),
    /// `2018-40`, `2018-41`: year, half 1 or 2.
    Half(i16, u8),
    /// `2024-21` … `2024-24`: year, season 1 (spring) to 4 (winter); no exact days.
    Season(i16, u8),
    /// `2021`.
    Year(i16),
    /// `199X`: first year of the decade.
    Decade(i16),
    /// `20XX`: first year of the hundred years.
    Century(i16),
}

/// A date or an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Edtf {
    /// One point.
    At(Point),
    /// `2018/2020`, both ends included.
    Between(Point, Point),
    /// `../2030`.
    Until(Point),
    /// `2031/..`.
    Since(Point),
}

impl Point {
    /// The day, `None` when the calendar has none such.
    pub fn day(year: i16, month: u8, day: u8) -> Option<Self> {
        Day::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
            .ok()
            .map(Self::Day)
    }

    /// The year it lies in (the first year of a decade or century).
    pub fn year(self) -> i16 {
        match self {
            Self::Day(day) => day.year(),
            Self::Month(year, _)
            | Self::Quarter(year, _)
            | Self::Half(year, _)
            | Self::Season(year, _)
            | Self::Year(year)
            | Self::Decade(year)
            | Self::Century(year) => year,
        }
    }

    /// First day; `None` for a season, whose days no calendar fixes.
    pub fn first(self) -> Option<Day> {
        let (year, month) = match self {
            Self::Day(day) => return Some(day),
            Self::Month(year, month) => (year, month),
            Self::Quarter(year, quarter) => (year, quarter.checked_sub(1)?.checked_mul(3)?.checked_add(1)?),
            Self::Half(year, half) => (year, if half == 1 { 1 } else { 7 }),
            Self::Season(..) => return None,
            Self::Year(year) | Self::Decade(year) | Self::Century(year) => (year, 1),
        };
        Day::new(year, i8::try_from(month).ok()?, 1).ok()
    }

    /// Last day; `None` for a season.
    pub fn last(self) -> Option<Day> {
        let (year, month) = match self {
            Self::Day(day) => return Some(day),
            Self::Month(year, month) => (year, month),
            Self::Quarter(year, quarter) => (year, quarter.checked_mul(3)?),
            Self::Half(year, half) => (year, if half == 1 { 6 } else { 12 }),
            Self::Season(..) => return None,
            Self::Year(year) => (year, 12),
            Self::Decade(year) => (year.checked_add(9)?, 12),
            Self::Century(year) => (year.checked_add(99)?, 12),
        };
        Day::new(year, i8::try_from(month).ok()?, 1).ok().map(Day::last_of_month)
    }

    /// The point of the same kind right after it.
    pub fn next(self) -> Option<Self> {
        let step = |year: i16, part: u8, parts: u8| {
            if part < parts {
                Some((year, part + 1))
            } else {
                year.checked_add(1).map(|next| (next, 1))
            }
        };
        Some(match self {
            Self::Day(day) => Self::Day(day.tomorrow().ok()?),
            Self::Month(year, month) => step(year, month, 12).map(|(y, m)| Self::Month(y, m))?,
            Self::Quarter(year, quarter) => step(year, quarter, 4).map(|(y, q)| Self::Quarter(y, q))?,
            Self::Half(year, half) => step(year, half, 2).map(|(y, h)| Self::Half(y, h))?,
            Self::Season(year, season) => step(year, season, 4).map(|(y, s)| Self::Season(y, s))?,
            Self::Year(year) => Self::Year(year.checked_add(1)?),
            Self::Decade(year) => Self::Decade(year.checked_add(10)?),
            Self::Century(year) => Self::Century(year.checked_add(100)?),
        })
    }

    /// The same point `years` later (earlier when negative); 29 February becomes the 28th where it must.
    pub fn shift_years(self, years: i16) -> Option<Self> {
        let to = self.year().checked_add(years)?;
        Some(match self {
            Self::Day(day) => {
                let first = Day::new(to, day.month(), 1).ok()?;
                Self::Day(Day::new(to, day.month(), day.day().min(first.days_in_month())).ok()?)
            }
            Self::Month(_, month) => Self::Month(to, month),
            Self::Quarter(_, quarter) => Self::Quarter(to, quarter),
            Self::Half(_, half) => Self::Half(to, half),
            Self::Season(_, season) => Self::Season(to, season),
            Self::Year(_) => Self::Year(to),
            Self::Decade(_) => Self::Decade(to),
            Self::Century(_) => Self::Century(to),
        })
    }

    /// As TIMEX3 writes it: `2021-Q1`, `2018-H1`, `199`, `20`; otherwise as in EDTF.
    pub fn timex(self) -> SmolStr {
        match self {
            Self::Quarter(year, quarter) => format_smolstr!("{year:04}-Q{quarter}"),
            Self::Half(year, half) => format_smolstr!("{year:04}-H{half}"),
            Self::Season(year, season) => {
                format_smolstr!("{year:04}-{}", ["SP", "SU", "FA", "WI"][usize::from(season.clamp(1, 4) - 1)])
            }
            Self::Decade(year) => format_smolstr!("{:03}", year / 10),
            Self::Century(year) => format_smolstr!("{:02}", year / 100),
            _ => Text::of_point(self).map_or_else(|| self.to_smolstr(), |text| text.as_str().into()),
        }
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(text) = Text::of_point(*self) {
            return f.write_str(text.as_str());
        }
        match *self {
            Self::Day(day) => write!(f, "{:04}-{:02}-{:02}", day.year(), day.month(), day.day()),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Quarter(year, quarter) => write!(f, "{year:04}-{}", 32 + u16::from(quarter)),
            Self::Half(year, half) => write!(f, "{year:04}-{}", 39 + u16::from(half)),
            Self::Season(year, season) => write!(f, "{year:04}-{}", 20 + u16::from(season)),
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Decade(year) => write!(f, "{:03}X", year / 10),
            Self::Century(year) => write!(f, "{:02}XX", year / 100),
        }
    }
}

impl Edtf {
    /// First day that it can mean; `None` when open or unknown.
    pub fn earliest(self) -> Option<Day> {
        match self {
            Self::At(point) | Self::Between(point, _) | Self::Since(point) => point.first(),
            Self::Until(_) => None,
        }
    }

    /// Last day that it can mean; `None` when open or unknown.
    pub fn latest(self) -> Option<Day> {
        match self {
            Self::At(point) | Self::Between(_, point) | Self::Until(point) => point.last(),
            Self::Since(_) => None,
        }
    }

    /// The first and the last point; one point stands for both.
    pub fn ends(self) -> (Point, Point) {
        match self {
            Self::At(point) | Self::Until(point) | Self::Since(point) => (point, point),
            Self::Between(from, to) => (from, to),
        }
    }

    /// The year, where it lies within one.
    pub fn year(self) -> Option<i16> {
        let (from, to) = self.ends();
        let one = !matches!(from, Point::Decade(_) | Point::Century(_)) && from.year() == to.year();
        one.then(|| from.year())
    }

    /// The same dates `years` later.
    pub fn shift_years(self, years: i16) -> Option<Self> {
        Some(match self {
            Self::At(point) => Self::At(point.shift_years(years)?),
            Self::Between(from, to) => Self::Between(from.shift_years(years)?, to.shift_years(years)?),
            Self::Until(point) => Self::Until(point.shift_years(years)?),
            Self::Since(point) => Self::Since(point.shift_years(years)?),
        })
    }

    /// The interval of two points, the earlier first; one point when they are equal.
    pub fn between(from: Point, to: Point) -> Option<Self> {
        if from == to {
            return Some(Self::At(from));
        }
        match (from.first(), to.last()) {
            (Some(first), Some(last)) if first > last => None,
            _ => Some(Self::Between(from, to)),
        }
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::At(point) => point.fmt(f),
            Self::Between(from, to) => write!(f, "{from}/{to}"),
            Self::Until(point) => write!(f, "../{point}"),
            Self::Since(point) => write!(f, "{point}/.."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_forms_and_bounds() {
        let day = |y, m, d| Point::day(y, m, d).unwrap_or(Point::Year(0));
        let cases = [
            (Edtf::At(day(2016, 3, 21)), "2016-03-21", "2016-03-21", "2016-03-21"),
            (Edtf::At(Point::Month(2024, 2)), "2024-02", "2024-02-01", "2024-02-29"),
            (Edtf::At(Point::Quarter(2021, 1)), "2021-33", "2021-01-01", "2021-03-31"),
            (Edtf::At(Point::Quarter(2021, 4)), "2021-36", "2021-10-01", "2021-12-31"),
            (Edtf::At(Point::Half(2018, 1)), "2018-40", "2018-01-01", "2018-06-30"),
            (Edtf::At(Point::Half(2018, 2)), "2018-41", "2018-07-01", "2018-12-31"),
            (Edtf::At(Point::Season(2018, 2)), "2018-22", "-", "-"),
            (Edtf::At(Point::Year(2021)), "2021", "2021-01-01", "2021-12-31"),
            (Edtf::At(Point::Decade(1990)), "199X", "1990-01-01", "1999-12-31"),
            (Edtf::At(Point::Century(2000)), "20XX", "2000-01-01", "2099-12-31"),
            (
                Edtf::Between(Point::Quarter(2023, 1), Point::Quarter(2024, 4)),
                "2023-33/2024-36",
                "2023-01-01",
                "2024-12-31",
            ),
            (Edtf::Until(Point::Year(2030)), "../2030", "-", "2030-12-31"),
            (Edtf::Since(Point::Year(2031)), "2031/..", "2031-01-01", "-"),
        ];
        let iso = |day: Option<Day>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
        for (edtf, text, earliest, latest) in cases {
            assert_eq!(edtf.to_string(), text);
            assert_eq!(
                (iso(edtf.earliest()).as_str(), iso(edtf.latest()).as_str()),
                (earliest, latest),
                "{text}"
            );
        }
    }

    #[test]
    fn shifting_and_stepping() {
        let leap = Point::day(2024, 2, 29);
        assert_eq!(leap.and_then(|p| p.shift_years(-1)), Point::day(2023, 2, 28));
        assert_eq!(Point::Month(2024, 12).next(), Some(Point::Month(2025, 1)));
        assert_eq!(Point::Quarter(2024, 4).next(), Some(Point::Quarter(2025, 1)));
        assert_eq!(Edtf::between(Point::Year(2020), Point::Year(2018)), None);
        assert_eq!(
            Edtf::between(Point::Year(2020), Point::Year(2020)),
            Some(Edtf::At(Point::Year(2020)))
        );
    }
}
