//! Marker phrases of web debris: what a line of a page says when it is not the article.
//!
//! The phrases are data (`data/debris.tsv`, `data/sections.tsv`). They are compared without letter case and
//! diacritics, so `Ảnh minh hoạ`, `ảnh minh họa` and `ANH MINH HOA` are one phrase; a blank of the phrase may be
//! missing in the page before a capital letter, as where a crawler joined two elements (`PHẢN HỒIGửi bình luận`).

use std::sync::LazyLock;

use crate::text::split_tone;

/// How a marker phrase must stand in its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// The line is the phrase alone.
    Line,
    /// As [`Where::Line`], but debris only beside other debris or at the edge of the text.
    Weak,
    /// A short line that starts with the phrase and a colon.
    Start,
    /// A short line without a final full stop that starts with the phrase.
    Open,
    /// A line that starts with the phrase.
    Any,
    /// The phrase is cut from the start of a line.
    Prefix,
    /// The phrase is cut from the end of a line.
    Suffix,
    /// The line opens a list of teasers.
    Head,
    /// The line opens readers' comments, which run to the end.
    ToEnd,
    /// As [`Where::ToEnd`], when a number stands behind the phrase.
    Count,
    /// A short page that starts so is no article.
    Gate,
}

/// A marker phrase found in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Kind of debris (`related-articles`, `share`, …).
    pub kind: &'static str,
    /// How the phrase stands.
    pub place: Where,
    /// Byte of the line where the phrase ends; for [`Where::Suffix`], where it starts.
    pub at: usize,
}

#[derive(Clone)]
struct Marker {
    key: Box<[char]>,
    /// The first letters of the key, up to its first blank; NUL for any.
    head: [char; HEAD],
    kind: &'static str,
    place: Where,
}

/// Letters compared before the phrase is.
const HEAD: usize = 4;

fn head(key: &[char]) -> [char; HEAD] {
    let mut head = ['\0'; HEAD];
    for (to, &from) in head.iter_mut().zip(key.iter().take_while(|&&c| c != ' ')) {
        *to = from;
    }
    head
}

struct Table {
    /// Phrases by their first letter (last letter for suffixes), longest first.
    starts: Vec<Vec<Marker>>,
    /// Those of `starts` that may open a line of any length.
    opening: Vec<Vec<Marker>>,
    ends: Vec<Vec<Marker>>,
    fold: Fold,
    sections: Vec<Box<[char]>>,
}

/// Letters without case and diacritics.
struct Fold {
    latin: Vec<char>,
    additional: Vec<char>,
}

const LATIN: std::ops::Range<u32> = 0xC0..0x1B1;
const ADDITIONAL: std::ops::Range<u32> = 0x1E00..0x1F00;

impl Fold {
    fn new() -> Self {
        let fold = |range: std::ops::Range<u32>| {
            range
                .filter_map(char::from_u32)
                .map(|c| match split_tone(c).0 {
                    'ă' | 'â' => 'a',
                    'ê' => 'e',
                    'ô' | 'ơ' => 'o',
                    'ư' => 'u',
                    'đ' | 'ð' => 'd',
                    other => other,
                })
                .collect()
        };
        Self {
            latin: fold(LATIN),
            additional: fold(ADDITIONAL),
        }
    }

    fn letter(&self, c: char) -> char {
        let code = u32::from(c);
        if code < 0x80 {
            c.to_ascii_lowercase()
        } else if LATIN.contains(&code) {
            self.latin.get((code - LATIN.start) as usize).copied().unwrap_or(c)
        } else if ADDITIONAL.contains(&code) {
            self.additional.get((code - ADDITIONAL.start) as usize).copied().unwrap_or(c)
        } else {
            c
        }
    }
}

fn bucket(c: char) -> usize {
    (u32::from(c) as usize).min(127)
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let fold = Fold::new();
    let key = |phrase: &str| phrase.chars().map(|c| fold.letter(c)).collect::<Box<[char]>>();
    let (mut starts, mut ends): (Vec<Vec<Marker>>, Vec<Vec<Marker>>) = Default::default();
    starts.resize_with(128, Vec::new);
    ends.resize_with(128, Vec::new);
    for (place, kind, phrase) in rows(include_str!("data/debris.tsv")) {
        let key = key(phrase);
        let (list, letter) = match place {
            Where::Suffix => (&mut ends, key.last()),
            _ => (&mut starts, key.first()),
        };
        let at = letter.map_or(127, |&c| bucket(c));
        let head = head(&key);
        list[at].push(Marker { key, head, kind, place });
    }
    for list in starts.iter_mut().chain(&mut ends) {
        list.sort_by_key(|marker| std::cmp::Reverse(marker.key.len()));
    }
    let mut sections: Vec<_> = include_str!("data/sections.tsv")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(key)
        .collect();
    sections.sort();
    let any_length = |marker: &&Marker| matches!(marker.place, Where::Any | Where::Prefix);
    let opening = starts
        .iter()
        .map(|list| list.iter().filter(any_length).cloned().collect())
        .collect();
    Table {
        starts,
        opening,
        ends,
        fold,
        sections,
    }
});

