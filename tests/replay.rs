//! The laws that the fuzz targets try, on inputs that once broke them (`fixtures/fuzz/<target>/`) and on small seeds.

#![allow(clippy::print_stderr, reason = "names the input that broke a law")]

#[path = "common/laws.rs"]
mod laws;

use std::fs;
use std::path::Path;

/// A law, its name among the fixtures, and seeds.
type Law = (&'static str, fn(&[u8]), &'static [&'static [u8]]);

const LAWS: [Law; 5] = [
    (
        "decode",
        laws::decode,
        &[
            b"\xff\xfeN\0",
            b"\xef\xbb\xbfTin",
            "N\u{103}m 2024".as_bytes(),
            b"N\xe3m",
            b"\xc4",
            b"",
        ],
    ),
    (
        "html",
        laws::html,
        &[
            "<html><body><article><h1>Tin</h1><p>Năm 2024, huyện phấn đấu khởi công 12 cụm công nghiệp.</p></article>".as_bytes(),
            b"<p><table><tr><td>1<td>&#0;&#x110000;&amp",
            b"",
        ],
    ),
    (
        "source",
        laws::source,
        &[
            b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9999999999\r\n\r\nHTTP/1.1 200 OK\r\n\r\nx",
            b"{\"text\": \"a\"}\n{\"text\": ",
            b"\x1f\x8b\x08\0\0\0\0\0\0\x03",
            b"PK\x03\x04",
            b"%PDF-1.4\n",
            b"",
        ],
    ),
    (
        "extract",
        laws::extract,
        &[
            "Năm 2024, huyện phấn đấu khởi công từ 10 - 12 cụm công nghiệp, tổng diện tích 1.234,5 ha.".as_bytes(),
            "Quyết định số 15/QĐ-UBND ngày 31/2/2022; 99999999999999999999999999999999999999999 tỷ đồng".as_bytes(),
            "n\u{103}\u{323}m 1\u{a0}000\u{a0}000 % năm năm năm mươi lăm".as_bytes(),
            b"",
        ],
    ),
    (
        "merge",
        laws::merge,
        &[b"\0\x01\x80\x02\x40\x80", b"\x05\x00\x80\x06\x80\x00", b"\x08\x07\x80\x07\x08", b""],
    ),
];

#[test]
fn laws_hold() {
    for (name, law, seeds) in LAWS {
        for seed in seeds {
            law(seed);
        }
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/fuzz").join(name);
        let Ok(entries) = fs::read_dir(folder) else { continue };
        let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        for path in paths {
            eprintln!("{}", path.display());
            law(&fs::read(&path).unwrap());
        }
    }
}
