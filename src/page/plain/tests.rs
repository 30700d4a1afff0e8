//! Fixtures (an input and what becomes of it) and laws that hold for any input.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use proptest::prelude::*;

use super::read;
use crate::page::{Origin, Page, Place};
use crate::source::Declared;
use crate::text::{MappedText, Span};

fn page(text: &str) -> Page {
    read(MappedText::identity(text.to_owned()), &Declared::default())
}

fn render(page: &Page) -> String {
    let mut out = String::new();
    let line = |text: &str| text.replace('\n', "⏎").replace('\t', "⇥");
    let meta = &page.metadata;
    let mut field = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            let _ = writeln!(out, "meta\t{name}\t{}", line(value));
        }
    };
    field("article", Some(if page.article { "yes" } else { "no" }));
    field("title", meta.title.as_deref());
    field("published", meta.published.as_ref().map(|date| date.edtf.as_str()));
    field("publisher", meta.publisher.as_deref());
    field("section", meta.section.as_deref());
    for author in &meta.authors {
        field("author", Some(author));
    }
    for tag in &meta.tags {
        field("tag", Some(tag));
    }
    for block in &page.blocks {
        let _ = writeln!(out, "block\t{:?}\t{}", block.role, line(&page.text[block.span.range()]));
    }
    for removed in &page.removed {
        let _ = writeln!(out, "removed\t{}\t{}", removed.kind, line(&removed.text));
    }
    out
}

/// Every fixture reads as its `.tsv` says; `UPDATE_FIXTURES=1` writes the files anew, for review.
#[test]
fn fixtures_read_as_expected() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/plain");
    let mut names: Vec<_> = fs::read_dir(folder)
        .expect("fixtures")
        .map(|entry| entry.expect("entry").path())
        .collect();
    names.retain(|path| path.extension().is_some_and(|end| end == "txt"));
    names.sort();
    assert!(names.len() >= 10);
    for path in names {
        let text = fs::read_to_string(&path).expect("text");
        let found = page(&text);
        partition(&text, &found);
        // Reading what was kept leaves nothing more out.
        assert_eq!(page(&found.text).text, found.text, "{}", path.display());
        let expected = path.with_extension("tsv");
        let rendered = render(&found);
        if std::env::var_os("UPDATE_FIXTURES").is_some() {
            fs::write(&expected, &rendered).expect("written");
        }
        assert_eq!(rendered, fs::read_to_string(&expected).expect("expected"), "{}", path.display());
    }
}

/// Kept and removed text make up the input, byte for byte, and the map says where each kept byte stood.
fn partition(raw: &str, page: &Page) {
    let Origin::Plain(map) = &page.origin else { panic!("plain text") };
    let mut owner = vec![0u8; raw.len()];
    for (at, c) in page.text.char_indices() {
        let source = map.source(Span::new(at, at + c.len_utf8()));
        let piece = &raw[source.range()];
        // A blank for a line break: text broken to one width.
        let replaced = matches!((c, piece), (' ', "_" | "\n") | ('\t', "|") | ('\n', "\\n") | (' ', "\\t" | "\\xa0"));
        assert!(replaced || piece.chars().eq([c]), "{c:?} from {piece:?}");
        owner[source.range()].iter_mut().for_each(|n| *n += 1);
    }
    for removed in &page.removed {
        let Place::Bytes { start, end } = removed.place else {
            panic!("bytes")
        };
        assert!(!removed.text.is_empty());
        owner[start as usize..end as usize].iter_mut().for_each(|n| *n += 1);
    }
    assert!(owner.iter().all(|&n| n == 1), "lost or doubled: {owner:?}");
    let mut last = 0;
    for block in &page.blocks {
        assert!(block.span.start >= last, "blocks in order");
        last = block.span.end;
        assert_eq!(page.text[block.span.range()].trim(), &page.text[block.span.range()]);
    }
}

#[test]
fn text_without_debris_is_handed_through() {
    let text = "Huyện khởi công 3 cụm công nghiệp.\n\nTổng vốn là 900 tỷ đồng.\n";
    let found = page(text);
    assert_eq!(found.text, text);
    assert!(found.removed.is_empty());
    assert_eq!(found.origin, Origin::Plain(crate::text::OffsetMap::identity(text.len())));
}

