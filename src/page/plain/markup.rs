//! Marks of Markdown and of crawlers' Markdown-like output inside a line: emphasis, headings, pictures, links, tables.

use super::cuts::Cut;
use crate::text::bytes;

/// What the marks say about their line.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Found {
    /// A picture stood in it.
    pub(super) image: bool,
    /// A heading, or bold from end to end.
    pub(super) heading: bool,
    /// A row of a table.
    pub(super) row: bool,
    /// One cell, left over from a table that framed a picture.
    pub(super) framed: bool,
    /// Only a line drawn with symbols.
    pub(super) rule: bool,
    /// An excerpt that ends in an omission and opens with a link to the whole.
    pub(super) read_more: bool,
}

const MARKUP: &str = "markup";
const IMAGE: &str = "image-debris";

/// True when any byte is there that could open or close a mark.
pub(super) fn any(bytes: &[u8]) -> bool {
    bytes::any(bytes, |b| (b == b'*') | (b == b'[') | (b == b'#') | (b == b'|') | (b == b'='))
}

/// Finds the marks of one line. `content` is the trimmed line, `base` its place in the text; cuts go to `marks`,
/// places of cell borders to `tabs`.
pub(super) fn scan(content: &str, base: usize, marks: &mut Vec<Cut>, tabs: &mut Vec<u32>) -> Found {
    let mut found = Found::default();
    let bytes = content.as_bytes();
    if content.len() >= 3 && bytes.iter().all(|b| b"=-_*|: ".contains(b)) && bytes.iter().any(|b| b"=-_*".contains(b)) {
        found.rule = true;
        return found;
    }
    let before = marks.len();
    let hashes = bytes.iter().take_while(|&&b| b == b'#').count();
    let mut at = 0;
    if (1..=6).contains(&hashes) && matches!(bytes.get(hashes), Some(b' ') | None) {
        marks.push(Cut::new(base, base + (hashes + 1).min(content.len()), MARKUP));
        found.heading = true;
        at = hashes;
    }
    cells(content, base, marks, tabs, &mut found);
    let mut open = None;
    while at < bytes.len() {
        at = match bytes[at] {
            b'!' if bytes.get(at + 1) == Some(&b'[') => match link(content, at + 1) {
                Some((_, _, end)) => {
                    found.image = true;
                    marks.push(Cut::new(base + at, base + end, IMAGE));
                    end
                }
                None => at + 1,
            },
            b'[' => match link(content, at) {
                Some((text, close, end)) => {
                    anchor(content, base, marks, (at, text, close, end), &mut found);
                    text
                }
                None => at + 1,
            },
            b']' if marks.iter().rev().take(8).any(|mark| mark.start as usize == base + at) => marks
                .iter()
                .rev()
                .find(|mark| mark.start as usize == base + at)
                .map_or(at + 1, |mark| mark.end as usize - base),
            b'*' => stars(bytes, base, at, marks, &mut open),
            _ => at + 1,
        };
    }
    if found.read_more && !content.ends_with('…') && !content.ends_with("...") {
        found.read_more = false;
    }
    if let Some(line) = marks.get_mut(before..) {
        line.sort_by_key(|mark| mark.start);
        found.heading |= bold(content, base, line);
    }
    found
}

/// A run of stars: two and more are emphasis; one is, when it opens before a word and closes after one.
fn stars(bytes: &[u8], base: usize, at: usize, marks: &mut Vec<Cut>, open: &mut Option<usize>) -> usize {
    let count = bytes[at..].iter().take_while(|&&b| b == b'*').count();
    let end = at + count;
    if count > 1 {
        marks.push(Cut::new(base + at, base + end, MARKUP));
        return end;
    }
    let before = at.checked_sub(1).map(|i| bytes[i]);
    let after = bytes.get(end).copied();
    let opens = before.is_none_or(|b| b == b' ') && after.is_some_and(|b| b != b' ' && b != b')');
    let closes = before.is_some_and(|b| b != b' ' && b != b'(') && after.is_none_or(|b| b" .,;:!?)".contains(&b));
    if opens {
        *open = Some(at);
    } else if closes && let Some(start) = open.take() {
        marks.push(Cut::new(base + start, base + start + 1, MARKUP));
        marks.push(Cut::new(base + at, base + end, MARKUP));
    }
    end
}

