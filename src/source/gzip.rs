//! Gzip, member by member: where each begins is known, and damage in one does not hide the next.
//!
//! `flate2`'s multi-member reader hides the members; WARC files give every record one, and their indexes count in them.

use flate2::bufread::GzDecoder;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

/// Where recent members begin: bytes given out before each, and bytes of input before it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Starts(Rc<RefCell<VecDeque<(u64, u64)>>>);

impl Starts {
    /// Members remembered: more than fit in any buffer that may lie between the decoder and who asks.
    const KEPT: usize = 4096;

    fn push(&self, out: u64, input: u64) {
        let mut starts = self.0.borrow_mut();
        if starts.len() == Self::KEPT {
            starts.pop_front();
        }
        starts.push_back((out, input));
    }

    /// The input offset of the member that begins at byte `out` of the expanded stream.
    pub(crate) fn at(&self, out: u64) -> Option<u64> {
        let starts = self.0.borrow();
        let i = starts.partition_point(|(start, _)| *start < out);
        starts.get(i).filter(|(start, _)| *start == out).map(|(_, input)| *input)
    }
}

/// Bytes between or after members that are no gzip data, for the caller to report when the stream is done: `(count, offset)` of
/// the first such stretch. What was decoded stays good, as `gzip` itself has it.
pub(crate) type Garbage = Rc<Cell<Option<(u64, u64)>>>;

/// All members of a gzip stream as one stream of bytes.
///
/// After an error the next read looks for the next member, so that a caller who can go on may do so.
pub(crate) struct Members<R> {
    state: State<R>,
    out: u64,
    starts: Starts,
    garbage: Garbage,
    /// An error was given for what stands here, so passing over it needs no other word.
    damaged: bool,
}

enum State<R> {
    Between(Position<R>),
    Inside(Box<GzDecoder<Position<R>>>),
    Ended,
}

/// A reader that knows how far it is.
struct Position<R> {
    inner: R,
    at: u64,
}

impl<R: BufRead> Read for Position<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buf)?;
        self.at += n as u64;
        Ok(n)
    }
}

impl<R: BufRead> BufRead for Position<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, n: usize) {
        self.at += n as u64;
        self.inner.consume(n);
    }
}

impl<R: BufRead> Members<R> {
    pub(crate) fn new(inner: R, starts: Starts, garbage: Garbage) -> Self {
        Self {
            garbage,
            damaged: false,
            state: State::Between(Position { inner, at: 0 }),
            out: 0,
            starts,
        }
    }

    /// Finds the next member; between members only zeros are padding, anything else is passed over and noted.
    fn next_member(&mut self, mut input: Position<R>) -> io::Result<()> {
        let (found, skipped) = find_member(&mut input)?;
        let explained = std::mem::take(&mut self.damaged);
        if skipped > 0 && !explained && self.garbage.get().is_none() {
            self.garbage.set(Some((skipped, input.at - skipped)));
        }
        if found {
            self.begin(input);
        }
        Ok(())
    }

    fn begin(&mut self, input: Position<R>) {
        self.starts.push(self.out, input.at);
        self.state = State::Inside(Box::new(GzDecoder::new(input)));
    }
}

