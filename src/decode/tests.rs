//! Whole records: fixtures, damage, laws.

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::*;
use crate::text::{Span, normalise};

/// Own sentences, in everyday administrative Vietnamese; no newspaper's.
const SENTENCES: &str = "Đến hết năm 2025, huyện phấn đấu lấp đầy ít nhất 80% diện tích cụm công nghiệp.\n\
Ông Đỗ Văn Ứng cho biết: “Chúng tôi sẽ hoàn thành đường gom trước quý III”.\n\
Kỹ sư trẻ được thưởng 1,5 triệu đồng; xưởng gỗ mới xây cạnh hồ, rộng 12.000 m².\n\
Quỹ đất còn lại khoảng bảy héc-ta, giá thuê đã giảm một nửa so với cùng kỳ.";

fn text_of(decoded: Decoded) -> String {
    normalise(decoded.text).text
}

fn read(bytes: impl Into<Vec<u8>>) -> Result<Decoded, DecodeError> {
    decode(bytes.into(), None, None)
}

fn code(bytes: impl Into<Vec<u8>>) -> &'static str {
    read(bytes).map_or_else(|error| error.code(), |decoded| decoded.encoding)
}

/// `text` as someone would see it who reads its UTF-8 as windows-1252 (C1 bytes kept) or Latin-1.
fn misread(text: &str, windows: bool) -> String {
    let table = single::table(Encoding::Windows1252);
    text.bytes()
        .map(|b| if windows { table[usize::from(b)] } else { char::from(b) })
        .collect()
}

#[test]
fn legacy_fixtures() {
    let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/decode/legacy");
    let mut seen = 0;
    for seed in ["000", "001"] {
        for (name, label) in [
            ("cp1258", "windows-1258"),
            ("tcvn3", "tcvn3"),
            ("vni", "vni"),
            ("viscii", "viscii"),
            ("vps", "vps"),
        ] {
            let file = |end: &str| std::fs::read(format!("{dir}/{seed}.{name}{end}.txt")).unwrap();
            let decoded = read(file("")).unwrap();
            assert_eq!((decoded.encoding, decoded.evidence), (label, "detected"));
            assert_eq!(decoded.repaired, None);
            let want = String::from_utf8(file(".expected")).unwrap();
            assert_eq!(text_of(decoded), want, "{seed} {name}");
            seen += 1;
        }
        for (name, label, evidence) in [
            ("utf16bom", "utf-16le", "bom"),
            ("utf16le", "utf-16le", "detected"),
            ("utf8bom", "utf-8", "bom"),
        ] {
            let bytes = std::fs::read(format!("{dir}/{seed}.{name}.txt")).unwrap();
            let decoded = read(bytes).unwrap();
            assert_eq!((decoded.encoding, decoded.evidence), (label, evidence));
            seen += 1;
        }
    }
    assert_eq!(seen, 16);
}

#[test]
fn utf16_both_ways() {
    for (mark, evidence) in [("\u{FEFF}", "bom"), ("", "detected")] {
        let units: Vec<u16> = mark.encode_utf16().chain(SENTENCES.encode_utf16()).collect();
        let little: Vec<u8> = units.iter().flat_map(|u| u.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|u| u.to_be_bytes()).collect();
        for (bytes, label) in [(little, "utf-16le"), (big, "utf-16be")] {
            let decoded = read(bytes.clone()).unwrap();
            assert_eq!((decoded.encoding, decoded.evidence), (label, evidence));
            assert_eq!(decoded.text.text, SENTENCES);
            assert_eq!(
                decoded.text.map.source(Span::new(0, 2)),
                Span::new(2 * mark.len() / 3, 2 * mark.len() / 3 + 2)
            );
            let mut odd = bytes;
            odd.push(b'x');
            assert_eq!(code(odd), "invalid-utf-16");
        }
    }
    assert_eq!(code(b"\xFF\xFE\x00\xD8a\0".to_vec()), "invalid-utf-16");
}

