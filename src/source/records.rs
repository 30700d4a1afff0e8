//! The stream of items: reading happens on one thread of its own, a few batches ahead.
//!
//! Containers nest, and the readers of each borrow from the one around it. Such a tree is walked by plain recursion that hands
//! items to a callback; a channel of bounded batches turns the callback into an iterator. It also takes decompression off the
//! thread that consumes.

use super::visit::Visit;
use super::{ErrorKind, Input, Item, Locator, SourceError, SourceOptions, walk};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

/// Content bytes after which a batch is sent, and items.
const BATCH_BYTES: usize = 1 << 20;
const BATCH_ITEMS: usize = 256;
/// Batches that may wait.
const AHEAD: usize = 2;

/// Opens inputs as one ordered stream. Nothing is read before the first item is asked for.
///
/// Failures are items, never a panic or an early end.
///
/// ```
/// use trich::source::{Input, Item, SourceOptions, open};
/// let dir = tempfile::tempdir()?;
/// std::fs::write(dir.path().join("b.txt"), "hai")?;
/// std::fs::write(dir.path().join("a.txt"), "một")?;
/// let items = open(&[Input::Path(dir.path().into())], &SourceOptions::default());
/// let contents: Vec<Vec<u8>> = items
///     .map(|item| match item {
///         Item::Record(record) => record.content,
///         other => panic!("{other:?}"),
///     })
///     .collect();
/// assert_eq!(contents, ["một".as_bytes(), "hai".as_bytes()]);
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn open(inputs: &[Input], options: &SourceOptions) -> Records {
    Records {
        state: State::Waiting(inputs.to_vec(), Box::new(options.clone())),
        batch: Vec::new().into_iter(),
        progress: Progress::default(),
    }
}

/// The stream [`open`] gives. Dropping it stops the reading.
#[derive(Debug)]
pub struct Records {
    state: State,
    batch: std::vec::IntoIter<Item>,
    progress: Progress,
}

#[derive(Debug)]
enum State {
    Waiting(Vec<Input>, Box<SourceOptions>),
    Running(Receiver<Vec<Item>>, JoinHandle<()>),
    Done,
}

impl Records {
    /// Passes over the next `n` items. Before the first item was taken this builds none of them; records inside text files,
    /// JSON Lines and CSV are then not even parsed.
    pub fn skip_ahead(&mut self, n: u64) {
        if let State::Waiting(_, options) = &mut self.state {
            options.skip = options.skip.saturating_add(n);
            return;
        }
        for _ in 0..n {
            if self.next().is_none() {
                break;
            }
        }
    }

    /// A handle on how far reading has come, to be asked at any time from any thread.
    pub fn progress(&self) -> Progress {
        self.progress.clone()
    }

    fn start(&mut self) {
        let State::Waiting(inputs, options) = std::mem::replace(&mut self.state, State::Done) else {
            return;
        };
        let (send, receive) = sync_channel(AHEAD);
        let progress = self.progress.clone();
        let reading = std::thread::Builder::new()
            .name("source".to_owned())
            // Nesting is limited to eight levels; document parsers bring the deepest frames.
            .stack_size(8 << 20)
            .spawn(move || read_all(&inputs, &options, progress, &send));
        match reading {
            Ok(handle) => self.state = State::Running(receive, handle),
            Err(error) => {
                let message = format!("cannot start the reading thread: {error}");
                let failure = SourceError::new(Locator::default(), ErrorKind::Internal, message);
                self.batch = vec![Item::Failure(failure)].into_iter();
            }
        }
    }
}

impl Iterator for Records {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            if let Some(item) = self.batch.next() {
                return Some(item);
            }
            match &self.state {
                State::Waiting(..) => self.start(),
                State::Done => return None,
                State::Running(receive, _) => match receive.recv() {
                    Ok(batch) => self.batch = batch.into_iter(),
                    Err(_) => {
                        // The sender is gone: everything was read, or the thread died of a fault of ours.
                        if let State::Running(_, handle) = std::mem::replace(&mut self.state, State::Done)
                            && handle.join().is_err()
                        {
                            let failure = SourceError::new(
                                Locator::default(),
                                ErrorKind::Internal,
                                "reading stopped on an internal fault; what follows was not read",
                            );
                            return Some(Item::Failure(failure));
                        }
                    }
                },
            }
        }
    }
}

