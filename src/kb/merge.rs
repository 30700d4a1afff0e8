//! Merge: a commutative, associative, idempotent union of knowledge bases.
//!
//! Rows are united by id, entities by id with the union of their mentions; where two say different things of one entity
//! the smaller value stands and both are kept in `variants`. What is derived is thrown away and made anew, so it never
//! depends on the order in which records met.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;
use smol_str::SmolStr;

use super::derive;
use super::mention_id::MentionId;
use super::model::{Cluster, Document, Failure, Issuer, KnowledgeBase, Mention, Organisation, Place, Plan};

/// Does `$each` with every list of rows of a knowledge base, called `$rows`.
macro_rules! with_rows {
    ($kb:expr, $rows:ident => $each:expr) => {
        with_rows!(@ $kb, $rows => $each; dates quantities targets actuals milestones other_numbers)
    };
    (@ $kb:expr, $rows:ident => $each:expr; $($field:ident)*) => {
        $({
            let $rows = &mut $kb.$field;
            $each;
        })*
    };
}

/// Does `$each` with every list of rows that stands in an entity of `$of`, called `$rows`.
macro_rules! with_entity_rows {
    ($of:expr, $rows:ident => $each:expr) => {
        with_entity_rows!(@ $of, $rows => $each; plans: mentions, clusters: mentions events, places: mentions, organisations: mentions duties)
    };
    (@ $of:expr, $rows:ident => $each:expr; $($entities:ident: $($field:ident)*),*) => {
        $(for entity in &mut $of.$entities {
            $({
                let $rows = &mut entity.$field;
                $each;
            })*
        })*
    };
}

/// Unites `parts`. Any order, any grouping and any repetition of the same parts gives the same knowledge base.
pub fn merge(parts: impl IntoIterator<Item = KnowledgeBase>) -> KnowledgeBase {
    let parts: Vec<KnowledgeBase> = parts.into_iter().collect();
    let first = first_places(&parts);
    let mut out = KnowledgeBase::default();
    for mut part in parts {
        keep_first(&mut part, &first);
        if out.schema_version < part.schema_version {
            out.schema_version = part.schema_version;
        }
        if (&out.generator.name, &out.generator.version, &out.generator.lexicon)
            < (&part.generator.name, &part.generator.version, &part.generator.lexicon)
        {
            out.generator = part.generator;
        }
        out.documents.extend(part.documents);
        out.dates.extend(part.dates);
        out.quantities.extend(part.quantities);
        out.targets.extend(part.targets);
        out.actuals.extend(part.actuals);
        out.plans.extend(part.plans);
        out.clusters.extend(part.clusters);
        out.places.extend(part.places);
        out.organisations.extend(part.organisations);
        out.milestones.extend(part.milestones);
        out.other_numbers.extend(part.other_numbers);
        out.failures.extend(part.failures);
    }
    canonical(&mut out);
    derive::derive(&mut out);
    out
}

/// Where each document was first found, in the canonical order.
type Places = BTreeMap<Arc<str>, (String, Option<String>)>;

fn first_places(parts: &[KnowledgeBase]) -> Places {
    let mut first = Places::new();
    for doc in parts.iter().flat_map(|part| &part.documents) {
        let place = (doc.source.path.as_str(), doc.source.member.as_deref());
        match first.get_mut(&doc.id) {
            None => drop(first.insert(doc.id.clone(), (place.0.to_owned(), place.1.map(str::to_owned)))),
            Some(known) if place < (known.0.as_str(), known.1.as_deref()) => {
                *known = (place.0.to_owned(), place.1.map(str::to_owned));
            }
            Some(_) => {}
        }
    }
    first
}

/// Content found in several places has its rows from the first: the same text may stand at other offsets of its raw input
/// elsewhere.
fn keep_first(part: &mut KnowledgeBase, first: &Places) {
    let later: BTreeSet<Arc<str>> = part
        .documents
        .iter()
        .filter(|doc| {
            let place = (doc.source.path.as_str(), doc.source.member.as_deref());
            first
                .get(&doc.id)
                .is_some_and(|known| place > (known.0.as_str(), known.1.as_deref()))
        })
        .map(|doc| doc.id.clone())
        .collect();
    if later.is_empty() {
        return;
    }
    fn keep<T: Mention>(rows: &mut Vec<T>, later: &BTreeSet<Arc<str>>) {
        rows.retain(|row| !later.contains(row.place().0));
    }
    with_rows!(part, rows => keep(rows, &later));
    with_entity_rows!(part, rows => keep(rows, &later));
}