/// Moves to the next gzip header; false at the end of the input. Also says how many bytes that were not zero padding lay before.
fn find_member<R: BufRead>(input: &mut Position<R>) -> io::Result<(bool, u64)> {
    const MAGIC: [u8; 3] = [0x1f, 0x8b, 0x08];
    let mut skipped = 0u64;
    loop {
        let buf = input.fill_buf()?;
        if buf.is_empty() {
            return Ok((false, skipped));
        }
        if buf.len() < MAGIC.len() && MAGIC.starts_with(buf) {
            // A header cut by the buffer's edge: the decoder can tell, and an error brings us back here.
            return Ok((true, skipped));
        }
        if buf.starts_with(&MAGIC) {
            return Ok((true, skipped));
        }
        let next = buf.iter().skip(1).position(|&b| b == MAGIC[0]).map_or(buf.len(), |i| i + 1);
        let junk = buf[..next].iter().any(|&b| b != 0);
        if junk || skipped > 0 {
            skipped += next as u64;
        }
        input.consume(next);
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if buf.is_empty() {
            return Ok(0);
        }
        loop {
            match std::mem::replace(&mut self.state, State::Ended) {
                State::Ended => return Ok(0),
                State::Between(input) => self.next_member(input)?,
                State::Inside(mut decoder) => match decoder.read(buf) {
                    Ok(0) => self.state = State::Between(decoder.into_inner()),
                    Ok(n) => {
                        self.out += n as u64;
                        self.state = State::Inside(decoder);
                        return Ok(n);
                    }
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {
                        self.state = State::Inside(decoder);
                        return Err(error);
                    }
                    Err(error) => {
                        self.damaged = true;
                        let mut input = decoder.into_inner();
                        // At the end of the input there is no next member to look for.
                        if input.fill_buf().is_ok_and(|rest| !rest.is_empty()) {
                            self.state = State::Between(input);
                        }
                        return Err(error);
                    }
                },
            }
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use proptest::prelude::*;
    use std::io::{BufReader, Write};

    pub(crate) fn gz(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn read_all(bytes: &[u8], capacity: usize) -> (Vec<u8>, Vec<io::Error>, Option<(u64, u64)>) {
        let garbage = Garbage::default();
        let input = BufReader::with_capacity(capacity, bytes);
        let mut members = Members::new(input, Starts::default(), garbage.clone());
        let (mut out, mut errors) = (Vec::new(), Vec::new());
        loop {
            match members.read_to_end(&mut out) {
                Ok(_) => return (out, errors, garbage.get()),
                Err(error) => errors.push(error),
            }
            assert!(errors.len() <= bytes.len() + 1, "no progress");
        }
    }

    #[test]
    fn members_padding_and_garbage() {
        let mut bytes = gz(b"one ");
        bytes.extend([0; 700]);
        bytes.extend(gz(b"two"));
        let (out, errors, garbage) = read_all(&bytes, 64);
        assert_eq!((out.as_slice(), errors.len()), (&b"one two"[..], 0));
        assert_eq!(garbage, None);
        let len = bytes.len() as u64;
        bytes.extend(b"garbage");
        let (out, errors, garbage) = read_all(&bytes, 64);
        assert_eq!((out.as_slice(), errors.len()), (&b"one two"[..], 0));
        assert_eq!(garbage, Some((7, len)));
    }

    #[test]
    fn a_damaged_member_does_not_hide_the_next() {
        let mut bytes = gz(b"one");
        let at = bytes.len();
        bytes.extend(gz(b"two is longer than one, so that there is something to damage"));
        bytes[at + 14] ^= 0xff;
        bytes[at + 20] ^= 0xff;
        bytes.extend(gz(b"three"));
        let (out, errors, _) = read_all(&bytes, 4096);
        assert!(!errors.is_empty());
        assert!(out.starts_with(b"one") && out.ends_with(b"three"));
    }

    #[test]
    fn truncation_is_an_unexpected_end() {
        let bytes = gz(&b"abcdefgh".repeat(1000));
        let (_, errors, _) = read_all(&bytes[..bytes.len() - 9], 4096);
        assert_eq!(errors.len(), 1);
        assert_eq!(errors[0].kind(), io::ErrorKind::UnexpectedEof);
    }

    #[test]
    fn starts_of_members_are_known() {
        let (a, b) = (gz(b"one"), gz(b"two"));
        let starts = Starts::default();
        let bytes = [a.clone(), b].concat();
        let mut members = Members::new(&bytes[..], starts.clone(), Garbage::default());
        members.read_to_end(&mut Vec::new()).unwrap();
        assert_eq!(starts.at(0), Some(0));
        assert_eq!(starts.at(3), Some(a.len() as u64));
        assert_eq!(starts.at(1), None);
    }

    proptest! {
        #[test]
        fn any_members_any_buffer(parts in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..300), 0..6), capacity in 1usize..64) {
            let bytes: Vec<u8> = parts.iter().flat_map(|part| gz(part)).collect();
            let (out, errors, garbage) = read_all(&bytes, capacity);
            prop_assert!(errors.is_empty(), "{errors:?}");
            prop_assert_eq!(garbage, None);
            prop_assert_eq!(out, parts.concat());
        }

        #[test]
        fn random_bytes_end(mut bytes in prop::collection::vec(prop_oneof![Just(0x1fu8), Just(0x8b), Just(8), any::<u8>()], 0..400)) {
            read_all(&bytes, 16);
            bytes.splice(0..0, [0x1f, 0x8b, 8, 0]);
            read_all(&bytes, 16);
        }
    }
}
