//! One document: a pure function from a record to its knowledge base.

use std::cell::RefCell;

use super::summary::Summary;
use crate::decode::{self, Encoding};
use crate::extract::scan::Scanner;
use crate::extract::{self, Facts};
use crate::kb::{self, Failure, Generator, KnowledgeBase};
use crate::lexicon::Lexicon;
use crate::page::{self, Page};
use crate::source::{Media, Record, SourceError};
use crate::text::normalise;

/// What a document's facts depend on besides the document.
#[derive(Clone, Debug)]
pub struct Config {
    /// The tables.
    pub lexicon: &'static Lexicon,
    /// Encoding to use whatever the record looks like.
    pub encoding: Option<Encoding>,
    /// Extract documents in other languages, too.
    pub all_languages: bool,
    /// Name, version and tables, as the knowledge base states them.
    pub generator: Generator,
}

impl Config {
    /// The configuration with the built-in tables.
    pub fn new(lexicon: &'static Lexicon) -> Self {
        Self {
            lexicon,
            encoding: None,
            all_languages: false,
            generator: Generator {
                name: env!("CARGO_PKG_NAME").to_owned(),
                version: env!("CARGO_PKG_VERSION").to_owned(),
                lexicon: lexicon.hash.clone(),
            },
        }
    }
}

/// A record read: its page and how it was decoded.
#[derive(Clone, Debug)]
pub struct Document {
    /// The page.
    pub page: Page,
    /// Encoding.
    pub encoding: &'static str,
    /// What decided it.
    pub evidence: &'static str,
    /// Mojibake repaired.
    pub repaired: Option<&'static str>,
}

impl Document {
    /// Where it came from; `record` is what it was read from.
    pub fn origin<'r>(&self, record: &'r Record) -> kb::Origin<'r> {
        kb::Origin {
            record,
            encoding: self.encoding,
            evidence: self.evidence,
            repaired: self.repaired,
        }
    }
}

/// Decodes a record and finds its article.
///
/// # Errors
/// The failure that belongs into the knowledge base when the record cannot be decoded.
pub fn read(record: &Record, config: &Config) -> Result<Document, Failure> {
    let of_page = if record.declared.charset.is_none() && record.media == Media::Html {
        decode::html_charset(&record.content)
    } else {
        None
    };
    let declared = record.declared.charset.as_deref().or(of_page.as_deref());
    let fail = |code: &str, message: String| Failure {
        path: record.locator.path.clone(),
        member: record.locator.member.clone(),
        stage: "decode".to_owned(),
        code: code.to_owned(),
        message,
    };
    let decoded =
        decode::decode(record.content.clone(), declared, config.encoding).map_err(|error| fail(error.code(), error.to_string()))?;
    let (encoding, evidence, repaired) = (decoded.encoding, decoded.evidence, decoded.repaired);
    let page = match record.media {
        Media::Html => page::html::read(&decoded.text.text, &record.declared),
        _ => {
            let mut text = normalise(decoded.text);
            if let Some(map) = &record.map {
                text.map = text.map.after(map);
            }
            page::plain::read(text, &record.declared)
        }
    };
    Ok(Document {
        page,
        encoding,
        evidence,
        repaired,
    })
}

/// The knowledge base of one record; `None` for a record that is passed over (counted in `summary`).
pub fn document(record: &Record, config: &Config, summary: &mut Summary) -> Option<KnowledgeBase> {
    let mut found = None;
    documents([record], config, summary, |kb, _| found = kb);
    found
}