/// Sorts what one document's knowledge base holds into the canonical order, the one that [`merge`] gives.
pub fn order_document(kb: &mut KnowledgeBase) {
    with_rows!(kb, rows => order_rows(rows));
    with_entity_rows!(kb, rows => order_rows(rows));
    kb.plans.sort_by(|a, b| a.id.cmp(&b.id));
    kb.clusters.sort_by(|a, b| a.id.cmp(&b.id));
    kb.places.sort_by(|a, b| a.id.cmp(&b.id));
    kb.organisations.sort_by(|a, b| a.id.cmp(&b.id));
}

/// Sorts everything into the one canonical order and unites what has the same id.
fn canonical(kb: &mut KnowledgeBase) {
    unite(&mut kb.documents, |doc| doc.id.to_string(), unite_documents);
    kb.documents.sort_by(|a, b| document_order(a).cmp(&document_order(b)));
    let rank: BTreeMap<String, usize> = kb.documents.iter().enumerate().map(|(at, doc)| (doc.id.to_string(), at)).collect();
    with_rows!(kb, rows => sort_rows(rows, &rank));
    let mut entities = Entities {
        plans: std::mem::take(&mut kb.plans),
        clusters: std::mem::take(&mut kb.clusters),
        places: std::mem::take(&mut kb.places),
        organisations: std::mem::take(&mut kb.organisations),
    };
    entities.settle();
    entities.order(&rank);
    (kb.plans, kb.clusters, kb.places, kb.organisations) = (entities.plans, entities.clusters, entities.places, entities.organisations);
    sort_failures(&mut kb.failures);
}

/// Sorts failures into the canonical order and drops repetitions.
pub fn sort_failures(failures: &mut Vec<Failure>) {
    failures.sort_by_cached_key(|f| (f.path.clone(), f.member.clone(), f.stage.clone(), f.code.clone(), f.message.clone()));
    failures.dedup();
}

/// The entities of a knowledge base.
#[derive(Clone, Debug, Default)]
pub struct Entities {
    /// Official documents.
    pub plans: Vec<Plan>,
    /// Clusters and zones.
    pub clusters: Vec<Cluster>,
    /// Administrative units.
    pub places: Vec<Place>,
    /// Bodies and companies.
    pub organisations: Vec<Organisation>,
}

impl Entities {
    /// Sorts what entities hold of documents by the documents' order.
    fn order(&mut self, rank: &BTreeMap<String, usize>) {
        with_entity_rows!(self, rows => sort_rows(rows, rank));
    }

    /// Sorts by id and unites what has the same id.
    fn settle(&mut self) {
        unite(&mut self.plans, |plan| plan.id.clone(), unite_plans);
        unite(&mut self.clusters, |cluster| cluster.id.clone(), unite_clusters);
        unite(&mut self.places, |place| place.id.clone(), unite_places);
        unite(&mut self.organisations, |body| body.id.clone(), unite_organisations);
    }
}

/// Entities that grow document by document.
#[derive(Clone, Debug, Default)]
pub struct EntityIndex {
    plans: BTreeMap<SmolStr, Plan>,
    clusters: BTreeMap<SmolStr, Cluster>,
    places: BTreeMap<SmolStr, Place>,
    organisations: BTreeMap<SmolStr, Organisation>,
}

impl EntityIndex {
    /// Adds entities and unites what has the same id.
    pub fn add(&mut self, entities: Entities) {
        insert(&mut self.plans, entities.plans, |plan| &plan.id, unite_plans);
        insert(&mut self.clusters, entities.clusters, |cluster| &cluster.id, unite_clusters);
        insert(&mut self.places, entities.places, |place| &place.id, unite_places);
        insert(
            &mut self.organisations,
            entities.organisations,
            |body| &body.id,
            unite_organisations,
        );
    }

    /// Puts `entities` of a document in the place of what was added of the same document before.
    pub fn replace(&mut self, doc: &str, entities: Entities) {
        for cluster in &entities.clusters {
            if let Some(known) = self.clusters.get_mut(&cluster.id) {
                known.events.retain(|event| &*event.doc != doc);
            }
        }
        for body in &entities.organisations {
            if let Some(known) = self.organisations.get_mut(&body.id) {
                known.duties.retain(|duty| &*duty.doc != doc);
            }
        }
        self.add(entities);
    }

