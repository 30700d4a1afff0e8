//! Whether a type word is the name of a plan, stands for one, or is a plain noun or verb.

use super::name::{self, Name};
use super::{PlanKind, PlanMention};
use crate::extract::identifier::{term_at, term_before};
use crate::extract::scan::Scan;
use crate::lexicon::{DocumentClass, DocumentRole, DocumentTerm, Hit};
use crate::text::Kind;

struct Head<'s> {
    start: usize,
    end: usize,
    term: &'s DocumentTerm,
    class: DocumentClass,
    /// Capital where the sentence does not ask for one.
    capital: bool,
    /// First word of its sentence or quotation.
    first: bool,
    /// In capitals altogether, as headlines are.
    shouted: bool,
}

/// The mention that the type word at `hit` opens, if any.
pub(super) fn decide(scan: &Scan<'_>, hit: &Hit) -> Option<PlanMention> {
    let term = scan.lexicon.documents.get(usize::from(hit.row))?;
    let class = term.class().filter(|class| class.is_mentioned())?;
    let (start, end) = (hit.start as usize, hit.end as usize);
    // Codes ("KH", "QĐ") and shorter readings of a longer type are no heads.
    let longest = term_at(scan, start, |role| matches!(role, DocumentRole::Type(_)))?;
    if longest.0 != end || end == start + 1 && scan.tokens[start].is_all_caps() && scan.word(start).chars().count() <= 4 {
        return None;
    }
    // "chiến lược gia": the type word is a part of another word.
    if term_at(scan, start, |role| role == DocumentRole::Event).is_some_and(|(stop, ..)| stop > end) {
        return None;
    }
    let sentence = scan.sentences.get(scan.sentence_of(start))?;
    let token = &scan.tokens[start];
    let before = start.checked_sub(1).and_then(|at| scan.tokens.get(at));
    let opened = before.is_none_or(|before| {
        before.is_quote()
            || [':', ';', ')', '*', '#', '+', '.', '|', '>'].iter().any(|&mark| before.is(mark))
            || before.is_dash() && !token.glued()
    });
    let shouted = token.is_all_caps() && scan.word(start).chars().count() > 1;
    let first = start == sentence.start || opened;
    let head = Head {
        start,
        end,
        term,
        class,
        capital: token.is_capital() && !first && !shouted,
        first: first && token.is_capital(),
        shouted,
    };
    let body = inside_a_body(scan, &head);
    // "chỉ tiêu quy hoạch sử dụng đất … tầm nhìn đến năm 2050": the figures of a plan that is named.
    let figures = body && scan.word(start.saturating_sub(1)) == "tiêu";
    if body && !figures {
        return None;
    }
    if term_at(scan, end, |role| role == DocumentRole::This).is_some() {
        return this(scan, &head);
    }
    if !head.capital && !head.first && !may_be_name(scan, &head) {
        return bare(scan, &head, &Name::default());
    }
    let name = name::read(scan, end, sentence.end, head.capital);
    if figures && name.vision.is_none() {
        return None;
    }
    if name.end > end && is_name(scan, &head, &name) {
        return Some(named(scan, &head, name));
    }
    bare(scan, &head, &name)
}

/// `Sở Kế hoạch và Đầu tư`, `Viện Quy hoạch`, `đối tác chiến lược`: the type word belongs to another name.
fn inside_a_body(scan: &Scan<'_>, head: &Head<'_>) -> bool {
    // One syllable in small letters is a piece of another word: "cơ sở", "nhiệm vụ", "cán bộ".
    let body = term_before(scan, head.start, |role| role == DocumentRole::Body);
    if body.is_some_and(|(start, ..)| start + 1 < head.start || scan.tokens[start].is_capital()) {
        return true;
    }
    // "Tài chính - Kế hoạch", "Kiến trúc, Quy hoạch".
    let before = head.start.checked_sub(1).and_then(|at| scan.tokens.get(at));
    before.is_some_and(|before| before.is_dash() && head.start >= 2 && scan.tokens[head.start - 2].is_capital())
        && scan.tokens[head.start].is_capital()
        || head.class == DocumentClass::Plan && scan.word(head.end) == "và" && matches!(scan.word(head.end + 1), "Đầu" | "đầu")
}

