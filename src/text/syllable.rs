//! Vietnamese letters and syllables: what can be a syllable under the rules of the orthography.
//!
//! Source of the rules: the onset, rime and tone inventory of standard Vietnamese orthography as taught in schools
//! (27 spellings of onsets, some 170 rimes; syllables closed by `c ch p t` carry only the acute or the dot).

use std::sync::LazyLock;

/// One row a vowel: without tone, then grave, hook, tilde, acute, dot.
const VOWELS: [&str; 12] = [
    "aàảãáạ",
    "ăằẳẵắặ",
    "âầẩẫấậ",
    "eèẻẽéẹ",
    "êềểễếệ",
    "iìỉĩíị",
    "oòỏõóọ",
    "ôồổỗốộ",
    "ơờởỡớợ",
    "uùủũúụ",
    "ưừửữứự",
    "yỳỷỹýỵ",
];

/// The same, in capitals.
const CAPITALS: [&str; 12] = [
    "AÀẢÃÁẠ",
    "ĂẰẲẴẮẶ",
    "ÂẦẨẪẤẬ",
    "EÈẺẼÉẸ",
    "ÊỀỂỄẾỆ",
    "IÌỈĨÍỊ",
    "OÒỎÕÓỌ",
    "ÔỒỔỖỐỘ",
    "ƠỜỞỠỚỢ",
    "UÙỦŨÚỤ",
    "ƯỪỬỮỨỰ",
    "YỲỶỸÝỴ",
];

/// Letters as single bytes: ASCII for the plain ones, a digit for each letter with a shape.
const ROWS: [u8; 12] = *b"a12e3io45u6y";
const DJ: u8 = b'7';

/// Rimes without tone.
const RIMES: &str = "\
a ac ach ai am an ang anh ao ap at au ay ăc ăk ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây \
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu \
i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu \
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăp oăt oc oe oem oen oeo oet oi om on ong \
ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt \
u ua uâc uân uâng uât uây uc uê uêch uên uênh ui um un ung uơ uôc uôi uôm uôn uông uôp uôt up ut uy uya uych uyên uyêt \
uyn uynh uyp uyt uyu \
ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu \
y yêm yên yêng yêt yêu";

/// Rimes that only follow `qu`.
const AFTER_QU: &str = "ych yn ynh yp yt yu";

/// What one character is in Vietnamese writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Letter {
    /// ASCII for a plain letter, a digit of [`ROWS`] for a shaped one, 0 when it is no letter.
    pub base: u8,
    /// 0 none, 1 grave, 2 hook, 3 tilde, 4 acute, 5 dot.
    pub tone: u8,
    /// Capital letter.
    pub upper: bool,
}

const NONE: Letter = Letter {
    base: 0,
    tone: 0,
    upper: false,
};

/// Letters below U+01C0, then U+1EA0..U+1F00.
const LOW: usize = 0x1C0;
static LETTERS: LazyLock<[Letter; LOW + 0x60]> = LazyLock::new(|| {
    let mut table = [NONE; LOW + 0x60];
    let mut put = |c: char, letter: Letter| {
        if let Some(cell) = index(c).and_then(|i| table.get_mut(i)) {
            *cell = letter;
        }
    };
    for (rows, upper) in [(VOWELS, false), (CAPITALS, true)] {
        for (row, base) in rows.iter().zip(ROWS) {
            for (tone, c) in (0u8..).zip(row.chars()) {
                put(c, Letter { base, tone, upper });
            }
        }
    }
    for lower in b"bcdghklmnpqrstvxfjwz" {
        for (c, upper) in [(*lower, false), (lower.to_ascii_uppercase(), true)] {
            put(
                char::from(c),
                Letter {
                    base: *lower,
                    tone: 0,
                    upper,
                },
            );
        }
    }
    for (c, upper) in [('đ', false), ('Đ', true)] {
        put(c, Letter { base: DJ, tone: 0, upper });
    }
    table
});

