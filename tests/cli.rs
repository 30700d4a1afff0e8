//! The built program, tried as a user would.

mod program;

use std::fs;
use std::io::{Read, Write};
use std::process::Stdio;

use program::{Dir, ENGLISH, FIRST, SECOND, failures, many, paths};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn files_directories_and_standard_input() {
    let dir = Dir::new();
    dir.write("a/one.txt", FIRST);
    dir.write("a/two.txt", SECOND);
    dir.write("b.txt.gz", gzip(SECOND.as_bytes()));
    let kb = dir.run(["extract", "a"]).exits(0).json();
    assert_eq!(paths(&kb), ["a/one.txt", "a/two.txt"]);
    assert!(!kb["quantities"].as_array().unwrap().is_empty());
    let kb = dir.run(["extract", "b.txt.gz"]).exits(0).json();
    assert_eq!(kb["documents"].as_array().unwrap().len(), 1);
    let kb = dir.feed(["extract", "-"], FIRST.as_bytes()).exits(0).json();
    assert_eq!(paths(&kb), ["-"]);
    let kb = dir.feed(["extract", "-"], &gzip(FIRST.as_bytes())).exits(0).json();
    assert_eq!(kb["documents"].as_array().unwrap().len(), 1);
}

#[test]
fn lists_patterns_and_fields() {
    let dir = Dir::new();
    dir.write("in/one.txt", FIRST);
    dir.write("in/two.md", SECOND);
    dir.write("in/old/three.txt", SECOND);
    dir.write("list", "in/two.md\nin/one.txt\n");
    dir.write("zero", b"in/two.md\0in/one.txt\0");
    let found = |args: &[&str]| paths(&dir.run(args.iter().copied()).exits(0).json());
    assert_eq!(found(&["extract", "--from-file", "list"]), ["in/one.txt", "in/two.md"]);
    assert_eq!(found(&["extract", "--from-file", "zero"]), ["in/one.txt", "in/two.md"]);
    let kb = dir.feed(["extract", "--from-file", "-"], b"in/one.txt\n").exits(0).json();
    assert_eq!(paths(&kb), ["in/one.txt"]);
    assert_eq!(found(&["extract", "in", "--glob", "*.md"]), ["in/two.md"]);
    // The third article has the content of the second.
    assert_eq!(found(&["extract", "in", "--exclude", "old"]), ["in/one.txt", "in/two.md"]);
    assert_eq!(found(&["extract", "in", "--glob", "old/**"]), ["in/old/three.txt"]);

    let line = serde_json::json!({"nội dung": FIRST, "text": "x", "tên": "Tin", "url": "https://tin.example/1"});
    dir.write("news.jsonl", format!("{line}\n"));
    let args = ["extract", "news.jsonl", "--field", "text=nội dung", "--field", "title=tên"];
    let kb = dir.run(args).exits(0).json();
    assert_eq!(kb["documents"][0]["title"], "Tin");
    assert_eq!(kb["documents"][0]["source"]["url"], "https://tin.example/1");
    assert!(!kb["targets"].as_array().unwrap().is_empty());
}

#[test]
fn guessed_fields_are_said_unless_quiet() {
    let dir = Dir::new();
    dir.write("news.jsonl", many(1));
    assert!(dir.run(["extract", "news.jsonl"]).exits(0).err().contains("--field text=body"));
    assert_eq!(dir.run(["extract", "-q", "news.jsonl"]).exits(0).err(), "");
}

