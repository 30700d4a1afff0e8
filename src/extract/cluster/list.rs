//! Head nouns and the names behind them: one, or a list.

use super::name::{Named, Stand, name, role};
use super::*;
use crate::lexicon::{Category, ClusterHead, ClusterRole, Era, Starts};

/// A mention while its list is being read.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub mention: ClusterMention,
    /// One past the last token that tells of it: place, area.
    pub tail: usize,
    /// It has a head noun of its own.
    pub headed: bool,
    /// Its district stands in brackets behind it.
    pub bracketed: bool,
    /// The name is also a district's or province's and nothing beside it shows that a cluster is meant.
    pub doubtful: bool,
}

/// A head noun with what stands around it.
#[derive(Clone, Copy, Debug)]
struct Head {
    start: usize,
    end: usize,
    kind: ClusterKind,
    /// All in capitals.
    caps: bool,
    /// Several are spoken of.
    plural: bool,
    /// How many, where counted.
    count: Option<usize>,
}

/// How a name of a list came in.
#[derive(Clone, Copy, Debug)]
struct Entry {
    /// First token, head noun included where it is the name's own.
    start: usize,
    /// The head noun is its own.
    headed: bool,
    /// The head noun's qualifier says craft village.
    craft: bool,
    rule: &'static str,
}

/// Every named cluster, places beside the names filled in.
pub(super) fn find(scan: &Scan<'_>, places: &PlaceContext) -> Vec<Found> {
    let mut out = Vec::new();
    let mut done = 0;
    for at in scan.hits.sites(Starts::terms(&[Category::Cluster])) {
        if at < done || scan.owners.get(at) == Some(&Owner::Identifier) {
            continue;
        }
        let Some(head) = head(scan, at) else { continue };
        done = read(scan, places, &head, &mut out).max(head.end);
    }
    drop_doubtful(scan, &mut out);
    out
}

fn head(scan: &Scan<'_>, at: usize) -> Option<Head> {
    let hit = scan.hits.longest(at, Category::Cluster)?;
    let term = scan.lexicon.heads.get(usize::from(hit.row))?;
    let tokens = scan.tokens.get(at..hit.end as usize)?;
    if term.caps && !tokens.first()?.is_all_caps() || in_company(scan, at) {
        return None;
    }
    let mut end = hit.end as usize;
    // An abbreviation defined behind the noun: “Cụm công nghiệp (CCN)”.
    if scan.tokens.get(end).is_some_and(|token| token.is('('))
        && let Some(short) = scan.hits.longest(end + 1, Category::Cluster)
        && scan.tokens.get(short.end as usize).is_some_and(|token| token.is(')'))
    {
        end = short.end as usize + 1;
    }
    let kind = match term.head {
        ClusterHead::Zone => ClusterKind::IndustrialZone,
        _ => ClusterKind::IndustrialCluster,
    };
    let count = at.checked_sub(1).and_then(|before| count(scan, before));
    let plural = |role| role == ClusterRole::Plural;
    let several = count.is_some_and(|count| count > 1)
        || scan.lexicon.head_words.before(scan.text, &scan.tokens, at, plural).is_some()
        || term.head == ClusterHead::Both
        || at > 0 && follows_head(scan, at);
    Some(Head {
        start: at,
        end,
        kind,
        caps: tokens.iter().all(|token| token.is_all_caps() || token.kind == Kind::Punct) && !term.caps
            || term.caps && all_caps_around(scan, at),
        plural: several,
        count,
    })
}

/// The words beside an abbreviation are in capitals too.
fn all_caps_around(scan: &Scan<'_>, at: usize) -> bool {
    at > 0 && scan.tokens[at - 1].is_all_caps() && scan.tokens[at - 1].len() > 3
}

/// “ba cụm công nghiệp, cụm công nghiệp làng nghề: …”: the noun is one of several that share a list.
fn follows_head(scan: &Scan<'_>, at: usize) -> bool {
    let comma = scan.tokens[at - 1].is(',') || scan.word(at - 1) == "và";
    comma && scan.hits.ending_at(at - 1, Category::Cluster).is_some()
}

fn count(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let token = scan.tokens.get(at)?;
    if token.kind == Kind::Digits {
        let fraction = at > 0 && token.glued() && scan.tokens[at - 1].kind == Kind::Punct;
        return token.of(scan.text).parse().ok().filter(|_| !fraction && token.len() <= 3);
    }
    ["hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"]
        .iter()
        .position(|word| *word == token.of(scan.text))
        .map(|at| at + 2)
}

