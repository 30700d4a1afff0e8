//! The text as lines, each with its shape: what it could be, before its neighbours are asked.

use memchr::memchr_iter;

use crate::page::Role;
use crate::page::dateline::{self, Day};
use crate::page::debris::{self, Where};

use super::cuts::Cut;
use super::markup;

/// What a line looks like on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Nothing in it.
    Empty,
    /// Only white space in it.
    White,
    /// Debris of this kind, whatever stands around it.
    Debris(&'static str),
    /// Debris of this kind beside other debris.
    Weak(&'static str),
    /// The heading of a list of teasers.
    Head,
    /// The heading of readers' comments.
    Comments,
    /// The bullet of an item whose text stands on the next line.
    Bullet,
    /// A date line.
    Date(Day),
    /// Short, without a final full stop, not opened by a small letter: a headline, a heading, a name.
    Headline,
    /// Anything that reads as a sentence or a piece of one.
    Prose,
    /// A row of a table.
    Row,
}

/// One line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// First byte of the line.
    pub(super) start: u32,
    /// One past its last byte; its line end is not in it.
    pub(super) end: u32,
    /// First byte of its content: without white space and marks around it.
    pub(super) from: u32,
    /// One past the last byte of its content.
    pub(super) to: u32,
    pub(super) shape: Shape,
    /// A Markdown heading, or all bold.
    pub(super) heading: bool,
    /// Opened by a bullet.
    pub(super) item: bool,
    /// Kind of debris, when the line is left out.
    pub(super) cut: Option<&'static str>,
    /// What it is, when it is kept.
    pub(super) role: Role,
    /// Where a byline starts inside it, at its end.
    pub(super) byline: Option<u32>,
    /// Where the headline ends inside it, at its start.
    pub(super) title: Option<u32>,
}

impl Line {
    pub(super) fn blank(&self) -> bool {
        matches!(self.shape, Shape::Empty | Shape::White)
    }

    /// Kept, and not blank.
    pub(super) fn stays(&self) -> bool {
        self.cut.is_none() && !self.blank()
    }
}

/// The lines of one text, and the marks inside them that go.
pub(super) struct Sheet<'t> {
    pub(super) text: &'t str,
    pub(super) lines: Vec<Line>,
    /// Marks inside lines, in text order.
    pub(super) marks: Vec<Cut>,
    /// Cell borders that become tabs.
    pub(super) tabs: Vec<u32>,
}

/// Longest line, in bytes, that can be a headline.
const HEADLINE: usize = 300;

