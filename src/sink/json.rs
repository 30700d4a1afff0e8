//! One JSON document for the whole knowledge base, in memory that does not grow with the text.
//!
//! Rows go to a spill file as they come, one stretch a document and section; what stays in memory is where they stand, the
//! entities without their mentions, and one short point a claim for the series. At the end the stretches are copied in the
//! canonical order, so the bytes are those of [`merge`](crate::kb::merge) of all documents, whatever order they came in.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::ops::Range;

use serde::Serialize;

use super::Sink;
use crate::kb::{self, Entities, Failure, Generator, KnowledgeBase, SeriesPoint};

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
    /// Key of the canonical order and content id; `None` for an input that could not be read.
    key: Option<Key>,
    generator: (String, Generator),
    rows: [Vec<u8>; ROWS.len()],
    entities: Entities,
    mentions: Vec<(usize, String, Vec<u8>)>,
    points: Vec<SeriesPoint>,
    failures: Vec<Failure>,
}

/// Where the mentions of an entity stand in the spill, by its id.
type Mentions = BTreeMap<String, Vec<(Key, Range<u64>)>>;

/// Path, member, content id.
type Key = (String, Option<String>, String);

/// Writes one JSON document.
#[derive(Debug)]
pub struct JsonSink<W: Write> {
    out: W,
    spill: BufWriter<File>,
    at: u64,
    generator: (String, Generator),
    documents: BTreeMap<Key, [Range<u64>; ROWS.len()]>,
    /// Keys by content id, so that content found twice is written once.
    by_id: BTreeMap<String, BTreeSet<Key>>,
    entities: Entities,
    mentions: [Mentions; ENTITIES.len()],
    points: Vec<SeriesPoint>,
    failures: Vec<Failure>,
}

impl<W: Write> JsonSink<W> {
    /// Writes to `out`, spilling to an unnamed temporary file.
    ///
    /// # Errors
    /// When no temporary file can be made.
    pub fn new(out: W) -> io::Result<Self> {
        Ok(Self {
            out,
            spill: BufWriter::with_capacity(1 << 20, tempfile::tempfile()?),
            at: 0,
            generator: Default::default(),
            documents: BTreeMap::new(),
            by_id: BTreeMap::new(),
            entities: Entities::default(),
            mentions: Default::default(),
            points: Vec::new(),
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
        let key = kb
            .documents
            .first()
            .map(|doc| (doc.source.path.clone(), doc.source.member.clone(), doc.id.to_string()));
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
            generator: (kb.schema_version, kb.generator),
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
        if self.generator.0.is_empty() {
            self.generator = encoded.generator;
        }
        self.failures.extend(encoded.failures);
        let Some(key) = encoded.key else { return Ok(()) };
        let known = self.by_id.entry(key.2.clone()).or_default();
        let repeated = !known.is_empty();
        known.insert(key.clone());
        let mut ranges: [Range<u64>; ROWS.len()] = Default::default();
        for (section, bytes) in encoded.rows.iter().enumerate() {
            ranges[section] = self.spill(bytes)?;
        }
        self.documents.insert(key.clone(), ranges);
        if repeated {
            // The same content again adds a place where it was found, no facts.
            return Ok(());
        }
        for (section, id, bytes) in encoded.mentions {
            let range = self.spill(&bytes)?;
            self.mentions[section].entry(id).or_default().push((key.clone(), range));
        }
        self.entities.unite(encoded.entities);
        self.points.extend(encoded.points);
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.spill.flush()?;
        let mut file = self.spill.get_ref().try_clone()?;
        file.seek(SeekFrom::Start(0))?;
        let mut spill = BufReader::with_capacity(1 << 20, file);
        // Of content found in several places, the first in order stands for all.
        let primary: BTreeMap<&str, &Key> = self
            .by_id
            .iter()
            .filter_map(|(id, keys)| Some((id.as_str(), keys.first()?)))
            .collect();
        let order: Vec<(&Key, &[Range<u64>; ROWS.len()])> = self
            .documents
            .iter()
            .filter(|(key, _)| primary.get(key.2.as_str()) == Some(key))
            .collect();
        let out = &mut self.out;
        write!(
            out,
            "{{\"schema_version\":{},\"generator\":{}",
            serde_json::to_string(&self.generator.0)?,
            serde_json::to_string(&self.generator.1)?
        )?;
        let section = |name: &str, out: &mut W, spill: &mut BufReader<File>| -> io::Result<()> {
            let at = ROWS.iter().position(|row| *row == name).unwrap_or(0);
            write!(out, ",\"{name}\":[")?;
            let mut first = true;
            for (key, ranges) in &order {
                let range = &ranges[at];
                if range.is_empty() {
                    continue;
                }
                if !std::mem::take(&mut first) {
                    out.write_all(b",")?;
                }
                let others = self.by_id.get(&key.2).filter(|keys| at == 0 && keys.len() > 1);
                match others {
                    None => copy(spill, range, out)?,
                    Some(keys) => out.write_all(&with_places(&read(spill, range)?, keys)?)?,
                }
            }
            out.write_all(b"]")
        };
        for name in &ROWS[..5] {
            section(name, out, &mut spill)?;
        }
        let rank = |key: &Key| primary.get(key.2.as_str()).map(|key| (*key).clone()).unwrap_or_else(|| key.clone());
        let ranks = order.iter().enumerate().map(|(at, (key, _))| (key.2.clone(), at)).collect();
        self.entities.order(&ranks);
        kb::link_clusters(&mut self.entities.clusters);
        let heads: [Vec<(String, Vec<u8>)>; ENTITIES.len()] = [
            heads(&self.entities.plans, |plan| &plan.id)?,
            heads(&self.entities.clusters, |cluster| &cluster.id)?,
            heads(&self.entities.places, |place| &place.id)?,
            heads(&self.entities.organisations, |body| &body.id)?,
        ];
        for ((name, heads), mentions) in ENTITIES.iter().zip(&heads).zip(&mut self.mentions) {
            write!(out, ",\"{name}\":[")?;
            for (at, (id, head)) in heads.iter().enumerate() {
                if at > 0 {
                    out.write_all(b",")?;
                }
                // `mentions` is the last field and was emptied: its list is filled in here.
                out.write_all(head.strip_suffix(b"]}").unwrap_or(head))?;
                let mut chunks = mentions.remove(id).unwrap_or_default();
                chunks.sort_by_cached_key(|(key, _)| rank(key));
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
        write!(
            out,
            ",\"series\":{}",
            serde_json::to_string(&kb::series(std::mem::take(&mut self.points)))?
        )?;
        section("checks", out, &mut spill)?;
        kb::sort_failures(&mut self.failures);
        writeln!(out, ",\"failures\":{}}}", serde_json::to_string(&self.failures)?)?;
        out.flush()
    }

    fn position(&mut self) -> io::Result<Option<u64>> {
        Ok(None)
    }
}

fn heads<T: Serialize>(entities: &[T], id: impl Fn(&T) -> &String) -> io::Result<Vec<(String, Vec<u8>)>> {
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
fn with_places(row: &[u8], keys: &BTreeSet<Key>) -> io::Result<Vec<u8>> {
    let mut doc: kb::Document = serde_json::from_slice(row)?;
    for (path, member, _) in keys.iter().skip(1) {
        doc.source.also_at.insert(kb::location(path, member.as_deref()));
    }
    Ok(serde_json::to_vec(&doc)?)
}
