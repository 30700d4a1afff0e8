//! Claims: what is promised and what is reported of a quantity.
//!
//! A number becomes a claim when something is said of a thing that is counted or measured. The governing cue decides
//! between promise and report, the governing temporal expression dates it; both may come from the sentence before, and
//! the claim says so (`basis`).

mod clause;
mod govern;
mod indicator;
mod link;
mod milestone;
mod period;

use std::ops::Range;

use crate::extract::cluster::ClusterMention;
use crate::extract::date::{Basis, Date, Edtf, Point, Role};
use crate::extract::decimal::Decimal;
use crate::extract::quantity::Quantity;
use crate::extract::scan::Scan;
use crate::lexicon::{Category, CueKind, Nature, SubjectNature};
use crate::page::Role as BlockRole;
use clause::Clauses;
use govern::Governor;
pub use indicator::About;
use indicator::Topic;
pub use milestone::Milestone;

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
    pub edtf: Option<String>,
    /// Relation to the claim.
    pub relation: Relation,
    /// How it is known.
    pub basis: Basis,
    /// Index of the temporal expression.
    pub date: Option<usize>,
}

/// A group told by an event and its time.
#[derive(Clone, Debug)]
pub struct Cohort {
    /// Tokens of the description.
    pub tokens: Range<usize>,
    /// Event.
    pub event: String,
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
    /// Rule that decided promise or report.
    pub rule: &'static str,
}

/// A quantity that became no claim, and what was missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Silent {
    /// The quantity.
    pub quantity: usize,
    /// `duration`, `task-count`, `denominator`, `threshold`, `norm`, `scenario`, `no-subject`.
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
    /// Index of the expression that dates promises of this section.
    promised: Option<usize>,
    /// Period of the last report of this paragraph.
    reported: Option<Period>,
    /// Claim whose quantity is the whole for parts that follow ("Trong đó").
    whole: Option<usize>,
    topic: Topic,
    /// A heading that ended in a colon set the aims listed below it.
    listing: bool,
}

/// Finds the claims of a document.
///
/// `dates` keep their lexical roles; the roles that follow from claims are set here. `published` is the document's day.
pub fn claims(
    scan: &Scan<'_>,
    quantities: &[Quantity<'_>],
    dates: &mut [Date],
    clusters: &[ClusterMention],
    published: Option<&str>,
) -> Claims {
    let mut out = Claims::default();
    let mut carry = Carry::default();
    let (mut next_quantity, mut next_date) = (0, 0);
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
            if !is_joined(scan, sentence) {
                carry.reported = None;
            }
            carry.listing &= is_item(scan, sentence);
        }
        if first == next_quantity && from == next_date {
            carry.listing |= announces(scan, sentence);
            continue;
        }
        let clauses = Clauses::of(scan, sentence);
        let context = Sentence {
            scan,
            clauses: &clauses,
            tokens: sentence.clone(),
            index,
            paragraph,
            quantities,
            numbers: (first..next_quantity).collect(),
            dates: (from..next_date).collect(),
            clusters,
            published,
        };
        context.claims(dates, &mut carry, &mut out);
        milestone::milestones(&context, dates, &mut out);
        carry.listing |= announces(scan, sentence);
    }
    link::same(&mut out.claims, quantities);
    out
}

/// A sentence with everything its claims may need.
pub(super) struct Sentence<'s> {
    pub scan: &'s Scan<'s>,
    pub clauses: &'s Clauses,
    pub tokens: Range<usize>,
    pub index: usize,
    pub paragraph: bool,
    pub quantities: &'s [Quantity<'s>],
    pub numbers: Vec<usize>,
    pub dates: Vec<usize>,
    pub clusters: &'s [ClusterMention],
    pub published: Option<&'s str>,
}

