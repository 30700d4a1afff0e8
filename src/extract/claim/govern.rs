//! Which cue governs a number: the words that make it a promise or a report, and how far they reach.

use std::ops::Range;

use super::MANY;
use super::clause::{Break, Clauses};
use crate::extract::plan::{PlanKind, PlanMention};
use crate::extract::scan::Scan;
use crate::lexicon::{Category, CueKind, Hit, Nature, Starts, SubjectNature};

/// What governs a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Governor {
    pub kind: CueKind,
    pub class: &'static str,
    /// Tokens of the cue; `None` when it came from no listed word.
    pub cue: Option<Range<usize>>,
    pub rule: &'static str,
}

/// One cue in a segment.
#[derive(Clone, Copy, Debug)]
struct Found {
    start: usize,
    end: usize,
    kind: CueKind,
    class: &'static str,
    strong: bool,
    /// It says something of an earlier number's noun or of a noun in between, and governs nothing behind that.
    of_noun: bool,
}

/// The cues of one sentence, read once for all its numbers.
#[derive(Clone, Debug)]
pub(super) struct Cues {
    found: Vec<Found>,
    /// For each segment, its cues.
    segments: Vec<Range<usize>>,
    /// Any of them is strong.
    strong: bool,
}

impl Cues {
    /// No sentence yet.
    pub(super) fn new() -> Self {
        Self {
            found: Vec::with_capacity(MANY),
            segments: Vec::with_capacity(MANY),
            strong: false,
        }
    }

    /// Reads the cues of a sentence, in the place of what was there before. `taken` are its numbers in order, so that a cue
    /// inside the phrase of an earlier number ("43 cụm đã có quyết định thành lập") is not read as governing a later one. Names
    /// of plans hold no cues.
    pub(super) fn read(&mut self, scan: &Scan<'_>, clauses: &Clauses, taken: &[Range<usize>], plans: &[PlanMention]) {
        self.found.clear();
        self.segments.clear();
        self.segments.resize(clauses.segments.len(), 0..0);
        self.strong = false;
        let tokens = clauses.tokens();
        let mut plan = plans.partition_point(|plan| plan.tokens.start < tokens.start);
        let (mut last, mut past) = (usize::MAX, 0);
        for at in scan.hits.sites_in(tokens, Starts::terms(&[Category::Cue])) {
            let Some(own) = clauses.segment_of(at) else { continue };
            let segment = &clauses.segments[own].tokens;
            if own != last {
                (last, past) = (own, segment.start);
            }
            // The longest at one place; none inside another.
            let hit = scan.hits.longest(at, Category::Cue).filter(|_| at >= past);
            let Some(hit) = hit else { continue };
            past = hit.end as usize;
            while plans.get(plan).is_some_and(|plan| plan.tokens.start <= at) {
                plan += 1;
            }
            let named = plan.checked_sub(1).map(|plan| &plans[plan]);
            if let Some(mut found) = read(scan, hit, segment, taken, named) {
                // "giao 1.200 tỷ đồng **nhưng** năm ấy thu **đạt** 1.100 tỷ đồng": what came of it.
                let but = clauses.segments[own].joined && scan.word(segment.start) == "nhưng";
                found.strong |= but && found.class == "realised";
                let of_segment = &mut self.segments[own];
                if of_segment.end == 0 {
                    of_segment.start = self.found.len();
                }
                of_segment.end = self.found.len() + 1;
                self.strong |= found.strong;
                self.found.push(found);
            }
        }
    }

    /// The cues of `segment` that end before `limit`, without those that belong to a noun.
    fn before(&self, segment: usize, limit: usize) -> impl Iterator<Item = &Found> + Clone {
        self.all(segment).iter().filter(move |cue| cue.end <= limit && !cue.of_noun)
    }

    /// The cues of `segment` that begin at `from` or later and end before `limit`, of nouns or not.
    fn behind(&self, segment: usize, from: usize, limit: usize) -> impl Iterator<Item = &Found> + Clone {
        self.all(segment).iter().filter(move |cue| cue.start >= from && cue.end <= limit)
    }

    /// The tokens of every report in the sentence, of nouns or not.
    pub(super) fn reports(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let report = |cue: &&Found| cue.kind == CueKind::Actual && cue.class == "realised";
        self.found.iter().filter(report).map(|cue| cue.start..cue.end)
    }

