//! Ids from canonical keys.

use sha2::{Digest, Sha256};
use smol_str::{SmolStr, format_smolstr};

/// The id of a mention from its document's id, a letter for what it is and its code points. Every fact has one, so it is written
/// without the detour of a format string, from its end.
pub(super) fn mention_id(doc: &str, kind: char, start: u32, end: u32) -> SmolStr {
    // Ten digits for each number, sixteen for the document, three marks.
    const LONGEST: usize = 39;
    let mut id = [0; LONGEST];
    let mut at = number_before(&mut id, LONGEST, end);
    at -= 1;
    id[at] = b'-';
    at = number_before(&mut id, at, start);
    (id[at - 1], id[at - 2]) = (kind as u8, b':');
    at -= 2;
    let (head, _) = id.split_at_mut(at);
    let Some(slot) = head.last_chunk_mut::<16>().filter(|slot| slot.len() == doc.len()) else {
        return format_smolstr!("{doc}:{kind}{start}-{end}");
    };
    slot.copy_from_slice(doc.as_bytes());
    SmolStr::new(std::str::from_utf8(&id[at - 16..]).unwrap_or_default())
}

/// Writes a number in decimal digits so that it ends before `end`; gives where it starts.
fn number_before(out: &mut [u8], end: usize, mut number: u32) -> usize {
    let mut from = end;
    loop {
        from -= 1;
        out[from] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            return from;
        }
    }
}

/// Sixteen hexadecimal digits from the hash of `parts`, kept apart by a byte that occurs in none.
pub fn digest<'p>(parts: impl IntoIterator<Item = &'p str>) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0xFF]);
    }
    hex(&hash.finalize()[..8])
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mention_ids_are_written_as_formatted() {
        for doc in ["0123456789abcdef", "short", "longer than any id of a document"] {
            for (start, end) in [(0, 0), (9, 10), (1_204, 13_377), (u32::MAX, u32::MAX)] {
                assert_eq!(mention_id(doc, 'q', start, end), format!("{doc}:q{start}-{end}"));
            }
        }
    }
}
