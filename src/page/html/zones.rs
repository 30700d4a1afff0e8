//! Elements that are not the article by their markup: navigation, hidden boxes, boxes named as debris, lists of teasers.

use super::dom::{Dom, NodeId};
use super::hint::Hints;
use super::line::Line;
use super::tag::Tag;
use super::totals::Totals;

/// Kind of debris of each line's surroundings, where the markup itself says so. `title` is the line of the headline.
pub fn zones<'a>(dom: &Dom<'a>, lines: &[Line], hints: &mut Hints<'a>, title: Option<usize>) -> Vec<Option<&'static str>> {
    let totals = Totals::new(lines, |_| true);
    let title = title.and_then(|i| lines.get(i)).map(|line| line.from);
    let mut zones: Vec<Option<&'static str>> = vec![None; lines.len()];
    // Kinds whose hints turn out to be a misnomer all over the page: a style sheet may call every paragraph a "tag".
    let mut misnomers: Vec<&'static str> = Vec::new();
    loop {
        zones.fill(None);
        let found = marked(dom, hints, &totals, title, &misnomers);
        let all = totals.of(dom, 0).prose;
        let mut held: Vec<(&'static str, u32)> = Vec::new();
        for zone in &found {
            for i in totals.range(dom, zone.id) {
                zones[i] = Some(zone.kind);
            }
            if zone.hint && !zone.follows {
                let prose = totals.of(dom, zone.id).prose;
                match held.iter_mut().find(|(kind, _)| *kind == zone.kind) {
                    Some((_, sum)) => *sum += prose,
                    None => held.push((zone.kind, prose)),
                }
            }
        }
        match held.iter().find(|(_, sum)| sum * 2 > all) {
            Some((kind, _)) => misnomers.push(kind),
            None => break,
        }
    }
    cards(dom, lines, &totals, &mut zones);
    zones
}

/// An element whose markup says that it is not the article.
struct Zone {
    id: NodeId,
    kind: &'static str,
    /// Only a class name says so.
    hint: bool,
    /// It stands after the headline and a good stretch of prose.
    follows: bool,
}

/// The outermost zones of the page, in document order.
fn marked<'a>(dom: &Dom<'a>, hints: &mut Hints<'a>, totals: &Totals, title: Option<NodeId>, misnomers: &[&'static str]) -> Vec<Zone> {
    let all = totals.of(dom, 0);
    let mut found = Vec::new();
    let mut id = 0;
    let count = dom.nodes.len() as NodeId;
    while id < count {
        let node = dom.node(id);
        let Some((kind, hint)) = zone(dom, id, hints).filter(|(kind, hint)| !*hint || !misnomers.contains(kind)) else {
            id += 1;
            continue;
        };
        let sum = totals.of(dom, id);
        if sum.lines == 0 {
            id = node.end;
            continue;
        }
        let holds_title = hint && title.is_some_and(|title| dom.within(title, id));
        // What follows the headline and a good stretch of prose may be as long as it likes: comments often are.
        let before = totals.before(id);
        let follows = matches!(kind, "comment-form" | "related-articles" | "navigation")
            && title.is_some_and(|title| title < id && before.prose - totals.before(title).prose >= 400);
        let share = sum.prose.max((sum.chars - sum.link_chars) / 2) * 10;
        let most = all.prose.max((all.chars - all.link_chars) / 2) * if hint { 3 } else { 5 };
        let too_much = !follows && share > most && sum.link_density() < 0.5;
        // Quoted posts carry the class names of the networks they come from; they are the author's material.
        let quoted = hint && kind != "comment-form" && holds_quote(dom, id, totals, sum.chars);
        if holds_title || too_much || quoted {
            id += 1;
            continue;
        }
        found.push(Zone { id, kind, hint, follows });
        id = node.end;
    }
    found
}

/// True when a block quotation is the better part of the element, or the element stands in one.
fn holds_quote(dom: &Dom<'_>, id: NodeId, totals: &Totals, chars: u32) -> bool {
    if dom.ancestors(id).take(4).any(|up| dom.node(up).tag == Tag::Blockquote) {
        return true;
    }
    dom.subtree(id)
        .take(24)
        .any(|inner| dom.node(inner).tag == Tag::Blockquote && totals.of(dom, inner).chars * 2 > chars)
}

