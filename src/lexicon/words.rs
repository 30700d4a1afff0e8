//! Single words that grammars ask for by name.

use crate::text::Syllables;

/// Ids of function words, as the tokenizer gives them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Words {
    /// `được`: passive.
    pub passive: u16,
    /// `nhưng`: but.
    pub but: u16,
    /// `chưa`: not yet.
    pub not_yet: u16,
    /// `xây`: to build.
    pub build: u16,
    /// `mới`: new.
    pub new: u16,
    /// `này`: this.
    pub this: u16,
    /// `trên`: on, out of.
    pub on: u16,
    /// `tổng`: total.
    pub total: u16,
    /// `số`: number.
    pub number: u16,
    /// `trong`: in, within.
    pub within: u16,
    /// `đó`: that.
    pub that: u16,
    /// `đã`: already.
    pub already: u16,
    /// `đạt`: to reach.
    pub reach: u16,
    /// `tiêu`: first syllable of `tiêu chuẩn`.
    pub criterion: u16,
    /// `quy`: first syllable of `quy chuẩn`.
    pub regulation: u16,
    /// `chuẩn`: standard.
    pub standard: u16,
    /// `để`: in order to.
    pub in_order_to: u16,
    /// `gồm`: to consist of.
    pub consist: u16,
    /// `lượt`: second syllable of `lần lượt`.
    pub turn_second: u16,
    /// `lần`: first syllable of `lần lượt` (in turn).
    pub turn: u16,
    /// `và`: and.
    pub and: u16,
    /// `kế`: first syllable of `kế hoạch` (plan).
    pub plan: u16,
    /// `dự`: first syllable of `dự toán` (budget).
    pub budget: u16,
    /// `chỉ`: first syllable of `chỉ tiêu` (target).
    pub target: u16,
}

impl Words {
    /// Interns the words.
    pub fn new(syllables: &mut Syllables) -> Self {
        Self {
            passive: syllables.intern("được"),
            but: syllables.intern("nhưng"),
            not_yet: syllables.intern("chưa"),
            build: syllables.intern("xây"),
            new: syllables.intern("mới"),
            this: syllables.intern("này"),
            on: syllables.intern("trên"),
            total: syllables.intern("tổng"),
            number: syllables.intern("số"),
            within: syllables.intern("trong"),
            that: syllables.intern("đó"),
            already: syllables.intern("đã"),
            reach: syllables.intern("đạt"),
            criterion: syllables.intern("tiêu"),
            regulation: syllables.intern("quy"),
            standard: syllables.intern("chuẩn"),
            in_order_to: syllables.intern("để"),
            consist: syllables.intern("gồm"),
            turn_second: syllables.intern("lượt"),
            turn: syllables.intern("lần"),
            and: syllables.intern("và"),
            plan: syllables.intern("kế"),
            budget: syllables.intern("dự"),
            target: syllables.intern("chỉ"),
        }
    }
}
