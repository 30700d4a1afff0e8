//! The page as the rest of the program sees it: text, blocks, the way back, what was left out, metadata.

use super::clean::Fate;
use super::dom::{Dom, Kind, NodeId};
use super::facts::Facts;
use super::head::Headline;
use super::line::{Line, parts, stretches};
use super::strip::Stripped;
use super::tag::Tag;
use super::text::push_mapped;
use super::when::Dates;
use crate::page::{Block, ElementRun, Metadata, Origin, Page, Place, Removed, Role};
use crate::source::Declared;
use crate::text::Span;

/// Code points of a removed box that are kept for the record.
const MAX_REMOVED: usize = 4_000;

/// A page without text.
pub fn empty() -> Page {
    Page {
        article: false,
        text: String::new(),
        origin: Origin::Html {
            paths: Vec::new(),
            runs: Vec::new(),
        },
        blocks: Vec::new(),
        removed: Vec::new(),
        metadata: Metadata::default(),
    }
}

struct Writer<'d, 'a> {
    dom: &'d Dom<'a>,
    text: String,
    paths: Vec<String>,
    last_path: Option<NodeId>,
    runs: Vec<ElementRun>,
    blocks: Vec<Block>,
}

impl Writer<'_, '_> {
    fn run<'t>(&mut self, el: NodeId, skip: usize, parts: impl Iterator<Item = &'t str>) {
        let start = self.text.len();
        let map = push_mapped(parts, skip, &mut self.text);
        if self.text.len() == start {
            return;
        }
        if self.last_path != Some(el) {
            self.paths.push(self.dom.path(el));
            self.last_path = Some(el);
        }
        self.runs.push(ElementRun {
            span: Span::new(start, self.text.len()),
            path: (self.paths.len() - 1) as u32,
            map,
        });
    }

    fn line(&mut self, line: &Line) {
        let base = self.dom.node(line.el).before;
        for (i, (from, to)) in stretches(self.dom, line.from, line.to).into_iter().enumerate() {
            if i > 0 {
                self.text.push(' ');
            }
            let skip = self.dom.node(from).before - base;
            self.run(line.el, skip as usize, parts(self.dom, from, to));
        }
    }

    fn start(&mut self) -> usize {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.len()
    }

    fn end(&mut self, start: usize, role: Role) {
        if self.text.len() > start {
            self.blocks.push(Block {
                role,
                span: Span::new(start, self.text.len()),
            });
        } else if start > 0 {
            self.text.pop();
        }
    }

    fn block(&mut self, line: &Line, role: Role) {
        let start = self.start();
        self.line(line);
        self.end(start, role);
    }
}

