//! Shows the clusters, places and bodies of text files; compares clusters with gold; measures the cost.
//!
//! ```text
//! cluster_dev show FILE…            what is found, one a line
//! cluster_dev gold GOLD_DIR TEXTS   precision and recall of cluster mentions
//! cluster_dev speed FILE            MB/s of the scan alone and with each recogniser; lines of FILE are documents
//! ```
#![allow(clippy::print_stdout)]

mod common;

use std::error::Error;
use std::time::{Duration, Instant};

use trich::extract::cluster::{ClusterMention, ClusterPlace, clusters, events};
use trich::extract::organisation::{duties, organisations};
use trich::extract::place::{PlaceContext, Setting, places};
use trich::extract::scan::Scan;
use trich::lexicon::{Lexicon, builtin};
use trich::text::{Tokenizer, fold_phrase};
use unicode_normalization::UnicodeNormalization;

type Outcome = Result<(), Box<dyn Error>>;

fn main() -> Outcome {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.first().map(String::as_str) {
        Some("show") => args[1..].iter().try_for_each(|path| show(path)),
        Some("gold") if args.len() == 3 => gold(&args[1], &args[2]),
        Some("speed") if args.len() == 2 => speed(&args[1]),
        _ => Err("usage: cluster_dev show FILE… | gold GOLD_DIR TEXTS | speed FILE".into()),
    }
}

fn place(place: &Option<ClusterPlace>) -> String {
    place.as_ref().map_or("-".to_owned(), |place| {
        let kind = place.kind.map_or("", |kind| kind.word());
        format!(
            "{kind} {}{} ({:?})",
            place.name,
            if place.unit.is_some() { "" } else { "?" },
            place.basis
        )
    })
}

fn line(scan: &Scan<'_>, mention: &ClusterMention) -> String {
    let area = mention.area.clone().map(|range| scan.slice(scan.span(range)));
    format!(
        "{} | {} | {}{} | {:?} {:?} | {} / {} / {} | {:?} | {}",
        scan.slice(mention.span),
        mention.name,
        mention.kind.name(),
        mention.descriptor.as_ref().map(|words| format!(" ({words})")).unwrap_or_default(),
        mention.phase.as_deref().unwrap_or("-"),
        mention.extension.as_deref().unwrap_or("-"),
        place(&mention.commune),
        place(&mention.district),
        place(&mention.province),
        area.unwrap_or("-"),
        mention.rule
    )
}

fn show(path: &str) -> Outcome {
    let text: String = common::read(path)?.nfc().collect();
    let lexicon = builtin();
    let mut tokenizer = Tokenizer::new(&lexicon.syllables);
    let mut scan = Scan::new(&text, &[], lexicon, &mut tokenizer);
    let context = PlaceContext::survey(&mut scan, Setting::default());
    let found = clusters(&mut scan, &context);
    println!("== {path}: {}", context.default.map_or("-", |id| lexicon.gazetteer.place_id(id)));
    for mention in &found {
        println!("C {}", line(&scan, mention));
    }
    for event in events(&scan, &found) {
        let sign = if event.happened { '+' } else { '-' };
        let names: Vec<&str> = event.clusters.iter().map(|at| found[*at].name.as_str()).collect();
        println!(
            "E {} {sign} planned {} | {} | {}",
            event.event,
            event.planned,
            names.join(", "),
            scan.slice(event.span)
        );
    }
    let bodies = organisations(&scan, &context);
    for body in &bodies {
        println!(
            "O {} | {} | {} | {}",
            scan.slice(body.span),
            body.name,
            body.kind,
            body.level.unwrap_or("-")
        );
    }
    for duty in duties(&scan, &bodies) {
        println!("D {} | {:?} | {}", bodies[duty.organisation].name, duty.role, scan.slice(duty.span));
    }
    let taken: Vec<_> = found.iter().map(|mention| mention.tokens.clone()).collect();
    for mention in places(&scan, &context, &taken) {
        let id = mention.unit.map(|unit| lexicon.gazetteer.place_id(unit));
        println!("P {} | {} | {:?}", scan.slice(mention.span), id.unwrap_or("?"), mention.rule);
    }
    Ok(())
}

