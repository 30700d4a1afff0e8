//! `trich merge`.

use std::io::{self, BufReader, Read, Write};
use std::path::Path;

use anyhow::Context as _;

use super::args::{Format, Merge};
use super::{Exit, UNWRITTEN, usage};
use crate::kb::{self, KnowledgeBase};
use crate::sink::{Output, Pretty};

pub(super) fn run(args: &Merge) -> anyhow::Result<Exit> {
    if args.output.format == Format::Jsonl {
        return Err(usage("--format jsonl: a merged knowledge base is one JSON document"));
    }
    let mut parts = Vec::new();
    for path in &args.inputs {
        load(path, &mut parts)?;
    }
    let merged = kb::merge(parts);
    let output = match &args.output.output {
        None => Output::standard(),
        Some(path) => Output::file(path, args.output.force, false)?,
    };
    let mut writer = output.writer(None)?;
    if args.output.pretty {
        write(&merged, Pretty::new(&mut writer))
    } else {
        write(&merged, &mut writer)
    }
    .context(UNWRITTEN)?;
    drop(writer);
    output.commit()?;
    Ok(Exit::Done)
}

fn write(kb: &KnowledgeBase, mut out: impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut out, kb)?;
    out.write_all(b"\n")?;
    out.flush()
}

/// Reads the knowledge bases of a JSON or JSON Lines file (`-` for standard input).
pub(super) fn load(path: &Path, parts: &mut Vec<KnowledgeBase>) -> anyhow::Result<()> {
    let reader: Box<dyn Read> = if path.as_os_str() == "-" {
        Box::new(io::stdin().lock())
    } else {
        Box::new(std::fs::File::open(path).with_context(|| path.display().to_string())?)
    };
    for part in serde_json::Deserializer::from_reader(BufReader::with_capacity(1 << 20, reader)).into_iter() {
        parts.push(part.with_context(|| format!("{}: not a knowledge base of this version", path.display()))?);
    }
    Ok(())
}
