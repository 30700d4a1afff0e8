//! When the page was published and changed, and which evidence says so.

use super::clean::Fate;
use super::dom::Dom;
use super::facts::{Facts, Given};
use super::head::Headline;
use super::hint::Hints;
use super::line::Line;
use super::tag::Tag;
use crate::page::Dated;
use crate::page::published::{Order, find, first, in_url};
use crate::source::Declared;

/// Publication, last change, and the line that shows the publication date on its own.
#[derive(Debug, Default)]
pub struct Dates {
    /// Publication.
    pub published: Option<Dated>,
    /// Last change.
    pub modified: Option<Dated>,
    /// The dateline.
    pub line: Option<usize>,
}

/// Reads the dates, from the most to the least trusted evidence.
pub fn dates<'a>(
    dom: &Dom<'a>,
    lines: &[Line],
    fates: &[Fate],
    facts: &Facts,
    hints: &mut Hints<'a>,
    declared: &Declared,
    head: &Headline,
) -> Dates {
    let order = order(facts);
    let (line, shown) = shown(dom, lines, fates, hints, head, order);
    let given = |vague: bool| {
        facts
            .published
            .iter()
            .filter(move |given| given.vague == vague)
            .filter_map(move |given| from_given(given, order))
    };
    let modified = facts.modified.iter().find_map(|given| from_given(given, order));
    let address = facts.canonical.as_deref().or(declared.url.as_deref());
    let in_address = address
        .and_then(in_url)
        .or_else(|| declared.url.as_deref().and_then(in_url))
        .map(|day| Claim::new(day, "url"));
    let container = declared
        .date
        .as_deref()
        .and_then(|date| first(date, order))
        .map(|day| Claim::new(day, "container"));
    let mut claims: Vec<Claim> = given(false).collect();
    claims.extend(timed(dom, order, head, lines));
    let sure = shown.filter(|(rank, _)| *rank >= SURE).map(|(_, claim)| claim);
    claims.extend(sure);
    claims.extend(given(true));
    claims.extend(shown.filter(|(rank, _)| (LIKELY..SURE).contains(rank)).map(|(_, claim)| claim));
    claims.extend(container);
    claims.extend(in_address);
    let fallback = modified.or(shown.map(|(_, claim)| claim));
    Dates {
        published: choose(&claims, address, sure).or(fallback).map(Claim::dated),
        modified: modified.map(Claim::dated),
        line,
    }
}

/// Rank from which a date near the headline is a dateline without doubt.
const SURE: u32 = 4;
/// Rank from which it is one more likely than not.
const LIKELY: u32 = 3;

/// A day that some evidence claims.
#[derive(Clone, Copy, Debug)]
struct Claim {
    day: jiff::civil::Date,
    basis: &'static str,
    /// Hour, where it is written in universal time: the local day may be the one before or after.
    utc: Option<u8>,
}

impl Claim {
    fn new(day: jiff::civil::Date, basis: &'static str) -> Self {
        Self { day, basis, utc: None }
    }

    fn dated(self) -> Dated {
        Dated {
            edtf: self.day.to_string(),
            basis: self.basis,
        }
    }
}

/// The first claim, unless others correct it.
fn choose(claims: &[Claim], address: Option<&str>, shown: Option<Claim>) -> Option<Claim> {
    let best = *claims.first()?;
    let apart = |claim: &Claim| (claim.day - best.day).get_days();
    // A time in UTC near midnight: what the reader sees, or the address, has the local day.
    if let Some(hour) = best.utc {
        // The clocks of the world are at most 14 hours ahead and 12 behind.
        let local = |claim: &&Claim| {
            claim.utc.is_none()
                && match apart(claim) {
                    1 => hour >= 10,
                    -1 => hour < 12,
                    _ => false,
                }
        };
        let same = claims.iter().any(|claim| claim.basis == "url" && claim.day == best.day);
        let by = |basis: &str| claims.iter().filter(|claim| claim.basis == basis).find(local).copied();
        if !same && let Some(local) = by("url").or_else(|| shown.filter(|claim| local(&claim))).or_else(|| by("time")) {
            return Some(local);
        }
    }
    // An address is fixed at publication: metadata of a much later day is that of a move or a new edition.
    if let Some(url) = claims.iter().find(|claim| claim.basis == "url")
        && apart(url) < -30
        && address.is_some_and(|address| address.contains(&format!("/{}/", url.day.year())))
    {
        return Some(*url);
    }
    // Two witnesses of different kinds who agree outweigh one.
    let rivals = claims
        .iter()
        .filter(|claim| claim.day != best.day && claim.basis != best.basis && claim.basis != "container");
    for rival in rivals {
        let seconded = claims
            .iter()
            .any(|other| other.day == rival.day && other.basis != rival.basis && other.basis != best.basis);
        let alone = !claims.iter().any(|other| other.day == best.day && other.basis != best.basis);
        if seconded && alone {
            return Some(*rival);
        }
    }
    Some(best)
}

