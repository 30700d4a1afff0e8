//! Inside the container: which lines are the article, and what kind of debris the others are.

use std::collections::HashSet;

use super::dom::{Dom, NodeId};
use super::facts::Facts;
use super::head::Headline;
use super::hint::Hints;
use super::line::Line;
use super::marker;
use super::scope::{Known, Totals, WEAK};
use super::tag::Tag;
use crate::page::published::{Order, find};

/// What becomes of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Part of the article.
    Keep,
    /// A caption of the article.
    Caption,
    /// Debris of a kind.
    Drop(&'static str),
}

/// Decides the fate of every line of the page.
#[allow(clippy::too_many_arguments)]
pub fn fates<'a>(
    dom: &Dom<'a>,
    lines: &[Line],
    zones: &[Option<&'static str>],
    container: NodeId,
    hints: &mut Hints<'a>,
    known: Option<&Known>,
    head: &Headline,
    facts: &Facts,
) -> Vec<Fate> {
    let mut fates: Vec<Fate> = zones
        .iter()
        .enumerate()
        .map(|(i, zone)| {
            let inside = dom.within(lines[i].from, container);
            match zone {
                Some(kind) if *kind != WEAK => Fate::Drop(kind),
                _ if inside => Fate::Keep,
                Some(_) => Fate::Drop("related-articles"),
                None => Fate::Drop("outside"),
            }
        })
        .collect();
    above_title(lines, head, &mut fates);
    captions(dom, lines, container, hints, &mut fates);
    boxes(dom, lines, container, hints, &mut fates);
    markers(dom, lines, &mut fates);
    single_lines(dom, lines, &mut fates);
    if let Some(known) = known {
        by_known(lines, known, &mut fates);
    }
    bylines(dom, lines, head, facts, hints, &mut fates);
    repeats(dom, lines, &mut fates);
    tail(dom, lines, &mut fates);
    edges(dom, lines, facts, &mut fates);
    fates
}

/// Nothing of the article stands above its headline; the headline itself is not body.
fn above_title(lines: &[Line], head: &Headline, fates: &mut [Fate]) {
    let (Some(&first), Some(&last)) = (head.title_lines.first(), head.title_lines.last()) else {
        return;
    };
    let prose = |range: std::ops::Range<usize>, fates: &[Fate]| -> u32 {
        range
            .filter(|&i| fates[i] == Fate::Keep && lines[i].is_prose())
            .map(|i| lines[i].chars)
            .sum()
    };
    let (above, below) = (prose(0..first, fates), prose(last + 1..lines.len(), fates));
    if above * 3 < below {
        for fate in &mut fates[..first] {
            if *fate == Fate::Keep {
                *fate = Fate::Drop("outside");
            }
        }
    }
    for &i in &head.title_lines {
        if fates[i] == Fate::Keep {
            fates[i] = Fate::Drop("title");
        }
    }
}

/// Date and author lines before the first paragraphs and after the last.
fn bylines<'a>(
    dom: &Dom<'a>,
    lines: &[Line],
    head: &Headline,
    facts: &Facts,
    hints: &mut Hints<'a>,
    fates: &mut [Fate],
) {
    let kept: Vec<usize> = (0..lines.len())
        .filter(|&i| fates[i] == Fate::Keep)
        .collect();
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
    let _ = head;
}