impl Sentence<'_> {
    fn claims(&self, dates: &mut [Date], carry: &mut Carry, out: &mut Claims) {
        let taken: Vec<Range<usize>> = self.numbers.iter().map(|&at| self.quantities[at].tokens.clone()).collect();
        let parts_follow = self.opens_with_part();
        let first_claim = out.claims.len();
        for &index in &self.numbers {
            let quantity = &self.quantities[index];
            if let Some(reason) = self.silent(index) {
                out.silent.push(Silent { quantity: index, reason });
                continue;
            }
            let own = govern::governor(self.scan, self.clauses, &quantity.tokens, &taken);
            let date = period::governing(self.clauses, &quantity.tokens, dates, &self.dates);
            let (governor, reached) = self.settle(own, quantity, date.map(|date| &dates[date]), carry);
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
            let threshold = self.threshold(index);
            let mut about = indicator::about(self.scan, self.clauses, quantity, promised, threshold.is_some(), &carry.topic);
            if about.key.is_none() && about.action.is_none() && quantity.counted.is_none() {
                out.silent.push(Silent {
                    quantity: index,
                    reason: "no-subject",
                });
                continue;
            }
            let class = self.class(&governor, &about, date.is_some());
            let of_total = self
                .of_total(index)
                .or_else(|| self.part_of(index, &about, parts_follow, carry, &out.claims));
            let period = self.period(
                quantity,
                promised,
                class,
                &about,
                date,
                dates,
                carry,
                parts_follow && of_total.is_some(),
            );
            self.assign_role(&period, promised, dates);
            if parts_follow && of_total.is_some() && !promised && period.relation == Relation::By && threshold.is_none() {
                // A part of a running total is one, too.
                about.indicator = about.indicator.map(|key| match key.strip_suffix(".count") {
                    Some(stem) => format!("{stem}.cumulative-count"),
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
                baseline: self.baseline(quantity, dates),
                threshold,
                condition: self.condition(quantity),
                clusters: self.clusters_of(quantity, &about),
                same_as: None,
                rule: if reached { "claim.cue-inherited" } else { governor.rule },
                period: period.clone(),
                about: about.clone(),
            };
            if governor.cue.is_some() {
                carry.governor = Some((governor, self.index));
            }
            self.remember(&claim, &period, date, dates, carry, out.claims.len());
            out.claims.push(claim);
        }
        link::shares(&mut out.claims, first_claim, self.quantities, dates);
        self.anchor(dates, carry);
    }

    /// A period of aims without a number ("Trong năm 2023, thành phố sẽ …") dates the promises that follow, too.
    fn anchor(&self, dates: &[Date], carry: &mut Carry) {
        for &index in &self.dates {
            if dates[index].role == Role::TargetPeriod && period::eligible(&dates[index]) && !self.is_listed(&dates[index]) {
                carry.promised = Some(index);
            }
        }
    }

    /// The time of one item of a list dates that item only.
    fn is_listed(&self, date: &Date) -> bool {
        self.clauses
            .segment_of(date.tokens.start)
            .is_some_and(|segment| self.clauses.parts[self.clauses.segments[segment].part].listed)
    }

    /// What the sentence alone does not decide: the sentence before, the heading of a list, or the default, "reported".
    fn settle(&self, own: Option<Governor>, quantity: &Quantity<'_>, date: Option<&Date>, carry: &Carry) -> (Governor, bool) {
        let weak = own.as_ref().is_none_or(|governor| governor.rule == "claim.cue-weak");
        let joined = self.is_joined() || self.starts_with(quantity);
        if weak
            && let Some((before, sentence)) = &carry.governor
            && (before.kind == CueKind::Target && *sentence + 1 >= self.index && (joined && !self.paragraph || self.is_joined())
                || carry.listing && before.kind == CueKind::Target)
        {
            return (before.clone(), true);
        }
        if weak && carry.listing {
            let goal = Governor {
                kind: CueKind::Target,
                class: "goal",
                cue: None,
                rule: "claim.list-of-aims",
            };
            return (goal, true);
        }
        if let Some(governor) = own {
            // A day behind the cue starts a report of its own ("… để thực hiện mục tiêu đó, sáng 26/12, huyện khởi công …").
            let day = date.is_some_and(|date| {
                matches!(date.edtf, Some(Edtf::At(Point::Day(_))))
                    && !self.is_future(date)
                    && governor.cue.as_ref().is_some_and(|cue| cue.end <= date.tokens.start)
            });
            if governor.kind == CueKind::Target && governor.rule != "claim.cue" && governor.rule != "claim.cue-after-subject" && day {
                return (self.default(CueKind::Actual, "realised", None, "claim.reported"), false);
            }
            // "đạt", "nâng … lên" promise where the time is still to come and report where it is not.
            if governor.rule == "claim.cue-weak" {
                let future = date.is_some_and(|date| self.is_future(date));
                let promise = governor.kind == CueKind::Target && self.is_imperative(governor.cue.as_ref());
                if future && governor.kind != CueKind::Target {
                    return (self.default(CueKind::Target, "expect", governor.cue, "claim.future"), false);
                }
                if governor.kind == CueKind::Target && !promise && !future {
                    return (self.default(CueKind::Actual, "realised", governor.cue, "claim.reported"), false);
                }
            }
            return (governor, false);
        }
        if let Some((before, sentence)) = &carry.governor
            && before.kind == CueKind::Actual
            && *sentence + 1 == self.index
            && self.is_joined()
        {
            return (before.clone(), true);
        }
        if date.is_some_and(|date| self.is_future(date)) {
            return (self.default(CueKind::Target, "expect", None, "claim.future"), false);
        }
        (self.default(CueKind::Actual, "state", None, "claim.reported"), false)
    }

    fn default(&self, kind: CueKind, class: &'static str, cue: Option<Range<usize>>, rule: &'static str) -> Governor {
        Governor { kind, class, cue, rule }
    }

    /// A bound in time ("đến năm 2030"), or a time after the document's day.
    fn is_future(&self, date: &Date) -> bool {
        let Some(edtf) = date.edtf.as_ref().map(ToString::to_string) else {
            return false;
        };
        let day = edtf.trim_start_matches("../").split('/').next().unwrap_or("").to_owned();
        match self.published {
            Some(published) => day.as_str() > published && !published.starts_with(&day),
            None => edtf.starts_with("../") && date.role != Role::DataCutoff,
        }
    }

    /// A weak promise ("Đưa", "Nâng") opens its segment, or follows "Hà Nội:".
    fn is_imperative(&self, cue: Option<&Range<usize>>) -> bool {
        let Some(cue) = cue else { return false };
        self.clauses
            .segment_of(cue.start)
            .is_some_and(|segment| self.clauses.segments[segment].tokens.start == cue.start)
    }

    /// The sentence opens with a word that joins it to the one before.
    fn is_joined(&self) -> bool {
        is_joined(self.scan, &self.tokens)
    }

    /// The sentence opens with "Trong đó": what it counts is part of what was counted before.
    fn opens_with_part(&self) -> bool {
        self.is_joined() && {
            let words = &self.scan.lexicon.words;
            let sym = |at: usize| self.scan.tokens.get(at).map_or(0, |token| token.sym);
            sym(self.tokens.start) == words.within
                && (sym(self.tokens.start + 1) == words.that || sym(self.tokens.start + 1) == words.number)
        }
    }

    /// The sentence opens with the number's phrase.
    fn starts_with(&self, quantity: &Quantity<'_>) -> bool {
        quantity.phrase.start.min(quantity.tokens.start) == self.tokens.start
    }

    /// Why a quantity is no claim whatever is said of it.
    fn silent(&self, index: usize) -> Option<&'static str> {
        let quantity = &self.quantities[index];
        if matches!(quantity.unit, "s" | "min" | "h" | "d" | "wk" | "mo" | "a") {
            return Some("duration");
        }
        if quantity.low.is_none() && quantity.high.is_none() {
            return Some("no-value");
        }
        if self
            .numbers
            .iter()
            .any(|&other| other != index && self.of_total(other) == Some(index))
        {
            return Some("denominator");
        }
        if self
            .numbers
            .iter()
            .any(|&other| other != index && self.threshold(other) == Some(index))
        {
            return Some("threshold");
        }
        let counted = quantity.counted.clone()?;
        let noun = self.scan.hits.longest(counted.start, Category::Subject)?;
        let nature = self.scan.lexicon.subjects[usize::from(noun.row)].nature;
        (nature == SubjectNature::Abstract).then_some("task-count")
    }

    /// Class of modality: a report without a listed cue is `realised` for something that happened at a stated time.
    fn class(&self, governor: &Governor, about: &About, dated: bool) -> &'static str {
        if governor.kind == CueKind::Actual
            && governor.rule == "claim.reported"
            && matches!(about.nature, Some(Nature::Event | Nature::Up | Nature::Down))
            && dated
        {
            return "realised";
        }
        governor.class
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one place decides the period from everything known of the claim"
    )]
    fn period(
        &self,
        quantity: &Quantity<'_>,
        promised: bool,
        class: &str,
        about: &About,
        date: Option<usize>,
        dates: &[Date],
        carry: &Carry,
        part: bool,
    ) -> Period {
        if quantity.per.as_deref().is_some_and(|per| per.starts_with('P')) && date.is_none() {
            return Period {
                edtf: None,
                relation: Relation::Rate,
                basis: Basis::Explicit,
                date: None,
            };
        }
        if let Some(index) = date
            && let Some((edtf, bound)) = period::period_of(&dates[index])
        {
            let relation = self.relation(promised, class, about, bound);
            return Period {
                edtf: Some(edtf),
                relation,
                basis: period::basis_of(&dates[index]),
                date: Some(index),
            };
        }
        let unknown = Period {
            edtf: None,
            relation: Relation::Unknown,
            basis: Basis::None,
            date: None,
        };
        if promised {
            let index = carry.promised.or_else(|| self.title().then(|| self.following(dates)).flatten());
            return match index.and_then(|index| period::period_of(&dates[index]).map(|found| (index, found))) {
                Some((index, (edtf, bound))) => Period {
                    edtf: Some(edtf),
                    relation: self.relation(true, class, about, bound),
                    basis: Basis::Inherited,
                    date: Some(index),
                },
                None => unknown,
            };
        }
        let holds = matches!(class, "state" | "ongoing");
        if (part || !holds && !self.paragraph)
            && let Some(before) = &carry.reported
            && before.edtf.is_some()
        {
            return Period {
                relation: if part {
                    before.relation
                } else {
                    self.relation(false, class, about, before.relation == Relation::By)
                },
                basis: Basis::Inherited,
                ..before.clone()
            };
        }
        Period {
            edtf: self.published.map(str::to_owned),
            relation: Relation::AsOf,
            basis: Basis::Publication,
            date: None,
        }
    }

    fn relation(&self, promised: bool, class: &str, about: &About, bound: bool) -> Relation {
        if about.cumulative || promised && bound {
            return Relation::By;
        }
        let state = class == "state" && !matches!(about.nature, Some(Nature::Event | Nature::Up | Nature::Down));
        if !promised && (bound || state || class == "ongoing") {
            Relation::AsOf
        } else {
            Relation::Within
        }
    }

    /// The sentence is the title.
    fn title(&self) -> bool {
        let start = self.scan.tokens[self.tokens.start].start;
        self.scan
            .blocks
            .iter()
            .any(|block| matches!(block.role, BlockRole::Title) && block.span.start <= start && start < block.span.end)
    }

    /// The first expression after the sentence that can date a promise: a title takes its year from the lead.
    fn following(&self, dates: &[Date]) -> Option<usize> {
        let from = self.tokens.end;
        dates.iter().position(|date| {
            date.tokens.start >= from
                && period::eligible(date)
                && matches!(
                    date.role,
                    Role::TargetPeriod | Role::ActualPeriod | Role::Deadline | Role::EventTime
                )
        })
    }

    /// Sets the roles that follow from being a claim's period.
    fn assign_role(&self, period: &Period, promised: bool, dates: &mut [Date]) {
        let Some(index) = period.date.filter(|index| self.dates.contains(index)) else {
            return;
        };
        let date = &mut dates[index];
        if matches!(date.role, Role::DataCutoff | Role::ReferenceTime) {
            return;
        }
        let day = date
            .edtf
            .as_ref()
            .is_some_and(|edtf| edtf.to_string().trim_start_matches("../").len() == 10);
        date.role = match (promised, period.relation) {
            (true, Relation::By) => Role::Deadline,
            (true, _) => Role::TargetPeriod,
            (false, _) if day => Role::EventTime,
            (false, _) => Role::ActualPeriod,
        };
    }

    fn remember(&self, claim: &Claim, period: &Period, date: Option<usize>, dates: &[Date], carry: &mut Carry, index: usize) {
        if let Some(date) = date.filter(|_| claim.promised) {
            // The time of one item of a list dates that item only.
            let listed = self
                .clauses
                .segment_of(dates[date].tokens.start)
                .is_some_and(|segment| self.clauses.parts[self.clauses.segments[segment].part].listed);
            if !listed {
                carry.promised = Some(date);
            }
        }
        if !claim.promised && claim.period.basis != Basis::Publication {
            carry.reported = Some(period.clone());
        }
        let zone = |key: &str| matches!(key, "industrial-cluster" | "industrial-zone" | "economic-zone" | "craft-village");
        if claim.about.subject.is_some() && claim.about.key.as_deref().is_some_and(zone) {
            if carry.topic.thing != claim.about.key {
                carry.topic.state = None;
            }
            carry.topic.thing = claim.about.key.clone();
            carry.topic.state = claim.about.state.or(carry.topic.state);
        }
        carry.topic.last = Some(claim.about.clone());
        if self.quantities[claim.quantity].unit == "{count}" && !self.opens_with_part() {
            carry.whole = Some(index);
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

    /// The quantity that `index` is a part of by its words: "33 **trong tổng số** 43", "20**/**32 dự án".
    fn of_total(&self, index: usize) -> Option<usize> {
        let next = index + 1;
        let (part, whole) = (
            &self.quantities[index],
            self.quantities.get(next).filter(|_| self.numbers.contains(&next))?,
        );
        let between = part.tokens.end..whole.tokens.start;
        if between.is_empty() || between.len() > 4 || part.unit != whole.unit {
            return None;
        }
        let words = &self.scan.lexicon.words;
        let joins = between.clone().all(|at| {
            let token = &self.scan.tokens[at];
            token.is('/') || token.sym != 0 && [words.within, words.total, words.number, words.on].contains(&token.sym)
        });
        // "trong" alone is a preposition; a whole is announced by "tổng", "số", "trên" or a slash.
        let announced = between
            .clone()
            .any(|at| self.scan.tokens[at].is('/') || [words.total, words.number, words.on].contains(&self.scan.tokens[at].sym));
        (joins && announced).then_some(next)
    }

    /// The claim before that a number behind "Trong đó" is a part of.
    fn part_of(&self, index: usize, about: &About, parts: bool, carry: &Carry, claims: &[Claim]) -> Option<usize> {
        let whole = claims.get(carry.whole.filter(|_| parts)?)?;
        let same =
            about.key.is_some() && about.key == whole.about.key && self.quantities[index].unit == self.quantities[whole.quantity].unit;
        same.then_some(whole.quantity)
    }

    /// A bound that what is counted passes: "bốn cụm hoàn thành hạ tầng đạt **từ 90%**".
    fn threshold(&self, index: usize) -> Option<usize> {
        let (count, next) = (&self.quantities[index], index + 1);
        let bound = self.quantities.get(next).filter(|_| self.numbers.contains(&next))?;
        let same = self.clauses.segment_of(count.tokens.start) == self.clauses.segment_of(bound.tokens.start);
        (same && count.unit == "{count}" && bound.unit == "%" && (bound.high.is_none() != bound.low.is_none())).then_some(next)
    }

    /// The group a number is counted in: "43 cụm công nghiệp **đã có quyết định thành lập giai đoạn 2018-2020**".
    fn cohort(&self, index: usize, about: &About, dates: &mut [Date]) -> Option<Cohort> {
        let whole = self.of_total(index).unwrap_or(index);
        let quantity = &self.quantities[whole];
        let own = self.clauses.segment_of(quantity.tokens.start)?;
        let segment = self.clauses.segments[own].tokens.clone();
        // The verb before the number is what is done; one behind it tells the group.
        let object = about.action.as_ref().is_some_and(|action| action.end <= quantity.tokens.start);
        if !object && whole == index {
            return None;
        }
        let counted = quantity.counted.clone()?;
        let mut at = quantity.tokens.end.max(counted.start);
        let hit = loop {
            if at >= segment.end {
                return None;
            }
            match self.scan.hits.longest(at, Category::Action) {
                Some(hit) if self.scan.lexicon.actions[usize::from(hit.row)].nature == Nature::Event => break hit,
                _ => at += 1,
            }
        };
        let date = self.dates.iter().copied().find(|&date| {
            segment.contains(&dates[date].tokens.start)
                && dates[date].tokens.start >= hit.end as usize
                && dates[date].tokens.start <= hit.end as usize + 6
        });
        let done = (quantity.tokens.end..at).any(|at| self.scan.tokens[at].sym == self.scan.lexicon.words.already);
        let adjacent = date.is_some_and(|date| dates[date].edtf.as_ref().is_some_and(|edtf| edtf.to_string().contains('/')));
        if !done && !adjacent {
            return None;
        }
        let class = &*self.scan.lexicon.actions[usize::from(hit.row)].class;
        let event = match class {
            "establish-new" | "establish-or-expand" => "establishment-decision",
            "start-construction" => "construction-started",
            "complete" | "complete-infrastructure" => "infrastructure-completed",
            _ => &*self.scan.lexicon.actions[usize::from(hit.row)].result,
        };
        if let Some(date) = date {
            dates[date].role = Role::CohortPeriod;
        }
        let end = date.map_or(hit.end as usize, |date| dates[date].tokens.end);
        Some(Cohort {
            tokens: counted.start..end,
            event: event.to_owned(),
            date,
        })
    }

    /// The expression a change is measured against.
    fn baseline(&self, quantity: &Quantity<'_>, dates: &[Date]) -> Option<usize> {
        let own = self.clauses.segment_of(quantity.tokens.start)?;
        let part = self.clauses.segments[own].part;
        let baselines = self.dates.iter().copied().filter(|&date| dates[date].role == Role::Baseline);
        let inside = |date: usize| {
            self.clauses
                .segment_of(dates[date].tokens.start)
                .map(|segment| self.clauses.segments[segment].part)
        };
        if quantity.unit != "%" && quantity.unit != "{fold}" {
            return baselines
                .into_iter()
                .find(|&date| self.clauses.segment_of(dates[date].tokens.start) == Some(own));
        }
        let after = baselines
            .clone()
            .find(|&date| dates[date].tokens.start > quantity.tokens.start && inside(date) == Some(part));
        // A bracket compares with what stands before it.
        after.or_else(|| {
            (self.clauses.parts[part].begin == clause::Break::Bracket)
                .then(|| baselines.clone().rfind(|&date| dates[date].tokens.start < quantity.tokens.start))
                .flatten()
        })
    }

    /// A standard that is to be met: "đạt tiêu chuẩn hoặc quy chuẩn …", to the end of the segment.
    fn condition(&self, quantity: &Quantity<'_>) -> Option<Range<usize>> {
        let own = self.clauses.segment_of(quantity.tokens.start)?;
        let words = &self.scan.lexicon.words;
        let part = self.clauses.segments[own].part;
        for segment in &self.clauses.segments[own..(own + 2).min(self.clauses.segments.len())] {
            if segment.part != part {
                break;
            }
            let found = segment.tokens.clone().find(|&at| {
                let sym = |at: usize| self.scan.tokens.get(at).map_or(0, |token| token.sym);
                at >= quantity.tokens.end
                    && sym(at) == words.reach
                    && (sym(at + 1) == words.criterion || sym(at + 1) == words.regulation)
                    && sym(at + 2) == words.standard
            });
            if let Some(start) = found {
                return Some(start..segment.tokens.end);
            }
        }
        None
    }

    /// The clusters a number is said of: those listed behind a count of clusters, or named before a share.
    fn clusters_of(&self, quantity: &Quantity<'_>, about: &About) -> Vec<usize> {
        let zone = about
            .key
            .as_deref()
            .is_some_and(|key| matches!(key, "industrial-cluster" | "industrial-zone"));
        let mentions = self
            .clusters
            .iter()
            .enumerate()
            .filter(|(_, mention)| self.tokens.contains(&mention.tokens.start));
        if quantity.unit == "{count}" && zone {
            // A later mention in another sentence part repeats; the list itself names each once.
            let mut seen: Vec<usize> = Vec::new();
            let mut end = None;
            for (index, mention) in mentions.filter(|(_, mention)| mention.tokens.start >= quantity.tokens.end) {
                let gap = end.map_or(0, |end: usize| mention.tokens.start.saturating_sub(end));
                if gap > 8 {
                    break;
                }
                seen.push(index);
                end = Some(mention.tokens.end);
            }
            return seen;
        }
        if about.key.as_deref() == Some("progress") {
            return mentions
                .filter(|(_, mention)| mention.tokens.end <= quantity.tokens.start)
                .map(|(index, _)| index)
                .collect();
        }
        Vec::new()
    }
}

/// The sentence opens with a word that joins it to the one before ("Đồng thời", "Trong đó").
fn is_joined(scan: &Scan<'_>, sentence: &Range<usize>) -> bool {
    let hit = scan.hits.longest(sentence.start, Category::Cue);
    hit.is_some_and(|hit| scan.lexicon.cues[usize::from(hit.row)].kind == CueKind::Connector)
}

/// A line that opens a list of aims: it ends in a colon and names aims or targets.
fn announces(scan: &Scan<'_>, sentence: &Range<usize>) -> bool {
    let colon = sentence.end.checked_sub(1).is_some_and(|last| scan.tokens[last].is(':'));
    colon
        && sentence.clone().any(|at| {
            scan.hits.longest(at, Category::Cue).is_some_and(|hit| {
                scan.lexicon.cues[usize::from(hit.row)].class == "goal" && scan.lexicon.cues[usize::from(hit.row)].strong
            })
        })
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
