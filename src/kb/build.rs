//! From a page and its facts to the knowledge base of one document.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use sha2::{Digest, Sha256};
use smol_str::{SmolStr, ToSmolStr, format_smolstr};

use super::derive;
use super::id::{digest, hex, key_id, leading_number};
use super::mention_id::MentionId;
use super::model::{
    Action, Baseline, Bounds, Claim, Cluster, Cohort, Date, Dated, Document, DocumentSource, Duty, EntityMention, Event, Generator, Issuer,
    KnowledgeBase, Milestone, Modality, OfTotal, Organisation, OtherNumber, Period, Phrase, Place, PlaceRef, Plan, PlanMention, Quantity,
    Removed, SCHEMA_VERSION, Source, Subject, Timex,
};
use super::near::{ByQuantity, beginning, touching};
use super::number::Number;
use crate::extract::Facts;
use crate::extract::claim;
use crate::extract::cluster::{ClusterMention, ClusterPlace};
use crate::extract::date::{Edtf, day_text, role_rule};
use crate::extract::decimal::Decimal;
use crate::extract::identifier::{Identifier, YearBasis};
use crate::extract::plan::{self, PlanKind, main_plan};
use crate::lexicon::{Lexicon, UnitId};
use crate::page::{self, Page};
use crate::source::Record;
use crate::text::{CodePoints, Span, fold_phrase};

/// Where a document came from and how it was decoded.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'o> {
    /// The record.
    pub record: &'o Record,
    /// Encoding.
    pub encoding: &'static str,
    /// What decided it.
    pub evidence: &'static str,
    /// Mojibake that was repaired.
    pub repaired: Option<&'static str>,
}

/// Makes the knowledge base of one document. `facts` is `None` for a page that is no article.
pub fn build(origin: &Origin<'_>, page: &Page, facts: Option<&Facts<'_>>, lexicon: &Lexicon, generator: &Generator) -> KnowledgeBase {
    let sha = Sha256::digest(&origin.record.content);
    let number = document_number(&sha, origin.record);
    let id: Arc<str> = format!("{number:016x}").into();
    let locate = Locate::new(page);
    let mut kb = KnowledgeBase {
        schema_version: SCHEMA_VERSION.to_owned(),
        generator: generator.clone(),
        ..KnowledgeBase::default()
    };
    let mut document = document(origin, page, &id, hex(&sha), &locate);
    if let Some(facts) = facts {
        let build = Build {
            facts,
            lexicon,
            doc: id,
            number,
            locate: &locate,
            claims: ByQuantity::new(facts.claims.claims.iter().map(|claim| claim.quantity)),
        };
        build.fill(&mut kb, &mut document);
    }
    kb.documents.push(document);
    derive::derive(&mut kb);
    kb
}

/// The document's id as a number, from the content and what its container declares: the same page under two addresses is two
/// documents.
fn document_number(sha: &[u8], record: &Record) -> u64 {
    let declared = [&record.declared.url, &record.declared.title, &record.declared.date];
    if declared.iter().all(|field| field.is_none()) {
        return leading_number(sha);
    }
    let content = hex(sha);
    let fields = declared.iter().map(|field| field.as_deref().unwrap_or(""));
    digest(std::iter::once(content.as_str()).chain(fields))
}

fn document(origin: &Origin<'_>, page: &Page, id: &Arc<str>, sha256: String, locate: &Locate<'_>) -> Document {
    let record = origin.record;
    let metadata = &page.metadata;
    let dated = |dated: &Option<page::Dated>| {
        dated.as_ref().map(|dated| Dated {
            edtf: Some(dated.edtf.as_str().into()),
            basis: SmolStr::new_static(dated.basis),
        })
    };
    Document {
        id: id.clone(),
        source: DocumentSource {
            path: record.locator.path.clone(),
            member: record.locator.member.clone(),
            also_at: Default::default(),
            url: record.declared.url.clone().or_else(|| metadata.url.clone()),
            media_type: record.media.mime().to_owned(),
            encoding: origin.encoding.to_owned(),
            encoding_evidence: origin.evidence.to_owned(),
            repaired: origin.repaired.map(str::to_owned),
            bytes: record.content.len() as u64,
            sha256,
        },
        article: page.article,
        title: metadata.title.clone(),
        lead: metadata.lead.clone(),
        authors: metadata.authors.clone(),
        publisher: metadata.publisher.clone(),
        section: metadata.section.clone(),
        tags: metadata.tags.clone(),
        published: dated(&metadata.published),
        modified: dated(&metadata.modified),
        reference_time: dated(&metadata.published),
        place: None,
        plan: None,
        text: page.text.clone(),
        removed: page
            .removed
            .iter()
            .map(|removed| Removed {
                kind: removed.kind.to_owned(),
                text: removed.text.clone(),
                source: locate.place(&removed.place),
            })
            .collect(),
    }
}

