//! The headline and the lead: where they stand on the page.

use super::clean::Fate;
use super::dom::{Dom, NodeId};
use super::facts::Facts;
use super::hint::Hints;
use super::known::Known;
use super::line::Line;
use super::tag::Tag;
use crate::source::Declared;

/// Headline and lead.
#[derive(Debug, Default)]
pub struct Headline {
    /// The headline.
    pub title: Option<String>,
    /// Lines that show it.
    pub title_lines: Vec<usize>,
    /// Where only `<title>` has it: the element, and how many code points of its text.
    pub title_element: Option<(NodeId, usize)>,
    /// Lines of the lead.
    pub lead_lines: Vec<usize>,
    /// First line of the body.
    pub first: Option<usize>,
}

/// Finds the headline.
pub fn find(dom: &Dom<'_>, lines: &[Line], facts: &Facts, declared: &Declared) -> Headline {
    let mut head = Headline::default();
    title(dom, lines, facts, declared, &mut head);
    head
}

/// Finds the lead, once the body is known.
pub fn find_lead<'a>(dom: &Dom<'a>, lines: &[Line], fates: &[Fate], facts: &Facts, hints: &mut Hints<'a>, head: &mut Headline) {
    head.first = fates
        .iter()
        .enumerate()
        .position(|(i, fate)| *fate == Fate::Keep && !head.title_lines.contains(&i));
    lead(dom, lines, fates, facts, hints, head);
}

/// Letters and digits in lower case: what two spellings of one headline share.
fn key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn title(dom: &Dom<'_>, lines: &[Line], facts: &Facts, declared: &Declared, head: &mut Headline) {
    let mut claims: Vec<&str> = facts.titles.iter().map(String::as_str).collect();
    claims.extend(facts.linked.headline.as_deref());
    claims.extend(declared.title.as_deref());
    let keys: Vec<String> = claims.iter().map(|claim| key(claim)).filter(|k| !k.is_empty()).collect();
    let page_title = facts.title_element.as_ref().map(|(_, text)| key(text)).unwrap_or_default();
    // Headings with their lines, the best one by what the head of the page says.
    let mut best: Option<(u32, usize, usize)> = None;
    let mut i = 0;
    while i < lines.len() {
        let el = lines[i].el;
        let heading = dom.ancestors(el).take(4).find(|&id| dom.node(id).tag.is_heading());
        let Some(heading) = heading else {
            i += 1;
            continue;
        };
        let mut to = i + 1;
        while to < lines.len() && dom.within(lines[to].el, heading) {
            to += 1;
        }
        let text = lines[i..to].iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
        let k = key(&text);
        let h1 = dom.node(heading).tag == Tag::H1;
        let mut score = 0u32;
        if k.chars().count() >= 8 || keys.contains(&k) {
            for claim in keys.iter() {
                score = score.max(if *claim == k {
                    100
                } else if claim.contains(&k) || k.contains(claim.as_str()) && claim.len() > 12 {
                    60
                } else {
                    0
                });
            }
            if page_title.contains(&k) {
                score += 40;
            }
        }
        if h1 {
            score += 25;
        }
        if score >= 25 && best.is_none_or(|(s, _, _)| score > s) {
            best = Some((score, i, to));
        }
        i = to;
    }
    let claim = claims.first().copied().or(facts.title_element.as_ref().map(|(_, t)| t.as_str()));
    if let Some((score, from, to)) = best
        && (score >= 40 || keys.is_empty() || only_h1(dom, lines, from))
    {
        head.title_lines = (from..to).collect();
        head.title = Some(lines[from..to].iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" "));
        return;
    }
    // A line of its own that is the headline word for word.
    let said = |line: &Line| {
        dom.node(line.el).tag != Tag::Title && line.words >= 3 && line.link_density() < 0.5 && keys.contains(&key(&line.text))
    };
    if let Some(i) = lines.iter().position(said) {
        head.title_lines = vec![i];
        head.title = Some(lines[i].text.clone());
        return;
    }
    head.title = claim.map(|claim| without_site(claim, facts));
    if let (Some((id, text)), Some(title)) = (&facts.title_element, &head.title)
        && text.starts_with(title.as_str())
    {
        head.title_element = Some((*id, title.chars().count()));
    }
}

fn only_h1(dom: &Dom<'_>, lines: &[Line], at: usize) -> bool {
    let h1 = |line: &Line| dom.ancestors(line.el).take(4).find(|&id| dom.node(id).tag == Tag::H1);
    let own = h1(&lines[at]);
    own.is_some() && lines.iter().all(|line| h1(line).is_none_or(|id| Some(id) == own))
}

/// A headline without the site's name behind it: "Headline - Site", "Headline | Site".
fn without_site(title: &str, facts: &Facts) -> String {
    let mut best = title;
    for separator in [" | ", " - ", " – ", " — ", " :: ", " » ", " • "] {
        if let Some((head, tail)) = title.rsplit_once(separator)
            && (facts.site.as_deref().is_some_and(|site| key(site) == key(tail)) || tail.split(' ').count() <= 4)
            && head.split(' ').count() >= 3
            && head.len() < best.len()
        {
            best = head;
        }
    }
    best.trim().to_owned()
}

fn lead<'a>(dom: &Dom<'a>, lines: &[Line], fates: &[Fate], facts: &Facts, hints: &mut Hints<'a>, head: &mut Headline) {
    let Some(first) = head.first else { return };
    let mut descriptions: Vec<&str> = Vec::new();
    for text in facts
        .descriptions
        .iter()
        .map(String::as_str)
        .chain(facts.linked.description.as_deref())
    {
        if text.split(' ').count() >= 6 && !descriptions.contains(&text) {
            descriptions.push(text);
        }
    }
    let known: Vec<Known> = descriptions.iter().map(|text| Known::new(text)).collect();
    let after = head.title_lines.last().map_or(0, |i| i + 1);
    let matches = |line: &Line| {
        if known.is_empty() || line.words < 6 || line.link_density() >= 0.5 {
            return false;
        }
        let own = Known::new(&line.text);
        known.iter().any(|known| known.overlap(&own) > 0.8)
    };
    // Between the headline and the body, or its first lines.
    let from = if after <= first { after } else { 0 };
    let mut found = Vec::new();
    for (i, line) in lines.iter().enumerate().take(first + 3).skip(from) {
        let near = matches!(fates[i], Fate::Keep | Fate::Drop("outside" | "related-articles" | "related-link"));
        if near && dom.node(line.el).tag != Tag::Title && !head.title_lines.contains(&i) && matches(line) {
            found.push(i);
            // The lead is one stretch: the same words again are a teaser of the same page.
            if lines.get(i + 1).is_none_or(|next| !matches(next)) {
                break;
            }
        }
    }
    if found.is_empty() {
        // No description says so: an element named as a lead, between headline and body.
        for (i, line) in lines.iter().enumerate().take(first).skip(after) {
            let named = dom.ancestors(line.el).take(2).any(|id| hints.of(dom, id).lead);
            if fates[i] == Fate::Drop("outside") && named && line.is_prose() {
                found.push(i);
            }
        }
    }
    head.lead_lines = found;
}
