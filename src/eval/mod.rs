//! A knowledge base against hand-made gold: precision, recall and F1 by type, accuracy by slot.
//!
//! Mentions are compared by where they stand in the raw file, so both sides may keep different text.

mod gold;
mod score;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use unicode_normalization::UnicodeNormalization;

pub use gold::Gold;
use gold::{GoldClaim, GoldDate, GoldPlan, GoldQuantity};
use score::{Range, pair, same_number, shared};
pub use score::{Scores, Tally};

use smol_str::{SmolStr, ToSmolStr};

use crate::kb::{Claim, Cluster, Date, Document, EntityMention, KnowledgeBase, MentionId, Number, Plan, PlanMention, Quantity, Source};

/// Kinds of removed text that are lifted into metadata, not debris.
const LIFTED: [&str; 4] = ["byline", "dateline", "agency", "published"];
/// Units of time: annotators disagree on them.
const LENGTHS_OF_TIME: [&str; 7] = ["s", "min", "h", "d", "wk", "mo", "a"];

/// Compares `kb` with every gold file in the directory `gold`; the raw files are in `sources`. `clear` leaves out vague dates
/// and lengths of time on both sides.
///
/// # Errors
/// When a gold or source file cannot be read; the message names it.
pub fn evaluate(kb: &KnowledgeBase, gold: &Path, sources: &Path, clear: bool) -> io::Result<Scores> {
    let named = |path: &Path, error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
    let mut files: Vec<_> = fs::read_dir(gold)
        .map_err(|error| named(gold, error))?
        .collect::<io::Result<Vec<_>>>()?
        .iter()
        .map(fs::DirEntry::path)
        .collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    let mut scores = Scores::default();
    for path in files {
        let gold: Gold =
            serde_json::from_slice(&fs::read(&path).map_err(|error| named(&path, error))?).map_err(|error| named(&path, error.into()))?;
        let source = sources.join(&gold.file);
        let raw = fs::read(&source).map_err(|error| named(&source, error))?;
        let file = File::new(kb, &gold, &raw).map_err(|error| named(&source, error))?;
        file.compare(clear, &mut scores);
    }
    Ok(scores)
}

/// The raw file's code points: their text and where each starts, in bytes.
struct Raw {
    text: String,
    starts: Vec<u64>,
}

impl Raw {
    /// Decodes UTF-8 or, by its byte order mark, UTF-16.
    fn new(raw: &[u8]) -> io::Result<Self> {
        let invalid = || io::Error::new(io::ErrorKind::InvalidData, "neither UTF-8 nor UTF-16 with a byte order mark");
        let (text, width, skip): (String, fn(char) -> usize, usize) = match raw {
            [0xFF, 0xFE, rest @ ..] => (utf16(rest, u16::from_le_bytes).ok_or_else(invalid)?, |c| c.len_utf16() * 2, 2),
            [0xFE, 0xFF, rest @ ..] => (utf16(rest, u16::from_be_bytes).ok_or_else(invalid)?, |c| c.len_utf16() * 2, 2),
            _ => {
                let skip = if raw.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
                (
                    String::from_utf8(raw[skip..].to_vec()).map_err(|_| invalid())?,
                    char::len_utf8,
                    skip,
                )
            }
        };
        let mut at = skip as u64;
        let mut starts = Vec::with_capacity(text.len());
        for letter in text.chars() {
            starts.push(at);
            at += width(letter) as u64;
        }
        starts.push(at);
        Ok(Self { text, starts })
    }

    fn code_point(&self, byte: u64) -> usize {
        self.starts.partition_point(|start| *start < byte)
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let units = bytes
        .chunks(2)
        .map(|pair| Some(unit([*pair.first()?, *pair.get(1)?])))
        .collect::<Option<Vec<u16>>>()?;
    String::from_utf16(&units).ok()
}

/// One document of the knowledge base beside its gold.
struct File<'f> {
    kb: &'f KnowledgeBase,
    gold: &'f Gold,
    doc: Option<&'f Document>,
    raw: Raw,
}

