//! Lists of teasers for other articles: under a heading (`Đọc nhiều`), or between lone bullets.

use super::lines::{Line, Shape, Sheet};
use super::names;
use crate::page::Role;

const KIND: &str = "related-articles";

/// Marks the lines of every list of teasers.
pub(super) fn mark(sheet: &mut Sheet<'_>) {
    let long = |line: &Line| line.cut.is_none() && line.shape == Shape::Prose && line.to - line.from > 120;
    let last_prose = sheet.lines.iter().rposition(long);
    let mut prose = 0usize;
    let mut at = 0;
    while at < sheet.lines.len() {
        let line = sheet.lines[at];
        if line.cut.is_some() && line.shape != Shape::Head {
            at += 1;
            continue;
        }
        match line.shape {
            Shape::Head => at = under_heading(sheet, at, prose > 0),
            Shape::Bullet => at = bullets(sheet, at, prose > 0, last_prose),
            Shape::Prose | Shape::Row => {
                prose += 1;
                at += 1;
            }
            _ => at += 1,
        }
    }
}

/// A heading and its teasers; gives the line behind them.
fn under_heading(sheet: &mut Sheet<'_>, head: usize, inside: bool) -> usize {
    if !inside {
        // Above the article it is a link of the menu: what follows may be the headline.
        sheet.cut(head, head, "navigation");
        return head + 1;
    }
    let first = sheet.next(head);
    let last = match first {
        Some(first) if sheet.lines[first].shape == Shape::Bullet => Group::read(sheet, first).last,
        Some(first) => plain_items(sheet, first).unwrap_or(head),
        None => head,
    };
    sheet.cut(head, last, KIND);
    last + 1
}

/// Teasers without bullets from line `first`: headlines, with dates and short texts between them. Gives the last
/// line, `None` when there is none.
fn plain_items(sheet: &Sheet<'_>, first: usize) -> Option<usize> {
    let with_texts = alternates(sheet, first);
    let (mut last, mut items) = (None, 0);
    let mut at = Some(first);
    while let Some(i) = at {
        let line = &sheet.lines[i];
        let next = sheet.next(i);
        let content = sheet.content(i);
        let taken = match line.shape {
            Shape::Headline => {
                let byline = names::is_byline(content)
                    && next.is_none_or(|next| sheet.lines[next].cut.is_some() || sheet.lines[next].shape == Shape::Prose);
                !line.heading && !byline
            }
            Shape::Date(_) => next.is_some_and(|next| sheet.lines[next].shape == Shape::Headline),
            Shape::Debris(_) | Shape::Weak(_) | Shape::Head | Shape::Bullet => true,
            // The text of a teaser, cut off by the site or one of a regular list; anything else is the article again.
            Shape::Prose => {
                items > 0 && (with_texts || cut_off(content) && next.is_none_or(|next| sheet.lines[next].shape == Shape::Headline))
            }
            _ => false,
        };
        if !taken {
            break;
        }
        items += usize::from(line.shape == Shape::Headline);
        last = Some(i);
        at = next;
    }
    last.filter(|_| items > 0)
}

fn cut_off(text: &str) -> bool {
    text.ends_with("...") || text.ends_with('…') || text.ends_with("[…]")
}

/// Headline, short text, headline, short text … to the end, three times and more.
fn alternates(sheet: &Sheet<'_>, first: usize) -> bool {
    let mut pairs = 0;
    let mut at = Some(first);
    while let Some(i) = at {
        let Some(text) = sheet.next(i) else { return pairs >= 3 };
        let fits = sheet.lines[i].shape == Shape::Headline
            && !sheet.lines[i].heading
            && sheet.lines[text].shape == Shape::Prose
            && sheet.content(text).len() <= 500;
        if !fits {
            return pairs >= 3 && sheet.lines[i].cut.is_some();
        }
        pairs += 1;
        at = sheet.next(text);
    }
    pairs >= 3
}

