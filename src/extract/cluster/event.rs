//! Events of clusters: what a sentence says happened to those it names, or did not.

use super::*;
use crate::lexicon::{Category, EventWord};

/// An event of one or more clusters.
#[derive(Clone, Debug)]
pub struct ClusterEvent {
    /// The clusters: indices into the mentions handed in.
    pub clusters: Vec<usize>,
    /// Class, such as `construction-started`, `wwtp-commissioned`.
    pub event: String,
    /// False when it has not happened (“chưa khởi công”).
    pub happened: bool,
    /// It is said to be still to come (“dự kiến sẽ hoàn thành”).
    pub planned: bool,
    /// Tokens of the words that say so.
    pub cue: Range<usize>,
    /// Tokens of the clause, where its date stands if it has one.
    pub clause: Range<usize>,
    /// Bytes of the clause.
    pub span: Span,
    /// The rule that found it.
    pub rule: &'static str,
}

/// The events of `clusters` (as [`clusters`] gives them), in text order.
pub fn events(scan: &Scan<'_>, clusters: &[ClusterMention]) -> Vec<ClusterEvent> {
    let mut out = Vec::new();
    let mut first = 0;
    while first < clusters.len() {
        let mut last = first;
        while last + 1 < clusters.len() && together(scan, &clusters[last], &clusters[last + 1]) {
            last += 1;
        }
        let group = Group {
            members: first..last + 1,
            start: clusters[first].tokens.start,
            end: clusters[last].tokens.end,
            next: clusters.get(last + 1).map_or(usize::MAX, |next| next.tokens.start),
            before: first.checked_sub(1).map_or(0, |before| clusters[before].tokens.end),
        };
        let from = out.len();
        behind(scan, &group, &mut out);
        if out.len() == from {
            out.extend(in_front(scan, &group));
        }
        first = last + 1;
    }
    out
}

/// Clusters of one list.
struct Group {
    members: Range<usize>,
    start: usize,
    end: usize,
    /// First token of the next cluster.
    next: usize,
    /// One past the last token of the cluster before.
    before: usize,
}

/// What a clause says: class, whether it has happened, whether it is still to come.
struct Said {
    event: String,
    happened: bool,
    planned: bool,
}

impl Group {
    fn event(&self, scan: &Scan<'_>, said: Said, cue: Range<usize>, clause: Range<usize>, rule: &'static str) -> ClusterEvent {
        ClusterEvent {
            clusters: self.members.clone().collect(),
            event: said.event,
            happened: said.happened,
            planned: said.planned,
            cue,
            span: scan.span(clause.clone()),
            clause,
            rule,
        }
    }
}

/// Nothing is said between two mentions of one sentence.
fn together(scan: &Scan<'_>, a: &ClusterMention, b: &ClusterMention) -> bool {
    let gap = a.tokens.end..b.tokens.start;
    gap.len() < 40
        && scan.sentence_of(a.tokens.start) == scan.sentence_of(b.tokens.start)
        && !gap.clone().any(|at| cue(scan, at).is_some() || scan.tokens[at].is('!'))
}

fn cue(scan: &Scan<'_>, at: usize) -> Option<(usize, &'static str)> {
    // “tỷ lệ lấp đầy” is a figure, no event.
    let figure = at > 0 && scan.word(at - 1) == "lệ";
    if figure || scan.tokens.get(at).is_none_or(|token| token.kind != Kind::Word) {
        return None;
    }
    match scan
        .lexicon
        .event_words
        .at(scan.text, &scan.tokens, at, |word| matches!(word, EventWord::Cue(_)))?
    {
        (end, EventWord::Cue(class)) => Some((end, class)),
        _ => None,
    }
}

/// Events in what the sentence says behind the names, clause by clause.
fn behind(scan: &Scan<'_>, group: &Group, out: &mut Vec<ClusterEvent>) {
    let Some(sentence) = scan.sentences.get(scan.sentence_of(group.end.saturating_sub(1))) else {
        return;
    };
    let stop = sentence.end.min(group.next).min(group.end + 80);
    let mut from = group.end;
    let mut wwtp = false;
    while from < stop {
        let end = (from..stop).find(|at| scan.tokens[*at].is(';')).unwrap_or(stop);
        let found = clause(scan, group, from..end, wwtp);
        if let Some(event) = found {
            wwtp |= event.event.starts_with("wwtp");
            out.push(event);
        }
        from = end + 1;
    }
}

