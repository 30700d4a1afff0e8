//! WARC files (ISO 28500, versions 1.0 and 1.1): pages as they came over HTTP, resources, and the texts of WET files.
//!
//! A record says its own length. Where that is wrong the next record is looked for by its first line, also within what the
//! length claimed, so one bad record does not take its neighbours with it.

use super::http::{self, Headers};
use super::input::{Stream, too_large};
use super::lines::{Line, Lines};
use super::sniff::{Format, sniff};
use super::visit::{BUFFER, Flow, Place, Visit};
use super::{Declared, ErrorKind, Item, Media, Record, SkipReason, SourceError};
use std::io::{self, BufRead, BufReader, Read};

/// Bytes a header block may have; real ones stay below 2 KiB.
const MAX_HEADER: usize = 64 << 10;

/// The file with what was read too far put back in front, and the offset it stands at.
struct Input<R> {
    back: Vec<u8>,
    back_at: usize,
    /// An error met while looking ahead: it comes after the bytes before it.
    pending: Option<io::Error>,
    reader: R,
    offset: u64,
}

impl<R: BufRead> Input<R> {
    /// Puts bytes back. They were read last, so the offset goes back with them.
    fn put_back(&mut self, bytes: &[u8]) {
        let mut back = bytes.to_vec();
        back.extend_from_slice(self.back.get(self.back_at..).unwrap_or_default());
        self.back = back;
        self.back_at = 0;
        self.offset -= bytes.len() as u64;
    }
}

impl<R: BufRead> Read for Input<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let filled = self.fill_buf()?;
        let n = filled.len().min(buf.len());
        buf[..n].copy_from_slice(&filled[..n]);
        self.consume(n);
        Ok(n)
    }
}

impl<R: BufRead> BufRead for Input<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.back_at < self.back.len() {
            return Ok(&self.back[self.back_at..]);
        }
        if let Some(error) = self.pending.take() {
            return Err(error);
        }
        self.reader.fill_buf()
    }

    fn consume(&mut self, n: usize) {
        self.offset += n as u64;
        if self.back_at < self.back.len() {
            self.back_at += n;
        } else {
            self.reader.consume(n);
        }
    }
}

/// True for the line a record begins with.
fn is_start(line: &[u8]) -> bool {
    let Some(version) = line.strip_prefix(b"WARC/") else {
        return false;
    };
    let version = version.trim_ascii_end();
    matches!(version, [b'0' | b'1', b'.', rest @ ..] if !rest.is_empty() && rest.len() <= 2 && rest.iter().all(u8::is_ascii_digit))
}

/// Position of a line within `bytes` that a record begins with.
fn find_start(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| super::sniff::find(rest, b"WARC/")) {
        let start = at + found;
        let end = bytes[start..].iter().position(|b| *b == b'\n');
        let line = &bytes[start..end.map_or(bytes.len(), |end| start + end)];
        if (start == 0 || bytes[start - 1] == b'\n') && end.is_some() && is_start(line) {
            return Some(start);
        }
        at = start + 1;
    }
    None
}

/// What stands at a record's start.
enum Head {
    Headers(Headers),
    /// Not a record: bytes passed over up to the next one.
    Junk(u64),
    End,
}

/// What is known of the file so far.
#[derive(Default)]
struct State {
    /// Damage was reported and nothing good read since: more of it is the same.
    reported: bool,
    /// A record's length was wrong.
    distrust: bool,
}

/// Reads the records of a file.
pub(crate) fn read(visit: &mut Visit<'_>, stream: Stream<'_>, place: &Place) -> Flow {
    let mut input = Input {
        back: Vec::new(),
        back_at: 0,
        pending: None,
        reader: BufReader::with_capacity(BUFFER, stream),
        offset: 0,
    };
    let mut state = State::default();
    loop {
        match next(visit, &mut input, place, &mut state) {
            Ok(Some(flow)) => flow?,
            Ok(None) => return Flow::Continue(()),
            Err(error) => {
                if !state.reported {
                    let at = place.locator.child(&format!("offset:{}", input.offset));
                    visit.fail(SourceError::io(at, "read", &error))?;
                }
                state.reported = true;
                if !place.goes_on_after(&error) {
                    return Flow::Continue(());
                }
            }
        }
    }
}

