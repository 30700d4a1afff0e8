//! What hangs on a claim: whole, threshold, cohort, baseline, standard, clusters.

use std::ops::Range;

use smol_str::{SmolStr, ToSmolStr};

use super::clause::Break;
use super::{About, Carry, Claim, Cohort, Period, Relation, Sentence, exact, opening, period};
use crate::extract::date::{Basis, Date, Edtf, Point, Role, role_rule};
use crate::extract::decimal::Decimal;
use crate::extract::quantity::Quantity;
use crate::extract::scan::Scan;
use crate::lexicon::{Category, Nature, Starts, Words};

/// Rare words that a sentence may hold, looked for once for all its numbers.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Holds {
    /// "trong đó" or "gồm".
    among: bool,
    /// "lần lượt".
    turn: bool,
    /// "tiêu chuẩn", "quy chuẩn".
    standard: bool,
}

impl Holds {
    pub(super) fn of(scan: &Scan<'_>, sentence: Range<usize>) -> Self {
        let &Words {
            within,
            that,
            consist,
            turn,
            standard,
            ..
        } = &scan.lexicon.words;
        let mut out = Self::default();
        // What is looked for has up to three words, and may end behind the sentence.
        let end = scan.tokens.len().min(sentence.end + 2);
        let mut before = 0;
        for token in scan.tokens.get(sentence.start..end).unwrap_or(&[]) {
            out.among |= (before == within) & (token.sym == that) | (token.sym == consist);
            out.turn |= token.sym == turn;
            out.standard |= token.sym == standard;
            before = token.sym;
        }
        out
    }
}

/// What several claims ask of a number: answered once, before the first claim of its sentence is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    /// The quantity that it is a part of by its words.
    pub of_total: Option<usize>,
    /// The quantity that bounds what it counts.
    pub threshold: Option<usize>,
    /// It names again what was counted before.
    pub points_back: bool,
    /// Another is a part of it by its words.
    pub is_whole: bool,
    /// It bounds what the number before it counts.
    pub is_bound: bool,
}

/// "trong đó" or "gồm" at token `at`.
fn opens_parts(scan: &Scan<'_>, at: usize) -> bool {
    let words = &scan.lexicon.words;
    let sym = |at: usize| scan.tokens.get(at).map_or(0, |token| token.sym);
    sym(at) == words.within && sym(at + 1) == words.that || sym(at) == words.consist
}