/// Lists of teasers: three or more neighbours, each of them a headline that links away with a short text.
fn cards(dom: &Dom<'_>, lines: &[Line], totals: &Totals, zones: &mut [Option<&'static str>]) {
    let mut id = 0;
    let count = dom.nodes.len() as NodeId;
    while id < count {
        let node = dom.node(id);
        if !node.tag.is_block() || node.end - id < 9 || matches!(node.tag, Tag::Tr | Tag::Table | Tag::Tbody) {
            id += 1;
            continue;
        }
        let mut run: Vec<NodeId> = Vec::new();
        let (mut linked, mut weak) = (0, 0);
        let mut flush = |run: &mut Vec<NodeId>, linked: &mut usize, weak: &mut usize| {
            if *linked >= 3 {
                for &card in run.iter() {
                    for i in totals.range(dom, card) {
                        zones[i] = zones[i].or(Some(if *linked > *weak { "related-articles" } else { WEAK }));
                    }
                }
            }
            run.clear();
            *linked = 0;
            *weak = 0;
        };
        let mut child = id + 1;
        while child < node.end {
            let range = totals.range(dom, child);
            if !range.is_empty() {
                if let Some(strong) = is_card(dom, lines, child, range) {
                    run.push(child);
                    linked += 1;
                    weak += usize::from(!strong);
                } else {
                    flush(&mut run, &mut linked, &mut weak);
                }
            }
            child = dom.node(child).end;
        }
        flush(&mut run, &mut linked, &mut weak);
        id += 1;
    }
}

/// Zone of a list that may be the article's own: each item starts with a link. It gives no score, but it is kept inside the container.
pub const WEAK: &str = "list-of-links";

/// A headline that links away and at most a short text: the shape of a teaser. False when the headline is only the start of the text.
fn is_card(dom: &Dom<'_>, lines: &[Line], id: NodeId, range: std::ops::Range<usize>) -> Option<bool> {
    let tag = dom.node(id).tag;
    if range.len() > 8 || !tag.is_block() && tag != Tag::A || tag == Tag::P || tag.is_heading() || tag == Tag::Table {
        return None;
    }
    let (mut headline, mut lead_link, mut prose, mut prose_lines) = (false, false, 0, 0);
    for line in &lines[range] {
        if line.link_density() > 0.8 && line.words >= 4 {
            headline = true;
        } else if line.is_prose() {
            prose += line.chars;
            prose_lines += 1;
            lead_link |= line.lead_link && line.chars < 500;
        }
    }
    ((headline || lead_link) && prose_lines <= 2 && prose < 700).then_some(headline)
}

/// The kind of debris an element's markup stands for, and whether that is only a hint.
fn zone<'a>(dom: &Dom<'a>, id: NodeId, hints: &mut Hints<'a>) -> Option<(&'static str, bool)> {
    let element = dom.element(id)?;
    let tag = dom.node(id).tag;
    match tag {
        Tag::Nav | Tag::Menu => return Some(("navigation", false)),
        Tag::Footer => return Some(("navigation", true)),
        Tag::Dialog | Tag::Search => return Some(("navigation", false)),
        Tag::Html | Tag::Head | Tag::Body | Tag::Main => return None,
        _ => {}
    }
    if element.attr("hidden").is_some()
        || element
            .attr("style")
            .is_some_and(|style| style.replace(' ', "").contains("display:none"))
        || element.attr("aria-hidden") == Some("true")
    {
        return Some(("hidden", false));
    }
    match element.attr("role") {
        Some(
            "navigation" | "banner" | "search" | "menu" | "menubar" | "toolbar" | "tablist" | "dialog" | "alertdialog" | "contentinfo",
        ) => {
            return Some(("navigation", true));
        }
        Some("complementary") => return Some(("related-articles", true)),
        _ => {}
    }
    if tag == Tag::Aside {
        return Some((hints.of(dom, id).debris.unwrap_or("related-articles"), true));
    }
    if !tag.is_block() && tag != Tag::Other {
        return None;
    }
    let hint = hints.of(dom, id);
    match hint.debris {
        Some(kind) if !hint.lead || kind != "related-articles" => Some((kind, true)),
        _ => None,
    }
}
