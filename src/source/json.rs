//! A JSON object to a record: which of its fields is the article, and what stands beside it.

use super::fields::{Fields, FieldsUsed, Slot};
use super::json_text::unescape;
use super::sniff::is_html_value;
use super::visit::Place;
use super::wide;
use super::{Declared, ErrorKind, Media, Record};
use crate::text::OffsetMap;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// An object as keys and the bytes of their values; nothing is built for values nobody asks for.
struct Object<'j>(Vec<(Cow<'j, str>, &'j str)>);

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Object<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object<'de>, A::Error> {
                let mut pairs = Vec::new();
                while let Some(Key(key)) = map.next_key()? {
                    let value: &'de RawValue = map.next_value()?;
                    pairs.push((key, value.get()));
                }
                Ok(Object(pairs))
            }
        }
        deserializer.deserialize_map(Pairs)
    }
}

/// A key, borrowed where it has no escapes.
struct Key<'j>(Cow<'j, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl<'de> Visitor<'de> for Text {
            type Value = Key<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }

            fn visit_borrowed_str<E>(self, key: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(key)))
            }

            fn visit_str<E>(self, key: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(key.to_owned())))
            }
        }
        deserializer.deserialize_str(Text)
    }
}

/// What a value is by its first byte.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Text,
    Strings,
    Object,
    Other,
}

/// A text has letters in it; `null`, `""` and `[]` do not give a record.
fn shape(value: &str) -> Shape {
    let bytes = value.as_bytes();
    match bytes.first() {
        Some(b'"') if bytes.len() > 2 => Shape::Text,
        // Paragraphs, each a string.
        Some(b'[') if bytes[1..].trim_ascii_start().first() == Some(&b'"') => Shape::Strings,
        Some(b'{') => Shape::Object,
        _ => Shape::Other,
    }
}

/// Makes records of objects; remembers the fields it took, so that records of one file share them.
#[derive(Default)]
pub(crate) struct Objects {
    used: Option<Arc<FieldsUsed>>,
    /// The objects were UTF-16.
    wide: bool,
}

/// Why there is no record.
pub(crate) type Refusal = (ErrorKind, String);

/// The object `raw` is, or why it is none; `line` is the line it begins on.
fn parse<'j>(raw: &'j str, line: u64) -> Result<Object<'j>, Refusal> {
    serde_json::from_str(raw).map_err(|error| invalid(raw, line, &error))
}

fn invalid(raw: &str, line: u64, error: &serde_json::Error) -> Refusal {
    if error.is_data() && serde_json::from_str::<IgnoredAny>(raw).is_ok() {
        let message = format!("line {line}: a JSON value, but no object with fields");
        return (ErrorKind::NoTextField, message);
    }
    // The place is put in the words of the file, not of the record.
    let what = error.to_string();
    let what = what.split(" at line ").next().unwrap_or(&what);
    let at = line + (error.line() as u64).saturating_sub(1);
    let message = format!("line {at}, column {}: {what}", error.column());
    (ErrorKind::InvalidJson, message)
}

impl Objects {
    /// For the objects of a stream at `place`.
    pub(crate) fn at(place: &Place) -> Self {
        Self {
            wide: place.wide,
            ..Self::default()
        }
    }

    /// Makes a record of the object `raw`, which begins on `line`. Its locator is left to the caller.
    pub(crate) fn record(&mut self, raw: &[u8], line: u64, fields: &Fields) -> Result<Record, Refusal> {
        let raw = std::str::from_utf8(raw).map_err(|error| {
            let message = format!("line {line}: not UTF-8 from byte {} on, as JSON must be", error.valid_up_to());
            (ErrorKind::InvalidJson, message)
        })?;
        let mut object = parse(raw, line)?;
        let mut prefix = String::new();
        let mut content = content_field(&object, fields);
        if content.is_none() && fields.name(Slot::Text).is_none() && fields.name(Slot::Html).is_none() {
            // Search engines and APIs wrap the article: `{"_source": {...}}`.
            let inner = object.0.iter().find_map(|(key, value)| {
                let inner = (shape(value) == Shape::Object).then(|| parse(value, line).ok())??;
                content_field(&inner, fields).map(|found| (key.clone(), inner, found))
            });
            if let Some((key, inner, found)) = inner {
                prefix = format!("{key}.");
                object = inner;
                content = Some(found);
            }
        }
        let Some((slot, chosen)) = content else {
            return Err(no_text(&object, fields, line));
        };
        let mut used = vec![(slot, chosen.name.clone(), chosen.guessed)];
        let mut record = Record::default();
        let mut map = OffsetMap::default();
        fill(raw, chosen.value, &mut record.content, &mut map).map_err(|error| invalid(raw, line, &error))?;
        map.skip(raw.len().saturating_sub(map.src_len()));
        record.map = Some(if self.wide { map.after(&wide::places(raw)) } else { map });
        record.media = if slot == Slot::Html || is_html_value(&record.content) {
            Media::Html
        } else {
            Media::Text
        };
        let mut beside = |slot| {
            let found = field(&object, slot, fields, |value| said(value).is_some())?;
            used.push((slot, found.name, found.guessed));
            said(found.value)
        };
        record.declared = Declared {
            charset: Some("utf-8".to_owned()),
            title: beside(Slot::Title),
            url: beside(Slot::Url),
            date: beside(Slot::Date),
        };
        for (_, name, _) in &mut used {
            name.insert_str(0, &prefix);
        }
        record.fields = Some(self.share(used));
        Ok(record)
    }

