//! The house: a room imports only rooms that stand before it in the flow of data.

use std::fs;
use std::path::{Path, PathBuf};

/// Each room and what it may import besides itself, in the order data flows.
const ROOMS: [(&str, &[&str]); 11] = [
    ("text", &[]),
    ("source", &["text"]),
    ("decode", &["text", "source"]),
    ("page", &["text", "source", "decode"]),
    ("lexicon", &["text", "source", "decode", "page"]),
    ("extract", &["text", "source", "decode", "page", "lexicon"]),
    ("kb", &["text", "source", "decode", "page", "lexicon", "extract"]),
    ("sink", &["text", "source", "decode", "page", "lexicon", "extract", "kb"]),
    ("run", &["text", "source", "decode", "page", "lexicon", "extract", "kb", "sink"]),
    // Beside `sink` and `run`: it reads a knowledge base and makes none.
    ("eval", &["text", "source", "decode", "page", "lexicon", "extract", "kb"]),
    (
        "cli",
        &[
            "text", "source", "decode", "page", "lexicon", "extract", "kb", "sink", "run", "eval",
        ],
    ),
];

#[test]
fn a_room_imports_only_rooms_before_it() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    let mut seen = 0;
    for path in files(&src) {
        let relative = path.strip_prefix(&src).expect("below src");
        let Some(room) = room_of(relative) else { continue };
        let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| *name == room) else {
            wrong.push(format!("src/{}: room `{room}` is not in the table", relative.display()));
            continue;
        };
        seen += 1;
        let text = fs::read_to_string(&path).expect("source files are UTF-8");
        for (line, name) in imports(&text, depth(relative)) {
            let known = ROOMS.iter().any(|(room, _)| *room == name);
            if known && name != room && !allowed.contains(&name.as_str()) {
                wrong.push(format!("src/{}:{line}: `{room}` imports `{name}`", relative.display()));
            }
        }
    }
    assert!(seen > ROOMS.len(), "the test reads the rooms' files");
    assert!(wrong.is_empty(), "rooms import only rooms before them:\n{}", wrong.join("\n"));
}

#[test]
fn every_room_of_the_table_exists() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (room, _) in ROOMS {
        assert!(src.join(room).is_dir(), "src/{room}");
    }
}

#[test]
fn imports_are_found_in_every_spelling() {
    let text = "use crate::kb::Claim;\n// crate::page\nuse crate::{\n    eval, kb::{self, Date},\n    run as go,\n};\nfn f() { crate::sink::g(); super::super::cli::h(); super::x() }\n";
    let found: Vec<(usize, String)> = imports(text, 2);
    let found: Vec<(usize, &str)> = found.iter().map(|(line, name)| (*line, name.as_str())).collect();
    assert_eq!(found, [(1, "kb"), (3, "eval"), (3, "kb"), (3, "run"), (7, "sink"), (7, "cli")]);
}

/// All Rust files below a directory, in a fixed order.
fn files(dir: &Path) -> Vec<PathBuf> {
    let mut out: Vec<PathBuf> = walkdir::WalkDir::new(dir)
        .sort_by_file_name()
        .into_iter()
        .map(|entry| entry.expect("src can be read").into_path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect();
    out.sort();
    out
}

/// The room of a file below `src`; `None` for `lib.rs` and `main.rs`.
fn room_of(relative: &Path) -> Option<String> {
    let first = relative.components().next()?.as_os_str().to_str()?;
    let name = first.strip_suffix(".rs").unwrap_or(first);
    (!matches!(name, "lib" | "main")).then(|| name.to_owned())
}

/// How many modules deep a file is: 1 for the room itself.
fn depth(relative: &Path) -> usize {
    relative.components().count() - usize::from(relative.ends_with("mod.rs"))
}

/// The top-level modules that a file names, with line numbers; comments do not count.
fn imports(text: &str, depth: usize) -> Vec<(usize, String)> {
    let code: String = text
        .lines()
        .map(|line| {
            if line.trim_start().starts_with("//") {
                "\n".to_owned()
            } else {
                format!("{line}\n")
            }
        })
        .collect();
    let up = "super::".repeat(depth);
    let mut starts: Vec<(usize, usize)> = Vec::new();
    for prefix in ["crate::", up.as_str()] {
        for (at, _) in code.match_indices(prefix) {
            let before = code[..at].chars().next_back();
            if !before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_') {
                starts.push((at, at + prefix.len()));
            }
        }
    }
    starts.sort_unstable();
    let mut out = Vec::new();
    for (at, end) in starts {
        let line = code[..at].matches('\n').count() + 1;
        out.extend(heads(&code[end..]).into_iter().map(|name| (line, name)));
    }
    out
}

/// The first name of a path, or of each path in a group in braces.
fn heads(path: &str) -> Vec<String> {
    let name = |path: &str| -> String {
        let path = path.trim_start();
        path.chars()
            .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
            .collect()
    };
    let Some(group) = path.strip_prefix('{') else {
        return vec![name(path)];
    };
    let mut out = Vec::new();
    let (mut level, mut from) = (0, 0);
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => level += 1,
            ',' if level == 0 => {
                out.push(name(&group[from..at]));
                from = at + 1;
            }
            '}' if level == 0 => {
                out.push(name(&group[from..at]));
                break;
            }
            '}' => level -= 1,
            _ => {}
        }
    }
    out.retain(|name| !name.is_empty());
    out
}
