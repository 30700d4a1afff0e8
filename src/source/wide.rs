//! UTF-16 as UTF-8, for formats that are read byte by byte: JSON and CSV. Only with a byte order mark; pages and plain text are
//! handed on as they are and decoded later.

use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_16BE, UTF_16LE};

use super::error::{ErrorKind, Limit};
use crate::text::OffsetMap;

/// Bytes read and decoded at a time.
const CHUNK: usize = 16 << 10;

/// The encoding a byte order mark names.
pub(crate) fn marked(head: &[u8]) -> Option<&'static Encoding> {
    match head {
        [0xff, 0xfe, ..] => Some(UTF_16LE),
        [0xfe, 0xff, ..] => Some(UTF_16BE),
        _ => None,
    }
}

/// The beginning of a stream in UTF-8, without its mark; what is broken or cut off is left out.
pub(crate) fn head(head: &[u8], encoding: &'static Encoding) -> Vec<u8> {
    let (text, _) = encoding.decode_with_bom_removal(head);
    text.replace('\u{fffd}', "").into_bytes()
}

/// From bytes of `text` to bytes of the UTF-16 it was.
pub(crate) fn places(text: &str) -> OffsetMap {
    let mut map = OffsetMap::default();
    for c in text.chars() {
        map.unit(c.len_utf8(), 2 * c.len_utf16());
    }
    map
}

/// A reader of UTF-8 over one of UTF-16.
pub(crate) struct Wide<R> {
    inner: R,
    decoder: Decoder,
    input: Vec<u8>,
    /// Bytes of `input` that are decoded.
    taken: usize,
    output: Vec<u8>,
    /// Bytes of `output` that are handed out.
    given: usize,
    ended: bool,
    /// Bytes decoded before `input`.
    before: u64,
    /// Comes after what was decoded before it.
    broken: Option<io::Error>,
}

impl<R: Read> Wide<R> {
    pub(crate) fn new(inner: R, encoding: &'static Encoding) -> Self {
        Self {
            inner,
            decoder: encoding.new_decoder_with_bom_removal(),
            input: Vec::new(),
            taken: 0,
            output: Vec::new(),
            given: 0,
            ended: false,
            before: 0,
            broken: None,
        }
    }

    /// Decodes more; false at the end.
    fn fill(&mut self) -> io::Result<bool> {
        if let Some(error) = self.broken.take() {
            return Err(error);
        }
        if self.taken == self.input.len() && !self.ended {
            self.before += self.taken as u64;
            self.input.resize(CHUNK, 0);
            self.taken = 0;
            let read = self.inner.read(&mut self.input);
            self.input.truncate(*read.as_ref().unwrap_or(&0));
            self.ended = read? == 0;
        }
        self.output.resize(2 * CHUNK, 0);
        self.given = 0;
        let rest = self.input.get(self.taken..).unwrap_or_default();
        let (result, read, written) = self.decoder.decode_to_utf8_without_replacement(rest, &mut self.output, self.ended);
        self.taken += read;
        self.output.truncate(written);
        match result {
            DecoderResult::InputEmpty if self.ended => Ok(written > 0),
            DecoderResult::InputEmpty | DecoderResult::OutputFull => Ok(true),
            DecoderResult::Malformed(..) => {
                let at = self.before + self.taken as u64;
                self.broken = Some(Limit::error(ErrorKind::Corrupt, format!("broken UTF-16 before byte {at}")));
                Ok(true)
            }
        }
    }
}

impl<R: Read> Read for Wide<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if buf.is_empty() {
            return Ok(0);
        }
        while self.given == self.output.len() {
            if !self.fill()? {
                return Ok(0);
            }
        }
        let left = &self.output[self.given..];
        let n = left.len().min(buf.len());
        buf[..n].copy_from_slice(&left[..n]);
        self.given += n;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::super::visit::tests::{items, named_items, shown};
    use super::super::{Item, SourceOptions};
    use super::*;
    use crate::text::Span;
    use proptest::prelude::*;

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        let units = "\u{feff}".encode_utf16().chain(text.encode_utf16());
        units.flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
    }

    #[test]
    fn json_and_csv_in_utf16() {
        let options = SourceOptions::default();
        for big in [false, true] {
            let lines = utf16("{\"text\": \"Năm\"}\n{\"text\": 1}\n{\"text\": \"𝟒 cụm\"}\n", big);
            let found = items(&lines, &options);
            assert_eq!(shown(&found), ["line:1 Năm", "line:2 !no-text-field", "line:3 𝟒 cụm"]);
            let Item::Record(record) = &found[2] else { panic!() };
            let map = record.map.as_ref().unwrap();
            // After `{"text": "` come a pair of surrogates and a blank.
            assert_eq!(map.source(Span::new(5, 6)), Span::new(26, 28));
            assert_eq!(map.source(Span::new(0, 4)), Span::new(20, 24));
            let document = utf16("[{\"text\": \"Năm\"},\n{\"text\": \"b\"}]", big);
            assert_eq!(shown(&items(&document, &options)), ["item:0 Năm", "item:1 b"]);
            let table = utf16("title,text\nTin,\"Năm \"\"2024\"\"\"\n", big);
            let found = named_items("a.csv", &table, &options);
            assert_eq!(shown(&found), ["line:2 Năm \"2024\""]);
            let Item::Record(record) = &found[0] else { panic!() };
            // `"2024"` within `Tin,"Năm ""2024"""`.
            assert_eq!(record.map.as_ref().unwrap().source(Span::new(5, 6)), Span::new(18, 22));
        }
    }

    #[test]
    fn text_and_pages_stay_utf16() {
        for text in ["Năm 2024", "<html><body><p>Năm 2024</p></body></html>"] {
            let bytes = utf16(text, false);
            let found = items(&bytes, &SourceOptions::default());
            assert!(matches!(&found[..], [Item::Record(record)] if record.content == bytes));
        }
    }

    #[test]
    fn what_is_broken_is_a_failure() {
        let mut bytes = utf16("{\"text\": \"a\"}\n{\"text\": \"b\"}\n", false);
        bytes.extend([0x00, 0xd8, b'x', 0]);
        let found = shown(&items(&bytes, &SourceOptions::default()));
        assert_eq!(found, ["line:1 a", "line:2 b", "line:3 !corrupt"]);
    }

    proptest! {
        #[test]
        fn any_text_comes_out_in_utf8(text in "\\PC{0,40}", big: bool, size in 1usize..9) {
            let bytes = utf16(&text, big);
            let mut reader = Wide::new(&bytes[..], marked(&bytes).unwrap());
            let (mut out, mut buf) = (Vec::new(), vec![0; size]);
            loop {
                let n = reader.read(&mut buf).unwrap();
                if n == 0 {
                    break;
                }
                out.extend_from_slice(&buf[..n]);
            }
            prop_assert_eq!(String::from_utf8(out).unwrap(), text);
        }

        #[test]
        fn any_bytes_end(bytes in prop::collection::vec(any::<u8>(), 0..200), big: bool) {
            let encoding = if big { UTF_16BE } else { UTF_16LE };
            let _ = Wide::new(&bytes[..], encoding).read_to_end(&mut Vec::new());
        }
    }
}