    fn share(&mut self, used: Vec<(Slot, String, bool)>) -> Arc<FieldsUsed> {
        match &self.used {
            Some(before) if before.used == used => before.clone(),
            _ => self.used.insert(Arc::new(FieldsUsed { used })).clone(),
        }
    }
}

/// The first array of objects among an object's values: its key, and each member with the lines before it.
pub(crate) fn members(raw: &[u8]) -> Option<(String, Vec<(&str, u64)>)> {
    let raw = std::str::from_utf8(raw).ok()?;
    let object: Object<'_> = serde_json::from_str(raw).ok()?;
    let mut arrays = object.0.iter().filter(|(_, value)| {
        let inner = value.strip_prefix('[').map(str::trim_start);
        inner.is_some_and(|inner| inner.starts_with('{'))
    });
    let (key, array) = arrays.next()?;
    let members: Vec<&RawValue> = serde_json::from_str(array).ok()?;
    let (mut at, mut lines) = (0, 0);
    let mut counted = Vec::with_capacity(members.len());
    for member in members {
        let start = offset_in(raw, member.get());
        let between = raw.as_bytes().get(at..start).unwrap_or_default();
        lines += between.iter().filter(|b| **b == b'\n').count() as u64;
        at = start;
        counted.push((member.get(), lines));
    }
    Some((key.clone().into_owned(), counted))
}

struct Chosen<'j> {
    name: String,
    value: &'j str,
    guessed: bool,
}

/// The field for a slot among those whose value is `fit`.
fn field<'j>(object: &Object<'j>, slot: Slot, fields: &Fields, fit: impl Fn(&str) -> bool) -> Option<Chosen<'j>> {
    // A key whose value does not fit counts as having no name.
    let keys = object.0.iter().map(|(key, value)| if fit(value) { key.as_ref() } else { "" });
    if let Some((i, guessed)) = fields.find(slot, keys) {
        let (key, value) = object.0.get(i)?;
        return Some(Chosen {
            name: key.clone().into_owned(),
            value,
            guessed,
        });
    }
    let path = fields.name(slot)?;
    let value = follow(object, path).filter(|value| fit(value))?;
    Some(Chosen {
        name: path.to_owned(),
        value,
        guessed: false,
    })
}

/// The value at a path of keys: `data.body`.
fn follow<'j>(object: &Object<'j>, path: &str) -> Option<&'j str> {
    let (mut key, mut rest) = path.split_once('.')?;
    let mut value = last(object, key)?;
    loop {
        let object = parse(value, 1).ok()?;
        if let Some(value) = last(&object, rest) {
            return Some(value);
        }
        (key, rest) = rest.split_once('.')?;
        value = last(&object, key)?;
    }
}

fn last<'j>(object: &Object<'j>, key: &str) -> Option<&'j str> {
    let mut pairs = object.0.iter().rev();
    pairs.find(|(name, _)| name == key).map(|(_, value)| *value)
}

fn content_field<'j>(object: &Object<'j>, fields: &Fields) -> Option<(Slot, Chosen<'j>)> {
    [Slot::Text, Slot::Html].into_iter().find_map(|slot| {
        let fit = |value: &str| matches!(shape(value), Shape::Text | Shape::Strings);
        field(object, slot, fields, fit).map(|chosen| (slot, chosen))
    })
}

