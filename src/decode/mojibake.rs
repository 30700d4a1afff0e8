//! Text that is UTF-8 read as Latin-1 or windows-1252 and written as UTF-8 again, once or more.
//!
//! `Hà Nội` becomes `HÃ\u{A0} Ná»™i`. Each wrong reading turns one byte into one character, so a sequence of such characters that spells
//! valid UTF-8 is read back to the character it was. Sequences are taken one by one: a damaged one (a lost byte, `…` turned into `&`)
//! stays as it is, and text that was never broken holds no such sequence, so pages that mix both come out right.
//! The whole repair is taken only when the text is clearly better Vietnamese with it than without.

use super::Score;
use super::score::score;
use crate::text::{MappedText, OffsetMap, is_vietnamese_syllable, normalise_str};

/// How often a text can have been broken: three times occurs, never more.
const MOST: usize = 3;
/// Bytes in the block that is scanned together.
const BLOCK: usize = 64;

/// True when `text` may hold mojibake. One pass at memory speed; clean Vietnamese is nearly free of what is asked for.
///
/// Broken text is full of U+0080–U+00BF (lead byte `C2`) after `Ã Ä Å Æ Ì á â`, and of `€` (`E2 82 AC`) after `â`: either way of
/// lead bytes two bytes behind a `C3`.
pub(super) fn suspicious(text: &str) -> bool {
    let bytes = text.as_bytes();
    let odd = |lead: u8, behind: u8| (lead == 0xC3) & ((behind == 0xC2) | (behind == 0xE2));
    let behind = bytes.get(2..).unwrap_or(&[]);
    for (block, (leads, behind)) in bytes.chunks(BLOCK).zip(behind.chunks(BLOCK)).enumerate() {
        let pairs = || leads.iter().zip(behind).map(|(&lead, &behind)| (lead, behind));
        if pairs().fold(0u8, |any, (lead, behind)| any | u8::from(odd(lead, behind))) == 0 {
            continue;
        }
        for (at, (lead, behind)) in pairs().enumerate() {
            let place = block * BLOCK + at + 2;
            if odd(lead, behind) && telltale(bytes, place + usize::from(behind == 0xE2)) {
                return true;
            }
        }
    }
    false
}

/// True when the byte at `at` follows what begins a broken letter.
fn telltale(bytes: &[u8], at: usize) -> bool {
    let back = |n: usize| at.checked_sub(n).and_then(|i| bytes.get(i)).copied();
    match bytes.get(at) {
        Some(0xC2) => back(2) == Some(0xC3) && matches!(back(1), Some(0x83..=0x86 | 0x8C | 0x8D | 0xA1 | 0xA2)),
        // `â€`
        Some(0x82) => back(1) == Some(0xE2) && back(3) == Some(0xC3) && back(2) == Some(0xA2),
        _ => false,
    }
}

/// The byte a wrong reading made this character from.
pub(super) fn byte_of(c: char) -> Option<u8> {
    if let low @ 0x80..=0xFF = c as u32 {
        return u8::try_from(low).ok();
    }
    Some(match c {
        '€' => 0x80,
        '‚' => 0x82,
        'ƒ' => 0x83,
        '„' => 0x84,
        '…' => 0x85,
        '†' => 0x86,
        '‡' => 0x87,
        'ˆ' => 0x88,
        '‰' => 0x89,
        'Š' => 0x8A,
        '‹' => 0x8B,
        'Œ' => 0x8C,
        'Ž' => 0x8E,
        '‘' => 0x91,
        '’' => 0x92,
        '“' => 0x93,
        '”' => 0x94,
        '•' => 0x95,
        '–' => 0x96,
        '—' => 0x97,
        '˜' => 0x98,
        '™' => 0x99,
        'š' => 0x9A,
        '›' => 0x9B,
        'œ' => 0x9C,
        'ž' => 0x9E,
        'Ÿ' => 0x9F,
        _ => return None,
    })
}

