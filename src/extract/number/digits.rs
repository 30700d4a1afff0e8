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
    let mut parts = [(0usize, '.'); GROUPS];
    let mut count = 1;
    parts[0] = (at, ' ');
    let mut end = at + 1;
    while count < GROUPS {
        let mark = match reader.token(end) {
            Some(token) if token.glued() && token.is('.') => '.',
            Some(token) if token.glued() && token.is(',') => ',',
            _ => break,
        };
        if !(reader.is_glued(end + 1) && reader.digits(end + 1).is_some()) {
            break;
        }
        parts[count] = (end + 1, mark);
        count += 1;
        end += 2;
    }
    let parts = &parts[..count];
    if count == 1 {
        return Some(spaced(reader, at).unwrap_or_else(|| plain(reader, at)));
    }
    Some(marked(reader, parts))
}

/// `,77`: a decimal mark without a whole part, at token `at`.
pub(crate) fn read_bare_decimals(reader: &Reader<'_, '_>, at: usize) -> Option<Digits> {
    let mark = reader.token(at)?;
    let opens = !mark.glued() || at == 0 || reader.token(at - 1).is_some_and(|before| before.is_dash());
    if !(mark.is(',') || mark.is('.')) || !opens || !reader.is_glued(at + 1) {
        return None;
    }
    reader.digits(at + 1)?;
    let value = value(reader, &[], Some(at + 1));
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
        value: value(reader, &[at], None),
        decimal: false,
        grouped: false,
    }
}

/// Reads `parts`, digit tokens joined by points and commas.
fn marked(reader: &Reader<'_, '_>, parts: &[(usize, char)]) -> Digits {
    let len = |i: usize| reader.token(parts[i].0).map_or(0, |token| token.len());
    let tokens: Vec<usize> = parts.iter().map(|(at, _)| *at).collect();
    let last = parts.len() - 1;
    let end = tokens[last] + 1;
    let whole = |value| Digits {
        end,
        value,
        decimal: false,
        grouped: true,
    };
    let decimal = |value| Digits {
        end,
        value,
        decimal: true,
        grouped: last > 1,
    };
    let short_head = (1..=3).contains(&len(0)) && !reader.scan.word(tokens[0]).starts_with('0');
    let groups = |range: std::ops::Range<usize>| range.into_iter().all(|i| len(i) == 3);
    if last == 1 {
        let group = short_head && len(1) == 3;
        let thousands = match parts[1].1 {
            '.' => group,
            _ => group && comma_groups(reader, tokens[1]),
        };
        // "năm 2021.100 hộ": a full stop without a blank.
        if parts[1].1 == '.' && len(0) > 3 && len(1) >= 3 {
            return plain(reader, tokens[0]);
        }
        return if thousands {
            whole(value(reader, &tokens, None))
        } else {
            decimal(value(reader, &tokens[..1], Some(tokens[1])))
        };
    }
    let (first, final_mark) = (parts[1].1, parts[last].1);
    let same = parts[1..last].iter().all(|(_, mark)| *mark == first);
    if same && first == final_mark && short_head && groups(1..last + 1) {
        return whole(value(reader, &tokens, None));
    }
    if same && first != final_mark && short_head && groups(1..last) {
        return decimal(value(reader, &tokens[..last], Some(tokens[last])));
    }
    if first == ',' && same && final_mark == ',' {
        // "1,2,3": a list without blanks.
        return plain(reader, tokens[0]);
    }
    if parts[1].1 != parts[2].1 && parts[2].1 == ',' && last == 2 && len(2) <= 2 && len(1) != 3 {
        return marked(reader, &parts[..2]);
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
    let mut tokens = vec![at];
    let mut narrow = true;
    while tokens.len() < GROUPS {
        let next = tokens[tokens.len() - 1] + 1;
        let Some(group) = reader
            .digits(next)
            .filter(|group| group.len() == 3 && !group.glued() && !group.starts_line())
        else {
            break;
        };
        let gap = reader
            .scan
            .text
            .get(reader.scan.tokens[next - 1].end as usize..group.start as usize)?;
        // A no-break or thin blank is there to hold a number together; a common one is weaker evidence.
        narrow &= matches!(gap, "\u{a0}" | "\u{2009}" | "\u{202f}" | "\u{2007}");
        if gap.chars().count() != 1 {
            break;
        }
        tokens.push(next);
    }
    let end = tokens[tokens.len() - 1] + 1;
    let ends_well = !reader.token(end).is_some_and(|token| {
        token.glued()
            && (token.is('.') || token.is(',') || token.is('/') || token.is_dash())
            && reader.digits(end + 1).is_some_and(|more| more.glued())
            && !token.is(',')
    });
    let measured = reader.unit(end, true).is_some() || matches!(reader.number(end), Some(NumberWord::Scale(_)));
    let labelled = at > 0 && reader.scan.hits.ending_at(at, crate::lexicon::Category::Fixed).is_some();
    if tokens.len() < 2 || !ends_well || labelled || !(narrow || tokens.len() > 2 || measured) {
        return None;
    }
    let decimals = (reader.glued_mark(end, ',') && reader.is_glued(end + 1) && reader.digits(end + 1).is_some()).then_some(end + 1);
    Some(Digits {
        end: decimals.map_or(end, |at| at + 1),
        value: value(reader, &tokens, decimals),
        decimal: decimals.is_some(),
        grouped: true,
    })
}

/// The value of the digit tokens `whole`, with the digits of token `decimals` behind the mark.
fn value(reader: &Reader<'_, '_>, whole: &[usize], decimals: Option<usize>) -> Option<Decimal> {
    let mut mantissa = 0i128;
    for at in whole.iter().chain(&decimals) {
        for byte in reader.scan.word(*at).bytes() {
            mantissa = mantissa.checked_mul(10)?.checked_add(i128::from(byte.wrapping_sub(b'0')))?;
        }
    }
    let scale = decimals.map_or(0, |at| reader.scan.word(at).len());
    Decimal::new(mantissa, u8::try_from(scale).ok()?)
}
