//! Dates on lines of their own: when an article was published, as the page shows it.
//!
//! Reads the shapes of Vietnamese news sites: `21/03/2016`, `31/05/13 16:31 GMT+7`, `Thứ hai, 21/03/2016 | 10:15`,
//! `Ngày 21 tháng 3 năm 2016`, `2016-03-21T10:15:00+07:00`, with a place or an author before it. Not the dates in
//! running text.

use std::sync::LazyLock;

use regex::{Captures, Regex};

/// A calendar day as a page shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// Year, four digits.
    pub year: u16,
    /// Month, 1–12.
    pub month: u8,
    /// Day of the month.
    pub day: u8,
}

impl Day {
    /// The day, if the calendar has it and it is a year of the web's press (1990–2099).
    ///
    /// ```
    /// use trich::page::dateline::Day;
    /// assert!(Day::new(2024, 2, 29).is_some());
    /// assert!(Day::new(2023, 2, 29).is_none());
    /// ```
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        ((1990..2100).contains(&year) && (1..=days).contains(&day)).then_some(Self { year, month, day })
    }

    /// The day as EDTF: `2016-03-21`.
    pub fn edtf(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// A line that says when, and sometimes by whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dateline<'t> {
    /// The day.
    pub day: Day,
    /// True when a clock time stands beside it.
    pub timed: bool,
    /// What stands before the date: an author, a place, a section.
    pub before: Option<&'t str>,
}

const DATE: &str = r"(?:(?:ngày\s*)?(?P<d>\d{1,2})\s?(?P<s>[/.\-])\s?(?P<m>\d{1,2})\s?[/.\-]\s?(?P<y>\d{4}|\d{2})|(?:ngày\s+)?(?P<d2>\d{1,2})\s+(?:tháng|th)\s*(?P<m2>\d{1,2})\s*(?:,|/|-)?\s*(?:năm\s+)?(?P<y2>\d{4})|(?P<y3>\d{4})[-/](?P<m3>\d{2})[-/](?P<d3>\d{2}))";
const TIME: &str = r"(?P<TIME>[0-2]?\d\s?(?:[:hg]|giờ)\s?[0-5]\d(?:\s?phút|:[0-5]\d(?:\.\d+)?)?(?:\s?(?:am|pm|sa|ch))?|T[0-2]\d:[0-5]\d(?::[0-5]\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)";
const OTHER: &str = r"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s*nhật|t[2-7]|cn|\(?(?:gmt|utc)\s?[+-]\s?\d{1,2}(?::?00)?\)?|cập nhật(?: lần cuối)?|đăng(?: lúc| ngày)?|ngày đăng|ngày xuất bản|xuất bản|published|updated|posted(?: on)?|lúc|vào|ngày|giờ việt nam|[\s,|;:()\[\]•·–—-]+)";

static LINE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let first = TIME.replace("TIME", "t1");
    let last = TIME.replace("TIME", "t2");
    Regex::new(&format!(
        r"(?i)^(?P<before>[^\d|]{{2,60}}?[\s,|(:•·–—-])??(?:{OTHER}|{first})*{DATE}(?:{OTHER}|{last})*$"
    ))
    .ok()
});

/// Longest line, in bytes, that is tried.
const LONGEST: usize = 140;

/// Reads a line that is a date and hardly more.
///
/// Takes a trimmed line; gives `None` when anything but weekday, clock time, zone and a short text before the date
/// stands in it. A two-digit year counts only with slashes or beside a clock time.
///
/// ```
/// use trich::page::dateline::read;
/// let line = read("31/05/13 16:31 GMT+7").unwrap();
/// assert_eq!((line.day.edtf().as_str(), line.timed), ("2013-05-31", true));
/// assert_eq!(read("Thứ hai, 21/03/2016 | 10:15 GMT+7").unwrap().day.edtf(), "2016-03-21");
/// assert!(read("Ngày 21/3/2016, thành phố khởi công 3 cụm công nghiệp.").is_none());
/// ```
pub fn read(line: &str) -> Option<Dateline<'_>> {
    if line.len() > LONGEST || line.bytes().filter(u8::is_ascii_digit).count() < 4 {
        return None;
    }
    let found = LINE.as_ref()?.captures(line)?;
    let timed = found.name("t1").is_some() || found.name("t2").is_some();
    let day = day(&found, timed)?;
    let before = found
        .name("before")
        .map(|text| text.as_str().trim_matches(|c: char| !c.is_alphanumeric() && c != ')' && c != '.'))
        .filter(|text| !text.is_empty());
    Some(Dateline { day, timed, before })
}

fn day(found: &Captures<'_>, timed: bool) -> Option<Day> {
    let number = |name: &str| found.name(name).and_then(|text| text.as_str().parse::<u16>().ok());
    let small = |name: &str| number(name).and_then(|n| u8::try_from(n).ok());
    if let (Some(y), Some(m), Some(d)) = (number("y"), small("m"), small("d")) {
        let slash = found.name("s").is_some_and(|s| s.as_str() == "/");
        let year = match y {
            0..=69 if slash || timed => 2000 + y,
            90..=99 if slash || timed => 1900 + y,
            0..=99 => return None,
            _ => y,
        };
        return Day::new(year, m, d);
    }
    if let (Some(y), Some(m), Some(d)) = (number("y2"), small("m2"), small("d2")) {
        return Day::new(y, m, d);
    }
    Day::new(number("y3")?, small("m3")?, small("d3")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shapes_of_news_sites_are_read() {
        for (line, edtf, timed, before) in [
            ("21/03/2016", "2016-03-21", false, None),
            ("(21/3/2016)", "2016-03-21", false, None),
            ("31/05/13 16:31 GMT+7", "2013-05-31", true, None),
            ("Thứ Hai, ngày 21/03/2016 10:15 AM (GMT+7)", "2016-03-21", true, None),
            ("Thứ 7, 02.04.2022 | 08:05", "2022-04-02", true, None),
            ("10:15 | 21-03-2016", "2016-03-21", true, None),
            ("10h15, ngày 21 tháng 3 năm 2016", "2016-03-21", true, None),
            ("Ngày 21 tháng 3 năm 2016", "2016-03-21", false, None),
            ("21 Tháng 3, 2016", "2016-03-21", false, None),
            ("Cập nhật lúc 07:00, Chủ nhật, 5/2/2017", "2017-02-05", true, None),
            ("2016-03-21T10:15:00+07:00", "2016-03-21", true, None),
            ("2016-03-21 10:15", "2016-03-21", true, None),
            ("Trần Văn Mẫu - 21/03/2016 10:15", "2016-03-21", true, Some("Trần Văn Mẫu")),
            ("Hà Nội, ngày 5 tháng 3 năm 2020", "2020-03-05", false, Some("Hà Nội")),
        ] {
            let found = read(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!(
                (found.day.edtf().as_str(), found.timed, found.before),
                (edtf, timed, before),
                "{line}"
            );
        }
    }

    #[test]
    fn other_lines_with_digits_are_not() {
        for line in [
            "Ngày 21/3/2016, thành phố khởi công ba cụm công nghiệp.",
            "31/02/2016",
            "Tỷ lệ 1/500",
            "68/2017/NĐ-CP",
            "12.10.08",
            "Quý II/2021",
            "024 3825 1234",
            "Năm 2016",
            "2-1",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