/// From spans of the page's text to code points and to the raw input.
struct Locate<'p> {
    page: &'p Page,
    points: CodePoints,
    paths: Vec<Arc<str>>,
}

impl<'p> Locate<'p> {
    fn new(page: &'p Page) -> Self {
        let paths = match &page.origin {
            page::Origin::Plain(_) => Vec::new(),
            page::Origin::Html { paths, .. } => paths.iter().map(|path| Arc::from(path.as_str())).collect(),
        };
        Self {
            points: CodePoints::new(&page.text),
            page,
            paths,
        }
    }

    fn at(&self, byte: u32) -> u32 {
        self.points.at(&self.page.text, byte)
    }

    fn source(&self, span: Span) -> Source {
        match &self.page.origin {
            page::Origin::Plain(map) => {
                let source = map.source(span);
                Source {
                    path: None,
                    start: source.start.into(),
                    end: source.end.into(),
                }
            }
            page::Origin::Html { runs, .. } => {
                // A stretch over several elements is placed where it begins.
                let at = runs.partition_point(|run| run.span.end <= span.start);
                let Some(run) = runs.get(at) else { return Source::default() };
                let from = span.start.max(run.span.start) - run.span.start;
                let to = span.end.min(run.span.end).max(run.span.start + from) - run.span.start;
                let source = run.map.source(Span { start: from, end: to });
                Source {
                    path: self.paths.get(run.path as usize).cloned(),
                    start: source.start.into(),
                    end: source.end.into(),
                }
            }
        }
    }

    fn place(&self, place: &page::Place) -> Source {
        match place {
            page::Place::Bytes { start, end } => Source {
                path: None,
                start: *start,
                end: *end,
            },
            page::Place::Element { path, start, end } => Source {
                path: Some(path.as_str().into()),
                start: *start,
                end: *end,
            },
        }
    }
}

/// The fields every mention carries.
struct Base {
    id: MentionId,
    doc: Arc<str>,
    surface: SmolStr,
    start: u32,
    end: u32,
    source: Source,
    rule: SmolStr,
}

/// Fills the fields every mention carries.
macro_rules! mention {
    ($base:expr, $type:ident { $($field:ident: $value:expr),* $(,)? }) => {{
        let Base { id, doc, surface, start, end, source, rule } = $base;
        $type { id, doc, surface, start, end, source, rule, $($field: $value),* }
    }};
}

struct Build<'b> {
    facts: &'b Facts<'b>,
    lexicon: &'b Lexicon,
    doc: Arc<str>,
    /// The document's id as a number.
    number: u64,
    locate: &'b Locate<'b>,
    claims: ByQuantity,
}