impl<'f> File<'f> {
    fn new(kb: &'f KnowledgeBase, gold: &'f Gold, raw: &[u8]) -> io::Result<Self> {
        let doc = kb.documents.iter().find(|doc| {
            Path::new(&doc.source.path)
                .file_name()
                .is_some_and(|name| name == gold.file.as_str())
        });
        Ok(Self {
            kb,
            gold,
            doc,
            raw: Raw::new(raw)?,
        })
    }

    fn range(&self, source: &Source) -> Range {
        (self.raw.code_point(source.start), self.raw.code_point(source.end))
    }

    fn is_mine(&self, doc: &str, source: &Source) -> bool {
        source.path.is_none() && self.doc.is_some_and(|mine| *mine.id == *doc)
    }

    fn compare(&self, clear: bool, scores: &mut Scores) {
        self.document(scores);
        self.dates(clear, scores);
        self.quantities(clear, scores);
        self.plans(scores);
        self.clusters(scores);
        self.claims("target", &self.kb.targets, &self.gold.targets, clear, scores);
        self.claims("actual", &self.kb.actuals, &self.gold.actuals, clear, scores);
        self.removed(scores);
    }

    fn document(&self, scores: &mut Scores) {
        let published = self.doc.and_then(|doc| doc.published.as_ref()).and_then(|dated| dated.edtf.clone());
        scores.add_slot("document.title", self.doc.is_some_and(|doc| doc.title == self.gold.title));
        scores.add_slot("document.published", self.doc.is_some() && published == self.gold.published);
        if let Some(doc) = self.doc {
            let letters: Vec<char> = doc.text.chars().collect();
            let wrong = |start: u32, end: u32, surface: &str| {
                letters
                    .get(start as usize..end as usize)
                    .is_none_or(|found| !surface.chars().eq(found.iter().copied()))
            };
            scores.wrong_offsets += self
                .kb
                .dates
                .iter()
                .filter(|row| *row.doc == *doc.id && wrong(row.start, row.end, &row.surface))
                .count();
            scores.wrong_offsets += self
                .kb
                .quantities
                .iter()
                .filter(|row| *row.doc == *doc.id && wrong(row.start, row.end, &row.surface))
                .count();
        }
    }

    fn dates(&self, clear: bool, scores: &mut Scores) {
        let gold: Vec<(Range, &GoldDate)> = self
            .gold
            .dates
            .iter()
            .filter(|row| !clear || row.edtf.is_some())
            .map(|row| ((row.start, row.end), row))
            .collect();
        let system: Vec<(Range, &Date)> = self
            .kb
            .dates
            .iter()
            .filter(|row| self.is_mine(&row.doc, &row.source) && (!clear || row.edtf.is_some()))
            .map(|row| (self.range(&row.source), row))
            .collect();
        let (of_gold, of_system) = (
            |row: &GoldDate| format!("{} = {}", row.surface, row.edtf.as_deref().unwrap_or("-")),
            |row: &Date| format!("{} = {}", row.surface, row.edtf.as_deref().unwrap_or("-")),
        );
        let found = pair(&gold, &system, |a, b, _, _| a.edtf == b.edtf);
        scores.count("dates", &self.gold.file, &found, of_gold, of_system);
        for (a, b) in &found.pairs {
            scores.add_slot("date.role", a.role == b.role);
            scores.add_slot("date.basis", a.basis == b.basis);
        }
        let exact = pair(&gold, &system, |a, b, x, y| a.edtf == b.edtf && x == y);
        scores.count("dates (exact span)", &self.gold.file, &exact, of_gold, of_system);
    }

