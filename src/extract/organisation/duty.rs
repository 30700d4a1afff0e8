//! Duties: what a text gives a body to do.

use super::*;
use crate::lexicon::BodyWord;
use crate::text::Kind;

/// How a duty is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DutyRole {
    /// “được giao …”, “chịu trách nhiệm …”: said of the body.
    Assigned,
    /// “giao Sở X …”: another gives it.
    Given,
    /// “Sở X chủ trì …”, “Sở X tăng cường …”.
    Acts,
}

/// A duty of a body.
#[derive(Clone, Debug)]
pub struct Duty {
    /// The body: an index into the list handed in.
    pub organisation: usize,
    /// The body that gives it, where that is the subject: an index into the same list.
    pub giver: Option<usize>,
    /// Tokens of the words that give it; the task's own first words when none do.
    pub cue: Range<usize>,
    /// Tokens of the task, to the end of the clause.
    pub task: Range<usize>,
    /// Bytes of the task.
    pub span: Span,
    /// How it is given.
    pub role: DutyRole,
    /// The rule that found it.
    pub rule: &'static str,
}

/// The duties given to `organisations`, in text order.
pub fn duties(scan: &Scan<'_>, organisations: &[Organisation]) -> Vec<Duty> {
    let mut out = Vec::new();
    for (at, body) in organisations.iter().enumerate() {
        if body.kind == "company" || body.kind == "bank" {
            continue;
        }
        let end = body.tokens.end;
        let words = &scan.lexicon.body_words;
        let skip = words
            .at(scan.text, &scan.tokens, end, |word| word == BodyWord::Before)
            .map_or(end, |(end, _)| end);
        let is = |want| move |word: BodyWord| word == want;
        let ends = |at: usize, word| Some(at..words.at(scan.text, &scan.tokens, at, is(word))?.0);
        let assigned = || ends(skip, BodyWord::Assigned).or_else(|| if skip == end { None } else { ends(end, BodyWord::Assigned) });
        let given = || words.before(scan.text, &scan.tokens, body.tokens.start, is(BodyWord::Gives));
        let (cue, from, role, rule) = if let Some(cue) = assigned() {
            (cue.clone(), cue.end, DutyRole::Assigned, "duty.assigned")
        } else {
            let acts = ends(skip, BodyWord::Acts);
            let may_be_given = acts.is_some() || !stops(scan, end);
            if let Some((start, _)) = if may_be_given { given() } else { None } {
                (start..body.tokens.start, end, DutyRole::Given, "duty.given")
            } else if let Some(cue) = acts.filter(|_| subject(scan, body)) {
                (cue, skip, DutyRole::Acts, "duty.acts")
            } else {
                continue;
            }
        };
        let task = from..clause_end(scan, from, sentence(scan, body).end);
        if task.len() < 2 {
            continue;
        }
        let giver = at
            .checked_sub(1)
            .filter(|before| role == DutyRole::Given && organisations[*before].tokens.end == cue.start);
        out.push(Duty {
            organisation: at,
            giver,
            cue,
            span: scan.span(task.clone()),
            task,
            role,
            rule,
        });
    }
    out
}

/// The sentence that the body's name starts in.
fn sentence(scan: &Scan<'_>, body: &Organisation) -> Range<usize> {
    let sentence = scan.sentences.get(scan.sentence_of(body.tokens.start));
    sentence.cloned().unwrap_or_default()
}

/// The body opens its sentence or clause.
fn subject(scan: &Scan<'_>, body: &Organisation) -> bool {
    let start = body.tokens.start;
    start <= sentence(scan, body).start + 3
        || start > 0
            && scan
                .tokens
                .get(start - 1)
                .is_some_and(|token| token.is(';') || token.is(',') || token.is('-'))
}

fn stops(scan: &Scan<'_>, at: usize) -> bool {
    scan.tokens
        .get(at)
        .is_none_or(|token| token.kind == Kind::Punct || token.starts_line())
}

/// The end of the clause that starts at `from`: a semicolon, a full stop, the sentence's end.
fn clause_end(scan: &Scan<'_>, from: usize, stop: usize) -> usize {
    let end = (from..stop).find(|at| scan.tokens[*at].is(';')).unwrap_or(stop);
    if end > from && scan.tokens.get(end - 1).is_some_and(|token| token.is('.')) {
        end - 1
    } else {
        end
    }
}
