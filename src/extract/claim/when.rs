//! The period of a claim, and what follows for the roles of dates.

use super::period::Dating;
use super::{About, BlockRole, Carry, Period, Relation, Sentence, period};
use crate::extract::date::{Basis, Date, Edtf, Point, Role};
use crate::extract::quantity::Quantity;
use crate::lexicon::Nature;

impl Sentence<'_> {
    #[expect(
        clippy::too_many_arguments,
        reason = "one place decides the period from everything known of the claim"
    )]
    pub(super) fn period(
        &self,
        quantity: &Quantity<'_>,
        promised: bool,
        class: &str,
        about: &About,
        dating: Dating,
        dates: &[Date],
        carry: &Carry,
        part: bool,
    ) -> Period {
        if quantity.per.as_deref().is_some_and(|per| per.starts_with('P')) && !matches!(dating, Dating::Date(_)) {
            return Period {
                edtf: None,
                relation: Relation::Rate,
                basis: Basis::Explicit,
                date: None,
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
            let relation = self.relation(promised, class, about, bound, day);
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
                    relation: self.relation(true, class, about, bound, false),
                    basis: Basis::Inherited,
                    date: Some(index),
                },
                None => unknown,
            };
        }
        // A report goes on in the time of its paragraph, unless it speaks of the present.
        let present = dating == Dating::Present || class == "ongoing";
        if (part || !present && (!self.paragraph || self.is_joined()))
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
        if self.title()
            && dating != Dating::Present
            && let Some(index) = self.following(dates)
            && let Some((edtf, bound)) = period::period_of(&dates[index])
        {
            return Period {
                edtf: Some(edtf),
                relation: self.relation(false, class, about, bound, false),
                basis: Basis::Inherited,
                date: Some(index),
            };
        }
        Period {
            edtf: self.published.map(str::to_owned),
            relation: Relation::AsOf,
            basis: Basis::Publication,
            date: None,
        }
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
    pub(super) fn assign_role(&self, period: &Period, promised: bool, dates: &mut [Date]) {
        let Some(index) = period.date.filter(|index| self.dates.contains(index)) else {
            return;
        };
        let date = &mut dates[index];
        if matches!(date.role, Role::DataCutoff | Role::ReferenceTime) || date.role_rule == "role.in-plan-name" {
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

    /// A period of aims without a number ("Trong năm 2023, thành phố sẽ …") dates the promises that follow, too.
    pub(super) fn anchor(&self, dates: &[Date], carry: &mut Carry) {
        for &index in &self.dates {
            if matches!(dates[index].role, Role::TargetPeriod | Role::Deadline)
                && period::eligible(&dates[index])
                && !self.is_listed(&dates[index])
            {
                carry.promised = Some(index);
            }
        }
    }

    /// The time of one item of a list dates that item only.
    pub(super) fn is_listed(&self, date: &Date) -> bool {
        self.clauses
            .segment_of(date.tokens.start)
            .is_some_and(|segment| self.clauses.parts[self.clauses.segments[segment].part].listed)
    }
}
