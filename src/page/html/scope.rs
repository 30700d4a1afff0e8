//! Which element holds the article: paragraphs give scores to the elements around them.
//!
//! The scoring is that of Arc90's Readability (<https://github.com/mozilla/readability>): a paragraph is worth its length and its
//! commas, its parent gets all of it, its grandparent half; elements full of links lose. It needs no word of any language.

use super::dom::{Dom, NodeId};
use super::hint::Hints;
use super::known::Known;
use super::line::Line;
use super::tag::Tag;
use super::totals::Totals;

/// The element that holds the article, or none when no line outside the zones reads like prose.
pub fn container<'a>(
    dom: &Dom<'a>,
    lines: &[Line],
    zones: &[Option<&'static str>],
    hints: &mut Hints<'a>,
    known: Option<&Known>,
) -> Option<NodeId> {
    let totals = Totals::new(lines, |i| zones[i].is_none());
    if let Some(known) = known
        && let Some(id) = covering(dom, lines, zones, known)
    {
        return Some(id);
    }
    let mut scores: Vec<f32> = vec![0.0; dom.nodes.len()];
    let mut scored: Vec<NodeId> = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        if zones[i].is_some() || !line.is_prose() || dom.node(line.el).tag.is_heading() || dom.node(line.el).tag == Tag::Title {
            continue;
        }
        let score = (1.0 + line.commas.min(12) as f32 + (line.chars as f32 / 100.0).min(4.0)) * (1.0 - line.link_density());
        // A paragraph is an element with nothing but this text; text that stands loose counts for its own element.
        let range = totals.range(dom, line.el);
        let single = range.len() == 1 || matches!(dom.node(line.el).tag, Tag::P | Tag::Li | Tag::Pre | Tag::Blockquote | Tag::Dd);
        let mut at = if single { dom.node(line.el).parent } else { line.el };
        for level in 0..5u32 {
            let share = match level {
                0 => 1.0,
                1 => 0.5,
                n => 1.0 / (n * 3) as f32,
            };
            let slot = &mut scores[at as usize];
            if *slot == 0.0 {
                scored.push(at);
            }
            *slot += score * share;
            if at == 0 {
                break;
            }
            at = dom.node(at).parent;
        }
    }
    let mut best: Option<(NodeId, f32)> = None;
    scored.sort_unstable();
    for id in scored {
        let sum = totals.of(dom, id);
        let hint = hints.of(dom, id);
        let mut score = scores[id as usize] * (1.0 - sum.link_density());
        if hint.body || dom.attr(id, "itemprop") == Some("articleBody") || dom.node(id).tag == Tag::Article {
            score *= 1.15;
        }
        if best.is_none_or(|(_, s)| score > s) {
            best = Some((id, score));
        }
    }
    let (mut at, _) = best?;
    // Climb while the parent brings much more prose than it brings links.
    let mut here = totals.of(dom, at);
    let mut top = at;
    while at != 0 {
        let up = dom.node(at).parent;
        if matches!(dom.node(up).tag, Tag::Html) {
            break;
        }
        let sum = totals.of(dom, up);
        let gain = sum.prose - here.prose.min(sum.prose);
        let links = sum.link_chars - here.link_chars.min(sum.link_chars);
        if gain * 10 >= here.prose && links * 3 < gain {
            top = up;
            here = sum;
        } else if gain * 10 >= here.prose {
            break;
        }
        at = up;
    }
    Some(top)
}

/// The smallest element that holds nearly all the lines of a known body.
fn covering(dom: &Dom<'_>, lines: &[Line], zones: &[Option<&'static str>], known: &Known) -> Option<NodeId> {
    let mut total = 0u32;
    let mut hits: Vec<(usize, u32)> = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        if zones[i].is_none() && dom.node(line.el).tag != Tag::Title && line.words >= 4 && known.share(&line.text) > 0.7 {
            hits.push((i, line.chars));
            total += line.chars;
        }
    }
    if (total as usize) < known.chars / 2 || total < 200 {
        return None;
    }
    let mut weight = vec![0u32; lines.len() + 1];
    let mut hit = vec![0u32; lines.len()];
    for (i, chars) in hits {
        hit[i] = chars;
    }
    for (i, chars) in hit.iter().enumerate() {
        weight[i + 1] = weight[i] + chars;
    }
    let totals = Totals::new(lines, |_| true);
    let mut at = 0;
    // Walk down into the child that still holds it all.
    'down: loop {
        let end = dom.node(at).end;
        let mut child = at + 1;
        while child < end {
            let range = totals.range(dom, child);
            if (weight[range.end] - weight[range.start]) * 100 >= total * 92 && range.len() > 1 {
                at = child;
                continue 'down;
            }
            child = dom.node(child).end;
        }
        return Some(at);
    }
}
