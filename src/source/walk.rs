//! Inputs to files: directories in a fixed order, lists, standard input.

use super::visit::{Flow, Place, Visit};
use super::{ErrorKind, Input, Locator, SkipReason, SourceError, SourceOptions};
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// Reads inputs in the order given.
pub(crate) fn inputs(visit: &mut Visit<'_>, inputs: &[Input]) -> Flow {
    for input in inputs {
        match input {
            Input::Path(path) => path_of_user(visit, path)?,
            Input::Stdin => stdin(visit)?,
            Input::List(list) => listed(visit, list)?,
        }
    }
    Flow::Continue(())
}

fn stdin(visit: &mut Visit<'_>) -> Flow {
    let reader = visit.outer(io::stdin().lock());
    visit.stream(Box::new(reader), Place::new(Locator::new("-"), true))
}

fn path_of_user(visit: &mut Visit<'_>, path: &Path) -> Flow {
    let place = Place::new(Locator::of_path(path), true);
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => directory(visit, path),
        // Named pipes too: the shell's `<(...)` gives one.
        Ok(_) => visit.file(path, place),
        Err(error) => visit.fail(SourceError::io(place.locator, "open", &error)),
    }
}

/// Inputs named in a file, one a line, or separated by zero bytes when the file has any.
fn listed(visit: &mut Visit<'_>, list: &Path) -> Flow {
    let place = Place::new(Locator::of_path(list), true);
    let from_stdin = list.as_os_str() == "-";
    let opened: io::Result<Box<dyn BufRead>> = if from_stdin {
        Ok(Box::new(io::stdin().lock()))
    } else {
        File::open(list).map(|file| Box::new(BufReader::new(file)) as Box<dyn BufRead>)
    };
    let mut reader = match opened {
        Ok(reader) => reader,
        Err(error) => return visit.fail(SourceError::io(place.locator, "open", &error)),
    };
    let separator = match reader.fill_buf() {
        Ok(head) if head.contains(&0) => 0,
        _ => b'\n',
    };
    let mut line = Vec::new();
    loop {
        line.clear();
        match reader.read_until(separator, &mut line) {
            Ok(0) => return Flow::Continue(()),
            Ok(_) => {}
            Err(error) => return visit.fail(SourceError::io(place.locator, "read", &error)),
        }
        if line.last() == Some(&separator) {
            line.pop();
        }
        if separator == b'\n' && line.last() == Some(&b'\r') {
            line.pop();
        }
        if line.is_empty() {
            continue;
        }
        if line == b"-" && from_stdin {
            let message = "standard input holds the list, so it cannot be an input too";
            visit.fail_at(&place, ErrorKind::Unsupported, message)?;
        } else if line == b"-" {
            stdin(visit)?;
        } else {
            path_of_user(visit, &path_from(&line))?;
        }
    }
}