/// The head noun is part of a company's name: “CTCP Phát triển đô thị và KCN Cao su”.
fn in_company(scan: &Scan<'_>, at: usize) -> bool {
    let from = at.saturating_sub(14);
    let company = (from..at).rev().find(|start| scan.hits.has(*start, Category::Body));
    let Some(start) = company else { return false };
    let opens_name = scan
        .hits
        .longest(start, Category::Body)
        .and_then(|hit| scan.lexicon.bodies.get(usize::from(hit.row)));
    if opens_name.is_none_or(|body| body.kind != "company") {
        return false;
    }
    (start..at).all(|at| {
        let token = &scan.tokens[at];
        let word = token.kind == Kind::Word || token.is_dash() || token.is('&') || token.is('.');
        word && !(token.starts_line() && at > start) && role(scan, at, ClusterRole::Breaks).is_none()
    })
}

/// Reads what stands behind a head noun; gives the token to go on at.
fn read(scan: &Scan<'_>, places: &PlaceContext, head: &Head, out: &mut Vec<Found>) -> usize {
    let first = out.len();
    let mut rule = "cluster.named";
    let mut entry = direct(scan, head);
    if entry.is_none() {
        entry = behind_intro(scan, head).inspect(|_| rule = "cluster.list");
    }
    if entry.is_none() && head.plural {
        entry = distant(scan, places, head).inspect(|_| rule = "cluster.list-distant");
    }
    if entry.is_none() {
        entry = comma(scan, places, head).inspect(|_| rule = "cluster.comma");
    }
    // One capitalised word in front of a small one opens a sentence or a phrase, not a name.
    let entry = entry.filter(|(named, _)| named.name.len() > 1 || named.end > named.name.end || element_ends(scan, named));
    let Some((mut named, headed)) = entry else { return head.end };
    let craft = named.craft;
    let mut own_head = headed;
    loop {
        let start = if own_head {
            head.start
        } else {
            named.name.start.min(named.qualifier.start)
        };
        let entry = Entry {
            start,
            headed: own_head,
            craft,
            rule,
        };
        let found = mention(scan, places, head, named, entry);
        let tail = found.tail;
        out.push(found);
        // One noun for several names: it belongs to none of them.
        if head.plural
            && headed
            && out.len() == first + 2
            && let Some(shared) = out.get_mut(first)
        {
            let mention = &mut shared.mention;
            mention.tokens.start = mention.name_tokens.start;
            mention.span = scan.span(mention.tokens.clone());
            shared.doubtful &= bears(scan, &shared.mention.name_tokens, Level::Province);
        }
        let full = head.count.is_some_and(|count| count > 1 && out.len() - first >= count);
        let next = if full {
            None
        } else {
            continued(scan, places, tail, head, rule != "cluster.named" || head.plural)
        };
        let Some(next) = next else { return tail };
        named = next;
        own_head = false;
        if rule == "cluster.named" {
            rule = "cluster.shared-head";
        }
    }
}

/// A name right behind the noun.
fn direct(scan: &Scan<'_>, head: &Head) -> Option<(Named, bool)> {
    let token = scan.tokens.get(head.end)?;
    if token.starts_line() {
        return broken_line(scan, head);
    }
    name(scan, head.end, Stand::Head, head.caps).map(|named| (named, true))
}

/// A line break inside the phrase: the name fills a line, and the next goes on in small letters.
fn broken_line(scan: &Scan<'_>, head: &Head) -> Option<(Named, bool)> {
    let named = name(scan, head.end, Stand::List, head.caps)?;
    let next = scan.tokens.get(named.end)?;
    (next.starts_line() && next.is_small()).then_some((named, true))
}

/// “gồm: …”, “là …”, “: …” behind the noun and its qualifiers.
fn behind_intro(scan: &Scan<'_>, head: &Head) -> Option<(Named, bool)> {
    let mut at = head.end;
    let mut craft = false;
    while let Some((end, kind)) = scan.lexicon.head_words.at(scan.text, &scan.tokens, at, |role| {
        matches!(role, ClusterRole::Craft | ClusterRole::Quality)
    }) {
        craft |= kind == ClusterRole::Craft;
        at = end;
    }
    let from = at;
    if let Some(end) = role(scan, at, ClusterRole::Intro).filter(|_| head.plural) {
        at = end;
    }
    if scan.tokens.get(at).is_some_and(|token| token.is(':')) {
        at += 1;
    }
    if at == from || scan.hits.longest(at, Category::Cluster).is_some() {
        return None;
    }
    let mut named = name(scan, at, Stand::List, head.caps)?;
    named.craft |= craft && !follows_head(scan, head.start);
    element_ends(scan, &named).then_some((named, false))
}

