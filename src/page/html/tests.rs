//! Pages in, expected outcomes as data; and the law that every stretch of text is where its path says.

use std::path::Path;

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::read;
use crate::page::{Origin, Page, Place};
use crate::source::Declared;
use crate::text::Span;

fn fixtures() -> Vec<(String, String, serde_json::Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/html");
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("fixtures/html") {
        let path = entry.expect("entry").path();
        if path.extension().is_some_and(|ext| ext == "html") {
            let html = std::fs::read_to_string(&path).expect("page");
            let json = std::fs::read_to_string(path.with_extension("json")).expect("expectation beside the page");
            let name = path.file_stem().expect("name").to_string_lossy().into_owned();
            found.push((name, html, serde_json::from_str(&json).expect("valid expectation")));
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

fn blocks(page: &Page) -> Vec<(String, String)> {
    page.blocks
        .iter()
        .map(|block| (format!("{:?}", block.role), page.text[block.span.range()].to_owned()))
        .collect()
}

fn pairs(value: &serde_json::Value) -> Vec<(String, String)> {
    let text = |v: &serde_json::Value| v.as_str().expect("text").to_owned();
    value
        .as_array()
        .map(|rows| rows.iter().map(|row| (text(&row[0]), text(&row[1]))).collect())
        .unwrap_or_default()
}

#[test]
fn pages_come_out_as_expected() {
    for (name, html, expected) in fixtures() {
        let page = read(&html, &Declared::default());
        let meta = &page.metadata;
        assert_eq!(page.article, expected["article"].as_bool().unwrap(), "{name}: article");
        for (key, got) in [
            ("title", &meta.title),
            ("lead", &meta.lead),
            ("publisher", &meta.publisher),
            ("section", &meta.section),
        ] {
            if let Some(want) = expected[key].as_str() {
                assert_eq!(got.as_deref(), Some(want), "{name}: {key}");
            }
        }
        if expected["published"].is_array() {
            let got = meta.published.as_ref().map(|d| (d.edtf.as_str(), d.basis));
            let want = (
                expected["published"][0].as_str().unwrap(),
                expected["published"][1].as_str().unwrap(),
            );
            assert_eq!(got, Some(want), "{name}: published");
        }
        if let Some(want) = expected["modified"].as_str() {
            assert_eq!(meta.modified.as_ref().map(|d| d.edtf.as_str()), Some(want), "{name}: modified");
        }
        for (key, got) in [("authors", &meta.authors), ("tags", &meta.tags)] {
            if let Some(want) = expected[key].as_array() {
                assert_eq!(
                    got.iter().collect::<Vec<_>>(),
                    want.iter().map(|w| w.as_str().unwrap()).collect::<Vec<_>>(),
                    "{name}: {key}"
                );
            }
        }
        if expected["blocks"].is_array() {
            assert_eq!(blocks(&page), pairs(&expected["blocks"]), "{name}: blocks");
        }
        for want in pairs(&expected["contains"]) {
            assert!(blocks(&page).contains(&want), "{name}: {want:?} in {:?}", blocks(&page));
        }
        for (kind, piece) in pairs(&expected["removed"]) {
            assert!(
                page.removed.iter().any(|r| r.kind == kind && r.text.contains(&piece)),
                "{name}: {kind} {piece:?} in {:#?}",
                page.removed
            );
        }
        check_places(&name, &html, &page);
    }
}

/// The text of an element of the page as it was: without what is never shown.
fn element_text(document: &scraper::Html, path: &str) -> Option<String> {
    const UNSEEN: &[&str] = &[
        "script", "style", "noscript", "template", "iframe", "object", "svg", "canvas", "audio", "video", "noembed", "noframes",
    ];
    let selector = scraper::Selector::parse(path).ok()?;
    let element = document.select(&selector).next()?;
    let mut text = String::new();
    for node in element.descendants() {
        let unseen = node
            .ancestors()
            .any(|up| up.value().as_element().is_some_and(|e| UNSEEN.contains(&e.name())));
        if let (Some(part), false) = (node.value().as_text(), unseen) {
            text.push_str(part);
        }
    }
    Some(text)
}

/// As shown: composed, blanks collapsed, invisible characters gone.
fn shown(text: &str) -> String {
    let text: String = text
        .chars()
        .filter(|c| !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}'))
        .collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect()
}

fn check_places(name: &str, html: &str, page: &Page) {
    let document = scraper::Html::parse_document(html);
    let Origin::Html { paths, runs } = &page.origin else {
        panic!("{name}: an HTML page has an HTML origin")
    };
    let slice = |path: &str, start: u64, end: u64| -> String {
        let text = element_text(&document, path).unwrap_or_else(|| panic!("{name}: nothing at {path}"));
        text.chars().skip(start as usize).take((end - start) as usize).collect()
    };
    let mut last = 0;
    for run in runs {
        assert!(run.span.start >= last, "{name}: runs in order");
        last = run.span.end;
        let path = &paths[run.path as usize];
        let text = &page.text[run.span.range()];
        let whole = run.map.source(Span::new(0, run.span.len()));
        assert_eq!(
            shown(&slice(path, whole.start.into(), whole.end.into())),
            shown(text),
            "{name}: {path}"
        );
        // Every word by itself, too.
        let mut at = 0;
        for word in text.split(' ') {
            let source = run.map.source(Span::new(at, at + word.len()));
            assert_eq!(shown(&slice(path, source.start.into(), source.end.into())), word, "{name}: {path}");
            at += word.len() + 1;
        }
    }
    for removed in &page.removed {
        let Place::Element { path, start, end } = &removed.place else {
            panic!("{name}: place of a removed block")
        };
        let got = shown(&slice(path, *start, *end));
        let first = removed.text.lines().next().unwrap_or_default();
        assert!(got.starts_with(&shown(first)), "{name}: {path} {start}..{end} {got:?} {first:?}");
    }
}

#[test]
fn hostile_pages_are_read() {
    let deep = format!("{}chữ{}", "<div>".repeat(1_000_000), "</div>".repeat(1_000_000));
    let page = read(&deep, &Declared::default());
    assert!(page.removed.iter().any(|r| r.kind == "nesting"));
    for page in [
        "<b><i><u><s>".repeat(5_000) + &"<p>x".repeat(5_000),
        "<a href=\"".repeat(20_000),
        "<table><tr><td>".repeat(20_000),
        "<!--".repeat(20_000),
        "<svg>".repeat(20_000) + "<p>x",
        "<template>".repeat(20_000),
        "&#x0;&#xd800;&#1114112;".repeat(1_000),
        String::new(),
        "<".into(),
        "</".into(),
        "<!".into(),
        "<?".into(),
        "<p".into(),
        "<p a".into(),
        "<p a=".into(),
        "<p a='".into(),
        "\u{feff}".into(),
    ] {
        read(&page, &Declared::default());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, max_shrink_iters: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the markup, nothing panics and every stretch of text is where its path says.
    #[test]
    fn places_are_true(parts in proptest::collection::vec(part(), 0..60)) {
        let html = parts.concat();
        let page = read(&html, &Declared::default());
        check_places("generated", &html, &page);
    }
}

fn part() -> impl Strategy<Value = String> {
    let words = "(cụm công nghiệp|Ke&#x301; hoạch|e\u{301}|12 ha|&nbsp;| |\n|&amp;|\u{200b}|một câu đủ dài để được coi là văn xuôi của bài báo này, có dấu phẩy\\.)";
    prop_oneof![
        6 => words.prop_map(String::from),
        6 => "</?(p|div|b|i|a|ul|li|td|tr|table|h1|h2|span|article|br|figure|form|button|select|option)( class=(\"ad\"|nav|'x y'))?( href=x)?/?>".prop_map(String::from),
        1 => "(<script>var a = '<p>x</p>';</script>|<style>p</style>|<!-- <p>x</p> -->|<svg><text>s</text></svg>|<noscript><p>n</p></noscript>|<title>t</title>|<textarea><p>x</textarea>|<template><p>y</template>|<iframe><p>z</iframe>|<!x>|<?x>|</1>)".prop_map(String::from),
        1 => "[<>&;\"'/=!a-c -]{0,6}".prop_map(String::from),
    ]
}
