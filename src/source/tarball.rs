//! Tar archives, streamed member by member.

use super::input::Stream;
use super::member_name::{UNSAFE, is_unsafe};
use super::visit::{BUFFER, Flow, Place, Visit};
use super::{ErrorKind, SkipReason, SourceError};
use std::cell::Cell;
use std::io::{self, BufReader, Read};
use std::rc::Rc;
use tar::EntryType;

/// Notes that the stream has run out: what the archive misses then is cut off, not damaged.
struct Ending<R> {
    inner: R,
    ended: Rc<Cell<bool>>,
}

impl<R: Read> Read for Ending<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buf)?;
        if n == 0 && !buf.is_empty() {
            self.ended.set(true);
        }
        Ok(n)
    }
}

/// Reads the members of an archive, in their order.
pub(crate) fn read(visit: &mut Visit<'_>, stream: Stream<'_>, place: &Place) -> Flow {
    let ended = Rc::new(Cell::new(false));
    let inner = Ending {
        inner: stream,
        ended: ended.clone(),
    };
    let mut archive = tar::Archive::new(BufReader::with_capacity(BUFFER, inner));
    let entries = match archive.entries() {
        Ok(entries) => entries,
        Err(error) => return visit.fail(SourceError::io(place.locator.clone(), "read", &error)),
    };
    for entry in entries {
        match entry {
            Ok(entry) => member(visit, entry, place)?,
            Err(error) => {
                let mut failure = SourceError::io(place.locator.clone(), "read", &error);
                if ended.get() && failure.kind == ErrorKind::Corrupt {
                    failure.kind = ErrorKind::Truncated;
                    failure.message = format!("the archive ends before it should ({error}); the members before were read");
                }
                return visit.fail(failure);
            }
        }
    }
    Flow::Continue(())
}

fn member<R: Read>(visit: &mut Visit<'_>, entry: tar::Entry<'_, R>, place: &Place) -> Flow {
    let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
    let inside = place.child(name.strip_prefix("./").unwrap_or(&name));
    match entry.header().entry_type() {
        EntryType::Regular | EntryType::Continuous | EntryType::GNUSparse => {}
        EntryType::Symlink | EntryType::Link => {
            return visit.leave(&inside, SkipReason::ArchiveLink);
        }
        EntryType::Char | EntryType::Block | EntryType::Fifo => {
            return visit.leave(&inside, SkipReason::SpecialFile);
        }
        // Directories, and headers of tar programs about the archive itself.
        _ => return Flow::Continue(()),
    }
    // Before POSIX a directory was a file whose name ends in a slash.
    if name.ends_with('/') {
        return Flow::Continue(());
    }
    if is_unsafe(&name) {
        return visit.fail_at(&inside, ErrorKind::UnsafePath, UNSAFE);
    }
    let left = entry.size();
    visit.stream(Box::new(Sized { inner: entry, left }), inside)
}

/// A member of known size: an end before that is an error, which the archive's reader leaves to us.
struct Sized<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Sized<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buf)?;
        if n == 0 && !buf.is_empty() && self.left > 0 {
            let message = format!("{} bytes are missing", self.left);
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, message));
        }
        self.left = self.left.saturating_sub(n as u64);
        Ok(n)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::SourceOptions;
    use super::super::gzip::tests::gz;
    use super::super::visit::tests::{items, shown};
    use super::*;
    use proptest::prelude::*;

    /// An archive of files, names taken as they are.
    pub(crate) fn tar_of(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut builder = tar::Builder::new(Vec::new());
        for (name, bytes) in members {
            let mut header = tar::Header::new_gnu();
            header.set_size(bytes.len() as u64);
            if name.len() < 100 {
                // `set_path` refuses the names some tests need.
                header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
                header.set_cksum();
                builder.append(&header, *bytes).unwrap();
            } else {
                builder.append_data(&mut header, name, *bytes).unwrap();
            }
        }
        builder.into_inner().unwrap()
    }

    #[test]
    fn members_in_order_and_unsafe_ones_named() {
        let long = format!("{}/c.txt", "thư-mục-dài/".repeat(20));
        let bytes = tar_of(&[
            ("b.txt", b"b"),
            ("dir/", b""),
            ("./a.txt", b"a"),
            ("../up.txt", b"x"),
            ("/etc/x", b"x"),
            (&long, b"c"),
            ("empty", b""),
        ]);
        let long = format!("{long} c");
        let expected = [
            "b.txt b",
            "a.txt a",
            "../up.txt !unsafe-path",
            "/etc/x !unsafe-path",
            &long,
            "empty !empty",
        ];
        assert_eq!(shown(&items(&bytes, &SourceOptions::default())), expected);
    }

    #[test]
    fn links_are_skipped() {
        let mut builder = tar::Builder::new(Vec::new());
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(EntryType::Symlink);
        header.set_size(0);
        builder.append_link(&mut header, "link", "/etc/passwd").unwrap();
        let bytes = builder.into_inner().unwrap();
        assert_eq!(shown(&items(&bytes, &SourceOptions::default())), ["link ~archive-link"]);
    }

    #[test]
    fn nested_and_cut() {
        let inner = tar_of(&[("x.txt", b"x"), ("y.jsonl.gz", &gz(b"{\"text\": \"1\"}\n{\"text\": \"2\"}\n"))]);
        let outer = tar_of(&[("inner.tar", &inner), ("z.txt", b"z")]);
        let options = SourceOptions::default();
        let expected = [
            "inner.tar!x.txt x",
            "inner.tar!y.jsonl.gz!line:1 1",
            "inner.tar!y.jsonl.gz!line:2 2",
            "z.txt z",
        ];
        assert_eq!(shown(&items(&gz(&outer), &options)), expected);

        let two = tar_of(&[("a.txt", b"a"), ("b.txt", &[b'b'; 2000])]);
        let found = shown(&items(&two[..2000], &options));
        assert_eq!(found, ["a.txt a", "b.txt !truncated", " !truncated"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn damage_never_panics(at in 0usize..2048, byte in any::<u8>(), cut in 0usize..3000) {
            let mut bytes = tar_of(&[("a.txt", b"aaaa"), ("b.txt", &[b'b'; 600])]);
            bytes[at] = byte;
            bytes.truncate(cut);
            items(&bytes, &SourceOptions::default());
        }
    }
}
