//! The way from a stream of bytes to items: tell its format, open it, go on with what is inside.

use super::gzip::{Garbage, Members, Starts};
use super::input::{Counted, Expansion, Guarded, Metered, Stream};
use super::sniff::{Format, sniff};
use super::wide::{self, Wide};
use super::{Declared, ErrorKind, Item, Locator, Media, Progress, Record, SkipReason, SourceError, SourceOptions};
use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::ops::ControlFlow;
use std::path::Path;
use std::rc::Rc;

/// What is said of a format left out of this build.
#[allow(dead_code)]
pub(crate) const NOT_BUILT: &str = "not read: this build lacks the feature for it (`archives`, `documents`)";

/// Go on, or stop because nobody wants more.
pub(crate) type Flow = ControlFlow<()>;

/// Containers within containers that are opened.
const MAX_DEPTH: u8 = 8;

/// Buffer between a decoder and a reader of lines or records.
pub(crate) const BUFFER: usize = 64 << 10;

/// Where a stream stands, and how it was come by.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub locator: Locator,
    /// Containers around it.
    pub depth: u8,
    /// The user named this very input, so that being of no use is a failure and not a skip.
    pub named: bool,
    /// Where the members of the gzip stream around it begin.
    pub gzip_starts: Option<Starts>,
    /// The stream was UTF-16 and is read as UTF-8.
    pub wide: bool,
}

impl Place {
    pub(crate) fn new(locator: Locator, named: bool) -> Self {
        Self {
            locator,
            depth: 0,
            named,
            gzip_starts: None,
            wide: false,
        }
    }

    /// A member of the container at this place.
    pub(crate) fn child(&self, step: &str) -> Self {
        Self {
            locator: self.locator.child(step),
            depth: self.depth + 1,
            named: false,
            gzip_starts: None,
            wide: false,
        }
    }

    /// Whether a reader of records may go on after an error: gzip looks for its next member, other decoders are done for.
    pub(crate) fn goes_on_after(&self, error: &io::Error) -> bool {
        self.gzip_starts.is_some() && ErrorKind::of_io(error) == ErrorKind::Corrupt
    }

    /// The content of the compressed file at this place.
    pub(crate) fn inside(&self) -> Self {
        Self {
            depth: self.depth + 1,
            gzip_starts: None,
            ..self.clone()
        }
    }
}

/// One walk over inputs: where items go, and what holds for all of them.
pub(crate) struct Visit<'v> {
    pub options: &'v SourceOptions,
    pub progress: Progress,
    emit: &'v mut dyn FnMut(Item) -> Flow,
    /// Items still to be passed over.
    skip: u64,
    /// Bytes taken from the outermost input being read.
    pub outermost: Rc<Cell<u64>>,
}

impl<'v> Visit<'v> {
    pub(crate) fn new(options: &'v SourceOptions, progress: Progress, emit: &'v mut dyn FnMut(Item) -> Flow) -> Self {
        Self {
            options,
            progress,
            emit,
            skip: options.skip,
            outermost: Rc::default(),
        }
    }

    /// Whether the next item will be looked at; if not, [`pass`](Visit::pass) does for it.
    pub(crate) fn wanted(&self) -> bool {
        self.skip == 0
    }

    /// Counts an item without building it.
    pub(crate) fn pass(&mut self) -> Flow {
        self.skip = self.skip.saturating_sub(1);
        Flow::Continue(())
    }

    /// Hands an item out, or counts it where items are passed over.
    pub(crate) fn give(&mut self, item: Item) -> Flow {
        if self.skip > 0 {
            return self.pass();
        }
        (self.emit)(item)
    }

    pub(crate) fn fail(&mut self, error: SourceError) -> Flow {
        self.give(Item::Failure(error))
    }

    pub(crate) fn fail_at(&mut self, place: &Place, kind: ErrorKind, message: impl Into<String>) -> Flow {
        self.fail(SourceError::new(place.locator.clone(), kind, message))
    }

