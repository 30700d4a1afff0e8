//! HTML pages: the article's text and metadata, what was left out, and for every letter the element it came from.
//!
//! Stages, each a loop over a flat list: [`strip`] (bytes), parse, [`dom`] (flat tree), [`line`] (runs of text), [`scope`]
//! (which element holds the article), [`clean`] (what in it is debris), [`emit`] (the page).

mod clean;
mod dom;
mod emit;
mod facts;
mod gate;
mod head;
mod hint;
mod jsonld;
mod line;
mod marker;
mod scope;
mod strip;
mod tag;
mod text;
mod when;

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
        .map(scope::Known::new)
        .filter(|known| known.chars >= 300);
    let mut head = head::find(&dom, &lines, &facts, declared);
    let zones = scope::zones(&dom, &lines, &mut hints, head.title_lines.first().copied());
    let container = scope::container(&dom, &lines, &zones, &mut hints, known.as_ref());
    #[cfg(debug_assertions)]
    if let (Some(c), Ok(_)) = (container, std::env::var("HTML_DEV")) {
        #[allow(clippy::print_stderr)]
        {
            eprintln!("container {} known {:?}", dom.path(c), known.as_ref().map(|k| k.chars));
        }
    }
    let fates = match container {
        Some(container) => clean::fates(&dom, &lines, &zones, container, &mut hints, known.as_ref(), &head, &facts),
        None => zones.iter().map(|zone| clean::Fate::Drop(zone.unwrap_or("outside"))).collect(),
    };
    head::find_lead(&dom, &lines, &fates, &facts, &mut hints, &mut head);
    let dates = when::dates(&dom, &lines, &fates, &facts, &mut hints, declared, &head);
    let article = gate::is_article(&dom, &lines, &fates, container, &facts, &dates, &head);
    emit::page(&dom, &lines, &fates, facts, head, article, dates, &stripped, declared)
}
