//! What a claim is about: subject, action and the stable key made from both and the kind of unit.

use std::ops::Range;

use smol_str::{SmolStr, SmolStrBuilder, format_smolstr};

use super::clause::Clauses;
use crate::extract::quantity::Quantity;
use crate::extract::scan::Scan;
use crate::lexicon::{Category, Hit, Nature, Starts, SubjectNature};

/// Subject, action and indicator of one claim, and what the next claim may take over from it.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// Tokens of the subject.
    pub subject: Option<Range<usize>>,
    /// Key of the thing or measure.
    pub key: Option<SmolStr>,
    /// Tokens of the action.
    pub action: Option<Range<usize>>,
    /// Class of the action.
    pub class: Option<SmolStr>,
    /// How the action stands in time.
    pub nature: Option<Nature>,
    /// `up` or `down`.
    pub direction: Option<&'static str>,
    /// A running total.
    pub cumulative: bool,
    /// The key of the whole claim.
    pub indicator: Option<SmolStr>,
    /// State of the things counted: `new`, `operating`.
    pub state: Option<&'static str>,
}

/// What earlier claims of the paragraph were about.
#[derive(Clone, Debug, Default)]
pub(super) struct Topic {
    /// Key of the last thing counted (`industrial-cluster`).
    pub thing: Option<SmolStr>,
    /// Its state.
    pub state: Option<&'static str>,
}

/// Kind of unit at the end of an indicator.
fn measure_of(unit: &str) -> &'static str {
    match unit {
        "{count}" => "count",
        "%" => "share",
        "har" | "m2" | "km2" => "area",
        "VND" | "USD" | "EUR" | "JPY" | "CNY" | "KRW" => "value",
        "m" | "km" => "length",
        "t" | "kg" => "mass",
        "MW" | "kW" | "GW" => "power",
        _ => "amount",
    }
}

/// Reads what the number at `quantity` is about; `last` is what the claim before it was about.
pub(super) fn about(
    scan: &Scan<'_>,
    clauses: &Clauses,
    quantity: &Quantity<'_>,
    promised: bool,
    threshold: bool,
    topic: &Topic,
    last: Option<&About>,
) -> About {
    let number = &quantity.tokens;
    let Some(own) = clauses.segment_of(number.start) else {
        return About::default();
    };
    let segment = clauses.segments[own].tokens.clone();
    let mut about = About::default();
    let unit = measure_of(quantity.unit);
    let counted = quantity.counted.clone();
    let after = number.end..segment.end;
    find_action(scan, clauses, own, number, &counted, &mut about);
    if unit == "count" || unit == "share" {
        let noun = counted.clone().or_else(|| (unit == "count").then_some(after.clone()));
        if let Some(hit) = noun.as_ref().and_then(|noun| first_thing(scan, noun.clone())) {
            about.key = Some(key_of(scan, hit).clone());
            about.subject = noun.clone().filter(|noun| !noun.is_empty());
            about.state = state_of(scan, hit.end as usize..modifier_end(scan, clauses, own, segment.end, number));
        }
    }
    if about.key.is_none()
        && let Some(hit) = measure_before(scan, clauses, own, number)
    {
        about.key = Some(key_of(scan, hit).clone());
        about.subject = Some(hit.start as usize..hit.end as usize);
    }
    about.indicator = compose(scan, quantity, unit, promised, threshold, topic, last, &mut about, own, clauses);
    about
}

fn key_of<'s>(scan: &'s Scan<'_>, hit: Hit) -> &'s SmolStr {
    &scan.lexicon.subjects[usize::from(hit.row)].key
}

fn is_measure(scan: &Scan<'_>, hit: Hit) -> bool {
    scan.lexicon.subjects[usize::from(hit.row)].nature == SubjectNature::Measure
}

/// First thing (not measure) among the words of a counted noun.
fn first_thing(scan: &Scan<'_>, tokens: Range<usize>) -> Option<Hit> {
    tokens.take(4).find_map(|at| {
        scan.hits
            .longest(at, Category::Subject)
            .filter(|hit| scan.lexicon.subjects[usize::from(hit.row)].nature == SubjectNature::Thing)
    })
}

