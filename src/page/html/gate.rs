//! Article or not: home pages, sections, search results and error pages have no facts of their own.

use super::clean::Fate;
use super::dom::{Dom, NodeId};
use super::facts::Facts;
use super::head::Headline;
use super::line::Line;
use super::tag::Tag;
use super::totals::Totals;
use super::when::Dates;

/// True when the page is one article, judged by its structure first and by what it declares second.
pub fn is_article(
    dom: &Dom<'_>,
    lines: &[Line],
    fates: &[Fate],
    container: Option<NodeId>,
    facts: &Facts,
    dates: &Dates,
    head: &Headline,
) -> bool {
    let Some(container) = container else {
        return false;
    };
    let evidence = Evidence::new(dom, lines, fates, container, head);
    evidence.score(facts, dates) > 0
}

/// What the gate weighs.
#[derive(Debug)]
pub struct Evidence {
    /// Lines of kept prose.
    pub prose_lines: u32,
    /// Headlines that link away, on the whole page.
    pub headlines: u32,
    /// The same inside the container.
    pub inner_headlines: u32,
    /// Longest stretch of kept prose without a linked headline in it.
    pub longest: u32,
    /// A headline of a few words stands over the prose, with no other headlines between.
    pub headed: bool,
}

impl Evidence {
    fn new(dom: &Dom<'_>, lines: &[Line], fates: &[Fate], container: NodeId, head: &Headline) -> Self {
        let totals = Totals::new(lines, |i| fates[i] == Fate::Keep);
        let sum = totals.of(dom, container);
        let mut evidence = Evidence {
            prose_lines: sum.prose_lines,
            headlines: 0,
            inner_headlines: 0,
            longest: 0,
            headed: headed(lines, fates, head),
        };
        let mut run = 0;
        for (i, line) in lines.iter().enumerate() {
            let headline = line.words >= 5 && line.link_density() > 0.8 && dom.node(line.el).tag != Tag::Title;
            if headline {
                evidence.headlines += 1;
                if dom.within(line.el, container) {
                    evidence.inner_headlines += 1;
                    run = 0;
                }
            } else if fates[i] == Fate::Keep && line.is_prose() {
                run += line.chars;
                evidence.longest = evidence.longest.max(run);
            }
        }
        evidence
    }

    fn score(&self, facts: &Facts, dates: &Dates) -> i32 {
        let mut score = 0;
        if facts.linked.article {
            score += 2;
        } else if facts.linked.listing || facts.linked.other {
            // The page describes itself, and not as an article.
            score -= 1;
        }
        if !facts.published.is_empty() {
            score += 2;
        } else if dates.line.is_some() {
            score += 1;
        }
        match facts.kind.as_deref() {
            Some(kind) if kind.contains("article") || kind.contains("blog") => score += 1,
            Some("website") => score -= 1,
            _ => {}
        }
        if facts.canonical.as_deref().is_some_and(is_root) {
            score -= 2;
        }
        score += match self.longest {
            0..40 => -3,
            40..200 if self.headlines > 3 => -3,
            40..500 if self.headlines <= 3 => 1,
            200..500 => -1,
            500..800 => 1,
            800..1500 => 2,
            _ => 3,
        };
        // Teasers: many linked headlines among few and short paragraphs.
        if self.inner_headlines >= 6 && self.inner_headlines > self.prose_lines / 2 {
            score -= if self.longest < 1000 { 3 } else { 1 };
        }
        if self.headed {
            score += 1;
        }
        if self.headlines >= 20 && self.longest < 1000 {
            score -= 1;
        }
        score
    }
}

/// True when the headline has the length of one and the prose follows it without other headlines.
fn headed(lines: &[Line], fates: &[Fate], head: &Headline) -> bool {
    let (Some(&last), Some(first)) = (head.title_lines.last(), head.first) else {
        return false;
    };
    let words: u32 = head.title_lines.iter().map(|&i| lines[i].words).sum();
    words >= 4
        && last < first
        && lines[last..first]
            .iter()
            .filter(|line| line.words >= 5 && line.link_density() > 0.8)
            .count()
            <= 3
        && (first..lines.len())
            .filter(|&i| fates[i] == Fate::Keep)
            .take(4)
            .any(|i| lines[i].is_prose())
}

/// True for the address of a site's front page.
fn is_root(url: &str) -> bool {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    match rest.split_once('/') {
        None => true,
        Some((_, path_and_query)) => {
            let path = path_and_query.split(['?', '#']).next().unwrap_or_default().trim_matches('/');
            let query = path_and_query.split_once('?').map_or("", |(_, query)| query);
            path.is_empty() && !query.bytes().any(|b| b.is_ascii_digit())
                || matches!(
                    path,
                    "index.html" | "index.htm" | "index.php" | "default.aspx" | "home" | "trang-chu"
                )
        }
    }
}
