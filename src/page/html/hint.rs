//! What the names of classes and ids hint at. Weak evidence: a hint alone never removes a paragraph of the article.

use std::collections::HashMap;

use super::dom::{Dom, NodeId};

/// What an element's names hint at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hint {
    /// Kind of debris.
    pub debris: Option<&'static str>,
    /// The names are those of an article's body.
    pub body: bool,
    /// The names are those of a lead.
    pub lead: bool,
    /// The names are those of a caption.
    pub caption: bool,
    /// The names are those of a picture.
    pub image: bool,
    /// The names are those of a date line.
    pub date: bool,
    /// The names are those of an author line.
    pub author: bool,
}

/// Words of class names (whole words), with the kind of debris they stand for.
/// English words are used by templates in every language; the Vietnamese ones are those of Vietnamese content systems.
const WORDS: &[(&str, &str)] = &[
    ("comment", "comment-form"),
    ("comments", "comment-form"),
    ("disqus", "comment-form"),
    ("respond", "comment-form"),
    ("commentlist", "comment-form"),
    ("binhluan", "comment-form"),
    ("reply", "comment-form"),
    ("replies", "comment-form"),
    ("feedback", "comment-form"),
    ("ykien", "comment-form"),
    ("trackback", "comment-form"),
    ("pingback", "comment-form"),
    ("commentform", "comment-form"),
    ("livefyre", "comment-form"),
    ("share", "share"),
    ("sharing", "share"),
    ("social", "share"),
    ("sharedaddy", "share"),
    ("addthis", "share"),
    ("addtoany", "share"),
    ("socials", "share"),
    ("sharebar", "share"),
    ("follow", "share"),
    ("sns", "share"),
    ("chiase", "share"),
    ("shares", "share"),
    ("sharebox", "share"),
    ("shareaholic", "share"),
    ("related", "related-articles"),
    ("recommended", "related-articles"),
    ("recommendations", "related-articles"),
    ("recommendation", "related-articles"),
    ("recirc", "related-articles"),
    ("recirculation", "related-articles"),
    ("outbrain", "related-articles"),
    ("taboola", "related-articles"),
    ("trending", "related-articles"),
    ("popular", "related-articles"),
    ("lienquan", "related-articles"),
    ("tinlienquan", "related-articles"),
    ("docthem", "related-articles"),
    ("xemthem", "related-articles"),
    ("readmore", "related-articles"),
    ("morestories", "related-articles"),
    ("yarpp", "related-articles"),
    ("relatedposts", "related-articles"),
    ("mostread", "related-articles"),
    ("onward", "related-articles"),
    ("tinmoi", "related-articles"),
    ("tinkhac", "related-articles"),
    ("suggested", "related-articles"),
    ("rellinks", "related-articles"),
    ("zergnet", "related-articles"),
    ("teaser", "related-articles"),
    ("teasers", "related-articles"),
    ("upnext", "related-articles"),
    ("crp", "related-articles"),
    ("rp4wp", "related-articles"),
    ("ad", "advert"),
    ("ads", "advert"),
    ("advert", "advert"),
    ("advertisement", "advert"),
    ("adsense", "advert"),
    ("sponsor", "advert"),
    ("sponsored", "advert"),
    ("sponsors", "advert"),
    ("promo", "advert"),
    ("promotion", "advert"),
    ("adslot", "advert"),
    ("adbox", "advert"),
    ("quangcao", "advert"),
    ("banner", "advert"),
    ("advertising", "advert"),
    ("dfp", "advert"),
    ("merchandise", "advert"),
    ("cta", "advert"),
    ("adunit", "advert"),
    ("newsletter", "advert"),
    ("subscribe", "advert"),
    ("subscription", "advert"),
    ("signup", "advert"),
    ("paywall", "advert"),
    ("donate", "advert"),
    ("donation", "advert"),
    ("mailchimp", "advert"),
    ("optin", "advert"),
    ("mc4wp", "advert"),
    ("piano", "advert"),
    ("nav", "navigation"),
    ("navbar", "navigation"),
    ("navigation", "navigation"),
    ("menu", "navigation"),
    ("breadcrumb", "navigation"),
    ("breadcrumbs", "navigation"),
    ("sidebar", "navigation"),
    ("footer", "navigation"),
    ("pagination", "navigation"),
    ("pager", "navigation"),
    ("toolbar", "navigation"),
    ("toc", "navigation"),
    ("masthead", "navigation"),
    ("skip", "navigation"),
    ("sitemap", "navigation"),
    ("widget", "navigation"),
    ("widgets", "navigation"),
    ("submenu", "navigation"),
    ("topbar", "navigation"),
    ("navi", "navigation"),
    ("hotkeys", "navigation"),
    ("cookie", "navigation"),
    ("cookies", "navigation"),
    ("popup", "navigation"),
    ("modal", "navigation"),
    ("gdpr", "navigation"),
    ("overlay", "navigation"),
    ("lightbox", "navigation"),
    ("consent", "navigation"),
    ("print", "navigation"),
    ("noprint", "navigation"),
    ("tooltip", "navigation"),
    ("login", "navigation"),
    ("rating", "navigation"),
    ("ratings", "navigation"),
    ("vote", "navigation"),
    ("votes", "navigation"),
    ("poll", "navigation"),
    ("tags", "tags"),
    ("tag", "tags"),
    ("taglist", "tags"),
    ("tagcloud", "tags"),
    ("keywords", "tags"),
    ("tukhoa", "tags"),
    ("topics", "tags"),
    ("hashtag", "tags"),
    ("categories", "tags"),
    ("labels", "tags"),
    ("copyright", "copyright"),
    ("disclaimer", "copyright"),
    ("rights", "copyright"),
    ("credits", "copyright"),
    ("bio", "byline"),
    ("aboutauthor", "byline"),
    ("authorbox", "byline"),
];

