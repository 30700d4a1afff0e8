//! `trich` (Vietnamese *trích*, “to extract, to quote”) turns archives of Vietnamese news into a typed knowledge base: what is
//! promised and what is reported in figures, the plans that promise it, dates, places, industrial clusters; every fact with its
//! place in the source and the rule that made it.
//!
//! # From text to facts
//!
//! A document is a pure function of its bytes: [`run::document`] takes a [`source::Record`] and gives a
//! [`kb::KnowledgeBase`]; [`kb::merge`] unites any number of them, in any order, to the same bytes.
//!
//! ```
//! use trich::kb;
//! use trich::lexicon;
//! use trich::run::{Config, Summary, document};
//! use trich::source::{Locator, Record};
//!
//! let text = "Năm 2025, theo Kế hoạch số 12/KH-UBND, thành phố Hải Phòng phấn đấu khởi công ít nhất 4 cụm công nghiệp.";
//! let record = Record {
//!     locator: Locator::new("article.txt"),
//!     content: text.as_bytes().to_vec(),
//!     ..Record::default()
//! };
//! let config = Config::new(lexicon::builtin());
//! let found = document(&record, &config, &mut Summary::default()).expect("a Vietnamese text");
//!
//! let target = &found.targets[0];
//! assert_eq!(target.surface, "phấn đấu khởi công ít nhất 4 cụm công nghiệp");
//! assert_eq!(target.low.map(|low| low.0.to_string()).as_deref(), Some("4"));
//! assert_eq!(target.high, None); // "ít nhất": at least
//! assert_eq!(target.modality.class, "strive");
//! assert_eq!(target.period.edtf.as_deref(), Some("2025"));
//! assert_eq!(found.plans[0].signature.as_deref(), Some("12/KH-UBND"));
//!
//! // Every fact stands in its document's text, and in the raw input.
//! let letters: Vec<char> = found.documents[0].text.chars().collect();
//! let quantity = &found.quantities[0];
//! let there: String = letters[quantity.start as usize..quantity.end as usize].iter().collect();
//! assert_eq!(there, quantity.surface);
//! assert_eq!(&text[quantity.source.start as usize..quantity.source.end as usize], "4");
//!
//! // Merging again what is there already changes nothing.
//! let once = kb::merge([found.clone()]);
//! assert_eq!(kb::merge([once.clone(), found]), once);
//! ```
//!
//! Whole archives go through [`run::run`]: [`source::open`] gives records one by one from files, directories, archives and
//! standard input, all threads extract, and a [`sink`] writes what they add up to, in the order of the input.
//!
//! # The rooms
//!
//! Data flows one way, and a room imports only rooms before it (`tests/rooms.rs` holds the table):
//!
//! | room | takes | gives |
//! |---|---|---|
//! | [`text`] | | spans and the way back to the source, normal form, tokens, sentences |
//! | [`source`] | paths, archives, streams | [`source::Record`]s: bytes with a place |
//! | [`decode`] | bytes | Unicode, with the evidence for the encoding |
//! | [`page`] | text or HTML | [`page::Page`]: the article, what was left out, metadata |
//! | [`lexicon`] | tables | one trie over all terms, the gazetteer |
//! | [`extract`] | a page | [`extract::Facts`]: one recogniser a type of fact, on one scan |
//! | [`kb`] | facts | the typed model, ids, merge, series and checks |
//! | [`sink`] | knowledge bases | JSON, JSON Lines |
//! | [`run`] | all of these | a run: parallel, in order, bounded, resumable |
//! | [`eval`] | a knowledge base and gold | precision, recall, F1 |
//!
//! # What holds everywhere
//!
//! - Offsets of the model are Unicode code points of the document's `text`; inside the library they are [`text::Span`]s, bytes of
//!   one named text. Places in the source are bytes of the raw record, or an element's path and code points for HTML.
//! - Output depends on the input and the tables alone: no clock, no locale, no hash order, no number of threads.
//! - Bad input is a value ([`kb::Failure`]), never a panic, and never half-read in silence.
//! - Numbers are exact decimals from the text to the JSON.
//!
//! # What it does not do
//!
//! It understands no free text beyond its grammar, translates nothing, guesses no missing year, and repairs no contradiction: it
//! keeps both sides. It has no model and no training; what it knows stands in tables (`src/lexicon/data`) and rules, and
//! `docs/adding-a-rule.md` shows how to add one.
//!
//! # Features
//!
//! `cli` (the program), `schema` (JSON Schema), `archives` (zstd, bzip2, xz, tar, zip), `documents` (PDF, DOCX); all on by
//! default, none needed by the core.

#[cfg(feature = "cli")]
pub mod cli;
pub mod decode;
pub mod eval;
pub mod extract;
pub mod kb;
pub mod lexicon;
pub mod page;
pub mod run;
pub mod sink;
pub mod source;
pub mod text;
