//! Zip archives, and the office documents that are zip archives.

use super::error::Limit;
use super::input::{Guarded, Metered, Stream};
use super::member_name::{UNSAFE, is_unsafe};
use super::visit::{BUFFER, Flow, Place, Visit};
use super::{ErrorKind, SkipReason, SourceError};
use std::cell::Cell;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};
use std::rc::Rc;
use zip::ZipArchive;
use zip::read::{ZipFile, read_zipfile_from_stream};
use zip::result::ZipError;

/// What a zip archive is read from: its directory stands at the end.
pub(crate) trait ReadSeek: Read + Seek {}
impl<R: Read + Seek> ReadSeek for R {}

/// Reads an archive that arrives as a stream: it is held in memory, so it may be no larger than a record.
pub(crate) fn buffered(visit: &mut Visit<'_>, stream: Stream<'_>, place: &Place) -> Flow {
    match stream.whole(visit.options.record_limit(), &place.locator) {
        Ok(bytes) => read(visit, &mut Cursor::new(bytes), place),
        Err(mut error) => {
            if error.kind == ErrorKind::TooLarge {
                error
                    .message
                    .push_str("; a zip archive inside another file or a pipe is held in memory: unpack it first, or raise the limit");
            }
            visit.fail(error)
        }
    }
}

/// Reads an archive from a file.
pub(crate) fn file(visit: &mut Visit<'_>, file: impl ReadSeek, place: &Place) -> Flow {
    read(visit, &mut BufReader::with_capacity(BUFFER, file), place)
}

fn read(visit: &mut Visit<'_>, mut reader: &mut dyn ReadSeek, place: &Place) -> Flow {
    let size = match reader.seek(SeekFrom::End(0)) {
        Ok(size) => size,
        Err(error) => return visit.fail(SourceError::io(place.locator.clone(), "read", &error)),
    };
    match ZipArchive::new(&mut reader) {
        Ok(mut archive) => opened(visit, &mut archive, size, place),
        Err(ZipError::InvalidArchive(_) | ZipError::Io(_)) => salvage(visit, reader, place),
        Err(error) => {
            let error = failure(&error, place);
            visit.fail(error)
        }
    }
}

type Archive<'a, 'r> = ZipArchive<&'a mut &'r mut dyn ReadSeek>;

fn opened(visit: &mut Visit<'_>, archive: &mut Archive<'_, '_>, size: u64, place: &Place) -> Flow {
    let unsupported = [
        ("xl/workbook.xml", "spreadsheet (.xlsx); save it as .csv"),
        ("xl/workbook.bin", "spreadsheet (.xlsb); save it as .csv"),
        ("ppt/presentation.xml", "presentation (.pptx); save it as .pdf"),
    ];
    if archive.index_for_name(MAIN_PART).is_some() {
        return document(visit, archive, place);
    }
    for (name, what) in unsupported {
        if archive.index_for_name(name).is_some() {
            return visit.fail_at(place, ErrorKind::Unsupported, format!("not read: {what}"));
        }
    }
    if archive.index_for_name("mimetype").is_some() && archive.index_for_name("content.xml").is_some() {
        let message = "not read: OpenDocument file; save it as .docx or .pdf";
        return visit.fail_at(place, ErrorKind::Unsupported, message);
    }
    if archive.is_empty() {
        return visit.fail_at(place, ErrorKind::Empty, "a zip archive without members");
    }
    let mut expanded = 0u64;
    for i in 0..archive.len() {
        expanded += member_at(visit, archive, i, place)?;
        // Members may share their data, so each being within bounds does not bound the whole.
        if let Err(error) = visit.expansion().check_archive(expanded, size) {
            return visit.fail(SourceError::io(place.locator.clone(), "read", &error));
        }
    }
    Flow::Continue(())
}

/// Reads one member; gives the bytes it expanded to.
fn member_at(visit: &mut Visit<'_>, archive: &mut Archive<'_, '_>, i: usize, place: &Place) -> std::ops::ControlFlow<(), u64> {
    let go = |flow: Flow| flow.map_continue(|()| 0);
    let name = match archive.by_index_data(i) {
        Ok(entry) => shown_name(entry.name_raw(), || entry.name().ok().map(|n| n.into_owned())),
        Err(error) => return go(visit.fail(failure(&error, place))),
    };
    let inside = place.child(&name);
    match archive.by_index(i) {
        Ok(file) => member(visit, file, &name, inside),
        Err(error) => go(visit.fail(failure(&error, &inside))),
    }
}

/// A name in UTF-8 when it is that, flagged or not; else in what the archive says.
fn shown_name(raw: &[u8], declared: impl Fn() -> Option<String>) -> String {
    match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => declared().unwrap_or_else(|| String::from_utf8_lossy(raw).into_owned()),
    }
}

