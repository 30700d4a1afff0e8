//! Where output goes: standard output, or a file that appears whole or not at all.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use thiserror::Error;

/// Why an output could not be opened or finished.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum OutputError {
    /// The file is there and may not be overwritten.
    #[error("{}: exists already; use --force to overwrite it", .0.display())]
    Exists(PathBuf),
    /// The system refused.
    #[error("{}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
}

/// An output that is written beside its place and renamed into it when it is whole.
///
/// Dropped before [`commit`](Output::commit), it leaves nothing behind, unless it was opened to be resumed.
#[derive(Debug)]
pub struct Output {
    target: Target,
}

#[derive(Debug)]
enum Target {
    Standard,
    /// A device, pipe or socket: it has no place that something could be renamed into, and nothing in it to lose.
    Special(PathBuf),
    File {
        path: PathBuf,
        part: PathBuf,
        keep: bool,
        done: bool,
    },
}

impl Output {
    /// Standard output.
    pub fn standard() -> Self {
        Self { target: Target::Standard }
    }

    /// The file at `path`, which must not exist unless `force`; `keep` leaves the part that was written when the run stops early.
    /// A device, pipe or socket (`/dev/null`) is written to as it stands.
    ///
    /// # Errors
    /// [`OutputError::Exists`] when the file is there and `force` is not given.
    pub fn file(path: &Path, force: bool, keep: bool) -> Result<Self, OutputError> {
        if path.is_dir() {
            return Err(OutputError::Io {
                path: path.to_owned(),
                source: io::ErrorKind::IsADirectory.into(),
            });
        }
        match std::fs::metadata(path) {
            Ok(there) if !there.is_file() => {
                return Ok(Self {
                    target: Target::Special(path.to_owned()),
                });
            }
            Ok(_) if !force => return Err(OutputError::Exists(path.to_owned())),
            _ => {}
        }
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(".part");
        Ok(Self {
            target: Target::File {
                path: path.to_owned(),
                part: path.with_file_name(name),
                keep,
                done: false,
            },
        })
    }

    /// Opens the writer. `resume_at` keeps that many bytes of an earlier run's part and goes on behind them.
    ///
    /// # Errors
    /// When the part cannot be made or is shorter than `resume_at`.
    pub fn writer(&self, resume_at: Option<u64>) -> Result<Box<dyn Write + Send>, OutputError> {
        let part = match &self.target {
            Target::Standard => return Ok(Box::new(BufWriter::with_capacity(1 << 16, io::stdout()))),
            Target::Special(path) => {
                let file = OpenOptions::new().write(true).open(path).map_err(|source| OutputError::Io {
                    path: path.clone(),
                    source,
                })?;
                return Ok(Box::new(BufWriter::with_capacity(1 << 16, file)));
            }
            Target::File { part, .. } => part,
        };
        let open = || match resume_at {
            None => File::create(part),
            Some(at) => {
                let mut file = OpenOptions::new().read(true).write(true).open(part)?;
                if file.metadata()?.len() < at {
                    return Err(io::Error::other("shorter than its checkpoint says; start again without --resume"));
                }
                file.set_len(at)?;
                file.seek(SeekFrom::End(0))?;
                Ok(file)
            }
        };
        let file = open().map_err(|source| OutputError::Io {
            path: part.clone(),
            source,
        })?;
        Ok(Box::new(BufWriter::with_capacity(1 << 20, file)))
    }

    /// Renames the part into its place. The writer must have been flushed and dropped.
    ///
    /// # Errors
    /// When the part cannot be renamed.
    pub fn commit(mut self) -> Result<(), OutputError> {
        if let Target::File { path, part, done, .. } = &mut self.target {
            std::fs::rename(&*part, &*path).map_err(|source| OutputError::Io {
                path: path.clone(),
                source,
            })?;
            *done = true;
        }
        Ok(())
    }

    /// Path of the part, for messages and checkpoints.
    pub fn part(&self) -> Option<&Path> {
        match &self.target {
            Target::Standard | Target::Special(_) => None,
            Target::File { part, .. } => Some(part),
        }
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        if let Target::File { part, keep, done, .. } = &self.target
            && !done
            && !keep
        {
            // Nothing to do about a part that cannot be removed: the run has failed already and says why.
            let _ = std::fs::remove_file(part);
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::FileTypeExt as _;
    use std::process::Command;

    #[test]
    fn a_pipe_is_written_to_and_stays_a_pipe() -> Result<(), Box<dyn std::error::Error>> {
        let dir = tempfile::tempdir()?;
        let pipe = dir.path().join("pipe");
        if !Command::new("mkfifo").arg(&pipe).status().is_ok_and(|status| status.success()) {
            return Ok(());
        }
        let reader = std::thread::spawn({
            let pipe = pipe.clone();
            move || std::fs::read(pipe)
        });
        let output = Output::file(&pipe, false, false)?;
        let mut writer = output.writer(None)?;
        writer.write_all(b"{}\n")?;
        writer.flush()?;
        drop(writer);
        output.commit()?;
        assert_eq!(reader.join().map_err(|_| "the reader panicked")??, b"{}\n");
        assert!(std::fs::metadata(&pipe)?.file_type().is_fifo());
        Ok(())
    }
}