    fn quantities(&self, clear: bool, scores: &mut Scores) {
        let wanted = |unit: &str| !clear || !LENGTHS_OF_TIME.contains(&unit);
        let gold: Vec<(Range, &GoldQuantity)> = self
            .gold
            .quantities
            .iter()
            .filter(|row| wanted(&row.unit))
            .map(|row| ((row.start, row.end), row))
            .collect();
        let system: Vec<(Range, &Quantity)> = self
            .kb
            .quantities
            .iter()
            .filter(|row| self.is_mine(&row.doc, &row.source) && wanted(&row.unit))
            .map(|row| (self.range(&row.source), row))
            .collect();
        let found = pair(&gold, &system, |a, b, _, _| {
            same_number(a.low, float(b.low)) && same_number(a.high, float(b.high)) && a.unit == b.unit
        });
        scores.count(
            "quantities",
            &self.gold.file,
            &found,
            |row| format!("{} = {:?}..{:?} {}", row.surface, row.low, row.high, row.unit),
            |row| format!("{} = {:?}..{:?} {}", row.surface, float(row.low), float(row.high), row.unit),
        );
        for (a, b) in &found.pairs {
            scores.add_slot("quantity.approximate", a.approximate == b.approximate);
        }
    }

    fn plans(&self, scores: &mut Scores) {
        let system = |kind: &str| -> Vec<(Range, (&Plan, &PlanMention))> {
            // By how the mention speaks: “Kế hoạch này” for a numbered plan is no numbered mention.
            let plans = self.kb.plans.iter();
            plans
                .flat_map(|plan| plan.mentions.iter().map(move |mention| (plan, mention)))
                .filter(|(_, mention)| mention.kind == kind && self.is_mine(&mention.doc, &mention.source))
                .map(|row| (self.range(&row.1.source), row))
                .collect()
        };
        let gold = |kind: &str| -> Vec<(Range, &GoldPlan)> {
            self.gold
                .plans
                .iter()
                .filter(|row| row.kind == kind)
                .map(|row| ((row.start, row.end), row))
                .collect()
        };
        let numbered = system("numbered");
        let rows: Vec<_> = numbered.iter().map(|(range, row)| (*range, row)).collect();
        let found = pair(&gold("numbered"), &rows, |a, b, _, _| a.signature == b.0.signature);
        let label = |plan: &Plan, mention: &PlanMention| format!("{} = {}", mention.surface, plan.signature.as_deref().unwrap_or("-"));
        scores.count(
            "plans (numbered)",
            &self.gold.file,
            &found,
            |row| format!("{} = {}", row.surface, row.signature.as_deref().unwrap_or("-")),
            |row| label(row.0, row.1),
        );
        for (a, (plan, _)) in &found.pairs {
            let text = |value: &Option<serde_json::Value>| {
                value
                    .as_ref()
                    .filter(|value| !value.is_null())
                    .map(|value| value.as_str().map_or_else(|| value.to_smolstr(), SmolStr::new))
            };
            scores.add_slot("plan.type_code", a.type_code == plan.type_code);
            scores.add_slot("plan.number", a.number == plan.number);
            scores.add_slot("plan.year", text(&a.year) == plan.year.map(|year| year.to_smolstr()));
            scores.add_slot("plan.issued", a.issued == plan.issued);
        }
        let named = system("named");
        let rows: Vec<_> = named.iter().map(|(range, row)| (*range, row)).collect();
        let long =
            |_: &GoldPlan, _: &(&Plan, &PlanMention), x: Range, y: Range| shared(x, y) as f64 >= 0.8 * (x.1 - x.0).max(y.1 - y.0) as f64;
        let mut found = pair(&gold("named"), &rows, long);
        // Generic uses and references are not scored: overlapping one is no fault.
        found.spurious.retain(|(_, mention)| {
            let range = self.range(&mention.source);
            !self
                .gold
                .plans
                .iter()
                .any(|row| row.kind != "named" && shared(range, (row.start, row.end)) > 0)
        });
        scores.count(
            "plans (named)",
            &self.gold.file,
            &found,
            |row| row.surface.to_string(),
            |row| row.1.surface.to_string(),
        );
    }

