//! Arguments of the command line.

use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Turns archives of Vietnamese news into a typed knowledge base: targets, results, plans, dates and industrial clusters,
/// every fact with its place in the source.
#[derive(Debug, Parser)]
#[command(
    name = "trich",
    version,
    max_term_width = 110,
    after_help = "Data goes to standard output, everything else to standard error.\n\nExit codes: 0 all inputs read; 1 finished, some inputs failed; 2 wrong usage; 3 could not run or write."
)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
    /// When to use colour.
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto)]
    pub color: Colour,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Extract a knowledge base from files, directories, archives or standard input (`-`).
    #[command(
        after_help = "Examples:\n  trich extract seeds/ -o kb.json\n  trich extract crawl.warc.gz --format jsonl -o kb.jsonl --resume\n  cat news.jsonl | trich extract - --field text=body --format jsonl | gzip > kb.jsonl.gz"
    )]
    Extract(Extract),
    /// Print the cleaned article of each input.
    #[command(
        after_help = "Examples:\n  trich text page.html\n  trich text pages/ --format jsonl    (path, article, title, lead, published, text on a line)"
    )]
    Text(Text),
    /// Show for a stretch of a document which rule made what, from which tokens, in what context; and for a number that became no claim, what was missing.
    #[command(
        after_help = "Example:\n  trich explain article.txt --at 1305..1401    (code points of the document's `text` in the knowledge base)"
    )]
    Explain(Explain),
    /// Compare a knowledge base with hand-made gold: precision, recall, F1 by type and accuracy by slot.
    #[command(
        after_help = "Example:\n  trich eval kb.json fixtures/gold seeds\n\nThe gold is one JSON file a document; fixtures/gold/README.md says what it holds."
    )]
    Eval(Eval),
    /// Unite knowledge bases (JSON or JSON Lines) into one; order and repetition do not matter.
    Merge(Merge),
    /// Print the JSON Schema of the knowledge base.
    Schema,
}

/// What to read, shared by the commands that read documents.
#[derive(Debug, Args)]
pub struct Inputs {
    /// Files, directories, archives; `-` is standard input.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Read the paths from a file, one a line or separated by NUL (`-` for standard input).
    #[arg(long, value_name = "LIST")]
    pub from_file: Vec<PathBuf>,
    /// Read only files of a directory that match (`*.html`, `2024/**`); may be given more than once.
    #[arg(long, value_name = "PATTERN")]
    pub glob: Vec<String>,
    /// Leave out files and directories that match.
    #[arg(long, value_name = "PATTERN")]
    pub exclude: Vec<String>,
    /// Field of JSON, JSON Lines or CSV that holds the text, html, title, url or date; common names are found without.
    #[arg(long, value_name = "SLOT=NAME")]
    pub field: Vec<String>,
    /// Decode everything as this encoding (utf-8, utf-16le, utf-16be, windows-1258, tcvn3, vni, viscii, vps).
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
    /// Largest record, in bytes or with K, M, G.
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub max_record_size: Option<usize>,
    /// Directory with tables that add rows to the built-in ones (same file names as in src/lexicon/data).
    #[arg(long, value_name = "DIR")]
    pub lexicon: Option<PathBuf>,
    /// Extract documents that are not Vietnamese, too.
    #[arg(long)]
    pub all_languages: bool,
    /// Number of threads; the output is the same for every number.
    #[arg(short = 'j', long, value_name = "N")]
    pub threads: Option<usize>,
}

#[derive(Debug, Args)]
pub struct Extract {
    #[command(flatten)]
    pub inputs: Inputs,
    #[command(flatten)]
    pub output: OutputArgs,
    /// Keep a checkpoint beside the output and go on from it if one is there (JSON Lines to a file).
    #[arg(long, requires = "output")]
    pub resume: bool,
    /// No progress, no summary.
    #[arg(short, long)]
    pub quiet: bool,
}

/// Where output goes and in what shape.
#[derive(Debug, Args)]
pub struct OutputArgs {
    /// Write here instead of to standard output (`-`); the file appears whole or not at all.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Shape of the output.
    #[arg(long, value_enum, default_value_t = Format::Json)]
    pub format: Format,
    /// Indent JSON.
    #[arg(long)]
    pub pretty: bool,
    /// Overwrite an existing file.
    #[arg(short, long)]
    pub force: bool,
}

impl OutputArgs {
    /// The file to write; `None` for standard output.
    pub fn file(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| *path != Path::new("-"))
    }
}

/// Shape of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One JSON document: everything merged, with series and checks over all documents.
    Json,
    /// JSON Lines: one small knowledge base a document.
    Jsonl,
}

#[derive(Debug, Args)]
pub struct Text {
    #[command(flatten)]
    pub inputs: Inputs,
    /// `text` prints the articles, `jsonl` one object a line.
    #[arg(long, value_enum, default_value_t = TextFormat::Text)]
    pub format: TextFormat,
}

/// Shape of cleaned articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TextFormat {
    /// The text alone.
    Text,
    /// Objects {path, article, title, lead, published, text}.
    Jsonl,
}

#[derive(Debug, Args)]
pub struct Explain {
    #[command(flatten)]
    pub inputs: Inputs,
    /// Code points of the kept text, as `start` and `end` in the knowledge base; without it, the whole text.
    #[arg(long, value_name = "START..END", value_parser = range)]
    pub at: Option<std::ops::Range<u32>>,
}

#[derive(Debug, Args)]
pub struct Eval {
    /// Knowledge base (JSON or JSON Lines).
    pub kb: PathBuf,
    /// Directory of gold files.
    pub gold: PathBuf,
    /// Directory of the source files that the gold speaks of.
    pub sources: PathBuf,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
    /// List every miss.
    #[arg(long)]
    pub show: bool,
    /// Leave out what annotators disagree on: vague dates and lengths of time.
    #[arg(long)]
    pub clear: bool,
}

#[derive(Debug, Args)]
pub struct Merge {
    /// Knowledge bases to unite (`-` for standard input).
    #[arg(required = true, value_name = "KB")]
    pub inputs: Vec<PathBuf>,
    #[command(flatten)]
    pub output: OutputArgs,
}

fn size(text: &str) -> Result<usize, String> {
    let (digits, factor) = match text.as_bytes().last() {
        Some(b'K' | b'k') => (&text[..text.len() - 1], 1 << 10),
        Some(b'M' | b'm') => (&text[..text.len() - 1], 1 << 20),
        Some(b'G' | b'g') => (&text[..text.len() - 1], 1 << 30),
        _ => (text, 1),
    };
    let number: usize = digits
        .parse()
        .map_err(|_| "should be a number of bytes, with K, M or G if you like".to_owned())?;
    number.checked_mul(factor).ok_or_else(|| "is too large".to_owned())
}

fn range(text: &str) -> Result<std::ops::Range<u32>, String> {
    let wrong = || "should look like 120..140".to_owned();
    let (start, end) = text.split_once("..").ok_or_else(wrong)?;
    let (start, end) = (start.parse().map_err(|_| wrong())?, end.parse().map_err(|_| wrong())?);
    if start < end {
        Ok(start..end)
    } else {
        Err("should end after its start".to_owned())
    }
}
