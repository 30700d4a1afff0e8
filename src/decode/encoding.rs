//! The encodings this room reads, and the labels they go by.

/// A character encoding of Vietnamese text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark; broken bytes are an error.
    Utf8,
    /// UTF-8 in which each broken sequence becomes U+FFFD. Never chosen by evidence, only on demand.
    Utf8Lossy,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Windows code page 1258: base letters with combining tones.
    Windows1258,
    /// Windows code page 1252, for pages without Vietnamese letters.
    Windows1252,
    /// TCVN 5712:1993, the VN3 layout of the "ABC" fonts: no capitals with tone.
    Tcvn3,
    /// VNI Windows: a letter and a byte for its mark.
    Vni,
    /// VISCII 1.1 (RFC 1456).
    Viscii,
    /// VPS, of the Vietnamese Professionals Society.
    Vps,
}

/// Labels other than [`Encoding::label`], lower case, as in the WHATWG Encoding Standard and in Vietnamese pages.
const LABELS: [(&str, Encoding); 47] = [
    ("utf8", Encoding::Utf8),
    ("unicode-1-1-utf-8", Encoding::Utf8),
    ("unicode", Encoding::Utf16Le),
    ("utf-16", Encoding::Utf16Le),
    ("utf16", Encoding::Utf16Le),
    ("utf16le", Encoding::Utf16Le),
    ("ucs-2", Encoding::Utf16Le),
    ("utf16be", Encoding::Utf16Be),
    ("cp1258", Encoding::Windows1258),
    ("cp-1258", Encoding::Windows1258),
    ("windows1258", Encoding::Windows1258),
    ("x-cp1258", Encoding::Windows1258),
    ("ms1258", Encoding::Windows1258),
    ("1258", Encoding::Windows1258),
    ("cp1252", Encoding::Windows1252),
    ("x-cp1252", Encoding::Windows1252),
    ("windows1252", Encoding::Windows1252),
    ("iso-8859-1", Encoding::Windows1252),
    ("iso8859-1", Encoding::Windows1252),
    ("iso88591", Encoding::Windows1252),
    ("iso_8859-1", Encoding::Windows1252),
    ("latin1", Encoding::Windows1252),
    ("latin-1", Encoding::Windows1252),
    ("l1", Encoding::Windows1252),
    ("ascii", Encoding::Windows1252),
    ("us-ascii", Encoding::Windows1252),
    ("ansi", Encoding::Windows1252),
    ("tcvn", Encoding::Tcvn3),
    ("tcvn-3", Encoding::Tcvn3),
    ("tcvn5712", Encoding::Tcvn3),
    ("tcvn-5712", Encoding::Tcvn3),
    ("tcvn5712-1", Encoding::Tcvn3),
    ("x-viet-tcvn5712", Encoding::Tcvn3),
    ("x-viet-tcvn", Encoding::Tcvn3),
    ("vscii", Encoding::Tcvn3),
    ("abc", Encoding::Tcvn3),
    ("x-viet-vni", Encoding::Vni),
    ("vni-win", Encoding::Vni),
    ("vni-windows", Encoding::Vni),
    ("x-vni", Encoding::Vni),
    ("viscii1.1-1", Encoding::Viscii),
    ("viscii1.1", Encoding::Viscii),
    ("csviscii", Encoding::Viscii),
    ("x-viscii", Encoding::Viscii),
    ("x-viet-vps", Encoding::Vps),
    ("x-vps", Encoding::Vps),
    ("vps-win", Encoding::Vps),
];

impl Encoding {
    /// Every encoding, in a fixed order.
    pub const ALL: [Encoding; 10] = [
        Encoding::Utf8,
        Encoding::Utf8Lossy,
        Encoding::Utf16Le,
        Encoding::Utf16Be,
        Encoding::Windows1258,
        Encoding::Tcvn3,
        Encoding::Vni,
        Encoding::Viscii,
        Encoding::Vps,
        Encoding::Windows1252,
    ];

    /// The name used in output and on the command line.
    pub fn label(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Utf8Lossy => "utf-8-lossy",
            Encoding::Utf16Le => "utf-16le",
            Encoding::Utf16Be => "utf-16be",
            Encoding::Windows1258 => "windows-1258",
            Encoding::Windows1252 => "windows-1252",
            Encoding::Tcvn3 => "tcvn3",
            Encoding::Vni => "vni",
            Encoding::Viscii => "viscii",
            Encoding::Vps => "vps",
        }
    }

    /// True for the encodings of Unicode.
    pub fn is_unicode(self) -> bool {
        matches!(self, Encoding::Utf8 | Encoding::Utf8Lossy | Encoding::Utf16Le | Encoding::Utf16Be)
    }

    /// The encoding a label names, in any case and with blanks or quotes around it.
    ///
    /// ```
    /// use trich::decode::Encoding;
    /// assert_eq!(Encoding::from_label(" UTF-8 "), Some(Encoding::Utf8));
    /// assert_eq!(Encoding::from_label("x-viet-vps"), Some(Encoding::Vps));
    /// assert_eq!(Encoding::from_label("koi8-r"), None);
    /// ```
    pub fn from_label(label: &str) -> Option<Self> {
        let label = label
            .trim_matches(|c: char| c.is_ascii_whitespace() || c == '"' || c == '\'' || c == ';')
            .to_ascii_lowercase();
        Self::ALL
            .into_iter()
            .find(|encoding| encoding.label() == label)
            .or_else(|| LABELS.iter().find(|(name, _)| *name == label).map(|(_, encoding)| *encoding))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_round_trip_and_are_unique() {
        for encoding in Encoding::ALL {
            assert_eq!(Encoding::from_label(encoding.label()), Some(encoding));
        }
        for (i, (name, encoding)) in LABELS.iter().enumerate() {
            assert_eq!(Encoding::from_label(name), Some(*encoding));
            assert!(LABELS[..i].iter().all(|(other, _)| other != name), "{name}");
        }
    }
}