/// True for a short line that is an author's name or a date and little else.
fn by<'a>(dom: &Dom<'a>, line: &Line, names: &[String], hints: &mut Hints<'a>) -> bool {
    if line.words > 24
        || dom
            .ancestors(line.el)
            .take(3)
            .any(|id| dom.node(id).tag == Tag::Blockquote)
    {
        return false;
    }
    let lower = line.text.to_lowercase();
    if names.iter().any(|name| {
        lower.contains(name.as_str()) && line.words as usize <= name.split(' ').count() + 5
    }) {
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
fn tail(dom: &Dom<'_>, lines: &[Line], fates: &mut [Fate]) {
    let kept: Vec<usize> = (0..lines.len())
        .filter(|&i| fates[i] == Fate::Keep)
        .collect();
    let whole: u32 = kept.iter().map(|&i| lines[i].chars).sum();
    let mut cut: u32 = 0;
    let mut items = 0;
    for &i in kept.iter().rev() {
        let line = &lines[i];
        let note = line.italic_chars * 10 >= line.chars * 8
            && (line.link_chars > 0 || line.text.contains('@'));
        let item = line.link_chars * 4 > line.chars
            && dom
                .ancestors(line.el)
                .take(3)
                .any(|id| dom.node(id).tag == Tag::Li);
        let announces = items >= 2 && line.words <= 10 && !line.is_prose();
        if !(note || item || announces) || (cut + line.chars) * 4 > whole {
            break;
        }
        items = if item { items + 1 } else { 0 };
        cut += line.chars;
        fates[i] = Fate::Drop(if note { "byline" } else { "related-articles" });
    }
}

/// A paragraph that repeats an earlier one word for word: pull quotes, video titles, the lead in the body.
fn repeats(dom: &Dom<'_>, lines: &[Line], fates: &mut [Fate]) {
    let mut seen: HashSet<&str> = HashSet::new();
    for (i, line) in lines.iter().enumerate() {
        if fates[i] == Fate::Keep
            && line.words >= 8
            && !matches!(dom.node(line.el).tag, Tag::Li | Tag::Td | Tag::Th)
            && !seen.insert(line.text.as_str())
        {
            fates[i] = Fate::Drop("repetition");
        }
    }
}

/// Lines of figures and of elements whose names are those of a caption.
fn captions<'a>(
    dom: &Dom<'a>,
    lines: &[Line],
    container: NodeId,
    hints: &mut Hints<'a>,
    fates: &mut [Fate],
) {
    let totals = Totals::new(lines, |_| true);
    for (i, line) in lines.iter().enumerate() {
        if fates[i] != Fate::Keep {
            continue;
        }
        let mut caption = false;
        for (up, id) in dom.ancestors(line.el).enumerate() {
            if id == container {
                break;
            }
            match dom.node(id).tag {
                Tag::Figcaption => caption = true,
                // A table in a figure is content.
                Tag::Table => break,
                Tag::Figure => caption |= line.chars < 600,
                _ if up < 3
                    && line.chars < 600
                    && hints.of(dom, id).image
                    && is_picture_box(dom, id, &totals) =>
                {
                    caption = true
                }
                _ if up < 3 && line.chars < 600 && hints.of(dom, id).caption => caption = true,
                _ => {}
            }
        }
        // Inline element with a caption's name that holds the whole line.
        if !caption {
            let mut at = dom.node(line.from).parent;
            while at > line.el {
                if dom.node(at).end >= line.to && hints.of(dom, at).caption {
                    caption = true;
                }
                at = dom.node(at).parent;
            }
        }
        if caption {
            fates[i] = Fate::Caption;
        }
    }
}

/// True for an element around a picture with no more text than a caption and a credit.
fn is_picture_box(dom: &Dom<'_>, id: NodeId, totals: &Totals) -> bool {
    let sum = totals.of(dom, id);
    sum.lines <= 3
        && sum.chars < 800
        && dom
            .subtree(id)
            .take(60)
            .any(|inner| matches!(dom.node(inner).tag, Tag::Img | Tag::Picture | Tag::Video))
        && !dom
            .subtree(id)
            .take(60)
            .any(|inner| dom.node(inner).tag.is_heading())
}

