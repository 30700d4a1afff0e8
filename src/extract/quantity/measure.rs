//! One quantity: numeral, unit, rate, bounds, what is counted.

use std::ops::Range;

use super::{Quantity, bound, counted};
use crate::extract::decimal::Decimal;
use crate::extract::number::{Numeral, NumeralKind, Reader};
use crate::lexicon::{BoundEffect, Category, NumberWord, Starts, UnitKind, UnitTerm};
use crate::text::Kind;

/// A unit beside a numeral.
#[derive(Clone, Debug)]
pub(super) struct Beside<'a> {
    pub(super) term: &'a UnitTerm,
    pub(super) tokens: Range<usize>,
}

/// The unit behind `numeral`, money before it included.
pub(super) fn unit<'a>(reader: &Reader<'_, 'a>, numeral: &Numeral, from: usize) -> Option<Beside<'a>> {
    let end = numeral.tokens.end;
    let beside = |hit: crate::lexicon::Hit, term| Beside {
        term,
        tokens: hit.start as usize..hit.end as usize,
    };
    let at = times_end(reader, numeral).unwrap_or(end);
    let behind = reader
        .unit(at, !numeral.spelled)
        .filter(|(hit, _)| reader.token(hit.start as usize).is_some_and(|token| !token.starts_paragraph()))
        .map(|(hit, term)| beside(hit, term))
        .filter(|found| fits(reader, numeral, found));
    if behind.as_ref().is_some_and(|found| found.term.kind == UnitKind::Money) {
        return behind;
    }
    before(reader, numeral, from).or(behind)
}

/// One past the numbers that `numeral` is multiplied with as they stand: `0,5 × 0,6 m`, `2x3m`; their unit is its own.
fn times_end(reader: &Reader<'_, '_>, numeral: &Numeral) -> Option<usize> {
    let mut end = numeral.tokens.end;
    for _ in 0..2 {
        let sign = reader
            .token(end)
            .is_some_and(|token| token.is('×') || matches!(token.of(reader.scan.text), "x" | "X"));
        if numeral.spelled || !sign || reader.digits(end + 1).is_none() {
            break;
        }
        end += 2;
        if (reader.glued_mark(end, ',') || reader.glued_mark(end, '.')) && reader.is_glued(end + 1) && reader.digits(end + 1).is_some() {
            end += 2;
        }
    }
    (end > numeral.tokens.end && reader.unit(end, true).is_some_and(|(_, term)| term.kind == UnitKind::Measure)).then_some(end)
}

/// Whether the word that looks like a unit is one here.
fn fits(reader: &Reader<'_, '_>, numeral: &Numeral, found: &Beside<'_>) -> bool {
    let next = found.tokens.end;
    match &*found.term.code {
        // "5 năm 2021": a year behind it.
        "a" if found.tokens.len() == 1 && reader.scan.word(found.tokens.start) == "năm" => {
            // "đợt 2 năm 2021", but "5 năm 2021-2025".
            let year = reader
                .token(next)
                .is_some_and(|token| token.kind == Kind::Digits && token.len() == 4);
            let span = reader.token(next + 1).is_some_and(|token| token.is_dash());
            !year || span || numeral.spelled
        }
        // "ngày 5 tháng 4".
        "mo" => !reader.token(next).is_some_and(|token| token.kind == Kind::Digits) || numeral.low > Some(Decimal::from(31)),
        "USD" if reader.scan.word(found.tokens.start) == "đô" => {
            !reader.token(next).is_some_and(|token| token.is_capital() && !token.starts_line())
        }
        _ => true,
    }
}

/// `$10`, `US$ 5`, `USD1,23`, `Rs. 20`.
pub(super) fn before<'a>(reader: &Reader<'_, 'a>, numeral: &Numeral, from: usize) -> Option<Beside<'a>> {
    let mut end = numeral.tokens.start;
    if end > from + 1 && reader.token(end - 1).is_some_and(|token| token.is('.')) && matches!(reader.scan.word(end - 2), "Rs") {
        end -= 1;
    }
    let near = end.saturating_sub(3).max(from)..end;
    let mut units = reader.scan.hits.sites_in(near, Starts::terms(&[Category::Unit]));
    let (start, term) = units.find_map(|at| {
        let (hit, term) = reader.unit(at, true)?;
        (hit.end as usize == end && term.kind == UnitKind::Money).then_some((at, term))
    })?;
    let first = reader.token(start)?;
    let glued = reader.is_glued(numeral.tokens.start) || end < numeral.tokens.start;
    let symbol = (start..end).any(|at| reader.token(at).is_some_and(|token| token.kind == Kind::Punct));
    let code = first.is_all_caps() && first.len() >= 2 || reader.scan.word(start) == "Rs";
    // A code behind another number is that number's.
    let free = start == 0 || reader.token(start - 1).is_none_or(|token| token.kind != Kind::Digits);
    ((symbol && (glued || free)) || code && free).then_some(Beside {
        term,
        tokens: start..numeral.tokens.start,
    })
}

