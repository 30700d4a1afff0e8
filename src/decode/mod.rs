//! Bytes to Unicode, with the evidence for the encoding.
//!
//! The order of evidence: a byte order mark; zeros at every second byte (UTF-16); validity as UTF-8, which other encodings do not
//! reach by chance; then, for bytes that are no UTF-8, which of the Vietnamese legacy encodings gives Vietnamese syllables.
//! What a page declares weighs little: legacy pages declare anything.

mod binary;
mod detect;
mod encoding;
mod error;
mod font;
mod meta;
mod mojibake;
mod score;
mod single;
mod tcvn3;
mod utf16;
mod vni;

pub use encoding::Encoding;
pub use error::DecodeError;
pub use meta::html_charset;

use score::Score;

use crate::text::{MappedText, OffsetMap};

/// A record's text in Unicode, and how it came to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    /// The text, mapped to the bytes it was decoded from. Not yet normalised (NFC is the `text` room's work).
    pub text: MappedText,
    /// Label of the encoding: `utf-8`, `utf-16le`, `utf-16be`, `windows-1258`, `tcvn3`, `vni`, `viscii`, `vps`, `windows-1252`.
    pub encoding: &'static str,
    /// What decided: `bom`, `declared`, `valid`, `detected`, `override`.
    pub evidence: &'static str,
    /// Mojibake that was repaired: `utf-8-as-latin-1`, `utf-8-as-windows-1252`, with `-twice` (or more); or a legacy encoding read as
    /// Western letters: `tcvn3-as-windows-1252`, `vni-as-windows-1252`, and so on for `viscii`, `vps`, `windows-1258`.
    pub repaired: Option<&'static str>,
}

/// Decodes one record.
///
/// `declared` is the label the record's container or page gives ([`html_charset`]), evidence only; `forced` is the user's word and
/// decides alone. Offsets of the result's map are bytes of `bytes`.
///
/// Broken UTF-8 is an error and not repaired: one bad byte in a long article costs the article until someone looks, but a silent
/// U+FFFD, or a guess at the byte, would change a word or a number without a trace. [`Encoding::Utf8Lossy`] reads it on demand.
/// TCVN3 does not tell capitals with tones; they are put back where the text
/// around says so. Mojibake is repaired whatever decided the encoding, `forced` too.
///
/// ```
/// use trich::decode::decode;
/// let done = decode("Cụm công nghiệp".into(), None, None)?;
/// assert_eq!((done.encoding, done.evidence), ("utf-8", "valid"));
/// let old = decode(b"Th\xB5nh ph\xE8 H\xB5 N\xE9i ban h\xB5nh quy\xD5t \xAE\xDEnh".to_vec(), None, None)?;
/// assert_eq!(old.encoding, "tcvn3");
/// assert_eq!(old.text.text, "Thành phố Hà Nội ban hành quyết định");
/// # Ok::<(), trich::decode::DecodeError>(())
/// ```
///
/// # Errors
/// Empty input, binary content, broken UTF-8 or UTF-16, or an encoding that no evidence names; see [`DecodeError`].
pub fn decode(bytes: Vec<u8>, declared: Option<&str>, forced: Option<Encoding>) -> Result<Decoded, DecodeError> {
    if bytes.is_empty() {
        return Err(DecodeError::Empty);
    }
    if u32::try_from(bytes.len()).is_err() {
        let len = bytes.len() as u64;
        return Err(DecodeError::TooLarge { len });
    }
    if let Some(encoding) = forced {
        let text = decode_forced(bytes, encoding)?;
        let encoding = match encoding {
            Encoding::Utf8Lossy => Encoding::Utf8,
            other => other,
        };
        return Ok(finish(text, encoding, "override"));
    }
    if let Some(error) = binary::magic(&bytes) {
        return Err(error);
    }
    let declared = declared.and_then(Encoding::from_label);
    if bytes.starts_with(b"\xFF\xFE") {
        return Ok(finish(utf16::decode(&bytes, 2, false)?, Encoding::Utf16Le, "bom"));
    }
    if bytes.starts_with(b"\xFE\xFF") {
        return Ok(finish(utf16::decode(&bytes, 2, true)?, Encoding::Utf16Be, "bom"));
    }
    if let Some(encoding) = utf16::guess(&bytes) {
        let text = utf16::decode(&bytes, 0, encoding == Encoding::Utf16Be)?;
        return Ok(finish(text, encoding, "detected"));
    }
    let evidence = if bytes.starts_with(BOM) { "bom" } else { "valid" };
    let bytes = match utf8(bytes) {
        Ok(text) => {
            if let Some(error) = binary::controls(text.text.as_bytes(), true) {
                return Err(error);
            }
            return Ok(finish(text, Encoding::Utf8, evidence));
        }
        Err(bytes) => bytes,
    };
    if let Some(error) = binary::controls(&bytes, false) {
        return Err(error);
    }
    let damage = Damage::of(&bytes);
    if damage.is_utf8() || evidence == "bom" {
        return Err(damage.error());
    }
    match detect::legacy(&bytes, declared) {
        Some((encoding, evidence)) => {
            let text = detect::decode_as(&bytes, encoding);
            Ok(finish(text, encoding, evidence))
        }
        None if damage.sound > 0 => Err(damage.error()),
        None => Err(DecodeError::UnknownEncoding { at: damage.high }),
    }
}

