use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::*;
use crate::text::Span;

fn clean(text: &str) -> String {
    normalise_str(text).0.into_owned()
}

const TONES: [char; 6] = ['\0', '\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}'];
const BASES: [(&str, char); 12] = [
    ("a", '\0'),
    ("a", '\u{306}'),
    ("a", '\u{302}'),
    ("e", '\0'),
    ("e", '\u{302}'),
    ("i", '\0'),
    ("o", '\0'),
    ("o", '\u{302}'),
    ("o", '\u{31B}'),
    ("u", '\0'),
    ("u", '\u{31B}'),
    ("y", '\0'),
];

/// Every vowel in every order of its parts: composed, decomposed, base + tone as in windows-1258, tone before the shape.
#[test]
fn every_form_of_every_vowel() {
    for (base, shape) in BASES {
        for tone in TONES {
            for upper in [false, true] {
                let base = if upper { base.to_uppercase() } else { base.into() };
                let join = |parts: &[char]| -> String {
                    let marks = parts.iter().filter(|c| **c != '\0');
                    base.chars().chain(marks.copied()).collect()
                };
                let want: String = join(&[shape, tone]).nfc().collect();
                assert_eq!(want.chars().count(), 1);
                let shaped: String = join(&[shape]).nfc().collect();
                let toned: String = join(&[tone]).nfc().collect();
                let mut forms = vec![want.clone(), join(&[shape, tone]), join(&[tone, shape])];
                for (half, other) in [(shaped, tone), (toned, shape)] {
                    let mut form = half;
                    form.extend(Some(other).filter(|c| *c != '\0'));
                    forms.push(form);
                }
                for form in forms {
                    assert_eq!(clean(&form), want, "{form:?}");
                    let mut general = String::new();
                    compose_any(None, &form.chars().collect::<Vec<_>>(), &mut general);
                    assert_eq!(general, want, "{form:?} by the general way");
                }
            }
        }
    }
}

#[test]
fn single_changes() {
    for (from, to) in [
        ("a\u{200B}b\u{AD}c\u{FEFF}d\u{2060}e", "abcde"),
        ("a\u{200E}b\u{202A}c\u{2069}d", "abcd"),
        ("a\u{0}b\u{1B}c\u{7F}d\u{81}e", "abcde"),
        ("a\u{A0}b\u{2009}c\u{202F}d\u{3000}e\u{180E}f", "a b c d e f"),
        ("a\r\nb\rc\u{2028}d\u{2029}e\u{85}f\u{C}g\n", "a\nb\nc\nd\ne\nf\ng\n"),
        ("\r\r\n\n", "\n\n\n"),
        ("68/2017/NÐ-CP", "68/2017/NĐ-CP"),
        ("ðường ðã Ðông", "đường đã Đông"),
        ("það var ráð", "það var ráð"),
        ("１２％，（ａ）", "12%,(a)"),
        ("2016\u{96}2020 \u{93}mới\u{94}", "2016–2020 “mới”"),
        ("a\u{200B}\u{301}", "á"),
        ("\u{301}a", "\u{301}a"),
        ("\u{E123}\u{FFFD}", "\u{E123}\u{FFFD}"),
        ("\u{212B}\u{2126}", "ÅΩ"),
        ("\u{1112}\u{1161}\u{11AB}", "한"),
        ("a\u{301}\u{301}", "á\u{301}"),
    ] {
        assert_eq!(clean(from), to, "{from:?}");
    }
}

#[test]
fn clean_text_is_not_touched() {
    let text = "Ở cụm công nghiệp “Đa Sỹ”, diện tích 13,2 ha – tăng 5 % so với năm 2020…\n\tÔng Ứng nói: 12 m² và 25 °C.";
    assert!(normalise_str(text).1.is_none());
    assert!(normalise_str("").1.is_none());
    let long = text.repeat(50);
    assert!(matches!(normalise_str(&long).0, Cow::Borrowed(_)));
}

#[test]
fn suspects_across_block_edges() {
    for pad in 0..140 {
        let text = format!("{}Ðo\u{323}\u{302}\r\n", "x".repeat(pad));
        assert_eq!(clean(&text), format!("{}Độ\n", "x".repeat(pad)));
    }
}

#[test]
fn dropped_source_belongs_to_nothing() {
    let (text, map) = normalise_str("\u{FEFF}a\u{200B}e\u{301}\u{200B}b");
    let map = map.unwrap_or_default();
    assert_eq!(text, "aéb");
    assert_eq!(map.source(Span::new(0, 1)), Span::new(3, 4));
    assert_eq!(map.source(Span::new(1, 3)), Span::new(7, 10));
    assert_eq!(map.source(Span::new(3, 4)), Span::new(13, 14));
    assert_eq!(map.src_len(), 14);
}

