//! Where a record stands.

use std::fmt;
use std::path::Path;

/// Where a record stands: the file, and the way into it.
///
/// ```
/// use trich::source::Locator;
/// let tar = Locator::new("news.tar.gz");
/// let page = tar.child("inner.zip").child("a.html");
/// assert_eq!(page.to_string(), "news.tar.gz!inner.zip!a.html");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Locator {
    /// Path as given or found, `-` for standard input; bytes that are not UTF-8 are shown as U+FFFD.
    pub path: String,
    /// Way into a container, outermost first, joined by `!` (`news/a.html`, `inner.tar!b.txt`, `line:17`, `offset:4096`).
    ///
    /// Compression alone (`a.txt.gz`) adds no step. `line:` counts from 1; `item:` (a member of a JSON array) from 0;
    /// `offset:` is the byte a WARC record starts at: in the file for plain WARC, the start of its gzip member where the
    /// record has one of its own (as CDX indexes say it), else in the expanded stream.
    pub member: Option<String>,
}

impl Locator {
    /// A whole file, or `-`.
    pub fn new(path: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            member: None,
        }
    }

    /// A file on disk.
    pub fn of_path(path: &Path) -> Self {
        Self::new(path.to_string_lossy())
    }

    /// One step further in.
    pub fn child(&self, step: &str) -> Self {
        let member = match &self.member {
            Some(outer) => format!("{outer}!{step}"),
            None => step.to_owned(),
        };
        Self {
            path: self.path.clone(),
            member: Some(member),
        }
    }

    /// The innermost name: the last step of `member`, or the path.
    pub(crate) fn name(&self) -> &str {
        match &self.member {
            Some(member) => member.rsplit('!').next().unwrap_or(member),
            None => &self.path,
        }
    }
}

impl fmt::Display for Locator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        match &self.member {
            Some(member) => write!(f, "!{member}"),
            None => Ok(()),
        }
    }
}
