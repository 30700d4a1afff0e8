//! A byte stream whose beginning has been looked at, and the limits put on what comes out of a decoder.

use super::error::{ErrorKind, Limit};
use super::{Locator, Progress, SourceError};
use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// Bytes looked at to tell a format. Large enough for a header line of CSV and for a tar header.
const HEAD: usize = 16 << 10;
/// Output a decoder may give before its ratio is asked.
const RATIO_FREE: u64 = 16 << 20;

/// A stream with its first bytes at hand.
pub(crate) struct Stream<'r> {
    head: Vec<u8>,
    at: usize,
    /// An error met while looking ahead: it comes after the bytes before it.
    error: Option<io::Error>,
    ended: bool,
    rest: Box<dyn Read + 'r>,
}

impl<'r> Stream<'r> {
    /// Reads the first bytes of `rest`.
    pub(crate) fn new(mut rest: Box<dyn Read + 'r>) -> Self {
        let (head, ended, error) = read_head(&mut rest);
        Self {
            head,
            at: 0,
            error,
            ended,
            rest,
        }
    }

    /// The first bytes: all of the stream when it is short.
    pub(crate) fn head(&self) -> &[u8] {
        &self.head
    }

    /// True when [`head`](Stream::head) is the whole stream and nothing went wrong.
    pub(crate) fn is_whole(&self) -> bool {
        self.ended && self.error.is_none()
    }

    /// The whole stream, at most `limit` bytes.
    pub(crate) fn whole(mut self, limit: usize, at: &Locator) -> Result<Vec<u8>, SourceError> {
        if self.is_whole() && self.head.len() <= limit {
            return Ok(self.head);
        }
        let mut bytes = Vec::new();
        let more = limit as u64 + 1;
        match Read::by_ref(&mut self).take(more).read_to_end(&mut bytes) {
            Err(error) => Err(SourceError::io(at.clone(), "read", &error)),
            Ok(_) if bytes.len() > limit => Err(too_large(at.clone(), limit)),
            Ok(_) => Ok(bytes),
        }
    }
}

impl Read for Stream<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let left = self.head.get(self.at..).unwrap_or_default();
        if !left.is_empty() {
            let n = left.len().min(buf.len());
            buf[..n].copy_from_slice(&left[..n]);
            self.at += n;
            return Ok(n);
        }
        if let Some(error) = self.error.take() {
            return Err(error);
        }
        if self.ended {
            return Ok(0);
        }
        self.rest.read(buf)
    }
}

/// The first bytes of a reader; whether it ended there; the error it ran into.
fn read_head(reader: &mut dyn Read) -> (Vec<u8>, bool, Option<io::Error>) {
    let mut head = vec![0; HEAD];
    let mut n = 0;
    let (mut ended, mut failure) = (false, None);
    while n < HEAD {
        match reader.read(&mut head[n..]) {
            Ok(0) => {
                ended = true;
                break;
            }
            Ok(more) => n += more.min(HEAD - n),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => {
                failure = Some(error);
                break;
            }
        }
    }
    head.truncate(n);
    (head, ended, failure)
}

/// The failure of a record beyond the limit.
pub(crate) fn too_large(at: Locator, limit: usize) -> SourceError {
    let message = format!("larger than {limit} bytes, the limit for one record (--max-record-size)");
    SourceError::new(at, ErrorKind::TooLarge, message)
}

/// Counts bytes read from a file or standard input.
pub(crate) struct Counted<R> {
    inner: R,
    progress: Progress,
    count: Rc<Cell<u64>>,
}

impl<R> Counted<R> {
    /// `count` receives the bytes of this input, `progress` those of all.
    pub(crate) fn new(inner: R, progress: Progress, count: Rc<Cell<u64>>) -> Self {
        Self { inner, progress, count }
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buf)?;
        self.progress.add_bytes(n);
        self.count.set(self.count.get() + n as u64);
        Ok(n)
    }
}

impl<R: io::Seek> io::Seek for Counted<R> {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

/// Counts what a decoder takes in, so that [`Guarded`] can compare.
pub(crate) struct Metered<R> {
    inner: R,
    count: Rc<Cell<u64>>,
}

impl<R> Metered<R> {
    /// The reader and its count.
    pub(crate) fn new(inner: R) -> (Self, Rc<Cell<u64>>) {
        let count = Rc::new(Cell::new(0));
        let metered = Self {
            inner,
            count: count.clone(),
        };
        (metered, count)
    }
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buf)?;
        self.count.set(self.count.get() + n as u64);
        Ok(n)
    }
}

/// How far a decoder may expand its input.
#[derive(Clone, Debug)]
pub(crate) struct Expansion {
    pub max_ratio: u64,
    pub max_expanded: u64,
    /// Bytes read from the outermost input: layers within layers may not multiply their ratios.
    pub outermost: Rc<Cell<u64>>,
}

impl Expansion {
    /// Checks `out` bytes made from `taken`.
    pub(crate) fn check(&self, out: u64, taken: u64) -> io::Result<()> {
        if out > self.max_expanded {
            let message = format!(
                "expands to more than {} bytes, the limit for one compressed stream (--max-expanded)",
                self.max_expanded
            );
            return Err(Limit::error(ErrorKind::Bomb, message));
        }
        let taken = taken.min(self.outermost.get());
        if out > RATIO_FREE && out / self.max_ratio.max(1) > taken {
            let message = format!(
                "{taken} compressed bytes expand to more than {} times as many: taken for a decompression bomb",
                self.max_ratio
            );
            return Err(Limit::error(ErrorKind::Bomb, message));
        }
        Ok(())
    }
}

/// A decoder's output under limits.
pub(crate) struct Guarded<R> {
    inner: R,
    taken: Rc<Cell<u64>>,
    out: u64,
    limits: Expansion,
}

impl<R> Guarded<R> {
    pub(crate) fn new(inner: R, taken: Rc<Cell<u64>>, limits: Expansion) -> Self {
        Self {
            inner,
            taken,
            out: 0,
            limits,
        }
    }
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buf)?;
        self.out += n as u64;
        self.limits.check(self.out, self.taken.get())?;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_comes_after_the_bytes_before_it() {
        struct Breaks(bool);
        impl Read for Breaks {
            fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
                if std::mem::replace(&mut self.0, true) {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
                buf[0] = b'x';
                Ok(1)
            }
        }
        let mut stream = Stream::new(Box::new(Breaks(false)));
        assert_eq!(stream.head(), b"x");
        assert!(!stream.is_whole());
        let mut buf = [0; 8];
        assert_eq!(stream.read(&mut buf).unwrap(), 1);
        assert!(stream.read(&mut buf).is_err());
    }

    #[test]
    fn the_record_limit_is_exact() {
        let at = Locator::new("a");
        for (len, fits) in [(100_000, true), (100_001, false)] {
            let stream = Stream::new(Box::new(io::repeat(b'a').take(len)));
            let bytes = stream.whole(100_000, &at);
            assert_eq!(bytes.is_ok(), fits);
            if let Err(error) = bytes {
                assert_eq!(error.code(), "too-large");
            }
        }
    }

    #[test]
    fn a_high_ratio_is_a_bomb() {
        let limits = Expansion {
            max_ratio: 250,
            max_expanded: 64 << 30,
            outermost: Rc::new(Cell::new(u64::MAX)),
        };
        assert!(limits.check(RATIO_FREE, 1).is_ok());
        assert!(limits.check(RATIO_FREE + 1, 1).is_err());
        assert!(limits.check(100 << 20, 1 << 20).is_ok());
        assert!(limits.check(65 << 30, 60 << 30).is_err());
    }
}
