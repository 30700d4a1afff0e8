//! The page cut into lines: runs of inline text between block boundaries and `<br>`.

use super::dom::{BOLD, Dom, ITALIC, Kind, LINK, NodeId};
use super::tag::Tag;
use super::text::push_normalised;

/// A run of inline text.
#[derive(Debug)]
pub struct Line {
    /// Nearest block element around it.
    pub el: NodeId,
    /// First text node.
    pub from: NodeId,
    /// One past the last text node; every text node between belongs to the line.
    pub to: NodeId,
    /// The text, normalised.
    pub text: String,
    /// Code points of `text`.
    pub chars: u32,
    /// Of these, inside links.
    pub link_chars: u32,
    /// Of these, in bold or strong.
    pub bold_chars: u32,
    /// Of these, in italics.
    pub italic_chars: u32,
    /// Commas and their like in other scripts.
    pub commas: u32,
    /// Words (runs without blanks; a script without blanks counts by characters).
    pub words: u32,
    /// Ends like a sentence.
    pub closed: bool,
    /// Starts with a link of four words or more.
    pub lead_link: bool,
    /// A `<br>` ended the line before it, within the same element.
    pub broken: bool,
}

impl Line {
    /// Share of the text that is inside links.
    pub fn link_density(&self) -> f32 {
        if self.chars == 0 {
            0.0
        } else {
            self.link_chars as f32 / self.chars as f32
        }
    }

    /// Looks like running text: long enough, and not made of links.
    pub fn is_prose(&self) -> bool {
        (self.words >= 12 || (self.closed && self.words >= 6)) && self.link_density() < 0.5
    }
}

/// Punctuation that ends a sentence, also before closing quotes and brackets.
pub fn ends_sentence(text: &str) -> bool {
    let tail = text
        .trim_end_matches(|c: char| matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '」' | '』' | '）' | '*') || c.is_whitespace());
    tail.ends_with(['.', '!', '?', '…', ':', ';', '。', '！', '？', '।', '؟', '։', '။', '።'])
}

/// Cuts the page into lines. Text of controls (buttons, menus of a form) makes no line.
pub fn lines(dom: &Dom<'_>) -> Vec<Line> {
    let mut cutter = Cutter {
        dom,
        lines: Vec::with_capacity(512),
        first: None,
        last: 0,
        el: 0,
        broken: false,
    };
    let count = dom.nodes.len() as NodeId;
    // Block elements that are open, with their end.
    let mut open: Vec<(NodeId, NodeId)> = Vec::new();
    let mut id = 0;
    while id < count {
        while let Some(&(_, end)) = open.last()
            && id >= end
        {
            cutter.close(false);
            open.pop();
        }
        let node = dom.node(id);
        match node.kind {
            Kind::Element(_) => {
                if node.tag.is_control() && node.tag != Tag::Title {
                    cutter.close(false);
                    if node.tag != Tag::Head {
                        id = node.end;
                        continue;
                    }
                }
                if node.tag == Tag::Br {
                    cutter.close(true);
                } else if node.tag.is_block() {
                    cutter.close(false);
                    open.push((id, node.end));
                }
            }
            Kind::Text(text) => {
                let el = open.last().map_or(0, |open| open.0);
                if !matches!(dom.node(el).tag, Tag::Head | Tag::Html) {
                    cutter.add(id, el, text);
                }
            }
        }
        id += 1;
    }
    cutter.close(false);
    cutter.lines
}

struct Cutter<'d, 'a> {
    dom: &'d Dom<'a>,
    lines: Vec<Line>,
    first: Option<NodeId>,
    last: NodeId,
    el: NodeId,
    broken: bool,
}

impl Cutter<'_, '_> {
    fn add(&mut self, id: NodeId, el: NodeId, text: &str) {
        if self.first.is_none() {
            if text.chars().all(char::is_whitespace) {
                return;
            }
            self.first = Some(id);
            self.el = el;
        }
        self.last = id;
    }

