//! HTML pages: the article's text and metadata, what was left out, and for every letter the element it came from.
//!
//! Stages, each a loop over a flat list: `strip` (bytes), parse, `dom` (flat tree), `facts` (what the page declares), `line` (runs of
//! text), `head` (headline), `zones` (what the markup rules out), `scope` (which element holds the article), `clean` (what in it is
//! debris), `when` (dates), `gate` (article or not), `emit` (the page).
//!
//! Places: an element's text is the concatenation of its descendant text nodes as the HTML standard parses them, without the contents
//! of `script`, `style`, `noscript`, `template`, `iframe`, `object`, `svg`, `canvas`, `audio`, `video`, `noembed` and `noframes`. Paths count
//! siblings of one name, so they hold in the page as it was, with those elements in it. The one exception are pages nested deeper
//! than 400 elements: they are flattened, and say so with a `removed` entry of kind `nesting`.

mod attribute;
mod boxes;
mod clean;
mod dom;
mod edges;
mod emit;
mod facts;
mod gate;
mod head;
mod hint;
mod jsonld;
mod known;
mod line;
mod marker;
mod scope;
mod strip;
mod tag;
mod text;
mod totals;
mod when;
mod zones;

#[cfg(test)]
mod tests;

use super::Page;
use crate::source::Declared;

/// Reads one HTML page.
///
/// `html` is decoded text, not yet normalised; `declared` is what the container said about the record.
/// Never fails: a page without an article has `article` false and no blocks.
///
/// ```
/// use trich::page::html::read;
/// use trich::source::Declared;
/// let html = "<html><body><h1>Tin</h1><p>Xã đã khởi công ba cụm công nghiệp trong quý một, theo báo cáo mới.</p></body></html>";
/// let page = read(html, &Declared::default());
/// assert!(page.text.contains("ba cụm công nghiệp"));
/// ```
pub fn read(html: &str, declared: &Declared) -> Page {
    let stripped = strip::strip(html);
    let linked = jsonld::read(&stripped.json_ld);
    let parsed = scraper::Html::parse_document(&stripped.html);
    let dom = dom::Dom::new(&parsed);
    if dom.is_empty() {
        return emit::empty();
    }
    let facts = facts::collect(&dom, linked);
    let lines = line::lines(&dom);
    let mut hints = hint::Hints::default();
    let known = facts
        .linked
        .body
        .as_deref()
        .map(known::Known::new)
        .filter(|known| known.chars >= 300);
    let mut head = head::find(&dom, &lines, &facts, declared);
    let zones = zones::zones(&dom, &lines, &mut hints, head.title_lines.first().copied());
    let container = scope::container(&dom, &lines, &zones, &mut hints, known.as_ref());
    let fates = match container {
        Some(container) => clean::fates(&dom, &lines, &zones, container, &mut hints, known.as_ref(), &head, &facts),
        None => zones.iter().map(|zone| clean::Fate::Drop(zone.unwrap_or("outside"))).collect(),
    };
    head::find_lead(&dom, &lines, &fates, &facts, &mut hints, &mut head);
    let dates = when::dates(&dom, &lines, &fates, &facts, &mut hints, declared, &head);
    let article = gate::is_article(&dom, &lines, &fates, container, &facts, &dates, &head);
    emit::page(&dom, &lines, &fates, facts, head, article, dates, &stripped, declared)
}
