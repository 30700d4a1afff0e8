//! EDTF as text. Every date is written, and many more than once, so the usual forms do without the detour of a format string.

use jiff::civil::Date as Day;
use smol_str::{SmolStr, ToSmolStr};

use super::edtf::{Edtf, Point};

impl Edtf {
    /// As [`Display`](std::fmt::Display) writes it.
    pub fn to_text(self) -> SmolStr {
        let mut text = Text::default();
        text.edtf(self).map_or_else(|| self.to_smolstr(), |()| text.as_str().into())
    }
}

/// A day as ISO 8601 writes it.
pub fn day_text(day: Day) -> SmolStr {
    Text::of_point(Point::Day(day)).map_or_else(|| day.to_smolstr(), |text| text.as_str().into())
}

/// What is written so far. The longest are two days and the mark between them.
#[derive(Default)]
pub(super) struct Text {
    bytes: [u8; 21],
    len: usize,
}

impl Text {
    /// One point; `None` for a decade, a century, or a year that has not four digits.
    pub(super) fn of_point(point: Point) -> Option<Self> {
        let mut text = Self::default();
        text.point(point).map(|()| text)
    }

    /// `None` for what is written in another way.
    fn edtf(&mut self, edtf: Edtf) -> Option<()> {
        match edtf {
            Edtf::At(point) => self.point(point),
            Edtf::Between(from, to) => {
                self.point(from)?;
                self.put(b"/");
                self.point(to)
            }
            Edtf::Until(point) => {
                self.put(b"../");
                self.point(point)
            }
            Edtf::Since(point) => {
                self.point(point)?;
                self.put(b"/..");
                Some(())
            }
        }
    }

    fn point(&mut self, point: Point) -> Option<()> {
        let (year, parts) = match point {
            Point::Year(year) => (year, [None, None]),
            Point::Day(day) => (day.year(), [day.month(), day.day()].map(|part| u8::try_from(part).ok())),
            Point::Month(year, month) => (year, [Some(month), None]),
            Point::Quarter(year, quarter) => (year, [Some(32 + quarter), None]),
            Point::Half(year, half) => (year, [Some(39 + half), None]),
            Point::Season(year, season) => (year, [Some(20 + season), None]),
            Point::Decade(_) | Point::Century(_) => return None,
        };
        let year = u16::try_from(year).ok().filter(|year| *year < 10_000)?;
        self.two((year / 100) as u8);
        self.two((year % 100) as u8);
        for part in parts.into_iter().flatten() {
            self.put(b"-");
            self.two(part);
        }
        Some(())
    }

    fn two(&mut self, number: u8) {
        self.put(&[b'0' + number / 10, b'0' + number % 10]);
    }

    fn put(&mut self, more: &[u8]) {
        if let Some(slot) = self.bytes.get_mut(self.len..self.len + more.len()) {
            slot.copy_from_slice(more);
            self.len += more.len();
        }
    }

    pub(super) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.len]).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn point() -> impl Strategy<Value = Point> {
        let year = || prop_oneof![1900i16..2100, -9999i16..=9999];
        prop_oneof![
            (year(), 1i8..=12, 1i8..=28).prop_map(|(year, month, day)| Point::Day(Day::constant(year, month, day))),
            (year(), 0u8..4, 0u8..4).prop_map(|(year, form, part)| match form {
                0 => Point::Quarter(year, part + 1),
                1 => Point::Half(year, part % 2 + 1),
                2 => Point::Season(year, part + 1),
                _ => Point::Year(year),
            }),
            (year(), 1u8..=12).prop_map(|(year, month)| Point::Month(year, month)),
            (year(), any::<bool>()).prop_map(|(year, short)| if short { Point::Decade(year) } else { Point::Century(year) }),
        ]
    }

    proptest! {
        #[test]
        fn as_formatted(from in point(), to in point()) {
            for edtf in [Edtf::At(from), Edtf::Between(from, to), Edtf::Until(to), Edtf::Since(from)] {
                prop_assert_eq!(edtf.to_text(), edtf.to_string());
            }
            if let Point::Day(day) = from {
                prop_assert_eq!(day_text(day), day.to_string());
            }
        }
    }
}
