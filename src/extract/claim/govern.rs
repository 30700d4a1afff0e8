//! Which cue governs a number: the words that make it a promise or a report, and how far they reach.

use std::ops::Range;

use super::clause::{Break, Clauses};
use crate::extract::scan::Scan;
use crate::lexicon::{Category, CueKind, Nature, SubjectNature};

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
#[derive(Clone, Debug)]
struct Found {
    tokens: Range<usize>,
    kind: CueKind,
    class: &'static str,
    strong: bool,
}

/// The governor of a number that stands at tokens `number`, from the sentence alone; `None` when nothing in it decides.
///
/// `taken` are the numbers of the sentence in order, so that a cue inside the phrase of an earlier number
/// ("43 cụm đã có quyết định thành lập") is not read as governing a later one.
pub(super) fn governor(scan: &Scan<'_>, clauses: &Clauses, number: &Range<usize>, taken: &[Range<usize>]) -> Option<Governor> {
    let own = clauses.segment_of(number.start)?;
    let part = clauses.segments[own].part;
    // In its own segment: before the number, or behind it when the number opens the segment as its subject.
    let before = cues(scan, clauses.segments[own].tokens.start..number.start, taken);
    if let Some(found) = decide(&before) {
        if is_promise(found.kind) {
            let outer = outermost(scan, clauses, own, taken);
            return Some(strong(&outer.unwrap_or(found), "claim.cue"));
        }
        return Some(strong(&found, "claim.cue"));
    }
    if is_subject(scan, clauses.segments[own].tokens.start..number.start)
        && let Some(found) = predicate(scan, clauses, own, number, taken)
    {
        let outer = if is_promise(found.kind) {
            outermost(scan, clauses, own, taken)
        } else {
            None
        };
        return Some(strong(&outer.unwrap_or(found), "claim.cue-after-subject"));
    }
    // Earlier segments of the same stretch of speech, nearest first; a promise reaches over lists of things.
    for segment in clauses.before(own) {
        let found = decide(&cues(scan, clauses.segments[segment].tokens.clone(), taken));
        if let Some(found) = found {
            if is_promise(found.kind) {
                let outer = outermost(scan, clauses, segment, taken);
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
        if let Some(found) = range
            .rev()
            .find_map(|segment| decide(&cues(scan, clauses.segments[segment].tokens.clone(), taken)))
        {
            return Some(strong(&found, "claim.cue-item"));
        }
    }
    // Weak cues decide only where nothing strong does.
    before.last().map(|found| strong(found, "claim.cue-weak"))
}

/// What governs a sentence as a whole: the last decisive cue in it.
pub(super) fn is_promise(kind: CueKind) -> bool {
    kind == CueKind::Target
}

fn strong(found: &Found, rule: &'static str) -> Governor {
    Governor {
        kind: found.kind,
        class: found.class,
        cue: Some(found.tokens.clone()),
        rule,
    }
}

/// Cues in `tokens`, in order, longest first at one place, without those that modify an earlier number's noun.
fn cues(scan: &Scan<'_>, tokens: Range<usize>, taken: &[Range<usize>]) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    let mut at = tokens.start;
    while at < tokens.end {
        let Some(hit) = scan.hits.longest(at, Category::Cue) else {
            at += 1;
            continue;
        };
        let cue = &scan.lexicon.cues[usize::from(hit.row)];
        let end = hit.end as usize;
        let wanted = !matches!(cue.kind, CueKind::Connector | CueKind::Nothing) && end <= tokens.end;
        let of_noun =
            |kind: CueKind| kind == CueKind::Actual && matches!(cue.class, "realised" | "ongoing") && describes(scan, at, tokens.start);
        if wanted && !modifies(scan, at, tokens.start, taken) && !of_noun(cue.kind) && reads_as_cue(scan, at, end) {
            out.push(Found {
                tokens: at..end,
                kind: cue.kind,
                class: class_of(scan, cue.class, end),
                strong: cue.strong,
            });
        }
        at = end.max(at + 1);
    }
    out
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
    !scan
        .hits
        .at(start)
        .iter()
        .any(|hit| hit.category == Category::Fixed && hit.end as usize > end)
        && !scan
            .hits
            .at(start)
            .iter()
            .any(|hit| hit.category == Category::Subject && hit.end as usize > end)
}

/// A cue behind a number's noun in the number's own segment belongs to the noun ("43 cụm **đã** có quyết định").
fn modifies(scan: &Scan<'_>, cue: usize, segment: usize, taken: &[Range<usize>]) -> bool {
    let Some(number) = taken.iter().rev().find(|number| number.end <= cue && number.start >= segment) else {
        return false;
    };
    // Only when the number is the object of a verb before it; a number that opens the segment is the subject of the cue.
    !is_subject(scan, segment..number.start)
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

/// The cue that decides among those of a segment: the first promise, else the first strong report, scenario or norm.
fn decide(found: &[Found]) -> Option<Found> {
    let promise = found.iter().find(|cue| cue.strong && is_promise(cue.kind));
    promise.or_else(|| found.iter().find(|cue| cue.strong)).cloned()
}

/// A promise further out ("**dự kiến** đến năm 2030, toàn thành phố sẽ có"), over segments that hold no number.
fn outermost(scan: &Scan<'_>, clauses: &Clauses, from: usize, taken: &[Range<usize>]) -> Option<Found> {
    let mut best = decide(&cues(scan, clauses.segments[from].tokens.clone(), taken)).filter(|found| is_promise(found.kind));
    for segment in clauses.before(from) {
        let tokens = &clauses.segments[segment].tokens;
        if taken.iter().any(|number| tokens.contains(&number.start)) {
            break;
        }
        match decide(&cues(scan, tokens.clone(), taken)) {
            Some(found) if is_promise(found.kind) => best = Some(found),
            Some(_) => break,
            None => {}
        }
    }
    best
}

/// True when no verb stands in `before`: what follows is the subject of its segment.
fn is_subject(scan: &Scan<'_>, before: Range<usize>) -> bool {
    !before
        .into_iter()
        .any(|at| scan.hits.at(at).iter().any(|hit| hit.category == Category::Action))
}

/// The cue of the predicate behind a number that is the subject ("100% cụm … **phải** có", "bảy cụm **đã** hoàn thiện").
///
/// A report that another predicate follows in the same segment belongs to the noun ("95% các cụm **đã** đi vào hoạt động có trạm").
fn predicate(scan: &Scan<'_>, clauses: &Clauses, own: usize, number: &Range<usize>, taken: &[Range<usize>]) -> Option<Found> {
    let end = clauses.segments[own].tokens.end;
    let stop = taken
        .iter()
        .find(|next| next.start > number.start && next.start < end)
        .map_or(end, |next| next.start);
    let found = cues(scan, number.end..stop, &[]);
    if let Some(promise) = found.iter().find(|cue| cue.strong && is_promise(cue.kind)) {
        return Some(promise.clone());
    }
    let first = found.iter().find(|cue| cue.strong)?;
    let again =
        found.iter().any(|cue| cue.tokens.start > first.tokens.end && !cue.strong) || passive_after(scan, first.tokens.end + 1..stop);
    (!again).then(|| first.clone())
}

/// `được` or `chưa` further on: a predicate of its own.
fn passive_after(scan: &Scan<'_>, tokens: Range<usize>) -> bool {
    tokens.into_iter().any(|at| {
        let word = scan.tokens[at].sym;
        word != 0 && (word == scan.lexicon.words.passive || word == scan.lexicon.words.not_yet)
    })
}
