//! Numbers inside names of bodies, slogans and set phrases.

use super::other::{Verdict, measured};
use crate::extract::decimal::Decimal;
use crate::extract::number::{Numeral, Reader};
use crate::lexicon::{BoundEffect, Category};
use crate::text::Kind;

/// Words that open the name of a body that may end in a number.
const BODIES: [&str; 11] = [
    "Công",
    "Tổng",
    "Ban",
    "Nhà",
    "Xí",
    "Trường",
    "Viện",
    "Trung",
    "Chi",
    "Bệnh",
    "Phòng",
];

/// Most words between the head of a body's name and the number that it ends in.
const LONGEST_BODY: usize = 9;

/// `Công ty cổ phần Tư vấn xây dựng điện 3`, `Ban Quản lý dự án thủy điện 4`: the number that a body's name ends in.
pub(super) fn body<'a>(reader: &Reader<'_, 'a>, numeral: &Numeral, from: usize) -> Option<Verdict<'a>> {
    let (start, end) = (numeral.tokens.start, numeral.tokens.end);
    let few = numeral.tokens.len() == 1 && !numeral.spelled && numeral.high < Some(Decimal::from(100));
    if !few || measured(reader, numeral) {
        return None;
    }
    let ends = reader.token(end).is_none_or(|token| {
        token.starts_line()
            || token.kind == Kind::Punct && !token.is('%') && !token.is('/')
            || reader.bound_with(end, BoundEffect::Stop).is_some()
    });
    let word = reader.token(start.checked_sub(1)?)?;
    if !ends || !word.is_small() || reader.scan.hits.ending_at(start, Category::Action).is_some() {
        return None;
    }
    let head = (start.saturating_sub(LONGEST_BODY).max(from)..start - 1)
        .rev()
        .take_while(|&at| reader.token(at).is_some_and(|token| token.kind == Kind::Word))
        .find(|&at| BODIES.contains(&reader.scan.word(at)))?;
    let says = (head..start).any(|at| {
        matches!(
            reader.scan.word(at),
            "có" | "là"
                | "đạt"
                | "gồm"
                | "được"
                | "đã"
                | "sẽ"
                | "cho"
                | "với"
                | "trong"
                | "tăng"
                | "giảm"
                | "lên"
                | "xuống"
                | "từ"
                | "đến"
        )
    });
    (!says).then(|| Verdict {
        reason: "name-part",
        rule: "other.name-part",
        tokens: numeral.tokens.clone(),
    })
}

/// `“5 sẵn sàng”`, `“3 không”`: a slogan in quotation marks, named by a number.
pub(super) fn slogan<'a>(reader: &Reader<'_, 'a>, numeral: &Numeral) -> Option<Verdict<'a>> {
    let end = numeral.tokens.end;
    let open = numeral.tokens.start.checked_sub(1).and_then(|at| reader.token(at))?;
    let small = numeral.high <= Some(Decimal::from(12)) && numeral.scale == Decimal::ONE;
    if !open.is_quote() || !small {
        return None;
    }
    let closed = (end + 1..end + 5).any(|at| reader.token(at).is_some_and(|token| token.is_quote()));
    let words = (end..end + 2).all(|at| reader.token(at).is_some_and(|token| token.kind == Kind::Word || token.is_quote()));
    (closed && words).then(|| Verdict {
        reason: "fixed-expression",
        rule: "other.slogan",
        tokens: numeral.tokens.clone(),
    })
}

/// `công nghệ 4.0`, `tăng trưởng 2 con số`: numbers that count nothing.
pub(super) fn idiom<'a>(reader: &Reader<'_, 'a>, numeral: &Numeral) -> Option<Verdict<'a>> {
    let end = numeral.tokens.end;
    let digits = reader.scan.word(end) == "con" && reader.scan.word(end + 1) == "số" && numeral.high <= Some(Decimal::from(4));
    let version = !numeral.spelled
        && matches!(reader.scan.slice(numeral.span), "2.0" | "3.0" | "4.0" | "5.0")
        && !reader.token(end).is_some_and(|token| token.is('%'))
        && !measured(reader, numeral);
    let (reason, rule) = match (digits, version) {
        (true, _) => ("idiom", "other.idiom"),
        (_, true) => ("version", "other.version"),
        _ => return None,
    };
    Some(Verdict {
        reason,
        rule,
        tokens: numeral.tokens.clone(),
    })
}