/// Reads one record; `None` at the end.
fn next<R: BufRead>(visit: &mut Visit<'_>, input: &mut Input<R>, place: &Place, state: &mut State) -> io::Result<Option<Flow>> {
    let go = |flow: Flow| Ok(Some(flow));
    let start = blanks(input)?;
    let head = head(input)?;
    let offset = place.gzip_starts.as_ref().and_then(|starts| starts.at(start));
    let at = place.child(&format!("offset:{}", offset.unwrap_or(start)));
    let headers = match head {
        Head::End => return Ok(None),
        Head::Junk(count) => {
            // Damage already reported explains it.
            if std::mem::replace(&mut state.reported, true) {
                return go(Flow::Continue(()));
            }
            let message = format!("{count} bytes that belong to no record were passed over");
            return go(visit.fail_at(&at, ErrorKind::Corrupt, message));
        }
        Head::Headers(headers) => headers,
    };
    state.reported = false;
    let length = headers.get("content-length").and_then(|value| value.parse::<u64>().ok());
    let Some(length) = length else {
        state.reported = true;
        return go(visit.fail_at(&at, ErrorKind::Corrupt, "a record without a length"));
    };
    let limit = visit.options.record_limit();
    if length > limit as u64 {
        pass_over(input, length)?;
        // Larger than any record may be, for want of being read it is not known what it held.
        return go(match skip_by_type(&headers) {
            Some(reason) => visit.leave(&at, reason),
            None => visit.fail(too_large(at.locator, limit)),
        });
    }
    let mut block = read_block(input, length, state.distrust)?;
    if let Some(message) = wrong_length(input, &mut block, length)? {
        state.reported = true;
        state.distrust = true;
        let kind = if input.fill_buf()?.is_empty() {
            ErrorKind::Truncated
        } else {
            ErrorKind::Corrupt
        };
        return go(visit.fail_at(&at, kind, message));
    }
    if let Some(reason) = skip_by_type(&headers) {
        return go(visit.leave(&at, reason));
    }
    go(record(visit, &headers, block, at))
}

/// Passes over line ends between records; gives the offset after them.
fn blanks<R: BufRead>(input: &mut Input<R>) -> io::Result<u64> {
    loop {
        let buf = input.fill_buf()?;
        let n = buf.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        let done = n < buf.len() || buf.is_empty();
        input.consume(n);
        if done {
            return Ok(input.offset);
        }
    }
}

fn head<R: BufRead>(input: &mut Input<R>) -> io::Result<Head> {
    let before = input.offset;
    let mut line = Vec::new();
    // A record's first line, or junk up to the next one.
    loop {
        line.clear();
        let n = (&mut *input).take(MAX_HEADER as u64).read_until(b'\n', &mut line)?;
        let junk = input.offset - before - n as u64;
        if n == 0 {
            return Ok(if junk > 0 { Head::Junk(junk) } else { Head::End });
        }
        if is_start(&line) {
            if junk > 0 {
                input.put_back(&line);
                return Ok(Head::Junk(junk));
            }
            break;
        }
    }
    let mut block = Vec::new();
    let mut lines = Lines::new(&mut *input, MAX_HEADER);
    loop {
        let from = block.len();
        match lines.next(&mut block)? {
            Line::Whole if block[from..].trim_ascii_end().is_empty() => break,
            Line::Whole => {}
            Line::TooLong | Line::End => break,
        }
    }
    Ok(Head::Headers(Headers::parse(&block).0))
}

/// Passes over a block too large to hold, but not over a record that begins within it: then the length was wrong.
fn pass_over<R: BufRead>(input: &mut Input<R>, length: u64) -> io::Result<()> {
    let end = input.offset.saturating_add(length);
    let mut line = Vec::new();
    while input.offset < end {
        line.clear();
        let room = (end - input.offset).min(MAX_HEADER as u64);
        let whole_line = line_starts(input)?;
        if (&mut *input).take(room).read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        if whole_line && line.ends_with(b"\n") && is_start(&line) {
            input.put_back(&line);
            return Ok(());
        }
    }
    Ok(())
}

/// A line can be a record's first only if it begins with the right letter; the rest need not be told apart.
fn line_starts<R: BufRead>(input: &mut Input<R>) -> io::Result<bool> {
    Ok(input.fill_buf()?.first() == Some(&b'W'))
}

