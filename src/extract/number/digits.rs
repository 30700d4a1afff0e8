//! Numbers in digits, with every kind of grouping.

use super::reader::Reader;
use crate::extract::decimal::Decimal;
use crate::lexicon::{NumberWord, UnitKind};
use crate::text::Kind;

/// A number read from digits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Digits {
    /// One past its last token.
    pub(crate) end: usize,
    /// Its value; `None` for digits that are no number (`1.1.3`).
    pub(crate) value: Option<Decimal>,
    /// Written with a decimal mark.
    pub(crate) decimal: bool,
    /// Written with marks between groups of three.
    pub(crate) grouped: bool,
}

/// Longest run of groups looked at; more is no number.
const GROUPS: usize = 12;

/// Reads the number whose first digits are token `at`.
pub(crate) fn read(reader: &Reader<'_, '_>, at: usize) -> Option<Digits> {
    reader.digits(at)?;
    let Some(mark) = inner_mark(reader, at + 1) else {
        return Some(spaced(reader, at).unwrap_or_else(|| plain(reader, at)));
    };
    let mut marks = [mark; GROUPS - 1];
    let mut count = 1;
    while let Some(slot) = marks.get_mut(count)
        && let Some(mark) = inner_mark(reader, at + 2 * count + 1)
    {
        *slot = mark;
        count += 1;
    }
    Some(marked(reader, at, &marks[..count]))
}

/// The point or comma at `at`, when it is glued to what stands before it and to digits behind it.
fn inner_mark(reader: &Reader<'_, '_>, at: usize) -> Option<char> {
    let token = reader.token(at).filter(|token| token.glued())?;
    let mark = ['.', ','].into_iter().find(|mark| token.is(*mark))?;
    (reader.is_glued(at + 1) && reader.digits(at + 1).is_some()).then_some(mark)
}

/// `,77`: a decimal mark without a whole part, at token `at`.
pub(crate) fn read_bare_decimals(reader: &Reader<'_, '_>, at: usize) -> Option<Digits> {
    let mark = reader.token(at)?;
    let opens = !mark.glued() || at == 0 || reader.token(at - 1).is_some_and(|before| before.is_dash());
    if !(mark.is(',') || mark.is('.')) || !opens || !reader.is_glued(at + 1) {
        return None;
    }
    reader.digits(at + 1)?;
    let value = value(reader, 0..0, Some(at + 1));
    Some(Digits {
        end: at + 2,
        value,
        decimal: true,
        grouped: false,
    })
}

fn plain(reader: &Reader<'_, '_>, at: usize) -> Digits {
    Digits {
        end: at + 1,
        value: value(reader, at..at + 1, None),
        decimal: false,
        grouped: false,
    }
}

/// Reads digit tokens joined by `marks`, points and commas, from token `first` on.
fn marked(reader: &Reader<'_, '_>, first: usize, marks: &[char]) -> Digits {
    let token = |group: usize| first + 2 * group;
    let len = |group: usize| reader.token(token(group)).map_or(0, |token| token.len());
    let last = marks.len();
    let end = token(last) + 1;
    let whole = |decimals: Option<usize>| value(reader, (first..decimals.unwrap_or(end)).step_by(2), decimals);
    let grouped = || Digits {
        end,
        value: whole(None),
        decimal: false,
        grouped: true,
    };
    let decimal = || Digits {
        end,
        value: whole(Some(token(last))),
        decimal: true,
        grouped: last > 1,
    };
    let short_head = (1..=3).contains(&len(0)) && !reader.scan.word(first).starts_with('0');
    let groups = |range: std::ops::Range<usize>| range.into_iter().all(|group| len(group) == 3);
    let mark = marks[0];
    if last == 1 {
        // "năm 2021.100 hộ": a full stop without a blank.
        if mark == '.' && len(0) > 3 && len(1) >= 3 {
            return plain(reader, first);
        }
        let thousands = short_head && len(1) == 3 && (mark == '.' || comma_groups(reader, token(1)));
        return if thousands { grouped() } else { decimal() };
    }
    let final_mark = marks[last - 1];
    let same = marks[..last - 1].iter().all(|other| *other == mark);
    if same && mark == final_mark && short_head && groups(1..last + 1) {
        return grouped();
    }
    if same && mark != final_mark && short_head && groups(1..last) {
        return decimal();
    }
    if mark == ',' && same && final_mark == ',' {
        // "1,2,3": a list without blanks.
        return plain(reader, first);
    }
    if mark != marks[1] && marks[1] == ',' && last == 2 && len(2) <= 2 && len(1) != 3 {
        return marked(reader, first, &marks[..1]);
    }
    Digits {
        end,
        value: None,
        decimal: false,
        grouped: false,
    }
}