/// The event of a clause: its first cue that says something, with what stands around it.
fn clause(scan: &Scan<'_>, group: &Group, range: Range<usize>, wwtp: bool) -> Option<ClusterEvent> {
    let mut at = range.start;
    let (mut denied, mut blocked, mut planned) = (false, false, false);
    let mut start = None;
    let mut found: Option<(Range<usize>, &'static str)> = None;
    while at < range.end {
        if let Some((end, class)) = cue(scan, at) {
            // “hoàn thành, đưa vào sử dụng”: the later step says more; “để xây dựng trạm …” what the hold-up is about.
            let better = match &found {
                None => true,
                Some((_, "completed")) => class == "commissioned" || class == "site-cleared",
                Some((_, "site-clearance")) => blocked && class == "construction",
                Some(_) => false,
            };
            start = start.or(Some(at));
            if better {
                found = Some((at..end, class));
            }
            at = end;
            continue;
        }
        let word = scan.lexicon.event_words.at(scan.text, &scan.tokens, at, |word| {
            matches!(word, EventWord::Not | EventWord::Blocked | EventWord::Planned)
        });
        match word {
            Some((end, word)) if found.is_none() => {
                start = start.or(Some(at));
                denied |= word == EventWord::Not;
                blocked |= word == EventWord::Blocked;
                planned |= word == EventWord::Planned;
                at = end;
            }
            _ => at += 1,
        }
    }
    let (cue, class) = found?;
    // “… sẽ khởi công các cụm còn lại”: said of others.
    let others = (cue.end..range.end.min(cue.end + 8)).any(|at| scan.hits.has(at, Category::Cluster));
    if others {
        return None;
    }
    let object = object(scan, cue.start..range.end);
    let event = match (class, object.or(wwtp.then_some(EventWord::Wwtp))) {
        ("construction", None) => return None,
        ("construction" | "construction-started", Some(EventWord::Wwtp)) => "wwtp-construction-started".to_owned(),
        ("construction", Some(EventWord::Infra)) if !blocked => "infra-under-construction".to_owned(),
        ("construction" | "construction-started", Some(EventWord::Infra)) => "infra-construction-started".to_owned(),
        ("completed", Some(EventWord::Infra)) => "infra-completed".to_owned(),
        ("completed", Some(EventWord::Wwtp)) => "wwtp-completed".to_owned(),
        ("commissioned", Some(EventWord::Wwtp)) => "wwtp-commissioned".to_owned(),
        (class, _) => class.to_owned(),
    };
    let end = comma_end(scan, cue.end, range.end);
    let clause = start.unwrap_or(cue.start)..end;
    let said = Said {
        event,
        happened: !(denied || blocked),
        planned,
    };
    Some(group.event(scan, said, cue, clause, "cluster.event-behind"))
}

/// What the event is about, up to the end of its clause.
fn object(scan: &Scan<'_>, range: Range<usize>) -> Option<EventWord> {
    range.take(24).find_map(|at| {
        let is = |word| matches!(word, EventWord::Infra | EventWord::Wwtp);
        scan.lexicon.event_words.at(scan.text, &scan.tokens, at, is).map(|(_, word)| word)
    })
}

/// The end of the clause, without a full stop or dots at its end.
fn comma_end(scan: &Scan<'_>, from: usize, stop: usize) -> usize {
    let mut end = stop;
    while end > from
        && scan
            .tokens
            .get(end - 1)
            .is_some_and(|token| token.is('.') || token.is('…') || token.is(';'))
    {
        end -= 1;
    }
    end
}

/// An event right in front of the names: “khởi công xây dựng hạ tầng kỹ thuật cụm công nghiệp A”.
fn in_front(scan: &Scan<'_>, group: &Group) -> Option<ClusterEvent> {
    let sentence = scan.sentences.get(scan.sentence_of(group.start))?;
    let from = sentence.start.max(group.before).max(group.start.saturating_sub(20));
    let mut found = None;
    let mut at = from;
    while at < group.start {
        match cue(scan, at) {
            Some((end, class)) if end <= group.start => {
                // “khởi công xây dựng”: the first says more.
                if class != "construction" || found.is_none() {
                    found = Some((at..end, class));
                }
                at = end;
            }
            _ => {
                // Another clause between the event and the names.
                if scan.tokens[at].is(';') || scan.tokens[at].is('.') {
                    found = None;
                }
                at += 1;
            }
        }
    }
    let (cue, class) = found?;
    let before = sentence.start.max(cue.start.saturating_sub(12))..cue.start;
    let says = |want: EventWord| {
        before.clone().any(|at| {
            scan.lexicon
                .event_words
                .at(scan.text, &scan.tokens, at, |word| word == want)
                .is_some()
        })
    };
    let object = object(scan, cue.end..group.start);
    let event = match (class, object) {
        ("construction" | "operating" | "commissioned", _) => return None,
        ("construction-started", Some(EventWord::Wwtp)) => "wwtp-construction-started",
        ("construction-started", Some(EventWord::Infra)) => "infra-construction-started",
        ("under-construction", Some(EventWord::Infra)) => "infra-under-construction",
        ("completed", Some(EventWord::Infra)) => "infra-completed",
        ("completed", Some(EventWord::Wwtp)) => "wwtp-completed",
        (class, _) => class,
    };
    let clause = cue.start..group.end;
    let said = Said {
        event: event.to_owned(),
        happened: !says(EventWord::Not),
        planned: says(EventWord::Planned),
    };
    Some(group.event(scan, said, cue, clause, "cluster.event-in-front"))
}
