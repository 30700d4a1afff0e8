//! The character set an HTML page declares in its head.

/// How many bytes of the page are searched; the HTML standard asks authors to stay within 1,024.
const HEAD: usize = 4096;

/// The label in `<meta charset=…>`, `<meta http-equiv=… content="…; charset=…">` or an XML declaration, as written.
///
/// It is evidence for [`decode`](super::decode), to be passed when the transport said nothing.
///
/// ```
/// use trich::decode::html_charset;
/// assert_eq!(html_charset(b"<head><meta charset='UTF-8'>").as_deref(), Some("UTF-8"));
/// let old = br#"<META http-equiv="Content-Type" content="text/html; charset=x-viet-tcvn5712">"#;
/// assert_eq!(html_charset(old).as_deref(), Some("x-viet-tcvn5712"));
/// assert_eq!(html_charset(b"<p>charset=utf-8</p>"), None);
/// ```
pub fn html_charset(bytes: &[u8]) -> Option<String> {
    // One character a byte, so that the two copies agree in their offsets. UTF-16 pages carry a mark or are told by their zeros.
    let head: String = bytes
        .iter()
        .take(HEAD)
        .map(|b| if b.is_ascii() { char::from(*b) } else { '?' })
        .collect();
    let lower = head.to_ascii_lowercase();
    if lower.starts_with("<?xml")
        && let Some(end) = lower.find("?>")
        && let Some(label) = value(&head[..end], &lower[..end], "encoding")
    {
        return Some(label);
    }
    let mut from = 0;
    while let Some(found) = lower[from..].find('<') {
        let at = from + found;
        let tag = &lower[at..];
        if tag.starts_with("<body") {
            break;
        }
        if tag.starts_with("<!--") {
            from = at + tag.find("-->")?;
            continue;
        }
        from = at + 1;
        if tag.starts_with("<meta") {
            let end = at + tag.find('>').unwrap_or(tag.len());
            let label = value(&head[at..end], &lower[at..end], "charset");
            if label.is_some() {
                return label;
            }
        }
    }
    None
}

/// What follows `name=` in `tag`, without quotes; `lower` is `tag` in small letters.
fn value(tag: &str, lower: &str, name: &str) -> Option<String> {
    let after = lower.find(name)? + name.len();
    let rest = tag[after..].trim_start().strip_prefix('=')?;
    let rest = rest.trim_start().trim_start_matches(['"', '\'']);
    rest.split(|c: char| c.is_ascii_whitespace() || matches!(c, '"' | '\'' | ';' | '>' | '/'))
        .next()
        .filter(|label| !label.is_empty())
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations() {
        for (page, want) in [
            (&b"<?xml version='1.0' encoding='ISO-8859-1'?><html>"[..], Some("ISO-8859-1")),
            (b"<!-- <meta charset=x> --><meta charset = utf-8 />", Some("utf-8")),
            (b"<title>\xC3\xA9\xE9</title><meta charset=Windows-1258>", Some("Windows-1258")),
            (b"<meta name=a content=b><meta charset=''>", None),
            (b"<body><meta charset=utf-8>", None),
            (b"<meta charset", None),
            (b"", None),
        ] {
            assert_eq!(html_charset(page).as_deref(), want, "{page:?}");
        }
    }
}
