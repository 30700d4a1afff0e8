//! Codes in the symbols of official documents: issuing bodies and units (`issuers.tsv`) and types (`documents.tsv`).
//!
//! The tables name codes and repair their spelling; they do not decide what is an identifier.

use std::collections::HashMap;
use std::path::Path;

use super::document::{DocumentClass, DocumentTerm};
use super::{DocumentRole, TableError, rows};
use crate::text::{Mixed, split_tone};

/// One code of `issuers.tsv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuer {
    /// Code as canonicalised: `TTg`.
    pub code: String,
    /// Name: `Thủ tướng Chính phủ`.
    pub name: String,
    /// True for a drafting unit, which follows the issuer: `VX`.
    pub unit: bool,
    /// Level as the table says; `UBND` never tells more than `local`.
    pub level: Option<String>,
}

/// What a code of a signature stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// A type of document: row of the documents' table.
    Type(u16, DocumentClass),
    /// Numbered like a document without being one.
    Lookalike,
    /// Row of the issuers.
    Issuer(u16),
    /// Row of the issuers that is a drafting unit.
    Unit(u16),
}

#[derive(Clone, Debug)]
struct Entry {
    canonical: String,
    meaning: Vec<Code>,
}

/// All codes, found whatever their case, and with `D` for `Đ` where that is no other code.
#[derive(Clone, Debug, Default)]
pub struct Codes {
    issuers: Vec<Issuer>,
    entries: Vec<Entry>,
    by_key: HashMap<String, u32, Mixed>,
    by_skeleton: HashMap<String, u32, Mixed>,
}

pub(super) const FILE: &str = "issuers.tsv";
pub(super) const BUILTIN: &str = include_str!("data/issuers.tsv");

impl Codes {
    /// Reads the built-in issuers and those of `dir`, and takes the types' codes from `documents`.
    ///
    /// # Errors
    /// The first row that does not fit, or a file that exists and cannot be read.
    pub fn load(documents: &[DocumentTerm], dir: Option<&Path>) -> Result<Self, TableError> {
        let mut codes = Self::default();
        for (row, term) in documents.iter().enumerate() {
            let row = row as u16;
            let meaning = match term.role {
                DocumentRole::Type(class) => Code::Type(row, class),
                DocumentRole::Lookalike => Code::Lookalike,
                _ => continue,
            };
            codes.add(term.codes.iter().map(String::as_str), meaning);
        }
        codes.read(FILE, BUILTIN)?;
        if let Some(text) = super::of_user(dir, FILE)? {
            codes.read(FILE, &text)?;
        }
        Ok(codes)
    }

    fn read(&mut self, table: &str, text: &str) -> Result<(), TableError> {
        for row in rows(table, text) {
            let unit = match row.get(2) {
                "issuer" => false,
                "unit" => true,
                other => return Err(row.error(format!("column 3 should be issuer or unit, is “{other}”"))),
            };
            let spellings: Vec<&str> = row.get(0).split('|').filter(|code| !code.is_empty()).collect();
            let Some(code) = spellings.first() else {
                return Err(row.error("column 1 should be a code"));
            };
            let index = u16::try_from(self.issuers.len()).map_err(|_| row.error("more than 65,535 rows"))?;
            self.issuers.push(Issuer {
                code: (*code).to_owned(),
                name: row.get(1).to_owned(),
                unit,
                level: row.optional(3).map(str::to_owned),
            });
            let meaning = if unit { Code::Unit(index) } else { Code::Issuer(index) };
            self.add(spellings.iter().copied(), meaning);
        }
        Ok(())
    }

