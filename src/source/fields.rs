//! Which field of a JSON object or CSV row holds what.

/// What a field is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// The article as text.
    Text,
    /// The article as HTML.
    Html,
    /// Its title.
    Title,
    /// Its address.
    Url,
    /// Its publication date.
    Date,
}

impl Slot {
    /// All slots, in the order they are looked for.
    pub const ALL: [Slot; 5] = [Slot::Text, Slot::Html, Slot::Title, Slot::Url, Slot::Date];

    /// The name used in `--field text=NAME`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Html => "html",
            Self::Title => "title",
            Self::Url => "url",
            Self::Date => "date",
        }
    }

    /// The slot of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|slot| slot.name() == name)
    }

    /// Common names, most telling first, folded (lower case, letters and digits only). From the column names of public news
    /// corpora and scrapers (newspaper3k, news-please, trafilatura, schema.org, Common Crawl extracts) and their Vietnamese forms.
    /// `timestamp` is left out on purpose: in crawls it is the time of fetching.
    fn common(self) -> &'static [&'static str] {
        match self {
            Self::Text => &[
                "text",
                "maintext",
                "articletext",
                "articlebody",
                "fulltext",
                "cleanedtext",
                "cleantext",
                "plaintext",
                "content",
                "body",
                "article",
                "contents",
                "rawtext",
                "rawcontent",
                "noidung",
                "nộidung",
                "document",
                "story",
            ],
            Self::Html => &[
                "html",
                "rawhtml",
                "contenthtml",
                "bodyhtml",
                "articlehtml",
                "sourcehtml",
                "pagehtml",
                "htmlcontent",
            ],
            Self::Title => &["title", "headline", "articletitle", "tieude", "tiêuđề"],
            Self::Url => &[
                "url",
                "link",
                "canonicalurl",
                "canonical",
                "sourceurl",
                "articleurl",
                "permalink",
                "href",
                "uri",
            ],
            Self::Date => &[
                "date",
                "published",
                "publishedat",
                "publishdate",
                "publisheddate",
                "datepublished",
                "pubdate",
                "publicationdate",
                "datepublish",
                "publishedtime",
                "publishedon",
                "publishtime",
                "articledate",
                "ngaydang",
                "ngàyđăng",
                "ngayxuatban",
                "ngàyxuấtbản",
            ],
        }
    }
}

/// Field names given by the user; a slot without a name is guessed from common ones.
///
/// A name may be a path into nested objects: `data.body`. A key that contains the dots itself is tried first.
///
/// ```
/// use trich::source::{Fields, Slot};
/// let mut fields = Fields::default();
/// fields.set("text=data.body").unwrap();
/// assert_eq!(fields.name(Slot::Text), Some("data.body"));
/// assert!(fields.set("colour=red").is_err());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    names: [Option<String>; 5],
}

impl Fields {
    /// Takes one `slot=name` argument.
    ///
    /// # Errors
    /// A message when the slot is unknown or the name missing.
    pub fn set(&mut self, argument: &str) -> Result<(), String> {
        let (slot, name) = argument
            .split_once('=')
            .filter(|(_, name)| !name.is_empty())
            .ok_or_else(|| format!("`{argument}`: expected SLOT=NAME, such as text=content"))?;
        let slot = Slot::from_name(slot).ok_or_else(|| format!("`{slot}` is not a slot: use text, html, title, url or date"))?;
        self.names[slot as usize] = Some(name.to_owned());
        Ok(())
    }

    /// The name given for a slot.
    pub fn name(&self, slot: Slot) -> Option<&str> {
        self.names[slot as usize].as_deref()
    }

    /// True when the user named the field that holds the article.
    fn names_content(&self) -> bool {
        self.name(Slot::Text).is_some() || self.name(Slot::Html).is_some()
    }

    /// Whether common names may be tried for a slot: not when the user named it, nor for one way of giving the article
    /// when the user named the other.
    fn may_guess(&self, slot: Slot) -> bool {
        let content = matches!(slot, Slot::Text | Slot::Html);
        self.name(slot).is_none() && !(content && self.names_content())
    }

    /// Index of the column or key for `slot` among `keys`, and whether it was guessed. Of equal keys the last counts, as JSON
    /// readers do.
    pub(crate) fn find<'k>(&self, slot: Slot, keys: impl Iterator<Item = &'k str>) -> Option<(usize, bool)> {
        if let Some(name) = self.name(slot) {
            let mut found = None;
            for (i, key) in keys.enumerate() {
                if key == name {
                    found = Some((i, false));
                }
            }
            return found;
        }
        if !self.may_guess(slot) {
            return None;
        }
        let mut best: Option<(usize, usize)> = None;
        for (i, key) in keys.enumerate() {
            let folded = fold(key);
            let Some(rank) = slot.common().iter().position(|name| *name == folded) else {
                continue;
            };
            if best.is_none_or(|(before, _)| rank <= before) {
                best = Some((rank, i));
            }
        }
        best.map(|(_, i)| (i, true))
    }
}

/// A key without case, blanks and marks: `Published_At` and `published-at` are one.
fn fold(key: &str) -> String {
    // No common name is longer; an absurd key is not worth copying.
    if key.len() > 64 {
        return String::new();
    }
    key.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Which fields of a table were taken, and which of them were guessed: to be said once to the user.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct FieldsUsed {
    /// Slot, field name, and whether the name was guessed; in the order of [`Slot::ALL`].
    pub used: Vec<(Slot, String, bool)>,
}

impl FieldsUsed {
    /// True when any name was guessed.
    pub fn guessed(&self) -> bool {
        self.used.iter().any(|(_, _, guessed)| *guessed)
    }

    /// The notice: `text from "content", title from "headline" (guessed; say --field text=content to choose)`.
    pub fn notice(&self) -> String {
        let list: Vec<String> = self
            .used
            .iter()
            .map(|(slot, name, _)| format!("{} from \"{name}\"", slot.name()))
            .collect();
        let first = self.used.iter().find(|(_, _, guessed)| *guessed);
        match first {
            Some((slot, name, _)) => format!("{} (guessed; --field {}={name} says it)", list.join(", "), slot.name()),
            None => list.join(", "),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guesses_common_names_by_rank() {
        let fields = Fields::default();
        let keys = ["Link", "Content", "text", "Pub_Date"];
        let find = |slot| fields.find(slot, keys.iter().copied());
        assert_eq!(find(Slot::Text), Some((2, true)));
        assert_eq!(find(Slot::Url), Some((0, true)));
        assert_eq!(find(Slot::Date), Some((3, true)));
        assert_eq!(find(Slot::Html), None);
    }

    #[test]
    fn a_named_field_stops_guessing() {
        let mut fields = Fields::default();
        fields.set("html=raw").unwrap();
        let keys = ["text", "raw"];
        assert_eq!(fields.find(Slot::Html, keys.iter().copied()), Some((1, false)));
        assert_eq!(fields.find(Slot::Text, keys.iter().copied()), None);
    }
}