    fn all(&self, segment: usize) -> &[Found] {
        self.segments
            .get(segment)
            .and_then(|range| self.found.get(range.clone()))
            .unwrap_or(&[])
    }

    /// What decides in a whole segment.
    fn decisive(&self, segment: usize) -> Option<Found> {
        decide(self.before(segment, usize::MAX))
    }
}

/// The governor of a number that stands at tokens `number` in the phrase `phrase`, from the sentence alone; `None` when
/// nothing in it decides.
pub(super) fn governor(
    scan: &Scan<'_>,
    clauses: &Clauses,
    cues: &Cues,
    number: &Range<usize>,
    phrase: &Range<usize>,
    taken: &[Range<usize>],
) -> Option<Governor> {
    let own = clauses.segment_of(number.start)?;
    // Weak cues decide only where nothing strong does.
    let weak = || cues.before(own, number.start).last().map(|found| strong(found, "claim.cue-weak"));
    if let Some(found) = beside(cues, own, number, phrase) {
        return Some(strong(&found, "claim.cue-beside"));
    }
    if let Some(planned) = planned(scan, clauses.segments[own].tokens.start..phrase.start.min(number.start)) {
        return Some(planned);
    }
    if !cues.strong {
        return weak();
    }
    let part = clauses.segments[own].part;
    if let Some(found) = before_bracket(scan, clauses, cues, own, phrase.start.min(number.start), taken) {
        return Some(strong(&found, "claim.cue-before-bracket"));
    }
    // In its own segment: before the number, or behind it when the number opens the segment as its subject.
    if let Some(found) = decide(cues.before(own, number.start)) {
        if is_promise(found.kind) {
            let outer = outermost(clauses, cues, own, taken);
            return Some(strong(&outer.unwrap_or(found), "claim.cue"));
        }
        return Some(strong(&found, "claim.cue"));
    }
    let opening = clauses.segments[own].tokens.start..phrase.start.min(number.start);
    let there_is = exists(scan, opening.clone());
    if (there_is || is_subject(scan, opening))
        && let Some(found) = predicate(scan, clauses, cues, own, number, taken)
        // "có 3.220 tuyến **đảm bảo** yêu cầu": what they are like.
        && (!there_is || is_promise(found.kind) && found.class != "ensure")
    {
        let outer = if is_promise(found.kind) {
            outermost(clauses, cues, own, taken)
        } else {
            None
        };
        return Some(strong(&outer.unwrap_or(found), "claim.cue-after-subject"));
    }
    // Earlier segments of the same stretch of speech, nearest first; a promise reaches over lists of things.
    for segment in clauses.before(own) {
        if let Some(found) = cues.decisive(segment) {
            // "nếu xong thủ tục, năm nay **có thể** đấu giá 31 khu đất": what would follow is expected.
            if found.kind == CueKind::Hypothetical
                && let Some(outcome) = outcome(scan, clauses.segments[own].tokens.start..number.start)
            {
                return Some(outcome);
            }
            if is_promise(found.kind) {
                let outer = outermost(clauses, cues, segment, taken);
                return Some(strong(&outer.unwrap_or(found), "claim.cue-reach"));
            }
            return Some(strong(&found, "claim.cue-reach"));
        }
    }
    // What a colon opened governs its items; else the item before does. A bracket asks the part that it interrupts.
    let mut outer = Vec::new();
    let mut at = clauses.head(part);
    while at > 0 {
        at = match clauses.parts[at].begin {
            Break::Bracket => clauses.parts[at].outer.unwrap_or(0),
            _ => clauses.head(at - 1),
        };
        outer.push(at);
    }
    if clauses.parts[part].listed {
        outer.sort_by_key(|&at| clauses.parts[at].listed);
    }
    for at in outer {
        let range = clauses.parts[at].segments.clone();
        if let Some(found) = range.rev().find_map(|segment| cues.decisive(segment)) {
            // "…; tính chung 2 tháng đạt 101 tỷ": a figure of its own, not the estimate of the item before.
            let own_figure = cues
                .before(own, number.start)
                .find(|cue| cue.class == "realised" && cue.end > cue.start + 1);
            if let Some(weak) = own_figure.filter(|_| found.kind == CueKind::Actual) {
                return Some(strong(weak, "claim.cue-weak"));
            }
            return Some(strong(&found, "claim.cue-item"));
        }
    }
    weak()
}