fn gold(gold: &str, texts: &str) -> Outcome {
    let lexicon = builtin();
    let mut tokenizer = Tokenizer::new(&lexicon.syllables);
    let (mut right, mut wrong, mut missed, mut slots) = (0, 0, 0, [0; 4]);
    let mut files: Vec<_> = std::fs::read_dir(gold)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .collect();
    files.sort();
    for path in files {
        let gold: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(&path)?)?;
        let file = gold["file"].as_str().unwrap_or_default();
        let text = std::fs::read_to_string(format!("{texts}/{file}"))?;
        // Removed lines hold no facts; blanking them keeps the offsets.
        let removed: Vec<(u64, u64)> = gold["removed_lines"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|range| (range["first"].as_u64().unwrap_or(0), range["last"].as_u64().unwrap_or(0)))
            .collect();
        let kept: Vec<String> = text
            .split('\n')
            .enumerate()
            .map(|(at, line)| {
                let at = at as u64 + 1;
                if removed.iter().any(|(first, last)| (*first..=*last).contains(&at)) {
                    " ".repeat(line.chars().count())
                } else {
                    line.to_owned()
                }
            })
            .collect();
        let text = kept.join("\n");
        let mut scan = Scan::new(&text, &[], lexicon, &mut tokenizer);
        let context = PlaceContext::survey(&mut scan, Setting::default());
        let found = clusters(&mut scan, &context);
        let mut used = vec![false; found.len()];
        for want in gold["clusters"].as_array().into_iter().flatten() {
            let field = |name: &str| want[name].as_str().map(fold_phrase).unwrap_or_default();
            let at = found.iter().position(|mention| {
                let start = text[..mention.span.start as usize].chars().count() as u64;
                let end = start + scan.slice(mention.span).chars().count() as u64;
                Some(start) == want["start"].as_u64()
                    && Some(end) == want["end"].as_u64()
                    && fold_phrase(&mention.name) == field("name")
                    && mention.phase.as_deref() == want["phase"].as_str()
            });
            let Some(at) = at else {
                missed += 1;
                println!("missed in {file}: {want}");
                continue;
            };
            used[at] = true;
            right += 1;
            let mention = &found[at];
            let name = |place: &Option<ClusterPlace>| place.as_ref().map(|place| fold_phrase(&place.name)).unwrap_or_default();
            slots[0] += usize::from(name(&mention.district) == field("district"));
            slots[1] += usize::from(name(&mention.province) == field("province"));
            slots[2] += usize::from(mention.extension.as_deref() == want["extension"].as_str());
            slots[3] += usize::from(mention.kind.name() == want["kind"].as_str().unwrap_or_default());
        }
        for (mention, _) in found.iter().zip(used).filter(|(_, used)| !used) {
            wrong += 1;
            println!("spurious in {file}: {}", line(&scan, mention));
        }
    }
    println!(
        "clusters: {right} right, {wrong} spurious, {missed} missed; district {}, province {}, extension {}, kind {} of {right}",
        slots[0], slots[1], slots[2], slots[3]
    );
    Ok(())
}

fn speed(path: &str) -> Outcome {
    let text = std::fs::read_to_string(path)?;
    let start = Instant::now();
    let lexicon = Lexicon::with_dir(None)?;
    println!("tables: {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    let mut tokenizer = Tokenizer::new(&lexicon.syllables);
    let mut spent = [Duration::ZERO; 5];
    let mut counts = [0; 3];
    for document in text.lines() {
        let mut clock = Instant::now();
        let mut lap = |slot: &mut Duration| {
            *slot += clock.elapsed();
            clock = Instant::now();
        };
        let mut scan = Scan::new(document, &[], &lexicon, &mut tokenizer);
        lap(&mut spent[0]);
        let context = PlaceContext::survey(&mut scan, Setting::default());
        lap(&mut spent[1]);
        let found = clusters(&mut scan, &context);
        lap(&mut spent[2]);
        let taken: Vec<_> = found.iter().map(|mention| mention.tokens.clone()).collect();
        counts[1] += places(&scan, &context, &taken).len();
        lap(&mut spent[3]);
        let bodies = organisations(&scan, &context);
        counts[2] += bodies.len() + duties(&scan, &bodies).len() + events(&scan, &found).len();
        lap(&mut spent[4]);
        counts[0] += found.len();
    }
    let megabytes = text.len() as f64 / 1e6;
    for (name, time) in ["scan", "survey of places", "clusters", "places", "bodies, duties, events"]
        .iter()
        .zip(spent)
    {
        println!("{name}: {:.1} MB/s", megabytes / time.as_secs_f64());
    }
    println!(
        "{} clusters, {} places, {} bodies, duties and events",
        counts[0], counts[1], counts[2]
    );
    Ok(())
}