/// False where [`is_name`] says no to a type word in small letters, or one in the middle of a headline, whatever name is read behind it.
fn may_be_name(scan: &Scan<'_>, head: &Head<'_>) -> bool {
    match head.class {
        DocumentClass::Law => return is_law(scan, head),
        DocumentClass::Norm => return false,
        _ => {}
    }
    if scan.tokens.get(head.end).is_some_and(|token| token.is_quote()) {
        return true;
    }
    let other = term_at(scan, head.end, |role| {
        matches!(role, DocumentRole::Event | DocumentRole::Number | DocumentRole::And)
    });
    other.is_none() && !opens_time(scan.word(head.end)) && !is_intention(scan, head)
}

/// "trình quy hoạch **vào** đầu tháng 3": when, not what.
fn opens_time(word: &str) -> bool {
    matches!(word, "vào" | "trước" | "trong" | "ngay")
}

fn is_name(scan: &Scan<'_>, head: &Head<'_>, name: &Name) -> bool {
    let content = head.end..name.end;
    if term_at(scan, head.end, |role| role == DocumentRole::Event).is_some() && !name.quoted {
        return false;
    }
    if !name.quoted && opens_time(scan.word(head.end)) {
        return false;
    }
    // A detailed plan of one site, a scale: "quy hoạch chi tiết 1/500", "quy hoạch phân khu".
    let detailed = matches!(
        (scan.word(head.end), scan.word(head.end + 1)),
        ("chi", "tiết") | ("phân", "khu") | ("treo", _)
    );
    // "quy hoạch chi tiết nhóm cảng biển … thời kỳ 2021 - 2030, tầm nhìn đến năm 2050" is one of a whole branch.
    let looks_ahead = name.vision.is_some() || name.horizon.is_some();
    if detailed && !(head.capital && name.has_time() || looks_ahead) {
        return false;
    }
    let numbered = term_at(scan, head.end, |role| role == DocumentRole::Number).is_some();
    // "Đề án của Chính phủ": whose it is, not what it is called.
    let owned = term_at(scan, head.end, |role| role == DocumentRole::Of).is_some();
    let about = || {
        content
            .clone()
            .any(|at| term_at(scan, at, |role| matches!(role, DocumentRole::About | DocumentRole::Type(_))).is_some())
    };
    if owned && !name.has_time() && !about() {
        return false;
    }
    let counted = scan.tokens.get(head.end).is_some_and(|token| token.kind == Kind::Digits);
    // "Đề án 1 triệu héc-ta lúa" counts in its name; "Kế hoạch 5 năm" needs its years.
    let counts_long = head.capital && content.len() >= 5 && scan.tokens.get(head.end + 1).is_some_and(|token| token.is_small());
    let of_years = counted && name.has_time() && scan.word(head.end + 1) == "năm";
    if (numbered || counted && !counts_long && !of_years) && !name.quoted {
        return false;
    }
    // "Nghiên cứu Chiến lược và Quốc tế": part of another name.
    if term_at(scan, head.end, |role| role == DocumentRole::And).is_some() {
        return false;
    }
    // "chỉ tiêu quy hoạch sử dụng đất … tầm nhìn đến năm 2050": with a vision it is the document.
    let measured = is_measured(scan, head.start) && name.vision.is_none();
    if !head.capital && (measured || !head.first && is_intention(scan, head)) {
        return false;
    }
    let timed = [&name.period, &name.horizon, &name.vision]
        .into_iter()
        .flatten()
        .map(|range| range.len())
        .sum::<usize>();
    let own = content.len().saturating_sub(timed);
    let proper = content
        .clone()
        .any(|at| scan.tokens[at].is_capital() || scan.tokens[at].kind == Kind::Digits && !in_time(name, at));
    let several = several(scan, head.start);
    let draft = term_before(scan, head.start, |role| role == DocumentRole::Draft).is_some();
    match head.class {
        DocumentClass::Law => is_law(scan, head),
        DocumentClass::Norm => {
            // "Nghị quyết về điều chỉnh kế hoạch …": what it approves has the name.
            let approves = name.has_time()
                && !name.quoted
                && content.clone().any(|at| {
                    at > head.end
                        && term_at(scan, at, |role| role == DocumentRole::Type(DocumentClass::Plan)).is_some()
                        && matches!(scan.word(at - 1), "chỉnh" | "duyệt" | "sung" | "qua")
                });
            (head.capital || head.first)
                && !approves
                && own >= 3
                && !several
                && (name.quoted
                    || term_at(scan, head.end, |role| role == DocumentRole::About).is_some()
                    || matches!(
                        (scan.word(head.end), scan.word(head.end + 1)),
                        ("Đại", "hội") | ("Hội", "nghị") | ("Trung", "ương")
                    ) && scan.word(head.end + 2) != "đồng")
        }
        _ if name.quoted => {
            let opens = scan.tokens.get(head.end + 1).is_some_and(|token| token.is_capital());
            own >= 3 && !several && (head.capital || head.first || opens && own >= 5)
        }
        _ if head.capital => (own >= 3 || own >= 1 && proper || own >= 2 && name.has_time()) && (!several || name.has_time()),
        _ if head.first => own >= 2 && (name.has_time() || proper && own >= 3) && !(draft && head.shouted),
        _ if name.has_time() => own >= 2 && !several && (!draft || proper || name.horizon.is_some() || name.vision.is_some()),
        _ => unmarked(scan, head, own, several || draft),
    }
}

