//! Text of a legacy font in Unicode clothing: TCVN3, VNI and their like, byte by byte taken for Latin letters.
//!
//! `C«ng nghiÖp` is TCVN3, `Coâng nghieäp` is VNI, each stored as UTF-8 by a program that knew nothing of the font. Word processors and
//! old web sites left much of it. The letters are turned back into the bytes they were and those are read by the same evidence as
//! bytes that were never misread.

use unicode_normalization::UnicodeNormalization as _;

use super::mojibake::byte_of;
use super::score::is_vietnamese;
use super::{Encoding, detect};
use crate::text::{MappedText, OffsetMap, Span};

/// Letters that are looked at before the text is let go.
const LOOK: usize = 64;
/// Fewest letters beyond ASCII that are worth the work.
const FEWEST: usize = 4;

/// True when the first letters beyond ASCII are of Latin-1 and hardly any are those of U+1EA0–U+1EF9, which are every second of
/// real Vietnamese, or combining marks. Costs a look at the beginning of the text.
pub(super) fn suspicious(text: &str) -> bool {
    let (mut latin, mut vietnamese) = (0, 0);
    for &byte in text.as_bytes() {
        match byte {
            0xC2 | 0xC3 => latin += 1,
            // `ơ ư`, combining marks, `ạ` to `ỹ`.
            0xC6 | 0xCC | 0xCD | 0xE1 => vietnamese += 1,
            _ => continue,
        }
        if latin + vietnamese >= LOOK {
            break;
        }
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

/// Reads `decoded` as the legacy encoding its letters show, if one fits.
pub(super) fn repair(decoded: MappedText) -> (MappedText, Option<&'static str>) {
    if !suspicious(&decoded.text) {
        return (decoded, None);
    }
    // A character that was no byte goes in as a blank, which parts words as it does, and comes out as itself.
    let chars: Vec<char> = decoded.text.chars().collect();
    let bytes: Vec<u8> = chars.iter().map(|&c| byte(c).unwrap_or(b' ')).collect();
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
    if !is_vietnamese(&text.nfc().collect::<String>()) {
        return (decoded, None);
    }
    let map = map.after(&decoded.map);
    (MappedText { text, map }, Some(label))
}