fn index(c: char) -> Option<usize> {
    match c as usize {
        low @ 0..LOW => Some(low),
        high @ 0x1EA0..0x1F00 => Some(LOW + high - 0x1EA0),
        _ => None,
    }
}

/// The parts of a letter, or `None` for anything that is not a letter of Vietnamese text (`f j w z` count as letters).
pub(crate) fn letter(c: char) -> Option<Letter> {
    let letter = *LETTERS.get(index(c)?)?;
    (letter.base != 0).then_some(letter)
}

/// The character with these parts, if there is one.
pub(crate) fn compose(letter: Letter) -> Option<char> {
    let row = ROWS.iter().position(|&base| base == letter.base)?;
    let rows = if letter.upper { CAPITALS } else { VOWELS };
    rows.get(row)?.chars().nth(usize::from(letter.tone))
}

/// True for a vowel of [`Letter::base`].
pub(crate) fn is_vowel(base: u8) -> bool {
    ROWS.contains(&base)
}

fn pack(rime: &[u8]) -> u32 {
    rime.iter().fold(0, |key, &b| key << 8 | u32::from(b))
}

fn table(list: &str) -> Vec<u32> {
    let mut keys: Vec<u32> = list
        .split_whitespace()
        .map(|rime| {
            let bases: Vec<u8> = rime.chars().filter_map(letter).map(|l| l.base).collect();
            pack(&bases)
        })
        .collect();
    keys.sort_unstable();
    keys
}

static RIME_KEYS: LazyLock<Vec<u32>> = LazyLock::new(|| table(RIMES));
static QU_KEYS: LazyLock<Vec<u32>> = LazyLock::new(|| table(AFTER_QU));

/// True when `word` is a syllable that Vietnamese orthography allows, in small or capital letters.
///
/// Takes composed (NFC) text. Both tone placements (`hòa`, `hoà`) and both spellings of the final vowel (`kỳ`, `kì`) count.
/// It says what can be written, not what is in a dictionary: English words such as `an` or `to` are also syllables.
///
/// ```
/// use trich::text::is_vietnamese_syllable;
/// for word in ["nghiệp", "Hòa", "hoà", "QUỐC", "giếng", "gì", "kỹ", "đắk"] {
///     assert!(is_vietnamese_syllable(word), "{word}");
/// }
/// for word in ["", "street", "nghàng", "kông", "tap", "hóá", "Nộii", "x2"] {
///     assert!(!is_vietnamese_syllable(word), "{word}");
/// }
/// ```
pub fn is_vietnamese_syllable(word: &str) -> bool {
    // The longest syllable has seven letters (nghiêng).
    let mut bases = [0u8; 8];
    let (mut len, mut tone, mut tone_at) = (0, 0, None);
    for c in word.chars() {
        let Some(letter) = letter(c) else {
            return false;
        };
        let Some(cell) = bases.get_mut(len) else {
            return false;
        };
        *cell = letter.base;
        if letter.tone != 0 {
            if tone_at.is_some() {
                return false;
            }
            (tone, tone_at) = (letter.tone, Some(len));
        }
        len += 1;
    }
    let bases = &bases[..len];
    let (onset, rime) = bases.split_at(onset_len(bases));
    fits(onset, rime, tone, tone_at)
        // `gi` before a consonant or nothing is `g` and the vowel: gì, gìn; before `êng` it may be either.
        || (onset == b"gi" && fits(b"g", &bases[1..], tone, tone_at))
}

/// Length of the longest onset a word begins with, 0 for none.
fn onset_len(bases: &[u8]) -> usize {
    match bases {
        [b'n', b'g', b'h', ..] => 3,
        [b'c' | b'g' | b'k' | b'n' | b'p' | b't', b'h', ..] => 2,
        [b'g', b'i', ..] | [b'n', b'g', ..] | [b'q', b'u', ..] | [b't', b'r', ..] => 2,
        [
            b'b' | b'c' | b'd' | DJ | b'g' | b'h' | b'k' | b'l' | b'm' | b'n' | b'p' | b'r' | b's' | b't' | b'v' | b'x',
            ..,
        ] => 1,
        _ => 0,
    }
}

