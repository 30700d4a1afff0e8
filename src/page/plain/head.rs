//! The head of the article: title, date line, author, agency, lead.

use crate::page::debris;
use crate::page::{Dated, Metadata, Role};

use super::cuts::Cut;
use super::lines::{Shape, Sheet};
use super::{names, tail};

/// Longest lead, in bytes (about 450 letters); a longer first paragraph is body.
const LEAD: usize = 640;
/// Most syllables of a title.
const TITLE: usize = 36;
/// Lines looked at for the parts of the head.
const DEPTH: usize = 6;

/// Finds the parts of the head and their metadata.
pub(super) fn read(sheet: &mut Sheet<'_>, metadata: &mut Metadata) {
    let Some(mut at) = first(sheet) else { return };
    // A section's name, or a date line, may stand above the title.
    while let Some(next) = next_kept(sheet, at)
        && (is_label(sheet, at) || date_line(sheet, at, metadata))
    {
        if is_label(sheet, at) {
            metadata.section.get_or_insert_with(|| sheet.content(at).to_owned());
            sheet.cut(at, at, "navigation");
        }
        at = next;
    }
    let title = title(sheet, at, metadata);
    let mut next = if title { next_kept(sheet, at) } else { Some(at) };
    for _ in 0..DEPTH {
        let Some(i) = next else { return };
        match sheet.lines[i].shape {
            Shape::Date(_) => {
                date_line(sheet, i, metadata);
            }
            Shape::Headline if title && is_author_line(sheet, i) => {
                sheet.lines[i].role = Role::Byline;
                tail::lift(sheet.content(i), metadata);
            }
            Shape::Prose => return opening(sheet, i, title, metadata),
            _ => {}
        }
        next = next_kept(sheet, i);
    }
}

fn first(sheet: &Sheet<'_>) -> Option<usize> {
    sheet.lines.iter().position(|line| line.stays())
}

fn next_kept(sheet: &Sheet<'_>, at: usize) -> Option<usize> {
    let mut next = sheet.next(at);
    while let Some(i) = next {
        if sheet.lines[i].cut.is_none() {
            return Some(i);
        }
        next = sheet.next(i);
    }
    None
}

fn is_label(sheet: &Sheet<'_>, at: usize) -> bool {
    sheet.lines[at].shape == Shape::Headline && debris::is_section(sheet.content(at))
}

/// Takes a date line into the metadata; false when the line is none.
fn date_line(sheet: &mut Sheet<'_>, at: usize, metadata: &mut Metadata) -> bool {
    let Shape::Date(day) = sheet.lines[at].shape else { return false };
    sheet.lines[at].role = Role::Dateline;
    if metadata.published.is_none() {
        metadata.published = Some(Dated {
            edtf: day.edtf(),
            basis: "text",
        });
    }
    if let Some(before) = crate::page::dateline::read(sheet.content(at)).and_then(|line| line.before)
        && names::is_byline(before)
        && before.split(' ').count() >= 2
        && metadata.authors.is_empty()
        && !sheet.content(at).contains("ngày")
    {
        tail::lift(before, metadata);
    }
    true
}

fn is_author_line(sheet: &Sheet<'_>, at: usize) -> bool {
    let content = sheet.content(at);
    !sheet.lines[at].heading && content.len() <= 50 && content.split(' ').count() <= 5 && names::is_byline(content)
}

/// The title: the one the container gives, else the first line when it looks like one. True when `at` is it.
fn title(sheet: &mut Sheet<'_>, at: usize, metadata: &mut Metadata) -> bool {
    let content = sheet.content(at);
    let line = sheet.lines[at];
    if let Some(declared) = &metadata.title {
        if debris::same_words(declared, content) {
            sheet.lines[at].role = Role::Title;
            return true;
        }
        if let Some(rest) = content.strip_prefix(declared.as_str())
            && rest.starts_with(|c: char| !c.is_alphanumeric() || c.is_uppercase())
        {
            // The whole article on one line, the title in front.
            sheet.lines[at].title = Some(line.from + declared.len() as u32);
            return false;
        }
    }
    let looks = line.shape == Shape::Headline
        && !line.item
        && line.role != Role::Caption
        && line.role != Role::Row
        && (3..=TITLE).contains(&content.split_whitespace().count())
        && !is_caption(content)
        && !agency(content).is_some_and(|name| content.starts_with('(') || name.contains('.'))
        // A line that goes on in the next one was broken by the width of a page.
        && next_kept(sheet, at).is_some_and(|next| !sheet.content(next).starts_with(char::is_lowercase));
    let followed = sheet
        .lines
        .iter()
        .skip(at + 1)
        .any(|line| line.cut.is_none() && matches!(line.shape, Shape::Prose | Shape::Row));
    if looks && followed {
        sheet.lines[at].role = Role::Title;
        if metadata.title.is_none() {
            metadata.title = Some(plain(sheet, at));
        }
        return true;
    }
    if line.shape == Shape::Prose && metadata.title.is_none() && is_noun_phrase(content) && next_kept(sheet, at).is_some() {
        sheet.lines[at].role = Role::Caption;
    }
    false
}