/// A list further on in the sentence: “6 cụm công nghiệp với tổng diện tích …, gồm: A, B”.
fn distant(scan: &Scan<'_>, places: &PlaceContext, head: &Head) -> Option<(Named, bool)> {
    let sentence = scan.sentences.get(scan.sentence_of(head.start))?;
    for at in head.end..sentence.end.min(head.end + 30) {
        if scan.hits.has(at, Category::Cluster) {
            return None;
        }
        let colon = scan.tokens[at].is(':');
        if !colon && (scan.tokens[at].is_capital() || role(scan, at, ClusterRole::Intro).is_none()) {
            continue;
        }
        let mut from = if colon { at + 1 } else { role(scan, at, ClusterRole::Intro)? };
        if scan.tokens.get(from).is_some_and(|token| token.is(':')) {
            from += 1;
        } else if !colon && !scan.word(at).starts_with("gồm") && !scan.word(at).starts_with("bao") {
            continue;
        }
        if scan.hits.longest(from, Category::Cluster).is_some() || is_place(places, from) {
            return None;
        }
        let named = name(scan, from, Stand::List, head.caps).filter(|named| element_ends(scan, named) && named.name.len() > 1)?;
        // One capitalised phrase is not yet a list of names.
        let next = scan.tokens.get(named.end)?;
        let goes_on =
            next.is(',') || next.is('(') || next.is(':') || next.is(';') || scan.word(named.end) == "và" || next.kind == Kind::Digits;
        return goes_on.then_some((named, false));
    }
    None
}

/// A comma by mistake between noun and name, in an address: “Cụm công nghiệp, Trường An, An Khánh, Hoài Đức”.
fn comma(scan: &Scan<'_>, places: &PlaceContext, head: &Head) -> Option<(Named, bool)> {
    let token = scan.tokens.get(head.end).filter(|token| token.is(','))?;
    if head.plural
        || token.starts_line()
        || places
            .starting(head.end + 1)
            .is_some_and(|item| item.level != Some(Level::Commune) || item.word.is_some())
    {
        return None;
    }
    let named = name(scan, head.end + 1, Stand::List, head.caps)?;
    let address = scan.tokens.get(named.end).is_some_and(|token| token.is(',')) && places.starting(named.end + 1).is_some();
    (address && named.name.len() > 1).then_some((named, true))
}

/// A province or a district, or a place with its type word, stands at token `at`.
fn is_place(places: &PlaceContext, at: usize) -> bool {
    places
        .starting(at)
        .is_some_and(|item| item.word.is_some() || item.level != Some(Level::Commune))
}

/// Something that may follow an element of a list stands behind it.
fn element_ends(scan: &Scan<'_>, named: &Named) -> bool {
    let Some(next) = scan.tokens.get(named.end) else { return true };
    let word = |word: &str| scan.word(named.end) == word;
    next.kind == Kind::Punct
        || next.starts_line()
        || next.kind == Kind::Digits
        || word("và")
        || word("cùng")
        || role(scan, named.end, ClusterRole::At).is_some()
        || role(scan, named.end, ClusterRole::Size).is_some()
        || role(scan, named.end, ClusterRole::Stop).is_some()
        || role(scan, named.end, ClusterRole::Added).is_some()
        || scan.hits.longest(named.end, Category::Admin).is_some()
}

/// The next name of the list, without a head noun of its own.
fn continued(scan: &Scan<'_>, places: &PlaceContext, tail: usize, head: &Head, plural: bool) -> Option<Named> {
    let token = scan.tokens.get(tail)?;
    let and = scan.word(tail) == "và" || scan.word(tail) == "cùng";
    if !(token.is(',') || token.is(';') || and) {
        return None;
    }
    let mut at = tail + 1;
    if !and && scan.word(at) == "và" {
        at += 1;
    }
    if scan.tokens.get(at)?.starts_paragraph() || scan.hits.has(at, Category::Cluster) {
        return None;
    }
    if scan
        .lexicon
        .place_words
        .at(scan.text, &scan.tokens, at, |word| word == crate::lexicon::PlaceWord::Other)
        .is_some_and(|(end, _)| end - at > 1)
    {
        return None;
    }
    let named = name(scan, at, Stand::List, head.caps)?;
    if !element_ends(scan, &named)
        || scan
            .tokens
            .get(named.end)
            .is_some_and(|token| token.is(':') && !sized(scan, named.end))
    {
        return None;
    }
    let place = places.starting(at).filter(|item| item.tokens.end >= named.name.end);
    let is_place = place.is_some_and(|item| item.word.is_some() || item.level != Some(Level::Commune));
    let known = bears(scan, &named.name, Level::Commune);
    if named.phase.is_some() || named.extension.is_some() {
        return Some(named);
    }
    let province = place.is_some_and(|item| item.level == Some(Level::Province));
    if is_place && (province || !plural || !known) {
        return None;
    }
    let numbered = scan.tokens.get(named.name.end - 1).is_some_and(|token| token.kind == Kind::Digits);
    // A single name goes on only when what follows is surely a name of its own, with a district behind.
    let district = places
        .starting(named.end + 1)
        .is_some_and(|item| item.word.is_some() && item.level != Some(Level::Commune));
    (plural || numbered || known && (district || scan.tokens.get(named.end).is_some_and(|token| token.is('('))) || and && known)
        .then_some(named)
}

