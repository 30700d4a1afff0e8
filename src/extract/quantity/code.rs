//! Digits that are codes: names with letters glued on, numbers of documents, telephone numbers, versions.

use super::OtherNumber;
use super::other::{Verdict, is_free};
use crate::extract::number::{Numeral, NumeralKind, Reader};
use crate::text::Kind;

/// Letters that touch the digits: `F0`, `COVID-19`, `29A-123.45`, `5G`, `m2`.
pub(super) fn glued<'a>(reader: &Reader<'_, 'a>, numeral: &Numeral) -> Option<Verdict<'a>> {
    if numeral.spelled {
        return None;
    }
    let (start, end) = (numeral.tokens.start, numeral.tokens.end);
    let verdict = |reason, tokens| {
        Some(Verdict {
            reason,
            rule: "other.glued",
            tokens,
        })
    };
    if numeral.kind == NumeralKind::Code {
        return verdict(unreadable(reader, numeral), start..code_end(reader, end));
    }
    let first = reader.digits(start)?;
    if let Some(before) = start.checked_sub(1).and_then(|at| reader.token(at)).filter(|_| first.glued()) {
        let on_road = matches!(before.of(reader.scan.text), "Km" | "KM" | "km").then(|| chainage_end(reader, end));
        // The kilometre "Km2 002,81", not a square.
        if let Some(metres) = on_road.filter(|&metres| metres > end) {
            return verdict("name-part", start..metres);
        }
        // The digit of "m2" or "km²".
        let unit = (start.saturating_sub(2)..start).any(|at| {
            reader
                .unit(at, true)
                .is_some_and(|(hit, _)| hit.end as usize > start && (hit.start as usize) < start)
        });
        if unit {
            return verdict("unit-part", start..end);
        }
        if before.kind == Kind::Word {
            let money = (start.saturating_sub(3)..start).any(|at| {
                reader.unit(at, true).is_some_and(|(hit, term)| {
                    hit.end as usize == start && term.kind == crate::lexicon::UnitKind::Money && before.len() > 1
                })
            });
            let missing_blank = before.is_small() && before.len() > 2;
            if on_road.is_some() {
                return verdict("name-part", start..end);
            }
            if !money && !missing_blank {
                return verdict("name-part", start..code_end(reader, end));
            }
        }
        if before.is_dash() && before.glued() && start >= 2 {
            let letters = reader.token(start - 2)?;
            let plate = start >= 3 && letters.glued() && reader.token(start - 3).is_some_and(|token| token.kind == Kind::Digits);
            let money = reader
                .unit(start - 2, true)
                .is_some_and(|(_, term)| term.kind != crate::lexicon::UnitKind::Count);
            if letters.kind == Kind::Word && plate && letters.is_all_caps() {
                return verdict("number-plate", start..end);
            }
            if letters.kind == Kind::Word && letters.is_capital() && !money {
                return verdict("name-part", start..code_end(reader, end));
            }
        }
    }
    // Letters behind: "5G", "12A1", "30a" — not a unit, a suffix, or a word that lost its blank.
    let after = reader.token(end).filter(|token| token.glued() && token.kind == Kind::Word)?;
    let unit = reader.unit(end, true).is_some();
    // "4ways Pty LTD", "9pay": a word of no table and not spelled as a syllable is part of a name.
    if !unit && after.is_small() && after.sym == 0 && after.len() >= 3 && after.of(reader.scan.text).is_ascii() {
        return verdict("name-part", start..code_end(reader, end));
    }
    let word = after.is_small() && after.len() > 1 && after.sym != 0;
    if unit
        || word
        || after.is_capital() && !after.is_all_caps()
        || after.len() > 3
        || numeral.scale != crate::extract::decimal::Decimal::ONE
    {
        return None;
    }
    // "8h30" and "19g" tell the time.
    (!matches!(after.of(reader.scan.text), "h" | "g" | "H")).then_some(())?;
    verdict("name-part", start..code_end(reader, end))
}

