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
mod opener;
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
mod written;

use std::ops::Range;

use jiff::civil::Date as Day;

pub use edtf::{Edtf, Point};
pub use lunar::{lunar_day, lunar_month};
pub use role::{Role, role_rule};
pub use timex::{Timex, TimexType};
pub use value::Mod;
pub use written::day_text;

use crate::extract::scan::{Owner, Scan};
use crate::lexicon::DateClass;
use crate::text::Span;
use reader::Reader;
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
    let mut sentences = scan.sentences.iter();
    let mut reader = Reader { scan, start: 0, limit: 0 };
    // Expressions before this one belong to earlier sentences.
    let mut first = 0;
    let mut end = 0;
    for at in scan.hits.sites(opener::OPENERS) {
        if at >= reader.limit {
            let Some(sentence) = sentences.find(|sentence| at < sentence.end) else {
                break;
            };
            (reader.start, reader.limit, first) = (sentence.start, sentence.end, out.len());
        }
        let Some(token) = reader.token(at).filter(|_| at >= end) else {
            continue;
        };
        let last = out.get(first..).and_then(<[Raw]>::last);
        let listed = last.is_some_and(|last| phrase::joined(&reader, last.end, at));
        let not = reader.word(at, DateClass::Not).map_or(at, |(end, _)| end);
        end = not;
        if (listed || opener::opens(&reader, at, token, not))
            && let Some(raw) = phrase::expression(&reader, at, last).filter(|raw| raw.end > not)
        {
            end = raw.end;
            out.push(raw);
        }
    }
    out
}

#[cfg(test)]
pub(super) mod tests;
