//! Reading the tables: rows to units, names to packed keys.

use super::*;
use crate::lexicon::table::rows;

pub(in crate::lexicon) const UNITS: &str = include_str!("../data/gazetteer/units.tsv");
/// Spellings of the first word of names such as Đắk Lắk.
const SPELT: [&str; 5] = ["Đắk", "Đăk", "Đak", "Đắc", "Dak"];
pub(in crate::lexicon) const ALIASES: &str = include_str!("../data/gazetteer/aliases.tsv");

impl Gazetteer {
    /// Reads the built-in tables; the syllables of the names get ids in `syllables`.
    pub(in crate::lexicon) fn load(syllables: &mut Syllables) -> Self {
        let mut build = Build::default();
        build.units();
        let mut keys = Keys {
            syllables,
            known: HashMap::with_capacity(4096),
        };
        let mut named: Vec<(u128, UnitId)> = Vec::with_capacity(build.out.units.len() + 64);
        for (at, unit) in build.out.units.iter().enumerate() {
            named.extend(keys.pack(unit.name).map(|key| (key, UnitId(at as u16))));
            // One sound of the highland languages, spelt in many ways.
            if let Some(rest) = SPELT.iter().find_map(|spelling| unit.name.strip_prefix(spelling)) {
                for spelling in SPELT {
                    named.extend(keys.pack_behind(spelling, rest).map(|key| (key, UnitId(at as u16))));
                }
            }
        }
        build.aliases(&mut keys, &mut named);
        named.sort_unstable();
        named.dedup();
        build.index(&named, syllables.len());
        build.out
    }
}

#[derive(Default)]
struct Build<'t> {
    out: Gazetteer,
    by_code: HashMap<(u8, u32), UnitId>,
    /// ISO codes of the provinces, each once.
    isos: Vec<&'t str>,
    /// Units and the codes of the new communes that took them over.
    fates: Vec<(u16, &'t str)>,
}

impl<'t> Build<'t> {
    fn units(&mut self) {
        let mut era = Era::Pre2025;
        let (mut province, mut district) = (None, None);
        self.out.units.reserve(17_000);
        for line in UNITS.lines() {
            if line.starts_with('#') || line.is_empty() {
                continue;
            }
            if let Some(name) = line.strip_prefix("= ") {
                era = match name {
                    "retired" => Era::Retired,
                    "2025" => Era::Since2025,
                    _ => Era::Pre2025,
                };
                (province, district) = (None, None);
                continue;
            }
            let mut columns = line.split('\t');
            let (Some(code), Some(name), Some(kind)) = (columns.next(), columns.next(), columns.next()) else {
                continue;
            };
            let (Ok(number), Some(kind)) = (code.parse::<u32>(), kind_of(kind)) else {
                continue;
            };
            let more = columns.next().unwrap_or("");
            let id = UnitId(self.out.units.len() as u16);
            let (level, mut parent) = match code.len() {
                2 => (Level::Province, None),
                3 => (Level::District, province),
                _ => (Level::Commune, district.or(province)),
            };
            if let Some(named) = columns.next().filter(|code| !code.is_empty()) {
                parent = self.find(named);
            }
            let (mut iso, mut later) = ("", "");
            match level {
                Level::Province => {
                    (province, district) = (Some(id), None);
                    (iso, later) = more.split_once(',').unwrap_or((more, ""));
                }
                Level::District => district = Some(id),
                Level::Commune if era == Era::Since2025 => later = more,
                Level::Commune => {}
            }
            if era != Era::Since2025 && level == Level::Commune && !more.is_empty() {
                self.fates.push((id.0, more));
            }
            // Retired rows may share a code with one that lived on; the first keeps it.
            let slot = (u8::from(era == Era::Since2025), number | (code.len() as u32) << 24);
            self.by_code.entry(slot).or_insert(id);
            let home = match (level, parent) {
                (Level::Province, _) => self.home(iso),
                (_, Some(parent)) => self.out.unit(parent).home,
                _ => 0,
            };
            self.out.units.push(Unit {
                name,
                level,
                kind,
                later_kind: kind_of(later),
                era,
                parent,
                code: number,
                iso,
                home,
                name_id: 0,
                successors: 0..0,
                below: id.0 + 1,
            });
            for above in [province, district].into_iter().flatten().filter(|above| *above != id) {
                if era != Era::Retired {
                    self.out.units[usize::from(above.0)].below = id.0 + 1;
                }
            }
        }
        self.fates();
    }