    fn clusters(&self, scores: &mut Scores) {
        let gold: Vec<_> = self.gold.clusters.iter().map(|row| ((row.start, row.end), row)).collect();
        let mentions: Vec<(Range, (&Cluster, &EntityMention))> = self
            .kb
            .clusters
            .iter()
            .flat_map(|cluster| cluster.mentions.iter().map(move |mention| (cluster, mention)))
            .filter(|(_, mention)| self.is_mine(&mention.doc, &mention.source))
            .map(|row| (self.range(&row.1.source), row))
            .collect();
        let rows: Vec<_> = mentions.iter().map(|(range, row)| (*range, row)).collect();
        let phase = |value: &Option<serde_json::Value>| {
            value
                .as_ref()
                .filter(|value| !value.is_null())
                .map(|value| value.as_str().map_or_else(|| value.to_smolstr(), SmolStr::new))
        };
        let found = pair(&gold, &rows, |a, b, _, _| {
            name_key(&a.name) == name_key(&b.0.name) && phase(&a.phase) == b.0.phase
        });
        scores.count(
            "clusters",
            &self.gold.file,
            &found,
            |row| format!("{} = {} / {:?}", row.surface, row.name, phase(&row.phase)),
            |row| format!("{} = {} / {:?}", row.1.surface, row.0.name, row.0.phase),
        );
        for (a, (cluster, _)) in &found.pairs {
            let place = |place: &Option<crate::kb::PlaceRef>| name_key(place.as_ref().map_or("", |place| &place.name));
            scores.add_slot(
                "cluster.district",
                name_key(a.district.as_deref().unwrap_or("")) == place(&cluster.district),
            );
            scores.add_slot(
                "cluster.province",
                name_key(a.province.as_deref().unwrap_or("")) == place(&cluster.province),
            );
            scores.add_slot(
                "cluster.extension",
                a.extension.as_ref().is_some_and(|e| !e.is_empty()) == cluster.extension.is_some(),
            );
        }
    }

    fn claims(&self, kind: &str, system: &[Claim], gold: &[GoldClaim], clear: bool, scores: &mut Scores) {
        let wanted = |unit: &str| !clear || !LENGTHS_OF_TIME.contains(&unit);
        let places: BTreeMap<&MentionId, Range> = self
            .kb
            .quantities
            .iter()
            .filter(|row| self.is_mine(&row.doc, &row.source))
            .map(|row| (&row.id, self.range(&row.source)))
            .collect();
        let gold: Vec<(Range, &GoldClaim)> = gold
            .iter()
            .filter(|row| wanted(&row.unit))
            .map(|row| ((row.quantity.start, row.quantity.end), row))
            .collect();
        let mine = |row: &&Claim| self.doc.is_some_and(|doc| *doc.id == *row.doc) && wanted(&row.unit);
        let system: Vec<(Range, &Claim)> = system
            .iter()
            .filter(mine)
            .filter_map(|row| Some((*places.get(&row.quantity)?, row)))
            .collect();
        let value = |a: &GoldClaim, b: &Claim| same_number(a.low, float(b.low)) && same_number(a.high, float(b.high)) && a.unit == b.unit;
        let period = |a: &GoldClaim, b: &Claim| a.period.edtf == b.period.edtf;
        let of_gold = |row: &GoldClaim| format!("{} [{}]", row.surface, row.period.edtf.as_deref().unwrap_or("-"));
        let of_system = |row: &Claim| format!("{} [{}]", row.surface, row.period.edtf.as_deref().unwrap_or("-"));
        let found = pair(&gold, &system, |a, b, _, _| value(a, b));
        scores.count(&format!("{kind}s"), &self.gold.file, &found, of_gold, of_system);
        for (a, b) in &found.pairs {
            let mut slot = |name: &str, right: bool| scores.add_slot(&format!("{kind}.{name}"), right);
            slot("period", period(a, b));
            slot("relation", a.period.relation.as_deref() == Some(&b.period.relation));
            slot("basis", a.period.basis.as_deref() == Some(&b.period.basis));
            slot("modality", a.modality.class.as_deref() == Some(&b.modality.class));
            if let Some(indicator) = &a.indicator {
                slot("indicator", b.indicator.as_ref().is_some_and(|key| indicator.contains(key)));
            }
            if let Some(action) = &a.action {
                slot("action", b.action.as_ref().is_some_and(|found| action.contains(&found.class)));
            }
            if a.of_total.is_some() {
                slot(
                    "of_total",
                    same_number(a.of_total, b.of_total.as_ref().and_then(|total| float(total.low))),
                );
            }
            if let Some(cohort) = &a.cohort {
                slot("cohort", cohort.edtf == b.cohort.as_ref().and_then(|cohort| cohort.edtf.clone()));
            }
            if let Some(baseline) = &a.baseline {
                slot(
                    "baseline",
                    b.baseline.as_ref().and_then(|baseline| baseline.edtf.as_deref()) == Some(baseline.trim_end_matches('?')),
                );
            }
        }
        let dated = pair(&gold, &system, |a, b, _, _| value(a, b) && period(a, b));
        scores.count(&format!("{kind}s (value and period)"), &self.gold.file, &dated, of_gold, of_system);
    }

