//! The grammar of a number and symbol, over tokens: `68/2017/NĐ-CP`, `15-NQ/TU`, `08 TT/LB`, `73-CP`.
//!
//! Source of the forms: Nghị định 30/2020/NĐ-CP, Điều 8 and Phụ lục III; Hướng dẫn 36-HD/VPTW for the Party; older forms as met.

use super::group::{Group, Shape, shape, shape_is_code};
use crate::lexicon::Codes;
use crate::text::{Kind, Token};

/// A number and symbol as read from tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Raw {
    /// First token behind it.
    pub end: usize,
    /// Byte behind it; within the last token when a word is glued on (`CPngày`).
    pub end_byte: u32,
    /// The number as written: `68`, `30a`, `66.13`.
    pub number: String,
    /// The year and what parts it from the number.
    pub year: Option<(u16, char)>,
    /// The year stands behind the symbol (`12/NĐ-CP/2017`).
    pub year_last: bool,
    /// The groups of the symbol, one at least.
    pub groups: Vec<Group>,
    /// Letters or digits go on right behind it, so it is a piece of something else.
    pub cut_short: bool,
}

/// Longest symbol: joint circulars of up to seven ministries.
const MOST_GROUPS: usize = 9;

pub(super) struct Reader<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub codes: &'a Codes,
}