/// Reads a block of `length` bytes. Once a length in this file was wrong none is believed: then each line is looked at, and a
/// record's first line ends the block. (Looking back into every block instead would cost the square of the file.)
fn read_block<R: BufRead>(input: &mut Input<R>, length: u64, distrust: bool) -> io::Result<Vec<u8>> {
    let mut block = Vec::new();
    if !distrust {
        (&mut *input).take(length).read_to_end(&mut block)?;
        return Ok(block);
    }
    loop {
        let from = block.len();
        let room = length - from as u64;
        if (&mut *input).take(room).read_until(b'\n', &mut block)? == 0 {
            return Ok(block);
        }
        if is_start(&block[from..]) && block.ends_with(b"\n") {
            let line = block.split_off(from);
            input.put_back(&line);
            return Ok(block);
        }
    }
}

/// Checks that a block ends where its record says. If not, leaves the input at the next record, if one was swallowed.
fn wrong_length<R: BufRead>(input: &mut Input<R>, block: &mut Vec<u8>, length: u64) -> io::Result<Option<String>> {
    let read = block.len() as u64;
    if read == length && record_follows(input) {
        return Ok(None);
    }
    let at_end = input.fill_buf()?.is_empty();
    if let Some(at) = find_start(block) {
        let again = block.split_off(at);
        input.put_back(&again);
        return Ok(Some(format!(
            "the record says it has {length} bytes, but another begins after {at}"
        )));
    }
    if read < length && at_end {
        return Ok(Some(format!("the file ends {} bytes before the record does", length - read)));
    }
    if read < length {
        return Ok(Some(format!(
            "the record says it has {length} bytes, but another begins after {read}"
        )));
    }
    // The block may end within the first line of the next record.
    let line = block.iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
    let tail = &block[line..];
    if tail.len() < 12 && (b"WARC/".starts_with(tail) || tail.starts_with(b"WARC/")) {
        input.put_back(tail);
    }
    Ok(Some(format!("the record goes on beyond the {length} bytes it says it has")))
}

/// Whether another record, the end, or damage comes after blank lines. The input is left where it was.
fn record_follows<R: BufRead>(input: &mut Input<R>) -> bool {
    const START: &[u8] = b"WARC/";
    let mut ahead = Vec::new();
    let mut matched = 0;
    let (found, error) = loop {
        if matched == START.len() {
            break (true, None);
        }
        let byte = match input.fill_buf() {
            Ok(buf) => buf.first().copied(),
            // What is wrong further on is no fault of the block before.
            Err(error) => break (true, Some(error)),
        };
        let Some(byte) = byte else {
            break (matched == 0, None);
        };
        let blank = matched == 0 && matches!(byte, b'\r' | b'\n');
        if ahead.len() == 64 || !blank && START.get(matched) != Some(&byte) {
            break (false, None);
        }
        matched += usize::from(!blank);
        ahead.push(byte);
        input.consume(1);
    };
    input.put_back(&ahead);
    input.pending = error;
    found
}

/// Records that hold no page, by their type.
fn skip_by_type(headers: &Headers) -> Option<SkipReason> {
    match headers.get("warc-type").unwrap_or_default() {
        "response" | "resource" | "conversion" => None,
        _ => Some(SkipReason::WarcRecord),
    }
}

fn record(visit: &mut Visit<'_>, headers: &Headers, block: Vec<u8>, at: Place) -> Flow {
    if !visit.wanted() {
        return visit.pass();
    }
    let content_type = headers.get("content-type").unwrap_or_default().to_owned();
    let uri = headers.get("warc-target-uri").unwrap_or_default();
    // WARC 1.0 files by some writers put the address in brackets.
    let uri = uri.trim_start_matches('<').trim_end_matches('>');
    let mut declared = Declared {
        charset: None,
        url: (!uri.is_empty()).then(|| uri.to_owned()),
        ..Declared::default()
    };
    let is_response = headers.get("warc-type") == Some("response");
    if !is_response || !http::essence(&content_type).starts_with("application/http") && !block.starts_with(b"HTTP/") {
        declared.charset = http::parameter(&content_type, "charset");
        return body(visit, block, &content_type, declared, at);
    }
    let Some(mut response) = http::parse(block) else {
        return visit.fail_at(&at, ErrorKind::Corrupt, "a response without an HTTP status line");
    };
    if response.status != 200 {
        return visit.leave(&at, SkipReason::HttpStatus);
    }
    let content_type = response.headers.get("content-type").unwrap_or_default().to_owned();
    if !may_hold_text(&content_type) {
        return visit.leave(&at, SkipReason::NotText);
    }
    let limit = visit.options.record_limit();
    if let Err((kind, message)) = response.decode(limit, &visit.expansion()) {
        return visit.fail_at(&at, kind, message);
    }
    declared.charset = http::parameter(&content_type, "charset");
    body(visit, response.body, &content_type, declared, at)
}

