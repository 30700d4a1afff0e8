//! Candidates for place names: behind a type word, or bare and supported by what stands beside them.

use super::*;
use crate::lexicon::{AdminRole, Category, PlaceWord, Start, Starts};

/// Where a name may start: with its type word, or bare.
const NAMES: Starts = Starts::terms(&[Category::Admin]).and(Start::Capital);

/// The place names of the scan, in text order.
pub(super) fn items(scan: &Scan<'_>) -> Vec<Item> {
    let mut out: Vec<Item> = Vec::new();
    let mut end = 0;
    for at in scan.hits.sites(NAMES) {
        let token = &scan.tokens[at];
        if at < end || token.kind != Kind::Word || scan.owners.get(at).is_some_and(|owner| *owner == Owner::Identifier) {
            continue;
        }
        let next = if scan.hits.has(at, Category::Admin) {
            typed(scan, at, &mut out)
        } else {
            None
        };
        let bare_name = next.is_none() && token.is_capital() && scan.lexicon.gazetteer.may_start(scan.text, &scan.tokens, at);
        let next = if bare_name { bare(scan, at, &mut out) } else { next };
        end = next.unwrap_or(end);
    }
    out
}

/// A name behind a type word, and the rest of the list it opens. Gives the token to go on at.
fn typed(scan: &Scan<'_>, at: usize, out: &mut Vec<Item>) -> Option<usize> {
    let hit = scan.hits.longest(at, Category::Admin)?;
    let term = scan.lexicon.admin.get(usize::from(hit.row))?;
    let end = hit.end as usize;
    match term.role {
        AdminRole::Not => Some(end),
        AdminRole::Capital => {
            out.push(capital(scan, at..end)?);
            Some(end)
        }
        AdminRole::Below => {
            let name = capital_run(scan, end, 4);
            if name.is_empty() {
                return None;
            }
            let mut found = item(at..name.end, name, None, None, "place.below");
            found.below = true;
            // “thôn A và B, xã C”.
            while let Some(start) = separator(scan, found.tokens.end) {
                let next = capital_run(scan, start, 4);
                let place = chained(scan, start) || next.is_empty() || scan.hits.longest(start, Category::Admin).is_some();
                if place || scan.tokens[found.tokens.end].is(',') && named(scan, start, None).is_some() {
                    break;
                }
                found.tokens.end = next.end;
            }
            let end = found.tokens.end;
            out.push(found);
            Some(end)
        }
        AdminRole::Unit(word) => {
            if term.short && !scan.tokens[at].is_capital() {
                return None;
            }
            let first = named(scan, end, Some(word));
            let name = match first {
                Some((name, id)) => {
                    out.push(item(at..name.end, name.clone(), Some(word), Some(id), "place.typed"));
                    name
                }
                // Districts and provinces are all known; communes of before 2017 are not.
                None if !term.short && word.level() == Some(Level::Commune) && !scan.tokens[at].is_all_caps() => {
                    let name = capital_run(scan, end, 3);
                    let surname = || {
                        let words = &scan.lexicon.place_words;
                        words.at(scan.text, &scan.tokens, end, |word| word == PlaceWord::Surname).is_some()
                    };
                    if name.is_empty() || name.len() > 2 && surname() {
                        return None;
                    }
                    out.push(item(at..name.end, name.clone(), Some(word), None, "place.typed-unknown"));
                    name
                }
                None => return None,
            };
            Some(list(scan, at, name.end, word, out))
        }
    }
}

/// Further names of one type: “các huyện A, B và C”.
fn list(scan: &Scan<'_>, at: usize, from: usize, word: UnitType, out: &mut Vec<Item>) -> usize {
    let counted = at > 0 && scan.tokens[at - 1].kind == Kind::Digits;
    let plural = |word| word == PlaceWord::Plural;
    if !counted && scan.lexicon.place_words.before(scan.text, &scan.tokens, at, plural).is_none() {
        return from;
    }
    let mut end = from;
    while let Some(start) = separator(scan, end) {
        let Some((name, id)) = named(scan, start, Some(word)) else { break };
        let level = word.level();
        let fits = scan.lexicon.gazetteer.named(id).iter().any(|id| {
            let unit = scan.lexicon.gazetteer.unit(*id);
            unit.kind == word || level.is_some_and(|level| unit.level == level)
        });
        if !fits {
            break;
        }
        out.push(item(name.clone(), name.clone(), Some(word), Some(id), "place.typed-list"));
        end = name.end;
    }
    end
}

