//! An HTTP response as archives keep it: status, headers, and the body out of its encodings.

use super::error::Limit;
use super::input::{Expansion, Guarded, Metered};
use super::{ErrorKind, SourceError};
use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::io::{self, Read};

/// Header lines by name, names in any case.
#[derive(Debug, Default)]
pub(crate) struct Headers(Vec<(String, String)>);

impl Headers {
    /// Parses lines up to a blank one or the end; a line that begins with a blank goes on with the one before.
    /// Gives the bytes taken, the blank line with them.
    pub(crate) fn parse(bytes: &[u8]) -> (Self, usize) {
        let mut headers: Vec<(String, String)> = Vec::new();
        let mut at = 0;
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            let end = rest.iter().position(|b| *b == b'\n');
            let line = &rest[..end.unwrap_or(rest.len())];
            at += end.map_or(rest.len(), |end| end + 1);
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            if line.is_empty() {
                break;
            }
            let text = String::from_utf8_lossy(line);
            if text.starts_with([' ', '\t']) {
                if let Some((_, value)) = headers.last_mut() {
                    value.push(' ');
                    value.push_str(text.trim());
                }
            } else if let Some((name, value)) = text.split_once(':') {
                headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        (Self(headers), at)
    }

    /// The value of the first header of that (lower-case) name.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(header, _)| header == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// A media type without its parameters, in lower case: `text/html`.
pub(crate) fn essence(content_type: &str) -> String {
    let essence = content_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// A parameter of a media type: `charset`, `boundary`.
pub(crate) fn parameter(content_type: &str, name: &str) -> Option<String> {
    let mut rest = content_type.split_once(';')?.1;
    loop {
        let (key, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let (value, next) = match after.strip_prefix('"') {
            Some(quoted) => {
                let (value, next) = quoted.split_once('"').unwrap_or((quoted, ""));
                (value, next.split_once(';').map_or("", |(_, next)| next))
            }
            None => after.split_once(';').unwrap_or((after, "")),
        };
        // Parameters without a value may stand before the key.
        let key = key.rsplit(';').next().unwrap_or(key);
        if key.trim().eq_ignore_ascii_case(name) {
            let value = value.trim().trim_matches('\'');
            return (!value.is_empty()).then(|| value.to_owned());
        }
        rest = next;
    }
}

/// A response.
#[derive(Debug)]
pub(crate) struct Response {
    pub status: u16,
    pub headers: Headers,
    pub body: Vec<u8>,
}

/// Parses a response; `None` when the bytes do not begin with a status line.
pub(crate) fn parse(mut bytes: Vec<u8>) -> Option<Response> {
    let line_end = bytes.iter().take(4096).position(|b| *b == b'\n')?;
    let line = std::str::from_utf8(&bytes[..line_end]).ok()?.trim();
    let mut words = line.split_ascii_whitespace();
    let version = words.next()?;
    if !version.starts_with("HTTP/") && version != "ICY" {
        return None;
    }
    let status = words.next()?.parse().ok()?;
    let (headers, taken) = Headers::parse(&bytes[line_end + 1..]);
    let body = bytes.split_off((line_end + 1 + taken).min(bytes.len()));
    Some(Response { status, headers, body })
}

impl Response {
    /// Takes the body out of its transfer and content encodings. Archives often keep headers of encodings they have already
    /// undone, so a body that does not look encoded is taken as it is.
    pub(crate) fn decode(&mut self, limit: usize, expansion: &Expansion) -> Result<(), (ErrorKind, String)> {
        let chunked = self.headers.get("transfer-encoding").unwrap_or_default();
        if chunked.to_ascii_lowercase().contains("chunked")
            && let Some(body) = dechunk(&self.body)
        {
            self.body = body;
        }
        let encodings = self.headers.get("content-encoding").unwrap_or_default();
        let encodings = encodings.to_ascii_lowercase();
        // Applied in the order listed, so undone from the last.
        for encoding in encodings.rsplit(',').take(3) {
            let decoded = match encoding.trim() {
                "gzip" | "x-gzip" if self.body.starts_with(b"\x1f\x8b") => inflate(MultiGzDecoder::new, &self.body, limit, expansion),
                "deflate" if is_zlib(&self.body) => inflate(ZlibDecoder::new, &self.body, limit, expansion),
                // Some servers leave the zlib header out.
                "deflate" if !looks_plain(&self.body) => inflate(DeflateDecoder::new, &self.body, limit, expansion),
                "br" | "zstd" | "compress" if !looks_plain(&self.body) => {
                    let message = format!("the page is compressed as `{}`, which is not read", encoding.trim());
                    return Err((ErrorKind::Unsupported, message));
                }
                _ => continue,
            };
            self.body = decoded.map_err(|error| {
                let error = SourceError::io(super::Locator::default(), "read", &error);
                (error.kind, error.message)
            })?;
        }
        Ok(())
    }
}

/// A body that nothing compressed: markup or text from its first byte.
fn looks_plain(body: &[u8]) -> bool {
    let early = &body[..body.len().min(256)];
    early.iter().all(|b| *b >= 0x20 || b.is_ascii_whitespace())
        && std::str::from_utf8(early).map_or_else(|e| e.error_len().is_none(), |_| true)
}

/// The two bytes every zlib stream begins with (RFC 1950).
fn is_zlib(body: &[u8]) -> bool {
    matches!(body, [a, b, ..] if a & 0x0f == 8 && (u16::from(*a) << 8 | u16::from(*b)) % 31 == 0)
}

fn inflate<'b, D: Read>(decoder: fn(Counting<'b>) -> D, body: &'b [u8], limit: usize, expansion: &Expansion) -> io::Result<Vec<u8>> {
    let (metered, taken) = Metered::new(body);
    let decoder = decoder(io::BufReader::new(metered));
    let mut guarded = Guarded::new(decoder, taken, expansion.clone());
    let mut out = Vec::new();
    let more = limit as u64 + 1;
    let read = Read::by_ref(&mut guarded).take(more).read_to_end(&mut out);
    if out.len() > limit {
        let message = format!("larger than {limit} bytes once decompressed, the limit for one record (--max-record-size)");
        return Err(Limit::error(ErrorKind::TooLarge, message));
    }
    read?;
    Ok(out)
}

type Counting<'b> = io::BufReader<Metered<&'b [u8]>>;

/// Puts chunks together (RFC 9112, section 7.1); `None` when the body is not chunked. A body cut short gives what there is.
fn dechunk(body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    loop {
        let Some(end) = rest.iter().take(1024).position(|b| *b == b'\n') else {
            return (!out.is_empty()).then_some(out);
        };
        let line = std::str::from_utf8(&rest[..end]).ok()?;
        let size = line.split(';').next().unwrap_or_default().trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        rest = &rest[end + 1..];
        if size == 0 {
            return Some(out);
        }
        let chunk = &rest[..size.min(rest.len())];
        out.extend_from_slice(chunk);
        rest = &rest[chunk.len()..];
        if rest.is_empty() {
            return Some(out);
        }
        rest = rest.strip_prefix(b"\r").unwrap_or(rest);
        rest = rest.strip_prefix(b"\n")?;
    }
}

#[cfg(test)]
mod tests {
    use super::super::gzip::tests::gz;
    use super::*;
    use proptest::prelude::*;
    use std::io::Write;

    fn expansion() -> Expansion {
        Expansion {
            max_ratio: 250,
            max_expanded: 1 << 30,
            outermost: std::rc::Rc::new(std::cell::Cell::new(u64::MAX)),
        }
    }

    fn body(head: &str, body: &[u8]) -> Result<Vec<u8>, ErrorKind> {
        let mut bytes = format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n").into_bytes();
        bytes.extend(body);
        let mut response = parse(bytes).unwrap();
        response.decode(1000, &expansion()).map_err(|(kind, _)| kind)?;
        Ok(response.body)
    }

    #[test]
    fn parameters() {
        let cases = [
            ("text/html; charset=UTF-8", "charset", Some("UTF-8")),
            ("text/html;charset=\"windows-1258\" ; x=y", "charset", Some("windows-1258")),
            (
                "multipart/related; type=\"text/html\"; boundary=\"--=_a;b\"",
                "boundary",
                Some("--=_a;b"),
            ),
            ("text/html; foo; Charset='utf-8'", "charset", Some("utf-8")),
            ("text/html; charset=", "charset", None),
            ("text/html", "charset", None),
        ];
        for (value, name, expected) in cases {
            assert_eq!(parameter(value, name).as_deref(), expected, "{value}");
        }
        assert_eq!(essence("Text/HTML ; charset=x"), "text/html");
    }

    #[test]
    fn headers_fold_and_end() {
        let (headers, taken) = Headers::parse(b"A: 1\r\nb : 2\r\n  3\r\nbad line\r\n\r\nbody");
        assert_eq!((headers.get("a"), headers.get("b"), taken), (Some("1"), Some("2 3"), 30));
    }

    #[test]
    fn encodings_undone_or_already_undone() {
        let page = b"<p>a page</p>";
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        zlib.write_all(page).unwrap();
        let zlib = zlib.finish().unwrap();
        let chunked = b"3;x=y\r\n<p>\r\nA\r\na page</p>\r\n0\r\n\r\n";
        let cases: [(&str, Vec<u8>); 8] = [
            ("A: b", page.to_vec()),
            ("Content-Encoding: gzip", gz(page)),
            ("Content-Encoding: GZIP", page.to_vec()),
            ("Content-Encoding: deflate", zlib.clone()),
            ("Content-Encoding: deflate", zlib[2..].to_vec()),
            ("Content-Encoding: br", page.to_vec()),
            ("Transfer-Encoding: chunked", chunked.to_vec()),
            ("Transfer-Encoding: chunked", page.to_vec()),
        ];
        for (head, bytes) in cases {
            assert_eq!(body(head, &bytes).unwrap(), page, "{head}");
        }
        let both = "Transfer-Encoding: chunked\r\nContent-Encoding: gzip";
        let packed = gz(page);
        let mut chunks = format!("{:x}\r\n", packed.len()).into_bytes();
        chunks.extend(&packed);
        chunks.extend(b"\r\n0\r\n\r\n");
        assert_eq!(body(both, &chunks).unwrap(), page);
    }

    #[test]
    fn limits_hold() {
        let head = "Content-Encoding: gzip";
        assert_eq!(body(head, &gz(&[b'a'; 2000])), Err(ErrorKind::TooLarge));
        assert_eq!(body(head, &gz(b"abcdefghijklmnop")[..20]), Err(ErrorKind::Truncated));
        assert_eq!(body("Content-Encoding: br", b"\x8b\x02\x80"), Err(ErrorKind::Unsupported));
    }

    proptest! {
        #[test]
        fn random_responses_end(head in "(Transfer-Encoding: chunked|Content-Encoding: (gzip|deflate))?", bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = body(&head, &bytes);
            parse(bytes);
        }
    }
}
