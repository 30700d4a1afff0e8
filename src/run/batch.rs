//! Batches of records: all threads extract, one thread writes in order; the source reads ahead meanwhile.

use std::io;

use rayon::prelude::*;
use thiserror::Error;

use super::checkpoint::Checkpoint;
use super::pipeline::{self, Config};
use super::summary::Summary;
use crate::kb::KnowledgeBase;
use crate::sink::Sink;
use crate::source::Item;

/// Why a run could not go on.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum RunError {
    /// The output could not be written.
    #[error("the output could not be written")]
    Output(#[from] io::Error),
    /// A checkpoint could not be written.
    #[error("{path}: the checkpoint could not be written")]
    Checkpoint {
        /// The checkpoint.
        path: String,
        /// The reason.
        source: io::Error,
    },
}

/// Hears how far a run has come.
pub trait Progress: Sync {
    /// `items` more were read, `bytes` of content with them.
    fn advance(&self, items: u64, bytes: u64);
}

impl Progress for () {
    fn advance(&self, _: u64, _: u64) {}
}

/// Content bytes that one batch holds at most, unless a single record is larger.
const BATCH_BYTES: usize = 4 << 20;
/// Items that one batch holds at most.
const BATCH_ITEMS: usize = 1024;

/// Runs `items` through the pipeline into `sink`. Memory holds one batch, what it gives and what the source has read ahead, whatever the input's size;
/// the order of documents is the order of items, and the bytes do not depend on the number of threads.
///
/// With a checkpoint, what was written is recorded after every batch.
///
/// # Errors
/// When the output or the checkpoint cannot be written. Items that cannot be read are no errors: they become failures of
/// the knowledge base and are counted in the summary.
pub fn run<S: Sink>(
    items: impl Iterator<Item = Item>,
    config: &Config,
    sink: &mut S,
    mut checkpoint: Option<&mut Checkpoint>,
    progress: &dyn Progress,
) -> Result<Summary, RunError> {
    let mut summary = checkpoint.as_ref().map(|checkpoint| checkpoint.summary.clone()).unwrap_or_default();
    let mut items = items.peekable();
    while items.peek().is_some() {
        let (mut batch, mut bytes) = (Vec::new(), 0);
        while bytes < BATCH_BYTES && batch.len() < BATCH_ITEMS {
            let Some(item) = items.next() else { break };
            bytes += size(&item);
            batch.push(item);
        }
        let count = batch.len() as u64;
        let done: Vec<_> = batch.into_par_iter().map(|item| encode::<S>(item, config)).collect();
        for (part, encoded) in done {
            summary.add(&part);
            if let Some(encoded) = encoded {
                sink.write(encoded?)?;
            }
        }
        summary.items += count;
        progress.advance(count, bytes as u64);
        if let Some(checkpoint) = checkpoint.as_deref_mut()
            && let Some(position) = sink.position()?
        {
            checkpoint.save(&summary, position).map_err(|source| RunError::Checkpoint {
                path: checkpoint.path().display().to_string(),
                source,
            })?;
        }
    }
    sink.finish()?;
    Ok(summary)
}

fn size(item: &Item) -> usize {
    match item {
        Item::Record(record) => record.content.len(),
        _ => 0,
    }
}

fn encode<S: Sink>(item: Item, config: &Config) -> (Summary, Option<io::Result<S::Encoded>>) {
    let mut summary = Summary::default();
    let kb: Option<KnowledgeBase> = match item {
        Item::Record(record) => {
            summary.records = 1;
            summary.bytes = record.content.len() as u64;
            pipeline::document(&record, config, &mut summary)
        }
        Item::Failure(error) => Some(pipeline::failed(pipeline::failure(&error), config)),
        Item::Skip { reason, .. } => {
            summary.skip(reason.code());
            None
        }
    };
    if let Some(kb) = &kb {
        summary.count(kb);
    }
    (summary, kb.map(S::encode))
}