/// The comma before the three digits at `at` groups thousands. Vietnamese writes a decimal comma, so it takes evidence:
/// other numbers of the text, zeros, or a thing that has no fractions.
fn comma_groups(reader: &Reader<'_, '_>, at: usize) -> bool {
    let next = at + 1;
    if reader.unit(next, true).is_some_and(|(_, unit)| unit.kind == UnitKind::Percent) {
        return false;
    }
    if matches!(reader.number(next), Some(NumberWord::Scale(6..) | NumberWord::Suffix(6))) {
        return reader.comma_decimal == Some(false);
    }
    if reader.scan.word(at) == "000" {
        return true;
    }
    match reader.comma_decimal {
        Some(decimal) => !decimal || reader.count_noun(next) || currency_without_cents(reader, next),
        None => reader.count_noun(next) || currency_without_cents(reader, next),
    }
}

fn currency_without_cents(reader: &Reader<'_, '_>, at: usize) -> bool {
    reader.unit(at, true).is_some_and(|(_, unit)| &*unit.code == "VND")
}

/// `1 200 000`: groups of three set apart by blanks.
fn spaced(reader: &Reader<'_, '_>, at: usize) -> Option<Digits> {
    let head = reader.digits(at).filter(|head| (1..=3).contains(&head.len()))?;
    if reader.scan.word(at).starts_with('0')
        || reader
            .scan
            .tokens
            .get(at.wrapping_sub(1))
            .is_some_and(|t| t.kind == Kind::Punct && head.glued() && !t.is('('))
    {
        return None;
    }
    let mut end = at + 1;
    let mut narrow = true;
    while end - at < GROUPS {
        let Some(group) = reader
            .digits(end)
            .filter(|group| group.len() == 3 && !group.glued() && !group.starts_line())
        else {
            break;
        };
        let gap = reader
            .scan
            .text
            .get(reader.scan.tokens[end - 1].end as usize..group.start as usize)?;
        // A no-break or thin blank is there to hold a number together; a common one is weaker evidence.
        narrow &= matches!(gap, "\u{a0}" | "\u{2009}" | "\u{202f}" | "\u{2007}");
        if gap.chars().count() != 1 {
            break;
        }
        end += 1;
    }
    if end - at < 2 {
        return None;
    }
    let ends_well = !reader.token(end).is_some_and(|token| {
        token.glued()
            && (token.is('.') || token.is(',') || token.is('/') || token.is_dash())
            && reader.digits(end + 1).is_some_and(|more| more.glued())
            && !token.is(',')
    });
    let measured = reader.unit(end, true).is_some() || matches!(reader.number(end), Some(NumberWord::Scale(_)));
    let labelled = at > 0 && reader.scan.hits.ending_at(at, crate::lexicon::Category::Fixed).is_some();
    if !ends_well || labelled || !(narrow || end - at > 2 || measured) {
        return None;
    }
    let decimals = (reader.glued_mark(end, ',') && reader.is_glued(end + 1) && reader.digits(end + 1).is_some()).then_some(end + 1);
    Some(Digits {
        end: decimals.map_or(end, |at| at + 1),
        value: value(reader, at..end, decimals),
        decimal: decimals.is_some(),
        grouped: true,
    })
}

/// The value of the digit tokens `whole`, with the digits of token `decimals` behind the mark.
fn value(reader: &Reader<'_, '_>, whole: impl Iterator<Item = usize>, decimals: Option<usize>) -> Option<Decimal> {
    /// As many digits as fit into 64 bits, whatever they are.
    const AT_ONCE: usize = 18;
    let mut mantissa = 0i128;
    for at in whole.chain(decimals) {
        for digits in reader.scan.word(at).as_bytes().chunks(AT_ONCE) {
            let value = digits
                .iter()
                .fold(0u64, |value, digit| value * 10 + u64::from(digit.wrapping_sub(b'0')));
            if mantissa != 0 {
                let power = Decimal::power_of_ten(digits.len() as u8)?;
                mantissa = mantissa.checked_mul(power.mantissa())?;
            }
            mantissa = mantissa.checked_add(i128::from(value))?;
        }
    }
    let scale = decimals.map_or(0, |at| reader.scan.word(at).len());
    Decimal::new(mantissa, u8::try_from(scale).ok()?)
}