    fn close(&mut self, by_break: bool) {
        let broken = std::mem::replace(&mut self.broken, by_break);
        let Some(from) = self.first.take() else {
            return;
        };
        if let Some(line) = line(self.dom, self.el, from, self.last + 1, broken) {
            self.lines.push(line);
        }
    }
}

fn line(dom: &Dom<'_>, el: NodeId, from: NodeId, to: NodeId, broken: bool) -> Option<Line> {
    let mut text = String::new();
    for (from, to) in stretches(dom, from, to) {
        if !text.is_empty() {
            text.push(' ');
        }
        push_normalised(parts(dom, from, to), &mut text);
    }
    if text.is_empty() {
        return None;
    }
    let (mut link, mut bold, mut italic) = (0u32, 0u32, 0u32);
    let mut parsed = 0u32;
    let mut lead_link = None;
    for id in from..to {
        if let Kind::Text(part) = dom.node(id).kind {
            let chars = part.chars().filter(|c| !c.is_whitespace()).count() as u32;
            let style = dom.node(id).style;
            let (l, b, i) = (style & LINK != 0, style & BOLD != 0, style & ITALIC != 0);
            parsed += chars;
            if chars > 0 && lead_link.is_none() {
                lead_link = Some(l && part.split_whitespace().count() >= 4);
            }
            link += if l { chars } else { 0 };
            bold += if b { chars } else { 0 };
            italic += if i { chars } else { 0 };
        }
    }
    let chars = text.chars().count() as u32;
    let share = |part: u32| {
        if parsed == 0 {
            0
        } else {
            (u64::from(part) * u64::from(chars) / u64::from(parsed)) as u32
        }
    };
    let mut commas = 0;
    let mut dense = 0u32;
    for c in text.chars() {
        match c {
            ',' | '，' | '、' | '،' | ';' | '；' | '؛' => commas += 1,
            // Scripts without blanks between words: Han, kana, Thai, Lao, Khmer, Myanmar.
            '\u{e00}'..='\u{eff}'
            | '\u{1000}'..='\u{109f}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{3040}'..='\u{30ff}'
            | '\u{3400}'..='\u{9fff}' => {
                dense += 1;
            }
            _ => {}
        }
    }
    let words = text.split(' ').filter(|w| w.chars().any(char::is_alphanumeric)).count() as u32 + dense / 2;
    Some(Line {
        el,
        from,
        to,
        chars,
        link_chars: share(link),
        bold_chars: share(bold),
        italic_chars: share(italic),
        commas,
        words,
        closed: ends_sentence(&text),
        lead_link: lead_link.unwrap_or(false),
        broken,
        text,
    })
}

/// The text nodes of a line.
pub fn parts<'d>(dom: &'d Dom<'_>, from: NodeId, to: NodeId) -> impl Iterator<Item = &'d str> {
    (from..to).filter_map(move |id| match dom.node(id).kind {
        Kind::Text(text) => Some(text),
        Kind::Element(_) => None,
    })
}

/// The line cut where two words touch that the page shows apart: a `<span>` that ends in a word ("location stamp"), then a capital.
///
/// The style sheet puts the blank there; a single initial (a drop cap) or a part of a word is not cut off.
pub fn stretches(dom: &Dom<'_>, from: NodeId, to: NodeId) -> Vec<(NodeId, NodeId)> {
    let mut cuts = Vec::new();
    let mut start = from;
    let mut last: Option<(NodeId, &str)> = None;
    for id in from..to {
        let Kind::Text(text) = dom.node(id).kind else {
            continue;
        };
        if let Some((before, word)) = last
            && dom.node(before).tag == Tag::Span
            && dom.node(before).parent != dom.node(id).parent
            && !dom.within(id, dom.node(before).parent)
            && word.chars().count() >= 2
            && word.ends_with(char::is_alphanumeric)
            && text.starts_with(char::is_uppercase)
            && dom.attr(dom.node(before).parent, "class").is_some()
        {
            cuts.push((start, id));
            start = id;
        }
        last = Some((id, text));
    }
    cuts.push((start, to));
    cuts
}