/// "đạt 85% **kế hoạch** 1.200 tỷ đồng", "so với **dự toán** 700 tỷ đồng": the number of the plan that a share is of, in the segment
/// before it.
fn planned(scan: &Scan<'_>, before: Range<usize>) -> Option<Governor> {
    let near = before.end.saturating_sub(5).max(before.start + 1)..before.end.saturating_sub(1);
    let words = &scan.lexicon.words;
    let noun = near.rev().find(|&at| {
        // The id first: no such noun stands before most numbers.
        [words.plan, words.budget, words.target].contains(&scan.tokens[at].sym)
            && matches!(
                (scan.word(at), scan.word(at + 1)),
                ("kế", "hoạch") | ("dự", "toán") | ("chỉ", "tiêu")
            )
    })?;
    let share = scan.tokens[noun - 1].is('%');
    let compared = noun >= before.start + 2 && matches!((scan.word(noun - 2), scan.word(noun - 1)), ("so", "với") | ("con", "số"));
    let joined = (noun..before.end).any(|at| scan.word(at) == "và");
    ((share || compared) && !joined).then_some(Governor {
        kind: CueKind::Target,
        class: "plan",
        cue: Some(noun..noun + 2),
        rule: "claim.planned",
    })
}

/// "có thể", "có khả năng" in `tokens`.
fn outcome(scan: &Scan<'_>, tokens: Range<usize>) -> Option<Governor> {
    let can = tokens
        .clone()
        .find(|&at| scan.word(at) == "có" && matches!(scan.word(at + 1), "thể" | "khả"))?;
    Some(Governor {
        kind: CueKind::Target,
        class: "expect",
        cue: Some(can..can + 2),
        rule: "claim.outcome",
    })
}

/// A forecast, estimate or aim right before the number governs it, whatever else is said in the clause
/// ("… đang lập dự án với tổng vốn **dự kiến** khoảng 3 tỷ", "cao hơn **mục tiêu** 40%").
fn beside(cues: &Cues, own: usize, number: &Range<usize>, phrase: &Range<usize>) -> Option<Found> {
    let last = cues.behind(own, 0, number.start).last()?;
    let near = last.end + 1 >= phrase.start.min(number.start);
    (near && last.strong && matches!(last.class, "expect" | "estimate" | "goal")).then_some(*last)
}

/// The number of a bracket that says how much was set: "đạt 56% **kế hoạch** … **giao** (hơn 17.000 tỷ đồng)", "vượt **chỉ tiêu** (90%)".
fn before_bracket(scan: &Scan<'_>, clauses: &Clauses, cues: &Cues, own: usize, number: usize, taken: &[Range<usize>]) -> Option<Found> {
    let bracket = &clauses.parts[clauses.segments[own].part];
    let opening = clauses.segments[own].tokens.start;
    if bracket.begin != Break::Bracket || number > opening + 1 {
        return None;
    }
    // "… mà thành phố giao (**đạt** 107,2%)": what came of it.
    if number > opening && matches!(scan.word(opening), "đạt" | "bằng" | "tăng" | "giảm" | "vượt") {
        return None;
    }
    let outer = clauses.parts[bracket.outer?].segments.end.checked_sub(1)?;
    let segment = &clauses.segments[outer].tokens;
    let from = taken
        .iter()
        .rev()
        .find(|number| number.start < segment.end)
        .map_or(segment.start, |number| number.end.max(segment.start));
    cues.behind(outer, from, segment.end)
        .filter(|cue| cue.strong && matches!(cue.class, "goal" | "assign"))
        .last()
        .copied()
}

/// What governs a sentence as a whole: the last decisive cue in it.
pub(super) fn is_promise(kind: CueKind) -> bool {
    kind == CueKind::Target
}

fn strong(found: &Found, rule: &'static str) -> Governor {
    Governor {
        kind: found.kind,
        class: found.class,
        cue: Some(found.start..found.end),
        rule,
    }
}