/// Elements inside the container that are made of links, controls or pointers.
fn boxes<'a>(
    dom: &Dom<'a>,
    lines: &[Line],
    container: NodeId,
    hints: &mut Hints<'a>,
    fates: &mut [Fate],
) {
    let totals = Totals::new(lines, |i| fates[i] == Fate::Keep);
    let whole = totals.of(dom, container);
    let mut id = container + 1;
    let end = dom.node(container).end;
    while id < end {
        let node = dom.node(id);
        if !node.tag.is_block() {
            id += 1;
            continue;
        }
        let sum = totals.of(dom, id);
        if sum.lines == 0 {
            id = node.end;
            continue;
        }
        let kind = box_kind(dom, id, &totals, whole.chars, hints);
        match kind {
            Some(kind) => {
                for i in totals.range(dom, id) {
                    if fates[i] == Fate::Keep {
                        fates[i] = Fate::Drop(kind);
                    }
                }
                id = node.end;
            }
            None => id += 1,
        }
    }
}

fn box_kind<'a>(
    dom: &Dom<'a>,
    id: NodeId,
    totals: &Totals,
    whole: u32,
    hints: &mut Hints<'a>,
) -> Option<&'static str> {
    let tag = dom.node(id).tag;
    let sum = totals.of(dom, id);
    let density = sum.link_density();
    if matches!(
        tag,
        Tag::Tr | Tag::Td | Tag::Th | Tag::Tbody | Tag::Thead | Tag::Tfoot
    ) {
        return None;
    }
    let hint = hints.of(dom, id);
    if let Some(kind) = hint.debris
        && sum.chars * 4 < whole
        && (density > 0.3 || sum.prose * 2 < sum.chars)
    {
        return Some(kind);
    }
    if matches!(tag, Tag::P | Tag::Li) || tag.is_heading() {
        return None;
    }
    // A box about the author.
    if hint.author && !hint.body && sum.chars * 5 < whole {
        return Some("byline");
    }
    // A list of links, or a box whose text is mostly links.
    if density > 0.6 && sum.chars * 3 < whole && (sum.lines > 1 || sum.chars > 0) {
        return Some("related-articles");
    }
    if matches!(tag, Tag::Ul | Tag::Ol) && density > 0.45 && sum.chars * 4 < whole {
        return Some("related-articles");
    }
    if tag == Tag::Form && sum.prose * 2 < sum.chars {
        return Some("comment-form");
    }
    None
}

/// Lines that announce a box by their words, and the links or teasers that follow.
fn markers(dom: &Dom<'_>, lines: &[Line], fates: &mut [Fate]) {
    let mut i = 0;
    while i < lines.len() {
        if fates[i] != Fate::Keep {
            i += 1;
            continue;
        }
        let line = &lines[i];
        if let Some(kind) = marker::whole_line(&line.text) {
            // A heading "Comments" may head a section of an article; the table's words are debris when links or nothing follow.
            fates[i] = Fate::Drop(kind);
            let mut next = i + 1;
            while next < lines.len() && fates[next] == Fate::Keep {
                let follower = &lines[next];
                let linked = follower.link_density() > 0.6;
                if !(linked
                    && matches!(
                        kind,
                        "related-articles" | "tags" | "share" | "advert" | "navigation"
                    ))
                {
                    break;
                }
                fates[next] = Fate::Drop(kind);
                next += 1;
            }
            i = next;
            continue;
        }
        if marker::points_away(&line.text)
            && (line.link_density() > 0.3 || line.words < 16)
            && !line.is_prose() | (line.link_density() > 0.3)
        {
            fates[i] = Fate::Drop("related-link");
        } else if marker::is_rights(&line.text) && line.words < 40 {
            fates[i] = Fate::Drop("copyright");
        }
        i += 1;
    }
    let _ = dom;
}

