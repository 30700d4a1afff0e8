//! A line of element text as it is shown: NFC, blanks collapsed, invisible characters gone, with the way back in code points.

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::text::OffsetMap;

/// Code points that show nothing and carry nothing in running text: soft hyphen, zero-width space and joiners,
/// direction marks, byte order mark.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
        || (c.is_control() && !c.is_whitespace())
}

/// Normalises `parts` (read as one text) onto the end of `out`; leading and trailing blanks are dropped.
pub fn push_normalised<'a>(parts: impl Iterator<Item = &'a str>, out: &mut String) {
    push(parts, out, &mut None);
}

/// As [`push_normalised`]; the map goes from bytes of what was pushed to code points, where the first is number `skip`.
pub fn push_mapped<'a>(parts: impl Iterator<Item = &'a str>, skip: usize, out: &mut String) -> OffsetMap {
    let mut map = OffsetMap::default();
    map.skip(skip);
    let mut sink = Some(map);
    push(parts, out, &mut sink);
    sink.unwrap_or_default()
}

fn push<'a>(parts: impl Iterator<Item = &'a str>, out: &mut String, map: &mut Option<OffsetMap>) {
    let start = out.len();
    // Blanks seen since the last letter, in code points.
    let mut blanks = 0usize;
    let mut cluster = String::new();
    for part in parts {
        for c in part.chars() {
            if c.is_ascii_graphic() {
                if !cluster.is_empty() {
                    flush_cluster(&mut cluster, out, map);
                }
                flush_blanks(&mut blanks, start, out, map);
                // An ASCII letter may be the base of a composed one; wait for what follows.
                cluster.push(c);
                continue;
            }
            if c.is_whitespace() || c == '\u{2028}' || c == '\u{2029}' {
                flush_cluster(&mut cluster, out, map);
                blanks += 1;
                continue;
            }
            if is_invisible(c) {
                flush_cluster(&mut cluster, out, map);
                // Dropped characters between blanks count with them; elsewhere they are skipped.
                if blanks > 0 {
                    blanks += 1;
                } else if let Some(map) = map {
                    map.skip(1);
                }
                continue;
            }
            if is_starter(c) {
                flush_cluster(&mut cluster, out, map);
                flush_blanks(&mut blanks, start, out, map);
            } else if cluster.is_empty() {
                flush_blanks(&mut blanks, start, out, map);
            }
            cluster.push(c);
        }
    }
    flush_cluster(&mut cluster, out, map);
}

/// True when no composition can join `c` to the character before it.
fn is_starter(c: char) -> bool {
    c < '\u{300}' || (canonical_combining_class(c) == 0 && is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes)
}

fn flush_blanks(blanks: &mut usize, start: usize, out: &mut String, map: &mut Option<OffsetMap>) {
    if *blanks == 0 {
        return;
    }
    let shown = out.len() > start;
    if shown {
        out.push(' ');
    }
    if let Some(map) = map {
        if shown {
            // The first blank stands for the run.
            map.same(1);
            map.skip(*blanks - 1);
        } else {
            map.skip(*blanks);
        }
    }
    *blanks = 0;
}

fn flush_cluster(cluster: &mut String, out: &mut String, map: &mut Option<OffsetMap>) {
    if cluster.is_empty() {
        return;
    }
    let points = cluster.chars().count();
    let from = out.len();
    if points == 1 && is_nfc_quick(cluster.chars()) == IsNormalized::Yes {
        out.push_str(cluster);
    } else {
        out.extend(cluster.nfc());
    }
    if let Some(map) = map {
        map.unit(out.len() - from, points);
    }
    cluster.clear();
}
