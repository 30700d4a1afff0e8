//! Paths, standard input, archives and record formats, as an ordered stream of records.
//!
//! [`open`] turns what the user named into [`Item`]s, lazily and in an order that depends on the inputs alone: the order they
//! were named in, directories by file name, archives as they are laid out. Formats are told by content first and name second.
//! Memory stays bounded whatever the size of a file: a record is never larger than
//! [`max_record_size`](SourceOptions::max_record_size), and everything around records is streamed.
//!
//! ```no_run
//! use trich::source::{Input, Item, SourceOptions, open};
//! for item in open(&[Input::from_arg("news/")], &SourceOptions::default()) {
//!     match item {
//!         Item::Record(record) => drop(record.content),
//!         Item::Failure(error) => drop(error.code()),
//!         Item::Skip { reason, .. } => drop(reason.code()),
//!     }
//! }
//! ```
//!
//! What `source` offsets of a record count in:
//!
//! | record | offsets are bytes of |
//! |---|---|
//! | text file, archive member, WARC `conversion` or `text/plain` response | the file or member after decompression; the HTTP body after its transfer and content encodings |
//! | JSON Lines | the line (through [`Record::map`]) |
//! | JSON document | the document, or the member of its top-level array (through [`Record::map`]) |
//! | CSV | the row, from its first byte (through [`Record::map`]) |
//! | PDF, DOCX | the text taken out of it |
//! | HTML | element paths, which the `page` room makes |

#[cfg(feature = "archives")]
mod codec;
mod csv;
#[cfg(feature = "documents")]
mod docx;
mod error;
mod fields;
mod gzip;
mod http;
mod input;
mod json;
mod json_document;
mod json_text;
mod json_values;
mod jsonl;
mod lines;
mod locator;
#[cfg(any(feature = "archives", feature = "documents"))]
mod member_name;
mod mhtml;
mod options;
#[cfg(feature = "documents")]
mod pdf;
#[cfg(feature = "documents")]
mod pdf_cmap;
#[cfg(feature = "documents")]
mod pdf_layout;
mod records;
mod sniff;
#[cfg(feature = "archives")]
mod tarball;
mod visit;
mod walk;
mod warc;
mod wide;
#[cfg(any(feature = "archives", feature = "documents"))]
mod zipfile;

pub use error::{ErrorKind, SkipReason, SourceError};
pub use fields::{Fields, FieldsUsed, Slot};
pub use locator::Locator;
pub use options::{Filter, Input, PatternError, SourceOptions};
pub use records::{Progress, Records, open};
pub use visit::read_from;
pub use walk::{Survey, survey};

use crate::text::OffsetMap;
use std::sync::Arc;

/// What kind of content a record holds, told by its bytes first and its name second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Media {
    /// Plain text or Markdown.
    #[default]
    Text,
    /// An HTML page.
    Html,
    /// The text layer of a PDF: UTF-8, a paragraph a line, table cells separated by tabs.
    Pdf,
    /// The text of a DOCX document: UTF-8, a paragraph a line, table cells separated by tabs.
    Docx,
}

impl Media {
    /// The media type of the original.
    pub fn mime(self) -> &'static str {
        match self {
            Self::Text => "text/plain",
            Self::Html => "text/html",
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }
    }
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
    /// For JSON and CSV, which fields were taken and which names were guessed; shared between records of one file.
    pub fields: Option<Arc<FieldsUsed>>,
}

/// One step of the stream. Every item counts as one for [`SourceOptions::skip`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A record to process.
    Record(Record),
    /// Something that could not be read; the stream goes on after it.
    Failure(SourceError),
    /// Something passed over on purpose, to be counted by reason.
    Skip {
        /// Where it stands.
        locator: Locator,
        /// Why it is no record.
        reason: SkipReason,
    },
}

impl Item {
    /// Where the item stands.
    pub fn locator(&self) -> &Locator {
        match self {
            Self::Record(record) => &record.locator,
            Self::Failure(error) => &error.locator,
            Self::Skip { locator, .. } => locator,
        }
    }
}
