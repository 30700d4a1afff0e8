//! What a date is for, as far as the words beside it say; the claim it belongs to may refine it.

use super::guard::in_law;
use super::place::Place;
use super::reader::{Classes, Reader};
use super::value::{Partial, Raw, Value, YearRef};
use crate::extract::scan::{Owner, Scan};
use crate::lexicon::{Category, DateClass};
use crate::text::Kind;

/// The roles of dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The period of an aim.
    TargetPeriod,
    /// The period of a result.
    ActualPeriod,
    /// The period that makes up a cohort ("founded in 2018-2020").
    CohortPeriod,
    /// The period of a plan.
    PlanPeriod,
    /// The year a plan runs to.
    PlanHorizon,
    /// The year a plan looks ahead to.
    PlanVision,
    /// By when something is to be done.
    Deadline,
    /// When something happened.
    EventTime,
    /// What a result is compared with.
    Baseline,
    /// Up to when figures count.
    DataCutoff,
    /// When the document appeared.
    Publication,
    /// When an official document was issued.
    IssueDate,
    /// How often.
    Rate,
    /// The present of the text.
    ReferenceTime,
}

impl Role {
    /// Its name in the knowledge base.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TargetPeriod => "target-period",
            Self::ActualPeriod => "actual-period",
            Self::CohortPeriod => "cohort-period",
            Self::PlanPeriod => "plan-period",
            Self::PlanHorizon => "plan-horizon",
            Self::PlanVision => "plan-vision",
            Self::Deadline => "deadline",
            Self::EventTime => "event-time",
            Self::Baseline => "baseline",
            Self::DataCutoff => "data-cutoff",
            Self::Publication => "publication",
            Self::IssueDate => "issue-date",
            Self::Rate => "rate",
            Self::ReferenceTime => "reference-time",
        }
    }
}

/// Rules of roles that later recognisers ask for.
pub mod role_rule {
    /// Inside the name or subject of a plan: when the plan is for.
    pub const IN_PLAN_NAME: &str = "role.in-plan-name";
    /// The day on which a numbered document was issued.
    pub const ISSUED: &str = "role.issued";
    /// Behind a word for a plan.
    pub const PLAN: &str = "role.plan";
    /// `cùng kỳ`: what is compared with.
    pub const SAME_PERIOD: &str = "role.same-period";
    /// What a figure is compared with, or the time of such a figure.
    pub const COMPARED: &str = "role.compared";
    /// By when something is finished.
    pub const FINISH: &str = "role.finish";
}

/// Role of one expression and the rule that gave it. `alone` when it is a line of its own.
pub(super) fn role(scan: &Scan<'_>, raw: &Raw, place: &Place, alone: bool) -> (Role, &'static str) {
    if raw.vision {
        return (Role::PlanVision, "role.vision");
    }
    match raw.value {
        Value::Every(..) => return (Role::Rate, "role.rate"),
        Value::SamePeriod(_) => return (Role::Baseline, role_rule::SAME_PERIOD),
        Value::Vague(0) => return (Role::ReferenceTime, "role.present"),
        Value::Vague(-1)
            if compared(
                &Reader {
                    scan,
                    start: place.start,
                    limit: place.end,
                },
                raw.start,
            ) =>
        {
            return (Role::Baseline, role_rule::COMPARED);
        }
        Value::Vague(-1) => return (Role::EventTime, "role.past"),
        Value::Vague(_) => return (Role::TargetPeriod, "role.future"),
        _ => {}
    }
    if alone && matches!(raw.value, Value::At(Partial::Day(..))) {
        return (Role::Publication, "role.dateline");
    }
    let reader = Reader {
        scan,
        start: place.start,
        limit: place.end,
    };
    let dated = matches!(raw.value, Value::At(Partial::Day(..)));
    if dated && follows_identifier(scan, raw.start, place.start) || follows_law(&reader, raw) {
        return (Role::IssueDate, "role.after-identifier");
    }
    // "Kế hoạch 188/KH-UBND năm 2025", "(được sửa đổi, bổ sung năm 2020)".
    let year = matches!(raw.value, Value::At(Partial::Year(YearRef::Is(_))));
    if year && raw.start > place.start && scan.owners.get(raw.start - 1) == Some(&Owner::Identifier) || year && amended(scan, raw.start) {
        return (Role::IssueDate, "role.after-identifier");
    }
    if dated && issues(&reader, raw) {
        return (Role::IssueDate, role_rule::ISSUED);
    }
    if matches!(raw.value, Value::At(Partial::Year(YearRef::Is(_)))) && in_law(&reader, raw.start) {
        return (Role::IssueDate, "role.law-year");
    }
    if compared(&reader, raw.start) || compared_level(&reader, raw.start) {
        return (Role::Baseline, role_rule::COMPARED);
    }
    if matches!(raw.value, Value::Since(_) | Value::Stretch(_, _, i16::MIN..0)) && superlative(&reader, raw.start) {
        return (Role::Baseline, "role.since-superlative");
    }
    if matches!(raw.value, Value::Until(_)) && cut_off(&reader, raw.start) {
        return (Role::DataCutoff, "role.cut-off");
    }
    if raw.period && reader.ending(skip_in(&reader, raw.start), DateClass::Cohort).is_some() && !aims_at(&reader, raw.start) {
        return (Role::CohortPeriod, "role.cohort");
    }
    let last = last_cue(&reader, raw.start);
    let opens = opens_clause(&reader, raw);
    match raw.value {
        Value::Until(at) if at.grain() == 0 => {
            if followed_by_vision(&reader, raw.end) || (!opens && last == Some(DateClass::Plan)) {
                (Role::PlanHorizon, "role.horizon")
            } else {
                (Role::Deadline, "role.until")
            }
        }
        Value::Until(_) | Value::Before(_) => (Role::Deadline, "role.until"),
        _ if last == Some(DateClass::Plan) && !raw.period && finish_after_plan(&reader, raw.start) => (Role::Deadline, role_rule::FINISH),
        // "trình quy hoạch **vào cuối năm 2023**": when it is done.
        _ if !opens
            && last == Some(DateClass::Plan)
            && not_a_day(raw)
            && raw.start > place.start
            && (scan.word(raw.start - 1) == "vào"
                || scan.word(raw.start - 1) == "trong" && matches!(raw.value, Value::At(Partial::Month(..)))) =>
        {
            (Role::Deadline, "role.done-at")
        }
        _ if !opens && last == Some(DateClass::Plan) && not_a_day(raw) => (Role::PlanPeriod, role_rule::PLAN),
        _ => by_clause(&reader, raw, last, opens),
    }
}