fn rows(table: &'static str) -> impl Iterator<Item = (Where, &'static str, &'static str)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut columns = line.split('\t');
        let place = place(columns.next()?)?;
        Some((place, columns.next()?, columns.next()?))
    })
}

fn place(name: &str) -> Option<Where> {
    Some(match name {
        "line" => Where::Line,
        "weak" => Where::Weak,
        "start" => Where::Start,
        "open" => Where::Open,
        "any" => Where::Any,
        "prefix" => Where::Prefix,
        "suffix" => Where::Suffix,
        "head" => Where::Head,
        "to-end" => Where::ToEnd,
        "count" => Where::Count,
        "gate" => Where::Gate,
        _ => return None,
    })
}

/// Longest line, in bytes, that can be a marker as a whole.
const SHORT: usize = 240;

/// The marker phrase that `line` starts with, if it stands as its marker asks. `line` is trimmed.
///
/// ```
/// use trich::page::debris::{Where, at_start};
/// assert_eq!(at_start("Tin liên quan:").map(|hit| hit.place), Some(Where::Head));
/// assert_eq!(at_start("Ảnh minh hoạ. |").map(|hit| hit.kind), Some("caption-placeholder"));
/// assert_eq!(at_start("Tin liên quan đến vụ cháy được gửi tới bạn đọc."), None);
/// ```
pub fn at_start(line: &str) -> Option<Hit> {
    let table = &*TABLE;
    let line_start = line.trim_start_matches(['(', '[', '*', '“', '"', ' ']);
    let skipped = line.len() - line_start.len();
    let mut opening = ['\0'; HEAD];
    for (to, from) in opening.iter_mut().zip(line_start.chars()) {
        *to = table.fold.letter(from);
    }
    let first = *opening.first().filter(|&&c| c != '\0')?;
    let markers = if line.len() <= SHORT { &table.starts } else { &table.opening };
    markers[bucket(first)].iter().find_map(|marker| {
        if marker.head.iter().zip(&opening).any(|(want, found)| want != found && *want != '\0') {
            return None;
        }
        let end = table.starts_with(line_start, &marker.key)?;
        stands(marker.place, marker.kind, line_start, end).then_some(Hit {
            kind: marker.kind,
            place: marker.place,
            at: end + skipped,
        })
    })
}

/// The marker phrase that `line` ends with. `line` is trimmed.
pub fn at_end(line: &str) -> Option<Hit> {
    let table = &*TABLE;
    let last = table.fold.letter(line.chars().next_back()?);
    table.ends[bucket(last)].iter().find_map(|marker| {
        let start = table.ends_with(line, &marker.key)?;
        Some(Hit {
            kind: marker.kind,
            place: marker.place,
            at: start,
        })
    })
}

/// True when `line` is the name of a newspaper section and nothing else.
pub fn is_section(line: &str) -> bool {
    if line.len() > 64 {
        return false;
    }
    let table = &*TABLE;
    let key: Vec<char> = line.chars().map(|c| table.fold.letter(c)).collect();
    table.sections.binary_search_by(|name| name.as_ref().cmp(key.as_slice())).is_ok()
}

/// True when both texts have the same letters and digits in order, whatever their case, diacritics and punctuation.
pub fn same_words(a: &str, b: &str) -> bool {
    let table = &*TABLE;
    let letters = |text: &str| -> Vec<char> { text.chars().filter(|c| c.is_alphanumeric()).map(|c| table.fold.letter(c)).collect() };
    letters(a) == letters(b)
}

