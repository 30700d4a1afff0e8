//! Reads HTML files and prints one JSON line each: path, article, title, lead, published, text.
//!
//! `cargo run --profile quick --example html_dev -- [--blocks] [--time] FILE…`

#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::io::Write;

use trich::page::{Origin, Page, article_text, html};
use trich::source::Declared;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let blocks = args.iter().any(|a| a == "--blocks");
    let verify = args.iter().any(|a| a == "--verify");
    let time = args.iter().any(|a| a == "--time");
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut pages = Vec::new();
    for path in args.iter().filter(|a| !a.starts_with("--")) {
        let Ok(bytes) = std::fs::read(path) else {
            continue;
        };
        pages.push((path.clone(), String::from_utf8_lossy(&bytes).into_owned()));
    }
    if time {
        let start = std::time::Instant::now();
        let mut kept = 0;
        for (_, html_text) in &pages {
            kept += html::read(html_text, &Declared::default()).text.len();
        }
        let seconds = start.elapsed().as_secs_f64();
        eprintln!(
            "{} pages, {kept} bytes kept, {seconds:.3} s, {:.0} pages/s",
            pages.len(),
            pages.len() as f64 / seconds
        );
        return;
    }
    for (path, text) in &pages {
        let page = html::read(text, &Declared::default());
        if verify {
            let (runs, wrong) = check(text, &page);
            eprintln!("{path}: {runs} runs");
            if !wrong.is_empty() || page.removed.len() > 100_000 {
                eprintln!("{path}: {} of {runs} runs wrong; first: {:?}", wrong.len(), wrong.first());
            }
            continue;
        }
        let written = if blocks {
            show(&mut out, path, &page)
        } else {
            line(&mut out, path, &page)
        };
        if written.is_err() {
            return;
        }
    }
}

fn line(out: &mut impl Write, path: &str, page: &Page) -> std::io::Result<()> {
    let meta = &page.metadata;
    let value = serde_json::json!({
        "path": path, "article": page.article, "title": meta.title, "lead": meta.lead,
        "published": meta.published.as_ref().map(|d| serde_json::json!({"edtf": d.edtf, "basis": d.basis})),
        "text": article_text(page),
    });
    writeln!(out, "{value}")
}

fn show(out: &mut impl Write, path: &str, page: &Page) -> std::io::Result<()> {
    writeln!(out, "== {path} article={} {:#?}", page.article, page.metadata)?;
    for block in &page.blocks {
        writeln!(out, "{:?}\t{}", block.role, &page.text[block.span.range()])?;
    }
    for removed in &page.removed {
        writeln!(out, "-- {}\t{:?}", removed.kind, removed.text.replace('\n', " / "))?;
    }
    Ok(())
}

/// Runs of the page whose element path and code points do not give their text back from the page as it was, unstripped.
fn check(html: &str, page: &Page) -> (usize, Vec<String>) {
    let document = scraper::Html::parse_document(html);
    let Origin::Html { paths, runs } = &page.origin else {
        return (0, Vec::new());
    };
    let mut wrong = Vec::new();
    for run in runs {
        let path = &paths[run.path as usize];
        let shown = &page.text[run.span.range()];
        let source = run.map.source(trich::text::Span::new(0, run.span.len()));
        let got = scraper::Selector::parse(path)
            .ok()
            .and_then(|selector| document.select(&selector).next())
            .map(|element| {
                let mut text = String::new();
                for node in element.descendants() {
                    let hidden = |name: &str| {
                        matches!(
                            name,
                            "script"
                                | "style"
                                | "noscript"
                                | "template"
                                | "iframe"
                                | "svg"
                                | "object"
                                | "canvas"
                                | "audio"
                                | "video"
                                | "noembed"
                                | "noframes"
                        )
                    };
                    if let Some(part) = node.value().as_text()
                        && !node.ancestors().any(|up| up.value().as_element().is_some_and(|e| hidden(e.name())))
                    {
                        text.push_str(part);
                    }
                }
                text.chars().skip(source.start as usize).take(source.len()).collect::<String>()
            });
        let same = got.as_deref().is_some_and(|got| flat(got) == flat(shown));
        if !same {
            wrong.push(format!("{path} {source}: {shown:?} got {got:?}"));
        }
    }
    (runs.len(), wrong)
}

fn flat(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let shown: String = text
        .chars()
        .filter(|c| !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}'))
        .collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect()
}
