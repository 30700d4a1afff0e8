//! `trich merge`.

use std::io::{self, BufReader, Read, Write};
use std::path::Path;

use anyhow::Context as _;
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::args::{Format, Merge};
use super::{Exit, UNWRITTEN, usage};
use crate::kb::{self, Generator, KnowledgeBase};
use crate::sink::{JsonSink, Output, Pretty, Sink as _};

pub(super) fn run(args: &Merge) -> anyhow::Result<Exit> {
    if args.output.format == Format::Jsonl {
        return Err(usage("--format jsonl: a merged knowledge base is one JSON document"));
    }
    // Before the output is opened: a part that cannot be read leaves nothing behind.
    let merged = match single_documents(args)? {
        Some(generator) => Merged::OneByOne(generator),
        None => {
            let mut parts = Vec::new();
            for path in &args.inputs {
                load(path, &mut parts)?;
            }
            Merged::Whole(Box::new(kb::merge(parts)))
        }
    };
    let output = match args.output.file() {
        None => Output::standard(),
        Some(path) => Output::file(path, args.output.force, false)?,
    };
    let writer = output.writer(None)?;
    if args.output.pretty {
        write(merged, args, Pretty::new(writer))?;
    } else {
        write(merged, args, writer)?;
    }
    output.commit()?;
    Ok(Exit::Done)
}

/// How the parts are united.
enum Merged {
    /// In memory.
    Whole(Box<KnowledgeBase>),
    /// As they are read: each holds one document at most.
    OneByOne(Generator),
}

fn write(merged: Merged, args: &Merge, mut out: impl Write) -> anyhow::Result<()> {
    match merged {
        Merged::Whole(kb) => {
            let written = serde_json::to_writer(&mut out, &*kb).map_err(io::Error::from);
            written
                .and_then(|()| out.write_all(b"\n"))
                .and_then(|()| out.flush())
                .context(UNWRITTEN)
        }
        Merged::OneByOne(generator) => {
            let mut sink = JsonSink::new(out, generator).context("a temporary file could not be made")?;
            for path in &args.inputs {
                each(path, |part: KnowledgeBase| write_part(&mut sink, part).context(UNWRITTEN))?;
            }
            sink.finish().context(UNWRITTEN)
        }
    }
}

fn write_part<W: Write>(sink: &mut JsonSink<W>, part: KnowledgeBase) -> io::Result<()> {
    sink.write(JsonSink::<W>::encode(part)?)
}

/// What tells whether a part holds one document only, as a line of JSON Lines does.
#[derive(Deserialize)]
struct Outline {
    schema_version: String,
    generator: Generator,
    documents: Vec<OutlineDocument>,
}

#[derive(Deserialize)]
struct OutlineDocument {
    source: OutlineSource,
}

#[derive(Deserialize)]
struct OutlineSource {
    also_at: Vec<IgnoredAny>,
}

/// The generator, when every part is one document's, of this version, and all were made alike: such parts can be united one
/// by one, in memory that does not grow with their text. Costs a reading of its own, so standard input is not asked.
fn single_documents(args: &Merge) -> anyhow::Result<Option<Generator>> {
    let regular = |path: &Path| std::fs::metadata(path).is_ok_and(|about| about.is_file());
    if !args.inputs.iter().all(|path| regular(path)) {
        return Ok(None);
    }
    let mut made: Option<Generator> = None;
    for path in &args.inputs {
        let asked = each(path, |part: Outline| {
            let generator = made.get_or_insert_with(|| part.generator.clone());
            let fits = part.schema_version == kb::SCHEMA_VERSION
                && *generator == part.generator
                && part.documents.len() <= 1
                && part.documents.iter().all(|doc| doc.source.also_at.is_empty());
            if fits { Ok(()) } else { Err(Several.into()) }
        });
        // Also for what is no knowledge base: the whole reading says what is wrong.
        if asked.is_err() {
            return Ok(None);
        }
    }
    Ok(made)
}

/// A part holds more than one document.
#[derive(Debug, thiserror::Error)]
#[error("more than one document")]
struct Several;

/// Reads the knowledge bases of a JSON or JSON Lines file (`-` for standard input).
pub(super) fn load(path: &Path, parts: &mut Vec<KnowledgeBase>) -> anyhow::Result<()> {
    each(path, |part| {
        parts.push(part);
        Ok(())
    })
}

/// Hands the values of a JSON or JSON Lines file (`-` for standard input) to `take`, one by one.
fn each<T: for<'de> Deserialize<'de>>(path: &Path, mut take: impl FnMut(T) -> anyhow::Result<()>) -> anyhow::Result<()> {
    let reader: Box<dyn Read> = if path.as_os_str() == "-" {
        Box::new(io::stdin().lock())
    } else {
        Box::new(std::fs::File::open(path).with_context(|| path.display().to_string())?)
    };
    for part in serde_json::Deserializer::from_reader(BufReader::with_capacity(1 << 20, reader)).into_iter() {
        take(part.with_context(|| format!("{}: not a knowledge base of this version", path.display()))?)?;
    }
    Ok(())
}
