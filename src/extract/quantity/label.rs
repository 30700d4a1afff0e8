//! Numbers that name something: labels, list items, parts of names, scores, scales.

use super::OtherNumber;
use super::other::{Verdict, fixed_before, measure_behind, measured};
use crate::extract::decimal::Decimal;
use crate::extract::number::{Numeral, NumeralKind, Reader};
use crate::lexicon::{BoundEffect, Category, FixedTerm, UnitKind};
use crate::text::Kind;

/// `Điều 5`, `quận 1`, `nhóm 2`: a noun that labels stands before.
pub(super) fn labelled<'a>(reader: &Reader<'_, 'a>, numeral: &Numeral, from: usize) -> Option<Verdict<'a>> {
    let start = numeral.tokens.start;
    // "Điều (5)", "số: 68" and a list "điều 5, 6 và 7" keep their label.
    let mut end = start;
    if end > from
        && reader
            .token(end - 1)
            .is_some_and(|token| token.is(':') || token.is('.') && token.glued())
    {
        end -= 1;
    }
    if numeral.kind == NumeralKind::Fraction || end == 0 {
        return None;
    }
    let plain = numeral.scale == Decimal::ONE && numeral.low.is_none_or(|value| value.scale() <= 2);
    let after = numeral.tokens.end;
    let address = plain
        && end > from
        && !numeral.spelled
        && match reader.scan.word(end - 1) {
            "số" => street_word(reader, after),
            // "có trụ sở tại 112 Robinson Road".
            "tại" => is_named(reader, after) && !measured(reader, numeral),
            _ => false,
        };
    if address {
        return Some(Verdict {
            reason: "address",
            rule: "other.address",
            tokens: numeral.tokens.clone(),
        });
    }
    let found = fixed_before(reader, end, from).find_map(|(at, term)| match term {
        FixedTerm::Label(reason) if plain && !measure_behind(reader, numeral) => {
            let road = &**reason == "name-part" && matches!(reader.scan.word(at), "km");
            let phone = &**reason == "phone" && reader.scan.slice(numeral.span).len() < 3;
            (!road && !phone).then_some(&**reason)
        }
        FixedTerm::WeakLabel(reason)
            if plain
                && !numeral.spelled
                && (!measured(reader, numeral) || labels_next(reader, numeral) || is_named(reader, numeral.tokens.end)) =>
        {
            Some(&**reason)
        }
        _ => None,
    })?;
    let reason = if found == "list-label" && reader.scan.word(start - 1) == "số" && street(reader, numeral.tokens.end) {
        "address"
    } else {
        found
    };
    Some(Verdict {
        reason,
        rule: "other.label",
        tokens: numeral.tokens.clone(),
    })
}

/// The noun behind is the label of another number: "điểm 5.1 khoản 5 Điều 1".
fn labels_next(reader: &Reader<'_, '_>, numeral: &Numeral) -> bool {
    let noun = reader
        .unit(numeral.tokens.end, false)
        .filter(|(_, term)| term.kind == UnitKind::Count);
    noun.is_some_and(|(hit, _)| {
        let end = hit.end as usize;
        reader.token(end).is_some_and(|token| token.kind == Kind::Digits)
            && fixed_before(reader, end, numeral.tokens.end).any(|(_, term)| matches!(term, FixedTerm::Label(_) | FixedTerm::WeakLabel(_)))
    })
}

/// Two words with capitals: "tòa nhà 12 **Giải Phóng**", where the first looks like something to count.
fn is_named(reader: &Reader<'_, '_>, at: usize) -> bool {
    let capital = |at: usize| {
        reader
            .token(at)
            .is_some_and(|token| token.is_capital() && !token.is_all_caps() && !token.starts_line())
    };
    capital(at) && capital(at + 1)
}

fn street_word(reader: &Reader<'_, '_>, at: usize) -> bool {
    matches!(reader.scan.word(at), "đường" | "phố" | "ngõ" | "ngách" | "hẻm" | "đại")
}

/// A street or a capital follows: "số 5 đường X", "số 12 Nguyễn Trãi".
fn street(reader: &Reader<'_, '_>, at: usize) -> bool {
    street_word(reader, at) || reader.token(at).is_some_and(|token| token.is_capital() && !token.starts_line())
}