    /// Passes over something; for an input the user named that is a failure, since nothing will come of it.
    pub(crate) fn leave(&mut self, place: &Place, reason: SkipReason) -> Flow {
        if place.named {
            let message = format!("nothing to read here: {}", reason.code());
            return self.fail_at(place, ErrorKind::Unsupported, message);
        }
        self.give(Item::Skip {
            locator: place.locator.clone(),
            reason,
        })
    }

    /// Limits for a decoder at this point.
    pub(crate) fn expansion(&self) -> Expansion {
        Expansion {
            max_ratio: self.options.max_ratio,
            max_expanded: self.options.max_expanded,
            outermost: self.outermost.clone(),
        }
    }

    /// A reader of an outermost input, counted.
    pub(crate) fn outer<R>(&mut self, inner: R) -> Counted<R> {
        self.outermost = Rc::default();
        self.progress.add_file();
        Counted::new(inner, self.progress.clone(), self.outermost.clone())
    }

    /// Reads the file at `path`.
    pub(crate) fn file(&mut self, path: &Path, place: Place) -> Flow {
        let opened = File::open(path).and_then(|file| {
            let regular = file.metadata()?.is_file();
            Ok((file, regular))
        });
        let (file, regular) = match opened {
            Ok(opened) => opened,
            Err(error) => return self.fail(SourceError::io(place.locator, "open", &error)),
        };
        let stream = Stream::new(Box::new(self.outer(file)));
        let format = sniff(stream.head(), place.locator.name());
        #[cfg(any(feature = "archives", feature = "documents"))]
        if format == Format::Zip && regular {
            // Read out of order: not through the stream.
            drop(stream);
            return match File::open(path) {
                Ok(file) => {
                    let file = self.outer(file);
                    super::zipfile::file(self, file, &place)
                }
                Err(error) => self.fail(SourceError::io(place.locator, "open", &error)),
            };
        }
        if !self.wanted() && regular && format == Format::Html {
            // One item whatever comes of it: no need to read on.
            return self.pass();
        }
        self.open(format, stream, place)
    }

    /// Reads a stream of any format.
    pub(crate) fn stream(&mut self, reader: Box<dyn Read + '_>, place: Place) -> Flow {
        let stream = Stream::new(reader);
        let format = sniff(stream.head(), place.locator.name());
        self.open(format, stream, place)
    }

    fn open(&mut self, format: Format, stream: Stream<'_>, place: Place) -> Flow {
        if place.depth > MAX_DEPTH {
            let message = format!("more than {MAX_DEPTH} containers within each other");
            return self.fail_at(&place, ErrorKind::TooDeep, message);
        }
        if let Some(encoding) = wide::marked(stream.head())
            && !place.wide
            && self.has_rows(&wide::head(stream.head(), encoding), &place)
        {
            let place = Place { wide: true, ..place };
            return self.stream(Box::new(Wide::new(stream, encoding)), place);
        }
        match format {
            // A stream that breaks off before its first byte is not empty.
            Format::Empty if !stream.is_whole() => self.text(stream, Media::Text, place),
            Format::Empty => self.fail_at(&place, ErrorKind::Empty, "empty: nothing to read"),
            Format::Text => {
                let name = place.locator.name();
                match super::csv::looks_like(stream.head(), name, &self.options.fields) {
                    Some(separator) => super::csv::read(self, stream, separator, &place),
                    None => self.text(stream, Media::Text, place),
                }
            }
            Format::Html => self.text(stream, Media::Html, place),
            Format::Gzip => self.gzip(stream, place),
            Format::JsonLines => super::jsonl::read(self, stream, &place),
            Format::JsonDocument => super::json_document::read(self, stream, &place),
            Format::Warc => super::warc::read(self, stream, &place),
            #[cfg(feature = "archives")]
            Format::Zstd | Format::Bzip2 | Format::Xz => super::codec::read(self, format, stream, &place),
            #[cfg(feature = "archives")]
            Format::Tar => super::tarball::read(self, stream, &place),
            #[cfg(any(feature = "archives", feature = "documents"))]
            Format::Zip => super::zipfile::buffered(self, stream, &place),
            Format::Skip(reason) => self.leave(&place, reason),
            Format::Unsupported(what) => self.fail_at(&place, ErrorKind::Unsupported, format!("not read: {what}")),
            Format::Mhtml => self.held(stream, place),
            #[cfg(feature = "documents")]
            Format::Pdf => self.held(stream, place),
            #[cfg(not(all(feature = "archives", feature = "documents")))]
            _ => self.fail_at(&place, ErrorKind::Unsupported, NOT_BUILT),
        }
    }

