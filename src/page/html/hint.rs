//! What the names of classes and ids hint at. Weak evidence: a hint alone never removes a paragraph of the article.

use std::collections::HashMap;
use std::sync::OnceLock;

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
#[rustfmt::skip]
const WORDS: &[(&str, &str)] = &[
    ("comment-form", "comment comments disqus respond commentlist binhluan reply replies feedback ykien trackback pingback \
        commentform livefyre"),
    ("share", "share sharing social sharedaddy addthis addtoany socials sharebar follow sns chiase shares sharebox \
        shareaholic"),
    ("related-articles", "related recommended recommendations recommendation recirc recirculation outbrain taboola trending popular \
        lienquan tinlienquan docthem xemthem readmore morestories yarpp relatedposts mostread onward tinmoi tinkhac \
        suggested rellinks zergnet teaser teasers upnext crp rp4wp"),
    ("advert", "ad ads advert advertisement adsense sponsor sponsored sponsors promo promotion adslot adbox quangcao banner \
        advertising dfp merchandise cta adunit newsletter subscribe subscription signup paywall donate donation \
        mailchimp optin mc4wp piano"),
    ("navigation", "nav navbar navigation menu breadcrumb breadcrumbs sidebar footer pagination pager toolbar toc masthead skip \
        sitemap widget widgets submenu topbar navi hotkeys cookie cookies popup modal gdpr overlay lightbox consent \
        print noprint tooltip login rating ratings vote votes poll"),
    ("tags", "tags tag taglist tagcloud keywords tukhoa topics hashtag categories labels"),
    ("copyright", "copyright disclaimer rights credits"),
    ("byline", "bio aboutauthor authorbox"),
];

/// Word pairs that stand for debris, joined as they appear after splitting.
#[rustfmt::skip]
const PAIRS: &[(&str, &str)] = &[
    ("related-articles", "lien-quan doc-them xem-them read-more read-next also-read see-also most-read most-viewed more-from up-next \
        tin-moi tin-khac more-stories latest-news next-post previous-post inline-links you-may"),
    ("navigation", "post-navigation back-to"),
    ("tags", "tu-khoa"),
    ("comment-form", "binh-luan y-kien"),
    ("share", "chia-se"),
    ("advert", "quang-cao call-to sign-up"),
    ("byline", "author-bio author-box about-author author-info author-description author-profile"),
];

/// Words of an article's body.
#[rustfmt::skip]
const BODY: &str = "articlebody storybody story entry article post content body noidung chitiet detail maincontent text articulo \
    artikel artikkel contenido contenu inhalt fck cms hentry blog main";
/// Words of a lead.
#[rustfmt::skip]
const LEAD: &str = "sapo lead standfirst deck dek chapo chapeau teaser intro summary subtitle subheadline subhead description excerpt \
    abstract motta mota entradilla vorspann occhiello sommario";
/// Words of a caption.
#[rustfmt::skip]
const CAPTION: &str = "caption imgcaption figcaption photocaption credit bildunterschrift legende chuthich photocms pcaption cutline";
/// Words of a picture's box.
#[rustfmt::skip]
const IMAGE: &str = "image img photo picture pic media anh hinh hinhanh figure bild foto gallery thumb thumbnail video imagen lightbox \
    slideshow slide";
/// Words of a date line.
#[rustfmt::skip]
const DATE: &str = "date time published publish pubdate datetime timestamp dateline datum fecha ngay thoigian posted updated meta data \
    published created postdate";
/// Words of an author line.
#[rustfmt::skip]
const AUTHOR: &str = "author byline autor tacgia auteur writer contributor reporter authors";

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

/// What each word, and each pair of words (`a-b`), hints at.
fn table() -> &'static HashMap<&'static str, Hint> {
    static TABLE: OnceLock<HashMap<&'static str, Hint>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table: HashMap<&'static str, Hint> = HashMap::new();
        for (kind, words) in WORDS.iter().chain(PAIRS) {
            for word in words.split_whitespace() {
                table.entry(word).or_default().debris = Some(kind);
            }
        }
        let mut mark = |words: &'static str, set: fn(&mut Hint)| {
            for word in words.split_whitespace() {
                set(table.entry(word).or_default());
            }
        };
        mark(BODY, |hint| hint.body = true);
        mark(LEAD, |hint| hint.lead = true);
        mark(IMAGE, |hint| hint.image = true);
        mark(CAPTION, |hint| hint.caption = true);
        mark(DATE, |hint| hint.date = true);
        mark(AUTHOR, |hint| hint.author = true);
        table
    })
}

fn of_words(words: &[String]) -> Hint {
    let table = table();
    let mut hint = Hint::default();
    let mut pair = String::new();
    for (i, word) in words.iter().enumerate() {
        if word.is_empty() {
            continue;
        }
        let next = words.get(i + 1).map_or("", String::as_str);
        if let Some(found) = table.get(word.as_str()) {
            // "tag-economy" on an article names its subject (WordPress writes such classes); "post-tags" is a box of tags.
            if hint.debris.is_none() && (found.debris != Some("tags") || next.is_empty()) {
                hint.debris = found.debris;
            }
            hint.body |= found.body;
            hint.lead |= found.lead;
            hint.image |= found.image;
            hint.caption |= found.caption;
            hint.date |= found.date;
            hint.author |= found.author;
        }
        if hint.debris.is_none() && !next.is_empty() {
            pair.clear();
            pair.push_str(word);
            pair.push('-');
            pair.push_str(next);
            hint.debris = table.get(pair.as_str()).and_then(|found| found.debris);
        }
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
