//! A directory to work in, and the built program run in it.
#![allow(dead_code)]

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Two short articles that hold facts, and one that is not Vietnamese.
pub const FIRST: &str = "Thành phố khởi công 12 cụm công nghiệp\n\nNăm 2024, thành phố phấn đấu khởi công 12 cụm công nghiệp với tổng diện tích 340 ha.\n\nĐến hết quý II/2023, đã có 5 cụm công nghiệp hoàn thành hạ tầng.\n";
pub const SECOND: &str = "Huyện giải ngân vốn đầu tư\n\nTheo Quyết định số 15/QĐ-UBND ngày 3/2/2022, huyện sẽ giải ngân 450 tỷ đồng trong năm 2022.\n\nNgười dân các xã đã hiến 2.500 m2 đất để mở rộng đường.\n";
pub const ENGLISH: &str = "The town council met on Tuesday to discuss the new bridge.\n\nThe members agreed that the work should begin in the spring, and that the costs would be shared.\n";

/// A directory that goes away with the test.
pub struct Dir(tempfile::TempDir);

impl Dir {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes a file, with the directories above it.
    pub fn write(&self, name: impl AsRef<Path>, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Names in the directory, sorted.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// The program in this directory, not yet started.
    pub fn command<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_trich"));
        command.current_dir(self.path()).args(args).stdin(Stdio::null());
        command
    }

    pub fn run<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Ran {
        Ran(self.command(args).output().unwrap())
    }

    /// Runs with `input` on standard input.
    pub fn feed<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>, input: &[u8]) -> Ran {
        let mut child = self
            .command(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_vec();
        let feeder = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let output = child.wait_with_output().unwrap();
        feeder.join().unwrap();
        Ran(output)
    }
}

/// How a run ended.
pub struct Ran(pub Output);

impl Ran {
    pub fn code(&self) -> i32 {
        self.0.status.code().unwrap_or(-1)
    }

    pub fn out(&self) -> &[u8] {
        &self.0.stdout
    }

    pub fn err(&self) -> String {
        String::from_utf8_lossy(&self.0.stderr).into_owned()
    }

    /// The exit code, with what the program said when it is another one.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code(), code, "{}", self.err());
        assert!(!self.err().contains("panicked"), "{}", self.err());
        self
    }

    /// Standard output as one JSON document.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(self.out()).unwrap_or_else(|error| panic!("{error}: {}", self.err()))
    }
}

/// `path member code` of every failure of a knowledge base.
pub fn failures(kb: &serde_json::Value) -> Vec<String> {
    let text = |value: &serde_json::Value| value.as_str().unwrap_or("-").to_owned();
    kb["failures"]
        .as_array()
        .unwrap()
        .iter()
        .map(|failure| format!("{} {} {}", text(&failure["path"]), text(&failure["member"]), text(&failure["code"])))
        .collect()
}

/// Paths of the documents.
pub fn paths(kb: &serde_json::Value) -> Vec<String> {
    let documents = kb["documents"].as_array().unwrap();
    documents
        .iter()
        .map(|doc| match doc["source"]["member"].as_str() {
            Some(member) => format!("{}!{member}", doc["source"]["path"].as_str().unwrap()),
            None => doc["source"]["path"].as_str().unwrap().to_owned(),
        })
        .collect()
}

/// `count` different articles as JSON Lines.
pub fn many(count: usize) -> String {
    let mut lines = String::new();
    for at in 0..count {
        let text = format!(
            "{FIRST}\nTỉnh thứ {at} đặt mục tiêu thu hút {} dự án trong năm 20{:02}.\n\n{SECOND}",
            at * 7 + 3,
            at % 40 + 10
        );
        let object = serde_json::json!({"url": format!("https://tin.example/{at}"), "title": format!("Tin {at}"), "body": text});
        lines.push_str(&object.to_string());
        lines.push('\n');
    }
    lines
}
