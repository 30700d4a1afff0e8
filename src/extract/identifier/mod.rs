//! Identifiers of official documents: number, year, symbol, with the type word, date, issuer and subject around them.
//!
//! Found from digits outwards: a digit run that a symbol follows ([`Form`]), or that a type word stands before
//! (`Nghị định 67`). Tables name types and issuers; they do not gate.

mod attach;
mod context;
mod effect;
mod form;
mod group;
mod issued;
mod issuer;
mod link;
mod short;
mod signature;
mod terms;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::LazyLock;

pub use effect::{Effect, Relation};
pub use form::Form;
pub(crate) use terms::{term_at, term_before};

use super::scan::{Owner, Scan};
use crate::lexicon::{Codes, DocumentClass, Start, Starts, builtin};
use crate::text::{Span, Syllables, Tokenizer};
use signature::{Raw, Reader};

/// What an identifier is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum IdentifierKind {
    /// Number and symbol: `68/KH-UBND`.
    Official,
    /// Number and symbol of a court: `17/2018/DS-ST`.
    Court,
    /// Type word and number: `Nghị định 67`.
    Short,
    /// A further number in a list: the second of `Quyết định số 217, số 218`.
    Continuation,
}

/// Where the year of an identifier comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum YearBasis {
    /// Written in the identifier.
    Explicit,
    /// From the date of issue beside it.
    Issued,
    /// A year right behind the signature: `Quyết định 481/QĐ-CNCCN năm 2025`.
    Beside,
    /// From the full identifier it refers to.
    Link,
    /// Nowhere.
    None,
}

/// A number and symbol, parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The number as written: `68`, `05`, `30a`.
    pub number: String,
    /// The year, when written.
    pub year: Option<u16>,
    /// What follows number and year: `NĐ-CP`.
    pub symbol: String,
    /// The whole, canonical: capitals as the tables have them, hyphens, no blanks, `Ð` as `Đ`.
    pub canonical: String,
    /// How it is put together.
    pub form: Form,
    /// Code of the type of document: `NĐ`.
    pub type_code: Option<String>,
    /// Code of the issuer: `CP`.
    pub issuer: Option<String>,
    /// Code of the drafting unit: the `TCLN` of `2440/QĐ-BNN-TCLN`.
    pub unit: Option<String>,
}

impl Signature {
    fn new(raw: &Raw, codes: &Codes) -> Self {
        let form = raw.form(codes);
        let texts: Vec<&str> = raw.groups.iter().map(|group| group.text.as_str()).collect();
        let text = |at: usize| texts.get(at).map(|text| (*text).to_owned());
        let joint = texts.get(1..).filter(|rest| !rest.is_empty()).map(|rest| rest.join("-"));
        let (type_code, issuer, unit) = match form {
            Form::Court => (None, None, None),
            Form::YearAssembly => (None, text(0), None),
            Form::YearTypeIssuer | Form::TypeIssuer | Form::Type => {
                // A joint document of several ministries has no drafting unit.
                let several = matches!(texts[0], "TTLT" | "NQLT" | "TTLB");
                (text(0), if several { joint } else { text(1) }, if several { None } else { text(2) })
            }
            Form::IssuerUnit | Form::YearOther => (None, text(0), text(1)),
            Form::Issuer | Form::DashIssuer => (None, text(0), None),
            // "89 TC/TCT": the issuer first in some before 1996.
            Form::Party | Form::Spaced => match codes.document(texts[0]) {
                Some(_)
                    if codes.issuer(texts[0]).is_none()
                        || texts.get(1).is_some_and(|next| codes.issuer(next).is_some_and(|i| !i.unit)) && texts[0] != "TC" =>
                {
                    (text(0), text(1), text(2))
                }
                _ => (None, text(0), text(1)),
            },
        };
        Self {
            number: raw.number.clone(),
            year: raw.year.map(|(year, _)| year),
            symbol: raw.symbol(),
            canonical: raw.canonical(),
            form,
            type_code,
            issuer,
            unit,
        }
    }

    /// True for a court's.
    pub fn is_court(&self) -> bool {
        self.form == Form::Court
    }
}

/// Parses a bare identifier; `None` when `text` is not one from end to end.
///
/// ```
/// use trich::extract::identifier::parse;
/// let signature = parse("68/2017/nđ – cp").unwrap();
/// assert_eq!(signature.canonical, "68/2017/NĐ-CP");
/// assert_eq!((signature.number.as_str(), signature.year), ("68", Some(2017)));
/// assert_eq!(signature.type_code.as_deref(), Some("NĐ"));
/// assert!(parse("1/500").is_none());
/// ```
pub fn parse(text: &str) -> Option<Signature> {
    static NO_SYLLABLES: LazyLock<Syllables> = LazyLock::new(Syllables::default);
    let codes = &builtin().codes;
    let mut tokens = Vec::new();
    Tokenizer::new(&NO_SYLLABLES).tokenize(text, &mut tokens);
    let reader = Reader {
        text,
        tokens: &tokens,
        codes,
    };
    let raw = reader.read(0)?;
    let whole = raw.end == tokens.len() && tokens.last().is_some_and(|last| last.end == raw.end_byte);
    whole.then(|| Signature::new(&raw, codes))
}

