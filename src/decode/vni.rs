//! VNI Windows: the letter, then a byte for its marks; `ơ`, `ư`, `đ`, `i` with tones and `ỵ` have bytes of their own.
//!
//! Source: the published VNI Windows code chart.

use super::{Encoding, single};
use crate::text::{MappedText, OffsetMap};

/// Mark bytes of the small letters, in the order of [`TONES`]; a capital's mark is the byte less `0x20`.
const MARKS: [(u8, &[u8], &str); 18] = [
    (0xF8, b"aeouy\xF4\xF6", "àèòùỳờừ"),
    (0xFB, b"aeouy\xF4\xF6", "ảẻỏủỷởử"),
    (0xF5, b"aeouy\xF4\xF6", "ãẽõũỹỡữ"),
    (0xF9, b"aeouy\xF4\xF6", "áéóúýớứ"),
    (0xEF, b"aeou\xF4\xF6", "ạẹọụợự"),
    (0xE2, b"aeo", "âêô"),
    (0xE0, b"aeo", "ầềồ"),
    (0xE5, b"aeo", "ẩểổ"),
    (0xE3, b"aeo", "ẫễỗ"),
    (0xE1, b"aeo", "ấếố"),
    (0xE4, b"aeo", "ậệộ"),
    (0xEA, b"a", "ă"),
    (0xE8, b"a", "ằ"),
    (0xFA, b"a", "ẳ"),
    (0xFC, b"a", "ẵ"),
    (0xE9, b"a", "ắ"),
    (0xEB, b"a", "ặ"),
    // Some fonts write the dot under y as a mark, not as a letter.
    (0xEF, b"y", "ỵ"),
];

/// Small letters with a byte of their own; the capital is the byte less `0x20`.
const SINGLE: [(u8, char); 8] = [
    (0xF4, 'ơ'),
    (0xF6, 'ư'),
    (0xF1, 'đ'),
    (0xED, 'í'),
    (0xEC, 'ì'),
    (0xE6, 'ỉ'),
    (0xF3, 'ĩ'),
    (0xF2, 'ị'),
];
const Y_DOT: u8 = 0xEE;

/// The same byte for the small letter.
fn small(byte: u8) -> u8 {
    if byte >= 0xC0 || byte.is_ascii_uppercase() {
        byte | 0x20
    } else {
        byte
    }
}

/// The letter in the case of `byte`.
fn cased(letter: char, byte: u8) -> char {
    if small(byte) == byte {
        letter
    } else {
        letter.to_uppercase().next().unwrap_or(letter)
    }
}

fn pair(base: u8, mark: u8) -> Option<char> {
    if mark < 0xC0 {
        return None;
    }
    let (small_base, small_mark) = (small(base), small(mark));
    MARKS
        .iter()
        .filter(|(byte, _, _)| *byte == small_mark)
        .find_map(|(_, bases, letters)| {
            let at = bases.iter().position(|b| *b == small_base)?;
            letters.chars().nth(at)
        })
        .map(|letter| cased(letter, base))
}

fn alone(byte: u8) -> char {
    let letter = SINGLE
        .iter()
        .find(|(single, _)| *single == small(byte))
        .map(|(_, letter)| *letter)
        .or((small(byte) == Y_DOT).then_some('ỵ'));
    match letter {
        Some(letter) if byte >= 0xC0 => cased(letter, byte),
        _ => single::table(Encoding::Windows1252)[usize::from(byte)],
    }
}

/// Decodes VNI; bytes that are no mark of the letter before them are read as windows-1252.
pub(super) fn decode(bytes: &[u8]) -> MappedText {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2);
    let mut map = OffsetMap::default();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let marked = bytes.get(at + 1).and_then(|&mark| pair(byte, mark));
        let (c, width) = marked.map_or_else(|| (alone(byte), 1), |c| (c, 2));
        text.push(c);
        map.unit(c.len_utf8(), width);
        at += width;
    }
    MappedText { text, map }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_marks() {
        let latin1 = |s: &str| s.chars().map(|c| c as u8).collect::<Vec<_>>();
        for (from, to) in [
            ("Haø Noäi", "Hà Nội"),
            ("ñöôøng QUOÁC LOÄ", "đường QUỐC LỘ"),
            ("kyõ thuaät, lyù, Myõ, hoaøn, quyù, kî", "kỹ thuật, lý, Mỹ, hoàn, quý, kỵ"),
            ("chính trò, thì, nghæ, nghó", "chính trị, thì, nghỉ, nghĩ"),
            ("Ñaéc, naêm, Öôùc", "Đắc, năm, Ước"),
        ] {
            assert_eq!(decode(&latin1(from)).text, to);
        }
    }
}