/// "… quy hoạch … báo cáo thành phố trong tháng 4": what is done by then, not the plan's own period.
fn finish_after_plan(reader: &Reader<'_, '_>, at: usize) -> bool {
    (at.saturating_sub(12).max(reader.start)..at)
        .rev()
        .take_while(|back| reader.ending(back + 1, DateClass::Plan).is_none())
        .any(|back| reader.is(back, DateClass::Finish))
}

/// Target or result, from the cues of the sentence.
fn by_clause(reader: &Reader<'_, '_>, raw: &Raw, last: Option<DateClass>, opens: bool) -> (Role, &'static str) {
    if opens && raw.start == reader.start || last.is_none() {
        let next = next_cue(reader, raw.end);
        return match next {
            Some(DateClass::Aim) if not_a_day(raw) => (Role::TargetPeriod, "role.clause-aim"),
            _ if not_a_day(raw) && (opens || next == Some(DateClass::Result)) => (Role::ActualPeriod, "role.clause-result"),
            // A year alone ("báo cáo tổng kết công tác năm 2023") says what the report is about.
            _ if last.is_none()
                && !matches!(raw.value, Value::At(Partial::Year(_)))
                && reader.ending_within(raw.start, DateClass::Finish, 12)
                && next.is_none()
                && not_a_day(raw) =>
            {
                (Role::Deadline, role_rule::FINISH)
            }
            _ if not_a_day(raw) => (Role::ActualPeriod, "role.default"),
            _ => (Role::EventTime, "role.day"),
        };
    }
    match last {
        Some(DateClass::Aim) if reader.ending_within(raw.start, DateClass::Finish, 14) => (Role::Deadline, role_rule::FINISH),
        Some(DateClass::Aim) if not_a_day(raw) => (Role::TargetPeriod, "role.aim"),
        Some(DateClass::Aim) => (Role::Deadline, "role.aim-day"),
        Some(_) if not_a_day(raw) => (Role::ActualPeriod, "role.result"),
        _ => (Role::EventTime, "role.day"),
    }
}

fn not_a_day(raw: &Raw) -> bool {
    match raw.value {
        Value::At(at) | Value::Range(at, _) | Value::Since(at) | Value::After(at) | Value::ToNow(at) => at.grain() < 2,
        _ => true,
    }
}

