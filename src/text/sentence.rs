//! Sentences as ranges of tokens.

use std::ops::Range;

use super::token::{Kind, Token};

/// Short words that a full stop abbreviates without ending the sentence: titles, units of place, forms of address.
const ABBREVIATED: [&str; 34] = [
    "tp", "tx", "tt", "q", "p", "h", "x", "ts", "ths", "gs", "pgs", "bs", "ks", "cn", "cty", "ct", "đ", "đc", "th", "st", "mr", "mrs",
    "dr", "no", "vs", "tel", "đt", "ub", "nxb", "tr", "v", "vv", "ng", "nd",
];

/// Splits `tokens` of `text` into sentences, in order; every token is in exactly one.
///
/// A sentence ends at `.`, `!`, `?` or `…` before a capital letter, digit, quotation mark or line end, and at a line
/// end, unless the line ends in `:`, `,` or a dash, or the next one goes on in small letters. A full stop inside a
/// number, an abbreviation or initials ends nothing; one that a capital follows without a blank does.
pub fn sentences(text: &str, tokens: &[Token]) -> Vec<Range<usize>> {
    let mut out = Vec::with_capacity(tokens.len() / 24 + 1);
    let mut start = 0;
    let followers = tokens.get(1..).unwrap_or(&[]);
    for (block, (here, next)) in tokens.chunks(BLOCK).zip(followers.chunks(BLOCK)).enumerate() {
        // Where a mark stands cannot be foreseen, so all tokens of a block are asked at once, a bit for each.
        let mut may_end = 0u64;
        for (token, next) in here.iter().zip(next).rev() {
            may_end = may_end << 1 | u64::from(next.starts_line() | token.may_close());
        }
        while may_end != 0 {
            let at = block * BLOCK + may_end.trailing_zeros() as usize;
            may_end &= may_end - 1;
            if ends_after(text, tokens, at) {
                out.push(start..at + 1);
                start = at + 1;
            }
        }
    }
    if start < tokens.len() {
        out.push(start..tokens.len());
    }
    out
}

/// Tokens that are looked at together.
const BLOCK: usize = 64;

/// A sentence ends with the token at `at`, which is not the last; only asked where the next starts a line or this one may close.
fn ends_after(text: &str, tokens: &[Token], at: usize) -> bool {
    let (token, next) = (&tokens[at], &tokens[at + 1]);
    if next.starts_line() {
        return next.starts_paragraph() && !token.is(':') || !runs_on(token, next);
    }
    // A closing quote or bracket behind a full stop belongs to the sentence that ends.
    if next.glued() && (next.is(')') || next.is_quote() || next.is('.')) {
        return false;
    }
    let mark = if (token.is_quote() || token.is(')')) && token.glued() && at > 0 {
        &tokens[at - 1]
    } else {
        token
    };
    if mark.is('.') {
        let full_stop = if mark.start == token.start { at } else { at - 1 };
        return opens(next) && !abbreviates(text, tokens, full_stop);
    }
    (mark.is('!') || mark.is('?') || mark.is('…')) && opens(next)
}

/// A line that the next one continues.
fn runs_on(last: &Token, next: &Token) -> bool {
    last.is(':') || last.is(',') || (last.is_dash() && !last.starts_line()) || (next.is_small() && !last.is('.') && !last.is(';'))
}

fn opens(next: &Token) -> bool {
    next.is_capital()
        || (next.kind == Kind::Digits && !next.glued())
        || next.is_quote()
        || next.is('(')
        || next.is_dash() && !next.glued()
        || next.is('*')
        || next.is('+')
}

/// The full stop at `at` shortens a word or stands inside a number.
fn abbreviates(text: &str, tokens: &[Token], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|i| &tokens[i]) else {
        return false;
    };
    if !tokens[at].glued() {
        return false;
    }
    let next = &tokens[at + 1];
    match before.kind {
        Kind::Digits => next.kind == Kind::Digits && next.glued(),
        Kind::Word => {
            let word = before.of(text);
            // Initials behind a name ("Nguyễn V. A").
            if word.chars().count() == 1 && before.is_capital() {
                return at >= 2 && (tokens[at - 2].is_capital() || tokens[at - 2].is('.'));
            }
            // "80 km/h. Với …", "lúc 15h. Sau đó …": a unit ends the sentence as any word does.
            let unit = !before.is_capital() && at >= 2 && (tokens[at - 2].is('/') || tokens[at - 2].kind == Kind::Digits);
            !unit
                && word.len() <= 4
                && (before.is_capital() || next.is_capital() && word.len() <= 2)
                && ABBREVIATED.contains(&word.to_lowercase().as_str())
        }
        Kind::Punct => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::token::{Syllables, Tokenizer};
    use super::*;

    fn split(text: &str) -> Vec<String> {
        let syllables = Syllables::default();
        let mut tokens = Vec::new();
        Tokenizer::new(&syllables).tokenize(text, &mut tokens);
        sentences(text, &tokens)
            .into_iter()
            .map(|range| text[tokens[range.start].start as usize..tokens[range.end - 1].end as usize].to_owned())
            .collect()
    }

    #[test]
    fn examples() {
        let cases: [(&str, &[&str]); 9] = [
            ("Chạy 80 km/h. Với 15h. Xong", &["Chạy 80 km/h.", "Với 15h.", "Xong"]),
            ("Đạt 1.686 ha. Tăng 3,5%.", &["Đạt 1.686 ha.", "Tăng 3,5%."]),
            ("UBND TP. Hà Nội họp. Xong.", &["UBND TP. Hà Nội họp.", "Xong."]),
            ("khởi công ba cụm:\nA, B và C. Hết", &["khởi công ba cụm:\nA, B và C.", "Hết"]),
            ("Tiêu đề không chấm\nĐoạn đầu.", &["Tiêu đề không chấm", "Đoạn đầu."]),
            ("dòng bị\nngắt giữa chừng. Hết", &["dòng bị\nngắt giữa chừng.", "Hết"]),
            ("thiếu dấu cách.Sau đó", &["thiếu dấu cách.", "Sau đó"]),
            ("Ông nói: “Xong rồi.” Rồi đi.", &["Ông nói: “Xong rồi.”", "Rồi đi."]),
            ("còn nữa… Tuy nhiên chưa", &["còn nữa…", "Tuy nhiên chưa"]),
        ];
        for (text, want) in cases {
            assert_eq!(split(text), want, "{text}");
        }
    }
}
