//! Which numbers measure nothing, and why.

use std::ops::Range;

use super::{OtherNumber, clock, code, label, named};
use crate::extract::number::{Numeral, NumeralKind, Reader, is_article};
use crate::extract::scan::Owner;
use crate::lexicon::{Category, NumberWord, Start, Starts, UnitKind};
use crate::text::Kind;

/// A reason, the rule that found it, and the tokens it speaks of.
pub(super) struct Verdict<'a> {
    pub(super) reason: &'a str,
    pub(super) rule: &'static str,
    pub(super) tokens: Range<usize>,
}

/// The other number that `numeral` is, if it is no quantity. `from` is one past the last token used, `last` the other
/// number found before.
pub(super) fn classify<'a>(
    reader: &Reader<'_, 'a>,
    numeral: &Numeral,
    next: Option<&Numeral>,
    from: usize,
    last: Option<&OtherNumber<'a>>,
) -> Option<OtherNumber<'a>> {
    let verdict = by_kind(numeral)
        .or_else(|| code::glued(reader, numeral))
        .or_else(|| code::document(reader, numeral))
        .or_else(|| clock::time(reader, numeral))
        .or_else(|| code::telephone(reader, numeral, last))
        .or_else(|| label::score(reader, numeral, next, last))
        .or_else(|| label::rating(reader, numeral))
        .or_else(|| named::slogan(reader, numeral))
        .or_else(|| named::idiom(reader, numeral))
        .or_else(|| label::slash(reader, numeral, from))
        .or_else(|| label::labelled(reader, numeral, from))
        .or_else(|| label::listed(reader, numeral, last))
        .or_else(|| label::list(reader, numeral))
        .or_else(|| named::body(reader, numeral, from))
        .or_else(|| label::name(reader, numeral, from))
        .or_else(|| year(reader, numeral))?;
    Some(OtherNumber {
        span: reader.scan.span(verdict.tokens.clone()),
        tokens: verdict.tokens,
        reason: verdict.reason,
        rule: verdict.rule,
    })
}

fn by_kind<'a>(numeral: &Numeral) -> Option<Verdict<'a>> {
    let (reason, rule) = match numeral.kind {
        NumeralKind::Vague => ("vague", "other.vague"),
        NumeralKind::Ordinal => ("ordinal", "other.ordinal"),
        _ => return None,
    };
    Some(Verdict {
        reason,
        rule,
        tokens: numeral.tokens.clone(),
    })
}

/// True when a unit, a rate or a counted noun stands behind.
pub(super) fn measured(reader: &Reader<'_, '_>, numeral: &Numeral) -> bool {
    numeral.unit_between.is_some()
        || reader
            .unit(numeral.tokens.end, !numeral.spelled)
            .is_some_and(|(hit, _)| reader.token(hit.start as usize).is_some_and(|token| !token.starts_line()))
        || numeral.scale != crate::extract::decimal::Decimal::ONE
}

/// Four bare digits between 1900 and 2100 with nothing to count behind: a year that no date took.
fn year<'a>(reader: &Reader<'_, 'a>, numeral: &Numeral) -> Option<Verdict<'a>> {
    reader.digits(numeral.tokens.start).filter(|first| first.len() == 4)?;
    let plain = numeral.tokens.len() == 1 || numeral.kind == NumeralKind::Range;
    let value = numeral.low?.mantissa();
    if !plain || !(1900..=2100).contains(&value) || measured(reader, numeral) {
        return None;
    }
    let noun = reader
        .token(numeral.tokens.end)
        .is_some_and(|token| token.is_small() && !token.starts_line());
    let ends = !noun || reader.bound(numeral.tokens.end).is_some();
    let before = numeral.tokens.start.checked_sub(1).map_or("", |at| reader.scan.word(at));
    let recent = (1980..=2060).contains(&value);
    (ends || recent || matches!(before, "năm" | "Năm")).then(|| Verdict {
        reason: "year",
        rule: "other.year",
        tokens: numeral.tokens.clone(),
    })
}

/// `một` where it is no number, and `đầu tiên`: listed, so that every number word is accounted for.
pub(super) fn articles<'a>(reader: &Reader<'_, 'a>, numerals: &[Numeral], out: &mut Vec<OtherNumber<'a>>) {
    let scan = reader.scan;
    let mut index = 0;
    for &trigger in &reader.triggers {
        let at = trigger as usize;
        if !matches!(reader.number(at), Some(NumberWord::Digit(1))) {
            continue;
        }
        while numerals.get(index).is_some_and(|numeral| numeral.tokens.end <= at) {
            index += 1;
        }
        if numerals.get(index).is_some_and(|numeral| numeral.tokens.contains(&at)) {
            continue;
        }
        let article = is_article(reader, at) || reader.token(at + 1).is_some_and(|next| next.kind == Kind::Word);
        out.push(OtherNumber {
            tokens: at..at + 1,
            span: scan.span(at..at + 1),
            reason: "article",
            rule: if article { "other.article" } else { "other.lone-word" },
        });
    }
}

/// The fixed-table hits that end right before token `end`, longest first, where a label is among them.
pub(super) fn fixed_before<'r, 'a>(
    reader: &'r Reader<'_, 'a>,
    end: usize,
    from: usize,
) -> impl Iterator<Item = (usize, &'a crate::lexicon::FixedTerm)> + 'r {
    let scan = reader.scan;
    let near = end.saturating_sub(5).max(from)..end;
    scan.hits.sites_in(near, Starts::default().and(Start::Label)).flat_map(move |at| {
        scan.hits
            .of(at, Category::Fixed)
            .filter(move |hit| hit.end as usize == end)
            .filter_map(move |hit| Some((at, scan.lexicon.fixed.get(usize::from(hit.row))?)))
    })
}

/// A unit that is no counted noun stands behind.
pub(super) fn measure_behind(reader: &Reader<'_, '_>, numeral: &Numeral) -> bool {
    reader
        .unit(numeral.tokens.end, !numeral.spelled)
        .is_some_and(|(_, term)| term.kind != UnitKind::Count)
}

/// True when token `at` belongs to no one.
pub(super) fn is_free(reader: &Reader<'_, '_>, at: usize) -> bool {
    reader.scan.owners.get(at) == Some(&Owner::Free)
}

/// One past the word that starts at token `at` and holds a look-alike of a number word (`thứ cấp`).
pub(super) fn fixed_word(reader: &Reader<'_, '_>, at: usize) -> Option<usize> {
    let scan = reader.scan;
    scan.hits.of(at, Category::Fixed).rev().find_map(|hit| {
        let word = matches!(scan.lexicon.fixed.get(usize::from(hit.row)), Some(crate::lexicon::FixedTerm::Word));
        word.then_some(hit.end as usize)
    })
}
