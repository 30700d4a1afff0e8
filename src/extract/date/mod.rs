//! Temporal expressions: found, resolved against their context, and written as EDTF and TIMEX3.
//!
//! Finding is a grammar over tokens, started only by digits and the words of `dates.tsv`: `numeric` reads digits, `point`
//! points of time, `phrase` limits, ranges and vague times; `guard` turns away what only looks like a date. Resolving is a
//! second pass (`resolve`), since the expression that gives a year may stand before or behind. What a date is for
//! (`role`) comes last and is a first guess wherever the claim around it decides.

mod age;
mod calendar;
mod clause;
mod day;
mod edtf;
mod ends;
mod governing;
mod guard;
mod limit;
mod lunar;
mod lunar_phrase;
mod month;
mod number;
mod numeric;
mod phrase;
mod place;
mod point;
mod range;
mod reader;
mod relative;
mod resolve;
mod role;
mod stretch;
mod timex;
mod value;
mod weekday;

use std::ops::Range;

use jiff::civil::Date as Day;

pub use edtf::{Edtf, Point};
pub use lunar::{lunar_day, lunar_month};
pub use role::{Role, role_rule};
pub use timex::{Timex, TimexType};
pub use value::Mod;

use crate::extract::scan::{Owner, Scan};
use crate::lexicon::{Category, DateClass, Hit, Start, Starts};
use crate::text::{Kind, Span};
use reader::{Classes, Reader};
use resolve::Resolver;
use value::Raw;

/// Rules of expressions that later recognisers ask for.
pub mod rule {
    /// `hết năm 2024`: by its end, of what was done as of what is to be.
    pub const BY_END: &str = "date.by-end";
}

/// What is known about the document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DateContext {
    /// The day it was published. When `None`, a date on a line of its own stands in for it.
    pub published: Option<Day>,
}

/// How a date got its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The expression says it all.
    Explicit,
    /// Another expression gave what is missing.
    Inherited,
    /// The document's date gave it.
    Publication,
    /// Nothing did.
    None,
}

impl Basis {
    /// Its name in the knowledge base.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Explicit => "explicit",
            Self::Inherited => "inherited",
            Self::Publication => "publication",
            Self::None => "none",
        }
    }
}

/// What a date was resolved with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Another date of the document, by its index.
    Date(usize),
    /// The document's date.
    Publication,
}

/// A temporal expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Date {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its bytes in the text.
    pub span: Span,
    /// Its value; `None` when vague or when the year is unknown.
    pub edtf: Option<Edtf>,
    /// Its value as TIMEX3, which also holds what EDTF cannot say.
    pub timex: Timex,
    /// First day it can mean; `None` when open or unknown.
    pub earliest: Option<Day>,
    /// Last day it can mean; `None` when open or unknown.
    pub latest: Option<Day>,
    /// What it is for.
    pub role: Role,
    /// The rule that gave the role.
    pub role_rule: &'static str,
    /// How it got its value.
    pub basis: Basis,
    /// What it was resolved with.
    pub from: Option<Source>,
    /// The rule that found it.
    pub rule: &'static str,
}

/// Finds the temporal expressions of a scan, in text order, and gives their tokens to [`Owner::Date`].
///
/// Tokens that belong to something already (identifiers) are left alone.
///
/// ```
/// use trich::extract::date::{DateContext, dates};
/// use trich::extract::scan::Scan;
/// use trich::lexicon::builtin;
/// use trich::text::Tokenizer;
///
/// let lexicon = builtin();
/// let mut tokenizer = Tokenizer::new(&lexicon.syllables);
/// let mut scan = Scan::new("Năm 2021, quý II xây 3 cụm; tầm nhìn đến năm 2045.", &[], lexicon, &mut tokenizer);
/// let found = dates(&mut scan, &DateContext::default());
/// let edtf: Vec<_> = found.iter().filter_map(|date| date.edtf).map(|edtf| edtf.to_string()).collect();
/// assert_eq!(edtf, ["2021", "2021-34", "../2045"]);
/// ```
pub fn dates(scan: &mut Scan<'_>, context: &DateContext) -> Vec<Date> {
    let found = find(scan);
    let out = Resolver::new(scan, &found, context).dates();
    for date in &out {
        scan.own(date.tokens.clone(), Owner::Date);
    }
    out
}

/// Every expression, left to right, without overlaps.
fn find(scan: &Scan<'_>) -> Vec<Raw> {
    let mut out: Vec<Raw> = Vec::new();
    for sentence in &scan.sentences {
        let reader = Reader {
            scan,
            start: sentence.start,
            limit: sentence.end,
        };
        let first = out.len();
        let mut end = sentence.start;
        for at in scan.hits.sites_in(sentence.clone(), OPENERS) {
            let free = reader.token(at).is_some_and(|token| token.kind != Kind::Digits || token.len() <= 4);
            if at < end || !free {
                continue;
            }
            let last = out.get(first..).and_then(<[Raw]>::last);
            let continues = last.is_some_and(|last| at <= last.end + 2);
            if !continues && !goes_on(&reader, at) {
                continue;
            }
            let found = phrase::expression(&reader, at, last);
            let not = reader.word(at, DateClass::Not).map_or(at, |(end, _)| end);
            match found {
                Some(raw) if raw.end > not && raw.end > at => {
                    end = raw.end;
                    out.push(raw);
                }
                _ => end = not,
            }
        }
    }
    out
}

/// Where an expression may start, or what must be stepped over.
const OPENERS: Starts = Starts::terms(&[]).and(Start::Digits).and(Start::Date);

/// False where what stands at `at` is no expression by itself and nothing behind it can make it one: "từ" before a word that
/// no table of dates knows. Most openers end here, before any reading is tried.
fn goes_on(reader: &Reader<'_, '_>, at: usize) -> bool {
    let kind = |at: usize| reader.scan.tokens.get(at).map(|token| token.kind);
    let temporal = |at: usize| !reader.classes(at).only(BESIDE);
    if kind(at) == Some(Kind::Digits) {
        return match reader.scan.tokens.get(at + 1) {
            Some(next) if next.kind == Kind::Punct => next.is('/') || next.is('.') || next.is_dash() || reader.year(at).is_some(),
            _ => temporal(at + 1) || reader.year(at).is_some(),
        };
    }
    let continues = |hit: Hit| kind(hit.end as usize) != Some(Kind::Word) || temporal(hit.end as usize);
    !reader.classes(at).only(LEADING) || reader.scan.hits.of(at, Category::Date).any(continues)
}

/// Classes of words that stand beside an expression and are no part of one.
const BESIDE: Classes = {
    use DateClass as C;
    Classes::of(&[
        C::Scale,
        C::NotBefore,
        C::CodeBefore,
        C::Fraction,
        C::Counted,
        C::GoesOn,
        C::YearBefore,
        C::Not,
        C::Compare,
        C::Cutoff,
        C::Aim,
        C::Result,
        C::Plan,
        C::Cohort,
        C::Cumulative,
        C::HolidayBefore,
        C::Law,
        C::Dateline,
        C::Finish,
    ])
};

/// Classes that only lead to what follows them.
const LEADING: Classes = {
    use DateClass as C;
    Classes::of(&[
        C::Number,
        C::Roman,
        C::Several,
        C::Every,
        C::Edge,
        C::HalfOf,
        C::Whole,
        C::From,
        C::To,
        C::ByEnd,
        C::Before,
        C::After,
        C::Vision,
        C::Period,
        C::OnDay,
        C::Ago,
        C::Of,
        C::And,
    ])
};

#[cfg(test)]
pub(super) mod tests;