    /// True when a stream with this beginning is JSON or a table.
    fn has_rows(&self, head: &[u8], place: &Place) -> bool {
        let name = place.locator.name();
        match sniff(head, name) {
            Format::JsonLines | Format::JsonDocument => true,
            Format::Text => super::csv::looks_like(head, name, &self.options.fields).is_some(),
            _ => false,
        }
    }

    /// A stream that is one record.
    fn text(&mut self, stream: Stream<'_>, media: Media, place: Place) -> Flow {
        match stream.whole(self.options.record_limit(), &place.locator) {
            Ok(content) => self.give(Item::Record(Record {
                locator: place.locator,
                content,
                media,
                declared: Declared::default(),
                ..Record::default()
            })),
            Err(error) => self.fail(error),
        }
    }

    /// A stream that is one document.
    fn held(&mut self, stream: Stream<'_>, place: Place) -> Flow {
        match stream.whole(self.options.record_limit(), &place.locator) {
            Ok(content) => self.document(content, Declared::default(), place),
            Err(error) => self.fail(error),
        }
    }

    /// A document held in memory: a PDF, an office document, a page saved with its parts. One item, whatever comes of it.
    pub(crate) fn document(&mut self, content: Vec<u8>, outer: Declared, place: Place) -> Flow {
        if !self.wanted() {
            return self.pass();
        }
        let made = match sniff(&content, place.locator.name()) {
            Format::Mhtml => super::mhtml::page(&content),
            #[cfg(feature = "documents")]
            Format::Pdf => super::pdf::text(&content, self.options.record_limit()).map(|text| (text.into_bytes(), Media::Pdf, utf8())),
            #[cfg(feature = "documents")]
            Format::Zip => {
                super::zipfile::document_text(content, self.options.record_limit()).map(|text| (text.into_bytes(), Media::Docx, utf8()))
            }
            _ => Err((ErrorKind::Unsupported, NOT_BUILT.to_owned())),
        };
        match made {
            Ok((content, media, declared)) => self.give(Item::Record(Record {
                locator: place.locator,
                content,
                media,
                declared: Declared {
                    charset: declared.charset.or(outer.charset),
                    url: outer.url.or(declared.url),
                    ..outer
                },
                ..Record::default()
            })),
            Err((kind, message)) => self.fail_at(&place, kind, message),
        }
    }

    fn gzip(&mut self, stream: Stream<'_>, place: Place) -> Flow {
        let (metered, taken) = Metered::new(stream);
        let (starts, garbage) = (Starts::default(), Garbage::default());
        let buffered = BufReader::with_capacity(BUFFER, metered);
        let members = Members::new(buffered, starts.clone(), garbage.clone());
        let guarded = Guarded::new(members, taken, self.expansion());
        let mut inside = place.inside();
        inside.gzip_starts = Some(starts);
        self.stream(Box::new(guarded), inside)?;
        match garbage.get() {
            Some((count, at)) => {
                let message = format!("{count} bytes at offset {at} are no gzip data and were passed over");
                self.fail_at(&place, ErrorKind::Corrupt, message)
            }
            None => Flow::Continue(()),
        }
    }
}