/// An identifier stands right before, but for "ngày", a comma or "ký".
fn follows_identifier(scan: &Scan<'_>, at: usize, start: usize) -> bool {
    let is_identifier = |at: usize| scan.owners.get(at) == Some(&Owner::Identifier);
    (1..=2).any(|back| {
        at.checked_sub(back).is_some_and(|i| {
            i >= start
                && is_identifier(i)
                && (back == 1
                    || scan
                        .tokens
                        .get(i + 1)
                        .is_some_and(|token| token.is(',') || token.is('(') || matches!(token.of(scan.text), "ký" | "ra")))
        })
    })
}

/// "Luật … ngày 19/6/2015": the name of a law or decree right before, with nothing but its name between.
fn follows_law(reader: &Reader<'_, '_>, raw: &Raw) -> bool {
    if !matches!(raw.value, Value::At(Partial::Day(YearRef::Is(_), ..))) || !reader.is(raw.start, DateClass::Day) {
        return false;
    }
    for back in (raw.start.saturating_sub(14).max(reader.start)..raw.start).rev() {
        let Some(token) = reader.scan.tokens.get(back) else { return false };
        if token.is_capital() && reader.is(back, DateClass::Law) {
            return true;
        }
        let breaks = token.is(',') || token.is(';') || token.is(':') || token.is('(') || token.is('.');
        if breaks || matches!(cue_at(reader, back), Some(DateClass::Aim | DateClass::Result)) {
            return false;
        }
    }
    false
}

/// "sửa đổi, bổ sung năm 2020": when a law was amended.
fn amended(scan: &Scan<'_>, at: usize) -> bool {
    let word = |back: usize| at.checked_sub(back).map_or("", |at| scan.word(at));
    matches!((word(2), word(1)), ("bổ", "sung") | ("sửa", "đổi"))
}

/// "Ngày 4/12/2025, UBND thành phố **ban hành Kế hoạch 188/KH-UBND**": the day opens its clause and what is issued has a number.
fn issues(reader: &Reader<'_, '_>, raw: &Raw) -> bool {
    let scan = reader.scan;
    if !opens_clause(reader, raw) {
        return false;
    }
    let end = reader.limit.min(raw.end + 24);
    let issue = (raw.end..end).find(|&at| {
        matches!(
            (scan.word(at), scan.word(at + 1)),
            ("ban", "hành") | ("ra", "Quyết") | ("ký", "ban") | ("ký", "Quyết")
        )
    });
    issue.is_some_and(|issue| (issue + 1..reader.limit.min(issue + 8)).any(|at| scan.owners.get(at) == Some(&Owner::Identifier)))
}

const COMPARED: Classes = Classes::of(&[DateClass::Compare, DateClass::SamePeriod]);

/// "so với" before it in the clause.
fn compared(reader: &Reader<'_, '_>, at: usize) -> bool {
    // "vượt năm trước".
    if at > reader.start && reader.scan.word(at - 1) == "vượt" {
        return true;
    }
    for back in (at.saturating_sub(8).max(reader.start)..at).rev() {
        if reader.classes(back).meets(COMPARED) {
            if reader.is(back, DateClass::Compare) {
                return true;
            }
            // "tăng 17% so với cùng kỳ **trong Q1/2025**": when, not with what.
            if reader.is(back, DateClass::SamePeriod) {
                return false;
            }
        }
        let token = reader.scan.tokens.get(back).filter(|token| token.kind == Kind::Punct);
        if token.is_some_and(|token| token.is(',') || token.is(';') || token.is('(')) {
            return false;
        }
    }
    false
}

/// "cao hơn **mức** 11,3% trong quý I/2019", "so với **mức** 36,6% của năm ngoái và **mức** 35,3% của quý trước": the time of a figure that
/// another is compared with.
fn compared_level(reader: &Reader<'_, '_>, at: usize) -> bool {
    let scan = reader.scan;
    let stops = |back: usize| {
        scan.tokens
            .get(back)
            .filter(|token| token.kind == Kind::Punct)
            .is_some_and(|token| {
                let decimal = token.is(',') && scan.tokens.get(back + 1).is_some_and(|next| next.glued());
                (token.is(',') || token.is(';') || token.is('(') || token.is(')') || token.is('.')) && !decimal
            })
    };
    let against = |at: usize| reader.reads(at, "so") && reader.reads(at + 1, "với");
    let level = (at.saturating_sub(10).max(reader.start)..at)
        .rev()
        .take_while(|back| !stops(*back))
        .find(|&back| reader.reads(back, "mức") || against(back));
    let Some(level) = level.filter(|&level| (level..at).any(|at| scan.tokens[at].kind == Kind::Digits)) else {
        return false;
    };
    if against(level) {
        return true;
    }
    let before = |back: usize| {
        level
            .checked_sub(back)
            .filter(|&at| at >= reader.start)
            .map_or("", |at| scan.word(at))
    };
    // A second level is compared with as the first was.
    let second = || {
        before(1) == "và"
            && (level.saturating_sub(14).max(reader.start)..level)
                .rev()
                .take_while(|back| !stops(*back))
                .any(|at| against(at) || reader.reads(at, "mức"))
    };
    matches!(before(1), "hơn" | "với" | "vượt") || second()
}