/// `1.`, `2)`, `(3)` before a list item.
pub(super) fn list<'a>(reader: &Reader<'_, 'a>, numeral: &Numeral) -> Option<Verdict<'a>> {
    let (start, end) = (numeral.tokens.start, numeral.tokens.end);
    let first = reader.token(start)?;
    // "Hai là, …".
    if numeral.spelled && end == start + 1 && reader.scan.word(end) == "là" && reader.opens_sentence(start) {
        return Some(Verdict {
            reason: "list-label",
            rule: "other.list-item",
            tokens: numeral.tokens.clone(),
        });
    }
    if numeral.spelled || numeral.scale != Decimal::ONE || reader.scan.slice(numeral.span).len() > 5 {
        return None;
    }
    let after = reader.token(end)?;
    let before = start.checked_sub(1).and_then(|at| reader.token(at));
    let open = before.is_some_and(|token| token.is('(') || token.is('['));
    let closed = (after.is(')') || after.is(']')) && after.glued();
    let item = match (open, closed) {
        // "(1) giao đất; (2) …", but "(23%)" and "(1.250)".
        (true, true) => {
            let opens = reader
                .token(end + 1)
                .is_some_and(|token| token.kind == Kind::Word && !token.starts_line());
            numeral.tokens.len() == 1 && opens && numeral.low < Some(Decimal::from(30)) && numeral.kind == NumeralKind::Exact
        }
        (false, true) => {
            numeral.tokens.len() == 1
                && numeral.low < Some(Decimal::from(100))
                && (first.starts_line() || reader.opens_sentence(start) || before.is_some_and(|token| token.is(';') || token.is(':')))
        }
        (false, false) => {
            let opens = first.starts_line() || start == 0 || before.is_some_and(|token| token.is('#') || token.is('*'));
            let mark = (after.is('.') || after.is('/') || after.is('-') && after.glued()) && after.glued();
            let item = reader
                .token(end + 1)
                .is_some_and(|token| token.kind != Kind::Digits || !token.glued());
            let inline = mark
                && item
                && numeral.tokens.len() == 1
                && start > 0
                && reader.opens_sentence(start)
                && before.is_some_and(|token| !token.is_dash() && !token.is('/'))
                && reader.token(end + 1).is_some_and(|token| token.is_capital() || token.starts_line());
            inline
                || opens
                    && (mark && item
                        || numeral.tokens.len() == 3 && after.is_capital() && after.kind == Kind::Word && !measured(reader, numeral))
        }
        (true, false) => false,
    };
    item.then(|| Verdict {
        reason: "list-label",
        rule: "other.list-item",
        tokens: numeral.tokens.clone(),
    })
}

/// `Bình Phú 1`, `Sông Hậu 1`: a name stands before and nothing to count behind.
pub(super) fn name<'a>(reader: &Reader<'_, 'a>, numeral: &Numeral, from: usize) -> Option<Verdict<'a>> {
    let start = numeral.tokens.start;
    let before = start.checked_sub(1).filter(|at| *at >= from)?;
    let token = reader.token(before)?;
    if numeral.spelled
        || numeral.tokens.len() != 1
        || token.kind != Kind::Word
        || !(token.is_capital() || token.of(reader.scan.text).bytes().any(|byte| byte.is_ascii_uppercase()))
        || measured(reader, numeral)
        || super::measure::before(reader, numeral, from).is_some()
        || reader.token(start)?.starts_line()
        || reader.bound_before(start, BoundEffect::Stop).is_some()
    {
        return None;
    }
    let named = !reader.opens_sentence(before)
        || before > 0 && reader.token(before - 1).is_some_and(|token| token.is_capital())
        || reader
            .token(start + 1)
            .is_none_or(|next| next.kind == Kind::Punct || next.starts_line());
    let bounded = reader.scan.hits.ending_at(start, Category::Bound).is_some();
    (named && !bounded).then(|| Verdict {
        reason: "name-part",
        rule: "other.name-part",
        tokens: numeral.tokens.clone(),
    })
}

