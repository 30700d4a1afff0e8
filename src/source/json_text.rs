//! JSON strings to text, with the way back to the bytes they were escaped in.

use crate::text::OffsetMap;

/// Appends what the JSON string `literal` (with its quotes, already known to be valid) says to `out`, and how to `map`.
///
/// The map's source must stand at the opening quote; it is left after the closing one.
pub(crate) fn unescape(literal: &[u8], out: &mut Vec<u8>, map: &mut OffsetMap) {
    let inner = literal
        .strip_prefix(b"\"")
        .and_then(|rest| rest.strip_suffix(b"\""))
        .unwrap_or_default();
    map.skip(1);
    let mut rest = inner;
    while let Some(at) = backslash(rest) {
        out.extend_from_slice(&rest[..at]);
        map.same(at);
        let (letter, taken) = escape(&rest[at..]);
        let mut utf8 = [0; 4];
        let letter = letter.encode_utf8(&mut utf8).as_bytes();
        out.extend_from_slice(letter);
        map.unit(letter.len(), taken);
        rest = &rest[at + taken..];
    }
    out.extend_from_slice(rest);
    map.same(rest.len());
    map.skip(literal.len().saturating_sub(inner.len() + 1));
}

/// Position of the next backslash, looked for a block at a time.
fn backslash(bytes: &[u8]) -> Option<usize> {
    const BLOCK: usize = 32;
    let mut at = 0;
    for block in bytes.chunks(BLOCK) {
        // Without an early exit the compiler compares a whole block at once.
        if block.iter().fold(false, |found, b| found | (*b == b'\\')) {
            return block.iter().position(|b| *b == b'\\').map(|i| at + i);
        }
        at += BLOCK;
    }
    None
}

/// The letter an escape stands for, and its length in bytes; half a surrogate pair stands for U+FFFD.
fn escape(bytes: &[u8]) -> (char, usize) {
    let simple = |letter| (letter, 2);
    match bytes.get(1) {
        Some(b'n') => simple('\n'),
        Some(b't') => simple('\t'),
        Some(b'r') => simple('\r'),
        Some(b'b') => simple('\u{8}'),
        Some(b'f') => simple('\u{c}'),
        Some(b'u') => {
            let Some(unit) = hex(bytes.get(2..6)) else {
                return ('\u{fffd}', bytes.len().min(2));
            };
            if let Some(letter) = char::from_u32(unit) {
                return (letter, 6);
            }
            let low = match bytes.get(6..8) {
                Some(b"\\u") => hex(bytes.get(8..12)),
                _ => None,
            };
            match low {
                Some(low @ 0xdc00..=0xdfff) if unit < 0xdc00 => {
                    let letter = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
                    (char::from_u32(letter).unwrap_or('\u{fffd}'), 12)
                }
                _ => ('\u{fffd}', 6),
            }
        }
        // `\"`, `\\` and `\/` stand for themselves.
        Some(&other) if other.is_ascii() => simple(char::from(other)),
        // Not valid JSON: keep going over whole letters.
        _ => ('\u{fffd}', 1),
    }
}

fn hex(digits: Option<&[u8]>) -> Option<u32> {
    let digits = digits?;
    digits
        .iter()
        .try_fold(0, |value, digit| Some(value * 16 + char::from(*digit).to_digit(16)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;
    use proptest::prelude::*;

    fn text_of(literal: &str) -> (String, OffsetMap) {
        let (mut out, mut map) = (Vec::new(), OffsetMap::default());
        unescape(literal.as_bytes(), &mut out, &mut map);
        (String::from_utf8(out).unwrap(), map)
    }

    #[test]
    fn escapes() {
        let cases = [
            (r#""""#, ""),
            (r#""a\n\"b\"\\ \/""#, "a\n\"b\"\\ /"),
            (r#""th\u00e0nh ph\u1ed1""#, "thành phố"),
            (r#""\ud83d\ude00!""#, "😀!"),
            (r#""\ud83d!\ude00""#, "\u{fffd}!\u{fffd}"),
            (r#""\ud83d\ud83d\ude00""#, "\u{fffd}😀"),
        ];
        for (literal, text) in cases {
            assert_eq!(text_of(literal).0, text, "{literal}");
        }
    }

    #[test]
    fn the_map_leads_to_the_escape() {
        let (text, map) = text_of(r#""h\u00e0 n\u1ed9i""#);
        let at = text.find('ộ').unwrap();
        assert_eq!(map.source(Span::new(at, at + 3)), Span::new(10, 16));
        assert_eq!(map.source(Span::new(0, text.len())), Span::new(1, 17));
        assert_eq!(map.src_len(), 18);
    }

    /// Writes a text as a JSON string, each letter plain or escaped as `choices` says.
    fn written(text: &str, choices: &[bool]) -> String {
        let mut out = String::from('"');
        for (i, c) in text.chars().enumerate() {
            let plain = c >= ' ' && c != '"' && c != '\\';
            if plain && choices.get(i).copied().unwrap_or(false) {
                out.push(c);
            } else {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    out.push_str(&format!("\\u{unit:04x}"));
                }
            }
        }
        out.push('"');
        out
    }

    proptest! {
        #[test]
        fn any_text_any_way_of_writing_it(text in "[a-zà-ỹ\"\\\\\n😀 ]{0,60}", choices in prop::collection::vec(any::<bool>(), 60)) {
            let literal = written(&text, &choices);
            let (read, map) = text_of(&literal);
            prop_assert_eq!(&read, &text);
            prop_assert_eq!(map.src_len(), literal.len());
            // Every letter's source, read on its own, is that letter.
            for (at, c) in text.char_indices() {
                let source = map.source(Span::new(at, at + c.len_utf8()));
                let piece = format!("\"{}\"", &literal[source.range()]);
                prop_assert_eq!(text_of(&piece).0, c.to_string());
            }
            let by_serde: String = serde_json::from_str(&literal).unwrap();
            prop_assert_eq!(by_serde, text);
        }

        #[test]
        fn random_bytes_end(bytes in prop::collection::vec(prop_oneof![Just(b'\\'), Just(b'u'), Just(b'd'), any::<u8>()], 0..40)) {
            unescape(&bytes, &mut Vec::new(), &mut OffsetMap::default());
        }
    }
}
