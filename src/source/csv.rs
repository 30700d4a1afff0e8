//! CSV with a header line (RFC 4180), separated by comma, semicolon, tab or bar.

use super::fields::{Fields, FieldsUsed, Slot};
use super::input::{Stream, too_large};
use super::json::missing;
use super::sniff::{extension, is_html_value};
use super::visit::{BUFFER, Flow, Place, Visit};
use super::wide;
use super::{Declared, ErrorKind, Item, Media, Record, SourceError};
use crate::text::OffsetMap;
use std::io::{self, BufRead, BufReader};
use std::ops::Range;
use std::sync::Arc;

const SEPARATORS: [u8; 4] = *b",;\t|";

/// Where the reader is within a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    FieldStart,
    Plain,
    Quoted,
    /// After a quote within a quoted field: the end of it, or the first of two.
    Quote,
}

impl State {
    fn after(self, byte: u8, separator: u8) -> Self {
        match (self, byte) {
            (Self::Quoted, b'"') => Self::Quote,
            (Self::Quoted, _) => Self::Quoted,
            (Self::FieldStart | Self::Quote, b'"') => Self::Quoted,
            (_, byte) if byte == separator => Self::FieldStart,
            _ => Self::Plain,
        }
    }
}

/// A field within its row: the bytes between its separators.
#[derive(Clone, Debug)]
struct Cell(Range<usize>);

/// The fields of a row without its line end.
fn cells(row: &[u8], separator: u8) -> Vec<Cell> {
    let mut cells = Vec::new();
    let (mut state, mut from) = (State::FieldStart, 0);
    for (i, &byte) in row.iter().enumerate() {
        if byte == separator && state != State::Quoted {
            cells.push(Cell(from..i));
            from = i + 1;
        }
        state = state.after(byte, separator);
    }
    cells.push(Cell(from..row.len()));
    cells
}

impl Cell {
    /// Appends what the field says; `map` takes its offsets back to the row.
    fn value(&self, row: &[u8], out: &mut Vec<u8>, map: &mut OffsetMap) {
        let raw = row.get(self.0.clone()).unwrap_or_default();
        map.skip(self.0.start);
        let Some(quoted) = raw.strip_prefix(b"\"") else {
            out.extend_from_slice(raw);
            map.same(raw.len());
            return;
        };
        map.skip(1);
        let mut rest = quoted;
        while let Some(at) = rest.iter().position(|b| *b == b'"') {
            out.extend_from_slice(&rest[..at]);
            map.same(at);
            rest = &rest[at + 1..];
            if let Some(after) = rest.strip_prefix(b"\"") {
                out.push(b'"');
                map.unit(1, 2);
                rest = after;
            } else {
                // The closing quote; what some writers put after it is kept.
                map.skip(1);
                break;
            }
        }
        out.extend_from_slice(rest);
        map.same(rest.len());
    }

    fn text(&self, row: &[u8]) -> String {
        let mut out = Vec::new();
        self.value(row, &mut out, &mut OffsetMap::default());
        String::from_utf8_lossy(&out).trim().to_owned()
    }

    fn is_empty(&self, row: &[u8]) -> bool {
        let raw = row.get(self.0.clone()).unwrap_or_default();
        raw.iter().all(|b| b.is_ascii_whitespace() || *b == b'"')
    }
}

/// The first row of `bytes`, its line end left off, and where the next one begins.
fn first_row(bytes: &[u8], separator: u8) -> Option<(&[u8], usize)> {
    let mut state = State::FieldStart;
    for (i, &byte) in bytes.iter().enumerate() {
        if byte == b'\n' && state != State::Quoted {
            return Some((super::lines::without_end(&bytes[..=i]), i + 1));
        }
        state = state.after(byte, separator);
    }
    None
}

