//! The published schema is the one of the types, and what comes out follows it, by another's judgement.
#![cfg(feature = "schema")]

mod common;

use jsonschema::Validator;
use serde_json::{Value, json};
use trich::kb::{self, Failure, KnowledgeBase};
use trich::run::{self, Summary};
use trich::source::{Declared, Locator, Media, Record};

const FILE: &str = "schema/knowledge-base.schema.json";

fn validator() -> Validator {
    let schema: Value = serde_json::from_str(&kb::schema()).expect("the schema is JSON");
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    jsonschema::validator_for(&schema).expect("the schema is a schema")
}

#[track_caller]
fn assert_valid(validator: &Validator, value: &Value) {
    let errors: Vec<String> = validator
        .iter_errors(value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .take(10)
        .collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

fn value(kb: &KnowledgeBase) -> Value {
    serde_json::to_value(kb).expect("a knowledge base is JSON")
}

fn document(content: &str, media: Media) -> KnowledgeBase {
    let record = Record {
        locator: Locator::new("a.html"),
        content: content.as_bytes().to_vec(),
        media,
        declared: Declared {
            url: Some("https://example.com/a.html".to_owned()),
            ..Declared::default()
        },
        ..Record::default()
    };
    run::document(&record, &common::config(), &mut Summary::default()).expect("a Vietnamese document")
}

#[test]
fn the_published_schema_is_current() {
    common::assert_snapshot(FILE, &kb::schema(), "cargo run -- schema > schema/knowledge-base.schema.json");
}

#[test]
fn the_seeds_are_valid() {
    let value: Value = serde_json::from_str(&common::seeds_pretty(2)).expect("JSON");
    assert!(value["targets"].as_array().is_some_and(|rows| !rows.is_empty()));
    let validator = validator();
    assert_valid(&validator, &value);
    for record in common::seeds_records() {
        assert_valid(&validator, &self::value(&record));
    }
}

#[test]
fn a_knowledge_base_of_nothing_is_valid() {
    let empty = kb::merge([]);
    assert_valid(&validator(), &value(&empty));
}

#[test]
fn failures_alone_are_valid() {
    let failure = Failure {
        path: "a.gz".to_owned(),
        member: Some("b.txt".to_owned()),
        stage: "source".to_owned(),
        code: "truncated".to_owned(),
        message: "the gzip data ends early".to_owned(),
    };
    let failed = KnowledgeBase {
        schema_version: kb::SCHEMA_VERSION.to_owned(),
        failures: vec![failure],
        ..KnowledgeBase::default()
    };
    let record = Record {
        content: vec![0xFF, 0xD8, 0xFF, 0xE0, 0, 1, 2, 3],
        ..Record::default()
    };
    let binary = run::document(&record, &common::config(), &mut Summary::default()).expect("a failure");
    assert_eq!((binary.documents.len(), binary.failures.len()), (0, 1));
    let merged = kb::merge([failed, binary]);
    assert_eq!(merged.failures.len(), 2);
    assert_valid(&validator(), &value(&merged));
}

#[test]
fn a_page_is_valid() {
    let page = "<!DOCTYPE html><html lang=vi><head><title>Thành phố sẽ có thêm cụm công nghiệp</title>\
        <meta property='article:published_time' content='2024-05-02T08:00:00+07:00'></head><body><article>\
        <h1>Thành phố sẽ có thêm cụm công nghiệp</h1>\
        <p>Theo Kế hoạch số 12/KH-UBND, năm 2025 thành phố Hải Phòng phấn đấu khởi công ít nhất 4 cụm công nghiệp với tổng \
        diện tích khoảng 210,5 ha và vốn đầu tư hơn 3.200 tỷ đồng.</p>\
        <p>Đến hết quý I/2024, thành phố đã có 7/11 cụm công nghiệp đi vào hoạt động, thu hút 85 doanh nghiệp, tăng 12% so với \
        cùng kỳ năm trước. Sở Công Thương được giao trình phương án trước ngày 30/6/2024.</p></article></body></html>";
    let kb = document(page, Media::Html);
    assert!(!kb.targets.is_empty() && !kb.actuals.is_empty());
    assert!(kb.quantities.iter().all(|row| row.source.path.is_some()));
    assert_valid(&validator(), &value(&kb));
    assert_valid(&validator(), &value(&kb::merge([kb.clone(), kb])));
}

#[test]
fn unknown_fields_are_rejected() {
    let validator = validator();
    let seeds: Value = serde_json::from_str(&common::seeds_pretty(1)).expect("JSON");
    for pointer in [
        "",
        "/generator",
        "/documents/0",
        "/documents/0/source",
        "/dates/0",
        "/targets/0/period",
        "/plans/0/mentions/0",
    ] {
        let mut changed = seeds.clone();
        let object = changed.pointer_mut(pointer).and_then(Value::as_object_mut).expect(pointer);
        object.insert("unheard_of".to_owned(), json!(1));
        assert!(!validator.is_valid(&changed), "schema: {pointer}");
        assert!(
            serde_json::from_str::<KnowledgeBase>(&changed.to_string()).is_err(),
            "types: {pointer}"
        );
    }
}

#[test]
fn wrong_types_are_rejected() {
    let validator = validator();
    let seeds: Value = serde_json::from_str(&common::seeds_pretty(1)).expect("JSON");
    for (pointer, wrong) in [
        ("/dates/0/start", json!("7")),
        ("/quantities/0/low", json!("43")),
        ("/documents/0/id", json!(null)),
    ] {
        let mut changed = seeds.clone();
        *changed.pointer_mut(pointer).expect(pointer) = wrong;
        assert!(!validator.is_valid(&changed), "{pointer}");
    }
}
