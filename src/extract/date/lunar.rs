//! The Vietnamese lunisolar calendar, 1900 to 2100.
//!
//! The rule: days count from local midnight (UTC+7); a month begins on the day of the new moon; the month that holds the
//! winter solstice is the eleventh; between two eleventh months there are twelve or thirteen months, and with thirteen the
//! first that holds no principal term (sun's longitude a multiple of 30°) is the leap month. New moon after J. Meeus,
//! *Astronomical Algorithms*, chapter 49 in its short form; sun's longitude after chapter 25 in its low-precision form: both
//! well within the minutes that decide a day. Before 1968 the calendar was printed for UTC+8 in the North; this module
//! keeps UTC+7 throughout.

use jiff::civil::Date as Day;

const UTC_OFFSET_DAYS: f64 = 7.0 / 24.0;
/// Mean length of a lunation in days.
const LUNATION: f64 = 29.530_588_853;
/// Julian day of the first new moon of 1900.
const EPOCH: f64 = 2_415_021.076_998_695;

/// The day on which lunar `day` of `month` (`leap`: of its leap repetition) of lunar `year` falls.
///
/// `None` outside 1900 to 2100 and for a day or leap month that this year does not have.
///
/// ```
/// use trich::extract::date::lunar_day;
/// assert_eq!(lunar_day(2024, 1, 1, false).map(|day| day.to_string()).as_deref(), Some("2024-02-10"));
/// ```
pub fn lunar_day(year: i16, month: u8, day: u8, leap: bool) -> Option<Day> {
    if !(1900..=2100).contains(&year) || !(1..=12).contains(&month) || !(1..=30).contains(&day) {
        return None;
    }
    let (start, next) = month_bounds(year, month, leap)?;
    let at = start + i64::from(day) - 1;
    (at < next).then(|| from_julian(at)).flatten()
}

/// First and last day of a lunar month.
pub fn lunar_month(year: i16, month: u8, leap: bool) -> Option<(Day, Day)> {
    if !(1900..=2100).contains(&year) || !(1..=12).contains(&month) {
        return None;
    }
    let (start, next) = month_bounds(year, month, leap)?;
    Some((from_julian(start)?, from_julian(next - 1)?))
}

/// Julian day numbers of a month's first day and of the next month's.
fn month_bounds(year: i16, month: u8, leap: bool) -> Option<(i64, i64)> {
    // Months 11 and 12 belong to the run that the winter solstice of the same civil year opens.
    let (from, to) = if month >= 11 { (year, year + 1) } else { (year - 1, year) };
    let first = eleventh_month(from);
    let count = eleventh_month(to) - first;
    let leap_at = if count == 13 { leap_offset(first) } else { None };
    let mut offset = i64::from(if month >= 11 { month - 11 } else { month + 1 });
    if let Some(leap_at) = leap_at {
        if leap {
            // The leap month repeats the number of the month before it.
            if offset + 1 != leap_at {
                return None;
            }
            offset = leap_at;
        } else if offset >= leap_at {
            offset += 1;
        }
    } else if leap {
        return None;
    }
    let k = first + offset;
    Some((new_moon_day(k), new_moon_day(k + 1)))
}

/// Index of the new moon that opens the eleventh month of civil `year`.
fn eleventh_month(year: i16) -> i64 {
    let end = julian(year, 12, 31);
    let mut k = ((end as f64 - EPOCH) / LUNATION).floor() as i64 + 1;
    while new_moon_day(k) > end {
        k -= 1;
    }
    // The winter solstice is the start of sector 9 (longitude 270°).
    if sun_sector(new_moon_day(k)) >= 9 {
        k -= 1;
    }
    k
}

/// How many months after the eleventh the leap month comes.
fn leap_offset(first: i64) -> Option<i64> {
    (1..=13).find(|&i| sun_sector(new_moon_day(first + i)) == sun_sector(new_moon_day(first + i + 1)))
}