/// Makes the quantity of `numeral`. Tokens before `used` are taken; then it is one past the last token of this one.
pub(super) fn quantity<'a>(reader: &Reader<'_, 'a>, numeral: &Numeral, next: Option<&Numeral>, used: &mut usize) -> Quantity<'a> {
    let from = *used;
    let unit = unit(reader, numeral, from);
    let start = unit
        .as_ref()
        .map_or(numeral.tokens.start, |found| found.tokens.start.min(numeral.tokens.start));
    let mut end = unit
        .as_ref()
        // A unit lent by the next number ("0,5 × 0,6 m") stays with that one.
        .filter(|found| found.tokens.start <= numeral.tokens.end)
        .map_or(numeral.tokens.end, |found| found.tokens.end.max(numeral.tokens.end));
    let (mut low, mut high) = (numeral.low, numeral.high);
    let kind = unit.as_ref().map(|found| found.term.kind);
    if let Some(found) = unit.as_ref().filter(|found| found.term.factor != (1, 0)) {
        let factor = Decimal::new(i128::from(found.term.factor.0), found.term.factor.1).unwrap_or(Decimal::ONE);
        (low, high) = (
            low.and_then(|low| low.checked_mul(factor)),
            high.and_then(|high| high.checked_mul(factor)),
        );
    }
    let mut last = end;
    let (mut tokens, mut code) = (numeral.tokens.clone(), unit.as_ref().map(|found| &*found.term.code));
    if let Some(found) = unit.as_ref().filter(|found| found.tokens.start == numeral.tokens.end) {
        let mut add = |part: Option<Decimal>| {
            (low, high) = (
                low.and_then(|low| low.checked_add(part?)),
                high.and_then(|high| high.checked_add(part?)),
            );
        };
        if reader.next_number(end) == Some(NumberWord::Half) {
            // "hai năm rưỡi", "2 đô rưỡi".
            let factor = Decimal::new(i128::from(found.term.factor.0), found.term.factor.1).unwrap_or(Decimal::ONE);
            add(factor.checked_mul(Decimal::new(5, 1).unwrap_or(Decimal::ZERO)));
            end += 1;
        } else if let Some(after) = hundredths(reader, found, next) {
            add(after.0);
            end = after.1;
        } else if let Some(rest) = rest_of_length(reader, found, end, next) {
            let parts = |value: Option<Decimal>| value?.checked_mul(Decimal::from(rest.in_one));
            (low, high) = (parts(low), parts(high));
            (low, high) = (
                low.and_then(|low| low.checked_add(rest.value)),
                high.and_then(|high| high.checked_add(rest.value)),
            );
            (code, end) = (Some(rest.code), rest.end);
            tokens.end = end;
        }
        last = end;
    }
    let per = unit.as_ref().and_then(|found| rate(reader, end, found, next));
    // A rate with a slash is written as part of the unit; "mỗi năm" stands behind the phrase.
    let per_tokens = per.as_ref().map(|(_, after)| end..*after);
    let unit_end = match &per {
        Some((_, after)) => {
            let slash = reader.token(end).is_some_and(|token| token.is('/'));
            let unit_end = if slash { *after } else { end };
            end = *after;
            last = end;
            unit_end
        }
        None => end,
    };
    let counts = matches!(kind, None | Some(UnitKind::Count));
    let counted = what(reader, numeral, unit.as_ref(), end);
    let head = counted.as_ref().map_or(end, |phrase| counted::head_end(reader, phrase));
    let around = bound::Around {
        start,
        from,
        end,
        counted_end: counted.as_ref().map_or(end, |phrase| phrase.end),
        counts,
        small: numeral.spelled || low < Some(Decimal::from(10)),
        range: numeral.kind == NumeralKind::Range && !numeral.approximate,
    };
    let mut bounds = bound::read(reader, &around);
    if numeral.approximate {
        bounds.approximate = bounds.approximate.or(Some(super::Approximate::About));
    }
    let (low, high) = bound::ends(low, high, &bounds);
    let phrase_start = bounds.words.first().map_or(start, |(tokens, _)| tokens.start.min(start));
    let mut phrase_end = if counts { head.max(unit_end) } else { unit_end };
    if let Some((tokens, BoundEffect::AndUp | BoundEffect::AndDown)) = bounds.words.last() {
        phrase_end = phrase_end.max(tokens.end);
        last = last.max(tokens.end);
    }
    let fold = counts
        && is_fold(
            reader,
            &bounds,
            unit.as_ref(),
            phrase_start,
            numeral.low.is_none_or(Decimal::is_integer),
        );
    let share = matches!(numeral.kind, NumeralKind::Fraction | NumeralKind::Slash);
    let warm = unit.as_ref().is_some_and(|found| is_temperature(reader, numeral, found));
    let unit = match &unit {
        _ if warm => "Cel",
        _ if fold => "1",
        _ if share && counts => "1",
        Some(_) => code.unwrap_or_default(),
        // Billions of nothing else are money.
        None if numeral.scale >= Decimal::from(1_000_000_000) && counted.is_none() => "VND",
        None => "{count}",
    };
    *used = last;
    Quantity {
        span: reader.scan.span(tokens.clone()),
        tokens,
        phrase: phrase_start..phrase_end,
        low,
        high,
        approximate: bounds.approximate,
        unit,
        scale: numeral.scale,
        per: per.map(|(code, _)| code),
        per_tokens,
        counted: counted.filter(|_| !fold),
        spelled: numeral.spelled,
        ratio: numeral.parts,
        bounds: bounds.words,
        of_total: None,
        rule: numeral.rule,
    }
}