/// The cue that `hit` is in `segment`; `plan` is the last one mentioned before its end.
fn read(scan: &Scan<'_>, hit: Hit, segment: &Range<usize>, taken: &[Range<usize>], plan: Option<&PlanMention>) -> Option<Found> {
    let (at, end) = (hit.start as usize, hit.end as usize);
    let cue = &scan.lexicon.cues[usize::from(hit.row)];
    let wanted = !matches!(cue.kind, CueKind::Connector | CueKind::Nothing) && end <= segment.end;
    if !wanted || !reads_as_cue(scan, at, end) || in_name(scan, at, end, plan) {
        return None;
    }
    let describing = cue.kind == CueKind::Actual && matches!(cue.class, "realised" | "ongoing") && describes(scan, at, segment.start);
    Some(Found {
        start: at,
        end,
        kind: cue.kind,
        class: class_of(scan, cue.class, end),
        strong: cue.strong,
        of_noun: describing || modifies(scan, at, segment.start, taken),
    })
}

/// A syllable of a proper name (`Tân Ước`), or a word of a plan's name (`… định hướng đến năm 2030`).
fn in_name(scan: &Scan<'_>, start: usize, end: usize, plan: Option<&PlanMention>) -> bool {
    let proper = end == start + 1
        && start > 0
        && scan.tokens[start].is_capital()
        && !scan.tokens[start].is_all_caps()
        && scan.tokens[start - 1].is_capital()
        && !scan.tokens[start].starts_line();
    proper || plan.is_some_and(|plan| plan.kind == PlanKind::Named && start > plan.tokens.start && end <= plan.tokens.end)
}

/// `đang` before a state ("đang là", "đang hoạt động") reports a state, before anything else an activity.
fn class_of(scan: &Scan<'_>, class: &'static str, next: usize) -> &'static str {
    if class != "ongoing" {
        return class;
    }
    let state = scan
        .hits
        .longest(next, Category::Action)
        .is_some_and(|hit| matches!(scan.lexicon.actions[usize::from(hit.row)].nature, Nature::State | Nature::Light));
    let weak_state = scan
        .hits
        .longest(next, Category::Cue)
        .is_some_and(|hit| scan.lexicon.cues[usize::from(hit.row)].class == "state");
    if state || weak_state { "state" } else { class }
}

/// Words that look like a cue and are part of another word: `giao` of `giao thông`, `còn` of `còn lại`, `vừa` of `vừa và nhỏ`.
fn reads_as_cue(scan: &Scan<'_>, start: usize, end: usize) -> bool {
    let mut longer = scan.hits.at(start).rev().take_while(|hit| hit.end as usize > end);
    !longer.any(|hit| matches!(hit.category, Category::Fixed | Category::Subject))
}

/// A cue behind a number's noun in the number's own segment belongs to the noun ("43 cụm **đã** có quyết định").
fn modifies(scan: &Scan<'_>, cue: usize, segment: usize, taken: &[Range<usize>]) -> bool {
    let Some(number) = taken.iter().rev().find(|number| number.end <= cue && number.start >= segment) else {
        return false;
    };
    // "bằng 111% dự toán Trung ương **giao**": whose plan it is a share of.
    let share = scan.tokens.get(number.end).is_some_and(|token| token.is('%')) && number.start > segment;
    if share && matches!(scan.word(number.start - 1), "bằng" | "đạt") && matches!(scan.word(cue), "giao" | "đặt") {
        return true;
    }
    // "50% **kế hoạch doanh thu**": what it is a share of.
    if scan.tokens[cue - 1].is('%') {
        return true;
    }
    // Only when the number is the object of a verb before it; a number that opens the segment is the subject of the cue.
    !is_subject(scan, segment..number.start) || (segment..number.start).any(|at| scan.tokens[at].sym == scan.lexicon.words.consist)
}

/// A report right behind a noun that a verb stands before describes the noun ("hoàn thiện hạ tầng các cụm công nghiệp **đã** thành lập").
fn describes(scan: &Scan<'_>, cue: usize, segment: usize) -> bool {
    let noun = (segment..cue)
        .rev()
        .take(6)
        .find_map(|at| scan.hits.longest(at, Category::Subject).filter(|hit| hit.end as usize == cue));
    noun.is_some_and(|noun| {
        scan.lexicon.subjects[usize::from(noun.row)].nature == SubjectNature::Thing && !is_subject(scan, segment..noun.start as usize)
    })
}

