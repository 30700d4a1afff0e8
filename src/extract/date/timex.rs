//! TIMEX3 values.

use smol_str::{SmolStr, format_smolstr};

use super::edtf::{Edtf, Point};
use super::value::{Mod, Partial, Raw, Unit, Value, YearRef};

/// TIMEX3 `type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimexType {
    /// A calendar date or stretch.
    Date,
    /// A time of the day.
    Time,
    /// A length of time with its place.
    Duration,
    /// Something that comes again.
    Set,
}

impl TimexType {
    /// As TIMEX3 writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Duration => "DURATION",
            Self::Set => "SET",
        }
    }
}

/// A value as TIMEX3 (ISO-TimeML) writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timex {
    /// `type`.
    pub kind: TimexType,
    /// `value`; `XXXX` stands for an unknown year.
    pub value: SmolStr,
    /// `mod`.
    pub modifier: Option<Mod>,
}

/// `point` is the value before a limit word opened it.
pub(super) fn timex(raw: &Raw, point: Option<Edtf>) -> Timex {
    let limit = match raw.value {
        Value::Until(_) => Some(Mod::OnOrBefore),
        Value::Before(_) => Some(Mod::Before),
        Value::Since(_) => Some(Mod::OnOrAfter),
        Value::After(_) => Some(Mod::After),
        _ => None,
    };
    let of = |kind, value: SmolStr| Timex {
        kind,
        value,
        modifier: raw.edge.or(limit),
    };
    match raw.value {
        Value::Vague(by) => {
            let value = match by {
                -1 => "PAST_REF",
                0 => "PRESENT_REF",
                _ => "FUTURE_REF",
            };
            return of(TimexType::Date, SmolStr::new_static(value));
        }
        Value::Every(n, unit) => return of(TimexType::Set, length(u32::from(n), unit)),
        Value::Stretch(n, unit, _) => return of(TimexType::Duration, length(u32::from(n), unit)),
        _ => {}
    }
    let Some(point) = point else {
        return of(
            if raw.part.is_some() { TimexType::Time } else { TimexType::Date },
            with_part(raw, unknown(raw)),
        );
    };
    if let Some(value) = week(raw, point) {
        return of(TimexType::Date, value);
    }
    match point {
        Edtf::At(at @ Point::Day(_)) if raw.part.is_some() => of(TimexType::Time, with_part(raw, at.timex())),
        Edtf::At(at) | Edtf::Until(at) | Edtf::Since(at) => of(TimexType::Date, at.timex()),
        Edtf::Between(from, to) => match span(from, to) {
            Some(value) => of(TimexType::Duration, value),
            None => of(TimexType::Date, point.to_text()),
        },
    }
}

fn with_part(raw: &Raw, value: SmolStr) -> SmolStr {
    let part = match raw.part {
        Some(1) => "TMO",
        Some(2) => "TMI",
        Some(3) => "TAF",
        Some(4) => "TEV",
        Some(5) => "TNI",
        _ => return value,
    };
    format_smolstr!("{value}{part}")
}

/// What is known of a value without its year.
fn unknown(raw: &Raw) -> SmolStr {
    match raw.value {
        Value::At(at) | Value::Until(at) | Value::Before(at) | Value::Since(at) | Value::After(at) | Value::ToNow(at) => yearless(at),
        Value::Range(Partial::Day(year, 0, day), to @ Partial::Day(_, month, last)) if day < last => {
            format_smolstr!("{}/{}", yearless(Partial::Day(year, month, day)), yearless(to))
        }
        Value::Range(from, to) => format_smolstr!("{}/{}", yearless(from), yearless(to)),
        _ => SmolStr::new_static("XXXX"),
    }
}

fn yearless(partial: Partial) -> SmolStr {
    match partial {
        Partial::Year(YearRef::Is(year)) => format_smolstr!("{year:04}"),
        Partial::Day(_, 0, day) => format_smolstr!("XXXX-XX-{day:02}"),
        Partial::Day(_, month, day) => format_smolstr!("XXXX-{month:02}-{day:02}"),
        Partial::Month(_, month) | Partial::NextMonth(month) => format_smolstr!("XXXX-{month:02}"),
        Partial::Months(_, from, to) => format_smolstr!("XXXX-{from:02}/XXXX-{to:02}"),
        Partial::Quarter(_, quarter) => format_smolstr!("XXXX-Q{quarter}"),
        Partial::Half(_, half) => format_smolstr!("XXXX-H{half}"),
        Partial::Weekday(day, _) => format_smolstr!("XXXX-WXX-{day}"),
        Partial::Weekend(_) => SmolStr::new_static("XXXX-WXX-WE"),
        Partial::FromNow(Unit::Day, _) | Partial::FromLast(Unit::Day, _) => SmolStr::new_static("XXXX-XX-XX"),
        Partial::FromNow(Unit::Week, _) => SmolStr::new_static("XXXX-WXX"),
        Partial::FromNow(Unit::Month, _) | Partial::FromLast(Unit::Month, _) | Partial::SomeMonth => SmolStr::new_static("XXXX-XX"),
        Partial::FromNow(Unit::Quarter, _) | Partial::FromLast(Unit::Quarter, _) => SmolStr::new_static("XXXX-QX"),
        _ => SmolStr::new_static("XXXX"),
    }
}

/// ISO week of a week or weekend.
fn week(raw: &Raw, point: Edtf) -> Option<SmolStr> {
    let weekend = matches!(raw.value, Value::At(Partial::Weekend(_)));
    let week = matches!(raw.value, Value::At(Partial::FromNow(Unit::Week, _) | Partial::WeekOfMonth(..)));
    if !weekend && !week {
        return None;
    }
    let iso = point.earliest()?.iso_week_date();
    let end = if weekend { "-WE" } else { "" };
    Some(format_smolstr!("{:04}-W{:02}{end}", iso.year(), iso.week()))
}

fn length(n: u32, unit: Unit) -> SmolStr {
    match unit {
        Unit::Day => format_smolstr!("P{n}D"),
        Unit::Week => format_smolstr!("P{n}W"),
        Unit::Month => format_smolstr!("P{n}M"),
        Unit::Quarter => format_smolstr!("P{}M", n * 3),
        Unit::Year => format_smolstr!("P{n}Y"),
        Unit::Decade => format_smolstr!("P{}Y", n * 10),
        Unit::Century => format_smolstr!("P{}Y", n * 100),
    }
}

/// Length of a closed interval in the units of its ends.
fn span(from: Point, to: Point) -> Option<SmolStr> {
    let between = |a: i16, b: i16| u32::try_from(i32::from(b) - i32::from(a)).ok();
    Some(match (from, to) {
        (Point::Year(from), Point::Year(to)) => length(between(from, to)? + 1, Unit::Year),
        (Point::Month(a, m), Point::Month(b, n)) => {
            length((between(a, b)? * 12 + u32::from(n)).checked_sub(u32::from(m))? + 1, Unit::Month)
        }
        (Point::Quarter(a, q), Point::Quarter(b, r)) => {
            length((between(a, b)? * 4 + u32::from(r)).checked_sub(u32::from(q))? + 1, Unit::Quarter)
        }
        (Point::Day(a), Point::Day(b)) => length(u32::try_from((b - a).get_days()).ok()? + 1, Unit::Day),
        _ => return None,
    })
}