    fn removed(&self, scores: &mut Scores) {
        let want = |line: usize| {
            self.gold
                .removed_lines
                .iter()
                .any(|lines| (lines.first..=lines.last).contains(&line))
        };
        let removed: Vec<Range> = self
            .doc
            .into_iter()
            .flat_map(|doc| &doc.removed)
            .filter(|row| !LIFTED.contains(&row.kind.as_str()) && row.source.path.is_none())
            .map(|row| self.range(&row.source))
            .collect();
        let mut at = 0;
        for (index, line) in self.raw.text.split('\n').enumerate() {
            let visible: Vec<usize> = line
                .chars()
                .enumerate()
                .filter(|(_, letter)| !letter.is_whitespace())
                .map(|(offset, _)| at + offset)
                .collect();
            at += line.chars().count() + 1;
            if visible.is_empty() {
                continue;
            }
            let hit = visible
                .iter()
                .filter(|place| removed.iter().any(|(start, end)| (start..end).contains(place)))
                .count();
            let got = hit * 2 >= visible.len();
            let note = || format!("line {}: {}", index + 1, line.chars().take(60).collect::<String>());
            match (want(index + 1), got) {
                (true, true) => scores.tally("removed lines").tp += 1,
                (true, false) => {
                    scores.tally("removed lines").r#fn += 1;
                    scores
                        .notes
                        .push(("removed lines".to_owned(), "missed", self.gold.file.clone(), note()));
                }
                (false, true) => {
                    scores.tally("removed lines").fp += 1;
                    scores
                        .notes
                        .push(("removed lines".to_owned(), "spurious", self.gold.file.clone(), note()));
                }
                (false, false) => {}
            }
        }
    }
}

fn float(number: Option<Number>) -> Option<f64> {
    number.and_then(|number| number.0.to_string().parse().ok())
}

/// Lookup key of names: dashes, blanks, case and tone placement folded, `i` and `y` kept apart.
fn name_key(name: &str) -> String {
    const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];
    let spaced = name.to_lowercase().replace(['–', '—', '-'], " - ");
    let mut out: Vec<String> = Vec::new();
    for word in spaced.split_whitespace() {
        let letters: Vec<char> = word.nfd().collect();
        let mut tones: Vec<char> = letters.iter().copied().filter(|letter| TONES.contains(letter)).collect();
        tones.sort_unstable();
        out.push(letters.iter().filter(|letter| !TONES.contains(letter)).chain(&tones).collect());
    }
    out.join(" ")
}

/// The figures as a table for people.
pub fn table(scores: &Scores) -> String {
    let mut out = format!("{:28}{:>8}{:>8}{:>8}   tp  fp  fn\n", "", "P", "R", "F1");
    for name in &scores.order {
        let tally = scores.types[name];
        let _ = writeln!(
            out,
            "{name:28}{:8.3}{:8.3}{:8.3}{:5}{:4}{:4}",
            tally.precision(),
            tally.recall(),
            tally.f1(),
            tally.tp,
            tally.fp,
            tally.r#fn
        );
    }
    let slots: Vec<String> = scores
        .slots
        .iter()
        .map(|(name, (hit, all))| format!("{name} {hit}/{all}"))
        .collect();
    let _ = writeln!(out, "slots: {}\nwrong offsets: {}", slots.join(", "), scores.wrong_offsets);
    out
}