/// Whether a text is a table: its first line names columns, one of them an article, and the second row has as many fields.
/// Gives the separator. A file named `.csv` or `.tsv` needs no column that is known.
pub(crate) fn looks_like(head: &[u8], name: &str, fields: &Fields) -> Option<u8> {
    let named = matches!(extension(name).as_str(), "csv" | "tsv");
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let line = head.split(|b| *b == b'\n').next().unwrap_or_default();
    let count = |separator: &u8| line.iter().filter(|b| *b == separator).count();
    // The last of equals is taken: turn them round so that the comma wins.
    let separator = SEPARATORS.into_iter().rev().max_by_key(|s| count(s))?;
    let (row, next) = first_row(head, separator)?;
    let columns = cells(row, separator);
    let names: Vec<String> = columns.iter().map(|cell| cell.text(row)).collect();
    if named {
        return (columns.len() > 1 || content_column(&names, fields).is_some()).then_some(separator);
    }
    let header = columns.len() > 1 && names.iter().all(|name| name.chars().count() <= 40) && content_column(&names, fields).is_some();
    if !header {
        return None;
    }
    // A second row that goes on beyond what was looked at may be whole.
    let rest = &head[next..];
    let fits = match first_row(rest, separator) {
        Some((row, _)) => cells(row, separator).len() == columns.len(),
        None => !rest.is_empty(),
    };
    fits.then_some(separator)
}

fn content_column(names: &[String], fields: &Fields) -> Option<(Slot, usize, bool)> {
    [Slot::Text, Slot::Html].into_iter().find_map(|slot| {
        let found = fields.find(slot, names.iter().map(String::as_str))?;
        Some((slot, found.0, found.1))
    })
}

/// Which column is what.
struct Columns {
    count: usize,
    slot: Slot,
    content: usize,
    title: Option<usize>,
    url: Option<usize>,
    date: Option<usize>,
    used: Arc<FieldsUsed>,
    /// The table was UTF-16.
    wide: bool,
}

impl Columns {
    fn new(names: &[String], fields: &Fields, wide: bool) -> Option<Self> {
        let (slot, content, guessed) = content_column(names, fields)?;
        let name = |i: usize| names.get(i).cloned().unwrap_or_default();
        let mut used = vec![(slot, name(content), guessed)];
        let mut beside = |slot| {
            let (i, guessed) = fields.find(slot, names.iter().map(String::as_str))?;
            used.push((slot, name(i), guessed));
            Some(i)
        };
        Some(Self {
            count: names.len(),
            slot,
            content,
            title: beside(Slot::Title),
            url: beside(Slot::Url),
            date: beside(Slot::Date),
            used: Arc::new(FieldsUsed { used }),
            wide,
        })
    }

    fn record(&self, row: &[u8], separator: u8) -> Result<Record, (ErrorKind, String)> {
        let cells = cells(row, separator);
        let too_many = cells.iter().skip(self.count).any(|cell| !cell.is_empty(row));
        let content = match cells.get(self.content) {
            Some(cell) if !too_many => cell,
            _ => {
                let message = format!("{} fields where the header names {}", cells.len(), self.count);
                return Err((ErrorKind::InvalidCsv, message));
            }
        };
        if content.is_empty(row) {
            return Err((ErrorKind::Empty, "the text field is empty".to_owned()));
        }
        let (mut bytes, mut map) = (Vec::new(), OffsetMap::default());
        content.value(row, &mut bytes, &mut map);
        map.skip(row.len().saturating_sub(map.src_len()));
        if self.wide {
            map = map.after(&wide::places(&String::from_utf8_lossy(row)));
        }
        let beside = |column: Option<usize>| {
            let text = cells.get(column?)?.text(row);
            (!text.is_empty()).then_some(text)
        };
        let is_html = self.slot == Slot::Html || is_html_value(&bytes);
        Ok(Record {
            content: bytes,
            map: Some(map),
            media: if is_html { Media::Html } else { Media::Text },
            declared: Declared {
                charset: None,
                title: beside(self.title),
                url: beside(self.url),
                date: beside(self.date),
            },
            fields: Some(self.used.clone()),
            ..Record::default()
        })
    }
}