#[test]
fn the_container_title_wins() {
    let declared = Declared {
        title: Some("Huyện khởi công 3 cụm".to_owned()),
        date: Some("2023-05-04T10:00:00+07:00".to_owned()),
        ..Declared::default()
    };
    let one_line = "Huyện khởi công 3 cụm Sáng 4/5, huyện khởi công 3 cụm công nghiệp.";
    let found = read(MappedText::identity(one_line.to_owned()), &declared);
    assert_eq!(&found.text[found.blocks[0].span.range()], "Huyện khởi công 3 cụm");
    assert_eq!(found.blocks[0].role, crate::page::Role::Title);
    assert_eq!(
        found.metadata.published.map(|date| (date.edtf, date.basis)),
        Some(("2023-05-04".to_owned(), "container"))
    );
}

#[test]
fn nothing_and_errors_are_no_articles() {
    for text in ["", "\n\n", "---\n", "404 Not Found\nTrang chủ\n", "12\n34\n"] {
        assert!(!page(text).article, "{text:?}");
    }
    assert!(page("Năm 2021 khởi công 43 cụm công nghiệp").article);
}

/// Pieces that meet in crawled text, joined in any order.
fn crawled() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "Huyện khởi công 3 cụm công nghiệp",
        "Theo kế hoạch, tổng diện tích của ba cụm là 120 ha, vốn đầu tư khoảng 900 tỷ đồng, hoàn thành trước năm 2025.",
        "x",
        "-",
        "•",
        "![]() |",
        "Ảnh minh hoạ. |",
        ".png)",
        ">> Xem thêm: giá vàng",
        "Đọc nhiều",
        "Tin liên quan:",
        "21/03/2016",
        "31/05/13 16:31 GMT+7",
        "Kinh tế",
        "a,b,c,d",
        "Bình luận (3)",
        "Chia sẻ",
        "Facebook",
        "Trần Mẫu",
        "| a | b |",
        "|---|---|",
        "**đậm**",
        "# đầu",
        "[chữ](http://vi.du)",
        "[[[",
        "](",
        "*",
        "**",
        "thành_phố hà_nội một_hai",
        "['\\r\\n', 'mục', ' hai', '\\n']",
        "\\",
        " ",
        "",
        "\t",
        "moreTheo",
        "(TTX) – Tin",
        "Nguồn: [Link nguồn]",
        "…",
        "Ảnh minh họa",
        "PHẢN HỒIGửi bình luận",
        ":gift:",
        "© 2020",
        "Theo VNE",
        "\u{301}",
        "🎁",
    ]);
    let joint = prop::sample::select(vec!["\n", "\n\n", " ", "", "\n\n\n", "|"]);
    prop::collection::vec((piece, joint), 0..24).prop_map(|parts| parts.into_iter().flat_map(|(piece, joint)| [piece, joint]).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn nothing_is_lost_and_offsets_are_true(text in crawled()) {
        partition(&text, &page(&text));
    }

    #[test]
    fn any_text_is_read(text in "[\\PC\\n|*\\[\\]()_'\\\\-]{0,200}") {
        partition(&text, &page(&text));
    }

    /// A list of teasers put behind an article changes nothing in what is kept of it.
    #[test]
    fn a_list_of_teasers_adds_nothing(count in 2usize..12, texts in any::<bool>(), headed in any::<bool>()) {
        let article = "Huyện khởi công 3 cụm công nghiệp\nHuyện vừa khởi công 3 cụm công nghiệp.\nTổng vốn của ba cụm là 900 tỷ đồng.\n";
        let mut text = article.to_owned();
        if headed {
            text.push_str("Đọc nhiều\n");
        }
        for n in 0..count {
            let _ = writeln!(text, "-\nTỉnh bên cạnh mở thêm {n} khu công nghiệp trong năm nay");
            if texts {
                let _ = writeln!(text, "Tỉnh bên cạnh vừa cho phép mở thêm {n} khu công nghiệp, tổng vốn {n}00 tỷ đồng.");
            }
        }
        prop_assert_eq!(page(&text).text, article);
    }
}
