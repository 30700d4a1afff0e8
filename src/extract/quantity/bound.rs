//! Bounds and approximation around a number.

use std::ops::Range;

use super::Approximate;
use crate::extract::decimal::Decimal;
use crate::extract::number::Reader;
use crate::extract::scan::Owner;
use crate::lexicon::{BoundEffect, Category, Start, Starts};
use crate::text::Kind;

/// What the words around a number say of it.
#[derive(Debug, Default)]
pub(super) struct Bounds {
    pub(super) approximate: Option<Approximate>,
    pub(super) low_only: bool,
    pub(super) high_only: bool,
    pub(super) fold: bool,
    /// Tokens and effect of each bound word.
    pub(super) words: Vec<(Range<usize>, BoundEffect)>,
}

/// The number that bounds are looked for.
pub(super) struct Around {
    /// First token of the number with money before it.
    pub(super) start: usize,
    /// Tokens before this one are used.
    pub(super) from: usize,
    /// One past number and unit.
    pub(super) end: usize,
    /// One past what is counted.
    pub(super) counted_end: usize,
    /// It counts things.
    pub(super) counts: bool,
    /// It is a small count (`trên hai tuyến phố` speaks of a place).
    pub(super) small: bool,
    /// It is a range.
    pub(super) range: bool,
}

/// Most bound words read before a number (`ước đạt khoảng hơn`).
const WORDS: usize = 4;

/// How far back the first token of one may stand, as [`Hits::ending_at`](crate::lexicon::Hits::ending_at) looks.
const BACK: usize = 6;

pub(super) fn read(reader: &Reader<'_, '_>, around: &Around) -> Bounds {
    let mut out = Bounds::default();
    let mut at = around.start;
    for _ in 0..WORDS {
        // Whatever else ends here, such a word is what it takes to go on.
        let bounding = Starts::default().and(Start::Bounding);
        let near = at.saturating_sub(BACK)..at;
        if reader.scan.hits.sites_in(near, bounding).next().is_none() || reader.token(at).is_some_and(|token| token.starts_paragraph()) {
            break;
        }
        let Some(hit) = reader.scan.hits.ending_at(at, Category::Bound) else {
            break;
        };
        let start = hit.start as usize;
        if start < around.from {
            break;
        }
        let Some(term) = reader.bound_of(hit) else { break };
        let effect = match term.effect {
            BoundEffect::From if around.range => BoundEffect::Nothing,
            BoundEffect::From if opens_low(reader, around, start) => BoundEffect::Low,
            BoundEffect::More if reader.opens_sentence(start) && !compares(reader, around.end) => BoundEffect::Low,
            BoundEffect::Fewer if reader.opens_sentence(start) && !compares(reader, around.end) => BoundEffect::High,
            BoundEffect::Fewer if levels(reader, around.from, start) && !compares_with(reader, around.end) => BoundEffect::High,
            // "sớm hơn một năm so với kế hoạch" names a difference.
            BoundEffect::JustOver if is_compared(reader, around, start) => break,
            BoundEffect::JustOver | BoundEffect::High if around.counts && around.small && is_place(reader, start) => break,
            effect => effect,
        };
        match effect {
            BoundEffect::About => out.approximate = out.approximate.or(Some(Approximate::About)),
            BoundEffect::JustUnder => out.approximate = out.approximate.or(Some(Approximate::JustUnder)),
            BoundEffect::JustOver => out.approximate = out.approximate.or(Some(Approximate::JustOver)),
            BoundEffect::Low => out.low_only = true,
            BoundEffect::High => out.high_only = true,
            BoundEffect::Times => out.fold = true,
            _ => break,
        }
        out.words.push((start..at, effect));
        at = start;
    }
    if out.low_only && out.high_only {
        // "không dưới", "không quá" are words of their own; two that contradict each other bound nothing.
        (out.low_only, out.high_only) = (false, false);
    }
    out.words.reverse();
    for at in [around.end, around.counted_end] {
        if let Some((hit, effect @ (BoundEffect::AndUp | BoundEffect::AndDown))) = reader.bound(at) {
            out.low_only = effect == BoundEffect::AndUp;
            out.high_only = effect == BoundEffect::AndDown;
            if out.words.is_empty()
                && let Some(from) = reader.bound_before(around.start, BoundEffect::From)
                && from.start as usize >= around.from
            {
                out.words.push((from.start as usize..from.end as usize, BoundEffect::From));
            }
            out.words.push((hit.start as usize..hit.end as usize, effect));
            break;
        }
    }
    // A range has both its ends: "tối thiểu từ 40% - 50%".
    if around.range {
        (out.low_only, out.high_only) = (false, false);
    }
    out
}