#[test]
fn same_bytes_for_every_number_of_threads_and_way_of_merging() {
    let dir = Dir::new();
    dir.write("in/news.jsonl", many(300));
    dir.write("in/b/one.txt", FIRST);
    dir.write("in/a/same.txt", FIRST);
    dir.write("in/c/same-too.txt", FIRST);
    for seed in fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds")).unwrap() {
        let seed = seed.unwrap().path();
        if seed.is_file() {
            dir.write(
                format!("in/{}", seed.file_name().unwrap().to_str().unwrap()),
                fs::read(&seed).unwrap(),
            );
        }
    }
    // The same content at two places of a file, with other offsets in the raw input.
    let text = serde_json::to_string(SECOND).unwrap();
    dir.write(
        "in/twice.jsonl",
        format!("{{\"n\": 1, \"text\": {text}}}\n{{\"text\": {text}, \"n\": 22222}}\n"),
    );
    dir.write("in/empty.txt", "");
    let one = dir.run(["extract", "in", "-j1"]).exits(1);
    let four = dir.run(["extract", "in", "-j4"]).exits(1);
    assert!(one.out() == four.out(), "json differs between -j1 and -j4");
    let lines = dir.run(["extract", "in", "-j1", "--format", "jsonl"]).exits(1);
    assert!(lines.out() == dir.run(["extract", "in", "-j4", "--format", "jsonl"]).exits(1).out());

    let kb = one.json();
    let same = kb["documents"]
        .as_array()
        .unwrap()
        .iter()
        .find(|doc| doc["source"]["path"] == "in/a/same.txt")
        .unwrap();
    assert_eq!(same["source"]["also_at"], serde_json::json!(["in/b/one.txt", "in/c/same-too.txt"]));
    assert_eq!(kb["documents"].as_array().unwrap().len(), 300 + 5 + 2);

    // The lines in one file, backwards, and in parts that overlap.
    let text = String::from_utf8(lines.out().to_vec()).unwrap();
    let mut all: Vec<&str> = text.lines().collect();
    dir.write("all.jsonl", &text);
    let third = all.len() / 3;
    dir.write("first.jsonl", all[..2 * third].join("\n"));
    dir.write("last.jsonl", all[third..].join("\n"));
    all.reverse();
    dir.write("backwards.jsonl", all.join("\n"));
    dir.write("part.json", dir.run(["merge", "last.jsonl"]).exits(0).out());
    for parts in [
        &["all.jsonl"][..],
        &["backwards.jsonl"],
        &["last.jsonl", "first.jsonl"],
        &["part.json", "first.jsonl", "all.jsonl"],
    ] {
        let merged = dir.run(["merge"].iter().chain(parts)).exits(0);
        assert!(merged.out() == one.out(), "merging {parts:?} differs from extracting");
    }
    let merged = dir.feed(["merge", "-"], text.as_bytes()).exits(0);
    assert!(merged.out() == one.out());

    let pretty = dir.run(["extract", "in", "--pretty"]).exits(1);
    assert_eq!(pretty.json(), kb);
    assert!(pretty.out().starts_with(b"{\n  \"schema_version\""));
    assert!(dir.run(["merge", "all.jsonl", "--pretty"]).exits(0).out() == pretty.out());
}

#[test]
fn a_dash_is_standard_output() {
    let dir = Dir::new();
    dir.write("a.txt", FIRST);
    let plain = dir.run(["extract", "a.txt"]).exits(0);
    assert!(dir.run(["extract", "a.txt", "-o", "-"]).exits(0).out() == plain.out());
    let resumed = dir.run(["extract", "a.txt", "--format", "jsonl", "-o", "-", "--resume"]).exits(2);
    assert!(resumed.err().contains("--resume"), "{}", resumed.err());
    assert_eq!(dir.names(), ["a.txt"]);
}

#[test]
fn an_output_is_not_overwritten_unasked() {
    let dir = Dir::new();
    dir.write("a.txt", FIRST);
    dir.run(["extract", "a.txt", "-o", "kb.json"]).exits(0);
    let first = dir.read("kb.json");
    let refused = dir.run(["extract", "a.txt", "-o", "kb.json", "--pretty"]).exits(3);
    assert!(refused.err().contains("kb.json: exists already; use --force"), "{}", refused.err());
    assert!(dir.run(["merge", "kb.json", "-o", "kb.json"]).exits(3).err().contains("--force"));
    assert_eq!(dir.read("kb.json"), first);
    dir.run(["extract", "a.txt", "-o", "kb.json", "--pretty", "--force"]).exits(0);
    assert_ne!(dir.read("kb.json"), first);
    assert_eq!(dir.names(), ["a.txt", "kb.json"]);
}

