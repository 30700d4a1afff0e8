//! Ids of rows that stand in a document.

use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use smol_str::SmolStr;

use super::id::{NUMBER, hex_number};

/// The id of a row that stands in a document: the document's id, a letter for what the row is, and its code points
/// (`0123456789abcdef:q12-15`). Some rows say more behind that, and other programs may write anything.
///
/// As text it is longer than what stands in place in a [`SmolStr`], and every fact has one and is named by others, so it is kept
/// as what it is made from and written only when asked for. Ids are equal, and ordered, as their texts are.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MentionId(Form);

/// A text that can be told as a place is one. The document is kept as bytes: aligned as a number it would make ids longer by a third.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Form {
    Place { doc: [u8; 8], kind: u8, start: u32, end: u32 },
    Text(SmolStr),
}

/// Sixteen digits for the document, ten for each number, three marks.
const LONGEST: usize = 39;

impl MentionId {
    /// From the number that is the document's id in hexadecimal, a small ASCII letter for what it is, and its code points.
    pub(super) fn new(doc: u64, kind: u8, start: u32, end: u32) -> Self {
        debug_assert!(kind.is_ascii_lowercase(), "{kind} is no letter");
        let doc = doc.to_be_bytes();
        Self(Form::Place { doc, kind, start, end })
    }

    /// An id that says more, or something else, than a place.
    pub(super) const fn new_static(text: &'static str) -> Self {
        Self(Form::Text(SmolStr::new_static(text)))
    }

    /// The code points it names, in so far as it names any.
    pub(super) fn code_points(&self) -> (u32, u32) {
        match &self.0 {
            Form::Place { start, end, .. } => (*start, *end),
            Form::Text(text) => {
                let tail = text.rsplit(':').next().unwrap_or(text);
                let (start, end) = tail.split_once('-').unwrap_or((tail, ""));
                let number = |text: &str| text.trim_start_matches(|c: char| !c.is_ascii_digit()).parse().unwrap_or(0);
                (number(start), number(end))
            }
        }
    }

    /// Hands its text to `then`.
    fn with_text<T>(&self, then: impl FnOnce(&str) -> T) -> T {
        let (doc, kind, start, end) = match &self.0 {
            Form::Text(text) => return then(text),
            Form::Place { doc, kind, start, end } => (*doc, *kind, *start, *end),
        };
        // Written from its end: how many digits the numbers have shows as they are written.
        let mut text = [0; LONGEST];
        let mut at = number_before(&mut text, LONGEST, end);
        at -= 1;
        text[at] = b'-';
        at = number_before(&mut text, at, start);
        (text[at - 1], text[at - 2]) = (kind, b':');
        at -= 2;
        let from = at - NUMBER;
        text[from..at].copy_from_slice(&hex_number(u64::from_be_bytes(doc)));
        then(std::str::from_utf8(&text[from..]).unwrap_or_default())
    }

    /// What a text is made from, if it is just as [`MentionId::with_text`] writes it.
    fn parse(text: &str) -> Option<Self> {
        let (doc, place) = text.split_once(':')?;
        let small = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if doc.len() != NUMBER || !doc.bytes().all(small) {
            return None;
        }
        let kind = *place.as_bytes().first().filter(|kind| kind.is_ascii_lowercase())?;
        let (start, end) = place[1..].split_once('-')?;
        Some(Self::new(
            u64::from_str_radix(doc, 16).ok()?,
            kind,
            plain_number(start)?,
            plain_number(end)?,
        ))
    }
}

/// Writes a number in decimal digits so that it ends before `end`; gives where it starts.
fn number_before(out: &mut [u8], end: usize, mut number: u32) -> usize {
    let mut from = end;
    loop {
        from -= 1;
        out[from] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            return from;
        }
    }
}

/// A number as [`number_before`] writes it: no sign, no leading zeros.
fn plain_number(text: &str) -> Option<u32> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    text.parse().ok().filter(|_| plain)
}