/// Lone bullets, each with its one to three lines.
struct Group {
    last: usize,
    items: usize,
    /// Items that open with a headline.
    headlines: usize,
    /// Items with a text under their headline.
    texts: usize,
    /// Bytes of the first lines.
    bytes: usize,
}

impl Group {
    const LONGEST: usize = 3;

    /// Reads the bullets from line `first`.
    fn read(sheet: &Sheet<'_>, first: usize) -> Self {
        let mut group = Self {
            last: first,
            items: 0,
            headlines: 0,
            texts: 0,
            bytes: 0,
        };
        let mut largest = 1;
        let mut bullet = first;
        loop {
            let lines = item(sheet, bullet);
            let next = lines.last().copied().or(Some(bullet)).and_then(|last| sheet.next(last));
            let more = next.is_some_and(|next| sheet.lines[next].shape == Shape::Bullet);
            if lines.len() > Self::LONGEST && more {
                break;
            }
            // The last item has no bullet behind it: it is as long as the longest before it, and ends at a blank line.
            let limit = if more {
                lines.len()
            } else if group.items == 0 {
                2
            } else {
                largest
            };
            let mut taken: Vec<usize> = lines.iter().copied().take(limit).collect();
            if !more && let Some(gap) = taken.windows(2).position(|pair| pair[1] > pair[0] + 1) {
                taken.truncate(gap + 1);
            }
            largest = largest.max(taken.len());
            group.last = taken.last().copied().unwrap_or(bullet);
            if let Some(&head) = taken.first() {
                group.items += 1;
                group.bytes += sheet.content(head).len();
                group.headlines += usize::from(sheet.lines[head].shape == Shape::Headline);
                group.texts += usize::from(taken.len() > 1);
            }
            match next {
                Some(next) if more => bullet = next,
                _ => break,
            }
        }
        group
    }

    /// Teasers rather than a list of the article: they open with headlines, and close the text or carry texts.
    /// `last_prose` is the last long paragraph of the text.
    fn is_teasers(&self, sheet: &Sheet<'_>, first: usize, last_prose: Option<usize>) -> bool {
        let announced = sheet.previous(first).is_some_and(|i| sheet.content(i).ends_with(':'));
        if announced || self.headlines * 5 < self.items * 4 {
            return false;
        }
        let average = self.bytes / self.items.max(1);
        let ends = last_prose.is_none_or(|at| at <= self.last);
        match self.items {
            0 => false,
            1 => ends && self.texts == 1 && cut_off(sheet.content(self.last)),
            _ if ends => average >= 30,
            _ => self.items >= 3 && self.texts * 2 > self.items && average >= 45,
        }
    }
}

/// The lines of the item behind the bullet `at`, up to four.
fn item(sheet: &Sheet<'_>, at: usize) -> Vec<usize> {
    let mut lines = Vec::with_capacity(4);
    let mut next = sheet.next(at);
    while let Some(i) = next
        && lines.len() <= Group::LONGEST
        && matches!(
            sheet.lines[i].shape,
            Shape::Headline | Shape::Prose | Shape::Date(_) | Shape::Weak(_)
        )
        && sheet.lines[i].cut.is_none()
    {
        lines.push(i);
        next = sheet.next(i);
    }
    lines
}

/// A run of lone bullets outside a list of teasers' heading; gives the line behind it.
fn bullets(sheet: &mut Sheet<'_>, first: usize, inside: bool, last_prose: Option<usize>) -> usize {
    let group = Group::read(sheet, first);
    if inside && group.is_teasers(sheet, first, last_prose) {
        sheet.cut(first, group.last, KIND);
        return group.last + 1;
    }
    for i in first..=group.last {
        if sheet.lines[i].shape == Shape::Bullet {
            sheet.cut(i, i, "ui-residue");
        } else {
            sheet.lines[i].role = Role::Item;
        }
    }
    group.last + 1
}
