//! Measures the number and quantity recognisers: against suites of cases, against annotated articles, for cost.
//!
//! ```text
//! number_suite suite FILE.jsonl…          cases: {"text", "expect": [{"surface", "type", "value"}]}
//! number_suite gold  GOLD_DIR TEXT_DIR    annotated articles
//! number_suite read  FILE…                prints what is found in each text
//! number_suite law   FILE…                digits that nothing accounts for
//! number_suite speed FILE                 megabytes a second, without and with the recognisers
//! ```
#![allow(clippy::print_stdout)]

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use serde_json::Value;
use trich::extract::decimal::Decimal;
use trich::extract::number::{Numeral, NumeralKind, numerals};
use trich::extract::quantity::{Quantity, quantities};
use trich::extract::scan::{Owner, Scan};
use trich::lexicon;
use trich::text::{Kind, Tokenizer};

type Fail = Box<dyn std::error::Error>;

fn main() -> Result<(), Fail> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.split_first() {
        Some((mode, files)) if mode == "suite" => files.iter().try_for_each(|file| suite(file)),
        Some((mode, [gold_dir, text_dir])) if mode == "gold" => gold(gold_dir, text_dir),
        Some((mode, files)) if mode == "read" => files.iter().try_for_each(|file| read(file)),
        Some((mode, files)) if mode == "law" => files.iter().try_for_each(|file| law(file)),
        Some((mode, [file])) if mode == "speed" => speed(file),
        _ => Err("modes: suite, gold, read, law, speed".into()),
    }
}

fn scan<'a>(text: &'a str, tokenizer: &mut Tokenizer<'_>) -> Scan<'a> {
    Scan::new(text, &[], lexicon::builtin(), tokenizer)
}

fn print(value: Option<Decimal>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| value.to_string())
}

fn suite(file: &str) -> Result<(), Fail> {
    let lexicon = lexicon::builtin();
    let mut tokenizer = Tokenizer::new(&lexicon.syllables);
    let mut tally: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for line in std::fs::read_to_string(file)?.lines() {
        let case: Value = serde_json::from_str(line)?;
        let text = case["text"].as_str().unwrap_or("");
        let class = case["nemo_class"].as_str().or(case["variant"].as_str()).unwrap_or("all").to_owned();
        let mut with_quantities = scan(text, &mut tokenizer);
        let found = numerals(&with_quantities);
        let (measured, _) = quantities(&mut with_quantities);
        let good = judge(&case, text, &found, &measured);
        let slot = tally.entry(class.clone()).or_default();
        slot.1 += 1;
        if good {
            slot.0 += 1;
        } else {
            println!("MISS {class} {text:?} wants {} {}", case["expect"], case["output"]);
            for numeral in &found {
                println!(
                    "     {:?} {} {} {:?}",
                    numeral.span,
                    print(numeral.low),
                    print(numeral.high),
                    numeral.kind
                );
            }
            for quantity in &measured {
                println!(
                    "     q {} {} {} {:?}",
                    print(quantity.low),
                    print(quantity.high),
                    quantity.unit,
                    quantity.per
                );
            }
        }
    }
    for (class, (good, all)) in tally {
        println!("{file} {class}: {good}/{all}");
    }
    Ok(())
}

fn decimal(value: &Value) -> Option<Decimal> {
    value.as_str()?.parse().ok()
}

