//! Boxes inside the container: pictures with their captions, and elements made of links, controls or pointers.

use super::clean::Fate;
use super::dom::{Dom, NodeId};
use super::hint::Hints;
use super::line::Line;
use super::tag::Tag;
use super::totals::Totals;

/// Lines of figures and of elements whose names are those of a caption.
pub fn captions<'a>(dom: &Dom<'a>, lines: &[Line], container: NodeId, hints: &mut Hints<'a>, fates: &mut [Fate]) {
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
                _ if up < 3 && line.chars < 600 && hints.of(dom, id).image && is_picture_box(dom, id, &totals) => caption = true,
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
        && !dom.subtree(id).take(60).any(|inner| dom.node(inner).tag.is_heading())
}

/// Elements inside the container that are made of links, controls or pointers.
pub fn drop_boxes<'a>(dom: &Dom<'a>, lines: &[Line], container: NodeId, hints: &mut Hints<'a>, fates: &mut [Fate]) {
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

fn box_kind<'a>(dom: &Dom<'a>, id: NodeId, totals: &Totals, whole: u32, hints: &mut Hints<'a>) -> Option<&'static str> {
    let tag = dom.node(id).tag;
    let sum = totals.of(dom, id);
    let density = sum.link_density();
    if matches!(tag, Tag::Tr | Tag::Td | Tag::Th | Tag::Tbody | Tag::Thead | Tag::Tfoot) {
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
