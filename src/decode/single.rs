//! One byte, one character: windows-1252, windows-1258, TCVN3, VISCII, VPS.
//!
//! Sources of the letter tables: TCVN 5712:1993 (VN3), RFC 1456 (VISCII 1.1), the published VPS code chart; windows-1258 and
//! windows-1252 are those of the WHATWG Encoding Standard, by way of `encoding_rs`.

use std::sync::LazyLock;

use super::Encoding;
use crate::text::{MappedText, OffsetMap};

/// Rows of sixteen from `0xA0`; a middle dot is no letter: it keeps the windows-1252 sign, if any.
const TCVN3: [&str; 6] = [
    "·ĂÂÊÔƠƯĐăâêôơưđ·",
    "\u{300}\u{309}\u{303}\u{301}\u{323}àảãáạ·ằẳẵắ·",
    "······ặầẩẫấậè·ẻẽ",
    "éẹềểễếệìỉ···ĩíịò",
    "·ỏõóọồổỗốộờởỡớợù",
    "·ủũúụừửữứựỳỷỹýỵ·",
];

/// Rows of sixteen from `0x80`.
const VISCII: [&str; 8] = [
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐ",
    "ỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ",
    "Õắằặấầẩậẽẹếềểễệố",
    "ồổỗỠƠộờởịỰỨỪỬơớƯ",
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳ",
    "ĐứÒÓÔạỷừửÙÚỹỵÝỡư",
    "àáâãảăữẫèéêẻìíĩỉ",
    "đựòóôõỏọụùúũủýợỮ",
];

/// VISCII letters among the control characters.
const VISCII_LOW: [(u8, char); 6] = [(0x02, 'Ẳ'), (0x05, 'Ẵ'), (0x06, 'Ẫ'), (0x14, 'Ỷ'), (0x19, 'Ỹ'), (0x1E, 'Ỵ')];

/// Rows of sixteen from `0x80`; a middle dot is no letter: it keeps the windows-1252 sign, if any.
const VPS: [&str; 8] = [
    "ÀẢÃẤẦẨọỗĂếềểệẮẰẲ",
    "Ế··ỀỂỄỐỒỔỖýỷỵỚỜỞ",
    "·ắằẳẵặỠớÙờởỡŨỨợỪ",
    "ổỬỲỸÍÌộỈĨÓửữÒỎÕự",
    "ầÁÂấẩẫậđẻÉÊẹỉễịỹ",
    "ƯỦồốÔỏơÈừứÚũưÝẺ·",
    "àáâãảạă·èéêẽìí·ĩ",
    "ẴĐòóôõ·Ơụùúủ·ỶẼỳ",
];

/// VPS letters among the control characters.
const VPS_LOW: [(u8, char); 14] = [
    (0x02, 'Ạ'),
    (0x03, 'Ậ'),
    (0x04, 'Ặ'),
    (0x05, 'Ẹ'),
    (0x06, 'Ệ'),
    (0x10, 'Ị'),
    (0x11, 'Ọ'),
    (0x12, 'Ộ'),
    (0x13, 'Ợ'),
    (0x14, 'Ụ'),
    (0x15, 'Ự'),
    (0x19, 'Ỵ'),
    (0x1C, 'Ẫ'),
    (0x1D, 'Ữ'),
];

type Table = [char; 256];

fn whatwg(encoding: &'static encoding_rs::Encoding) -> Table {
    let mut table = ['\0'; 256];
    for (byte, cell) in (0..=u8::MAX).zip(&mut table) {
        let bytes = [byte];
        let (text, _) = encoding.decode_without_bom_handling(&bytes);
        *cell = text.chars().next().unwrap_or('\u{FFFD}');
    }
    table
}

fn own(rows: &[&str], low: &[(u8, char)]) -> Table {
    let mut table = whatwg(encoding_rs::WINDOWS_1252);
    let from = 256 - rows.len() * 16;
    let letters = rows.iter().flat_map(|row| row.chars());
    for (cell, letter) in table[from..].iter_mut().zip(letters) {
        if letter != '·' {
            *cell = letter;
        } else if cell.is_alphabetic() {
            // The signs of windows-1252 do turn up in such text; its letters do not.
            *cell = '\u{FFFD}';
        }
    }
    for &(byte, letter) in low {
        table[usize::from(byte)] = letter;
    }
    table
}

static WINDOWS_1252: LazyLock<Table> = LazyLock::new(|| whatwg(encoding_rs::WINDOWS_1252));
static WINDOWS_1258: LazyLock<Table> = LazyLock::new(|| whatwg(encoding_rs::WINDOWS_1258));
static TCVN3_TABLE: LazyLock<Table> = LazyLock::new(|| own(&TCVN3, &[]));
static VISCII_TABLE: LazyLock<Table> = LazyLock::new(|| own(&VISCII, &VISCII_LOW));
static VPS_TABLE: LazyLock<Table> = LazyLock::new(|| own(&VPS, &VPS_LOW));

/// The table of a single-byte encoding; windows-1252 for the others.
pub(super) fn table(encoding: Encoding) -> &'static Table {
    match encoding {
        Encoding::Windows1258 => &WINDOWS_1258,
        Encoding::Tcvn3 => &TCVN3_TABLE,
        Encoding::Viscii => &VISCII_TABLE,
        Encoding::Vps => &VPS_TABLE,
        _ => &WINDOWS_1252,
    }
}

/// Decodes with a table. Every byte means something, so nothing can fail.
pub(super) fn decode(bytes: &[u8], table: &Table) -> MappedText {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2);
    let mut map = OffsetMap::default();
    for &byte in bytes {
        let c = table[usize::from(byte)];
        text.push(c);
        map.unit(c.len_utf8(), 1);
    }
    MappedText { text, map }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each own table holds the letters of Vietnamese it should, once each.
    #[test]
    fn tables_are_whole() {
        let vowels: String = "aăâeêioôơuưy"
            .chars()
            .flat_map(|base| ["", "\u{300}", "\u{309}", "\u{303}", "\u{301}", "\u{323}"].map(|tone| format!("{base}{tone}")))
            .collect();
        let vowels = crate::text::normalise_str(&vowels).0.into_owned() + "đ";
        let capitals = vowels.to_uppercase();
        let count = |encoding, c: char| table(encoding).iter().filter(|x| **x == c).count();
        for c in vowels.chars().chain(capitals.chars()).filter(|c| !c.is_ascii()) {
            assert_eq!(count(Encoding::Viscii, c), 1, "viscii {c}");
            assert_eq!(count(Encoding::Vps, c), 1, "vps {c}");
        }
        for c in vowels.chars().chain("ĂÂÊÔƠƯĐ".chars()).filter(|c| !c.is_ascii()) {
            assert_eq!(count(Encoding::Tcvn3, c), 1, "tcvn3 {c}");
        }
    }
}
