//! Looks at what the plain-text page reader does with files, JSON Lines and gold annotations.
//!
//! `plain_dev show FILE…` prints blocks and removals; `plain_dev gold GOLD_DIR TEXT_DIR` compares removed lines, title
//! and date; `plain_dev jsonl FILE` counts kinds and agreement with the fields; `plain_dev speed FILE` measures MB/s.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::time::Instant;

use serde_json::Value;
use trich::page::{Page, Place, debris, plain};
use trich::source::Declared;
use trich::text::MappedText;
use unicode_normalization::UnicodeNormalization;

fn load(path: &str) -> String {
    let bytes = fs::read(path).unwrap();
    let text = match bytes.as_slice() {
        [0xFF, 0xFE, ..] => encoding_rs::UTF_16LE.decode(&bytes).0.into_owned(),
        _ => String::from_utf8_lossy(&bytes).into_owned(),
    };
    normal(&text)
}

fn normal(text: &str) -> String {
    let text: String = text
        .nfc()
        .filter(|c| !"\r\u{feff}\u{200b}\u{ad}\u{200e}\u{200f}".contains(*c))
        .collect();
    text.replace('\u{a0}', " ")
}

fn read(text: &str) -> Page {
    plain::read(MappedText::identity(text.to_owned()), &Declared::default())
}

fn short(text: &str) -> String {
    let text = text.replace('\n', "⏎");
    let count = text.chars().count();
    if count <= 150 {
        return text;
    }
    let head: String = text.chars().take(90).collect();
    let tail: String = text.chars().skip(count - 50).collect();
    format!("{head} … {tail}")
}

fn show(path: &str) {
    let page = read(&load(path));
    println!("=== {path} article={} {:?}", page.article, page.metadata);
    for block in &page.blocks {
        println!("  {:8} {}", format!("{:?}", block.role), short(&page.text[block.span.range()]));
    }
    for removed in &page.removed {
        println!("  - {:20} {}", removed.kind, short(&removed.text));
    }
}

fn gold(gold: &str, texts: &str) {
    let (mut tp, mut fp, mut missed) = (0, 0, 0);
    let mut names: Vec<_> = fs::read_dir(gold).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    for path in names {
        let gold: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(format!("{texts}/{stem}.txt")).unwrap();
        let page = read(&text);
        let lifted = ["byline", "dateline", "agency", "published"];
        let mut covered = vec![false; text.len() + 1];
        for removed in &page.removed {
            if let Place::Bytes { start, end } = removed.place
                && !lifted.contains(&removed.kind)
            {
                covered[start as usize..end as usize].fill(true);
            }
        }
        let mut at = 0;
        for (i, line) in text.split('\n').enumerate() {
            let visible: Vec<usize> = line
                .char_indices()
                .filter(|(_, c)| !c.is_whitespace())
                .map(|(j, _)| at + j)
                .collect();
            at += line.len() + 1;
            if visible.is_empty() {
                continue;
            }
            let want = gold["removed_lines"]
                .as_array()
                .unwrap()
                .iter()
                .any(|r| (r["first"].as_u64().unwrap()..=r["last"].as_u64().unwrap()).contains(&(i as u64 + 1)));
            let got = visible.iter().filter(|&&j| covered[j]).count() * 2 >= visible.len();
            match (want, got) {
                (true, true) => tp += 1,
                (true, false) => {
                    missed += 1;
                    println!("missed {stem} {}: {}", i + 1, short(line));
                }
                (false, true) => {
                    fp += 1;
                    println!("wrong {stem} {}: {}", i + 1, short(line));
                }
                _ => {}
            }
        }
        let title = page.metadata.title.as_deref() == gold["title"].as_str();
        let published = page.metadata.published.as_ref().map(|d| d.edtf.as_str()) == gold["published"].as_str();
        println!("{stem}: title {title} published {published}");
    }
    println!("removed lines: tp {tp} wrong {fp} missed {missed}");
}

fn jsonl(path: &str) {
    let mut kinds: BTreeMap<String, (usize, usize, Vec<String>)> = BTreeMap::new();
    let (mut documents, mut untouched, mut titles, mut title_right, mut title_none, mut no_article) = (0, 0, 0, 0, 0, 0);
    let (mut dated, mut date_right, mut leads, mut authors, mut bytes, mut gone, mut untitled_wrong) = (0, 0, 0, 0, 0, 0, 0);
    for line in fs::read_to_string(path).unwrap().lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let text = normal(row["text"].as_str().unwrap_or_default());
        let page = read(&text);
        documents += 1;
        bytes += text.len();
        gone += text.len() - page.text.len();
        untouched += usize::from(page.removed.is_empty());
        no_article += usize::from(!page.article);
        leads += usize::from(page.metadata.lead.is_some());
        authors += usize::from(!page.metadata.authors.is_empty());
        for removed in &page.removed {
            let entry = kinds.entry(removed.kind.to_owned()).or_default();
            entry.0 += 1;
            entry.1 += removed.text.len();
            entry.2.push(format!(
                "{} | {}",
                row["url"].as_str().unwrap_or_default().chars().take(60).collect::<String>(),
                short(&removed.text)
            ));
        }
        let title = row["title"].as_str().unwrap_or_default();
        let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        if !title.is_empty() && debris::same_words(first, title) {
            titles += 1;
            let found = page.metadata.title.as_deref().unwrap_or_default();
            title_right += usize::from(debris::same_words(found, title));
            title_none += usize::from(found.is_empty());
            if !debris::same_words(found, title) && std::env::args().nth(3).is_some() {
                println!("title? {title:?} found {found:?}");
            }
        } else if page.metadata.title.is_some() {
            untitled_wrong += 1;
            if std::env::args().nth(3).is_some() {
                println!("untitled: {:?}", page.metadata.title.as_deref().map(short));
            }
        }
        if let (Some(date), Some(found)) = (row["date"].as_str(), &page.metadata.published) {
            dated += 1;
            date_right += usize::from(date.starts_with(&found.edtf));
        }
        if !page.article && std::env::args().nth(3).is_some() {
            println!("no article: {}", short(&text));
        }
    }
    println!(
        "documents {documents}, nothing removed {untouched}, no article {no_article}, leads {leads}, authors {authors}, bytes {bytes}, removed {gone}"
    );
    println!("first line is the title: {titles}, right {title_right}, none {title_none}; else a title was seen: {untitled_wrong}");
    println!("dates seen {dated}, right {date_right}");
    for (kind, (count, bytes, samples)) in &kinds {
        println!("{kind}: {count} times, {bytes} bytes");
        let step = (samples.len() / 25).max(1);
        for sample in samples.iter().step_by(step).take(25) {
            println!("    {sample}");
        }
    }
}