/// `đạt 56% kế hoạch năm`, `vượt kế hoạch`: the figures of a plan, not the document.
fn is_measured(scan: &Scan<'_>, start: usize) -> bool {
    let Some(before) = start.checked_sub(1) else { return false };
    scan.tokens[before].is('%') || matches!(scan.word(before), "vượt" | "đạt" | "tiêu" | "với" | "vốn")
}

/// `kế hoạch hoàn thành năm 2027`: what is planned, as a clause.
fn is_intention(scan: &Scan<'_>, head: &Head<'_>) -> bool {
    head.term.code() == Some("KH") && matches!(scan.word(head.end), "hoàn" | "khởi" | "đưa" | "mở")
}

/// `các đề án`, `5 chương trình`, `các chương trình, đề án`: more than one, so none by name.
fn several(scan: &Scan<'_>, start: usize) -> bool {
    let mut start = start;
    for step in 0..4 {
        if term_before(scan, start, |role| role == DocumentRole::Plural).is_some()
            || start.checked_sub(1).is_some_and(|at| scan.tokens[at].kind == Kind::Digits)
            || step > 0 && term_before(scan, start, |role| role == DocumentRole::Draft).is_some()
        {
            return true;
        }
        let joint = match start.checked_sub(1) {
            Some(at) if scan.tokens[at].is(',') => at,
            Some(_) => match term_before(scan, start, |role| role == DocumentRole::And) {
                Some((at, ..)) => at,
                None => return false,
            },
            None => return false,
        };
        match term_before(scan, joint, |role| matches!(role, DocumentRole::Type(_))) {
            Some((before, ..)) => start = before,
            None => return false,
        }
    }
    false
}

/// In small letters and without a period: only what is always a document of its own.
fn unmarked(scan: &Scan<'_>, head: &Head<'_>, own: usize, open: bool) -> bool {
    if open || own < 4 || term_at(scan, head.end, |role| role == DocumentRole::Of).is_some() {
        return false;
    }
    match head.term.code() {
        Some("ĐA") => true,
        Some("CTr") => scan.word(head.end) == "mục" && scan.word(head.end + 1) == "tiêu" && scan.word(head.end + 2) == "quốc",
        _ => false,
    }
}

fn in_time(name: &Name, at: usize) -> bool {
    [&name.period, &name.horizon, &name.vision]
        .into_iter()
        .flatten()
        .any(|range| range.contains(&at))
}

/// `Luật Đất đai`, `Bộ luật Lao động`; not `luật sư`, `Luật này`.
fn is_law(scan: &Scan<'_>, head: &Head<'_>) -> bool {
    scan.tokens[head.start].is_capital()
        && !head.shouted
        && scan.tokens.get(head.end).is_some_and(|token| token.is_capital())
        && !matches!(scan.word(head.end), "Việt" | "Sư" | "TNHH" | "Hà")
}

