//! Folded lookup keys: letter case, tone placement and `i`/`y` set aside, for comparison only, never for display.
//!
//! `hoà` and `hòa`, `Kỳ` and `kì`, `TỶ LỆ` and `tỉ lệ` have one key each. The tone is kept, as a digit behind the
//! syllable, so `bảy` (seven) and `bay` (to fly) stay apart.

use std::sync::LazyLock;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The six tones of Vietnamese in the order of their marks; level has no mark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// No mark (ngang).
    #[default]
    Level = 0,
    /// Acute (sắc).
    Rising = 1,
    /// Grave (huyền).
    Falling = 2,
    /// Hook above (hỏi).
    Dipping = 3,
    /// Tilde (ngã).
    Creaky = 4,
    /// Dot below (nặng).
    Heavy = 5,
}

/// Letters with a Vietnamese mark: the letter in lower case without its tone, then its six tones, lower case.
const VOWELS: [(char, [char; 6]); 12] = [
    ('a', ['a', 'á', 'à', 'ả', 'ã', 'ạ']),
    ('ă', ['ă', 'ắ', 'ằ', 'ẳ', 'ẵ', 'ặ']),
    ('â', ['â', 'ấ', 'ầ', 'ẩ', 'ẫ', 'ậ']),
    ('e', ['e', 'é', 'è', 'ẻ', 'ẽ', 'ẹ']),
    ('ê', ['ê', 'ế', 'ề', 'ể', 'ễ', 'ệ']),
    ('i', ['i', 'í', 'ì', 'ỉ', 'ĩ', 'ị']),
    ('o', ['o', 'ó', 'ò', 'ỏ', 'õ', 'ọ']),
    ('ô', ['ô', 'ố', 'ồ', 'ổ', 'ỗ', 'ộ']),
    ('ơ', ['ơ', 'ớ', 'ờ', 'ở', 'ỡ', 'ợ']),
    ('u', ['u', 'ú', 'ù', 'ủ', 'ũ', 'ụ']),
    ('ư', ['ư', 'ứ', 'ừ', 'ử', 'ữ', 'ự']),
    ('y', ['y', 'ý', 'ỳ', 'ỷ', 'ỹ', 'ỵ']),
];

const TONES: [Tone; 6] = [Tone::Level, Tone::Rising, Tone::Falling, Tone::Dipping, Tone::Creaky, Tone::Heavy];

/// A letter in lower case without its tone, and the tone it carried.
pub fn split_tone(letter: char) -> (char, Tone) {
    if letter.is_ascii() {
        return (letter.to_ascii_lowercase(), Tone::Level);
    }
    match slot(letter).and_then(|slot| SPLIT.get(slot)) {
        Some(split) => *split,
        None => (letter.to_lowercase().next().unwrap_or(letter), Tone::Level),
    }
}

/// Place of a letter of the Latin blocks (U+00C0–U+01FF, U+1E00–U+1EFF) in [`SPLIT`].
fn slot(letter: char) -> Option<usize> {
    match letter as usize {
        code @ 0xC0..0x200 => Some(code - 0xC0),
        code @ 0x1E00..0x1F00 => Some(code - 0x1E00 + 0x140),
        _ => None,
    }
}

/// [`split_tone`] of every letter of the Latin blocks: folding is on the path of every new word form and every name.
static SPLIT: LazyLock<Vec<(char, Tone)>> = LazyLock::new(|| {
    let letters = (0xC0u32..0x200).chain(0x1E00..0x1F00).filter_map(char::from_u32);
    letters
        .map(|letter| {
            let lower = letter.to_lowercase().next().unwrap_or(letter);
            let found = VOWELS.iter().find_map(|(base, forms)| {
                forms
                    .iter()
                    .zip(TONES)
                    .find(|(form, _)| **form == lower)
                    .map(|(_, tone)| (*base, tone))
            });
            found.unwrap_or((lower, Tone::Level))
        })
        .collect()
});

/// The folded key of one word, written into `key` (cleared first).
///
/// Takes NFC or decomposed letters; gives lower case letters without tone, `y` as `i` where the two are spelling
/// variants (the whole rime of an open syllable), and the tone as a digit at the end (none for level).
pub fn fold_word(word: &str, key: &mut String) {
    key.clear();
    let mut tone = Tone::Level;
    let mut add = |letter: char| {
        let (base, found) = split_tone(letter);
        if found != Tone::Level {
            tone = found;
        }
        key.push(base);
    };
    if word.is_ascii() || is_nfc_quick(word.chars()) == IsNormalized::Yes {
        word.chars().for_each(&mut add);
    } else {
        word.nfc().for_each(&mut add);
    }
    fold_final_y(key);
    if tone != Tone::Level {
        key.push(char::from(b'0' + tone as u8));
    }
}

/// `ky` → `ki`, `quy` → `qui`, `y` → `i`; `ay`, `ây`, `uy` are other rimes and stay.
fn fold_final_y(key: &mut String) {
    let Some(rest) = key.strip_suffix('y') else { return };
    let open = match rest.chars().next_back() {
        None => true,
        Some('u') => rest.ends_with("qu"),
        Some(before) => !"aăâeêioôơưy".contains(before),
    };
    if open {
        key.pop();
        key.push('i');
    }
}

/// The folded key of a name or phrase: its words' keys joined by one blank, dashes as words of their own.
///
/// ```
/// use trich::text::fold_phrase;
/// assert_eq!(fold_phrase("Ngọc Mỹ – Thạch Thán"), fold_phrase("NGỌC MĨ-THẠCH THÁN"));
/// assert_eq!(fold_phrase("Thanh Thuỳ"), fold_phrase("Thanh Thùy"));
/// assert_ne!(fold_phrase("bảy"), fold_phrase("bay"));
/// ```
pub fn fold_phrase(phrase: &str) -> String {
    let mut out = String::with_capacity(phrase.len() + 4);
    let mut key = String::new();
    let mut word = |from: &str, out: &mut String| {
        if from.is_empty() {
            return;
        }
        fold_word(from, &mut key);
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&key);
    };
    for part in phrase.split_whitespace() {
        let mut rest = part;
        while let Some(at) = rest.find(['-', '–', '—']) {
            word(&rest[..at], &mut out);
            word("-", &mut out);
            let dash = rest[at..].chars().next().map_or(1, char::len_utf8);
            rest = &rest[at + dash..];
        }
        word(rest, &mut out);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_variants_share_a_key_and_different_words_do_not() {
        let same = [
            ("hoà", "hòa"),
            ("kỳ", "kì"),
            ("Quý", "quí"),
            ("Mỹ", "MĨ"),
            ("tỷ", "tỉ"),
            ("Thuỷ", "thủy"),
            ("y", "i"),
            ("ĐỒNG", "đồng"),
        ];
        let other = [
            ("tay", "tai"),
            ("thúy", "thúi"),
            ("mây", "mâi"),
            ("bảy", "bày"),
            ("năm", "nam"),
            ("đ", "d"),
        ];
        let key = |word: &str| {
            let mut key = String::new();
            fold_word(word, &mut key);
            key
        };
        for (a, b) in same {
            assert_eq!(key(a), key(b), "{a} {b}");
        }
        for (a, b) in other {
            assert_ne!(key(a), key(b), "{a} {b}");
        }
    }

    #[test]
    fn decomposed_letters_fold_like_composed_ones() {
        let composed = "Thường Tín";
        let decomposed: String = composed.nfd().collect();
        assert_eq!(fold_phrase(composed), fold_phrase(&decomposed));
    }
}