#[test]
fn byte_order_mark_is_skipped_in_the_map() {
    let decoded = read("\u{FEFF}Hà").unwrap();
    assert_eq!(decoded.text.text, "Hà");
    assert_eq!(decoded.text.map.source(Span::new(0, 3)), Span::new(3, 6));
}

#[test]
fn broken_utf8_is_an_error_with_its_place() {
    let mut bytes = SENTENCES.repeat(20).into_bytes();
    let at = bytes.len() / 2;
    let at = (at..).find(|&i| bytes[i] == b' ').unwrap();
    bytes[at] = 0xFF;
    let error = read(bytes.clone()).unwrap_err();
    assert_eq!(error, DecodeError::InvalidUtf8 { at: at as u64, broken: 1 });
    assert!(error.to_string().contains(&format!("byte {at}")));
    let lossy = decode(bytes.clone(), None, Some(Encoding::Utf8Lossy)).unwrap();
    assert_eq!((lossy.encoding, lossy.evidence), ("utf-8", "override"));
    assert_eq!(lossy.text.text.matches('\u{FFFD}').count(), 1);
    let mark = lossy.text.text.find('\u{FFFD}').unwrap();
    assert_eq!(lossy.text.map.source(Span::new(mark, mark + 3)), Span::new(at, at + 1));
    // Cut in the middle of a character.
    bytes = "Hà Nội đã phê duyệt".into();
    bytes.truncate(bytes.len() - 2);
    assert_eq!(code(bytes), "invalid-utf-8");
    assert_eq!(
        decode(b"\xFF".to_vec(), Some("utf-8"), Some(Encoding::Utf8)).unwrap_err().code(),
        "invalid-utf-8"
    );
}

