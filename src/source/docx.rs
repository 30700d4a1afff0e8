//! The text of a DOCX document (ECMA-376, WordprocessingML): paragraphs as lines, table rows with tabs between cells.
//!
//! Left out: headers, footers and notes (they stand in other parts), deleted text, field codes, numbering.

use super::ErrorKind;
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, Event};
use std::io::BufRead;

type Refusal = (ErrorKind, String);

/// The cells of the row being read, each with its paragraphs.
#[derive(Default)]
struct Table {
    row: Vec<Vec<String>>,
}

/// What has been read so far.
#[derive(Default)]
struct Text {
    out: String,
    /// Open paragraphs: a text box stands within one.
    paragraphs: Vec<String>,
    tables: Vec<Table>,
}

/// Tables within tables beyond this are read as if they stood in the outer one.
const MAX_TABLES: usize = 32;

impl Text {
    fn push(&mut self, text: &str) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.push_str(text);
        }
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else {
            return;
        };
        self.line(&paragraph);
    }

    /// A line of text where we stand: in a cell, or in the open.
    fn line(&mut self, line: &str) {
        let line = line.trim();
        if line.is_empty() {
            return;
        }
        match self.tables.last_mut().and_then(|table| table.row.last_mut()) {
            // A line broken by hand is as good as a paragraph there.
            Some(cell) => cell.extend(line.split('\n').map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned)),
            None => {
                self.out.push_str(line);
                self.out.push('\n');
            }
        }
    }

    fn end_row(&mut self) {
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        let row = std::mem::take(&mut table.row);
        // The head of an official document is a table of two cells with lines in them: a layout, not data.
        let layout = row.len() <= 2 && row.iter().any(|cell| cell.len() > 1);
        let lines: Vec<String> = if layout {
            row.into_iter().flatten().collect()
        } else {
            let cells: Vec<String> = row.iter().map(|cell| cell.join(" ")).collect();
            if cells.iter().all(String::is_empty) {
                return;
            }
            vec![cells.join("\t")]
        };
        // Within another table the lines belong to its cell.
        let inner = self.tables.pop();
        for line in lines {
            self.line(&line);
        }
        self.tables.extend(inner);
    }
}

/// Reads `word/document.xml`; `limit` bounds the text.
pub(crate) fn text(xml: impl BufRead, limit: usize) -> Result<String, Refusal> {
    let mut reader = Reader::from_reader(xml);
    let mut buf = Vec::new();
    let mut text = Text::default();
    // Depth within an element that is left out, and whether within a `w:t`.
    let (mut left_out, mut in_text) = (0u32, false);
    loop {
        buf.clear();
        let event = reader
            .read_event_into(&mut buf)
            .map_err(|error| (ErrorKind::Corrupt, format!("damaged DOCX document: {error}")))?;
        if text.out.len() > limit {
            let message = format!("its text is larger than {limit} bytes, the limit for one record (--max-record-size)");
            return Err((ErrorKind::TooLarge, message));
        }
        match event {
            Event::Eof => break,
            Event::Start(element) => {
                let name = element.name();
                let name = name.as_ref();
                if left_out > 0 || is_left_out(name) {
                    left_out += 1;
                    continue;
                }
                match name {
                    "w:p" => text.paragraphs.push(String::new()),
                    "w:t" => in_text = true,
                    "w:tbl" if text.tables.len() < MAX_TABLES => text.tables.push(Table::default()),
                    "w:tc" => {
                        if let Some(table) = text.tables.last_mut() {
                            table.row.push(Vec::new());
                        }
                    }
                    _ => mark(name, &mut text),
                }
            }
            Event::Empty(element) if left_out == 0 => mark(element.name().as_ref(), &mut text),
            Event::End(_) if left_out > 0 => left_out -= 1,
            Event::End(element) => match element.name().as_ref() {
                "w:p" => text.end_paragraph(),
                "w:t" => in_text = false,
                "w:tr" => text.end_row(),
                "w:tbl" => {
                    text.tables.pop();
                }
                _ => {}
            },
            Event::Text(piece) if in_text && left_out == 0 => text.push(&piece.xml_content(XmlVersion::Implicit1_0)),
            Event::CData(piece) if in_text && left_out == 0 => text.push(&piece.xml_content(XmlVersion::Implicit1_0)),
            Event::GeneralRef(reference) if in_text && left_out == 0 => {
                if let Some(letter) = letter(&reference) {
                    text.push(letter.encode_utf8(&mut [0; 4]));
                }
            }
            _ => {}
        }
    }
    if text.out.is_empty() {
        return Err((ErrorKind::Empty, "a DOCX document without text".to_owned()));
    }
    Ok(text.out)
}

