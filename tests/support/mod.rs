//! What the integration tests share: the seeds, and the facts of a text as lines that can be compared.

#![allow(dead_code, reason = "each test binary uses its part")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use trich::kb::{Claim, KnowledgeBase, Number};
use trich::lexicon;
use trich::run::{Config, Summary, document};
use trich::source::{Locator, Record};
use unicode_normalization::UnicodeNormalization;

/// A file of the repository.
pub fn path(relative: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(relative)
}

/// The five seed articles: number and text.
pub fn seeds() -> Vec<(String, String)> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(path("seeds"))
        .expect("the seeds are in the repository")
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    files.sort();
    assert_eq!(files.len(), 5, "five seeds");
    files
        .into_iter()
        .map(|path| {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let text = std::fs::read_to_string(&path).expect("a seed is UTF-8");
            (name.split('_').next().unwrap_or_default().to_owned(), text)
        })
        .collect()
}

/// The knowledge base of `content` as one plain-text record.
pub fn extract(content: &[u8]) -> KnowledgeBase {
    static CONFIG: LazyLock<Config> = LazyLock::new(|| Config::new(lexicon::builtin()));
    let record = Record {
        locator: Locator {
            path: "text".to_owned(),
            member: None,
        },
        content: content.to_vec(),
        ..Record::default()
    };
    document(&record, &CONFIG, &mut Summary::default()).expect("a Vietnamese text")
}

/// A name as the same thing is called whatever its letter case, tone placement, dashes, blanks and `i`/`y`.
pub fn folded(name: &str) -> String {
    let mut out = String::new();
    for word in name
        .to_lowercase()
        .replace(['–', '—', '-', '\u{2011}', '\u{a0}'], " ")
        .split_whitespace()
    {
        let (tones, letters): (String, String) = word.nfd().partition(|c| "\u{300}\u{301}\u{303}\u{309}\u{323}".contains(*c));
        out.extend(letters.chars().chain(tones.chars()));
        out.push(' ');
    }
    out.trim_end().to_owned()
}

fn or_none<T: std::fmt::Display>(value: Option<&T>) -> String {
    value.map_or_else(|| "-".to_owned(), ToString::to_string)
}

fn number(value: Option<&Number>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| serde_json::to_string(value).unwrap_or_default())
}

fn claim(claim: &Claim) -> String {
    format!(
        "{} {} {} {} {} {} {} {}",
        claim.kind,
        number(claim.low.as_ref()),
        number(claim.high.as_ref()),
        claim.unit,
        or_none(claim.period.edtf.as_ref()),
        claim.period.relation,
        claim.modality.class,
        or_none(claim.indicator.as_ref()),
    )
}

/// The facts of a knowledge base by type and value, without their places, sorted.
///
/// | fact | compared |
/// |---|---|
/// | document | published |
/// | date | edtf, role, basis |
/// | quantity | low, high, unit, approximate, per |
/// | target, actual | low, high, unit, period and relation, modality class, indicator |
/// | mention of a plan | kind, signature |
/// | mention of a cluster | folded name, phase, extension or not, folded district |
/// | milestone | deadline, relation |
pub fn facts(kb: &KnowledgeBase) -> Vec<String> {
    let mut out = Vec::new();
    for doc in &kb.documents {
        out.push(format!(
            "published {}",
            or_none(doc.published.as_ref().and_then(|at| at.edtf.as_ref()))
        ));
    }
    for date in &kb.dates {
        out.push(format!("date {} {} {}", or_none(date.edtf.as_ref()), date.role, date.basis));
    }
    for q in &kb.quantities {
        let (low, high) = (number(q.low.as_ref()), number(q.high.as_ref()));
        let (approximate, per) = (or_none(q.approximate.as_ref()), or_none(q.per.as_ref()));
        out.push(format!("quantity {low} {high} {} {approximate} {per}", q.unit));
    }
    out.extend(kb.targets.iter().chain(&kb.actuals).map(claim));
    for plan in &kb.plans {
        for mention in &plan.mentions {
            out.push(format!("plan {} {}", mention.kind, or_none(plan.signature.as_ref())));
        }
    }
    for cluster in &kb.clusters {
        for _ in &cluster.mentions {
            out.push(format!(
                "cluster {} / {} / {} / {}",
                folded(&cluster.name),
                or_none(cluster.phase.as_ref()),
                cluster.extension.is_some(),
                cluster.district.as_ref().map(|place| folded(&place.name)).unwrap_or_default(),
            ));
        }
    }
    for milestone in &kb.milestones {
        out.push(format!("milestone {} {}", or_none(milestone.deadline.as_ref()), milestone.relation));
    }
    out.sort();
    out
}

/// What is in one list and not in the other: `- ` lost, `+ ` new.
pub fn difference(before: &[String], after: &[String]) -> Vec<String> {
    let mut count: BTreeMap<&String, i32> = BTreeMap::new();
    for fact in before {
        *count.entry(fact).or_default() -= 1;
    }
    for fact in after {
        *count.entry(fact).or_default() += 1;
    }
    let mut out = Vec::new();
    for (fact, n) in count {
        for _ in 0..n.abs() {
            out.push(format!("{} {fact}", if n < 0 { '-' } else { '+' }));
        }
    }
    out
}
