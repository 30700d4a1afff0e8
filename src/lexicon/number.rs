//! `numbers.tsv`: number words, scales and what joins them.

use super::{Category, Row, TableError, Term};

/// What a word does in a spelled number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberWord {
    /// A digit, 0 to 9 (`hai`).
    Digit(u8),
    /// A form of a digit that only stands behind tens, hundreds or a scale (`mốt`, `tư`, `lăm`).
    Variant(u8),
    /// `mười`, ten to nineteen.
    Ten,
    /// `mươi`, behind the digit of the tens.
    Tens,
    /// `trăm`.
    Hundred,
    /// A power of ten, 3 and more (`nghìn`, `triệu`, `tỷ`).
    Scale(u8),
    /// `chục`.
    Dozen,
    /// `lẻ`, `linh`: the tens are empty.
    Link,
    /// `rưỡi`: and a half of what stands before.
    Half,
    /// `nửa`: half of what follows.
    HalfOf,
    /// `đôi`: two, behind `gấp` (times).
    Pair,
    /// `phẩy`, `chấm`: the decimal mark.
    Point,
    /// `âm`, `trừ`.
    Minus,
    /// `phần`, `trên`, `chia`: the bar of a fraction.
    Over,
    /// `vài`, `mấy`, `hàng`: no value.
    Vague,
    /// A letter behind digits that stands for a power of ten (`tr`, `k`).
    Suffix(u8),
    /// `thứ`, before a number of order.
    Ordinal,
    /// A word of order (`nhất` behind `thứ`).
    Rank(u8),
}

/// A row of `numbers.tsv`.
#[derive(Clone, Copy, Debug)]
pub struct NumberTerm {
    /// What the word does.
    pub word: NumberWord,
}

impl Term for NumberTerm {
    const CATEGORY: Category = Category::Number;
    const FILE: &'static str = "numbers.tsv";
    const BUILTIN: &'static str = include_str!("data/numbers.tsv");

    fn read(row: &Row<'_>) -> Result<Self, TableError> {
        let value = || row.parse::<u8>(2, "a whole number");
        let word = match row.get(1) {
            "digit" => NumberWord::Digit(value()?.min(9)),
            "variant" => NumberWord::Variant(value()?.min(9)),
            "ten" => NumberWord::Ten,
            "tens" => NumberWord::Tens,
            "hundred" => NumberWord::Hundred,
            "scale" => NumberWord::Scale(value()?.min(18)),
            "dozen" => NumberWord::Dozen,
            "link" => NumberWord::Link,
            "half" => NumberWord::Half,
            "half-of" => NumberWord::HalfOf,
            "pair" => NumberWord::Pair,
            "point" => NumberWord::Point,
            "minus" => NumberWord::Minus,
            "over" => NumberWord::Over,
            "vague" => NumberWord::Vague,
            "suffix" => NumberWord::Suffix(value()?.min(18)),
            "ordinal" => NumberWord::Ordinal,
            "rank" => NumberWord::Rank(value()?),
            other => return Err(row.error(format!("column 2 should be a class of number word, is “{other}”"))),
        };
        Ok(Self { word })
    }
}