/// The measure a number belongs to: the nearest before it in its stretch of speech, up to the number before.
fn measure_before(scan: &Scan<'_>, clauses: &Clauses, own: usize, number: &Range<usize>) -> Option<Hit> {
    let inside = clauses.segments[own].tokens.start..number.start;
    let stretches = std::iter::once(inside).chain(clauses.before(own).take(2).map(|segment| clauses.segments[segment].tokens.clone()));
    for tokens in stretches {
        let mut found: Option<Hit> = None;
        for hit in scan.hits.apart(tokens, Category::Subject) {
            if is_measure(scan, hit) && found.is_none_or(|found| hit.end - hit.start >= found.end - found.start || hit.start >= found.end) {
                found = Some(hit);
            }
        }
        if found.is_some() {
            return found;
        }
    }
    None
}

/// Where the words that describe a counted noun end: the segment, or one more when the noun goes on behind a comma
/// ("cụm công nghiệp, cụm công nghiệp làng nghề đã đi vào hoạt động").
fn modifier_end(scan: &Scan<'_>, clauses: &Clauses, own: usize, end: usize, number: &Range<usize>) -> usize {
    let next = clauses.segments.get(own + 1).filter(|next| next.part == clauses.segments[own].part);
    match next {
        Some(next)
            if scan.hits.longest(next.tokens.start, Category::Subject).is_some() && number.start >= clauses.segments[own].tokens.start =>
        {
            next.tokens.end
        }
        _ => end,
    }
}