    /// The entities in the canonical order, given the documents' order.
    pub fn finish(self, rank: &BTreeMap<String, usize>) -> Entities {
        let mut entities = Entities {
            plans: self.plans.into_values().collect(),
            clusters: self.clusters.into_values().collect(),
            places: self.places.into_values().collect(),
            organisations: self.organisations.into_values().collect(),
        };
        entities.order(rank);
        entities
    }
}

fn insert<T>(kept: &mut BTreeMap<SmolStr, T>, other: Vec<T>, id: impl Fn(&T) -> &SmolStr, fold: impl Fn(&mut T, T)) {
    for row in other {
        match kept.get_mut(id(&row)) {
            Some(known) => fold(known, row),
            None => drop(kept.insert(id(&row).clone(), row)),
        }
    }
}

/// The key documents are ordered by: where they were first found.
pub fn document_order(doc: &Document) -> (&str, Option<&str>, &str) {
    (&doc.source.path, doc.source.member.as_deref(), &doc.id)
}

/// Sorts the rows of one document. They mostly are sorted, so that is tried first.
fn order_rows<T: Mention>(rows: &mut [T]) {
    // Rows of one place are told apart by where their ids say that they stand.
    fn key<T: Mention>(row: &T) -> (u32, u32, (u32, u32), &MentionId) {
        let (_, start, end) = row.place();
        (start, end, row.id().code_points(), row.id())
    }
    if !rows.is_sorted_by(|a, b| key(a) <= key(b)) {
        rows.sort_by(|a, b| key(a).cmp(&key(b)));
    }
}

/// Sorts by document, place and id, and drops repetitions; of two rows with one id (made by different versions) the one whose
/// JSON is smaller stands.
fn sort_rows<T: Mention + PartialEq + Serialize>(rows: &mut Vec<T>, rank: &BTreeMap<String, usize>) {
    let place = |row: &T| {
        let (doc, start, end) = row.place();
        let rank = rank.get(doc).copied().unwrap_or(usize::MAX);
        (rank, doc.to_owned(), start, end, row.id().code_points(), row.id().clone())
    };
    rows.sort_by_cached_key(place);
    rows.dedup_by(|other, kept| {
        let same = other.id() == kept.id();
        if same && other != kept && json(other) < json(kept) {
            std::mem::swap(other, kept);
        }
        same
    });
}

fn json(row: &impl Serialize) -> String {
    serde_json::to_string(row).unwrap_or_default()
}

/// Sorts by key and folds rows of one key into one.
fn unite<T, K: Ord>(rows: &mut Vec<T>, key: impl Fn(&T) -> K, fold: impl Fn(&mut T, T)) {
    rows.sort_by_cached_key(&key);
    let mut out: Vec<T> = Vec::with_capacity(rows.len());
    for row in rows.drain(..) {
        match out.last_mut() {
            Some(last) if key(last) == key(&row) => fold(last, row),
            _ => out.push(row),
        }
    }
    *rows = out;
}

/// The name a document is listed by in `also_at`.
fn name_of(doc: &Document) -> String {
    location(&doc.source.path, doc.source.member.as_deref())
}

/// A path and the way into it as one string.
pub fn location(path: &str, member: Option<&str>) -> String {
    match member {
        Some(member) => format!("{path}!{member}"),
        None => path.to_owned(),
    }
}

fn unite_documents(kept: &mut Document, mut other: Document) {
    let also_at = (std::mem::take(&mut kept.source.also_at), std::mem::take(&mut other.source.also_at));
    let order = document_order(&other).cmp(&document_order(kept));
    if order.is_lt() || order.is_eq() && *kept != other && json(&other) < json(kept) {
        std::mem::swap(kept, &mut other);
    }
    kept.source.also_at.extend(also_at.0);
    kept.source.also_at.extend(also_at.1);
    let (name, other_name) = (name_of(kept), name_of(&other));
    kept.source.also_at.insert(other_name);
    kept.source.also_at.remove(&name);
}

