//! Ids from canonical keys.

use sha2::{Digest, Sha256};

/// Sixteen hexadecimal digits from the hash of `parts`, kept apart by a byte that occurs in none.
pub fn digest<'p>(parts: impl IntoIterator<Item = &'p str>) -> String {
    format!("{:016x}", digest_number(parts))
}

/// The number that [`digest`] writes.
pub(super) fn digest_number<'p>(parts: impl IntoIterator<Item = &'p str>) -> u64 {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0xFF]);
    }
    leading_number(&hash.finalize())
}

/// The number in the first eight bytes of a hash.
pub(super) fn leading_number(hash: &[u8]) -> u64 {
    hash.first_chunk().map_or(0, |bytes| u64::from_be_bytes(*bytes))
}

/// Bytes as lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]])
        .map(char::from)
        .collect()
}
