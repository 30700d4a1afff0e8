//! Head and tail of the article: bylines, closing notes, loose lines. Three quarters of what leaks into an article stands there.

use super::clean::Fate;
use super::dom::Dom;
use super::facts::Facts;
use super::hint::Hints;
use super::known::Known;
use super::line::Line;
use super::tag::Tag;
use crate::page::published::{Order, find};

/// Date and author lines before the first paragraphs and after the last.
pub fn bylines<'a>(dom: &Dom<'a>, lines: &[Line], facts: &Facts, hints: &mut Hints<'a>, fates: &mut [Fate]) {
    let kept: Vec<usize> = (0..lines.len()).filter(|&i| fates[i] == Fate::Keep).collect();
    let names: Vec<String> = facts
        .authors
        .iter()
        .chain(&facts.linked.authors)
        .filter(|n| n.chars().count() >= 4)
        .map(|n| n.to_lowercase())
        .collect();
    // From the start until the second full paragraph, and from the end likewise.
    for backwards in [false, true] {
        let mut full = 0;
        let order: Box<dyn Iterator<Item = &usize>> = if backwards {
            Box::new(kept.iter().rev())
        } else {
            Box::new(kept.iter())
        };
        for &i in order {
            let line = &lines[i];
            if line.words > 24 {
                full += 1;
                if full == 2 {
                    break;
                }
                continue;
            }
            if by(dom, line, &names, hints) {
                fates[i] = Fate::Drop("byline");
            }
        }
    }
}

/// True for a short line that is an author's name or a date and little else.
fn by<'a>(dom: &Dom<'a>, line: &Line, names: &[String], hints: &mut Hints<'a>) -> bool {
    if line.words > 24 || dom.ancestors(line.el).take(3).any(|id| dom.node(id).tag == Tag::Blockquote) {
        return false;
    }
    let lower = line.text.to_lowercase();
    if names
        .iter()
        .any(|name| lower.contains(name.as_str()) && line.words as usize <= name.split(' ').count() + 5)
    {
        return true;
    }
    if line.text.bytes().any(|b| b.is_ascii_digit()) {
        let dates = find(&line.text, Order::DayFirst, 4);
        // Words that are not part of a date.
        let mut rest = 0;
        let mut at = 0;
        for (start, end) in dates
            .iter()
            .map(|date| (date.start, date.end))
            .chain([(line.text.len(), line.text.len())])
        {
            let between = line.text.get(at..start).unwrap_or_default();
            rest += between
                .split(|c: char| !c.is_alphanumeric())
                .filter(|w| w.chars().any(char::is_alphabetic))
                .count();
            at = end;
        }
        if !dates.is_empty() && rest <= 4 * dates.len() + 1 && !(line.closed && line.words > 12) {
            return true;
        }
    }
    if line.words <= 10 && !line.closed {
        let mut named = false;
        for id in dom.ancestors(line.el).take(2) {
            let hint = hints.of(dom, id);
            named |= (hint.author || hint.date) && !hint.body;
        }
        let mut at = dom.node(line.from).parent;
        while at > line.el {
            named |= hints.of(dom, at).author && dom.node(at).end >= line.to;
            at = dom.node(at).parent;
        }
        return named;
    }
    false
}

/// What closes an article without being part of it: notes in italics with a link or an address, lists of links under a short line.
pub fn tail(dom: &Dom<'_>, lines: &[Line], fates: &mut [Fate]) {
    let kept: Vec<usize> = (0..lines.len()).filter(|&i| fates[i] == Fate::Keep).collect();
    let whole: u32 = kept.iter().map(|&i| lines[i].chars).sum();
    let mut cut: u32 = 0;
    let mut items = 0;
    for &i in kept.iter().rev() {
        let line = &lines[i];
        let note = line.italic_chars * 10 >= line.chars * 8 && (line.link_chars > 0 || line.text.contains('@'));
        let item = line.link_chars * 4 > line.chars && dom.ancestors(line.el).take(3).any(|id| dom.node(id).tag == Tag::Li);
        let announces = items >= 2 && line.words <= 10 && !line.is_prose();
        if !(note || item || announces) || (cut + line.chars) * 4 > whole {
            break;
        }
        items = if item { items + 1 } else { 0 };
        cut += line.chars;
        fates[i] = Fate::Drop(if note { "byline" } else { "related-articles" });
    }
}

/// Trims what stands before the first and after the last paragraph.
pub fn trim(dom: &Dom<'_>, lines: &[Line], facts: &Facts, fates: &mut [Fate]) {
    let descriptions: Vec<Known> = facts.descriptions.iter().map(|text| Known::new(text)).collect();
    let kept: Vec<usize> = (0..lines.len()).filter(|&i| fates[i] == Fate::Keep).collect();
    let inside = |i: usize, tags: &[Tag]| dom.ancestors(lines[i].el).take(5).any(|id| tags.contains(&dom.node(id).tag));
    let solid = |i: usize| {
        let line = &lines[i];
        line.is_prose()
            || (line.closed && line.words >= 3)
            || (line.link_density() < 0.5 && inside(i, &[Tag::Li, Tag::Td, Tag::Th, Tag::Blockquote, Tag::Dd, Tag::Dt]))
    };
    let mut lead = false;
    for &i in &kept {
        if solid(i) && (lead || !descriptions.iter().any(|known| known.share(&lines[i].text) > 0.8)) {
            break;
        }
        // A lead is no end of the head: labels ("Author:") may follow it, but a sub-heading there is the body's.
        if solid(i) {
            lead = true;
        } else if !lead || (lines[i].words <= 4 && !dom.ancestors(lines[i].el).take(3).any(|id| dom.node(id).tag.is_heading())) {
            fates[i] = Fate::Drop("outside");
        } else {
            break;
        }
    }
    // Short lines at the end belong to the article when they go on in the element of a paragraph, or are a list in its clothes.
    let loose: Vec<usize> = kept.iter().rev().take_while(|&&i| !solid(i)).copied().collect();
    let Some(&last) = kept.iter().rev().nth(loose.len()) else {
        return;
    };
    let home = dom.node(lines[last].el).parent;
    let sibling = |i: usize| {
        let el = lines[i].el;
        (el == lines[last].el || (dom.node(el).parent == home && dom.node(el).tag == Tag::P)) && lines[i].link_density() < 0.3
    };
    let run = loose.iter().rev().take_while(|&&i| sibling(i)).count();
    let keep = if run >= 3 { run } else { 0 };
    for &i in loose.iter().rev().skip(keep) {
        fates[i] = Fate::Drop("outside");
    }
}