/// What is left of a length of time behind its larger unit.
struct RestOfLength<'a> {
    /// Of the smaller unit.
    value: Decimal,
    code: &'a str,
    /// How many smaller units one larger one is.
    in_one: i64,
    /// One past the smaller unit.
    end: usize,
}

/// `92 năm 3 tháng`, `2 giờ 30 phút`: the second of two lengths of time that are one.
fn rest_of_length<'a>(reader: &Reader<'_, 'a>, found: &Beside<'a>, end: usize, next: Option<&Numeral>) -> Option<RestOfLength<'a>> {
    let next = next.filter(|next| next.tokens.start == end && next.kind == NumeralKind::Exact && next.scale == Decimal::ONE)?;
    let (hit, term) = reader.unit(next.tokens.end, true)?;
    let in_one = match (&*found.term.code, &*term.code) {
        ("a", "mo") => 12,
        ("wk", "d") => 7,
        ("d", "h") => 24,
        ("h", "min") | ("min", "s") => 60,
        _ => return None,
    };
    let value = next.low.filter(|value| value.is_integer() && *value < Decimal::from(in_one))?;
    let plain = found.term.factor == (1, 0) && term.factor == (1, 0);
    plain.then_some(RestOfLength {
        value,
        code: &term.code,
        in_one,
        end: hit.end as usize,
    })
}

/// `35 độ` of the weather, not of an angle.
fn is_temperature(reader: &Reader<'_, '_>, numeral: &Numeral, found: &Beside<'_>) -> bool {
    if &*found.term.code != "deg" {
        return false;
    }
    let range = Decimal::from(-60)..=Decimal::from(50);
    let angle = (1..=4).any(|back| {
        let word = numeral.tokens.start.checked_sub(back).map_or("", |at| reader.scan.word(at));
        matches!(word, "nghiêng" | "góc" | "dốc" | "quay" | "xoay" | "vĩ" | "kinh" | "cồn" | "rượu")
    });
    let minutes = reader.token(found.tokens.end).is_some_and(|token| token.kind == Kind::Digits)
        || matches!(reader.scan.word(found.tokens.end), "vĩ" | "kinh" | "Bắc" | "Nam" | "Đông" | "Tây");
    numeral.low.is_some_and(|low| range.contains(&low)) && !angle && !minutes
}

/// `gấp 3 lần`, `tăng 2 lần`, `gấp ba`.
fn is_fold(reader: &Reader<'_, '_>, bounds: &bound::Bounds, unit: Option<&Beside<'_>>, start: usize, whole: bool) -> bool {
    let Some(found) = unit else { return bounds.fold };
    if reader.scan.word(found.tokens.start) != "lần" || found.tokens.len() > 1 {
        return bounds.fold && found.term.kind != UnitKind::Count;
    }
    // Nothing happens 1,4 times.
    bounds.fold
        || !whole
        || start > 0
            && matches!(
                reader.scan.word(start - 1),
                "tăng" | "giảm" | "hơn" | "bằng" | "cao" | "lên" | "gấp" | "lớn" | "nhiều"
            )
}

/// What a number counts: things behind it, or behind its percent sign.
fn what(reader: &Reader<'_, '_>, numeral: &Numeral, unit: Option<&Beside<'_>>, end: usize) -> Option<Range<usize>> {
    match unit.map(|found| found.term.kind) {
        None => counted::phrase(reader, numeral.tokens.end),
        Some(UnitKind::Count) => counted::phrase(reader, numeral.tokens.end),
        Some(UnitKind::Percent) => {
            let plural = matches!(reader.scan.word(end), "các" | "số" | "tổng" | "những");
            let first = if plural { end + 1 } else { end };
            let named = reader.count_noun(first) && reader.token(end).is_some_and(|token| !token.starts_line());
            if !named {
                return None;
            }
            let phrase = counted::phrase(reader, first)?;
            Some(end..phrase.end)
        }
        _ => None,
    }
}

