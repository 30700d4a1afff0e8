//! A line of element text as it is shown: normalised, blanks collapsed, with the way back in code points.

use std::borrow::Cow;

use crate::text::{OffsetMap, normalise_str};

/// Normalises `parts` (read as one text) onto the end of `out`; leading and trailing blanks are dropped.
pub fn push_normalised<'a>(parts: impl Iterator<Item = &'a str>, out: &mut String) {
    let start = out.len();
    let text = joined(parts);
    let (text, _) = normalise_str(&text);
    for word in text.split_ascii_whitespace() {
        if out.len() > start {
            out.push(' ');
        }
        out.push_str(word);
    }
}

/// As [`push_normalised`]; the map goes from bytes of what was pushed to code points, where the first is number `skip`.
pub fn push_mapped<'a>(parts: impl Iterator<Item = &'a str>, skip: usize, out: &mut String) -> OffsetMap {
    let start = out.len();
    let text = joined(parts);
    let (shown, normalised) = normalise_str(&text);
    let mut map = OffsetMap::default();
    for word in shown.split_ascii_whitespace() {
        let at = word.as_ptr() as usize - shown.as_ptr() as usize;
        if out.len() > start {
            out.push(' ');
            // The first blank stands for the run.
            map.same(1);
        }
        map.skip(at - map.src_len());
        out.push_str(word);
        map.same(word.len());
    }
    let points = code_points(&text, skip);
    match normalised {
        Some(normalised) => map.after(&normalised).after(&points),
        None => map.after(&points),
    }
}

/// The parts as one text, without a copy where there is but one.
fn joined<'a>(mut parts: impl Iterator<Item = &'a str>) -> Cow<'a, str> {
    let first = parts.next().unwrap_or_default();
    let Some(second) = parts.next() else {
        return Cow::Borrowed(first);
    };
    let mut text = String::with_capacity(2 * (first.len() + second.len()));
    text.push_str(first);
    text.push_str(second);
    text.extend(parts);
    Cow::Owned(text)
}

/// From bytes of `text` to its code points, where the first is number `skip`.
fn code_points(text: &str, skip: usize) -> OffsetMap {
    let mut map = OffsetMap::default();
    map.skip(skip);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let plain = rest.bytes().position(|b| !b.is_ascii()).unwrap_or(rest.len());
        if plain > 0 {
            map.same(plain);
            rest = &rest[plain..];
        } else {
            map.unit(c.len_utf8(), 1);
            rest = &rest[c.len_utf8()..];
        }
    }
    map
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;
    use proptest::prelude::*;

    #[test]
    fn one_spelling_and_single_blanks() {
        let shown = |parts: &[&str]| {
            let mut out = String::from("|");
            push_normalised(parts.iter().copied(), &mut out);
            out
        };
        assert_eq!(shown(&["  Ha\u{300}", " \u{a0}\n No\u{323}", "\u{302}i "]), "|Hà Nội");
        assert_eq!(shown(&["15/2024/N\u{d0}-CP"]), "|15/2024/NĐ-CP");
        assert_eq!(shown(&["khu\u{ad}\u{200b} \u{feff} "]), "|khu");
        assert_eq!(shown(&[]), "|");
    }

    #[test]
    fn the_way_back_counts_code_points() {
        let mut out = String::from("|");
        let map = push_mapped(["  ủy ", " \u{200b} Ha\u{300}"].into_iter(), 10, &mut out);
        assert_eq!(out, "|ủy Hà");
        // `ủ`, the first of four blanks, `Hà` from three code points.
        assert_eq!(map.source(Span::new(0, 3)), Span::new(12, 13));
        assert_eq!(map.source(Span::new(4, 5)), Span::new(14, 15));
        assert_eq!(map.source(Span::new(5, 8)), Span::new(18, 21));
    }

    proptest! {
        #[test]
        fn both_push_the_same_and_every_word_leads_back(
            parts in prop::collection::vec("[a-cHàộđÐ \u{300}\u{323}\u{ad}\u{a0}\n]{0,8}", 0..5),
            skip in 0usize..5,
        ) {
            let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
            let (mut plain, mut mapped) = (String::new(), String::new());
            push_normalised(parts.iter().copied(), &mut plain);
            let map = push_mapped(parts.iter().copied(), skip, &mut mapped);
            prop_assert_eq!(&plain, &mapped);
            let chars: Vec<char> = parts.concat().chars().collect();
            for (at, word) in mapped.split(' ').filter(|word| !word.is_empty()).map(|w| (w.as_ptr() as usize - mapped.as_ptr() as usize, w)) {
                let source = map.source(Span::new(at, at + word.len()));
                prop_assert!(source.start as usize >= skip);
                let raw: String = chars[source.start as usize - skip..source.end as usize - skip].iter().collect();
                let (raw, _) = normalise_str(&raw);
                prop_assert_eq!(raw.trim(), word);
            }
        }
    }
}
