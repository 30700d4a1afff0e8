//! Which earlier mention a mention stands for or repeats.

use std::collections::BTreeMap;

use super::{PlanKind, PlanMention};
use crate::extract::identifier::Identifier;
use crate::extract::scan::Scan;
use crate::text::fold_phrase;

/// Sets `refers`: repeated names and numbers to their first mention, words that stand for a plan to the last one of their
/// type. The first such word with nothing before it becomes [`PlanKind::Unnamed`], and later ones refer to it.
pub(super) fn refer(scan: &Scan<'_>, mentions: &mut [PlanMention], identifiers: &[Identifier]) {
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
    let mut last: BTreeMap<String, usize> = BTreeMap::new();
    // A name by itself repeats none.
    let several = mentions.iter().filter(|mention| mention.kind == PlanKind::Named).nth(1).is_some();
    for (at, mention) in mentions.iter_mut().enumerate() {
        let code = mention.type_code.clone().unwrap_or_default();
        match mention.kind {
            PlanKind::Numbered => {
                let Some(index) = mention.identifier else { continue };
                let entity = identifiers.get(index).and_then(|identifier| identifier.link).unwrap_or(index);
                let first = *numbers.entry(entity).or_insert(at);
                mention.refers = (first != at).then_some(first);
                last.insert(code, first);
            }
            PlanKind::Named => {
                let mut first = at;
                if several {
                    let name = fold_phrase(scan.slice(mention.span));
                    first = known(&names, &name).unwrap_or(at);
                    names.entry(name).or_insert(first);
                }
                mention.refers = (first != at).then_some(first);
                last.insert(code, first);
            }
            PlanKind::Anaphor | PlanKind::Unnamed => match last.get(&code) {
                Some(&target) => {
                    mention.refers = Some(target);
                    mention.kind = PlanKind::Anaphor;
                }
                None => {
                    mention.kind = PlanKind::Unnamed;
                    last.insert(code, at);
                }
            },
        }
    }
}

/// The first mention of the same name, or of a longer one that begins with it (`Quy hoạch tỉnh Yên Bái` behind
/// `Quy hoạch tỉnh Yên Bái thời kỳ 2021-2030`), when that is no single word.
fn known(names: &BTreeMap<String, usize>, name: &str) -> Option<usize> {
    if let Some(&at) = names.get(name) {
        return Some(at);
    }
    let whole = name.split(' ').count() >= 4;
    let (longer, &at) = names.range(name.to_owned()..).next()?;
    (whole && longer.strip_prefix(name).is_some_and(|rest| rest.starts_with(' '))).then_some(at)
}
