//! Plain text as crawlers leave it: which lines are the article, and what the others are.
//!
//! The text is read line by line: marks of Markdown and leftovers of a crawler's list are cut out, each line gets a
//! shape (headline-like, prose, date, marker, …), then the order of the shapes decides what the page furniture is:
//! lists of teasers, the lines behind the last paragraph, title and lead. Article text wins every doubt: a line goes
//! only on a marker, or when its place and its neighbours both say so.

mod assemble;
mod cuts;
mod gate;
mod head;
mod lines;
mod listrepr;
mod markup;
mod names;
mod segmented;
mod tail;
mod teasers;
#[cfg(test)]
mod tests;
mod wrapped;

use crate::source::Declared;
use crate::text::MappedText;

use super::dateline;
use super::{Dated, Metadata, Page};
use lines::Sheet;

/// Reads a plain-text record as a page.
///
/// Takes the decoded and normalised text with its map to the bytes of the raw record, and what the container says
/// about the record. Gives the kept text with a map to the same raw bytes; what was left out is listed with its kind
/// and its raw bytes. Text with nothing to leave out is handed through without copying.
///
/// ```
/// use trich::page::plain;
/// use trich::source::Declared;
/// use trich::text::MappedText;
/// let raw = "Tỉnh khởi công 3 cụm công nghiệp\n\n21/03/2016\n\nTỉnh vừa khởi công 3 cụm công nghiệp.\n\nĐọc nhiều\n-\nGiá vàng hôm nay\n";
/// let page = plain::read(MappedText::identity(raw.to_owned()), &Declared::default());
/// assert_eq!(page.metadata.title.as_deref(), Some("Tỉnh khởi công 3 cụm công nghiệp"));
/// assert_eq!(page.metadata.published.unwrap().edtf, "2016-03-21");
/// assert!(!page.text.contains("Giá vàng"));
/// assert_eq!(page.removed.last().unwrap().kind, "related-articles");
/// ```
pub fn read(text: MappedText, declared: &Declared) -> Page {
    let mut removed = Vec::new();
    let MappedText { mut text, mut map } = text;
    if let Some((items, cuts)) = listrepr::unwrap(&text) {
        removed.extend(cuts.removed(&text, &map));
        map = items.map.after(&map);
        text = items.text;
    }
    segmented::unjoin(&mut text);
    wrapped::unbreak(&mut text);
    let mut metadata = Metadata {
        title: declared
            .title
            .as_deref()
            .map(str::trim)
            .filter(|title| !title.is_empty())
            .map(str::to_owned),
        url: declared.url.clone(),
        published: declared.date.as_deref().and_then(container_date),
        ..Metadata::default()
    };
    let mut sheet = Sheet::new(&text);
    // Before the teasers, so that its lines are not taken for some; behind them, when they hid it.
    let found = tail::read(&mut sheet, &mut metadata);
    teasers::mark(&mut sheet);
    if !found {
        tail::read(&mut sheet, &mut metadata);
    }
    tail::comments(&mut sheet);
    sheet.settle_weak();
    let article = gate::is_article(&sheet);
    head::read(&mut sheet, &mut metadata);
    tail::bylines(&mut sheet, &mut metadata);
    sheet.settle_blanks();
    let parts = assemble::parts(&sheet);
    drop(sheet);
    assemble::page(text, map, parts, removed, metadata, article)
}

/// A date the container gives beside the text: a day, with or without a time behind it.
fn container_date(written: &str) -> Option<Dated> {
    let written = written.trim();
    let day = dateline::read(written).map(|line| line.day).or_else(|| {
        let (day, _) = written.split_once([' ', 'T'])?;
        dateline::read(day).map(|line| line.day)
    })?;
    Some(Dated {
        edtf: day.edtf(),
        basis: "container",
    })
}
