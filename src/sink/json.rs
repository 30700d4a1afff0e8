//! One JSON document for the whole knowledge base, in memory that does not grow with the text.
//!
//! Rows go to a spill file as they come, one stretch a document and section; what stays in memory is where they stand, the
//! entities without their mentions, and one short point a claim for the series. At the end the stretches are copied in the
//! canonical order, so the bytes are those of [`merge`](crate::kb::merge) of all documents, whatever order they came in.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;
use smol_str::SmolStr;

use super::Sink;
use crate::kb::{self, Entities, EntityIndex, Failure, Generator, KnowledgeBase, SeriesIndex, SeriesPoint};

/// Sections that hold rows of one document each, in the order of the model.
const ROWS: [&str; 8] = [
    "documents",
    "dates",
    "quantities",
    "targets",
    "actuals",
    "milestones",
    "other_numbers",
    "checks",
];
/// Sections that hold entities.
const ENTITIES: [&str; 4] = ["plans", "clusters", "places", "organisations"];

/// One document, ready for [`JsonSink`].
#[derive(Debug)]
pub struct EncodedDocument {
    /// Its place and id; `None` for an input that could not be read.
    key: Option<(String, Option<String>, Arc<str>)>,
    rows: [Vec<u8>; ROWS.len()],
    entities: Entities,
    mentions: Vec<(usize, SmolStr, Vec<u8>)>,
    points: Vec<SeriesPoint>,
    failures: Vec<Failure>,
}

/// A document written to the spill file. There is one in memory for every document of a run, so it is kept small.
#[derive(Debug)]
struct Stored {
    /// Shared by the documents of one file.
    path: Arc<str>,
    member: Option<Box<str>>,
    id: Arc<str>,
    /// Its sections lie one behind the other, from here.
    from: u64,
    lengths: [u64; ROWS.len()],
}

impl Stored {
    /// The canonical order.
    fn key(&self) -> (&str, Option<&str>, &str) {
        (&self.path, self.member.as_deref(), &self.id)
    }

    fn section(&self, at: usize) -> Range<u64> {
        let from = self.from + self.lengths[..at].iter().sum::<u64>();
        from..from + self.lengths[at]
    }
}

/// Mentions of one entity in one document: the document's number and where they lie.
type Chunk = (u32, Range<u64>);

/// Writes one JSON document.
#[derive(Debug)]
pub struct JsonSink<W: Write> {
    out: W,
    spill: BufWriter<File>,
    at: u64,
    generator: Generator,
    documents: Vec<Stored>,
    /// By content id, the first in the canonical order of the documents that have it.
    first: BTreeMap<Arc<str>, u32>,
    entities: EntityIndex,
    mentions: [BTreeMap<SmolStr, Vec<Chunk>>; ENTITIES.len()],
    series: SeriesIndex,
    failures: Vec<Failure>,
}

impl<W: Write> JsonSink<W> {
    /// Writes to `out` what `generator` makes, spilling to an unnamed temporary file.
    ///
    /// # Errors
    /// When no temporary file can be made.
    pub fn new(out: W, generator: Generator) -> io::Result<Self> {
        Ok(Self {
            out,
            spill: BufWriter::with_capacity(1 << 20, tempfile::tempfile()?),
            at: 0,
            generator,
            documents: Vec::new(),
            first: BTreeMap::new(),
            entities: EntityIndex::default(),
            mentions: Default::default(),
            series: SeriesIndex::default(),
            failures: Vec::new(),
        })
    }

    fn spill(&mut self, bytes: &[u8]) -> io::Result<Range<u64>> {
        self.spill.write_all(bytes)?;
        let from = self.at;
        self.at += bytes.len() as u64;
        Ok(from..self.at)
    }
}

/// Rows as JSON, separated by commas, without brackets.
fn rows<T: Serialize>(rows: &[T]) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        serde_json::to_writer(&mut out, row)?;
    }
    Ok(out)
}

impl<W: Write> Sink for JsonSink<W> {
    type Encoded = EncodedDocument;