/// The cue that decides among those of a segment: the first promise, else the first strong report, scenario or norm. A
/// promise of what is estimated is a forecast ("**Ước tính** cả năm **sẽ** đạt").
fn decide<'c>(found: impl Iterator<Item = &'c Found> + Clone) -> Option<Found> {
    let mut strong = found.filter(|cue| cue.strong);
    let first = *strong.next()?;
    if is_promise(first.kind) {
        return Some(first);
    }
    let Some(promise) = strong.clone().find(|cue| is_promise(cue.kind)) else {
        // "**Hiện** tỉnh **đã** xây mới 40 trạm": what was done, whenever it is told.
        let done = strong.find(|cue| first.class == "state" && cue.kind == CueKind::Actual && cue.class == "realised");
        return Some(done.copied().unwrap_or(first));
    };
    let forecast = promise.class == "commit" && first.class == "estimate";
    Some(Found {
        class: if forecast { "expect" } else { promise.class },
        ..*promise
    })
}

/// A promise further out ("**dự kiến** đến năm 2030, toàn thành phố sẽ có"), over segments that hold no number.
fn outermost(clauses: &Clauses, cues: &Cues, from: usize, taken: &[Range<usize>]) -> Option<Found> {
    let mut best = cues.decisive(from).filter(|found| is_promise(found.kind));
    for segment in clauses.before(from) {
        let tokens = &clauses.segments[segment].tokens;
        if taken.iter().any(|number| tokens.contains(&number.start)) {
            break;
        }
        match cues.decisive(segment) {
            Some(found) if is_promise(found.kind) => best = Some(found),
            Some(_) => break,
            None => {}
        }
    }
    best
}

/// True when no verb stands in `before`: what follows is the subject of its segment.
fn is_subject(scan: &Scan<'_>, before: Range<usize>) -> bool {
    scan.hits.sites_in(before, Starts::terms(&[Category::Action])).next().is_none()
}

/// "có 2 dự án **dự kiến** hoàn thành …, và 3 dự án …": what there is, is the subject of what follows.
fn exists(scan: &Scan<'_>, before: Range<usize>) -> bool {
    let Some(last) = before.clone().next_back() else { return false };
    let there_is = |at: usize| matches!(scan.word(at), "có" | "Có");
    there_is(last) || scan.word(last) == "và" && before.clone().any(there_is)
}

/// The cue of the predicate behind a number that is the subject ("100% cụm … **phải** có", "bảy cụm **đã** hoàn thiện").
///
/// A report that another predicate follows in the same segment belongs to the noun ("95% các cụm **đã** đi vào hoạt động có trạm").
fn predicate(scan: &Scan<'_>, clauses: &Clauses, cues: &Cues, own: usize, number: &Range<usize>, taken: &[Range<usize>]) -> Option<Found> {
    let end = clauses.segments[own].tokens.end;
    let stop = taken
        .iter()
        .find(|next| next.start > number.start && next.start < end)
        .map_or(end, |next| next.start);
    // "bằng 32% kế hoạch Chính phủ **giao**": a share of what was assigned.
    if scan.word(number.start.saturating_sub(1)) == "bằng" {
        return None;
    }
    let found = cues
        .behind(own, number.end, stop)
        .filter(move |cue| cue.class != "assign" || cue.end < end)
        // "80% **kế hoạch lợi nhuận**": what it is a share of.
        .filter(|cue| cue.class != "plan" || !scan.tokens[cue.start - 1].is('%'));
    // A noun ("mục tiêu") is no predicate.
    if let Some(promise) = found.clone().find(|cue| cue.strong && is_promise(cue.kind) && cue.class != "goal") {
        return Some(*promise);
    }
    let first = *found.clone().find(|cue| cue.strong)?;
    // "hiện đang được khai thác" is one predicate.
    let end = found
        .clone()
        .take_while(|cue| cue.start <= first.end)
        .last()
        .map_or(first.end, |cue| cue.end);
    let again = found.clone().any(|cue| cue.start > end && !cue.strong) || passive_after(scan, end + 1..stop);
    (!again).then_some(first)
}

/// `được` or `chưa` further on: a predicate of its own.
fn passive_after(scan: &Scan<'_>, mut tokens: Range<usize>) -> bool {
    tokens.any(|at| {
        let word = scan.tokens[at].sym;
        word != 0 && (word == scan.lexicon.words.passive || word == scan.lexicon.words.not_yet)
    })
}
