//! Where a cluster lies: beside its name, behind a later name of its list, from the words that open the paragraph.

use std::collections::BTreeMap;

use super::list::Found;
use super::name::role;
use super::*;
use crate::extract::place::Item;
use crate::lexicon::{Category, ClusterRole, Starts};
use crate::text::Token;

/// Reads place and area beside a name: “(xã A, huyện B, 12 ha)”, “, huyện B”, “tại xã A”, “quy mô 12 ha”.
pub(super) fn beside(scan: &Scan<'_>, places: &PlaceContext, found: &mut Found) {
    behind_code(scan, places, found);
    let mut steps = 0;
    while steps < 8 {
        steps += 1;
        let at = found.tail;
        let Some(token) = scan.tokens.get(at) else { return };
        if token.starts_paragraph() {
            return;
        }
        let next = if token.is('(') {
            bracket(scan, places, at, found)
        } else {
            let comma = token.is(',') || token.is_dash();
            let from = if comma { at + 1 } else { at };
            added(scan, from, comma)
                .or_else(|| place_at(scan, places, from, found))
                .or_else(|| area_at(scan, at, found))
        };
        match next {
            Some(next) if next > at => found.tail = next,
            _ => return,
        }
    }
}

/// A district right behind a code or a number that serves as name: “CN2 Sóc Sơn”, “số 2 Đak Đoa”.
fn behind_code(scan: &Scan<'_>, places: &PlaceContext, found: &mut Found) {
    let name = found.mention.name_tokens.clone();
    let digits = scan
        .tokens
        .get(name.end.saturating_sub(1))
        .is_some_and(|token| token.kind == Kind::Digits);
    let code = name.len() == 2 && digits && (scan.tokens[name.end - 1].glued() || scan.tokens[name.start].is_small());
    if !code || found.tail != name.end {
        return;
    }
    let gazetteer = &scan.lexicon.gazetteer;
    let matches = gazetteer.matches(scan.text, &scan.tokens, name.end);
    let Some((length, id)) = matches.all().last() else { return };
    let home = |id: UnitId| !places.default.is_some_and(|default| gazetteer.same_province(id, default));
    let districts = gazetteer
        .named(*id)
        .iter()
        .filter(|id| gazetteer.unit(**id).level == Level::District);
    let Some(unit) = districts.min_by_key(|id| (home(**id), **id)) else {
        return;
    };
    let end = name.end + usize::from(*length);
    found.mention.district = Some(ClusterPlace {
        name: scan.slice(scan.span(name.end..end)).to_owned(),
        ..of_unit(scan, *unit, PlaceBasis::Stated)
    });
    found.tail = end;
}

/// Words such as “bổ sung” behind a name.
fn added(scan: &Scan<'_>, at: usize, comma: bool) -> Option<usize> {
    if comma { None } else { role(scan, at, ClusterRole::Added) }
}

/// Places and an area in brackets.
fn bracket(scan: &Scan<'_>, places: &PlaceContext, at: usize, found: &mut Found) -> Option<usize> {
    let close = (at + 1..scan.tokens.len().min(at + 60)).find(|at| scan.tokens[*at].is(')'))?;
    let body = scan.hits.has(at + 1, Category::Body);
    let items = places.within(at + 1..close);
    if body || scan.tokens[at + 1..close].iter().any(|token| token.is('(')) && items.is_empty() {
        return None;
    }
    let all = (at + 1..close).any(|at| scan.word(at) == "đều");
    let mut any = false;
    if !(at + 1..close).any(|at| scan.hits.has(at, Category::Body)) {
        for item in items {
            any |= take(scan, item, found, PlaceBasis::Stated);
        }
    }
    for inside in at + 1..close {
        if scan.tokens[inside].kind == Kind::Digits && found.mention.area.is_none() {
            found.mention.area = area(scan, inside);
        }
    }
    found.bracketed |= any && !all;
    Some(close + 1)
}