/// Says what is missing: a field without text, or a field at all.
fn no_text(object: &Object<'_>, fields: &Fields, line: u64) -> Refusal {
    for slot in [Slot::Text, Slot::Html] {
        if let Some(found) = field(object, slot, fields, |_| true) {
            let empty = matches!(found.value, "null" | "\"\"") || found.value.starts_with('[');
            let kind = if empty { ErrorKind::Empty } else { ErrorKind::NoTextField };
            let what = if empty { "is empty" } else { "is not a text" };
            return (kind, format!("line {line}: field \"{}\" {what}", found.name));
        }
    }
    (
        ErrorKind::NoTextField,
        format!("line {line}: {}", missing(object.0.iter().map(|(key, _)| key.as_ref()), fields)),
    )
}

/// What to say when no field holds the article.
pub(crate) fn missing<'k>(keys: impl Iterator<Item = &'k str>, fields: &Fields) -> String {
    let mut list: Vec<String> = Vec::new();
    for (i, key) in keys.enumerate() {
        if i == 12 {
            list.push("…".to_owned());
            break;
        }
        list.push(key.chars().take(40).collect());
    }
    let list = list.join(", ");
    let named = [Slot::Text, Slot::Html].map(|slot| fields.name(slot));
    match named.into_iter().flatten().next() {
        Some(name) => format!("no field \"{name}\" among: {list}"),
        None => format!("no text field among: {list}; name it with --field text=NAME"),
    }
}

/// A string value, or a number as written.
fn said(value: &str) -> Option<String> {
    match value.as_bytes().first()? {
        b'"' => serde_json::from_str(value).ok().filter(|text: &String| !text.trim().is_empty()),
        b'0'..=b'9' | b'-' => Some(value.to_owned()),
        _ => None,
    }
}

/// Puts the text of a string, or of strings as paragraphs, into `content`. `value` lies within `raw`.
fn fill(raw: &str, value: &str, content: &mut Vec<u8>, map: &mut OffsetMap) -> Result<(), serde_json::Error> {
    if shape(value) == Shape::Text {
        map.skip(offset_in(raw, value));
        content.reserve(value.len());
        unescape(value.as_bytes(), content, map);
        return Ok(());
    }
    let parts: Vec<&RawValue> = serde_json::from_str(value)?;
    for part in parts {
        let part = part.get();
        if shape(part) != Shape::Text {
            continue;
        }
        let at = offset_in(raw, part);
        let gap = at.saturating_sub(map.src_len());
        if content.is_empty() {
            map.skip(gap);
        } else {
            content.push(b'\n');
            map.unit(1, gap);
        }
        unescape(part.as_bytes(), content, map);
    }
    Ok(())
}