/// "đồ án **Điều chỉnh** Quy hoạch chung Thủ đô Hà Nội": an adjustment with a capital is a plan of its own; at the head of a sentence it is
/// a verb as well.
fn adjustment(scan: &Scan<'_>, head: &Head<'_>, kind: PlanKind) -> Option<usize> {
    let start = head.start.checked_sub(2)?;
    let capital = scan.tokens[start].is_capital() && (scan.word(start), scan.word(start + 1)) == ("Điều", "chỉnh");
    let opens = scan
        .sentences
        .get(scan.sentence_of(start))
        .is_none_or(|sentence| sentence.start == start);
    (kind == PlanKind::Named && capital && head.capital && !opens && !scan.tokens[head.start].starts_line()).then_some(start)
}

fn mention(scan: &Scan<'_>, head: &Head<'_>, end: usize, kind: PlanKind, rule: &'static str) -> PlanMention {
    let tokens = adjustment(scan, head, kind).unwrap_or(head.start)..end;
    PlanMention {
        span: scan.span(tokens.clone()),
        tokens,
        kind,
        type_code: head.term.code().map(str::to_owned),
        doc_type: Some(head.term.name.clone()),
        class: Some(head.class),
        identifier: None,
        signature: None,
        name: None,
        period: None,
        horizon: None,
        vision: None,
        place: None,
        issuer: None,
        refers: None,
        rule,
    }
}

fn named(scan: &Scan<'_>, head: &Head<'_>, name: Name) -> PlanMention {
    let rule = if name.quoted {
        "plan.named-quoted"
    } else if name.has_time() {
        "plan.named-period"
    } else if head.class == DocumentClass::Law {
        "plan.named-law"
    } else if head.capital || head.first {
        "plan.named-capital"
    } else {
        "plan.named-scheme"
    };
    let end = match head.class {
        DocumentClass::Law => law_end(scan, head.end, &name),
        _ => name.end,
    };
    PlanMention {
        name: Some(scan.span(head.end..end)),
        period: name.period,
        horizon: name.horizon,
        vision: name.vision,
        place: name.place.map(|range| scan.span(range)),
        ..mention(scan, head, end, PlanKind::Named, rule)
    }
}

/// A law's name is short: it ends before `và`, and behind its year.
fn law_end(scan: &Scan<'_>, from: usize, name: &Name) -> usize {
    if name.has_time() {
        return name.end;
    }
    (from + 1..name.end)
        .find(|&at| {
            term_at(scan, at, |role| {
                matches!(role, DocumentRole::And | DocumentRole::Of | DocumentRole::Type(_))
            })
            .is_some()
                || scan.tokens[at].is(',')
        })
        .unwrap_or(name.end)
}

/// `Kế hoạch này`: the type word and what points back.
fn this(scan: &Scan<'_>, head: &Head<'_>) -> Option<PlanMention> {
    let (end, ..) = term_at(scan, head.end, |role| role == DocumentRole::This)?;
    let points = end > head.end + 1 || matches!(scan.word(head.end), "này" | "đó" | "ấy");
    points.then(|| mention(scan, head, end, PlanKind::Anaphor, "plan.this"))
}

/// A type word without a name: a capital stands for a document, `theo kế hoạch` at the head of a clause too.
fn bare(scan: &Scan<'_>, head: &Head<'_>, name: &Name) -> Option<PlanMention> {
    if head.class != DocumentClass::Plan || head.shouted {
        return None;
    }
    let alone = name.end == head.end;
    let follows = scan
        .tokens
        .get(head.end)
        .is_some_and(|token| token.is_small() || head.capital && (token.is(',') || token.is('.')));
    if (head.capital || head.first) && alone && follows {
        return Some(mention(scan, head, head.end, PlanKind::Anaphor, "plan.bare"));
    }
    let by = head.start > 0 && matches!(scan.word(head.start - 1), "Theo" | "theo");
    let closed = scan.tokens.get(head.end).is_none_or(|token| token.is(','));
    if by && closed && head.term.code() == Some("KH") {
        return Some(mention(scan, head, head.end, PlanKind::Unnamed, "plan.according-to"));
    }
    None
}