const BOM: &[u8] = b"\xEF\xBB\xBF";

fn finish(text: MappedText, encoding: Encoding, evidence: &'static str) -> Decoded {
    let (text, repaired) = mojibake::repair(text);
    let (text, repaired) = match repaired {
        Some(_) => (text, repaired),
        // Only Unicode text can have been misread before; a legacy encoding was chosen for being Vietnamese.
        None if encoding.is_unicode() => font::repair(text),
        None => (text, None),
    };
    Decoded {
        text,
        encoding: encoding.label(),
        evidence,
        repaired,
    }
}

/// UTF-8 without its mark; the bytes come back when they are something else.
fn utf8(bytes: Vec<u8>) -> Result<MappedText, Vec<u8>> {
    // Faster on letters of two and three bytes than the standard library's check, even with the copy.
    let Some(text) = encoding_rs::UTF_8.decode_without_bom_handling_and_without_replacement(&bytes) else {
        return Err(bytes);
    };
    let mut text = text.into_owned();
    if !text.starts_with('\u{FEFF}') {
        return Ok(MappedText::identity(text));
    }
    text.drain(..BOM.len());
    let mut map = OffsetMap::default();
    map.skip(BOM.len());
    map.same(text.len());
    Ok(MappedText { text, map })
}

fn decode_forced(bytes: Vec<u8>, encoding: Encoding) -> Result<MappedText, DecodeError> {
    match encoding {
        Encoding::Utf8 => utf8(bytes).map_err(|bytes| Damage::of(&bytes).error()),
        Encoding::Utf8Lossy => Ok(utf8(bytes).unwrap_or_else(|bytes| lossy(&bytes))),
        Encoding::Utf16Le | Encoding::Utf16Be => {
            let big = encoding == Encoding::Utf16Be;
            let mark: &[u8] = if big { b"\xFE\xFF" } else { b"\xFF\xFE" };
            let from = if bytes.starts_with(mark) { 2 } else { 0 };
            utf16::decode(&bytes, from, big)
        }
        _ => Ok(detect::decode_as(&bytes, encoding)),
    }
}

/// UTF-8 with U+FFFD for each broken sequence.
fn lossy(bytes: &[u8]) -> MappedText {
    let (mark, bytes) = match bytes.strip_prefix(BOM) {
        Some(rest) => (BOM.len(), rest),
        None => (0, bytes),
    };
    let mut text = String::with_capacity(bytes.len());
    let mut map = OffsetMap::default();
    map.skip(mark);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        map.same(chunk.valid().len());
        if !chunk.invalid().is_empty() {
            text.push('\u{FFFD}');
            map.unit('\u{FFFD}'.len_utf8(), chunk.invalid().len());
        }
    }
    MappedText { text, map }
}

/// What is wrong with bytes that are not valid UTF-8.
struct Damage {
    /// First broken byte.
    at: u64,
    /// First byte that is not ASCII.
    high: u64,
    /// Sound characters of two bytes and more.
    sound: u64,
    /// Broken places.
    broken: u64,
}

impl Damage {
    fn of(bytes: &[u8]) -> Self {
        let first = |found: Option<usize>| found.unwrap_or(bytes.len()) as u64;
        let mut damage = Damage {
            at: first(std::str::from_utf8(bytes).err().map(|e| e.valid_up_to())),
            high: first(bytes.iter().position(|b| !b.is_ascii())),
            sound: 0,
            broken: 0,
        };
        for chunk in bytes.utf8_chunks() {
            let sound = chunk.valid().bytes().filter(|b| *b >= 0xC0).count();
            damage.sound += sound as u64;
            damage.broken += u64::from(!chunk.invalid().is_empty());
        }
        damage
    }

    /// True for UTF-8 in which something broke. In legacy text a sound sequence is a rare chance.
    fn is_utf8(&self) -> bool {
        self.sound >= 4 * self.broken
    }

    fn error(&self) -> DecodeError {
        DecodeError::InvalidUtf8 {
            at: self.at,
            broken: self.broken,
        }
    }
}

#[cfg(test)]
mod tests;
