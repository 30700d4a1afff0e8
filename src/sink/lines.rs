//! JSON Lines: one knowledge base a line, one line a document.

use std::io::{self, Write};

use super::Sink;
use crate::kb::{self, KnowledgeBase};

/// Writes one line per document.
#[derive(Debug)]
pub struct LinesSink<W> {
    out: W,
    written: u64,
}

impl<W: Write> LinesSink<W> {
    /// Writes to `out`; `written` bytes of it stand already when a run is resumed.
    pub fn new(out: W, written: u64) -> Self {
        Self { out, written }
    }
}

impl<W: Write> Sink for LinesSink<W> {
    type Encoded = Vec<u8>;

    fn encode(mut kb: KnowledgeBase) -> io::Result<Vec<u8>> {
        kb::order_document(&mut kb);
        let mut line = serde_json::to_vec(&kb)?;
        line.push(b'\n');
        Ok(line)
    }

    fn write(&mut self, encoded: Vec<u8>) -> io::Result<()> {
        self.out.write_all(&encoded)?;
        self.written += encoded.len() as u64;
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    fn position(&mut self) -> io::Result<Option<u64>> {
        self.out.flush()?;
        Ok(Some(self.written))
    }
}