/// Where `part` stands in `whole`, of which it is a slice.
fn offset_in(whole: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;
    use proptest::prelude::*;

    fn record(raw: &str, arguments: &[&str]) -> Result<Record, Refusal> {
        let mut fields = Fields::default();
        for argument in arguments {
            fields.set(argument).unwrap();
        }
        Objects::default().record(raw.as_bytes(), 7, &fields)
    }

    fn content(raw: &str, arguments: &[&str]) -> String {
        String::from_utf8(record(raw, arguments).unwrap().content).unwrap()
    }

    #[test]
    fn fields_guessed_and_named() {
        let raw = r#"{"id": 1, "headline": "T\u00edt", "content": "Nội dung", "link": "https://vi.example/1", "published_at": "2021-03-04", "raw": "khác"}"#;
        let found = record(raw, &[]).unwrap();
        assert_eq!(found.content, "Nội dung".as_bytes());
        assert_eq!(found.declared.title.as_deref(), Some("Tít"));
        assert_eq!(found.declared.url.as_deref(), Some("https://vi.example/1"));
        assert_eq!(found.declared.date.as_deref(), Some("2021-03-04"));
        let used = found.fields.unwrap();
        assert_eq!(
            used.notice(),
            "text from \"content\", title from \"headline\", url from \"link\", date from \"published_at\" (guessed; --field text=content says it)"
        );
        assert_eq!(content(raw, &["text=raw"]), "khác");
        let used = record(raw, &["text=raw"]).unwrap().fields.unwrap();
        assert_eq!(used.used[0], (Slot::Text, "raw".to_owned(), false));
    }

    #[test]
    fn nested_fields_and_paragraphs() {
        let raw = r#"{"_source": {"title": "T", "body": "B"}, "x": {"y": {"w": "W", "a.b": "C"}}}"#;
        assert_eq!(content(raw, &[]), "B");
        assert_eq!(content(raw, &["text=x.y.w"]), "W");
        assert_eq!(content(raw, &["text=x.y.a.b"]), "C");
        assert_eq!(content(raw, &["text=_source.title"]), "T");
        let raw = r#"{"text": ["một", "", "hai" , "ba"]}"#;
        let found = record(raw, &[]).unwrap();
        assert_eq!(found.content, "một\nhai\nba".as_bytes());
        let map = found.map.unwrap();
        let at = found.content.len() - 2;
        assert_eq!(&raw[map.source(Span::new(at, at + 2)).range()], "ba");
    }

    #[test]
    fn html_told_by_field_or_value() {
        let media = |raw| record(raw, &[]).unwrap().media;
        assert_eq!(media(r#"{"html": "x"}"#), Media::Html);
        assert_eq!(media(r#"{"content": "<p>x</p>"}"#), Media::Html);
        assert_eq!(media(r#"{"content": "x < y"}"#), Media::Text);
        // The text beside a page is preferred, unless it is empty.
        assert_eq!(media(r#"{"html": "<p>x", "text": "x"}"#), Media::Text);
        assert_eq!(media(r#"{"html": "<p>x", "text": null}"#), Media::Html);
    }

    #[test]
    fn refusals_say_what_and_where() {
        let refusal = |raw| record(raw, &[]).unwrap_err();
        let cases = [
            (r#"{"text": "a"#, ErrorKind::InvalidJson, "line 7, column 11"),
            (r#"{"text": "a"} x"#, ErrorKind::InvalidJson, "line 7, column 15"),
            ("{\"a\": 1,\n \"b\" 2}", ErrorKind::InvalidJson, "line 8, column 6"),
            (r#"[1, 2]"#, ErrorKind::NoTextField, "no object"),
            (r#"{"a": "x", "b": 1}"#, ErrorKind::NoTextField, "among: a, b; name it with --field"),
            (r#"{"text": ""}"#, ErrorKind::Empty, "field \"text\" is empty"),
            (r#"{"content": null}"#, ErrorKind::Empty, "field \"content\" is empty"),
            (r#"{"text": 5}"#, ErrorKind::NoTextField, "not a text"),
        ];
        for (raw, kind, says) in cases {
            let (found, message) = refusal(raw);
            assert_eq!(found, kind, "{raw}: {message}");
            assert!(message.contains(says), "{raw}: {message}");
        }
        let (kind, message) = Objects::default()
            .record(b"{\"text\": \"\xff\"}", 3, &Fields::default())
            .unwrap_err();
        assert_eq!((kind, message.contains("byte 10")), (ErrorKind::InvalidJson, true));
    }

    #[test]
    fn deep_nesting_is_no_danger() {
        let deep = format!("{{\"x\": {}{}, \"text\": \"a\"}}", "[".repeat(200_000), "]".repeat(200_000));
        assert_eq!(content(&deep, &[]), "a");
    }

    proptest! {
        #[test]
        fn offsets_lead_into_the_raw_object(text in "[a-zà-ỹ\"\\\\\n😀]{1,60}", before in "[a-z\"\\\\]{0,9}", ascii in any::<bool>()) {
            let mut literal = serde_json::to_string(&text).unwrap();
            if ascii {
                literal = literal.chars().map(|c| {
                    if c.is_ascii() { return c.to_string() }
                    c.encode_utf16(&mut [0; 2]).iter().map(|u| format!("\\u{u:04x}")).collect()
                }).collect();
            }
            let raw = format!("{{\"title\": {}, \"text\" : {literal} , \"z\": 1}}", serde_json::to_string(&before).unwrap());
            let found = record(&raw, &[]).unwrap();
            prop_assert_eq!(&found.content, text.as_bytes());
            let map = found.map.unwrap();
            for (at, c) in text.char_indices() {
                let source = map.source(Span::new(at, at + c.len_utf8()));
                let piece: String = serde_json::from_str(&format!("\"{}\"", &raw[source.range()])).unwrap();
                prop_assert_eq!(piece, c.to_string());
            }
        }

        #[test]
        fn random_bytes_end(bytes in prop::collection::vec(prop_oneof![Just(b'{'), Just(b'"'), Just(b':'), Just(b'['), Just(b't'), any::<u8>()], 0..60)) {
            let _ = Objects::default().record(&bytes, 1, &Fields::default());
        }
    }
}
