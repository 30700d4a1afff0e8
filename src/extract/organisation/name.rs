//! The name of a body, read from the word that opens it.

use super::*;
use crate::lexicon::{AdminRole, BodyKind, BodyTerm, BodyWord, UnitType};
use crate::text::{Kind, Token};

/// Where a body lies.
#[derive(Clone, Copy, Debug, Default)]
struct Seat {
    unit: Option<UnitId>,
    level: Option<Level>,
    /// Not written.
    inherited: bool,
}

/// The body that the word at token `at` opens.
pub(super) fn read(scan: &Scan<'_>, places: &PlaceContext, at: usize) -> Option<Organisation> {
    let hit = scan.hits.longest(at, Category::Body)?;
    let term = scan.lexicon.bodies.get(usize::from(hit.row))?;
    let first = scan.tokens.get(at)?;
    // In small letters a body is any of its kind; a company (“tập đoàn Hòa Phát”) may be written so.
    if !first.is_capital() && term.goes_on != BodyKind::Name && term.kind != "people's-committee" {
        return None;
    }
    let end = hit.end as usize;
    match term.goes_on {
        BodyKind::Whole => Some(whole(scan, at..end, term)),
        BodyKind::Place => seated(scan, places, at, end, end, term, "organisation.place"),
        BodyKind::Field => {
            let field = field(scan, places, end, term.kind == "management-board" || term.kind == "board")?;
            seated(scan, places, at, end, field, term, "organisation.field")
        }
        BodyKind::Body => {
            let inner = read(scan, places, end)?;
            let head = scan.slice(scan.span(at..end));
            let tokens = at..inner.tokens.end;
            Some(Organisation {
                span: scan.span(tokens.clone()),
                tokens,
                kind: term.kind.clone(),
                name: format!("{head} {}", inner.name),
                rule: "organisation.office",
                ..inner
            })
        }
        BodyKind::Name => company_name(scan, at, end, term),
    }
}

fn whole(scan: &Scan<'_>, tokens: Range<usize>, term: &BodyTerm) -> Organisation {
    let span = scan.span(tokens.clone());
    Organisation {
        tokens,
        span,
        kind: term.kind.clone(),
        name: term.full.clone().unwrap_or_else(|| scan.slice(span).to_owned()),
        level: term.level.as_deref().and_then(level_of),
        place: None,
        place_inherited: false,
        rule: "organisation.whole",
    }
}

fn level_of(level: &str) -> Option<&'static str> {
    ["nation", "province", "district", "commune"]
        .into_iter()
        .find(|name| *name == level)
}

/// A body with the unit it belongs to: named, spoken of by its type, or the document's.
fn seated(
    scan: &Scan<'_>,
    places: &PlaceContext,
    at: usize,
    head: usize,
    name_end: usize,
    term: &BodyTerm,
    rule: &'static str,
) -> Option<Organisation> {
    let (seat, end, written) = seat(scan, places, name_end)?;
    let needs = term.goes_on == BodyKind::Place;
    if needs && end == name_end {
        return None;
    }
    let own = term.level.as_deref().and_then(level_of);
    let mut seat = seat;
    if seat.unit.is_none() && end == name_end && own != Some("nation") && own != Some("district") {
        seat = Seat {
            unit: places.default,
            level: places.default.map(|_| Level::Province),
            inherited: true,
        };
    }
    let nation = own == Some("nation") && end == name_end;
    let level = if nation || seat.unit.is_none() && end == name_end {
        own
    } else {
        seat.level.map(level_name).or(own)
    };
    let unit = if nation { None } else { seat.unit };
    let words = scan.slice(scan.span(at..name_end));
    let opening = scan.slice(scan.span(at..head));
    let mut name = match &term.full {
        Some(full) => format!("{full}{}", words.strip_prefix(opening).unwrap_or("")),
        None => words.to_owned(),
    };
    if let Some(place) = written.or_else(|| unit.map(|unit| place_name(scan, unit, needs))) {
        name.push(' ');
        name.push_str(&place);
    }
    let tokens = at..end;
    Some(Organisation {
        span: scan.span(tokens.clone()),
        tokens,
        kind: term.kind.clone(),
        name,
        level,
        place: unit,
        place_inherited: seat.inherited && unit.is_some(),
        rule,
    })
}

