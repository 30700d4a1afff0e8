//! Sentences in segments (between commas), parts (between semicolons, colons) and brackets.

use std::ops::Range;

use super::MANY;
use crate::extract::scan::Scan;
use crate::lexicon::{Category, CueKind, Start, Starts};
use crate::text::Kind;

/// What stands a part off from the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Break {
    /// Start of the sentence.
    Start,
    /// A semicolon, or a colon (what follows is listed under what precedes).
    Item,
    /// An opening bracket.
    Bracket,
    /// What follows a closing bracket: the part before the bracket goes on.
    Resume,
}

/// A stretch between commas, or up to an "và" that a new predicate follows.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    pub tokens: Range<usize>,
    pub part: usize,
    /// It opens with a predicate of its own behind "và": what it says in time and mood does not reach back.
    pub joined: bool,
}

/// A stretch between semicolons, colons or brackets.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub segments: Range<usize>,
    pub begin: Break,
    /// For a bracket, the part it interrupts; for a part that resumes, the part it goes on from.
    pub outer: Option<usize>,
    /// Behind a colon of this sentence.
    pub listed: bool,
}

/// One sentence in its segments and parts.
#[derive(Clone, Debug)]
pub(super) struct Clauses {
    pub segments: Vec<Segment>,
    pub parts: Vec<Part>,
    /// First token of the sentence.
    start: usize,
    /// For each token of the sentence up to the end of the last segment, the segment that it stands in or before.
    of_token: Vec<u32>,
}

/// Where something may be split, or a term starts in which a comma splits nothing.
const MARKS: Starts = Starts::terms(&[Category::Cue]).and(Start::Mark).and(Start::Listed);

/// Terms that nothing splits.
const WHOLE: Starts = Starts::terms(&[Category::Action, Category::Subject, Category::Fixed]);

/// Deepest nesting of brackets that is followed; deeper ones are read as plain text.
const DEEPEST: usize = 4;

impl Clauses {
    /// No sentence yet.
    pub(super) fn new() -> Self {
        Self {
            segments: Vec::with_capacity(MANY),
            parts: Vec::with_capacity(MANY),
            start: 0,
            of_token: Vec::with_capacity(8 * MANY),
        }
    }

    /// Splits a sentence of `scan`, in the place of what was there before.
    pub(super) fn split(&mut self, scan: &Scan<'_>, sentence: &Range<usize>) {
        let out = self;
        out.segments.clear();
        out.parts.clear();
        out.of_token.clear();
        out.start = sentence.start;
        out.open(Break::Start, None, false);
        let (mut from, mut joined) = (sentence.start, false);
        // The parts that open brackets interrupt.
        let (mut stack, mut depth) = ([0; DEEPEST], 0);
        let mut listed = false;
        let mut inside = sentence.start;
        let mut bracket = 0;
        for at in scan.hits.sites_in(sentence.clone(), MARKS) {
            let token = &scan.tokens[at];
            if token.kind != Kind::Punct {
                // "được giao 1.200 tỷ đồng **nhưng** chỉ đạt 1.100 tỷ đồng".
                let but = token.sym == scan.lexicon.words.but
                    && token.sym != 0
                    && !matches!(scan.word(at + 1), "chưa" | "không" | "vẫn")
                    && has_number(scan, from..at);
                if at > from + 1 && at >= inside && (but || opens_predicate(scan, from, at)) {
                    out.segment(from..at, joined);
                    (from, joined) = (at, true);
                }
                // A comma inside a term ("thành lập, mở rộng") does not split.
                if scan.hits.starts(at, WHOLE) {
                    for hit in scan.hits.at(at) {
                        if matches!(hit.category, Category::Action | Category::Subject | Category::Fixed) {
                            inside = inside.max(hit.end as usize);
                        }
                    }
                }
                continue;
            }
            let opening = token.is('(') && depth < DEEPEST;
            let closing = token.is(')') && depth > 0;
            let colon = token.is(':') && !between_digits(scan, at);
            if token.is(',') && at >= inside && !between_digits(scan, at) {
                out.segment(from..at, joined);
                (from, joined) = (at + 1, false);
            } else if token.is(';') || colon {
                out.segment(from..at, joined);
                (from, joined) = (at + 1, false);
                listed |= colon;
                // Inside a bracket, an item belongs to the bracket's first part.
                let outer = (depth > 0).then_some(bracket);
                out.open(Break::Item, outer, listed);
            } else if opening {
                out.segment(from..at, joined);
                (from, joined) = (at + 1, false);
                let outer = out.parts.len() - 1;
                stack[depth] = outer;
                depth += 1;
                out.open(Break::Bracket, Some(outer), listed);
                bracket = out.parts.len() - 1;
            } else if closing {
                out.segment(from..at, joined);
                (from, joined) = (at + 1, false);
                depth -= 1;
                out.open(Break::Resume, Some(stack[depth]), listed);
            }
        }
        // The full stop belongs to no clause.
        let mut end = sentence.end;
        while end > from && ['.', '!', '?', '…', ';', ':'].iter().any(|mark| scan.tokens[end - 1].is(*mark)) {
            end -= 1;
        }
        out.segment(from..end, joined);
        let segments = out.segments.len();
        if let Some(last) = out.parts.last_mut() {
            last.segments.end = segments;
        }
    }

