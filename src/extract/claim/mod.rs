//! Claims: what is promised and what is reported of a quantity.
//!
//! A number becomes a claim when something is said of a thing that is counted or measured. The governing cue decides
//! between promise and report, the governing temporal expression dates it; both may come from the sentence before, and
//! the claim says so (`basis`).

mod clause;
mod govern;
mod indicator;
mod inherit;
mod link;
mod milestone;
mod parts;
mod period;
mod say;
mod silence;
mod terms;
#[cfg(test)]
mod tests;
mod when;

use std::ops::Range;

use smol_str::{SmolStr, ToSmolStr, format_smolstr};

use crate::extract::cluster::ClusterMention;
use crate::extract::date::{Basis, Date, Edtf, Point, Role};
use crate::extract::decimal::Decimal;
use crate::extract::plan::PlanMention;
use crate::extract::quantity::Quantity;
use crate::extract::scan::Scan;
use crate::lexicon::{Category, CueKind};
use crate::page::Role as BlockRole;
use clause::Clauses;
use govern::{Cues, Governor};
pub use indicator::About;
use indicator::Topic;
pub use milestone::Milestone;
use parts::{Asked, Holds};
use period::Dating;
use when::Said;

/// How a period relates to its claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// Done in the period.
    Within,
    /// Reached by its end.
    By,
    /// Holds at that time.
    AsOf,
    /// So much each period.
    Rate,
    /// No period.
    Unknown,
}

impl Relation {
    /// As written in the model.
    pub fn name(self) -> &'static str {
        match self {
            Self::Within => "within",
            Self::By => "by",
            Self::AsOf => "as-of",
            Self::Rate => "rate",
            Self::Unknown => "unknown",
        }
    }
}

/// When a claim holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// EDTF.
    pub edtf: Option<SmolStr>,
    /// Relation to the claim.
    pub relation: Relation,
    /// How it is known.
    pub basis: Basis,
    /// Index of the temporal expression.
    pub date: Option<usize>,
}

impl Period {
    /// Length of a day in EDTF.
    const DAY: usize = "2024-01-31".len();

    /// A closed stretch of one year: what an article goes on to report of, paragraph by paragraph.
    fn is_of_one_year(&self) -> bool {
        self.edtf.as_deref().is_some_and(|edtf| {
            let (from, to) = edtf.split_once('/').unwrap_or((edtf, edtf));
            from.get(..4) == to.get(..4) && from.len() < Self::DAY && to.len() < Self::DAY
        })
    }

    /// One day.
    fn is_day(&self) -> bool {
        let day = |edtf: &str| edtf.len() == Self::DAY && !edtf.contains('/');
        self.edtf.as_deref().is_some_and(day)
    }
}

/// A group told by an event and its time.
#[derive(Clone, Debug)]
pub struct Cohort {
    /// Tokens of the description.
    pub tokens: Range<usize>,
    /// Event.
    pub event: SmolStr,
    /// Index of the temporal expression.
    pub date: Option<usize>,
}

/// A claim; indices point into the lists that [`claims`] was given.
#[derive(Clone, Debug)]
pub struct Claim {
    /// A promise, not a report.
    pub promised: bool,
    /// The quantity.
    pub quantity: usize,
    /// Tokens of the clause.
    pub clause: Range<usize>,
    /// What it is about.
    pub about: About,
    /// Tokens of the cue.
    pub cue: Option<Range<usize>>,
    /// Class of modality.
    pub class: &'static str,
    /// When it holds.
    pub period: Period,
    /// The group it is counted in.
    pub cohort: Option<Cohort>,
    /// The quantity that is the whole of which this is a part.
    pub of_total: Option<usize>,
    /// Index of the temporal expression it is compared with.
    pub baseline: Option<usize>,
    /// The quantity that bounds what is counted.
    pub threshold: Option<usize>,
    /// Tokens of a standard to be met.
    pub condition: Option<Range<usize>>,
    /// Indices of clusters it is said of.
    pub clusters: Vec<usize>,
    /// Index of an earlier claim that says the same.
    pub same_as: Option<usize>,
    /// Under "lần lượt": place in the list of numbers, length of the list, and the token of the word.
    pub respective: Option<(usize, usize, usize)>,
    /// Rule that decided promise or report.
    pub rule: &'static str,
}

