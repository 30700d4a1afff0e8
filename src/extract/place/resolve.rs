//! From names to units: by type, by the higher units named beside them, by the document's place and date.

use super::*;
use crate::lexicon::Era;

/// The reform that abolished districts and merged provinces and communes.
fn reformed(date: Date) -> bool {
    (date.year(), date.month()) >= (2025, 7)
}

/// Eras in the order in which the document's date makes them likely.
pub(super) fn era_rank(era: Era, setting: &Setting) -> u8 {
    let new = setting.date.is_some_and(reformed);
    match (era, new) {
        (Era::Since2025, true) | (Era::Pre2025, false) => 0,
        (Era::Pre2025, true) | (Era::Retired, false) => 1,
        (Era::Retired, true) => 2,
        // Before the reform a unit of the new order is not meant; without a date it may be.
        (Era::Since2025, false) => 3,
    }
}

/// Decides the unit of every item and drops bare names that nothing supports.
pub(super) fn resolve(scan: &Scan<'_>, items: &mut Vec<Item>, setting: &Setting, default: Option<UnitId>) {
    // Chains are read from their highest unit down; it stands last, or first.
    for at in (0..items.len()).rev() {
        let above = items
            .get(at + 1)
            .filter(|next| linked(scan, &items[at], next))
            .and_then(|next| next.unit);
        items[at].unit = decide(scan, &items[at], above, setting, default);
    }
    for at in 1..items.len() {
        let (before, item) = (&items[at - 1], &items[at]);
        if item.level == Some(Level::Commune) && before.level == Some(Level::District) && beside(scan, before, item) {
            if let Some(unit) = decide(scan, item, before.unit, setting, default) {
                items[at].unit = Some(unit);
            }
        }
    }
    fill_capital(scan, items, setting);
    settle_levels(scan, items);
    let supported: Vec<bool> = items.iter().map(|item| !item.weak || held(scan, item, items, default)).collect();
    let mut keep = supported.iter();
    items.retain(|_| keep.next().copied().unwrap_or(true));
}

/// The next item belongs to the higher unit: “xã A, huyện B”, “xã A (huyện B)”, “A thuộc huyện B”.
fn linked(scan: &Scan<'_>, item: &Item, next: &Item) -> bool {
    let goes_up = match (item.level, next.level) {
        (Some(low), Some(high)) => low > high,
        (_, None) | (None, _) => true,
    };
    goes_up && beside(scan, item, next)
}

/// At most a comma, a bracket or two small words stand between.
fn beside(scan: &Scan<'_>, item: &Item, next: &Item) -> bool {
    let gap = item.tokens.end..next.tokens.start;
    gap.len() <= 3
        && scan.tokens.get(gap).is_some_and(|tokens| {
            let mut marks = 0;
            tokens.iter().all(|token| {
                marks += usize::from(token.kind == Kind::Punct);
                token.is(',')
                    || token.is('(')
                    || token.is(')')
                    || token.is_dash()
                    || token.kind == Kind::Word && is_link(token.of(scan.text))
            }) && marks <= 2
        })
}

fn is_link(word: &str) -> bool {
    matches!(word, "thuộc" | "của" | "tại" | "ở" | "địa" | "bàn")
}

/// The unit an item stands for.
fn decide(scan: &Scan<'_>, item: &Item, above: Option<UnitId>, setting: &Setting, default: Option<UnitId>) -> Option<UnitId> {
    let gazetteer = &scan.lexicon.gazetteer;
    let units = gazetteer.named(item.named?);
    let fits_kind = |id: UnitId| {
        item.word
            .is_none_or(|word| gazetteer.unit(id).kind == word || gazetteer.unit(id).later_kind == Some(word))
    };
    let fits_level = |id: UnitId| match item.level {
        Some(level) => gazetteer.unit(id).level == level,
        None => true,
    };
    let strict = units.iter().any(|id| fits_kind(*id));
    let candidates = units.iter().copied().filter(|id| {
        if strict && item.word.is_some() {
            fits_kind(*id)
        } else {
            fits_level(*id)
        }
    });
    let rank = |id: UnitId| {
        let unit = gazetteer.unit(id);
        let under = match above {
            Some(above) if is_below(scan, id, above) => 0,
            Some(above) if gazetteer.same_province(id, above) => 1,
            Some(_) => 3,
            None => 1,
        };
        let home = u8::from(!default.is_some_and(|default| gazetteer.same_province(id, default)));
        (under, home, unit.level, era_rank(unit.era, setting), id)
    };
    let ranked: Vec<_> = {
        let mut all: Vec<_> = candidates.map(rank).collect();
        all.sort_unstable();
        all
    };
    let best = ranked.first()?;
    // A name that several provinces know, with nothing to choose by, stays undecided.
    let decided = best.0 == 0
        || best.1 == 0
        || gazetteer.unit(best.4).level == Level::Province
        || ranked.iter().all(|other| gazetteer.same_province(other.4, best.4))
        || ranked
            .iter()
            .skip(1)
            .all(|other| gazetteer.unit(other.4).level > gazetteer.unit(best.4).level);
    (decided && best.0 < 3).then_some(best.4)
}

/// `id` belongs to `above`, eras set aside.
fn is_below(scan: &Scan<'_>, id: UnitId, above: UnitId) -> bool {
    let gazetteer = &scan.lexicon.gazetteer;
    let high = gazetteer.unit(above);
    match high.level {
        Level::Province => gazetteer.unit(id).level != Level::Province && gazetteer.same_province(id, above),
        level => gazetteer
            .at_level(id, level)
            .is_some_and(|own| own != id && (own == above || gazetteer.unit(own).name == high.name && gazetteer.same_province(own, above))),
    }
}

/// “Thủ đô” is Hà Nội.
fn fill_capital(scan: &Scan<'_>, items: &mut [Item], setting: &Setting) {
    let gazetteer = &scan.lexicon.gazetteer;
    for item in items.iter_mut().filter(|item| item.rule == "place.capital") {
        item.unit = gazetteer
            .ids()
            .filter(|id| gazetteer.unit(*id).name == "Hà Nội" && gazetteer.unit(*id).level == Level::Province)
            .min_by_key(|id| era_rank(gazetteer.unit(*id).era, setting));
    }
}

fn settle_levels(scan: &Scan<'_>, items: &mut [Item]) {
    for item in items {
        if let Some(unit) = item.unit {
            item.level = Some(scan.lexicon.gazetteer.unit(unit).level);
        }
    }
}

/// A bare name that the document supports: its unit lies in the default province and is named with its type elsewhere, or a
/// linked higher unit was found.
fn held(scan: &Scan<'_>, item: &Item, items: &[Item], default: Option<UnitId>) -> bool {
    let gazetteer = &scan.lexicon.gazetteer;
    let Some(unit) = item.unit else { return false };
    let typed = items.iter().any(|other| other.word.is_some() && other.unit == Some(unit));
    let next = items.iter().find(|other| other.tokens.start > item.tokens.start);
    let chained = next.is_some_and(|next| linked(scan, item, next) && next.unit.is_some_and(|above| is_below(scan, unit, above)));
    typed && default.is_some_and(|default| gazetteer.same_province(unit, default)) || chained
}
