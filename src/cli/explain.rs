//! `trich explain`.

use super::Exit;
use super::args::Explain;

pub(super) fn run(_args: &Explain) -> anyhow::Result<Exit> {
    Ok(Exit::Done)
}
