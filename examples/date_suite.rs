//! Measures the date recogniser: `date_suite seeds SEED_DIR GOLD_DIR`, `date_suite suite FILE.jsonl`,
//! `date_suite dump FILE.txt [YYYY-MM-DD]`, `date_suite corpus FILE.jsonl` (texts with a `date`), `date_suite masked FILE.jsonl`, `date_suite speed FILE.txt`.

use std::error::Error;
use std::io::{BufWriter, Write};
use std::time::Instant;

use serde_json::Value;
use trich::extract::date::{Date, DateContext, Edtf, dates};
use trich::extract::scan::Scan;
use trich::lexicon::builtin;
use trich::text::Tokenizer;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let mut out = BufWriter::new(std::io::stdout().lock());
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args.as_slice() {
        ["seeds", seeds, gold] => score_seeds(seeds, gold, &mut out),
        ["suite", file] => suite(file, &mut out),
        ["dump", file, published @ ..] => dump(file, published.first().copied(), &mut out),
        ["corpus", file] => corpus(file, &mut out),
        ["masked", file] => masked(file, &mut out),
        ["speed", file] => speed(file, &mut out),
        _ => Err("see the head of the file for its arguments".into()),
    }
}

fn read(text: &str, published: Option<&str>) -> Vec<Date> {
    let lexicon = builtin();
    let mut tokenizer = Tokenizer::new(&lexicon.syllables);
    let mut scan = Scan::new(text, &[], lexicon, &mut tokenizer);
    let context = DateContext {
        published: published.and_then(|day| day.get(..10)?.parse().ok()),
    };
    dates(&mut scan, &context)
}

fn edtf(date: &Date) -> Option<String> {
    date.edtf.map(|edtf| edtf.to_string())
}

fn score_seeds(seeds: &str, gold: &str, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let (mut right, mut all, mut spurious, mut roles, mut bases) = (0, 0, 0, 0, 0);
    let mut files: Vec<_> = std::fs::read_dir(gold)?.collect::<Result<_, _>>()?;
    files.sort_by_key(|entry| entry.file_name());
    for entry in files {
        let gold: Value = serde_json::from_str(&std::fs::read_to_string(entry.path())?)?;
        let name = gold["file"].as_str().unwrap_or("");
        let raw = std::fs::read_to_string(format!("{seeds}/{name}"))?;
        let mut text = raw.clone();
        // Debris that the page room takes out.
        for mark in ["\nĐọc nhiều\n", "\n-\nHải Phòng: 4"] {
            if let Some(at) = text.find(mark) {
                text.truncate(at);
            }
        }
        let published = gold["published"].as_str();
        let found = read(&text, published);
        let mut used = vec![false; found.len()];
        for want in gold["dates"].as_array().into_iter().flatten() {
            all += 1;
            let start = want["start"].as_u64().unwrap_or(0) as usize;
            let end = want["end"].as_u64().unwrap_or(0) as usize;
            let points = |byte: u32| text.get(..byte as usize).map_or(0, |head| head.chars().count());
            let hit = found
                .iter()
                .position(|date| points(date.span.start) == start && points(date.span.end) == end);
            match hit {
                Some(i) if edtf(&found[i]).as_deref() == want["edtf"].as_str() => {
                    used[i] = true;
                    right += 1;
                    let (role, basis) = (found[i].role.as_str(), found[i].basis.as_str());
                    roles += usize::from(Some(role) == want["role"].as_str());
                    bases += usize::from(Some(basis) == want["basis"].as_str());
                    if Some(role) != want["role"].as_str() || Some(basis) != want["basis"].as_str() {
                        writeln!(
                            out,
                            "{name} slot {} {role} {basis} want {} {}",
                            want["surface"], want["role"], want["basis"]
                        )?;
                    }
                }
                other => writeln!(
                    out,
                    "{name} missed {} {} got {:?}",
                    want["surface"],
                    want["edtf"],
                    other.map(|i| edtf(&found[i]))
                )?,
            }
        }
        for (date, used) in found.iter().zip(used) {
            if !used {
                spurious += 1;
                writeln!(
                    out,
                    "{name} spurious {:?} {:?} {}",
                    text.get(date.span.range()),
                    edtf(date),
                    date.rule
                )?;
            }
        }
    }
    writeln!(
        out,
        "right {right}/{all}, spurious {spurious}, roles {roles}/{right}, bases {bases}/{right}"
    )?;
    Ok(())
}

fn dump(file: &str, published: Option<&str>, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let text = std::fs::read_to_string(file)?;
    let mut at = 0;
    for date in read(&text, published) {
        let range = date.span.range();
        let before = text.get(at..range.start).unwrap_or("");
        write!(
            out,
            "{before}⟦{}⟧{{{} {} {} {}}}",
            text.get(range.clone()).unwrap_or(""),
            edtf(&date).unwrap_or_else(|| date.timex.value.to_string()),
            date.role.as_str(),
            date.basis.as_str(),
            date.rule
        )?;
        at = range.end;
    }
    writeln!(out, "{}", text.get(at..).unwrap_or(""))?;
    Ok(())
}