/// Whether a declared type can be a page, a text or a document; what is not declared may be anything.
fn may_hold_text(content_type: &str) -> bool {
    let essence = http::essence(content_type);
    matches!(
        essence.as_str(),
        "" | "text/html"
            | "text/plain"
            | "text/markdown"
            | "application/xhtml+xml"
            | "application/octet-stream"
            | "unknown/unknown"
            | "application/unknown"
            | "application/pdf"
            | "application/x-pdf"
            | "application/msword"
            | "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            | "multipart/related"
            | "message/rfc822"
    )
}

fn body(visit: &mut Visit<'_>, content: Vec<u8>, content_type: &str, declared: Declared, at: Place) -> Flow {
    if !may_hold_text(content_type) {
        return visit.leave(&at, SkipReason::NotText);
    }
    if content.is_empty() {
        return visit.fail_at(&at, ErrorKind::Empty, "empty: nothing to read");
    }
    let essence = http::essence(content_type);
    let is_page = matches!(essence.as_str(), "text/html" | "application/xhtml+xml");
    let head = &content[..content.len().min(16 << 10)];
    let media = match sniff(head, "") {
        Format::Html => Media::Html,
        // A fragment, or a page that begins with text: then the server's word counts.
        Format::Text | Format::JsonDocument | Format::JsonLines if is_page => Media::Html,
        Format::Text => Media::Text,
        Format::Pdf | Format::Zip | Format::Mhtml => return visit.document(content, declared, at),
        Format::JsonDocument | Format::JsonLines if essence == "text/plain" => Media::Text,
        Format::Skip(reason) => return visit.leave(&at, reason),
        Format::Unsupported(what) => {
            return visit.fail_at(&at, ErrorKind::Unsupported, format!("not read: {what}"));
        }
        _ => return visit.leave(&at, SkipReason::NotText),
    };
    visit.give(Item::Record(Record {
        locator: at.locator,
        content,
        media,
        declared,
        ..Record::default()
    }))
}

#[cfg(test)]
mod tests {
    use super::super::SourceOptions;
    use super::super::gzip::tests::gz;
    use super::super::visit::tests::{items, shown};
    use super::*;
    use proptest::prelude::*;

    fn warc_record(kind: &str, headers: &str, block: &[u8], length: usize) -> Vec<u8> {
        let mut bytes = format!(
            "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://vi.example/{kind}\r\n{headers}Content-Length: {length}\r\n\r\n"
        )
        .into_bytes();
        bytes.extend(block);
        bytes.extend(b"\r\n\r\n");
        bytes
    }

    fn response(status: &str, content_type: &str, body: &str) -> Vec<u8> {
        format!("HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n\r\n{body}").into_bytes()
    }

    fn page(body: &str) -> Vec<u8> {
        let block = response("200 OK", "text/html; charset=utf-8", body);
        warc_record(
            "response",
            "Content-Type: application/http; msgtype=response\r\n",
            &block,
            block.len(),
        )
    }

    fn records() -> Vec<Vec<u8>> {
        let not_found = response("404 Not Found", "text/html", "x");
        let script = response("200 OK", "application/javascript", "x");
        let text = "Văn bản".as_bytes();
        vec![
            warc_record("warcinfo", "", b"software: x\r\n", 13),
            page("<html>một</html>"),
            warc_record("request", "", b"GET / HTTP/1.1\r\n\r\n", 18),
            warc_record("response", "", &not_found, not_found.len()),
            warc_record("response", "", &script, script.len()),
            warc_record("conversion", "Content-Type: text/plain\r\n", text, text.len()),
            warc_record("resource", "Content-Type: text/html; charset=windows-1258\r\n", b"<p>x", 4),
        ]
    }

    fn strip(shown: Vec<String>) -> Vec<String> {
        shown
            .into_iter()
            .map(|s| s.split_once(' ').map_or(String::new(), |(_, s)| s.to_owned()))
            .collect()
    }

    const SHOWN: [&str; 7] = [
        "~warc-record",
        "<html>một</html>",
        "~warc-record",
        "~http-status",
        "~not-text",
        "Văn bản",
        "<p>x",
    ];

