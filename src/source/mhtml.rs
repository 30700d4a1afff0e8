//! Pages saved with their parts (MHTML, RFC 2557) and mails that hold a page: the page out of the MIME message.

use super::http::{Headers, essence, parameter};
use super::{Declared, ErrorKind, Media};

/// Multiparts within multiparts that are opened.
const MAX_DEPTH: u8 = 4;

/// The page of a message: its bytes, what they are, and what the message says of them.
pub(crate) fn page(message: &[u8]) -> Result<(Vec<u8>, Media, Declared), (ErrorKind, String)> {
    let (headers, _) = Headers::parse(message);
    let snapshot = headers.get("snapshot-content-location").map(str::to_owned);
    let mut found = None;
    collect(message, 0, &mut found);
    let Some(part) = found else {
        let message = "a MIME message without a page or a text in it";
        return Err((ErrorKind::Empty, message.to_owned()));
    };
    let declared = Declared {
        charset: part.charset,
        url: snapshot.or(part.location),
        ..Declared::default()
    };
    Ok((part.content, part.media, declared))
}

struct Part {
    content: Vec<u8>,
    media: Media,
    charset: Option<String>,
    location: Option<String>,
}

/// Looks for the first page in a message or part; the first text will do if there is none.
fn collect(part: &[u8], depth: u8, found: &mut Option<Part>) {
    let (headers, body_at) = Headers::parse(part);
    let body = part.get(body_at..).unwrap_or_default();
    let content_type = headers.get("content-type").unwrap_or("text/plain");
    let kind = essence(content_type);
    if kind.starts_with("multipart/") {
        let Some(boundary) = parameter(content_type, "boundary") else {
            return;
        };
        if depth < MAX_DEPTH {
            for part in parts(body, &boundary) {
                collect(part, depth + 1, found);
                if found.as_ref().is_some_and(|found| found.media == Media::Html) {
                    return;
                }
            }
        }
        return;
    }
    let media = match kind.as_str() {
        "text/html" | "application/xhtml+xml" => Media::Html,
        "text/plain" if found.is_none() => Media::Text,
        _ => return,
    };
    let encoding = headers.get("content-transfer-encoding").unwrap_or_default();
    let content = match encoding.to_ascii_lowercase().as_str() {
        "quoted-printable" => quoted_printable(body),
        "base64" => base64(body),
        _ => body.to_vec(),
    };
    if content.is_empty() {
        return;
    }
    *found = Some(Part {
        content,
        media,
        charset: parameter(content_type, "charset"),
        location: headers.get("content-location").map(str::to_owned),
    });
}

/// The parts between lines that begin with `--boundary`.
fn parts<'b>(body: &'b [u8], boundary: &str) -> Vec<&'b [u8]> {
    let delimiter = format!("--{boundary}");
    let delimiter = delimiter.as_bytes();
    let mut parts = Vec::new();
    let (mut from, mut at) = (None, 0);
    for line in body.split_inclusive(|b| *b == b'\n') {
        if line.starts_with(delimiter) {
            if let Some(from) = from {
                parts.push(super::lines::without_end(&body[from..at]));
            }
            if line[delimiter.len()..].starts_with(b"--") {
                return parts;
            }
            from = Some(at + line.len());
        }
        at += line.len();
    }
    // A message cut short still has its last part.
    if let Some(from) = from {
        parts.push(&body[from..]);
    }
    parts
}

/// Undoes quoted-printable (RFC 2045, section 6.7).
fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some(at) = rest.iter().position(|b| *b == b'=') {
        out.extend_from_slice(&rest[..at]);
        rest = &rest[at + 1..];
        let hex = |b: &u8| char::from(*b).to_digit(16);
        match (rest.first().and_then(hex), rest.get(1).and_then(hex)) {
            (Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                rest = &rest[2..];
            }
            _ => {
                // A line broken for length, blanks before its end.
                let blanks = rest.iter().take_while(|b| matches!(b, b' ' | b'\t' | b'\r')).count();
                if rest.get(blanks) == Some(&b'\n') {
                    rest = &rest[blanks + 1..];
                } else {
                    out.push(b'=');
                }
            }
        }
    }
    out.extend_from_slice(rest);
    out
}

/// Undoes base64 (RFC 4648); anything outside its alphabet is passed over, as RFC 2045 has it.
fn base64(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len() / 4 * 3);
    let (mut bits, mut count) = (0u32, 0);
    for &byte in body {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => break,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::visit::tests::{items, shown};
    use super::super::{Item, SourceOptions};
    use super::*;
    use proptest::prelude::*;

    const SAVED: &str = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://vi.example/tin\r\nSubject: =?utf-8?Q?Tin?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--Part--x\"\r\n\r\n\r\n----Part--x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n----Part--x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<html lang=3D\"vi\"><p>c=C3=\r\n=B4ng nghi=E1=BB=87p</p>=\r\n</html>\r\n----Part--x--\r\n";

    #[test]
    fn the_page_of_a_saved_page() {
        let found = items(SAVED.as_bytes(), &SourceOptions::default());
        assert_eq!(shown(&found), [" <html lang=\"vi\"><p>công nghiệp</p></html>"]);
        let Item::Record(record) = &found[0] else { panic!() };
        assert_eq!(record.media, Media::Html);
        assert_eq!(record.declared.url.as_deref(), Some("https://vi.example/tin"));
    }

    #[test]
    fn base64_nested_and_none() {
        let mail = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nplain\n--b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\nPHA+w6E8\nL3A+\n--b--\n--a--\n";
        let (content, media, declared) = page(mail.as_bytes()).unwrap();
        assert_eq!((content, media), ("<p>á</p>".as_bytes().to_vec(), Media::Html));
        assert_eq!(declared.charset.as_deref(), Some("utf-8"));
        let none = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: image/png\n\nx\n--a--";
        assert_eq!(page(none.as_bytes()).unwrap_err().0, ErrorKind::Empty);
    }

    proptest! {
        #[test]
        fn random_messages_end(at in 0usize..600, byte in any::<u8>(), cut in 0usize..700) {
            let mut bytes = SAVED.as_bytes().to_vec();
            let at = at % bytes.len();
            bytes[at] = byte;
            bytes.truncate(cut);
            let _ = page(&bytes);
        }
    }
}
