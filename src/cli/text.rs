//! `trich text`.

use std::io::{self, BufWriter, Write};

use anyhow::Context as _;
use rayon::prelude::*;
use serde::Serialize;

use super::args::{Text, TextFormat};
use super::{Colour, Exit, UNWRITTEN, say};
use crate::kb::location;
use crate::page;
use crate::run;
use crate::source::{self, Item};

/// One line of `--format jsonl`.
#[derive(Serialize)]
struct Line {
    path: String,
    article: bool,
    title: Option<String>,
    lead: Option<String>,
    published: Option<Published>,
    text: String,
}

#[derive(Serialize)]
struct Published {
    edtf: String,
    basis: &'static str,
}

/// Records read at a time, so that output stays in order and memory bounded.
const BATCH: usize = 64;

pub(super) fn run(args: &Text) -> anyhow::Result<Exit> {
    let inputs = args.inputs.inputs()?;
    let options = args.inputs.options()?;
    let config = args.inputs.config()?;
    let mut out = BufWriter::new(io::stdout().lock());
    let mut failed = false;
    let mut items = source::open(&inputs, &options).peekable();
    while items.peek().is_some() {
        let batch: Vec<Item> = items.by_ref().take(BATCH).collect();
        let lines: Vec<Option<Result<Line, String>>> = batch.into_par_iter().map(|item| line(item, &config)).collect();
        for line in lines.into_iter().flatten() {
            match line {
                Ok(line) => write(&mut out, &line, args.format).context(UNWRITTEN)?,
                Err(message) => {
                    failed = true;
                    say(Colour::Auto, &message);
                }
            }
        }
    }
    out.flush().context(UNWRITTEN)?;
    Ok(if failed { Exit::SomeFailed } else { Exit::Done })
}

fn line(item: Item, config: &run::Config) -> Option<Result<Line, String>> {
    match item {
        Item::Skip { .. } => None,
        Item::Failure(error) => Some(Err(error.to_string())),
        Item::Record(record) => Some(match run::read(&record, config) {
            Err(failure) => Err(format!(
                "{}: {}",
                location(&failure.path, failure.member.as_deref()),
                failure.message
            )),
            Ok(document) => {
                let text = if document.page.article {
                    page::article_text(&document.page)
                } else {
                    String::new()
                };
                let metadata = document.page.metadata;
                Ok(Line {
                    path: location(&record.locator.path, record.locator.member.as_deref()),
                    article: document.page.article,
                    title: metadata.title,
                    lead: metadata.lead,
                    published: metadata.published.map(|dated| Published {
                        edtf: dated.edtf,
                        basis: dated.basis,
                    }),
                    text,
                })
            }
        }),
    }
}

fn write(out: &mut impl Write, line: &Line, format: TextFormat) -> io::Result<()> {
    match format {
        TextFormat::Jsonl => {
            serde_json::to_writer(&mut *out, line)?;
            writeln!(out)?;
        }
        TextFormat::Text => {
            if let Some(title) = &line.title {
                writeln!(out, "{title}\n")?;
            }
            writeln!(out, "{}", line.text)?;
        }
    }
    Ok(())
}
