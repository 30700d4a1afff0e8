//! Residue of a printed Python list: `['\r\n ', 'Bộ vừa có công văn ', '…']` instead of the text its items make.

use memchr::memchr_iter;

use crate::text::MappedText;

use super::cuts::{Cut, Cuts};

/// The text with the lists in it unwrapped: items joined, escapes resolved, mapped to `text`; and what was cut.
/// `None` when there is no such list.
pub(super) fn unwrap(text: &str) -> Option<(MappedText, Cuts)> {
    let first = opening(text, 0)?;
    let rest = text.get(first..)?;
    let items = rest.matches("', '").take(3).count();
    // Escapes of line ends stand in no other text; quoted words in brackets do.
    if items < 3 && (items == 0 || !rest.contains("\\n'")) {
        return None;
    }
    let mut writer = Writer::new(text);
    let mut at = Some(first);
    while let Some(list) = at {
        writer.copy(list);
        writer.list(list);
        at = opening(text, writer.at);
    }
    writer.copy(text.len());
    Some((writer.out, writer.cuts))
}

/// The next `['` or `["` at or after `from`.
fn opening(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let bytes = rest.as_bytes();
    memchr_iter(b'[', bytes)
        .find(|at| matches!(bytes.get(at + 1), Some(b'\'' | b'"')))
        .map(|at| from + at)
}

struct Writer<'t> {
    text: &'t str,
    at: usize,
    out: MappedText,
    cuts: Cuts,
}

impl<'t> Writer<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            out: MappedText::default(),
            cuts: Cuts::default(),
        }
    }

    fn copy(&mut self, to: usize) {
        if let Some(piece) = self.text.get(self.at..to) {
            self.out.text.push_str(piece);
            self.out.map.same(piece.len());
            self.at = to;
        }
    }

    fn drop(&mut self, to: usize) {
        self.cuts.push(Cut::new(self.at, to, "markup"));
        self.out.map.skip(to - self.at);
        self.at = to;
    }

    /// One list, from its bracket; stops where it is none any more, the rest is text again.
    fn list(&mut self, start: usize) {
        let bytes = self.text.as_bytes();
        let mut at = start + 1;
        loop {
            let Some(&quote) = bytes.get(at).filter(|b| b"'\"".contains(b)) else {
                return;
            };
            self.drop(at + 1);
            at = self.item(quote);
            if bytes.get(at) != Some(&quote) {
                return;
            }
            match (bytes.get(at + 1), bytes.get(at + 2)) {
                (Some(b','), Some(b' ')) => at += 3,
                (Some(b']'), _) => return self.drop(at + 2),
                _ => return self.drop(at + 1),
            }
        }
    }

    /// One item up to its closing quote; gives the place of that quote.
    fn item(&mut self, quote: u8) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = self.at;
        while let Some(&b) = bytes.get(at) {
            if b == quote && matches!(bytes.get(at + 1), Some(b',' | b']') | None) {
                break;
            }
            if b != b'\\' {
                at += 1;
                continue;
            }
            self.copy(at);
            match bytes.get(at + 1) {
                Some(b'n') => self.put('\n', 2),
                Some(b't') => self.put(' ', 2),
                Some(b'r') => self.drop(at + 2),
                Some(b'x') if self.text.get(at..at + 4) == Some("\\xa0") => self.put(' ', 4),
                Some(b'\'' | b'"' | b'\\' | b'/') => {
                    self.drop(at + 1);
                    self.copy(at + 2);
                }
                _ => self.copy(at + 1),
            }
            at = self.at;
        }
        self.copy(at);
        at
    }

    fn put(&mut self, c: char, from: usize) {
        self.out.text.push(c);
        self.out.map.unit(c.len_utf8(), from);
        self.at += from;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn items_are_joined_and_mapped() {
        let raw = r#"Tỉnh có 3 cụm.['\r\n   ', 'Bộ vừa có ', "công 'văn'", ' gửi tỉnh năm 2019\/2020.', '\r\n']"#;
        let (new, cuts) = unwrap(raw).expect("a list");
        assert_eq!(new.text, "Tỉnh có 3 cụm.\n   Bộ vừa có công 'văn' gửi tỉnh năm 2019/2020.\n");
        let at = new.text.find("2019").expect("there");
        assert_eq!(&raw[new.map.source(Span::new(at, at + 4)).range()], "2019");
        assert!(cuts.list.iter().all(|cut| cut.kind == "markup"));
    }

    #[test]
    fn quotations_in_brackets_are_no_list() {
        assert!(unwrap("Ông nói: ['không'] và ['có', 'không'].").is_none());
    }
}