/// `2 đô la và 23 xu`, `hai đô 23`, `1m65`: hundredths behind the unit.
fn hundredths(reader: &Reader<'_, '_>, found: &Beside<'_>, next: Option<&Numeral>) -> Option<(Option<Decimal>, usize)> {
    let end = found.tokens.end;
    if &*found.term.code == "m" && found.tokens.len() == 1 && reader.is_glued(end) {
        let digits = reader.digits(end).filter(|token| token.len() <= 2)?;
        let mantissa: i128 = digits.of(reader.scan.text).parse().ok()?;
        return Some((Decimal::new(mantissa, u8::try_from(digits.len()).ok()?), end + 1));
    }
    if found.term.kind != UnitKind::Money || &*found.term.code == "VND" {
        return None;
    }
    let next = next.filter(|next| next.kind == NumeralKind::Exact)?;
    let joined = next.tokens.start == end || next.tokens.start == end + 1 && reader.bound_with(end, BoundEffect::And).is_some();
    let value = next
        .low
        .filter(|value| joined && value.is_integer() && *value < Decimal::from(100) && !value.is_negative())?;
    let part = value.checked_mul(Decimal::new(1, 2)?);
    if let Some((hit, _)) = reader.unit(next.tokens.end, true).filter(|(_, term)| term.kind == UnitKind::Cent) {
        return Some((part, hit.end as usize));
    }
    // Without the word only at the end of all that is said.
    let ends = reader
        .token(next.tokens.end)
        .is_none_or(|token| token.kind == Kind::Punct && !token.is('%'));
    let two = reader.scan.slice(next.span).len() == 2 && next.tokens.start == end;
    (ends && two).then_some((part, next.tokens.end))
}

/// `/năm`, `mỗi năm`, `một ha`, `trên giờ`: the code of what the rate is for, and one past it.
fn rate(reader: &Reader<'_, '_>, at: usize, found: &Beside<'_>, numeral: Option<&Numeral>) -> Option<(Box<str>, usize)> {
    let mut code = String::new();
    let mut end = at;
    while code.len() < 24 {
        let slash = reader.token(end).is_some_and(|token| token.is('/'));
        let next = if slash {
            end + 1
        } else if let Some(hit) = reader.bound_with(end, BoundEffect::Each) {
            hit.end as usize
        } else if reader.scan.word(end) == "trên" && found.term.kind != UnitKind::Count {
            end + 1
        } else {
            break;
        };
        // "6,4 lít/100 km": a rate for so many.
        let many = numeral.filter(|many| slash && many.tokens.start == next && many.kind == NumeralKind::Exact);
        if let Some((many, (hit, term))) = many.and_then(|many| Some((many, reader.unit(many.tokens.end, true)?)))
            && let Some(value) = many.low
        {
            // "5,5%/7,5%": two values side by side.
            if term.code == found.term.code {
                break;
            }
            let per = term.per.as_deref().unwrap_or("{count}");
            return Some((format!("{value}.{per}").into_boxed_str(), hit.end as usize));
        }
        let per = match reader.unit(next, true) {
            Some((hit, term)) if slash || each(reader, end, found, term) => {
                Some((term.per.as_deref().unwrap_or("{count}").to_owned(), hit.end as usize))
            }
            None if slash && reader.token(next).is_some_and(|word| word.kind == Kind::Word) => Some(("{count}".to_owned(), next + 1)),
            _ => None,
        };
        let Some((per, after)) = per else { break };
        if !code.is_empty() {
            code.push('/');
        }
        code.push_str(&per);
        end = after;
    }
    (end > at).then(|| (code.into_boxed_str(), end))
}

/// A word of rate at `at` binds a number to `term`: not "một người", nor "trên" before anything but a length of time.
fn each(reader: &Reader<'_, '_>, at: usize, found: &Beside<'_>, term: &UnitTerm) -> bool {
    match reader.scan.word(at) {
        "mỗi" => true,
        "hằng" | "hàng" => term.kind == UnitKind::Duration,
        "trên" => term.kind == UnitKind::Duration && found.term.kind == UnitKind::Measure,
        _ => {
            matches!(term.kind, UnitKind::Duration | UnitKind::Measure)
                && matches!(found.term.kind, UnitKind::Money | UnitKind::Measure | UnitKind::Percent)
                && reader.scan.hits.at(at).all(|hit| hit.category != Category::Fixed)
        }
    }
}
