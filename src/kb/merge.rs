//! Merge: a commutative, associative, idempotent union of knowledge bases.
//!
//! Rows are united by id, entities by id with the union of their mentions; where two say different things of one entity
//! the smaller value stands and both are kept in `variants`. What is derived is thrown away and made anew, so it never
//! depends on the order in which records met.

use std::collections::{BTreeMap, BTreeSet};

use super::derive;
use super::model::{Cluster, Document, Failure, Issuer, KnowledgeBase, Mention, Organisation, Place, Plan};

/// Unites `parts`. Any order, any grouping and any repetition of the same parts gives the same knowledge base.
pub fn merge(parts: impl IntoIterator<Item = KnowledgeBase>) -> KnowledgeBase {
    let mut out = KnowledgeBase::default();
    for part in parts {
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

/// Sorts everything into the one canonical order and unites what has the same id.
fn canonical(kb: &mut KnowledgeBase) {
    unite(&mut kb.documents, |doc| doc.id.to_string(), unite_documents);
    kb.documents.sort_by(|a, b| document_order(a).cmp(&document_order(b)));
    let rank: BTreeMap<String, usize> = kb.documents.iter().enumerate().map(|(at, doc)| (doc.id.to_string(), at)).collect();
    sort_rows(&mut kb.dates, &rank);
    sort_rows(&mut kb.quantities, &rank);
    sort_rows(&mut kb.targets, &rank);
    sort_rows(&mut kb.actuals, &rank);
    sort_rows(&mut kb.milestones, &rank);
    sort_rows(&mut kb.other_numbers, &rank);
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
    /// Adds `other` and unites what has the same id. Entities that are sorted already are only searched for the new ones.
    pub fn unite(&mut self, other: Self) {
        insert(&mut self.plans, other.plans, |plan| &plan.id, unite_plans);
        insert(&mut self.clusters, other.clusters, |cluster| &cluster.id, unite_clusters);
        insert(&mut self.places, other.places, |place| &place.id, unite_places);
        insert(&mut self.organisations, other.organisations, |body| &body.id, unite_organisations);
    }

    /// Sorts what entities hold of documents by the documents' order.
    pub fn order(&mut self, rank: &BTreeMap<String, usize>) {
        for plan in &mut self.plans {
            sort_rows(&mut plan.mentions, rank);
        }
        for cluster in &mut self.clusters {
            sort_rows(&mut cluster.mentions, rank);
            sort_rows(&mut cluster.events, rank);
        }
        for place in &mut self.places {
            sort_rows(&mut place.mentions, rank);
        }
        for body in &mut self.organisations {
            sort_rows(&mut body.mentions, rank);
            sort_rows(&mut body.duties, rank);
        }
    }

    /// Sorts by id and unites what has the same id.
    fn settle(&mut self) {
        unite(&mut self.plans, |plan| plan.id.clone(), unite_plans);
        unite(&mut self.clusters, |cluster| cluster.id.clone(), unite_clusters);
        unite(&mut self.places, |place| place.id.clone(), unite_places);
        unite(&mut self.organisations, |body| body.id.clone(), unite_organisations);
    }
}

/// Adds rows to a list sorted by id.
fn insert<T>(kept: &mut Vec<T>, other: Vec<T>, id: impl Fn(&T) -> &String, fold: impl Fn(&mut T, T)) {
    for row in other {
        match kept.binary_search_by(|probe| id(probe).cmp(id(&row))) {
            Ok(at) => fold(&mut kept[at], row),
            Err(at) => kept.insert(at, row),
        }
    }
}

/// The key documents are ordered by: where they were first found.
pub fn document_order(doc: &Document) -> (&str, Option<&str>, &str) {
    (&doc.source.path, doc.source.member.as_deref(), &doc.id)
}

/// Sorts by document, place and id, and drops repetitions.
fn sort_rows<T: Mention>(rows: &mut Vec<T>, rank: &BTreeMap<String, usize>) {
    let place = |row: &T| {
        let (doc, start, end) = row.place();
        (
            rank.get(doc).copied().unwrap_or(usize::MAX),
            doc.to_owned(),
            start,
            end,
            row.id().to_owned(),
        )
    };
    rows.sort_by_cached_key(place);
    rows.dedup_by(|a, b| a.id() == b.id());
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
    if document_order(&other) < document_order(kept) {
        std::mem::swap(kept, &mut other);
    }
    let (name, other_name) = (name_of(kept), name_of(&other));
    kept.source.also_at.extend(other.source.also_at);
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
                None => place.name.clone(),
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
