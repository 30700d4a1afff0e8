//! The facts of documents, recogniser by recogniser.

use super::claim::{self, Claims};
use super::cluster::{self, ClusterEvent, ClusterMention};
use super::date::{self, Date, DateContext, Edtf, Role, role_rule};
use super::identifier::{self, Identifier};
use super::organisation::{self, Duty, Organisation};
use super::place::{self, PlaceContext, PlaceMention, Setting};
use super::plan::{self, PlanKind, PlanMention};
use super::quantity::{self, OtherNumber, Quantity};
use super::scan::{Scan, Scanner};
use crate::lexicon::Lexicon;
use crate::page::Page;

/// The facts of one document, still as tokens of its scan; indices point from one list into another.
#[derive(Debug)]
pub struct Facts<'a> {
    /// The scan.
    pub scan: Scan<'a>,
    /// When the document was published, as EDTF.
    pub published: Option<&'a str>,
    /// Temporal expressions.
    pub dates: Vec<Date>,
    /// Quantities.
    pub quantities: Vec<Quantity<'a>>,
    /// Numbers that measure nothing.
    pub others: Vec<OtherNumber<'a>>,
    /// Identifiers of documents.
    pub identifiers: Vec<Identifier>,
    /// Mentions of plans.
    pub plans: Vec<PlanMention>,
    /// Mentions of clusters.
    pub clusters: Vec<ClusterMention>,
    /// Events of clusters.
    pub events: Vec<ClusterEvent>,
    /// Mentions of bodies and companies.
    pub organisations: Vec<Organisation>,
    /// Tasks they are given.
    pub duties: Vec<Duty>,
    /// What the document's place names stand for.
    pub setting: PlaceContext,
    /// Mentions of places.
    pub places: Vec<PlaceMention<'a>>,
    /// Claims and milestones.
    pub claims: Claims,
}

/// A recogniser: adds to the facts of a document what it finds there.
#[derive(Clone, Copy, Debug)]
pub struct Stage {
    /// What it finds.
    pub name: &'static str,
    find: for<'f, 'a> fn(&'f mut Facts<'a>),
}

impl Stage {
    /// Finds it in one document. The stages before must have been run on it.
    pub fn run(&self, facts: &mut Facts<'_>) {
        (self.find)(facts);
    }
}

/// The recognisers in the one order in which each finds what it needs: identifiers before dates, since their numbers look like
/// dates; both before quantities; claims last, since they join them all.
pub const STAGES: [Stage; 9] = [
    Stage {
        name: "identifiers",
        find: |facts| facts.identifiers = identifier::identifiers(&mut facts.scan),
    },
    Stage {
        name: "dates",
        find: |facts| {
            let context = DateContext { published: facts.day() };
            facts.dates = date::dates(&mut facts.scan, &context);
        },
    },
    Stage {
        name: "place names",
        find: |facts| {
            let setting = Setting {
                date: facts.day(),
                province: None,
            };
            facts.setting = PlaceContext::survey(&mut facts.scan, setting);
        },
    },
    Stage {
        name: "clusters",
        find: |facts| {
            facts.clusters = cluster::clusters(&mut facts.scan, &facts.setting);
            facts.events = cluster::events(&facts.scan, &facts.clusters);
        },
    },
    Stage {
        name: "quantities",
        find: |facts| {
            (facts.quantities, facts.others) = quantity::quantities(&mut facts.scan);
            facts.others.extend(quantity::account_for_owned(&facts.scan));
            facts.others.sort_by_key(|other| other.span);
        },
    },
    Stage {
        name: "plans",
        find: |facts| {
            facts.plans = plan::plans(&mut facts.scan, &facts.identifiers);
            plan_roles(&facts.plans, &facts.identifiers, &mut facts.dates);
        },
    },
    Stage {
        name: "places",
        find: |facts| {
            let taken: Vec<_> = facts.clusters.iter().map(|cluster| cluster.tokens.clone()).collect();
            facts.places = place::places(&facts.scan, &facts.setting, &taken);
        },
    },
    Stage {
        name: "organisations",
        find: |facts| {
            facts.organisations = organisation::organisations(&facts.scan, &facts.setting);
            facts.duties = organisation::duties(&facts.scan, &facts.organisations);
        },
    },
    Stage {
        name: "claims",
        find: |facts| {
            facts.claims = claim::claims(
                &facts.scan,
                &facts.quantities,
                &mut facts.dates,
                &facts.clusters,
                &facts.plans,
                facts.published,
            );
        },
    },
];

/// Finds the facts of `pages`, in their order. Each recogniser goes over all pages before the next one starts: what it needs of
/// code and tables is then still at hand, which is worth a tenth of the time.
pub fn facts<'a>(pages: impl IntoIterator<Item = &'a Page>, lexicon: &'a Lexicon, scanner: &mut Scanner<'_>) -> Vec<Facts<'a>> {
    let pages = pages.into_iter();
    let mut all: Vec<Facts<'a>> = pages.map(|page| Facts::new(page, lexicon, scanner)).collect();
    for stage in STAGES {
        all.iter_mut().for_each(stage.find);
    }
    all
}

impl<'a> Facts<'a> {
    /// A page scanned, with nothing found yet.
    pub fn new(page: &'a Page, lexicon: &'a Lexicon, scanner: &mut Scanner<'_>) -> Self {
        Self {
            scan: scanner.scan(&page.text, &page.blocks, lexicon),
            published: page.metadata.published.as_ref().map(|dated| dated.edtf.as_str()),
            dates: Vec::new(),
            quantities: Vec::new(),
            others: Vec::new(),
            identifiers: Vec::new(),
            plans: Vec::new(),
            clusters: Vec::new(),
            events: Vec::new(),
            organisations: Vec::new(),
            duties: Vec::new(),
            setting: PlaceContext::default(),
            places: Vec::new(),
            claims: Claims::default(),
        }
    }

    /// The day of publication, where it is known so exactly.
    fn day(&self) -> Option<jiff::civil::Date> {
        self.published.and_then(|edtf| edtf.parse().ok())
    }
}

/// Dates inside the name or subject of a plan say when the plan is for.
fn plan_roles(plans: &[PlanMention], identifiers: &[Identifier], dates: &mut [Date]) {
    for plan in plans
        .iter()
        .filter(|plan| matches!(plan.kind, PlanKind::Named | PlanKind::Numbered))
    {
        let subject = plan
            .identifier
            .and_then(|at| identifiers.get(at))
            .and_then(|id| id.subject_tokens.as_ref());
        let end = subject.map_or(plan.tokens.end, |subject| subject.end.max(plan.tokens.end));
        let from = dates.partition_point(|date| date.tokens.start < plan.tokens.start);
        for date in dates.iter_mut().skip(from).take_while(|date| date.tokens.start < end) {
            if matches!(date.role, Role::IssueDate | Role::PlanVision | Role::Baseline) {
                continue;
            }
            date.role = match date.edtf {
                Some(Edtf::Until(_)) => Role::PlanHorizon,
                _ => Role::PlanPeriod,
            };
            date.role_rule = role_rule::IN_PLAN_NAME;
        }
    }
}