/// "cao nhất kể từ", "thấp nhất của hai tháng kể từ": what it is the most since.
fn superlative(reader: &Reader<'_, '_>, at: usize) -> bool {
    (at.saturating_sub(5).max(reader.start)..at)
        .rev()
        .take_while(|&back| reader.scan.tokens.get(back).is_some_and(|token| token.kind != Kind::Punct))
        .any(|back| reader.scan.word(back) == "nhất")
}

/// "số liệu", "tính" right before "đến".
fn cut_off(reader: &Reader<'_, '_>, at: usize) -> bool {
    reader.ending(at, DateClass::Cutoff).is_some()
}

/// Steps back over "trong".
fn skip_in(reader: &Reader<'_, '_>, at: usize) -> usize {
    reader.ending(at, DateClass::Of).map_or(at, |(start, _)| start)
}

/// "sẽ khởi công trong giai đoạn": an aim, not a cohort.
fn aims_at(reader: &Reader<'_, '_>, at: usize) -> bool {
    let cohort = reader.ending(skip_in(reader, at), DateClass::Cohort).map_or(at, |(start, _)| start);
    reader.ending(cohort, DateClass::Aim).is_some()
}

fn followed_by_vision(reader: &Reader<'_, '_>, end: usize) -> bool {
    let vision = |at| {
        reader
            .word(at, DateClass::Vision)
            .is_some_and(|(next, weak)| weak == 0 || reader.is(next, DateClass::To))
    };
    vision(end) || ((reader.mark(end, ',') || reader.is(end, DateClass::And) || reader.mark(end, '(')) && vision(end + 1))
}

/// The expression stands at the head of the sentence or of a clause that it governs.
fn opens_clause(reader: &Reader<'_, '_>, raw: &Raw) -> bool {
    let at = skip_in(reader, raw.start);
    if at == reader.start {
        return true;
    }
    let comma = || reader.scan.tokens.get(raw.end).is_some_and(|token| token.is(',')) && raw.end < reader.limit;
    let after_mark = reader
        .before(at)
        .is_some_and(|token| token.is(',') || token.is(';') || token.is(':') || token.is('-') || token.is('“'));
    after_mark || comma() && reader.ending(at, DateClass::Aim).is_some()
}

/// The last cue word before `at` in the sentence.
fn last_cue(reader: &Reader<'_, '_>, at: usize) -> Option<DateClass> {
    (at.saturating_sub(60).max(reader.start)..at)
        .rev()
        .find_map(|back| cue_at(reader, back))
}

fn next_cue(reader: &Reader<'_, '_>, at: usize) -> Option<DateClass> {
    (at..reader.limit.min(at + 40))
        .find_map(|at| cue_at(reader, at))
        .filter(|cue| *cue != DateClass::Plan)
}

const CUES: Classes = Classes::of(&[DateClass::Plan, DateClass::Aim, DateClass::Result]);

/// The cue at `at`; most tokens are none.
#[inline]
fn cue_at(reader: &Reader<'_, '_>, at: usize) -> Option<DateClass> {
    reader.classes(at).meets(CUES).then(|| strongest_cue(reader, at))?
}

/// A capital or a noun phrase makes "Kế hoạch" a document; "kế hoạch" in small letters may be one or an aim.
fn strongest_cue(reader: &Reader<'_, '_>, at: usize) -> Option<DateClass> {
    let class = |hit: crate::lexicon::Hit| reader.scan.lexicon.dates.get(usize::from(hit.row)).map(|row| row.class);
    if reader.scan.owners.get(at) == Some(&Owner::Free) && reader.is(at, DateClass::Not) {
        return None;
    }
    let mut best = None;
    for hit in reader.scan.hits.of(at, Category::Date) {
        if let Some(class) = class(hit).filter(|class| CUES.has(*class)) {
            let capital = reader.scan.tokens.get(at).is_some_and(|token| token.is_capital());
            best = match (best, class) {
                (Some(DateClass::Plan), DateClass::Aim) if capital => Some(DateClass::Plan),
                (Some(DateClass::Aim), DateClass::Plan) if !capital => Some(DateClass::Aim),
                _ => Some(class),
            };
        }
    }
    best
}
