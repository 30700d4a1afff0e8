//! What the text says, before its context is known.

use jiff::civil::Date as Day;

/// A year as the text gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum YearRef {
    /// `2021`.
    Is(i16),
    /// So many years from the publication date (`năm nay` 0).
    FromNow(i16),
    /// So many years from what the text spoke of last (`năm trước` −1, `cùng năm` 0).
    FromLast(i16),
    /// A year of the sixty-year cycle (`Giáp Thìn`), 0 to 59.
    Cycle(u8),
    /// Not said.
    Missing,
}

/// Which of the weekdays of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pick {
    /// The one in the week so many from this one.
    Week(i16),
    /// The nearest before, unless the sentence looks ahead.
    Nearest,
    /// The last one (`vừa rồi`).
    Last,
    /// The next one (`tới`).
    Next,
}

/// Units of counted and relative time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// A point of time as the text gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Partial {
    Year(YearRef),
    Half(YearRef, u8),
    Quarter(YearRef, u8),
    Season(YearRef, u8),
    Month(YearRef, u8),
    /// Months `.1` to `.2`.
    Months(YearRef, u8, u8),
    /// First (1) or second (2) half of a month.
    HalfMonth(YearRef, Option<u8>, u8),
    /// Month 0: not said.
    Day(YearRef, u8, u8),
    /// A month that is not named: "cuối tháng".
    SomeMonth,
    /// Week `.2` of a month.
    WeekOfMonth(YearRef, u8, u8),
    /// Lunar month and, unless 0, day.
    Lunar(YearRef, u8, u8),
    /// `0..=99` when the century is not said.
    Decade(i16),
    Century(i16),
    /// So many units from the publication date.
    FromNow(Unit, i16),
    /// So many units from what the text spoke of last.
    FromLast(Unit, i16),
    /// A weekday, 1 Monday to 7 Sunday.
    Weekday(i8, Pick),
    /// The next month of that number (`tháng 3 tới`).
    NextMonth(u8),
    /// Saturday and Sunday of the week so many from this one.
    Weekend(i16),
}

/// The expression as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value {
    At(Partial),
    Range(Partial, Partial),
    Until(Partial),
    Before(Partial),
    Since(Partial),
    After(Partial),
    /// From the start of a year up to now.
    YearToNow(YearRef),
    /// From a point up to now.
    ToNow(Partial),
    /// The last (−1) or next (1) so many units.
    Stretch(u16, Unit, i16),
    SamePeriod(YearRef),
    Vague(i16),
    Every(u16, Unit),
}

/// TIMEX3 `mod`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mod {
    /// `đầu`.
    Start,
    /// `giữa`.
    Mid,
    /// `cuối`.
    End,
    /// `trước`.
    Before,
    /// `sau`.
    After,
    /// `đến`.
    OnOrBefore,
    /// `từ`.
    OnOrAfter,
}

impl Mod {
    /// As TIMEX3 writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Start => "START",
            Self::Mid => "MID",
            Self::End => "END",
            Self::Before => "BEFORE",
            Self::After => "AFTER",
            Self::OnOrBefore => "ON_OR_BEFORE",
            Self::OnOrAfter => "ON_OR_AFTER",
        }
    }

    pub(super) fn edge(value: i16) -> Option<Self> {
        match value {
            1 => Some(Self::Start),
            2 => Some(Self::Mid),
            3 => Some(Self::End),
            _ => None,
        }
    }
}

/// A point phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    pub end: usize,
    pub at: Partial,
    pub to: Option<Partial>,
    pub edge: Option<Mod>,
    /// Part of the day, 1 morning to 5 night.
    pub part: Option<u8>,
    pub rule: &'static str,
}

impl Phrase {
    pub fn new(end: usize, at: Partial, rule: &'static str) -> Self {
        Self {
            end,
            at,
            to: None,
            edge: None,
            part: None,
            rule,
        }
    }

    pub fn range(end: usize, at: Partial, to: Partial, rule: &'static str) -> Self {
        Self {
            to: Some(to),
            ..Self::new(end, at, rule)
        }
    }
}

/// An expression with its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Raw {
    pub start: usize,
    pub end: usize,
    pub value: Value,
    pub edge: Option<Mod>,
    pub part: Option<u8>,
    pub rule: &'static str,
    pub vision: bool,
    /// The expression opens with a head such as `giai đoạn`.
    pub period: bool,
}

impl Partial {
    /// The year reference, where the kind has one.
    pub fn year(&self) -> Option<YearRef> {
        match *self {
            Self::Year(year)
            | Self::Half(year, _)
            | Self::Quarter(year, _)
            | Self::Season(year, _)
            | Self::Month(year, _)
            | Self::Months(year, ..)
            | Self::HalfMonth(year, ..)
            | Self::Day(year, ..)
            | Self::WeekOfMonth(year, ..)
            | Self::Lunar(year, ..) => Some(year),
            _ => None,
        }
    }

    /// The same with another year.
    pub fn with_year(self, year: YearRef) -> Self {
        match self {
            Self::Year(_) => Self::Year(year),
            Self::Half(_, half) => Self::Half(year, half),
            Self::Quarter(_, quarter) => Self::Quarter(year, quarter),
            Self::Season(_, season) => Self::Season(year, season),
            Self::Month(_, month) => Self::Month(year, month),
            Self::Months(_, from, to) => Self::Months(year, from, to),
            Self::HalfMonth(_, month, half) => Self::HalfMonth(year, month, half),
            Self::Day(_, month, day) => Self::Day(year, month, day),
            Self::WeekOfMonth(_, month, week) => Self::WeekOfMonth(year, month, week),
            Self::Lunar(_, month, day) => Self::Lunar(year, month, day),
            other => other,
        }
    }

    /// Fineness, so that "từ năm 2018 đến 5/3" is no range: 0 years and longer, 1 parts of a year, 2 days.
    pub fn grain(&self) -> u8 {
        match self {
            Self::Year(_) | Self::Decade(_) | Self::Century(_) => 0,
            Self::FromNow(Unit::Year | Unit::Decade | Unit::Century, _) | Self::FromLast(Unit::Year | Unit::Decade | Unit::Century, _) => 0,
            Self::Day(..) | Self::Weekday(..) | Self::Weekend(_) => 2,
            Self::FromNow(Unit::Day, _) | Self::FromLast(Unit::Day, _) => 2,
            Self::Lunar(_, _, day) if *day > 0 => 2,
            _ => 1,
        }
    }
}

/// Days in a month; 29 for February of an unknown year.
pub(super) fn days_in(year: YearRef, month: u8) -> u8 {
    match (year, i8::try_from(month)) {
        (YearRef::Is(year), Ok(month)) => Day::new(year, month, 1).map_or(0, |day| day.days_in_month().unsigned_abs()),
        _ => match month {
            2 => 29,
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => 0,
        },
    }
}