    fn open(&mut self, begin: Break, outer: Option<usize>, listed: bool) {
        let at = self.segments.len();
        if let Some(last) = self.parts.last_mut() {
            last.segments.end = at;
        }
        self.parts.push(Part {
            segments: at..at,
            begin,
            outer,
            listed,
        });
    }

    fn segment(&mut self, tokens: Range<usize>, joined: bool) {
        if !tokens.is_empty() {
            let part = self.parts.len() - 1;
            self.of_token.resize(tokens.end - self.start, self.segments.len() as u32);
            self.segments.push(Segment { tokens, part, joined });
        }
    }

    /// The tokens of the sentence up to the end of the last segment.
    pub(super) fn tokens(&self) -> Range<usize> {
        self.start..self.start + self.of_token.len()
    }

    /// The segment that token `at` stands in, or the next for a token between two.
    pub(super) fn segment_of(&self, at: usize) -> Option<usize> {
        let at = at.saturating_sub(self.start);
        self.of_token.get(at).map(|segment| *segment as usize)
    }

    /// Segments before `segment` that belong to the same stretch of speech, nearest first: its own part, then the parts
    /// that it resumes. Brackets in between are left out.
    pub(super) fn before(&self, segment: usize) -> impl Iterator<Item = usize> + Clone + '_ {
        let mut part = Some(self.segments[segment].part);
        let mut end = segment;
        let parts = std::iter::from_fn(move || {
            let own = &self.parts[part?];
            let segments = own.segments.start..end.min(own.segments.end);
            part = own.outer.filter(|_| own.begin == Break::Resume);
            end = usize::MAX;
            Some(segments.rev())
        });
        parts.flatten()
    }

    /// A predicate of its own opens between `segment` and token `at` behind it.
    pub(super) fn parted(&self, segment: usize, at: usize) -> bool {
        let last = self.segment_of(at).unwrap_or(segment);
        self.segments
            .get(segment + 1..=last)
            .unwrap_or(&[])
            .iter()
            .any(|segment| segment.joined)
    }

    /// The bracket that `part` stands in.
    pub(super) fn bracket(&self, mut part: usize) -> Option<usize> {
        loop {
            match (self.parts[part].begin, self.parts[part].outer) {
                (Break::Bracket, _) => return Some(part),
                (_, Some(outer)) if outer < part => part = outer,
                _ => return None,
            }
        }
    }

    /// The first part of the stretch of speech that `part` belongs to.
    pub(super) fn head(&self, mut part: usize) -> usize {
        while let (Break::Resume, Some(outer)) = (self.parts[part].begin, self.parts[part].outer) {
            part = outer;
        }
        part
    }
}

/// "khoảng 350 tỷ đồng **và dự kiến** hoàn thành vào năm 2015": a cue behind "và" that a number stands before.
fn opens_predicate(scan: &Scan<'_>, from: usize, at: usize) -> bool {
    let cue = || {
        let hit = scan.hits.longest(at, Category::Cue);
        hit.is_some_and(|hit| {
            let cue = &scan.lexicon.cues[usize::from(hit.row)];
            cue.strong && cue.kind == CueKind::Target && matches!(cue.class, "expect" | "commit" | "strive")
        })
    };
    // Its id first: few words that a cue follows are this one.
    scan.tokens[at - 1].sym == scan.lexicon.words.and && scan.word(at - 1) == "và" && cue() && has_number(scan, from..at)
}

fn has_number(scan: &Scan<'_>, tokens: Range<usize>) -> bool {
    scan.tokens[tokens].iter().any(|token| token.kind == Kind::Digits)
}

fn between_digits(scan: &Scan<'_>, at: usize) -> bool {
    let digits = |token: Option<&crate::text::Token>| token.is_some_and(|token| token.kind == Kind::Digits);
    scan.tokens[at].glued()
        && digits(at.checked_sub(1).and_then(|i| scan.tokens.get(i)))
        && digits(scan.tokens.get(at + 1))
        && scan.tokens[at + 1].glued()
}