/// The character a broken sequence at the start of `text` stands for, how long the sequence is, and whether it needs windows-1252.
fn unbroken(text: &str) -> Option<(char, usize, bool)> {
    let mut chars = text.chars();
    let lead = chars.next().and_then(byte_of)?;
    let width = match lead {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let mut bytes = [lead, 0, 0, 0];
    let mut windows = false;
    for cell in &mut bytes[1..width] {
        let c = chars.next()?;
        *cell = byte_of(c).filter(|b| b & 0xC0 == 0x80)?;
        windows |= c as u32 > 0xFF;
    }
    let c = std::str::from_utf8(&bytes[..width]).ok()?.chars().next()?;
    Some((c, text.len() - chars.as_str().len(), windows))
}

/// `à` was `Ã` and U+00A0, and the latter has become a blank or is gone: how many bytes stand for the `à`.
///
/// `onset` is the word so far, `after` the text behind `Ã`. Where the letters before and after make one syllable with `à`, the blank
/// is the lost half (`hÃ ng`). Otherwise two blanks are the lost half and a blank, and a single one is a blank that swallowed the lost
/// half: it stays (`HÃ chia`).
fn folded_a(onset: &str, after: &str) -> Option<usize> {
    let len = 'Ã'.len_utf8();
    let Some(tail) = after.strip_prefix(' ') else {
        // At the end of a line or before a full stop.
        let ends = after.is_empty() || after.starts_with(['\n', '\r', '.', ',', ';', ':', ')']);
        return ends.then_some(len);
    };
    if tail.is_empty() || tail.starts_with(|c: char| !c.is_alphabetic()) {
        return Some(len + usize::from(tail.starts_with(' ')));
    }
    let end = tail.bytes().take(8).take_while(u8::is_ascii_alphabetic).count();
    // Only ASCII letters can follow `à` in its syllable.
    let whole = !tail[end..].starts_with(|c: char| c.is_alphabetic());
    let joined = whole && is_vietnamese_syllable(&format!("{onset}à{}", &tail[..end]));
    Some(len + usize::from(joined))
}

/// The letters at the end of `written` followed by `pending`: the word so far.
fn word_so_far(written: &str, pending: &str) -> String {
    let back = pending.chars().rev().chain(written.chars().rev());
    let letters: Vec<char> = back.take(4).take_while(|c| c.is_alphabetic()).collect();
    letters.into_iter().rev().collect()
}

/// One reading back; `fold` allows for U+00A0 lost, as the second half of `à` or of a no-break space. With whether windows-1252 was needed; `None` when there is nothing to read back.
fn once(text: &str, fold: bool) -> Option<(MappedText, bool)> {
    let mut out = String::with_capacity(text.len());
    let mut map = OffsetMap::default();
    let (mut windows, mut found) = (false, false);
    let (mut at, mut copied) = (0, 0);
    // Every first character of a broken sequence is U+00C2 to U+00F4: lead byte C3.
    while let Some(jump) = text.as_bytes()[at..].iter().position(|b| *b == 0xC3) {
        at += jump;
        let rest = &text[at..];
        let piece = unbroken(rest).or_else(|| {
            let word = || word_so_far(&out, &text[copied..at]);
            match rest.strip_prefix('Ã').filter(|_| fold) {
                Some(after) => folded_a(&word(), after).map(|len| ('à', len, false)),
                None => (fold && rest.starts_with("Â ") && word().is_empty()).then_some(('\u{A0}', "Â ".len(), false)),
            }
        });
        let Some((c, len, is_windows)) = piece else {
            at += 2;
            continue;
        };
        out.push_str(&text[copied..at]);
        map.same(at - copied);
        out.push(c);
        map.unit(c.len_utf8(), len);
        windows |= is_windows;
        found = true;
        at += len;
        copied = at;
    }
    if !found {
        return None;
    }
    out.push_str(&text[copied..]);
    map.same(text.len() - copied);
    Some((MappedText { text: out, map }, windows))
}

/// True when more of the text is broken than whole, by the letters that only one of the two can have.
fn mostly_broken(text: &str) -> bool {
    let bytes = text.as_bytes();
    let broken = (0..bytes.len()).filter(|&at| telltale(bytes, at)).count();
    let whole = text.chars().filter(|c| ('Ạ'..='ỹ').contains(c)).count();
    broken > whole
}

/// The score of `text` as it will be read, that is composed.
fn score_of(text: &str) -> Score {
    score(&normalise_str(text).0)
}

/// Repairs `decoded` if that makes it clearly better Vietnamese; with what was repaired.
pub(super) fn repair(decoded: MappedText) -> (MappedText, Option<&'static str>) {
    if !suspicious(&decoded.text) {
        return (decoded, None);
    }
    let before = score_of(&decoded.text);
    let fold = mostly_broken(&decoded.text);
    let mut readings: Vec<(MappedText, Score)> = Vec::with_capacity(MOST);
    let mut best: Option<usize> = None;
    let mut windows = false;
    let mut label = None;
    for times in 0..MOST {
        let last = readings.last().map(|(last, _)| last);
        let text = last.map_or(decoded.text.as_str(), |last| &last.text);
        let Some((mut next, is_windows)) = once(text, fold) else {
            break;
        };
        windows |= is_windows;
        if let Some(last) = last {
            next.map = next.map.after(&last.map);
        }
        let score = score_of(&next.text);
        let rival = best.and_then(|best| readings.get(best));
        if better(rival.map_or(before, |(_, score)| *score), score) {
            best = Some(times);
            label = Some(match (windows, times) {
                (false, 0) => "utf-8-as-latin-1",
                (false, _) => "utf-8-as-latin-1-twice",
                (true, 0) => "utf-8-as-windows-1252",
                (true, _) => "utf-8-as-windows-1252-twice",
            });
        }
        readings.push((next, score));
    }
    match best {
        Some(best) => {
            let MappedText { text, map } = readings.swap_remove(best).0;
            let map = map.after(&decoded.map);
            (MappedText { text, map }, label)
        }
        None => (decoded, None),
    }
}

/// True when `new` is clearly better Vietnamese than `old`: fewer strange characters, and no fewer good letters but for those that
/// a wrong reading made by chance.
fn better(old: Score, new: Score) -> bool {
    let cleaner = new.bad < old.bad;
    cleaner && new.balance() >= old.balance() + 2
}
