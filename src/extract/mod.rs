//! From tokens to facts: one recogniser a type, each on the one scan of the text.

pub mod claim;
pub mod cluster;
pub mod date;
pub mod decimal;
pub mod identifier;
pub mod number;
pub mod organisation;
pub mod place;
pub mod plan;
pub mod quantity;
pub mod scan;

use claim::Claims;
use cluster::{ClusterEvent, ClusterMention};
use date::{Date, DateContext, Edtf, Role, role_rule};
use identifier::Identifier;
use organisation::{Duty, Organisation};
use place::{PlaceContext, PlaceMention, Setting};
use plan::{PlanKind, PlanMention};
use quantity::{OtherNumber, Quantity};
use scan::{Scan, Scanner};

use crate::lexicon::Lexicon;
use crate::page::Page;

/// The facts of one document, still as tokens of its scan; indices point from one list into another.
#[derive(Debug)]
pub struct Facts<'a> {
    /// The scan.
    pub scan: Scan<'a>,
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
    pub places: Vec<PlaceMention>,
    /// Claims and milestones.
    pub claims: Claims,
}

/// Runs the recognisers over a page, in the one order in which each finds what it needs: identifiers before dates, since their
/// numbers look like dates; both before quantities; claims last, since they join them all.
pub fn facts<'a>(page: &'a Page, lexicon: &'a Lexicon, scanner: &mut Scanner<'_>) -> Facts<'a> {
    let mut scan = scanner.scan(&page.text, &page.blocks, lexicon);
    let published = page.metadata.published.as_ref().map(|dated| dated.edtf.as_str());
    let day = published.and_then(|edtf| edtf.parse().ok());
    let identifiers = identifier::identifiers(&mut scan);
    let mut dates = date::dates(&mut scan, &DateContext { published: day });
    let setting = PlaceContext::survey(&mut scan, Setting { date: day, province: None });
    let clusters = cluster::clusters(&mut scan, &setting);
    let (quantities, mut others) = quantity::quantities(&mut scan);
    others.extend(quantity::account_for_owned(&scan));
    others.sort_by_key(|other| other.span);
    let plans = plan::plans(&mut scan, &identifiers);
    plan_roles(&plans, &identifiers, &mut dates);
    let taken: Vec<_> = clusters.iter().map(|cluster| cluster.tokens.clone()).collect();
    let places = place::places(&scan, &setting, &taken);
    let events = cluster::events(&scan, &clusters);
    let organisations = organisation::organisations(&scan, &setting);
    let duties = organisation::duties(&scan, &organisations);
    let claims = claim::claims(&scan, &quantities, &mut dates, &clusters, &plans, published);
    Facts {
        scan,
        dates,
        quantities,
        others,
        identifiers,
        plans,
        clusters,
        events,
        organisations,
        duties,
        setting,
        places,
        claims,
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
