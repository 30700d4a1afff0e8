//! `trich explain`: what every rule made of a stretch of text, from which tokens and with what context.

use std::fmt::Write as _;
use std::io::{self, BufWriter, Write as _};
use std::ops::Range;

use smol_str::SmolStr;

use super::args::Explain;
use super::{Colour, Exit, say};
use crate::extract::Facts;
use crate::kb::{self, Bounds, Claim, Date, KnowledgeBase, Mention, MentionId, Number, Period, Quantity, location};
use crate::page::{self, Page};
use crate::run::{self, Config, Document};
use crate::source::{self, Item, Record};
use crate::text::Token;

/// Code points of the line that are shown on either side of a fact.
const AROUND: usize = 48;
/// Tokens that are shown of one fact.
const TOKENS: usize = 24;

pub(super) fn run(args: &Explain) -> anyhow::Result<Exit> {
    let inputs = args.inputs.inputs()?;
    let options = args.inputs.options()?;
    let config = args.inputs.config()?;
    let mut out = BufWriter::new(io::stdout().lock());
    let mut failed = false;
    for item in source::open(&inputs, &options) {
        let text = match item {
            Item::Skip { .. } => continue,
            Item::Failure(error) => Err(error.to_string()),
            Item::Record(record) => explain(&record, args.at.as_ref(), &config),
        };
        match text {
            Ok(text) => out.write_all(text.as_bytes())?,
            Err(message) => {
                failed = true;
                say(Colour::Auto, &message);
            }
        }
    }
    out.flush()?;
    Ok(if failed { Exit::SomeFailed } else { Exit::Done })
}

/// The explanation of one record.
fn explain(record: &Record, at: Option<&Range<u32>>, config: &Config) -> Result<String, String> {
    let name = location(&record.locator.path, record.locator.member.as_deref());
    let document = run::read(record, config).map_err(|failure| format!("{name}: {}", failure.message))?;
    let page = &document.page;
    let letters = page.text.chars().count();
    let mut out = header(&name, &document, letters);
    if !page.article {
        out.push_str("Not an article: it yields no facts.\n\n");
        return Ok(out);
    }
    if !config.all_languages && !page::is_vietnamese(&page.text) {
        out.push_str("Not Vietnamese: `trich extract` passes it over unless --all-languages is given.\n\n");
    }
    if let Some(at) = at.filter(|at| at.start as usize >= letters) {
        let _ = writeln!(out, "Nothing at {}..{}: the text ends at {letters}.\n", at.start, at.end);
        return Ok(out);
    }
    run::with_facts([page], config.lexicon, |facts| {
        let facts = &facts[0];
        let kb = kb::build(&document.origin(record), page, Some(facts), config.lexicon, &config.generator);
        let mut entries = Explainer::new(page, facts, &kb).entries();
        let all = entries.len();
        entries.retain(|entry| at.is_none_or(|at| entry.reach.start < at.end && at.start < entry.reach.end));
        entries.sort_by_key(|entry| entry.order);
        match at {
            Some(at) => {
                let _ = writeln!(out, "{} of {all} facts touch {}..{}.\n", entries.len(), at.start, at.end);
            }
            None => {
                let _ = writeln!(out, "{all} facts.\n");
            }
        }
        for entry in &entries {
            entry.write(&mut out);
        }
    });
    Ok(out)
}

fn header(name: &str, document: &Document, letters: usize) -> String {
    let repaired = document.repaired.map(|what| format!(", repaired: {what}")).unwrap_or_default();
    format!(
        "{name}  ({}, by {}{repaired}; {letters} code points of text)\n\
         Offsets are code points of the document's `text` in the knowledge base: the kept text with headline, captions and\n\
         dateline. (`trich text` prints the headline apart and leaves captions, dateline and byline out.)\n",
        document.encoding, document.evidence
    )
}

/// One fact, ready to print.
struct Entry {
    /// Place in the list: first code point, end, kind.
    order: (u32, u32, u8),
    /// What `--at` is held against.
    reach: Range<u32>,
    /// Place, kind and surface.
    head: String,
    /// Labelled lines.
    lines: Vec<(&'static str, String)>,
}

impl Entry {
    fn push(&mut self, label: &'static str, value: impl Into<String>) {
        self.lines.push((label, value.into()));
    }

