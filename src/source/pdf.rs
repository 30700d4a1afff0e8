//! The text layer of a PDF (ISO 32000): what the pages draw as text, by the fonts' maps to Unicode.
//!
//! `lopdf` reads the file and its fonts; its own text extraction drops where things stand, so the drawing is followed here.

use super::ErrorKind;
use super::pdf_cmap::CMap;
use super::pdf_layout::{Piece, page};
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Encoding, Error, LoadOptions, Object, ObjectId};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

type Refusal = (ErrorKind, String);

/// Drawing operations of a whole document, forms drawn again and again included.
const MAX_OPERATIONS: usize = 20_000_000;
/// Forms within forms.
const MAX_FORMS: u8 = 6;
/// Saved graphics states.
const MAX_STATES: usize = 256;

/// Takes the text out; `limit` bounds it and everything that is decompressed on the way.
pub(crate) fn text(bytes: &[u8], limit: usize) -> Result<String, Refusal> {
    // A fault in the reader of so large a format must not end the run.
    match catch_unwind(AssertUnwindSafe(|| extract(bytes, limit))) {
        Ok(result) => result,
        Err(_) => Err((ErrorKind::Corrupt, "a PDF its reader cannot cope with".to_owned())),
    }
}

fn extract(bytes: &[u8], limit: usize) -> Result<String, Refusal> {
    let options = LoadOptions {
        max_decompressed_size: Some(limit),
        ..LoadOptions::default()
    };
    let document = Document::load_mem_with_options(bytes, options).map_err(|error| refusal(&error))?;
    // Opened with the empty password it is no longer encrypted.
    if document.is_encrypted() && document.encryption_state.is_none() {
        return Err(refusal(&Error::InvalidPassword));
    }
    let mut drawing = Drawing {
        document: &document,
        limit,
        operations: 0,
        letters: 0,
        unknown: 0,
        pictures: 0,
    };
    let mut out = String::new();
    let mut pages = 0u32;
    let mut fault = None;
    for id in document.page_iter() {
        pages += 1;
        match drawing.page(id) {
            Ok(pieces) => page(&pieces, &mut out),
            Err(error) => fault = fault.or(Some((pages, error))),
        }
        if out.len() > limit {
            let message = format!("its text is larger than {limit} bytes, the limit for one record (--max-record-size)");
            return Err((ErrorKind::TooLarge, message));
        }
    }
    if let Some((page, error)) = fault {
        let (kind, message) = refusal(&error);
        return Err((kind, format!("page {page}: {message}")));
    }
    if drawing.letters == 0 {
        return Err(match (drawing.unknown, drawing.pictures, pages) {
            (0, 0, 0) => (ErrorKind::Corrupt, "damaged PDF: it has no pages".to_owned()),
            (0, 0, _) => (ErrorKind::Empty, "a PDF without text or pictures".to_owned()),
            (0, ..) => (
                ErrorKind::NoTextLayer,
                format!("only pictures on {pages} page(s), no text layer: run text recognition (OCR) on it first"),
            ),
            _ => (
                ErrorKind::NoTextLayer,
                "its fonts do not say which letters they show: run text recognition (OCR) on it first".to_owned(),
            ),
        });
    }
    Ok(out)
}

fn refusal(error: &Error) -> Refusal {
    match error {
        Error::InvalidPassword | Error::Decryption(_) => {
            (ErrorKind::Encrypted, "a PDF protected by a password: remove it first".to_owned())
        }
        Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { limit }) => (
            ErrorKind::Bomb,
            format!("a PDF with a stream that expands to more than {limit} bytes (--max-record-size)"),
        ),
        Error::Unimplemented(what) => (ErrorKind::Unsupported, format!("a PDF that needs {what}")),
        error => (ErrorKind::Corrupt, format!("damaged PDF: {error}")),
    }
}

/// A matrix as PDF writes it: `[a b c d e f]`.
#[derive(Clone, Copy, Debug)]
struct Matrix([f32; 6]);

impl Matrix {
    const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// This one applied first, then `after`.
    fn then(self, after: Self) -> Self {
        let (m, n) = (self.0, after.0);
        Self([
            m[0] * n[0] + m[1] * n[2],
            m[0] * n[1] + m[1] * n[3],
            m[2] * n[0] + m[3] * n[2],
            m[2] * n[1] + m[3] * n[3],
            m[4] * n[0] + m[5] * n[2] + n[4],
            m[4] * n[1] + m[5] * n[3] + n[5],
        ])
    }