/// A quantity that became no claim, and what was missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Silent {
    /// The quantity.
    pub quantity: usize,
    /// `duration`, `task-count`, `denominator`, `threshold`, `reference`, `article`, `whole`, `norm`, `scenario`,
    /// `no-value`, `name`.
    pub reason: &'static str,
}

/// What [`claims`] finds.
#[derive(Clone, Debug, Default)]
pub struct Claims {
    /// Claims in text order of their quantities.
    pub claims: Vec<Claim>,
    /// Quantities that are no claim.
    pub silent: Vec<Silent>,
    /// Deadlines without a number.
    pub milestones: Vec<Milestone>,
}

/// What one sentence leaves to the next.
#[derive(Clone, Debug, Default)]
struct Carry {
    /// The governor of the last claim and the sentence it stood in.
    governor: Option<(Governor, usize)>,
    /// The governor of the last claim of the sentence before.
    previous: Option<Governor>,
    /// Index of the expression that dates promises of this section, and its paragraph.
    promised: Option<(usize, usize)>,
    /// Index of the period in the name of the last plan spoken of.
    plan: Option<usize>,
    /// Period of the last report of this paragraph.
    reported: Option<Period>,
    /// Period of the last report of an earlier paragraph, unless it was a day.
    section: Option<Period>,
    /// The time of something told without a number, and its sentence.
    told: Option<(Period, usize)>,
    /// The paragraph in which a plan was last spoken of.
    of_plan: Option<usize>,
    /// Number of the paragraph.
    paragraph: usize,
    /// Claims of the last sentence whose quantities are wholes for parts that follow ("Trong đó").
    wholes: Vec<usize>,
    /// First claim of the sentence being read.
    sentence: usize,
    topic: Topic,
    /// A heading that ended in a colon set the aims listed below it.
    listing: bool,
}

/// More numbers, segments or cues than most sentences have: lists of them are made once and need not grow.
const MANY: usize = 16;

