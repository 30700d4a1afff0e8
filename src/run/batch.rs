//! Batches of records: all threads extract, one thread writes in order; the source reads ahead meanwhile.

use std::io;

use rayon::prelude::*;
use thiserror::Error;

use super::checkpoint::Checkpoint;
use super::pipeline::{self, Config};
use super::summary::Summary;
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
/// Content bytes that one group of a batch holds at most, unless a single record is larger: what is read of them stays in the
/// caches of one core.
const GROUP_BYTES: usize = 96 << 10;
/// Items that one group holds at most.
const GROUP_ITEMS: usize = 16;

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
        let done: Vec<_> = groups(&batch).into_par_iter().map(|group| encode::<S>(group, config)).collect();
        for (part, encoded) in done {
            summary.add(&part);
            for encoded in encoded {
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

/// Cuts a batch into what one thread does at a time: as much as the caches hold, but some for every thread.
fn groups(batch: &[Item]) -> Vec<&[Item]> {
    let most = (batch.len() / (4 * rayon::current_num_threads())).clamp(1, GROUP_ITEMS);
    let (mut out, mut rest) = (Vec::new(), batch);
    while !rest.is_empty() {
        let mut bytes = 0;
        let fits = rest.iter().take(most).take_while(|item| {
            bytes += size(item);
            bytes <= GROUP_BYTES
        });
        let (group, behind) = rest.split_at(fits.count().max(1));
        out.push(group);
        rest = behind;
    }
    out
}

/// Extracts the items of a group; gives what is to be written of them, in their order.
fn encode<S: Sink>(group: &[Item], config: &Config) -> (Summary, Vec<io::Result<S::Encoded>>) {
    let mut summary = Summary::default();
    let mut out: Vec<Option<io::Result<S::Encoded>>> = Vec::with_capacity(group.len());
    let (mut records, mut places) = (Vec::new(), Vec::new());
    for (at, item) in group.iter().enumerate() {
        out.push(None);
        match item {
            Item::Record(record) => {
                summary.records += 1;
                summary.bytes += record.content.len() as u64;
                records.push(record);
                places.push(at);
            }
            Item::Failure(error) => {
                let kb = pipeline::failed(pipeline::failure(error), config);
                summary.count(&kb);
                out[at] = Some(S::encode(kb));
            }
            Item::Skip { reason, .. } => summary.skip(reason.code()),
        }
    }
    let mut places = places.into_iter();
    pipeline::documents(records, config, &mut summary, |kb, summary| {
        if let (Some(place), Some(kb)) = (places.next(), kb) {
            summary.count(&kb);
            out[place] = Some(S::encode(kb));
        }
    });
    (summary, out.into_iter().flatten().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Record;

    #[test]
    fn groups_hold_every_item_in_order_and_no_more_than_they_may() {
        for sizes in [vec![], vec![10; 3], vec![10; 2000], vec![40 << 10; 50], vec![1, 500 << 10, 2, 3]] {
            let record = |bytes: &usize| {
                Item::Record(Record {
                    content: vec![0; *bytes],
                    ..Record::default()
                })
            };
            let batch: Vec<Item> = sizes.iter().map(record).collect();
            let groups = groups(&batch);
            let back: Vec<usize> = groups.iter().flat_map(|group| group.iter().map(size)).collect();
            assert_eq!(back, sizes);
            for group in groups {
                let bytes: usize = group.iter().map(size).sum();
                assert!(group.len() == 1 || group.len() <= GROUP_ITEMS && bytes <= GROUP_BYTES);
            }
        }
    }
}