    fn moved(self, x: f32, y: f32) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y]).then(self)
    }

    fn of(operands: &[Object]) -> Option<Self> {
        let mut values = [0.0; 6];
        for (value, operand) in values.iter_mut().zip(operands) {
            *value = operand.as_float().ok()?;
        }
        (operands.len() >= 6).then_some(Self(values))
    }
}

/// What of the graphics state moves or shapes text.
#[derive(Clone, Copy)]
struct State {
    matrix: Matrix,
    font: Option<usize>,
    size: f32,
    letter_space: f32,
    word_space: f32,
    stretch: f32,
    leading: f32,
    rise: f32,
}

/// A font: what its codes say, and how wide they are.
struct Font<'d> {
    /// The map to Unicode: it comes before the encoding, which names glyphs and not always letters (ISO 32000, 9.10.2).
    unicode: CMap,
    encoding: Option<Encoding<'d>>,
    /// Bytes a code has.
    wide: bool,
    widths: BTreeMap<u32, f32>,
    default_width: f32,
    /// Codes already looked up.
    known: BTreeMap<u32, String>,
}

/// A document's pages being followed.
struct Drawing<'d> {
    document: &'d Document,
    limit: usize,
    operations: usize,
    letters: u64,
    /// Codes that no map names a letter for.
    unknown: u64,
    pictures: u64,
}

