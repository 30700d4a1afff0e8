//! How Vietnamese a reading is: the evidence that decides between encodings.

use crate::text::is_vietnamese_syllable;

/// What became of the characters beyond ASCII in one reading of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Score {
    /// Letters beyond ASCII that stand in a possible Vietnamese syllable.
    pub good: usize,
    /// All other characters beyond ASCII, typographic signs apart.
    pub bad: usize,
}

impl Score {
    /// Share of good ones, 0 when there are none.
    pub fn share(self) -> f64 {
        match self.good + self.bad {
            0 => 0.0,
            all => self.good as f64 / all as f64,
        }
    }

    /// Good less bad.
    pub fn balance(self) -> i64 {
        self.good as i64 - self.bad as i64
    }
}

/// Signs that any text may hold and that say nothing.
fn is_neutral(c: char) -> bool {
    matches!(
        c,
        '\u{A0}' | '°' | '²' | '³' | '½' | '×' | '€' | '™' | '\u{2010}'..='\u{2027}' | '\u{FFFD}'
    )
}

/// Scores composed text.
pub(super) fn score(text: &str) -> Score {
    let mut total = Score::default();
    let mut rest = text;
    while let Some(start) = rest.find(char::is_alphabetic) {
        total.bad += beyond_ascii(&rest[..start]);
        rest = &rest[start..];
        let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        let (word, tail) = rest.split_at(end);
        if !word.is_ascii() {
            // A word glued to its neighbour's capital (ôngNam) or a foreign one counts as bad; there are few.
            let count = beyond_ascii(word);
            if is_vietnamese_syllable(word) {
                total.good += count;
            } else {
                total.bad += count;
            }
        }
        rest = tail;
    }
    total.bad += beyond_ascii(rest);
    total
}

fn beyond_ascii(text: &str) -> usize {
    if text.is_ascii() {
        return 0;
    }
    text.chars().filter(|c| !c.is_ascii() && !is_neutral(*c)).count()
}

/// True when the words beyond ASCII read as Vietnamese: at least four, most of them syllables, and two in five with letters
/// that hardly any other language has. Words of one letter say nothing: a dash between blanks becomes one in some encodings. A repair that does not lead there is none, however odd the text was: French, or
/// English with curly quotes, is left as it is.
pub(super) fn is_vietnamese(text: &str) -> bool {
    let (mut words, mut syllables, mut telling) = (0usize, 0usize, 0usize);
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_ascii()) {
        if word.chars().nth(1).is_none() {
            continue;
        }
        words += 1;
        syllables += usize::from(is_vietnamese_syllable(word));
        telling += usize::from(
            word.chars()
                .any(|c| matches!(c, 'ă' | 'Ă' | 'đ' | 'Đ' | 'ơ' | 'Ơ' | 'ư' | 'Ư' | '\u{1EA0}'..='\u{1EF9}' | '\u{300}'..='\u{323}')),
        );
    }
    words >= 4 && syllables * 20 >= words * 17 && telling * 5 >= words * 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings() {
        assert_eq!(score("Cụm công nghiệp, 5 %"), Score { good: 3, bad: 0 });
        assert_eq!(score("Cum cong nghiep"), Score::default());
        assert_eq!(score("C«ng nghiÖp"), Score { good: 0, bad: 2 });
        assert_eq!(score("“Hà Nội” – 12 m²…"), Score { good: 2, bad: 0 });
        assert_eq!(score("café über"), Score { good: 0, bad: 2 });
    }
}