#[cfg(unix)]
fn path_from(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path_from(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

/// Something met while walking a directory.
enum Found {
    /// A file to read, and its path relative to the directory.
    File(DirEntry),
    Fails(SourceError),
    Skip(PathBuf, SkipReason),
}

/// Walks a directory by file name. Links are followed as long as they stay inside it.
struct Tree<'f> {
    root: PathBuf,
    /// The root without links; `None` when the system does not give it, and then no link can be checked.
    real_root: Option<PathBuf>,
    entries: walkdir::IntoIter,
    options: &'f SourceOptions,
    /// Real paths of directories entered through a link: each is entered once, or links to links would multiply.
    entered: HashSet<PathBuf>,
}

impl<'f> Tree<'f> {
    fn new(root: &Path, options: &'f SourceOptions) -> Self {
        Self {
            root: root.to_owned(),
            real_root: root.canonicalize().ok(),
            entries: WalkDir::new(root).follow_links(true).sort_by_file_name().into_iter(),
            options,
            entered: HashSet::new(),
        }
    }

    fn entry(&mut self, entry: DirEntry) -> Option<Found> {
        let relative = entry.path().strip_prefix(&self.root).unwrap_or(entry.path());
        let is_dir = entry.file_type().is_dir();
        if entry.depth() > 0 && self.options.filter.excludes(relative) {
            if is_dir {
                self.entries.skip_current_dir();
            }
            return None;
        }
        if !is_dir && !self.options.filter.takes(relative) {
            return None;
        }
        // The root itself was named by the user, link or not.
        if entry.depth() > 0 && entry.path_is_symlink() {
            match self.link(&entry, is_dir) {
                Ok(()) => {}
                Err(found) => {
                    if is_dir {
                        self.entries.skip_current_dir();
                    }
                    return Some(found);
                }
            }
        }
        if is_dir {
            None
        } else if entry.file_type().is_file() {
            Some(Found::File(entry))
        } else {
            Some(Found::Skip(entry.into_path(), SkipReason::SpecialFile))
        }
    }

    /// Whether a link may be followed.
    fn link(&mut self, entry: &DirEntry, is_dir: bool) -> Result<(), Found> {
        let fails = |kind, message: String| {
            let locator = Locator::of_path(entry.path());
            Err(Found::Fails(SourceError::new(locator, kind, message)))
        };
        let target = match entry.path().canonicalize() {
            Ok(target) => target,
            Err(error) => {
                let locator = Locator::of_path(entry.path());
                return Err(Found::Fails(SourceError::io(locator, "follow", &error)));
            }
        };
        let inside = self.real_root.as_ref().is_some_and(|root| target.starts_with(root));
        if !inside {
            let message = format!("symbolic link out of {}: name its target to have it read", self.root.display());
            return fails(ErrorKind::OutsideTree, message);
        }
        if is_dir && !self.entered.insert(target) {
            let path = entry.path().to_owned();
            return Err(Found::Skip(path, SkipReason::DuplicateLink));
        }
        Ok(())
    }

    fn error(&self, error: &walkdir::Error) -> SourceError {
        let path = error.path().unwrap_or(&self.root);
        let locator = Locator::of_path(path);
        if let Some(ancestor) = error.loop_ancestor() {
            let message = format!("symbolic link back to {}", ancestor.display());
            return SourceError::new(locator, ErrorKind::SymlinkLoop, message);
        }
        let is_link = path.is_symlink();
        match error.io_error() {
            Some(io) if io.kind() == io::ErrorKind::NotFound && is_link => {
                SourceError::new(locator, ErrorKind::NotFound, "symbolic link to nothing")
            }
            Some(io) => SourceError::io(locator, "read", io),
            None => SourceError::new(locator, ErrorKind::Io, error.to_string()),
        }
    }
}

impl Iterator for Tree<'_> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            match self.entries.next()? {
                Err(error) => {
                    // What the filter does not want is not missed.
                    let path = error.path().unwrap_or(&self.root);
                    let relative = path.strip_prefix(&self.root).unwrap_or(path);
                    if error.depth() > 0 && self.options.filter.excludes(relative) {
                        continue;
                    }
                    return Some(Found::Fails(self.error(&error)));
                }
                Ok(entry) => {
                    if let Some(found) = self.entry(entry) {
                        return Some(found);
                    }
                }
            }
        }
    }
}

fn directory(visit: &mut Visit<'_>, root: &Path) -> Flow {
    for found in Tree::new(root, visit.options) {
        match found {
            Found::File(entry) => {
                let place = Place::new(Locator::of_path(entry.path()), false);
                visit.file(entry.path(), place)?;
            }
            Found::Fails(error) => visit.fail(error)?,
            Found::Skip(path, reason) => {
                visit.leave(&Place::new(Locator::of_path(&path), false), reason)?;
            }
        }
    }
    Flow::Continue(())
}

/// How much there is to read, for a progress bar: sizes as the file system gives them, nothing opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// Files found.
    pub files: u64,
    /// Their bytes on disk, before decompression.
    pub bytes: u64,
    /// False when an input has no size to be known (standard input, a pipe, a list): then the figures are a lower bound.
    pub complete: bool,
}

/// Walks the inputs without reading them. Costs one look at each file's metadata.
pub fn survey(inputs: &[Input], options: &SourceOptions) -> Survey {
    let mut survey = Survey {
        complete: true,
        ..Survey::default()
    };
    for input in inputs {
        let Input::Path(path) = input else {
            survey.complete = false;
            continue;
        };
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => {
                for found in Tree::new(path, options) {
                    if let Found::File(entry) = found {
                        survey.files += 1;
                        survey.bytes += entry.metadata().map_or(0, |metadata| metadata.len());
                    }
                }
            }
            Ok(metadata) => {
                survey.files += 1;
                survey.bytes += metadata.len();
                survey.complete &= metadata.is_file();
            }
            Err(_) => {}
        }
    }
    survey
}

#[cfg(test)]
mod tests {
    use super::super::{Filter, Item, open};
    use super::*;

    fn codes(inputs: &[Input], options: &SourceOptions, root: &Path) -> Vec<String> {
        open(inputs, options)
            .map(|item| {
                let path = PathBuf::from(&item.locator().path);
                let path = path.strip_prefix(root).unwrap_or(&path).display().to_string();
                match item {
                    Item::Record(record) => {
                        format!("{path} {}", String::from_utf8_lossy(&record.content))
                    }
                    Item::Failure(error) => format!("{path} !{}", error.code()),
                    Item::Skip { reason, .. } => format!("{path} ~{}", reason.code()),
                }
            })
            .collect()
    }