fn member<R: Read>(visit: &mut Visit<'_>, file: ZipFile<'_, R>, name: &str, inside: Place) -> std::ops::ControlFlow<(), u64> {
    let go = |flow: Flow| flow.map_continue(|()| 0);
    if file.is_dir() || name.ends_with('/') {
        return go(Flow::Continue(()));
    }
    if file.is_symlink() {
        return go(visit.leave(&inside, SkipReason::ArchiveLink));
    }
    if is_unsafe(name) {
        return go(visit.fail_at(&inside, ErrorKind::UnsafePath, UNSAFE));
    }
    let compressed = Rc::new(Cell::new(file.compressed_size()));
    let (metered, expanded) = Metered::new(file);
    let guarded = Guarded::new(metered, compressed, visit.expansion());
    visit.stream(Box::new(guarded), inside).map_continue(|()| expanded.get())
}

/// Reads an archive whose directory is missing by the headers before each member, up to the break.
fn salvage(visit: &mut Visit<'_>, reader: &mut dyn ReadSeek, place: &Place) -> Flow {
    let mut members = 0u64;
    let mut reader = reader;
    if reader.rewind().is_ok() {
        // Anything that is no member ends it.
        while let Ok(Some(file)) = read_zipfile_from_stream(&mut reader) {
            members += 1;
            let name = shown_name(file.name_raw(), || file.name().ok().map(|n| n.into_owned()));
            let inside = place.child(&name);
            member(visit, file, &name, inside).map_continue(|_| ())?;
        }
    }
    let message =
        format!("the zip archive has no directory at its end: it may have been cut short; {members} members found before were tried");
    visit.fail_at(place, ErrorKind::Truncated, message)
}

fn failure(error: &ZipError, place: &Place) -> SourceError {
    let at = place.locator.clone();
    match error {
        ZipError::Io(error) => SourceError::io(at, "read", error),
        ZipError::InvalidPassword => encrypted(at),
        ZipError::UnsupportedArchive(what) if *what == ZipError::PASSWORD_REQUIRED => encrypted(at),
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
            SourceError::new(at, ErrorKind::Unsupported, format!("not read: {error}"))
        }
        _ => SourceError::new(at, ErrorKind::Corrupt, format!("damaged zip archive: {error}")),
    }
}

fn encrypted(at: super::Locator) -> SourceError {
    let message = "protected by a password: unpack it first";
    SourceError::new(at, ErrorKind::Encrypted, message)
}

#[cfg(not(feature = "documents"))]
fn document(visit: &mut Visit<'_>, _: &mut Archive<'_, '_>, place: &Place) -> Flow {
    visit.fail_at(place, ErrorKind::Unsupported, super::visit::NOT_BUILT)
}

/// A DOCX document as a record of its text.
#[cfg(feature = "documents")]
fn document(visit: &mut Visit<'_>, archive: &mut Archive<'_, '_>, place: &Place) -> Flow {
    if !visit.wanted() {
        return visit.pass();
    }
    match main_part(archive, visit.options.record_limit()) {
        Ok(text) => visit.give(super::Item::Record(super::Record {
            locator: place.locator.clone(),
            content: text.into_bytes(),
            media: super::Media::Docx,
            declared: super::visit::utf8(),
            ..super::Record::default()
        })),
        Err((kind, message)) => visit.fail_at(place, kind, message),
    }
}

/// The text of a DOCX document held in memory; any other archive is refused.
#[cfg(feature = "documents")]
pub(crate) fn document_text(bytes: Vec<u8>, limit: usize) -> Result<String, (ErrorKind, String)> {
    let mut cursor = Cursor::new(bytes);
    let mut reader: &mut dyn ReadSeek = &mut cursor;
    match ZipArchive::new(&mut reader) {
        Ok(mut archive) if archive.index_for_name(MAIN_PART).is_some() => main_part(&mut archive, limit),
        Ok(_) => Err((ErrorKind::Unsupported, "not read: a zip archive that is no document".to_owned())),
        Err(error) => Err((ErrorKind::Corrupt, format!("damaged zip archive: {error}"))),
    }
}

/// Where Word, and everything that writes like it, puts the text.
const MAIN_PART: &str = "word/document.xml";

#[cfg(feature = "documents")]
fn main_part(archive: &mut Archive<'_, '_>, limit: usize) -> Result<String, (ErrorKind, String)> {
    let damaged = |error: ZipError| (ErrorKind::Corrupt, format!("damaged DOCX document: {error}"));
    let part = archive.by_name(MAIN_PART).map_err(damaged)?;
    // Markup is many times its text; bounded all the same.
    let most = (limit as u64).saturating_mul(16);
    super::docx::text(BufReader::with_capacity(BUFFER, part.take(most)), limit)
}

