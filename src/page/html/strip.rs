//! One pass over the raw page before it is parsed: code, comments and drawings go, attributes nobody reads go,
//! and nesting is bounded, so that the parser sees a fifth of the bytes and nothing it could choke on.
//!
//! The pass follows the tokeniser of the HTML standard (<https://html.spec.whatwg.org/#tokenization>) closely enough that
//! the tree of what is left has the same elements, in the same order, as the tree of the whole page without them.

use super::attribute::{self, Next};

/// Open elements beyond this depth are flattened into their parent.
const MAX_DEPTH: usize = 400;
/// Open formatting elements (`<b>`, `<font>`, …) beyond this number are dropped: each is copied into every later block.
const MAX_FORMATTING: usize = 24;
/// Estimated nodes of the tree; what comes after is cut off.
const MAX_NODES: usize = 1_500_000;
/// A page made ready for the parser, and what was taken out that is of use.
#[derive(Debug, Default)]
pub struct Stripped<'a> {
    /// What the parser shall see.
    pub html: String,
    /// Contents of `<script type="application/ld+json">`.
    pub json_ld: Vec<&'a str>,
    /// Nesting was deeper than the parser may see.
    pub flattened: bool,
    /// Byte from which the page was cut off because it is too large.
    pub cut: Option<usize>,
}

/// Elements that go with all they hold.
const DROPPED: &[&str] = &["script", "style", "noscript", "template", "noframes"];
/// Elements that stay as an empty shell: they take part in how the tree is built.
const EMPTIED: &[&str] = &["svg", "canvas", "audio", "video", "iframe", "object", "noembed"];
/// Of these, the ones whose content is text up to their own end tag.
const RAW: &[&str] = &["iframe", "noembed"];
/// Elements whose content is text up to their own end tag.
const TEXT_ONLY: &[&str] = &["title", "textarea", "xmp"];
/// Elements without an end tag.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "frame", "keygen",
    "basefont", "bgsound",
];
/// Elements whose end tag may be left out: counting them would drift.
const OPTIONAL_END: &[&str] = &[
    "p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "option", "optgroup", "rt", "rp", "colgroup", "caption", "html",
    "head", "body",
];
/// Formatting elements of the standard's tree builder.
const FORMATTING: &[&str] = &[
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];
/// Strips `html`.
pub fn strip(html: &str) -> Stripped<'_> {
    let mut pass = Pass {
        html,
        bytes: html.as_bytes(),
        at: 0,
        kept_from: 0,
        open: Vec::new(),
        emitted_depth: 0,
        formatting: 0,
        tables: 0,
        nodes: 0,
        unclosed: false,
        out: Stripped {
            html: String::with_capacity(html.len() / 2),
            ..Stripped::default()
        },
        name: String::new(),
    };
    pass.run();
    pass.out
}

struct Pass<'a> {
    html: &'a str,
    bytes: &'a [u8],
    at: usize,
    /// Start of the stretch that is to be copied.
    kept_from: usize,
    /// Open elements: name, and whether its start tag was emitted.
    open: Vec<(u64, bool)>,
    emitted_depth: usize,
    formatting: usize,
    /// Open tables.
    tables: usize,
    nodes: usize,
    /// Some element that is dropped with its content was never closed.
    unclosed: bool,
    out: Stripped<'a>,
    name: String,
}

impl<'a> Pass<'a> {
    fn run(&mut self) {
        while let Some(found) = self.find_byte(b'<', self.at) {
            self.at = found + 1;
            if self.nodes > MAX_NODES {
                self.out.cut = Some(found);
                self.flush(found);
                self.kept_from = self.bytes.len();
                return;
            }
            match self.bytes.get(self.at) {
                Some(b'!') => self.declaration(found),
                Some(b'?') => self.bogus_comment(found),
                Some(b'/') => self.end_tag(found),
                Some(b) if b.is_ascii_alphabetic() => self.start_tag(found),
                _ => {}
            }
        }
        self.flush(self.bytes.len());
    }