    /// Spellings that differ from the first in case or stroke alone, and those marked `=`, are one code with it; the
    /// others are codes of their own that mean the same.
    fn add<'t>(&mut self, spellings: impl Iterator<Item = &'t str>, meaning: Code) {
        let mut first: Option<(String, u32)> = None;
        for spelling in spellings {
            let (spelling, same) = match spelling.strip_prefix('=') {
                Some(spelling) => (spelling, true),
                None => (spelling, false),
            };
            let bones = skeleton(spelling);
            let at = match &first {
                Some((known, at)) if same || *known == bones => *at,
                _ => {
                    let at = self.own_entry(spelling);
                    self.entries[at as usize].meaning.push(meaning);
                    first.get_or_insert((bones.clone(), at));
                    at
                }
            };
            self.by_key.entry(key(spelling)).or_insert(at);
            // A drafting unit is too short a code to repair others by.
            if !matches!(meaning, Code::Unit(_)) {
                self.by_skeleton.entry(bones).or_insert(at);
            }
        }
    }

    fn own_entry(&mut self, spelling: &str) -> u32 {
        match self.by_key.get(&key(spelling)) {
            Some(&known) => known,
            None => {
                self.entries.push(Entry {
                    canonical: spelling.to_owned(),
                    meaning: Vec::new(),
                });
                self.entries.len() as u32 - 1
            }
        }
    }

    fn entry(&self, code: &str) -> Option<&Entry> {
        let at = self.by_key.get(&key(code)).or_else(|| self.by_skeleton.get(&skeleton(code)))?;
        self.entries.get(*at as usize)
    }

    /// The code as canonicalised (`ND` → `NĐ`, `ttg` → `TTg`, `T.Ư` → `TW`); `None` when no table knows it.
    pub fn canonical(&self, code: &str) -> Option<&str> {
        self.entry(code).map(|entry| entry.canonical.as_str())
    }

    /// The row of the documents' table and the family, when `code` is a type's.
    pub fn document(&self, code: &str) -> Option<(u16, DocumentClass)> {
        self.entry(code)?.meaning.iter().find_map(|meaning| match *meaning {
            Code::Type(row, class) => Some((row, class)),
            _ => None,
        })
    }

    /// The issuer, when `code` is one's; a term or department number behind it (`HĐND8`, `NHNN7`) is set aside.
    pub fn issuer(&self, code: &str) -> Option<&Issuer> {
        self.entry(code)
            .or_else(|| self.entry(code.trim_end_matches(|c: char| c.is_ascii_digit())))?
            .meaning
            .iter()
            .find_map(|meaning| match *meaning {
                Code::Issuer(row) => self.issuers.get(usize::from(row)),
                _ => None,
            })
    }

    /// The drafting unit, when `code` is one's.
    pub fn unit(&self, code: &str) -> Option<&Issuer> {
        self.entry(code)?.meaning.iter().find_map(|meaning| match *meaning {
            Code::Unit(row) => self.issuers.get(usize::from(row)),
            _ => None,
        })
    }

    /// True when `code` opens the symbol of something that is no document (`HĐ` contract, `GP` licence).
    pub fn is_lookalike(&self, code: &str) -> bool {
        self.entry(code).is_some_and(|entry| entry.meaning.contains(&Code::Lookalike))
    }
}

/// Case set aside.
fn key(code: &str) -> String {
    code.to_lowercase()
}

/// Case, tone and the stroke of `Đ` set aside.
fn skeleton(code: &str) -> String {
    code.chars()
        .map(|letter| match split_tone(letter).0 {
            'đ' | 'ð' => 'd',
            'ă' | 'â' => 'a',
            'ê' => 'e',
            'ô' | 'ơ' => 'o',
            'ư' => 'u',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::builtin;

    #[test]
    fn codes_are_found_in_any_case_and_repaired() {
        let codes = &builtin().codes;
        for (written, canonical) in [
            ("ND", "NĐ"),
            ("ttg", "TTg"),
            ("T.Ư", "TW"),
            ("qđ", "QĐ"),
            ("HDND", "HĐND"),
            ("ubnd", "UBND"),
        ] {
            assert_eq!(codes.canonical(written), Some(canonical), "{written}");
        }
        assert_eq!(codes.canonical("DA"), Some("DA"));
        assert_eq!(codes.canonical("ĐA"), Some("ĐA"));
        assert_eq!(codes.issuer("HĐND8").map(|issuer| issuer.name.as_str()), Some("Hội đồng nhân dân"));
        assert!(codes.is_lookalike("HĐ") && !codes.is_lookalike("HĐND"));
        assert!(codes.issuer("ZZZZ").is_none());
    }
}