    #[test]
    fn every_kind_of_record() {
        let bytes = records().concat();
        let found = items(&bytes, &SourceOptions::default());
        assert_eq!(strip(shown(&found)), SHOWN);
        let Item::Record(first) = &found[1] else { panic!() };
        assert_eq!(first.media, Media::Html);
        assert_eq!(first.declared.charset.as_deref(), Some("utf-8"));
        assert_eq!(first.declared.url.as_deref(), Some("https://vi.example/response"));
        let Item::Record(last) = &found[6] else { panic!() };
        assert_eq!(last.declared.charset.as_deref(), Some("windows-1258"));
        assert_eq!(found[1].locator().member, Some(format!("offset:{}", records()[0].len())));
    }

    #[test]
    fn offsets_of_gzip_members() {
        let members: Vec<Vec<u8>> = records().iter().map(|record| gz(record)).collect();
        let found = items(&members.concat(), &SourceOptions::default());
        assert_eq!(strip(shown(&found)), SHOWN);
        let mut offset = 0;
        for (item, member) in found.iter().zip(&members) {
            assert_eq!(item.locator().member, Some(format!("offset:{offset}")));
            offset += member.len();
        }
        // All in one member: offsets in the expanded stream.
        let found = items(&gz(&records().concat()), &SourceOptions::default());
        assert_eq!(found[1].locator().member, Some(format!("offset:{}", records()[0].len())));
    }

    #[test]
    fn wrong_lengths_do_not_take_the_neighbours() {
        let body = response("200 OK", "text/html", "<html>hai</html>");
        for wrong in [
            0,
            5,
            20,
            body.len() - 1,
            body.len() + 7,
            body.len() + 9,
            body.len() + 200,
            100_000,
            usize::MAX >> 1,
        ] {
            let bad = warc_record("response", "", &body, wrong);
            let bytes = [
                page("<html>một</html>"),
                bad.clone(),
                page("<html>ba</html>"),
                bad,
                page("<html>bốn</html>"),
            ]
            .concat();
            let found = strip(shown(&items(&bytes, &SourceOptions::default())));
            for good in ["<html>một</html>", "<html>ba</html>", "<html>bốn</html>"] {
                assert!(found.iter().any(|s| s == good), "{wrong}: {found:?}");
            }
            assert!(found.iter().any(|s| s.starts_with('!')), "{wrong}: {found:?}");
            assert!(found.len() <= 7, "{wrong}: {found:?}");
        }
    }

    #[test]
    fn a_length_that_covers_the_line_ends_is_forgiven() {
        let body = response("200 OK", "text/html", "<html>hai</html>");
        let bad = warc_record("response", "", &body, body.len() + 4);
        let found = strip(shown(&items(&[bad, page("<html>x")].concat(), &SourceOptions::default())));
        assert_eq!(found.len(), 2);
        assert_eq!(found[1], "<html>x");
    }

    #[test]
    fn damage_and_truncation() {
        let options = SourceOptions::default();
        let members: Vec<Vec<u8>> = (0..6).map(|i| gz(&page(&format!("<html>{i} {}", "x".repeat(300))))).collect();
        let mut bytes = members.concat();
        let third = members[0].len() + members[1].len();
        for byte in &mut bytes[third + 20..third + 60] {
            *byte ^= 0x55;
        }
        let found = strip(shown(&items(&bytes, &options)));
        let good = found.iter().filter(|s| s.starts_with('<')).count();
        assert_eq!(
            (good, found.len()),
            (5, 6),
            "{:?}",
            found.iter().map(|s| &s[..s.len().min(12)]).collect::<Vec<_>>()
        );
        let found = strip(shown(&items(&members.concat()[..bytes.len() - 30], &options)));
        assert_eq!(found.len(), 6);
        assert_eq!(found[5], "!truncated");
        let plain = page("<html>một</html>");
        let found = strip(shown(&items(&plain[..plain.len() - 10], &options)));
        assert_eq!(found, ["!truncated"]);
    }

    #[test]
    fn records_too_large_are_passed_over() {
        let options = SourceOptions {
            max_record_size: 500,
            ..SourceOptions::default()
        };
        let bytes = [page(&"x".repeat(100_000)), page("<html>y")].concat();
        assert_eq!(strip(shown(&items(&bytes, &options))), ["!too-large", "<html>y"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]
        #[test]
        fn damage_never_panics(at in 0usize..1500, byte in any::<u8>(), cut in 0usize..2000) {
            let mut bytes = records().concat();
            let at = at % bytes.len();
            bytes[at] = byte;
            bytes.truncate(cut);
            let found = items(&bytes, &SourceOptions::default());
            prop_assert!(found.len() <= 10);
        }
    }
}
