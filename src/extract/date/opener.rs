//! What can open an expression: most words that could do not, and what stands right behind them says so before any reading is tried.

use super::reader::{Classes, Reader};
use crate::lexicon::{Category, DateClass, Start, Starts};
use crate::text::{Kind, Token};

/// Where an expression may start, or what must be stepped over.
pub(super) const OPENERS: Starts = Starts::terms(&[]).and(Start::Digits).and(Start::Date);

/// False where what stands at `at` is no expression and nothing behind it can make it one: "từ" before a word that no table of dates
/// knows. Words that end before `hidden` belong to a longer one that is no date.
pub(super) fn opens(reader: &Reader<'_, '_>, at: usize, token: &Token, hidden: usize) -> bool {
    if token.kind == Kind::Digits {
        return digits_open(reader, at, token);
    }
    let openers = reader.classes(at).without(CLOSED);
    if openers.is_empty() {
        return false;
    }
    // Which of the terms is of which class is not asked: almost all are of one length, here of one word.
    let (mut behind, mut end) = (Classes::NONE, 0);
    for term in reader.scan.hits.of(at, Category::Date).rev() {
        if term.end as usize != end {
            end = term.end as usize;
            if end < hidden {
                break;
            }
            behind = behind.with(reader.beside(end));
        }
        if end == at + 1 {
            break;
        }
    }
    openers.numbers().any(|class| FOLLOWERS[class].meets(behind))
}

/// Digits: with digits behind a mark, before a unit or "Tết", or a year.
fn digits_open(reader: &Reader<'_, '_>, at: usize, token: &Token) -> bool {
    let joined = |mark: &Token| {
        // "1.686": no day, month or year has three digits.
        let part = |next: &Token| next.kind == Kind::Digits && matches!(next.len(), 1 | 2 | 4);
        (mark.is('/') || mark.is('.') || mark.is_dash()) && reader.scan.tokens.get(at + 2).is_some_and(part)
    };
    match (token.len(), reader.scan.tokens.get(at + 1)) {
        (4, _) => true,
        (1..=3, Some(next)) if next.kind == Kind::Punct => joined(next),
        (1..=3, Some(_)) => reader.classes(at + 1).meets(UNITS.and(DateClass::Tet)),
        _ => false,
    }
}

/// Units of time.
pub(super) const UNITS: Classes = {
    use DateClass as C;
    Classes::of(&[C::Day, C::Week, C::Month, C::Quarter, C::Year, C::Decade, C::Century])
};

/// What opens a point of time (`point`).
const POINT: Classes = UNITS.with(FEASTS).with({
    use DateClass as C;
    Classes::of(&[
        C::Edge,
        C::HalfMonth,
        C::HalfOf,
        C::Whole,
        C::DayPart,
        C::OnDay,
        C::Today,
        C::Same,
        C::NextDay,
        C::Weekday,
        C::Several,
        C::Season,
        C::Number,
        C::QuarterLetter,
    ])
    .with(Classes::DIGITS)
});

/// What opens a day of the lunar calendar or a feast.
const FEASTS: Classes = {
    use DateClass as C;
    Classes::of(&[C::EarlyDay, C::FullMoon, C::Tet, C::Feast, C::LunarFeast])
};