    /// Adds a line for what may be absent.
    fn maybe(&mut self, label: &'static str, value: Option<impl Into<String>>) {
        if let Some(value) = value {
            self.push(label, value);
        }
    }

    fn write(&self, out: &mut String) {
        let _ = writeln!(out, "{}", self.head);
        for (label, value) in &self.lines {
            let _ = writeln!(out, "  {label:<10} {value}");
        }
        out.push('\n');
    }
}

/// Why a quantity is no claim, in words.
fn missing(reason: &str) -> &'static str {
    match reason {
        "duration" => "a length of time says how long, not how much",
        "task-count" => "it counts tasks, criteria or chapters, not things",
        "denominator" => "it is the whole of which another number is a part",
        "threshold" => "it bounds the things that another number counts",
        "reference" => "it names again what was counted before",
        "article" => "it says no more than “a”: one of some kind",
        "whole" => "all of something: only what is said of all would be a claim",
        "norm" => "it stands in a rule of law",
        "scenario" => "it stands in a scenario",
        "no-subject" => "no thing counted, measure or action was found that it is said of",
        "no-value" => "it has no value",
        _ => "see the rule",
    }
}

struct Explainer<'e> {
    text: &'e str,
    tokens: &'e [Token],
    facts: &'e Facts<'e>,
    kb: &'e KnowledgeBase,
    /// Byte at which each code point starts, and the text's end.
    starts: Vec<usize>,
}

impl<'e> Explainer<'e> {
    fn new(page: &'e Page, facts: &'e Facts<'e>, kb: &'e KnowledgeBase) -> Self {
        let starts = page.text.char_indices().map(|(at, _)| at).chain([page.text.len()]).collect();
        Self {
            text: &page.text,
            tokens: &facts.scan.tokens,
            facts,
            kb,
            starts,
        }
    }