/// Word pairs that stand for debris, joined as they appear after splitting.
const PAIRS: &[(&str, &str, &str)] = &[
    ("lien", "quan", "related-articles"),
    ("doc", "them", "related-articles"),
    ("xem", "them", "related-articles"),
    ("read", "more", "related-articles"),
    ("read", "next", "related-articles"),
    ("also", "read", "related-articles"),
    ("see", "also", "related-articles"),
    ("most", "read", "related-articles"),
    ("most", "viewed", "related-articles"),
    ("more", "from", "related-articles"),
    ("up", "next", "related-articles"),
    ("tin", "moi", "related-articles"),
    ("tin", "khac", "related-articles"),
    ("more", "stories", "related-articles"),
    ("latest", "news", "related-articles"),
    ("next", "post", "related-articles"),
    ("previous", "post", "related-articles"),
    ("post", "navigation", "navigation"),
    ("inline", "links", "related-articles"),
    ("you", "may", "related-articles"),
    ("tu", "khoa", "tags"),
    ("binh", "luan", "comment-form"),
    ("y", "kien", "comment-form"),
    ("chia", "se", "share"),
    ("quang", "cao", "advert"),
    ("author", "bio", "byline"),
    ("author", "box", "byline"),
    ("about", "author", "byline"),
    ("author", "info", "byline"),
    ("author", "description", "byline"),
    ("author", "profile", "byline"),
    ("back", "to", "navigation"),
    ("call", "to", "advert"),
    ("sign", "up", "advert"),
];

/// Words of an article's body.
const BODY: &[&str] = &[
    "articlebody",
    "storybody",
    "story",
    "entry",
    "article",
    "post",
    "content",
    "body",
    "noidung",
    "chitiet",
    "detail",
    "maincontent",
    "text",
    "articulo",
    "artikel",
    "artikkel",
    "contenido",
    "contenu",
    "inhalt",
    "fck",
    "cms",
    "hentry",
    "blog",
    "main",
];
/// Words of a lead.
const LEAD: &[&str] = &[
    "sapo",
    "lead",
    "standfirst",
    "deck",
    "dek",
    "chapo",
    "chapeau",
    "teaser",
    "intro",
    "summary",
    "subtitle",
    "subheadline",
    "subhead",
    "description",
    "excerpt",
    "abstract",
    "motta",
    "mota",
    "entradilla",
    "vorspann",
    "occhiello",
    "sommario",
];
/// Words of a caption.
const CAPTION: &[&str] = &[
    "caption",
    "imgcaption",
    "figcaption",
    "photocaption",
    "credit",
    "bildunterschrift",
    "legende",
    "chuthich",
    "photocms",
    "pcaption",
    "cutline",
];
/// Words of a picture's box.
const IMAGE: &[&str] = &[
    "image",
    "img",
    "photo",
    "picture",
    "pic",
    "media",
    "anh",
    "hinh",
    "hinhanh",
    "figure",
    "bild",
    "foto",
    "gallery",
    "thumb",
    "thumbnail",
    "video",
    "imagen",
    "lightbox",
    "slideshow",
    "slide",
];
/// Words of a date line.
const DATE: &[&str] = &[
    "date",
    "time",
    "published",
    "publish",
    "pubdate",
    "datetime",
    "timestamp",
    "dateline",
    "datum",
    "fecha",
    "ngay",
    "thoigian",
    "posted",
    "updated",
    "meta",
    "data",
    "published",
    "created",
    "postdate",
];
/// Words of an author line.
const AUTHOR: &[&str] = &[
    "author",
    "byline",
    "autor",
    "tacgia",
    "auteur",
    "writer",
    "contributor",
    "reporter",
    "authors",
];

