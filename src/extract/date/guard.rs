//! What looks like a date and is none: fractions, scores, counts, codes, street names.

use super::numeric::{Trigger, padded};
use super::reader::Reader;
use super::value::{Partial, Phrase, YearRef};
use crate::extract::scan::Owner;
use crate::lexicon::DateClass;
use crate::text::Kind;

/// True when nothing beside the digits `at..found.end` speaks against a date.
pub(super) fn allows(reader: &Reader<'_, '_>, at: usize, found: &Phrase, trigger: Trigger) -> bool {
    if trigger == Trigger::Strong {
        return true;
    }
    let end = found.end;
    if unit_follows(reader, end) && !padded(reader, at) {
        return false;
    }
    let with_year = matches!(found.at.year(), Some(YearRef::Is(_)));
    let years = matches!(found.at, Partial::Year(_));
    // "tỷ lệ 1/2000": a map's scale.
    if matches!(found.at, Partial::Month(YearRef::Is(1000 | 2000), 1))
        || with_year && !years && reader.ending(at, DateClass::Scale).is_some()
    {
        return false;
    }
    if with_year && matches!(found.at, Partial::Day(..)) {
        return reader.scan.word(at.wrapping_sub(1)) != "số";
    }
    if with_year && !years {
        return reader.ending(at, DateClass::CodeBefore).is_none();
    }
    if years {
        return !reader.is(end, DateClass::Counted);
    }
    if found.to.is_some() {
        return reader.ending(at, DateClass::NotBefore).is_none() && !reader.is(end, DateClass::Fraction);
    }
    let Partial::Day(_, month, day) = found.at else { return true };
    if day == 24 && month == 7 && !followed_by_mark(reader, end, at) && trigger == Trigger::None {
        return false;
    }
    slashed_pair(reader, at, end, (day, month), trigger)
}

/// `d/m` without a sure trigger: a day, or a fraction, score, class, address?
fn slashed_pair(reader: &Reader<'_, '_>, at: usize, end: usize, (day, month): (u8, u8), trigger: Trigger) -> bool {
    let proper = day <= month;
    if proper && reader.is(end, DateClass::Fraction) {
        return false;
    }
    if trigger == Trigger::Weak {
        // "chưa đến 1/3 dân số"
        return !(proper
            && at
                .checked_sub(2)
                .is_some_and(|i| matches!(reader.scan.word(i), "chưa" | "gần" | "khoảng")));
    }
    let name = reader.ending(at, DateClass::CodeBefore).is_some() || reader.ending(at, DateClass::NotBefore).is_some();
    let number_before = reader
        .before(at)
        .is_some_and(|token| token.kind == Kind::Digits || (token.is('+') || token.is('=')));
    if name || number_before {
        return false;
    }
    let bracketed = reader.before(at).is_some_and(|token| token.is('(')) && reader.mark(end, ')');
    let zero = padded(reader, at) || padded(reader, end.saturating_sub(1));
    if bracketed || zero {
        return true;
    }
    if day == 24 && month == 7 {
        return false;
    }
    let common = day < month && (month <= 5 || month == 10) || day == month && day <= 10;
    !(common || proper && !goes_on(reader, end))
}

/// A unit or "%" right behind the digits.
fn unit_follows(reader: &Reader<'_, '_>, end: usize) -> bool {
    reader.mark(end, '%') || (reader.is(end, DateClass::Counted) && reader.glued(end))
}

fn followed_by_mark(reader: &Reader<'_, '_>, end: usize, at: usize) -> bool {
    reader.before(at).is_some_and(|token| token.is('(')) && reader.mark(end, ')')
}

/// The sentence goes on with a function word, a mark, a capital, or ends.
pub(super) fn goes_on(reader: &Reader<'_, '_>, at: usize) -> bool {
    match reader.token(at) {
        None => true,
        Some(token) if token.kind == Kind::Punct => true,
        Some(token) => token.is_capital() || reader.is(at, DateClass::GoesOn),
    }
}

/// A number of four digits that is a year though nothing says so before it.
pub(super) fn year_stands_alone(reader: &Reader<'_, '_>, at: usize) -> bool {
    let Some(before) = reader.before(at) else {
        // At the head of a sentence only when the sentence goes on about it.
        return reader.is(at + 1, DateClass::GoesOn);
    };
    // "Quyết định 2046/QĐ-UBND 2025".
    if at > 0 && reader.scan.owners.get(at - 1) == Some(&Owner::Identifier) {
        return (1945..=2099).contains(&reader.year(at).unwrap_or_default());
    }
    let ends = goes_on(reader, at + 1);
    // "(26% so với 2024)".
    if at > reader.start + 1 && (reader.scan.word(at - 2), reader.scan.word(at - 1)) == ("so", "với") {
        return ends && (1990..=2100).contains(&reader.year(at).unwrap_or_default());
    }
    if in_law(reader, at) {
        return ends;
    }
    if reader.ending(at, DateClass::CodeBefore).is_some() {
        return reader.ending(at, DateClass::YearBefore).is_some() && goes_on(reader, at + 1);
    }
    if reader.ending(at, DateClass::YearBefore).is_some() {
        return ends;
    }
    if before.is('(') {
        let pair = reader.is(at + 1, DateClass::And) && reader.year(at + 2).is_some();
        return reader.mark(at + 1, ')') || reader.mark(at + 1, ',') || reader.mark(at + 1, ';') || pair;
    }
    // "nữ hoàng sắc đẹp thế giới 2017.": behind any noun, when a mark closes.
    let closes = reader
        .token(at + 1)
        .is_none_or(|next| next.is('.') || next.is(',') || next.is(')') || next.is(';'));
    if closes && before.kind == Kind::Word && reader.ending(at, DateClass::Quantity).is_none() {
        return reader.year(at).is_some_and(|year| (1990..=2050).contains(&year) && year != 2000);
    }
    ends && before.kind == Kind::Word && before.is_capital() && reader.ending(at, DateClass::Quantity).is_none() && plausible(reader, at)
}

/// "Luật Đất đai 2024": the year that names a law.
pub(super) fn in_law(reader: &Reader<'_, '_>, at: usize) -> bool {
    for back in (at.saturating_sub(9).max(reader.start)..at).rev() {
        let Some(token) = reader.scan.tokens.get(back) else { return false };
        if token.is_capital() && reader.is(back, DateClass::Law) {
            // "Luật 2012" with nothing between is a number.
            return reader.word(back, DateClass::Law).is_some_and(|(end, law)| end < at && law == 1);
        }
        if token.kind == Kind::Digits || token.is(';') || token.is('.') || token.is(':') {
            return false;
        }
    }
    false
}

/// Not a round thousand, and not far from now.
fn plausible(reader: &Reader<'_, '_>, at: usize) -> bool {
    reader.year(at).is_some_and(|year| year != 2000 && (1930..=2060).contains(&year))
}
