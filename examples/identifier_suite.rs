//! Measures identifiers and plans against suites given as paths, or prints what is found in text files.
//!
//! `identifier_suite ids.jsonl` parses bare identifiers; `identifier_suite mentions.jsonl` finds them in snippets;
//! `identifier_suite --plans TEXT GOLD …` compares plans with annotated articles; `identifier_suite --show FILE …` prints;
//! `identifier_suite --speed FILE` measures throughput.
#![allow(clippy::print_stdout)]

mod common;

use std::collections::BTreeMap;
use std::time::Instant;

use serde_json::Value;
use trich::extract::identifier::{Identifier, IdentifierKind, identifiers, parse};
use trich::extract::plan::{PlanKind, plans};
use trich::extract::scan::Scan;
use trich::lexicon::builtin;
use trich::text::Tokenizer;
use unicode_normalization::UnicodeNormalization;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.first().map(String::as_str) {
        Some("--show") => args[1..].iter().for_each(|path| show(path)),
        Some("--plans") => {
            let mut total = [0usize; 6];
            for pair in args[1..].chunks(2) {
                compare_plans(&pair[0], &pair[1], &mut total);
            }
            println!("numbered tp fp fn {:?}  named tp fp fn {:?}", &total[..3], &total[3..]);
        }
        Some("--sample") => sample(&args[1], &args[2]),
        Some("--left") => left(&args[1], &args[2]),
        Some("--short") => shorts(&args[1], &args[2]),
        Some("--speed") => speed(&args[1]),
        Some(path) if path.contains("mentions") => mentions(path),
        Some(path) => ids(path),
        None => println!("usage: identifier_suite SUITE | --plans TEXT GOLD … | --show FILE … | --speed FILE"),
    }
}

fn read(path: &str) -> String {
    common::read(path).unwrap_or_default().nfc().collect()
}

fn rows(path: &str) -> Vec<Value> {
    std::fs::read_to_string(path)
        .unwrap_or_default()
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect()
}

fn text(value: &Value) -> Option<&str> {
    value.as_str()
}

fn ids(path: &str) {
    let (mut good, mut all, mut kind, mut kinds) = (0, 0, 0, 0);
    for row in rows(path) {
        let id = text(&row["id"]).unwrap_or("");
        let mut forms = vec![id];
        forms.extend(row["variants"].as_array().into_iter().flatten().filter_map(text));
        for form in forms {
            all += 1;
            let form: String = form.nfc().collect();
            let found = parse(&form);
            let year = row["year"].as_u64().map(|year| year as u16);
            // The tables repair what was mistyped at the source (`ND` for `NĐ`); the suite keeps it.
            let repaired = |symbol: &str| match symbol.strip_prefix("ND-") {
                Some(rest) => format!("NĐ-{rest}"),
                None => symbol.to_owned(),
            };
            let ok = found.as_ref().is_some_and(|found| {
                Some(found.number.as_str()) == text(&row["number"])
                    && found.year == year
                    && (Some(found.symbol.as_str()) == text(&row["symbol"])
                        || text(&row["symbol"]).map(repaired) == Some(found.symbol.clone()))
            });
            good += usize::from(ok);
            if let Some(found) = &found
                && row["type_code"].is_string()
            {
                kinds += 1;
                kind += usize::from(found.type_code.as_deref() == text(&row["type_code"]));
            }
            if !ok {
                println!(
                    "  {form:?} want {} {:?} {} got {:?}",
                    row["number"],
                    year,
                    row["symbol"],
                    found.map(|f| (f.number, f.year, f.symbol))
                );
            }
        }
    }
    println!(
        "ids: {good}/{all} = {:.2} %; type code {kind}/{kinds}",
        100.0 * good as f64 / all as f64
    );
}