/// The order of two numbers' digits as text: from the left, then the shorter first.
fn digits_order(a: u32, b: u32) -> Ordering {
    let further = |number: u32| number.checked_ilog10().unwrap_or(0);
    let (of_a, of_b) = (further(a), further(b));
    let as_long = |number: u32, lacks: u32| u64::from(number) * 10u64.pow(lacks);
    let left = as_long(a, of_b.saturating_sub(of_a)).cmp(&as_long(b, of_a.saturating_sub(of_b)));
    left.then(of_a.cmp(&of_b))
}

impl Ord for MentionId {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (
                Form::Place { doc, kind, start, end },
                Form::Place {
                    doc: other_doc,
                    kind: other_kind,
                    start: other_start,
                    end: other_end,
                },
            ) => (doc, kind)
                .cmp(&(other_doc, other_kind))
                // What stands behind a number comes before all digits.
                .then_with(|| digits_order(*start, *other_start))
                .then_with(|| digits_order(*end, *other_end)),
            _ => self.with_text(|this| other.with_text(|other| this.cmp(other))),
        }
    }
}

impl PartialOrd for MentionId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq<str> for MentionId {
    fn eq(&self, other: &str) -> bool {
        self.with_text(|text| text == other)
    }
}

impl From<SmolStr> for MentionId {
    fn from(text: SmolStr) -> Self {
        Self::parse(&text).unwrap_or(Self(Form::Text(text)))
    }
}

impl Default for MentionId {
    fn default() -> Self {
        Self::new_static("")
    }
}

impl fmt::Display for MentionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.with_text(|text| f.pad(text))
    }
}

impl Serialize for MentionId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.with_text(|text| serializer.serialize_str(text))
    }
}

impl<'de> Deserialize<'de> for MentionId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        SmolStr::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for MentionId {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        String::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        String::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Ids as they are made, and texts that look much like them.
    fn text() -> impl Strategy<Value = String> {
        let number = || prop_oneof![0u32..120, any::<u32>()];
        let place = (prop_oneof![0u64..3, any::<u64>()], "[aqt]", number(), number());
        prop_oneof![
            place.prop_map(|(doc, kind, start, end)| format!("{doc:016x}:{kind}{start}-{end}")),
            "[0-9a-fF]{15,17}:[qQé]?[+0-9]{0,11}-?[0-9]{0,2}(:[a-z-]{2})?",
            "published|",
        ]
    }

    #[test]
    fn stands_in_place() {
        assert_eq!(size_of::<Option<MentionId>>(), size_of::<SmolStr>());
    }

    #[test]
    fn what_is_made_is_what_is_read() {
        let text = "00f3456789abcdef:q1204-13377";
        let made = MentionId::new(0x00f3_4567_89ab_cdef, b'q', 1_204, 13_377);
        assert_eq!(made.to_string(), text);
        assert_eq!(MentionId::from(SmolStr::from(text)), made);
        assert_eq!(made.code_points(), (1_204, 13_377));
        let event = MentionId::from(SmolStr::from(format!("{text}:established:4-7")));
        assert_eq!(event.code_points(), (4, 7));
    }

    proptest! {
        #[test]
        fn equal_and_ordered_as_texts(a in text(), b in text()) {
            let (id, other) = (MentionId::from(SmolStr::from(&a)), MentionId::from(SmolStr::from(&b)));
            prop_assert_eq!(id.to_string(), a.as_str());
            prop_assert!(id == *a.as_str());
            prop_assert_eq!(id == other, a == b);
            prop_assert_eq!(id.cmp(&other), a.cmp(&b));
            let json = serde_json::to_string(&id).expect("a string");
            prop_assert_eq!(&json, &serde_json::to_string(&a).expect("a string"));
            prop_assert_eq!(serde_json::from_str::<MentionId>(&json).expect("a string"), id);
        }
    }
}