/// A place at token `at`, or behind words that lead to one, with the units that follow in the chain.
fn place_at(scan: &Scan<'_>, places: &PlaceContext, at: usize, found: &mut Found) -> Option<usize> {
    let lead = role(scan, at, ClusterRole::At);
    let from = lead.unwrap_or(at);
    let reach = if lead.is_some() { from + 7 } else { from + 1 };
    let mut items = places.within(from..reach).iter();
    let first = items.next()?;
    let gap = scan.tokens.get(from..first.tokens.start)?;
    let broken = gap
        .iter()
        .any(|token| token.is('.') || token.is(';') || token.is('(') || token.starts_line());
    let stops = (from..first.tokens.start).any(|at| role(scan, at, ClusterRole::Stop).is_some() && !scan.tokens[at].is_capital());
    let other = (from..first.tokens.start).any(|at| scan.hits.starts(at, Starts::terms(&[Category::Cluster, Category::Body])));
    if broken || stops || other {
        return None;
    }
    // A bare commune behind a comma may be the next name of a list; list reading decides that first.
    if lead.is_none() && first.word.is_none() && first.level == Some(Level::Commune) {
        if found.tail > found.mention.tokens.end {
            return None;
        }
        let chain = places.starting(first.tokens.end + 1).is_some_and(|next| next.word.is_none());
        if !chain {
            return None;
        }
    }
    if lead.is_none() && first.word.is_none() && !fits_home(scan, places, first) {
        return None;
    }
    let mut end = from;
    let mut next = Some(first);
    let mut hamlets = 0;
    while let Some(item) = next {
        let ok = item.below || take(scan, item, found, PlaceBasis::Stated);
        if !ok && end > from {
            break;
        }
        hamlets += 1;
        end = item.tokens.end;
        next = (1..=2).find_map(|gap| {
            let follows = places.starting(end + gap - 1).or_else(|| places.starting(end + gap))?;
            let between = scan.tokens.get(end..follows.tokens.start)?;
            let link = between.iter().all(|token| {
                token.is(',')
                    || token.is_dash()
                    || token.is('(')
                    || token.kind == Kind::Word && matches!(token.of(scan.text), "thuộc" | "của" | "và" | "tại")
            });
            (link && hamlets < 8 && !follows.tokens.is_empty()).then_some(follows)
        });
        if let Some(follows) = next {
            let repeated = follows.level.is_some_and(|level| slot(&mut found.mention, level).is_some()) && !follows.below;
            let and = scan.word(end) == "và";
            if repeated && !and {
                break;
            }
        }
    }
    if scan.tokens.get(end).is_some_and(|token| token.is(')'))
        && !scan.tokens.get(from.saturating_sub(1)).is_some_and(|token| token.is('('))
    {
        let opened = scan
            .tokens
            .get(from..end)
            .is_some_and(|tokens| tokens.iter().any(|token| token.is('(')));
        end += usize::from(opened);
    }
    Some(end)
}

/// A bare district or province behind a comma: it must lie where the document does, or stand in a chain.
fn fits_home(scan: &Scan<'_>, places: &PlaceContext, item: &Item) -> bool {
    let gazetteer = &scan.lexicon.gazetteer;
    let home = item
        .unit
        .is_some_and(|unit| places.default.is_none_or(|default| gazetteer.same_province(unit, default)));
    home || item.level == Some(Level::Province) || places.starting(item.tokens.end + 1).is_some()
}

/// Puts an item into the slot of its level, where that is free.
fn take(scan: &Scan<'_>, item: &Item, found: &mut Found, basis: PlaceBasis) -> bool {
    if item.below {
        return false;
    }
    let Some(level) = item
        .level
        .or_else(|| item.unit.map(|unit| scan.lexicon.gazetteer.unit(unit).level))
        .or(item.word.map(|_| Level::District))
    else {
        return false;
    };
    let place = slot(&mut found.mention, level);
    if place.is_some() {
        return false;
    }
    *place = Some(of_item(scan, item, basis));
    true
}

fn of_item(scan: &Scan<'_>, item: &Item, basis: PlaceBasis) -> ClusterPlace {
    let written = scan.slice(scan.span(item.name.clone()));
    // An abbreviation (TPHCM) gives way to the name.
    let name = match item.unit.map(|unit| scan.lexicon.gazetteer.unit(unit).name) {
        Some(name) if !written.contains(' ') && name.contains(' ') => name,
        _ => written,
    };
    ClusterPlace {
        name: name.to_owned(),
        kind: item.word.or_else(|| item.unit.map(|unit| scan.lexicon.gazetteer.unit(unit).kind)),
        unit: item.unit,
        basis,
    }
}

/// An area behind the name: “quy mô 12 ha”, “: 12ha”, “12,5 ha”.
fn area_at(scan: &Scan<'_>, at: usize, found: &mut Found) -> Option<usize> {
    let mut from = at;
    if scan.tokens.get(from).is_some_and(|token| token.is(':') || token.is(',')) {
        from += 1;
    }
    let sized = role(scan, from, ClusterRole::Size);
    from = sized.unwrap_or(from);
    if sized.is_some() && scan.tokens.get(from).is_some_and(Token::is_small) {
        from += 1;
    }
    if !scan.tokens.get(from).is_some_and(|token| token.kind == Kind::Digits) || found.mention.area.is_some() {
        return None;
    }
    let area = match area(scan, from) {
        Some(area) => area,
        // Lists leave the unit out: “A - B 23,05; …”.
        None => decimal(scan, from).filter(|_| sized.is_none())?,
    };
    let end = area.end;
    found.mention.area = Some(area);
    Some(end)
}

