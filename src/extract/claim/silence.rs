//! Quantities of which nothing is claimed.

use super::{Sentence, exact, govern, terms};
use crate::extract::decimal::Decimal;
use crate::extract::plan::PlanKind;
use crate::extract::quantity::Quantity;
use crate::lexicon::{Category, Nature, Starts, SubjectNature};

impl Sentence<'_> {
    /// Why a quantity is no claim whatever is said of it.
    pub(super) fn silent(&self, index: usize) -> Option<&'static str> {
        let quantity = &self.quantities[index];
        if matches!(quantity.unit, "s" | "min" | "h" | "d" | "wk" | "mo" | "a") && !self.is_measured_time(quantity) {
            return Some("duration");
        }
        if quantity.low.is_none() && quantity.high.is_none() {
            return Some("no-value");
        }
        let asked = self.asked(index);
        if asked.is_whole {
            return Some("denominator");
        }
        if asked.is_bound {
            return Some("threshold");
        }
        if asked.points_back || self.is_setting(quantity) || self.is_definite(index) {
            return Some("reference");
        }
        // "trạm biến áp 110kV": what it is rated at.
        if quantity.unit == "kV" || self.is_in_subject(quantity) || self.is_kind_of_capital(quantity) {
            return Some("name");
        }
        if self.is_article(index) {
            return Some("article");
        }
        let counted = quantity.counted.clone()?;
        // "tăng trưởng **hai con số**": of two digits.
        if self.scan.word(counted.start) == "con" && self.scan.word(counted.start + 1) == "số" {
            return Some("name");
        }
        let noun = self.scan.hits.longest(counted.start, Category::Subject);
        // "toàn bộ nguồn lực": all of something claims only what is said of all.
        let whole = quantity.spelled && quantity.unit == "%";
        let place = matches!(
            self.word_before(quantity.tokens.start, 1),
            "trong" | "trên" | "tại" | "của" | "khắp"
        );
        // "phấn đấu xong toàn bộ các căn nhà" promises all of them.
        let done = || self.has_verb_before(quantity) && !self.is_aimed_at(quantity);
        if whole && (place || noun.is_none() && !self.is_aimed_at(quantity) || done()) {
            return Some("whole");
        }
        let noun = noun?;
        let nature = self.scan.lexicon.subjects[usize::from(noun.row)].nature;
        // "đạt 77% mục tiêu" is what was reached of one.
        (nature == SubjectNature::Abstract && quantity.unit != "%" && !self.is_level(quantity) && !self.is_planned_limit(quantity))
            .then_some("task-count")
    }

    /// "**kỳ hạn** bình quân là **11,9 năm**", "**thời gian** thu phí giảm còn **7 năm**", "tăng **thời gian** **2 năm**": a length of time
    /// that something is said of, not one in which it is done ("trong thời gian 2 năm") nor a label ("kỳ hạn 5 năm").
    fn is_measured_time(&self, quantity: &Quantity<'_>) -> bool {
        let start = quantity.phrase.start.min(quantity.tokens.start);
        let word = |at: usize| self.scan.word(at);
        let says = matches!(
            self.word_before(start, 1),
            "là" | "đạt" | "còn" | "lên" | "xuống" | "tăng" | "giảm" | "quân" | "bình" | "động" | "thêm" | "thành"
        );
        // What is changed stands right before the number.
        let reach = if says { 0 } else { start.saturating_sub(2) };
        let noun = (self.tokens.start.max(reach)..start.saturating_sub(1)).rev().find(|&at| {
            matches!(
                (word(at), word(at + 1)),
                ("thời" | "Thời", "gian" | "hạn") | ("kỳ" | "Kỳ", "hạn") | ("tuổi" | "Tuổi", "thọ")
            )
        });
        let Some(noun) = noun else { return false };
        let verb = self.word_before(noun, 1);
        if matches!(verb, "trong" | "Trong" | "sau" | "Sau" | "với" | "theo" | "cùng") {
            return false;
        }
        let changed = matches!(verb, "tăng" | "giảm" | "Tăng" | "Giảm") && noun + 2 == start;
        changed || says
    }

    /// The word `back` tokens before token `at`; empty outside the sentence.
    pub(super) fn word_before(&self, at: usize, back: usize) -> &str {
        let before = at.checked_sub(back).filter(|before| self.tokens.contains(before));
        before.map_or("", |before| self.scan.word(before))
    }

    /// "cần tìm **một** phương án", "theo lãnh đạo **một** ngân hàng": one of some kind. "công nhận một xã", "153 dự án và một chương trình",
    /// "chỉ có một cán bộ" count.
    fn is_article(&self, index: usize) -> bool {
        let quantity = &self.quantities[index];
        if !(quantity.spelled && quantity.unit == "{count}" && exact(quantity) == Some(Decimal::ONE)) {
            return false;
        }
        let start = quantity.phrase.start.min(quantity.tokens.start);
        let word = |back| self.word_before(start, back);
        let counts = matches!((word(2), word(1)), (_, "chỉ" | "thêm" | "đúng" | "cả") | ("chỉ", "có" | "còn"))
            || matches!(word(1), "và" | "," | "cùng") && index > self.numbers.start;
        let noun = quantity
            .counted
            .as_ref()
            .and_then(|counted| self.scan.hits.longest(counted.start, Category::Subject));
        let thing = noun.is_some_and(|noun| self.scan.lexicon.subjects[usize::from(noun.row)].nature == SubjectNature::Thing);
        let of_some = matches!(word(1), "của" | "ở" | "trong" | "với" | "theo" | "như" | "từ" | "bởi");
        !counts && (!thing || of_some)
    }

    /// A verb right before the number does to it what a promise further before says.
    fn is_aimed_at(&self, quantity: &Quantity<'_>) -> bool {
        let start = quantity.phrase.start.min(quantity.tokens.start);
        let verb = self.scan.hits.ending_at(start, Category::Action).map(|hit| hit.start as usize);
        let from = start.saturating_sub(12).max(self.tokens.start);
        verb.is_some_and(|verb| terms::cue(self.scan, from..verb, |cue| cue.strong && govern::is_promise(cue.kind)).is_some())
    }

    /// "VN-Index giảm **0,62 điểm** xuống **989,2 điểm**": points of an index, not points to be done.
    fn is_level(&self, quantity: &Quantity<'_>) -> bool {
        let points = quantity
            .counted
            .as_ref()
            .is_some_and(|counted| self.scan.word(counted.start) == "điểm");
        let start = quantity.phrase.start.min(quantity.tokens.start);
        let moved = matches!(
            self.word_before(start, 1),
            "tăng" | "giảm" | "mất" | "lên" | "xuống" | "đạt" | "vùng" | "mức" | "mốc" | "còn"
        );
        points && (moved || quantity.low.is_some_and(|low| !low.is_integer()))
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
        let above = |at: usize| match self.scan.word(at) {
            "nói" | "kể" => self.scan.word(at + 1) == "trên",
            "đó" | "ấy" => true,
            // "2 ống hầm **hiện trạng**": those that are there.
            "hiện" => matches!(self.scan.word(at + 1), "trạng" | "hữu"),
            // "hai cây cầu **trên** đều phải …", but "2 xã trên địa bàn".
            "trên" => matches!(
                self.scan.word(at + 1),
                "đều" | "sẽ" | "đã" | "được" | "phải" | "cần" | "là" | "," | "."
            ),
            _ => false,
        };
        let alone = opening.end > opening.start && self.scan.word(opening.end - 1) == "riêng";
        within
            || alone
            || above(end)
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

    /// "khu vực **100% vốn** trong nước", "doanh nghiệp **do** nhà nước nắm **giữ 51% vốn** điều lệ": a kind of firm.
    fn is_kind_of_capital(&self, quantity: &Quantity<'_>) -> bool {
        if quantity.unit != "%" || self.scan.word(quantity.phrase.end) != "vốn" {
            return false;
        }
        let start = quantity.phrase.start.min(quantity.tokens.start);
        let owner = || (start.saturating_sub(8).max(self.tokens.start)..start).any(|at| self.scan.word(at) == "do");
        if self.word_before(start, 1) == "giữ" && owner() {
            return true;
        }
        let kind = matches!(
            self.scan.word(quantity.phrase.end + 1),
            "trong" | "nước" | "ngoại" | "nội" | "FDI" | "nhà" | "Nhà"
        );
        kind && exact(quantity) == Some(Decimal::from(100)) && !self.has_verb_before(quantity)
    }

    /// "cả **hai** vùng", "của **hai** bên", "Tỉnh có hai vùng. … **Hai** vùng đều có 30 xã": the very ones spoken of, by their number in words.
    fn is_definite(&self, index: usize) -> bool {
        let quantity = &self.quantities[index];
        let start = quantity.phrase.start.min(quantity.tokens.start);
        if quantity.unit != "{count}" {
            return false;
        }
        let before = self.word_before(start, 1);
        // "cả 2 giai đoạn" as well.
        let both = matches!(before, "cả" | "Cả");
        if !both && !quantity.spelled {
            return false;
        }
        let few = exact(quantity).is_some_and(|value| value <= Decimal::from(5) && value > Decimal::ONE);
        if both || !few {
            return few;
        }
        if matches!(before, "của" | "bởi" | "giữa" | "là") {
            return true;
        }
        // "đường dẫn **hai đầu** cầu": a thing has two.
        let counted = quantity.counted.as_ref().map_or("", |counted| self.scan.word(counted.start));
        if matches!(counted, "đầu" | "bên" | "phía" | "chiều" | "mặt") {
            return true;
        }
        // Named again at the head of a sentence or clause.
        let noun = |quantity: &Quantity<'_>| quantity.counted.as_ref().map_or(0, |counted| self.scan.tokens[counted.start].sym);
        let opens = self
            .clauses
            .segment_of(quantity.tokens.start)
            .is_some_and(|segment| self.clauses.segments[segment].tokens.start == start);
        let named = || {
            self.quantities[..self.numbers.start]
                .iter()
                .rev()
                .take(24)
                .any(|other| other.low == quantity.low && other.unit == quantity.unit && noun(other) == noun(quantity))
        };
        opens && noun(quantity) != 0 && named()
    }

    /// The sentence points back to a number told before.
    pub(super) fn takes_up(&self) -> bool {
        self.numbers.clone().next().is_some_and(|first| self.asked(first).points_back)
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
        let each = || exact(quantity) == Some(Decimal::ONE);
        let word = |back: usize| {
            start
                .checked_sub(back)
                .filter(|&at| at >= segment)
                .map_or("", |at| self.scan.word(at))
        };
        // "bình quân 1 xã có 13 trạm, một thôn có 2 trạm".
        let average = || {
            (self.tokens.start..start).any(|at| matches!((self.scan.word(at), self.scan.word(at + 1)), ("bình" | "Bình", "quân")))
                && self.numbers.clone().any(|other| {
                    self.quantities[other].tokens.start > quantity.tokens.end
                        && self.clauses.segment_of(self.quantities[other].tokens.start) == Some(own)
                })
        };
        match word(1) {
            "" => start == segment && each() && average(),
            "quân" => matches!(word(2), "bình" | "Bình") && each(),
            "bàn" | "phận" => word(2) == "địa",
            "với" => word(2) == "so",
            "trong" => matches!(word(2), "đầu" | "nhất"),
            "top" => matches!(word(2), "trong" | "Trong"),
            _ => false,
        }
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