/// A field that documents may disagree on: the smaller value stands, every value is remembered.
fn settle<T: Ord + Clone + ToString>(
    name: &str,
    kept: &mut Option<T>,
    other: Option<T>,
    variants: &mut BTreeMap<String, BTreeSet<String>>,
) {
    let Some(other) = other else { return };
    match kept {
        None => *kept = Some(other),
        Some(value) if *value != other => {
            let seen = variants.entry(name.to_owned()).or_default();
            seen.insert(value.to_string());
            seen.insert(other.to_string());
            *kept = Some(other.min(value.clone()));
        }
        Some(_) => {}
    }
}

fn unite_variants(kept: &mut BTreeMap<String, BTreeSet<String>>, other: BTreeMap<String, BTreeSet<String>>) {
    for (field, values) in other {
        kept.entry(field).or_default().extend(values);
    }
}

fn unite_plans(kept: &mut Plan, other: Plan) {
    unite_variants(&mut kept.variants, other.variants);
    let variants = &mut kept.variants;
    settle("type", &mut kept.r#type, other.r#type, variants);
    settle("type_code", &mut kept.type_code, other.type_code, variants);
    settle("name", &mut kept.name, other.name, variants);
    settle("number", &mut kept.number, other.number, variants);
    settle("year", &mut kept.year, other.year, variants);
    settle("year_basis", &mut kept.year_basis, other.year_basis, variants);
    settle("signature", &mut kept.signature, other.signature, variants);
    settle("issued", &mut kept.issued, other.issued, variants);
    settle("subject", &mut kept.subject, other.subject, variants);
    settle("period", &mut kept.period, other.period, variants);
    settle("horizon", &mut kept.horizon, other.horizon, variants);
    settle("vision", &mut kept.vision, other.vision, variants);
    settle("place", &mut kept.place, other.place, variants);
    if let Some(theirs) = other.issuer {
        let ours = kept.issuer.get_or_insert_with(Issuer::default);
        settle("issuer.code", &mut ours.code, theirs.code, variants);
        settle("issuer.name", &mut ours.name, theirs.name, variants);
        settle("issuer.organisation", &mut ours.organisation, theirs.organisation, variants);
    }
    kept.mentions.extend(other.mentions);
}

fn unite_clusters(kept: &mut Cluster, other: Cluster) {
    unite_variants(&mut kept.variants, other.variants);
    let variants = &mut kept.variants;
    if kept.name != other.name {
        let mut name = Some(std::mem::take(&mut kept.name));
        settle("name", &mut name, Some(other.name), variants);
        kept.name = name.unwrap_or_default();
    }
    settle("extension", &mut kept.extension, other.extension, variants);
    settle("developer", &mut kept.developer, other.developer, variants);
    for (field, ours, theirs) in [
        ("commune", &mut kept.commune, other.commune),
        ("district", &mut kept.district, other.district),
        ("province", &mut kept.province, other.province),
    ] {
        let Some(theirs) = theirs else { continue };
        let Some(value) = ours else {
            *ours = Some(theirs);
            continue;
        };
        if *value != theirs {
            let label = |place: &super::model::PlaceRef| match &place.r#type {
                Some(kind) => format!("{kind} {}", place.name),
                None => place.name.to_string(),
            };
            let seen = variants.entry(field.to_owned()).or_default();
            seen.insert(label(value));
            seen.insert(label(&theirs));
            let order = |place: &super::model::PlaceRef| {
                (
                    place.place.is_none(),
                    place.r#type.is_none(),
                    place.name.clone(),
                    place.r#type.clone(),
                    place.place.clone(),
                )
            };
            if order(&theirs) < order(value) {
                *value = theirs;
            }
        }
    }
    if let Some(theirs) = other.area {
        let text = |area: &super::model::Bounds| serde_json::to_string(area).unwrap_or_default();
        match &kept.area {
            None => kept.area = Some(theirs),
            Some(ours) if *ours != theirs => {
                let seen = variants.entry("area".to_owned()).or_default();
                seen.insert(text(ours));
                seen.insert(text(&theirs));
                if text(&theirs) < text(ours) {
                    kept.area = Some(theirs);
                }
            }
            Some(_) => {}
        }
    }
    kept.events.extend(other.events);
    kept.mentions.extend(other.mentions);
}

fn unite_places(kept: &mut Place, other: Place) {
    kept.mentions.extend(other.mentions);
}

fn unite_organisations(kept: &mut Organisation, other: Organisation) {
    if other.name < kept.name {
        kept.name = other.name;
    }
    kept.duties.extend(other.duties);
    kept.mentions.extend(other.mentions);
}