    /// The number of an ISO code, from 1.
    fn home(&mut self, iso: &'t str) -> u8 {
        let known = self.isos.iter().position(|known| *known == iso);
        let at = known.unwrap_or(self.isos.len());
        if known.is_none() {
            self.isos.push(iso);
        }
        (at + 1) as u8
    }

    /// An old unit by its code as written.
    fn find(&self, code: &str) -> Option<UnitId> {
        let number = code.parse::<u32>().ok()?;
        self.by_code.get(&(0, number | (code.len() as u32) << 24)).copied()
    }

    fn fates(&mut self) {
        for &(old, codes) in &self.fates {
            let from = self.out.successors.len() as u16;
            for code in codes.split(',') {
                let new = code.parse::<u32>().ok().and_then(|number| self.by_code.get(&(1, number | 5 << 24)));
                self.out.successors.extend(new);
            }
            self.out.units[usize::from(old)].successors = from..self.out.successors.len() as u16;
        }
    }

    fn aliases(&self, keys: &mut Keys<'_, 't>, named: &mut Vec<(u128, UnitId)>) {
        for row in rows("aliases.tsv", ALIASES) {
            let code = row.get(1);
            let level = if code.len() == 2 { Level::Province } else { Level::District };
            let number = code.parse().unwrap_or(u32::MAX);
            let units = self.out.units.iter().enumerate();
            let units: Vec<_> = units
                .filter(|(_, unit)| unit.code == number && unit.level == level)
                .map(|(at, _)| UnitId(at as u16))
                .collect();
            for alias in row.get(0).split('|') {
                if let Some(key) = keys.pack(alias) {
                    named.extend(units.iter().map(|id| (key, *id)));
                }
            }
        }
    }

    fn index(&mut self, named: &[(u128, UnitId)], syllables: usize) {
        let out = &mut self.out;
        out.of_name.reserve(named.len());
        for &(key, id) in named {
            if out.names.last() != Some(&key) {
                out.names.push(key);
                out.starts.push(out.of_name.len() as u16);
            }
            out.of_name.push(id);
            out.units[usize::from(id.0)].name_id = (out.names.len() - 1) as u16;
        }
        out.starts.push(out.of_name.len() as u16);
        out.first = vec![First::default(); syllables + 2];
        let slot = |name: u128, at: usize| (name >> (16 * (SLOTS - 1 - at))) as u16;
        for name in &out.names {
            if let Some(first) = out.first.get_mut(usize::from(slot(*name, 0))) {
                first.seconds |= match slot(*name, 1) {
                    0 => u32::MAX,
                    next => second(next),
                };
            }
        }
        let mut at = 0;
        for (syllable, first) in out.first.iter_mut().enumerate() {
            while out.names.get(at).is_some_and(|name| usize::from(slot(*name, 0)) < syllable) {
                at += 1;
            }
            first.from = at as u16;
        }
        out.place_ids = vec![OnceLock::new(); out.units.len()];
        out.taken_over = vec![OnceLock::new(); out.units.len()];
    }
}

fn kind_of(letter: &str) -> Option<UnitType> {
    Some(match letter {
        "t" => UnitType::Province,
        "c" => UnitType::City,
        "q" => UnitType::UrbanDistrict,
        "h" => UnitType::RuralDistrict,
        "s" => UnitType::Town,
        "n" => UnitType::Township,
        "x" => UnitType::Commune,
        "p" => UnitType::Ward,
        "d" => UnitType::SpecialZone,
        _ => return None,
    })
}

/// Packs names; remembers the ids of syllables as written, so that folding is paid once for each.
struct Keys<'s, 't> {
    syllables: &'s mut Syllables,
    known: HashMap<&'t str, u16>,
}

