//! Times of day that no date took: `8h30`, `19g30`, `14:30`, `lúc 8 giờ`.

use super::other::Verdict;
use crate::extract::decimal::Decimal;
use crate::extract::number::{Numeral, NumeralKind, Reader};
use crate::text::Kind;

pub(super) fn time<'a>(reader: &Reader<'_, 'a>, numeral: &Numeral) -> Option<Verdict<'a>> {
    let (start, mut end) = (numeral.tokens.start, numeral.tokens.end);
    // "GMT+7": a time zone.
    let zone = start >= 2
        && reader.is_glued(start)
        && reader.token(start - 1).is_some_and(|token| token.is('+') || token.is_dash())
        && matches!(reader.scan.word(start - 2), "GMT" | "UTC");
    if zone {
        return is_hour(numeral).then(|| found(start..end));
    }
    let token = reader.token(end)?;
    let letter = token.of(reader.scan.text);
    if !matches!(letter, ":" | "h" | "H" | "g" | "giờ") || !is_hour(numeral) {
        return None;
    }
    let minutes = |at: usize| {
        reader
            .digits(at)
            .filter(|token| token.len() <= 2 && token.of(reader.scan.text) < "60")
            .is_some()
    };
    let two = |at: usize| reader.digits(at).is_some_and(|token| token.len() == 2) && minutes(at);
    if token.is(':') && token.glued() && reader.is_glued(end + 1) && two(end + 1) {
        end += 2;
        if reader.glued_mark(end, ':') && two(end + 1) {
            end += 2;
        }
        return Some(found(start..end));
    }
    if token.kind == Kind::Word {
        let word = letter == "giờ";
        if !word && !token.glued() && letter != "h" {
            return None;
        }
        let glued_minutes = reader.is_glued(end + 1) && minutes(end + 1);
        let spaced_minutes = word && minutes(end + 1) && !measure(reader, end + 2);
        if glued_minutes || spaced_minutes {
            end += 2;
            if matches!(reader.scan.word(end), "phút" | "p" | "'") {
                end += 1;
            }
            return Some(found(start..end));
        }
        let before = start.checked_sub(1).map_or("", |at| reader.scan.word(at));
        let after = reader.scan.word(end + 1);
        let told = matches!(before, "lúc" | "Lúc" | "hồi" | "Hồi" | "vào" | "trước" | "sau" | "đến" | "từ");
        let day = matches!(after, "sáng" | "trưa" | "chiều" | "tối" | "đêm" | "kém" | "rạng");
        let date = after == "ngày" && reader.token(end + 2).is_some_and(|token| token.kind == Kind::Digits);
        if letter != "g" && (day || date || told && matches!(before, "lúc" | "Lúc" | "hồi" | "Hồi")) {
            return Some(found(start..end + 1));
        }
    }
    None
}

fn measure(reader: &Reader<'_, '_>, at: usize) -> bool {
    reader.unit(at, true).is_some_and(|(_, term)| &*term.code != "min")
}

/// A number that can be an hour.
fn is_hour(numeral: &Numeral) -> bool {
    let whole = numeral
        .low
        .is_some_and(|hours| hours.is_integer() && hours <= Decimal::from(24) && !hours.is_negative());
    whole && matches!(numeral.kind, NumeralKind::Exact | NumeralKind::Range) && numeral.scale == Decimal::ONE
}

fn found<'a>(tokens: std::ops::Range<usize>) -> Verdict<'a> {
    Verdict {
        reason: "clock-time",
        rule: "other.clock-time",
        tokens,
    }
}