impl Sentence<'_> {
    /// Answers what several claims ask of the sentence's numbers.
    pub(super) fn ask(&mut self) {
        for index in self.numbers.clone() {
            let answers = Asked {
                of_total: self.of_total(index),
                threshold: self.threshold(index),
                points_back: self.points_back(&self.quantities[index]),
                is_whole: false,
                is_bound: false,
            };
            self.asked.push(answers);
        }
        let first = self.numbers.start;
        for at in 0..self.asked.len() {
            let Asked { of_total, threshold, .. } = self.asked[at];
            if let Some(whole) = of_total.filter(|&whole| whole != first + at) {
                self.asked[whole - first].is_whole = true;
            }
            if let Some(bound) = threshold {
                self.asked[bound - first].is_bound = true;
            }
        }
    }

    /// The quantity that `index` is a part of by its words: "33 **trong tổng số** 43", "20**/**32 dự án".
    fn of_total(&self, index: usize) -> Option<usize> {
        let next = index + 1;
        if let Some(whole) = &self.quantities[index].of_total {
            return self.numbers.clone().find(|&other| self.quantities[other].tokens == *whole);
        }
        let (part, whole) = (
            &self.quantities[index],
            self.quantities.get(next).filter(|_| self.numbers.contains(&next))?,
        );
        // A unit of its own may stand between: "117,11 ha/149,96 ha".
        if part.unit == whole.unit
            && !self.is_side_by_side(part, whole)
            && whole.tokens.start <= part.tokens.end + 3
            && self.scan.tokens[whole.tokens.start - 1].is('/')
        {
            return Some(next);
        }
        let between = part.tokens.end.max(part.phrase.end).min(whole.tokens.start)..whole.tokens.start;
        if self.scan.tokens[whole.tokens.start - 1].is('/') && self.is_side_by_side(part, whole) {
            return None;
        }
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
        // "là 1 trong 13 tỉnh".
        let one_of = between.len() == 1 && part.counted.is_none() && part.unit == "{count}" && part.high < whole.low;
        (joins && (announced || one_of)).then_some(next)
    }

    /// "5%/10%", "16,4 lần/7,2 lần": a slash between two shares or multiples parts values, not a part and its whole.
    fn is_side_by_side(&self, one: &Quantity<'_>, next: &Quantity<'_>) -> bool {
        let bar = next
            .tokens
            .start
            .checked_sub(1)
            .filter(|&bar| bar >= one.tokens.end && bar <= one.phrase.end);
        bar.is_some_and(|bar| self.scan.tokens[bar].is('/')) && one.unit == next.unit && matches!(one.unit, "%" | "1")
    }

    /// The quantity that a number is a part of: what was counted before "trong đó" or "gồm", before the bracket it stands in,
    /// or what the sentence points back to ("Trong số 115 cụm công nghiệp, …").
    pub(super) fn part_of(
        &self,
        index: usize,
        about: &About,
        parts: bool,
        carry: &Carry,
        claims: &[Claim],
        dates: &[Date],
    ) -> Option<usize> {
        let quantity = &self.quantities[index];
        let holds = |whole: usize| {
            let other = &self.quantities[whole];
            other.unit == quantity.unit && quantity.unit != "%" && other.low.max(other.high) > quantity.low.max(quantity.high)
        };
        let fits = |whole: &Claim| {
            let same = quantity.unit != "{count}" || about.key == whole.about.key || self.is_kind_of(quantity, whole);
            same && holds(whole.quantity)
        };
        // A whole stands before its parts, in the sentence or, as the sentence says, in an earlier one.
        if index == self.numbers.start && !parts {
            return None;
        }
        let own = self.clauses.segment_of(quantity.tokens.start)?;
        let pointed = self
            .numbers
            .clone()
            .rfind(|&other| other < index && self.asked(other).points_back && holds(other) && self.same_noun(index, other));
        if pointed.is_some() {
            return pointed;
        }
        // A rate ("23 m2/người") is no part of another.
        if quantity.per.is_some() {
            return None;
        }
        // "(tăng 123 ha)", "(cùng kỳ 3 tỷ)": neither a change nor what was in another time is a part.
        if about.direction.is_some() || self.is_of_other_time(own, dates) {
            return None;
        }
        // Inside the sentence: the last fitting number before "trong đó" or the bracket that is no part itself.
        let among = self.among(own, quantity.tokens.start);
        let mark = among.or_else(|| {
            let bracket = self.clauses.bracket(self.clauses.segments[own].part)?;
            let opening = self.clauses.segments.get(self.clauses.parts[bracket].segments.start)?.tokens.start;
            // A sentence in brackets goes on from the one before.
            (opening > self.tokens.start + 1).then_some(opening)
        });
        if let Some(mark) = mark {
            let fits = |claim: &Claim| fits(claim) && (among.is_some() || self.is_bracketed_by(own, claim));
            let before = || {
                claims
                    .iter()
                    .rev()
                    .take_while(|claim| self.tokens.contains(&self.quantities[claim.quantity].tokens.start))
                    .filter(|claim| self.quantities[claim.quantity].tokens.end <= mark && fits(claim))
            };
            let whole = before().find(|claim| claim.of_total.is_none()).or_else(|| before().next());
            return whole.map(|claim| claim.quantity).or_else(|| self.summed(mark, claims));
        }
        // "…; 60.000 lượt khách nội địa": the next item of the parts, as long as they do not exceed the whole.
        if let Some(whole) = self.next_part(own, quantity, claims, &fits) {
            return Some(whole);
        }
        let wholes = carry.wholes.iter().rev().filter(|_| parts).filter_map(|&at| claims.get(at));
        wholes.into_iter().find(|whole| fits(whole)).map(|whole| whole.quantity)
    }

    /// The number of `claim` stands in the stretch of speech that the bracket of segment `own` interrupts, and is not what the bracket is
    /// compared with ("cao hơn bình quân cả nước (35,88 triệu đồng)").
    fn is_bracketed_by(&self, own: usize, claim: &Claim) -> bool {
        let clauses = self.clauses;
        let number = &self.quantities[claim.quantity].tokens;
        let (Some(bracket), Some(segment)) = (clauses.bracket(clauses.segments[own].part), clauses.segment_of(number.start)) else {
            return false;
        };
        let head = |part: usize| clauses.head(part);
        let same = clauses.parts[bracket]
            .outer
            .is_some_and(|outer| head(outer) == head(clauses.segments[segment].part))
            || clauses.bracket(clauses.segments[segment].part) == Some(bracket);
        let opening = clauses.segments[clauses.parts[bracket].segments.start].tokens.start;
        let compared = (number.end..opening).any(|at| match self.scan.word(at) {
            "hơn" | "bằng" => true,
            "với" => self.scan.word(at - 1) == "so",
            _ => false,
        });
        same && !compared
    }

    /// "68 vị trí, gồm 17 dự án và 51 khu đất": whatever they are called, the parts behind the word make up the whole before it.
    fn summed(&self, mark: usize, claims: &[Claim]) -> Option<usize> {
        let parts = || {
            self.numbers
                .clone()
                .filter(|&index| self.quantities[index].tokens.start > mark && self.quantities[index].unit == "{count}")
        };
        let mut sum = Decimal::new(0, 0)?;
        for part in parts() {
            sum = sum.checked_add(exact(&self.quantities[part])?)?;
        }
        let whole = claims
            .iter()
            .rev()
            .take_while(|claim| self.tokens.contains(&self.quantities[claim.quantity].tokens.start))
            .map(|claim| claim.quantity)
            .find(|&index| self.quantities[index].tokens.end <= mark && self.quantities[index].unit == "{count}")?;
        (parts().count() > 1 && exact(&self.quantities[whole]) == Some(sum)).then_some(whole)
    }

    /// A segment that opens with the time compared with.
    fn is_of_other_time(&self, own: usize, dates: &[Date]) -> bool {
        let segment = &self.clauses.segments[own].tokens;
        self.dates.clone().any(|date| {
            dates[date].role_rule == role_rule::SAME_PERIOD
                && dates[date].tokens.start <= segment.start + 1
                && segment.contains(&dates[date].tokens.start)
        })
    }

    /// The whole that the item before is a part of, when this number opens the next item and the parts do not exceed it.
    fn next_part(&self, own: usize, quantity: &Quantity<'_>, claims: &[Claim], fits: &dyn Fn(&Claim) -> bool) -> Option<usize> {
        let part = &self.clauses.parts[self.clauses.segments[own].part];
        let opens = part.begin == Break::Item
            && self
                .numbers
                .clone()
                .find(|&number| self.quantities[number].tokens.start >= self.clauses.segments[part.segments.start].tokens.start)
                .is_some_and(|first| self.quantities[first].tokens == quantity.tokens);
        if !opens {
            return None;
        }
        let told = || {
            claims
                .iter()
                .rev()
                .take_while(|claim| self.tokens.contains(&self.quantities[claim.quantity].tokens.start))
        };
        let whole = told().find_map(|claim| claim.of_total.filter(|_| self.quantities[claim.quantity].unit == quantity.unit))?;
        let sum = told()
            .filter(|claim| claim.of_total == Some(whole))
            .try_fold(exact(quantity)?, |sum, claim| {
                sum.checked_add(exact(&self.quantities[claim.quantity])?)
            })?;
        let first = claims.iter().rev().find(|claim| claim.quantity == whole)?;
        let all = exact(&self.quantities[whole])?;
        (fits(first) && sum <= all).then_some(whole)
    }

    /// Two numbers count the same noun, by its first word, or measure the same.
    fn same_noun(&self, part: usize, whole: usize) -> bool {
        let head = |index: usize| {
            let counted = self.quantities[index].counted.as_ref();
            counted
                .and_then(|counted| self.scan.tokens.get(counted.start))
                .map_or(0, |token| token.sym)
        };
        self.quantities[part].unit != "{count}" || head(part) == head(whole) || head(part) == 0 || head(whole) == 0
    }

    /// What is counted is a kind of what the whole counts: the same noun ("hộ nghèo" of "hộ dân"), or people of people.
    fn is_kind_of(&self, quantity: &Quantity<'_>, whole: &Claim) -> bool {
        let noun = |quantity: &Quantity<'_>| quantity.counted.as_ref().map_or("", |counted| self.scan.word(counted.start));
        let (part, all) = (noun(quantity), noun(&self.quantities[whole.quantity]));
        let people = |word: &str| matches!(word, "người" | "lao" | "công" | "nhân" | "học" | "sinh" | "cán" | "khách" | "hộ");
        !part.is_empty() && (part == all || people(part) && people(all) || all.is_empty())
    }

    /// Where "trong đó" or "gồm" stands before a number, in its stretch of speech or before the colon that lists it.
    fn among(&self, own: usize, number: usize) -> Option<usize> {
        if !self.holds.among {
            return None;
        }
        let opens = |at: usize| at > opening(self.scan, &self.tokens) && opens_parts(self.scan, at);
        let part = self.clauses.segments[own].part;
        let listed = self.clauses.parts[part].listed;
        let reach = std::iter::once(own)
            .chain(self.clauses.before(own))
            .chain((0..own).rev().filter(|_| listed));
        reach.into_iter().find_map(|segment| {
            self.clauses.segments[segment]
                .tokens
                .clone()
                .rev()
                .find(|&at| at < number && opens(at))
        })
    }

    /// A bound that what is counted passes: "bốn cụm hoàn thành hạ tầng đạt **từ 90%**", "30 mặt hàng đạt kim ngạch **trên 1 tỷ USD**".
    fn threshold(&self, index: usize) -> Option<usize> {
        let (count, next) = (&self.quantities[index], index + 1);
        let bound = self.quantities.get(next).filter(|_| self.numbers.contains(&next))?;
        let same = self.clauses.segment_of(count.tokens.start) == self.clauses.segment_of(bound.tokens.start);
        if !same || count.unit != "{count}" {
            return None;
        }
        let open = bound.high.is_none() != bound.low.is_none();
        if bound.unit == "%" && open {
            return Some(next);
        }
        // "có quy mô dưới 10 tỷ": each of them has so much, not all of them together ("với tổng vốn trên 10 tỷ").
        let first = bound.phrase.start.min(bound.tokens.start);
        let limit = open || matches!(self.scan.word(first), "trên" | "hơn");
        let between = count.tokens.end..first;
        if !limit || between.len() > 12 || bound.unit == "{count}" {
            return None;
        }
        let each = between.clone().any(|at| matches!(self.scan.word(at), "có" | "đạt"));
        let whole = between
            .clone()
            .any(|at| matches!(self.scan.word(at), "với" | "tổng" | "và" | "thêm"));
        (each && !whole).then_some(next)
    }

    /// The group a number is counted in: "43 cụm công nghiệp **đã có quyết định thành lập giai đoạn 2018-2020**".
    pub(super) fn cohort(&self, index: usize, about: &About, dates: &mut [Date]) -> Option<Cohort> {
        let whole = self.asked(index).of_total.unwrap_or(index);
        let quantity = &self.quantities[whole];
        let own = self.clauses.segment_of(quantity.tokens.start)?;
        let segment = self.clauses.segments[own].tokens.clone();
        // The verb before the number is what is done; one behind it tells the group.
        let object = about.action.as_ref().is_some_and(|action| action.end <= quantity.tokens.start);
        if !object && whole == index {
            return None;
        }
        let counted = quantity.counted.clone()?;
        let behind = quantity.tokens.end.max(counted.start)..segment.end;
        let mut sites = self.scan.hits.sites_in(behind, Starts::terms(&[Category::Action]));
        let (at, hit) = sites.find_map(|at| {
            let hit = self.scan.hits.longest(at, Category::Action)?;
            let event = self.scan.lexicon.actions[usize::from(hit.row)].nature == Nature::Event;
            event.then_some((at, hit))
        })?;
        let date = self.dates.clone().find(|&date| {
            segment.contains(&dates[date].tokens.start)
                && dates[date].tokens.start >= hit.end as usize
                && dates[date].tokens.start <= hit.end as usize + 6
        });
        if (quantity.tokens.end..at).any(|at| matches!(self.scan.word(at), "sẽ" | "dự")) {
            return None;
        }
        let done = (quantity.tokens.end..at).any(|at| self.scan.tokens[at].sym == self.scan.lexicon.words.already);
        let adjacent = date.is_some_and(|date| matches!(dates[date].edtf, Some(Edtf::Between(..) | Edtf::Until(_) | Edtf::Since(_))));
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
            event: SmolStr::new(event),
            date,
        })
    }

    /// The expression a change is measured against: behind it in its part, else the nearest of the sentence.
    pub(super) fn baseline(&self, quantity: &Quantity<'_>, about: &About, dates: &[Date]) -> Option<usize> {
        let own = self.clauses.segment_of(quantity.tokens.start)?;
        let part = self.clauses.segments[own].part;
        let start = |date: usize| dates[date].tokens.start;
        let segment = |date: usize| self.clauses.segment_of(start(date));
        let baselines = || self.dates.clone().filter(|&date| dates[date].role == Role::Baseline);
        if about.direction.is_none() && quantity.unit != "%" && quantity.unit != "1" {
            return baselines().find(|&date| segment(date) == Some(own));
        }
        let of_part = |date: usize| segment(date).map(|segment| self.clauses.segments[segment].part) == Some(part);
        // A level is compared only where no other number stands in between ("đạt 96%, **tăng 7,6%** so với cuối năm 2022").
        let level = about.direction.is_none();
        let free = |date: usize| {
            !level
                || !self
                    .taken
                    .iter()
                    .any(|other| other.start > quantity.tokens.start && other.start < start(date))
        };
        let after = baselines().find(|&date| start(date) > quantity.tokens.start && of_part(date) && free(date));
        // A bracket compares with what stands before it; a list of changes shares one comparison.
        let bracket = self.clauses.parts[part].begin == Break::Bracket;
        let shared = || {
            let behind = baselines().find(|&date| start(date) > quantity.tokens.start);
            baselines().rfind(|&date| start(date) < quantity.tokens.start).or(behind)
        };
        after.or_else(|| if bracket || about.direction.is_some() { shared() } else { None })
    }

    /// "Doanh thu các năm 2015-2017 **lần lượt** là 3, 4 và 5 tỷ": the numbers behind the word take their times in order.
    pub(super) fn respectively(&self, claims: &mut [Claim], dates: &[Date]) {
        let words = &self.scan.lexicon.words;
        let sym = |at: usize| self.scan.tokens.get(at).map_or(0, |token| token.sym);
        let turn = |at: &usize| sym(*at) == words.turn && sym(at + 1) == words.turn_second;
        let Some(word) = self.holds.turn.then(|| self.tokens.clone().find(turn)).flatten() else {
            return;
        };
        let listed: Vec<usize> = (0..claims.len())
            .filter(|&at| self.quantities[claims[at].quantity].tokens.start > word)
            .collect();
        let count = listed.len();
        let before: Vec<usize> = self
            .dates
            .clone()
            .filter(|&date| dates[date].tokens.start < word && period::eligible(&dates[date]))
            .collect();
        let years = before.last().and_then(|&date| match dates[date].edtf {
            Some(Edtf::Between(Point::Year(from), Point::Year(to))) if usize::try_from(to - from + 1) == Ok(count) => Some((date, from)),
            _ => None,
        });
        for (turn, &at) in listed.iter().enumerate() {
            let claim = &mut claims[at];
            claim.respective = Some((turn, count, word));
            let dated = match years {
                Some((date, from)) => i16::try_from(turn).ok().map(|turn| (date, (from + turn).to_smolstr())),
                None if before.len() == count && count > 1 => period::period_of(&dates[before[turn]]).map(|(edtf, _)| (before[turn], edtf)),
                None => None,
            };
            if let Some((date, edtf)) = dated {
                claim.period = Period {
                    edtf: Some(edtf),
                    relation: Relation::Within,
                    basis: Basis::Explicit,
                    date: Some(date),
                };
            }
        }
    }

    /// "5,5%/7,5%/9% cho các năm 2025/26/27": values side by side have the years in turn.
    pub(super) fn side_by_side(&self, claims: &mut [Claim], dates: &[Date]) {
        let follows = |pair: &[Claim]| self.is_side_by_side(&self.quantities[pair[0].quantity], &self.quantities[pair[1].quantity]);
        let mut from = 0;
        while from < claims.len() {
            let mut to = from + 1;
            while to < claims.len() && follows(&claims[to - 1..=to]) {
                to += 1;
            }
            let group = &mut claims[from..to];
            let date = group[0].period.date.filter(|_| group.len() > 1);
            if let Some(index) = date
                && let Some(Edtf::Between(Point::Year(first), Point::Year(last))) = dates[index].edtf
                && usize::try_from(last - first + 1) == Ok(group.len())
            {
                for (claim, year) in group.iter_mut().zip(first..=last) {
                    claim.period.edtf = Some(year.to_smolstr());
                    claim.period.date = Some(index);
                }
            }
            from = to;
        }
    }

    /// A standard that is to be met: "đạt tiêu chuẩn hoặc quy chuẩn …", to the end of the segment.
    pub(super) fn condition(&self, quantity: &Quantity<'_>) -> Option<Range<usize>> {
        if !self.holds.standard {
            return None;
        }
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
    pub(super) fn clusters_of(&self, quantity: &Quantity<'_>, about: &About) -> Vec<usize> {
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

    /// The cluster whose area stands right behind its name ("Long Xuyên: 5,96 ha").
    pub(super) fn cluster_beside(&self, quantity: &Quantity<'_>, about: &About) -> Option<usize> {
        if !matches!(quantity.unit, "har" | "m2") || about.subject.is_some() {
            return None;
        }
        self.clusters
            .iter()
            .position(|cluster| cluster.tokens.end <= quantity.tokens.start && quantity.tokens.start - cluster.tokens.end <= 2)
    }
}