/// The token behind a comma or “và”.
fn separator(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let token = scan.tokens.get(at)?;
    let joins = token.is(',') || token.kind == Kind::Word && token.is_small() && token.of(scan.text) == "và";
    joins.then_some(at + 1)
}

/// The name of the gazetteer at token `at`: the longest that a unit of the type bears, else the longest.
pub(super) fn named(scan: &Scan<'_>, at: usize, word: Option<UnitType>) -> Option<(Range<usize>, u16)> {
    let gazetteer = &scan.lexicon.gazetteer;
    let matches = gazetteer.matches(scan.text, &scan.tokens, at);
    let of_type = |id: u16| {
        gazetteer.named(id).iter().any(|id| {
            let unit = gazetteer.unit(*id);
            word.is_some_and(|word| unit.kind == word || unit.later_kind == Some(word))
        })
    };
    let digits = scan.tokens.get(at).is_some_and(|token| token.kind == Kind::Digits);
    let best = matches.all().iter().rev().find(|(_, id)| of_type(*id));
    let best = best.or_else(|| if digits { None } else { matches.all().last() });
    best.map(|(length, id)| (at..at + usize::from(*length), *id))
}

/// Capitalised words from token `at`, at most `longest`; stops before a surname that opens a person's name behind two words.
fn capital_run(scan: &Scan<'_>, at: usize, longest: usize) -> Range<usize> {
    let mut end = at;
    while end - at < longest {
        match scan.tokens.get(end) {
            Some(token) if token.is_capital() && !token.is_all_caps() && (end == at || !token.starts_line()) => end += 1,
            _ => break,
        }
    }
    at..end
}

fn item(tokens: Range<usize>, name: Range<usize>, word: Option<UnitType>, named: Option<u16>, rule: &'static str) -> Item {
    Item {
        tokens,
        name,
        word,
        below: false,
        level: word.and_then(UnitType::level),
        unit: None,
        named,
        weak: false,
        rule,
    }
}

/// “Thủ đô”, capitalised, without the capital's name behind it.
fn capital(scan: &Scan<'_>, tokens: Range<usize>) -> Option<Item> {
    let next = scan.tokens.get(tokens.end)?;
    if !scan.tokens.get(tokens.start)?.is_capital() || next.is_capital() && !next.starts_line() {
        return None;
    }
    let mut found = item(tokens.clone(), tokens, None, None, "place.capital");
    found.level = Some(Level::Province);
    Some(found)
}

/// A name without a type word at token `at`.
fn bare(scan: &Scan<'_>, at: usize, out: &mut Vec<Item>) -> Option<usize> {
    let gazetteer = &scan.lexicon.gazetteer;
    let matches = gazetteer.matches(scan.text, &scan.tokens, at);
    if matches.all().is_empty() || !opens_run(scan, at) {
        return None;
    }
    // All levels a name may have, the longest name first.
    let mut known = None;
    let mut proper = || !*known.get_or_insert_with(|| other_name(scan, at));
    for (length, id) in matches.all().iter().rev() {
        let end = at + usize::from(*length);
        let has = |level| gazetteer.named(*id).iter().any(|id| gazetteer.unit(*id).level == level);
        if scan.tokens[at].kind == Kind::Digits || !closes_run(scan, end, has(Level::Province)) {
            continue;
        }
        let mut found = item(at..end, at..end, None, Some(*id), "place.bare-province");
        let single = *length == 1 && scan.tokens[at].len() < 6;
        if has(Level::Province) && !is_person(scan, at..end) && proper() {
            found.level = Some(Level::Province);
        } else if has(Level::District) && !single && proper() {
            found.level = Some(Level::District);
            found.rule = "place.bare-district";
            found.weak = !supported(scan, at..end);
        } else if has(Level::Commune) && chained(scan, end) && proper() {
            found.level = Some(Level::Commune);
            found.rule = "place.bare-commune";
            found.weak = true;
        } else {
            continue;
        }
        out.push(found);
        return Some(end);
    }
    None
}

