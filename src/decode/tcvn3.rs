//! Capitals that TCVN3 cannot write.
//!
//! The encoding has capitals for the seven letters `ĂÂÊÔƠƯĐ` only; a vowel with a tone is small in the bytes and was shown as a
//! capital by a font of capitals. What was a capital is put back where the text around says so; where it does not, the small letter stays.

use crate::text::{MappedText, letter};

/// A word that a lost capital begins when it stands before another word (or after one): names by usage.
/// Measured on 22 MB of news: `Ủy ban` 1,115 to `ủy ban` 42, `Ủy viên` 190 to 31, `Ấn Độ`, `Ả Rập` and `Úc` always.
const BEFORE: [(&str, &str); 4] = [("ủy", "ban"), ("ủy", "viên"), ("ấn", "Độ"), ("ả", "Rập")];
/// As above, by the word before.
const AFTER: [(&str, &str); 4] = [("châu", "á"), ("Châu", "á"), ("Nam", "á"), ("Đông", "á")];
/// Names that are no common word.
const NAMES: [&str; 1] = ["úc"];

/// A capital letter of the bytes, or a small letter that has a capital in the bytes, or neither.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    Upper,
    Lower,
    Lost,
}

fn case(c: char) -> Option<Case> {
    let letter = letter(c)?;
    Some(if letter.upper {
        Case::Upper
    } else if letter.tone != 0 {
        Case::Lost
    } else {
        Case::Lower
    })
}

/// A word: where it stands, and what its letters say about case.
struct Word<'t> {
    at: usize,
    text: &'t str,
    uppers: usize,
    lowers: usize,
    losts: usize,
    /// Begins a sentence or a line after a finished one.
    starts: bool,
}

impl Word<'_> {
    fn shouted(&self) -> bool {
        self.uppers >= 2 && self.lowers == 0
    }
}

/// Puts lost capitals back. Each keeps its length in UTF-8, so the map stays as it is.
pub(super) fn restore_capitals(decoded: MappedText) -> MappedText {
    let MappedText { text, map } = decoded;
    let words = words(&text);
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (i, word) in words.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|i| words.get(i));
        let after = words.get(i + 1);
        // Not the neighbour of an abbreviation: `TP Hà Nội`.
        let near = |other: Option<&Word<'_>>| other.is_some_and(|w| w.shouted() && w.losts > 0);
        let all = word.shouted() || (word.uppers == 1 && word.lowers == 0 && (near(before) || near(after)));
        let first = word.starts || is_name(before, word, after);
        if !all && !first {
            continue;
        }
        out.push_str(&text[done..word.at]);
        for (j, c) in word.text.chars().enumerate() {
            let raise = (all || j == 0) && case(c) == Some(Case::Lost);
            if raise {
                out.extend(c.to_uppercase());
            } else {
                out.push(c);
            }
        }
        done = word.at + word.text.len();
    }
    out.push_str(&text[done..]);
    if out.len() == text.len() {
        MappedText { text: out, map }
    } else {
        MappedText { text, map }
    }
}

fn is_name(before: Option<&Word<'_>>, word: &Word<'_>, after: Option<&Word<'_>>) -> bool {
    let follows = |next: &str| after.is_some_and(|after| after.text == next);
    let precedes = |last: &str| before.is_some_and(|before| before.text == last);
    NAMES.contains(&word.text)
        || BEFORE.iter().any(|(name, next)| word.text == *name && follows(next))
        || AFTER.iter().any(|(last, name)| word.text == *name && precedes(last))
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::with_capacity(text.len() / 6);
    // The last visible character decides whether a sentence may begin; an ellipsis says nothing.
    let (mut ended, mut dots, mut blank) = (true, 0, true);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if case(c).is_none() {
            match c {
                '\n' | '\r' => blank = true,
                ' ' | '\t' | '\u{A0}' => blank = true,
                '“' | '"' | '‘' | '(' | '-' | '–' | '*' | '•' | '[' => {}
                '.' => {
                    dots += 1;
                    (ended, blank) = (dots == 1, false);
                    continue;
                }
                '!' | '?' | '|' | '…' => (ended, blank) = (c != '…', false),
                _ => (ended, blank) = (false, false),
            }
            if !matches!(c, ' ' | '\n' | '\r' | '\t') {
                dots = 0;
            }
            continue;
        }
        let (mut uppers, mut lowers, mut losts, mut end) = (0, 0, 0, at);
        let mut next = Some((at, c));
        while let Some((i, c)) = next {
            match case(c) {
                Some(Case::Upper) => uppers += 1,
                Some(Case::Lower) => lowers += 1,
                Some(Case::Lost) => losts += 1,
                None => break,
            }
            end = i + c.len_utf8();
            next = chars.next_if(|(_, c)| case(*c).is_some());
        }
        words.push(Word {
            at,
            text: &text[at..end],
            uppers,
            lowers,
            losts,
            starts: ended && blank,
        });
        (ended, blank, dots) = (false, false, 0);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals() {
        for (from, to) in [
            ("ông nói. ủy ban họp", "ông nói. Ủy ban họp"),
            ("ảnh minh hoạ.\nở đây, áp lực lớn", "Ảnh minh hoạ.\nỞ đây, áp lực lớn"),
            ("tham mưu ủy ban nhân dân", "tham mưu Ủy ban nhân dân"),
            ("Hà NộI và THàNH PHố", "HÀ NỘI và THÀNH PHỐ"),
            ("Hà Nội, châu á, ấn Độ", "Hà Nội, châu Á, Ấn Độ"),
            ("HĐND, UBND ở xã, TP Hà Nội", "HĐND, UBND ở xã, TP Hà Nội"),
            ("dài dòng... ở đó", "dài dòng... ở đó"),
            ("một dòng gãy\nở giữa", "một dòng gãy\nở giữa"),
        ] {
            let mapped = restore_capitals(MappedText::identity(from.into()));
            assert_eq!(mapped.text, to);
        }
    }
}