#[test]
fn what_is_not_text() {
    assert_eq!(code(""), "empty");
    for (bytes, want) in [
        (&b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR"[..], "binary"),
        (b"PK\x03\x04\x14\0", "binary"),
        (b"\x7FELF\x02\x01", "binary"),
        (b"%PDF-1.7\n", "binary"),
        (b"\0\x01\x02\x03\x04\x05", "binary"),
        (b"a\0b\xFF\xFE\xC3", "binary"),
        (b"\xE9t\xE9 fran\xE7ais", "unknown-encoding"),
        (b"C\xABng ty", "unknown-encoding"),
        (b"\xA9 2021, 25 \xB0C", "windows-1252"),
        (b"plain ASCII only", "utf-8"),
        (b"It\x92s a quote \x96 no more", "windows-1252"),
    ] {
        assert_eq!(code(bytes), want, "{bytes:?}");
    }
    let french = decode(b"\xE9t\xE9 fran\xE7ais".to_vec(), Some("iso-8859-1"), None).unwrap();
    assert_eq!((french.encoding, french.evidence), ("windows-1252", "declared"));
    // One stray control character is no reason to refuse an article.
    assert_eq!(code(format!("{SENTENCES}\u{0}")), "utf-8");
}

#[test]
fn a_wrong_declaration_does_not_count() {
    let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/decode/legacy");
    let bytes = std::fs::read(format!("{dir}/000.tcvn3.txt")).unwrap();
    for declared in ["utf-8", "iso-8859-1", "windows-1258", "vni", "nonsense"] {
        let decoded = decode(bytes.clone(), Some(declared), None).unwrap();
        assert_eq!(decoded.encoding, "tcvn3", "{declared}");
    }
    let right = decode(bytes, Some("x-viet-tcvn5712"), None).unwrap();
    assert_eq!((right.encoding, right.evidence), ("tcvn3", "declared"));
    let utf8 = decode(SENTENCES.into(), Some("windows-1258"), None).unwrap();
    assert_eq!((utf8.encoding, utf8.evidence), ("utf-8", "valid"));
}

#[test]
fn mojibake_is_read_back() {
    for (windows, times, label) in [
        (false, 1, "utf-8-as-latin-1"),
        (true, 1, "utf-8-as-windows-1252"),
        (false, 2, "utf-8-as-latin-1-twice"),
        (true, 2, "utf-8-as-windows-1252-twice"),
        (true, 3, "utf-8-as-windows-1252-twice"),
    ] {
        let mut text = SENTENCES.to_string();
        for _ in 0..times {
            text = misread(&text, windows);
        }
        let decoded = read(text.clone()).unwrap();
        assert_eq!(decoded.text.text, SENTENCES, "{label}");
        assert_eq!(decoded.repaired, Some(label));
        // Every character comes from bytes that were misread from it.
        let mut end = 0;
        for (at, c) in SENTENCES.char_indices() {
            let span = decoded.text.map.source(Span::new(at, at + c.len_utf8()));
            assert_eq!(span.start, end);
            end = span.end;
            let mut want = c.to_string();
            for _ in 0..times {
                want = misread(&want, windows);
            }
            assert_eq!(&text[span.range()], want);
        }
        assert_eq!(end as usize, text.len());
    }
}

#[test]
fn mojibake_with_lost_blanks() {
    let folded = misread("Nhà máy hàng đầu là của Hà Nội, đã và đang chạy.", true).replace('\u{A0}', " ");
    let decoded = read(folded).unwrap();
    assert_eq!(decoded.text.text, "Nhà máy hàng đầu là của Hà Nội, đã và đang chạy.");
    let squeezed = misread("Nhà máy hàng đầu là của Hà Nội, đã và đang chạy.", true)
        .replace('\u{A0}', " ")
        .replace("  ", " ");
    let decoded = read(squeezed).unwrap();
    assert_eq!(decoded.text.text, "Nhà máy hàng đầu là của Hà Nội, đã và đang chạy.");
}

#[test]
fn mojibake_within_good_text() {
    let mixed = format!("{SENTENCES}\nMÃ SỐ: ĐÃ, «á» {}", misread("Kiến thức", true));
    let decoded = read(mixed).unwrap();
    assert_eq!(decoded.text.text, format!("{SENTENCES}\nMÃ SỐ: ĐÃ, «á» Kiến thức"));
    assert_eq!(decoded.repaired, Some("utf-8-as-latin-1"));
}

#[test]
fn legacy_fonts_in_unicode() {
    let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/decode/legacy");
    for (name, label) in [
        ("tcvn3", "tcvn3-as-windows-1252"),
        ("vni", "vni-as-windows-1252"),
        ("viscii", "viscii-as-windows-1252"),
        ("vps", "vps-as-windows-1252"),
        ("cp1258", "windows-1258-as-windows-1252"),
    ] {
        let bytes = std::fs::read(format!("{dir}/001.{name}.txt")).unwrap();
        let table = single::table(Encoding::Windows1252);
        let text: String = bytes.iter().map(|b| table[usize::from(*b)]).collect();
        // With a character that no font had.
        let decoded = read(format!("{text}→")).unwrap();
        assert_eq!((decoded.encoding, decoded.repaired), ("utf-8", Some(label)));
        let map = decoded.text.map.clone();
        assert_eq!(map.src_len(), text.len() + 3);
        assert_eq!(map.out_len(), decoded.text.text.len());
        let want = std::fs::read_to_string(format!("{dir}/001.{name}.expected.txt")).unwrap();
        assert_eq!(text_of(decoded), want + "→");
    }
    for text in [
        "Le comité a décidé d’améliorer l’accès à l’éducation en région éloignée.",
        "São Paulo não é a capital; à noite há ações e exposições.",
        "Müller läuft über die Brücke, größer als je zuvor.",
    ] {
        assert_eq!(read(text).unwrap().repaired, None);
    }
}

#[test]
fn good_text_is_no_mojibake() {
    for text in [
        SENTENCES,
        "São Paulo, Ã, «Ã», «á» và «â»",
        "ÁO DÀI, ÃO ẢNH, MÃ SỐ",
        "café naïve Ærø Ålesund",
        "giá 5 € – 6 €, Â€",
        "ký tự \u{C2}\u{A0}lẻ",
    ] {
        let decoded = read(text).unwrap();
        assert_eq!((decoded.text.text.as_str(), decoded.repaired), (text, None));
        let nfd: String = text.nfd().collect();
        assert_eq!(read(nfd).unwrap().repaired, None);
    }
}

/// Run in an optimised profile: `cargo test --profile quick --lib decode:: -- --ignored`.
#[test]
#[ignore = "measures time"]
fn clean_text_costs_little() {
    let text = SENTENCES.repeat(40_000);
    let size = text.len() as f64 / 1e6;
    let start = std::time::Instant::now();
    let done = normalise(read(text).unwrap().text);
    let speed = size / start.elapsed().as_secs_f64();
    assert!(done.map.is_identity());
    assert!(speed > 100.0, "{speed:.0} MB/s");
}

proptest! {
    #[test]
    fn any_bytes_pass_or_fail_quietly(bytes in prop::collection::vec(any::<u8>(), 0..300), forced in 0usize..11) {
        let forced = Encoding::ALL.get(forced).copied();
        if let Ok(decoded) = decode(bytes.clone(), None, forced) {
            let map = &decoded.text.map;
            prop_assert_eq!(map.out_len(), decoded.text.text.len());
            prop_assert_eq!(map.src_len(), bytes.len());
            let done = normalise(decoded.text);
            prop_assert_eq!(done.map.out_len(), done.text.len());
            for (at, c) in done.text.char_indices() {
                let span = done.map.source(Span::new(at, at + c.len_utf8()));
                prop_assert!(!span.is_empty() && span.end as usize <= bytes.len());
            }
        }
    }

    #[test]
    fn letters_of_high_bytes(bytes in prop::collection::vec(prop_oneof![any::<u8>(), 0x61u8..0x7B, 0xC0u8..=0xFF], 1..80)) {
        for encoding in [Encoding::Windows1258, Encoding::Viscii, Encoding::Vps, Encoding::Windows1252] {
            let decoded = detect::decode_as(&bytes, encoding);
            for (at, c) in decoded.text.char_indices() {
                let span = decoded.map.source(Span::new(at, at + c.len_utf8()));
                prop_assert_eq!(span.len(), 1);
                prop_assert_eq!(single::table(encoding)[usize::from(bytes[span.range()][0])], c);
            }
        }
        let vni = vni::decode(&bytes);
        for (at, c) in vni.text.char_indices() {
            let span = vni.map.source(Span::new(at, at + c.len_utf8()));
            prop_assert_eq!(vni::decode(&bytes[span.range()]).text, c.to_string());
        }
    }

    #[test]
    fn utf8_passes_through(text in any::<String>().prop_filter("not empty", |t| !t.is_empty())) {
        if let Ok(decoded) = read(text.clone()) && decoded.repaired.is_none() && decoded.encoding == "utf-8" {
            prop_assert_eq!(decoded.text.text.as_str(), text.trim_start_matches('\u{FEFF}'));
        }
    }

    #[test]
    fn mojibake_maps_are_true(words in prop::collection::vec("[a-zđàảãáạăằâầêếôộơợưữ]{1,5}", 3..20), windows: bool) {
        let text = words.join(" ");
        let broken = misread(&text, windows);
        let decoded = read(broken.clone()).unwrap();
        if decoded.repaired.is_some() {
            for (at, c) in decoded.text.text.char_indices() {
                let span = decoded.text.map.source(Span::new(at, at + c.len_utf8()));
                prop_assert!(broken.get(span.range()).is_some());
            }
        }
    }
}

/// A dash between blanks is a letter in VPS, and so are some quotes and the ellipsis: English stays English.
#[test]
fn dashes_are_no_letters() {
    for text in [
        "The plan — announced in May — was tame… © 2024 — and the rest – as ever – » more » news »",
        "«Le projet» — celui de mai — sera prêt…  À suivre — ou pas – » la suite »",
    ] {
        let done = decode(text.into(), None, None).unwrap();
        assert_eq!((done.repaired, done.text.text.as_str()), (None, text));
    }
}