#[test]
fn wrong_usage_is_2_and_says_what() {
    let dir = Dir::new();
    dir.write("a.txt", FIRST);
    dir.write("own/units.tsv", "x\n");
    let cases: &[(&[&str], &str)] = &[
        (&["extract"], "nothing to read"),
        (&["extrct", "a.txt"], "extract"),
        (&["extract", "a.txt", "--nosuch"], "--nosuch"),
        (&["extract", "a.txt", "--glob", "["], "pattern `[`"),
        (&["extract", "a.txt", "--field", "texte=x"], "--field"),
        (&["extract", "a.txt", "--encoding", "klingon"], "klingon"),
        (&["extract", "a.txt", "--max-record-size", "1X"], "1X"),
        (&["extract", "a.txt", "-j", "0"], "-j 0"),
        (&["extract", "a.txt", "--resume"], "--output"),
        (&["extract", "a.txt", "--resume", "-o", "x"], "--format jsonl"),
        (&["extract", "a.txt", "--pretty", "--format", "jsonl"], "--pretty"),
        (&["extract", "a.txt", "--lexicon", "nowhere"], "nowhere"),
        (&["extract", "a.txt", "--lexicon", "own"], "--lexicon own: units.tsv, line 1"),
        (&["merge"], "KB"),
        (&["merge", "x", "--format", "jsonl"], "--format"),
    ];
    for (args, said) in cases {
        let ran = dir.run(args.iter().copied()).exits(2);
        assert!(ran.err().contains(said), "{args:?}: {}", ran.err());
        assert!(ran.out().is_empty(), "{args:?}");
    }
    assert_eq!(dir.names(), ["a.txt", "own"]);
}

#[test]
fn what_cannot_run_is_3_and_leaves_nothing() {
    let dir = Dir::new();
    dir.write("a.txt", FIRST);
    dir.write("bad.json", "{\"schema_version\": 1");
    fs::create_dir(dir.path().join("folder")).unwrap();
    let cases: &[(&[&str], &str)] = &[
        (&["extract", "a.txt", "-o", "no/such/kb.json"], "no/such/kb.json"),
        (&["extract", "a.txt", "-o", "folder", "--force"], "folder"),
        (&["merge", "nowhere.json"], "nowhere.json"),
        (&["merge", "bad.json", "-o", "kb.json"], "bad.json: not a knowledge base"),
        (&["merge", "a.txt"], "a.txt: not a knowledge base"),
        (&["eval", "nowhere", "x", "y"], "nowhere"),
    ];
    for (args, said) in cases {
        let ran = dir.run(args.iter().copied()).exits(3);
        assert!(ran.err().contains(said), "{args:?}: {}", ran.err());
        // A reason is given once.
        assert_eq!(ran.err().matches("os error").count().max(1), 1, "{}", ran.err());
    }
    assert_eq!(dir.names(), ["a.txt", "bad.json", "folder"]);
}

#[test]
fn bad_inputs_are_named_and_the_rest_goes_on() {
    let dir = Dir::new();
    dir.write("in/good.txt", FIRST);
    dir.write("in/good2.txt", SECOND);
    dir.write("in/empty.txt", "");
    dir.write(
        "in/binary.txt",
        [&b"\x7fELF\x02\x01\x01\0\0"[..], &[0, 1, 2, 3, 250, 251, 0, 255].repeat(64)].concat(),
    );
    let mut middle = FIRST.as_bytes().to_vec();
    middle.splice(60..61, [0xC3, 0x28, 0xFF, 0xFE]);
    dir.write("in/invalid.txt", &middle);
    let kb = dir.run(["extract", "in", "nowhere.txt"]).exits(1).json();
    let found = failures(&kb);
    assert!(found.contains(&"in/empty.txt - empty".to_owned()), "{found:?}");
    assert!(found.contains(&"nowhere.txt - not-found".to_owned()), "{found:?}");
    assert!(found.iter().any(|failure| failure.starts_with("in/binary.txt")), "{found:?}");
    assert!(paths(&kb).contains(&"in/good.txt".to_owned()) && paths(&kb).contains(&"in/good2.txt".to_owned()));
    // Broken UTF-8 is either read with a stated encoding or a failure: never passed over in silence.
    let read = paths(&kb).iter().any(|path| path == "in/invalid.txt");
    assert!(
        read || found.iter().any(|failure| failure.starts_with("in/invalid.txt")),
        "{found:?}"
    );
    let said = dir.run(["extract", "in"]).exits(1).err();
    assert!(said.contains("failures:") && said.contains("source/empty 1"), "{said}");
}

#[test]
fn lines_that_are_too_long_or_no_json() {
    let dir = Dir::new();
    let mut lines = many(2);
    lines.push_str("{\"body\": \"mở mà không đóng\n");
    lines.push_str(&format!("{{\"body\": \"{}\"}}\n", "dài ".repeat(100_000)));
    lines.push_str(&many(3));
    dir.write("news.jsonl", lines);
    let kb = dir.run(["extract", "news.jsonl", "--max-record-size", "64K"]).exits(1).json();
    assert_eq!(failures(&kb), ["news.jsonl line:3 invalid-json", "news.jsonl line:4 too-large"]);
    assert_eq!(kb["documents"].as_array().unwrap().len(), 3);
    // One line beyond the built-in limit, in a file that is nothing else.
    let mut huge = b"{\"body\": \"".to_vec();
    huge.resize(70 << 20, b'a');
    dir.write("huge.jsonl", huge);
    let kb = dir.run(["extract", "huge.jsonl"]).exits(1).json();
    assert_eq!(failures(&kb), ["huge.jsonl line:1 too-large"]);
}

