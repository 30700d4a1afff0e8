//! Cuts a stream into JSON values without reading them: the members of a top-level array, or values one after another.

use std::io::{self, BufRead};
use std::ops::Range;

/// Finds where values begin and end by brackets and quotes alone.
pub(crate) struct Values<R> {
    reader: R,
    limit: usize,
    /// Within a top-level array.
    in_array: bool,
    index: u64,
    line: u64,
}

/// A value found; its bytes are in the buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// A whole value, or something else up to the next comma that is none.
    Value {
        index: u64,
        /// Line it begins on, from 1.
        line: u64,
    },
    /// A value beyond the limit, passed over.
    TooLong { index: u64, line: u64 },
    /// The stream ends inside a value.
    Broken { index: u64, line: u64 },
    /// The end.
    End,
}

/// Where the cutter is within a value.
#[derive(Default)]
struct State {
    depth: u64,
    quoted: bool,
    escaped: bool,
    begun: bool,
}

/// What one stretch of input gave.
struct Step {
    /// Bytes of the stretch that belong to the value.
    keep: Range<usize>,
    /// Bytes dealt with.
    used: usize,
    done: bool,
}

impl<R: BufRead> Values<R> {
    pub(crate) fn new(reader: R, limit: usize) -> Self {
        Self {
            reader,
            limit,
            in_array: false,
            index: 0,
            line: 1,
        }
    }

    /// True while the top-level array is open: at the end of the stream, a sign that it was cut short.
    pub(crate) fn is_open(&self) -> bool {
        self.in_array
    }

    /// True when nothing but blanks is left; they are dealt with.
    pub(crate) fn at_end(&mut self) -> io::Result<bool> {
        loop {
            let input = self.reader.fill_buf()?;
            let blanks = input.iter().take_while(|b| b.is_ascii_whitespace()).count();
            if blanks < input.len() || input.is_empty() {
                return Ok(input.is_empty());
            }
            self.line += input.iter().filter(|b| **b == b'\n').count() as u64;
            self.reader.consume(blanks);
        }
    }

    /// Index of the value being looked for.
    pub(crate) fn index(&self) -> u64 {
        self.index
    }

    /// The next value, put into `buf` in place of what was there.
    pub(crate) fn next(&mut self, buf: &mut Vec<u8>) -> io::Result<Found> {
        buf.clear();
        let mut state = State::default();
        let mut line = self.line;
        let mut too_long = false;
        loop {
            let input = self.reader.fill_buf()?;
            if input.is_empty() {
                if !state.begun {
                    return Ok(Found::End);
                }
                let index = self.index;
                self.index += 1;
                // A bare word at the end of the stream is whole; anything open is not.
                return Ok(if too_long {
                    Found::TooLong { index, line }
                } else if state.depth > 0 || state.quoted || self.in_array {
                    Found::Broken { index, line }
                } else {
                    Found::Value { index, line }
                });
            }
            let before = state.begun;
            let (step, lines_before, lines) = scan(input, &mut state, &mut self.in_array);
            if !before && state.begun {
                line = self.line + lines_before;
            }
            self.line += lines;
            let kept = &input[step.keep];
            if too_long || buf.len() + kept.len() > self.limit {
                too_long = true;
                buf.clear();
            } else {
                buf.extend_from_slice(kept);
            }
            let used = step.used;
            self.reader.consume(used);
            if step.done {
                let index = self.index;
                self.index += 1;
                return Ok(if too_long {
                    Found::TooLong { index, line }
                } else {
                    Found::Value { index, line }
                });
            }
        }
    }
}