/// Finds the claims of a document.
///
/// `dates` keep their lexical roles; the roles that follow from claims are set here. `plans` are in text order; `published` is
/// the document's day.
pub fn claims(
    scan: &Scan<'_>,
    quantities: &[Quantity<'_>],
    dates: &mut [Date],
    clusters: &[ClusterMention],
    plans: &[PlanMention],
    published: Option<&str>,
) -> Claims {
    let mut out = Claims {
        claims: Vec::with_capacity(quantities.len()),
        silent: Vec::with_capacity(quantities.len()),
        milestones: Vec::new(),
    };
    let mut carry = Carry::default();
    let (mut clauses, mut cues) = (Clauses::new(), Cues::new());
    let (mut taken, mut asked) = (Vec::with_capacity(MANY), Vec::with_capacity(MANY));
    let (mut next_quantity, mut next_date) = (0, 0);
    let present = present(dates, published);
    for (index, sentence) in scan.sentences.iter().enumerate() {
        let first = next_quantity;
        while quantities
            .get(next_quantity)
            .is_some_and(|quantity| quantity.tokens.start < sentence.end)
        {
            next_quantity += 1;
        }
        let from = next_date;
        while dates.get(next_date).is_some_and(|date| date.tokens.start < sentence.end) {
            next_date += 1;
        }
        let paragraph = scan.tokens[sentence.start].starts_line();
        if paragraph {
            carry.paragraph += 1;
            if !is_joined(scan, sentence) {
                let reported = carry.reported.take();
                carry.section = reported.filter(Period::is_of_one_year).or(carry.section.take());
            }
            carry.listing &= is_item(scan, sentence);
        }
        if first == next_quantity && from == next_date {
            carry.listing |= announces(scan, sentence);
            continue;
        }
        let last = |date: &Date| period::is_of_plan(date) && date.edtf.is_some();
        if let Some(found) = dates[from..next_date].iter().rposition(last) {
            carry.plan = Some(from + found);
        }
        if carry.plan.is_some() && carry.of_plan != Some(carry.paragraph) && speaks_of_plan(scan, sentence) {
            carry.of_plan = Some(carry.paragraph);
        }
        // Without a number, only a time that can date a milestone or what follows matters.
        let dates_something = |date: &Date| period::eligible(date) && !matches!(date.role, Role::DataCutoff | Role::ReferenceTime);
        if first == next_quantity && !dates[from..next_date].iter().any(dates_something) {
            carry.listing |= announces(scan, sentence);
            continue;
        }
        if first == next_quantity && !milestone::may_tell(scan, sentence, &dates[from..next_date]) {
            carry.told = inherit::told(dates, from..next_date).map(|period| (period, index));
            carry.listing |= announces(scan, sentence);
            continue;
        }
        clauses.split(scan, sentence);
        taken.clear();
        taken.extend(quantities[first..next_quantity].iter().map(|quantity| quantity.tokens.clone()));
        cues.read(scan, &clauses, &taken, plans);
        asked.clear();
        let mut context = Sentence {
            scan,
            clauses: &clauses,
            cues: &cues,
            taken: &taken,
            holds: Holds::of(scan, sentence.clone()),
            tokens: sentence.clone(),
            index,
            paragraph,
            joined: is_joined(scan, sentence),
            quantities,
            numbers: first..next_quantity,
            asked,
            dates: from..next_date,
            clusters,
            plans,
            published,
            present: present.as_deref(),
            of_plan: carry.plan.is_some(),
        };
        let before = out.claims.len();
        context.ask();
        context.claims(dates, &mut carry, &mut out);
        if out.claims.len() == before {
            carry.told = inherit::told(dates, from..next_date).map(|period| (period, index));
        }
        milestone::milestones(&context, dates, &mut out);
        asked = context.asked;
        carry.listing |= announces(scan, sentence);
    }
    link::same(&mut out.claims, quantities);
    out
}

/// The day of publication, else the last day or month that the text names in full for something told.
fn present(dates: &[Date], published: Option<&str>) -> Option<SmolStr> {
    let told = |date: &&Date| {
        date.basis == Basis::Explicit
            && matches!(
                date.role,
                Role::EventTime | Role::IssueDate | Role::DataCutoff | Role::Publication | Role::ActualPeriod
            )
            && match date.edtf {
                Some(Edtf::At(point)) => matches!(point, Point::Day(_) | Point::Month(..)),
                Some(Edtf::Until(point)) => matches!(point, Point::Day(_) | Point::Month(..)) && date.role == Role::DataCutoff,
                _ => false,
            }
    };
    let last = || dates.iter().filter(told).filter_map(|date| date.latest).max();
    published.map(SmolStr::new).or_else(|| last().map(|day| day.to_smolstr()))
}

/// A sentence with everything its claims may need.
struct Sentence<'s> {
    pub scan: &'s Scan<'s>,
    clauses: &'s Clauses,
    cues: &'s Cues,
    /// Tokens of its numbers, in order.
    taken: &'s [Range<usize>],
    holds: Holds,
    pub tokens: Range<usize>,
    pub index: usize,
    pub paragraph: bool,
    /// It opens with a word that joins it to the one before.
    pub joined: bool,
    pub quantities: &'s [Quantity<'s>],
    /// Indices of its quantities.
    pub numbers: Range<usize>,
    /// What is asked of each of them more than once.
    asked: Vec<Asked>,
    /// Indices of its dates.
    pub dates: Range<usize>,
    pub clusters: &'s [ClusterMention],
    pub plans: &'s [PlanMention],
    pub published: Option<&'s str>,
    /// The day the text speaks from, where a day of it is known.
    pub present: Option<&'s str>,
    /// A plan with a period was named before.
    pub of_plan: bool,
}

