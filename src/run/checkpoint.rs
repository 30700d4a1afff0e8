//! Checkpoints: how much of the input is in the output, so that a run that was killed goes on where it stood.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::summary::Summary;

/// The state of a run after a batch.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct State {
    /// What the run was told to do; another one must not go on from here.
    settings: String,
    /// Items read.
    summary: Summary,
    /// Bytes of output that hold them.
    position: u64,
}

/// A checkpoint file beside the output.
#[derive(Clone, Debug)]
pub struct Checkpoint {
    path: PathBuf,
    settings: String,
    /// What was done up to the checkpoint.
    pub summary: Summary,
    /// Bytes of output that were written by then; `None` for a fresh start.
    pub position: Option<u64>,
}

impl Checkpoint {
    /// The checkpoint of a run with `settings` whose output part is `part`, as an earlier run left it.
    ///
    /// # Errors
    /// When a checkpoint is there that cannot be read, or that another run made.
    pub fn open(part: &Path, settings: String) -> io::Result<Self> {
        let mut name = part.file_name().unwrap_or_default().to_owned();
        name.push(".checkpoint");
        let path = part.with_file_name(name);
        let state: Option<State> = match std::fs::read(&path) {
            Ok(bytes) => Some(serde_json::from_slice(&bytes)?),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        if state.as_ref().is_some_and(|state| state.settings != settings) {
            return Err(io::Error::other(
                "made by a run with other inputs or settings; remove it to start again",
            ));
        }
        let (summary, position) = state.map(|state| (state.summary, state.position)).unzip();
        Ok(Self {
            path,
            settings,
            summary: summary.unwrap_or_default(),
            position,
        })
    }

    /// Records that the output holds `summary.items` items in `position` bytes. Written beside and renamed, so a kill leaves
    /// the old one or the new one.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn save(&mut self, summary: &Summary, position: u64) -> io::Result<()> {
        let state = State {
            settings: self.settings.clone(),
            summary: summary.clone(),
            position,
        };
        let folder = self
            .path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(&serde_json::to_vec(&state)?)?;
        file.persist(&self.path).map_err(|error| error.error)?;
        Ok(())
    }

    /// Removes the checkpoint; call when the output is whole.
    ///
    /// # Errors
    /// When the file is there and cannot be removed.
    pub fn remove(&self) -> io::Result<()> {
        match std::fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }
}