    fn encode(mut kb: KnowledgeBase) -> io::Result<EncodedDocument> {
        kb::order_document(&mut kb);
        let key = kb
            .documents
            .first()
            .map(|doc| (doc.source.path.clone(), doc.source.member.clone(), doc.id.clone()));
        let encoded_rows = [
            rows(&kb.documents)?,
            rows(&kb.dates)?,
            rows(&kb.quantities)?,
            rows(&kb.targets)?,
            rows(&kb.actuals)?,
            rows(&kb.milestones)?,
            rows(&kb.other_numbers)?,
            rows(&kb.checks)?,
        ];
        let points = kb::series_points(&kb);
        let mut mentions = Vec::new();
        for plan in &mut kb.plans {
            mentions.push((0, plan.id.clone(), rows(&std::mem::take(&mut plan.mentions))?));
        }
        for cluster in &mut kb.clusters {
            mentions.push((1, cluster.id.clone(), rows(&std::mem::take(&mut cluster.mentions))?));
        }
        for place in &mut kb.places {
            mentions.push((2, place.id.clone(), rows(&std::mem::take(&mut place.mentions))?));
        }
        for body in &mut kb.organisations {
            mentions.push((3, body.id.clone(), rows(&std::mem::take(&mut body.mentions))?));
        }
        Ok(EncodedDocument {
            key,
            rows: encoded_rows,
            entities: Entities {
                plans: kb.plans,
                clusters: kb.clusters,
                places: kb.places,
                organisations: kb.organisations,
            },
            mentions,
            points,
            failures: kb.failures,
        })
    }

