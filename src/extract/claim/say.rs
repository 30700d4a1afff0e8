//! What decides between promise and report when the sentence alone does not.

use std::ops::Range;

use smol_str::ToSmolStr;

use super::govern::Governor;
use super::{About, Carry, Sentence, indicator, opening, terms};
use crate::extract::date::{Date, Edtf, Point, Role, role_rule, rule};
use crate::extract::quantity::Quantity;
use crate::lexicon::{CueKind, Nature};

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
        if own.as_ref().is_none_or(|governor| governor.kind == CueKind::Actual) && self.is_planned_limit(quantity) {
            return (self.default(CueKind::Target, "plan", None, "claim.limit"), false);
        }
        if own.as_ref().is_some_and(|governor| governor.kind == CueKind::Target) && self.is_site(quantity) {
            return (self.default(CueKind::Actual, "state", None, "claim.site"), false);
        }
        // "dự kiến đạt 4% (cùng kỳ đạt 1,9%)": what was then is no forecast.
        let before = date.is_some_and(|date| date.role_rule == role_rule::SAME_PERIOD);
        let told =
            |governor: &Governor| governor.rule == "claim.cue-weak" || governor.kind == CueKind::Target && governor.rule != "claim.cue";
        if before && own.as_ref().is_none_or(told) {
            return (self.default(CueKind::Actual, "state", None, "claim.reported"), false);
        }
        // "Lãi ước đạt 1.923 tỷ đồng vào năm 2020", told in 2017.
        if let Some(date) = date
            && own.as_ref().is_some_and(|governor| governor.class == "estimate")
            && self.is_later_year(date)
        {
            return (
                self.default(CueKind::Target, "expect", own.and_then(|governor| governor.cue), "claim.future"),
                false,
            );
        }
        let weak = own.as_ref().is_none_or(|governor| governor.rule == "claim.cue-weak");
        let joined = self.is_joined() || self.starts_with(quantity);
        if weak
            && let Some(before) = &carry.previous
            && before.kind == CueKind::Target
            && (joined && !self.paragraph || self.goes_on())
        {
            return (before.clone(), true);
        }
        if weak
            && carry.listing
            && let Some((before, _)) = &carry.governor
            && before.kind == CueKind::Target
        {
            return (before.clone(), true);
        }
        // Aims go on through their paragraph until something else is said or another time is spoken of.
        let estimated = own.as_ref().is_some_and(|governor| governor.class == "estimate") && date.is_none();
        if (weak || estimated)
            && !self.paragraph
            && !self.tells()
            && let Some(before) = &carry.previous
            && matches!(before.class, "goal" | "strive" | "plan" | "expect" | "orient")
            && date.is_none_or(|date| {
                self.is_future(date)
                    || date.role == Role::TargetPeriod
                    || carry.promised.is_some_and(|(promised, _)| dates[promised].edtf == date.edtf)
                    || carry.plan.is_some_and(|plan| is_stage(date, &dates[plan]))
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
            if let Some(before) = &carry.previous
                && governor.rule == "claim.cue-weak"
                && governor.kind == CueKind::Actual
                && before.class == "estimate"
                && self.is_joined()
            {
                return (before.clone(), true);
            }
            // "đạt", "nâng … lên" promise where the time is still to come and report where it is not.
            if governor.rule == "claim.cue-weak" {
                let future = date.is_some_and(|date| self.is_future(date));
                // "cần", "theo quy hoạch" promise at any time.
                let promise = governor.class != "goal" || self.is_imperative(governor.cue.as_ref());
                if future && governor.kind != CueKind::Target {
                    return (
                        self.default(CueKind::Target, self.future_class(), governor.cue, "claim.future"),
                        false,
                    );
                }
                if governor.kind == CueKind::Target && !promise && !future {
                    return (self.default(CueKind::Actual, "realised", governor.cue, "claim.reported"), false);
                }
            }
            return (governor, false);
        }
        if let Some(before) = &carry.previous
            && before.kind == CueKind::Actual
            && self.is_joined()
        {
            return (before.clone(), true);
        }
        if date.is_some_and(|date| self.is_future(date)) {
            return (self.default(CueKind::Target, self.future_class(), None, "claim.future"), false);
        }
        (self.default(CueKind::Actual, "state", None, "claim.reported"), false)
    }

    /// The sentence tells of something done ("… 563 xã **đã** được công nhận").
    fn tells(&self) -> bool {
        let already = self.scan.lexicon.words.already;
        self.cues.reports().any(|cue| self.scan.tokens[cue.start].sym == already)
    }

    /// "mật độ xây dựng **tối đa** 40%, tầng cao **tối đa** 5 tầng": what a plan of building allows or asks for.
    pub(super) fn is_planned_limit(&self, quantity: &Quantity<'_>) -> bool {
        let limit = quantity
            .bounds
            .iter()
            .map(|(tokens, _)| tokens.start)
            .find(|&at| self.scan.word(at) == "tối");
        let Some(limit) = limit.filter(|_| quantity.low.is_none() != quantity.high.is_none()) else {
            return false;
        };
        let from = limit.saturating_sub(6).max(self.tokens.start);
        (from..limit).any(|at| {
            let word = |at: usize| self.scan.tokens[at].of(self.scan.text);
            matches!(
                (word(at).to_lowercase().as_str(), word(at + 1)),
                ("mật", "độ") | ("tầng", "cao") | ("chiều", "cao" | "rộng" | "sâu") | ("hệ", "số") | ("khoảng", "lùi") | ("lộ", "giới")
            )
        })
    }

    /// "sẽ xây **trên diện tích 39 ha**", "sẽ đấu giá **khu đất** hơn **77 ha**": land that is there, whatever is to be done on it.
    fn is_site(&self, quantity: &Quantity<'_>) -> bool {
        if !matches!(quantity.unit, "har" | "m2" | "km2") {
            return false;
        }
        let start = quantity.phrase.start.min(quantity.tokens.start);
        let word = |back| self.word_before(start, back);
        let area = (word(2), word(1)) == ("diện", "tích");
        let on = matches!(word(3), "trên") || (word(4), word(3)) == ("trên", "tổng");
        let plot = word(1) == "đất" && matches!(word(2), "khu" | "lô" | "thửa" | "mảnh");
        area && on || plot
    }

    /// What holds "đến năm 2030" is planned where the sentence speaks of a plan, else expected.
    fn future_class(&self) -> &'static str {
        let plan = terms::plan_word(self.scan, self.tokens.clone()).is_some();
        if plan || self.of_plan { "plan" } else { "expect" }
    }

    pub(super) fn default(&self, kind: CueKind, class: &'static str, cue: Option<Range<usize>>, rule: &'static str) -> Governor {
        Governor { kind, class, cue, rule }
    }

    /// A bound in time ("đến năm 2030"), or a time after the document's day.
    pub(super) fn is_future(&self, date: &Date) -> bool {
        let Some((first, _)) = date.edtf.map(Edtf::ends) else {
            return false;
        };
        // Written out only where the years do not decide.
        let later = |present: &str| match years(first, present) {
            Some((year, present)) if year != present => year > present,
            _ => {
                let first = first.to_smolstr();
                *first > *present && !present.starts_with(&*first)
            }
        };
        match (self.published, self.present) {
            (Some(published), _) => later(published),
            // What a text without a date names last may be older than the text: only another year is the future.
            (None, Some(present)) => date.role != Role::DataCutoff && later(present) && first.to_smolstr().get(..4) > present.get(..4),
            // "đến hết tháng 6" reports as often as it promises; "đến năm 2030" promises.
            // So does "hết năm 2024".
            (None, None) => {
                matches!(date.edtf, Some(Edtf::Until(Point::Year(_)))) && date.role != Role::DataCutoff && date.rule != rule::BY_END
            }
        }
    }

    /// A year after the one that the text speaks from.
    fn is_later_year(&self, date: &Date) -> bool {
        let year = date.edtf.and_then(Edtf::year);
        let present: Option<i16> = self.present.and_then(|present| present.get(..4)?.parse().ok());
        year.zip(present).is_some_and(|(year, present)| year > present)
    }

    /// A weak promise ("Đưa", "Nâng") opens its segment, or follows "Hà Nội:".
    pub(super) fn is_imperative(&self, cue: Option<&Range<usize>>) -> bool {
        let Some(cue) = cue else { return false };
        let opens = self
            .clauses
            .segment_of(cue.start)
            .is_some_and(|segment| self.clauses.segments[segment].tokens.start == cue.start);
        // Behind a number it tells what that led to ("…, đưa kết quả 11 tháng lên 605 triệu USD").
        opens && !self.numbers.clone().any(|number| self.quantities[number].tokens.start < cue.start)
    }

    /// The sentence opens with a word that joins it to the one before.
    pub(super) fn is_joined(&self) -> bool {
        self.joined
    }

    /// A joined sentence that goes on with what the one before promised. At the head of a paragraph, "Đặc biệt" and the like
    /// open something else.
    fn goes_on(&self) -> bool {
        self.is_joined()
            && !(self.paragraph
                && matches!(
                    self.scan.word(self.tokens.start),
                    "Đặc" | "Đáng" | "Riêng" | "Nhờ" | "Qua" | "Từ" | "Tương" | "Mặt"
                ))
    }

    /// The sentence opens with "Trong đó": what it counts is part of what was counted before.
    pub(super) fn opens_with_part(&self) -> bool {
        self.is_joined() && {
            let words = &self.scan.lexicon.words;
            let sym = |at: usize| self.scan.tokens.get(at).map_or(0, |token| token.sym);
            let start = opening(self.scan, &self.tokens);
            sym(start) == words.within && (sym(start + 1) == words.that || sym(start + 1) == words.number)
        }
    }

    /// The sentence opens with the number's phrase.
    pub(super) fn starts_with(&self, quantity: &Quantity<'_>) -> bool {
        quantity.phrase.start.min(quantity.tokens.start) == self.tokens.start
    }

    /// Class of modality: a report that no cue of its own decides is `realised` for a change, for what "đạt" says, and for
    /// something that happened at a stated time.
    pub(super) fn class(&self, governor: &Governor, about: &About, dated: bool, quantity: &Quantity<'_>) -> &'static str {
        let changed = matches!(about.nature, Some(Nature::Up | Nature::Down));
        let own = governor.cue.as_ref().is_some_and(|cue| {
            let segment = self.clauses.segment_of(quantity.tokens.start);
            // "vẫn tăng 6,1%": the change is what is reported.
            let changes = changed && about.action.as_ref().is_some_and(|action| action.start >= cue.end);
            governor.rule == "claim.cue" && segment == self.clauses.segment_of(cue.start) && !changes && !self.achieved(quantity)
        });
        // "đã hoàn thành hạ tầng **với diện tích 14 ha**": how large it is stays a state.
        if governor.kind == CueKind::Actual
            && matches!(governor.class, "realised" | "estimate")
            && self.is_attribute(governor, quantity, about)
        {
            return "state";
        }
        // "đã thu hút …, mang lại 1.100 tỷ đồng mỗi năm": so much a year holds on.
        let yearly = quantity.per.as_deref() == Some("P1Y") && !changed && !self.reached(quantity);
        if yearly && governor.kind == CueKind::Actual && governor.class == "realised" && governor.rule == "claim.cue-reach" {
            return "state";
        }
        if governor.kind != CueKind::Actual || own || governor.class != "state" {
            return governor.class;
        }
        if self.is_doing(quantity) {
            return "ongoing";
        }
        // "còn 3 cụm đã thành lập nhưng chưa …": what is left is a state, whatever it has done.
        if governor.cue.as_ref().is_some_and(|cue| self.scan.word(cue.start) == "còn") {
            return governor.class;
        }
        let happened = governor.rule == "claim.reported" && about.nature == Some(Nature::Event) && dated;
        let start = quantity.phrase.start.min(quantity.tokens.start);
        // "bằng 28% so với cùng kỳ".
        let compared = quantity.unit == "%" && start > self.tokens.start && self.scan.word(start - 1) == "bằng";
        if changed || compared || happened || self.reached(quantity) || self.achieved(quantity) || self.has_done(quantity) {
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

    /// Area, capital or capacity named right before the number, which the cue does not stand beside: a fact about a project.
    fn is_attribute(&self, governor: &Governor, quantity: &Quantity<'_>, about: &About) -> bool {
        let start = quantity.phrase.start.min(quantity.tokens.start);
        let named = about
            .subject
            .as_ref()
            .is_some_and(|subject| subject.end <= start && subject.end + 2 >= start);
        let size = about.key.as_deref().is_some_and(indicator::is_size);
        let measured = !matches!(quantity.unit, "{count}" | "%" | "1");
        let apart = governor.cue.as_ref().is_some_and(|cue| {
            about
                .subject
                .as_ref()
                .is_some_and(|subject| cue.end + 1 < subject.start && cue.end <= subject.start)
        });
        let reached = || self.reached(quantity) || self.achieved(quantity) || matches!(about.nature, Some(Nature::Up | Nature::Down));
        // "nâng số khu lên 299 khu với tổng diện tích 85.000 ha": the area is a running total, too.
        let raised = || {
            self.clauses.segment_of(quantity.tokens.start).is_some_and(|own| {
                (self.clauses.segments[own].tokens.start..start).any(|at| matches!(self.scan.word(at), "lên" | "nâng" | "Nâng"))
            })
        };
        named && size && measured && apart && !reached() && !raised()
    }

    /// "có 21 dự án **đang triển khai**": the counted things are at it.
    fn is_doing(&self, quantity: &Quantity<'_>) -> bool {
        quantity.counted.as_ref().is_some_and(|counted| {
            (counted.start..counted.end + 1).any(|at| {
                self.scan.word(at) == "đang"
                    && matches!(
                        self.scan.word(at + 1),
                        "triển" | "thi" | "xây" | "thực" | "đầu" | "giải" | "chuẩn" | "lập" | "làm" | "hoàn" | "được"
                    )
            })
        })
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
        let before = self.clauses.segments[own].tokens.start..quantity.tokens.start;
        terms::cue(self.scan, before, |cue| cue.class == "realised").is_some()
    }
}

/// The years of a point and of a day, where both are written with four digits.
fn years(point: Point, day: &str) -> Option<(i16, i16)> {
    let whole = !matches!(point, Point::Decade(_) | Point::Century(_));
    let year = point.year();
    let present = day.get(..4)?.parse().ok()?;
    (whole && (1000..=9999).contains(&year) && present >= 1000).then_some((year, present))
}

/// A stage of a plan: a stretch of years inside its period.
fn is_stage(date: &Date, plan: &Date) -> bool {
    matches!(date.edtf, Some(Edtf::Between(Point::Year(_), Point::Year(_))))
        && plan.latest.is_some_and(|end| date.latest.is_some_and(|last| last <= end))
        && plan.earliest.is_none_or(|start| date.earliest.is_some_and(|first| first >= start))
}
