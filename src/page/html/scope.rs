//! Which element holds the article: zones that cannot, then scores that paragraphs give to the elements around them.
//!
//! The scoring is that of Arc90's Readability (<https://github.com/mozilla/readability>): a paragraph is worth its length and its
//! commas, its parent gets all of it, its grandparent half; elements full of links lose. It needs no word of any language.

use std::collections::HashSet;

use super::dom::{Dom, NodeId};
use super::hint::Hints;
use super::line::Line;
use super::tag::Tag;

/// Sums over the lines before each line, so that any element's totals are two look-ups.
#[derive(Debug)]
pub struct Totals {
    /// Text node each line starts at.
    starts: Vec<NodeId>,
    sums: Vec<Sum>,
}

/// Totals of a stretch of lines.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sum {
    /// Lines.
    pub lines: u32,
    /// Code points.
    pub chars: u32,
    /// Of these, in links.
    pub link_chars: u32,
    /// Code points of lines that read like prose.
    pub prose: u32,
    /// Lines that read like prose.
    pub prose_lines: u32,
}

impl Sum {
    /// Share of the text that is inside links.
    pub fn link_density(&self) -> f32 {
        if self.chars == 0 {
            0.0
        } else {
            self.link_chars as f32 / self.chars as f32
        }
    }
}

impl Totals {
    /// Sums up the lines for which `counts` is true.
    pub fn new(lines: &[Line], counts: impl Fn(usize) -> bool) -> Self {
        let mut sums = Vec::with_capacity(lines.len() + 1);
        let mut sum = Sum::default();
        sums.push(sum);
        for (i, line) in lines.iter().enumerate() {
            if counts(i) {
                sum.lines += 1;
                sum.chars += line.chars;
                sum.link_chars += line.link_chars;
                if line.is_prose() {
                    sum.prose += line.chars;
                    sum.prose_lines += 1;
                }
            }
            sums.push(sum);
        }
        Self {
            starts: lines.iter().map(|line| line.from).collect(),
            sums,
        }
    }

    /// The lines inside an element.
    pub fn range(&self, dom: &Dom<'_>, id: NodeId) -> std::ops::Range<usize> {
        let end = dom.node(id).end;
        let from = self.starts.partition_point(|&start| start < id);
        let to = self.starts.partition_point(|&start| start < end);
        from..to
    }

    /// Totals of what stands before a node.
    pub fn before(&self, id: NodeId) -> Sum {
        self.sums[self.starts.partition_point(|&start| start < id)]
    }

    /// Totals of an element.
    pub fn of(&self, dom: &Dom<'_>, id: NodeId) -> Sum {
        let range = self.range(dom, id);
        let (a, b) = (self.sums[range.start], self.sums[range.end]);
        Sum {
            lines: b.lines - a.lines,
            chars: b.chars - a.chars,
            link_chars: b.link_chars - a.link_chars,
            prose: b.prose - a.prose,
            prose_lines: b.prose_lines - a.prose_lines,
        }
    }
}

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

/// Shingles of a text that is known to be the article's body.
#[derive(Debug, Default)]
pub struct Known {
    shingles: HashSet<u64>,
    /// Code points of the text.
    pub chars: usize,
}

impl Known {
    /// Takes the body as the page's metadata gives it.
    pub fn new(body: &str) -> Self {
        let mut known = Self {
            chars: body.chars().count(),
            ..Self::default()
        };
        shingles(body, |h| {
            known.shingles.insert(h);
        });
        known
    }

    /// Share of the line's shingles that the text has.
    pub fn share(&self, text: &str) -> f32 {
        let (mut all, mut hit) = (0u32, 0u32);
        shingles(text, |h| {
            all += 1;
            hit += u32::from(self.shingles.contains(&h));
        });
        if all == 0 { 0.0 } else { hit as f32 / all as f32 }
    }
}

/// Hashes of every three words in a row (of all of them when there are fewer).
fn shingles(text: &str, mut take: impl FnMut(u64)) {
    let mut last = [0u64; 3];
    let mut count = 0usize;
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        let mut h = 0xcbf2_9ce4_8422_2325u64;
        for c in word.chars().flat_map(char::to_lowercase) {
            h = (h ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3);
        }
        last = [last[1], last[2], h];
        count += 1;
        if count >= 3 {
            take(join(last));
        }
    }
    if count > 0 && count < 3 {
        take(join(last));
    }
}

fn join(parts: [u64; 3]) -> u64 {
    parts[0].rotate_left(17) ^ parts[1].rotate_left(5) ^ parts[2]
}

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
