//! Lines of any length from a stream, without holding those that are too long.

use std::io::{self, BufRead, Read};

/// Reads lines and counts them.
pub(crate) struct Lines<R> {
    reader: R,
    number: u64,
    limit: usize,
}

/// What [`Lines::next`] came upon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// A line, now in the buffer with its line end.
    Whole,
    /// A line beyond the limit, passed over to its end. The buffer holds how it begins.
    TooLong,
    /// No more lines.
    End,
}

impl<R: BufRead> Lines<R> {
    pub(crate) fn new(reader: R, limit: usize) -> Self {
        Self { reader, number: 0, limit }
    }

    /// Number of the line last read, from 1.
    pub(crate) fn number(&self) -> u64 {
        self.number
    }

    /// Appends the next line to `buf`. The limit holds for all of `buf`, so that a record may be put together of lines.
    pub(crate) fn next(&mut self, buf: &mut Vec<u8>) -> io::Result<Line> {
        let room = (self.limit + 1).saturating_sub(buf.len()) as u64;
        self.number += 1;
        let read = (&mut self.reader).take(room).read_until(b'\n', buf)?;
        if read == 0 && room > 0 {
            return Ok(Line::End);
        }
        if buf.len() <= self.limit {
            return Ok(Line::Whole);
        }
        if buf.last() != Some(&b'\n') {
            self.reader.skip_until(b'\n')?;
        }
        Ok(Line::TooLong)
    }
}

/// A line without its line end.
pub(crate) fn without_end(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::BufReader;

    #[test]
    fn long_lines_are_passed_over_without_being_held() {
        let long = 50 << 20;
        let input = (&b"one\n"[..]).chain(io::repeat(b'x').take(long)).chain(&b"\ntwo"[..]);
        let mut lines = Lines::new(BufReader::new(input), 1000);
        let mut seen = Vec::new();
        let mut buf = Vec::new();
        loop {
            buf.clear();
            let line = lines.next(&mut buf).unwrap();
            assert!(buf.len() <= 1001 && buf.capacity() < 10_000);
            match line {
                Line::End => break,
                line => seen.push((lines.number(), line)),
            }
        }
        assert_eq!(seen, [(1, Line::Whole), (2, Line::TooLong), (3, Line::Whole)]);
    }

    proptest! {
        #[test]
        fn lines_concatenate_to_the_input(input in "[ab\n]{0,200}", limit in 1usize..20, capacity in 1usize..10) {
            let mut lines = Lines::new(BufReader::with_capacity(capacity, input.as_bytes()), limit);
            let mut expected = input.split_inclusive('\n');
            let mut buf = Vec::new();
            loop {
                buf.clear();
                match lines.next(&mut buf).unwrap() {
                    Line::End => break,
                    Line::Whole => prop_assert_eq!(Some(buf.as_slice()), expected.next().map(str::as_bytes)),
                    Line::TooLong => prop_assert!(expected.next().is_some_and(|line| line.len() > limit)),
                }
            }
            prop_assert_eq!(expected.next(), None);
        }
    }
}
