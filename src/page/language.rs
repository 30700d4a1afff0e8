//! Whether a text is Vietnamese.

use crate::text::bytes::{count, count_pairs};

/// True when `text` reads as Vietnamese, or is too short to tell.
///
/// Letters with a hook, dot or doubled mark (U+1EA0–U+1EF9) and `đ`, `ă`, `ơ`, `ư` make up a fifth of Vietnamese letters and
/// occur in hardly any other language; one in twenty-five settles it. Costs one pass over at most the first 16 KB.
pub fn is_vietnamese(text: &str) -> bool {
    const SHORT: usize = 40;
    /// Bytes between two looks at what was counted.
    const STRETCH: usize = 512;
    let head = &text.as_bytes()[..text.len().min(16 << 10)];
    let next = head.get(1..).unwrap_or(&[]);
    // A letter of three bytes counts with its last, a letter of two that ends the text, too.
    let (whole, last) = head.split_at(head.len().saturating_sub(2));
    let mut telling = usize::from(matches!(last, [first, next] if of_two(*first, *next)));
    for (firsts, nexts) in whole.chunks(STRETCH).zip(next.chunks(STRETCH)) {
        telling += count_pairs(firsts, nexts, |first, next| {
            of_two(first, next) | (first == 0xE1) & matches!(next, 0xBA | 0xBB)
        });
        // However many of the bytes are letters, these are enough: Vietnamese is known by its first third.
        if telling * 25 >= head.len() {
            return true;
        }
    }
    let letters = count(head, |byte| byte.is_ascii_alphabetic() | matches!(byte, 0xC3..=0xC6 | 0xE1..=0xEF));
    letters < SHORT || telling * 25 >= letters
}

/// đ Đ ă Ă, ơ Ơ ư Ư
fn of_two(first: u8, next: u8) -> bool {
    (first == 0xC4) & matches!(next, 0x82 | 0x83 | 0x90 | 0x91) | (first == 0xC6) & matches!(next, 0xA0 | 0xA1 | 0xAF | 0xB0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_vietnamese_from_its_neighbours() {
        assert!(is_vietnamese(
            "Thành phố phấn đấu khởi công xây dựng các cụm công nghiệp mới trong năm nay."
        ));
        assert!(is_vietnamese("Ngắn quá"));
        assert!(!is_vietnamese(
            "The city plans to start the construction of several industrial clusters this year."
        ));
        assert!(!is_vietnamese(
            "La ville prévoit de commencer la construction de plusieurs zones industrielles cette année."
        ));
        assert!(!is_vietnamese(
            "这座城市计划今年开始建设几个工业集群并且完成许多其他重要的项目，市政府已经批准了有关的计划和预算安排以及土地使用方案。"
        ));
    }
}
