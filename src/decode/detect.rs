//! Which legacy encoding a record is in, by how Vietnamese each reading is.

use super::score::{Score, score};
use super::{Encoding, single, tcvn3, vni};
use crate::text::{MappedText, normalise_str};

/// The encodings that are tried, in the order that breaks a tie.
const CANDIDATES: [Encoding; 5] = [
    Encoding::Tcvn3,
    Encoding::Vni,
    Encoding::Windows1258,
    Encoding::Viscii,
    Encoding::Vps,
];

/// Share of letters in possible syllables that a reading must reach to be believed.
const ENOUGH: f64 = 0.75;
/// The same, when the record says so itself.
const ENOUGH_IF_DECLARED: f64 = 0.5;
/// How far the best must lead the next.
const LEAD: f64 = 0.1;
/// Fewest good letters a reading needs.
const FEWEST: usize = 2;
/// Bytes of sample.
const SAMPLE: usize = 64 * 1024;
/// Bytes taken from the first unread byte beyond ASCII on.
const WINDOW: usize = 1024;

/// Reads `bytes` in a byte-wise encoding.
pub(super) fn decode_as(bytes: &[u8], encoding: Encoding) -> MappedText {
    match encoding {
        Encoding::Vni => vni::decode(bytes),
        Encoding::Tcvn3 => tcvn3::restore_capitals(single::decode(bytes, single::table(encoding))),
        _ => single::decode(bytes, single::table(encoding)),
    }
}

/// Where the next byte beyond ASCII stands. Most blocks of a page are markup, and a block is looked at as a whole.
pub(super) fn beyond_ascii(bytes: &[u8], from: usize) -> Option<usize> {
    const BLOCK: usize = 64;
    let mut at = from;
    for block in bytes.get(from..)?.chunks(BLOCK) {
        if !block.is_ascii() {
            return block.iter().position(|b| !b.is_ascii()).map(|i| at + i);
        }
        at += block.len();
    }
    None
}

/// The stretches of `bytes` that hold bytes beyond ASCII, cut at blanks.
fn sample(bytes: &[u8]) -> Vec<u8> {
    let mut sample = Vec::with_capacity(bytes.len().min(SAMPLE + WINDOW));
    let mut at = 0;
    while sample.len() < SAMPLE {
        let Some(high) = beyond_ascii(bytes, at) else {
            break;
        };
        let from = bytes[at..high]
            .iter()
            .rev()
            .take(64)
            .position(u8::is_ascii_whitespace)
            .map_or(at.max(high.saturating_sub(64)), |back| high - back);
        let to = bytes.len().min(high + WINDOW);
        let to = bytes[to..]
            .iter()
            .take(64)
            .position(u8::is_ascii_whitespace)
            .map_or(to, |more| to + more);
        sample.extend_from_slice(&bytes[from..to]);
        sample.push(b' ');
        at = to;
    }
    sample
}

fn score_as(sample: &[u8], encoding: Encoding) -> Score {
    let text = match encoding {
        Encoding::Vni => vni::decode(sample),
        _ => single::decode(sample, single::table(encoding)),
    };
    score(&normalise_str(&text.text).0)
}

/// The legacy encoding that fits, and whether the declaration was needed; `None` when none does.
pub(super) fn legacy(bytes: &[u8], declared: Option<Encoding>) -> Option<(Encoding, &'static str)> {
    let western = declared == Some(Encoding::Windows1252);
    let evidence = if western { "declared" } else { "detected" };
    if only(bytes, |b| matches!(b, 0x82 | 0x84 | 0x85 | 0x91..=0x97 | 0xA0)) {
        return Some((Encoding::Windows1252, evidence));
    }
    let sample = sample(bytes);
    let mut scored: Vec<(Encoding, Score)> = CANDIDATES
        .into_iter()
        .map(|encoding| (encoding, score_as(&sample, encoding)))
        .collect();
    // Stable: equal readings keep the order above.
    scored.sort_by(|a, b| b.1.share().total_cmp(&a.1.share()));
    let (best, score) = *scored.first()?;
    if let Some((encoding, own)) = scored.iter().find(|(e, _)| declared == Some(*e))
        && own.share() >= ENOUGH_IF_DECLARED
        && score.share() - own.share() < LEAD
    {
        return Some((*encoding, "declared"));
    }
    let plain = score_as(&sample, Encoding::Windows1252).share();
    let next = scored.get(1).map_or(0.0, |(_, score)| score.share());
    if score.good >= FEWEST && score.share() >= ENOUGH && score.share() - next.max(plain) >= LEAD {
        return Some((best, "detected"));
    }
    let shown = (western && is_western(bytes)) || (score.share() < ENOUGH && signs_only(bytes));
    shown.then_some((Encoding::Windows1252, evidence))
}

/// True when all bytes beyond ASCII are such.
fn only(bytes: &[u8], such: impl Fn(u8) -> bool) -> bool {
    bytes.iter().all(|&b| b.is_ascii() || such(b))
}

/// True when all bytes beyond ASCII are common signs of windows-1252, and none stands within a word as a letter would.
fn signs_only(bytes: &[u8]) -> bool {
    let sign = |b: u8| {
        matches!(b, 0x80 | 0x82 | 0x84 | 0x85 | 0x8B | 0x91..=0x97 | 0x99 | 0x9B | 0xA0 | 0xA7 | 0xA9)
            || matches!(b, 0xAB | 0xAE | 0xB0 | 0xB2 | 0xB3 | 0xB7 | 0xBB | 0xBD)
    };
    let within = bytes
        .windows(3)
        .any(|three| matches!(three, [a, b, c] if a.is_ascii_alphabetic() && *b >= 0xA1 && c.is_ascii_alphabetic()));
    !within && only(bytes, sign)
}

/// True when windows-1252 defines all bytes and most beyond ASCII are letters: a page in another language that says so.
fn is_western(bytes: &[u8]) -> bool {
    let high = bytes.iter().filter(|b| !b.is_ascii());
    let letters = high.clone().filter(|b| **b >= 0xC0).count();
    let undefined = high.clone().any(|b| matches!(b, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D));
    !undefined && letters * 5 >= high.count() * 2
}
