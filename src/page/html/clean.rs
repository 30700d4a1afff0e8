//! Inside the container: which lines are the article, and what kind of debris the others are.

use std::collections::HashSet;

use super::dom::{Dom, NodeId};
use super::facts::Facts;
use super::head::Headline;
use super::hint::Hints;
use super::known::Known;
use super::line::Line;
use super::marker;
use super::tag::Tag;
use super::zones::WEAK;
use super::{boxes, edges};

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
    boxes::captions(dom, lines, container, hints, &mut fates);
    boxes::drop_boxes(dom, lines, container, hints, &mut fates);
    markers(lines, &mut fates);
    single_lines(dom, lines, &mut fates);
    if let Some(known) = known {
        by_known(lines, known, &mut fates);
    }
    edges::bylines(dom, lines, facts, hints, &mut fates);
    repeats(dom, lines, &mut fates);
    edges::tail(dom, lines, &mut fates);
    edges::trim(dom, lines, facts, &mut fates);
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

/// Lines that announce a box by their words, and the links or teasers that follow.
fn markers(lines: &[Line], fates: &mut [Fate]) {
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
                if !(linked && matches!(kind, "related-articles" | "tags" | "share" | "advert" | "navigation")) {
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
        let item = dom.ancestors(line.el).take(3).any(|id| dom.node(id).tag == Tag::Li);
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
