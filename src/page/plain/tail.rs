//! What stands behind the last paragraph: date and time, section, keywords, source, author, readers' comments.

use crate::page::debris;
use crate::page::{Dated, Metadata, Role};

use super::lines::{Line, Shape, Sheet};
use super::names;

/// Reads the block of page data that some crawlers put behind the text: a date line, then section, keywords, source.
///
/// True when there is one.
pub(super) fn read(sheet: &mut Sheet<'_>, metadata: &mut Metadata) -> bool {
    let filled: Vec<usize> = (0..sheet.lines.len()).rev().filter(|&i| sheet.lines[i].stays()).take(6).collect();
    let dated = filled.iter().enumerate().find_map(|(place, &i)| match sheet.lines[i].shape {
        Shape::Date(day) => Some((place, i, day)),
        _ => None,
    });
    let Some((place, date, day)) = dated else { return false };
    let behind: Vec<usize> = filled[..place].iter().rev().copied().collect();
    let inside = sheet.lines[..date].iter().any(|line| line.shape == Shape::Prose);
    if !inside || behind.len() > 3 || behind.iter().any(|&i| !may_be_data(sheet, i)) {
        return false;
    }
    sheet.lines[date].role = Role::Dateline;
    metadata.published.get_or_insert_with(|| Dated {
        edtf: day.edtf(),
        basis: "text",
    });
    let keywords = behind.iter().position(|&i| is_keywords(sheet.content(i)));
    for (n, &i) in behind.iter().enumerate() {
        let content = sheet.content(i);
        let is_last = n + 1 == behind.len();
        if keywords == Some(n) {
            metadata
                .tags
                .extend(content.split(',').map(str::trim).filter(|tag| !tag.is_empty()).map(str::to_owned));
            sheet.cut(i, i, "tags");
        } else if keywords.is_some_and(|at| n < at) || debris::is_section(content) || !is_last {
            metadata.section.get_or_insert_with(|| content.to_owned());
            sheet.cut(i, i, "navigation");
        } else {
            sheet.lines[i].role = Role::Byline;
            metadata.publisher.get_or_insert_with(|| content.to_owned());
        }
    }
    true
}

fn may_be_data(sheet: &Sheet<'_>, at: usize) -> bool {
    let content = sheet.content(at);
    is_keywords(content) || (sheet.lines[at].shape == Shape::Headline && content.len() <= 60)
}

/// Keywords: three and more, commas between them, none a sentence.
fn is_keywords(content: &str) -> bool {
    let parts = content.split(',');
    let count = content.matches(',').count() + 1;
    let glued = content
        .match_indices(',')
        .filter(|(at, _)| !content[at + 1..].starts_with(' '))
        .count();
    count >= 3 && glued * 2 >= count - 1 && !content.ends_with('.') && parts.clone().all(|part| part.trim().split(' ').count() <= 10)
}

/// Readers' comments run from their heading to the end, or to the page data behind them.
pub(super) fn comments(sheet: &mut Sheet<'_>) {
    let mut prose = 0;
    for at in 0..sheet.lines.len() {
        match sheet.lines[at].shape {
            Shape::Prose if sheet.lines[at].cut.is_none() => prose += 1,
            Shape::Comments if prose >= 2 => {
                let end = (at..sheet.lines.len())
                    .find(|&i| sheet.lines[i].role == Role::Dateline)
                    .unwrap_or(sheet.lines.len());
                sheet.cut(at, end - 1, "comment-form");
                return;
            }
            Shape::Comments => sheet.cut(at, at, "comment-form"),
            _ => {}
        }
    }
}

/// Authors and sources behind the last paragraph, on lines of their own or at its end; a lead behind them.
pub(super) fn bylines(sheet: &mut Sheet<'_>, metadata: &mut Metadata) {
    let kept = |line: &Line| line.stays() && matches!(line.role, Role::Body | Role::Caption | Role::Item | Role::Heading);
    let Some(mut last) = sheet.lines.iter().rposition(|line| kept(line) && line.shape == Shape::Prose) else {
        return;
    };
    // The lead at the very end: the last paragraph, behind the author's line, opened by the agency.
    if super::head::glued_more(sheet.content(last))
        && let Some(earlier) = (0..last)
            .rev()
            .find(|&i| kept(&sheet.lines[i]) && sheet.lines[i].shape == Shape::Prose)
        && !sheet.previous(last).is_some_and(|before| names::is_byline(sheet.content(before)))
    {
        super::head::late_lead(sheet, last, metadata);
        last = earlier;
    } else if let Some(before) = sheet.previous(last)
        && kept(&sheet.lines[before])
        && sheet.lines[before].shape == Shape::Headline
        && names::is_byline(sheet.content(before))
        && let Some(earlier) = (0..before)
            .rev()
            .find(|&i| sheet.lines[i].stays() && sheet.lines[i].shape == Shape::Prose)
        && (super::head::is_late_lead(sheet, last) || last > before + 2)
    {
        super::head::late_lead(sheet, last, metadata);
        byline(sheet, before, metadata);
        last = earlier;
    }
    let mut found = false;
    let mut at = sheet.next(last);
    while let Some(i) = at {
        let line = sheet.lines[i];
        if kept(&line) && line.shape == Shape::Headline && !line.item && names::is_byline(sheet.content(i)) {
            byline(sheet, i, metadata);
            found = true;
        }
        at = sheet.next(i);
    }
    if !found && sheet.lines[last].role == Role::Body {
        let line = sheet.lines[last];
        if let Some(start) = names::at_end(sheet.slice(line.from, line.to)) {
            let start = line.from + start as u32;
            sheet.lines[last].byline = Some(start);
            lift(sheet.slice(start, line.to), metadata);
        }
    }
}

fn byline(sheet: &mut Sheet<'_>, at: usize, metadata: &mut Metadata) {
    sheet.lines[at].role = Role::Byline;
    lift(sheet.content(at), metadata);
}

/// Takes authors and source of a byline into the metadata.
pub(super) fn lift(text: &str, metadata: &mut Metadata) {
    for name in names::authors(text) {
        if !metadata.authors.iter().any(|known| known == name) {
            metadata.authors.push(name.to_owned());
        }
    }
    if let Some(source) = names::source(text) {
        metadata.publisher.get_or_insert_with(|| source.to_owned());
    }
}