impl<'t> Sheet<'t> {
    /// Splits `text` and shapes its lines.
    pub(super) fn new(text: &'t str) -> Self {
        let mut sheet = Sheet {
            text,
            lines: Vec::with_capacity(text.len() / 160 + 4),
            marks: Vec::new(),
            tabs: Vec::new(),
        };
        let marked = markup::any(text.as_bytes());
        let mut start = 0;
        for end in memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
            sheet.add(&text[start..end], start, marked);
            start = end + 1;
        }
        sheet
    }

    fn add(&mut self, raw: &str, start: usize, marked: bool) {
        let content = raw.trim();
        let from = start + (raw.len() - raw.trim_start().len());
        let mut line = Line {
            start: start as u32,
            end: (start + raw.len()) as u32,
            from: from as u32,
            to: (from + content.len()) as u32,
            shape: if raw.is_empty() { Shape::Empty } else { Shape::White },
            heading: false,
            item: false,
            cut: None,
            role: Role::Body,
            byline: None,
            title: None,
        };
        if !content.is_empty() {
            let before = self.marks.len();
            let mut found = markup::Found::default();
            if marked && markup::any(content.as_bytes()) {
                found = markup::scan(content, from, &mut self.marks, &mut self.tabs);
                line.heading = found.heading;
                self.trim_marks(&mut line, before);
            }
            self.shape(&mut line, &found, start == 0);
            if let Shape::Debris(kind) = line.shape {
                line.cut = Some(kind);
            }
            if line.item {
                line.role = Role::Item;
            } else if line.heading {
                line.role = Role::Heading;
            }
        }
        self.lines.push(line);
    }

    /// Content without the marks and white space at its ends.
    fn trim_marks(&self, line: &mut Line, before: usize) {
        let marks = self.marks.get(before..).unwrap_or_default();
        let (mut from, mut to) = (line.from, line.to);
        for mark in marks {
            if mark.start > from {
                break;
            }
            if from < mark.end {
                let rest = self.slice(mark.end, line.to);
                from = mark.end + (rest.len() - rest.trim_start().len()) as u32;
            }
        }
        for mark in marks.iter().rev() {
            if mark.end < to {
                break;
            }
            if mark.start < to && mark.start >= from {
                to = from + self.slice(from, mark.start).trim_end().len() as u32;
            }
        }
        (line.from, line.to) = (from, to.max(from));
    }

    fn shape(&mut self, line: &mut Line, found: &markup::Found, first: bool) {
        let text = self.text;
        let content = text.get(line.from as usize..line.to as usize).unwrap_or_default();
        line.shape = if content.is_empty() || found.rule {
            Shape::Debris(if found.image { "image-debris" } else { "markup" })
        } else if let Some(shape) = symbols(content, found.image) {
            shape
        } else {
            self.words(line, content, found, first)
        };
    }

    fn words(&mut self, line: &mut Line, content: &str, found: &markup::Found, first: bool) -> Shape {
        if first && let Some(rest) = content.strip_prefix("ï»¿") {
            // A byte order mark that was read as Latin-1.
            let end = line.to as usize - rest.len();
            self.mark(Cut::new(line.from as usize, end, "ui-residue"));
            line.from = end as u32;
        }
        // Longer, and the article follows the link on the same line.
        if (content.starts_with(">>") || content.starts_with('»')) && content.len() <= HEADLINE {
            return Shape::Debris("related-link");
        }
        match debris::at_start(content) {
            Some(hit) => match hit.place {
                Where::Weak => return Shape::Weak(hit.kind),
                Where::Head => return Shape::Head,
                Where::ToEnd | Where::Count => return Shape::Comments,
                Where::Prefix => {
                    let end = line.from as usize + hit.at;
                    let end = end
                        + (self
                            .text
                            .get(end..line.to as usize)
                            .map_or(0, |rest| rest.len() - rest.trim_start().len()));
                    self.mark(Cut::new(line.from as usize, end, hit.kind));
                    line.from = end as u32;
                }
                Where::Gate | Where::Suffix => {}
                _ => return Shape::Debris(hit.kind),
            },
            None if found.read_more => return Shape::Debris("related-link"),
            None => {}
        }
        if let Some(end) = placeholder(self.slice(line.from, line.to)) {
            let end = line.from as usize + end;
            self.mark(Cut::new(line.from as usize, end, "caption-placeholder"));
            line.from = end as u32;
        }
        for _ in 0..3 {
            let Some(hit) = debris::at_end(self.slice(line.from, line.to)) else {
                break;
            };
            let kept = self.slice(line.from, line.from + hit.at as u32).trim_end();
            // A picture of something else under the words of the headline names nothing.
            if hit.at == 0 || hit.kind == "caption-placeholder" && self.repeats(kept) {
                return Shape::Debris(hit.kind);
            }
            self.mark(Cut::new(line.from as usize + hit.at, line.to as usize, hit.kind));
            line.to = line.from + kept.len() as u32;
            if hit.kind == "caption-placeholder" {
                line.role = Role::Caption;
            }
        }
        let content = self.slice(line.from, line.to);
        if content.is_empty() {
            return Shape::Debris("ui-residue");
        }
        if found.row {
            line.role = Role::Row;
            return Shape::Row;
        }
        if found.framed
            && self
                .lines
                .iter()
                .rev()
                .find(|line| !line.blank())
                .is_some_and(|line| line.cut == Some("image-debris"))
        {
            line.role = Role::Caption;
        }
        line.item = content.starts_with(['-', '+', '•', '–', '\u{2010}', '\u{2011}', '●', '▪', '■', '►']);
        if content.len() > HEADLINE {
            return Shape::Prose;
        }
        if let Some(date) = dateline::read(content) {
            return Shape::Date(date.day);
        }
        headline_or_prose(content)
    }

    /// Adds a mark, keeping the list in text order; only the marks of the line at hand can stand behind it.
    fn mark(&mut self, cut: Cut) {
        let at = self.marks.iter().rposition(|mark| mark.start < cut.start).map_or(0, |at| at + 1);
        // A mark that lies in the new one goes with it.
        while self.marks.get(at).is_some_and(|mark| mark.end <= cut.end) {
            self.marks.remove(at);
        }
        self.marks.insert(at, cut);
    }

    /// A piece of the text.
    pub(super) fn slice(&self, from: u32, to: u32) -> &'t str {
        self.text.get(from as usize..to as usize).unwrap_or_default()
    }

    /// An earlier line says the same.
    fn repeats(&self, content: &str) -> bool {
        (0..self.lines.len()).any(|at| self.content(at) == content)
    }

    /// A line's content.
    pub(super) fn content(&self, at: usize) -> &'t str {
        self.lines.get(at).map_or("", |line| self.slice(line.from, line.to))
    }

    /// The next line after `at` that is not blank.
    pub(super) fn next(&self, at: usize) -> Option<usize> {
        (at + 1..self.lines.len()).find(|&i| !self.lines[i].blank())
    }

    /// The last line before `at` that is not blank.
    pub(super) fn previous(&self, at: usize) -> Option<usize> {
        (0..at.min(self.lines.len())).rev().find(|&i| !self.lines[i].blank())
    }

    /// Leaves out lines `first..=last` with everything between them.
    pub(super) fn cut(&mut self, first: usize, last: usize, kind: &'static str) {
        for line in self.lines.iter_mut().take(last + 1).skip(first) {
            line.cut = Some(kind);
        }
    }

    /// Weak markers go beside other debris, in pairs, and at the edges of the text.
    pub(super) fn settle_weak(&mut self) {
        let mut at = 0;
        while at < self.lines.len() {
            let Shape::Weak(_) = self.lines[at].shape else {
                at += 1;
                continue;
            };
            let mut last = at;
            let mut count = 1;
            while let Some(next) = self.next(last)
                && matches!(self.lines[next].shape, Shape::Weak(_))
            {
                last = next;
                count += 1;
            }
            let beside = |i: Option<usize>| i.is_none_or(|i| self.lines[i].cut.is_some());
            if count > 1 || beside(self.previous(at)) || beside(self.next(last)) {
                for line in &mut self.lines[at..=last] {
                    if let Shape::Weak(kind) = line.shape {
                        line.cut = line.cut.or(Some(kind));
                    }
                }
            }
            at = last + 1;
        }
    }

    /// Blank lines go at the start of the text and beside debris, and when there is white space in them.
    pub(super) fn settle_blanks(&mut self) {
        let mut at = 0;
        // The empty rest behind a last line end is no line.
        let count = self.lines.len() - usize::from(self.lines.last().is_some_and(|line| line.shape == Shape::Empty));
        while at < count {
            if !self.lines[at].blank() {
                at += 1;
                continue;
            }
            let end = (at..count).find(|&i| !self.lines[i].blank()).unwrap_or(count);
            let before = at.checked_sub(1).map(|i| self.lines[i].cut);
            let after = (end < count).then(|| self.lines[end].cut);
            let edge = before.is_none_or(|cut| cut.is_some()) || after.is_some_and(|cut| cut.is_some());
            for line in &mut self.lines[at..end] {
                if line.cut.is_none() && (edge || line.shape == Shape::White) {
                    line.cut = Some("blank");
                }
            }
            at = end;
        }
    }
}

