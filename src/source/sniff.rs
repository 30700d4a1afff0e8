//! Formats told by their first bytes; the name is asked only where bytes leave it open.

use super::SkipReason;

/// What a stream holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Empty,
    Gzip,
    Zstd,
    Bzip2,
    Xz,
    Tar,
    Zip,
    Warc,
    Pdf,
    Mhtml,
    /// One JSON value a line.
    JsonLines,
    /// A JSON value over several lines, or an array of records.
    JsonDocument,
    Html,
    Text,
    /// Nothing to read in it.
    Skip(SkipReason),
    /// A format we do not read: its name.
    Unsupported(&'static str),
}

/// Leading bytes at an offset.
type Magic = (usize, &'static [u8], Format);

/// Signatures, from the formats' own specifications and the WHATWG MIME Sniffing standard.
const MAGIC: &[Magic] = &[
    (0, b"\x1f\x8b", Format::Gzip),
    (0, b"\x28\xb5\x2f\xfd", Format::Zstd),
    (0, b"\xfd7zXZ\0", Format::Xz),
    (0, b"PK\x03\x04", Format::Zip),
    (0, b"PK\x05\x06", Format::Zip),
    (0, b"PK\x07\x08", Format::Zip),
    (0, b"WARC/", Format::Warc),
    (257, b"ustar", Format::Tar),
    (0, b"\x89PNG\r\n\x1a\n", Format::Skip(SkipReason::Image)),
    (0, b"\xff\xd8\xff", Format::Skip(SkipReason::Image)),
    (0, b"GIF87a", Format::Skip(SkipReason::Image)),
    (0, b"GIF89a", Format::Skip(SkipReason::Image)),
    (0, b"II*\0", Format::Skip(SkipReason::Image)),
    (0, b"MM\0*", Format::Skip(SkipReason::Image)),
    (0, b"\0\0\x01\0", Format::Skip(SkipReason::Image)),
    (4, b"ftypavif", Format::Skip(SkipReason::Image)),
    (4, b"ftyp", Format::Skip(SkipReason::Media)),
    (0, b"ID3\x03", Format::Skip(SkipReason::Media)),
    (0, b"ID3\x04", Format::Skip(SkipReason::Media)),
    (0, b"OggS\0", Format::Skip(SkipReason::Media)),
    (0, b"\x1a\x45\xdf\xa3", Format::Skip(SkipReason::Media)),
    (0, b"FLV\x01", Format::Skip(SkipReason::Media)),
    (0, b"wOFF", Format::Skip(SkipReason::Media)),
    (0, b"wOF2", Format::Skip(SkipReason::Media)),
    (0, b"7z\xbc\xaf\x27\x1c", Format::Unsupported("7-Zip archive")),
    (0, b"Rar!\x1a\x07", Format::Unsupported("RAR archive")),
    (
        0,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        Format::Unsupported("Microsoft Office 97-2003 document; save it as .docx or .pdf"),
    ),
    (0, b"{\\rtf", Format::Unsupported("RTF document; save it as .docx")),
    (0, b"SQLite format 3\0", Format::Unsupported("SQLite database")),
    (0, b"PAR1", Format::Unsupported("Parquet file")),
    (0, b"ARROW1", Format::Unsupported("Arrow file")),
    (0, b"\x7fELF", Format::Unsupported("program")),
    (0, b"MZ\x90\0", Format::Unsupported("program")),
    (0, b"%!PS", Format::Unsupported("PostScript document")),
];

/// Tells the format of a stream by its `head` (the whole of it when it is short) and, where that leaves it open, its `name`.
pub(crate) fn sniff(head: &[u8], name: &str) -> Format {
    if head.is_empty() {
        return Format::Empty;
    }
    for (at, magic, format) in MAGIC {
        if head.get(*at..).is_some_and(|rest| rest.starts_with(magic)) {
            return *format;
        }
    }
    if head.starts_with(b"RIFF") {
        match head.get(8..12) {
            Some(b"WEBP") => return Format::Skip(SkipReason::Image),
            Some(b"WAVE" | b"AVI ") => return Format::Skip(SkipReason::Media),
            _ => {}
        }
    }
    if head.starts_with(b"BZh") && matches!(head.get(4..10), Some(b"1AY&SY" | b"\x17rE8P\x90")) {
        return Format::Bzip2;
    }
    if is_zstd_skippable(head) {
        return Format::Zstd;
    }
    if is_old_tar(head) {
        return Format::Tar;
    }
    let early = &head[..head.len().min(1024)];
    // Readers of PDF accept rubbish before the header.
    if find(early, b"%PDF-").is_some_and(|at| at == 0 || !looks_like_text(&early[..at])) {
        return Format::Pdf;
    }
    let shown = ascii_view(early);
    if let Some(format) = markup(&shown, name) {
        return format;
    }
    if is_mhtml(&ascii_view(head)) {
        return Format::Mhtml;
    }
    if let Some(format) = json(head) {
        return format;
    }
    if is_binary(head) {
        return Format::Unsupported("binary data");
    }
    Format::Text
}

/// The extension of a name in lower case, compression extensions taken off: `a.HTML.gz` gives `html`.
pub(crate) fn extension(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let mut parts = file.rsplit('.');
    let mut last = parts.next().unwrap_or_default().to_ascii_lowercase();
    if matches!(last.as_str(), "gz" | "zst" | "bz2" | "xz")
        && let Some(before) = parts.next()
    {
        last = before.to_ascii_lowercase();
    }
    // A name without a dot has no extension.
    if parts.next().is_none() && !file.contains('.') {
        last.clear();
    }
    last
}

/// Position of `needle` in `hay`.
pub(crate) fn find(hay: &[u8], needle: &[u8]) -> Option<usize> {
    let first = *needle.first()?;
    let mut at = 0;
    while let Some(i) = hay.get(at..)?.iter().position(|&b| b == first) {
        if hay[at + i..].starts_with(needle) {
            return Some(at + i);
        }
        at += i + 1;
    }
    None
}

/// A skippable frame: `0x184D2A50` to `0x184D2A5F`, little endian (RFC 8878), as seekable zstd and some tools put first.
fn is_zstd_skippable(head: &[u8]) -> bool {
    matches!(head, [first, 0x2a, 0x4d, 0x18, ..] if first & 0xf0 == 0x50)
}

/// A tar from before POSIX has no magic, but the sum of its header stands in it (octal, the sum field taken as blanks).
fn is_old_tar(head: &[u8]) -> bool {
    let Some(header) = head.get(..512) else {
        return false;
    };
    if header[0] == 0 || header[0] == b' ' {
        return false;
    }
    let digits: Vec<u8> = header[148..156]
        .iter()
        .copied()
        .skip_while(|b| *b == b' ')
        .take_while(u8::is_ascii_digit)
        .collect();
    let stated = std::str::from_utf8(&digits).ok().and_then(|s| u32::from_str_radix(s, 8).ok());
    let sum: u32 = header
        .iter()
        .enumerate()
        .map(|(i, b)| if (148..156).contains(&i) { 32 } else { u32::from(*b) })
        .sum();
    stated == Some(sum)
}

/// The bytes as lower-case ASCII for looking at markup: byte order marks taken off, the zero bytes of UTF-16 dropped.
fn ascii_view(head: &[u8]) -> Vec<u8> {
    let (head, wide) = match head {
        [0xef, 0xbb, 0xbf, rest @ ..] => (rest, false),
        [0xff, 0xfe, rest @ ..] | [0xfe, 0xff, rest @ ..] => (rest, true),
        _ => (head, is_utf16_like(head)),
    };
    head.iter().filter(|b| !wide || **b != 0).map(u8::to_ascii_lowercase).collect()
}

/// Markup: a page, other XML, or neither.
fn markup(shown: &[u8], name: &str) -> Option<Format> {
    let start = shown.trim_ascii_start();
    if start.first() != Some(&b'<') {
        // Text before the first tag: only an unmistakable page counts.
        let page = find(shown, b"<html").is_some_and(|at| closes_tag(shown, at + 5))
            && (find(shown, b"<head").is_some() || find(shown, b"<body").is_some());
        let named = matches!(extension(name).as_str(), "html" | "htm" | "xhtml");
        return (page || named && find(shown, b"</").is_some()).then_some(Format::Html);
    }
    let start = skip_comments(start);
    if start.starts_with(b"<!doctype") {
        let kind = start[9..].trim_ascii_start();
        return Some(if kind.starts_with(b"html") {
            Format::Html
        } else {
            Format::Unsupported("XML that is not XHTML")
        });
    }
    let xml = start.starts_with(b"<?xml");
    for tag in ["<html", "<head", "<body", "<title", "<meta", "<script", "<style", "<link", "<base"] {
        if start.starts_with(tag.as_bytes()) && closes_tag(start, tag.len()) {
            return Some(Format::Html);
        }
    }
    if xml {
        let page = find(start, b"<!doctype html").is_some() || find(start, b"<html").is_some();
        return Some(if page {
            Format::Html
        } else {
            Format::Unsupported("XML that is not XHTML")
        });
    }
    let known_text = matches!(extension(name).as_str(), "md" | "markdown" | "txt");
    let fragment = FRAGMENT
        .iter()
        .any(|tag| start.get(1..).is_some_and(|s| s.starts_with(tag)) && closes_tag(start, 1 + tag.len()));
    (fragment && !known_text).then_some(Format::Html)
}

/// Elements a stored fragment of a page may begin with.
const FRAGMENT: &[&[u8]] = &[
    b"p",
    b"div",
    b"article",
    b"section",
    b"main",
    b"h1",
    b"h2",
    b"h3",
    b"table",
    b"ul",
    b"ol",
    b"span",
    b"br",
    b"a",
    b"b",
    b"strong",
    b"em",
    b"i",
    b"img",
    b"figure",
    b"header",
    b"nav",
    b"center",
    b"font",
    b"blockquote",
    b"iframe",
    b"noscript",
    b"form",
];

/// True when the tag name that ends at `at` really ends there.
fn closes_tag(bytes: &[u8], at: usize) -> bool {
    matches!(bytes.get(at), Some(b' ' | b'>' | b'/' | b'\t' | b'\n' | b'\r' | 0x0c))
}

fn skip_comments(mut bytes: &[u8]) -> &[u8] {
    while bytes.starts_with(b"<!--") {
        let Some(end) = find(&bytes[4..], b"-->") else {
            return bytes;
        };
        bytes = bytes[4 + end + 3..].trim_ascii_start();
    }
    bytes
}

/// True when a value given as text is a page or a fragment of one.
pub(crate) fn is_html_value(value: &[u8]) -> bool {
    if !value[..value.len().min(4096)].contains(&b'<') {
        return false;
    }
    let early = &value[..value.len().min(1024)];
    if markup(&ascii_view(early), "") == Some(Format::Html) {
        return true;
    }
    // Text that begins without a tag but is set in elements all the same.
    let early = ascii_view(&value[..value.len().min(4096)]);
    let count = |tag: &[u8]| {
        let (mut n, mut at) = (0, 0);
        while let Some(i) = early.get(at..).and_then(|rest| find(rest, tag)) {
            n += 1;
            at += i + tag.len();
        }
        n
    };
    count(b"</p>") + count(b"</div>") + count(b"<br>") + count(b"<br/>") + count(b"<br />") >= 2
}

/// A page saved with its parts: a MIME message of type `multipart/related` (RFC 2557).
fn is_mhtml(shown: &[u8]) -> bool {
    let end = find(shown, b"\r\n\r\n").or_else(|| find(shown, b"\n\n")).unwrap_or(shown.len());
    let header = &shown[..end];
    find(header, b"mime-version:").is_some()
        && find(header, b"content-type:").is_some()
        && (find(header, b"multipart/").is_some() || find(header, b"text/html").is_some())
}

/// JSON: an object or array of objects, by its first two tokens; lines of objects, when the first line is a whole one.
fn json(head: &[u8]) -> Option<Format> {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let start = head.trim_ascii_start();
    let second = start.get(1..)?.trim_ascii_start().first();
    match (start.first()?, second?) {
        (b'[', b'{') => Some(Format::JsonDocument),
        (b'{', b'"' | b'}') => Some(match first_line(start) {
            FirstLine::Whole | FirstLine::Endless => Format::JsonLines,
            FirstLine::Open(rest) if rest.starts_with(b"{\"") => Format::JsonLines,
            FirstLine::Open(_) => Format::JsonDocument,
        }),
        _ => None,
    }
}

enum FirstLine<'h> {
    /// The object ends on its line, or breaks off inside a string as only a bad line does.
    Whole,
    /// The line goes on beyond what was looked at.
    Endless,
    /// The object is still open where the line ends; what follows.
    Open(&'h [u8]),
}

fn first_line(start: &[u8]) -> FirstLine<'_> {
    let (mut depth, mut quoted, mut escaped) = (0usize, false, false);
    for (i, &b) in start.iter().enumerate() {
        if b == b'\n' {
            return if quoted || depth == 0 {
                FirstLine::Whole
            } else {
                FirstLine::Open(&start[i + 1..])
            };
        }
        if escaped {
            escaped = false;
        } else if quoted {
            match b {
                b'\\' => escaped = true,
                b'"' => quoted = false,
                _ => {}
            }
        } else {
            match b {
                b'"' => quoted = true,
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
    }
    FirstLine::Endless
}

/// UTF-16 without a mark: one of the two bytes of nearly every unit is zero or a small page number.
fn is_utf16_like(head: &[u8]) -> bool {
    let even = head.iter().step_by(2).filter(|b| **b == 0).count();
    let odd = head.iter().skip(1).step_by(2).filter(|b| **b == 0).count();
    let half = head.len() / 2;
    // Vietnamese in UTF-16 has about one letter in four outside Latin-1; the rest, blanks and digits give zeros.
    half >= 8 && (even * 2 > half && odd * 16 < half || odd * 2 > half && even * 16 < half)
}

/// Zero bytes, or many control characters: no encoding of text has them.
///
/// The legacy encodings of Vietnamese put a few capital letters on control codes, hence the generous share.
fn is_binary(head: &[u8]) -> bool {
    let marked = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    if marked || is_utf16_like(head) {
        return false;
    }
    let zeros = head.iter().filter(|b| **b == 0).count();
    let controls = head
        .iter()
        .filter(|b| **b < 0x20 && !matches!(**b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b | 0))
        .count();
    zeros * 200 > head.len() || controls * 10 > head.len() && head.len() >= 16
}

/// True when these bytes could be the beginning of a text, as opposed to rubbish before a header.
fn looks_like_text(bytes: &[u8]) -> bool {
    bytes.iter().filter(|b| b.is_ascii_alphabetic()).count() > 20
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() })
            .collect()
    }

    #[test]
    fn by_content_not_by_name() {
        let cases: &[(&[u8], &str, Format)] = &[
            (b"", "a.txt", Format::Empty),
            (b"\x1f\x8b\x08\0", "a.txt", Format::Gzip),
            (b"<!DOCTYPE html><p>x", "a.txt", Format::Html),
            (b"\xef\xbb\xbf  <!-- c --> <HTML lang=vi>", "a", Format::Html),
            (b"<?xml version='1.0'?><html xmlns='x'>", "a", Format::Html),
            (b"<?xml version='1.0'?><rss>", "a", Format::Unsupported("XML that is not XHTML")),
            (b"<div class=a>x</div>", "a", Format::Html),
            (b"<div align=center>x</div>", "README.md", Format::Text),
            (b"<3 xin ch\xc3\xa0o", "a", Format::Text),
            (b"x </p> y", "a.html.gz", Format::Html),
            (b"[Photo] tin {a}", "a.json", Format::Text),
            (b"{\"text\": \"a\"}\n{\"text\": \"b\"}\n", "a.txt", Format::JsonLines),
            (b"{\n \"text\": \"a\"\n}", "a.txt", Format::JsonDocument),
            (b"[ {\"text\": \"a\"} ]", "a", Format::JsonDocument),
            (b"{\"a\": 1,\n{\"text\": \"b\"}\n", "a", Format::JsonLines),
            (b"{ngo\xe1\xba\xb7c}", "a", Format::Text),
            (b"WARC/1.0\r\n", "a", Format::Warc),
            (b"%PDF-1.4\n", "a.html", Format::Pdf),
            (b"\x89PNG\r\n\x1a\n\0", "a.html", Format::Skip(SkipReason::Image)),
            (
                b"\0\x01\x02\x03\0\0\0\x05\x08\0\0\0\0\0\0\x99\0\0\0\0",
                "a",
                Format::Unsupported("binary data"),
            ),
        ];
        for (head, name, format) in cases {
            assert_eq!(sniff(head, name), *format, "{:?}", String::from_utf8_lossy(head));
        }
    }

    #[test]
    fn utf16_pages_and_texts() {
        for little in [true, false] {
            let page = utf16("<html><head><title>Hà Nội mở thêm cụm công nghiệp</title>", little);
            assert_eq!(sniff(&page, "a"), Format::Html);
            let text = utf16("Thành phố sẽ khởi công 20 cụm công nghiệp trong năm 2021.", little);
            assert_eq!(sniff(&text, "a"), Format::Text);
        }
    }

    #[test]
    fn extensions() {
        for (name, ext) in [
            ("a.HTML", "html"),
            ("x/y.html.gz", "html"),
            ("README", ""),
            ("a.tar.gz", "tar"),
            ("d.x/readme", ""),
            ("gz", ""),
        ] {
            assert_eq!(extension(name), ext, "{name}");
        }
    }

    #[test]
    fn values_in_markup() {
        assert!(is_html_value(b"<p>a</p>"));
        assert!(is_html_value("Mở đầu<br>một<br>hai".as_bytes()));
        assert!(!is_html_value("Giá < 5 và > 3".as_bytes()));
    }
}