/// One past the metres of a place on a road: `Km12+600`, also where a page lost the sign (`Km8 877,68`).
fn chainage_end(reader: &Reader<'_, '_>, mut end: usize) -> usize {
    let metres = |at: usize| reader.digits(at).is_some_and(|token| (2..=3).contains(&token.len()));
    if reader.token(end).is_some_and(|token| token.is('+')) && metres(end + 1) {
        end += 2;
    } else if metres(end) && reader.token(end).is_some_and(|token| !token.starts_line()) {
        end += 1;
    }
    let decimals = |at: usize| {
        reader
            .token(at)
            .is_some_and(|token| token.glued() && (token.is(',') || token.is('.')))
    };
    if decimals(end) && reader.is_glued(end + 1) && reader.digits(end + 1).is_some() {
        end += 2;
    }
    end
}

/// One past digits that go on with letters and digits glued to them, as long as they belong to no one.
fn code_end(reader: &Reader<'_, '_>, mut end: usize) -> usize {
    while reader.token(end).is_some_and(|token| token.glued() && token.kind != Kind::Punct) && is_free(reader, end) {
        end += 1;
    }
    // Only digits must be listed; letters behind the last digit stay out.
    while reader.token(end - 1).is_some_and(|token| token.kind == Kind::Word) {
        end -= 1;
    }
    end
}

fn unreadable(reader: &Reader<'_, '_>, numeral: &Numeral) -> &'static str {
    let text = reader.scan.slice(numeral.span);
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if text.starts_with('0') && (9..=11).contains(&digits) || matches!(text.get(..4), Some("1900" | "1800")) {
        "phone"
    } else if text.contains('.') && !text.contains(['-', '/', ',']) && digits <= 8 {
        "version"
    } else {
        "code"
    }
}

/// `68/KH-UBND`, `68/2017/NĐ-CP`, `15-NQ/TU` that no recogniser of identifiers took.
pub(super) fn document<'a>(reader: &Reader<'_, 'a>, numeral: &Numeral) -> Option<Verdict<'a>> {
    let end = numeral.tokens.end;
    let bar = reader
        .token(end)
        .filter(|token| token.glued() && (token.is('/') || token.is_dash()))?;
    let symbol = reader
        .token(end + 1)
        .filter(|token| token.glued() && token.kind == Kind::Word && token.is_capital())?;
    let plain = !numeral.spelled && matches!(numeral.kind, NumeralKind::Exact | NumeralKind::Slash | NumeralKind::Code);
    let more = reader
        .token(end + 2)
        .is_some_and(|token| token.glued() && (token.is('/') || token.is_dash() || token.kind == Kind::Digits));
    let shape = if bar.is('/') {
        symbol.is_all_caps() || more
    } else {
        symbol.is_all_caps() && more
    };
    (plain && shape).then(|| Verdict {
        reason: "document-number",
        rule: "other.document-number",
        tokens: numeral.tokens.clone(),
    })
}

/// Telephone numbers: nine to eleven digits from 0, a group behind one, a number read digit by digit.
pub(super) fn telephone<'a>(reader: &Reader<'_, 'a>, numeral: &Numeral, last: Option<&OtherNumber<'a>>) -> Option<Verdict<'a>> {
    let text = reader.scan.slice(numeral.span);
    let start = numeral.tokens.start;
    let plus = start > 0 && reader.token(start - 1).is_some_and(|token| token.is('+')) && reader.is_glued(start);
    let behind_phone = last.is_some_and(|last| start <= last.tokens.end + 2 && last.reason == "phone");
    if text.len() < 9 && !text.starts_with('0') && !plus && !behind_phone {
        return None;
    }
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let long = (9..=12).contains(&digits) && (text.starts_with('0') || plus) || plus && text == "84";
    let spoken = numeral.rule == "number.digit-by-digit" && text.split_whitespace().count() >= 7;
    let area = text.starts_with('0') && (3..=5).contains(&digits) && numeral.tokens.len() == 1 && {
        let next = reader.token(start + 1);
        let gap = if next.is_some_and(|token| token.is(')') || token.is('.') || token.is_dash()) {
            start + 2
        } else {
            start + 1
        };
        reader.digits(gap).is_some_and(|token| token.len() >= 3 && !token.starts_line()) && !text.contains(',')
    };
    let goes_on = digits >= 3
        && behind_phone
        && last.is_some_and(|last| !reader.scan.word(last.tokens.end).starts_with(';'))
        && !super::other::measured(reader, numeral);
    (long || spoken || area || goes_on).then(|| Verdict {
        reason: "phone",
        rule: "other.phone",
        tokens: numeral.tokens.clone(),
    })
}
