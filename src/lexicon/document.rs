//! `documents.tsv`: types of official document, what is numbered like them, and the words around their numbers and names.

use super::{Category, Row, Start, TableError, Term};

/// What a term of the table does in a reference to a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentRole {
    /// A type of document: `nghị định` (decree).
    Type(DocumentClass),
    /// Numbered like a document without being one: `mẫu` (form), `hợp đồng` (contract).
    Lookalike,
    /// `số`: number.
    Number,
    /// `ngày`: day.
    Day,
    /// `tháng`: month.
    Month,
    /// `năm`: year.
    Year,
    /// `của`: of; the issuer follows.
    Of,
    /// `về`, `về việc`: about; the subject follows.
    About,
    /// `và`: and.
    And,
    /// `các`, `hai`: more than one.
    Plural,
    /// `này`, `nói trên`: this, the above.
    This,
    /// `có hiệu lực`: comes into force.
    InForce,
    /// `thay thế`, `bãi bỏ`: replaces, repeals.
    Replace,
    /// `sửa đổi, bổ sung`: amends.
    Amend,
    /// `ban hành`, `ký`: issues, signs.
    Issue,
    /// `giai đoạn`, `thời kỳ`: opens a period.
    Period,
    /// `đến năm`: opens a horizon.
    Horizon,
    /// `tầm nhìn đến năm`: opens a vision.
    Vision,
    /// `xây dựng`, `lập`: draws up; the document does not stand yet.
    Draft,
    /// `sở`, `viện`, `đối tác`: what a type word behind it names is no document.
    Body,
    /// `nghệ thuật`, `truyền hình`: what follows `chương trình` in a show.
    Event,
    /// A word that ends a document's name.
    End,
    /// A word that ends a document's name once the name has begun.
    EndLater,
    /// An expression that goes on inside a name though a word of it would end one.
    GoOn,
}

/// Families of document types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DocumentClass {
    /// Luật, Bộ luật, Pháp lệnh.
    Law,
    /// Nghị định, Nghị quyết, Thông tư, Chỉ thị.
    Norm,
    /// Quyết định.
    Decision,
    /// Letters, notices, reports and other papers.
    Letter,
    /// Kế hoạch, Quy hoạch, Chương trình, Đề án, Phương án, Chiến lược.
    Plan,
    /// Dự án: a project, numbered at times, never a plan by name.
    Project,
    /// Judgments and other papers of courts.
    Court,
}

impl DocumentClass {
    /// True for the families whose type word is looked at by itself, with a number beside it or not.
    pub fn is_mentioned(self) -> bool {
        matches!(self, Self::Plan | Self::Norm | Self::Law)
    }
}

/// One row of `documents.tsv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentTerm {
    /// What the term does.
    pub role: DocumentRole,
    /// Name as shown, for a type or look-alike.
    pub name: String,
    /// Codes in signatures, the canonical one first.
    pub codes: Vec<String>,
}

impl DocumentTerm {
    /// The family, when the term is a type of document.
    pub fn class(&self) -> Option<DocumentClass> {
        match self.role {
            DocumentRole::Type(class) => Some(class),
            _ => None,
        }
    }

    /// The canonical code of the type, when it has one.
    pub fn code(&self) -> Option<&str> {
        self.codes.first().map(String::as_str)
    }
}

impl Term for DocumentTerm {
    const CATEGORY: Category = Category::Document;
    const FILE: &'static str = "documents.tsv";
    const BUILTIN: &'static str = include_str!("data/documents.tsv");

    fn read(row: &Row<'_>) -> Result<Self, TableError> {
        let role = match row.get(1) {
            "type" => DocumentRole::Type(match row.get(4) {
                "law" => DocumentClass::Law,
                "norm" => DocumentClass::Norm,
                "decision" => DocumentClass::Decision,
                "letter" => DocumentClass::Letter,
                "plan" => DocumentClass::Plan,
                "project" => DocumentClass::Project,
                "court" => DocumentClass::Court,
                other => {
                    return Err(row.error(format!(
                        "column 5 should be law, norm, decision, letter, plan, project or court, is “{other}”"
                    )));
                }
            }),
            "lookalike" => DocumentRole::Lookalike,
            "number" => DocumentRole::Number,
            "day" => DocumentRole::Day,
            "month" => DocumentRole::Month,
            "year" => DocumentRole::Year,
            "of" => DocumentRole::Of,
            "about" => DocumentRole::About,
            "and" => DocumentRole::And,
            "plural" => DocumentRole::Plural,
            "this" => DocumentRole::This,
            "in-force" => DocumentRole::InForce,
            "replace" => DocumentRole::Replace,
            "amend" => DocumentRole::Amend,
            "issue" => DocumentRole::Issue,
            "period" => DocumentRole::Period,
            "horizon" => DocumentRole::Horizon,
            "vision" => DocumentRole::Vision,
            "draft" => DocumentRole::Draft,
            "body" => DocumentRole::Body,
            "event" => DocumentRole::Event,
            "end" => DocumentRole::End,
            "end-later" => DocumentRole::EndLater,
            "go-on" => DocumentRole::GoOn,
            other => return Err(row.error(format!("column 2 should be a role named in the header, is “{other}”"))),
        };
        let codes = row
            .optional(3)
            .map(|codes| codes.split('|').map(str::to_owned).collect())
            .unwrap_or_default();
        Ok(Self {
            role,
            name: row.optional(2).unwrap_or_default().to_owned(),
            codes,
        })
    }

    fn start(&self) -> Option<Start> {
        match self.role {
            DocumentRole::Type(class) if class.is_mentioned() => Some(Start::Plan),
            DocumentRole::Type(_) | DocumentRole::Lookalike | DocumentRole::Number => Some(Start::Numbered),
            _ => None,
        }
    }
}