/// "chiếm **ít hơn** 2% giá trị": a level with a bound, where "thấp hơn 2%" alone is a difference.
fn levels(reader: &Reader<'_, '_>, from: usize, at: usize) -> bool {
    at > from && matches!(reader.scan.word(at - 1), "chiếm" | "đạt" | "còn" | "chỉ" | "là")
}

/// "**dài hơn** 2 km **so với** …", but "dài hơn 2 km" and "tăng hơn 2% so với …".
fn is_compared(reader: &Reader<'_, '_>, around: &Around, at: usize) -> bool {
    let quality = |word| {
        matches!(
            word,
            "sớm" | "muộn" | "nhanh" | "chậm" | "lâu" | "dài" | "ngắn" | "rộng" | "hẹp" | "sâu" | "nặng" | "nhẹ" | "đắt" | "rẻ"
        )
    };
    at > around.from && quality(reader.scan.word(at - 1)) && compares_with(reader, around.end)
}

fn compares_with(reader: &Reader<'_, '_>, at: usize) -> bool {
    (at..at + 4).any(|at| (reader.scan.word(at), reader.scan.word(at + 1)) == ("so", "với"))
}

/// "cao hơn 2% so với …" names a difference.
fn compares(reader: &Reader<'_, '_>, at: usize) -> bool {
    reader.scan.word(at) == "so" || at > 0 && reader.scan.word(at - 1) == "%"
}

/// `trên`, `dưới`, `quá` before a small count say where, not how many.
fn is_place(reader: &Reader<'_, '_>, at: usize) -> bool {
    matches!(reader.scan.word(at), "trên" | "dưới" | "Trên" | "Dưới")
}

/// `từ` at `at` is a lower bound: of a measure or percentage that does not go on to another value.
fn opens_low(reader: &Reader<'_, '_>, around: &Around, at: usize) -> bool {
    if matches!(reader.bound(around.end), Some((_, BoundEffect::AndUp))) {
        return true;
    }
    if matches!(reader.bound(around.end), Some((_, BoundEffect::AndDown))) {
        return false;
    }
    // "từ 41% lên 45%", "từ 12 triệu đồng xuống còn 9 triệu đồng", "từ 5% năm 2020 lên …".
    let moves = (around.end..around.end + 8)
        .take_while(|i| {
            reader
                .token(*i)
                .is_some_and(|token| token.kind != Kind::Punct || token.is('(') || token.is(')'))
        })
        .any(|i| match reader.scan.word(i) {
            // "từ 80% người dân từ 15 tuổi trở lên".
            "lên" | "xuống" => reader.scan.word(i - 1) != "trở",
            word => matches!(word, "còn" | "sang" | "đến" | "tới" | "về"),
        });
    // "từ 13.197 ha năm 2013, diện tích …": where something began.
    if reader.scan.owners.get(around.end) == Some(&Owner::Date) {
        return false;
    }
    let reaches = at > around.from
        && matches!(
            reader.scan.word(at - 1),
            "đạt" | "phải" | "chiếm" | "có" | "mức" | "đạt được" | "độ" | "tuổi"
        );
    !moves && (reaches || !around.counts)
}

/// Low and high end of `low..high` under `bounds`.
pub(super) fn ends(low: Option<Decimal>, high: Option<Decimal>, bounds: &Bounds) -> (Option<Decimal>, Option<Decimal>) {
    match (bounds.low_only, bounds.high_only) {
        (true, false) => (low, None),
        (false, true) => (None, high),
        _ => (low, high),
    }
}
