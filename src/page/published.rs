//! Days in metadata, addresses and datelines: `2021-03-04T05:06:07+07:00`, `4/3/2021`, `4 mars 2021`, `…20210304….htm`.
//!
//! Only whole days written with a year count. The day is the one that is written: a time zone is never converted.

use std::collections::HashMap;
use std::sync::OnceLock;

use jiff::civil::Date;

/// Which part of `4/3/2021` is the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Day first, as nearly everywhere.
    #[default]
    DayFirst,
    /// Month first, as in the United States.
    MonthFirst,
}

/// A day and where it stands in the text, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The day.
    pub day: Date,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// Month names and their abbreviations in lower case (Unicode CLDR 46, `dates/calendars/gregorian/months`, format and stand-alone
/// forms): English, German, French, Spanish, Italian, Portuguese, Dutch, Danish, Norwegian, Swedish, Polish, Czech, Russian,
/// Ukrainian, Turkish, Indonesian, Malay, Hungarian, Romanian, Greek, Finnish, Catalan, Hindi.
#[rustfmt::skip]
const MONTHS: [&str; 12] = [
    "january jan januar jänner janvier janv enero ene gennaio gen janeiro januari stycznia ledna января січня ocak \
     január ianuarie ιανουαρίου tammikuuta gener जनवरी",
    "february feb februar février févr febrero febbraio fevereiro fev februari lutego února февраля лютого şubat \
     február februarie φεβρουαρίου helmikuuta febrer फ़रवरी फरवरी",
    "march mar märz mär mrz mars marzo março maart mrt marts marca března марта березня mart maret mac március martie \
     μαρτίου maaliskuuta març मार्च",
    "april apr avril avr abril abr aprile kwietnia dubna апреля квітня nisan április aprilie απριλίου huhtikuuta अप्रैल",
    "may mai mayo maggio mag maio mei maj maja května мая травня mayıs május μαΐου toukokuuta maig मई",
    "june jun juni juin junio giugno giu junho czerwca června июня червня haziran június iunie ιουνίου kesäkuuta juny \
     जून",
    "july jul juli juillet juil julio luglio lug julho lipca července июля липня temmuz július iulie ιουλίου heinäkuuta \
     juliol जुलाई",
    "august aug août agosto ago augustus augusti sierpnia srpna августа серпня ağustos agustus ogos agu augusztus \
     αυγούστου elokuuta agost अगस्त",
    "september sep sept septembre septiembre setiembre settembre set setembro września září сентября вересня eylül \
     szeptember septembrie σεπτεμβρίου syyskuuta setembre सितंबर",
    "october oct oktober okt octobre octubre ottobre ott outubro out października října октября жовтня ekim október \
     octombrie οκτωβρίου lokakuuta अक्टूबर",
    "november nov novembre noviembre novembro listopada listopadu ноября листопада kasım noiembrie νοεμβρίου \
     marraskuuta नवंबर",
    "december dec dezember dez décembre déc diciembre dic dicembre dezembro desember grudnia prosince декабря грудня \
     aralık disember des decembrie δεκεμβρίου joulukuuta desembre दिसंबर",
];

/// The number of a month by its name.
fn month(name: &str) -> Option<u8> {
    static TABLE: OnceLock<HashMap<&'static str, u8>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        (1u8..)
            .zip(MONTHS)
            .flat_map(|(number, names)| names.split_whitespace().map(move |name| (name, number)))
            .collect()
    });
    table.get(name).copied()
}

/// Words that may stand between the parts of a written date.
const JOINTS: &[&str] = &[
    "de", "del", "of", "the", "năm", "tháng", "st", "nd", "rd", "th", "er", "ngày", "d", "г",
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Number {
        value: u32,
        digits: u8,
    },
    Month(u8),
    /// `tháng`, `年`, `月` …
    Joint,
    /// Punctuation that joins: `-`, `/`, `.`, `,`.
    Mark(char),
    Other,
}

#[derive(Clone, Copy, Debug)]
struct Token {
    kind: Kind,
    start: usize,
    end: usize,
    /// Blank before it.
    spaced: bool,
}

