//! Terms of the documents' table around a token, by what they do.

use crate::extract::scan::Scan;
use crate::lexicon::{Category, DocumentRole, DocumentTerm, Starts};

/// The term with a role that ends right before token `end`, the longest; small words are at most five tokens.
pub(crate) fn term_before<'s>(
    scan: &'s Scan<'_>,
    end: usize,
    keep: impl Fn(DocumentRole) -> bool,
) -> Option<(usize, u16, &'s DocumentTerm)> {
    let mut sites = scan.hits.sites_in(end.saturating_sub(6)..end, Starts::terms(&[Category::Document]));
    sites.find_map(|at| {
        scan.hits
            .of(at, Category::Document)
            .filter(|hit| hit.end as usize == end)
            .find_map(|hit| {
                let term = scan.lexicon.documents.get(usize::from(hit.row))?;
                keep(term.role).then_some((at, hit.row, term))
            })
    })
}

/// The longest term with a role that starts at token `at`, and the token behind it.
pub(crate) fn term_at<'s>(scan: &'s Scan<'_>, at: usize, keep: impl Fn(DocumentRole) -> bool) -> Option<(usize, u16, &'s DocumentTerm)> {
    scan.hits.of(at, Category::Document).rev().find_map(|hit| {
        let term = scan.lexicon.documents.get(usize::from(hit.row))?;
        keep(term.role).then_some((hit.end as usize, hit.row, term))
    })
}
