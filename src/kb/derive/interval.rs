//! The days an EDTF expression covers, as sortable numbers.

/// First and last day as `yyyymmdd`; `None` for an open end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Interval {
    pub first: Option<u32>,
    pub last: Option<u32>,
}

impl Interval {
    /// Reads a day, month, quarter (`-33`…`-36`), half (`-40`, `-41`), year, or an interval of them with open ends.
    pub(super) fn parse(edtf: &str) -> Option<Self> {
        let (from, to) = edtf.split_once('/').unwrap_or((edtf, edtf));
        let first = if from == ".." { None } else { Some(days(from)?.0) };
        let last = if to == ".." { None } else { Some(days(to)?.1) };
        Some(Self { first, last })
    }

    /// True when both cover the same days.
    pub(super) fn within(self, outer: Self) -> bool {
        let starts = outer.first.is_none() || self.first.is_some_and(|day| Some(day) >= outer.first);
        let ends = outer.last.is_none() || self.last.is_some_and(|day| Some(day) <= outer.last);
        starts && ends
    }
}

fn days(part: &str) -> Option<(u32, u32)> {
    let mut fields = part.split('-');
    let year: u32 = fields.next()?.parse().ok()?;
    let months = match fields.next() {
        None => (1, 12),
        Some(month) => match month.parse().ok()? {
            month @ 1..=12 => (month, month),
            quarter @ 33..=36 => ((quarter - 33) * 3 + 1, (quarter - 33) * 3 + 3),
            half @ 40..=41 => ((half - 40) * 6 + 1, (half - 40) * 6 + 6),
            _ => return None,
        },
    };
    match fields.next() {
        None => Some((year * 10_000 + months.0 * 100 + 1, year * 10_000 + months.1 * 100 + 31)),
        Some(day) => {
            let day: u32 = day.parse().ok()?;
            let at = year * 10_000 + months.0 * 100 + day;
            Some((at, at))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edtf_forms() {
        let cases = [
            ("2021", Some(20_210_101), Some(20_211_231)),
            ("2021-34", Some(20_210_401), Some(20_210_631)),
            ("2024-12-26", Some(20_241_226), Some(20_241_226)),
            ("2018/2020", Some(20_180_101), Some(20_201_231)),
            ("../2030", None, Some(20_301_231)),
            ("2031/..", Some(20_310_101), None),
            ("2018-40", Some(20_180_101), Some(20_180_631)),
        ];
        for (text, first, last) in cases {
            assert_eq!(Interval::parse(text), Some(Interval { first, last }), "{text}");
        }
        assert_eq!(Interval::parse("mai"), None);
        assert_eq!(Interval::parse("2021-77"), None);
    }
}
