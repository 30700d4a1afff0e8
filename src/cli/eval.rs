//! `trich eval`.

use std::io::{self, Write};

use super::Exit;
use super::args::Eval;
use crate::{eval, kb};

pub(super) fn run(args: &Eval) -> anyhow::Result<Exit> {
    let mut parts = Vec::new();
    super::merge::load(&args.kb, &mut parts)?;
    let merged = kb::merge(parts);
    let scores = eval::evaluate(&merged, &args.gold, &args.sources, args.clear)?;
    let mut out = io::stdout().lock();
    if args.json {
        serde_json::to_writer_pretty(&mut out, &scores)?;
        writeln!(out)?;
        return Ok(Exit::Done);
    }
    out.write_all(eval::table(&scores).as_bytes())?;
    if args.show {
        for (kind, miss, file, what) in &scores.notes {
            writeln!(out, "{kind}\t{miss}\t{file}\t{what}")?;
        }
    }
    Ok(Exit::Done)
}
