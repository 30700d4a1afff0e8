//! Administrative units of Viet Nam, of three eras, looked up by the folded syllables of their names.
//!
//! The rows and their origin are in `data/gazetteer/`; `README.md` there says how the identifiers of places are made.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::OnceLock;

use crate::text::{Kind, Syllables, Token};

mod id;
mod load;
pub(super) use load::{ALIASES, UNITS};

/// Level of an administrative unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Province or centrally run city.
    Province,
    /// District, town or provincial city; abolished in July 2025.
    District,
    /// Commune, ward or commune-level town.
    Commune,
}

impl Level {
    /// The name in the knowledge base.
    pub fn name(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::District => "district",
            Self::Commune => "commune",
        }
    }
}

/// Type of an administrative unit, by its Vietnamese word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnitType {
    /// Tỉnh.
    Province,
    /// Thành phố: of a province's level, or of a district's.
    City,
    /// Quận.
    UrbanDistrict,
    /// Huyện.
    RuralDistrict,
    /// Thị xã.
    Town,
    /// Thị trấn.
    Township,
    /// Xã.
    Commune,
    /// Phường.
    Ward,
    /// Đặc khu.
    SpecialZone,
}

impl UnitType {
    /// The word as written in running text.
    pub fn word(self) -> &'static str {
        match self {
            Self::Province => "tỉnh",
            Self::City => "thành phố",
            Self::UrbanDistrict => "quận",
            Self::RuralDistrict => "huyện",
            Self::Town => "thị xã",
            Self::Township => "thị trấn",
            Self::Commune => "xã",
            Self::Ward => "phường",
            Self::SpecialZone => "đặc khu",
        }
    }

    /// The type that `word` names.
    pub fn from_word(word: &str) -> Option<Self> {
        const ALL: [UnitType; 9] = [
            UnitType::Province,
            UnitType::City,
            UnitType::UrbanDistrict,
            UnitType::RuralDistrict,
            UnitType::Town,
            UnitType::Township,
            UnitType::Commune,
            UnitType::Ward,
            UnitType::SpecialZone,
        ];
        ALL.into_iter().find(|unit| unit.word() == word)
    }

    /// The level of a unit of this type; `None` for a city, which may be of two.
    pub fn level(self) -> Option<Level> {
        match self {
            Self::Province => Some(Level::Province),
            Self::City => None,
            Self::UrbanDistrict | Self::RuralDistrict | Self::Town => Some(Level::District),
            Self::Township | Self::Commune | Self::Ward | Self::SpecialZone => Some(Level::Commune),
        }
    }
}

/// When a unit existed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Era {
    /// On the eve of the reform of July 2025.
    Pre2025,
    /// Gone, or of another name or type, before that; since 2017.
    Retired,
    /// Since July 2025.
    Since2025,
}

/// Index of a unit in the [`Gazetteer`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitId(u16);

/// An administrative unit.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Name without its type word.
    pub name: &'static str,
    /// Level.
    pub level: Level,
    /// Type.
    pub kind: UnitType,
    /// The type it was given in 2026, where that differs.
    pub later_kind: Option<UnitType>,
    /// Era.
    pub era: Era,
    /// The unit it belongs to.
    pub parent: Option<UnitId>,
    code: u32,
    iso: &'static str,
    /// A number that the units of all provinces of one ISO code share; 0 where no province is above.
    home: u8,
    name_id: u16,
    /// New units, for an old commune: a range of [`Gazetteer::successors`].
    successors: Range<u16>,
    /// One past the last unit below this one.
    below: u16,
}

impl Unit {
    /// Official code, with its leading zeros.
    pub fn code(&self) -> String {
        let width = match self.level {
            Level::Province => 2,
            Level::District => 3,
            Level::Commune => 5,
        };
        let mut digits = [b'0'; 5];
        let mut rest = self.code;
        for digit in digits.iter_mut().rev() {
            *digit += (rest % 10) as u8;
            rest /= 10;
        }
        digits[digits.len() - width..].iter().copied().map(char::from).collect()
    }
}

