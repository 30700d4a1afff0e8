//! UTF-16 in both byte orders, with and without a byte order mark.

use memchr::memchr;

use super::{DecodeError, Encoding};
use crate::text::{MappedText, OffsetMap};

/// The byte order of UTF-16 text without a mark, by where its zero bytes stand.
///
/// Vietnamese text has about four letters in five below U+0100, so one half of the bytes is mostly zero and the other never.
pub(super) fn guess(bytes: &[u8]) -> Option<Encoding> {
    let head = &bytes[..bytes.len().min(4096)];
    let units = head.len() / 2;
    if units < 2 || memchr(0, head).is_none() {
        return None;
    }
    let zeros = |first: usize| head.iter().skip(first).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let mostly = |n: usize| n * 5 >= units * 2;
    let hardly = |n: usize| n * 50 <= units;
    if mostly(odd) && hardly(even) {
        Some(Encoding::Utf16Le)
    } else if mostly(even) && hardly(odd) {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

/// Decodes `bytes` from `from` on.
///
/// # Errors
/// A lone surrogate, or an odd byte at the end.
pub(super) fn decode(bytes: &[u8], from: usize, big: bool) -> Result<MappedText, DecodeError> {
    let mut text = String::with_capacity(bytes.len());
    let mut map = OffsetMap::default();
    map.skip(from);
    let (units, rest) = bytes[from..].as_chunks::<2>();
    let unit = |pair: &[u8; 2]| {
        if big {
            u16::from_be_bytes(*pair)
        } else {
            u16::from_le_bytes(*pair)
        }
    };
    let mut at = from;
    for c in char::decode_utf16(units.iter().map(unit)) {
        let c = c.map_err(|_| DecodeError::InvalidUtf16 {
            at: at as u64,
            what: "a lone surrogate",
        })?;
        text.push(c);
        let width = c.len_utf16() * 2;
        map.unit(c.len_utf8(), width);
        at += width;
    }
    if !rest.is_empty() {
        return Err(DecodeError::InvalidUtf16 {
            at: at as u64,
            what: "an odd byte at the end",
        });
    }
    Ok(MappedText { text, map })
}
