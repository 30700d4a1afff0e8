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
    let split = split(letter);
    (split.base, split.tone)
}

/// What folding takes of a letter.
#[derive(Clone, Copy, Debug)]
struct Split {
    base: char,
    tone: Tone,
    upper: bool,
    lower: bool,
}

impl Split {
    fn of(letter: char) -> Self {
        let small = letter.to_lowercase().next().unwrap_or(letter);
        let found = VOWELS.iter().find_map(|(base, forms)| {
            let mut forms = forms.iter().zip(TONES);
            forms.find(|(form, _)| **form == small).map(|(_, tone)| (*base, tone))
        });
        let (base, tone) = found.unwrap_or((small, Tone::Level));
        Self {
            base,
            tone,
            upper: letter.is_uppercase(),
            lower: letter.is_lowercase(),
        }
    }
}

fn split(letter: char) -> Split {
    known(letter).unwrap_or_else(|| Split::of(letter))
}

/// [`Split`] of the letters of ASCII and the Latin blocks (U+00C0–U+01FF, U+1E00–U+1EFF), all of them composed: folding is on the
/// path of every new word form and every name.
fn known(letter: char) -> Option<Split> {
    static KNOWN: LazyLock<Vec<Split>> = LazyLock::new(|| {
        let letters = (0..0x80).chain(0xC0..0x200).chain(0x1E00..0x1F00u32);
        letters.filter_map(char::from_u32).map(Split::of).collect()
    });
    let slot = match letter as usize {
        code @ 0..0x80 => code,
        code @ 0xC0..0x200 => code - 0xC0 + 0x80,
        code @ 0x1E00..0x1F00 => code - 0x1E00 + 0x1C0,
        _ => return None,
    };
    KNOWN.get(slot).copied()
}

/// How a word is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Case {
    /// Its first letter is a capital.
    pub capital: bool,
    /// Some letter of it is small.
    pub small: bool,
}

/// The folded key of one word, written into `key` (cleared first).
///
/// Takes NFC or decomposed letters; gives lower case letters without tone, `y` as `i` where the two are spelling
/// variants (the whole rime of an open syllable), and the tone as a digit at the end (none for level).
pub fn fold_word(word: &str, key: &mut String) {
    fold_cased(word, key);
}

/// [`fold_word`], and how the word was written.
pub(super) fn fold_cased(word: &str, key: &mut String) -> Case {
    key.clear();
    fold_behind(word, key)
}

/// Writes the folded key of one word behind what `key` holds: nothing, or words with a blank behind them.
fn fold_behind(word: &str, key: &mut String) -> Case {
    let start = key.len();
    let (mut tone, mut case) = (Tone::Level, Case::default());
    for letter in word.chars() {
        // Composed letters are in normal form; any other word is brought there first.
        let Some(split) = known(letter) else {
            key.truncate(start);
            return fold_other(word, key);
        };
        case.capital |= key.len() == start && split.upper;
        case.small |= split.lower;
        if split.tone != Tone::Level {
            tone = split.tone;
        }
        key.push(split.base);
    }
    finish(key, tone);
    case
}

/// [`fold_behind`] for words with letters that are decomposed or of other scripts.
#[cold]
fn fold_other(word: &str, key: &mut String) -> Case {
    let mut tone = Tone::Level;
    let mut add = |letter: char| {
        let split = split(letter);
        if split.tone != Tone::Level {
            tone = split.tone;
        }
        key.push(split.base);
    };
    if is_nfc_quick(word.chars()) == IsNormalized::Yes {
        word.chars().for_each(&mut add);
    } else {
        word.nfc().for_each(&mut add);
    }
    finish(key, tone);
    case(word)
}

/// How `word` is written.
pub(super) fn case(word: &str) -> Case {
    Case {
        capital: word.chars().next().is_some_and(char::is_uppercase),
        small: word.chars().any(char::is_lowercase),
    }
}

/// What a key has behind its letters.
fn finish(key: &mut String, tone: Tone) {
    fold_final_y(key);
    if tone != Tone::Level {
        key.push(char::from(b'0' + tone as u8));
    }
}

/// `ky` → `ki`, `quy` → `qui`, `y` → `i`; `ay`, `ây`, `uy` are other rimes and stay. A blank is no letter of the word.
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
    // Tones and the blanks around dashes may need more room than the text took.
    let mut out = String::with_capacity(phrase.len() + 4);
    let mut word = |word: &str| {
        if word.is_empty() {
            return;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        fold_behind(word, &mut out);
    };
    let mut start = 0;
    for (at, letter) in phrase.char_indices() {
        let dash = matches!(letter, '-' | '–' | '—');
        if dash || letter.is_whitespace() {
            word(&phrase[start..at]);
            word(if dash { "-" } else { "" });
            start = at + letter.len_utf8();
        }
    }
    word(&phrase[start..]);
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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

    proptest! {
        #[test]
        fn a_phrase_is_folded_as_its_words(phrase in "([a-zA-ZđĐùỳỲýÝqQuy]{1,4}|[\u{301}\u{309}αβ字0-9]|[ \t\u{a0}\u{2003}–—-]){0,12}") {
            let spaced: String = phrase
                .chars()
                .flat_map(|letter| if "-–—".contains(letter) { vec![' ', '-', ' '] } else { vec![letter] })
                .collect();
            let mut key = String::new();
            let keys: Vec<String> = spaced
                .split_whitespace()
                .map(|word| {
                    fold_word(word, &mut key);
                    key.clone()
                })
                .collect();
            prop_assert_eq!(fold_phrase(&phrase), keys.join(" "));
        }
    }

    #[test]
    fn decomposed_letters_fold_like_composed_ones() {
        let composed = "Thường Tín";
        let decomposed: String = composed.nfd().collect();
        assert_eq!(fold_phrase(composed), fold_phrase(&decomposed));
    }
}
