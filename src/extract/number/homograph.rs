//! Number words and their look-alikes: what stands around them decides.

use super::reader::Reader;
use crate::lexicon::NumberWord::{self, Digit, Dozen, HalfOf, Hundred, Minus, Over, Pair, Point, Scale, Ten, Tens, Variant};
use crate::lexicon::{BoundEffect, Category, UnitKind};
use crate::text::Kind;

/// True when the number word at `at` opens a number.
pub(super) fn is_number(reader: &Reader<'_, '_>, at: usize, word: NumberWord) -> bool {
    match word {
        Ten => true,
        Digit(digit) => is_digit(reader, at, digit),
        Hundred | Dozen | Scale(_) | Tens => bare_scale(reader, at, word),
        HalfOf => half(reader, at),
        // "tăng gấp đôi".
        Pair => at > 0 && matches!(reader.scan.word(at - 1), "gấp" | "Gấp"),
        Minus => minus_word(reader, at),
        _ => false,
    }
}

/// Another number word or digits that only make sense behind a digit word follow.
fn goes_on(reader: &Reader<'_, '_>, at: usize) -> bool {
    matches!(reader.next_number(at + 1), Some(Tens | Hundred | Dozen | Scale(_) | Variant(_)))
        || matches!(reader.next_number(at + 1), Some(Point | Over)) && continues(reader, at + 2)
}

fn continues(reader: &Reader<'_, '_>, at: usize) -> bool {
    reader.digits(at).is_some() || matches!(reader.next_number(at), Some(Digit(_) | Ten | Variant(4) | Hundred))
}

/// The whole sentence is this number, give or take a unit.
fn alone(reader: &Reader<'_, '_>, at: usize) -> bool {
    let scan = reader.scan;
    let Some(sentence) = scan.sentences.get(scan.sentence_of(at)).filter(|sentence| sentence.start == at) else {
        return false;
    };
    let mut end = at;
    while reader.number(end).is_some() && end < sentence.end {
        end += 1;
    }
    if let Some((unit, _)) = reader.unit(end, false) {
        end = unit.end as usize;
    }
    // What is left is punctuation.
    sentence.end.saturating_sub(end) <= 1 && (end..sentence.end).all(|i| reader.token(i).is_some_and(|token| token.kind == Kind::Punct))
}

fn is_digit(reader: &Reader<'_, '_>, at: usize, digit: u8) -> bool {
    if goes_on(reader, at) {
        return digit != 0 || reader.next_number(at + 1) == Some(Point) || alone(reader, at);
    }
    let run = (at..at + 4).take_while(|i| matches!(reader.number(*i), Some(Digit(_)))).count();
    // Digit by digit, but not "ba bốn năm": three or four years.
    if run >= 4 || run >= 2 && run_is_number(reader, at, run) {
        return true;
    }
    if alone(reader, at) {
        return true;
    }
    match digit {
        0 => false,
        1 => one(reader, at),
        5 => five(reader, at),
        3 | 9 => {
            // Father and ripe: a counted noun, a unit, another number, or nothing at all must follow.
            reader.countable(at + 1) || run > 1 || alone(reader, at) || listed(reader, at) || digit == 3 && three(reader, at)
        }
        _ => true,
    }
}

fn run_is_number(reader: &Reader<'_, '_>, at: usize, run: usize) -> bool {
    let Some(Digit(first)) = reader.number(at) else { return false };
    let ends_in_tens = matches!(reader.number(at + run), Some(Ten | Tens | Variant(_) | Hundred | Scale(_)));
    let second = matches!(reader.number(at + 1), Some(Digit(second)) if second != 5);
    ends_in_tens || first != 5 && (run >= 3 || first != 0 && second)
}

/// "ba" before an unknown noun counts, unless it is a person.
fn three(reader: &Reader<'_, '_>, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|i| reader.token(i));
    reader.token(at + 1).is_some_and(|next| next.is_small() && !next.starts_line())
        && reader.bound_with(at + 1, BoundEffect::Stop).is_none()
        && !before.is_some_and(|token| token.is_capital() && !reader.opens_sentence(at - 1))
        && before.is_some_and(|token| token.kind == Kind::Word)
}

/// A number of an enumeration: "hai, ba", "chín hoặc mười".
fn listed(reader: &Reader<'_, '_>, at: usize) -> bool {
    let joins = |i: usize| reader.bound_with(i, BoundEffect::And).is_some() || reader.token(i).is_some_and(|token| token.is(','));
    at >= 2 && joins(at - 1) && matches!(reader.number(at - 2), Some(Digit(_) | Ten))
        || joins(at + 1) && matches!(reader.next_number(at + 2), Some(Digit(2..) | Ten)) && !reader.opens_sentence(at)
}

/// `một` counts before a unit or a counted noun, not as an article behind a verb of being.
fn one(reader: &Reader<'_, '_>, at: usize) -> bool {
    reader.next_number(at + 1) == Some(HalfOf) && half(reader, at + 1) || reader.countable(at + 1) && !article(reader, at)
}

/// `một` at `at` is an article: "là một dự án", "như một người".
pub(crate) fn article(reader: &Reader<'_, '_>, at: usize) -> bool {
    const BEING: [&str; 8] = ["là", "như", "thành", "làm", "từng", "mỗi", "nào", "cùng"];
    let before = at.checked_sub(1).map_or("", |i| reader.scan.word(i));
    // "Khu kinh tế Chân Mây, một khu vực được đánh giá cao": what was just named.
    let named = before == ","
        && at >= 2
        && reader.token(at - 2).is_some_and(|token| token.is_capital() && !token.starts_line())
        && reader.token(at).is_some_and(|token| token.is_small());
    named || BEING.contains(&before)
}

