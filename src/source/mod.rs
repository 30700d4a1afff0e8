//! Paths, standard input, archives and record formats, as an ordered stream of records.

use crate::text::OffsetMap;

/// Where a record stands: the file, and the way into it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Locator {
    /// Path as given or found, `-` for standard input; bytes that are not UTF-8 are shown as U+FFFD.
    pub path: String,
    /// Way into a container, outermost first, joined by `!` (`news/a.html`, `inner.tar!b.txt`, `line:17`, `offset:4096`).
    pub member: Option<String>,
}

/// What kind of content a record holds, told by its bytes first and its name second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Media {
    /// Plain text or Markdown.
    #[default]
    Text,
    /// An HTML page.
    Html,
}

/// What the container says about a record; each is evidence, not truth.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Declared {
    /// Character set from an HTTP header or a container field.
    pub charset: Option<String>,
    /// Address the record was fetched from.
    pub url: Option<String>,
    /// Title given beside the text.
    pub title: Option<String>,
    /// Publication date given beside the text, as written.
    pub date: Option<String>,
}

/// One document to be, still in bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Where it stands.
    pub locator: Locator,
    /// Its bytes, ready for decoding.
    pub content: Vec<u8>,
    /// From `content` to the raw record, where they differ (JSON escapes); `None` when `content` is the raw record.
    pub map: Option<OffsetMap>,
    /// What it is.
    pub media: Media,
    /// What its container says.
    pub declared: Declared,
}