/// A number with a unit of area at token `at`.
fn area(scan: &Scan<'_>, at: usize) -> Option<Range<usize>> {
    let number = digits_end(scan, at);
    let end = ["ha", "hecta", "hécta", "m2", "m²", "héc", "hec"]
        .contains(&scan.word(number))
        .then_some(number + 1);
    let square = scan.word(number) == "m"
        && scan
            .tokens
            .get(number + 1)
            .is_some_and(|token| token.glued() && (token.sym == 2 || token.is('²')));
    let end = if square { Some(number + 2) } else { end }?;
    let hectare = matches!(scan.word(number), "héc" | "hec");
    let end = if hectare {
        end + if scan.tokens.get(end).is_some_and(Token::is_dash) { 2 } else { 1 }
    } else {
        end
    };
    (end <= scan.tokens.len()).then_some(at..end)
}

/// A number with decimals and no unit.
fn decimal(scan: &Scan<'_>, at: usize) -> Option<Range<usize>> {
    let end = digits_end(scan, at);
    (end - at == 3 && scan.tokens.get(end).is_none_or(|token| token.kind == Kind::Punct)).then_some(at..end)
}

fn digits_end(scan: &Scan<'_>, at: usize) -> usize {
    let mut end = at + 1;
    while end - at < 8 {
        let glued = |at: usize| scan.tokens.get(at).is_some_and(Token::glued);
        let mark = scan.tokens.get(end).is_some_and(|token| token.is('.') || token.is(','));
        let digits = scan.tokens.get(end + 1).is_some_and(|token| token.kind == Kind::Digits);
        if !(mark && digits && glued(end) && glued(end + 1)) {
            break;
        }
        end += 2;
    }
    end
}

/// Fills the places that stand elsewhere: in the list, in the paragraph's opening, in another mention, in the document.
pub(super) fn spread(scan: &Scan<'_>, places: &PlaceContext, found: &mut [Found]) {
    lists(scan, found);
    let gazetteer = &scan.lexicon.gazetteer;
    for found in found.iter_mut().filter(|found| found.mention.district.is_none()) {
        let commune = found.mention.commune.as_ref().and_then(|place| place.unit);
        let above = commune.and_then(|unit| gazetteer.at_level(unit, Level::District));
        found.mention.district = above.map(|unit| of_unit(scan, unit, PlaceBasis::Stated));
    }
    from_mentions(found);
    for found in found.iter_mut().filter(|found| found.mention.district.is_none()) {
        let opener = opener(scan, places, found.mention.tokens.start);
        found.mention.district = opener.map(|item| of_item(scan, item, PlaceBasis::Opener));
    }
    from_mentions(found);
    for found in found.iter_mut() {
        let mention = &mut found.mention;
        if mention.province.is_none() {
            let unit = [&mention.district, &mention.commune]
                .into_iter()
                .flatten()
                .find_map(|place| place.unit);
            let above = unit.and_then(|unit| gazetteer.at_level(unit, Level::Province));
            let stated = above.map(|unit| of_unit(scan, unit, PlaceBasis::Stated));
            mention.province = stated.or_else(|| places.default.map(|unit| of_unit(scan, unit, PlaceBasis::Document)));
        }
    }
}

fn of_unit(scan: &Scan<'_>, id: UnitId, basis: PlaceBasis) -> ClusterPlace {
    let unit = scan.lexicon.gazetteer.unit(id);
    ClusterPlace {
        name: unit.name.to_owned(),
        kind: Some(unit.kind),
        unit: Some(id),
        basis,
    }
}

fn with_basis(place: &ClusterPlace, basis: PlaceBasis) -> ClusterPlace {
    ClusterPlace { basis, ..place.clone() }
}

/// What two mentions of one cluster share when one leaves the place out.
fn same(mention: &ClusterMention) -> (bool, String) {
    (mention.kind == ClusterKind::IndustrialZone, fold_phrase(&mention.name))
}

