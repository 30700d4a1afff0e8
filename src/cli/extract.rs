//! `trich extract`.

use std::io::Write;

use anyhow::Context as _;

use super::args::{Extract, Format};
use super::progress::Bar;
use super::{Exit, note, usage};
use crate::run::{self, Checkpoint, Summary};
use crate::sink::{JsonSink, LinesSink, Output, Pretty, Sink};
use crate::source;

pub(super) fn run(args: &Extract) -> anyhow::Result<Exit> {
    let inputs = args.inputs.inputs()?;
    let mut options = args.inputs.options()?;
    let config = args.inputs.config()?;
    if args.output.pretty && args.output.format == Format::Jsonl {
        return Err(usage("--pretty: JSON Lines has one line a document"));
    }
    if args.resume && args.output.format != Format::Jsonl {
        return Err(usage(
            "--resume: only JSON Lines can be gone on with; use --format jsonl, and `trich merge` afterwards",
        ));
    }
    if args.resume && args.output.file().is_none() {
        return Err(usage("--resume: standard output cannot be gone on with; name a file with -o"));
    }
    let output = match args.output.file() {
        None => Output::standard(),
        Some(path) => Output::file(path, args.output.force, args.resume)?,
    };
    let mut checkpoint = match output.part().filter(|_| args.resume) {
        None => None,
        Some(part) => {
            let settings = format!(
                "{:?} {:?} {:?} {:?}",
                args.inputs, args.output.format, config.generator, args.output.output
            );
            Some(Checkpoint::open(part, settings).with_context(|| format!("{}.checkpoint", part.display()))?)
        }
    };
    let resume_at = checkpoint.as_ref().and_then(|checkpoint| checkpoint.position);
    if let Some(checkpoint) = checkpoint.as_ref().filter(|checkpoint| checkpoint.position.is_some()) {
        options.skip = checkpoint.summary.items;
        note(&format!("going on after {} items", checkpoint.summary.items));
    }
    let records = source::open(&inputs, &options);
    let bar = Bar::new(args.quiet, &inputs, &options, records.progress());
    let writer = output.writer(resume_at)?;
    let summary = match args.output.format {
        Format::Jsonl => drive(
            records,
            &config,
            LinesSink::new(writer, resume_at.unwrap_or(0)),
            checkpoint.as_mut(),
            &bar,
        ),
        Format::Json => {
            let writer: Box<dyn Write> = if args.output.pretty {
                Box::new(Pretty::new(writer))
            } else {
                writer
            };
            let sink = JsonSink::new(writer, config.generator.clone()).context("a temporary file could not be made")?;
            drive(records, &config, sink, None, &bar)
        }
    };
    bar.finish();
    let summary = summary?;
    output.commit()?;
    if let Some(checkpoint) = &checkpoint {
        checkpoint.remove()?;
    }
    if !args.quiet {
        note(&format!("{summary}{}", bar.rate(&summary)));
    }
    Ok(if summary.failed() > 0 { Exit::SomeFailed } else { Exit::Done })
}

fn drive<S: Sink>(
    records: source::Records,
    config: &run::Config,
    mut sink: S,
    checkpoint: Option<&mut Checkpoint>,
    bar: &Bar,
) -> anyhow::Result<Summary> {
    let mut said = false;
    let items = records.inspect(|item| {
        // Which fields were guessed is said once.
        if let source::Item::Record(record) = item
            && let Some(fields) = &record.fields
            && !said
        {
            said = true;
            bar.note(&fields.notice());
        }
    });
    run::run(items, config, &mut sink, checkpoint, bar).map_err(anyhow::Error::from)
}
