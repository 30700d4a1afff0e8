//! Reads HTML files and prints one JSON line each: path, article, title, lead, published, text.
//!
//! `cargo run --profile quick --example html_dev -- [--blocks] [--time] FILE…`

#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::io::Write;

use trich::page::{Page, article_text, html};
use trich::source::Declared;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let blocks = args.iter().any(|a| a == "--blocks");
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
