//! The period of a claim, and what follows for the roles of dates.

use super::govern::Governor;
use super::period::Dating;
use super::{About, Carry, Period, Relation, Sentence, indicator, period};
use crate::extract::date::{Basis, Date, Edtf, Point, Role, role_rule};
use crate::extract::quantity::Quantity;
use crate::lexicon::{Category, CueKind, Hit, Nature};

/// What is known of a claim before its period.
pub(super) struct Said<'c> {
    pub quantity: &'c Quantity<'c>,
    pub governor: &'c Governor,
    pub class: &'static str,
    pub about: &'c About,
    pub dating: Dating,
    /// A part of what was told before ("Trong đó, …").
    pub part: bool,
}

impl Said<'_> {
    pub(super) fn promised(&self) -> bool {
        self.governor.kind == CueKind::Target
    }
}

impl Sentence<'_> {
    /// When a claim holds: what its sentence says, else what was said before it, else the day of publication.
    pub(super) fn period(&self, said: &Said<'_>, dates: &[Date], carry: &Carry) -> Period {
        let each = said.quantity.per.as_deref().is_some_and(|per| per.starts_with('P'));
        if each && !matches!(said.dating, Dating::Date(_)) {
            return self.rate(said, dates, carry);
        }
        self.stated(said, dates).unwrap_or_else(|| self.inherited(said, dates, carry))
    }

    /// So much each year: a rate of a plan is one of its period.
    fn rate(&self, said: &Said<'_>, dates: &[Date], carry: &Carry) -> Period {
        let plan = carry
            .plan_of(said)
            .and_then(|index| Some((index, period::period_of(&dates[index])?.0)));
        let (date, edtf) = plan.unzip();
        Period {
            basis: if date.is_some() { Basis::Inherited } else { Basis::Explicit },
            relation: Relation::Rate,
            edtf,
            date,
        }
    }

    /// The period that the claim's own sentence gives.
    fn stated(&self, said: &Said<'_>, dates: &[Date]) -> Option<Period> {
        let promised = said.promised();
        let index = match said.dating {
            Dating::Unresolved(index) => {
                return Some(Period {
                    edtf: None,
                    relation: self.relation(said, false, false),
                    basis: Basis::Explicit,
                    date: Some(index),
                });
            }
            Dating::Date(index) if !self.is_size_apart(said, dates) && !self.is_beginning_of_other(said, &dates[index]) => index,
            _ => return None,
        };
        let date = &dates[index];
        let (edtf, bound) = period::period_of(date)?;
        let day = matches!(date.edtf, Some(Edtf::At(Point::Day(_))));
        // "đưa kim ngạch **cả năm** đạt …": no running total, but that of the year.
        let whole = matches!(self.scan.word(date.tokens.start), "cả" | "Cả");
        let moment = self.is_moment(date) && !matches!(said.about.nature, Some(Nature::Event));
        let yearly = said.quantity.per.as_deref() == Some("P1Y");
        let relation = match yearly {
            true => Relation::Rate,
            false if whole && said.about.cumulative => Relation::Within,
            false if moment && !promised && !said.about.cumulative => Relation::AsOf,
            false => self.relation(said, bound, day),
        };
        Some(Period {
            edtf: Some(edtf),
            relation,
            basis: period::basis_of(date),
            date: Some(index),
        })
    }

    /// "Đường được khởi công năm 2018, có **chiều dài 9,7 km**": how large a thing is has no time, whatever was done to it when.
    pub(super) fn is_size_apart(&self, said: &Said<'_>, dates: &[Date]) -> bool {
        let Dating::Date(index) = said.dating else { return false };
        let size = said.about.key.as_deref().is_some_and(indicator::is_size);
        let own = self.clauses.segment_of(said.quantity.tokens.start);
        let of_date = self.clauses.segment_of(dates[index].tokens.start);
        // "Năm 2018, diện tích rừng là 9 ha" has.
        let done = |segment: usize| {
            let tokens = self.clauses.segments[segment].tokens.clone();
            self.scan.hits.apart(tokens, Category::Action).any(|hit| {
                let action = &self.scan.lexicon.actions[usize::from(hit.row)];
                action.nature == Nature::Event
            })
        };
        let apart = of_date != own && of_date.is_some_and(done);
        let happened = matches!(dates[index].edtf, Some(Edtf::At(_) | Edtf::Since(_))) && dates[index].role != Role::DataCutoff;
        size && apart && happened && said.class == "state" && !said.promised()
    }

    /// "được xây dựng **từ năm 1902**": when a thing was begun.
    pub(super) fn is_beginning(&self, date: &Date) -> bool {
        let begun = || self.scan.hits.ending_at(date.tokens.start, Category::Action);
        let event = |hit: Hit| self.scan.lexicon.actions[usize::from(hit.row)].nature == Nature::Event;
        matches!(date.edtf, Some(Edtf::Since(_))) && begun().is_some_and(event)
    }

    /// "Cầu được xây dựng **từ năm 1902**, có **hai** làn xe": the beginning dates nothing else.
    fn is_beginning_of_other(&self, said: &Said<'_>, date: &Date) -> bool {
        let apart = || self.clauses.segment_of(date.tokens.start) != self.clauses.segment_of(said.quantity.tokens.start);
        !said.promised() && self.is_beginning(date) && apart()
    }

    /// "**tại (thời điểm)** 31/3/2020", "**vào cuối** năm 2019": a level holds then.
    fn is_moment(&self, date: &Date) -> bool {
        let Some(before) = date.tokens.start.checked_sub(1).filter(|at| self.tokens.contains(at)) else {
            return false;
        };
        match self.scan.word(before) {
            "tại" | "Tại" | "điểm" => true,
            "vào" => matches!(self.scan.word(date.tokens.start), "cuối" | "đầu"),
            _ => false,
        }
    }

    /// Within a period; by a bound or as a running total; as of a day or bound for what holds then.
    pub(super) fn relation(&self, said: &Said<'_>, bound: bool, day: bool) -> Relation {
        let (promised, class, about) = (said.promised(), said.class, said.about);
        if about.cumulative || bound && (promised || class == "realised") {
            return Relation::By;
        }
        let holds = class == "state" && !matches!(about.nature, Some(Nature::Event | Nature::Up | Nature::Down));
        if !promised && (bound || holds && day || class == "ongoing") {
            Relation::AsOf
        } else {
            Relation::Within
        }
    }

    /// Sets the roles that follow from being a claim's period.
    pub(super) fn assign_role(&self, period: &Period, promised: bool, carry: &Carry, dates: &mut [Date]) {
        let Some(index) = period.date.filter(|index| self.dates.contains(index)) else {
            return;
        };
        let moment = self.is_moment(&dates[index]);
        let date = &mut dates[index];
        if matches!(date.role, Role::DataCutoff | Role::ReferenceTime | Role::Baseline) || date.role_rule == role_rule::IN_PLAN_NAME {
            return;
        }
        let day = matches!(date.edtf, Some(Edtf::At(Point::Day(_)) | Edtf::Since(Point::Day(_)))) && !moment;
        // "dự kiến **hoàn thành** trong năm 2024": by then.
        if promised && date.role == Role::Deadline && date.role_rule == role_rule::FINISH {
            return;
        }
        let bound = matches!(date.edtf, Some(Edtf::Until(_)));
        date.role = match (promised, period.relation) {
            (true, Relation::By) => Role::Deadline,
            (true, _) => Role::TargetPeriod,
            // "đến hết tháng 2 thực hiện gần 2.070 tỷ": figures up to then.
            (false, _) if bound && date.role == Role::Deadline && carry.promised.is_some_and(|(promised, _)| promised == index) => return,
            (false, _) if bound => Role::DataCutoff,
            (false, _) if day => Role::EventTime,
            (false, _) => Role::ActualPeriod,
        };
    }

    /// A period of aims without a number ("Trong năm 2023, thành phố sẽ …") dates the promises that follow, too.
    pub(super) fn anchor(&self, dates: &[Date], carry: &mut Carry) {
        for index in self.dates.clone() {
            if matches!(dates[index].role, Role::TargetPeriod | Role::Deadline)
                && period::eligible(&dates[index])
                && !self.is_listed(&dates[index])
            {
                carry.promised = Some((index, carry.paragraph));
            }
        }
    }

    /// The time of one item of a list dates that item only.
    pub(super) fn is_listed(&self, date: &Date) -> bool {
        self.clauses.segment_of(date.tokens.start).is_some_and(|segment| {
            let part = self.clauses.segments[segment].part;
            let first = self.clauses.segments[self.clauses.parts[part].segments.start].tokens.start;
            let last = part + 1 == self.clauses.parts.len();
            // Items on lines of their own are paragraphs; the last one goes on behind its full stop.
            self.clauses.parts[part].listed && !(last && self.scan.tokens[first].starts_line())
        })
    }
}