/// The first day in `text`.
///
/// ```
/// use trich::page::published::{first, Order};
/// assert_eq!(first("Thứ bảy, 7/3/2026, 08:00 (GMT+7)", Order::DayFirst).unwrap().to_string(), "2026-03-07");
/// assert_eq!(first("March 7th, 2026", Order::DayFirst).unwrap().to_string(), "2026-03-07");
/// assert_eq!(first("7 grams of it", Order::DayFirst), None);
/// ```
pub fn first(text: &str, order: Order) -> Option<Date> {
    find(text, order, 1).first().map(|found| found.day)
}

/// Days in `text`, at most `max`, in text order.
pub fn find(text: &str, order: Order, max: usize) -> Vec<Found> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() && found.len() < max {
        match match_at(&tokens[at..], order) {
            Some((day, used)) => {
                found.push(Found {
                    day,
                    start: tokens[at].start,
                    end: tokens[at + used - 1].end,
                });
                at += used;
            }
            None => at += 1,
        }
    }
    found
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut chars = text.char_indices().peekable();
    let mut spaced = true;
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() {
            spaced = true;
            continue;
        }
        let mut end = start + c.len_utf8();
        let kind = if c.is_ascii_digit() {
            let (mut value, mut digits) = (c as u32 - 48, 1u8);
            while let Some(&(i, d)) = chars.peek()
                && d.is_ascii_digit()
            {
                value = value.wrapping_mul(10).wrapping_add(d as u32 - 48);
                digits = digits.saturating_add(1);
                end = i + 1;
                chars.next();
            }
            // A longer run may start with a day: its first eight digits are kept.
            if digits > 8 {
                value = text.get(start..start + 8).and_then(|t| t.parse().ok()).unwrap_or(0);
            }
            Kind::Number { value, digits }
        } else if matches!(c, '年' | '月' | '日' | '년' | '월' | '일') {
            Kind::Joint
        } else if c.is_alphabetic() || is_mark(c) {
            while let Some(&(i, d)) = chars.peek()
                && (d.is_alphabetic() || is_mark(d))
                && !matches!(d, '年' | '月' | '日' | '년' | '월' | '일')
            {
                end = i + d.len_utf8();
                chars.next();
            }
            word(text.get(start..end).unwrap_or_default())
        } else {
            match c {
                '-' | '/' | '.' | ',' => Kind::Mark(c),
                '–' | '‐' | '‑' => Kind::Mark('-'),
                _ => Kind::Other,
            }
        };
        tokens.push(Token { kind, start, end, spaced });
        spaced = false;
    }
    tokens
}

/// Vowel signs of Indic scripts and combining marks: they belong to the word.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{963}')
}

fn word(word: &str) -> Kind {
    // No month name is longer than this.
    if word.len() > 40 {
        return Kind::Other;
    }
    let lower = word.to_lowercase();
    if JOINTS.contains(&lower.as_str()) {
        return Kind::Joint;
    }
    month(&lower).map_or(Kind::Other, Kind::Month)
}