/// A line of one letter or of nothing but symbols.
fn symbols(content: &str, image: bool) -> Option<Shape> {
    let mut chars = content.chars();
    if let (Some(one), None) = (chars.next(), chars.next()) {
        return match one {
            'x' | 'X' | '×' | '✕' | '✖' => Some(Shape::Debris("ui-residue")),
            '-' | '–' | '—' | '\u{2010}' | '\u{2011}' | '•' | '·' | '*' | '+' | '●' | '▪' | '■' => Some(Shape::Bullet),
            c if c.is_alphanumeric() => None,
            _ => Some(Shape::Debris("ui-residue")),
        };
    }
    if content.len() <= 200 && is_image_name(content) {
        return Some(Shape::Debris("image-debris"));
    }
    if content.chars().any(char::is_alphanumeric) {
        return None;
    }
    Some(match content.chars().next() {
        // Omissions the author marked.
        Some('.' | '…' | '(' | '[') if content.contains("..") || content.contains('…') => Shape::Prose,
        Some('-' | '=' | '_' | '*' | '~' | '#') if !image => Shape::Debris("markup"),
        _ if image => Shape::Debris("image-debris"),
        _ => Shape::Debris("ui-residue"),
    })
}

/// What is left of a picture: its file name or the end of it, without a blank in it.
fn is_image_name(content: &str) -> bool {
    let name = content.trim_end_matches([')', ']', '"', ' ', '|']);
    let Some(dot) = name.rfind('.') else { return false };
    matches!(name.get(dot + 1..), Some(end) if ["png", "jpg", "jpeg", "gif", "webp", "svg", "bmp"].iter().any(|image| end.eq_ignore_ascii_case(image)))
        && !name.contains(char::is_whitespace)
}