/// Builds the page.
#[allow(clippy::too_many_arguments)]
pub fn page(
    dom: &Dom<'_>,
    lines: &[Line],
    fates: &[Fate],
    facts: Facts,
    head: Headline,
    article: bool,
    dates: Dates,
    stripped: &Stripped<'_>,
    declared: &Declared,
) -> Page {
    let mut out = Writer {
        dom,
        text: String::new(),
        paths: Vec::new(),
        last_path: None,
        runs: Vec::new(),
        blocks: Vec::new(),
    };
    let mut taken = vec![false; lines.len()];
    if article {
        for &i in &head.title_lines {
            taken[i] = true;
            out.block(&lines[i], Role::Title);
        }
        if let Some((id, chars)) = head.title_element {
            let raw = dom.text(id);
            let lead = raw.chars().take_while(|c| c.is_whitespace()).count();
            let end = raw.char_indices().nth(lead + chars).map_or(raw.len(), |(i, _)| i);
            let start = out.start();
            out.run(id, 0, std::iter::once(&raw[..end]));
            out.end(start, Role::Title);
        }
        if let Some(i) = dates.line
            && !taken[i]
            && fates[i] != Fate::Keep
        {
            taken[i] = true;
            out.block(&lines[i], Role::Dateline);
        }
        for &i in &head.lead_lines {
            if !taken[i] {
                taken[i] = true;
                out.block(&lines[i], Role::Lead);
            }
        }
        let names: Vec<&String> = facts
            .linked
            .authors
            .iter()
            .chain(&facts.authors)
            .filter(|name| name.chars().count() >= 4)
            .collect();
        let mut i = 0;
        while i < lines.len() {
            if taken[i] {
                i += 1;
                continue;
            }
            match fates[i] {
                Fate::Keep => {
                    let to = row(dom, lines, fates, i);
                    if to > i + 1 {
                        let start = out.start();
                        for (n, line) in lines[i..to].iter().enumerate() {
                            if n > 0 {
                                out.text.push('\t');
                            }
                            out.line(line);
                        }
                        out.end(start, Role::Row);
                        taken[i..to].fill(true);
                        i = to;
                        continue;
                    }
                    taken[i] = true;
                    out.block(&lines[i], role(dom, &lines[i]));
                }
                Fate::Caption => {
                    taken[i] = true;
                    out.block(&lines[i], Role::Caption);
                }
                Fate::Drop("byline") if names.iter().any(|name| is_byline(&lines[i], name)) => {
                    taken[i] = true;
                    out.block(&lines[i], Role::Byline);
                }
                Fate::Drop(_) => {}
            }
            i += 1;
        }
    }
    let mut removed = removed(dom, lines, fates, &taken);
    if stripped.flattened || stripped.cut.is_some() {
        removed.push(Removed {
            kind: if stripped.cut.is_some() { "over-limit" } else { "nesting" },
            text: String::new(),
            place: Place::Element {
                path: "html".into(),
                start: 0,
                end: 0,
            },
        });
    }
    let lead = (!head.lead_lines.is_empty()).then(|| {
        head.lead_lines
            .iter()
            .map(|&i| lines[i].text.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    });
    let metadata = Metadata {
        title: head.title,
        lead,
        authors: if facts.linked.authors.is_empty() && facts.authors.is_empty() {
            shown_author(lines, fates).into_iter().collect()
        } else if facts.linked.authors.is_empty() {
            facts.authors
        } else {
            facts.linked.authors
        },
        publisher: facts.linked.publisher.or(facts.site),
        url: facts.canonical.or(facts.linked.url).or_else(|| declared.url.clone()),
        published: dates.published,
        modified: dates.modified,
        section: facts.linked.section.or(facts.section),
        tags: if facts.tags.is_empty() { facts.linked.keywords } else { facts.tags },
    };
    Page {
        article,
        text: out.text,
        origin: Origin::Html {
            paths: out.paths,
            runs: out.runs,
        },
        blocks: out.blocks,
        removed,
        metadata,
    }
}

/// True for a line with the author's name and hardly more.
fn is_byline(line: &Line, name: &str) -> bool {
    line.words as usize <= name.split(' ').count() + 3 && line.text.to_lowercase().contains(&name.to_lowercase())
}

/// The author's name as a byline shows it: two to five capitalised words, after "By", "Tác giả:" or nothing.
fn shown_author(lines: &[Line], fates: &[Fate]) -> Option<String> {
    const BEFORE: &[&str] = &["by", "von", "par", "por", "di", "door", "av", "af", "text", "bởi"];
    let bylines = lines
        .iter()
        .zip(fates)
        .filter(|(_, fate)| **fate == Fate::Drop("byline"))
        .map(|(line, _)| line);
    bylines.filter(|line| line.words <= 8).find_map(|line| {
        let name = line.text.rsplit(':').next().unwrap_or_default().trim();
        let name = match name.split_once(' ') {
            Some((first, rest)) if BEFORE.contains(&first.to_lowercase().as_str()) => rest.trim(),
            _ => name,
        };
        let words: Vec<&str> = name.split(' ').collect();
        let capital = |word: &&str| word.chars().next().is_some_and(char::is_uppercase) && !word.chars().any(|c| c.is_ascii_digit());
        ((2..=5).contains(&words.len()) && words.iter().all(capital)).then(|| name.to_owned())
    })
}

/// Kind of a line that stands outside the article without any mark of what it is.
fn kind_outside(line: &Line) -> &'static str {
    if super::marker::is_rights(&line.text) {
        return "copyright";
    }
    if let Some(kind) = super::marker::whole_line(&line.text) {
        return kind;
    }
    if line.link_density() > 0.5 {
        return if line.words >= 5 { "related-articles" } else { "navigation" };
    }
    "outside"
}

