//! The table of words in temporal expressions.

use super::{Category, Row, Start, TableError, Term};

/// What a word does in a temporal expression. Where a value is given, the table's third column holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateClass {
    /// `ngày`.
    Day,
    /// `tuần`.
    Week,
    /// `tháng`.
    Month,
    /// `quý`.
    Quarter,
    /// `năm`.
    Year,
    /// `thập niên`.
    Decade,
    /// `thế kỷ`.
    Century,
    /// A number word; value 0 to 9, 10 (`mười`), 20 (`mươi`), 100, 1000; negative for forms that only follow a ten.
    Number,
    /// A Roman numeral, value 1 to 30.
    Roman,
    /// `sáng` 1, `trưa` 2, `chiều` 3, `tối` 4, `đêm` 5.
    DayPart,
    /// A day told from today, in days.
    Today,
    /// The short form of it behind a part of the day (`sáng nay`), in days.
    ShortToday,
    /// `hôm` before a day or weekday.
    OnDay,
    /// A weekday, 1 Monday to 7 Sunday.
    Weekday,
    /// Behind a unit, told from today, in units (`năm ngoái`).
    Deictic,
    /// Behind a unit, told from what the text spoke of last (`năm trước`).
    Anaphoric,
    /// Behind "number + unit": that many units up to today, −1, or from today, 1.
    Stretch,
    /// Behind "number + unit": that long ago, −1, or from now, 1.
    Distance,
    /// Before "number + unit": that long ago.
    Ago,
    /// `đầu` 1, `giữa` 2, `cuối` 3.
    Edge,
    /// `nửa đầu` 1, `nửa cuối` 2.
    HalfOf,
    /// `cả`, `trọn`.
    Whole,
    /// `từ`.
    From,
    /// `đến`.
    To,
    /// `hết`.
    ByEnd,
    /// `trước`.
    Before,
    /// `sau`.
    After,
    /// `đến nay`.
    UpToNow,
    /// `tầm nhìn`.
    Vision,
    /// A head that takes a pair of years (`giai đoạn`).
    Period,
    /// `mỗi`, `hàng`.
    Every,
    /// `cùng kỳ`.
    SamePeriod,
    /// `cùng ngày` 1, `cùng tháng` 2, `cùng năm` 3.
    Same,
    /// Day after the last one spoken of, in days.
    NextDay,
    /// A vague time: −1 past, 0 present, 1 future.
    Vague,
    /// A vague number before a unit (`những năm qua`).
    Several,
    /// `đầu` or `đầu tiên` behind a unit 1, `cuối` 2.
    Ordinal,
    /// `của`, `trong`: between a part and its year.
    Of,
    /// `và`, `hoặc`.
    And,
    /// `mùng`.
    EarlyDay,
    /// `rằm`.
    FullMoon,
    /// `âm lịch`.
    Lunar,
    /// `giêng` 1, `chạp` 12: lunar months by name.
    LunarMonth,
    /// `Tết`.
    Tet,
    /// A feast of the solar calendar: month × 100 + day.
    Feast,
    /// A feast of the lunar calendar: month × 100 + day.
    LunarFeast,
    /// A heavenly stem, 0 to 9.
    Stem,
    /// An earthly branch, 0 to 11.
    Branch,
    /// `giờ`.
    Hour,
    /// `kỳ`: before a number and a month, half of it.
    HalfMonth,
    /// Before a slashed pair: a map's scale.
    Scale,
    /// A season, 1 spring to 4 winter.
    Season,
    /// Before a slashed pair: it is no date (`tỷ số`, `vòng`, `lớp`).
    NotBefore,
    /// Before a number with a year: a document's number (`Nghị định`).
    CodeBefore,
    /// After a slashed pair: it is a fraction (`số`, `diện tích`).
    Fraction,
    /// After a bare number: it counts (`người`, `đồng`).
    Counted,
    /// After a bare number: the sentence goes on, so that the number may be a year.
    GoesOn,
    /// Before a bare number: it is a quantity (`hơn`, `khoảng`).
    Quantity,
    /// Before a bare number: it is a year (`vào`, `SEA Games`).
    YearBefore,
    /// An expression that holds a date word but is none.
    Not,
    /// Cue of a comparison (`so với`).
    Compare,
    /// Cue of a cut-off (`số liệu`).
    Cutoff,
    /// Cue of an aim or plan (`sẽ`).
    Aim,
    /// Cue of a result (`đã`).
    Result,
    /// Word for a plan (`quy hoạch`).
    Plan,
    /// What puts things into a cohort (`thành lập`).
    Cohort,
    /// Before "N tháng": counted from the start of the year (`lũy kế`).
    Cumulative,
    /// Before a feast: it is a time (`dịp`).
    Occasion,
    /// Before a day in digits: a feast (`Quốc khánh 2-9`).
    HolidayBefore,
    /// Laws (1) and other official documents (0) by name.
    Law,
    /// Words beside a date on its own line (`GMT`).
    Dateline,
    /// What is done by a deadline (`hoàn thành`).
    Finish,
    /// The letter before the number of a quarter (`Q3/2024`).
    QuarterLetter,
}

impl DateClass {
    /// Number of classes.
    pub const COUNT: usize = CLASSES.len();

