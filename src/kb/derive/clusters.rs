//! Links between clusters: a phase to its parent, a mention without a district to the one cluster it can be.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use crate::kb::model::Cluster;
use crate::text::fold_phrase;

/// Sets `parent` and `resolved_to` of every cluster.
pub fn link(clusters: &mut [Cluster]) {
    let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, cluster) in clusters.iter().enumerate() {
        by_name.entry(fold_phrase(&cluster.name)).or_default().push(at);
    }
    let mut links = Vec::with_capacity(clusters.len());
    for cluster in clusters.iter() {
        let same: Vec<&Cluster> = by_name
            .get(&fold_phrase(&cluster.name))
            .into_iter()
            .flatten()
            .map(|&at| &clusters[at])
            .collect();
        links.push((parent(cluster, &same), resolve(cluster, &same)));
    }
    for (cluster, (parent, resolved)) in clusters.iter_mut().zip(links) {
        cluster.parent = parent;
        cluster.resolved_to = resolved;
    }
}

/// The cluster that a phase or an extension belongs to: same name and place, neither phase nor extension.
fn parent(cluster: &Cluster, same: &[&Cluster]) -> Option<SmolStr> {
    if cluster.phase.is_none() && cluster.extension.is_none() {
        return None;
    }
    let whole = |other: &&&Cluster| {
        other.phase.is_none() && other.extension.is_none() && is_zone(other) == is_zone(cluster) && compatible(cluster, other)
    };
    only(same.iter().filter(whole))
}

/// The one cluster with a district that a cluster without one can be.
fn resolve(cluster: &Cluster, same: &[&Cluster]) -> Option<SmolStr> {
    if cluster.district.is_some() {
        return None;
    }
    let candidate = |other: &&&Cluster| {
        other.district.is_some()
            && other.phase == cluster.phase
            && other.extension == cluster.extension
            && is_zone(other) == is_zone(cluster)
            && name_of(&other.province) == name_of(&cluster.province)
    };
    only(same.iter().filter(candidate))
}

fn only<'c>(mut candidates: impl Iterator<Item = &'c &'c Cluster>) -> Option<SmolStr> {
    let first = candidates.next()?;
    candidates.next().is_none().then(|| first.id.clone())
}

fn is_zone(cluster: &Cluster) -> bool {
    cluster.kind == "industrial-zone"
}

fn name_of(place: &Option<crate::kb::model::PlaceRef>) -> Option<String> {
    place.as_ref().map(|place| fold_phrase(&place.name))
}

fn compatible(a: &Cluster, b: &Cluster) -> bool {
    let agree = |x: Option<String>, y: Option<String>| x.is_none() || y.is_none() || x == y;
    agree(name_of(&a.district), name_of(&b.district)) && agree(name_of(&a.province), name_of(&b.province))
}