fn speed(path: &str) {
    let texts: Vec<String> = if path.ends_with(".jsonl") {
        fs::read_to_string(path)
            .unwrap()
            .lines()
            .map(|line| normal(serde_json::from_str::<Value>(line).unwrap()["text"].as_str().unwrap_or_default()))
            .collect()
    } else {
        vec![load(path)]
    };
    let bytes: usize = texts.iter().map(String::len).sum();
    let declared = Declared::default();
    for _ in 0..5 {
        let rounds = (64_000_000 / bytes.max(1)).max(1);
        let mut inputs: Vec<MappedText> = Vec::new();
        let mut spent = 0.0;
        for _ in 0..rounds {
            inputs.extend(texts.iter().map(|text| MappedText::identity(text.clone())));
            let start = Instant::now();
            for input in inputs.drain(..) {
                std::hint::black_box(plain::read(input, &declared));
            }
            spent += start.elapsed().as_secs_f64();
        }
        println!("{:.0} MB/s", (bytes * rounds) as f64 / spent / 1e6);
    }
}

/// Lists of teasers put behind and between the paragraphs of each file: what is kept must stay the same.
fn graft(files: &[&str]) {
    let mut headed = String::from("Đọc nhiều\n");
    let mut bare = String::new();
    for n in 1..8 {
        headed.push_str(&format!("-\nTỉnh bên cạnh mở thêm {n} khu công nghiệp trong năm nay\n"));
        bare.push_str(&format!("-\nTỉnh bên cạnh sẽ mở thêm {n} khu công nghiệp trong năm nay\nMới đây, tỉnh bên cạnh đã cho phép mở thêm {n} khu công nghiệp với tổng vốn {n}00 tỷ đồng.\n"));
    }
    let (mut count, mut behind, mut between, mut skipped) = (0, 0, 0, 0);
    let lines = |page: &Page| {
        page.text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(|line| line.trim_end().to_owned())
            .collect::<Vec<_>>()
    };
    for file in files {
        let text = load(file);
        let before = lines(&read(&text));
        for teasers in [&headed, &bare] {
            count += 1;
            let at_end = read(&format!("{}\n{teasers}", text.trim_end()));
            behind += usize::from(lines(&at_end) == before);
            if lines(&at_end) != before {
                println!(
                    "behind {file}: {:?}",
                    lines(&at_end).iter().find(|line| !before.contains(line)).map(|line| short(line))
                );
            }
            let middle = text.match_indices(".\n").map(|(at, _)| at + 2).find(|&at| at > text.len() / 2);
            let Some(middle) = middle else {
                skipped += 1;
                continue;
            };
            let inside = read(&format!("{}{teasers}{}", &text[..middle], &text[middle..]));
            between += usize::from(lines(&inside) == before);
            if lines(&inside) != before {
                println!(
                    "between {file}: {:?}",
                    lines(&inside).iter().find(|line| !before.contains(line)).map(|line| short(line))
                );
            }
        }
    }
    println!("grafts {count}, behind unchanged {behind}, between unchanged {between}, no place between {skipped}");
}

/// Inputs that would cost a careless reader the square of their length.
fn hostile() {
    let pieces = [
        "\n",
        "x\n",
        "-\n",
        "-\nA b c d\n",
        "-\nA b c\n-\nC d e\n|a|b|\n",
        "Đọc nhiều\n",
        "Đọc nhiều\nTiêu đề nào đó\nVăn bản.\n",
        "Facebook\n\n",
        "[](a) ",
        "[",
        "](",
        "[](",
        "![](",
        "*a* ",
        "** a",
        "| ",
        "a |\n\n",
        "['",
        "['a', 'b', '\\n",
        "a_b ",
        "Nguồn: [Link nguồn]",
        "21/03/2016\n",
        "a,b,c,d\n",
        "Ảnh minh họa",
        ">>",
        "\t",
        "Bình luận (2)\n",
        "(",
        "1",
        "Theo ",
        ". A",
    ];
    for piece in pieces {
        let text = piece.repeat(4_000_000 / piece.len());
        let start = Instant::now();
        std::hint::black_box(read(&text));
        println!("{:6.2} s {piece:?}", start.elapsed().as_secs_f64());
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["show", files @ ..] => files.iter().for_each(|file| show(file)),
        ["gold", gold_dir, texts] => gold(gold_dir, texts),
        ["jsonl", file, ..] => jsonl(file),
        ["speed", file] => speed(file),
        ["graft", files @ ..] => graft(files),
        ["hostile"] => hostile(),
        _ => println!("show FILE… | gold GOLD TEXTS | jsonl FILE | speed FILE"),
    }
}
