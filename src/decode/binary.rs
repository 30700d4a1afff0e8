//! Telling text from everything else by its bytes.

use super::DecodeError;
use crate::text::bytes::{any, count};

/// What well-known binary files begin with.
const MAGIC: [(&[u8], &str); 22] = [
    (b"\x89PNG", "a PNG image"),
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"RIFF", "a RIFF file"),
    (b"PK\x03\x04", "a ZIP or Office file"),
    (b"PK\x05\x06", "an empty ZIP file"),
    (b"\x1F\x8B\x08", "gzip data"),
    (b"BZh9", "bzip2 data"),
    (b"\xFD7zXZ\0", "xz data"),
    (b"\x28\xB5\x2F\xFD", "zstd data"),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive"),
    (b"Rar!\x1A\x07", "a RAR archive"),
    (b"%PDF-", "a PDF document"),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an OLE (old Office) file"),
    (b"\x7FELF", "an ELF program"),
    (b"\xCA\xFE\xBA\xBE", "a Java class or Mach-O program"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"wOFF", "a web font"),
    (b"wOF2", "a web font"),
    (b"OggS", "an Ogg file"),
    (b"ID3\x03", "an MP3 file"),
];

/// How much of the input is looked at.
const HEAD: usize = 16 * 1024;

/// True for a control character that text does not use. `\x0B`, `\x0C`, `\x1A`, `\x1B` turn up in old text files.
fn is_odd_control(b: u8) -> bool {
    (b < 0x20) & !matches!(b, b'\t'..=b'\r' | 0x1A..=0x1B)
}

/// What kind of file this is, if its first bytes say so.
pub(super) fn magic(bytes: &[u8]) -> Option<DecodeError> {
    MAGIC
        .iter()
        .find(|(magic, _)| bytes.starts_with(magic))
        .map(|&(_, what)| DecodeError::Binary { what, at: 0 })
}

/// An error when the bytes, taken as a byte-wise encoding, hold too many control characters to be text.
///
/// One in fifty is too many. A stray one is tolerated (and dropped later): real archives have them. Without `lenient`,
/// for bytes that are not valid UTF-8, a NUL is enough.
pub(super) fn controls(bytes: &[u8], lenient: bool) -> Option<DecodeError> {
    let head = &bytes[..bytes.len().min(HEAD)];
    if !any(head, is_odd_control) {
        return None;
    }
    let odd = count(head, is_odd_control);
    let nul = || head.contains(&0);
    if odd * 50 <= head.len() && (lenient || odd == 0 || !nul()) {
        return None;
    }
    let at = head.iter().position(|&b| is_odd_control(b))?;
    Some(DecodeError::Binary {
        what: "control characters",
        at: at as u64,
    })
}