    #[test]
    fn directories_in_order_of_names() -> io::Result<()> {
        let dir = tempfile::tempdir()?;
        let root = dir.path();
        for name in ["b/2.txt", "b/10.txt", "a.html", ".hidden.txt", "b.txt"] {
            let path = root.join(name);
            fs::create_dir_all(path.parent().unwrap())?;
            fs::write(path, name)?;
        }
        fs::write(root.join("empty.txt"), "")?;
        let input = [Input::Path(root.into())];
        let options = SourceOptions::default();
        let found = codes(&input, &options, root);
        let expected = [
            ".hidden.txt .hidden.txt",
            "a.html a.html",
            "b/10.txt b/10.txt",
            "b/2.txt b/2.txt",
            "b.txt b.txt",
            "empty.txt !empty",
        ];
        assert_eq!(found, expected);
        let survey = survey(&input, &options);
        assert_eq!((survey.files, survey.bytes, survey.complete), (6, 37, true));

        // Passing over any number of items leaves the rest as it was.
        for n in 0..7 {
            let mut rest = open(&input, &options);
            rest.skip_ahead(n as u64);
            assert_eq!(rest.count(), 6 - n.min(6));
        }
        Ok(())
    }

    #[test]
    fn patterns_choose_among_found_files_only() -> io::Result<()> {
        let dir = tempfile::tempdir()?;
        let root = dir.path();
        fs::create_dir_all(root.join("old/deep"))?;
        for name in ["a.html", "b.txt", "old/c.html", "old/deep/d.html"] {
            fs::write(root.join(name), "x")?;
        }
        let filter = |globs: &[&str], excludes: &[&str]| SourceOptions {
            filter: Filter::new(
                &globs.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>(),
                &excludes.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>(),
            )
            .unwrap(),
            ..SourceOptions::default()
        };
        let input = [Input::Path(root.into())];
        let names = |options: &SourceOptions| codes(&input, options, root);
        assert_eq!(names(&filter(&["*.html"], &["old"])), ["a.html x"]);
        assert_eq!(names(&filter(&["old/*"], &[])), ["old/c.html x"]);
        assert_eq!(names(&filter(&["old/**"], &["deep/"])), ["old/c.html x"]);
        let named = [Input::Path(root.join("b.txt"))];
        assert_eq!(codes(&named, &filter(&["*.html"], &["*"]), root), ["b.txt x"]);
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn links_stay_inside_and_loops_are_named() -> io::Result<()> {
        use std::os::unix::fs::symlink;
        let outside = tempfile::tempdir()?;
        fs::write(outside.path().join("secret.txt"), "secret")?;
        let dir = tempfile::tempdir()?;
        let root = &dir.path().join("root");
        fs::create_dir_all(root.join("real"))?;
        fs::write(root.join("real/a.txt"), "a")?;
        symlink("real", root.join("again"))?;
        symlink("real", root.join("again2"))?;
        symlink("real/a.txt", root.join("file"))?;
        symlink(".", root.join("loop"))?;
        symlink("nothing", root.join("broken"))?;
        symlink("self", root.join("self"))?;
        symlink(outside.path(), root.join("out"))?;
        symlink(outside.path().join("secret.txt"), root.join("out-file"))?;
        let options = SourceOptions::default();
        let found = codes(&[Input::Path(root.clone())], &options, root);
        let expected = [
            "again/a.txt a",
            "again2 ~duplicate-link",
            "broken !not-found",
            "file a",
            "loop !symlink-loop",
            "out !outside-tree",
            "out-file !outside-tree",
            "real/a.txt a",
            "self !symlink-loop",
        ];
        assert_eq!(found, expected);
        // What the user names is followed wherever it leads.
        let named = [
            Input::Path(root.join("out-file")),
            Input::Path(root.join("self")),
            Input::Path(root.join("missing")),
        ];
        let expected = ["out-file secret", "self !symlink-loop", "missing !not-found"];
        assert_eq!(codes(&named, &options, root), expected);
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn lists_and_odd_names() -> io::Result<()> {
        use std::os::unix::ffi::OsStrExt;
        let dir = tempfile::tempdir()?;
        let root = dir.path();
        let odd = root.join(std::ffi::OsStr::from_bytes(b"odd\xff.txt"));
        fs::write(&odd, "odd")?;
        fs::write(root.join("b.txt"), "b")?;
        let options = SourceOptions::default();
        for separator in [&b"\r\n"[..], b"\n\n", b"\0"] {
            let mut list = odd.as_os_str().as_bytes().to_vec();
            list.extend(separator);
            list.extend(root.join("b.txt").as_os_str().as_bytes());
            fs::write(root.join("list"), &list)?;
            let found = codes(&[Input::List(root.join("list"))], &options, root);
            assert_eq!(found, ["odd\u{fffd}.txt odd", "b.txt b"]);
        }
        let found = codes(&[Input::List(root.join("no-list"))], &options, root);
        assert_eq!(found, ["no-list !not-found"]);
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn special_files_are_not_opened() -> io::Result<()> {
        let dir = tempfile::tempdir()?;
        // A socket rather than a pipe: the standard library can make one.
        let _socket = std::os::unix::net::UnixListener::bind(dir.path().join("socket"))?;
        let found = codes(&[Input::Path(dir.path().into())], &SourceOptions::default(), dir.path());
        assert_eq!(found, ["socket ~special-file"]);
        Ok(())
    }
}
