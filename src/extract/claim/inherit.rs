//! Periods that a claim takes from what was said before it.

use std::ops::Range;

use smol_str::SmolStr;

use super::govern::Governor;
use super::period::Dating;
use super::when::Said;
use super::{BlockRole, Carry, Period, Relation, Sentence, period};
use crate::extract::date::{Basis, Date, Edtf, Point, Role, Source, role_rule};

/// The one time that a sentence without claims, whose dates are `own`, tells of something in.
pub(super) fn told(dates: &[Date], mut own: Range<usize>) -> Option<Period> {
    let tells = |index: &usize| {
        let date = &dates[*index];
        matches!(date.role, Role::ActualPeriod | Role::EventTime) && matches!(date.edtf, Some(Edtf::At(_)))
    };
    let index = own.find(tells).filter(|_| !own.any(|index| tells(&index)))?;
    let (edtf, _) = period::period_of(&dates[index])?;
    Some(Period {
        edtf: Some(edtf),
        relation: Relation::Within,
        basis: Basis::Inherited,
        date: Some(index),
    })
}

impl Carry {
    /// The plan whose aims a claim is one of.
    pub(super) fn plan_of(&self, said: &Said<'_>) -> Option<usize> {
        self.plan
            .filter(|_| said.promised() && aims(said.class) && self.of_plan == Some(self.paragraph))
    }
}