fn judge(case: &Value, text: &str, found: &[Numeral], measured: &[Quantity<'_>]) -> bool {
    let Some(expect) = case["expect"].as_array() else { return false };
    let Some(first) = expect.first() else {
        return found.iter().all(|numeral| numeral.kind == NumeralKind::Vague) || text.split_whitespace().count() == 1;
    };
    let value = &first["value"];
    match first["type"].as_str().unwrap_or("") {
        "number" => {
            let Some(mut wanted) = decimal(&value["num"]) else { return false };
            // "1.2 triệu" is expected as "1.2" with the scale word left out.
            if let Some((_, scale)) = case["output"].as_str().and_then(|output| output.split_once(' ')) {
                for word in scale.split(' ') {
                    let power = match word {
                        "nghìn" => 3,
                        "vạn" => 4,
                        "triệu" => 6,
                        "tỷ" | "tỉ" => 9,
                        _ => 0,
                    };
                    wanted = Decimal::power_of_ten(power)
                        .and_then(|scale| wanted.checked_mul(scale))
                        .unwrap_or(wanted);
                }
            }
            found
                .first()
                .is_some_and(|numeral| numeral.low == Some(wanted) && numeral.high == Some(wanted))
                && found.len() == 1
        }
        "ordinal" => {
            let wanted = decimal(&value["num"]).or_else(|| decimal(&value["written"]));
            text == "đầu tiên"
                || found
                    .first()
                    .is_some_and(|numeral| numeral.kind == NumeralKind::Ordinal && numeral.low == wanted)
        }
        "fraction" => {
            let Some((part, whole)) = value["written"]
                .as_str()
                .or(case["output"].as_str())
                .and_then(|text| text.split_once('/'))
            else {
                return false;
            };
            let wanted = part.parse().ok().zip(whole.parse().ok());
            found.first().is_some_and(|numeral| numeral.parts == wanted) && found.len() == 1
        }
        "quantity" | "money" => {
            let [quantity] = measured else { return false };
            money(case, value, quantity)
        }
        _ => true,
    }
}

/// Codes of the suites' unit names.
fn unit_code(name: &str) -> (&str, &str) {
    match name {
        "Dollar" | "$" => ("USD", ""),
        "Cent" => ("USD", ""),
        "Pound" => ("GBP", ""),
        "€" => ("EUR", ""),
        "₩" => ("KRW", ""),
        "RM" => ("MYR", ""),
        "km²" => ("km2", ""),
        "m²" => ("m2", ""),
        "cm³" => ("cm3", ""),
        "m³" => ("m3", ""),
        "ml" => ("mL", ""),
        "μm" => ("um", ""),
        "inch" => ("[in_i]", ""),
        "v" => ("V", ""),
        "phút" => ("min", ""),
        "°c" => ("Cel", ""),
        "°f" => ("[degF]", ""),
        "km/h" => ("km", "PT1H"),
        "cm/s" => ("cm", "PT1S"),
        "mbps" => ("Mbit", "PT1S"),
        "kbps" => ("kbit", "PT1S"),
        "tb" => ("TBy", ""),
        "gb" => ("GBy", ""),
        other => (other, ""),
    }
}

fn money(case: &Value, value: &Value, quantity: &Quantity<'_>) -> bool {
    let (mut low, mut high, name) = match case["output"].as_str() {
        Some(output) => {
            let split = output
                .find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-'))
                .unwrap_or(output.len());
            let (number, unit) = output.split_at(split);
            (number.parse().ok(), number.parse().ok(), unit.trim().to_owned())
        }
        None => {
            let name = value["unit"].as_str().unwrap_or("").to_owned();
            match decimal(&value["num"]) {
                Some(number) => (Some(number), Some(number), name),
                None => (decimal(&value["from"]), decimal(&value["to"]), name),
            }
        }
    };
    if name == "Cent" {
        let hundredth = Decimal::new(1, 2);
        (low, high) = (
            low.zip(hundredth).and_then(|(a, b)| a.checked_mul(b)),
            high.zip(hundredth).and_then(|(a, b)| a.checked_mul(b)),
        );
    }
    let (code, per) = unit_code(&name);
    let same_unit = quantity.unit == code && quantity.per.as_deref().unwrap_or("") == per;
    same_unit
        && match value["op"].as_str() {
            Some("<") => quantity.low.is_none() && quantity.high == high,
            // "hơn", "trên": just over the value, by the annotation rules.
            Some(_) => quantity.low == low,
            None => (quantity.low, quantity.high) == (low, high),
        }
}

/// Character offsets to byte offsets.
fn byte_at(text: &str, position: u64) -> u32 {
    text.char_indices().nth(position as usize).map_or(text.len(), |(at, _)| at) as u32
}

fn own_dates(scan: &mut Scan<'_>, annotation: &Value) {
    for date in annotation["dates"].as_array().into_iter().flatten() {
        let (start, end) = (
            byte_at(scan.text, date["start"].as_u64().unwrap_or(0)),
            byte_at(scan.text, date["end"].as_u64().unwrap_or(0)),
        );
        let first = scan.tokens.partition_point(|token| token.end <= start);
        let last = scan.tokens.partition_point(|token| token.start < end);
        scan.own(first..last, Owner::Date);
    }
}

fn gold(gold_dir: &str, text_dir: &str) -> Result<(), Fail> {
    let lexicon = lexicon::builtin();
    let mut tokenizer = Tokenizer::new(&lexicon.syllables);
    let mut files: Vec<_> = std::fs::read_dir(gold_dir)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    let (mut right, mut wanted, mut given, mut exact, mut approximate) = (0, 0, 0, 0, 0);
    for file in files {
        let annotation: Value = serde_json::from_str(&std::fs::read_to_string(&file)?)?;
        let text = std::fs::read_to_string(Path::new(text_dir).join(annotation["file"].as_str().unwrap_or("")))?;
        let mut scan = scan(&text, &mut tokenizer);
        own_dates(&mut scan, &annotation);
        let (found, others) = quantities(&mut scan);
        let mut used = vec![false; found.len()];
        let golden = annotation["quantities"].as_array().cloned().unwrap_or_default();
        wanted += golden.len();
        for want in &golden {
            let (start, end) = (
                byte_at(&text, want["start"].as_u64().unwrap_or(0)),
                byte_at(&text, want["end"].as_u64().unwrap_or(0)),
            );
            let number = |value: &Value| value.as_f64();
            let hit = found.iter().position(|q| {
                let same = |a: Option<Decimal>, b: Option<f64>| a.map(|a| a.to_string().parse::<f64>().ok()) == b.map(Some);
                q.span.start == start
                    && q.span.end == end
                    && same(q.low, number(&want["low"]))
                    && same(q.high, number(&want["high"]))
                    && Some(q.unit) == want["unit"].as_str()
            });
            match hit {
                Some(index) => {
                    used[index] = true;
                    right += 1;
                    let q = &found[index];
                    let phrase = scan.slice(scan.span(q.phrase.clone()));
                    if Some(phrase) == want["phrase"]["surface"].as_str() {
                        exact += 1;
                    } else {
                        println!("phrase {phrase:?} wants {}", want["phrase"]["surface"]);
                    }
                    let counted = q.counted.clone().map(|range| scan.slice(scan.span(range)));
                    if counted != want["counted"].as_str() {
                        println!("counted {counted:?} wants {}", want["counted"]);
                    }
                    if q.approximate.map(|how| how.as_str()) == want["approximate"].as_str() && q.per.as_deref() == want["per"].as_str() {
                        approximate += 1;
                    } else {
                        println!("approximate or rate of {}", want["surface"]);
                    }
                }
                None => println!(
                    "MISS {} {} {}..{} {}",
                    file.display(),
                    want["surface"],
                    want["low"],
                    want["high"],
                    want["unit"]
                ),
            }
        }
        // What stands in removed parts of the page is not for this recogniser to know.
        for (q, used) in found.iter().zip(&used) {
            if !used {
                given += 1;
                println!(
                    "MORE {} {:?} {}..{} {}",
                    file.display(),
                    scan.slice(scan.span(q.phrase.clone())),
                    print(q.low),
                    print(q.high),
                    q.unit
                );
            }
        }
        for want in annotation["other_numbers"].as_array().into_iter().flatten() {
            let start = byte_at(&text, want["start"].as_u64().unwrap_or(0));
            let end = byte_at(&text, want["end"].as_u64().unwrap_or(0));
            if !others
                .iter()
                .any(|o| o.span.start == start && o.span.end == end && Some(o.reason) == want["reason"].as_str())
            {
                println!("OTHER {} {} {}", file.display(), want["surface"], want["reason"]);
            }
        }
        for other in &others {
            println!("  other {:?} {} {}", scan.slice(other.span), other.reason, other.rule);
        }
    }
    println!("quantities: {right} of {wanted} right, {given} more; phrases exact {exact}; approximate and rate {approximate}");
    Ok(())
}

fn read(file: &str) -> Result<(), Fail> {
    let lexicon = lexicon::builtin();
    let mut tokenizer = Tokenizer::new(&lexicon.syllables);
    let text = std::fs::read_to_string(file)?;
    let mut scan = scan(&text, &mut tokenizer);
    let (found, others) = quantities(&mut scan);
    println!("=== {file}");
    let mut rows: Vec<(u32, String)> = Vec::new();
    let around = |from: u32, to: u32| {
        let mut start = (from as usize).saturating_sub(30);
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let mut end = (to as usize + 40).min(text.len());
        while !text.is_char_boundary(end) {
            end += 1;
        }
        format!(
            "{}[{}]{}",
            &text[start..from as usize],
            &text[from as usize..to as usize],
            &text[to as usize..end]
        )
        .replace('\n', "⏎")
    };
    for q in &found {
        let counted = q.counted.clone().map(|range| scan.slice(scan.span(range)));
        rows.push((
            q.span.start,
            format!(
                "Q {}..{} {} {}{} | {:?} | {}",
                print(q.low),
                print(q.high),
                q.unit,
                q.per.as_deref().map(|per| format!("per {per} ")).unwrap_or_default(),
                q.approximate.map_or("", |how| how.as_str()),
                counted.unwrap_or(""),
                around(q.span.start, q.span.end)
            ),
        ));
    }
    for o in &others {
        rows.push((
            o.span.start,
            format!("o {} {} | {}", o.reason, o.rule, around(o.span.start, o.span.end)),
        ));
    }
    rows.sort();
    for (_, row) in rows {
        println!("{row}");
    }
    Ok(())
}

fn law(file: &str) -> Result<(), Fail> {
    let lexicon = lexicon::builtin();
    let mut tokenizer = Tokenizer::new(&lexicon.syllables);
    let text = std::fs::read_to_string(file)?;
    let mut scan = scan(&text, &mut tokenizer);
    let (found, others) = quantities(&mut scan);
    let mut lost = 0;
    for (at, token) in scan.tokens.iter().enumerate() {
        if token.kind == Kind::Digits && scan.owners[at] == Owner::Free {
            lost += 1;
            if lost <= 40 {
                let context: Vec<&str> = (at.saturating_sub(6)..at + 6).map(|i| scan.word(i)).collect();
                println!("LOST {}", context.join(" "));
            }
        }
    }
    println!(
        "{file}: {} quantities, {} others, {lost} digit tokens lost",
        found.len(),
        others.len()
    );
    Ok(())
}

fn speed(file: &str) -> Result<(), Fail> {
    let lexicon = lexicon::builtin();
    let mut tokenizer = Tokenizer::new(&lexicon.syllables);
    let text = std::fs::read_to_string(file)?;
    let texts: Vec<&str> = text.split("\n\n").collect();
    let megabytes = text.len() as f64 / 1e6;
    for round in 0..4 {
        let start = Instant::now();
        let mut tokens = 0;
        for text in &texts {
            tokens += scan(text, &mut tokenizer).tokens.len();
        }
        let bare = start.elapsed().as_secs_f64();
        let start = Instant::now();
        let mut count = 0;
        for text in &texts {
            let mut scan = scan(text, &mut tokenizer);
            let (found, others) = quantities(&mut scan);
            count += found.len() + others.len();
        }
        let with = start.elapsed().as_secs_f64();
        println!(
            "round {round}: scan {:.0} MB/s, with quantities {:.0} MB/s, quantities alone {:.0} MB/s ({:.2} of the scan); {tokens} tokens, {count} found",
            megabytes / bare,
            megabytes / with,
            megabytes / (with - bare),
            (with - bare) / bare,
        );
    }
    Ok(())
}
