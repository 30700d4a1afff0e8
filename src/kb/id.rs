//! Ids from canonical keys.

use sha2::{Digest, Sha256};
use smol_str::SmolStr;

/// The id of an entity, or of what is derived, from what tells it apart: a letter for what it is and its [`digest`].
pub(super) fn key_id<'p>(kind: u8, parts: impl IntoIterator<Item = &'p str>) -> SmolStr {
    let mut id = [0; 2 + NUMBER];
    (id[0], id[1]) = (kind, b':');
    if let Some(slot) = id.last_chunk_mut() {
        *slot = hex_number(digest(parts));
    }
    SmolStr::new(std::str::from_utf8(&id).unwrap_or_default())
}

/// A number from the hash of `parts`, kept apart by a byte that occurs in none.
pub(super) fn digest<'p>(parts: impl IntoIterator<Item = &'p str>) -> u64 {
    let mut key = Vec::with_capacity(128);
    for part in parts {
        key.extend_from_slice(part.as_bytes());
        key.push(0xFF);
    }
    leading_number(&Sha256::digest(&key))
}

/// The number in the first eight bytes of a hash.
pub(super) fn leading_number(hash: &[u8]) -> u64 {
    hash.first_chunk().map_or(0, |bytes| u64::from_be_bytes(*bytes))
}

/// Digits of a number in hexadecimal.
pub(super) const NUMBER: usize = 16;
const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// All digits of a number in lower-case hexadecimal.
pub(super) fn hex_number(number: u64) -> [u8; NUMBER] {
    std::array::from_fn(|digit| DIGITS[(number >> (4 * (NUMBER - 1 - digit))) as usize % 16])
}

/// Bytes as lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]])
        .map(char::from)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_from_keys() {
        // Printed by `printf 'named\xffke hoach\xff' | sha256sum`.
        assert_eq!(key_id(b'p', ["named", "ke hoach"]), "p:2e6613c1f2668e95");
        assert_eq!(hex_number(0x00f3_4567_89ab_cdef), *b"00f3456789abcdef");
        assert_eq!(hex(&[0, 0xf3, 0x9a]), "00f39a");
    }
}