impl<'t> Keys<'_, 't> {
    /// The packed key of a name; `None` when it is longer than the key.
    fn pack(&mut self, name: &'t str) -> Option<u128> {
        self.pack_from(0, 0, name)
    }

    /// The packed key of a name whose first word is spelt another way.
    fn pack_behind(&mut self, first: &'t str, rest: &'t str) -> Option<u128> {
        let key = u128::from(self.word(first)) << (16 * (SLOTS - 1));
        self.pack_from(key, 1, rest)
    }

    fn pack_from(&mut self, mut key: u128, mut count: usize, mut rest: &'t str) -> Option<u128> {
        while let Some(letter) = rest.chars().next() {
            let (end, slot) = if letter.is_alphabetic() {
                let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
                (end, self.word(&rest[..end]))
            } else if letter.is_ascii_digit() {
                let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
                (end, DIGITS | rest[..end].parse::<u16>().ok().filter(|value| *value < 0x1000)?)
            } else if letter.is_whitespace() {
                rest = &rest[letter.len_utf8()..];
                continue;
            } else {
                (letter.len_utf8(), MARKS | (letter as u32 as u16 & 0xFF))
            };
            if count == SLOTS || slot == 0 {
                return None;
            }
            key |= u128::from(slot) << (16 * (SLOTS - 1 - count));
            count += 1;
            rest = &rest[end..];
        }
        (count > 0).then_some(key)
    }

    fn word(&mut self, word: &'t str) -> u16 {
        if let Some(id) = self.known.get(word) {
            return *id;
        }
        let id = self.syllables.intern(word);
        self.known.insert(word, id);
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Tokenizer;

    fn find<'g>(gazetteer: &'g Gazetteer, syllables: &Syllables, text: &str) -> Vec<(u8, Vec<&'g Unit>)> {
        let mut tokens = Vec::new();
        Tokenizer::new(syllables).tokenize(text, &mut tokens);
        let found = gazetteer.matches(text, &tokens, 0);
        found
            .all()
            .iter()
            .map(|(length, name)| (*length, gazetteer.named(*name).iter().map(|id| gazetteer.unit(*id)).collect()))
            .collect()
    }

    #[test]
    fn every_row_is_read_and_names_are_found_as_people_write_them() {
        let mut syllables = Syllables::default();
        let gazetteer = Gazetteer::load(&mut syllables);
        let count = |era, level| gazetteer.units.iter().filter(|unit| unit.era == era && unit.level == level).count();
        assert_eq!(count(Era::Pre2025, Level::Province), 63);
        assert_eq!(count(Era::Pre2025, Level::District), 696);
        assert_eq!(count(Era::Pre2025, Level::Commune), 10_035);
        assert_eq!(count(Era::Since2025, Level::Province), 34);
        assert_eq!(count(Era::Since2025, Level::Commune), 3_321);
        assert_eq!(
            gazetteer
                .units
                .iter()
                .filter(|unit| unit.level != Level::Province && unit.parent.is_none())
                .count(),
            0
        );
        for name in [
            "Quốc Oai",
            "QUỐC OAI, HÀ NỘI",
            "Cư M’gar",
            "Bà Rịa – Vũng Tàu",
            "TP.HCM",
            "Thuỷ Nguyên",
            "Hà Nội",
            "12",
        ] {
            let found = find(&gazetteer, &syllables, name);
            assert!(!found.is_empty(), "{name}");
        }
        for name in ["quốc oai", "Quốc oai", "Hội", "Nguyễn Trường Sơn"] {
            assert!(find(&gazetteer, &syllables, name).is_empty(), "{name}");
        }
        let found = find(&gazetteer, &syllables, "Quy Nhơn Đông");
        assert_eq!(found.last().map(|(length, _)| *length), Some(3));
    }

    #[test]
    fn two_tokens_are_enough_to_turn_away_what_is_no_name() {
        let mut syllables = Syllables::default();
        let gazetteer = Gazetteer::load(&mut syllables);
        let names = gazetteer.ids().map(|id| gazetteer.unit(id).name);
        let mut tokens = Vec::new();
        for name in names {
            // The name, and what its own words start.
            Tokenizer::once(&syllables).tokenize(name, &mut tokens);
            for at in 0..tokens.len() {
                let full = gazetteer.search(name, &tokens, at);
                assert_eq!(gazetteer.matches(name, &tokens, at).all(), full.all(), "{name}");
            }
        }
    }

    #[test]
    fn old_units_lead_to_new_ones() {
        let mut syllables = Syllables::default();
        let gazetteer = Gazetteer::load(&mut syllables);
        let by = |name: &str, level, era| {
            gazetteer.ids().find(|id| {
                let unit = gazetteer.unit(*id);
                unit.name == name && unit.level == level && unit.era == era
            })
        };
        let names = |ids: &[UnitId]| ids.iter().map(|id| gazetteer.unit(*id).name).collect::<Vec<_>>();
        let of = |name, level| names(gazetteer.successors(by(name, level, Era::Pre2025).expect("unit")));
        assert_eq!(of("Hải Dương", Level::Province), ["Hải Phòng"]);
        assert!(of("Ngọc Liệp", Level::Commune).contains(&"Kiều Phú"));
        assert!(of("Quốc Oai", Level::District).contains(&"Quốc Oai"));
    }
}