/// Names that start at one token, shortest first: number of tokens and the name.
#[derive(Clone, Copy, Debug, Default)]
pub struct NameMatches {
    found: [(u8, u16); 8],
    count: u8,
}

impl NameMatches {
    /// The matches, shortest first.
    pub fn all(&self) -> &[(u8, u16)] {
        self.found.get(..usize::from(self.count)).unwrap_or(&[])
    }
}

/// The names that start with a syllable.
#[derive(Clone, Copy, Debug, Default)]
struct First {
    /// The first of them; they end where those of the next syllable start.
    from: u16,
    /// A bit for each slot that comes second in them, by [`second`]; all bits where a name has only one.
    seconds: u32,
}

/// The bit of a slot in [`First::seconds`].
fn second(slot: u16) -> u32 {
    1 << (u32::from(slot).wrapping_mul(0x9E37_79B9) >> 27)
}

/// All units, and the index of their names.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    units: Vec<Unit>,
    /// Names as packed keys, sorted.
    names: Vec<u128>,
    /// For each name, where its units start in `of_name`; one more at the end.
    starts: Vec<u16>,
    of_name: Vec<UnitId>,
    /// For each syllable id, the names that start with it; one more at the end.
    first: Vec<First>,
    successors: Vec<UnitId>,
    /// For each unit its identifier, made when first asked for: finding namesakes looks at all units of the parent.
    place_ids: Vec<OnceLock<Box<str>>>,
    /// For each unit its successors, gathered when first asked for.
    taken_over: Vec<OnceLock<Box<[UnitId]>>>,
}

/// Slots of a packed key: eight of sixteen bits, the first token in the highest.
const SLOTS: usize = 8;
const DIGITS: u16 = 0xE000;
const MARKS: u16 = 0xF000;

impl Gazetteer {
    /// A unit. Ids come from this gazetteer.
    ///
    /// # Panics
    /// When `id` comes from another one.
    pub fn unit(&self, id: UnitId) -> &Unit {
        &self.units[usize::from(id.0)]
    }

    /// Number of units.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// True before loading.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// Every unit's id, in the order of the table.
    pub fn ids(&self) -> impl Iterator<Item = UnitId> + use<> {
        (0..self.units.len() as u16).map(UnitId)
    }

    /// The units that bear a name found by [`matches`](Self::matches).
    pub fn named(&self, name: u16) -> &[UnitId] {
        match (self.starts.get(usize::from(name)), self.starts.get(usize::from(name) + 1)) {
            (Some(&from), Some(&to)) => self.of_name.get(usize::from(from)..usize::from(to)).unwrap_or(&[]),
            _ => &[],
        }
    }

    /// Names written with capitals that start at token `at`.
    #[inline]
    pub fn matches(&self, text: &str, tokens: &[Token], at: usize) -> NameMatches {
        if self.may_start(text, tokens, at) {
            self.search(text, tokens, at)
        } else {
            NameMatches::default()
        }
    }

    /// False where the first two tokens start no name: most words with a capital.
    #[inline]
    pub fn may_start(&self, text: &str, tokens: &[Token], at: usize) -> bool {
        let Some(first) = tokens.get(at) else { return false };
        if first.kind != Kind::Word {
            return true;
        }
        // No name starts with an unknown word. Behind what no name can hold, any bit tells of names of one token.
        let seconds = self.first.get(usize::from(first.sym)).map_or(0, |first| first.seconds);
        let next = tokens.get(at + 1).and_then(|token| slot(text, token));
        seconds & next.map_or(1, second) != 0
    }

