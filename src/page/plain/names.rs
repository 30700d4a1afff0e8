//! Lines that are a person's name, a source, or both: bylines.

/// Small words that stand in bylines.
const SMALL: [&str; 18] = [
    "theo", "và", "tổng", "hợp", "ghi", "thực", "hiện", "bài", "ảnh", "nguồn", "dịch", "lược", "tin", "từ", "t/h", "clip", "video", "biên",
];

/// True when `text` reads as a byline: one to eight words with a capital, and only the small words of bylines.
pub(super) fn is_byline(text: &str) -> bool {
    let text = text.trim();
    if text.is_empty() || text.len() > 80 || text.ends_with(['.', ':', ';', ',', '?', '!', '%']) && !is_initials(text) {
        return false;
    }
    if text.starts_with(['-', '+', '•', '*'])
        || text.bytes().any(|b| b.is_ascii_digit()) && !text.contains('@') && !text.to_lowercase().starts_with("theo")
    {
        return false;
    }
    if let Some(named) = credited(text) {
        return (1..=8).contains(&named.split_whitespace().count()) && !named.contains(',') && named.chars().any(char::is_uppercase);
    }
    let (mut words, mut capital) = (0, 0);
    for word in text
        .split([' ', '/', ',', '(', ')', ':', '–', '|', ';'])
        .filter(|word| !word.is_empty() && *word != "-")
    {
        words += 1;
        let lower = word.to_lowercase();
        let named = word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
        if named && !SMALL.contains(&lower.as_str()) {
            capital += 1;
        } else if !SMALL.contains(&lower.as_str()) && !word.contains('@') && !word.contains('.') {
            return false;
        }
        if word.chars().count() > 24 && !word.contains('@') {
            return false;
        }
    }
    let credit = starts_with_small(text);
    (1..=8).contains(&words) && (capital > 0 || credit) && (words > 1 || text.chars().all(|c| !c.is_lowercase()) || credit)
}

/// What stands behind an opening `Theo` or `Nguồn:`.
fn credited(text: &str) -> Option<&str> {
    let text = text.trim_start_matches('(').trim_end_matches(')');
    ["Theo ", "theo ", "Theo: ", "Nguồn: ", "Nguồn:", "Nguồn ", "nguồn: "]
        .iter()
        .find_map(|start| text.strip_prefix(start))
        .map(str::trim)
}

fn is_initials(text: &str) -> bool {
    text.len() <= 8 && text.chars().all(|c| c.is_uppercase() || c == '.' || c == ' ')
}

fn starts_with_small(text: &str) -> bool {
    let text = text.trim_start_matches('(').to_lowercase();
    ["theo ", "nguồn", "tổng hợp", "bài và ảnh", "tin, ảnh", "ảnh:"]
        .iter()
        .any(|start| text.starts_with(start))
}

/// The source a byline names: the part behind `Theo` or `Nguồn`, or in brackets at its end, or behind a slash.
pub(super) fn source(byline: &str) -> Option<&str> {
    let text = byline.trim().trim_start_matches('(').trim_end_matches(')');
    for start in ["Theo ", "theo ", "Nguồn: ", "nguồn: ", "Nguồn:", "Nguồn "] {
        if let Some((_, rest)) = text.split_once(start) {
            let rest = rest.trim();
            return (!rest.is_empty()).then_some(rest);
        }
    }
    if let Some((_, rest)) = byline.rsplit_once('(') {
        let rest = rest.trim_end_matches(')').trim();
        return (!rest.is_empty() && !rest.contains('@') && !rest.starts_with("tổng hợp") && !rest.starts_with("t/h")).then_some(rest);
    }
    text.split_once('/')
        .map(|(_, rest)| rest.trim())
        .filter(|rest| !rest.is_empty() && !rest.starts_with('h'))
}

/// The authors a byline names, without its source and its small words.
pub(super) fn authors(byline: &str) -> impl Iterator<Item = &str> {
    let text = byline.trim();
    let end = ["Theo ", "theo ", "Nguồn", "nguồn", "(", "/"]
        .iter()
        .filter_map(|stop| text.find(stop))
        .min()
        .unwrap_or(text.len());
    let names = text.get(..end).unwrap_or_default();
    let names = names.rsplit_once(':').map_or(names, |(_, names)| names);
    names
        .split([',', '–', '&', ';', '|'])
        .flat_map(|part| part.split(" - "))
        .flat_map(|part| part.split(" và "))
        .map(str::trim)
        .filter(|name| !name.is_empty() && *name != "PV" && *name != "P.V" && !name.to_lowercase().starts_with("tổng hợp"))
}

/// Where a byline starts at the end of a paragraph: behind the last end of a sentence, when what follows is one.
pub(super) fn at_end(paragraph: &str) -> Option<usize> {
    let tail_start = paragraph.char_indices().rev().nth(70).map_or(0, |(at, _)| at);
    let tail = paragraph.get(tail_start..)?;
    let stop = tail
        .char_indices()
        .filter(|&(at, c)| matches!(c, '.' | '”' | '"' | '…' | '!' | '?') && !is_abbreviation(&tail[..at], c, &tail[at + c.len_utf8()..]))
        .map(|(at, c)| at + c.len_utf8())
        .filter(|&at| !tail[at..].trim().is_empty())
        .rfind(|&at| is_byline(tail[at..].trim_start_matches(['/', '.', ' '])))?;
    let rest = tail[stop..].trim_start_matches(['/', '.', ' ']);
    let start = paragraph.trim_end().len().min(paragraph.len() - rest.len());
    (start > 60).then_some(start)
}

/// The dot of `TP.`, `Q.`, `ThS.`, of an initial, or inside a word: not the end of a sentence.
fn is_abbreviation(before: &str, stop: char, after: &str) -> bool {
    if stop != '.' {
        return stop == '"' && !before.ends_with(['.', '!', '?']) && !after.starts_with([' ', '.']);
    }
    let word = before.rsplit([' ', '(', '.']).next().unwrap_or_default();
    let letters = word.chars().count();
    (letters <= 3 && word.chars().next().is_some_and(char::is_uppercase)) || after.starts_with(char::is_lowercase)
}
