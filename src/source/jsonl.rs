//! JSON Lines: an object a line.

use super::input::{Stream, too_large};
use super::json::Objects;
use super::lines::{Line, Lines, without_end};
use super::visit::{BUFFER, Flow, Place, Visit};
use super::{Item, SourceError};
use std::io::BufReader;

/// Reads lines; a bad one is a failure with its number, and the next is read.
pub(crate) fn read(visit: &mut Visit<'_>, stream: Stream<'_>, place: &Place) -> Flow {
    let limit = visit.options.record_limit();
    let mut lines = Lines::new(BufReader::with_capacity(BUFFER, stream), limit);
    let mut objects = Objects::at(place);
    let mut line = Vec::new();
    // Damage already reported and nothing good read since.
    let mut reported = false;
    loop {
        line.clear();
        let read = lines.next(&mut line);
        let at = || place.locator.child(&format!("line:{}", lines.number()));
        match read {
            Ok(Line::End) => return Flow::Continue(()),
            Ok(Line::TooLong) => visit.fail(too_large(at(), limit))?,
            Ok(Line::Whole) => {
                let start = if lines.number() == 1 && line.starts_with(b"\xef\xbb\xbf") {
                    3
                } else {
                    0
                };
                let raw = without_end(&line[start..]);
                if raw.trim_ascii().is_empty() {
                    continue;
                }
                reported = false;
                if !visit.wanted() {
                    visit.pass()?;
                    continue;
                }
                let fields = &visit.options.fields;
                match objects.record(raw, lines.number(), fields) {
                    Ok(mut record) => {
                        record.locator = at();
                        visit.give(Item::Record(record))?;
                    }
                    Err((kind, message)) => visit.fail(SourceError::new(at(), kind, message))?,
                }
            }
            Err(error) => {
                if !reported {
                    visit.fail(SourceError::io(at(), "read", &error))?;
                }
                reported = true;
                if !place.goes_on_after(&error) {
                    return Flow::Continue(());
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::visit::tests::{items, shown};
    use super::super::{Item, SourceOptions};
    use crate::text::Span;

    #[test]
    fn lines_good_bad_and_blank() {
        let input = "\u{feff}{\"text\": \"a\"}\r\n\n{\"text\": \"b\n{\"text\": 1}\n{\"url\": \"u\", \"text\": \"c\"}";
        let found = items(input.as_bytes(), &SourceOptions::default());
        let expected = ["line:1 a", "line:3 !invalid-json", "line:4 !no-text-field", "line:5 c"];
        assert_eq!(shown(&found), expected);
        let Item::Record(last) = &found[3] else { panic!() };
        let source = last.map.as_ref().unwrap().source(Span::new(0, 1));
        assert_eq!(source, Span::new(22, 23));
    }

    #[test]
    fn a_line_too_long_is_one_failure() {
        let options = SourceOptions {
            max_record_size: 100,
            ..SourceOptions::default()
        };
        let long = format!("{{\"text\": \"{}\"}}", "x".repeat(30_000));
        let input = format!("{{\"text\": \"a\"}}\n{long}\n{{\"text\": \"b\"}}\n");
        let expected = ["line:1 a", "line:2 !too-large", "line:3 b"];
        assert_eq!(shown(&items(input.as_bytes(), &options)), expected);
    }
}