    /// True for a class that can open an expression, or holds a word that must be stepped over.
    fn opens(self) -> bool {
        matches!(
            self,
            Self::Day
                | Self::Week
                | Self::Month
                | Self::Quarter
                | Self::Year
                | Self::Decade
                | Self::Century
                | Self::Number
                | Self::Roman
                | Self::DayPart
                | Self::Today
                | Self::OnDay
                | Self::Weekday
                | Self::Ago
                | Self::Edge
                | Self::HalfOf
                | Self::HalfMonth
                | Self::Whole
                | Self::From
                | Self::To
                | Self::ByEnd
                | Self::Before
                | Self::After
                | Self::Vision
                | Self::Period
                | Self::Every
                | Self::SamePeriod
                | Self::Same
                | Self::NextDay
                | Self::Vague
                | Self::Several
                | Self::EarlyDay
                | Self::FullMoon
                | Self::Tet
                | Self::Feast
                | Self::LunarFeast
                | Self::Season
                | Self::Not
                | Self::QuarterLetter
        )
    }
}

/// A row of `dates.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateWord {
    /// What it does.
    pub class: DateClass,
    /// Its value, 0 where the class has none.
    pub value: i16,
}

impl Term for DateWord {
    const CATEGORY: Category = Category::Date;
    const FILE: &'static str = "dates.tsv";
    const BUILTIN: &'static str = include_str!("data/dates.tsv");

    fn read(row: &Row<'_>) -> Result<Self, TableError> {
        let name = row.get(1);
        let class = CLASSES
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, class)| *class)
            .ok_or_else(|| row.error(format!("“{name}” is no class of date words")))?;
        let value = match row.optional(2) {
            Some(_) => row.parse(2, "a whole number")?,
            None => 0,
        };
        Ok(Self { class, value })
    }

    fn date(&self) -> Option<DateClass> {
        Some(self.class)
    }

    fn start(&self) -> Option<Start> {
        self.class.opens().then_some(Start::Date)
    }
}

/// Names of the classes in the table.
const CLASSES: [(&str, DateClass); 73] = [
    ("day", DateClass::Day),
    ("week", DateClass::Week),
    ("month", DateClass::Month),
    ("quarter", DateClass::Quarter),
    ("year", DateClass::Year),
    ("decade", DateClass::Decade),
    ("century", DateClass::Century),
    ("number", DateClass::Number),
    ("roman", DateClass::Roman),
    ("day-part", DateClass::DayPart),
    ("today", DateClass::Today),
    ("short-today", DateClass::ShortToday),
    ("on-day", DateClass::OnDay),
    ("weekday", DateClass::Weekday),
    ("deictic", DateClass::Deictic),
    ("anaphoric", DateClass::Anaphoric),
    ("stretch", DateClass::Stretch),
    ("distance", DateClass::Distance),
    ("ago", DateClass::Ago),
    ("edge", DateClass::Edge),
    ("half-of", DateClass::HalfOf),
    ("whole", DateClass::Whole),
    ("from", DateClass::From),
    ("to", DateClass::To),
    ("by-end", DateClass::ByEnd),
    ("before", DateClass::Before),
    ("after", DateClass::After),
    ("up-to-now", DateClass::UpToNow),
    ("vision", DateClass::Vision),
    ("period", DateClass::Period),
    ("every", DateClass::Every),
    ("same-period", DateClass::SamePeriod),
    ("same", DateClass::Same),
    ("next-day", DateClass::NextDay),
    ("vague", DateClass::Vague),
    ("several", DateClass::Several),
    ("ordinal", DateClass::Ordinal),
    ("of", DateClass::Of),
    ("and", DateClass::And),
    ("early-day", DateClass::EarlyDay),
    ("full-moon", DateClass::FullMoon),
    ("lunar", DateClass::Lunar),
    ("lunar-month", DateClass::LunarMonth),
    ("tet", DateClass::Tet),
    ("feast", DateClass::Feast),
    ("lunar-feast", DateClass::LunarFeast),
    ("stem", DateClass::Stem),
    ("branch", DateClass::Branch),
    ("hour", DateClass::Hour),
    ("half-month", DateClass::HalfMonth),
    ("scale", DateClass::Scale),
    ("season", DateClass::Season),
    ("not-before", DateClass::NotBefore),
    ("code-before", DateClass::CodeBefore),
    ("fraction", DateClass::Fraction),
    ("counted", DateClass::Counted),
    ("goes-on", DateClass::GoesOn),
    ("quantity", DateClass::Quantity),
    ("year-before", DateClass::YearBefore),
    ("not", DateClass::Not),
    ("compare", DateClass::Compare),
    ("cutoff", DateClass::Cutoff),
    ("aim", DateClass::Aim),
    ("result", DateClass::Result),
    ("plan", DateClass::Plan),
    ("cohort", DateClass::Cohort),
    ("cumulative", DateClass::Cumulative),
    ("occasion", DateClass::Occasion),
    ("holiday-before", DateClass::HolidayBefore),
    ("law", DateClass::Law),
    ("dateline", DateClass::Dateline),
    ("quarter-letter", DateClass::QuarterLetter),
    ("finish", DateClass::Finish),
];
