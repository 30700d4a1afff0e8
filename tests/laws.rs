//! Laws that every knowledge base keeps, tried on the seeds and on texts of our own: offsets are true, ids are unique, references
//! lead somewhere, and no number vanishes.

mod support;

use std::collections::BTreeSet;

use serde_json::Value;
use support::{extract, seeds};
use trich::kb::{KnowledgeBase, Quantity};
use trich::text::normalise_str;

/// Texts of our own: forms that the seeds do not have.
const TEXTS: &[&str] = &[
    "Sở Công Thương tỉnh Hưng Yên vừa báo cáo về 12/15 cụm công nghiệp theo Quyết định số 45/2022/QĐ-UBND ngày 3/4/2022.\n\
     Cụm công nghiệp Minh Khai 2 – giai đoạn II (huyện Văn Lâm) rộng 49,5ha, vốn 1.250 tỷ đồng; hotline 0903 123 456.\n\
     Lúc 8h30 sáng 5-6/7/2023, đội thắng 2-1; bản đồ 1/500; phục vụ 24/7; phiên bản 1.2.3; Điều 5, khoản 2.",
    "Theo Kế hoạch 15/KH-UBND, đến năm 2030 huyện phấn đấu có ít nhất ba mươi lăm xã đạt chuẩn, từ 6,95% trở lên.\r\n\
     Ngày 20/11, UBND tỉnh giao Sở Xây dựng trình đề án trước 15/4/2024.\r\nGiá từ 3.5 triệu đến 4 triệu đồng/m2, gấp 2,5 lần cùng kỳ.",
    "Hội nghị diễn ra ngày rằm tháng giêng năm Giáp Thìn.\u{a0}Bài 1: khoảng 2/3 số hộ, tức 1.234 hộ, có thu nhập 60-70 triệu đồng mỗi năm; \
     top 10, lớp 9A, QL1A, Covid-19, biển số 29A-123.45, mã 0101234567.",
];

fn documents() -> Vec<(String, Vec<u8>, KnowledgeBase)> {
    let own = TEXTS
        .iter()
        .enumerate()
        .map(|(at, text)| (format!("text {at}"), (*text).to_owned()));
    let mut all: Vec<(String, Vec<u8>)> = seeds()
        .into_iter()
        .chain(own)
        .map(|(name, text)| (name, text.into_bytes()))
        .collect();
    let decomposed: Vec<(String, Vec<u8>)> = all
        .iter()
        .map(|(name, bytes)| {
            use unicode_normalization::UnicodeNormalization;
            let text: String = String::from_utf8_lossy(bytes).nfd().collect();
            (format!("{name}, decomposed"), text.replace(' ', "\u{a0}").into_bytes())
        })
        .collect();
    all.extend(decomposed);
    all.into_iter()
        .map(|(name, bytes)| {
            let kb = extract(&bytes);
            (name, bytes, kb)
        })
        .collect()
}

/// Everything in the knowledge base that has a place in a document: rows and mentions.
fn placed<'v>(value: &'v Value, out: &mut Vec<&'v Value>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| placed(item, out)),
        Value::Object(fields) => {
            if ["doc", "start", "end", "surface", "source"]
                .iter()
                .all(|key| fields.contains_key(*key))
            {
                out.push(value);
            }
            fields.values().for_each(|field| placed(field, out));
        }
        _ => {}
    }
}

fn index(value: &Value, key: &str) -> usize {
    value[key].as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or(usize::MAX)
}

/// Blanks of any kind as one: a line end that only the width of the page made is a blank of the text.
fn blanks(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn offsets_are_true() {
    for (name, raw, kb) in documents() {
        let json = serde_json::to_value(&kb).expect("the model is JSON");
        let text: Vec<char> = kb.documents.iter().flat_map(|doc| doc.text.chars()).collect();
        let mut rows = Vec::new();
        placed(&json, &mut rows);
        assert!(rows.len() > 10, "{name}");
        for row in rows {
            let surface = row["surface"].as_str().unwrap_or_default();
            let here = text
                .get(index(row, "start")..index(row, "end"))
                .map(|slice| slice.iter().collect::<String>());
            assert_eq!(here.as_deref(), Some(surface), "{name}: {row}");
            assert!(!surface.is_empty() && surface.trim() == surface, "{name}: {row}");
            let bytes = raw.get(index(&row["source"], "start")..index(&row["source"], "end"));
            let source = bytes.and_then(|bytes| std::str::from_utf8(bytes).ok());
            let normal = source.map(|source| blanks(&normalise_str(source).0));
            assert_eq!(normal, Some(blanks(surface)), "{name}: {row}");
        }
    }
}

#[test]
fn ids_are_unique_and_references_lead_somewhere() {
    for (name, _, kb) in documents() {
        let json = serde_json::to_value(&kb).expect("the model is JSON");
        let mut ids = BTreeSet::new();
        let mut rows = Vec::new();
        placed(&json, &mut rows);
        let entities = ["documents", "plans", "clusters", "places", "organisations", "series", "checks"];
        let entities = entities.iter().flat_map(|key| json[*key].as_array().into_iter().flatten());
        for row in rows.into_iter().chain(entities) {
            let id = row["id"].as_str().unwrap_or_default().to_owned();
            assert!(!id.is_empty() && ids.insert(id), "{name}: {row}");
        }
        for kind in ["targets", "actuals", "milestones"] {
            for claim in json[kind].as_array().into_iter().flatten() {
                let refers = [
                    &claim["quantity"],
                    &claim["period"]["date"],
                    &claim["same_as"],
                    &claim["plan"],
                    &claim["date"],
                ];
                let clusters = claim["clusters"].as_array().into_iter().flatten();
                for id in refers.into_iter().chain(clusters).filter_map(Value::as_str) {
                    assert!(ids.contains(id), "{name}: {id} of {claim}");
                }
            }
        }
        for date in json["dates"].as_array().into_iter().flatten() {
            let from = date["from"].as_str().filter(|from| *from != "published");
            assert!(from.is_none_or(|from| ids.contains(from)), "{name}: {date}");
        }
    }
}

#[test]
fn every_number_is_accounted_for() {
    let mut wrong = String::new();
    for (name, _, kb) in documents() {
        for doc in &kb.documents {
            let text: Vec<char> = doc.text.chars().collect();
            // How many of the three lists hold each digit.
            let mut holders = vec![0_u8; text.len()];
            let rows = kb
                .dates
                .iter()
                .map(|row| (row.start, row.end))
                .chain(kb.quantities.iter().map(|row| (row.start, row.end)))
                .chain(kb.other_numbers.iter().map(|row| (row.start, row.end)));
            for (start, end) in rows {
                for holder in &mut holders[start as usize..end as usize] {
                    *holder += 1;
                }
            }
            // The "2" of "m2" is a letter of the unit.
            let in_unit = |at: usize| {
                let phrase = |row: &Quantity| (row.phrase.start as usize..row.phrase.end as usize).contains(&at);
                at > 0 && text[at - 1].is_alphabetic() && kb.quantities.iter().any(phrase)
            };
            for (at, letter) in text.iter().enumerate().filter(|(_, letter)| letter.is_ascii_digit()) {
                if holders[at] != 1 && !(holders[at] == 0 && in_unit(at)) {
                    let around: String = text[at.saturating_sub(20)..(at + 20).min(text.len())].iter().collect();
                    wrong.push_str(&format!("{name}: {} hold “{letter}” in “{around}”\n", holders[at]));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
