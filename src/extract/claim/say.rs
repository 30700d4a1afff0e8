//! What decides between promise and report when the sentence alone does not.

use std::ops::Range;

use super::govern::Governor;
use super::{About, Carry, Sentence, is_joined};
use crate::extract::date::{Date, Edtf, Point, Role};
use crate::extract::quantity::Quantity;
use crate::lexicon::{Category, CueKind, Nature};

impl Sentence<'_> {
    /// What the sentence alone does not decide: the sentence before, the heading of a list, or the default, "reported".
    pub(super) fn settle(
        &self,
        own: Option<Governor>,
        quantity: &Quantity<'_>,
        date: Option<usize>,
        carry: &Carry,
        dates: &[Date],
    ) -> (Governor, bool) {
        let date = date.map(|date| &dates[date]);
        let weak = own.as_ref().is_none_or(|governor| governor.rule == "claim.cue-weak");
        let joined = self.is_joined() || self.starts_with(quantity);
        if weak
            && let Some((before, sentence)) = &carry.governor
            && (before.kind == CueKind::Target && *sentence + 1 >= self.index && (joined && !self.paragraph || self.is_joined())
                || carry.listing && before.kind == CueKind::Target)
        {
            return (before.clone(), true);
        }
        // Aims go on through their paragraph until something else is said or another time is spoken of.
        if weak
            && !self.paragraph
            && let Some((before, sentence)) = &carry.governor
            && *sentence + 1 >= self.index
            && matches!(before.class, "goal" | "strive" | "plan" | "expect" | "orient")
            && date.is_none_or(|date| {
                self.is_future(date)
                    || date.role == Role::TargetPeriod
                    || carry.promised.is_some_and(|promised| dates[promised].edtf == date.edtf)
            })
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
            // "Bên cạnh đó, có 23.764 người …": the estimate before it goes on.
            if let Some((before, sentence)) = &carry.governor
                && governor.rule == "claim.cue-weak"
                && governor.kind == CueKind::Actual
                && before.class == "estimate"
                && *sentence + 1 == self.index
                && self.is_joined()
            {
                return (before.clone(), true);
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

    pub(super) fn default(&self, kind: CueKind, class: &'static str, cue: Option<Range<usize>>, rule: &'static str) -> Governor {
        Governor { kind, class, cue, rule }
    }

    /// A bound in time ("đến năm 2030"), or a time after the document's day.
    pub(super) fn is_future(&self, date: &Date) -> bool {
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
    pub(super) fn is_imperative(&self, cue: Option<&Range<usize>>) -> bool {
        let Some(cue) = cue else { return false };
        let opens = self
            .clauses
            .segment_of(cue.start)
            .is_some_and(|segment| self.clauses.segments[segment].tokens.start == cue.start);
        // Behind a number it tells what that led to ("…, đưa kết quả 11 tháng lên 605 triệu USD").
        opens && !self.numbers.iter().any(|&number| self.quantities[number].tokens.start < cue.start)
    }

    /// The sentence opens with a word that joins it to the one before.
    pub(super) fn is_joined(&self) -> bool {
        is_joined(self.scan, &self.tokens)
    }

    /// The sentence opens with "Trong đó": what it counts is part of what was counted before.
    pub(super) fn opens_with_part(&self) -> bool {
        self.is_joined() && {
            let words = &self.scan.lexicon.words;
            let sym = |at: usize| self.scan.tokens.get(at).map_or(0, |token| token.sym);
            sym(self.tokens.start) == words.within
                && (sym(self.tokens.start + 1) == words.that || sym(self.tokens.start + 1) == words.number)
        }
    }

    /// The sentence opens with the number's phrase.
    pub(super) fn starts_with(&self, quantity: &Quantity<'_>) -> bool {
        quantity.phrase.start.min(quantity.tokens.start) == self.tokens.start
    }

    /// Class of modality: a report that no cue of its own decides is `realised` for a change, for what "đạt" says, and for
    /// something that happened at a stated time.
    pub(super) fn class(&self, governor: &Governor, about: &About, dated: bool, quantity: &Quantity<'_>) -> &'static str {
        let own = governor.cue.as_ref().is_some_and(|cue| {
            let segment = self.clauses.segment_of(quantity.tokens.start);
            governor.rule == "claim.cue" && segment == self.clauses.segment_of(cue.start) && !self.achieved(quantity)
        });
        if governor.kind != CueKind::Actual || own || governor.class != "state" {
            return governor.class;
        }
        let changed = matches!(about.nature, Some(Nature::Up | Nature::Down));
        let happened = governor.rule == "claim.reported" && about.nature == Some(Nature::Event) && dated;
        if changed || happened || self.reached(quantity) || self.achieved(quantity) || self.has_done(quantity) {
            "realised"
        } else {
            governor.class
        }
    }

    /// "thu hút **được** 473 dự án": a result, whatever else is said.
    fn achieved(&self, quantity: &Quantity<'_>) -> bool {
        let before = quantity.phrase.start.min(quantity.tokens.start).checked_sub(1);
        before.is_some_and(|at| self.tokens.contains(&at) && self.scan.tokens[at].sym == self.scan.lexicon.words.passive)
    }

    /// "có 9 cụm công nghiệp **đã** hoàn thành": the counted things have done it.
    fn has_done(&self, quantity: &Quantity<'_>) -> bool {
        let sym = |at: usize| self.scan.tokens.get(at).map_or(0, |token| token.sym);
        let already = self.scan.lexicon.words.already;
        quantity
            .counted
            .as_ref()
            .is_some_and(|counted| sym(counted.end) == already || counted.clone().any(|at| sym(at) == already))
    }

    /// "đạt" stands before the number in its segment.
    pub(super) fn reached(&self, quantity: &Quantity<'_>) -> bool {
        let Some(own) = self.clauses.segment_of(quantity.tokens.start) else {
            return false;
        };
        (self.clauses.segments[own].tokens.start..quantity.tokens.start).any(|at| {
            let hit = self.scan.hits.longest(at, Category::Cue);
            hit.is_some_and(|hit| self.scan.lexicon.cues[usize::from(hit.row)].class == "realised")
        })
    }
}
