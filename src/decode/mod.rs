//! Bytes to Unicode, with the evidence for the encoding.

use crate::text::MappedText;

/// A record's text in Unicode, and how it came to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    /// The text, mapped to the bytes it was decoded from. Not yet normalised (NFC is the `text` room's work).
    pub text: MappedText,
    /// Label of the encoding: `utf-8`, `utf-16le`, `utf-16be`, `windows-1258`, `tcvn3`, `vni`, `viscii`, `vps`.
    pub encoding: &'static str,
    /// What decided: `bom`, `declared`, `valid`, `detected`, `override`.
    pub evidence: &'static str,
    /// Mojibake that was repaired: `utf-8-as-latin-1`, `utf-8-as-windows-1252`, with `-twice`.
    pub repaired: Option<&'static str>,
}
