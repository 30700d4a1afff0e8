//! The command line: arguments to settings, settings to a run, its outcome to an exit code.

mod args;
mod eval;
mod explain;
mod extract;
mod merge;
mod progress;
mod text;

use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use anyhow::Context as _;
use args::{Cli, Colour, Command, Inputs};
use clap::Parser as _;

use crate::decode::Encoding;
use crate::lexicon::{self, Lexicon};
use crate::run::Config;
use crate::source::{Filter, Input, SourceOptions};

/// How a command ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Everything was read.
    Done = 0,
    /// Finished; some inputs failed.
    SomeFailed = 1,
    /// The arguments make no sense.
    Usage = 2,
    /// Could not run or write.
    Failed = 3,
}

/// A wrong argument that the parser could not know.
#[derive(Debug)]
struct UsageError(String);

impl fmt::Display for UsageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for UsageError {}

fn usage(message: impl Into<String>) -> anyhow::Error {
    UsageError(message.into()).into()
}

/// What is said of an output that takes no more.
const UNWRITTEN: &str = "the output could not be written";

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version go to standard output and succeed.
            let code = if error.use_stderr() { Exit::Usage } else { Exit::Done };
            let _ = error.print();
            return ExitCode::from(code as u8);
        }
    };
    let outcome = match &cli.command {
        Command::Extract(args) => extract::run(args),
        Command::Text(args) => text::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Eval(args) => eval::run(args),
        Command::Merge(args) => merge::run(args),
        Command::Schema => schema(),
    };
    let exit = match outcome {
        Ok(exit) => exit,
        // Whoever reads our output has had enough: nothing to report.
        Err(error) if is_broken_pipe(&error) => Exit::Done,
        Err(error) => {
            say(cli.color, &format!("{error:#}"));
            if error.is::<UsageError>() { Exit::Usage } else { Exit::Failed }
        }
    };
    ExitCode::from(exit as u8)
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        let json = cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        io.or(json) == Some(io::ErrorKind::BrokenPipe)
    })
}

/// Prints a message for people on standard error.
fn say(colour: Colour, message: &str) {
    let mut err = io::stderr().lock();
    let coloured = match colour {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
    };
    let name = if coloured { "\x1b[1;31mtrich:\x1b[0m" } else { "trich:" };
    // Standard error may be closed; there is nobody left to tell.
    let _ = writeln!(err, "{name} {message}");
}

/// Prints a notice for people on standard error.
fn note(message: &str) {
    let _ = writeln!(io::stderr().lock(), "{message}");
}

#[cfg(feature = "schema")]
fn schema() -> anyhow::Result<Exit> {
    let mut out = io::stdout().lock();
    out.write_all(crate::kb::schema().as_bytes())
        .and_then(|()| out.flush())
        .context(UNWRITTEN)?;
    Ok(Exit::Done)
}

#[cfg(not(feature = "schema"))]
fn schema() -> anyhow::Result<Exit> {
    Err(usage("this build has no schema; build with the feature `schema`"))
}

impl Inputs {
    /// What to read.
    fn inputs(&self) -> anyhow::Result<Vec<Input>> {
        let inputs: Vec<Input> = self
            .from_file
            .iter()
            .cloned()
            .map(Input::List)
            .chain(self.paths.iter().cloned().map(Input::from_arg))
            .collect();
        if inputs.is_empty() {
            return Err(usage(
                "nothing to read; name files or directories, `-` for standard input, or --from-file LIST",
            ));
        }
        Ok(inputs)
    }

    /// How to read it.
    fn options(&self) -> anyhow::Result<SourceOptions> {
        let mut options = SourceOptions {
            filter: Filter::new(&self.glob, &self.exclude).map_err(|error| usage(error.to_string()))?,
            ..SourceOptions::default()
        };
        for field in &self.field {
            options.fields.set(field).map_err(|message| usage(format!("--field {message}")))?;
        }
        if let Some(size) = self.max_record_size {
            options.max_record_size = size;
        }
        Ok(options)
    }

    /// What facts depend on besides the documents.
    fn config(&self) -> anyhow::Result<Config> {
        let lexicon: &'static Lexicon = match &self.lexicon {
            None => lexicon::builtin(),
            Some(dir) => {
                if !dir.is_dir() {
                    return Err(usage(format!("--lexicon {}: is not a directory", dir.display())));
                }
                // One set of tables lives as long as the process.
                Box::leak(Box::new(
                    Lexicon::with_dir(Some(dir)).map_err(|error| usage(format!("--lexicon {}: {error}", dir.display())))?,
                ))
            }
        };
        let mut config = Config::new(lexicon);
        config.all_languages = self.all_languages;
        if let Some(name) = &self.encoding {
            config.encoding = Some(
                Encoding::from_label(name).ok_or_else(|| usage(format!("--encoding {name}: not an encoding that is known; see --help")))?,
            );
        }
        if let Some(threads) = self.threads {
            if threads == 0 {
                return Err(usage("-j 0: at least one thread is needed"));
            }
            rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build_global()
                .context("the threads could not be started")?;
        }
        Ok(config)
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn arguments_are_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn exit_codes_are_the_documented_ones() {
        assert_eq!(
            [Exit::Done as u8, Exit::SomeFailed as u8, Exit::Usage as u8, Exit::Failed as u8],
            [0, 1, 2, 3]
        );
    }
}