    fn entries(&self) -> Vec<Entry> {
        let kb = self.kb;
        let mut out: Vec<Entry> = kb.dates.iter().map(|date| self.date(date)).collect();
        out.extend(kb.quantities.iter().map(|quantity| self.quantity(quantity)));
        out.extend(kb.targets.iter().chain(&kb.actuals).map(|claim| self.claim(claim)));
        for plan in &kb.plans {
            for mention in &plan.mentions {
                let mut entry = self.entry(3, "plan", mention, &mention.rule, &mention.surface);
                entry.push("is", format!("{} {}, as {}", plan.id, mention.kind, mention.role));
                entry.maybe("signature", plan.signature.clone());
                entry.maybe("type", plan.r#type.clone());
                entry.maybe("issued", plan.issued.clone());
                entry.maybe(
                    "issuer",
                    plan.issuer.as_ref().and_then(|issuer| issuer.name.clone().or(issuer.code.clone())),
                );
                entry.maybe("subject", plan.subject.clone());
                entry.maybe("period", plan.period.clone());
                entry.maybe("horizon", plan.horizon.clone());
                entry.maybe("vision", plan.vision.clone());
                out.push(entry);
            }
        }
        for cluster in &kb.clusters {
            for mention in &cluster.mentions {
                let mut entry = self.entry(4, "cluster", mention, &mention.rule, &mention.surface);
                entry.push("is", format!("{} {} “{}”", cluster.id, cluster.kind, cluster.name));
                entry.maybe("phase", cluster.phase.clone());
                entry.maybe("extension", cluster.extension.clone());
                for (label, place) in [
                    ("commune", &cluster.commune),
                    ("district", &cluster.district),
                    ("province", &cluster.province),
                ] {
                    entry.maybe(
                        label,
                        place.as_ref().map(|place| match &place.place {
                            Some(id) => format!("{} ({id})", place.name),
                            None => place.name.to_string(),
                        }),
                    );
                }
                entry.maybe("area", cluster.area.as_ref().map(bounds));
                out.push(entry);
            }
            for event in &cluster.events {
                let mut entry = self.entry(5, "event", event, &event.rule, &event.surface);
                entry.push(
                    "is",
                    format!("{}{} of {} “{}”", event.polarity, event.event, cluster.id, cluster.name),
                );
                entry.push("time", format!("{} ({}, {})", or_unknown(&event.edtf), event.basis, event.modality));
                out.push(entry);
            }
        }
        for place in &kb.places {
            for mention in &place.mentions {
                let mut entry = self.entry(6, "place", mention, &mention.rule, &mention.surface);
                entry.push("is", format!("{} {} “{}”", place.id, place.level, place.name));
                out.push(entry);
            }
        }
        for body in &kb.organisations {
            for mention in &body.mentions {
                let mut entry = self.entry(7, "organisation", mention, &mention.rule, &mention.surface);
                entry.push("is", format!("{} {} “{}”", body.id, body.kind, body.name));
                entry.maybe("place", body.place.clone());
                out.push(entry);
            }
            for duty in &body.duties {
                let mut entry = self.entry(8, "duty", duty, &duty.rule, &duty.surface);
                entry.push("of", format!("{} “{}”", body.id, body.name));
                entry.maybe("cue", duty.cue.clone());
                out.push(entry);
            }
        }
        for milestone in &kb.milestones {
            let mut entry = self.entry(9, "milestone", milestone, &milestone.rule, &milestone.surface);
            entry.push("kind", milestone.kind.clone());
            entry.maybe("action", milestone.action.as_ref().map(action));
            entry.push(
                "deadline",
                format!(
                    "{} {} ({}){}",
                    milestone.relation,
                    or_unknown(&milestone.deadline),
                    milestone.basis,
                    self.from(milestone.date.as_ref())
                ),
            );
            out.push(entry);
        }
        for other in &kb.other_numbers {
            let mut entry = self.entry(10, "other number", other, &other.rule, &other.surface);
            entry.push("no value", other.reason.clone());
            out.push(entry);
        }
        out
    }

    /// An entry with what every fact has: place, surface, line, rule, tokens.
    fn entry(&self, kind: u8, what: &str, row: &impl Mention, rule: &str, surface: &str) -> Entry {
        let (_, start, end) = row.place();
        let mut entry = Entry {
            order: (start, end, kind),
            reach: start..end,
            head: format!("{start}..{end}  {what}  “{}”", one_line(surface)),
            lines: Vec::new(),
        };
        entry.push("line", self.line(start as usize, end as usize));
        entry.push("rule", rule);
        entry.push("tokens", self.split(start as usize, end as usize));
        entry
    }

    fn date(&self, date: &Date) -> Entry {
        let mut entry = self.entry(0, "date", date, &date.rule, &date.surface);
        entry.push("edtf", date.edtf.as_deref().unwrap_or("none: vague or unresolved"));
        entry.maybe(
            "timex",
            date.timex.as_ref().map(|timex| {
                let modifier = timex.r#mod.as_deref().map(|modifier| format!(" {modifier}")).unwrap_or_default();
                format!("{} {}{modifier}", timex.r#type, timex.value)
            }),
        );
        let byte = self.starts.get(date.start as usize).copied();
        let found = self.facts.dates.iter().find(|fact| Some(fact.span.start as usize) == byte);
        // A claim that a date dates has the last word on what the date is for.
        let mut claims = self.kb.targets.iter().chain(&self.kb.actuals);
        let of_claim = matches!(date.role.as_str(), "target-period" | "actual-period" | "deadline" | "event-time")
            && claims.any(|claim| claim.period.date.as_ref() == Some(&date.id));
        let by = match found {
            _ if of_claim => "  (by the claim it dates)".to_owned(),
            Some(fact) => format!("  (by {})", fact.role_rule),
            None => String::new(),
        };
        entry.push("role", format!("{}{by}", date.role));
        entry.push("basis", format!("{}{}", date.basis, self.from(date.from.as_ref())));
        entry
    }

    fn quantity(&self, quantity: &Quantity) -> Entry {
        let mut entry = self.entry(1, "quantity", quantity, &quantity.rule, &quantity.surface);
        entry.push(
            "value",
            format!(
                "{} {}{}{}",
                interval(quantity.low, quantity.high),
                quantity.unit,
                quantity.per.as_deref().map(|per| format!(" per {per}")).unwrap_or_default(),
                quantity.approximate.as_deref().map(|how| format!(", {how}")).unwrap_or_default(),
            ),
        );
        entry.push("phrase", format!("“{}”", one_line(&quantity.phrase.surface)));
        entry.maybe(
            "counted",
            quantity.counted.as_deref().map(|counted| format!("“{}”", one_line(counted))),
        );
        let claims: Vec<&Claim> = self
            .kb
            .targets
            .iter()
            .chain(&self.kb.actuals)
            .filter(|claim| claim.quantity == quantity.id)
            .collect();
        for claim in &claims {
            entry.push("claim", format!("{} by {}", claim.kind, claim.rule));
        }
        if claims.is_empty() {
            let byte = self.starts.get(quantity.start as usize).copied();
            let silent = self.facts.claims.silent.iter().find(|silent| {
                let fact = self.facts.quantities.get(silent.quantity);
                fact.is_some_and(|fact| Some(fact.span.start as usize) == byte)
            });
            entry.push(
                "no claim",
                silent.map_or_else(
                    || "no sentence holds it".to_owned(),
                    |silent| format!("{}: {}", silent.reason, missing(silent.reason)),
                ),
            );
        }
        entry
    }

    fn claim(&self, claim: &Claim) -> Entry {
        let mut entry = self.entry(2, &claim.kind, claim, &claim.rule, &claim.surface);
        // A claim stands behind its quantity, wherever its clause begins.
        if let Some(quantity) = self.kb.quantities.iter().find(|quantity| quantity.id == claim.quantity) {
            entry.order = (quantity.start, quantity.end, 2);
            entry.reach = claim.start.min(quantity.start)..claim.end.max(quantity.end);
            entry.push("quantity", format!("{}..{} “{}”", quantity.start, quantity.end, quantity.surface));
        }
        let cue = claim.modality.cue.as_deref().map_or("no cue".to_owned(), |cue| format!("“{cue}”"));
        entry.push("cue", format!("{cue}, class {}", claim.modality.class));
        entry.push("period", self.period(&claim.period));
        match &claim.subject {
            Some(subject) => entry.push(
                "subject",
                format!("“{}” as {}", one_line(&subject.surface), or_unknown(&subject.head)),
            ),
            None => entry.push("subject", "none"),
        }
        entry.push("action", claim.action.as_ref().map_or("none".to_owned(), action));
        entry.push("indicator", or_unknown(&claim.indicator));
        entry.maybe("direction", claim.direction.clone());
        entry.maybe("actor", claim.actor.as_deref().map(|actor| format!("“{}”", one_line(actor))));
        entry.maybe("place", claim.place.as_deref().map(|id| self.place(id)));
        entry.maybe("plan", claim.plan.as_deref().map(|id| self.plan(id)));
        entry.maybe(
            "cohort",
            claim
                .cohort
                .as_ref()
                .map(|cohort| format!("“{}”: {} {}", one_line(&cohort.surface), cohort.event, or_unknown(&cohort.edtf))),
        );
        entry.maybe(
            "of total",
            claim
                .of_total
                .as_ref()
                .map(|whole| format!("{}{}", interval(whole.low, whole.high), self.from(whole.claim.as_ref()))),
        );
        entry.maybe("baseline", claim.baseline.as_ref().map(|baseline| or_unknown(&baseline.edtf)));
        entry.maybe("threshold", claim.threshold.as_ref().map(bounds));
        entry.maybe(
            "condition",
            claim.condition.as_deref().map(|surface| format!("“{}”", one_line(surface))),
        );
        for id in &claim.clusters {
            let name = self
                .kb
                .clusters
                .iter()
                .find(|cluster| cluster.id == *id)
                .map(|cluster| cluster.name.as_str());
            entry.push("cluster", format!("{id} “{}”", name.unwrap_or("?")));
        }
        entry.maybe(
            "same as",
            claim
                .same_as
                .as_ref()
                .map(|id| self.from(Some(id)).trim_start_matches(", from ").to_owned()),
        );
        entry
    }

    fn period(&self, period: &Period) -> String {
        match &period.edtf {
            Some(edtf) => format!("{} {edtf} ({}){}", period.relation, period.basis, self.from(period.date.as_ref())),
            None if period.relation == "unknown" => "unknown: nothing dates it".to_owned(),
            None => format!("{}, time unknown ({})", period.relation, period.basis),
        }
    }

    /// What a value was taken from, by its id.
    fn from(&self, id: Option<&MentionId>) -> String {
        let Some(id) = id else { return String::new() };
        let kb = self.kb;
        let surface = kb
            .dates
            .iter()
            .find(|row| row.id == *id)
            .map(|row| (row.start, row.end, row.surface.as_str()))
            .or_else(|| {
                let claim = kb.targets.iter().chain(&kb.actuals).find(|row| row.id == *id)?;
                let quantity = kb.quantities.iter().find(|row| row.id == claim.quantity)?;
                Some((quantity.start, quantity.end, quantity.surface.as_str()))
            });
        match surface {
            Some((start, end, surface)) => format!(", from {start}..{end} “{}”", one_line(surface)),
            None if *id == *"published" => ", from the day of publication".to_owned(),
            None => format!(", from {id}"),
        }
    }

    fn place(&self, id: &str) -> String {
        match self.kb.places.iter().find(|place| place.id == id) {
            Some(place) => format!("{id} “{}”", place.name),
            None => id.to_owned(),
        }
    }

    fn plan(&self, id: &str) -> String {
        let plan = self.kb.plans.iter().find(|plan| plan.id == id);
        let name = plan.and_then(|plan| {
            let of_mention = || plan.mentions.first().map(|mention| mention.surface.as_str());
            plan.signature.as_deref().or(plan.name.as_deref()).or_else(of_mention)
        });
        format!("{id} “{}”", one_line(name.unwrap_or("?")))
    }

    /// The line around code points `start..end`, shortened, with the stretch marked.
    fn line(&self, start: usize, end: usize) -> String {
        let byte = |at: usize| self.starts.get(at).copied().unwrap_or(self.text.len());
        let slice = |from: usize, to: usize| self.text.get(byte(from)..byte(to)).unwrap_or("");
        let (first, last) = (
            start.saturating_sub(AROUND),
            (end + AROUND).min(self.starts.len().saturating_sub(1)),
        );
        let before = slice(first, start).rsplit('\n').next().unwrap_or("");
        let after = slice(end, last).split('\n').next().unwrap_or("");
        // A dot more where the line goes on beyond what is shown.
        let open = before.len() == slice(first, start).len() && first > 0 && !slice(first - 1, first).starts_with('\n');
        let goes_on = after.len() == slice(end, last).len() && last + 1 < self.starts.len() && !slice(last, last + 1).starts_with('\n');
        format!(
            "{}{before}⟦{}⟧{after}{}",
            if open { "…" } else { "" },
            one_line(slice(start, end)),
            if goes_on { "…" } else { "" }
        )
    }

    /// The tokens of code points `start..end`.
    fn split(&self, start: usize, end: usize) -> String {
        let byte = |at: usize| self.starts.get(at).copied().unwrap_or(self.text.len());
        let (from, to) = (byte(start), byte(end));
        let first = self.tokens.partition_point(|token| (token.span().end as usize) <= from);
        let inside = self
            .tokens
            .iter()
            .skip(first)
            .take_while(|token| (token.span().start as usize) < to);
        let words: Vec<&str> = inside.map(|token| token.of(self.text)).collect();
        let shown = words.iter().take(TOKENS).copied().collect::<Vec<_>>().join(" | ");
        match words.len().checked_sub(TOKENS) {
            Some(more) if more > 0 => format!("{shown} | … {more} more"),
            _ => shown,
        }
    }
}

fn action(action: &kb::Action) -> String {
    format!("“{}” as {}", one_line(&action.surface), action.class)
}

fn or_unknown(value: &Option<SmolStr>) -> &str {
    value.as_deref().unwrap_or("unknown")
}

fn bounds(bounds: &Bounds) -> String {
    format!("{} {}", interval(bounds.low, bounds.high), bounds.unit)
}

fn interval(low: Option<Number>, high: Option<Number>) -> String {
    match (low, high) {
        (Some(low), Some(high)) if low == high => low.0.to_string(),
        (Some(low), Some(high)) => format!("{}..{}", low.0, high.0),
        (Some(low), None) => format!("{} or more", low.0),
        (None, Some(high)) => format!("{} or less", high.0),
        (None, None) => "no value".to_owned(),
    }
}

/// A surface on one line.
fn one_line(surface: &str) -> String {
    surface
        .split('\n')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ⏎ ")
}
