//! A JSON document: one object, an array of them, or several objects over many lines.

use super::input::{Stream, too_large};
use super::json::{Objects, Refusal};
use super::json_values::{Found, Values};
use super::visit::{BUFFER, Flow, Place, Visit};
use super::{ErrorKind, Item, Locator, Record, SourceError};
use std::io::{BufReader, Read};

/// Reads the values of a document, each an object of fields, or one object around an array of them.
pub(crate) fn read(visit: &mut Visit<'_>, mut stream: Stream<'_>, place: &Place) -> Flow {
    let limit = visit.options.record_limit();
    if stream.head().starts_with(b"\xef\xbb\xbf") {
        // It is in the head, so this cannot fail.
        let _ = stream.read(&mut [0; 3]);
    }
    // An array's members are told by their index, and so are values one after another; a single object needs none.
    let mut alone = stream.head().iter().find(|b| matches!(b, b'[' | b'{')) != Some(&b'[');
    let mut values = Values::new(BufReader::with_capacity(BUFFER, stream), limit);
    let mut objects = Objects::at(place);
    let mut raw = Vec::new();
    loop {
        let found = values.next(&mut raw);
        // An error met here comes again with the next value.
        alone = alone && values.index() <= 1 && values.at_end().unwrap_or(false);
        let at = |index: u64| {
            if alone {
                place.locator.clone()
            } else {
                place.locator.child(&format!("item:{index}"))
            }
        };
        match found {
            Ok(Found::End) if values.is_open() => {
                let message = "the array is not closed: the file may have been cut short";
                return visit.fail_at(place, ErrorKind::InvalidJson, message);
            }
            Ok(Found::End) => return Flow::Continue(()),
            Ok(Found::Value { index, line }) => {
                object(visit, &mut objects, &raw, line, at(index))?;
            }
            Ok(Found::TooLong { index, .. }) => visit.fail(too_large(at(index), limit))?,
            Ok(Found::Broken { index, line }) => {
                let message =
                    format!("line {line}: the value that begins here is not closed before the file ends; what follows in it is not read");
                visit.fail(SourceError::new(at(index), ErrorKind::InvalidJson, message))?;
            }
            Err(error) => {
                let place = at(values.index());
                return visit.fail(SourceError::io(place, "read", &error));
            }
        }
    }
}

/// One value: a record, or an object around an array of records (`{"articles": [...]}`).
fn object(visit: &mut Visit<'_>, objects: &mut Objects, raw: &[u8], line: u64, at: Locator) -> Flow {
    let fields = &visit.options.fields;
    match objects.record(raw, line, fields) {
        Ok(record) => give(visit, record, at),
        Err((ErrorKind::NoTextField, message)) => match super::json::members(raw) {
            Some((key, members)) => {
                for (i, (member, line_in)) in members.iter().enumerate() {
                    let at = at.child(&format!("item:{key}/{i}"));
                    match objects.record(member.as_bytes(), line + line_in, fields) {
                        Ok(record) => give(visit, record, at)?,
                        Err(refusal) => refuse(visit, refusal, at)?,
                    }
                }
                Flow::Continue(())
            }
            None => refuse(visit, (ErrorKind::NoTextField, message), at),
        },
        Err(refusal) => refuse(visit, refusal, at),
    }
}

fn give(visit: &mut Visit<'_>, mut record: Record, at: Locator) -> Flow {
    record.locator = at;
    visit.give(Item::Record(record))
}

fn refuse(visit: &mut Visit<'_>, (kind, message): Refusal, at: Locator) -> Flow {
    visit.fail(SourceError::new(at, kind, message))
}

#[cfg(test)]
mod tests {
    use super::super::SourceOptions;
    use super::super::visit::tests::{items, shown};

    fn found(input: &str) -> Vec<String> {
        shown(&items(input.as_bytes(), &SourceOptions::default()))
    }

    #[test]
    fn one_object_many_or_an_array() {
        assert_eq!(found("{\n\"text\": \"a\"\n}\n"), [" a"]);
        assert_eq!(found("{\n\"text\": \"a\"\n}\n{\n\"text\": \"b\"}"), ["item:0 a", "item:1 b"]);
        assert_eq!(
            found("[{\"text\": \"a\"}, {\"t\": 1}, {\"text\" 2}, {\"text\": \"b\"}]"),
            ["item:0 a", "item:1 !no-text-field", "item:2 !invalid-json", "item:3 b"]
        );
        assert_eq!(found("[{\"text\": \"a\"}, "), ["item:0 a", " !invalid-json"]);
        assert_eq!(
            found("[{\"text\": \"a\"}, {\"text\": \"b"),
            ["item:0 a", "item:1 !invalid-json", " !invalid-json"]
        );
    }

    #[test]
    fn an_array_within_an_object() {
        let input = "{\n\"total\": 2,\n\"articles\": [\n{\"text\": \"a\"},\n{\"x\": 1}]}";
        assert_eq!(found(input), ["item:articles/0 a", "item:articles/1 !no-text-field"]);
    }
}
