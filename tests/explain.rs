//! `trich explain` from outside.
#![cfg(feature = "cli")]

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

/// A text written for this test.
const ARTICLE: &str = "Thành phố đặt mục tiêu mới cho cụm công nghiệp\n\n\
    Năm 2025, theo Kế hoạch số 12/KH-UBND, thành phố Hải Phòng phấn đấu khởi công ít nhất 4 cụm công nghiệp. \
    Kế hoạch gồm 5 nhóm nhiệm vụ, thực hiện trong 24 tháng.\n";

fn explain(args: &[&str]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_trich"))
        .args(["explain", "-"])
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // It may have ended before it read, over wrong arguments.
    let _ = child.stdin.take().expect("a pipe").write_all(ARTICLE.as_bytes());
    child.wait_with_output().expect("it ends")
}

fn text(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

/// The block of lines whose head holds `head`.
fn block<'t>(text: &'t str, head: &str) -> &'t str {
    let mut blocks = text.split("\n\n");
    blocks
        .find(|block| block.lines().next().is_some_and(|line| line.contains(head)))
        .unwrap_or_else(|| panic!("no block {head} in\n{text}"))
}

#[test]
fn says_what_made_a_claim() {
    let text = text(&explain(&[]));
    let target = block(&text, "  target  ");
    for line in [
        "  rule       claim.cue",
        "  cue        “phấn đấu”, class strive",
        "  subject    “cụm công nghiệp” as industrial-cluster",
    ] {
        assert!(target.contains(line), "{line} in\n{target}");
    }
    assert!(target.contains("within 2025 (explicit), from "), "{target}");
    let quantity = block(&text, "quantity  “4”");
    for line in ["⟦4⟧ cụm công nghiệp", "  tokens     4", "4 or more {count}", "target by claim.cue"] {
        assert!(quantity.contains(line), "{line} in\n{quantity}");
    }
    let plan = block(&text, "plan  “Kế hoạch số 12/KH-UBND”");
    assert!(plan.contains("Kế | hoạch | số | 12 | / | KH | - | UBND"), "{plan}");
}

#[test]
fn says_what_a_number_without_a_claim_lacks() {
    let text = text(&explain(&[]));
    assert!(block(&text, "quantity  “5”").contains("no claim   task-count: "), "{text}");
    assert!(block(&text, "quantity  “24").contains("no claim   duration: "), "{text}");
    assert!(block(&text, "other number").contains("no value   "), "{text}");
}

#[test]
fn shows_only_what_touches_the_range() {
    let at = ARTICLE.chars().collect::<Vec<_>>();
    let four = at.iter().position(|letter| *letter == '4').expect("a 4");
    let text = text(&explain(&["--at", &format!("{four}..{}", four + 1)]));
    let heads: Vec<&str> = text.lines().filter(|line| line.contains("..") && line.contains("  “")).collect();
    assert!(heads.iter().any(|head| head.contains("quantity")) && heads.iter().any(|head| head.contains("target")));
    assert!(!text.contains("KH-UBND”\n  line"), "{text}");
}

#[test]
fn a_range_beyond_the_text_is_said() {
    let text = text(&explain(&["--at", "5000..5001"]));
    assert!(text.contains("Nothing at 5000..5001: the text ends at "), "{text}");
}

#[test]
fn a_range_the_wrong_way_round_is_wrong_usage() {
    assert_eq!(explain(&["--at", "9..3"]).status.code(), Some(2));
}

#[test]
fn says_the_same_every_time() {
    assert_eq!(explain(&[]).stdout, explain(&[]).stdout);
}
