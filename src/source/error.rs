//! What can go wrong with an input, and what is left out on purpose.

use super::Locator;
use std::io;

/// Why an input could not be read. [`code`](ErrorKind::code) is stable; the set may grow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// No such file, or a symbolic link to nothing.
    NotFound,
    /// The system refuses access.
    Permission,
    /// Any other error of the system while reading.
    Io,
    /// A symbolic link leads back to a directory it stands in, or to itself.
    SymlinkLoop,
    /// A symbolic link found in a directory leads out of that directory's tree.
    OutsideTree,
    /// Compressed data, an archive or a record ends before it should.
    Truncated,
    /// Data that does not follow its format.
    Corrupt,
    /// A record larger than `max_record_size`.
    TooLarge,
    /// Containers nested more than eight deep.
    TooDeep,
    /// Compressed data that expands beyond the limits: a decompression bomb.
    Bomb,
    /// An archive member with an absolute path or a step out of the archive (`..`).
    UnsafePath,
    /// Nothing in it.
    Empty,
    /// Text that is not JSON where JSON is expected.
    InvalidJson,
    /// A CSV record that does not match its header.
    InvalidCsv,
    /// A JSON object or CSV table without a text field.
    NoTextField,
    /// A format this build does not read.
    Unsupported,
    /// Protected by a password.
    Encrypted,
    /// A PDF without text: scanned pages.
    NoTextLayer,
    /// A fault in the program itself.
    Internal,
}

impl ErrorKind {
    /// The stable name that goes into the `failures` of a knowledge base.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::Permission => "permission",
            Self::Io => "io",
            Self::SymlinkLoop => "symlink-loop",
            Self::OutsideTree => "outside-tree",
            Self::Truncated => "truncated",
            Self::Corrupt => "corrupt",
            Self::TooLarge => "too-large",
            Self::TooDeep => "too-deep",
            Self::Bomb => "bomb",
            Self::UnsafePath => "unsafe-path",
            Self::Empty => "empty",
            Self::InvalidJson => "invalid-json",
            Self::InvalidCsv => "invalid-csv",
            Self::NoTextField => "no-text-field",
            Self::Unsupported => "unsupported",
            Self::Encrypted => "encrypted",
            Self::NoTextLayer => "no-text-layer",
            Self::Internal => "internal",
        }
    }

    /// What an I/O error amounts to. Decoders report damage as I/O errors, so those kinds are told apart here.
    pub(crate) fn of_io(error: &io::Error) -> Self {
        if let Some(limit) = limit_in(error) {
            return limit.kind;
        }
        match error.kind() {
            io::ErrorKind::NotFound => Self::NotFound,
            io::ErrorKind::PermissionDenied => Self::Permission,
            io::ErrorKind::UnexpectedEof => Self::Truncated,
            _ if error.raw_os_error().is_some_and(is_loop) => Self::SymlinkLoop,
            _ if error.raw_os_error().is_some() => Self::Io,
            // No system call stands behind it: a decoder complains about its input.
            _ => Self::Corrupt,
        }
    }
}

/// The limit of ours within an error that readers in between may have wrapped.
fn limit_in(error: &io::Error) -> Option<&Limit> {
    let mut inner: &(dyn std::error::Error + 'static) = error.get_ref()?;
    // Wrapped once by each container around, so not deep.
    for _ in 0..32 {
        if let Some(limit) = inner.downcast_ref::<Limit>() {
            return Some(limit);
        }
        inner = match inner.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            Some(wrapped) => wrapped,
            None => inner.source()?,
        };
    }
    None
}

/// The system's "too many levels of symbolic links"; the standard library has no stable name for it yet.
fn is_loop(os_error: i32) -> bool {
    os_error == if cfg!(target_os = "linux") { 40 } else { 62 }
}

/// An input, or a part of one, that could not be read. The stream goes on after it.
///
/// ```
/// use trich::source::{ErrorKind, Locator, SourceError};
/// let error = SourceError::new(Locator::new("a.gz"), ErrorKind::Truncated, "the gzip data ends early");
/// assert_eq!(error.code(), "truncated");
/// assert_eq!(error.to_string(), "a.gz: the gzip data ends early");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{locator}: {message}")]
#[non_exhaustive]
pub struct SourceError {
    /// Where it happened; for damage inside a file the member, line or offset reached.
    pub locator: Locator,
    /// What kind of fault.
    pub kind: ErrorKind,
    /// What is wrong and, where something can be done, what to do.
    pub message: String,
}

impl SourceError {
    /// A failure at a place.
    pub fn new(locator: Locator, kind: ErrorKind, message: impl Into<String>) -> Self {
        Self {
            locator,
            kind,
            message: message.into(),
        }
    }

    /// A failure of the system or of a decoder; `doing` says what was being done ("open", "read").
    pub(crate) fn io(locator: Locator, doing: &str, error: &io::Error) -> Self {
        let kind = ErrorKind::of_io(error);
        let message = match kind {
            ErrorKind::NotFound => "no such file or directory".to_owned(),
            ErrorKind::Permission => "permission denied".to_owned(),
            ErrorKind::SymlinkLoop => "symbolic links lead in a circle".to_owned(),
            ErrorKind::Truncated => {
                format!("the data ends before it should ({error}); what came before it was read")
            }
            ErrorKind::Corrupt => format!("damaged data: {error}"),
            ErrorKind::Io => format!("cannot {doing}: {error}"),
            _ => limit_in(error).map_or_else(|| error.to_string(), |limit| limit.message.clone()),
        };
        Self::new(locator, kind, message)
    }

    /// The stable name of the kind of fault.
    pub fn code(&self) -> &'static str {
        self.kind.code()
    }
}

/// A limit of ours that a reader ran into, carried inside an [`io::Error`].
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub(crate) struct Limit {
    pub kind: ErrorKind,
    pub message: String,
}

impl Limit {
    pub(crate) fn error(kind: ErrorKind, message: String) -> io::Error {
        io::Error::other(Self { kind, message })
    }
}

/// Why something was passed over without being a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum SkipReason {
    /// A picture, told by its first bytes.
    Image,
    /// Sound, video or a font.
    Media,
    /// An HTTP response with a status other than 200.
    HttpStatus,
    /// An HTTP response or resource whose declared type is not a text, page or document; a file of the system's own.
    NotText,
    /// A WARC record that holds no page: `request`, `metadata`, `warcinfo`, `revisit`.
    WarcRecord,
    /// A link inside a tar archive: its target is read where it stands.
    ArchiveLink,
    /// A directory already read through another symbolic link.
    DuplicateLink,
    /// A socket, pipe or device found in a directory.
    SpecialFile,
}

impl SkipReason {
    /// The stable name for counting.
    pub fn code(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Media => "media",
            Self::HttpStatus => "http-status",
            Self::NotText => "not-text",
            Self::WarcRecord => "warc-record",
            Self::ArchiveLink => "archive-link",
            Self::DuplicateLink => "duplicate-link",
            Self::SpecialFile => "special-file",
        }
    }
}