/// Julian day number, at UTC+7, of new moon `k` since 1900.
fn new_moon_day(k: i64) -> i64 {
    let k = k as f64;
    let t = k / 1236.85;
    let (t2, t3) = (t * t, t * t * t);
    let rad = std::f64::consts::PI / 180.0;
    let mean = 2_415_020.759_33 + 29.530_588_68 * k + 0.000_117_8 * t2 - 0.000_000_155 * t3
        + 0.000_33 * ((166.56 + 132.87 * t - 0.009_173 * t2) * rad).sin();
    let sun = (359.2242 + 29.105_356_08 * k - 0.000_033_3 * t2 - 0.000_003_47 * t3) * rad;
    let moon = (306.0253 + 385.816_918_06 * k + 0.010_730_6 * t2 + 0.000_012_36 * t3) * rad;
    let node = (21.2964 + 390.670_506_46 * k - 0.001_652_8 * t2 - 0.000_002_39 * t3) * rad;
    let correction = (0.1734 - 0.000_393 * t) * sun.sin() + 0.0021 * (2.0 * sun).sin() - 0.4068 * moon.sin() + 0.0161 * (2.0 * moon).sin()
        - 0.0004 * (3.0 * moon).sin()
        + 0.0104 * (2.0 * node).sin()
        - 0.0051 * (sun + moon).sin()
        - 0.0074 * (sun - moon).sin()
        + 0.0004 * (2.0 * node + sun).sin()
        - 0.0004 * (2.0 * node - sun).sin()
        - 0.0006 * (2.0 * node + moon).sin()
        + 0.0010 * (2.0 * node - moon).sin()
        + 0.0005 * (sun + 2.0 * moon).sin();
    // Dynamical minus universal time; the quadratic fits 1900 to 2100 to well under a minute.
    let delta = -0.000_278 + 0.000_265 * t + 0.000_262 * t2;
    (mean + correction - delta + 0.5 + UTC_OFFSET_DAYS).floor() as i64
}

/// Which twelfth of the ecliptic the sun is in at the local midnight that opens Julian day `day` (0 from the March equinox).
fn sun_sector(day: i64) -> i64 {
    let t = (day as f64 - 2_451_545.0 - 0.5 - UTC_OFFSET_DAYS) / 36_525.0;
    let t2 = t * t;
    let rad = std::f64::consts::PI / 180.0;
    let anomaly = (357.529_10 + 35_999.050_30 * t - 0.000_155_9 * t2 - 0.000_000_48 * t * t2) * rad;
    let mean = 280.464_57 + 36_000.769_83 * t + 0.000_303_2 * t2;
    let centre = (1.914_600 - 0.004_817 * t - 0.000_014 * t2) * anomaly.sin()
        + (0.019_993 - 0.000_101 * t) * (2.0 * anomaly).sin()
        + 0.000_290 * (3.0 * anomaly).sin();
    let node = (125.04 - 1934.136 * t) * rad;
    let apparent = mean + centre - 0.005_69 - 0.004_78 * node.sin();
    (apparent.rem_euclid(360.0) / 30.0).floor() as i64
}

/// Julian day number of a civil day.
fn julian(year: i16, month: i64, day: i64) -> i64 {
    let a = (14 - month) / 12;
    let y = i64::from(year) + 4800 - a;
    let m = month + 12 * a - 3;
    day + (153 * m + 2) / 5 + 365 * y + y / 4 - y / 100 + y / 400 - 32_045
}

fn from_julian(number: i64) -> Option<Day> {
    let a = number + 32_044;
    let b = (4 * a + 3) / 146_097;
    let c = a - 146_097 * b / 4;
    let d = (4 * c + 3) / 1461;
    let e = c - 1461 * d / 4;
    let m = (5 * e + 2) / 153;
    let day = e - (153 * m + 2) / 5 + 1;
    let month = m + 3 - 12 * (m / 10);
    let year = 100 * b + d - 4800 + m / 10;
    Day::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_days() {
        // First days of lunar years, leap months and full moons as the Vietnamese calendar has them; 1985, 2007 and 2030 are
        // years in which it parts from the Chinese one.
        let cases = [
            (1968, 1, 1, false, "1968-01-29"),
            (1985, 1, 1, false, "1985-01-21"),
            (2000, 1, 1, false, "2000-02-05"),
            (2007, 1, 1, false, "2007-02-17"),
            (2020, 4, 1, true, "2020-05-23"),
            (2023, 2, 1, true, "2023-03-22"),
            (2023, 8, 15, false, "2023-09-29"),
            (2024, 1, 1, false, "2024-02-10"),
            (2024, 12, 23, false, "2025-01-22"),
            (2025, 1, 1, false, "2025-01-29"),
            (2025, 6, 1, true, "2025-07-25"),
            (2030, 1, 1, false, "2030-02-02"),
        ];
        for (year, month, day, leap, want) in cases {
            let got = lunar_day(year, month, day, leap).map(|day| day.to_string());
            assert_eq!(got.as_deref(), Some(want), "{day}/{month}/{year} leap {leap}");
        }
        assert_eq!(lunar_day(2024, 2, 1, true), None);
        assert_eq!(lunar_day(1899, 1, 1, false), None);
    }

    #[test]
    fn years_follow_one_another_without_a_gap() {
        for year in 1900..=2099 {
            let (_, end) = lunar_month(year, 12, false).expect("every year has a twelfth month");
            let (start, _) = lunar_month(year + 1, 1, false).expect("every year has a first month");
            assert_eq!(end.tomorrow().ok(), Some(start), "{year}");
        }
    }
}