impl Sentence<'_> {
    /// What was asked of quantity `index`, one of the sentence's own.
    fn asked(&self, index: usize) -> Asked {
        self.asked[index - self.numbers.start]
    }

    fn claims(&self, dates: &mut [Date], carry: &mut Carry, out: &mut Claims) {
        let taken = &self.taken;
        carry.previous = carry
            .governor
            .as_ref()
            .filter(|(_, sentence)| sentence + 1 == self.index)
            .map(|(governor, _)| governor.clone());
        let parts_follow = self.opens_with_part();
        let first_claim = out.claims.len();
        if !parts_follow {
            carry.sentence = first_claim;
        }
        for index in self.numbers.clone() {
            let quantity = &self.quantities[index];
            if let Some(reason) = self.silent(index) {
                if reason == "reference" {
                    self.take_up(quantity, &out.claims, carry);
                }
                out.silent.push(Silent { quantity: index, reason });
                continue;
            }
            let own = govern::governor(self.scan, self.clauses, self.cues, &quantity.tokens, &quantity.phrase, taken);
            let dating = period::governing(
                self.scan,
                self.clauses,
                &quantity.tokens,
                &quantity.phrase,
                dates,
                &self.dates,
                taken,
            );
            let date = match dating {
                Dating::Date(date) => Some(date),
                _ => None,
            };
            let (governor, reached) = self.settle(own, quantity, date, carry, dates);
            match governor.kind {
                CueKind::Norm | CueKind::Hypothetical => {
                    out.silent.push(Silent {
                        quantity: index,
                        reason: governor.class,
                    });
                    continue;
                }
                _ => {}
            }
            let promised = governor.kind == CueKind::Target;
            let threshold = self.asked(index).threshold;
            let last = out.claims.last().map(|claim| &claim.about);
            let mut about = indicator::about(self.scan, self.clauses, quantity, promised, threshold.is_some(), &carry.topic, last);
            let class = self.class(&governor, &about, date.is_some(), quantity);
            let of_total = self
                .asked(index)
                .of_total
                .or_else(|| self.part_of(index, &about, parts_follow, carry, &out.claims, dates));
            // A part without a cue is reported as its whole is.
            let whole = of_total.filter(|_| governor.cue.is_none() && class == "state" && !promised);
            let class = whole
                .and_then(|whole| {
                    out.claims
                        .iter()
                        .rev()
                        .take(12)
                        .find(|claim| claim.quantity == whole && !claim.promised)
                })
                .map_or(class, |claim| claim.class);
            let said = Said {
                quantity,
                governor: &governor,
                class,
                about: &about,
                dating,
                part: parts_follow && of_total.is_some(),
            };
            let period = self.period(&said, dates, carry);
            self.assign_role(&period, promised, carry, dates);
            let beside = self.cluster_beside(quantity, &about);
            if beside.is_some() {
                about.key = Some(SmolStr::new_static("industrial-cluster"));
                about.indicator = Some(SmolStr::new_static("industrial-cluster.area"));
            }
            if parts_follow && of_total.is_some() && !promised && period.relation == Relation::By && threshold.is_none() {
                // A part of a running total is one, too.
                about.indicator = about.indicator.map(|key| match key.strip_suffix(".count") {
                    Some(stem) => format_smolstr!("{stem}.cumulative-count"),
                    None => key,
                });
            }
            let cohort = self.cohort(index, &about, dates);
            let claim = Claim {
                promised,
                quantity: index,
                clause: self.clause(quantity, governor.cue.as_ref(), cohort.as_ref().map(|cohort| cohort.tokens.end)),
                cue: governor.cue.clone(),
                class,
                cohort,
                of_total,
                baseline: self.baseline(quantity, &about, dates).filter(|&date| period.date != Some(date)),
                threshold,
                condition: self.condition(quantity),
                clusters: beside.map_or_else(|| self.clusters_of(quantity, &about), |cluster| vec![cluster]),
                same_as: None,
                respective: None,
                rule: if reached { "claim.cue-inherited" } else { governor.rule },
                period,
                about,
            };
            // What follows a share goes on with what was reached, not with the plan it is a share of.
            if governor.cue.is_some() && governor.rule != "claim.planned" {
                // Behind "Trong đó, phấn đấu …" speech goes on where it was before the parts.
                let outer = carry
                    .previous
                    .as_ref()
                    .filter(|before| parts_follow && before.kind == governor.kind);
                carry.governor = Some((outer.cloned().unwrap_or(governor), self.index));
            }
            self.remember(&claim, date, dates, carry, out.claims.len());
            out.claims.push(claim);
        }
        self.respectively(&mut out.claims[first_claim..], dates);
        self.side_by_side(&mut out.claims[first_claim..], dates);
        link::shares(&mut out.claims, first_claim, self.quantities, dates);
        self.anchor(dates, carry);
    }

    fn remember(&self, claim: &Claim, date: Option<usize>, dates: &[Date], carry: &mut Carry, index: usize) {
        let period = &claim.period;
        // The time of one item of a list dates that item only.
        if let Some(date) = date.filter(|&date| claim.promised && dates[date].role != Role::Baseline && !self.is_listed(&dates[date])) {
            carry.promised = Some((date, carry.paragraph));
        }
        // The time of a figure compared with dates nothing else.
        let compared = period.date.is_some_and(|date| dates[date].role == Role::Baseline);
        // "trong những năm qua" dates no other sentence, and what holds now ends what was told of another time.
        let vague = period.edtf.is_none() && period.date.is_some();
        let begun = period.date.is_some_and(|date| self.is_beginning(&dates[date]));
        if !claim.promised && !compared {
            if vague || begun || period.basis == Basis::Publication {
                carry.reported = None;
            } else if period.relation != Relation::Rate {
                carry.reported = Some(period.clone());
            }
        }
        if claim.about.subject.is_some() && claim.about.key.as_deref().is_some_and(indicator::is_zone) {
            if carry.topic.thing != claim.about.key {
                carry.topic.state = None;
            }
            carry.topic.thing = claim.about.key.clone();
            carry.topic.state = claim.about.state.or(carry.topic.state);
        }
        if !self.opens_with_part() {
            carry.wholes.retain(|&at| at >= carry.sentence);
            let own = self.clauses.segment_of(self.quantities[claim.quantity].tokens.start);
            let bracketed = own.is_some_and(|own| self.clauses.bracket(self.clauses.segments[own].part).is_some());
            if !bracketed {
                carry.wholes.push(index);
            }
        }
    }

    /// "Trong số hơn 9.447 tỷ đồng đã giải ngân, …": what is told of an earlier number holds at its time.
    fn take_up(&self, quantity: &Quantity<'_>, claims: &[Claim], carry: &mut Carry) {
        let earlier = claims.iter().rev().take(24).find(|claim| {
            let other = &self.quantities[claim.quantity];
            !claim.promised && (other.low, other.high, other.unit) == (quantity.low, quantity.high, quantity.unit)
        });
        if carry.reported.is_none()
            && let Some(earlier) = earlier
        {
            carry.reported = Some(earlier.period.clone());
        }
    }

    /// The clause: from its cue or segment to the end of the number's segment.
    fn clause(&self, quantity: &Quantity<'_>, cue: Option<&Range<usize>>, cohort_end: Option<usize>) -> Range<usize> {
        let Some(own) = self.clauses.segment_of(quantity.tokens.start) else {
            return quantity.tokens.clone();
        };
        let segment = &self.clauses.segments[own].tokens;
        let start = match cue {
            Some(cue) if segment.contains(&cue.start) && cue.start <= quantity.tokens.start => cue.start,
            _ => segment.start,
        };
        start..segment.end.max(cohort_end.unwrap_or(0)).max(quantity.tokens.end)
    }
}

