//! What a page's JSON-LD says about its article (<https://schema.org/Article>).

use serde_json::Value;

/// The parts of the page's JSON-LD that are read.
#[derive(Debug, Default)]
pub struct Linked {
    /// An `Article` or one of its kinds is described.
    pub article: bool,
    /// Types that only a page without an article of its own declares as its main thing.
    pub listing: bool,
    /// Something else is described: the site, its publisher, the way to the page.
    pub other: bool,
    /// `headline`.
    pub headline: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `articleBody`.
    pub body: Option<String>,
    /// `datePublished`, as written.
    pub published: Option<String>,
    /// `dateModified`, as written.
    pub modified: Option<String>,
    /// `author` names.
    pub authors: Vec<String>,
    /// `publisher` name.
    pub publisher: Option<String>,
    /// `articleSection`.
    pub section: Option<String>,
    /// `keywords`.
    pub keywords: Vec<String>,
    /// `url`, `@id` or `mainEntityOfPage`.
    pub url: Option<String>,
}

/// Reads the contents of the page's JSON-LD scripts; what is not JSON is repaired where that is simple, else passed over.
pub fn read(scripts: &[&str]) -> Linked {
    let mut linked = Linked::default();
    let mut fallback = Linked::default();
    // More than this is not metadata.
    let mut budget = 20_000usize;
    for script in scripts {
        let Some(value) = parse(script) else { continue };
        let mut queue = vec![&value];
        while let Some(value) = queue.pop() {
            budget = budget.saturating_sub(1);
            if budget == 0 {
                return finish(linked, fallback);
            }
            match value {
                Value::Array(items) => queue.extend(items.iter().rev()),
                Value::Object(map) => {
                    let kind = Kind::of(map.get("@type"));
                    match kind {
                        Kind::Article if !linked.article => {
                            linked.article = true;
                            fill(&mut linked, map);
                        }
                        Kind::Article => {}
                        Kind::Listing => linked.listing = true,
                        Kind::Page => fill(&mut fallback, map),
                        Kind::Other => linked.other = true,
                    }
                    // Only the containers that may hold the article: an article's own parts name other things.
                    if kind != Kind::Article {
                        for key in ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "@list"] {
                            let inside_list = matches!(key, "itemListElement" | "item");
                            if let Some(inner) = map.get(key)
                                && inner.is_array() | inner.is_object()
                                && !inside_list
                            {
                                queue.push(inner);
                            }
                        }
                    }
                }
                _ => {}
            }
        }
    }
    finish(linked, fallback)
}

fn finish(mut linked: Linked, fallback: Linked) -> Linked {
    linked.headline = linked.headline.or(fallback.headline);
    linked.description = linked.description.or(fallback.description);
    linked.published = linked.published.or(fallback.published);
    linked.modified = linked.modified.or(fallback.modified);
    if linked.authors.is_empty() {
        linked.authors = fallback.authors;
    }
    linked.publisher = linked.publisher.or(fallback.publisher);
    linked
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Article,
    Listing,
    Page,
    Other,
}

impl Kind {
    fn of(value: Option<&Value>) -> Kind {
        let one = |name: &str| match name
            .trim_start_matches("http://schema.org/")
            .trim_start_matches("https://schema.org/")
        {
            n if n.ends_with("Article") || n.ends_with("Posting") && n != "JobPosting" => Kind::Article,
            "Report" | "Recipe" | "Review" | "HowTo" | "NewsStory" => Kind::Article,
            "CollectionPage" | "ItemList" | "SearchResultsPage" | "Blog" => Kind::Listing,
            "WebPage" | "ItemPage" | "AboutPage" | "MedicalWebPage" => Kind::Page,
            _ => Kind::Other,
        };
        match value {
            Some(Value::String(name)) => one(name),
            Some(Value::Array(names)) => {
                let kinds: Vec<Kind> = names.iter().filter_map(Value::as_str).map(one).collect();
                for kind in [Kind::Article, Kind::Listing, Kind::Page] {
                    if kinds.contains(&kind) {
                        return kind;
                    }
                }
                Kind::Other
            }
            _ => Kind::Other,
        }
    }
}

fn fill(linked: &mut Linked, map: &serde_json::Map<String, Value>) {
    let text = |key: &str| map.get(key).and_then(text_of);
    linked.headline = text("headline").or_else(|| text("name"));
    linked.description = text("description");
    linked.body = text("articleBody").or_else(|| text("reviewBody"));
    linked.published = text("datePublished").or_else(|| text("dateCreated")).or_else(|| text("uploadDate"));
    linked.modified = text("dateModified");
    linked.section = text("articleSection");
    linked.url = text("url");
    linked.publisher = map.get("publisher").or_else(|| map.get("sourceOrganization")).and_then(name_of);
    linked.authors = match map.get("author").or_else(|| map.get("creator")) {
        Some(Value::Array(authors)) => authors.iter().filter_map(name_of).collect(),
        Some(author) => name_of(author).into_iter().collect(),
        None => Vec::new(),
    };
    linked.keywords = match map.get("keywords") {
        Some(Value::Array(words)) => words.iter().filter_map(text_of).collect(),
        Some(Value::String(words)) => words.split(',').map(|w| w.trim().to_owned()).filter(|w| !w.is_empty()).collect(),
        _ => Vec::new(),
    };
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => {
            let text = unescape(text);
            let text = text.trim();
            (!text.is_empty()).then(|| text.to_owned())
        }
        Value::Array(items) => items
            .iter()
            .find_map(|item| item.as_str().and_then(|s| text_of(&Value::String(s.to_owned())))),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn name_of(value: &Value) -> Option<String> {
    match value {
        Value::Object(map) => map.get("name").and_then(text_of),
        Value::Array(items) => items.first().and_then(|item| match item {
            Value::Object(map) => map.get("name").and_then(text_of),
            other => text_of(other),
        }),
        other => text_of(other),
    }
    .filter(|name| !name.starts_with("http"))
}

/// Character references that publishers leave in JSON strings, and tags in bodies.
fn unescape(text: &str) -> String {
    if !text.contains('&') && !text.contains('<') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let fragment = scraper::Html::parse_fragment(text);
    for node in fragment.tree.nodes() {
        if let Some(text) = node.value().as_text() {
            if !out.is_empty() && !out.ends_with(char::is_whitespace) && node.prev_sibling().is_none() {
                out.push(' ');
            }
            out.push_str(text);
        }
    }
    out
}

/// Parses one script's content: raw control characters inside strings and trailing commas are common and harmless.
fn parse(script: &str) -> Option<Value> {
    let text = script.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
    let text = text.trim_start_matches("//<![CDATA[").trim_start_matches("<![CDATA[");
    let text = text.trim_end_matches("//]]>").trim_end_matches("]]>").trim().trim_end_matches(';');
    if let Ok(value) = serde_json::from_str(text) {
        return Some(value);
    }
    let mut repaired = String::with_capacity(text.len());
    let (mut string, mut escaped) = (false, false);
    for c in text.chars() {
        match c {
            c if c.is_control() => {
                repaired.push(' ');
                escaped = false;
                continue;
            }
            '"' if !escaped => string = !string,
            ']' | '}' if !string => {
                let end = repaired.trim_end();
                if end.ends_with(',') {
                    repaired.truncate(end.len() - 1);
                }
            }
            _ => {}
        }
        escaped = c == '\\' && !escaped;
        repaired.push(c);
    }
    let mut values = serde_json::Deserializer::from_str(&repaired).into_iter::<Value>();
    match values.next() {
        Some(Ok(value)) => Some(value),
        _ => None,
    }
}