/// An area follows the colon at `at`.
fn sized(scan: &Scan<'_>, at: usize) -> bool {
    scan.tokens.get(at + 1).is_some_and(|token| token.kind == Kind::Digits) || role(scan, at + 1, ClusterRole::Size).is_some()
}

fn mention(scan: &Scan<'_>, places: &PlaceContext, head: &Head, named: Named, entry: Entry) -> Found {
    let Entry {
        start,
        headed,
        craft,
        rule,
    } = entry;
    let kind = match head.kind {
        ClusterKind::IndustrialCluster if named.craft || craft => ClusterKind::CraftVillageCluster,
        kind => kind,
    };
    let text = |range: Range<usize>| scan.slice(scan.span(range)).to_owned();
    let tokens = start..named.end;
    let mention = ClusterMention {
        span: scan.span(tokens.clone()),
        tokens,
        name: text(named.name.clone()),
        kind,
        phase: named.phase.clone(),
        extension: named.extension.clone(),
        descriptor: Some(named.qualifier.clone()).filter(|range| !range.is_empty()).map(text),
        descriptor_distinct: named.product,
        name_tokens: named.name.clone(),
        commune: None,
        district: None,
        province: None,
        area: None,
        developer: None,
        rule,
    };
    let mut found = Found {
        mention,
        tail: named.end,
        headed,
        bracketed: false,
        doubtful: false,
    };
    super::place::beside(scan, places, &mut found);
    found.doubtful = doubtful(scan, places, head, &found);
    found
}

/// The name is a district's or a province's, and nothing beside it shows that a cluster of that name is meant.
fn doubtful(scan: &Scan<'_>, places: &PlaceContext, head: &Head, found: &Found) -> bool {
    let mention = &found.mention;
    let range = mention.name_tokens.clone();
    let single = range.len() == 1 && scan.tokens[range.start].is_all_caps() && scan.tokens[range.start].len() <= 2 && !head.caps;
    if single || role(scan, range.start, ClusterRole::Country) == Some(range.end) {
        return true;
    }
    let gazetteer = &scan.lexicon.gazetteer;
    let exact = gazetteer
        .matches(scan.text, &scan.tokens, range.start)
        .all()
        .iter()
        .find(|(length, _)| range.len() == usize::from(*length))
        .map(|(_, id)| *id);
    let Some(id) = exact else { return false };
    let units = gazetteer.named(id);
    let stated = mention.phase.is_some() || mention.extension.is_some() || mention.descriptor.is_some() || mention.area.is_some();
    let own = [&mention.district, &mention.province]
        .into_iter()
        .flatten()
        .any(|place| place.name != mention.name);
    let commune = mention.commune.is_some();
    if stated || own || commune {
        return false;
    }
    if units.iter().any(|id| gazetteer.unit(*id).level == Level::Province) {
        return true;
    }
    let rural = units.iter().any(|id| {
        let unit = gazetteer.unit(*id);
        matches!(unit.kind, UnitType::Commune | UnitType::Ward) && unit.era != Era::Since2025
    });
    // An urban district has hardly a cluster of its own; where the province is not known its name is taken for another's.
    let home = |id: &UnitId| {
        let unit = gazetteer.unit(*id);
        unit.level == Level::District
            && match places.default {
                Some(default) => gazetteer.same_province(*id, default),
                None => unit.kind != UnitType::UrbanDistrict && !rural,
            }
    };
    (found.headed || !head.plural) && head.kind != ClusterKind::IndustrialZone && units.iter().any(home)
}

/// A unit of the level bears exactly this name.
fn bears(scan: &Scan<'_>, range: &Range<usize>, level: Level) -> bool {
    let gazetteer = &scan.lexicon.gazetteer;
    let matches = gazetteer.matches(scan.text, &scan.tokens, range.start);
    let exact = matches.all().iter().filter(|(length, _)| range.len() == usize::from(*length));
    exact
        .flat_map(|(_, id)| gazetteer.named(*id))
        .any(|id| gazetteer.unit(*id).level == level)
}

/// Drops doubtful names that no other mention confirms.
fn drop_doubtful(scan: &Scan<'_>, found: &mut Vec<Found>) {
    if !found.iter().any(|found| found.doubtful) {
        return;
    }
    let key = |found: &Found| {
        (
            found.mention.kind,
            fold_phrase(scan.slice(scan.span(found.mention.name_tokens.clone()))),
        )
    };
    let sure: std::collections::BTreeSet<_> = found.iter().filter(|found| !found.doubtful).map(key).collect();
    found.retain(|found| !found.doubtful || sure.contains(&key(found)));
}
