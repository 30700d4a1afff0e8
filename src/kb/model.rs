//! The knowledge base's types: what comes out, as JSON.
//!
//! Offsets `start` and `end` are Unicode code points, half-open, into the `text` of the document that `doc` names;
//! `source` says where the same stretch stands in the raw input. What is absent is `null`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::mention_id::MentionId;
use super::number::Number;

/// Version of this model; changes when a field changes its name or meaning.
pub const SCHEMA_VERSION: &str = "1.0";

/// Declares a record of the model with the derives they all share.
macro_rules! model {
    ($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$field_meta])* pub $field: $type,)* }
    };
}

/// Declares a row that stands in a document: its own fields behind the ones every mention carries.
macro_rules! mention {
    ($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $type:ty,)* }) => {
        model! {
            $(#[$meta])*
            $name {
                /// Deterministic id: the document's id, a letter for the kind, and the place.
                id: MentionId,
                /// Id of the document.
                doc: Arc<str>,
                /// The text, exactly as it stands at `start..end`.
                surface: SmolStr,
                /// First code point in the document's `text`.
                start: u32,
                /// One past the last code point.
                end: u32,
                /// Where it stands in the raw input.
                source: Source,
                /// Id of the rule that made it.
                rule: SmolStr,
                $($(#[$field_meta])* $field: $type,)*
            }
        }

        impl Mention for $name {
            fn place(&self) -> (&str, u32, u32) {
                (&self.doc, self.start, self.end)
            }

            fn id(&self) -> &MentionId {
                &self.id
            }
        }
    };
}

/// A row with a place in a document.
pub trait Mention {
    /// Document, first code point, end.
    fn place(&self) -> (&str, u32, u32);
    /// Its id.
    fn id(&self) -> &MentionId;
}

model! {
    /// Where a stretch of text stands in the raw input: bytes of the raw record, or, where `path` is given, code points of
    /// one HTML element's text.
    Source {
        /// Path of the HTML element from the root; absent for plain text.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        path: Option<Arc<str>>,
        /// First byte, or first code point of the element's text.
        start: u64,
        /// One past the last.
        end: u64,
    }
}

model! {
    /// The knowledge base of one document or of many.
    KnowledgeBase {
        /// Version of this model.
        schema_version: String,
        /// What made it.
        generator: Generator,
        /// The inputs that were read.
        documents: Vec<Document>,
        /// Temporal expressions.
        dates: Vec<Date>,
        /// Numbers with what they measure.
        quantities: Vec<Quantity>,
        /// What is promised.
        targets: Vec<Claim>,
        /// What is reported.
        actuals: Vec<Claim>,
        /// Official documents.
        plans: Vec<Plan>,
        /// Industrial clusters and zones.
        clusters: Vec<Cluster>,
        /// Administrative units.
        places: Vec<Place>,
        /// Public bodies and companies.
        organisations: Vec<Organisation>,
        /// Deadlines without a number.
        milestones: Vec<Milestone>,
        /// Numbers that measure nothing, with the reason.
        other_numbers: Vec<OtherNumber>,
        /// Derived: targets and results of one indicator over time.
        series: Vec<Series>,
        /// Derived: arithmetic relations between claims.
        checks: Vec<Check>,
        /// Inputs that could not be read.
        failures: Vec<Failure>,
    }
}

model! {
    /// The program that made the knowledge base.
    Generator {
        /// Program name.
        name: String,
        /// Program version.
        version: String,
        /// Hash of the tables it used (hexadecimal).
        lexicon: String,
    }
}

model! {
    /// An input that was read.
    Document {
        /// From the hash of the content and what its container declared.
        id: Arc<str>,
        /// Where it came from.
        source: DocumentSource,
        /// False for a list or home page: it yields no facts.
        article: bool,
        /// Headline.
        title: Option<String>,
        /// Lead.
        lead: Option<String>,
        /// Authors, in order.
        authors: Vec<String>,
        /// Publisher or agency.
        publisher: Option<String>,
        /// Section of the site.
        section: Option<String>,
        /// Keywords.
        tags: Vec<String>,
        /// Day of publication.
        published: Option<Dated>,
        /// Day of the last change.
        modified: Option<Dated>,
        /// The time the text speaks from.
        reference_time: Option<Dated>,
        /// Id of the place the text speaks of where it names none.
        place: Option<SmolStr>,
        /// Id of the plan the text is about.
        plan: Option<SmolStr>,
        /// The kept text; all `start` and `end` point into it.
        text: String,
        /// What was left out.
        removed: Vec<Removed>,
    }
}

model! {
    /// Where a document came from, and how it was decoded.
    DocumentSource {
        /// Path as given or found; `-` for standard input.
        path: String,
        /// Way into a container.
        member: Option<String>,
        /// Other places where the same content was found.
        also_at: BTreeSet<String>,
        /// Address.
        url: Option<String>,
        /// `text/plain` or `text/html`.
        media_type: String,
        /// Encoding.
        encoding: String,
        /// What decided the encoding.
        encoding_evidence: String,
        /// Mojibake that was repaired.
        repaired: Option<String>,
        /// Length of the content in bytes.
        bytes: u64,
        /// SHA-256 of the content (hexadecimal).
        sha256: String,
    }
}

model! {
    /// A date with what it rests on.
    Dated {
        /// EDTF.
        edtf: Option<SmolStr>,
        /// Evidence: `json-ld`, `opengraph`, `meta`, `time`, `url`, `text`, `container`, or `inherited`.
        basis: SmolStr,
    }
}

model! {
    /// A stretch of text that is not the article.
    Removed {
        /// Kind of debris.
        kind: String,
        /// The text.
        text: String,
        /// Where it stands in the raw input.
        source: Source,
    }
}

mention! {
    /// A temporal expression.
    Date {
        /// EDTF; `null` when vague or unresolved.
        edtf: Option<SmolStr>,
        /// TIMEX3.
        timex: Option<Timex>,
        /// First day (ISO), `null` when open or unknown.
        earliest: Option<SmolStr>,
        /// Last day (ISO), `null` when open or unknown.
        latest: Option<SmolStr>,
        /// What it dates: `target-period`, `actual-period`, `cohort-period`, `plan-period`, `plan-horizon`, `plan-vision`,
        /// `deadline`, `event-time`, `baseline`, `data-cutoff`, `publication`, `issue-date`, `rate`, `reference-time`.
        role: SmolStr,
        /// `explicit`, `inherited`, `publication` or `none`.
        basis: SmolStr,
        /// Id of the date, or `published`, that it was resolved with.
        from: Option<MentionId>,
    }
}

model! {
    /// A TIMEX3 value.
    Timex {
        /// `DATE`, `TIME`, `DURATION` or `SET`.
        r#type: SmolStr,
        /// Value, e.g. `2021-Q1`, `PAST_REF`, `P1Y`.
        value: SmolStr,
        /// Modifier: `START`, `MID`, `END`, `APPROX`, …
        r#mod: Option<SmolStr>,
    }
}

mention! {
    /// A number with what it measures.
    Quantity {
        /// Bound words, number and unit or counted noun, as written.
        phrase: Phrase,
        /// Lowest value in the unit; `null` for an open end.
        low: Option<Number>,
        /// Highest value; equal to `low` for an exact value.
        high: Option<Number>,
        /// `about`, `just-under`, `just-over` or `null`.
        approximate: Option<SmolStr>,
        /// UCUM code, ISO 4217 code for money, `{count}` for things counted.
        unit: SmolStr,
        /// Scale word already multiplied in (1000000000 for `tỷ`).
        scale: Option<Number>,
        /// What it is a rate of: `P1Y`, `har`, `d`.
        per: Option<SmolStr>,
        /// What is counted, as written.
        counted: Option<SmolStr>,
        /// Written in words.
        spelled: bool,
    }
}

model! {
    /// A stretch of text with its place.
    Phrase {
        /// The text.
        surface: SmolStr,
        /// First code point.
        start: u32,
        /// One past the last.
        end: u32,
    }
}

mention! {
    /// A claim built on one quantity: what is promised (`target`) or what is reported (`actual`). Its `surface` is the clause.
    Claim {
        /// `target` or `actual`.
        kind: SmolStr,
        /// Id of the quantity.
        quantity: MentionId,
        /// The quantity's low value.
        low: Option<Number>,
        /// The quantity's high value.
        high: Option<Number>,
        /// The quantity's unit.
        unit: SmolStr,
        /// The quantity's approximation.
        approximate: Option<SmolStr>,
        /// What it is said of.
        subject: Option<Subject>,
        /// What is done or holds.
        action: Option<Action>,
        /// Stable key from subject, action and kind of unit.
        indicator: Option<SmolStr>,
        /// How it is said.
        modality: Modality,
        /// When it is to hold or held.
        period: Period,
        /// Id of the place.
        place: Option<SmolStr>,
        /// Id of the plan that promises it.
        plan: Option<SmolStr>,
        /// Who is to do it or did it, as written.
        actor: Option<SmolStr>,
        /// The group it is counted in.
        cohort: Option<Cohort>,
        /// The whole it is a part of.
        of_total: Option<OfTotal>,
        /// What it is compared with.
        baseline: Option<Baseline>,
        /// `up` or `down`.
        direction: Option<SmolStr>,
        /// A bound that the counted things pass ("đạt từ 90%").
        threshold: Option<Bounds>,
        /// A standard that is to be met, as written.
        condition: Option<SmolStr>,
        /// Ids of the clusters it is said of.
        clusters: Vec<SmolStr>,
        /// Id of an earlier claim of the document that says the same.
        same_as: Option<MentionId>,
    }
}

model! {
    /// What a claim is said of.
    Subject {
        /// As written.
        surface: SmolStr,
        /// Key of its head noun.
        head: Option<SmolStr>,
    }
}

model! {
    /// What a claim says is done.
    Action {
        /// As written.
        surface: SmolStr,
        /// Class.
        class: SmolStr,
    }
}

model! {
    /// How a claim is said.
    Modality {
        /// The word that decides, as written; `null` when none does.
        cue: Option<SmolStr>,
        /// `commit`, `strive`, `goal`, `plan`, `expect`, `must`, `assign`, `orient`, `promote`, `ensure`; `realised`,
        /// `ongoing`, `state`, `estimate`.
        class: SmolStr,
    }
}

model! {
    /// When a claim holds.
    Period {
        /// EDTF, `null` when unknown.
        edtf: Option<SmolStr>,
        /// `within`, `by`, `as-of`, `rate` or `unknown`.
        relation: SmolStr,
        /// `explicit`, `inherited`, `publication` or `none`.
        basis: SmolStr,
        /// Id of the date.
        date: Option<MentionId>,
    }
}

model! {
    /// A group of things told by an event and its time.
    Cohort {
        /// As written.
        surface: SmolStr,
        /// Event that makes the group: `establishment-decision`, `construction-started`, `infrastructure-completed`, …
        event: SmolStr,
        /// EDTF.
        edtf: Option<SmolStr>,
    }
}

model! {
    /// The whole that a claim is part of.
    OfTotal {
        /// Its low value.
        low: Option<Number>,
        /// Its high value.
        high: Option<Number>,
        /// Id of the claim or quantity that gives it.
        claim: Option<MentionId>,
    }
}

model! {
    /// What a change is measured against.
    Baseline {
        /// EDTF.
        edtf: Option<SmolStr>,
    }
}

model! {
    /// An interval in a unit.
    Bounds {
        /// Low end.
        low: Option<Number>,
        /// High end.
        high: Option<Number>,
        /// Unit.
        unit: SmolStr,
    }
}

model! {
    /// An official document: numbered, named or only referred to.
    Plan {
        /// Deterministic id from the canonical key.
        id: SmolStr,
        /// `numbered`, `named` or `unnamed`.
        kind: SmolStr,
        /// Type in Vietnamese (`Kế hoạch`).
        r#type: Option<SmolStr>,
        /// Type code (`KH`).
        type_code: Option<SmolStr>,
        /// Name, for a named one.
        name: Option<SmolStr>,
        /// Number.
        number: Option<SmolStr>,
        /// Year.
        year: Option<u16>,
        /// `explicit` (in the signature), `issued` (from the date), or `null`.
        year_basis: Option<SmolStr>,
        /// Who issued it.
        issuer: Option<Issuer>,
        /// Canonical signature (`68/2017/NĐ-CP`).
        signature: Option<SmolStr>,
        /// Day of issue (ISO).
        issued: Option<SmolStr>,
        /// What it is about, as written.
        subject: Option<SmolStr>,
        /// EDTF.
        period: Option<SmolStr>,
        /// EDTF.
        horizon: Option<SmolStr>,
        /// EDTF.
        vision: Option<SmolStr>,
        /// Id of the place.
        place: Option<SmolStr>,
        /// Other values seen for a field, where documents disagree; nothing is repaired.
        variants: BTreeMap<String, BTreeSet<String>>,
        /// Where it is mentioned.
        mentions: Vec<PlanMention>,
    }
}

mention! {
    /// A mention of an official document.
    PlanMention {
        /// `name`, `short-reference` or `anaphor`.
        role: SmolStr,
        /// How this mention speaks of it: `numbered`, `named`, `anaphor` or `unnamed`.
        kind: SmolStr,
    }
}

model! {
    /// Who issued a document.
    Issuer {
        /// Code in the signature (`UBND`).
        code: Option<SmolStr>,
        /// Name from the tables or the text.
        name: Option<SmolStr>,
        /// Id of the organisation, where known.
        organisation: Option<SmolStr>,
    }
}

mention! {
    /// A mention of an entity.
    EntityMention {
        /// `name`: it is called by its name.
        role: SmolStr,
    }
}

model! {
    /// An industrial cluster (`cụm công nghiệp`) or zone (`khu công nghiệp`).
    Cluster {
        /// Deterministic id from the canonical key.
        id: SmolStr,
        /// Bare name as first written.
        name: SmolStr,
        /// `industrial-cluster`, `craft-village-cluster` or `industrial-zone`.
        kind: SmolStr,
        /// Phase.
        phase: Option<SmolStr>,
        /// Words of an extension.
        extension: Option<SmolStr>,
        /// Id of the cluster it is a phase or extension of, where that is mentioned too.
        parent: Option<SmolStr>,
        /// Id of the one cluster with a district that this one without a district can only be.
        resolved_to: Option<SmolStr>,
        /// Commune.
        commune: Option<PlaceRef>,
        /// District.
        district: Option<PlaceRef>,
        /// Province.
        province: Option<PlaceRef>,
        /// Area as stated beside the name.
        area: Option<Bounds>,
        /// Developer, as written.
        developer: Option<SmolStr>,
        /// Other values seen for a field, where documents disagree.
        variants: BTreeMap<String, BTreeSet<String>>,
        /// What happened or did not.
        events: Vec<Event>,
        /// Where it is mentioned.
        mentions: Vec<EntityMention>,
    }
}

model! {
    /// A place beside a name.
    PlaceRef {
        /// Bare name (`Quốc Oai`).
        name: SmolStr,
        /// Type word (`huyện`).
        r#type: Option<SmolStr>,
        /// Id of the place.
        place: Option<SmolStr>,
    }
}

mention! {
    /// Something that happened to a cluster, or is said not to have.
    Event {
        /// Class: `construction-started`, `completed`, `established`, …
        event: SmolStr,
        /// `+` happened, `-` did not.
        polarity: SmolStr,
        /// EDTF.
        edtf: Option<SmolStr>,
        /// `explicit`, `inherited`, `publication` or `none`.
        basis: SmolStr,
        /// `realised` or `expect`.
        modality: SmolStr,
        /// Id of the claim it belongs to.
        claim: Option<MentionId>,
    }
}

model! {
    /// An administrative unit.
    Place {
        /// Stable id: ISO 3166-2 code of the province, then the units below it.
        id: SmolStr,
        /// Name.
        name: SmolStr,
        /// Type (`huyện`).
        r#type: Option<SmolStr>,
        /// `province`, `district` or `commune`.
        level: SmolStr,
        /// Official code.
        code: Option<SmolStr>,
        /// Id of the unit above.
        parent: Option<SmolStr>,
        /// Ids of the units it became in the reform of 2025.
        successors: Vec<SmolStr>,
        /// Where it is mentioned.
        mentions: Vec<EntityMention>,
    }
}

model! {
    /// A public body or company.
    Organisation {
        /// Deterministic id.
        id: SmolStr,
        /// Canonical name.
        name: SmolStr,
        /// `peoples-committee`, `department`, `ministry`, `company`, …
        kind: SmolStr,
        /// `central`, `province`, `district`, `commune` or `null`.
        level: Option<SmolStr>,
        /// Id of its place.
        place: Option<SmolStr>,
        /// Tasks it is given.
        duties: Vec<Duty>,
        /// Where it is mentioned.
        mentions: Vec<EntityMention>,
    }
}

mention! {
    /// A task that a body is given.
    Duty {
        /// The word that gives it.
        cue: Option<SmolStr>,
    }
}

mention! {
    /// An action with a deadline and no number.
    Milestone {
        /// The action.
        action: Option<Action>,
        /// EDTF.
        deadline: Option<SmolStr>,
        /// `within` or `by`.
        relation: SmolStr,
        /// Id of the date.
        date: Option<MentionId>,
        /// Basis of the deadline.
        basis: SmolStr,
        /// Id of the plan.
        plan: Option<SmolStr>,
        /// Id of the place.
        place: Option<SmolStr>,
        /// `target` or `actual`.
        kind: SmolStr,
    }
}

mention! {
    /// A number that measures nothing.
    OtherNumber {
        /// Why: `document-number`, `map-scale`, `name-part`, `phase-number`, `phone`, `clock-time`, `score`, `list-label`,
        /// `fixed-expression`, …
        reason: SmolStr,
    }
}

model! {
    /// Derived: the targets and results of one indicator at one place.
    Series {
        /// Deterministic id.
        id: SmolStr,
        /// Indicator.
        indicator: SmolStr,
        /// Place.
        place: Option<SmolStr>,
        /// Cohort (event and EDTF).
        cohort: Option<SmolStr>,
        /// Unit.
        unit: SmolStr,
        /// Claims in time order.
        points: Vec<Point>,
        /// What became of each target.
        verdicts: Vec<Verdict>,
    }
}

model! {
    /// One claim in a series.
    Point {
        /// Id of the claim.
        claim: MentionId,
        /// `target` or `actual`.
        kind: SmolStr,
        /// Its period.
        edtf: Option<SmolStr>,
        /// Low value.
        low: Option<Number>,
        /// High value.
        high: Option<Number>,
    }
}

model! {
    /// What became of a target.
    Verdict {
        /// Id of the target.
        target: MentionId,
        /// `met`, `missed`, `open`, `re-promised`, `contradicted` or `not-comparable`.
        verdict: SmolStr,
        /// Ids of the claims that decide.
        by: Vec<MentionId>,
    }
}

model! {
    /// Derived: an arithmetic relation between claims.
    Check {
        /// Deterministic id.
        id: SmolStr,
        /// `sum`, `subset`, `compare` or `cardinality`.
        kind: SmolStr,
        /// Ids of the claims, the whole last.
        claims: Vec<MentionId>,
        /// The relation in figures.
        statement: SmolStr,
        /// Whether it holds.
        holds: bool,
    }
}

model! {
    /// An input that could not be read.
    Failure {
        /// Path.
        path: String,
        /// Way into a container.
        member: Option<String>,
        /// `source`, `decode`, `page`.
        stage: String,
        /// Stable code.
        code: String,
        /// What is wrong and what to do.
        message: String,
    }
}
