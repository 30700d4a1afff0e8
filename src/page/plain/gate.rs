//! Is it an article at all.

use crate::page::debris::{self, Where};

use super::lines::{Shape, Sheet};

/// False for a page without a word, a page that reports an error, and a list of links; true for all else, so that a
/// single line somebody wants read is read.
pub(super) fn is_article(sheet: &Sheet<'_>) -> bool {
    let (mut prose, mut headlines, mut other, mut letters) = (0usize, 0usize, 0usize, 0usize);
    let mut first = None;
    for (at, line) in sheet.lines.iter().enumerate() {
        if !line.stays() {
            continue;
        }
        first = first.or(Some(at));
        letters += (line.to - line.from) as usize;
        match line.shape {
            Shape::Prose => prose += 1,
            Shape::Headline if !line.item => headlines += 1,
            _ => other += 1,
        }
    }
    let Some(first) = first else { return false };
    if letters < 600 && debris::at_start(sheet.content(first)).is_some_and(|hit| hit.place == Where::Gate) {
        return false;
    }
    let worded = sheet
        .lines
        .iter()
        .enumerate()
        .any(|(at, line)| line.stays() && sheet.content(at).chars().any(char::is_alphabetic));
    worded && !(prose == 0 && headlines >= 8 && headlines > 4 * other)
}