/// The sentence opens with a word that joins it to the one before ("Đồng thời", "Trong đó").
fn is_joined(scan: &Scan<'_>, sentence: &Range<usize>) -> bool {
    let hit = scan.hits.longest(opening(scan, sentence), Category::Cue);
    hit.is_some_and(|hit| scan.lexicon.cues[usize::from(hit.row)].kind == CueKind::Connector)
}

/// The first word of a sentence, or of one in brackets ("(Trong đó: …").
fn opening(scan: &Scan<'_>, sentence: &Range<usize>) -> usize {
    let bracket = scan.tokens[sentence.start].is('(') && sentence.len() > 1;
    sentence.start + usize::from(bracket)
}

/// A plan as the one that sets something: "**quy hoạch** tỉnh đặt mục tiêu", "Mục tiêu của **Đề án**".
fn speaks_of_plan(scan: &Scan<'_>, sentence: &Range<usize>) -> bool {
    let aim = terms::cue(scan, sentence.clone(), |cue| cue.strong && matches!(cue.class, "goal" | "strive"));
    // The plan stands before the aim, within a few words; one behind it is what the aim agrees with.
    aim.is_some_and(|aim| terms::plan_word(scan, sentence.start..sentence.end.min(aim + 6)).is_some())
}

/// A line that opens a list of aims: it ends in a colon and names aims or targets.
fn announces(scan: &Scan<'_>, sentence: &Range<usize>) -> bool {
    let colon = sentence.end.checked_sub(1).is_some_and(|last| scan.tokens[last].is(':'));
    colon && terms::cue(scan, sentence.clone(), terms::is_goal).is_some()
}

/// A line of a list: it opens with a dash, bullet or number label.
fn is_item(scan: &Scan<'_>, sentence: &Range<usize>) -> bool {
    let first = &scan.tokens[sentence.start];
    first.is_dash() || first.is('+') || first.is('*') || first.is('•') || first.is('·')
}

/// Exact value of a quantity, `None` for ranges and bounds.
fn exact(quantity: &Quantity<'_>) -> Option<Decimal> {
    (quantity.low == quantity.high).then_some(quantity.low).flatten()
}
