//! A font's map from codes to Unicode (`ToUnicode`, ISO 32000, section 9.10.3).
//!
//! `lopdf` reads such maps to the letter of the specification's example and gives up on anything else; producers take liberties
//! with what stands around the mappings. Here only the mappings themselves are looked for.

use std::collections::BTreeMap;

/// Mappings kept, more than any font has glyphs.
const MAX_CODES: usize = 1 << 17;

/// What codes say.
#[derive(Debug, Default)]
pub(crate) struct CMap(BTreeMap<u32, String>);

/// A piece of the map's program.
#[derive(Debug, PartialEq)]
enum Token<'c> {
    /// `<0041>`, as 16-bit units; the last one alone when digits are missing.
    Hex(Vec<u16>),
    Open,
    Close,
    Word(&'c [u8]),
}

/// Cuts a program into tokens; comments and what is not understood are passed over.
struct Tokens<'c>(&'c [u8]);

impl<'c> Iterator for Tokens<'c> {
    type Item = Token<'c>;

    fn next(&mut self) -> Option<Token<'c>> {
        loop {
            let (&first, rest) = self.0.split_first()?;
            match first {
                b'%' => {
                    let end = rest.iter().position(|b| matches!(b, b'\n' | b'\r'));
                    self.0 = &rest[end.unwrap_or(rest.len())..];
                }
                b'<' if rest.first() == Some(&b'<') => self.0 = &rest[1..],
                b'<' => {
                    let end = rest.iter().position(|b| *b == b'>')?;
                    self.0 = &rest[end + 1..];
                    return Some(Token::Hex(units(&rest[..end])));
                }
                b'[' => {
                    self.0 = rest;
                    return Some(Token::Open);
                }
                b']' => {
                    self.0 = rest;
                    return Some(Token::Close);
                }
                b if b.is_ascii_alphanumeric() => {
                    let end = self.0.iter().position(|b| !b.is_ascii_alphanumeric());
                    let (word, rest) = self.0.split_at(end.unwrap_or(self.0.len()));
                    self.0 = rest;
                    return Some(Token::Word(word));
                }
                _ => self.0 = rest,
            }
        }
    }
}

fn units(digits: &[u8]) -> Vec<u16> {
    let digits: Vec<u16> = digits
        .iter()
        .filter_map(|b| char::from(*b).to_digit(16))
        .map(|digit| digit as u16)
        .take(256)
        .collect();
    digits
        .chunks(4)
        .map(|unit| unit.iter().fold(0, |value, digit| value << 4 | digit))
        .collect()
}

/// A code: up to four bytes.
fn code(units: &[u16]) -> u32 {
    units.iter().take(2).fold(0, |value, unit| value << 16 | u32::from(*unit))
}

impl CMap {
    /// Reads the mappings of a map.
    pub(crate) fn parse(program: &[u8]) -> Self {
        let mut map = Self::default();
        let mut tokens = Tokens(program);
        while let Some(token) = tokens.next() {
            match token {
                Token::Word(b"beginbfchar") => map.chars(&mut tokens),
                Token::Word(b"beginbfrange") => map.ranges(&mut tokens),
                _ => {}
            }
        }
        map
    }

    fn insert(&mut self, code: u32, units: &[u16]) {
        if self.0.len() < MAX_CODES {
            self.0.insert(code, String::from_utf16_lossy(units));
        }
    }

    fn chars(&mut self, tokens: &mut Tokens<'_>) {
        while let Some(Token::Hex(from)) = tokens.next() {
            match tokens.next() {
                Some(Token::Hex(to)) => self.insert(code(&from), &to),
                // A glyph's name instead of a letter.
                Some(Token::Word(_)) => {}
                _ => return,
            }
        }
    }

    fn ranges(&mut self, tokens: &mut Tokens<'_>) {
        while let Some(Token::Hex(low)) = tokens.next() {
            let Some(Token::Hex(high)) = tokens.next() else {
                return;
            };
            let (low, high) = (code(&low), code(&high));
            match tokens.next() {
                Some(Token::Hex(mut to)) => {
                    for code in low..=high {
                        if self.0.len() >= MAX_CODES {
                            return;
                        }
                        self.insert(code, &to);
                        if let Some(last) = to.last_mut() {
                            *last = last.wrapping_add(1);
                        }
                    }
                }
                Some(Token::Open) => {
                    let mut code = low;
                    while let Some(Token::Hex(to)) = tokens.next() {
                        self.insert(code, &to);
                        code = code.saturating_add(1);
                    }
                }
                _ => return,
            }
        }
    }

    /// What a code says.
    pub(crate) fn get(&self, code: u32) -> Option<&str> {
        self.0.get(&code).map(String::as_str)
    }

    /// True when nothing was found in the map.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn chars_ranges_and_lists() {
        let map = CMap::parse(
            b"/CIDInit/ProcSet findresource begin 12 dict begin begincmap % <0001> <0041>\n<</Registry(Adobe)>> def\n1 begincodespacerange<0000><ffff>endcodespacerange 3 beginbfchar<0003><0020>\r<0004> <D83DDE00> <05><00e0> endbfchar 2 beginbfrange <0010><0012> <1EA0> <0020> <0021> [<0061> <00620063>] endbfrange endcmap",
        );
        let cases = [(3, " "), (4, "😀"), (5, "à"), (0x10, "Ạ"), (0x12, "Ả"), (0x20, "a"), (0x21, "bc")];
        for (code, text) in cases {
            assert_eq!(map.get(code), Some(text), "{code}");
        }
        assert_eq!(map.get(1), None);
    }

    #[test]
    fn wide_ranges_are_bounded() {
        let map = CMap::parse(b"beginbfrange <00000000> <ffffffff> <0041> <00000000> <ffffffff> <0041> endbfrange");
        assert!(map.0.len() <= MAX_CODES);
    }

    proptest! {
        #[test]
        fn random_programs_end(program in "(beginbfchar|beginbfrange|endbfchar|<[0-9a-f]{0,5}>|<|>|\\[|\\]| |%|\n){0,40}") {
            CMap::parse(program.as_bytes());
        }
    }
}