fn with_scan<T>(source: &str, then: impl FnOnce(&mut Scan<'_>, &[Identifier]) -> T) -> T {
    let lexicon = builtin();
    let mut tokenizer = Tokenizer::new(&lexicon.syllables);
    let mut scan = Scan::new(source, &[], lexicon, &mut tokenizer);
    let found = identifiers(&mut scan);
    then(&mut scan, &found)
}

fn mentions(path: &str) {
    let verbose = std::env::var_os("VERBOSE").is_some();
    let (mut tp, mut fp, mut missed) = ([0; 2], [0; 2], [0; 2]);
    let (mut rejected, mut lookalikes) = (0, 0);
    for row in rows(path) {
        let raw = text(&row["text"]).unwrap_or("");
        let source: String = raw.nfc().collect();
        // Offsets of the suite count code points of the text as it stands; carry them over piecewise.
        let carry = |points: u64| {
            raw.chars()
                .take(points as usize)
                .collect::<String>()
                .nfc()
                .collect::<String>()
                .len()
        };
        let gold: Vec<(usize, usize, &str)> = row["ids"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|id| Some((carry(id["start"].as_u64()?), carry(id["end"].as_u64()?), text(&id["kind"])?)))
            .collect();
        with_scan(&source, |scan, found| {
            let mut used = vec![false; found.len()];
            for &(start, end, kind) in &gold {
                let hit = found
                    .iter()
                    .position(|id| id.signature_span.start as usize == start && id.signature_span.end as usize == end);
                let overlap = found
                    .iter()
                    .any(|id| (id.signature_span.start as usize) < end && start < id.signature_span.end as usize);
                let class = match kind {
                    "official" | "court" => 0,
                    "short-ref" => 1,
                    "corporate" => {
                        hit.into_iter().for_each(|hit| used[hit] = true);
                        continue;
                    }
                    _ => {
                        lookalikes += 1;
                        rejected += usize::from(!overlap);
                        if overlap && verbose {
                            println!("NOT REJECTED {kind} {:?}", around(&source, start, end));
                        }
                        for (at, id) in found.iter().enumerate() {
                            used[at] |= (id.signature_span.start as usize) < end && start < id.signature_span.end as usize;
                        }
                        continue;
                    }
                };
                match hit {
                    Some(hit) => {
                        used[hit] = true;
                        tp[class] += 1;
                    }
                    None => {
                        missed[class] += 1;
                        if verbose {
                            println!("MISSED {kind} {:?}", around(&source, start, end));
                        }
                    }
                }
            }
            for (id, _) in found.iter().zip(&used).filter(|(_, used)| !**used) {
                let class = match id.kind {
                    IdentifierKind::Official | IdentifierKind::Court => 0,
                    IdentifierKind::Short => 1,
                    IdentifierKind::Continuation => continue,
                };
                fp[class] += 1;
                if verbose {
                    let span = id.signature_span.range();
                    println!("SPURIOUS {:?} {} {:?}", id.kind, id.rule, around(scan.text, span.start, span.end));
                }
            }
        });
    }
    for (name, at) in [("official+court", 0), ("short", 1)] {
        let (tp, fp, missed) = (f64::from(tp[at]), f64::from(fp[at]), f64::from(missed[at]));
        println!(
            "{name}: P {:.4} R {:.4} F1 {:.4} (tp {tp} fp {fp} fn {missed})",
            tp / (tp + fp),
            tp / (tp + missed),
            2.0 * tp / (2.0 * tp + fp + missed)
        );
    }
    println!("look-alikes and templates rejected {rejected}/{lookalikes}");
}

fn around(text: &str, start: usize, end: usize) -> String {
    let from = text[..start].char_indices().rev().nth(50).map_or(0, |(at, _)| at);
    let to = text[end..].char_indices().nth(25).map_or(text.len(), |(at, _)| end + at);
    format!("{}[[{}]]{}", &text[from..start], &text[start..end], &text[end..to])
}

fn compare_plans(path: &str, gold: &str, total: &mut [usize; 6]) {
    let source = std::fs::read_to_string(path).unwrap_or_default();
    let gold: Value = serde_json::from_str(&std::fs::read_to_string(gold).unwrap_or_default()).unwrap_or_default();
    let byte = |points: u64| source.char_indices().nth(points as usize).map_or(source.len(), |(at, _)| at);
    // Only the article: what the page room removes is no fact.
    let removed: Vec<(u64, u64)> = gold["removed_lines"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|row| Some((row["first"].as_u64()?, row["last"].as_u64()?)))
        .collect();
    let mut line_of = vec![];
    let mut line = 1u64;
    for byte in source.bytes() {
        line_of.push(line);
        line += u64::from(byte == b'\n');
    }
    with_scan(&source, |scan, found| {
        let mentions = plans(scan, found);
        let kept: Vec<_> = mentions
            .iter()
            .filter(|m| {
                let line = line_of.get(m.span.start as usize).copied().unwrap_or(0);
                !removed.iter().any(|&(a, b)| (a..=b).contains(&line))
            })
            .collect();
        let rows: Vec<&Value> = gold["plans"].as_array().into_iter().flatten().collect();
        let span = |row: &Value| (byte(row["start"].as_u64().unwrap_or(0)), byte(row["end"].as_u64().unwrap_or(0)));
        let mut used = vec![false; kept.len()];
        for row in &rows {
            let (start, end) = span(row);
            match text(&row["kind"]) {
                Some("numbered") => {
                    let hit = kept
                        .iter()
                        .position(|m| m.kind == PlanKind::Numbered && m.signature.as_deref() == text(&row["signature"]));
                    match hit {
                        Some(hit) => {
                            total[0] += 1;
                            used[hit] = true;
                            let id = &found[kept[hit].identifier.unwrap_or(0)];
                            println!(
                                "numbered {:?} exact span {} number {} year {:?}/{} issued {:?}/{} type {:?} issuer {:?} subject {:?}",
                                kept[hit].signature,
                                (kept[hit].span.start as usize, kept[hit].span.end as usize) == (start, end),
                                id.number,
                                id.year,
                                row["year"],
                                id.issued,
                                row["issued"],
                                id.type_code,
                                id.issuer_text.map(|s| scan.slice(s)),
                                id.subject.map(|s| scan.slice(s)),
                            );
                        }
                        None => {
                            total[2] += 1;
                            println!("MISSED numbered {}", row["surface"]);
                        }
                    }
                }
                Some("named") => {
                    let hit = kept.iter().enumerate().position(|(at, m)| {
                        let (a, b) = (m.span.start as usize, m.span.end as usize);
                        let common = b.min(end).saturating_sub(a.max(start));
                        m.kind == PlanKind::Named && !used[at] && common * 10 >= 8 * (b - a).max(end - start)
                    });
                    match hit {
                        Some(hit) => {
                            total[3] += 1;
                            used[hit] = true;
                        }
                        None => {
                            total[5] += 1;
                            println!("MISSED named {}", row["surface"]);
                        }
                    }
                }
                _ => {}
            }
        }
        for (m, used) in kept.iter().zip(&used) {
            let (a, b) = (m.span.start as usize, m.span.end as usize);
            if *used {
                continue;
            }
            match m.kind {
                PlanKind::Numbered => {
                    total[1] += 1;
                    println!("SPURIOUS numbered {:?}", m.signature);
                }
                PlanKind::Named => {
                    let over = rows
                        .iter()
                        .any(|row| text(&row["kind"]) != Some("named") && span(row).0 < b && a < span(row).1);
                    if !over {
                        total[4] += 1;
                        println!("SPURIOUS named {} ({})", &source[a..b], m.rule);
                    }
                }
                _ => println!(
                    "{:?} {} -> {:?}",
                    m.kind,
                    &source[a..b],
                    m.refers.map(|at| scan.slice(mentions[at].span))
                ),
            }
        }
    });
}

fn show(path: &str) {
    let source = read(path);
    println!("=== {path}");
    with_scan(&source, |scan, found| {
        for id in found {
            println!(
                "ID {:?} | {} | sig {} | {:?} n {} y {:?} {:?} type {:?} issuer {:?}/{:?} | issued {:?} | subject {:?} | effects {:?} | link {:?}",
                id.kind,
                scan.slice(id.span),
                id.signature,
                id.doc_type,
                id.number,
                id.year,
                id.year_basis,
                id.type_code,
                id.issuer,
                id.issuer_text.map(|s| scan.slice(s)),
                id.issued,
                id.subject.map(|s| scan.slice(s)),
                id.effects
                    .iter()
                    .map(|e| (e.relation, e.other, e.date.as_deref()))
                    .collect::<Vec<_>>(),
                id.link
            );
        }
        let mentions = plans(scan, found);
        for m in mentions.iter().filter(|m| m.kind != PlanKind::Numbered) {
            let from = source[..m.span.start as usize].char_indices().rev().nth(24).map_or(0, |(at, _)| at);
            let to = source[m.span.end as usize..]
                .char_indices()
                .nth(30)
                .map_or(source.len(), |(at, _)| m.span.end as usize + at);
            println!(
                "PLAN {:?} {} | {}[[{}]]{} | p {:?} h {:?} v {:?} place {:?} refers {:?}",
                m.kind,
                m.rule,
                source[from..m.span.start as usize].replace('\n', "|"),
                scan.slice(m.span).replace('\n', "|"),
                source[m.span.end as usize..to].replace('\n', "|"),
                m.period.clone().map(|r| scan.slice(scan.span(r))),
                m.horizon.clone().map(|r| scan.slice(scan.span(r))),
                m.vision.clone().map(|r| scan.slice(scan.span(r))),
                m.place.map(|s| scan.slice(s)),
                m.refers
            );
        }
    });
}

/// Prints every n-th named plan of a file of articles parted by three line ends.
fn sample(path: &str, every: &str) {
    let all = read(path);
    let every: usize = every.parse().unwrap_or(50);
    let mut count = 0;
    for article in all.split("\n\n\n") {
        with_scan(article, |scan, found| {
            for m in plans(scan, found)
                .iter()
                .filter(|m| m.kind == PlanKind::Named && m.rule != "plan.named-law")
            {
                count += 1;
                if count % every == 0 {
                    let from = article[..m.span.start as usize]
                        .char_indices()
                        .rev()
                        .nth(24)
                        .map_or(0, |(at, _)| at);
                    let end = m.span.end as usize;
                    let to = article[end..].char_indices().nth(40).map_or(article.len(), |(at, _)| end + at);
                    println!(
                        "{} | {}",
                        m.rule,
                        format!(
                            "{}[[{}]]{}",
                            &article[from..m.span.start as usize],
                            scan.slice(m.span),
                            &article[end..to]
                        )
                        .replace('\n', "¶")
                    );
                }
            }
        });
    }
}

/// Prints every n-th type word of a plan with a capital inside a sentence that no mention covers.
fn left(path: &str, every: &str) {
    let all = read(path);
    let every: usize = every.parse().unwrap_or(50);
    let mut count = 0;
    for article in all.split("\n\n\n") {
        with_scan(article, |scan, found| {
            let mentions = plans(scan, found);
            for hit in scan.hits.all().filter(|hit| hit.category == trich::lexicon::Category::Document) {
                let plan = scan.lexicon.documents[usize::from(hit.row)].class() == Some(trich::lexicon::DocumentClass::Plan);
                let at = hit.start as usize;
                let token = &scan.tokens[at];
                if !plan || !token.is_capital() || token.is_all_caps() || mentions.iter().any(|m| m.tokens.contains(&at)) {
                    continue;
                }
                count += 1;
                if count % every == 0 {
                    println!("{}", around(article, token.start as usize, token.end as usize).replace('\n', "¶"));
                }
            }
        });
    }
}

/// Prints every n-th reference that has no well-known form.
fn shorts(path: &str, every: &str) {
    let all = read(path);
    let every: usize = every.parse().unwrap_or(50);
    let mut count = 0;
    for article in all.split("\n\n\n") {
        with_scan(article, |_, found| {
            for id in found {
                let known = ["identifier.year-type-issuer", "identifier.type-issuer", "identifier.year-assembly"].contains(&id.rule);
                if known {
                    continue;
                }
                count += 1;
                if count % every == 0 {
                    let span = id.signature_span.range();
                    println!("{} {}", id.rule, around(article, span.start, span.end).replace('\n', "¶"));
                }
            }
        });
    }
}

fn speed(path: &str) {
    let all = read(path);
    let lexicon = builtin();
    let mut tokenizer = Tokenizer::new(&lexicon.syllables);
    let articles: Vec<&str> = all.split("\n\n\n").collect();
    let bytes = all.len() as f64 / 1e6;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for round in 0..3 {
        let (mut scan_time, mut id_time, mut plan_time) = (0.0, 0.0, 0.0);
        for article in &articles {
            let start = Instant::now();
            let mut scan = Scan::new(article, &[], lexicon, &mut tokenizer);
            scan_time += start.elapsed().as_secs_f64();
            let start = Instant::now();
            let found = identifiers(&mut scan);
            id_time += start.elapsed().as_secs_f64();
            let start = Instant::now();
            let mentions = plans(&mut scan, &found);
            plan_time += start.elapsed().as_secs_f64();
            if round == 0 {
                found.iter().for_each(|id| *counts.entry(id.rule).or_default() += 1);
                mentions.iter().for_each(|m| *counts.entry(m.rule).or_default() += 1);
            }
        }
        println!(
            "scan {:.0} MB/s; identifiers {:.0} MB/s; plans {:.0} MB/s; together {:.0} MB/s",
            bytes / scan_time,
            bytes / id_time,
            bytes / plan_time,
            bytes / (scan_time + id_time + plan_time)
        );
    }
    println!("{counts:#?}");
}
