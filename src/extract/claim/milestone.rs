//! Milestones: an action with a deadline and no number.

use std::ops::Range;

use smol_str::SmolStr;

use super::{Claims, Relation, Sentence, govern, period, terms};
use crate::extract::date::{Date, Edtf, Role};
use crate::extract::scan::Scan;
use crate::lexicon::{Category, CueKind, Nature};

/// An action with a deadline.
#[derive(Clone, Debug)]
pub struct Milestone {
    /// Tokens from the verb to the deadline, or the whole segment where the deadline opens it.
    pub tokens: Range<usize>,
    /// Tokens of the action.
    pub action: Option<Range<usize>>,
    /// Class of the action.
    pub class: Option<SmolStr>,
    /// Index of the temporal expression.
    pub date: usize,
    /// Done in the period or by its end.
    pub relation: Relation,
    /// A promise, not a report.
    pub promised: bool,
    /// Rule.
    pub rule: &'static str,
}

/// False for a sentence without numbers that neither tells a milestone nor dates what follows: it sets no deadline, states no purpose,
/// and promises nothing.
pub(super) fn may_tell(scan: &Scan<'_>, sentence: &Range<usize>, dates: &[Date]) -> bool {
    let sets = |date: &Date| matches!(date.role, Role::TargetPeriod | Role::Deadline) && period::eligible(date);
    dates.iter().any(sets)
        || states_purpose(scan, sentence)
        || terms::cue(scan, sentence.clone(), |cue| cue.strong && govern::is_promise(cue.kind)).is_some()
}

/// "Để …": the sentence states a purpose, and the times in it are deadlines.
fn states_purpose(scan: &Scan<'_>, sentence: &Range<usize>) -> bool {
    scan.tokens[sentence.start].sym == scan.lexicon.words.in_order_to
}

/// Finds the milestones of a sentence: promised actions dated by an expression that dates no number.
pub(super) fn milestones(sentence: &Sentence<'_>, dates: &mut [Date], out: &mut Claims) {
    for index in sentence.dates.clone() {
        let date = &dates[index];
        if !period::eligible(date) || matches!(date.role, Role::DataCutoff | Role::ReferenceTime) {
            continue;
        }
        let used = out
            .claims
            .iter()
            .rev()
            .take_while(|claim| sentence.tokens.contains(&claim.clause.start))
            .any(|claim| claim.period.date == Some(index));
        if used {
            continue;
        }
        let Some(own) = sentence.clauses.segment_of(date.tokens.start) else {
            continue;
        };
        let segment = sentence.clauses.segments[own].tokens.clone();
        let governor = govern::governor(sentence.scan, sentence.clauses, sentence.cues, &date.tokens, &date.tokens, &[]);
        let promised = governor
            .as_ref()
            .is_some_and(|governor| governor.kind == CueKind::Target && governor.rule != "claim.cue-weak");
        let purpose = states_purpose(sentence.scan, &sentence.tokens);
        if !promised && !purpose {
            continue;
        }
        let bound = matches!(date.edtf, Some(Edtf::Until(_)));
        // The verb stands between the date before and this one.
        let from = sentence
            .dates
            .clone()
            .map(|other| dates[other].tokens.end)
            .filter(|&end| end <= date.tokens.start)
            .max()
            .unwrap_or(0);
        let action = sentence.event(segment.start.max(from)..date.tokens.start);
        let cue = governor
            .as_ref()
            .and_then(|governor| governor.cue.clone())
            .filter(|cue| cue.start >= from && cue.end <= date.tokens.start && date.tokens.start - cue.start < 24);
        let tokens = match &action {
            Some(action) => {
                cue.filter(|_| !purpose)
                    .map_or(action.tokens.start, |cue| cue.start.min(action.tokens.start))..date.tokens.end
            }
            None if bound => date.tokens.start..sentence.reach(own),
            None => continue,
        };
        out.milestones.push(Milestone {
            tokens,
            class: action.as_ref().map(|action| action.class.clone()),
            action: action.map(|action| action.tokens),
            date: index,
            relation: if bound { Relation::By } else { Relation::Within },
            promised: true,
            rule: "milestone.deadline",
        });
        dates[index].role = Role::Deadline;
    }
}

/// An action found in a segment.
struct Found {
    tokens: Range<usize>,
    class: SmolStr,
}

impl Sentence<'_> {
    /// The first event verb in `tokens`.
    fn event(&self, tokens: Range<usize>) -> Option<Found> {
        self.scan.hits.apart(tokens, Category::Action).find_map(|hit| {
            let action = &self.scan.lexicon.actions[usize::from(hit.row)];
            (action.nature == Nature::Event).then(|| Found {
                tokens: hit.start as usize..hit.end as usize,
                class: action.class.clone(),
            })
        })
    }

    /// End of the stretch that a deadline opens: its segment and the next one of the same part.
    fn reach(&self, own: usize) -> usize {
        let part = self.clauses.segments[own].part;
        self.clauses.segments[own..]
            .iter()
            .take(2)
            .take_while(|segment| segment.part == part)
            .last()
            .map_or(self.tokens.end, |segment| segment.tokens.end)
    }
}