/// True when `rime` may follow `onset` with this tone, written at this letter of the word.
fn fits(onset: &[u8], rime: &[u8], tone: u8, tone_at: Option<usize>) -> bool {
    let Some(&first) = rime.first() else {
        return false;
    };
    if rime.len() > 4 {
        return false;
    }
    let key = pack(rime);
    let known = RIME_KEYS.binary_search(&key).is_ok() || (onset == b"qu" && QU_KEYS.binary_search(&key).is_ok());
    let front = matches!(first, b'e' | b'3' | b'i' | b'y');
    let spelling = match onset {
        b"k" => front,
        b"gh" | b"ngh" => front && first != b'y',
        b"c" => !front,
        b"ng" => !front,
        // `g` before `i` is the onset `gi` that has swallowed the vowel: gì, gìn.
        b"g" => !front || first == b'i',
        b"gi" => !matches!(first, b'i' | b'y'),
        b"qu" => !matches!(first, b'u' | b'6' | b'o'),
        _ => true,
    };
    if !known || !spelling {
        return false;
    }
    let stopped = matches!(rime, [.., b'c' | b'p' | b't' | b'k'] | [.., b'c', b'h']);
    if stopped && !matches!(tone, 4 | 5) {
        return false;
    }
    match tone_at {
        None => true,
        Some(at) => match at.checked_sub(onset.len()) {
            Some(at) => tone_fits(rime, at),
            // `qúy`, `gía`: on the vowel letter of the onset, a common slip.
            None => at + 1 == onset.len() && rime.len() == 1,
        },
    }
}

/// True when a tone may stand on letter `at` of `rime`, in the old or the new placement.
fn tone_fits(rime: &[u8], at: usize) -> bool {
    let vowels = rime.iter().take_while(|b| is_vowel(**b)).count();
    if at >= vowels {
        return false;
    }
    let nucleus = &rime[..vowels];
    if let Some(shaped) = nucleus.iter().rposition(u8::is_ascii_digit) {
        return at == shaped;
    }
    match nucleus {
        [_] => true,
        b"oa" | b"oe" | b"uy" => true,
        [_, _] if rime.len() > vowels => at == 1,
        [_, _] => at == 0,
        _ => at == 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables() {
        for word in "ở ý ạ à ừ nghiêng nghiệp khuỷu khuya quý quí qúy quyết quỳnh quýt quốc quá thuở xoong \
            giữ già gì gìn giếng giường yên yếu yêu ước ương hoạch hóa hoá thủy thuỷ khoẻ khỏe tuần luật \
            mỹ mĩ lý kì kỷ ghế gỗ ngoằn Đắk Lắk HỘI ĐỒNG Việt uỷ ủy oách xoáy ngoài rượu hươu cứu mía \
            mua mùa mưa cửa bia đĩa tủi cười muỗi nguyễn chuyên thuế huệ huơ pin nguyệt"
            .split_whitespace()
        {
            assert!(is_vietnamese_syllable(word), "{word}");
        }
    }

    #[test]
    fn not_syllables() {
        for word in "street nghà ngề ghà cế kà tát́ tat các̣h hôá ươ qa qưa zá fê Ã áº Â há»t nữử tổc hõc quuy ngg b \
            nghiêngg iê ngh"
            .split_whitespace()
        {
            // `Ã` and `Â` alone: a rime `â` does not exist; `ã` does.
            if word == "Ã" {
                continue;
            }
            assert!(!is_vietnamese_syllable(word), "{word}");
        }
    }

    #[test]
    fn letters_round_trip() {
        for row in VOWELS.iter().chain(&CAPITALS) {
            for c in row.chars() {
                assert_eq!(letter(c).and_then(compose), Some(c));
            }
        }
        assert_eq!(letter('ñ'), None);
        assert_eq!(letter('7'), None);
    }
}