/// Text that we made.
#[cfg(feature = "documents")]
pub(crate) fn utf8() -> Declared {
    Declared {
        charset: Some("utf-8".to_owned()),
        ..Declared::default()
    }
}

/// Reads one stream of any format and hands its items to `emit`, on the calling thread.
///
/// For bytes that do not come from a path or standard input. Stops early when `emit` breaks.
///
/// ```
/// use std::ops::ControlFlow;
/// use trich::source::{Item, Locator, SourceOptions, read_from};
/// let mut items = Vec::new();
/// let mut emit = |item| {
///     items.push(item);
///     ControlFlow::Continue(())
/// };
/// read_from(&b"Tin trong ng\xc3\xa0y"[..], Locator::new("a.txt"), &SourceOptions::default(), &mut emit);
/// assert!(matches!(&items[0], Item::Record(record) if record.content.len() == 15));
/// ```
pub fn read_from(reader: impl io::Read, locator: Locator, options: &SourceOptions, emit: &mut dyn FnMut(Item) -> ControlFlow<()>) {
    let mut visit = Visit::new(options, Progress::default(), emit);
    let reader = visit.outer(reader);
    let _ = visit.stream(Box::new(reader), Place::new(locator, true));
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// All items of `bytes`.
    pub(crate) fn items(bytes: &[u8], options: &SourceOptions) -> Vec<Item> {
        named_items("f", bytes, options)
    }

    /// All items of `bytes` under a name; checks that passing over any of them leaves the others.
    pub(crate) fn named_items(name: &str, bytes: &[u8], options: &SourceOptions) -> Vec<Item> {
        let read = |skip: u64| {
            let mut items = Vec::new();
            let mut emit = |item| {
                items.push(item);
                Flow::Continue(())
            };
            let options = SourceOptions { skip, ..options.clone() };
            read_from(bytes, Locator::new(name), &options, &mut emit);
            items
        };
        let all = read(0);
        for skip in [1, 2, all.len() / 2, all.len()] {
            let rest = all.get(skip..).unwrap_or_default();
            assert_eq!(read(skip as u64), rest, "after {skip}");
        }
        all
    }

    /// Items in short: the way to them, and their text, `!` code or `~` reason.
    pub(crate) fn shown(items: &[Item]) -> Vec<String> {
        items
            .iter()
            .map(|item| {
                let member = item.locator().member.clone().unwrap_or_default();
                match item {
                    Item::Record(record) => {
                        format!("{member} {}", String::from_utf8_lossy(&record.content))
                    }
                    Item::Failure(error) => format!("{member} !{}", error.code()),
                    Item::Skip { reason, .. } => format!("{member} ~{}", reason.code()),
                }
            })
            .collect()
    }

    /// How every format begins that is told by its first bytes.
    const STARTS: &[&[u8]] = &[
        b"",
        b"\x1f\x8b\x08\0\0\0\0\0\0\x03",
        b"\x28\xb5\x2f\xfd",
        b"BZh91AY&SY",
        b"\xfd7zXZ\0\0\x04\xe6\xd6\xb4\x46",
        b"PK\x03\x04\x14\0\0\0\x08\0",
        b"WARC/1.0\r\nContent-Length: 10\r\n\r\n",
        b"%PDF-1.5\n1 0 obj\n<<",
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=a\r\n\r\n--a\r\n",
        b"{\"text\": \"",
        b"[{\"text\": \"",
        b"title,text\n",
        b"<html>",
        b"\xff\xfe",
    ];

    proptest! {
        #[test]
        fn random_bytes_after_any_start_end(
            start in prop::sample::select(STARTS),
            bytes in prop::collection::vec(prop_oneof![any::<u8>(), prop::sample::select(&b"\"{}[],\n\r<>\\"[..])], 0..300),
        ) {
            let bytes = [start, &bytes].concat();
            prop_assert!(items(&bytes, &SourceOptions::default()).len() <= bytes.len() + 1);
        }
    }
}