#[cfg(unix)]
#[test]
fn links_permissions_and_odd_names() {
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};
    let dir = Dir::new();
    dir.write("in/good.txt", FIRST);
    symlink(".", dir.path().join("in/loop")).unwrap();
    symlink("/etc/hostname", dir.path().join("in/out")).unwrap();
    let odd = std::ffi::OsStr::from_bytes(b"in/odd\xff\xfe.txt");
    dir.write(odd, SECOND);
    dir.write("in/closed/a.txt", FIRST);
    let closed = dir.path().join("in/closed");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    let readable = fs::read_dir(&closed).is_ok();
    let ran = dir.run(["extract", "in"]).exits(1);
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
    let kb = ran.json();
    let found = failures(&kb);
    assert!(found.contains(&"in/loop - symlink-loop".to_owned()), "{found:?}");
    assert!(found.contains(&"in/out - outside-tree".to_owned()), "{found:?}");
    // Root reads everything.
    assert!(readable || found.contains(&"in/closed - permission".to_owned()), "{found:?}");
    assert!(paths(&kb).iter().any(|path| path.starts_with("in/odd")), "{:?}", paths(&kb));
}

#[cfg(unix)]
#[test]
fn a_reader_that_stops_early_is_no_error() {
    let dir = Dir::new();
    dir.write("news.jsonl", many(2000));
    for args in [
        &["extract", "news.jsonl", "--format", "jsonl"][..],
        &["extract", "news.jsonl"],
        &["text", "news.jsonl"],
    ] {
        let mut child = dir.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut start = [0; 10];
        child.stdout.take().unwrap().read_exact(&mut start).unwrap();
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(0), "{said}");
        assert!(!said.contains("trich:") && !said.contains("panicked"), "{said}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_3_and_said() {
    let dir = Dir::new();
    dir.write("news.jsonl", many(50));
    dir.write("kb.jsonl", dir.run(["extract", "news.jsonl", "--format", "jsonl"]).exits(0).out());
    for args in [
        &["extract", "news.jsonl"][..],
        &["extract", "news.jsonl", "--format", "jsonl"],
        &["text", "news.jsonl"],
        &["merge", "kb.jsonl"],
        &["schema"],
    ] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let ran = program::Ran(dir.command(args).stdout(full).output().unwrap()).exits(3);
        let said = ran.err();
        assert_eq!(said.matches("No space left on device").count(), 1, "{args:?}: {said}");
        assert!(said.contains("the output could not be written"), "{args:?}: {said}");
    }
}

#[cfg(unix)]
#[test]
fn a_killed_run_goes_on_where_it_stood() {
    let dir = Dir::new();
    let mut lines = many(4000);
    lines.push_str("{\"body\": \n");
    dir.write("news.jsonl", &lines);
    let args = ["extract", "news.jsonl", "--format", "jsonl", "-j2", "--resume", "-o"];
    dir.run(args.iter().chain(&["whole.jsonl"])).exits(1);
    let whole = dir.read("whole.jsonl");
    let part = dir.path().join("kb.jsonl.part");
    let checkpoint = dir.path().join("kb.jsonl.part.checkpoint");
    let mut killed = 0;
    loop {
        let mut child = dir.command(args.iter().chain(&["kb.jsonl"])).stderr(Stdio::null()).spawn().unwrap();
        let before = fs::metadata(&checkpoint).and_then(|meta| meta.modified()).ok();
        // Killed as soon as it has saved anything new, wherever it is by then.
        let ended = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break Some(status);
            }
            let now = fs::metadata(&checkpoint).and_then(|meta| meta.modified()).ok();
            if killed < 3 && now.is_some() && now != before {
                child.kill().unwrap();
                child.wait().unwrap();
                break None;
            }
            std::thread::sleep(std::time::Duration::from_millis(1));
        };
        match ended {
            Some(status) => {
                assert_eq!(status.code(), Some(1));
                break;
            }
            None => killed += 1,
        }
        // What stands behind the checkpoint is dropped: here a torn line.
        if let Ok(mut part) = fs::OpenOptions::new().append(true).open(&part) {
            part.write_all(b"{\"schema_version\":\"1").unwrap();
        }
    }
    assert!(killed > 0, "the run ended before it could be killed");
    assert!(dir.read("kb.jsonl") == whole, "the resumed output differs");
    assert_eq!(dir.names(), ["kb.jsonl", "news.jsonl", "whole.jsonl"]);

    // Another run must not go on from a checkpoint that is not its own.
    dir.write("kb2.jsonl.part", "");
    dir.write("kb2.jsonl.part.checkpoint", "{\"settings\":\"other\",\"summary\":{\"items\":0,\"records\":0,\"bytes\":0,\"documents\":0,\"not_articles\":0,\"skipped\":{},\"failures\":{},\"facts\":{}},\"position\":0}");
    let ran = dir.run(args.iter().chain(&["kb2.jsonl"])).exits(3);
    assert!(ran.err().contains("kb2.jsonl.part.checkpoint"), "{}", ran.err());
}