/// Reads rows and counts lines.
struct Rows<R> {
    reader: R,
    separator: u8,
    limit: usize,
    line: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Row {
    Whole,
    TooLong,
    /// The file ends within a quoted field.
    Open,
    End,
}

impl<R: BufRead> Rows<R> {
    /// Puts the next row into `buf`, without its line end.
    fn next(&mut self, buf: &mut Vec<u8>) -> io::Result<Row> {
        buf.clear();
        let (mut state, mut too_long, mut any) = (State::FieldStart, false, false);
        loop {
            let input = self.reader.fill_buf()?;
            if input.is_empty() {
                return Ok(match (any, too_long, state) {
                    (false, ..) => Row::End,
                    (_, true, _) => Row::TooLong,
                    (_, _, State::Quoted) => Row::Open,
                    _ => Row::Whole,
                });
            }
            any = true;
            let mut used = input.len();
            let mut done = false;
            for (i, &byte) in input.iter().enumerate() {
                self.line += u64::from(byte == b'\n');
                if byte == b'\n' && state != State::Quoted {
                    (used, done) = (i + 1, true);
                    break;
                }
                state = state.after(byte, self.separator);
            }
            // Two more than the limit, for the line end.
            too_long = too_long || buf.len() + used > self.limit + 2;
            if too_long {
                buf.clear();
            } else {
                buf.extend_from_slice(&input[..used]);
            }
            self.reader.consume(used);
            if done {
                let row = super::lines::without_end(buf).len();
                buf.truncate(row);
                return Ok(if too_long || row > self.limit { Row::TooLong } else { Row::Whole });
            }
        }
    }
}

/// Reads a table; a bad row is a failure with its line, and the next is read.
pub(crate) fn read(visit: &mut Visit<'_>, stream: Stream<'_>, separator: u8, place: &Place) -> Flow {
    let limit = visit.options.record_limit();
    let mut rows = Rows {
        reader: BufReader::with_capacity(BUFFER, stream),
        separator,
        limit,
        line: 0,
    };
    let mut row = Vec::new();
    let mut columns = None;
    loop {
        let line = rows.line + 1;
        let at = || place.locator.child(&format!("line:{line}"));
        match rows.next(&mut row) {
            Err(error) => return visit.fail(SourceError::io(at(), "read", &error)),
            Ok(Row::End) => return Flow::Continue(()),
            Ok(Row::TooLong) => visit.fail(too_large(at(), limit))?,
            Ok(Row::Open) => {
                let message = "a quote that is not closed before the file ends";
                return visit.fail(SourceError::new(at(), ErrorKind::InvalidCsv, message));
            }
            Ok(Row::Whole) if row.is_empty() => {}
            Ok(Row::Whole) => match &columns {
                None => {
                    let row = row.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&row);
                    let names: Vec<String> = cells(row, separator).iter().map(|cell| cell.text(row)).collect();
                    columns = Columns::new(&names, &visit.options.fields, place.wide);
                    if columns.is_none() {
                        let message = missing(names.iter().map(String::as_str), &visit.options.fields);
                        return visit.fail_at(place, ErrorKind::NoTextField, message);
                    }
                }
                Some(_) if !visit.wanted() => visit.pass()?,
                Some(columns) => match columns.record(&row, separator) {
                    Ok(mut record) => {
                        record.locator = at();
                        visit.give(Item::Record(record))?;
                    }
                    Err((kind, message)) => visit.fail(SourceError::new(at(), kind, message))?,
                },
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::SourceOptions;
    use super::super::visit::tests::{items, named_items, shown};
    use super::*;
    use crate::text::Span;
    use proptest::prelude::*;

    fn found(input: &str) -> Vec<String> {
        shown(&items(input.as_bytes(), &SourceOptions::default()))
    }

    #[test]
    fn rows_quoted_over_lines() {
        let input = "\u{feff}id,Title,Content,Published_At\r\n1,T,\"một,\r\n\"\"hai\"\"\",2021-01-02\r\n\r\n2,,ba,\r\n";
        let all = items(input.as_bytes(), &SourceOptions::default());
        assert_eq!(shown(&all), ["line:2 một,\r\n\"hai\"", "line:5 ba"]);
        let Item::Record(first) = &all[0] else { panic!() };
        assert_eq!(first.declared.title.as_deref(), Some("T"));
        assert_eq!(first.declared.date.as_deref(), Some("2021-01-02"));
        let row = &input[input.find("1,T").unwrap()..];
        let at = first.content.windows(3).position(|w| w == b"hai").unwrap();
        let source = first.map.as_ref().unwrap().source(Span::new(at, at + 3));
        assert_eq!(&row[source.range()], "hai");
    }

    #[test]
    fn other_separators_and_bad_rows() {
        assert_eq!(found("title;text\na;b, c\n"), ["line:2 b, c"]);
        assert_eq!(found("title\ttext\na\tb\n"), ["line:2 b"]);
        let input = "title,text\na,b\na,b,c\na\na,\na,d\na,\"e\n";
        let expected = [
            "line:2 b",
            "line:3 !invalid-csv",
            "line:4 !invalid-csv",
            "line:5 !empty",
            "line:6 d",
            "line:7 !invalid-csv",
        ];
        assert_eq!(found(input), expected);
    }

    #[test]
    fn prose_is_no_table() {
        for text in [
            "Theo kế hoạch, nội dung, tiến độ được giao\nrõ ràng.\n",
            "Title, text\nMột dòng chữ không có dấu phân cách\n",
            "text, body\n",
        ] {
            assert_eq!(found(text), [format!(" {text}")]);
        }
        let options = SourceOptions::default();
        let table = b"a,b\nx,y\n";
        assert_eq!(shown(&named_items("t.csv", table, &options)), [" !no-text-field"]);
        assert_eq!(shown(&named_items("t.txt", table, &options)), [" a,b\nx,y\n"]);
    }

    #[test]
    fn rows_too_long_are_passed_over() {
        let options = SourceOptions {
            max_record_size: 200,
            ..SourceOptions::default()
        };
        let long = "x, \"\"y\"\"\n".repeat(20_000);
        let input = format!("title,text\na,b\nc,\"{long}\"\nd,e\n");
        let expected = ["line:2 b", "line:3 !too-large", "line:20004 e"];
        assert_eq!(shown(&items(input.as_bytes(), &options)), expected);
    }

    proptest! {
        #[test]
        fn values_come_out_as_written(values in prop::collection::vec("[a-zà-ỹ\",;\n ]{0,10}[a-z][a-zà-ỹ\",;\n ]{0,10}", 1..6)) {
            let rows: String = values.iter().map(|v| format!("t,\"{}\",z\n", v.replace('"', "\"\""))).collect();
            let all = items(format!("title,text,more\n{rows}").as_bytes(), &SourceOptions::default());
            prop_assert_eq!(all.len(), values.len());
            for (item, value) in all.iter().zip(&values) {
                let Item::Record(record) = item else { panic!("{item:?}") };
                prop_assert_eq!(&record.content, value.as_bytes());
                let row = format!("t,\"{}\",z", value.replace('"', "\"\""));
                let map = record.map.as_ref().unwrap();
                prop_assert_eq!(map.src_len(), row.len());
                for (at, c) in value.char_indices() {
                    let source = map.source(Span::new(at, at + c.len_utf8()));
                    prop_assert_eq!(row[source.range()].replace("\"\"", "\""), c.to_string());
                }
            }
        }

        #[test]
        fn random_tables_end(body in "[a,\"\n;]{0,60}") {
            found(&format!("title,text\n{body}"));
        }
    }
}
