//! Arithmetic that the text itself invites: parts and their total, a count and the names listed.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use crate::extract::decimal::Decimal;
use crate::kb::id::key_id;
use crate::kb::mention_id::MentionId;
use crate::kb::model::{Check, Claim, KnowledgeBase};

/// Every check, sorted by its claims.
pub(super) fn checks(kb: &KnowledgeBase) -> Vec<Check> {
    let all = || kb.targets.iter().chain(&kb.actuals);
    let is_checked = |claim: &Claim| claim.of_total.is_some() || !claim.clusters.is_empty();
    if !all().any(is_checked) {
        return Vec::new();
    }
    // Few claims are checked or are the whole of others; only those are put in order.
    let mut wholes: Vec<&MentionId> = all().filter_map(|claim| claim.of_total.as_ref()?.claim.as_ref()).collect();
    wholes.sort_unstable();
    let takes_part = |claim: &&Claim| is_checked(claim) || wholes.binary_search(&&claim.id).is_ok();
    let claims: BTreeMap<&MentionId, &Claim> = all().filter(takes_part).map(|claim| (&claim.id, claim)).collect();
    let mut out = Vec::new();
    let mut parts: BTreeMap<&MentionId, Vec<&Claim>> = BTreeMap::new();
    for claim in claims.values() {
        if let Some(total) = &claim.of_total {
            subset(claim, &mut out);
            if let Some(whole) = &total.claim {
                parts.entry(whole).or_default().push(claim);
            }
        }
        cardinality(claim, &mut out);
    }
    for (whole, parts) in parts {
        if let Some(whole) = claims.get(whole) {
            sum(whole, parts, &mut out);
        }
    }
    // Claims of one check stand in one document: documents in order, then by claims.
    let rank: BTreeMap<&str, usize> = kb.documents.iter().enumerate().map(|(at, doc)| (&*doc.id, at)).collect();
    let doc = |check: &Check| {
        check
            .claims
            .first()
            .and_then(|id| claims.get(id))
            .and_then(|claim| rank.get(&*claim.doc))
            .copied()
    };
    out.sort_by_cached_key(|check| (doc(check), check.claims.clone(), check.kind.clone()));
    out
}

fn check(kind: &'static str, claims: Vec<MentionId>, statement: String, holds: bool) -> Check {
    let ids: Vec<String> = claims.iter().map(ToString::to_string).collect();
    let key = std::iter::once(kind).chain(ids.iter().map(String::as_str));
    Check {
        id: key_id(b'k', key),
        kind: SmolStr::new_static(kind),
        claims,
        statement: statement.into(),
        holds,
    }
}

fn exact(claim: &Claim) -> Option<Decimal> {
    let (low, high) = (claim.low?, claim.high?);
    (low == high && claim.approximate.is_none()).then_some(low.0)
}

/// A part is not larger than its whole.
fn subset(claim: &Claim, out: &mut Vec<Check>) {
    let Some(total) = &claim.of_total else { return };
    let (Some(part), Some(whole)) = (claim.high.or(claim.low), total.low) else {
        return;
    };
    let claims = std::iter::once(claim.id.clone()).chain(total.claim.clone()).collect();
    out.push(check("subset", claims, format!("{} <= {}", part.0, whole.0), part <= whole));
}

/// Parts in disjoint periods of one indicator add up to the whole.
fn sum(whole: &Claim, mut parts: Vec<&Claim>, out: &mut Vec<Check>) {
    parts.retain(|part| part.indicator == whole.indicator && part.unit == whole.unit && part.period.edtf != whole.period.edtf);
    parts.sort_by(|a, b| (&a.period.edtf, &a.id).cmp(&(&b.period.edtf, &b.id)));
    let disjoint = parts.windows(2).all(|pair| pair[0].period.edtf != pair[1].period.edtf);
    if parts.len() < 2 || !disjoint {
        return;
    }
    let Some(want) = exact(whole) else { return };
    let Some(values) = parts.iter().map(|part| exact(part)).collect::<Option<Vec<_>>>() else {
        return;
    };
    let Some(got) = values.iter().try_fold(Decimal::ZERO, |sum, value| sum.checked_add(*value)) else {
        return;
    };
    let figures: Vec<String> = values.iter().map(ToString::to_string).collect();
    let holds = got == want;
    let relation = if holds { "=" } else { "!=" };
    let claims = parts.iter().map(|part| part.id.clone()).chain([whole.id.clone()]).collect();
    out.push(check("sum", claims, format!("{} {relation} {want}", figures.join(" + ")), holds));
}

/// A count and the names listed for it agree.
fn cardinality(claim: &Claim, out: &mut Vec<Check>) {
    if claim.clusters.is_empty() || claim.unit != "{count}" {
        return;
    }
    let Some(count) = exact(claim) else { return };
    let named = Decimal::from(claim.clusters.len() as i64);
    out.push(check(
        "cardinality",
        vec![claim.id.clone()],
        format!("{named} named of {count}"),
        named == count,
    ));
}