#[test]
fn every_command_explains_itself() {
    let dir = Dir::new();
    let cases: &[(&str, &[&str])] = &[
        (
            "extract",
            &[
                "PATH",
                "--format",
                "--pretty",
                "--output",
                "--force",
                "--resume",
                "--field",
                "--glob",
                "--exclude",
                "--from-file",
                "--encoding",
                "--max-record-size",
                "--all-languages",
                "--threads",
                "--lexicon",
                "Examples:",
            ],
        ),
        ("text", &["PATH", "--format", "--field"]),
        ("explain", &["PATH", "--at", "START..END"]),
        ("eval", &["KB", "GOLD", "SOURCES", "--json", "--show"]),
        ("merge", &["KB", "--output", "--pretty"]),
        ("schema", &["Usage"]),
    ];
    for (command, names) in cases {
        let ran = dir.run([command, "--help"]).exits(0);
        let text = String::from_utf8(ran.out().to_vec()).unwrap();
        for name in *names {
            assert!(text.contains(name), "{command} --help says nothing of {name}");
        }
    }
    let text = String::from_utf8(dir.run(["--help"]).exits(0).out().to_vec()).unwrap();
    assert!(cases.iter().all(|(command, _)| text.contains(command)) && text.contains("Exit codes"));
    assert!(dir.run(["--version"]).exits(0).out().starts_with(b"trich "));
}

#[test]
fn no_colour_where_none_is_wanted() {
    let dir = Dir::new();
    let plain = dir.run(["merge", "nowhere"]).exits(3);
    assert!(!plain.err().contains('\x1b'));
    let colour = dir.run(["merge", "nowhere", "--color", "always"]).exits(3);
    assert!(colour.err().contains('\x1b'));
    let mut command = dir.command(["merge", "nowhere"]);
    let ran = program::Ran(command.env("NO_COLOR", "1").output().unwrap()).exits(3);
    assert!(!ran.err().contains('\x1b'));
}

#[test]
fn other_languages_are_counted() {
    let dir = Dir::new();
    dir.write("a.txt", FIRST);
    dir.write("b.txt", ENGLISH);
    let ran = dir.run(["extract", "a.txt", "b.txt"]).exits(0);
    assert_eq!(paths(&ran.json()), ["a.txt"]);
    assert!(ran.err().contains("not-vietnamese 1"), "{}", ran.err());
    let ran = dir.run(["extract", "a.txt", "b.txt", "--all-languages"]).exits(0);
    assert_eq!(paths(&ran.json()), ["a.txt", "b.txt"]);
}

#[test]
fn an_encoding_can_be_forced() {
    let dir = Dir::new();
    let utf16: Vec<u8> = FIRST.encode_utf16().flat_map(u16::to_le_bytes).collect();
    dir.write("a.txt", &utf16);
    let kb = dir.run(["extract", "a.txt", "--encoding", "utf-16le"]).exits(0).json();
    assert_eq!(kb["documents"][0]["source"]["encoding"], "utf-16le");
    let wrong = dir.run(["extract", "a.txt", "--encoding", "utf-8"]).exits(1).json();
    assert_eq!(failures(&wrong).len(), 1);
}

