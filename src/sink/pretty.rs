//! Indents compact JSON as it streams past, so that a large document never has to be held to be printed well.

use std::io::{self, Write};

/// A writer that takes compact JSON and passes it on with two blanks of indentation a level.
#[derive(Debug)]
pub struct Pretty<W> {
    out: W,
    depth: usize,
    in_string: bool,
    escaped: bool,
    /// An opening bracket was written and nothing behind it yet: an empty list stays on its line.
    opened: bool,
}

impl<W: Write> Pretty<W> {
    /// Indents what is written to it and passes it to `out`.
    pub fn new(out: W) -> Self {
        Self {
            out,
            depth: 0,
            in_string: false,
            escaped: false,
            opened: false,
        }
    }

    fn line(&mut self) -> io::Result<()> {
        self.out.write_all(b"\n")?;
        for _ in 0..self.depth {
            self.out.write_all(b"  ")?;
        }
        Ok(())
    }

    fn byte(&mut self, byte: u8) -> io::Result<()> {
        match byte {
            b'{' | b'[' => {
                self.open()?;
                self.out.write_all(&[byte])?;
                self.depth += 1;
                self.opened = true;
            }
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                if !std::mem::take(&mut self.opened) {
                    self.line()?;
                }
                self.out.write_all(&[byte])?;
            }
            b',' => {
                self.out.write_all(b",")?;
                self.line()?;
            }
            b':' => self.out.write_all(b": ")?,
            b'\n' => self.out.write_all(b"\n")?,
            _ => {
                self.open()?;
                self.out.write_all(&[byte])?;
            }
        }
        Ok(())
    }

    fn open(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.opened) {
            self.line()?;
        }
        Ok(())
    }
}

impl<W: Write> Write for Pretty<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut at = 0;
        while at < bytes.len() {
            if self.in_string {
                // Strings pass through untouched, in one piece up to their end.
                let mut end = at;
                while end < bytes.len() && self.in_string {
                    match bytes[end] {
                        _ if self.escaped => self.escaped = false,
                        b'\\' => self.escaped = true,
                        b'"' => self.in_string = false,
                        _ => {}
                    }
                    end += 1;
                }
                self.out.write_all(&bytes[at..end])?;
                at = end;
            } else {
                self.in_string = bytes[at] == b'"';
                self.byte(bytes[at])?;
                at += 1;
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indents_as_serde_json_does() {
        let value = serde_json::json!({"a": [1, 2, {"b": "x,{\"]\\"}], "c": {}, "d": [], "e": null});
        let mut out = Vec::new();
        Pretty::new(&mut out).write_all(value.to_string().as_bytes()).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), serde_json::to_string_pretty(&value).unwrap());
    }
}