/// A line's content without the marks inside it.
fn plain(sheet: &Sheet<'_>, at: usize) -> String {
    let line = &sheet.lines[at];
    let mut text = String::new();
    let mut from = line.from;
    for mark in sheet.marks.iter().filter(|mark| mark.start >= line.from && mark.end <= line.to) {
        text.push_str(sheet.slice(from, mark.start.max(from)));
        from = mark.end.max(from);
    }
    text.push_str(sheet.slice(from, line.to));
    text.trim().to_owned()
}

/// The credit of a picture.
fn is_caption(content: &str) -> bool {
    ["Ảnh:", "Ảnh :", "(Ảnh", "Nguồn:", "(Nguồn", "Đồ họa:", "Đồ hoạ:"]
        .iter()
        .any(|credit| content.contains(credit))
}

/// A short line with a full stop and without a word that makes a clause: the caption of a picture that is gone.
fn is_noun_phrase(content: &str) -> bool {
    const CLAUSE: [&str; 40] = [
        "là", "có", "đã", "sẽ", "đang", "được", "bị", "vừa", "phải", "không", "chưa", "còn", "để", "nên", "cho", "khi", "nếu", "vì", "do",
        "tăng", "giảm", "đạt", "nói", "biết", "cần", "mới", "bắt", "yêu", "phấn", "xây", "thu", "gây", "làm", "giúp", "mở", "đưa", "trở",
        "diễn", "tổ", "hãy",
    ];
    if content.len() > 160 || !content.ends_with('.') || content.bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    let words = content.split_whitespace().count();
    (3..=16).contains(&words)
        && !content
            .split_whitespace()
            .any(|word| CLAUSE.contains(&word.to_lowercase().trim_matches([',', '.'])))
}

/// The first paragraph: its agency goes to the metadata; behind a title and before another paragraph it is the lead.
fn opening(sheet: &mut Sheet<'_>, at: usize, title: bool, metadata: &mut Metadata) {
    let content = sheet.content(at);
    if let Some(name) = agency(content) {
        metadata.publisher.get_or_insert_with(|| name.to_owned());
    }
    let line = sheet.lines[at];
    let free = matches!(line.role, Role::Body | Role::Heading);
    let more = sheet
        .lines
        .iter()
        .skip(at + 1)
        .any(|line| line.stays() && line.shape == Shape::Prose);
    if title && free && more && content.len() <= LEAD && !content.ends_with(':') && !is_caption(content) {
        sheet.lines[at].role = Role::Lead;
        metadata.lead = Some(plain(sheet, at));
    }
}

/// The agency or paper a paragraph opens with: `(Chinhphu.vn) –`, `TTO -`, `VTV.vn -`.
pub(super) fn agency(paragraph: &str) -> Option<&str> {
    let (name, rest) = match paragraph.strip_prefix('(') {
        Some(inner) => inner.split_once(')')?,
        None => {
            let end = paragraph.find(char::is_whitespace)?;
            let name = &paragraph[..end];
            let named = name.contains('.') && !name.ends_with('.')
                || name.chars().filter(|c| c.is_uppercase()).count() >= 2
                || name.len() >= 8 && name.bytes().all(|b| b.is_ascii_alphanumeric());
            (named && name.chars().next().is_some_and(char::is_uppercase)).then_some((name, &paragraph[end..]))?
        }
    };
    let name = name.trim();
    let dashed = rest.trim_start().starts_with(['-', '–', '—']) && (rest.starts_with(' ') || paragraph.starts_with('('));
    let spaced = rest.trim_start().trim_start_matches(['-', '–', '—']).starts_with(' ') || paragraph.starts_with('(');
    (dashed && spaced && (2..=40).contains(&name.len()) && !name.bytes().all(|b| b.is_ascii_digit())).then_some(name)
}

/// True when the paragraph is a lead that a site put behind the text: opened by an agency, or by a left-over `more`.
pub(super) fn is_late_lead(sheet: &Sheet<'_>, at: usize) -> bool {
    let content = sheet.content(at);
    agency(content.strip_prefix("more").unwrap_or(content)).is_some() || glued_more(content)
}

/// Makes the paragraph the lead.
pub(super) fn late_lead(sheet: &mut Sheet<'_>, at: usize, metadata: &mut Metadata) {
    let line = sheet.lines[at];
    if glued_more(sheet.content(at)) {
        let end = line.from + "more".len() as u32;
        let place = sheet.marks.partition_point(|mark| mark.start < line.from);
        sheet.marks.insert(place, Cut::new(line.from as usize, end as usize, "ui-residue"));
        sheet.lines[at].from = end;
    }
    sheet.lines[at].role = Role::Lead;
    let text = plain(sheet, at);
    if let Some(name) = agency(&text) {
        metadata.publisher.get_or_insert_with(|| name.to_owned());
    }
    metadata.lead.get_or_insert(text);
}

/// `more` of a link to the whole text, glued to the paragraph.
pub(super) fn glued_more(content: &str) -> bool {
    content
        .strip_prefix("more")
        .is_some_and(|rest| rest.starts_with(|c: char| c == '(' || c.is_uppercase()))
}