/// `năm` is five before a counted noun or a unit, a year everywhere else.
fn five(reader: &Reader<'_, '_>, at: usize) -> bool {
    let year_behind = [
        "hàng",
        "hằng",
        "mỗi",
        "mọi",
        "nhiều",
        "những",
        "các",
        "từng",
        "cả",
        "đầu",
        "cuối",
        "giữa",
        "hết",
        "suốt",
        "quanh",
        "lâu",
        "theo",
        "qua",
        "thường",
        "sang",
        "nửa",
        "tháng",
        "vài",
        "mấy",
        "đến",
        "từ",
        "sau",
        "trước",
        "so",
        "vào",
        "của",
    ];
    let before = at.checked_sub(1).map_or("", |i| reader.scan.word(i));
    let Some((_, unit)) = reader.unit(at + 1, false) else {
        return false;
    };
    if unit.kind == UnitKind::Duration {
        // "năm ngày", "năm năm"; "năm tháng" is a stretch of life unless it is counted on.
        return unit.per.as_deref() != Some("P1M") || reader.scan.hits.has(at + 2, Category::Date);
    }
    if unit.kind == UnitKind::Count {
        let in_year = before == "trong" || year_behind.contains(&before);
        return !in_year;
    }
    !year_behind.contains(&before)
}

/// A scale word without a number before it.
fn bare_scale(reader: &Reader<'_, '_>, at: usize, word: NumberWord) -> bool {
    if matches!(reader.next_number(at + 1), Some(Scale(_) | Hundred | NumberWord::Half | Dozen)) || alone(reader, at) {
        return true;
    }
    let countable = reader.countable(at + 1);
    match word {
        Tens => countable,
        _ => {
            countable
                && !reader
                    .token(at)
                    .is_some_and(|token| token.is_capital() && !reader.opens_sentence(at))
        }
    }
}

/// `nửa` before a unit, a scale or a share.
fn half(reader: &Reader<'_, '_>, at: usize) -> bool {
    let next = at + 1;
    if matches!(reader.next_number(next), Some(Scale(_) | Hundred)) || alone(reader, at) {
        return true;
    }
    let one_before = at > 0 && matches!(reader.scan.word(at - 1), "một" | "Một");
    one_before
        || reader
            .unit(next, false)
            .is_some_and(|(_, unit)| matches!(unit.kind, UnitKind::Duration | UnitKind::Measure | UnitKind::Money))
        || matches!(reader.scan.word(next), "số" | "dân" | "diện" | "tổng" | "trong")
        || at > 0
            && (1..=2).any(|back| {
                at >= back
                    && reader.bound(at - back).is_some_and(|(hit, effect)| {
                        hit.end as usize == at
                            && matches!(
                                effect,
                                BoundEffect::JustOver | BoundEffect::JustUnder | BoundEffect::About | BoundEffect::Low
                            )
                    })
            })
}

/// `âm` and `trừ` before a number.
fn minus_word(reader: &Reader<'_, '_>, at: usize) -> bool {
    let next = at + 1;
    if !(reader.digits(next).is_some() || matches!(reader.next_number(next), Some(Digit(_) | Ten))) {
        return false;
    }
    match reader.scan.word(at) {
        // "trừ" mostly means "except": a sign only at the head of what is nothing but a number.
        "trừ" | "Trừ" => {
            let sentence = reader.scan.sentences.get(reader.scan.sentence_of(at));
            let words = (next..).take_while(|i| reader.number(*i).is_some()).count();
            sentence.is_some_and(|sentence| sentence.start == at && sentence.end.saturating_sub(next + words) <= 3)
        }
        _ => !matches!(reader.next_number(next), Some(Digit(1))) || goes_on(reader, next) || reader.countable(next + 1),
    }
}

/// The dash at `at` is the minus sign of the digits behind it, which end at `end`.
pub(super) fn is_minus(reader: &Reader<'_, '_>, at: usize, end: usize) -> bool {
    let Some(dash) = reader.token(at).filter(|token| token.is_dash() || token.sym == 0x2212) else {
        return false;
    };
    let glued = reader.is_glued(at + 1);
    let opens_line = at == 0 || dash.starts_line();
    let line_ends = reader.token(end).is_none_or(|next| next.starts_line());
    if opens_line {
        // A bullet, unless the number is all there is.
        return line_ends && (at == 0 || glued);
    }
    let temperature = reader
        .unit(end, true)
        .is_some_and(|(_, unit)| matches!(&*unit.code, "Cel" | "deg" | "%"));
    let before = reader.token(at - 1);
    let open = before.is_some_and(|token| token.is('(') || token.is('=') || token.is(':'));
    glued && !dash.glued() && (temperature || open) && before.is_some_and(|token| token.kind != Kind::Digits && !token.is('%'))
        || glued && dash.glued() && open
}

/// `vài` or `mấy` alone at `at`: before a counted noun.
pub(super) fn vague_alone(reader: &Reader<'_, '_>, at: usize, end: usize) -> bool {
    reader.scan.word(at) != "hàng" && reader.scan.word(at) != "Hàng" && reader.countable(end)
}
