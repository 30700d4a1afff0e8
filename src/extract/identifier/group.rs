//! The groups of a symbol: how codes are written, and which of them are an assembly's or a court's.

use crate::text::split_tone;

/// One group of a symbol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    /// As canonicalised.
    pub text: String,
    /// What stands before it: `/`, `-` or a blank.
    pub joint: char,
}

/// How a word of letters is written, as far as codes go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Capitals without a tone mark.
    Upper,
    /// Capitals with small letters among them: `TTg`, `QyĐ`.
    Mixed,
    /// Capitals up to the byte, then a word in small letters glued on: `CPngày`.
    UpperThen(usize),
    /// Small letters without a tone mark.
    Lower,
    /// A word of the language.
    Other,
}

pub(super) fn shape(word: &str) -> Shape {
    // A small word is glued to capitals, or to `TTg`.
    if word.starts_with(|c: char| c == 'g' || c.is_uppercase()) {
        for glued in ["ngày", "của", "về", "và", "ngy"] {
            if let Some(head) = word.strip_suffix(glued)
                && !head.is_empty()
                && head.chars().all(|c| c.is_uppercase() || c == 'g')
            {
                return Shape::UpperThen(head.len());
            }
        }
    }
    let (mut upper, mut lower) = (0, 0);
    for letter in word.chars() {
        if !letter.is_ascii() && split_tone(letter).1 != Default::default() {
            return Shape::Other;
        }
        if letter.is_uppercase() {
            upper += 1;
        } else if letter.is_lowercase() {
            lower += 1;
        } else {
            return Shape::Other;
        }
    }
    match (upper, lower) {
        (_, 0) => Shape::Upper,
        (0, _) => Shape::Lower,
        // "Hà" has one capital; codes with small letters have two, or end in one: "CTr", "TTg", "QyĐ", "TrS".
        (1, _) => Shape::Other,
        (_, lower) if lower <= 3 => Shape::Mixed,
        _ => Shape::Other,
    }
}

pub(super) fn shape_is_code(word: &str) -> bool {
    matches!(shape(word), Shape::Upper | Shape::Mixed)
}

/// True for an assembly's symbol: `QH14`, `UBTVQH15`.
pub(super) fn is_assembly(group: &str) -> bool {
    group
        .strip_prefix("UBTVQH")
        .or_else(|| group.strip_prefix("QH"))
        .is_some_and(|term| term.len() <= 2 && term.bytes().all(|byte| byte.is_ascii_digit()))
}

/// True for a court's symbol, by its parts: kind of case (`DS` civil, `HS` criminal …) and instance (`ST`, `PT`, `GĐT`).
pub(super) fn is_court(groups: &[Group]) -> bool {
    const CASES: [&str; 10] = ["DS", "HS", "HC", "LĐ", "KDTM", "KT", "HNGĐ", "HN", "HNGD", "GĐ"];
    const PAPERS: [&str; 12] = [
        "QĐST", "QĐPT", "QĐXXST", "QĐXXPT", "TLST", "TLPT", "QĐXX", "QĐHPT", "TBTL", "QĐGĐT", "QĐ", "XX",
    ];
    const INSTANCES: [&str; 4] = ["ST", "PT", "GĐT", "TT"];
    let [first, rest @ ..] = groups else { return false };
    let first = first.text.as_str();
    if rest.is_empty() {
        return first == "AL"
            || CASES
                .iter()
                .any(|case| first.strip_prefix(case).is_some_and(|tail| INSTANCES.contains(&tail)))
            || INSTANCES
                .iter()
                .any(|tail| first.strip_prefix(tail).is_some_and(|case| CASES.contains(&case)))
            || first.starts_with("TLST")
            || first.starts_with("QĐXXST");
    }
    let second = rest[0].text.as_str();
    let case = |text: &str| CASES.contains(&text);
    let instance = |text: &str| INSTANCES.contains(&text);
    let both = |text: &str| {
        CASES.iter().any(|case| text.strip_prefix(case).is_some_and(instance))
            || INSTANCES.iter().any(|tail| text.strip_prefix(tail).is_some_and(case))
    };
    case(first) && instance(second)
        || instance(first) && case(second)
        || PAPERS.contains(&first) && (instance(second) || both(second) || case(second) && first != "QĐ")
        || matches!(first, "TLST" | "TLPT" | "QĐST" | "QĐXXST" | "QĐXXPT" | "QĐPT")
}