impl Sentence<'_> {
    /// The period of a claim whose sentence gives none.
    pub(super) fn inherited(&self, said: &Said<'_>, dates: &[Date], carry: &Carry) -> Period {
        if said.promised() {
            return self.aimed(said, dates, carry).unwrap_or(Period {
                edtf: None,
                relation: Relation::Unknown,
                basis: Basis::None,
                date: None,
            });
        }
        let present =
            said.dating == Dating::Present || said.class == "ongoing" || holds_anyway(said, carry) || self.is_size_apart(said, dates);
        self.gone_on(said, carry, present)
            .or_else(|| self.of_event(said, carry, present))
            .or_else(|| self.compared(said, dates))
            .or_else(|| self.of_section(said, dates, carry, present))
            .or_else(|| self.of_plan_or_lead(said, dates, carry, present))
            .unwrap_or_else(|| Period {
                edtf: self.published.map(SmolStr::new),
                relation: Relation::AsOf,
                basis: Basis::Publication,
                date: None,
            })
    }

    /// In the time of expression `index`.
    fn in_time_of(&self, said: &Said<'_>, dates: &[Date], index: usize) -> Option<Period> {
        let (edtf, bound) = dates.get(index).and_then(period::period_of)?;
        Some(Period {
            edtf: Some(edtf),
            relation: self.relation(said, bound, false),
            basis: Basis::Inherited,
            date: Some(index),
        })
    }

    /// In the time of an earlier report.
    fn as_before(&self, said: &Said<'_>, before: &Period) -> Period {
        Period {
            relation: self.relation(said, before.relation == Relation::By, false),
            basis: Basis::Inherited,
            ..before.clone()
        }
    }

    /// The time of the aims before it, of its plan, or, in the title, of the lead.
    fn aimed(&self, said: &Said<'_>, dates: &[Date], carry: &Carry) -> Option<Period> {
        let near = |&(index, paragraph): &(usize, usize)| {
            // A proposal of a later paragraph has no time of its own.
            paragraph == carry.paragraph || carry.listing || self.is_joined() || is_long(&dates[index]) && !self.proposes(said.governor)
        };
        let promised = carry.promised.filter(near).map(|(index, _)| index);
        // "được **quy hoạch** 15 bến cảng": for the period of the plan.
        let is_planned =
            |cue: &Range<usize>| cue.start > 0 && (self.scan.word(cue.start - 1), self.scan.word(cue.start)) == ("được", "quy");
        let planned = carry.plan.filter(|_| said.governor.cue.as_ref().is_some_and(is_planned));
        let index = planned
            .or(promised)
            .or_else(|| carry.plan_of(said))
            .or_else(|| self.title().then(|| self.following(dates)).flatten())?;
        self.in_time_of(said, dates, index)
    }

    /// A report goes on in the time of its paragraph, unless it speaks of the present.
    fn gone_on(&self, said: &Said<'_>, carry: &Carry, present: bool) -> Option<Period> {
        let goes_on = said.part || !present && (!self.paragraph || self.is_joined() || self.takes_up());
        let before = carry.reported.as_ref().filter(|_| goes_on)?;
        let relation = match said.part || before.relation == Relation::AsOf {
            true => before.relation,
            false => self.relation(said, before.relation == Relation::By, false),
        };
        Some(Period {
            relation,
            basis: Basis::Inherited,
            ..before.clone()
        })
    }

    /// "Tên lửa được dùng năm 1991. Bảy máy bay **đã** phóng 39 tên lửa": done when the sentence before tells of.
    fn of_event(&self, said: &Said<'_>, carry: &Carry, present: bool) -> Option<Period> {
        let (before, sentence) = carry.told.as_ref()?;
        let next = *sentence + 1 == self.index && !self.paragraph && carry.reported.is_none();
        (next && said.class == "realised" && !present && said.dating == Dating::Nothing).then(|| self.as_before(said, before))
    }

    /// "tăng 4,65% so với cùng kỳ", "… so với tháng trước": the time that the comparison was told from.
    fn compared(&self, said: &Said<'_>, dates: &[Date]) -> Option<Period> {
        let from = |index: usize| match (dates[index].role_rule, dates[index].from, dates[index].edtf) {
            (role_rule::SAME_PERIOD, Some(Source::Date(from)), _) => Some(from),
            (role_rule::COMPARED, Some(Source::Date(from)), Some(Edtf::At(Point::Month(..) | Point::Quarter(..)))) => Some(from),
            _ => None,
        };
        let index = self.dates.clone().find_map(from).filter(|_| said.dating == Dating::Nothing)?;
        self.in_time_of(said, dates, index)
    }

    /// "Năm 2024, tỉnh thu … . / Nguồn thu tiền đất đạt …": money goes on to flow in the year told of, and so do changes that name no other
    /// time and what stands beside them; what "đã" was built stands.
    fn of_section(&self, said: &Said<'_>, dates: &[Date], carry: &Carry, present: bool) -> Option<Period> {
        let section = carry.section.as_ref()?;
        if said.class != "realised" || present || said.dating != Dating::Nothing {
            return None;
        }
        let flows = matches!(said.quantity.unit, "VND" | "USD" | "EUR" | "JPY" | "CNY") && said.governor.rule != "claim.cue";
        let other_time = |date: usize| dates[date].role == Role::Baseline && dates[date].basis == Basis::Explicit;
        let changes = said.about.direction.is_some()
            && said.quantity.unit == "%"
            && said.governor.cue.is_none()
            && !self.dates.clone().any(other_time);
        let beside = carry.reported.as_ref().is_some_and(|reported| reported.edtf == section.edtf);
        (flows || changes || beside).then(|| self.as_before(said, section))
    }

    /// "Theo đó, kinh phí … là 80,5 tỷ đồng": in the year of the plan just spoken of. The title takes the time of the lead.
    fn of_plan_or_lead(&self, said: &Said<'_>, dates: &[Date], carry: &Carry, present: bool) -> Option<Period> {
        let plan = carry.plan.filter(|&index| {
            let year = matches!(dates[index].edtf, Some(Edtf::At(Point::Year(_))));
            let last = dates[index].tokens.end <= self.tokens.start && self.index <= self.scan.sentence_of(dates[index].tokens.start) + 1;
            year && last && self.is_joined() && !present
        });
        let lead = || self.following(dates).filter(|_| self.title() && said.dating != Dating::Present);
        plan.and_then(|index| self.in_time_of(said, dates, index))
            .or_else(|| self.in_time_of(said, dates, lead()?))
    }

    /// "đề xuất", "kiến nghị", "đề nghị": nobody has promised it yet.
    fn proposes(&self, governor: &Governor) -> bool {
        governor
            .cue
            .as_ref()
            .is_some_and(|cue| matches!(self.scan.word(cue.start), "đề" | "Đề" | "kiến" | "Kiến"))
    }

    /// The sentence is the title.
    pub(super) fn title(&self) -> bool {
        let start = self.scan.tokens[self.tokens.start].start;
        self.scan
            .blocks
            .iter()
            .any(|block| matches!(block.role, BlockRole::Title) && block.span.start <= start && start < block.span.end)
    }

    /// The first expression after the sentence that can date a promise: a title takes its year from the lead.
    pub(super) fn following(&self, dates: &[Date]) -> Option<usize> {
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
}

/// The day of an event does not date what holds anyway ("phiên hôm 6/6/2019 … . Công ty có khu rộng 282 ha").
fn holds_anyway(said: &Said<'_>, carry: &Carry) -> bool {
    let event = |before: &Period| before.is_day() && before.relation == Relation::Within;
    carry.reported.as_ref().is_some_and(event) && said.class == "state" && said.governor.cue.is_none()
}

/// Classes of promise that a plan makes for its whole period.
fn aims(class: &str) -> bool {
    matches!(class, "goal" | "strive" | "plan" | "orient")
}

/// A year or a stretch of years, which dates what follows over paragraphs; a day or month does not.
fn is_long(date: &Date) -> bool {
    match date.edtf {
        Some(Edtf::At(point) | Edtf::Until(point)) => !matches!(point, Point::Day(_) | Point::Month(..)),
        Some(Edtf::Between(..)) => true,
        _ => false,
    }
}
