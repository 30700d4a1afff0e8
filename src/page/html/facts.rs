//! What the head of a page says about it: `<title>`, `<meta>`, `<link>`, `<html lang>`, JSON-LD.

use super::dom::{Dom, Kind, NodeId};
use super::jsonld::Linked;
use super::tag::Tag;
use super::text::push_normalised;

/// A date as the page gives it.
#[derive(Debug)]
pub struct Given {
    /// `json-ld`, `opengraph`, `meta`, `time`.
    pub basis: &'static str,
    /// As written.
    pub text: String,
    /// Where the name leaves open which date is meant (`date`, `created`).
    pub vague: bool,
}

/// Declarations of a page about itself.
#[derive(Debug, Default)]
pub struct Facts {
    /// JSON-LD.
    pub linked: Linked,
    /// `og:title` and its like, best first.
    pub titles: Vec<String>,
    /// The `<title>` element and its text.
    pub title_element: Option<(NodeId, String)>,
    /// `og:description` and its like.
    pub descriptions: Vec<String>,
    /// `og:type`.
    pub kind: Option<String>,
    /// `og:site_name`.
    pub site: Option<String>,
    /// Authors.
    pub authors: Vec<String>,
    /// Section.
    pub section: Option<String>,
    /// Keywords.
    pub tags: Vec<String>,
    /// Canonical address.
    pub canonical: Option<String>,
    /// Language of the page, lower case.
    pub lang: String,
    /// Publication dates in order of trust.
    pub published: Vec<Given>,
    /// Dates of the last change in order of trust.
    pub modified: Vec<Given>,
}

/// Names of `<meta>` elements that hold a publication date; lower case.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "og:pubdate",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "published",
    "published_time",
    "publication_date",
    "publication-date",
    "publicationdate",
    "published_date",
    "published-date",
    "date",
    "dc.date",
    "dc.date.issued",
    "dc.date.created",
    "dcterms.date",
    "dcterms.created",
    "dcterms.issued",
    "dc.created",
    "dcsext.articlefirstpublished",
    "datecreated",
    "date_created",
    "date-creation",
    "creation_date",
    "sailthru.date",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "cxense:publishtime",
    "citation_publication_date",
    "citation_date",
    "citation_online_date",
    "bt:pubdate",
    "article_date_original",
    "article.published",
    "article:published",
    "article.created",
    "displaydate",
    "originalpublicationdate",
    "pub_date",
    "pubyear",
    "rnews:datepublished",
    "shareaholic:article_published_time",
    "ptime",
    "published_at",
    "created",
    "timestamp",
    "last-published-date",
    "news-publishdate",
    "time",
    "dateposted",
    "release_date",
    "article:post_date",
    "gentime",
    "vr:published_time",
    "exif:datetime",
];
/// Names of `<meta>` elements that hold the date of the last change.
const MODIFIED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "og:article:modified_time",
    "article:updated_time",
    "article:updated",
    "datemodified",
    "modified_time",
    "modificationdate",
    "modified",
    "lastmod",
    "last-modified",
    "lastmodified",
    "last-updated",
    "updated_time",
    "dc.date.modified",
    "dcterms.modified",
    "dateupdate",
    "revision_date",
    "date_modified",
    "rnews:datemodified",
    "shareaholic:article_modified_time",
    "bt:moddate",
    "utime",
];

/// Collects the declarations.
pub fn collect(dom: &Dom<'_>, linked: Linked) -> Facts {
    let mut facts = Facts::default();
    let mut ranked: [Vec<Given>; 2] = [Vec::new(), Vec::new()];
    for (id, node) in dom.nodes.iter().enumerate() {
        let Kind::Element(element) = node.kind else {
            continue;
        };
        let id = id as NodeId;
        match node.tag {
            Tag::Html => facts.lang = element.attr("lang").unwrap_or_default().to_ascii_lowercase(),
            Tag::Title if facts.title_element.is_none() => {
                let text = tidy(&dom.text(id));
                if !text.is_empty() {
                    facts.title_element = Some((id, text));
                }
            }
            Tag::Link => {
                if element.attr("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"))
                    && let Some(href) = element.attr("href")
                    && facts.canonical.is_none()
                {
                    facts.canonical = Some(href.trim().to_owned());
                }
            }
            Tag::Meta => {
                if let Some(content) = element.attr("content") {
                    let content = tidy(content);
                    if content.is_empty() {
                        continue;
                    }
                    for key in ["property", "name", "itemprop"] {
                        if let Some(name) = element.attr(key) {
                            meta(&mut facts, &mut ranked, &name.trim().to_ascii_lowercase(), &content);
                        }
                    }
                }
            }
            _ => {}
        }
    }
    if let Some(date) = linked.published.clone() {
        facts.published.push(Given {
            basis: "json-ld",
            vague: false,
            text: date,
        });
    }
    if let Some(date) = linked.modified.clone() {
        facts.modified.push(Given {
            basis: "json-ld",
            vague: false,
            text: date,
        });
    }
    let [mut published, mut modified] = ranked;
    let rank = |given: &Given| usize::from(given.basis != "opengraph");
    published.sort_by_key(rank);
    modified.sort_by_key(rank);
    facts.published.append(&mut published);
    facts.modified.append(&mut modified);
    facts.linked = linked;
    facts
}

fn meta(facts: &mut Facts, ranked: &mut [Vec<Given>; 2], name: &str, content: &str) {
    let text = || content.to_owned();
    match name {
        "og:title" => facts.titles.insert(0, text()),
        "twitter:title" | "title" | "dc.title" | "headline" | "sailthru.title" => facts.titles.push(text()),
        "og:description" => facts.descriptions.insert(0, text()),
        "description" | "twitter:description" | "dc.description" | "sailthru.description" => facts.descriptions.push(text()),
        "og:type" => facts.kind = Some(text().to_ascii_lowercase()),
        "og:site_name" => facts.site = Some(text()),
        "og:url" if facts.canonical.is_none() => facts.canonical = Some(text()),
        "author" | "article:author" | "dc.creator" | "byl" | "sailthru.author" | "parsely-author" | "dable:author"
            if !content.starts_with("http") && !content.starts_with('@') && !facts.authors.iter().any(|a| a == content) =>
        {
            facts.authors.push(text())
        }
        "article:section" | "section" | "articlesection" if facts.section.is_none() => facts.section = Some(text()),
        "keywords" | "news_keywords" | "article:tag" => {
            for word in content.split([',', ';']).map(str::trim).filter(|w| !w.is_empty()) {
                if facts.tags.len() < 64 && !facts.tags.iter().any(|t| t == word) {
                    facts.tags.push(word.to_owned());
                }
            }
        }
        _ => {}
    }
    let basis = if name.starts_with("article:") || name.starts_with("og:") {
        "opengraph"
    } else {
        "meta"
    };
    let vague = matches!(
        name,
        "date" | "created" | "time" | "timestamp" | "dc.date" | "dcterms.date" | "creation_date" | "ptime" | "gentime"
    );
    if PUBLISHED.contains(&name) {
        ranked[0].push(Given {
            basis,
            vague,
            text: text(),
        });
    } else if MODIFIED.contains(&name) {
        ranked[1].push(Given {
            basis,
            vague,
            text: text(),
        });
    }
}

/// Text of an attribute or title: NFC, blanks collapsed.
pub fn tidy(text: &str) -> String {
    let mut out = String::new();
    push_normalised(std::iter::once(text), &mut out);
    out
}
