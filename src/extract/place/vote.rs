//! The document's default place: the province that most of its place names speak for.

use super::*;
use crate::lexicon::{Category, Era};

/// The province that stands out; `None` when the names are spread over many.
pub(super) fn province(scan: &Scan<'_>, items: &[Item], setting: &Setting) -> Option<UnitId> {
    if setting.province.is_some() {
        return setting.province;
    }
    let gazetteer = &scan.lexicon.gazetteer;
    // Votes by province, in order of first mention.
    let mut votes: Vec<(UnitId, u32)> = Vec::new();
    let mut total = 0;
    let mut add = |id: UnitId, weight: u32| {
        total += weight;
        match votes.iter_mut().find(|(other, _)| gazetteer.same_province(*other, id)) {
            Some((_, sum)) => *sum += weight,
            None => votes.push((id, weight)),
        }
    };
    for item in items.iter().filter(|item| !item.below) {
        let head = scan.tokens.get(item.tokens.start).is_some_and(|token| token.start < 400);
        let weight = if head { 4 } else { 2 };
        match (item.level, item.named) {
            (_, None) => {}
            (Some(Level::Province), Some(name)) => {
                if let Some(id) = best_province(scan, name, setting) {
                    let dateline =
                        scan.tokens.get(item.tokens.end).is_some_and(|next| next.is(':')) && scan.tokens[item.tokens.start].starts_line();
                    let body = scan.hits.ending_at(item.tokens.start, Category::Body).is_some();
                    add(id, weight + if dateline { 6 } else { 0 } + if body { 2 } else { 0 });
                }
            }
            (level, Some(name)) if !item.weak => {
                let mut provinces = Vec::new();
                for id in gazetteer.named(name) {
                    let unit = gazetteer.unit(*id);
                    let fits = item.word.is_none_or(|word| unit.kind == word) && level.is_none_or(|level| unit.level == level);
                    let province = gazetteer
                        .at_level(*id, Level::Province)
                        .filter(|_| fits && unit.era != Era::Retired);
                    if let Some(found) = province
                        && !provinces.iter().any(|other| gazetteer.same_province(*other, found))
                    {
                        provinces.push(found);
                    }
                }
                // A name that only one or two provinces know.
                let share = if level == Some(Level::Commune) { weight / 2 } else { weight };
                match provinces.as_slice() {
                    [only] => add(*only, share),
                    [one, two] => {
                        add(*one, share / 2);
                        add(*two, share / 2);
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
    let best = votes.iter().map(|(_, sum)| *sum).max()?;
    let (id, sum) = votes.into_iter().find(|(_, sum)| *sum == best)?;
    (sum * 5 >= total * 2 && sum >= 2).then_some(id)
}

/// The province of a name, of the era that the date asks for.
pub(super) fn best_province(scan: &Scan<'_>, name: u16, setting: &Setting) -> Option<UnitId> {
    let gazetteer = &scan.lexicon.gazetteer;
    let provinces = gazetteer
        .named(name)
        .iter()
        .filter(|id| gazetteer.unit(**id).level == Level::Province);
    provinces
        .min_by_key(|id| (super::resolve::era_rank(gazetteer.unit(**id).era, setting), **id))
        .copied()
}