/// Text in which everything this module handles is likely.
fn messy() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-zA-Z0-9 .,]{1,6}",
        4 => prop::sample::select(vec!["ế", "ở", "Đ", "ă", "ư", "ậ", "ỹ", "ợ", "ô", "Ấ"]).prop_map(String::from),
        3 => prop::sample::select(vec!["\u{300}", "\u{301}", "\u{302}", "\u{303}", "\u{306}", "\u{309}", "\u{31B}", "\u{323}"])
            .prop_map(String::from),
        3 => prop::sample::select(vec!["a", "e", "o", "u", "A", "O", "y"]).prop_map(String::from),
        2 => prop::sample::select(vec![
            "\u{200B}", "\u{AD}", "\u{FEFF}", "\r", "\n", "\r\n", "\u{A0}", "\u{85}", "ð", "Ð", "\u{3000}", "Ａ", "１",
            "\u{96}", "\u{1}", "\u{308}", "\u{307}", "\u{1112}", "\u{1161}", "\u{212B}", "å", "\u{344}", "\u{FFFD}", "“", "€",
        ]).prop_map(String::from),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// A map over `steps`: copies, units and dropped source.
fn map_of(steps: &[(u8, usize, usize)], src: Option<usize>) -> OffsetMap {
    let mut map = OffsetMap::default();
    for &(kind, out, len) in steps {
        let left = src.map_or(usize::MAX, |src| src - map.src_len());
        match kind {
            0 => map.same(len.min(left)),
            1 => map.skip(len.min(left)),
            _ => map.unit(out, len.min(left)),
        }
    }
    if let Some(src) = src {
        map.skip(src - map.src_len());
    }
    map
}

proptest! {
    #[test]
    fn composed_maps_agree_with_one_after_the_other(
        first in prop::collection::vec((0u8..4, 1usize..4, 0usize..5), 0..12),
        second in prop::collection::vec((0u8..4, 1usize..4, 0usize..9), 0..12),
    ) {
        let first = map_of(&first, None);
        let second = map_of(&second, Some(first.out_len()));
        let both = second.after(&first);
        prop_assert_eq!(both.out_len(), second.out_len());
        prop_assert_eq!(both.src_len(), first.src_len());
        for at in 0..second.out_len() {
            let step = second.source(Span::new(at, at + 1));
            let (want, got) = (first.source(step), both.source(Span::new(at, at + 1)));
            // A unit cut in two by the second map gives its source to the first half; never more than the two steps say.
            prop_assert!(want.contains(got) || got.is_empty(), "byte {at}: {got}, not {want}");
            let cut = first.source(Span::new(0, step.start as usize)).end > want.start;
            prop_assert!(got == want || cut || want.is_empty(), "byte {at}: {got}, not {want}");
        }
    }

    #[test]
    fn idempotent(text in messy()) {
        let once = clean(&text);
        prop_assert_eq!(clean(&once), once.clone());
        prop_assert!(normalise_str(&once).1.is_none());
    }

    #[test]
    fn equivalent_text_gives_the_same(text in messy()) {
        let nfd: String = text.nfd().collect();
        let nfc: String = text.nfc().collect();
        prop_assert_eq!(clean(&nfd), clean(&text));
        prop_assert_eq!(clean(&nfc), clean(&text));
    }

    #[test]
    fn output_is_nfc(text in messy()) {
        let once = clean(&text);
        prop_assert_eq!(once.nfc().collect::<String>(), once);
    }

    #[test]
    fn map_is_true(text in messy()) {
        let (out, map) = normalise_str(&text);
        let map = map.unwrap_or_else(|| OffsetMap::identity(text.len()));
        prop_assert_eq!(map.out_len(), out.len());
        prop_assert_eq!(map.src_len(), text.len());
        let mut last = Span::default();
        for (at, c) in out.char_indices() {
            let span = map.source(Span::new(at, at + c.len_utf8()));
            // Characters of one cluster share their source; apart from that, spans follow one another.
            prop_assert!(span.start >= last.end || span == last, "{span} after {last}");
            prop_assert!(text.get(span.range()).is_some(), "{span} splits a character");
            // `ð` depends on its neighbours, so it may differ on its own.
            let alone = clean(&text[span.range()]);
            prop_assert!(alone.contains(c) || c == 'ð' || c == 'đ', "{c:?} from {:?}", &text[span.range()]);
            last = span;
        }
    }

    #[test]
    fn any_string_passes(text in any::<String>()) {
        let mapped = normalise(MappedText::identity(text.clone()));
        prop_assert_eq!(mapped.text, clean(&text));
    }
}