impl Reader<'_> {
    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.of(self.text))
    }

    fn is(&self, at: usize, mark: char) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(mark))
    }

    fn is_dash(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(Token::is_dash)
    }

    fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    fn glued(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(Token::glued)
    }

    /// Digits of exactly four that can be a year.
    fn year(&self, at: usize) -> Option<u16> {
        if self.kind(at) != Some(Kind::Digits) || self.word(at).len() != 4 {
            return None;
        }
        self.word(at).parse().ok().filter(|year| (1945..=2099).contains(year))
    }

    /// Number and symbol that start at token `at`, digits.
    pub fn read(&self, at: usize) -> Option<Raw> {
        let behind = self.number(at)?;
        let mut next = behind;
        let mut year = None;
        let joint;
        if self.is(next, '/') {
            next += 1;
            joint = '/';
            if let Some(found) = self.year(next) {
                if self.is(next + 1, '/') {
                    year = Some((found, '/'));
                    next += 2;
                } else if self.kind(next + 1) == Some(Kind::Word)
                    && self.is_dash(next + 2)
                    && self.codes.document(self.word(next + 1)).is_some()
                {
                    // The second slash lost: "12/2017 NĐ-CP".
                    year = Some((found, '/'));
                    next += 1;
                } else if self.is_dash(next + 1) && self.codes.document(self.word(next + 2)).is_some() {
                    // "134/2016-NĐ-CP".
                    year = Some((found, '/'));
                    next += 2;
                } else {
                    return None;
                }
            } else if self.kind(next) == Some(Kind::Digits)
                && self.word(next).len() == 2
                && self.is(next + 1, '/')
                && self.codes.document(self.word(next + 2)).is_some()
            {
                // Two digits of the year, before 2000.
                let short: u16 = self.word(next).parse().ok()?;
                year = Some((if short >= 45 { 1900 + short } else { 2000 + short }, '/'));
                next += 2;
            }
        } else if self.is_dash(next) {
            next += 1;
            joint = '-';
            if let Some(found) = self.year(next) {
                if !self.is(next + 1, '/') {
                    return None;
                }
                year = Some((found, '-'));
                next += 2;
            }
        } else if self.kind(next) == Some(Kind::Word) && !self.glued(next) && !self.tokens[next].starts_line() {
            joint = ' ';
        } else {
            return None;
        }
        let joint = if year.is_some() { '/' } else { joint };
        self.symbol(next, joint).map(|(groups, end, end_byte)| {
            let mut raw = Raw {
                end,
                end_byte,
                number: self.text[self.tokens[at].start as usize..self.tokens[behind - 1].end as usize].to_owned(),
                year,
                year_last: false,
                groups,
                cut_short: false,
            };
            self.tail(&mut raw);
            raw
        })
    }

    /// `68`, `30a`, `66.13`: up to six digits, a dotted part, a letter, all in one piece; gives the token behind.
    fn number(&self, at: usize) -> Option<usize> {
        self.tokens.get(at).filter(|token| token.kind == Kind::Digits && token.len() <= 6)?;
        let mut next = at + 1;
        if self.is(next, '.') && self.glued(next) && self.glued(next + 1) && self.kind(next + 1) == Some(Kind::Digits) {
            let part = self.word(next + 1);
            if part.len() > 3 {
                return None;
            }
            next += 2;
        }
        if self.kind(next) == Some(Kind::Word) && self.glued(next) {
            let word = self.word(next);
            let letter = word.chars().next().filter(|c| c.is_alphabetic())?;
            if word.len() != letter.len_utf8() || !(self.is(next + 1, '/') || self.is_dash(next + 1)) {
                return None;
            }
            next += 1;
        }
        Some(next)
    }

    /// Groups from `at` on, each with what joins it to the one before.
    fn symbol(&self, at: usize, first: char) -> Option<(Vec<Group>, usize, u32)> {
        let (text, mut next, mut end_byte, lower) = self.group(at, false)?;
        let mut whole = end_byte == self.tokens.get(next - 1).map_or(0, |token| token.end);
        let mut groups = vec![Group { text, joint: first }];
        while whole && groups.len() < MOST_GROUPS {
            let joint = if self.is(next, '/') {
                '/'
            } else if self.is_dash(next) || self.is(next, '_') && self.glued(next) {
                '-'
            } else if groups.len() == 1 && self.dotted(next) && self.codes.document(&groups[0].text).is_some() {
                '.'
            } else {
                break;
            };
            let blanks = (!self.glued(next), !self.glued(next + 1));
            let Some((text, after, byte, small)) = self.group(next + 1, lower) else {
                break;
            };
            if small && !lower && joint != '-' {
                break;
            }
            if blanks == (true, true) && !self.spaced_joint(&groups, &text, joint) {
                break;
            }
            whole = self.tokens.get(after - 1).is_some_and(|token| token.end == byte);
            groups.push(Group { text, joint });
            (next, end_byte) = (after, byte);
        }
        Some((groups, next, end_byte))
    }

    /// A full stop inside an older symbol, glued on both sides: `639/QĐ.UBTX`.
    fn dotted(&self, at: usize) -> bool {
        self.is(at, '.') && self.glued(at) && self.glued(at + 1) && self.tokens[at + 1].is_all_caps()
    }

    /// A joint with blanks on both sides may be a dash between clauses: it joins only what is not whole without it.
    fn spaced_joint(&self, groups: &[Group], text: &str, joint: char) -> bool {
        if joint == '/' {
            return groups.len() == 1;
        }
        let last = groups.last().map_or("", |group| &group.text);
        groups.len() == 1 && last != "CP" && last != "TTg"
            || text.chars().count() <= 3 && text.ends_with(|c: char| c.is_ascii_digit())
            || self.codes.unit(text).is_some()
    }

    /// One group: its canonical text, the token and byte behind it, and whether it is in small letters. In a symbol that does
    /// not start with small letters (`lower`), such a group is one only when a table knows it.
    fn group(&self, at: usize, lower: bool) -> Option<(String, usize, u32, bool)> {
        let token = self.tokens.get(at).filter(|token| token.kind == Kind::Word)?;
        let word = token.of(self.text);
        // "T.Ư": dots inside an abbreviation.
        if token.is_capital()
            && self.is(at + 1, '.')
            && word.chars().count() == 1
            && self.glued(at + 1)
            && self.glued(at + 2)
            && matches!(self.word(at + 2), "Ư" | "W" | "U")
        {
            let canonical = self.codes.canonical("T.Ư").unwrap_or("TW");
            return Some((canonical.to_owned(), at + 3, self.tokens[at + 2].end, false));
        }
        let shape = shape(word);
        let (used, small) = match shape {
            Shape::Upper => (word.len(), false),
            Shape::Mixed => (word.len(), false),
            Shape::UpperThen(cut) => (cut, false),
            Shape::Lower if lower || word.len() <= 12 => (word.len(), true),
            // "Ctr": one capital, but a type's code.
            Shape::Other
                if word.len() <= 4
                    && token.is_capital()
                    && self
                        .codes
                        .canonical(word)
                        .is_some_and(|code| code.to_lowercase() == word.to_lowercase()) =>
            {
                (word.len(), false)
            }
            Shape::Other => return self.spelled_out(at),
            Shape::Lower => return None,
        };
        let mut text = word.get(..used)?.to_owned();
        let mut next = at + 1;
        let mut end_byte = token.start + used as u32;
        if used == word.len() {
            while self.glued(next) {
                match self.kind(next) {
                    Some(Kind::Digits) if self.word(next).len() <= 3 => text.push_str(self.word(next)),
                    Some(Kind::Word) if self.kind(next - 1) == Some(Kind::Digits) && shape_is_code(self.word(next)) => {
                        text.push_str(self.word(next));
                    }
                    Some(Kind::Punct)
                        if self.is(next, '&')
                            && self.glued(next + 1)
                            && self.kind(next + 1) == Some(Kind::Word)
                            && shape_is_code(self.word(next + 1)) =>
                    {
                        text.push('&');
                        text.push_str(self.word(next + 1));
                        next += 1;
                    }
                    // "BCA(X13)".
                    Some(Kind::Punct)
                        if self.is(next, '(')
                            && self.glued(next + 1)
                            && shape_is_code(self.word(next + 1))
                            && self.word(next + 1).len() <= 4 =>
                    {
                        let mut close = next + 2;
                        if self.kind(close) == Some(Kind::Digits) && self.glued(close) {
                            close += 1;
                        }
                        if !(self.is(close, ')') && self.glued(close)) {
                            break;
                        }
                        let from = self.tokens[next].start as usize;
                        text.push_str(self.text.get(from..self.tokens[close].end as usize).unwrap_or(""));
                        next = close;
                    }
                    _ => break,
                }
                next += 1;
                end_byte = self.tokens[next - 1].end;
            }
            // "TT HĐND": the standing committee of a council.
            if text == "TT" && self.word(next) == "HĐND" && !self.glued(next) {
                text.push_str(" HĐND");
                end_byte = self.tokens[next].end;
                next += 1;
            }
            // "QH 15": the assembly's term after a blank.
            if matches!(text.as_str(), "QH" | "UBTVQH")
                && self.kind(next) == Some(Kind::Digits)
                && !self.glued(next)
                && self.word(next).len() <= 2
                && !self.is(next + 1, '/')
            {
                text.push_str(self.word(next));
                end_byte = self.tokens[next].end;
                next += 1;
            }
        }
        let known = small && !lower;
        Some((self.canonical(text, known)?, next, end_byte, small))
    }

    /// `65/KH-Ủy ban nhân dân`: the commonest issuer in words.
    fn spelled_out(&self, at: usize) -> Option<(String, usize, u32, bool)> {
        let words = ["ban", "nhân", "dân"];
        let spelled = matches!(self.word(at), "Ủy" | "Uỷ") && (0..3).all(|step| self.word(at + 1 + step) == words[step]);
        let token = self.tokens.get(at + 3).filter(|_| spelled)?;
        Some(("UBND".to_owned(), at + 4, token.end, false))
    }

    /// Known codes as the tables spell them, others in capitals with `Ð` as `Đ`, or not at all if it has to be `known`.
    fn canonical(&self, text: String, known: bool) -> Option<String> {
        let text = if text.contains(['Ð', 'ð']) {
            text.replace('Ð', "Đ").replace('ð', "đ")
        } else {
            text
        };
        if let Some(code) = self.codes.canonical(&text) {
            return Some(code.to_owned());
        }
        if known {
            return None;
        }
        Some(match shape(&text) {
            Shape::Lower => text.to_uppercase(),
            _ => text,
        })
    }

    /// A year behind the symbol, and whether the symbol is cut off in the middle of something longer.
    fn tail(&self, raw: &mut Raw) {
        let next = raw.end;
        if !self.glued(next) {
            return;
        }
        let joined = self.is(next, '/') || self.is_dash(next);
        if self.is(next, '/')
            && raw.year.is_none()
            && !self.glued_more(next + 2)
            && let Some(year) = self.year(next + 1).filter(|_| self.glued(next + 1))
        {
            raw.year = Some((year, '/'));
            raw.year_last = true;
            raw.end = next + 2;
            raw.end_byte = self.tokens[next + 1].end;
            return;
        }
        if joined && self.glued(next + 1) {
            raw.cut_short = match self.kind(next + 1) {
                Some(Kind::Digits) => true,
                Some(Kind::Word) => self.tokens[next + 1].is_capital(),
                _ => false,
            };
        }
        if self.is(next, '.') && self.glued(next + 1) && self.tokens[next + 1].is_all_caps() && self.glued(next + 2) {
            raw.cut_short = true;
        }
    }

    fn glued_more(&self, at: usize) -> bool {
        self.glued(at) && (self.kind(at) != Some(Kind::Punct) || self.is(at, '/') || self.is_dash(at))
    }
}

impl Raw {
    /// The symbol: `NĐ-CP`, `NQ/TU`.
    pub fn symbol(&self) -> String {
        let mut symbol = String::new();
        for (at, group) in self.groups.iter().enumerate() {
            if at > 0 {
                symbol.push(group.joint);
            }
            symbol.push_str(&group.text);
        }
        symbol
    }

    /// The whole, canonical: `68/2017/NĐ-CP`.
    pub fn canonical(&self) -> String {
        let symbol = self.symbol();
        match self.year {
            Some((year, _)) if self.year_last => format!("{}/{symbol}/{year}", self.number),
            Some((year, joint)) => format!("{}{joint}{year}/{symbol}", self.number),
            None => format!("{}{}{symbol}", self.number, self.groups[0].joint),
        }
    }
}