    fn search(&self, text: &str, tokens: &[Token], at: usize) -> NameMatches {
        let mut out = NameMatches::default();
        let Some(first) = tokens.get(at).and_then(|token| slot(text, token)) else {
            return out;
        };
        let (mut low, high) = if first < DIGITS {
            match (self.first.get(usize::from(first)), self.first.get(usize::from(first) + 1)) {
                (Some(here), Some(next)) => (usize::from(here.from), usize::from(next.from)),
                _ => return out,
            }
        } else {
            (0, self.names.len())
        };
        let mut key = 0u128;
        for length in 1..=SLOTS {
            let Some(token) = tokens.get(at + length - 1) else { break };
            let inner =
                length > 1 && (token.starts_paragraph() || token.kind == Kind::Word && !may_continue(text, tokens, at + length - 1));
            if inner || length == 1 && token.is_small() {
                break;
            }
            let Some(next) = slot(text, token) else { break };
            let shift = 16 * (SLOTS - length);
            key |= u128::from(next) << shift;
            if length == 1 && first < DIGITS {
                // The table of first words has given the range.
                if low == high {
                    break;
                }
                if self.names[low] == key
                    && let Some(place) = out.found.get_mut(0)
                {
                    *place = (1, low as u16);
                    out.count = 1;
                }
                continue;
            }
            low += self.names[low..high].partition_point(|name| *name < key);
            if low == high || self.names[low] >> shift != key >> shift {
                break;
            }
            if self.names[low] == key
                && let Some(place) = out.found.get_mut(usize::from(out.count))
            {
                *place = (length as u8, low as u16);
                out.count += 1;
            }
        }
        out
    }

    /// The unit of `level` that `id` is or belongs to.
    pub fn at_level(&self, id: UnitId, level: Level) -> Option<UnitId> {
        let mut at = Some(id);
        while let Some(found) = at {
            let unit = self.unit(found);
            if unit.level == level {
                return Some(found);
            }
            at = unit.parent;
        }
        None
    }

    /// True when both belong to provinces of one name (of whatever era).
    pub fn same_province(&self, a: UnitId, b: UnitId) -> bool {
        let home = self.unit(a).home;
        home != 0 && home == self.unit(b).home
    }

    /// The units of July 2025 that took over `id`: for a commune its communes, for a district all of its communes', for a province
    /// the provinces. Empty for a unit that is of that era itself, or whose fate is not recorded.
    pub fn successors(&self, id: UnitId) -> &[UnitId] {
        match self.taken_over.get(usize::from(id.0)) {
            Some(slot) => slot.get_or_init(|| self.gather_successors(id).into()),
            None => &[],
        }
    }

    fn gather_successors(&self, id: UnitId) -> Vec<UnitId> {
        let unit = self.unit(id);
        if unit.level == Level::Commune {
            let range = usize::from(unit.successors.start)..usize::from(unit.successors.end);
            return self.successors.get(range).unwrap_or(&[]).to_vec();
        }
        if unit.era != Era::Pre2025 {
            return Vec::new();
        }
        let below = usize::from(id.0) + 1..usize::from(unit.below);
        let mut found = BTreeSet::new();
        for commune in self.units.get(below).unwrap_or(&[]) {
            let range = usize::from(commune.successors.start)..usize::from(commune.successors.end);
            for &new in self.successors.get(range).unwrap_or(&[]) {
                let new = if unit.level == Level::Province {
                    self.unit(new).parent
                } else {
                    Some(new)
                };
                found.extend(new);
            }
        }
        found.into_iter().collect()
    }
}

/// A word inside a name: capitalised, or small behind an apostrophe (`M'gar`).
fn may_continue(text: &str, tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| {
        token.is_capital() || token.glued() && at > 0 && tokens.get(at - 1).is_some_and(|mark| slot(text, mark) == Some(MARKS | 0x27))
    })
}

/// A token's slot in a packed key; `None` when no name can hold it.
#[inline]
pub(super) fn slot(text: &str, token: &Token) -> Option<u16> {
    match token.kind {
        Kind::Word => Some(token.sym).filter(|sym| *sym != 0 && *sym < DIGITS),
        Kind::Digits if token.sym < 10 => Some(DIGITS | token.sym),
        Kind::Digits => token
            .of(text)
            .parse()
            .ok()
            .filter(|value: &u16| *value < 0x1000)
            .map(|value| DIGITS | value),
        Kind::Punct if token.is_dash() => Some(MARKS | 0x2D),
        Kind::Punct if token.is('\'') || token.is('’') || token.is('‘') => Some(MARKS | 0x27),
        Kind::Punct => Some(token.sym).filter(|mark| *mark < 0x1000).map(|mark| MARKS | mark),
    }
}