fn from_given(given: &Given, order: Order) -> Option<Claim> {
    let day = first(&given.text, order)?;
    let text = given.text.trim_end();
    let universal = ["Z", "z", "+00:00", "+0000", "UTC", "GMT"].iter().any(|zone| text.ends_with(zone));
    let hour = text
        .split_once(['T', 't', ' '])
        .and_then(|(_, time)| time.get(..2))
        .and_then(|hour| hour.parse().ok());
    Some(Claim {
        day,
        basis: given.basis,
        utc: hour.filter(|_| universal),
    })
}

/// Month first only where the page says it is American.
fn order(facts: &Facts) -> Order {
    if facts.lang.starts_with("en-us") {
        Order::MonthFirst
    } else {
        Order::DayFirst
    }
}

/// `<time>` and `itemprop="datePublished"` elements: the first between headline and body, else the first of the page.
fn timed(dom: &Dom<'_>, order: Order, head: &Headline, lines: &[Line]) -> Option<Claim> {
    let title = head.title_lines.first().and_then(|&i| lines.get(i)).map_or(0, |line| line.from);
    let mut best: Option<(u32, jiff::civil::Date)> = None;
    for id in 0..dom.nodes.len() as u32 {
        let Some(element) = dom.element(id) else {
            continue;
        };
        let published = element
            .attr("itemprop")
            .is_some_and(|p| p.contains("datePublished") || p.contains("dateCreated"))
            || element.attr("pubdate").is_some();
        let time = dom.node(id).tag == Tag::Time;
        if !(published || time) {
            continue;
        }
        let written = element.attr("datetime").or(element.attr("content")).or(element.attr("title"));
        let day = written.and_then(|w| first(w, order)).or_else(|| first(&dom.text(id), order));
        let Some(day) = day else { continue };
        let class = element.attr("class").unwrap_or_default();
        let mut rank = 0;
        if published {
            rank += 4;
        }
        if class.contains("publish") || class.contains("entry-date") || class.contains("date") {
            rank += 2;
        }
        if class.contains("updated") && !class.contains("publish") || element.attr("itemprop") == Some("dateModified") {
            rank = 0;
        }
        if title > 0 && id > title {
            rank += 1;
        }
        if best.is_none_or(|(r, _)| rank > r) {
            best = Some((rank, day));
        }
    }
    best.map(|(_, day)| Claim::new(day, "time"))
}

/// A short line with a date near the headline.
fn shown<'a>(
    dom: &Dom<'a>,
    lines: &[Line],
    fates: &[Fate],
    hints: &mut Hints<'a>,
    head: &Headline,
    order: Order,
) -> (Option<usize>, Option<(u32, Claim)>) {
    let first_line = head.first.unwrap_or(lines.len().min(200));
    let title = head.title_lines.first().copied();
    let last = fates.iter().rposition(|fate| *fate == Fate::Keep);
    let mut best: Option<(u32, usize, jiff::civil::Date)> = None;
    for (i, line) in lines.iter().enumerate() {
        if line.chars > 240 || line.chars < 6 || dom.node(line.el).tag == Tag::Title {
            continue;
        }
        if fates[i] == Fate::Drop("comment-form") || line.link_density() > 0.9 && line.words > 6 {
            continue;
        }
        if !line.text.bytes().any(|b| b.is_ascii_digit()) {
            continue;
        }
        let Some(found) = find(&line.text, order, 1).first().copied() else {
            continue;
        };
        let mut rank = 0u32;
        if title.is_some_and(|t| i + 6 >= t && i <= first_line + 2) {
            rank += 4;
        } else if i <= first_line + 2 {
            rank += 1;
        }
        if dom.ancestors(line.el).take(2).any(|id| hints.of(dom, id).date) || inline_date(dom, line, hints) {
            rank += 3;
        }
        // Many sites sign below the text.
        if last.is_some_and(|last| i > last && i <= last + 4) {
            rank += 2;
        }
        // The date is most of the line.
        if (found.end - found.start) * 2 > line.text.len() {
            rank += 2;
        }
        if line.words > 14 {
            rank = rank.min(1);
        }
        if fates[i] == Fate::Drop("byline") {
            rank += 2;
        } else if fates[i] != Fate::Keep && fates[i] != Fate::Drop("outside") {
            rank = rank.saturating_sub(1);
        }
        if rank > 0 && best.is_none_or(|(r, _, _)| rank > r) {
            best = Some((rank, i, found.day));
        }
    }
    match best {
        Some((rank, i, day)) => {
            let near = title.is_some_and(|t| i + 6 >= t && i <= first_line + 2);
            (near.then_some(i).filter(|_| rank >= 4), Some((rank, Claim::new(day, "text"))))
        }
        None => (None, None),
    }
}

fn inline_date<'a>(dom: &Dom<'a>, line: &Line, hints: &mut Hints<'a>) -> bool {
    let mut at = dom.node(line.from).parent;
    while at > line.el {
        if hints.of(dom, at).date {
            return true;
        }
        at = dom.node(at).parent;
    }
    false
}
