//! Why a record cannot be read as text.

/// A record that cannot be decoded: what is wrong, where, and what to do about it.
///
/// Positions are bytes from the start of the record's content.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// Nothing to read.
    #[error("the input is empty")]
    Empty,
    /// More bytes than an offset can count.
    #[error("the input has {len} bytes, more than the 4 GiB one document may have; split it")]
    TooLarge {
        /// Length in bytes.
        len: u64,
    },
    /// Not text.
    #[error("not text: {what} at byte {at}; convert it to text or HTML first")]
    Binary {
        /// What gave it away: a file format, or `control characters`.
        what: &'static str,
        /// Byte position.
        at: u64,
    },
    /// UTF-8 with broken bytes.
    #[error(
        "broken UTF-8 at byte {at} ({broken} broken places in all); repair the input, or force utf-8-lossy to read it with U+FFFD there"
    )]
    InvalidUtf8 {
        /// First broken byte.
        at: u64,
        /// How many places are broken.
        broken: u64,
    },
    /// UTF-16 with a lone surrogate or half a unit at the end.
    #[error("broken UTF-16 at byte {at}: {what}; repair the input")]
    InvalidUtf16 {
        /// Byte position.
        at: u64,
        /// `a lone surrogate` or `an odd byte at the end`.
        what: &'static str,
    },
    /// Neither Unicode nor one of the known legacy encodings by evidence.
    #[error("the encoding cannot be told (first byte that is not ASCII at {at}); name it with an encoding option")]
    UnknownEncoding {
        /// First byte that is not ASCII.
        at: u64,
    },
}

impl DecodeError {
    /// A stable name for the kind of failure, for the `failures` list.
    pub fn code(&self) -> &'static str {
        match self {
            DecodeError::Empty => "empty",
            DecodeError::TooLarge { .. } => "too-large",
            DecodeError::Binary { .. } => "binary",
            DecodeError::InvalidUtf8 { .. } => "invalid-utf-8",
            DecodeError::InvalidUtf16 { .. } => "invalid-utf-16",
            DecodeError::UnknownEncoding { .. } => "unknown-encoding",
        }
    }
}
