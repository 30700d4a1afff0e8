//! Progress on a terminal: how much, how fast, how long still.

use std::time::Instant;

use indicatif::{HumanBytes, ProgressBar, ProgressStyle};

use crate::run::{Progress, Summary};
use crate::source::{self, Input, SourceOptions};

/// A progress bar on standard error; hidden where that is no terminal.
pub(super) struct Bar {
    bar: ProgressBar,
    quiet: bool,
    read: source::Progress,
    started: Instant,
}

impl Bar {
    /// A bar over the bytes of `inputs`, or a plain counter where their size is not known beforehand.
    pub(super) fn new(quiet: bool, inputs: &[Input], options: &SourceOptions, read: source::Progress) -> Self {
        let bar = if quiet { ProgressBar::hidden() } else { ProgressBar::new_spinner() };
        if !bar.is_hidden() {
            let survey = source::survey(inputs, options);
            let style = if survey.complete {
                bar.set_length(survey.bytes);
                "{bar:30} {bytes}/{total_bytes} {bytes_per_sec} {msg} left {eta}"
            } else {
                "{spinner} {bytes} {bytes_per_sec} {msg}"
            };
            if let Ok(style) = ProgressStyle::with_template(style) {
                bar.set_style(style);
            }
        }
        Self {
            bar,
            quiet,
            read,
            started: Instant::now(),
        }
    }

    /// Prints a line above the bar, unless nothing is wanted.
    pub(super) fn note(&self, message: &str) {
        if self.quiet {
            return;
        }
        self.bar.suspend(|| super::note(message));
    }

    /// Takes the bar away.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }

    /// The rate of the whole run, for the summary.
    pub(super) fn rate(&self, summary: &Summary) -> String {
        let seconds = self.started.elapsed().as_secs_f64();
        let rate = summary.bytes as f64 / 1e6 / seconds.max(1e-6);
        format!("\n{} in {seconds:.1} s, {rate:.1} MB/s", HumanBytes(summary.bytes))
    }
}

impl Progress for Bar {
    fn advance(&self, items: u64, _bytes: u64) {
        self.bar.set_position(self.read.bytes());
        if !self.bar.is_hidden() {
            let seen: u64 = self
                .bar
                .message()
                .split(' ')
                .next()
                .and_then(|count| count.parse().ok())
                .unwrap_or(0);
            self.bar.set_message(format!("{} records", seen + items));
        }
    }
}
