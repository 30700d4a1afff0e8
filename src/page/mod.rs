//! HTML or plain text to title, metadata and blocks; what is the article, and what is debris of which kind.

pub mod dateline;
pub mod debris;
pub mod html;
mod language;
pub mod plain;
pub mod published;

pub use language::is_vietnamese;

use crate::text::{OffsetMap, Span};

/// Where a stretch of page text stands in the raw input.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Bytes of the raw record.
    Bytes {
        /// First byte.
        start: u64,
        /// One past the last.
        end: u64,
    },
    /// Code points of one HTML element's own text (its descendant text nodes concatenated, as parsed).
    Element {
        /// Path from the root, CSS-like: `html>body>div:nth-of-type(2)>p:nth-of-type(1)`.
        path: String,
        /// First code point.
        start: u64,
        /// One past the last.
        end: u64,
    },
}

/// A stretch of page text that comes from one HTML element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ElementRun {
    /// Where the stretch stands in [`Page::text`].
    pub span: Span,
    /// Index into [`Origin::Html`]'s paths.
    pub path: u32,
    /// From bytes of the stretch to code points of the element's text (its map's source counts code points, not bytes).
    pub map: OffsetMap,
}

/// The way from [`Page::text`] back to the raw input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Page text bytes to raw record bytes.
    Plain(OffsetMap),
    /// Page text to elements; runs are in text order and do not overlap.
    Html {
        /// Element paths.
        paths: Vec<String>,
        /// Stretches of text.
        runs: Vec<ElementRun>,
    },
}

/// What a kept block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The headline.
    Title,
    /// The lead (`sapo`).
    Lead,
    /// A paragraph.
    Body,
    /// A sub-heading.
    Heading,
    /// A list item.
    Item,
    /// A table row; cells are separated by a tab.
    Row,
    /// A caption that names something.
    Caption,
    /// The publication date on a line of its own.
    Dateline,
    /// The author's name on a line of its own.
    Byline,
}

/// A kept block of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub role: Role,
    /// Where it stands in [`Page::text`].
    pub span: Span,
}

/// Text that is not the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    /// Kind of debris, as in the annotation guide: `related-articles`, `image-debris`, `share`, …
    pub kind: &'static str,
    /// The text, as decoded and normalised.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

/// A date and the evidence for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// ISO day (`2016-03-21`), or coarser.
    pub edtf: String,
    /// What said so: `json-ld`, `opengraph`, `meta`, `time`, `url`, `text`, `container`.
    pub basis: &'static str,
}

/// What a page says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// Headline.
    pub title: Option<String>,
    /// Lead.
    pub lead: Option<String>,
    /// Authors, in order.
    pub authors: Vec<String>,
    /// Publisher or agency.
    pub publisher: Option<String>,
    /// Canonical address.
    pub url: Option<String>,
    /// When it was published (local day).
    pub published: Option<Dated>,
    /// When it was last changed.
    pub modified: Option<Dated>,
    /// Section of the site.
    pub section: Option<String>,
    /// Keywords.
    pub tags: Vec<String>,
}

/// A page: the article's text, block by block, what was left out, and the way back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// False for a list page, a home page, an error page: no facts come from it.
    pub article: bool,
    /// The kept text: NFC, without invisible characters, blocks separated by line ends.
    pub text: String,
    /// The way from `text` to the raw input.
    pub origin: Origin,
    /// Kept blocks in text order.
    pub blocks: Vec<Block>,
    /// What was left out.
    pub removed: Vec<Removed>,
    /// What the page says about itself.
    pub metadata: Metadata,
}

/// The article as running text: lead, paragraphs, sub-headings, list items and table rows, one a line; without the headline,
/// captions, dateline and byline.
pub fn article_text(page: &Page) -> String {
    let mut text = String::new();
    for block in &page.blocks {
        if matches!(block.role, Role::Lead | Role::Body | Role::Heading | Role::Item | Role::Row) {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(page.text.get(block.span.range()).unwrap_or_default());
        }
    }
    text
}
