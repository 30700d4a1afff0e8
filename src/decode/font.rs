//! Text of a legacy font in Unicode clothing: TCVN3, VNI and their like, byte by byte taken for Latin letters.
//!
//! `C«ng nghiÖp` is TCVN3, `Coâng nghieäp` is VNI, each stored as UTF-8 by a program that knew nothing of the font. Word processors and
//! old web sites left much of it. The letters are turned back into the bytes they were and those are read by the same evidence as
//! bytes that were never misread.

use super::mojibake::byte_of;
use super::score::is_vietnamese;
use super::{Encoding, detect};
use crate::text::{MappedText, OffsetMap, Span, normalise_str};

/// Letters that are looked at before the text is let go.
const LOOK: usize = 64;
/// Fewest letters beyond ASCII that are worth the work.
const FEWEST: usize = 4;
/// Characters of sample, about.
const SAMPLE: usize = 64 << 10;
/// Characters of one word that go into it: a word can be as long as the text.
const LONGEST: usize = 256;

/// True when the first letters beyond ASCII are of Latin-1 and hardly any are those of U+1EA0–U+1EF9, which are every second of
/// real Vietnamese, or combining marks. Costs a look at the beginning of the text.
pub(super) fn suspicious(text: &str) -> bool {
    let (mut latin, mut vietnamese) = (0, 0);
    let bytes = text.as_bytes();
    let mut at = 0;
    // Enough Vietnamese letters decide before all are looked at: the rest cannot outweigh them.
    while latin + vietnamese < LOOK
        && vietnamese * 10 < LOOK - vietnamese
        && let Some(high) = detect::beyond_ascii(bytes, at)
    {
        match bytes[high] {
            0xC2 | 0xC3 => latin += 1,
            // `ơ ư`, combining marks, `ạ` to `ỹ`.
            0xC6 | 0xCC | 0xCD | 0xE1 => vietnamese += 1,
            _ => {}
        }
        at = high + 1;
    }
    latin >= FEWEST && vietnamese * 10 < latin
}

/// The byte a character was, ASCII included.
fn byte(c: char) -> Option<u8> {
    if c.is_ascii() {
        return u8::try_from(c).ok();
    }
    byte_of(c)
}

/// A character that was no byte goes in as a blank, which parts words as it does, and comes out as itself.
fn as_byte(c: char) -> u8 {
    byte(c).unwrap_or(b' ')
}

/// The words of `text` with letters beyond ASCII, from the first on, up to a limit.
fn sample(text: &str) -> Vec<char> {
    let bytes = text.as_bytes();
    let mut sample = Vec::new();
    let mut at = 0;
    while sample.len() < SAMPLE
        && let Some(high) = detect::beyond_ascii(bytes, at)
    {
        let blank = bytes[at..high].iter().rev().position(u8::is_ascii_whitespace);
        let start = blank.map_or(at, |back| high - back);
        let end = bytes[high..]
            .iter()
            .position(u8::is_ascii_whitespace)
            .map_or(bytes.len(), |more| high + more);
        if let Some(word) = text.get(start..end) {
            sample.extend(word.chars().take(LONGEST));
        }
        sample.push(' ');
        at = end;
    }
    sample
}

/// Reads `decoded` as the legacy encoding its letters show, if one fits.
pub(super) fn repair(decoded: MappedText) -> (MappedText, Option<&'static str>) {
    if !suspicious(&decoded.text) {
        return (decoded, None);
    }
    // Most suspects are pages in other languages; a sample tells them from the few that are worth the whole work.
    let sample = sample(&decoded.text);
    let bytes: Vec<u8> = sample.iter().map(|&c| as_byte(c)).collect();
    let Some((encoding, _)) = detect::legacy(&bytes, None) else {
        return (decoded, None);
    };
    let label = match encoding {
        Encoding::Tcvn3 => "tcvn3-as-windows-1252",
        Encoding::Vni => "vni-as-windows-1252",
        Encoding::Viscii => "viscii-as-windows-1252",
        Encoding::Vps => "vps-as-windows-1252",
        Encoding::Windows1258 => "windows-1258-as-windows-1252",
        _ => return (decoded, None),
    };
    if reread(&sample, encoding).is_none() {
        return (decoded, None);
    }
    let chars: Vec<char> = decoded.text.chars().collect();
    let Some(MappedText { text, map }) = reread(&chars, encoding) else {
        return (decoded, None);
    };
    let map = map.after(&decoded.map);
    (MappedText { text, map }, Some(label))
}

/// `chars` as what their bytes are in `encoding`, if that is Vietnamese; the map goes to bytes of `chars` in UTF-8.
fn reread(chars: &[char], encoding: Encoding) -> Option<MappedText> {
    let bytes: Vec<u8> = chars.iter().map(|&c| as_byte(c)).collect();
    let read = detect::decode_as(&bytes, encoding);
    let mut text = String::with_capacity(read.text.len());
    let mut map = OffsetMap::default();
    for (at, c) in read.text.char_indices() {
        let from = read.map.source(Span::new(at, at + c.len_utf8()));
        let was = chars.get(from.range()).unwrap_or_default();
        let c = match was {
            [odd] if byte(*odd).is_none() => *odd,
            _ => c,
        };
        text.push(c);
        map.unit(c.len_utf8(), was.iter().map(|c| c.len_utf8()).sum());
    }
    is_vietnamese(&normalise_str(&text).0).then_some(MappedText { text, map })
}