/// Bold from the first to the last letter.
fn bold(content: &str, base: usize, marks: &[Cut]) -> bool {
    let end = base + content.len();
    let stars = |mark: &&Cut| {
        let (start, end) = (mark.start as usize - base, mark.end as usize - base);
        end - start >= 2 && content.get(start..end).is_some_and(|text| text.bytes().all(|b| b == b'*'))
    };
    let bold: Vec<&Cut> = marks.iter().filter(stars).collect();
    matches!(bold.as_slice(), [first, last] if first.start as usize == base && last.end as usize == end)
}

/// Borders of cells: those at the ends go, those inside a row become tabs.
fn cells(content: &str, base: usize, marks: &mut Vec<Cut>, tabs: &mut Vec<u32>, found: &mut Found) {
    if !content.ends_with('|') && !content.starts_with('|') {
        return;
    }
    let bars = content.bytes().filter(|&b| b == b'|').count();
    found.row = content.starts_with('|') || bars > 1;
    found.framed = !found.row;
    let last = content.len() - 1;
    for (at, _) in content.match_indices('|') {
        if at == 0 || (at == last && last > 0) {
            marks.push(Cut::new(base + at, base + at + 1, if found.framed { IMAGE } else { MARKUP }));
        } else if found.row {
            tabs.push((base + at) as u32);
        }
    }
}

/// A link: its brackets and target go, its words stay.
fn anchor(content: &str, base: usize, marks: &mut Vec<Cut>, (at, text, close, end): (usize, usize, usize, usize), found: &mut Found) {
    let words = content.get(text..close).unwrap_or_default();
    let words = words.trim_matches(|c: char| !c.is_alphanumeric());
    if at == 0 && super::super::debris::at_start(strip_shortcode(words)).is_some_and(|hit| hit.kind == "related-link") {
        found.read_more = true;
    }
    marks.push(Cut::new(base + at, base + text, MARKUP));
    marks.push(Cut::new(base + close, base + end, MARKUP));
}

/// `:gift:` and the like.
fn strip_shortcode(words: &str) -> &str {
    match words.split_once(':') {
        Some((name, rest)) if !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') => {
            rest.trim_end_matches(name).trim_matches([':', ' '])
        }
        _ => words,
    }
}

/// A link at the bracket `at`: start of its words, their end, end of the whole.
fn link(content: &str, at: usize) -> Option<(usize, usize, usize)> {
    let bytes = content.as_bytes();
    let mut depth = 0usize;
    let mut close = None;
    for (i, &b) in bytes.iter().enumerate().skip(at).take(400) {
        match b {
            b'[' => depth += 1,
            b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    close = Some(i);
                    break;
                }
            }
            _ => {}
        }
    }
    let close = close?;
    if bytes.get(close + 1) != Some(&b'(') {
        return None;
    }
    let mut depth = 0usize;
    for (i, &b) in bytes.iter().enumerate().skip(close + 1).take(1000) {
        match b {
            b'(' => depth += 1,
            b')' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    let target = content.get(close + 2..i)?;
                    return is_target(target, bytes.get(at.wrapping_sub(1)) == Some(&b'!')).then_some((at + 1, close, i + 1));
                }
            }
            _ => {}
        }
    }
    None
}

/// An address, not a remark in brackets: one word, or nothing, or a word with a title in quotation marks.
fn is_target(target: &str, image: bool) -> bool {
    let target = target.trim();
    let address = target.split(char::is_whitespace).next().unwrap_or_default();
    let rest = target.get(address.len()..).unwrap_or_default().trim_start();
    if !(rest.is_empty() || rest.starts_with(['"', '\'', '('])) {
        return false;
    }
    image
        || address.is_empty()
        || address.starts_with(['/', '#', '.', '?', '<'])
        || address.contains("://")
        || address.contains("www.")
        || address.starts_with("mailto:")
}