/// Lines that are debris by themselves.
fn single_lines(dom: &Dom<'_>, lines: &[Line], fates: &mut [Fate]) {
    for (i, line) in lines.iter().enumerate() {
        if fates[i] == Fate::Caption {
            if marker::whole_line(&line.text) == Some("caption-placeholder") {
                fates[i] = Fate::Drop("caption-placeholder");
            }
            continue;
        }
        if fates[i] != Fate::Keep {
            continue;
        }
        let letters = line.text.chars().any(char::is_alphanumeric);
        if !letters {
            fates[i] = Fate::Drop("ui-residue");
            continue;
        }
        let cell = dom
            .ancestors(line.el)
            .take(6)
            .any(|id| matches!(dom.node(id).tag, Tag::Td | Tag::Th));
        let item = dom
            .ancestors(line.el)
            .take(3)
            .any(|id| dom.node(id).tag == Tag::Li);
        // A paragraph that is one link points away.
        if !cell && !item && line.link_density() > 0.9 && !line.broken {
            fates[i] = Fate::Drop("related-link");
        }
        if line.chars == 1 && !cell {
            fates[i] = Fate::Drop("ui-residue");
        }
    }
}

/// The page's metadata holds the body: lines that are not in it go, lines that are in it stay.
fn by_known(lines: &[Line], known: &Known, fates: &mut [Fate]) {
    let mut kept = 0usize;
    let mut hit = 0usize;
    for (i, line) in lines.iter().enumerate() {
        if fates[i] == Fate::Keep {
            kept += line.chars as usize;
            if known.share(&line.text) > 0.7 {
                hit += line.chars as usize;
            }
        }
    }
    // Only a body that is whole can say what is not in it.
    if hit * 10 < known.chars * 9 || hit * 10 < kept * 7 {
        return;
    }
    for (i, line) in lines.iter().enumerate() {
        if fates[i] == Fate::Keep && known.share(&line.text) < 0.3 && line.words >= 3 {
            fates[i] = Fate::Drop("outside");
        }
    }
}

/// Trims what stands before the first and after the last paragraph.
fn edges(dom: &Dom<'_>, lines: &[Line], facts: &Facts, fates: &mut [Fate]) {
    let descriptions: Vec<Known> = facts
        .descriptions
        .iter()
        .map(|text| Known::new(text))
        .collect();
    let kept: Vec<usize> = (0..lines.len())
        .filter(|&i| fates[i] == Fate::Keep)
        .collect();
    let inside = |i: usize, tags: &[Tag]| {
        dom.ancestors(lines[i].el)
            .take(5)
            .any(|id| tags.contains(&dom.node(id).tag))
    };
    let solid = |i: usize| {
        let line = &lines[i];
        line.is_prose()
            || (line.closed && line.words >= 3)
            || (line.link_density() < 0.5
                && inside(
                    i,
                    &[Tag::Li, Tag::Td, Tag::Th, Tag::Blockquote, Tag::Dd, Tag::Dt],
                ))
    };
    let mut lead = false;
    for &i in &kept {
        if solid(i)
            && (lead
                || !descriptions
                    .iter()
                    .any(|known| known.share(&lines[i].text) > 0.8))
        {
            break;
        }
        // A lead is no end of the head: labels ("Author:") may follow it, but a sub-heading there is the body's.
        if solid(i) {
            lead = true;
        } else if !lead
            || (lines[i].words <= 4
                && !dom
                    .ancestors(lines[i].el)
                    .take(3)
                    .any(|id| dom.node(id).tag.is_heading()))
        {
            fates[i] = Fate::Drop("outside");
        } else {
            break;
        }
    }
    // Short lines at the end belong to the article when they go on in the element of a paragraph, or are a list in its clothes.
    let loose: Vec<usize> = kept
        .iter()
        .rev()
        .take_while(|&&i| !solid(i))
        .copied()
        .collect();
    let Some(&last) = kept.iter().rev().nth(loose.len()) else {
        return;
    };
    let home = dom.node(lines[last].el).parent;
    let sibling = |i: usize| {
        let el = lines[i].el;
        (el == lines[last].el || (dom.node(el).parent == home && dom.node(el).tag == Tag::P))
            && lines[i].link_density() < 0.3
    };
    let run = loose.iter().rev().take_while(|&&i| sibling(i)).count();
    let keep = if run >= 3 { run } else { 0 };
    for &i in loose.iter().rev().skip(keep) {
        fates[i] = Fate::Drop("outside");
    }
}