/// An identifier in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identifier {
    /// Tokens from the type word, or the number where there is none, to the end of the signature.
    pub tokens: Range<usize>,
    /// The bytes of that.
    pub span: Span,
    /// The bytes of number and symbol alone.
    pub signature_span: Span,
    /// Tokens of number and symbol.
    pub signature_tokens: Range<usize>,
    /// What it is.
    pub kind: IdentifierKind,
    /// Type of document as the table names it, from the type word, else from the code.
    pub doc_type: Option<String>,
    /// Code of the type: from the signature, else from the type word.
    pub type_code: Option<String>,
    /// Family of the type.
    pub class: Option<DocumentClass>,
    /// The number as written.
    pub number: String,
    /// The year.
    pub year: Option<u16>,
    /// Where the year comes from.
    pub year_basis: YearBasis,
    /// Code of the issuer.
    pub issuer: Option<String>,
    /// Name of the issuer, when the table has the code and the code stands for one body.
    pub issuer_name: Option<String>,
    /// Code of the drafting unit.
    pub unit: Option<String>,
    /// Number and symbol, canonical; the number and year alone for a short reference.
    pub signature: String,
    /// The parsed signature, when there is a symbol.
    pub parsed: Option<Signature>,
    /// The issuer as the text names it, before (`UBND thành phố Hà Nội đã ban hành …`) or behind (`của Chính phủ`).
    pub issuer_text: Option<Span>,
    /// Day of issue as an ISO date, when one follows.
    pub issued: Option<String>,
    /// Tokens of the date of issue, from `ngày` on.
    pub issued_tokens: Option<Range<usize>>,
    /// What the document is about: from `về` on, or inside the quotation marks.
    pub subject: Option<Span>,
    /// Tokens of the subject.
    pub subject_tokens: Option<Range<usize>>,
    /// What is said of its force.
    pub effects: Vec<Effect>,
    /// The full identifier in the same list that a short one or a repetition stands for.
    pub link: Option<usize>,
    /// The rule that found it.
    pub rule: &'static str,
}

/// Finds the identifiers of official documents in `scan`, in text order, and takes their number and symbol
/// ([`Owner::Identifier`]). Numbers of forms, contracts and licences that look alike are given to [`Owner::Other`].
///
/// ```
/// use trich::extract::{identifier::identifiers, scan::Scan};
/// use trich::{lexicon::builtin, text::Tokenizer};
///
/// let lexicon = builtin();
/// let text = "Kế hoạch số 68/KH-UBND ngày 2/3/2021 về phát triển cụm công nghiệp.";
/// let mut scan = Scan::new(text, &[], lexicon, &mut Tokenizer::new(&lexicon.syllables));
/// let found = identifiers(&mut scan);
/// assert_eq!(found[0].signature, "68/KH-UBND");
/// assert_eq!(found[0].issued.as_deref(), Some("2021-03-02"));
/// ```
pub fn identifiers(scan: &mut Scan<'_>) -> Vec<Identifier> {
    let mut found: Vec<Identifier> = Vec::new();
    let digits = Starts::default().and(Start::Digits);
    let mut end = 0;
    let mut rejected: Option<usize> = None;
    while let Some(at) = scan.hits.sites_in(end..scan.tokens.len(), digits).next() {
        end = at + 1;
        if !context::may_start(scan, at) {
            continue;
        }
        let lexicon = scan.lexicon;
        let reader = Reader {
            text: scan.text,
            tokens: &scan.tokens,
            codes: &lexicon.codes,
        };
        if let Some(raw) = reader.read(at) {
            match context::judge(scan, at, &raw, found.last(), rejected) {
                context::Verdict::Accept { head, rule } => {
                    end = raw.end;
                    found.push(full(scan, at, &raw, head, rule));
                    scan.own(at..end, Owner::Identifier);
                    continue;
                }
                context::Verdict::Lookalike => {
                    scan.own(at..raw.end, Owner::Other);
                    rejected = Some(raw.end);
                    end = raw.end;
                    continue;
                }
                context::Verdict::Neither => {}
            }
        }
        if let Some(identifier) = short::read(scan, at, found.last()) {
            let tokens = identifier.signature_tokens.clone();
            end = tokens.end;
            scan.own(tokens, Owner::Identifier);
            found.push(identifier);
        }
    }
    attach::attach(scan, &mut found);
    link::link(&mut found);
    found
}

/// An identifier with number and symbol, before anything around it is read.
fn full(scan: &Scan<'_>, at: usize, raw: &Raw, head: context::Head, rule: &'static str) -> Identifier {
    let codes = &scan.lexicon.codes;
    let signature = Signature::new(raw, codes);
    let start = head.start.unwrap_or(at);
    let row = head.row.or_else(|| {
        let code = signature.type_code.as_deref()?;
        codes.document(code).map(|(row, _)| row)
    });
    let term = row.and_then(|row| scan.lexicon.documents.get(usize::from(row)));
    let signature_span = Span {
        start: scan.tokens[at].start,
        end: raw.end_byte,
    };
    Identifier {
        tokens: start..raw.end,
        span: Span {
            start: scan.tokens[start].start,
            end: raw.end_byte,
        },
        signature_span,
        signature_tokens: at..raw.end,
        kind: if signature.is_court() {
            IdentifierKind::Court
        } else {
            IdentifierKind::Official
        },
        doc_type: term.map(|term| term.name.clone()),
        type_code: signature
            .type_code
            .clone()
            .or_else(|| term.and_then(|term| term.code().map(str::to_owned))),
        class: term.and_then(|term| term.class()),
        number: signature.number.clone(),
        year: signature.year,
        year_basis: if signature.year.is_some() {
            YearBasis::Explicit
        } else {
            YearBasis::None
        },
        issuer_name: signature
            .issuer
            .as_deref()
            .and_then(|code| codes.issuer(code))
            .filter(|issuer| issuer.level.as_deref() != Some("local"))
            .map(|issuer| issuer.name.clone()),
        issuer: signature.issuer.clone(),
        unit: signature.unit.clone(),
        signature: signature.canonical.clone(),
        parsed: Some(signature),
        issuer_text: None,
        issued: None,
        issued_tokens: None,
        subject: None,
        subject_tokens: None,
        effects: Vec::new(),
        link: None,
        rule,
    }
}