impl Drawing<'_> {
    fn page(&mut self, id: ObjectId) -> lopdf::Result<Vec<Piece>> {
        let content = self.document.get_page_content_with_limit(id, self.limit)?;
        let (inline, by_id) = self.document.get_page_resources(id)?;
        let mut resources: Vec<&Dictionary> = inline.into_iter().collect();
        for id in by_id {
            resources.extend(self.document.get_dictionary(id).ok());
        }
        let mut pieces = Vec::new();
        self.content(&content, &resources, Matrix::IDENTITY, 0, &mut pieces)?;
        Ok(pieces)
    }

    /// Follows a content stream.
    fn content(
        &mut self,
        content: &[u8],
        resources: &[&Dictionary],
        matrix: Matrix,
        depth: u8,
        pieces: &mut Vec<Piece>,
    ) -> lopdf::Result<()> {
        let content = Content::decode(content)?;
        let document = self.document;
        let names = names(document, resources, b"Font");
        let mut fonts = Vec::new();
        for (_, font) in &names {
            fonts.push(Font::new(document, font, self.limit)?);
        }
        let mut state = State {
            matrix,
            font: None,
            size: 0.0,
            letter_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        let mut saved = Vec::new();
        let (mut line, mut at) = (Matrix::IDENTITY, Matrix::IDENTITY);
        for Operation { operator, operands } in &content.operations {
            self.operations += 1;
            if self.operations > MAX_OPERATIONS {
                return Err(Error::RecursionLimit);
            }
            let number = |i: usize| operands.get(i).and_then(|o| o.as_float().ok()).unwrap_or(0.0);
            match operator.as_str() {
                "q" if saved.len() < MAX_STATES => saved.push(state),
                "Q" => state = saved.pop().unwrap_or(state),
                "cm" => {
                    if let Some(matrix) = Matrix::of(operands) {
                        state.matrix = matrix.then(state.matrix);
                    }
                }
                "BT" => (line, at) = (Matrix::IDENTITY, Matrix::IDENTITY),
                "Tf" => {
                    let name = operands.first().and_then(|o| o.as_name().ok());
                    state.font = name.and_then(|name| names.iter().position(|(known, _)| known.as_slice() == name));
                    state.size = number(1);
                }
                "Tc" => state.letter_space = number(0),
                "Tw" => state.word_space = number(0),
                "Tz" => state.stretch = number(0) / 100.0,
                "TL" => state.leading = number(0),
                "Ts" => state.rise = number(0),
                "Td" | "TD" => {
                    if operator == "TD" {
                        state.leading = -number(1);
                    }
                    line = line.moved(number(0), number(1));
                    at = line;
                }
                "Tm" => {
                    if let Some(matrix) = Matrix::of(operands) {
                        (line, at) = (matrix, matrix);
                    }
                }
                "T*" => {
                    line = line.moved(0.0, -state.leading);
                    at = line;
                }
                "Tj" => self.show(operands, &state, &mut fonts, &mut at, pieces),
                "TJ" => {
                    if let Some(Object::Array(parts)) = operands.first() {
                        self.show(parts, &state, &mut fonts, &mut at, pieces);
                    }
                }
                "'" | "\"" => {
                    if operator == "\"" {
                        state.word_space = number(0);
                        state.letter_space = number(1);
                    }
                    line = line.moved(0.0, -state.leading);
                    at = line;
                    let shown = operands.last().map(std::slice::from_ref).unwrap_or_default();
                    self.show(shown, &state, &mut fonts, &mut at, pieces);
                }
                "Do" => {
                    let name = operands.first().and_then(|o| o.as_name().ok()).unwrap_or_default();
                    self.object(name, resources, state.matrix, depth, pieces)?;
                }
                "BI" | "EI" => self.pictures += 1,
                _ => {}
            }
        }
        Ok(())
    }

    /// Draws a picture or a form.
    fn object(&mut self, name: &[u8], resources: &[&Dictionary], matrix: Matrix, depth: u8, pieces: &mut Vec<Piece>) -> lopdf::Result<()> {
        let document = self.document;
        let found = resources.iter().find_map(|resources| {
            let objects = dictionary_in(document, resources, b"XObject")?;
            objects.get_deref(name, document).and_then(Object::as_stream).ok()
        });
        let Some(stream) = found else { return Ok(()) };
        if stream.dict.get(b"Subtype").and_then(Object::as_name).ok() != Some(b"Form") {
            self.pictures += 1;
            return Ok(());
        }
        if depth >= MAX_FORMS {
            return Ok(());
        }
        let content = stream.get_plain_content_with_limit(self.limit)?;
        let own = stream.dict.get_deref(b"Matrix", document).and_then(Object::as_array);
        let own = own.ok().and_then(|values| Matrix::of(values)).unwrap_or(Matrix::IDENTITY);
        // A form without resources of its own uses the page's.
        match dictionary_in(document, &stream.dict, b"Resources") {
            Some(inner) => self.content(&content, &[inner], own.then(matrix), depth + 1, pieces),
            None => self.content(&content, resources, own.then(matrix), depth + 1, pieces),
        }
    }

    /// Shows strings, with the moves between them.
    fn show(&mut self, parts: &[Object], state: &State, fonts: &mut [Font<'_>], at: &mut Matrix, pieces: &mut Vec<Piece>) {
        let Some(font) = state.font.and_then(|font| fonts.get_mut(font)) else {
            return;
        };
        for part in parts {
            match part {
                Object::String(bytes, _) => {
                    let start = at.moved(0.0, state.rise).then(state.matrix);
                    let mut text = String::new();
                    let mut width = 0.0;
                    for code in font.codes(bytes) {
                        let said = font.says(code);
                        if said.chars().all(is_unknown) {
                            self.unknown += 1;
                        } else {
                            self.letters += u64::from(said.chars().any(char::is_alphanumeric));
                            text.push_str(said);
                        }
                        let blank = !font.wide && code == 32;
                        let word = if blank { state.word_space } else { 0.0 };
                        width += (font.width(code) * state.size + state.letter_space + word) * state.stretch;
                    }
                    *at = at.moved(width, 0.0);
                    let end = at.moved(0.0, state.rise).then(state.matrix);
                    // The height a unit of type has on the page.
                    let size = state.size.abs() * start.0[2].hypot(start.0[3]);
                    pieces.push(Piece {
                        text,
                        x: start.0[4],
                        end: end.0[4],
                        y: start.0[5],
                        size,
                    });
                }
                other => {
                    let back = other.as_float().unwrap_or(0.0) / 1000.0;
                    *at = at.moved(-back * state.size * state.stretch, 0.0);
                }
            }
        }
    }
}

/// Not a letter anyone can read: the replacement character, or one of a font's private ones.
fn is_unknown(c: char) -> bool {
    matches!(c, '\u{fffd}' | '\0' | '\u{e000}'..='\u{f8ff}')
}

fn dictionary_in<'d>(document: &'d Document, outer: &'d Dictionary, key: &[u8]) -> Option<&'d Dictionary> {
    outer.get_deref(key, document).and_then(Object::as_dict).ok()
}

/// The named entries of one kind among resources, nearest first.
fn names<'d>(document: &'d Document, resources: &[&'d Dictionary], kind: &[u8]) -> Vec<(Vec<u8>, &'d Dictionary)> {
    let mut found = Vec::new();
    for resources in resources {
        let Some(entries) = dictionary_in(document, resources, kind) else {
            continue;
        };
        for (name, _) in entries.iter() {
            if let Some(entry) = dictionary_in(document, entries, name) {
                found.push((name.clone(), entry));
            }
        }
    }
    found
}

impl<'d> Font<'d> {
    fn new(document: &'d Document, font: &'d Dictionary, limit: usize) -> lopdf::Result<Self> {
        let wide = font.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Type0");
        let unicode = match font.get_deref(b"ToUnicode", document).and_then(Object::as_stream) {
            Ok(stream) => CMap::parse(&stream.get_plain_content_with_limit(limit)?),
            Err(_) => CMap::default(),
        };
        // Codes of a composite font without a map are glyph numbers: nobody can tell what they show.
        let encoding = if wide || !unicode.is_empty() {
            None
        } else {
            match font.get_font_encoding_with_limit(document, limit) {
                Ok(encoding) => Some(encoding),
                Err(error @ Error::Decompress(_)) => return Err(error),
                Err(_) => None,
            }
        };
        let (widths, default_width) = if wide {
            wide_widths(document, font)
        } else {
            widths(document, font)
        };
        Ok(Self {
            unicode,
            encoding,
            wide,
            widths,
            default_width,
            known: BTreeMap::new(),
        })
    }

    fn codes(&self, bytes: &[u8]) -> Vec<u32> {
        if !self.wide {
            return bytes.iter().map(|b| u32::from(*b)).collect();
        }
        let pair = |pair: &[u8]| pair.iter().fold(0, |code, b| code << 8 | u32::from(*b));
        bytes.chunks(2).map(pair).collect()
    }

    fn says(&mut self, code: u32) -> &str {
        if let Some(said) = self.unicode.get(code) {
            return said;
        }
        let encoding = &self.encoding;
        self.known.entry(code).or_insert_with(|| {
            let said = encoding
                .as_ref()
                .and_then(|encoding| Document::decode_text(encoding, &[u8::try_from(code).ok()?]).ok());
            said.unwrap_or_else(|| "\u{fffd}".to_owned())
        })
    }

    /// Width in units of the size.
    fn width(&self, code: u32) -> f32 {
        self.widths.get(&code).copied().unwrap_or(self.default_width) / 1000.0
    }
}

/// Widths of a simple font.
fn widths(document: &Document, font: &Dictionary) -> (BTreeMap<u32, f32>, f32) {
    let first = font.get_deref(b"FirstChar", document).and_then(Object::as_i64).unwrap_or(0);
    let list = font.get_deref(b"Widths", document).and_then(Object::as_array);
    let mut widths = BTreeMap::new();
    for (i, width) in list.into_iter().flatten().take(256).enumerate() {
        let code = u32::try_from(first.saturating_add(i as i64));
        if let (Ok(code), Ok(width)) = (code, number(document, width)) {
            widths.insert(code, width);
        }
    }
    // The standard fonts need not say: about what Times has on average.
    (widths, 500.0)
}

fn number(document: &Document, object: &Object) -> lopdf::Result<f32> {
    document.dereference(object).and_then(|(_, object)| object.as_float())
}

/// Widths of a composite font: `[first [w w w] from to w …]`.
fn wide_widths(document: &Document, font: &Dictionary) -> (BTreeMap<u32, f32>, f32) {
    let mut widths = BTreeMap::new();
    let descendant = font
        .get_deref(b"DescendantFonts", document)
        .and_then(Object::as_array)
        .ok()
        .and_then(|list| document.dereference(list.first()?).ok()?.1.as_dict().ok());
    let Some(descendant) = descendant else {
        return (widths, 1000.0);
    };
    let default = descendant.get(b"DW").and_then(|w| number(document, w)).unwrap_or(1000.0);
    let list = descendant.get_deref(b"W", document).and_then(Object::as_array);
    let mut entries = list.into_iter().flatten();
    while let (Some(first), Some(second)) = (entries.next(), entries.next()) {
        let Ok(first) = number(document, first) else {
            break;
        };
        let first = first as u32;
        let Ok((_, second)) = document.dereference(second) else {
            break;
        };
        if let Ok(list) = second.as_array() {
            for (i, width) in list.iter().take(0x10000).enumerate() {
                if let Ok(width) = number(document, width) {
                    widths.insert(first.saturating_add(i as u32), width);
                }
            }
        } else if let (Ok(last), Some(width)) = (second.as_float(), entries.next()) {
            let Ok(width) = number(document, width) else {
                break;
            };
            for code in first..=(last as u32).min(0xffff) {
                widths.insert(code, width);
            }
        }
    }
    (widths, default)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::visit::tests::{items, shown};
    use super::super::{Item, Media, SourceOptions};
    use super::*;
    use lopdf::{Stream, dictionary};

    /// A PDF whose font numbers letters in the order they first come, as office programs write it, with one content stream a page.
    fn pdf_of(pages: &[&[(&str, f32, f32)]], mapped: bool) -> Vec<u8> {
        let mut document = Document::with_version("1.5");
        let mut letters: Vec<char> = Vec::new();
        let mut contents = Vec::new();
        for page in pages {
            let mut content = String::from("q 1 0 0 1 0 0 cm BT /F1 12 Tf\n");
            for (text, x, y) in *page {
                content.push_str(&format!("1 0 0 1 {x} {y} Tm [<"));
                for letter in text.chars() {
                    let code = letters.iter().position(|l| *l == letter).unwrap_or_else(|| {
                        letters.push(letter);
                        letters.len() - 1
                    });
                    content.push_str(&format!("{:04x}", code + 1));
                }
                content.push_str(">] TJ\n");
            }
            content.push_str("ET Q");
            contents.push(content);
        }
        let mut map = format!(
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n1 begincodespacerange <0000> <ffff> endcodespacerange\n{} beginbfchar\n",
            letters.len()
        );
        for (i, letter) in letters.iter().enumerate() {
            map.push_str(&format!("<{:04x}> <{:04x}>\n", i + 1, *letter as u32));
        }
        map.push_str("endbfchar endcmap end end");
        let map = document.add_object(Stream::new(dictionary! {}, map.into_bytes()));
        let descendant = document.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "CIDFontType2", "BaseFont" => "X", "DW" => 500,
        });
        let mut font = dictionary! {
            "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "X", "Encoding" => "Identity-H",
            "DescendantFonts" => vec![descendant.into()],
        };
        if mapped {
            font.set("ToUnicode", map);
        }
        let font = document.add_object(font);
        let resources = document.add_object(dictionary! { "Font" => dictionary! { "F1" => font } });
        let tree = document.new_object_id();
        let kids: Vec<Object> = contents
            .into_iter()
            .map(|content| {
                let content = document.add_object(Stream::new(dictionary! {}, content.into_bytes()));
                let page = dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => content, "Resources" => resources };
                document.add_object(page).into()
            })
            .collect();
        let count = kids.len() as i64;
        document
            .objects
            .insert(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }.into());
        let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
        document.trailer.set("Root", catalog);
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        bytes
    }

    const PAGE: &[(&str, f32, f32)] = &[
        ("Số:", 72.0, 800.0),
        ("12/KH-UBND", 96.0, 800.0),
        ("Thực hiện kế hoạch, huyện khởi công 5 cụm công nghiệp", 100.0, 770.0),
        ("trong năm 2021.", 72.0, 755.0),
    ];

    #[test]
    fn letters_by_their_map_and_lines_by_their_place() {
        let bytes = pdf_of(&[PAGE, &[("Điều 2.", 72.0, 800.0), ("7", 300.0, 40.0)]], true);
        let found = items(&bytes, &SourceOptions::default());
        let text = "Số: 12/KH-UBND\nThực hiện kế hoạch, huyện khởi công 5 cụm công nghiệp trong năm 2021.\nĐiều 2.\n";
        assert_eq!(shown(&found), [format!(" {text}")]);
        assert!(matches!(&found[0], Item::Record(record) if record.media == Media::Pdf));
    }

    #[test]
    fn no_text_no_map_no_pages() {
        let code = |bytes: &[u8]| shown(&items(bytes, &SourceOptions::default()));
        assert_eq!(code(&pdf_of(&[PAGE], false)), [" !no-text-layer"]);
        assert_eq!(code(&pdf_of(&[&[]], true)), [" !empty"]);
        assert_eq!(code(b"%PDF-1.4\nnothing"), [" !corrupt"]);
        let whole = pdf_of(&[PAGE], true);
        for cut in [20, 100, whole.len() / 2, whole.len() - 30] {
            items(&whole[..cut], &SourceOptions::default());
        }
    }

    #[test]
    fn damage_never_panics() {
        let whole = pdf_of(&[PAGE], true);
        for at in (0..whole.len()).step_by(7) {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x15;
            items(&bytes, &SourceOptions::default());
        }
    }
}
