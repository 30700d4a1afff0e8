//! Reading the tables: tab-separated text with a commented provenance header.

use thiserror::Error;

/// A row that does not say what its table needs.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("{table}, line {line}: {message}")]
pub struct TableError {
    /// File name of the table.
    pub table: String,
    /// Line number, from 1.
    pub line: usize,
    /// What is wrong and what would be right.
    pub message: String,
}

/// One row of a table: its columns, and where it stands for error messages.
#[derive(Clone, Copy, Debug)]
pub struct Row<'t> {
    table: &'t str,
    line: usize,
    text: &'t str,
}

impl<'t> Row<'t> {
    /// Column `index`, from 0; empty when the row is shorter.
    pub fn get(&self, index: usize) -> &'t str {
        self.text.split('\t').nth(index).unwrap_or("").trim()
    }

    /// Column `index`, `None` when empty or `-`.
    pub fn optional(&self, index: usize) -> Option<&'t str> {
        Some(self.get(index)).filter(|value| !value.is_empty() && *value != "-")
    }

    /// Column `index` as a value.
    ///
    /// # Errors
    /// When the column does not parse; the message names `what`.
    pub fn parse<T: std::str::FromStr>(&self, index: usize, what: &str) -> Result<T, TableError> {
        self.get(index)
            .parse()
            .map_err(|_| self.error(format!("column {} should be {what}, is “{}”", index + 1, self.get(index))))
    }

    /// An error at this row.
    pub fn error(&self, message: impl Into<String>) -> TableError {
        TableError {
            table: self.table.to_owned(),
            line: self.line,
            message: message.into(),
        }
    }
}

/// The rows of a table: lines that are neither empty nor comments (`#`).
pub fn rows<'t>(table: &'t str, text: &'t str) -> impl Iterator<Item = Row<'t>> {
    text.lines().enumerate().filter_map(move |(at, line)| {
        let keep = !line.trim().is_empty() && !line.starts_with('#');
        keep.then_some(Row {
            table,
            line: at + 1,
            text: line,
        })
    })
}
