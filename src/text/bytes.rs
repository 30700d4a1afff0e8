//! Questions to all bytes of a text at once, put so that the compiler answers them many bytes at a time.

/// True when `is` holds for any byte.
pub(crate) fn any(bytes: &[u8], is: impl Fn(u8) -> bool) -> bool {
    bytes
        .chunks(256)
        .any(|chunk| chunk.iter().fold(0u8, |found, &byte| found | u8::from(is(byte))) != 0)
}

/// How many bytes `is` holds for. Chunks of less than 256 are counted in a byte each.
pub(crate) fn count(bytes: &[u8], is: impl Fn(u8) -> bool) -> usize {
    count_pairs(bytes, bytes, |byte, _| is(byte))
}

/// How many pairs of bytes at one place of `a` and `b` are of a kind.
pub(crate) fn count_pairs(a: &[u8], b: &[u8], is: impl Fn(u8, u8) -> bool) -> usize {
    a.chunks(128)
        .zip(b.chunks(128))
        .map(|(a, b)| usize::from(a.iter().zip(b).map(|(&a, &b)| u8::from(is(a, b))).sum::<u8>()))
        .sum()
}

/// One bit for each of the bytes, which are 0 or 1, the lowest for the first.
pub(crate) fn bits(bytes: &[u8; 64]) -> u64 {
    let (eights, _) = bytes.as_chunks::<8>();
    eights.iter().rev().fold(0, |bits, eight| {
        // Byte i times 2^(7 (8 - i)) has its bit at 56 + i, and no two meet on the way.
        bits << 8 | u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56
    })
}

#[cfg(test)]
mod tests {
    use super::{bits, count, count_pairs};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn each_byte_has_its_bit(set: u64) {
            let bytes = std::array::from_fn(|at| (set >> at & 1) as u8);
            prop_assert_eq!(bits(&bytes), set);
        }

        #[test]
        fn as_byte_by_byte(bytes in prop::collection::vec(any::<u8>(), 0..600), wanted: u8) {
            prop_assert_eq!(super::any(&bytes, |byte| byte == wanted), bytes.contains(&wanted));
            prop_assert_eq!(count(&bytes, |byte| byte > wanted), bytes.iter().filter(|byte| **byte > wanted).count());
            let next = bytes.get(1..).unwrap_or(&[]);
            let pairs = bytes.windows(2).filter(|pair| pair[0] < pair[1]).count();
            prop_assert_eq!(count_pairs(&bytes[..next.len()], next, |a, b| a < b), pairs);
        }
    }
}
