//! The period of a claim, and what follows for the roles of dates.

use smol_str::SmolStr;

use super::govern::Governor;
use super::period::Dating;
use super::{About, BlockRole, Carry, Period, Relation, Sentence, period};
use crate::extract::date::{Basis, Date, Edtf, Point, Role, Source, role_rule};
use crate::extract::quantity::Quantity;
use crate::lexicon::{CueKind, Nature};

impl Sentence<'_> {
    #[expect(
        clippy::too_many_arguments,
        reason = "one place decides the period from everything known of the claim"
    )]
    pub(super) fn period(
        &self,
        quantity: &Quantity<'_>,
        governor: &Governor,
        class: &str,
        about: &About,
        dating: Dating,
        dates: &[Date],
        carry: &Carry,
        part: bool,
    ) -> Period {
        let promised = governor.kind == CueKind::Target;
        if quantity.per.as_deref().is_some_and(|per| per.starts_with('P')) && !matches!(dating, Dating::Date(_)) {
            // A yearly rate of a plan is one of its period.
            let plan = carry
                .plan
                .filter(|_| promised && aims(class) && carry.of_plan == Some(carry.paragraph));
            return match plan.and_then(|index| period::period_of(&dates[index]).map(|(edtf, _)| (index, edtf))) {
                Some((index, edtf)) => Period {
                    edtf: Some(edtf),
                    relation: Relation::Rate,
                    basis: Basis::Inherited,
                    date: Some(index),
                },
                None => Period {
                    edtf: None,
                    relation: Relation::Rate,
                    basis: Basis::Explicit,
                    date: None,
                },
            };
        }
        if let Dating::Unresolved(index) = dating {
            return Period {
                edtf: None,
                relation: self.relation(promised, class, about, false, false),
                basis: Basis::Explicit,
                date: Some(index),
            };
        }
        if let Dating::Date(index) = dating
            && let Some((edtf, bound)) = period::period_of(&dates[index])
        {
            let day = matches!(dates[index].edtf, Some(Edtf::At(Point::Day(_))));
            // "đưa kim ngạch **cả năm** đạt …": no running total, but that of the year.
            let whole = matches!(self.scan.word(dates[index].tokens.start), "cả" | "Cả");
            let moment = self.is_moment(&dates[index]) && !matches!(about.nature, Some(Nature::Event));
            let yearly = quantity.per.as_deref() == Some("P1Y");
            let relation = match yearly {
                true => Relation::Rate,
                false if whole && about.cumulative => Relation::Within,
                false if moment && !promised && !about.cumulative => Relation::AsOf,
                false => self.relation(promised, class, about, bound, day),
            };
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
            let near = |&(index, paragraph): &(usize, usize)| {
                // A proposal of a later paragraph has no time of its own.
                paragraph == carry.paragraph || carry.listing || self.is_joined() || is_long(&dates[index]) && !self.proposes(governor)
            };
            let index = carry
                .promised
                .filter(near)
                .map(|(index, _)| index)
                .or_else(|| carry.plan.filter(|_| aims(class) && carry.of_plan == Some(carry.paragraph)))
                .or_else(|| self.title().then(|| self.following(dates)).flatten());
            return match index.and_then(|index| period::period_of(&dates[index]).map(|found| (index, found))) {
                Some((index, (edtf, bound))) => Period {
                    edtf: Some(edtf),
                    relation: self.relation(true, class, about, bound, false),
                    basis: Basis::Inherited,
                    date: Some(index),
                },
                None => unknown,
            };
        }
        // A report goes on in the time of its paragraph, unless it speaks of the present.
        // The day of an event does not date what holds anyway ("phiên hôm 6/6/2019 … . Công ty có khu rộng 282 ha").
        let event = carry.reported.as_ref().is_some_and(|before| {
            let day = before
                .edtf
                .as_deref()
                .is_some_and(|edtf| edtf.len() == "2019-06-06".len() && !edtf.contains('/'));
            day && before.relation == Relation::Within
        });
        let holds = event && class == "state" && governor.cue.is_none();
        let present = dating == Dating::Present || class == "ongoing" || holds;
        if (part || !present && (!self.paragraph || self.is_joined() || self.takes_up()))
            && let Some(before) = &carry.reported
        {
            let relation = match part || before.relation == Relation::AsOf {
                true => before.relation,
                false => self.relation(false, class, about, before.relation == Relation::By, false),
            };
            return Period {
                relation,
                basis: Basis::Inherited,
                ..before.clone()
            };
        }
        // "tăng 4,65% so với cùng kỳ": the time that the comparison was told from.
        // So do "tháng trước", "quý trước".
        let compared = self.dates.clone().find_map(|index| match dates[index].from {
            Some(Source::Date(from)) if dates[index].role_rule == role_rule::SAME_PERIOD => Some(from),
            Some(Source::Date(from)) if dates[index].role_rule == role_rule::COMPARED => {
                matches!(dates[index].edtf, Some(Edtf::At(Point::Month(..) | Point::Quarter(..)))).then_some(from)
            }
            _ => None,
        });
        if dating == Dating::Nothing
            && let Some(index) = compared
            && let Some((edtf, bound)) = dates.get(index).and_then(period::period_of)
        {
            return Period {
                edtf: Some(edtf),
                relation: self.relation(false, class, about, bound, false),
                basis: Basis::Inherited,
                date: Some(index),
            };
        }
        // "Năm 2024, tỉnh thu … . / Nguồn thu tiền đất đạt …": money goes on to flow in the year told of; what "đã" was built stands.
        let money = matches!(quantity.unit, "VND" | "USD" | "EUR" | "JPY" | "CNY");
        // "So với tháng trước, nhóm nhà ở tăng 0,53%": so does a change that names no other time.
        let changes = about.direction.is_some()
            && quantity.unit == "%"
            && governor.cue.is_none()
            && !self
                .dates
                .clone()
                .any(|date| dates[date].role == Role::Baseline && dates[date].basis == Basis::Explicit);
        let goes_on = |section: &Period| carry.reported.as_ref().is_some_and(|reported| reported.edtf == section.edtf);
        if class == "realised"
            && !present
            && dating == Dating::Nothing
            && let Some(before) = &carry.section
            && (money && governor.rule != "claim.cue" || changes || goes_on(before))
        {
            return Period {
                relation: self.relation(false, class, about, before.relation == Relation::By, false),
                basis: Basis::Inherited,
                ..before.clone()
            };
        }
        // "Theo đó, kinh phí … là 80,5 tỷ đồng": in the year of the plan just spoken of.
        let plan = carry.plan.filter(|&index| {
            let year = matches!(dates[index].edtf, Some(Edtf::At(Point::Year(_))));
            let last = dates[index].tokens.end <= self.tokens.start && self.index <= self.scan.sentence_of(dates[index].tokens.start) + 1;
            year && last && self.is_joined() && !present
        });
        let dated = |index: usize| Some((index, period::period_of(&dates[index])?));
        let following = || self.following(dates).filter(|_| self.title() && dating != Dating::Present);
        if let Some((index, (edtf, bound))) = plan.and_then(dated).or_else(|| following().and_then(dated)) {
            return Period {
                edtf: Some(edtf),
                relation: self.relation(false, class, about, bound, false),
                basis: Basis::Inherited,
                date: Some(index),
            };
        }
        Period {
            edtf: self.published.map(SmolStr::new),
            relation: Relation::AsOf,
            basis: Basis::Publication,
            date: None,
        }
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

    /// "đề xuất", "kiến nghị", "đề nghị": nobody has promised it yet.
    fn proposes(&self, governor: &Governor) -> bool {
        governor
            .cue
            .as_ref()
            .is_some_and(|cue| matches!(self.scan.word(cue.start), "đề" | "Đề" | "kiến" | "Kiến"))
    }

    /// Within a period; by a bound or as a running total; as of a day or bound for what holds then.
    pub(super) fn relation(&self, promised: bool, class: &str, about: &About, bound: bool, day: bool) -> Relation {
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
