//! Quantities of which nothing is claimed.

use super::{Sentence, exact};
use crate::extract::plan::PlanKind;
use crate::extract::quantity::Quantity;
use crate::lexicon::{Category, Nature, Starts, SubjectNature};

impl Sentence<'_> {
    /// Why a quantity is no claim whatever is said of it.
    pub(super) fn silent(&self, index: usize) -> Option<&'static str> {
        let quantity = &self.quantities[index];
        if matches!(quantity.unit, "s" | "min" | "h" | "d" | "wk" | "mo" | "a") {
            return Some("duration");
        }
        if quantity.low.is_none() && quantity.high.is_none() {
            return Some("no-value");
        }
        if self.numbers.clone().any(|other| {
            (other + 1 == index || self.quantities[other].of_total.is_some()) && other != index && self.of_total(other) == Some(index)
        }) {
            return Some("denominator");
        }
        if self
            .numbers
            .clone()
            .any(|other| other + 1 == index && self.threshold(other) == Some(index))
        {
            return Some("threshold");
        }
        if self.points_back(quantity) || self.is_setting(quantity) {
            return Some("reference");
        }
        if self.is_in_subject(quantity) {
            return Some("name");
        }
        let counted = quantity.counted.clone()?;
        let noun = self.scan.hits.longest(counted.start, Category::Subject);
        // "toàn bộ nguồn lực": all of something claims only what is said of all.
        let whole = quantity.spelled && quantity.unit == "%";
        if whole && (noun.is_none() || self.has_verb_before(quantity)) {
            return Some("whole");
        }
        let noun = noun?;
        let nature = self.scan.lexicon.subjects[usize::from(noun.row)].nature;
        (nature == SubjectNature::Abstract).then_some("task-count")
    }

    /// "Trong số 115 cụm công nghiệp, …", "9 cụm công nghiệp này": the number names again what was counted before.
    pub(super) fn points_back(&self, quantity: &Quantity<'_>) -> bool {
        let money = matches!(quantity.unit, "VND" | "USD" | "har" | "m2" | "km2");
        if quantity.unit != "{count}" && !money {
            return false;
        }
        let words = &self.scan.lexicon.words;
        let sym = |at: usize| self.scan.tokens.get(at).map_or(0, |token| token.sym);
        let Some(own) = self.clauses.segment_of(quantity.tokens.start) else {
            return false;
        };
        let opening = self.clauses.segments[own].tokens.start..quantity.phrase.start.min(quantity.tokens.start);
        let within = !opening.is_empty()
            && opening.len() <= 3
            && opening
                .clone()
                .all(|at| [words.within, words.number, words.total].contains(&sym(at)));
        if money {
            // "của toàn bộ 5.000 tỷ" tells something; "Trong số 5.000 tỷ" points back.
            return within && opening.clone().any(|at| sym(at) == words.number);
        }
        let end = quantity.counted.as_ref().map_or(quantity.phrase.end, |counted| counted.end);
        within
            || sym(end) == words.this
            || quantity
                .counted
                .as_ref()
                .is_some_and(|counted| counted.clone().any(|at| sym(at) == words.this))
    }

    /// "Quyết định số 57 … về miễn tiền thuê đất đối với các kho dự trữ **4 triệu tấn**": what a numbered document is about.
    fn is_in_subject(&self, quantity: &Quantity<'_>) -> bool {
        let next = self.plans.partition_point(|plan| plan.tokens.start <= quantity.tokens.start);
        let before = next.checked_sub(1).and_then(|at| self.plans.get(at));
        before.is_some_and(|plan| {
            let subject = plan.name.filter(|_| plan.kind == PlanKind::Numbered);
            subject.is_some_and(|subject| subject.start <= quantity.span.start && quantity.span.end <= subject.end)
        })
    }

    /// The sentence points back to a number told before.
    pub(super) fn takes_up(&self) -> bool {
        self.numbers
            .clone()
            .next()
            .is_some_and(|first| self.points_back(&self.quantities[first]))
    }

    /// "Trên địa bàn **2 xã** hiện có …", "đứng đầu trong **5 thành phố**", "so với **5 thành phố**": where, or against whom.
    fn is_setting(&self, quantity: &Quantity<'_>) -> bool {
        if quantity.unit != "{count}" {
            return false;
        }
        let Some(own) = self.clauses.segment_of(quantity.tokens.start) else {
            return false;
        };
        let start = quantity.phrase.start.min(quantity.tokens.start);
        let segment = self.clauses.segments[own].tokens.start;
        // "vốn đăng ký bình quân **một doanh nghiệp**": for each.
        let each = quantity.spelled && exact(quantity).is_some_and(|value| value.to_string() == "1");
        let word = |back: usize| {
            start
                .checked_sub(back)
                .filter(|&at| at >= segment)
                .map_or("", |at| self.scan.word(at))
        };
        each && (word(2), word(1)) == ("bình", "quân")
            || matches!(
                (word(2), word(1)),
                ("địa", "bàn") | ("so", "với") | ("đầu", "trong") | ("nhất", "trong") | ("trong", "top") | ("Trong", "top")
            )
    }

    /// A verb stands before the number in its segment.
    pub(super) fn has_verb_before(&self, quantity: &Quantity<'_>) -> bool {
        let Some(own) = self.clauses.segment_of(quantity.tokens.start) else {
            return false;
        };
        let before = self.clauses.segments[own].tokens.start..quantity.tokens.start;
        self.scan.hits.sites_in(before, Starts::terms(&[Category::Action])).any(|at| {
            self.scan
                .hits
                .longest(at, Category::Action)
                .is_some_and(|hit| self.scan.lexicon.actions[usize::from(hit.row)].nature != Nature::Noun)
        })
    }
}