fn stands(place: Where, kind: &str, line: &str, end: usize) -> bool {
    let rest = &line[end..];
    let trimmed = rest.trim_start();
    let caption = kind == "caption-placeholder";
    let opened = end < 3 || line.chars().next().is_some_and(|c| !c.is_lowercase());
    match place {
        // A full stop or a small letter in front: the end of a sentence that a hard line break cut off.
        Where::Line | Where::Weak => bare(rest, false) && (caption || (opened && !rest.starts_with('.'))),
        Where::Head | Where::ToEnd => opened && !rest.starts_with('.') && bare(rest, true),
        Where::Count => bare(rest, true) && rest.contains(|c: char| c.is_ascii_digit()),
        Where::Start => trimmed.starts_with([':', '>', '»', '|']) && (kind == "tags" || !bare(rest, true)),
        Where::Open => !bare(rest, true) && (!line.ends_with('.') || line.ends_with("...") || trimmed.starts_with([':', '>', '»'])),
        Where::Any | Where::Prefix => true,
        Where::Gate => line.len() <= 120,
        Where::Suffix => false,
    }
}

/// Nothing but punctuation (and digits, when a count may stand here).
fn bare(rest: &str, digits: bool) -> bool {
    rest.len() <= 24 && rest.chars().all(|c| !c.is_alphanumeric() || (digits && c.is_ascii_digit()))
}

impl Table {
    /// End of `key` at the start of `text`.
    fn starts_with(&self, text: &str, key: &[char]) -> Option<usize> {
        let mut chars = text.char_indices().peekable();
        let mut before = ' ';
        for &want in key {
            let &(_, found) = chars.peek()?;
            if want == ' ' {
                if found.is_whitespace() {
                    while chars.peek().is_some_and(|&(_, c)| c.is_whitespace()) {
                        chars.next();
                    }
                } else if !found.is_uppercase() {
                    return None;
                }
                continue;
            }
            if self.fold.letter(found) != want {
                return None;
            }
            before = found;
            chars.next();
        }
        let end = match chars.peek() {
            None => text.len(),
            Some(&(at, next)) => {
                let glued = next.is_uppercase() && before.is_lowercase();
                if before.is_alphanumeric() && next.is_alphanumeric() && !glued {
                    return None;
                }
                at
            }
        };
        Some(end)
    }

    /// Start of `key` at the end of `text`.
    fn ends_with(&self, text: &str, key: &[char]) -> Option<usize> {
        let mut rest = text;
        let mut after = ' ';
        for &want in key.iter().rev() {
            let found = rest.chars().next_back()?;
            if want == ' ' {
                if found.is_whitespace() {
                    rest = rest.trim_end();
                } else if !after.is_uppercase() && !after.is_ascii_punctuation() {
                    return None;
                }
                continue;
            }
            if self.fold.letter(found) != want {
                return None;
            }
            after = found;
            rest = &rest[..rest.len() - found.len_utf8()];
        }
        match rest.chars().next_back() {
            Some(before) if before.is_alphanumeric() && after.is_alphanumeric() && !(after.is_uppercase() && before.is_lowercase()) => None,
            _ => Some(rest.len()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_read() {
        let text = include_str!("data/debris.tsv");
        let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).count();
        assert_eq!(rows(text).count(), lines);
    }

    #[test]
    fn markers_stand_as_their_row_asks() {
        let found = |line: &str| at_start(line).map(|hit| (hit.place, hit.kind));
        for (line, place, kind) in [
            ("ĐỌC NHIỀU", Where::Head, "related-articles"),
            ("Tin liên quan:", Where::Head, "related-articles"),
            ("Xem thêm:", Where::Head, "related-articles"),
            ("Xem thêm: Giá vàng hôm nay", Where::Open, "related-link"),
            ("Bình luận (12)", Where::Count, "comment-form"),
            ("(Ảnh minh họa)", Where::Line, "caption-placeholder"),
            ("Từ khóa: nhà ở, đất đai", Where::Start, "tags"),
            ("x", Where::Line, "ui-residue"),
        ] {
            assert_eq!(found(line), Some((place, kind)), "{line}");
        }
        for line in [
            "Đọc nhiều sách giúp trẻ em học tốt hơn.",
            "Xem thêm hồ sơ, thanh tra kết luận dự án chậm 3 năm.",
            "Chia sẻ với báo chí, ông Nam cho biết dự án đã xong.",
            "Bình luận về kết quả này, chuyên gia nói đây là mức cao.",
            "Xã hội hóa giáo dục",
            "Năm 2021",
            "trở lại.",
            "chia sẻ",
            "Đọc nhiều.",
        ] {
            assert_eq!(found(line), None, "{line}");
        }
    }

    #[test]
    fn a_phrase_may_be_glued_before_a_capital() {
        let line = "giảm 2% về giá trị.Thành CôngPHẢN HỒIGửi bình luận";
        let hit = at_end(line).expect("found");
        assert_eq!(&line[hit.at..], "PHẢN HỒIGửi bình luận");
    }
}
