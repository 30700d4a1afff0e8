//! Laws that hold on any text: no panic, spans inside the text, mentions apart and in order.

use proptest::prelude::*;

use super::*;
use crate::extract::organisation::{duties, organisations};
use crate::extract::place::{Setting, places};
use crate::lexicon::builtin;
use crate::text::Tokenizer;

/// Pieces that make the grammars work hard when shuffled.
const PIECES: [&str; 44] = [
    "Cụm công nghiệp",
    "CCN",
    "KCN",
    "cụm công nghiệp",
    "CỤM CÔNG NGHIỆP",
    "làng nghề",
    "(",
    ")",
    ",",
    ";",
    ":",
    ".",
    "-",
    "–",
    "và",
    "gồm",
    "giai đoạn",
    "GĐ",
    "2",
    "II",
    "mở rộng",
    "huyện",
    "xã",
    "thị trấn",
    "TP.",
    "Hà Nội",
    "Quốc Oai",
    "Ngọc Liệp",
    "Sơn Tây",
    "Bình Phú",
    "1",
    "50 ha",
    "UBND",
    "các",
    "Sở",
    "Công Thương",
    "Công ty cổ phần",
    "được giao",
    "khởi công",
    "chưa",
    "\n",
    "\n\n",
    "“",
    "tại",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_shuffle_of_words_gives_mentions_apart_and_in_order(at in prop::collection::vec(0..PIECES.len(), 0..40), glued in any::<u64>()) {
        let mut text = String::new();
        for (index, piece) in at.iter().enumerate() {
            text.push_str(PIECES[*piece]);
            if glued >> (index % 64) & 3 != 0 {
                text.push(' ');
            }
        }
        holds(&text)?;
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,120}") {
        holds(&text)?;
    }
}

fn holds(text: &str) -> Result<(), TestCaseError> {
    let lexicon = builtin();
    let mut scan = Scan::new(text, &[], lexicon, &mut Tokenizer::new(&lexicon.syllables));
    let context = PlaceContext::survey(&mut scan, Setting::default());
    let found = clusters(&mut scan, &context);
    let mut end = 0;
    for mention in &found {
        prop_assert!(
            mention.tokens.start >= end && mention.tokens.end <= scan.tokens.len() && !mention.name.is_empty(),
            "{:?}",
            mention
        );
        prop_assert!(mention.tokens.start <= mention.name_tokens.start && mention.name_tokens.end <= mention.tokens.end);
        end = mention.tokens.end;
    }
    for event in events(&scan, &found) {
        prop_assert!(event.clusters.iter().all(|at| *at < found.len()));
    }
    let taken: Vec<_> = found.iter().map(|mention| mention.tokens.clone()).collect();
    for place in places(&scan, &context, &taken) {
        prop_assert!(scan.slice(place.span).contains(place.name));
    }
    let bodies = organisations(&scan, &context);
    prop_assert!(bodies.windows(2).all(|pair| pair[0].tokens.end <= pair[1].tokens.start));
    duties(&scan, &bodies);
    Ok(())
}
