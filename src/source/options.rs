//! What to read, and how.

use super::fields::Fields;
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use std::path::{Path, PathBuf};

/// One input as the user named it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A file, or a directory with everything below it.
    Path(PathBuf),
    /// Standard input, as one stream of any format.
    Stdin,
    /// A file that lists inputs, one a line (or separated by NUL); `-` is standard input.
    List(PathBuf),
}

impl Input {
    /// An argument of a command line: `-` is standard input, anything else a path.
    pub fn from_arg(arg: impl Into<PathBuf>) -> Self {
        let path = arg.into();
        if path.as_os_str() == "-" { Self::Stdin } else { Self::Path(path) }
    }
}

/// How to read the inputs.
#[derive(Clone, Debug)]
pub struct SourceOptions {
    /// Which fields of JSON and CSV hold what; names not given are guessed.
    pub fields: Fields,
    /// Which files of a directory are read.
    pub filter: Filter,
    /// Bytes a single record may have, compressed or not; larger ones are failures. At most 1 GiB.
    pub max_record_size: usize,
    /// Bytes one compressed stream may expand to.
    pub max_expanded: u64,
    /// How many times its size one compressed stream may expand to (asked only beyond 16 MiB).
    pub max_ratio: u64,
    /// Items to pass over at the start: how many a run that stopped had dealt with.
    pub skip: u64,
}

impl Default for SourceOptions {
    fn default() -> Self {
        Self {
            fields: Fields::default(),
            filter: Filter::default(),
            max_record_size: 64 << 20,
            max_expanded: 64 << 30,
            // Deflate cannot exceed 1032; repetitive HTML reaches about 100.
            max_ratio: 250,
            skip: 0,
        }
    }
}

impl SourceOptions {
    /// The record limit in force: spans count in 32 bits, so it never exceeds 1 GiB.
    pub(crate) fn record_limit(&self) -> usize {
        self.max_record_size.clamp(1, 1 << 30)
    }
}

/// A pattern that cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("pattern `{pattern}`: {message}")]
pub struct PatternError {
    /// The pattern as given.
    pub pattern: String,
    /// What is wrong with it.
    pub message: String,
}

/// Which files below a directory are read: those that match one of the globs (all, when there are none) and no exclusion.
///
/// A pattern with `/` is matched against the path relative to the directory given; one without against the name alone.
/// `*` does not cross `/`, `**` does. An excluded directory is not entered. Files named by the user are always read.
///
/// ```
/// use std::path::Path;
/// use trich::source::Filter;
/// let filter = Filter::new(&["*.html".into()], &["old/**".into()]).unwrap();
/// assert!(filter.takes(Path::new("news/a.html")));
/// assert!(!filter.takes(Path::new("old/a.html")));
/// assert!(!filter.takes(Path::new("news/a.txt")));
/// assert!(Filter::new(&["[".into()], &[]).is_err());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Filter {
    globs: Option<GlobSet>,
    excludes: Option<GlobSet>,
}

impl Filter {
    /// Compiles the patterns.
    ///
    /// # Errors
    /// The first pattern that is not a glob.
    pub fn new(globs: &[String], excludes: &[String]) -> Result<Self, PatternError> {
        Ok(Self {
            globs: compile(globs)?,
            excludes: compile(excludes)?,
        })
    }

    /// True when the file at `relative` (to the directory being read) is wanted.
    pub fn takes(&self, relative: &Path) -> bool {
        self.globs.as_ref().is_none_or(|set| set.is_match(relative)) && !self.excludes(relative)
    }

    /// True when the file or directory at `relative` is excluded.
    pub fn excludes(&self, relative: &Path) -> bool {
        self.excludes.as_ref().is_some_and(|set| set.is_match(relative))
    }
}

fn compile(patterns: &[String]) -> Result<Option<GlobSet>, PatternError> {
    if patterns.is_empty() {
        return Ok(None);
    }
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        let named = |error: globset::Error| PatternError {
            pattern: pattern.clone(),
            message: error.kind().to_string(),
        };
        let trimmed = pattern.trim_start_matches("./").trim_end_matches('/');
        let full = if trimmed.contains('/') {
            trimmed.trim_start_matches('/').to_owned()
        } else {
            format!("**/{trimmed}")
        };
        let glob = GlobBuilder::new(&full).literal_separator(true).build().map_err(named)?;
        set.add(glob);
    }
    let whole = |error: globset::Error| PatternError {
        pattern: patterns.join(" "),
        message: error.kind().to_string(),
    };
    set.build().map(Some).map_err(whole)
}
