//! Numbers inside what other recognisers own: listed with their reason, so that none vanishes.

use super::{OtherNumber, Quantity};
use crate::extract::scan::{Owner, Scan};
use crate::lexicon::{Category, NumberWord, Start, Starts};
use crate::text::Kind;

/// The numbers in identifiers (`document-number`: `68/2017` of `68/2017/NĐ-CP`), names (`name-part`) and phases
/// (`phase-number`). Run it behind every recogniser; gives them in text order.
pub fn account_for_owned<'a>(scan: &Scan<'a>) -> Vec<OtherNumber<'a>> {
    let mut out = Vec::new();
    let mut past = 0;
    let numbers = Starts::terms(&[Category::Number]).and(Start::Digits);
    for at in scan.hits.sites(numbers) {
        if at < past {
            continue;
        }
        let owner = scan.owners[at];
        let (reason, rule) = match owner {
            Owner::Identifier => ("document-number", "other.document-number"),
            Owner::Name => ("name-part", "other.name-part"),
            Owner::Phase => ("phase-number", "other.phase-number"),
            _ => continue,
        };
        let end = match scan.tokens[at].kind {
            // Digits of a symbol (QH14) belong to the symbol.
            Kind::Digits if owner == Owner::Identifier && scan.tokens[at].glued() && at > 0 && !scan.tokens[at - 1].is('/') => at,
            Kind::Digits => number_end(scan, at, owner),
            Kind::Word if owner == Owner::Phase && is_digit_word(scan, at) => at + 1,
            _ => at,
        };
        if end > at {
            out.push(OtherNumber {
                tokens: at..end,
                span: scan.span(at..end),
                reason,
                rule,
            });
        }
        past = end;
    }
    out
}

/// Takes the digits among `triggers` that nothing took: those of a unit (`m2`) belong to its quantity, others are listed as codes.
pub(super) fn leftovers<'a>(scan: &mut Scan<'a>, triggers: &[u32], quantities: &[Quantity<'a>], others: &mut Vec<OtherNumber<'a>>) {
    let before = others.len();
    let mut index = 0;
    for at in triggers.iter().map(|at| *at as usize) {
        if scan.owners.get(at) != Some(&Owner::Free) || scan.tokens[at].kind != Kind::Digits {
            continue;
        }
        while quantities.get(index + 1).is_some_and(|next| next.phrase.start <= at) {
            index += 1;
        }
        let of_unit = quantities.get(index).is_some_and(|quantity| quantity.phrase.contains(&at));
        if of_unit {
            scan.own(at..at + 1, Owner::Quantity);
            continue;
        }
        let glued = at > 0 && scan.tokens[at].glued() && scan.tokens[at - 1].kind == Kind::Word;
        others.push(OtherNumber {
            tokens: at..at + 1,
            span: scan.span(at..at + 1),
            reason: if glued { "unit-part" } else { "code" },
            rule: "other.left-over",
        });
        scan.own(at..at + 1, Owner::Other);
    }
    if others.len() > before {
        others.sort_by_key(|other| other.tokens.start);
    }
}

/// One past the number at `at`: with its year and its dotted part in an identifier.
fn number_end(scan: &Scan<'_>, at: usize, owner: Owner) -> usize {
    let mut end = at + 1;
    if owner != Owner::Identifier {
        return end;
    }
    while let (Some(mark), Some(next)) = (scan.tokens.get(end), scan.tokens.get(end + 1)) {
        let joined = mark.is('.') || mark.is('/');
        if !joined || !mark.glued() || next.kind != Kind::Digits || !next.glued() || scan.owners[end + 1] != owner {
            break;
        }
        end += 2;
    }
    end
}

fn is_digit_word(scan: &Scan<'_>, at: usize) -> bool {
    scan.hits.longest(at, Category::Number).is_some_and(|hit| {
        let term = scan.lexicon.numbers.get(usize::from(hit.row));
        term.is_some_and(|term| matches!(term.word, NumberWord::Digit(1..) | NumberWord::Ten))
    })
}
