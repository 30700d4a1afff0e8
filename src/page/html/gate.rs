//! Article or not: home pages, sections, search results and error pages have no facts of their own.

use super::clean::Fate;
use super::dom::{Dom, NodeId};
use super::facts::Facts;
use super::line::Line;
use super::scope::Totals;
use super::tag::Tag;
use super::when::Dates;

/// True when the page is one article, judged by its structure first and by what it declares second.
pub fn is_article(dom: &Dom<'_>, lines: &[Line], fates: &[Fate], container: Option<NodeId>, facts: &Facts, dates: &Dates) -> bool {
    let Some(container) = container else {
        return false;
    };
    let evidence = Evidence::new(dom, lines, fates, container);
    #[cfg(debug_assertions)]
    if std::env::var("HTML_DEV").is_ok() {
        #[allow(clippy::print_stderr)]
        {
            eprintln!(
                "{evidence:?} score {} kind {:?} ld {} {} published {}",
                evidence.score(facts, dates),
                facts.kind,
                facts.linked.article,
                facts.linked.listing,
                facts.published.len()
            );
        }
    }
    evidence.score(facts, dates) > 0
}

/// What the gate weighs.
#[derive(Debug)]
pub struct Evidence {
    /// Code points of kept prose.
    pub prose: u32,
    /// Lines of kept prose.
    pub prose_lines: u32,
    /// Headlines that link away, on the whole page.
    pub headlines: u32,
    /// The same inside the container.
    pub inner_headlines: u32,
    /// Longest stretch of kept prose without a linked headline in it.
    pub longest: u32,
    /// Kept prose in the paragraphs' most common parent.
    pub prose_in_one: u32,
}

impl Evidence {
    fn new(dom: &Dom<'_>, lines: &[Line], fates: &[Fate], container: NodeId) -> Self {
        let totals = Totals::new(lines, |i| fates[i] == Fate::Keep);
        let sum = totals.of(dom, container);
        let mut evidence = Evidence {
            prose: sum.prose,
            prose_lines: sum.prose_lines,
            headlines: 0,
            inner_headlines: 0,
            longest: 0,
            prose_in_one: 0,
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
            500..1000 => 1,
            1000..2000 => 2,
            _ => 3,
        };
        // Teasers: many linked headlines among few and short paragraphs.
        if self.inner_headlines >= 6 && self.inner_headlines > self.prose_lines / 2 {
            score -= 3;
        }
        if self.headlines >= 20 && self.longest < 1000 {
            score -= 1;
        }
        score
    }
}

/// True for the address of a site's front page.
fn is_root(url: &str) -> bool {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    match rest.split_once('/') {
        None => true,
        Some((_, path)) => {
            let path = path.split(['?', '#']).next().unwrap_or_default().trim_matches('/');
            path.is_empty()
                || matches!(
                    path,
                    "index.html" | "index.htm" | "index.php" | "default.aspx" | "home" | "trang-chu"
                )
        }
    }
}