/// Hands the knowledge bases of some records to `then`, in their order, as [`document`] gives them one by one. Quicker than one by
/// one as long as what is read of the records stays in the caches, a hundred thousand bytes or so; quickest when `then` is done with
/// each at once.
pub fn documents<'r>(
    records: impl IntoIterator<Item = &'r Record>,
    config: &Config,
    summary: &mut Summary,
    mut then: impl FnMut(Option<KnowledgeBase>, &mut Summary),
) {
    let read: Vec<_> = records
        .into_iter()
        .map(|record| {
            let wanted = |document: &Document| config.all_languages || page::is_vietnamese(&document.page.text);
            let reading = read(record, config).map(|document| Some(document).filter(wanted));
            (record, reading)
        })
        .collect();
    let documents = read.iter().filter_map(|(_, reading)| reading.as_ref().ok()?.as_ref());
    let articles = documents.map(|document| &document.page).filter(|page| page.article);
    with_facts(articles, config.lexicon, |facts| {
        let mut facts = facts.iter();
        for (record, reading) in &read {
            let kb = match reading {
                Ok(Some(document)) => {
                    let facts = if document.page.article { facts.next() } else { None };
                    let origin = document.origin(record);
                    Some(kb::build(&origin, &document.page, facts, config.lexicon, &config.generator))
                }
                Ok(None) => {
                    summary.skip("not-vietnamese");
                    None
                }
                Err(failure) => Some(failed(failure.clone(), config)),
            };
            then(kb, summary);
        }
    });
}

/// Hands the facts of pages, found with this thread's scanner, to `then`.
pub fn with_facts<'p, T>(pages: impl IntoIterator<Item = &'p Page>, lexicon: &'static Lexicon, then: impl FnOnce(&[Facts<'p>]) -> T) -> T {
    thread_local! {
        static SCANNER: RefCell<Option<(&'static Lexicon, Scanner<'static>)>> = const { RefCell::new(None) };
    }
    SCANNER.with_borrow_mut(|slot| {
        // The cache of word forms belongs to one set of tables.
        let fresh = slot.take().filter(|(of, _)| std::ptr::eq(*of, lexicon));
        let (_, scanner) = slot.insert(fresh.unwrap_or_else(|| (lexicon, Scanner::new(lexicon))));
        let facts = extract::facts(pages, lexicon, scanner);
        let out = then(&facts);
        facts.into_iter().for_each(|facts| scanner.take_back(facts.scan));
        out
    })
}

/// The failure entry of an input that could not be opened.
pub fn failure(error: &SourceError) -> Failure {
    Failure {
        path: error.locator.path.clone(),
        member: error.locator.member.clone(),
        stage: "source".to_owned(),
        code: error.code().to_owned(),
        message: error.message.clone(),
    }
}

/// A knowledge base that holds nothing but a failure.
pub fn failed(failure: Failure, config: &Config) -> KnowledgeBase {
    KnowledgeBase {
        schema_version: kb::SCHEMA_VERSION.to_owned(),
        generator: config.generator.clone(),
        failures: vec![failure],
        ..KnowledgeBase::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::builtin;
    use crate::source::Locator;

    #[test]
    fn records_in_a_group_give_what_each_gives_alone() {
        let texts: [&[u8]; 6] = [
            "Năm 2025, thành phố phấn đấu khởi công ít nhất 4 cụm công nghiệp theo Kế hoạch số 12/KH-UBND.".as_bytes(),
            b"This page is in English and has 12 numbers in 3 sentences. It is passed over.",
            b"\x00\x01\x02\xff\xfe\x00\x00binary",
            b"",
            "Đến hết tháng 6/2024, tỉnh đã thành lập 33 trong tổng số 43 cụm công nghiệp, tổng diện tích 1.686 ha.".as_bytes(),
            "<html><body><nav>Trang chủ</nav></body></html>".as_bytes(),
        ];
        let records: Vec<Record> = texts
            .iter()
            .enumerate()
            .map(|(at, text)| Record {
                locator: Locator::new(format!("{at}")),
                content: text.to_vec(),
                media: if text.starts_with(b"<") { Media::Html } else { Media::Text },
                ..Record::default()
            })
            .collect();
        let config = Config::new(builtin());
        let (mut alone, mut together) = (Summary::default(), Summary::default());
        let one_by_one: Vec<_> = records.iter().map(|record| document(record, &config, &mut alone)).collect();
        let mut group = Vec::new();
        documents(&records, &config, &mut together, |kb, _| group.push(kb));
        assert_eq!(group, one_by_one);
        assert_eq!(alone, together);
        assert!(one_by_one[0].is_some() && one_by_one[1].is_none());
    }
}
