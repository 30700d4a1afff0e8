//! Word-segmented text (`thành_phố Hà_Nội`), as corpora hand it out: the joints become blanks again.

use memchr::memchr_iter;

/// Puts blanks for the underscores between letters, when the text is segmented throughout. Lengths do not change.
pub(super) fn unjoin(text: &mut String) {
    let joints = memchr_iter(b'_', text.as_bytes()).count();
    // One joint in sixty bytes is few for segmented text, many for anything else.
    if joints < 3 || joints * 200 < text.len() {
        return;
    }
    let mut bytes = std::mem::take(text).into_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let end = bytes[at..]
            .iter()
            .position(|b| b.is_ascii_whitespace())
            .map_or(bytes.len(), |n| at + n);
        let word = &mut bytes[at..end];
        // Addresses keep theirs.
        if !word.iter().any(|b| b"@/\\=".contains(b)) {
            for i in 1..word.len().saturating_sub(1) {
                if word[i] == b'_' && is_letter(word[i - 1]) && is_letter(word[i + 1]) {
                    word[i] = b' ';
                }
            }
        }
        at = end + 1;
    }
    *text = String::from_utf8(bytes).unwrap_or_default();
}

fn is_letter(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b >= 0x80
}
