//! Attributes of a tag, read as the HTML standard's tokeniser reads them, and which of them anybody needs.

/// Attribute values longer than this are cut.
const MAX_VALUE: usize = 20_000;

/// Attributes that somebody reads.
const KEPT_ATTRIBUTES: &[&str] = &[
    "class",
    "id",
    "href",
    "itemprop",
    "itemtype",
    "property",
    "name",
    "content",
    "datetime",
    "role",
    "rel",
    "hidden",
    "aria-hidden",
    "type",
    "title",
    "lang",
    "data-role",
    "data-type",
    "data-component",
    "data-time",
    "data-date",
    "data-datetime",
];

/// What [`next`] found.
pub enum Next<'a> {
    /// Name and value, as written.
    Attribute(&'a str, &'a str),
    /// The `>` that ends the tag.
    Close,
    /// The end of the page.
    Eof,
}

/// The next attribute, after the standard's attribute states.
pub fn next<'a>(html: &'a str, at: &mut usize) -> Next<'a> {
    let bytes = html.as_bytes();
    let space = |b: u8| matches!(b, b'\t' | b'\n' | 0x0c | b'\r' | b' ');
    while bytes.get(*at).is_some_and(|&b| space(b) || b == b'/') {
        *at += 1;
    }
    match bytes.get(*at) {
        None => return Next::Eof,
        Some(b'>') => {
            *at += 1;
            return Next::Close;
        }
        _ => {}
    }
    let start = *at;
    *at += 1;
    while bytes.get(*at).is_some_and(|&b| !space(b) && !matches!(b, b'/' | b'>' | b'=')) {
        *at += 1;
    }
    let name = html.get(start..*at).unwrap_or_default();
    while bytes.get(*at).is_some_and(|&b| space(b)) {
        *at += 1;
    }
    if bytes.get(*at) != Some(&b'=') {
        return Next::Attribute(name, "");
    }
    *at += 1;
    while bytes.get(*at).is_some_and(|&b| space(b)) {
        *at += 1;
    }
    match bytes.get(*at) {
        None => Next::Eof,
        Some(&quote @ (b'"' | b'\'')) => {
            let from = *at + 1;
            let Some(end) = find_byte(html, quote, from) else {
                return Next::Eof;
            };
            *at = end + 1;
            Next::Attribute(name, html.get(from..end).unwrap_or_default())
        }
        Some(b'>') => Next::Attribute(name, ""),
        Some(_) => {
            let from = *at;
            while bytes.get(*at).is_some_and(|&b| !space(b) && b != b'>') {
                *at += 1;
            }
            Next::Attribute(name, html.get(from..*at).unwrap_or_default())
        }
    }
}

/// Where `byte` (ASCII) stands next.
pub fn find_byte(html: &str, byte: u8, from: usize) -> Option<usize> {
    let rest = html.get(from..)?;
    rest.find(byte as char).map(|i| from + i)
}

/// True for an attribute that some later step reads. A value with both kinds of quotes cannot be written back and goes.
pub fn wanted(name: &str, value: &str) -> bool {
    if value.contains('"') && value.contains('\'') {
        return false;
    }
    if name.eq_ignore_ascii_case("style") {
        return value.contains("none");
    }
    KEPT_ATTRIBUTES.iter().any(|kept| kept.eq_ignore_ascii_case(name))
}

/// The value, cut at a length nobody's metadata has.
pub fn cut(value: &str) -> &str {
    if value.len() <= MAX_VALUE {
        return value;
    }
    let mut end = MAX_VALUE;
    while !value.is_char_boundary(end) {
        end -= 1;
    }
    &value[..end]
}
