//! From names to units: by type, by the higher units named beside them, by the document's place and date.

use std::collections::BTreeSet;

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
    let mut known = Known {
        setting: *setting,
        default,
        districts: BTreeSet::new(),
    };
    // Districts first: a commune's name that several know is that of a district the document speaks of.
    for communes in [false, true] {
        // Chains are read from their highest unit down; it stands last, or first.
        for at in (0..items.len()).rev() {
            if communes != (items[at].level == Some(Level::Commune)) {
                continue;
            }
            let after = items
                .get(at + 1)
                .filter(|next| linked(scan, &items[at], next))
                .and_then(|next| next.unit);
            let before = at.checked_sub(1).map(|at| &items[at]);
            let before = before.filter(|before| communes && before.level == Some(Level::District) && beside(scan, before, &items[at]));
            let above = after.or(before.and_then(|before| before.unit));
            items[at].unit = known.decide(scan, &items[at], above);
        }
        let units = items.iter().filter_map(|item| item.unit);
        known
            .districts
            .extend(units.filter(|id| scan.lexicon.gazetteer.unit(*id).level == Level::District));
    }
    fill_capital(scan, items, setting);
    settle_levels(scan, items);
    let typed: BTreeSet<UnitId> = items
        .iter()
        .filter(|item| item.word.is_some())
        .filter_map(|item| item.unit)
        .collect();
    let keep: Vec<bool> = (0..items.len())
        .map(|at| !items[at].weak || held(scan, items, at, &typed, default))
        .collect();
    let mut keep = keep.iter();
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

/// What the document says of its places.
struct Known {
    setting: Setting,
    default: Option<UnitId>,
    districts: BTreeSet<UnitId>,
}

impl Known {
    /// The unit an item stands for.
    fn decide(&self, scan: &Scan<'_>, item: &Item, above: Option<UnitId>) -> Option<UnitId> {
        let gazetteer = &scan.lexicon.gazetteer;
        let fits = |id: UnitId| {
            let unit = gazetteer.unit(id);
            match (item.word, item.level) {
                (Some(UnitType::City), _) => unit.level != Level::Commune,
                (_, Some(level)) => unit.level == level,
                _ => true,
            }
        };
        let candidates = gazetteer.named(item.named?).iter().copied().filter(|id| fits(*id));
        let ranked: Vec<_> = candidates.map(|id| self.rank(scan, item, above, id)).collect();
        let best = ranked.iter().min()?;
        let (under, home, .., id) = *best;
        let unit = gazetteer.unit(id);
        // A name that several provinces know, with nothing to choose by, stays undecided.
        let alone = ranked
            .iter()
            .all(|other| gazetteer.same_province(other.6, id) || gazetteer.unit(other.6).level > unit.level);
        let province = unit.level == Level::Province;
        (province || under == 0 || under < 3 && (home == 0 || alone)).then_some(id)
    }

    /// How likely a unit is meant; lower is better.
    fn rank(&self, scan: &Scan<'_>, item: &Item, above: Option<UnitId>, id: UnitId) -> (u8, u8, bool, bool, Level, u8, UnitId) {
        let gazetteer = &scan.lexicon.gazetteer;
        let unit = gazetteer.unit(id);
        let under = match above {
            Some(above) if is_below(scan, id, above) => 0,
            Some(above) if gazetteer.same_province(id, above) => 1,
            Some(_) => 3,
            None => 1,
        };
        let home = u8::from(!self.default.is_some_and(|default| gazetteer.same_province(id, default)));
        let district = unit.level == Level::Commune
            && gazetteer
                .at_level(id, Level::District)
                .is_some_and(|id| self.districts.contains(&id));
        let kind = item.word.is_none_or(|word| unit.kind == word || unit.later_kind == Some(word));
        (under, home, !district, !kind, unit.level, era_rank(unit.era, &self.setting), id)
    }
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
fn held(scan: &Scan<'_>, items: &[Item], at: usize, typed: &BTreeSet<UnitId>, default: Option<UnitId>) -> bool {
    let gazetteer = &scan.lexicon.gazetteer;
    let Some(unit) = items[at].unit else { return false };
    let home = default.is_some_and(|default| gazetteer.same_province(unit, default));
    let above = items
        .get(at + 1)
        .filter(|next| linked(scan, &items[at], next))
        .and_then(|next| next.unit);
    typed.contains(&unit) && home || above.is_some_and(|above| is_below(scan, unit, above))
}