/// `new` for things newly built, `operating` for things at work.
fn state_of(scan: &Scan<'_>, tokens: Range<usize>) -> Option<&'static str> {
    let words = &scan.lexicon.words;
    for at in tokens {
        let new = |at: usize| scan.tokens.get(at).is_some_and(|token| token.sym == words.new);
        if scan.tokens[at].sym == words.build && (new(at + 1) || new(at + 2)) {
            return Some("new");
        }
        if let Some(hit) = scan.hits.longest(at, Category::Action) {
            let class = &*scan.lexicon.actions[usize::from(hit.row)].class;
            if class == "operate" || class == "commission" {
                return Some("operating");
            }
        }
    }
    None
}

/// The verb a number belongs to: the last one before it in its segment, else behind it where the number is the subject,
/// else the last one of the segments before.
fn find_action(scan: &Scan<'_>, clauses: &Clauses, own: usize, number: &Range<usize>, counted: &Option<Range<usize>>, about: &mut About) {
    let segment = &clauses.segments[own].tokens;
    let before = Before::of(scan, segment.start..number.start);
    if let Some(raise) = before.raise {
        about.cumulative = true;
        return set_action(scan, before.last_event.unwrap_or(raise), about);
    }
    if let Some(hit) = before.last_strong.or(before.last) {
        return set_action(scan, hit, about);
    }
    let from = counted.as_ref().map_or(number.end, |counted| counted.start.max(number.end));
    let behind = Behind::of(scan, from..modifier_end(scan, clauses, own, segment.end, number));
    // What describes the noun comes first, the predicate last: "95% các cụm đã đi vào hoạt động **có trạm xử lý nước thải**".
    let found = behind.first_specific.or(behind.first_strong).or_else(|| {
        let mut segments = clauses.before(own).map(|segment| clauses.segments[segment].tokens.clone());
        segments.find_map(|tokens| verbs(scan, tokens).filter(|hit| is_strong(scan, *hit)).last())
    });
    if let Some(hit) = found.or(behind.first) {
        set_action(scan, hit, about);
    }
}

/// The longest actions in `tokens`, in order, without those that are nouns.
fn verbs(scan: &Scan<'_>, tokens: Range<usize>) -> impl Iterator<Item = Hit> {
    let mut past = tokens.start;
    let sites = scan.hits.sites_in(tokens.clone(), Starts::terms(&[Category::Action]));
    sites.filter_map(move |at| {
        let hit = scan
            .hits
            .longest(at, Category::Action)
            .filter(|hit| at >= past && hit.end as usize <= tokens.end)?;
        past = hit.end as usize;
        (row(scan, hit).nature != Nature::Noun).then_some(hit)
    })
}

/// It says more than that something is or is had.
fn is_strong(scan: &Scan<'_>, hit: Hit) -> bool {
    row(scan, hit).nature != Nature::Light
}

/// The actions before a number that may be its own.
#[derive(Clone, Copy, Debug, Default)]
struct Before {
    last: Option<Hit>,
    last_strong: Option<Hit>,
    last_event: Option<Hit>,
    /// A total that is raised.
    raise: Option<Hit>,
}

impl Before {
    fn of(scan: &Scan<'_>, tokens: Range<usize>) -> Self {
        let mut out = Self::default();
        for hit in verbs(scan, tokens) {
            let row = row(scan, hit);
            out.last = Some(hit);
            if is_strong(scan, hit) {
                out.last_strong = Some(hit);
            }
            if row.nature == Nature::Event {
                out.last_event = Some(hit);
            }
            if out.raise.is_none() && row.class == "raise-total" {
                out.raise = Some(hit);
            }
        }
        out
    }
}

/// The actions behind a number that may be its own.
#[derive(Clone, Copy, Debug, Default)]
struct Behind {
    first: Option<Hit>,
    first_strong: Option<Hit>,
    /// What is done with a thing that stands already; nothing behind it is read.
    first_specific: Option<Hit>,
}

impl Behind {
    fn of(scan: &Scan<'_>, tokens: Range<usize>) -> Self {
        let mut out = Self::default();
        for hit in verbs(scan, tokens) {
            out.first = out.first.or(Some(hit));
            if is_strong(scan, hit) {
                out.first_strong = out.first_strong.or(Some(hit));
                if !matches!(&*row(scan, hit).class, "operate" | "commission" | "build") {
                    out.first_specific = Some(hit);
                    break;
                }
            }
        }
        out
    }
}

fn row<'s>(scan: &'s Scan<'_>, hit: Hit) -> &'s crate::lexicon::ActionTerm {
    &scan.lexicon.actions[usize::from(hit.row)]
}

fn set_action(scan: &Scan<'_>, hit: Hit, about: &mut About) {
    let action = row(scan, hit);
    about.action = Some(hit.start as usize..hit.end as usize);
    about.class = Some(action.class.clone());
    about.nature = Some(action.nature);
    about.direction = match action.nature {
        Nature::Up => Some("up"),
        Nature::Down => Some("down"),
        _ => None,
    };
}

/// Things that hold others: what is said next is often said of what they hold.
pub(super) fn is_zone(key: &str) -> bool {
    matches!(key, "industrial-cluster" | "industrial-zone" | "economic-zone" | "craft-village")
}

/// How large a thing is: a fact about it, whatever is done to it.
pub(super) fn is_size(key: &str) -> bool {
    matches!(key, "area" | "investment" | "capacity" | "length")
}

/// Measures of which "đạt 8 %" tells the growth; of others it tells a share ("vốn đầu tư công đạt 56% kế hoạch").
fn grows(key: &str) -> bool {
    key.starts_with("industry.") || matches!(key, "grdp" | "gdp")
}

/// Measures whose percentage is a level, not a change.
fn is_level(key: &str) -> bool {
    key.ends_with("-rate") || matches!(key, "forest-cover" | "cpi" | "progress" | "economic-growth")
}

#[expect(
    clippy::too_many_arguments,
    reason = "one place decides the key from everything known of the claim"
)]
fn compose(
    scan: &Scan<'_>,
    quantity: &Quantity<'_>,
    unit: &str,
    promised: bool,
    threshold: bool,
    topic: &Topic,
    last: Option<&About>,
    about: &mut About,
    own: usize,
    clauses: &Clauses,
) -> Option<SmolStr> {
    let action = about
        .action
        .as_ref()
        .and_then(|action| scan.hits.longest(action.start, Category::Action));
    let (class, result): (&str, &str) = action.map_or(("", ""), |hit| (&row(scan, hit).class, &row(scan, hit).result));
    let yearly = quantity.per.as_deref() == Some("P1Y");
    // What is said of zones named before ("Các cụm này đã thu hút … hộ và doanh nghiệp, tạo việc làm cho … lao động").
    if let (Some(thing), Some(key)) = (topic.thing.as_deref().filter(|thing| is_zone(thing)), about.key.as_deref()) {
        let of_zone = |tail: &str| Some(join(&[thing, topic.state.unwrap_or(""), tail]));
        match (key, class) {
            ("enterprise" | "household" | "project" | "establishment", "attract") => return of_zone("occupants.count"),
            ("worker", _) => return of_zone("jobs.count"),
            ("budget-revenue", _) => {
                about.class = Some(SmolStr::new_static("yield-revenue"));
                return of_zone(if yearly {
                    "budget-revenue.per-year"
                } else {
                    "budget-revenue.value"
                });
            }
            ("establishment", "have" | "reach" | "") if thing == "craft-village" => return of_zone("establishments.count"),
            ("area", _) => {
                let indicator = last
                    .and_then(|last| last.indicator.as_deref())
                    .filter(|last| last.starts_with(thing));
                let stem = indicator.and_then(|last| last.rsplit_once('.')).map(|(stem, _)| SmolStr::new(stem));
                about.class = last.and_then(|last| last.class.clone());
                about.action = about.action.clone().or_else(|| last.and_then(|last| last.action.clone()));
                return Some(format_smolstr!(
                    "{}.area",
                    stem.unwrap_or_else(|| join(&[thing, topic.state.unwrap_or("")]))
                ));
            }
            _ => {}
        }
    }
    let key = match about.key.as_deref() {
        Some(key) => key,
        None if class == "yield-revenue" => "budget-revenue",
        None => {
            // A change without a subject of its own goes on about the measure before ("…, tăng 68% so với cùng kỳ").
            let key = last?.key.as_deref()?;
            if about.direction.is_none() || clauses.segments[own].tokens.start == 0 {
                return None;
            }
            key
        }
    };
    let subject_is_measure = about
        .subject
        .as_ref()
        .and_then(|tokens| scan.hits.longest(tokens.start, Category::Subject))
        .is_some_and(|hit| is_measure(scan, hit));
    if key == "progress" {
        let thing = topic.thing.as_deref().unwrap_or("works");
        return Some(join(&[thing, result, "progress"]));
    }
    if subject_is_measure || about.key.is_none() {
        if unit == "share" {
            let change =
                about.direction.is_some() || (!is_level(key) && (class.is_empty() || class == "grow" || class == "reach" && grows(key)));
            if change && about.class.as_deref().is_none_or(|class| class == "reach") {
                about.class = Some(SmolStr::new_static("grow"));
                about.direction = about.direction.or(Some("up"));
            }
            return Some(join(&[key, if change { "growth" } else { "share" }]));
        }
        return Some(join(&[key, if yearly { "per-year" } else { unit }]));
    }
    let state = about.state.unwrap_or("");
    let tail = if yearly { "per-year" } else { unit };
    if threshold {
        return Some(join(&[key, "completion-at-least", tail]));
    }
    if about.cumulative {
        return Some(join(&[key, if result == "cumulative" { "" } else { result }, "cumulative-count"]));
    }
    match class {
        "have" | "reach" | "account-for" | "operate" | "commission" | "" => {
            if !state.is_empty() {
                about.class = Some(SmolStr::new_static("operate"))
                    .filter(|_| state == "operating")
                    .or(about.class.take());
                Some(join(&[key, state, tail]))
            } else if promised {
                about.class = Some(SmolStr::new_static("reach-total"));
                Some(join(&[key, "total", tail]))
            } else {
                Some(join(&[key, tail]))
            }
        }
        _ => Some(join(&[
            key,
            if matches!(
                result,
                "wwtp-compliant" | "managed" | "infra-synchronised" | "without-central-wwtp" | "wwtp-completed-handed-over"
            ) {
                state
            } else {
                ""
            },
            result,
            tail,
        ])),
    }
}

fn join(parts: &[&str]) -> SmolStr {
    let mut out = SmolStrBuilder::new();
    for (at, part) in parts.iter().filter(|part| !part.is_empty()).enumerate() {
        if at > 0 {
            out.push('.');
        }
        out.push_str(part);
    }
    out.finish()
}