impl std::iter::FusedIterator for Records {}

fn read_all(inputs: &[Input], options: &SourceOptions, progress: Progress, send: &SyncSender<Vec<Item>>) {
    let mut batch = Vec::new();
    let mut bytes = 0usize;
    let mut emit = |item: Item| {
        if let Item::Record(record) = &item {
            bytes += record.content.len();
        }
        batch.push(item);
        if bytes < BATCH_BYTES && batch.len() < BATCH_ITEMS {
            return ControlFlow::Continue(());
        }
        bytes = 0;
        match send.send(std::mem::take(&mut batch)) {
            Ok(()) => ControlFlow::Continue(()),
            // Nobody listens any more.
            Err(_) => ControlFlow::Break(()),
        }
    };
    let mut visit = Visit::new(options, progress, &mut emit);
    if walk::inputs(&mut visit, inputs).is_continue() && !batch.is_empty() {
        // The receiver may be gone; then there is nothing left to do either.
        let _ = send.send(batch);
    }
}

/// How far reading has come. Counts run ahead of the items by what waits in the stream.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    bytes: Arc<AtomicU64>,
    files: Arc<AtomicU64>,
}

impl Progress {
    /// Bytes read from files and standard input, before decompression.
    pub fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// Files opened.
    pub fn files(&self) -> u64 {
        self.files.load(Ordering::Relaxed)
    }

    pub(crate) fn add_bytes(&self, n: usize) {
        self.bytes.fetch_add(n as u64, Ordering::Relaxed);
    }

    pub(crate) fn add_file(&self) {
        self.files.fetch_add(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(n: u64) -> String {
        (0..n).map(|i| format!("{{\"text\": \"tin {i}\"}}\n")).collect()
    }

    #[test]
    fn nothing_is_read_before_the_first_item_nor_long_after_a_drop() -> std::io::Result<()> {
        let dir = tempfile::tempdir()?;
        let path = dir.path().join("a.jsonl");
        let text = lines(200_000);
        std::fs::write(&path, &text)?;
        let mut items = open(&[Input::Path(path)], &SourceOptions::default());
        let progress = items.progress();
        assert_eq!((progress.bytes(), progress.files()), (0, 0));
        let first = items.next();
        assert!(matches!(first, Some(Item::Record(record)) if record.content == b"tin 0"));
        drop(items);
        // The reader stops at the batches that fit the channel.
        assert!(progress.bytes() < text.len() as u64 / 2);
        Ok(())
    }

    #[test]
    fn passing_over_before_or_after_the_start_is_the_same() -> std::io::Result<()> {
        let dir = tempfile::tempdir()?;
        let path = dir.path().join("a.jsonl");
        std::fs::write(&path, lines(2000))?;
        let inputs = [Input::Path(path.clone()), Input::Path(dir.path().into()), Input::Path(path)];
        let all: Vec<Item> = open(&inputs, &SourceOptions::default()).collect();
        assert_eq!(all.len(), 6000);
        for n in [0, 1, 1999, 2000, 4321, 6000, 7000] {
            let mut before = open(&inputs, &SourceOptions::default());
            before.skip_ahead(n as u64);
            let mut after = open(&inputs, &SourceOptions::default());
            let first = after.next();
            after.skip_ahead((n as u64).saturating_sub(1));
            let after: Vec<Item> = if n == 0 {
                first.into_iter().chain(after).collect()
            } else {
                after.collect()
            };
            let rest = all.get(n..).unwrap_or_default();
            assert!(before.eq(rest.iter().cloned()), "{n}");
            assert_eq!(after, rest, "{n}");
        }
        Ok(())
    }
}