/// The unit behind a body's name: the token behind it, and its name as it should read.
fn seat(scan: &Scan<'_>, places: &PlaceContext, at: usize) -> Option<(Seat, usize, Option<String>)> {
    if let Some(item) = places.starting(at).filter(|item| !item.below) {
        let name = scan.slice(scan.span(item.name.clone()));
        let written = match item.word {
            Some(word) => format!("{} {name}", word.word()),
            None => name.to_owned(),
        };
        let seat = Seat {
            unit: item.unit,
            level: item.level,
            inherited: false,
        };
        return Some((seat, item.tokens.end, Some(written)));
    }
    // “UBND các quận, huyện”: many at once.
    if let Some((_, _)) = scan
        .lexicon
        .place_words
        .at(scan.text, &scan.tokens, at, |word| word == crate::lexicon::PlaceWord::Plural)
    {
        return None;
    }
    let word = scan.hits.longest(at, Category::Admin).and_then(|hit| {
        let role = scan.lexicon.admin.get(usize::from(hit.row))?.role;
        match role {
            AdminRole::Unit(word) => Some((word, hit.end as usize)),
            _ => None,
        }
    });
    let Some((word, end)) = word else {
        return Some((Seat::default(), at, None));
    };
    if scan.tokens.get(end).is_some_and(|token| token.is(',')) && scan.hits.longest(end + 1, Category::Admin).is_some() {
        return None;
    }
    let unit = meant(scan, places, at, word);
    let seat = Seat {
        unit,
        level: unit.map(|unit| scan.lexicon.gazetteer.unit(unit).level).or(word.level()),
        inherited: true,
    };
    Some((
        seat,
        end,
        unit.map(|unit| place_name(scan, unit, true))
            .or_else(|| Some(word.word().to_owned())),
    ))
}

/// The unit that a type word without a name speaks of: the last one of the type, or the document's province.
fn meant(scan: &Scan<'_>, places: &PlaceContext, at: usize, word: UnitType) -> Option<UnitId> {
    let gazetteer = &scan.lexicon.gazetteer;
    let of_type = |id: UnitId| gazetteer.unit(id).kind == word;
    if let Some(default) = places.default.filter(|default| of_type(*default)) {
        return Some(default);
    }
    let before = places.items.partition_point(|item| item.tokens.start < at);
    // Far enough for a long article, short enough for one without end.
    let near = places.items.get(before.saturating_sub(200)..before).unwrap_or(&[]);
    let last = near.iter().rev().filter_map(|item| item.unit).find(|unit| of_type(*unit));
    last.or(places.default.filter(|_| word == UnitType::Province || word == UnitType::City))
}

fn place_name(scan: &Scan<'_>, unit: UnitId, typed: bool) -> String {
    let unit = scan.lexicon.gazetteer.unit(unit);
    if typed {
        format!("{} {}", unit.kind.word(), unit.name)
    } else {
        unit.name.to_owned()
    }
}

/// The field of work behind a body's first words: the token behind it.
fn field(scan: &Scan<'_>, places: &PlaceContext, at: usize, small: bool) -> Option<usize> {
    if !scan.tokens.get(at)?.is_capital() && !small {
        return None;
    }
    let known = |at| {
        scan.lexicon
            .body_words
            .at(scan.text, &scan.tokens, at, |word| word == BodyWord::Field)
    };
    let mut end = at;
    let mut joined = at;
    while joined - at < 30 {
        let token = scan.tokens.get(joined);
        let starts = token.is_some_and(|token| joined == at || !token.starts_line());
        let place = joined > at && places.starting(joined).is_some();
        if !starts || place {
            break;
        }
        let next = known(joined)
            .map(|(end, _)| end)
            .or_else(|| if joined == at { letters(scan, joined) } else { None });
        let Some(next) = next else { break };
        // A verb that a field also bears (tổ chức, kiểm tra) says what the body does.
        let verb = |word| word == BodyWord::Acts;
        if !small
            && joined == end
            && joined > at
            && token.is_some_and(Token::is_small)
            && scan.lexicon.body_words.at(scan.text, &scan.tokens, joined, verb).is_some()
        {
            break;
        }
        end = next;
        joined = next;
        let join = scan
            .lexicon
            .body_words
            .at(scan.text, &scan.tokens, end, |word| word == BodyWord::Join);
        if let Some((after, _)) = join {
            // A comma joins only capitalised fields (Văn hóa, Thể thao và Du lịch).
            let capital = scan.tokens.get(after).is_some_and(Token::is_capital);
            let comma = scan.tokens.get(end).is_some_and(|token| token.is(','));
            let body = scan.hits.has(after, Category::Body);
            if !body && (capital || !comma) && (capital && !comma || known(after).is_some()) {
                joined = after;
            }
        }
    }
    (end > at).then_some(end)
}