/// Takes the district from other mentions of the same cluster, where all that have one agree.
fn from_mentions(found: &mut [Found]) {
    let mut known: BTreeMap<(bool, String), Option<ClusterPlace>> = BTreeMap::new();
    for mention in found.iter().map(|found| &found.mention) {
        let Some(place) = &mention.district else { continue };
        known
            .entry(same(mention))
            .and_modify(|other| {
                if other
                    .as_ref()
                    .is_some_and(|other| fold_phrase(&other.name) != fold_phrase(&place.name))
                {
                    *other = None;
                }
            })
            .or_insert_with(|| Some(place.clone()));
    }
    for found in found.iter_mut().filter(|found| found.mention.district.is_none()) {
        let place = known.get(&same(&found.mention)).and_then(Option::as_ref);
        found.mention.district = place.map(|place| with_basis(place, PlaceBasis::Mention));
    }
}

/// A district behind the last of several names covers those since the last semicolon; one in brackets covers a list whose names
/// each have their head noun, and no bracket before.
fn lists(scan: &Scan<'_>, found: &mut [Found]) {
    let mut open: Vec<usize> = Vec::new();
    for at in 0..found.len() {
        let (joined, semicolon) = match at.checked_sub(1) {
            Some(before) => joined(scan, &found[before], &found[at]),
            None => (false, false),
        };
        if !joined {
            open.clear();
        }
        if semicolon {
            // Only a closing bracket reaches back over a semicolon.
            open.retain(|earlier| found[*earlier].headed);
        }
        let mention = &found[at].mention;
        let whole = mention.commune.is_none() && (mention.district.is_some() || mention.province.is_some());
        let all = mention.commune.is_some() && !found[at].bracketed && says_all(scan, &found[at]);
        if whole || all {
            let bracketed = found[at].bracketed;
            let reach = if bracketed {
                found[at].headed && open.iter().all(|earlier| found[*earlier].headed)
            } else {
                !semicolon || all
            };
            if reach {
                let source = found[at].mention.clone();
                for earlier in open.drain(..) {
                    let target = &mut found[earlier].mention;
                    if target.district.is_some() && target.province.is_some() {
                        continue;
                    }
                    let list = |place: &Option<ClusterPlace>| place.as_ref().map(|place| with_basis(place, PlaceBasis::List));
                    if all && target.commune.is_none() {
                        target.commune = list(&source.commune);
                    }
                    target.district = target.district.take().or_else(|| list(&source.district));
                    target.province = target.province.take().or_else(|| list(&source.province));
                }
            }
            open.clear();
        } else if mention.commune.is_some() && mention.district.is_some() {
            open.clear();
        } else {
            open.push(at);
        }
    }
}

/// “đều thuộc …” in what is said of the place.
fn says_all(scan: &Scan<'_>, found: &Found) -> bool {
    (found.mention.tokens.end..found.tail).any(|at| scan.word(at) == "đều")
}

/// Only separators and a head noun stand between two mentions; and whether a semicolon is among them.
fn joined(scan: &Scan<'_>, before: &Found, next: &Found) -> (bool, bool) {
    let gap = before.tail..next.mention.tokens.start;
    let Some(tokens) = scan.tokens.get(gap.clone()) else {
        return (false, false);
    };
    let fits = tokens.len() <= 3
        && tokens
            .iter()
            .all(|token| token.is(',') || token.is(';') || token.kind == Kind::Word && matches!(token.of(scan.text), "và" | "cùng"));
    (fits, tokens.iter().any(|token| token.is(';')))
}

/// The district that the paragraph opens with: “Tại huyện X, …”, “Huyện X có …”, “UBND huyện X …”.
fn opener<'p>(scan: &Scan<'_>, places: &'p PlaceContext, at: usize) -> Option<&'p Item> {
    let mut sentence = scan.sentence_of(at);
    let last = scan.sentences.get(sentence)?;
    let stop = last.end;
    // An article may stand on one line; what opened it rules no more a few sentences on.
    let reach = sentence.saturating_sub(6);
    while sentence > reach && !scan.tokens.get(scan.sentences[sentence].start).is_some_and(Token::starts_line) {
        sentence -= 1;
    }
    let start = scan.sentences.get(sentence)?.start;
    let items = places.within(start..stop.min(at));
    items.iter().rev().find(|item| {
        let opens = scan
            .sentences
            .get(scan.sentence_of(item.tokens.start))
            .is_some_and(|sentence| item.tokens.start <= sentence.start + 3);
        let body = scan.hits.ending_at(item.tokens.start, Category::Body).is_some();
        item.level == Some(Level::District) && item.unit.is_some() && (opens || body)
    })
}
