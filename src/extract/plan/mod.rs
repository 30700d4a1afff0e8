//! Plans and other official documents as the text speaks of them: by number, by name, or by a word that stands for one.

mod decide;
mod list;
pub(crate) mod name;
pub(crate) mod proper;
mod refer;
#[cfg(test)]
mod tests;
mod time;

use std::ops::Range;

use super::identifier::{Identifier, IdentifierKind};
use super::scan::Scan;
use crate::lexicon::{Category, DocumentClass, Start, Starts};
use crate::text::Span;

/// How a mention speaks of its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlanKind {
    /// By number: `Kế hoạch 68/KH-UBND`.
    Numbered,
    /// By name: `Quy hoạch Thủ đô thời kỳ 2021-2030, tầm nhìn đến năm 2050`.
    Named,
    /// By a word that stands for one mentioned before: `Kế hoạch này`.
    Anaphor,
    /// By its type alone, where none was mentioned before: `Theo kế hoạch`.
    Unnamed,
}

/// One mention of a plan or other official document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanMention {
    /// Its tokens, from the type word on.
    pub tokens: Range<usize>,
    /// Its bytes.
    pub span: Span,
    /// How it speaks.
    pub kind: PlanKind,
    /// Code of the type: `KH`, `QH`, `NĐ`.
    pub type_code: Option<String>,
    /// The type as the table names it.
    pub doc_type: Option<String>,
    /// Family of the type.
    pub class: Option<DocumentClass>,
    /// The identifier, as an index into those given.
    pub identifier: Option<usize>,
    /// The canonical signature, for a numbered one (of the full identifier, when a short one refers to it).
    pub signature: Option<String>,
    /// The bytes of the name behind the type word, or of a numbered one's subject.
    pub name: Option<Span>,
    /// Tokens of the period in the name or subject: `năm 2023`, `thời kỳ 2021-2030`.
    pub period: Option<Range<usize>>,
    /// Tokens of the horizon: `đến năm 2030`.
    pub horizon: Option<Range<usize>>,
    /// Tokens of the vision: `tầm nhìn đến năm 2045`.
    pub vision: Option<Range<usize>>,
    /// The place the name gives: `thành phố Hà Nội`.
    pub place: Option<Span>,
    /// The issuer as the text names it.
    pub issuer: Option<Span>,
    /// The mention it stands for or repeats, as an index into the result.
    pub refers: Option<usize>,
    /// The rule that found it.
    pub rule: &'static str,
}

/// Finds the mentions of plans and other official documents in text order. `identifiers` must come from the same scan.
///
/// ```
/// use trich::extract::{identifier::identifiers, plan::plans, scan::Scan};
/// use trich::{lexicon::builtin, text::Tokenizer};
///
/// let lexicon = builtin();
/// let text = "Dự án hợp với Quy hoạch tỉnh Bắc Ninh thời kỳ 2021-2030, tầm nhìn đến năm 2050 đã duyệt.";
/// let mut scan = Scan::new(text, &[], lexicon, &mut Tokenizer::new(&lexicon.syllables));
/// let found = identifiers(&mut scan);
/// let mentions = plans(&mut scan, &found);
/// assert_eq!(scan.slice(mentions[0].span), "Quy hoạch tỉnh Bắc Ninh thời kỳ 2021-2030, tầm nhìn đến năm 2050");
/// ```
pub fn plans(scan: &mut Scan<'_>, identifiers: &[Identifier]) -> Vec<PlanMention> {
    let mut out = Vec::new();
    let mut numbered = identifiers.iter().enumerate().peekable();
    let mut past = 0;
    let mut behind = 0;
    let types = scan.hits.sites(Starts::default().and(Start::Plan));
    for hit in types.flat_map(|at| scan.hits.of(at, Category::Document)) {
        let start = hit.start as usize;
        while let Some((index, identifier)) = numbered.next_if(|(_, identifier)| identifier.tokens.start <= start) {
            behind = behind.max(identifier.tokens.end);
            out.extend(from_identifier(scan, identifiers, index));
        }
        if start < past || start < behind {
            continue;
        }
        if let Some(mention) = decide::decide(scan, &hit) {
            // An identifier inside a name is a mention of its own, so only names are stepped over.
            past = past.max(mention.tokens.end);
            out.push(mention);
        }
    }
    for (index, _) in numbered {
        out.extend(from_identifier(scan, identifiers, index));
    }
    out.sort_by_key(|mention| (mention.tokens.start, mention.tokens.end));
    refer::refer(scan, &mut out, identifiers);
    out
}

fn from_identifier(scan: &Scan<'_>, identifiers: &[Identifier], index: usize) -> Option<PlanMention> {
    let identifier = identifiers.get(index)?;
    if identifier.kind == IdentifierKind::Court {
        return None;
    }
    let full = identifier.link.and_then(|link| identifiers.get(link)).unwrap_or(identifier);
    let name = identifier.subject_tokens.as_ref().map(|subject| {
        let from = super::identifier::term_at(scan, subject.start, |role| role == crate::lexicon::DocumentRole::About)
            .map_or(subject.start, |(end, ..)| end);
        name::read_subject(scan, from, subject.end)
    });
    let name = name.unwrap_or_default();
    Some(PlanMention {
        tokens: identifier.tokens.clone(),
        span: identifier.span,
        kind: PlanKind::Numbered,
        type_code: identifier.type_code.clone(),
        doc_type: identifier.doc_type.clone(),
        class: identifier.class,
        identifier: Some(index),
        signature: Some(full.signature.clone()),
        name: identifier.subject,
        period: name.period,
        horizon: name.horizon,
        vision: name.vision,
        place: name.place.map(|range| scan.span(range)),
        issuer: identifier.issuer_text,
        refers: None,
        rule: "plan.numbered",
    })
}

/// The plan that an article is about: the one its first sentences speak of as issued, else the first plan in it.
pub fn main_plan(mentions: &[PlanMention]) -> Option<usize> {
    let plan = |mention: &PlanMention| mention.class == Some(DocumentClass::Plan);
    mentions
        .iter()
        .position(|mention| plan(mention) && mention.kind == PlanKind::Numbered && mention.issuer.is_some())
        .or_else(|| {
            mentions
                .iter()
                .position(|mention| plan(mention) && mention.kind == PlanKind::Numbered)
        })
        .or_else(|| {
            mentions
                .iter()
                .position(|mention| plan(mention) && mention.kind == PlanKind::Unnamed)
        })
        .or_else(|| mentions.iter().position(|mention| plan(mention) && mention.kind == PlanKind::Named))
}