#[test]
fn utf16_lines_give_what_utf8_lines_give() {
    let dir = Dir::new();
    let lines = [FIRST, SECOND]
        .map(|text| serde_json::json!({ "text": text }).to_string())
        .join("\n");
    let wide: Vec<u8> = format!("\u{feff}{lines}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    dir.write("a.jsonl", &lines);
    dir.write("b.jsonl", &wide);
    let [narrow, wide] = ["a.jsonl", "b.jsonl"].map(|name| dir.run(["extract", name]).exits(0).json());
    for section in ["targets", "actuals", "quantities", "dates"] {
        let rows = |kb: &serde_json::Value| {
            kb[section]
                .as_array()
                .unwrap()
                .iter()
                .map(|row| row["id"].clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(rows(&narrow), rows(&wide), "{section}");
    }
    assert!(!narrow["dates"].as_array().unwrap().is_empty());
}

#[test]
fn hostile_inputs_are_named_and_cost_nothing_else() {
    let dir = Dir::new();
    let page = |inner: &str| format!("<html><body><article>{inner}<p>{SECOND}</p></article></body></html>");
    dir.write("in/good.txt", FIRST);
    dir.write("in/deep.html", page(&"<div>".repeat(1_000_000)));
    dir.write("in/wide.html", page(&format!("<p title='{}'>", "x".repeat(5_000_000))));
    dir.write("in/entities.html", page(&"&amp;&#x1F600;".repeat(100_000)));
    dir.write(
        "in/bomb.xhtml",
        format!(
            "<?xml version='1.0'?><!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '{}'>]>{}",
            "&a;".repeat(1000),
            page(&format!("<p>{}</p>", "&b;".repeat(1000)))
        ),
    );
    let packed = gzip(many(200).as_bytes());
    dir.write("in/cut.jsonl.gz", &packed[..packed.len() / 2]);
    let body = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{}", page(""));
    let record = |length: usize, name: &str| {
        format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://tin.example/{name}\r\nContent-Length: {length}\r\n\r\n{body}\r\n\r\n"
        )
    };
    let warc = [
        record(body.len(), "1"),
        record(body.len() - 40, "2"),
        record(body.len() + 4_000_000, "3"),
        record(body.len(), "4"),
    ];
    dir.write("in/wrong.warc", warc.concat());
    let kb = dir.run(["extract", "in"]).exits(1).json();
    let (found, read) = (failures(&kb), paths(&kb));
    for path in ["in/good.txt", "in/deep.html", "in/wide.html", "in/entities.html", "in/bomb.xhtml"] {
        assert!(read.contains(&path.to_owned()), "{path}: {read:?} {found:?}");
    }
    // The lines before the cut are read, the cut is named.
    assert!(
        read.iter().filter(|path| path.starts_with("in/cut.jsonl.gz")).count() > 20,
        "{found:?}"
    );
    assert!(
        found
            .iter()
            .any(|failure| failure.starts_with("in/cut.jsonl.gz") && failure.ends_with(" truncated")),
        "{found:?}"
    );
    // Of four records two have wrong lengths; the others are read.
    assert_eq!(read.iter().filter(|path| path.starts_with("in/wrong.warc")).count(), 2, "{read:?}");
    assert_eq!(
        found.iter().filter(|failure| failure.starts_with("in/wrong.warc")).count(),
        2,
        "{found:?}"
    );
    let deep = kb["documents"]
        .as_array()
        .unwrap()
        .iter()
        .find(|doc| doc["source"]["path"] == "in/deep.html")
        .unwrap();
    assert!(deep["text"].as_str().unwrap().contains("450 tỷ đồng"));
}

#[cfg(feature = "documents")]
#[test]
fn a_pdf_of_pictures_is_named() {
    let dir = Dir::new();
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</XObject<</I 5 0 R>>>>/Contents 4 0 R>>",
        "<</Length 26>>\nstream\nq 9 0 0 9 0 0 cm /I Do Q  \nendstream",
        "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>\nstream\nA\nendstream",
    ];
    let (mut pdf, mut table) = ("%PDF-1.4\n".to_owned(), String::new());
    for (at, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", pdf.len()));
        pdf.push_str(&format!("{} 0 obj\n{object}\nendobj\n", at + 1));
    }
    let from = pdf.len();
    pdf.push_str(&format!(
        "xref\n0 6\n0000000000 65535 f \n{table}trailer<</Size 6/Root 1 0 R>>\nstartxref\n{from}\n%%EOF\n"
    ));
    dir.write("scan.pdf", pdf);
    let kb = dir.run(["extract", "scan.pdf"]).exits(1).json();
    assert_eq!(failures(&kb), ["scan.pdf - no-text-layer"]);
}
