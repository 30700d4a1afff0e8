//! Identifiers of places: the province's ISO code, then slugs of the names below it.

use super::*;
use crate::text::split_tone;

impl Gazetteer {
    /// The identifier of a place in the knowledge base, such as `VN-HN/quoc-oai`. `data/gazetteer/README.md` says how it is made.
    pub fn place_id(&self, id: UnitId) -> &str {
        match self.place_ids.get(usize::from(id.0)) {
            Some(slot) => slot.get_or_init(|| self.make_place_id(id).into()),
            None => "",
        }
    }

    fn make_place_id(&self, id: UnitId) -> String {
        let unit = self.unit(id);
        let Some(parent) = unit.parent else {
            return format!("VN-{}", unit.iso);
        };
        let above = self.place_id(parent);
        let own = slug(unit.name);
        if unit.era == Era::Since2025 {
            return match self.twins(id, parent, true) {
                false => format!("{above}/{}-{own}", slug(unit.kind.word())),
                true => format!("{above}/{}-{own}-{}", slug(unit.kind.word()), unit.code()),
            };
        }
        match (self.twins(id, parent, false), self.twins(id, parent, true)) {
            (false, _) => format!("{above}/{own}"),
            (true, false) => format!("{above}/{}-{own}", slug(unit.kind.word())),
            (true, true) => format!("{above}/{}-{own}-{}", slug(unit.kind.word()), unit.code()),
        }
    }

    /// Another unit of the same parent has the same slug (and the same type, when asked).
    fn twins(&self, id: UnitId, parent: UnitId, same_kind: bool) -> bool {
        let unit = self.unit(id);
        let own = slug(unit.name);
        let below = usize::from(parent.0) + 1..usize::from(self.unit(parent).below);
        self.units.get(below).unwrap_or(&[]).iter().any(|other| {
            other.parent == Some(parent)
                && other.code != unit.code
                && (!same_kind || other.kind == unit.kind)
                && other.name.len().abs_diff(unit.name.len()) < 12
                && slug(other.name) == own
        })
    }
}

/// A name in small ASCII letters and digits, words joined by hyphens.
pub fn slug(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for letter in name.chars() {
        let (base, _) = split_tone(letter);
        let plain = match base {
            'ă' | 'â' => 'a',
            'ê' => 'e',
            'ô' | 'ơ' => 'o',
            'ư' => 'u',
            'đ' => 'd',
            other => other,
        };
        match plain {
            '\'' | '’' | '.' => {}
            plain if plain.is_ascii_alphanumeric() => out.push(plain),
            _ if !out.ends_with('-') && !out.is_empty() => out.push('-'),
            _ => {}
        }
    }
    if out.ends_with('-') {
        out.pop();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn identifiers_are_readable_and_name_one_place_each() {
        let gazetteer = Gazetteer::load(&mut Syllables::default());
        let mut seen: BTreeMap<String, UnitId> = BTreeMap::new();
        for id in gazetteer.ids().filter(|id| gazetteer.unit(*id).era != Era::Retired) {
            let unit = gazetteer.unit(id);
            if let Some(other) = seen.insert(gazetteer.place_id(id).to_owned(), id) {
                let other = gazetteer.unit(other);
                assert!(
                    unit.level == Level::Province && unit.name == other.name,
                    "{} {}",
                    unit.name,
                    other.name
                );
            }
        }
        for id in [
            "VN-HN",
            "VN-SG",
            "VN-HN/quoc-oai",
            "VN-HN/quoc-oai/ngoc-liep",
            "VN-HN/xa-quoc-oai",
            "VN-45/huyen-cao-lanh",
        ] {
            assert!(seen.contains_key(id), "{id}");
        }
    }
}