impl Build<'_> {
    fn fill(&self, kb: &mut KnowledgeBase, document: &mut Document) {
        let facts = self.facts;
        kb.dates = facts.dates.iter().map(|date| self.date(date)).collect();
        kb.quantities = facts.quantities.iter().map(|quantity| self.quantity(quantity)).collect();
        kb.other_numbers = facts
            .others
            .iter()
            .map(|other| {
                mention!(
                    self.base(b'n', other.span, other.rule),
                    OtherNumber {
                        reason: other.reason.into()
                    }
                )
            })
            .collect();
        document.place = facts.setting.default.map(|unit| self.lexicon.gazetteer.place_id(unit).into());
        let plan_ids = self.plans(kb, document);
        let cluster_ids = self.clusters(kb);
        self.places(kb);
        self.organisations(kb);
        let main = main_plan(&facts.plans).map(|at| plan_ids[at].clone());
        document.plan = main.clone();
        self.reference_time(document);
        let context = ClaimContext {
            place: document.place.clone(),
            plan: main,
            plan_ids,
            cluster_ids,
        };
        let promised = facts.claims.claims.iter().filter(|claim| claim.promised).count();
        kb.targets.reserve_exact(promised);
        kb.actuals.reserve_exact(facts.claims.claims.len() - promised);
        for at in 0..facts.claims.claims.len() {
            let claim = self.claim(at, kb, &context);
            if facts.claims.claims[at].promised {
                kb.targets.push(claim);
            } else {
                kb.actuals.push(claim);
            }
        }
        self.events(kb, &context);
        kb.milestones = facts
            .claims
            .milestones
            .iter()
            .map(|milestone| self.milestone(milestone, kb, &context))
            .collect();
    }

    fn span(&self, tokens: &Range<usize>) -> Span {
        self.facts.scan.span(tokens.clone())
    }

    fn surface(&self, tokens: &Range<usize>) -> SmolStr {
        self.facts.scan.slice(self.span(tokens)).into()
    }

    /// The code points of a span.
    fn points(&self, span: Span) -> (u32, u32) {
        (self.locate.at(span.start), self.locate.at(span.end))
    }

    /// The id of what stands at these code points.
    fn id_of(&self, kind: u8, (start, end): (u32, u32)) -> MentionId {
        MentionId::new(self.number, kind, start, end)
    }

    fn date_id(&self, at: usize) -> MentionId {
        self.id_of(b'd', self.points(self.facts.dates[at].span))
    }

    fn base(&self, kind: u8, span: Span, rule: &'static str) -> Base {
        let points = self.points(span);
        self.base_at(self.id_of(kind, points), span, points, rule)
    }

    /// The base of a mention whose id comes from elsewhere, with the code points of its span.
    fn base_at(&self, id: MentionId, span: Span, (start, end): (u32, u32), rule: &'static str) -> Base {
        Base {
            id,
            doc: self.doc.clone(),
            surface: self.facts.scan.slice(span).into(),
            start,
            end,
            source: self.locate.source(span),
            rule: SmolStr::new_static(rule),
        }
    }

    fn date(&self, date: &crate::extract::date::Date) -> Date {
        use crate::extract::date::Source as From;
        let from = date.from.map(|from| match from {
            From::Date(at) => self.date_id(at),
            From::Publication => MentionId::new_static("published"),
        });
        mention!(
            self.base(b'd', date.span, date.rule),
            Date {
                edtf: date.edtf.map(Edtf::to_text),
                timex: Some(Timex {
                    r#type: SmolStr::new_static(date.timex.kind.as_str()),
                    value: date.timex.value.clone(),
                    r#mod: date.timex.modifier.map(|modifier| SmolStr::new_static(modifier.as_str())),
                }),
                earliest: date.earliest.map(day_text),
                latest: date.latest.map(day_text),
                role: SmolStr::new_static(date.role.as_str()),
                basis: SmolStr::new_static(date.basis.as_str()),
                from: from,
            }
        )
    }

    fn quantity(&self, quantity: &crate::extract::quantity::Quantity<'_>) -> Quantity {
        let phrase = self.span(&quantity.phrase);
        mention!(
            self.base(b'q', quantity.span, quantity.rule),
            Quantity {
                phrase: Phrase {
                    surface: self.facts.scan.slice(phrase).into(),
                    start: self.locate.at(phrase.start),
                    end: self.locate.at(phrase.end),
                },
                low: quantity.low.map(Number),
                high: quantity.high.map(Number),
                approximate: quantity.approximate.map(|approximate| SmolStr::new_static(approximate.as_str())),
                unit: quantity.unit.into(),
                scale: Some(quantity.scale).filter(|scale| *scale != Decimal::ONE).map(Number),
                per: quantity.per.as_deref().map(SmolStr::from),
                counted: quantity.counted.as_ref().map(|counted| self.surface(counted)),
                spelled: quantity.spelled,
            }
        )
    }

    /// Unites the document's mentions of plans; gives the entity of each mention.
    fn plans(&self, kb: &mut KnowledgeBase, document: &Document) -> Vec<SmolStr> {
        let mut ids: Vec<SmolStr> = Vec::with_capacity(self.facts.plans.len());
        let mut plans: BTreeMap<SmolStr, Plan> = BTreeMap::new();
        for mention in &self.facts.plans {
            let id = match mention.refers.and_then(|refers| ids.get(refers)) {
                Some(id) => id.clone(),
                None => key_id(b'p', self.plan_key(mention, document).iter().map(SmolStr::as_str)),
            };
            let plan = plans.entry(id.clone()).or_insert_with(|| Plan {
                id: id.clone(),
                kind: SmolStr::new_static(match mention.kind {
                    PlanKind::Numbered => "numbered",
                    PlanKind::Named => "named",
                    PlanKind::Anaphor | PlanKind::Unnamed => "unnamed",
                }),
                ..Plan::default()
            });
            self.complete(plan, mention, document);
            let (role, kind) = match mention.kind {
                PlanKind::Numbered if self.is_short(mention) => ("short-reference", "numbered"),
                PlanKind::Numbered => ("name", "numbered"),
                PlanKind::Named => ("name", "named"),
                PlanKind::Anaphor => ("anaphor", "anaphor"),
                PlanKind::Unnamed => ("anaphor", "unnamed"),
            };
            plan.mentions.push(mention!(
                self.base(b'p', mention.span, mention.rule),
                PlanMention {
                    role: SmolStr::new_static(role),
                    kind: SmolStr::new_static(kind),
                }
            ));
            ids.push(id);
        }
        kb.plans = plans.into_values().collect();
        ids
    }

    /// A number without its symbol.
    fn is_short(&self, mention: &plan::PlanMention) -> bool {
        use crate::extract::identifier::IdentifierKind;
        let identifier = mention.identifier.and_then(|at| self.facts.identifiers.get(at));
        identifier.is_some_and(|identifier| matches!(identifier.kind, IdentifierKind::Short | IdentifierKind::Continuation))
    }

    /// What makes two mentions one plan: the signature with its year, and for a body that every province has, the place.
    fn plan_key(&self, mention: &plan::PlanMention, document: &Document) -> Vec<SmolStr> {
        let identifier = mention.identifier.and_then(|at| self.facts.identifiers.get(at));
        match (mention.kind, identifier) {
            (PlanKind::Numbered, Some(identifier)) => {
                let local = identifier.issuer_name.is_none();
                vec![
                    SmolStr::new_static("numbered"),
                    mention.signature.as_ref().unwrap_or(&identifier.signature).into(),
                    identifier.year.map(|year| year.to_smolstr()).unwrap_or_default(),
                    identifier.type_code.as_deref().unwrap_or_default().into(),
                    if local {
                        document.place.clone().unwrap_or_default()
                    } else {
                        SmolStr::default()
                    },
                ]
            }
            (PlanKind::Named, _) => vec![
                SmolStr::new_static("named"),
                fold_phrase(self.facts.scan.slice(mention.span)).into(),
                document.place.clone().unwrap_or_default(),
            ],
            _ => vec![
                SmolStr::new_static("unnamed"),
                (&*self.doc).into(),
                mention.type_code.as_deref().unwrap_or_default().into(),
            ],
        }
    }

    fn complete(&self, plan: &mut Plan, mention: &plan::PlanMention, document: &Document) {
        let identifier = mention.identifier.and_then(|at| self.facts.identifiers.get(at));
        let text = |span: Option<Span>| span.map(|span| SmolStr::new(self.facts.scan.slice(span)));
        let date = |tokens: &Option<Range<usize>>| {
            let tokens = tokens.as_ref()?;
            let found = touching(&self.facts.dates, |date| &date.tokens, tokens)?;
            found.edtf.map(Edtf::to_text)
        };
        fill(&mut plan.r#type, mention.doc_type.as_deref());
        fill(&mut plan.type_code, mention.type_code.as_deref());
        fill(&mut plan.signature, mention.signature.as_deref());
        fill(&mut plan.period, date(&mention.period));
        fill(&mut plan.horizon, date(&mention.horizon));
        fill(&mut plan.vision, date(&mention.vision));
        fill(&mut plan.place, document.place.clone());
        if mention.kind == PlanKind::Named {
            fill(&mut plan.name, Some(self.facts.scan.slice(mention.span)));
        }
        let issuer_text = text(mention.issuer);
        if let Some(identifier) = identifier {
            fill(&mut plan.number, Some(identifier.number.as_str()));
            fill(&mut plan.issued, self.issued(mention, identifier));
            fill(&mut plan.subject, text(identifier.subject));
            // The year of the signature only: a date of issue stands in `issued`.
            if identifier.year_basis == YearBasis::Explicit {
                fill(&mut plan.year, identifier.year);
                fill(&mut plan.year_basis, plan.year.map(|_| SmolStr::new_static("explicit")));
            }
            let name = issuer_text.clone().or_else(|| identifier.issuer_name.as_deref().map(SmolStr::from));
            if identifier.issuer.is_some() || name.is_some() {
                let issuer = plan.issuer.get_or_insert_with(Issuer::default);
                fill(&mut issuer.code, identifier.issuer.as_deref());
                fill(&mut issuer.name, name);
            }
        } else if issuer_text.is_some() {
            fill(&mut plan.issuer.get_or_insert_with(Issuer::default).name, issuer_text);
        }
    }

    /// When a numbered document was issued: the day or year beside the signature, else the day of the sentence that tells of it
    /// ("Ngày 4/12/2025, UBND thành phố ban hành Kế hoạch 188/KH-UBND").
    fn issued(&self, mention: &plan::PlanMention, identifier: &Identifier) -> Option<SmolStr> {
        let beside = || {
            identifier
                .year
                .filter(|_| identifier.year_basis == YearBasis::Beside)
                .map(|year| year.to_smolstr())
        };
        let told = || {
            let sentence = &self.facts.scan.sentences[self.facts.scan.sentence_of(mention.tokens.start)];
            let (_, dates) = beginning(&self.facts.dates, |date| date.tokens.start, sentence);
            let day = dates
                .iter()
                .find(|date| date.role_rule == role_rule::ISSUED && date.tokens.end <= mention.tokens.start);
            day.and_then(|date| date.edtf).map(Edtf::to_text)
        };
        identifier.issued.as_deref().map(SmolStr::from).or_else(beside).or_else(told)
    }

    /// Unites the document's mentions of clusters; gives the entity of each mention.
    fn clusters(&self, kb: &mut KnowledgeBase) -> Vec<SmolStr> {
        let mut ids = Vec::with_capacity(self.facts.clusters.len());
        let mut clusters: BTreeMap<SmolStr, Cluster> = BTreeMap::new();
        for mention in &self.facts.clusters {
            let id = key_id(b'c', [mention.key().as_str()]);
            let cluster = clusters.entry(id.clone()).or_insert_with(|| self.cluster(&id, mention));
            fill(&mut cluster.extension, mention.extension.as_deref());
            fill(&mut cluster.commune, self.place_ref(&mention.commune));
            fill(&mut cluster.area, self.area(mention));
            fill(
                &mut cluster.developer,
                mention.developer.as_ref().map(|tokens| self.surface(tokens)),
            );
            cluster.mentions.push(mention!(
                self.base(b'c', mention.span, mention.rule),
                EntityMention {
                    role: SmolStr::new_static("name")
                }
            ));
            ids.push(id);
        }
        kb.clusters = clusters.into_values().collect();
        ids
    }

    fn cluster(&self, id: &str, mention: &ClusterMention) -> Cluster {
        Cluster {
            id: id.into(),
            name: mention.name.as_str().into(),
            kind: SmolStr::new_static(mention.kind.name()),
            phase: mention.phase.as_deref().map(SmolStr::from),
            district: self.place_ref(&mention.district),
            province: self.place_ref(&mention.province),
            ..Cluster::default()
        }
    }

    fn place_ref(&self, place: &Option<ClusterPlace>) -> Option<PlaceRef> {
        place.as_ref().map(|place| PlaceRef {
            name: place.name.as_str().into(),
            r#type: place.kind.map(|kind| SmolStr::new_static(kind.word())),
            place: place.unit.map(|unit| self.lexicon.gazetteer.place_id(unit).into()),
        })
    }

    fn area(&self, mention: &ClusterMention) -> Option<Bounds> {
        let tokens = mention.area.as_ref()?;
        let quantity = touching(&self.facts.quantities, |quantity| &quantity.tokens, tokens)?;
        Some(Bounds {
            low: quantity.low.map(Number),
            high: quantity.high.map(Number),
            unit: quantity.unit.into(),
        })
    }

    fn places(&self, kb: &mut KnowledgeBase) {
        let gazetteer = &self.lexicon.gazetteer;
        let mut places: BTreeMap<&str, Place> = BTreeMap::new();
        for mention in &self.facts.places {
            let Some(unit) = mention.unit else { continue };
            let id = gazetteer.place_id(unit);
            let row = gazetteer.unit(unit);
            let place = places.entry(id).or_insert_with(|| Place {
                id: id.into(),
                name: row.name.into(),
                r#type: Some(SmolStr::new_static(row.kind.word())),
                level: SmolStr::new_static(row.level.name()),
                code: Some(row.code().into()),
                parent: row.parent.map(|parent| gazetteer.place_id(parent).into()),
                successors: gazetteer
                    .successors(unit)
                    .iter()
                    .map(|&unit| gazetteer.place_id(unit).into())
                    .collect(),
                mentions: Vec::new(),
            });
            place.mentions.push(mention!(
                self.base(b'l', mention.span, mention.rule),
                EntityMention {
                    role: SmolStr::new_static("name")
                }
            ));
        }
        kb.places = places.into_values().collect();
    }

    /// Unites the document's mentions of bodies and companies, with the tasks they are given.
    fn organisations(&self, kb: &mut KnowledgeBase) {
        let mut bodies: BTreeMap<SmolStr, Organisation> = BTreeMap::new();
        let mut ids: Vec<SmolStr> = Vec::with_capacity(self.facts.organisations.len());
        // Most bodies are mentioned again under the same name, which need not be folded and hashed again.
        let mut known: BTreeMap<(&str, &str, Option<UnitId>), SmolStr> = BTreeMap::new();
        for mention in &self.facts.organisations {
            let place = mention.place.map(|unit| self.lexicon.gazetteer.place_id(unit));
            let id = known
                .entry((&mention.kind, &mention.name, mention.place))
                .or_insert_with(|| {
                    let key = [mention.kind.as_str(), &fold_phrase(&mention.name), place.unwrap_or("")];
                    key_id(b'o', key)
                })
                .clone();
            let body = bodies.entry(id.clone()).or_insert_with(|| Organisation {
                id: id.clone(),
                name: mention.name.as_str().into(),
                kind: mention.kind.clone(),
                level: mention.level.map(SmolStr::new_static),
                place: place.map(SmolStr::from),
                ..Organisation::default()
            });
            body.mentions.push(mention!(
                self.base(b'o', mention.span, mention.rule),
                EntityMention {
                    role: SmolStr::new_static("name")
                }
            ));
            ids.push(id);
        }
        for duty in &self.facts.duties {
            if let Some(body) = ids.get(duty.organisation).and_then(|id| bodies.get_mut(id)) {
                let cue = Some(self.surface(&duty.cue)).filter(|cue| !cue.is_empty());
                body.duties.push(mention!(self.base(b'u', duty.span, duty.rule), Duty { cue: cue }));
            }
        }
        kb.organisations = bodies.into_values().collect();
    }

    /// What happened to clusters, on the entities; the date is the one in the event's clause.
    fn events(&self, kb: &mut KnowledgeBase, context: &ClaimContext) {
        for event in &self.facts.events {
            let (_, dates) = beginning(&self.facts.dates, |date| date.tokens.start, &event.clause);
            let date = dates.iter().find(|date| date.edtf.is_some());
            let (from, quantities) = beginning(&self.facts.quantities, |quantity| quantity.tokens.start, &event.clause);
            let claimed = self.claims.first(from..from + quantities.len());
            // A clause without a time of its own happens in the time of its claim.
            let period = claimed
                .map(|at| &self.facts.claims.claims[at].period)
                .filter(|period| period.date.is_some());
            let mut ids: Vec<&SmolStr> = event.clusters.iter().filter_map(|&at| context.cluster_ids.get(at)).collect();
            ids.sort();
            ids.dedup();
            for id in ids {
                let Ok(at) = kb.clusters.binary_search_by(|cluster| cluster.id.cmp(id)) else {
                    continue;
                };
                let mut base = self.base(b'e', event.span, event.rule);
                // One clause may tell of several clusters.
                base.id = format_smolstr!("{}:{}:{}", base.id, event.event, id.trim_start_matches("c:")).into();
                kb.clusters[at].events.push(mention!(
                    base,
                    Event {
                        event: event.event.as_str().into(),
                        polarity: SmolStr::new_static(if event.happened || event.planned { "+" } else { "-" }),
                        edtf: date
                            .and_then(|date| date.edtf)
                            .map(Edtf::to_text)
                            .or_else(|| period.and_then(|period| period.edtf.clone())),
                        basis: date
                            .map_or_else(|| period.map_or("none", |period| period.basis.as_str()), |date| date.basis.as_str())
                            .into(),
                        modality: SmolStr::new_static(if event.planned { "expect" } else { "realised" }),
                        claim: claimed.map(|at| self.claim_id(at, &kb.quantities)),
                    }
                ));
            }
        }
    }

    /// The body that stands as the subject before a claim's cue or number, as written.
    fn actor(&self, claim: &claim::Claim, number: usize, sentence: &Range<usize>) -> Option<SmolStr> {
        let before = claim.cue.as_ref().map_or(number, |cue| cue.start.min(number));
        let (_, bodies) = beginning(&self.facts.organisations, |body| body.tokens.start, sentence);
        let mut bodies = bodies.iter().filter(|body| body.tokens.end <= before);
        bodies.next_back().map(|body| self.facts.scan.slice(body.span).into())
    }

    /// The time the text speaks from: its publication, else the latest period that it reports on.
    fn reference_time(&self, document: &mut Document) {
        if document.reference_time.is_some() {
            return;
        }
        use crate::extract::date::Role;
        let reported = self
            .facts
            .dates
            .iter()
            .filter(|date| matches!(date.role, Role::EventTime | Role::ActualPeriod | Role::DataCutoff));
        let last = reported
            .filter_map(|date| Some((date.latest?, date.edtf?)))
            .max_by_key(|(latest, edtf)| (*latest, edtf.to_text()));
        let promised = || {
            self.facts
                .dates
                .iter()
                .find(|date| date.role == Role::TargetPeriod && date.edtf.is_some())
                .and_then(|date| date.edtf)
        };
        document.reference_time = last
            .map(|(_, edtf)| format!("{edtf}/..").replace("../", "").into())
            .or_else(|| promised().map(Edtf::to_text))
            .map(|edtf| Dated {
                edtf: Some(edtf),
                basis: SmolStr::new_static("inherited"),
            });
    }

    /// A claim has the place of its quantity for its id.
    fn claim_id(&self, at: usize, quantities: &[Quantity]) -> MentionId {
        let claim = &self.facts.claims.claims[at];
        let kind = if claim.promised { b't' } else { b'a' };
        let quantity = &quantities[claim.quantity];
        self.id_of(kind, (quantity.start, quantity.end))
    }

    fn claim(&self, at: usize, kb: &KnowledgeBase, context: &ClaimContext) -> Claim {
        let claim = &self.facts.claims.claims[at];
        let quantity = &kb.quantities[claim.quantity];
        let number = self.facts.quantities[claim.quantity].tokens.start;
        let sentence = &self.facts.scan.sentences[self.facts.scan.sentence_of(number)];
        let place = self.claim_place(claim, number, sentence).or_else(|| context.place.clone());
        let clause = self.span(&claim.clause);
        let base = self.base_at(self.claim_id(at, &kb.quantities), clause, self.points(clause), claim.rule);
        mention!(
            base,
            Claim {
                kind: SmolStr::new_static(if claim.promised { "target" } else { "actual" }),
                quantity: quantity.id.clone(),
                low: quantity.low,
                high: quantity.high,
                unit: quantity.unit.clone(),
                approximate: quantity.approximate.clone(),
                subject: claim.about.subject.as_ref().map(|tokens| Subject {
                    surface: self.surface(tokens),
                    head: claim.about.key.clone(),
                }),
                action: claim.about.class.as_ref().map(|class| Action {
                    surface: claim.about.action.as_ref().map(|tokens| self.surface(tokens)).unwrap_or_default(),
                    class: class.clone(),
                }),
                indicator: claim.about.indicator.clone(),
                modality: Modality {
                    cue: claim.cue.as_ref().map(|tokens| self.surface(tokens)),
                    class: SmolStr::new_static(claim.class),
                },
                period: Period {
                    edtf: claim.period.edtf.clone(),
                    relation: SmolStr::new_static(claim.period.relation.name()),
                    basis: SmolStr::new_static(claim.period.basis.as_str()),
                    date: claim.period.date.map(|date| kb.dates[date].id.clone()),
                },
                place: place,
                plan: if claim.promised { self.claim_plan(claim, context) } else { None },
                actor: self.actor(claim, number, sentence),
                cohort: claim.cohort.as_ref().map(|cohort| Cohort {
                    surface: self.surface(&cohort.tokens),
                    event: cohort.event.clone(),
                    edtf: cohort.date.and_then(|date| self.facts.dates[date].edtf).map(Edtf::to_text),
                }),
                of_total: claim.of_total.map(|total| {
                    let whole = &kb.quantities[total];
                    let claimed = self.claims.first(total..total + 1);
                    OfTotal {
                        low: whole.low,
                        high: whole.high,
                        claim: claimed.map(|at| self.claim_id(at, &kb.quantities)),
                    }
                }),
                baseline: claim.baseline.map(|date| Baseline {
                    edtf: self.facts.dates[date].edtf.map(Edtf::to_text),
                }),
                direction: claim.about.direction.map(SmolStr::new_static),
                threshold: claim.threshold.map(|at| {
                    let bound = &kb.quantities[at];
                    Bounds {
                        low: bound.low,
                        high: bound.high,
                        unit: bound.unit.clone(),
                    }
                }),
                condition: claim.condition.as_ref().map(|tokens| self.surface(tokens)),
                clusters: claim.clusters.iter().map(|&at| context.cluster_ids[at].clone()).collect(),
                same_as: claim.same_as.map(|at| self.claim_id(at, &kb.quantities)),
            }
        )
    }

    /// The place that the claim's own sentence names before the number.
    fn claim_place(&self, claim: &claim::Claim, number: usize, sentence: &Range<usize>) -> Option<SmolStr> {
        let (_, places) = beginning(&self.facts.places, |place| place.tokens.start, sentence);
        let mut before = places
            .iter()
            .filter(|place| place.tokens.end <= number)
            .filter_map(|place| place.unit);
        // "A, B và C lần lượt đạt …": the numbers take their places in order.
        let unit = match claim.respective {
            Some((turn, count, _)) if before.clone().count() == count => before.nth(turn),
            _ => before.next_back(),
        };
        unit.map(|unit| self.lexicon.gazetteer.place_id(unit).into())
    }

    /// The plan that the claim's own sentence names, else the one the document is about.
    fn claim_plan(&self, claim: &claim::Claim, context: &ClaimContext) -> Option<SmolStr> {
        if self.facts.plans.is_empty() {
            return None;
        }
        let sentence = &self.facts.scan.sentences[self.facts.scan.sentence_of(claim.clause.start)];
        let (from, plans) = beginning(&self.facts.plans, |plan| plan.tokens.start, sentence);
        let named = plans
            .iter()
            .position(|plan| plan.tokens.end <= claim.clause.start.max(sentence.start + 1));
        named.map(|at| context.plan_ids[from + at].clone()).or_else(|| context.plan.clone())
    }

    fn milestone(&self, milestone: &claim::Milestone, kb: &KnowledgeBase, context: &ClaimContext) -> Milestone {
        let date = &kb.dates[milestone.date];
        mention!(
            self.base(b'm', self.span(&milestone.tokens), milestone.rule),
            Milestone {
                action: milestone.class.as_ref().map(|class| Action {
                    surface: milestone.action.as_ref().map(|tokens| self.surface(tokens)).unwrap_or_default(),
                    class: class.clone(),
                }),
                deadline: date.edtf.as_ref().map(|edtf| edtf.trim_start_matches("../").into()),
                relation: SmolStr::new_static(milestone.relation.name()),
                date: Some(date.id.clone()),
                basis: date.basis.clone(),
                plan: context.plan.clone(),
                place: context.place.clone(),
                kind: SmolStr::new_static(if milestone.promised { "target" } else { "actual" }),
            }
        )
    }
}

/// What claims take from the document.
struct ClaimContext {
    place: Option<SmolStr>,
    plan: Option<SmolStr>,
    plan_ids: Vec<SmolStr>,
    cluster_ids: Vec<SmolStr>,
}

/// Sets what is not known yet.
fn fill<T>(slot: &mut Option<T>, value: Option<impl Into<T>>) {
    if slot.is_none() {
        *slot = value.map(Into::into);
    }
}