/// One past the last line of the table row that starts at line `i`; `i + 1` when there is none.
fn row(dom: &Dom<'_>, lines: &[Line], fates: &[Fate], i: usize) -> usize {
    let Some(tr) = dom.ancestors(lines[i].el).take(6).find(|&id| dom.node(id).tag == Tag::Tr) else {
        return i + 1;
    };
    let mut to = i;
    let mut cells: Vec<NodeId> = Vec::new();
    while to < lines.len() && dom.within(lines[to].el, tr) && fates[to] == Fate::Keep {
        let cell = dom
            .ancestors(lines[to].el)
            .find(|&id| id == tr || dom.node(id).parent == tr)
            .unwrap_or(tr);
        if !cells.contains(&cell) {
            cells.push(cell);
        }
        to += 1;
        // A layout table has more than a row of data in its cells.
        if to - i > 3 * cells.len() || cells.len() > 200 {
            return i + 1;
        }
    }
    if cells.len() < 2 { i + 1 } else { to }
}

fn role(dom: &Dom<'_>, line: &Line) -> Role {
    for id in dom.ancestors(line.el).take(4) {
        let tag = dom.node(id).tag;
        if tag.is_heading() {
            return Role::Heading;
        }
        match tag {
            Tag::Li | Tag::Dd | Tag::Dt => return Role::Item,
            Tag::Figcaption | Tag::Caption => return Role::Caption,
            _ => {}
        }
    }
    // A short line all in bold is a heading in the clothes of a paragraph.
    if line.bold_chars * 10 >= line.chars * 9 && line.words <= 20 && !line.text.ends_with(['.', '!', '?', '…', ':', ';', ',']) {
        return Role::Heading;
    }
    Role::Body
}

/// What was left out, neighbours of one kind together.
fn removed(dom: &Dom<'_>, lines: &[Line], fates: &[Fate], taken: &[bool]) -> Vec<Removed> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < lines.len() {
        let kind_of = |i: usize| match fates[i] {
            Fate::Drop("outside") => kind_outside(&lines[i]),
            Fate::Drop(kind) => kind,
            Fate::Keep | Fate::Caption => "not-article",
        };
        let kind = match fates[i] {
            _ if taken[i] || dom.node(lines[i].el).tag == Tag::Title => None,
            _ => Some(kind_of(i)),
        };
        let Some(kind) = kind else {
            i += 1;
            continue;
        };
        let from = i;
        let mut text = String::new();
        let mut chars = 0usize;
        while i < lines.len() && !taken[i] && dom.node(lines[i].el).tag != Tag::Title {
            let same = kind_of(i) == kind;
            if !same || (i > from && chars + lines[i].chars as usize > MAX_REMOVED) {
                break;
            }
            if i > from {
                text.push('\n');
            }
            let left = MAX_REMOVED.saturating_sub(chars);
            text.extend(lines[i].text.chars().take(left));
            chars += lines[i].chars as usize;
            i += 1;
        }
        out.push(Removed {
            kind,
            text,
            place: place(dom, &lines[from], &lines[i - 1]),
        });
    }
    out
}

/// The smallest element around two lines, and the code points between them.
fn place(dom: &Dom<'_>, first: &Line, last: &Line) -> Place {
    let around = dom.ancestors(first.el).find(|&id| dom.node(id).end >= last.to).unwrap_or(0);
    let base = dom.node(around).before;
    let last_node = dom.node(last.to - 1);
    let length = match last_node.kind {
        Kind::Text(text) => text.chars().count() as u32,
        Kind::Element(_) => 0,
    };
    Place::Element {
        path: dom.path(around),
        start: u64::from(dom.node(first.from).before - base),
        end: u64::from(last_node.before + length - base),
    }
}