/// A day at the start of `tokens`, and how many of them it takes.
fn match_at(tokens: &[Token], order: Order) -> Option<(Date, usize)> {
    let number = |token: &Token| match token.kind {
        Kind::Number { value, digits } => Some((value, digits)),
        _ => None,
    };
    let first = tokens.first()?;
    if let Some((value, digits)) = number(first)
        && (digits == 8 || (12..=17).contains(&digits))
        && let Some(day) = compact(value)
    {
        return Some((day, 1));
    }
    // Parts of the date and the marks between them, up to three parts.
    let mut parts: [(Part, usize); 3] = [(Part::Number(0, 0), 0); 3];
    let mut marks: [Option<char>; 3] = [None; 3];
    let mut count = 0;
    for (i, token) in tokens.iter().enumerate().take(9) {
        let part = match token.kind {
            Kind::Number { value, digits } if digits <= 4 => Part::Number(value, digits),
            Kind::Month(month) => Part::Month(u32::from(month)),
            Kind::Mark(mark) if count > 0 => {
                if marks[count - 1].is_some_and(|was| was != '.' && was != ',') {
                    break;
                }
                marks[count - 1] = Some(mark);
                continue;
            }
            Kind::Joint if count > 0 => {
                marks[count - 1] = Some(',');
                continue;
            }
            _ => break,
        };
        parts[count] = (part, i + 1);
        count += 1;
        if count == 3 {
            break;
        }
    }
    if count < 3 {
        return None;
    }
    let used = parts[2].1;
    // Between numbers there must be a mark: "10 20 2020" is no date.
    let joined = |i: usize| marks[i].is_some() || matches!(parts[i].0, Part::Month(_)) || matches!(parts[i + 1].0, Part::Month(_));
    if !joined(0) || !joined(1) {
        return None;
    }
    // A further part right behind makes it a version or an address: 1.2.2020.4
    if let (Some(a), Some(b)) = (tokens.get(used), tokens.get(used + 1))
        && matches!(a.kind, Kind::Mark('.' | '/' | '-'))
        && !a.spaced
        && !b.spaced
        && matches!(b.kind, Kind::Number { digits: 4.., .. })
    {
        return None;
    }
    let (year, month, day) = match (parts[0].0, parts[1].0, parts[2].0) {
        (Part::Number(y, 4), Part::Number(m, 1 | 2), Part::Number(d, 1 | 2)) => (y, m, d),
        (Part::Number(y, 4), Part::Month(m), Part::Number(d, 1 | 2)) => (y, m, d),
        (Part::Month(m), Part::Number(d, 1 | 2), Part::Number(y, 4)) => (y, m, d),
        (Part::Number(d, 1 | 2), Part::Month(m), Part::Number(y, 4)) => (y, m, d),
        (Part::Number(d, 1 | 2), Part::Month(m), Part::Number(y, 2)) if tokens[0].spaced => (2000 + y, m, d),
        (Part::Number(a, 1 | 2), Part::Number(b, 1 | 2), Part::Number(y, digits @ (2 | 4))) => {
            let same = marks[0] == marks[1] && marks[0] != Some(',') || digits == 4 && marks.contains(&Some(','));
            if !same {
                return None;
            }
            let y = if digits == 2 { 2000 + y } else { y };
            if a > 12 || (order == Order::DayFirst && b <= 12) {
                (y, b, a)
            } else {
                (y, a, b)
            }
        }
        _ => return None,
    };
    Some((date(year, month, day)?, used))
}

#[derive(Clone, Copy)]
enum Part {
    Number(u32, u8),
    Month(u32),
}

/// `20210304`.
fn compact(value: u32) -> Option<Date> {
    date(value / 10_000, value / 100 % 100, value % 100)
}