/// Elements whose text is not the document's: what was moved away or deleted, and the second of two ways to show a thing.
fn is_left_out(name: &str) -> bool {
    matches!(name, "mc:Fallback" | "w:del" | "w:moveFrom" | "w:instrText" | "w:delText")
}

/// Elements that stand for a character.
fn mark(name: &str, text: &mut Text) {
    match name {
        "w:tab" | "w:ptab" => text.push("\t"),
        "w:br" | "w:cr" => text.push("\n"),
        "w:noBreakHyphen" => text.push("\u{2011}"),
        _ => {}
    }
}

/// A character or one of XML's five entities.
fn letter(reference: &BytesRef<'_>) -> Option<char> {
    if let Ok(Some(letter)) = reference.resolve_char_ref() {
        return Some(letter);
    }
    let name = reference.xml_content(XmlVersion::Implicit1_0);
    match name.as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(body: &str) -> Result<String, Refusal> {
        let xml = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
        text(xml.as_bytes(), 10_000)
    }

    fn p(text: &str) -> String {
        format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
    }

    #[test]
    fn paragraphs_runs_and_marks() {
        let body = "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>Số: </w:t></w:r><w:r><w:t>12&amp;13&#47;KH</w:t><w:tab/><w:t>x</w:t><w:br/><w:t>y</w:t></w:r></w:p><w:p/><w:p><w:del><w:r><w:t>cũ</w:t></w:r></w:del><w:r><w:t>mới</w:t><w:instrText>PAGE</w:instrText></w:r></w:p>";
        assert_eq!(of(body).unwrap(), "Số: 12&13/KH\tx\ny\nmới\n");
    }

    #[test]
    fn rows_and_layout() {
        let cell = |inner: &str| format!("<w:tc>{inner}</w:tc>");
        let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
        let data = format!(
            "<w:tbl>{}{}</w:tbl>",
            row(&[cell(&p("TT")), cell(&p("Tên cụm")), cell(&p("Diện tích"))]),
            row(&[cell(&p("1")), cell(&(p("Cụm") + &p("A"))), cell(&p("20 ha"))]),
        );
        assert_eq!(of(&data).unwrap(), "TT\tTên cụm\tDiện tích\n1\tCụm A\t20 ha\n");
        let head = format!(
            "<w:tbl>{}</w:tbl>",
            row(&[cell(&(p("ỦY BAN NHÂN DÂN") + &p("Số: 1/KH-UBND"))), cell(&p("CỘNG HÒA"))])
        );
        assert_eq!(of(&head).unwrap(), "ỦY BAN NHÂN DÂN\nSố: 1/KH-UBND\nCỘNG HÒA\n");
        let nested = format!("<w:tbl>{}</w:tbl>{}", row(&[cell(&data), cell(&p("y")), cell(&p("z"))]), p("sau"));
        assert_eq!(of(&nested).unwrap(), "TT\tTên cụm\tDiện tích 1\tCụm A\t20 ha\ty\tz\nsau\n");
    }

    #[test]
    fn nothing_and_damage() {
        assert_eq!(of("").unwrap_err().0, ErrorKind::Empty);
        assert_eq!(of("<w:p></w:r>").unwrap_err().0, ErrorKind::Corrupt);
        assert_eq!(of(&p(&"x".repeat(20_000))).unwrap_err().0, ErrorKind::TooLarge);
        let deep = format!(
            "{}{}{}",
            "<w:tbl><w:tr><w:tc>".repeat(20_000),
            p("x"),
            "</w:tc></w:tr></w:tbl>".repeat(20_000)
        );
        assert!(of(&deep).is_ok());
    }

    proptest! {
        #[test]
        fn random_markup_ends(body in "(<w:p>|</w:p>|<w:t>|</w:t>|<w:tbl>|</w:tbl>|<w:tr>|</w:tr>|<w:tc>|</w:tc>|a|&amp;|&x;|<w:br/>){0,40}") {
            let _ = of(&body);
        }
    }
}