/// Initials (KH&ĐT, LĐ-TB&XH) or one capitalised word: the token behind it.
fn letters(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let first = scan.tokens.get(at).filter(|token| token.is_capital())?;
    let body = scan
        .hits
        .at(at)
        .any(|hit| matches!(hit.category, Category::Admin | Category::Body) && hit.end - hit.start > 1);
    if body {
        return None;
    }
    let mut end = at + 1;
    if first.is_all_caps() {
        while end - at < 10 {
            let Some(token) = scan.tokens.get(end).filter(|token| token.glued()) else {
                break;
            };
            if !(token.is('&') || token.is_dash() || token.is_all_caps()) {
                break;
            }
            end += 1;
        }
    }
    Some(end)
}

/// A company's name: capitalised words and lines of business.
fn company_name(scan: &Scan<'_>, at: usize, head: usize, term: &BodyTerm) -> Option<Organisation> {
    let mut end = head;
    let mut last = head;
    let mut proper = false;
    while end - head < 24 {
        let Some(token) = scan.tokens.get(end) else { break };
        if token.starts_line() && end > head {
            break;
        }
        let business = || {
            let words = &scan.lexicon.body_words;
            words.at(scan.text, &scan.tokens, end, |word| word == BodyWord::Business)
        };
        if token.is_capital() {
            // A title or another body behind the name belongs to the next phrase.
            let other = scan
                .hits
                .longest(end, Category::Body)
                .and_then(|hit| scan.lexicon.bodies.get(usize::from(hit.row)));
            if end > head && other.is_some_and(|other| other.goes_on != BodyKind::Name) {
                break;
            }
            let goes_on = scan.tokens.get(end + 1).is_some_and(Token::is_small);
            let (after, small) = match if goes_on { business() } else { None } {
                Some((after, _)) if after > end + 1 => (after, true),
                _ => (end + 1, false),
            };
            proper |= !small;
            end = after;
            last = end;
        } else if let Some((after, _)) = if token.is_small() { business() } else { None } {
            end = after;
        } else if token.kind == Kind::Digits && end > head && scan.word(end - 1) == "số" || numbered(scan, end, head) {
            end += 1;
            last = end;
        } else if joins(scan, end) || scan.word(end) == "số" && scan.tokens.get(end + 1).is_some_and(|token| token.kind == Kind::Digits) {
            end += 1;
        } else {
            break;
        }
    }
    if last == head || !proper || !scan.tokens.get(at)?.is_capital() && !scan.tokens.get(head)?.is_capital() {
        return None;
    }
    let tokens = at..last;
    let span = scan.span(tokens.clone());
    let opening = scan.slice(scan.span(at..head));
    let written = scan.slice(span);
    let name = match &term.full {
        Some(full) => format!("{full}{}", written.strip_prefix(opening).unwrap_or("")),
        None => written.to_owned(),
    };
    Some(Organisation {
        tokens,
        span,
        kind: term.kind.clone(),
        name,
        level: None,
        place: None,
        place_inherited: false,
        rule: "organisation.company",
    })
}

/// A number that belongs to a company's name (“Sông Đà 9”).
fn numbered(scan: &Scan<'_>, at: usize, head: usize) -> bool {
    let token = &scan.tokens[at];
    let next = scan.tokens.get(at + 1);
    token.kind == Kind::Digits
        && at > head
        && token.len() <= 2
        && scan.tokens[at - 1].is_capital()
        && next.is_none_or(|next| next.kind == Kind::Punct && !next.glued() || next.is('.') || next.is(',') || next.is(')'))
        && scan.is_free(at..at + 1)
}

/// “và”, “&” or a dash between two parts of a name, a capital behind.
fn joins(scan: &Scan<'_>, at: usize) -> bool {
    let token = &scan.tokens[at];
    let next = scan.tokens.get(at + 1);
    let behind = next.is_some_and(|next| next.is_capital() && !next.starts_line());
    let body = scan
        .hits
        .at(at + 1)
        .any(|hit| matches!(hit.category, Category::Body | Category::Admin | Category::Cluster) && hit.end - hit.start > 1);
    let word = token.is_small()
        && token.of(scan.text) == "và"
        && scan
            .lexicon
            .body_words
            .at(scan.text, &scan.tokens, at + 1, |word| word == BodyWord::Business)
            .is_some();
    let mark = token.is('&') || token.is_dash() || token.is('.') && token.glued() && next.is_some_and(Token::glued);
    behind && !body && (word || mark)
}