/// A real day of the years the web has pages from.
fn date(year: u32, month: u32, day: u32) -> Option<Date> {
    if !(1990..2100).contains(&year) {
        return None;
    }
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The day an address carries: `/2021/03/04/`, `…-2021-03-04…`, `…20210304080000123.htm`, or the stamp `210304080000123`
/// (year without century) behind a three-figure site number, as one content system of Vietnamese papers writes it.
///
/// ```
/// use trich::page::published::in_url;
/// assert_eq!(in_url("https://bao.example/tin-20260307080054340.htm").unwrap().to_string(), "2026-03-07");
/// assert_eq!(in_url("https://bao.example/tin-102260228093004191.htm").unwrap().to_string(), "2026-02-28");
/// assert_eq!(in_url("https://bao.example/tin-4672302.html"), None);
/// ```
pub fn in_url(url: &str) -> Option<Date> {
    // An archive's own stamp stands before the address it holds.
    let url = match url.rfind("http") {
        Some(i) if i > 0 => url.get(i..)?,
        _ => url,
    };
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split_once('/').map_or("", |(_, path)| path);
    let bytes = path.as_bytes();
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at].is_ascii_digit() {
            let start = at;
            while at < bytes.len() && bytes[at].is_ascii_digit() {
                at += 1;
            }
            runs.push((start, at));
        } else {
            at += 1;
        }
    }
    let value = |run: (usize, usize)| path.get(run.0..run.1).and_then(|t| t.parse::<u32>().ok());
    for three in runs.windows(3) {
        let gap = |a: (usize, usize), b: (usize, usize)| b.0 == a.1 + 1 && matches!(bytes.get(a.1), Some(b'/' | b'-' | b'_' | b'.'));
        if gap(three[0], three[1]) && gap(three[1], three[2]) {
            let (y, m, d) = (value(three[0])?, value(three[1])?, value(three[2])?);
            let lengths = (three[0].1 - three[0].0, three[2].1 - three[2].0);
            if lengths.0 == 4
                && let Some(day) = date(y, m, d)
            {
                return Some(day);
            }
            if lengths.1 == 4
                && let Some(day) = date(d, m, y)
            {
                return Some(day);
            }
        }
    }
    for &(start, end) in &runs {
        let digits = path.get(start..end)?;
        if matches!(end - start, 8 | 12 | 14 | 17)
            && let Some(day) = digits.get(..8).and_then(|t| t.parse().ok()).and_then(compact)
        {
            return Some(day);
        }
        if matches!(end - start, 17 | 18)
            && let Some(stamp) = digits.get(digits.len() - 15..)
            && let Some(day) = stamp
                .get(..6)
                .and_then(|t| t.parse::<u32>().ok())
                .and_then(|v| compact(20_000_000 + v))
            && stamp.get(6..8).is_some_and(|h| h < "24")
            && stamp.get(8..10).is_some_and(|m| m < "60")
            && stamp.get(10..12).is_some_and(|s| s < "60")
        {
            return Some(day);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Order, find, first, in_url};

    #[test]
    fn days_are_read() {
        for (text, day) in [
            ("2021-03-04T05:06:07+07:00", Some("2021-03-04")),
            ("2021-03-04 05:06", Some("2021-03-04")),
            ("2021/3/4", Some("2021-03-04")),
            ("20210304T050607Z", Some("2021-03-04")),
            ("Thứ năm, 4/3/2021, 05:06 (GMT+7)", Some("2021-03-04")),
            ("04-03-2021", Some("2021-03-04")),
            ("4.3.2021", Some("2021-03-04")),
            ("05:06 04/03/2021", Some("2021-03-04")),
            ("3/14/2021", Some("2021-03-14")),
            ("Ngày 4 tháng 3 năm 2021", Some("2021-03-04")),
            ("4 tháng 3, 2021", Some("2021-03-04")),
            ("March 4th, 2021", Some("2021-03-04")),
            ("Mar. 4, 2021", Some("2021-03-04")),
            ("4. März 2021", Some("2021-03-04")),
            ("4 de marzo de 2021", Some("2021-03-04")),
            ("le 1er mars 2021", Some("2021-03-01")),
            ("4 марта 2021 г.", Some("2021-03-04")),
            ("2021年3月4日", Some("2021-03-04")),
            ("2021. 3. 4.", Some("2021-03-04")),
            ("31/2/2021", None),
            ("version 1.2.2021.4000", None),
            ("1/500", None),
            ("0912 345 678", None),
            ("12 ha", None),
            ("năm 2021", None),
            ("", None),
        ] {
            let got = first(text, Order::DayFirst).map(|day| day.to_string());
            assert_eq!(got.as_deref(), day, "{text}");
        }
        let american = first("3/4/2021", Order::MonthFirst).map(|day| day.to_string());
        assert_eq!(american.as_deref(), Some("2021-03-04"));
    }

    #[test]
    fn addresses_carry_days() {
        for (url, day) in [
            ("https://bao.example/2021/03/04/tin.html", Some("2021-03-04")),
            ("https://bao.example/tin-2021-03-04.html", Some("2021-03-04")),
            (
                "https://kho.example/web/20200101000000/http://bao.example/2012/08/02/tin",
                Some("2012-08-02"),
            ),
            ("https://bao.example/tin-1234567.html", None),
            ("https://20210304.example/", None),
        ] {
            let got = in_url(url).map(|day| day.to_string());
            assert_eq!(got.as_deref(), day, "{url}");
        }
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "[0-9a-zA-Zéáà/. ,:年月日tháng-]{0,40}|\\PC{0,40}") {
            for found in find(&text, Order::DayFirst, 9) {
                prop_assert!(text.get(found.start..found.end).is_some());
            }
            in_url(&text);
        }
    }
}