    fn find_byte(&self, byte: u8, from: usize) -> Option<usize> {
        attribute::find_byte(self.html, byte, from)
    }

    /// Copies what is kept up to `end`; what comes next starts at `self.at`.
    fn flush(&mut self, end: usize) {
        if let Some(text) = self.html.get(self.kept_from..end) {
            self.out.html.push_str(text);
        }
    }

    fn drop_until(&mut self, start: usize, end: usize) {
        self.flush(start);
        if self.tables > 0 || self.would_join() {
            // Loose text in a table is moved before it, and blanks with it only when nothing stands between them.
            self.out.html.push_str("<!---->");
        }
        self.at = end;
        self.kept_from = end;
    }

    /// True when what comes next could turn the end of what was copied into a tag or a character reference.
    fn would_join(&self) -> bool {
        let out = self.out.html.as_bytes();
        match out.last() {
            Some(b'<' | b'/' | b'!' | b'?') => true,
            Some(b'&' | b'#' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z') => {
                // The longest name of a character reference has 31 letters.
                let tail = &out[out.len().saturating_sub(34)..];
                tail.iter()
                    .rev()
                    .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'#' | b'&'))
                    .any(|&b| b == b'&')
            }
            _ => false,
        }
    }

    fn declaration(&mut self, start: usize) {
        if !self.html[self.at..].starts_with("!--") {
            // A doctype stays; anything else is a comment by another name.
            if self.bytes.get(self.at + 1).is_some_and(|b| b.eq_ignore_ascii_case(&b'd')) {
                self.at = self.find_byte(b'>', self.at).map_or(self.bytes.len(), |i| i + 1);
            } else {
                self.bogus_comment(start);
            }
            return;
        }
        let body = self.at + 3;
        let rest = &self.html[body..];
        let end = if rest.starts_with('>') {
            body + 1
        } else if rest.starts_with("->") {
            body + 2
        } else {
            // `-->` and `--!>` both end a comment; an open one runs to the end of the page, as in the standard.
            let mut from = body;
            loop {
                let Some(i) = self.html[from..].find("--") else {
                    break self.bytes.len();
                };
                let after = &self.bytes[from + i + 2..];
                if after.first() == Some(&b'>') {
                    break from + i + 3;
                }
                if after.starts_with(b"!>") {
                    break from + i + 4;
                }
                from += i + 1;
            }
        };
        self.drop_until(start, end);
    }

    fn bogus_comment(&mut self, start: usize) {
        let end = self.find_byte(b'>', self.at).map_or(self.bytes.len(), |i| i + 1);
        self.drop_until(start, end);
    }

    fn read_name(&mut self) {
        let start = self.at;
        while self
            .bytes
            .get(self.at)
            .is_some_and(|b| !matches!(b, b'\t' | b'\n' | 0x0c | b'\r' | b' ' | b'/' | b'>'))
        {
            self.at += 1;
        }
        self.name.clear();
        self.name.push_str(self.html.get(start..self.at).unwrap_or_default());
        self.name.make_ascii_lowercase();
    }

    fn end_tag(&mut self, start: usize) {
        self.at += 1;
        if !self.bytes.get(self.at).is_some_and(u8::is_ascii_alphabetic) {
            self.bogus_comment(start);
            return;
        }
        self.read_name();
        let simple = self.bytes.get(self.at) == Some(&b'>');
        if simple {
            self.at += 1;
        } else if !self.skip_attributes() {
            self.drop_until(start, self.bytes.len());
            return;
        }
        let name = self.name.as_str();
        if EMPTIED.contains(&name) {
            // A stray end tag; the shell's own was written with it.
            self.drop_until(start, self.at);
            return;
        }
        if OPTIONAL_END.contains(&name) {
            return;
        }
        let id = hash(name);
        // A search that goes further than this would make a hostile page quadratic.
        let depth = self.open.len();
        let found = self.open.iter().rev().take(64).position(|open| open.0 == id);
        let Some(up) = found else { return };
        let mut emitted = true;
        for (open, was) in self.open.drain(depth - 1 - up..) {
            if was {
                self.emitted_depth -= 1;
            }
            if open & FORMATTING_BIT != 0 {
                self.formatting -= 1;
            }
            self.tables -= usize::from(open == TABLE);
            if open == id {
                emitted = was;
            }
        }
        if !emitted {
            self.drop_until(start, self.at);
        }
    }

    fn start_tag(&mut self, start: usize) {
        self.read_name();
        let name = self.name.as_str();
        if DROPPED.contains(&name) {
            self.dropped(start);
            return;
        }
        if EMPTIED.contains(&name) {
            self.emptied(start);
            return;
        }
        let text_only = TEXT_ONLY.contains(&name);
        let (is_void, optional) = (VOID.contains(&name), OPTIONAL_END.contains(&name));
        let id = hash(name);
        let formatting = id & FORMATTING_BIT != 0;
        let emit = is_void || optional || (self.emitted_depth < MAX_DEPTH && !(formatting && self.formatting >= MAX_FORMATTING));
        self.flush(start);
        if !self.attributes(emit) {
            // The page ends inside a tag: the standard drops the tag.
            self.at = self.bytes.len();
            self.kept_from = self.at;
            return;
        }
        self.kept_from = self.at;
        if emit {
            self.nodes += 1 + if formatting { 0 } else { self.formatting };
        }
        if text_only {
            // The contents are copied with the next stretch.
            self.at = self.text_end(self.at);
            return;
        }
        if is_void || optional {
            return;
        }
        if !emit {
            self.out.flattened = true;
        }
        self.open.push((id, emit));
        self.emitted_depth += usize::from(emit);
        self.formatting += usize::from(formatting);
        self.tables += usize::from(id == TABLE);
    }

    /// Byte at which the end tag of the text-only element `self.name` starts.
    fn text_end(&self, from: usize) -> usize {
        let mut at = from;
        while let Some(i) = self.find_byte(b'<', at) {
            let rest = &self.bytes[i + 1..];
            if rest.first() == Some(&b'/')
                && rest
                    .get(1..1 + self.name.len())
                    .is_some_and(|n| n.eq_ignore_ascii_case(self.name.as_bytes()))
                && rest
                    .get(1 + self.name.len())
                    .is_none_or(|b| matches!(b, b'\t' | b'\n' | 0x0c | b'\r' | b' ' | b'/' | b'>'))
            {
                return i;
            }
            at = i + 1;
        }
        self.bytes.len()
    }

    fn dropped(&mut self, start: usize) {
        let tag = self.at;
        if !self.skip_attributes() {
            self.drop_until(start, self.bytes.len());
            return;
        }
        let content = self.at;
        let end = if self.name == "template" {
            // Without an end tag only the start tag goes: the page would be lost in it.
            self.matching_end(content).unwrap_or(content)
        } else {
            self.text_end(content)
        };
        if self.name == "script"
            && self.html.get(tag..content).is_some_and(|tag| tag.contains("ld+json"))
            && let Some(text) = self.html.get(content..end)
        {
            self.out.json_ld.push(text);
        }
        let after = if self.bytes.get(end..end + 2) == Some(b"</") {
            self.find_byte(b'>', end).map_or(self.bytes.len(), |i| i + 1)
        } else {
            end
        };
        self.drop_until(start, after);
    }

    fn emptied(&mut self, start: usize) {
        self.flush(start);
        if !self.skip_attributes() {
            self.at = self.bytes.len();
            self.kept_from = self.at;
            return;
        }
        let self_closed = self.bytes.get(self.at.wrapping_sub(2)) == Some(&b'/') && self.name == "svg";
        self.out.html.push('<');
        self.out.html.push_str(&self.name);
        self.out.html.push_str("></");
        self.out.html.push_str(&self.name);
        self.out.html.push('>');
        self.nodes += 1;
        if !self_closed {
            // Without an end tag the content stays: most of it breaks out of a drawing anyway.
            let end = if RAW.contains(&self.name.as_str()) {
                Some(self.text_end(self.at))
            } else {
                self.matching_end(self.at)
            };
            if let Some(end) = end {
                self.at = self.find_byte(b'>', end).map_or(self.bytes.len(), |i| i + 1);
            }
        }
        self.kept_from = self.at;
    }

    /// The end tag of an element that may hold others of its own name.
    fn matching_end(&mut self, from: usize) -> Option<usize> {
        // One failed search is enough: repeating it for every start tag would be quadratic.
        if self.unclosed {
            return None;
        }
        let mut depth = 1usize;
        let mut at = from;
        let name = self.name.as_bytes();
        while let Some(i) = self.find_byte(b'<', at) {
            let rest = &self.bytes[i + 1..];
            let (closing, rest) = match rest.first() {
                Some(b'/') => (true, &rest[1..]),
                _ => (false, rest),
            };
            if rest.get(..name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name))
                && rest
                    .get(name.len())
                    .is_some_and(|b| matches!(b, b'\t' | b'\n' | 0x0c | b'\r' | b' ' | b'/' | b'>'))
            {
                if closing {
                    depth -= 1;
                    if depth == 0 {
                        return Some(i);
                    }
                } else {
                    depth += 1;
                }
            }
            at = i + 1;
        }
        self.unclosed = true;
        None
    }

    /// Moves past the attributes and the `>`; false when the page ends first.
    fn skip_attributes(&mut self) -> bool {
        loop {
            match attribute::next(self.html, &mut self.at) {
                Next::Attribute(..) => {}
                Next::Close => return true,
                Next::Eof => return false,
            }
        }
    }

    /// Writes the tag with the attributes that are read; false when the page ends first.
    fn attributes(&mut self, emit: bool) -> bool {
        let mark = self.out.html.len();
        if emit {
            self.out.html.push('<');
            let name = std::mem::take(&mut self.name);
            self.out.html.push_str(&name);
            self.name = name;
        }
        let mut kept = 0usize;
        loop {
            match attribute::next(self.html, &mut self.at) {
                Next::Attribute(name, value) => {
                    if emit && kept < 24 && attribute::wanted(name, value) {
                        kept += 1;
                        let value = attribute::cut(value);
                        let quote = if value.contains('"') { '\'' } else { '"' };
                        let out = &mut self.out.html;
                        out.push(' ');
                        out.push_str(name);
                        if !value.is_empty() {
                            out.push('=');
                            out.push(quote);
                            out.push_str(value);
                            out.push(quote);
                        }
                    }
                }
                Next::Close => {
                    if emit {
                        self.out.html.push('>');
                    }
                    return true;
                }
                Next::Eof => {
                    self.out.html.truncate(mark);
                    return false;
                }
            }
        }
    }
}

const FORMATTING_BIT: u64 = 1 << 63;

/// [`hash`] of `table`.
const TABLE: u64 = hash_bytes(b"table");

/// A name as a number (FNV-1a); the highest bit marks formatting elements.
fn hash(name: &str) -> u64 {
    let h = hash_bytes(name.as_bytes());
    if FORMATTING.contains(&name) { h | FORMATTING_BIT } else { h }
}

const fn hash_bytes(name: &[u8]) -> u64 {
    let mut h = 0xcbf2_9ce4_8422_2325u64;
    let mut i = 0;
    while i < name.len() {
        h = (h ^ name[i] as u64).wrapping_mul(0x0100_0000_01b3);
        i += 1;
    }
    h & !FORMATTING_BIT
}