/// End of a caption that says only that the picture is none, where the body follows on the same line.
fn placeholder(content: &str) -> Option<usize> {
    let lead = content.len() - content.trim_start_matches('(').len();
    let opens = ["Ả", "ả", "Hìn", "hìn", "HÌN"];
    if !opens.iter().any(|open| content[lead..].starts_with(open)) {
        return None;
    }
    let words = ["ảnh minh họa", "ảnh minh hoạ", "hình minh họa", "hình minh hoạ"];
    let head: String = content.get(lead..)?.chars().take(13).flat_map(char::to_lowercase).collect();
    let phrase = words.iter().find(|phrase| head.starts_with(**phrase))?;
    let mut end = lead
        + content[lead..]
            .char_indices()
            .nth(phrase.chars().count())
            .map_or(content.len() - lead, |(at, _)| at);
    let rest = &content[end..];
    if lead > 0 && !rest.starts_with(')') {
        return None;
    }
    // A credit may follow: ": Internet", ". Nguồn Internet", ". (Nguồn: gettyimages)".
    let after = rest.trim_start_matches([')', ':', '.', ',', ' ']);
    let credited = ["Nguồn: Internet", "Nguồn Internet", "(Nguồn: Internet)", "Internet", "internet"]
        .iter()
        .find_map(|credit| after.strip_prefix(*credit));
    let body = credited.unwrap_or(after).trim_start_matches([')', '.', ' ']);
    if !body.starts_with(|c: char| c.is_uppercase() || "“\"‘'(".contains(c)) || body.len() < 80 {
        return None;
    }
    end += rest.len() - body.len();
    Some(end)
}

/// A full stop behind a whole word, before a blank or a capital, or an omission inside: more than one sentence.
fn sentence_inside(content: &str) -> bool {
    content.match_indices('.').any(|(at, _)| {
        let word = content[..at].rsplit(' ').next().unwrap_or_default();
        let next = content[at + 1..].chars().next();
        word.chars().count() >= 4 && word.chars().all(char::is_lowercase) && next.is_some_and(|c| c == ' ' || c.is_uppercase())
            || content[at..].starts_with("./.")
            || content[at..].starts_with(".. ")
    })
}

/// A short line is headline-like unless it ends or starts as a sentence or a piece of one does.
fn headline_or_prose(content: &str) -> Shape {
    let closed = content.trim_end_matches(['"', '”', '’', '\'', ')', '»']);
    let stops = [".", ";", ":", ","];
    let omission = closed.ends_with("..");
    // `iPhone`, `su-30` open headlines too.
    let first = content
        .split_whitespace()
        .find(|word| word.contains(char::is_alphanumeric))
        .unwrap_or_default();
    let opened = first.chars().any(|c| c.is_uppercase() || c.is_ascii_digit());
    let ended = stops.iter().any(|stop| closed.ends_with(stop)) && !omission;
    if ended || !opened || (content.len() > 120 && sentence_inside(content)) {
        Shape::Prose
    } else {
        Shape::Headline
    }
}