/// `thắng 2-1`, `6-3, 6-4`.
pub(super) fn score<'a>(
    reader: &Reader<'_, 'a>,
    numeral: &Numeral,
    next: Option<&Numeral>,
    last: Option<&OtherNumber<'a>>,
) -> Option<Verdict<'a>> {
    if numeral.spelled || numeral.scale != Decimal::ONE || numeral.low.is_none_or(|low| !low.is_integer()) {
        return None;
    }
    let small = |numeral: &Numeral| numeral.high < Some(Decimal::from(200)) && numeral.low.is_some_and(|low| !low.is_negative());
    let start = numeral.tokens.start;
    let tokens = match numeral.kind {
        NumeralKind::Range if numeral.tokens.len() == 3 => numeral.tokens.clone(),
        // Two numbers that fall cannot be a range.
        NumeralKind::Exact if numeral.tokens.len() == 1 => {
            let dash = reader.token(start + 1).filter(|token| token.is_dash() && !token.starts_line())?;
            let next = next.filter(|next| next.kind == NumeralKind::Exact && next.tokens.len() == 1 && small(next))?;
            let tight = dash.glued() == reader.is_glued(next.tokens.start);
            (next.tokens.start == start + 2 && tight && !measured(reader, next)).then_some(start..next.tokens.end)?
        }
        _ => return None,
    };
    let said = (1..=4).any(|back| {
        start >= back
            && reader
                .scan
                .hits
                .of(start - back, Category::Fixed)
                .any(|hit| matches!(reader.scan.lexicon.fixed.get(usize::from(hit.row)), Some(FixedTerm::Score)))
    });
    let follows = last.is_some_and(|last| last.reason == "score" && start <= last.tokens.end + 3);
    let falling = numeral.kind == NumeralKind::Exact && reader.is_glued(start + 1);
    let bracket = start > 0
        && reader.token(start - 1).is_some_and(|token| token.is('('))
        && reader.token(tokens.end).is_some_and(|token| token.is(')'))
        && numeral.high < Some(Decimal::from(20));
    let nil = numeral.kind == NumeralKind::Range && numeral.low == Some(Decimal::ZERO);
    (small(numeral) && !measured(reader, numeral) && (said || follows || falling || bracket || nil)).then_some(Verdict {
        reason: "score",
        rule: "other.score",
        tokens,
    })
}

/// `khách sạn 5 sao`, `OCOP 3 - 4 sao`: how many stars it was given.
pub(super) fn rating<'a>(reader: &Reader<'_, 'a>, numeral: &Numeral) -> Option<Verdict<'a>> {
    let end = numeral.tokens.end;
    if reader.scan.word(end) != "sao" || reader.scan.tokens[end].starts_line() {
        return None;
    }
    let few = numeral.high <= Some(Decimal::from(7)) && numeral.low.is_some_and(|low| !low.is_negative());
    (few && numeral.scale == Decimal::ONE).then(|| Verdict {
        reason: "score",
        rule: "other.rating",
        tokens: numeral.tokens.clone(),
    })
}

/// `1/500` is the scale of a map, `24/7` an idiom.
pub(super) fn slash<'a>(reader: &Reader<'_, 'a>, numeral: &Numeral, from: usize) -> Option<Verdict<'a>> {
    if !matches!(numeral.kind, NumeralKind::Slash) {
        return None;
    }
    let (part, whole) = numeral.parts?;
    if part < whole && super::share::is_measured(reader, numeral.tokens.end) && !part.is_integer() {
        return None;
    }
    let whole = whole.is_integer().then(|| whole.mantissa())?;
    let scale = part == Decimal::ONE && whole >= 100 && whole % 100 == 0;
    let idiom = matches!((part.mantissa(), whole), (24, 7 | 24) | (7, 7) | (365, 365) | (12, 12)) && part.is_integer();
    let class = fixed_before(reader, numeral.tokens.start, from)
        .any(|(_, term)| matches!(term, FixedTerm::Label(reason) | FixedTerm::WeakLabel(reason) if matches!(&**reason, "grade" | "address" | "name-part")));
    // "vòng 1/8": a round of a cup.
    let round = fixed_before(reader, numeral.tokens.start, from)
        .any(|(_, term)| matches!(term, FixedTerm::WeakLabel(reason) if &**reason == "list-label"))
        && !measured(reader, numeral);
    let (reason, rule) = if scale {
        ("map-scale", "other.map-scale")
    } else if idiom {
        ("idiom", "other.idiom")
    } else if class {
        ("name-part", "other.label")
    } else if round {
        ("list-label", "other.label")
    } else if whole == 0 || !part.is_integer() || part.mantissa() > whole {
        ("code", "other.code")
    } else {
        return None;
    };
    Some(Verdict {
        reason,
        rule,
        tokens: numeral.tokens.clone(),
    })
}

/// `Điều 34, 35 và 36`: a label goes for all of a list.
pub(super) fn listed<'a>(reader: &Reader<'_, 'a>, numeral: &Numeral, last: Option<&OtherNumber<'a>>) -> Option<Verdict<'a>> {
    let start = numeral.tokens.start;
    let last =
        last.filter(|last| last.tokens.end + 1 == start && matches!(last.rule, "other.label" | "other.label-list" | "other.name-part"))?;
    let joined = reader.token(last.tokens.end).is_some_and(|token| token.is(',') || token.is('&'))
        || reader.bound_with(last.tokens.end, BoundEffect::And).is_some();
    let plain = !numeral.spelled && numeral.scale == Decimal::ONE && numeral.kind == NumeralKind::Exact && numeral.tokens.len() == 1;
    (joined && plain && !measured(reader, numeral)).then(|| Verdict {
        reason: last.reason,
        rule: "other.label-list",
        tokens: numeral.tokens.clone(),
    })
}
