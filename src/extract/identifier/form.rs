//! How number, year and symbol are put together.

use super::group::{is_assembly, is_court};
use super::signature::Raw;
use crate::lexicon::{Codes, DocumentClass};

/// How number, year and symbol are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `68/2017/NĐ-CP`: number, year, type and issuer.
    YearTypeIssuer,
    /// `59/2020/QH14`: number, year, assembly and its term.
    YearAssembly,
    /// `01/2025/GĐN-XDHT`: number, year, anything else.
    YearOther,
    /// `68/KH-UBND`: number, type and issuer.
    TypeIssuer,
    /// `89/QĐ`: number and type.
    Type,
    /// `3637/UBND-VX`: an official letter: number, issuer and drafting unit.
    IssuerUnit,
    /// `326/TTg`: number and issuer.
    Issuer,
    /// `15-NQ/TU`: the Party's, and some before 1996.
    Party,
    /// `08 TT/LB`: number and symbol parted by a blank.
    Spaced,
    /// `73-CP`: before 1997.
    DashIssuer,
    /// `17/2018/DS-ST`: a court's.
    Court,
}

impl Raw {
    /// The form, from what is there.
    pub fn form(&self, codes: &Codes) -> Form {
        let first = &self.groups[0];
        let kind = codes.document(&first.text).map(|(_, class)| class);
        let typed = kind.is_some_and(|class| class != DocumentClass::Court);
        if is_court(&self.groups) && (self.year.is_some() || self.groups.len() == 1 || !typed) {
            return Form::Court;
        }
        if first.joint == ' ' {
            return Form::Spaced;
        }
        match (self.year.is_some(), first.joint) {
            (true, _) if is_assembly(&first.text) => Form::YearAssembly,
            (true, _) if typed => Form::YearTypeIssuer,
            (true, _) => Form::YearOther,
            (false, '-') if self.groups.len() > 1 => Form::Party,
            (false, '-') => Form::DashIssuer,
            (false, _) if typed && self.groups.len() > 1 => Form::TypeIssuer,
            (false, _) if typed => Form::Type,
            (false, _) if self.groups.len() > 1 => Form::IssuerUnit,
            (false, _) => Form::Issuer,
        }
    }
}