/// Goes through a stretch of input up to the end of a value. Also counts its lines: before the value began, and all.
fn scan(input: &[u8], state: &mut State, in_array: &mut bool) -> (Step, u64, u64) {
    let (mut lines, mut lines_before, mut from) = (0, 0, 0);
    let done = |to: usize, used: usize, from: usize| Step {
        keep: from..to,
        used,
        done: true,
    };
    for (i, &b) in input.iter().enumerate() {
        lines += u64::from(b == b'\n');
        if !state.begun {
            match b {
                b' ' | b'\t' | b'\n' | b'\r' | b',' => continue,
                b'[' if !*in_array => {
                    *in_array = true;
                    continue;
                }
                b']' if *in_array => {
                    *in_array = false;
                    continue;
                }
                _ => {
                    state.begun = true;
                    lines_before = lines;
                    from = i;
                }
            }
        }
        if state.escaped {
            state.escaped = false;
        } else if state.quoted {
            match b {
                b'\\' => state.escaped = true,
                b'"' => state.quoted = false,
                _ => {}
            }
        } else {
            match b {
                b'"' => state.quoted = true,
                b'{' | b'[' => state.depth += 1,
                // The end of the array ends a bare word in it, and is looked at again.
                b']' if state.depth == 0 && *in_array => {
                    return (done(i, i, from), lines_before, lines);
                }
                b'}' | b']' => {
                    state.depth = state.depth.saturating_sub(1);
                    if state.depth == 0 && (b == b'}' || !*in_array) {
                        return (done(i + 1, i + 1, from), lines_before, lines);
                    }
                }
                b',' if state.depth == 0 && *in_array => {
                    return (done(i, i + 1, from), lines_before, lines);
                }
                b'\n' if state.depth == 0 && !*in_array => {
                    return (done(i, i + 1, from), lines_before, lines);
                }
                _ => {}
            }
        }
    }
    let from = if state.begun { from } else { input.len() };
    let step = Step {
        keep: from..input.len(),
        used: input.len(),
        done: false,
    };
    (step, lines_before, lines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::BufReader;

    fn cut(input: &[u8], limit: usize, capacity: usize) -> Vec<(Found, String)> {
        let mut values = Values::new(BufReader::with_capacity(capacity, input), limit);
        let (mut found, mut buf) = (Vec::new(), Vec::new());
        loop {
            match values.next(&mut buf).unwrap() {
                Found::End => return found,
                value => found.push((value, String::from_utf8_lossy(&buf).into_owned())),
            }
            assert!(found.len() <= input.len());
        }
    }

    fn texts(input: &str) -> Vec<String> {
        cut(input.as_bytes(), 1000, 7).into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn arrays_and_sequences() {
        assert_eq!(
            texts(r#"[{"a": "],}"}, {"b": [1, 2]} , 3]"#),
            [r#"{"a": "],}"}"#, r#"{"b": [1, 2]}"#, "3"]
        );
        assert_eq!(texts("{\n\"a\": 1\n}\n{\"b\": 2}{}"), ["{\n\"a\": 1\n}", "{\"b\": 2}", "{}"]);
        assert_eq!(texts(" [ ] "), [""; 0]);
        let lines: Vec<Found> = cut(b"[\n{},\n\n{\n}\n]", 100, 3).into_iter().map(|(found, _)| found).collect();
        assert_eq!(lines, [Found::Value { index: 0, line: 2 }, Found::Value { index: 1, line: 4 }]);
    }

    #[test]
    fn bad_members_do_not_hide_good_ones() {
        assert_eq!(texts(r#"[{"a" 1}, oops, {"b": 2}]"#), [r#"{"a" 1}"#, "oops", r#"{"b": 2}"#]);
        assert_eq!(cut(b"[{\"a\": 1", 100, 5)[0].0, Found::Broken { index: 0, line: 1 });
        let long = format!("[{{\"a\": \"{}\"}}, {{}}]", "x".repeat(500));
        let found = cut(long.as_bytes(), 100, 16);
        assert_eq!(found[0].0, Found::TooLong { index: 0, line: 1 });
        assert_eq!(found[1], (Found::Value { index: 1, line: 1 }, "{}".to_owned()));
    }

    proptest! {
        #[test]
        fn any_chunking_gives_the_same(input in "[\\[\\]{}\",:\\\\a1 \n]{0,80}", capacity in 1usize..40) {
            prop_assert_eq!(cut(input.as_bytes(), 30, capacity), cut(input.as_bytes(), 30, 4096));
        }

        #[test]
        fn members_come_out_as_written(values in prop::collection::vec("[a-z\\]\\[{}\",\n\\\\]{0,12}", 0..6), capacity in 1usize..30) {
            let members: Vec<String> = values.iter().map(|v| serde_json::json!({ "text": v }).to_string()).collect();
            let array = format!("[{}]", members.join(",\n"));
            let found: Vec<String> = cut(array.as_bytes(), 1000, capacity).into_iter().map(|(_, text)| text).collect();
            prop_assert_eq!(&found, &members);
        }
    }
}