/// No capitalised word that belongs to the same name stands right before.
fn opens_run(scan: &Scan<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|at| scan.tokens.get(at)) else {
        return true;
    };
    let token = &scan.tokens[at];
    if !before.is_capital() || token.starts_line() {
        return !(before.is_dash() && before.glued() && token.glued() && at > 1 && scan.tokens[at - 2].is_capital());
    }
    let ends = |category| scan.hits.of(at - 1, category).any(|hit| hit.end as usize == at);
    let words = &scan.lexicon.place_words;
    ends(Category::Body)
        || ends(Category::Admin)
        || before.is_all_caps() && token.is_all_caps()
        || scan.hits.ending_at(at, Category::Body).is_some()
        || words
            .before(scan.text, &scan.tokens, at, |word| word == PlaceWord::Before)
            .is_some()
}

/// No capitalised word that belongs to the same name stands right behind.
fn closes_run(scan: &Scan<'_>, end: usize, province: bool) -> bool {
    let Some(next) = scan.tokens.get(end) else { return true };
    if !next.is_capital() || next.starts_line() {
        let digit = next.kind == Kind::Digits && next.glued();
        let part = next.is_dash() && next.glued() && scan.tokens.get(end + 1).is_some_and(|after| after.is_capital() && after.glued());
        return !digit && (province || !part);
    }
    let caps = next.is_all_caps() && scan.tokens[end - 1].is_all_caps();
    let surname = || {
        let words = &scan.lexicon.place_words;
        words.at(scan.text, &scan.tokens, end, |word| word == PlaceWord::Surname).is_some()
    };
    province && (caps || scan.tokens.get(end + 1).is_some_and(|token| token.is_capital()) && surname())
}

/// The word in front says that the name is a person's, a street's, a company's.
fn other_name(scan: &Scan<'_>, at: usize) -> bool {
    scan.lexicon
        .place_words
        .before(scan.text, &scan.tokens, at, |word| word == PlaceWord::Other)
        .is_some()
}

/// The name of Ho Chi Minh the man: the city's stands behind a type word or a preposition of place, or opens a line.
fn is_person(scan: &Scan<'_>, range: Range<usize>) -> bool {
    range.len() == 3 && !scan.tokens[range.start].starts_line() && {
        let tokens = &scan.tokens[range.clone()];
        let id = |word| scan.lexicon.syllables.get(word);
        tokens[0].sym == id("hồ") && tokens[1].sym == id("chí") && tokens[2].sym == id("minh")
    }
}

/// A preposition of place in front, brackets around, or a place behind a comma.
fn supported(scan: &Scan<'_>, range: Range<usize>) -> bool {
    let words = &scan.lexicon.place_words;
    let before = range.start.checked_sub(1).and_then(|at| scan.tokens.get(at));
    let preposition = || {
        words
            .before(scan.text, &scan.tokens, range.start, |word| word == PlaceWord::Before)
            .is_some()
    };
    let closed = || scan.tokens.get(range.end).is_some_and(|token| token.is(')'));
    before.is_some_and(|before| before.is_small() && preposition() || before.is('(') && closed()) || chained(scan, range.end)
}

/// A comma (or bracket) and the name of a district or province, or a type word, follows.
fn chained(scan: &Scan<'_>, end: usize) -> bool {
    let Some(mark) = scan.tokens.get(end) else { return false };
    if !(mark.is(',') || mark.is('(') || mark.is_dash()) {
        return false;
    }
    let at = end + 1;
    let typed = scan.hits.longest(at, Category::Admin).is_some_and(|hit| {
        matches!(
            scan.lexicon.admin.get(usize::from(hit.row)).map(|term| term.role),
            Some(AdminRole::Unit(_))
        ) && named(scan, hit.end as usize, None).is_some()
    });
    let gazetteer = &scan.lexicon.gazetteer;
    let higher = gazetteer.matches(scan.text, &scan.tokens, at).all().iter().any(|(length, id)| {
        let names = gazetteer.named(*id);
        let level = |level| names.iter().any(|id| gazetteer.unit(*id).level == level);
        level(Level::Province) && closes_run(scan, at + usize::from(*length), true)
            || level(Level::District) && closes_run(scan, at + usize::from(*length), false)
    });
    !mark.is_dash() && (typed || higher)
}