impl super::input::Expansion {
    /// Checks all that came out of an archive of `size` bytes.
    fn check_archive(&self, expanded: u64, size: u64) -> io::Result<()> {
        if expanded > (64 << 20) && expanded / self.max_ratio.max(1) > size {
            let message = format!(
                "{size} bytes of archive expand to more than {} times as many: taken for a decompression bomb, the other members are not read",
                self.max_ratio
            );
            return Err(Limit::error(ErrorKind::Bomb, message));
        }
        Ok(())
    }
}

#[cfg(all(test, feature = "archives"))]
mod tests {
    use super::super::gzip::tests::gz;
    use super::super::tarball::tests::tar_of;
    use super::super::visit::tests::{items, shown};
    use super::super::{Input, Item, SourceOptions, open};
    use super::*;
    use proptest::prelude::*;
    use std::io::Write;
    use zip::write::SimpleFileOptions;

    fn zip_of(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in members {
            let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
            writer.start_file(*name, options).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn members_from_streams_and_files() {
        let inner = zip_of(&[("trong/á.txt", b"a")]);
        let bytes = zip_of(&[
            ("b.txt", b"b"),
            ("../up", b"x"),
            ("inner.zip", &inner),
            ("lines.jsonl.gz", &gz(b"{\"text\": \"1\"}")),
        ]);
        let expected = [
            "b.txt b",
            "../up !unsafe-path",
            "inner.zip!trong/á.txt a",
            "lines.jsonl.gz!line:1 1",
        ];
        let options = SourceOptions::default();
        assert_eq!(shown(&items(&bytes, &options)), expected);
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.bin");
        std::fs::write(&path, &bytes).unwrap();
        let found: Vec<Item> = open(&[Input::Path(path)], &options).collect();
        assert_eq!(shown(&found), expected);
        let tar = tar_of(&[("x.zip", &inner)]);
        assert_eq!(shown(&items(&tar, &options)), ["x.zip!trong/á.txt a"]);
        let small = SourceOptions {
            max_record_size: 50,
            ..options
        };
        assert_eq!(shown(&items(&inner, &small)), [" !too-large"]);
    }

    #[test]
    fn a_cut_archive_gives_what_is_left() {
        let bytes = zip_of(&[("a.txt", b"aaa"), ("b.txt", b"bbb")]);
        let directory = bytes.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
        let found = shown(&items(&bytes[..directory + 10], &SourceOptions::default()));
        assert_eq!(found, ["a.txt aaa", "b.txt bbb", " !truncated"]);
    }

    #[test]
    fn encrypted_members_are_named() {
        let mut bytes = zip_of(&[("a.txt", b"aaa")]);
        let directory = bytes.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
        bytes[6] |= 1;
        bytes[directory + 8] |= 1;
        let found = shown(&items(&bytes, &SourceOptions::default()));
        assert_eq!(found, ["a.txt !encrypted"]);
    }

    #[cfg(feature = "documents")]
    #[test]
    fn documents_are_records() {
        let xml = "<w:document><w:body><w:p><w:r><w:t>Kế hoạch</w:t></w:r></w:p></w:body></w:document>";
        let docx = zip_of(&[("[Content_Types].xml", b"<x/>"), ("word/document.xml", xml.as_bytes())]);
        let options = SourceOptions::default();
        let found = items(&docx, &options);
        assert_eq!(shown(&found), [" Kế hoạch\n"]);
        assert!(matches!(&found[0], Item::Record(record) if record.media == super::super::Media::Docx));
        let nested = zip_of(&[("a/plan.docx", &docx)]);
        assert_eq!(shown(&items(&nested, &options)), ["a/plan.docx Kế hoạch\n"]);
        let sheet = zip_of(&[("xl/workbook.xml", b"<x/>")]);
        assert_eq!(shown(&items(&sheet, &options)), [" !unsupported"]);
    }

    #[test]
    fn bombs_by_one_member_and_by_many() {
        let zeros = vec![b'0'; 20 << 20];
        let found = items(&zip_of(&[("bomb", &zeros), ("a", b"a")]), &SourceOptions::default());
        assert_eq!(shown(&found), ["bomb !bomb", "a a"]);
        let zeros = &zeros[..16 << 20];
        let names: Vec<String> = (0..8).map(|i| i.to_string()).collect();
        let members: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), zeros)).collect();
        let found = items(&zip_of(&members), &SourceOptions::default());
        assert!(found.len() < 7);
        assert!(shown(&found).last().is_some_and(|last| last == " !bomb"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]
        #[test]
        fn damage_never_panics(at in 0usize..300, byte in any::<u8>(), cut in 0usize..400) {
            let mut bytes = zip_of(&[("a.txt", b"aaaa"), ("b.txt", b"bbbb")]);
            let at = at % bytes.len();
            bytes[at] = byte;
            items(&bytes, &SourceOptions::default());
            bytes.truncate(cut);
            items(&bytes, &SourceOptions::default());
        }
    }
}
