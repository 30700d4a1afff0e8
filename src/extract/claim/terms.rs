//! What the words of a stretch tell, whatever stands between them.

use std::ops::Range;

use crate::extract::scan::Scan;
use crate::lexicon::{Category, Cue, DocumentClass, DocumentRole, Starts};

/// The token of the first type word of plans in `tokens` ("kế hoạch", "quy hoạch").
pub(super) fn plan_word(scan: &Scan<'_>, tokens: Range<usize>) -> Option<usize> {
    let mut sites = scan.hits.sites_in(tokens, Starts::terms(&[Category::Document]));
    sites.find(|&at| {
        let hit = scan.hits.longest(at, Category::Document);
        let role = hit.map(|hit| scan.lexicon.documents[usize::from(hit.row)].role);
        matches!(role, Some(DocumentRole::Type(DocumentClass::Plan)))
    })
}

/// The token of the first cue in `tokens` that `is` what is wanted.
pub(super) fn cue(scan: &Scan<'_>, tokens: Range<usize>, is: impl Fn(&Cue) -> bool) -> Option<usize> {
    let mut sites = scan.hits.sites_in(tokens, Starts::terms(&[Category::Cue]));
    sites.find(|&at| {
        let hit = scan.hits.longest(at, Category::Cue);
        hit.is_some_and(|hit| is(&scan.lexicon.cues[usize::from(hit.row)]))
    })
}

/// A noun of aims ("mục tiêu", "chỉ tiêu").
pub(super) fn is_goal(cue: &Cue) -> bool {
    cue.strong && cue.class == "goal"
}
