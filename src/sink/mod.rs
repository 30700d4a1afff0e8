//! Writing the knowledge base: JSON or JSON Lines, the same bytes for every number of threads, never half a file.

mod file;
mod json;
mod lines;
mod pretty;

use std::io;

pub use file::{Output, OutputError};
pub use json::JsonSink;
pub use lines::LinesSink;
pub use pretty::Pretty;

use crate::kb::KnowledgeBase;

/// Takes documents one by one, in input order, and writes what they add up to.
///
/// The costly part, [`encode`](Sink::encode), is a pure function that worker threads call; [`write`](Sink::write) is
/// called in order from one thread.
pub trait Sink {
    /// A document ready to be written.
    type Encoded: Send;

    /// Turns one document's knowledge base into bytes.
    ///
    /// # Errors
    /// When a value cannot be written as JSON.
    fn encode(kb: KnowledgeBase) -> io::Result<Self::Encoded>;

    /// Adds an encoded document.
    ///
    /// # Errors
    /// When the output or a spill file cannot be written.
    fn write(&mut self, encoded: Self::Encoded) -> io::Result<()>;

    /// Writes what is left; nothing may be written after it.
    ///
    /// # Errors
    /// When the output cannot be written.
    fn finish(&mut self) -> io::Result<()>;

    /// Bytes of output so far that a resumed run may keep; `None` when this format cannot be resumed.
    fn position(&mut self) -> io::Result<Option<u64>>;
}