    fn write(&mut self, encoded: EncodedDocument) -> io::Result<()> {
        self.failures.extend(encoded.failures);
        let Some((path, member, id)) = encoded.key else { return Ok(()) };
        let path = match self.documents.last() {
            Some(last) if *last.path == *path => last.path.clone(),
            _ => path.into(),
        };
        let number = u32::try_from(self.documents.len())
            .map_err(|_| io::Error::other("more documents than one JSON document can hold; use --format jsonl"))?;
        let from = self.at;
        for bytes in &encoded.rows {
            self.spill(bytes)?;
        }
        let stored = Stored {
            path,
            member: member.map(Into::into),
            id: id.clone(),
            from,
            lengths: encoded.rows.map(|bytes| bytes.len() as u64),
        };
        // The same content again adds a place where it was found, no facts; the rows are those of the first place.
        let known = self.first.get(&id).map(|&at| &self.documents[at as usize]);
        let earlier = known.is_none_or(|known| stored.key() < known.key());
        let again = known.is_some();
        self.documents.push(stored);
        if !earlier {
            return Ok(());
        }
        self.first.insert(id.clone(), number);
        for (section, entity, bytes) in encoded.mentions {
            let range = self.spill(&bytes)?;
            self.mentions[section].entry(entity).or_default().push((number, range));
        }
        if again {
            self.entities.replace(&id, encoded.entities);
        } else {
            self.entities.add(encoded.entities);
            self.series.add(encoded.points);
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.spill.flush()?;
        let mut file = self.spill.get_ref().try_clone()?;
        file.seek(SeekFrom::Start(0))?;
        let mut spill = BufReader::with_capacity(1 << 16, file);
        let documents = &self.documents;
        // Of content found in several places, the first in order stands for all.
        let is_first = |at: u32| self.first.get(&documents[at as usize].id) == Some(&at);
        let mut sorted: Vec<u32> = (0..documents.len() as u32).collect();
        sorted.sort_by_key(|&at| documents[at as usize].key());
        let mut others: BTreeMap<&str, Vec<&Stored>> = BTreeMap::new();
        for &at in sorted.iter().filter(|&&at| !is_first(at)) {
            let stored = &documents[at as usize];
            others.entry(&stored.id).or_default().push(stored);
        }
        sorted.retain(|&at| is_first(at));
        // Place in the output of each document that stands in it, by its number.
        let mut rank = vec![u32::MAX; documents.len()];
        for (place, &at) in sorted.iter().enumerate() {
            rank[at as usize] = place as u32;
        }
        let out = &mut self.out;
        write!(
            out,
            "{{\"schema_version\":{},\"generator\":{}",
            serde_json::to_string(kb::SCHEMA_VERSION)?,
            serde_json::to_string(&self.generator)?
        )?;
        let section = |name: &str, out: &mut W, spill: &mut BufReader<File>| -> io::Result<()> {
            let at = ROWS.iter().position(|row| *row == name).unwrap_or(0);
            write!(out, ",\"{name}\":[")?;
            let mut first = true;
            for stored in sorted.iter().map(|&number| &documents[number as usize]) {
                let range = &stored.section(at);
                if range.is_empty() {
                    continue;
                }
                if !std::mem::take(&mut first) {
                    out.write_all(b",")?;
                }
                match others.get(&*stored.id).filter(|_| at == 0) {
                    None => copy(spill, range, out)?,
                    Some(others) => out.write_all(&with_places(&read(spill, range)?, others)?)?,
                }
            }
            out.write_all(b"]")
        };
        for name in &ROWS[..5] {
            section(name, out, &mut spill)?;
        }
        let order = sorted
            .iter()
            .enumerate()
            .map(|(place, &at)| (documents[at as usize].id.to_string(), place))
            .collect();
        let mut entities = std::mem::take(&mut self.entities).finish(&order);
        drop(order);
        kb::link_clusters(&mut entities.clusters);
        let heads: [Vec<(SmolStr, Vec<u8>)>; ENTITIES.len()] = [
            heads(&entities.plans, |plan| &plan.id)?,
            heads(&entities.clusters, |cluster| &cluster.id)?,
            heads(&entities.places, |place| &place.id)?,
            heads(&entities.organisations, |body| &body.id)?,
        ];
        drop(entities);
        for ((name, heads), mentions) in ENTITIES.iter().zip(&heads).zip(&mut self.mentions) {
            write!(out, ",\"{name}\":[")?;
            for (at, (id, head)) in heads.iter().enumerate() {
                if at > 0 {
                    out.write_all(b",")?;
                }
                // `mentions` is the last field and was emptied: its list is filled in here.
                out.write_all(head.strip_suffix(b"]}").unwrap_or(head))?;
                let mut chunks = mentions.remove(id).unwrap_or_default();
                chunks.retain(|(number, _)| is_first(*number));
                chunks.sort_by_key(|(number, _)| rank[*number as usize]);
                let mut first = true;
                for (_, range) in chunks.iter().filter(|(_, range)| !range.is_empty()) {
                    if !std::mem::take(&mut first) {
                        out.write_all(b",")?;
                    }
                    copy(&mut spill, range, out)?;
                }
                out.write_all(b"]}")?;
            }
            out.write_all(b"]")?;
        }
        section("milestones", out, &mut spill)?;
        section("other_numbers", out, &mut spill)?;
        write!(out, ",\"series\":[")?;
        for (at, series) in std::mem::take(&mut self.series).finish().enumerate() {
            if at > 0 {
                out.write_all(b",")?;
            }
            out.write_all(&serde_json::to_vec(&series)?)?;
        }
        write!(out, "]")?;
        section("checks", out, &mut spill)?;
        kb::sort_failures(&mut self.failures);
        writeln!(out, ",\"failures\":{}}}", serde_json::to_string(&self.failures)?)?;
        out.flush()
    }

    fn position(&mut self) -> io::Result<Option<u64>> {
        Ok(None)
    }
}

fn heads<T: Serialize>(entities: &[T], id: impl Fn(&T) -> &SmolStr) -> io::Result<Vec<(SmolStr, Vec<u8>)>> {
    entities
        .iter()
        .map(|entity| Ok((id(entity).clone(), serde_json::to_vec(entity)?)))
        .collect()
}

fn read(spill: &mut BufReader<File>, range: &Range<u64>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    copy(spill, range, &mut bytes)?;
    Ok(bytes)
}

fn copy(spill: &mut BufReader<File>, range: &Range<u64>, out: &mut impl Write) -> io::Result<()> {
    let here = spill.stream_position()?;
    spill.seek_relative(range.start as i64 - here as i64)?;
    io::copy(&mut spill.take(range.end - range.start), out)?;
    Ok(())
}

/// The document's row with the other places where its content was found.
fn with_places(row: &[u8], others: &[&Stored]) -> io::Result<Vec<u8>> {
    let mut doc: kb::Document = serde_json::from_slice(row)?;
    let here = kb::location(&doc.source.path, doc.source.member.as_deref());
    let places = others.iter().map(|other| kb::location(&other.path, other.member.as_deref()));
    doc.source.also_at.extend(places.filter(|place| *place != here));
    Ok(serde_json::to_vec(&doc)?)
}