/// The hints of every element that has some, computed once per distinct pair of class and id.
#[derive(Debug, Default)]
pub struct Hints<'a> {
    cache: HashMap<(&'a str, &'a str), Hint>,
}

impl<'a> Hints<'a> {
    /// What the names of element `id` hint at.
    pub fn of(&mut self, dom: &Dom<'a>, id: NodeId) -> Hint {
        let Some(element) = dom.element(id) else {
            return Hint::default();
        };
        let class = element.attr("class").unwrap_or_default();
        let name = element.attr("id").unwrap_or_default();
        if class.is_empty() && name.is_empty() {
            return Hint::default();
        }
        *self.cache.entry((class, name)).or_insert_with(|| {
            let mut words = Vec::new();
            split(class, &mut words);
            split(name, &mut words);
            of_words(&words)
        })
    }
}

/// Splits names at blanks, punctuation and camel case; lower case.
fn split(names: &str, words: &mut Vec<String>) {
    let mut word = String::new();
    let mut lower = false;
    for c in names.chars().take(400) {
        if c.is_alphabetic() {
            if c.is_uppercase() && lower && !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            lower = c.is_lowercase();
            word.extend(c.to_lowercase());
        } else {
            if !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            lower = false;
            if c.is_whitespace() {
                // A pair never spans two class names.
                words.push(String::new());
            }
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words.push(String::new());
}

fn of_words(words: &[String]) -> Hint {
    let mut hint = Hint::default();
    // "tag-economy" on an article names its subject (WordPress writes such classes); "post-tags" is a box of tags.
    for (i, word) in words.iter().enumerate() {
        if word.is_empty() {
            continue;
        }
        let next = words.get(i + 1).map_or("", String::as_str);
        if hint.debris.is_none() {
            hint.debris = WORDS
                .iter()
                .find(|(w, kind)| w == word && (*kind != "tags" || next.is_empty()))
                .map(|&(_, kind)| kind)
                .or_else(|| {
                    PAIRS
                        .iter()
                        .find(|(a, b, _)| a == word && *b == next)
                        .map(|&(_, _, kind)| kind)
                });
        }
        let word = word.as_str();
        hint.body |= BODY.contains(&word);
        hint.lead |= LEAD.contains(&word);
        hint.image |= IMAGE.contains(&word);
        hint.caption |= CAPTION.contains(&word);
        hint.date |= DATE.contains(&word);
        hint.author |= AUTHOR.contains(&word);
    }
    hint
}

#[cfg(test)]
mod tests {
    use super::{of_words, split};

    #[test]
    fn names_hint_at_debris() {
        let debris = |names: &str| {
            let mut words = Vec::new();
            split(names, &mut words);
            of_words(&words).debris
        };
        for (names, kind) in [
            ("box-tin-lien-quan", Some("related-articles")),
            ("relatedPosts", Some("related-articles")),
            ("post-tags", Some("tags")),
            ("post type-post tag-kinh-te category-tin-tuc", None),
            ("share_buttons", Some("share")),
            ("recommend shared header", None),
            ("article-body", None),
            ("quang-cao", Some("advert")),
            ("quang cao", None),
        ] {
            assert_eq!(debris(names), kind, "{names}");
        }
    }
}