fn corpus(file: &str, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    for line in std::fs::read_to_string(file)?.lines() {
        let record: Value = serde_json::from_str(line)?;
        let text = record["text"].as_str().unwrap_or("");
        for date in read(text, record["date"].as_str()) {
            let range = date.span.range();
            let edge = |at: usize, back: bool| {
                let mut at = at;
                for _ in 0..40 {
                    let step = if back {
                        text[..at].chars().next_back()
                    } else {
                        text[at..].chars().next()
                    };
                    let Some(letter) = step else { break };
                    at = if back { at - letter.len_utf8() } else { at + letter.len_utf8() };
                }
                at
            };
            let context = format!(
                "{}⟦{}⟧{}",
                &text[edge(range.start, true)..range.start],
                &text[range.clone()],
                &text[range.end..edge(range.end, false)]
            );
            writeln!(
                out,
                "{}\t{}\t{}\t{}\t{}\t{}\t{}",
                text[range].replace(['\n', '\t'], " "),
                edtf(&date).unwrap_or_else(|| date.timex.value.to_string()),
                date.rule,
                date.role.as_str(),
                date.basis.as_str(),
                record["date"].as_str().unwrap_or("-"),
                context.replace(['\n', '\t'], " ")
            )?;
        }
    }
    Ok(())
}

/// The texts with every date found replaced by a block, to look for what was missed.
fn masked(file: &str, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    for line in std::fs::read_to_string(file)?.lines() {
        let record: Value = serde_json::from_str(line)?;
        let text = record["text"].as_str().unwrap_or("");
        let mut at = 0;
        for date in read(text, record["date"].as_str()) {
            let range = date.span.range();
            write!(out, "{}▮", text.get(at..range.start).unwrap_or(""))?;
            at = range.end;
        }
        writeln!(out, "{}", text.get(at..).unwrap_or(""))?;
    }
    Ok(())
}

/// A suite in JSON Lines: prints every case whose value differs.
fn suite(file: &str, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let (mut right, mut all) = (0, 0);
    for line in std::fs::read_to_string(file)?.lines() {
        let case: Value = serde_json::from_str(line)?;
        let text = case["text"].as_str().unwrap_or("");
        let found = read(text, case["ref"].as_str());
        all += 1;
        let got = found.first().and_then(|date| date.edtf);
        let want = &case["expect"][0]["value"];
        let same = match (got, want["iso"].as_str(), want["from"].as_str()) {
            (Some(got), Some(iso), _) => got.to_string() == iso || found.first().is_some_and(|date| date.timex.value == iso),
            (Some(got), None, Some(from)) => {
                let to: Option<jiff::civil::Date> = want["to_exclusive"].as_str().and_then(|to| to.get(..10)?.parse().ok());
                first(got).as_deref() == from.get(..10) && got.latest().and_then(|day| day.tomorrow().ok()) == to
            }
            (None, None, None) => true,
            _ => false,
        };
        right += usize::from(same);
        if !same {
            let values: Vec<_> = found
                .iter()
                .map(|date| (text.get(date.span.range()), edtf(date), date.rule))
                .collect();
            writeln!(out, "{} {text:?}: {values:?}, want {want}", case["id"].as_str().unwrap_or(""))?;
        }
    }
    writeln!(out, "{right}/{all}")?;
    Ok(())
}

fn first(edtf: Edtf) -> Option<String> {
    edtf.earliest().map(|day| day.to_string())
}

fn speed(file: &str, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let text = std::fs::read_to_string(file)?;
    let articles: Vec<&str> = text.split('\u{c}').collect();
    let lexicon = builtin();
    let mut tokenizer = Tokenizer::new(&lexicon.syllables);
    let megabytes = text.len() as f64 / 1e6;
    // Twice over the articles, hot in the cache as in a run: scanning alone, then with dates; the difference is theirs.
    for _ in 0..3 {
        let mut pass = |with_dates: bool| {
            let start = Instant::now();
            let mut found = 0;
            for article in &articles {
                let mut scan = Scan::new(article, &[], lexicon, &mut tokenizer);
                found += if with_dates {
                    dates(&mut scan, &DateContext::default()).len()
                } else {
                    scan.tokens.len()
                };
            }
            (found, start.elapsed().as_secs_f64())
        };
        let (tokens, scanned) = pass(false);
        let (found, both) = pass(true);
        writeln!(
            out,
            "{tokens} tokens, {found} dates: scan {:.0} MB/s, with dates {:.0} MB/s, dates alone {:.0} MB/s",
            megabytes / scanned,
            megabytes / both,
            megabytes / (both - scanned)
        )?;
    }
    Ok(())
}