/// What must stand behind a word of each class for it to open an expression, one of all these; nothing where it never does.
/// The readings ask for more.
const FOLLOWERS: [Classes; DateClass::COUNT] = {
    use DateClass as C;
    let number = Classes::of(&[C::Number]).with(Classes::DIGITS);
    let told = Classes::of(&[C::Deictic, C::Anaphoric]);
    let year = Classes::of(&[C::Same, C::Of, C::Year]).with(Classes::DIGITS).with(Classes::MARK);
    let rows = [
        // Expressions (`phrase`).
        (C::Vision, POINT.and(C::To).and(C::After)),
        (C::Period, POINT.and(C::From).and(C::To).and(C::Before).and(C::After).and(C::Roman)),
        (C::From, POINT.and(C::ShortToday)),
        (C::To, POINT.and(C::ByEnd).and(C::Before).and(C::After)),
        (C::ByEnd, POINT.and(C::Period)),
        (C::Before, POINT),
        (C::After, POINT),
        (C::Number, UNITS.and(C::Number)),
        (C::Several, UNITS),
        (C::Ago, number.and(C::Quantity)),
        (C::Every, UNITS.with(number).and(C::DayPart).and(C::Weekday)),
        (C::SamePeriod, Classes::ANY),
        (C::Vague, Classes::ANY),
        // Points of time (`point`), and the expressions that their words open, too.
        (C::Edge, UNITS.and(C::Of).and(C::Several).and(C::Season).with(Classes::DIGITS)),
        (C::HalfMonth, Classes::DIGITS),
        (C::HalfOf, year.and(C::Month).and(C::Century)),
        (C::Whole, Classes::of(&[C::Year, C::Quarter, C::Month])),
        (
            C::DayPart,
            FEASTS
                .with(number)
                .with(Classes::of(&[C::ShortToday, C::Day, C::Today, C::Same, C::NextDay, C::Weekday])),
        ),
        (C::OnDay, FEASTS.with(number).and(C::Weekday)),
        (C::Day, FEASTS.with(number).and(C::Weekday).and(C::Ordinal)),
        (C::Today, Classes::ANY),
        (C::Same, Classes::ANY),
        (C::NextDay, Classes::ANY),
        (C::Weekday, Classes::ANY),
        (C::Month, number.with(told).and(C::LunarMonth).and(C::SamePeriod)),
        (C::Quarter, number.with(told).and(C::Roman).and(C::Ordinal).and(C::SamePeriod)),
        (C::Year, number.with(told).and(C::Stem)),
        (C::Decade, number.with(told)),
        // "thế kỷ thứ 5": "thứ" is no date word.
        (C::Century, Classes::ANY),
        (C::Week, told.and(C::Ordinal)),
        (C::Season, year.and(C::Deictic)),
        (C::EarlyDay, number),
        (C::FullMoon, Classes::of(&[C::Month])),
        (C::Tet, Classes::ANY),
        (C::Feast, Classes::ANY),
        (C::LunarFeast, Classes::ANY),
        (C::QuarterLetter, Classes::DIGITS),
    ];
    let mut all = [Classes::NONE; DateClass::COUNT];
    let mut at = 0;
    while at < rows.len() {
        all[rows[at].0 as usize] = rows[at].1;
        at += 1;
    }
    all
};

/// The classes of words that never open an expression.
const CLOSED: Classes = {
    let mut closed = Classes::NONE;
    let mut class = 0;
    while class < DateClass::COUNT {
        if FOLLOWERS[class].is_empty() {
            closed = closed.with(Classes::nth(class));
        }
        class += 1;
    }
    closed
};

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::super::phrase::expression;
    use super::super::tests::with_reader;
    use super::*;

    /// Every date word, small and with a capital, digits, marks, and what the readings know by itself.
    static PIECES: LazyLock<Vec<String>> = LazyLock::new(|| {
        let rows = include_str!("../../lexicon/data/dates.tsv")
            .lines()
            .filter(|row| !row.starts_with('#'));
        let words = rows.flat_map(|row| row.split('\t').next().unwrap_or("").split('|'));
        let mut pieces: Vec<String> = words.map(str::to_owned).collect();
        pieces.extend(pieces.clone().iter().map(|word| {
            let mut letters = word.chars();
            letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
        }));
        let others = "1 5 12 25 30 90 100 686 1990 2024 2025 20245 , . / - – ( ) : ; % thứ phút vào đạt nhà";
        // Digits and marks stand beside most dates.
        pieces.extend(others.split(' ').cycle().take(600).map(str::to_owned));
        pieces
    });

    proptest! {
        #[test]
        fn whatever_reads_as_an_expression_opens_one(
            parts in prop::collection::vec((any::<prop::sample::Index>(), any::<bool>()), 1..8),
        ) {
            let mut text = String::new();
            for (piece, glued) in &parts {
                if !glued {
                    text.push(' ');
                }
                text.push_str(piece.get::<String>(&PIECES));
            }
            with_reader(&text, |reader| {
                for at in reader.scan.hits.sites(OPENERS) {
                    let token = &reader.scan.tokens[at];
                    let not = reader.word(at, DateClass::Not).map_or(at, |(end, _)| end);
                    let long = token.kind == Kind::Digits && token.len() > 4;
                    let found = expression(reader, at, None).filter(|raw| raw.end > not && !long);
                    assert!(found.is_none() || opens(reader, at, token, not), "{text}: {found:?}");
                }
            });
        }
    }
}
