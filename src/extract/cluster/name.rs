//! The name behind a head noun: qualifiers, the capitalised name with its number, phase and extension.

use std::ops::Range;

use crate::extract::scan::{Owner, Scan};
use crate::lexicon::{AdminRole, Category, ClusterRole, Level, UnitType};
use crate::text::{Kind, Token};

/// A name as parsed.
#[derive(Clone, Debug, Default)]
pub(super) struct Named {
    /// Tokens of the qualifiers in front.
    pub qualifier: Range<usize>,
    /// A qualifier says craft village.
    pub craft: bool,
    /// A qualifier names what is made.
    pub product: bool,
    /// Tokens of the name.
    pub name: Range<usize>,
    /// Phase, in Arabic digits; or the part of a zone as written.
    pub phase: Option<String>,
    /// Extension, as written.
    pub extension: Option<String>,
    /// Tokens whose digits say phase or extension.
    pub phases: Vec<Range<usize>>,
    /// One past the last token of name, phase and extension.
    pub end: usize,
}

/// How strict to be: behind a head noun, or further on in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stand {
    /// Directly behind a head noun.
    Head,
    /// In a list that shares a head noun.
    List,
}

pub(super) fn role(scan: &Scan<'_>, at: usize, want: ClusterRole) -> Option<usize> {
    scan.lexicon
        .head_words
        .at(scan.text, &scan.tokens, at, |role| role == want)
        .map(|(end, _)| end)
}

/// Reads the name that starts at token `at`.
pub(super) fn name(scan: &Scan<'_>, at: usize, stand: Stand, caps: bool) -> Option<Named> {
    let mut out = Named::default();
    let mut from = at;
    if scan.tokens.get(from)?.is_quote() {
        from += 1;
    }
    let opening = from;
    if let Some(end) = front_extension(scan, from) {
        out.extension = Some(scan.slice(scan.span(from..end)).to_owned());
        from = end;
    }
    let first = from;
    from = qualifiers(scan, from, caps, &mut out);
    out.qualifier = first..from;
    out.name = proper(scan, from, caps)?;
    if out.name.start > from {
        return None;
    }
    out.end = out.name.end;
    if opening > at && scan.tokens.get(out.end).is_some_and(Token::is_quote) {
        out.end += 1;
    }
    suffixes(scan, &mut out);
    numeral(scan, &mut out);
    (stand == Stand::Head || out.name.len() > 1 || out.phase.is_some()).then_some(out)
}

/// “mở rộng” in front of a name.
fn front_extension(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let end = role(scan, at, ClusterRole::Extension)?;
    scan.tokens.get(end).filter(|token| token.is_capital()).map(|_| end)
}

/// Qualifiers in front of a name; gives the token behind the last.
fn qualifiers(scan: &Scan<'_>, at: usize, caps: bool, out: &mut Named) -> usize {
    let mut end = at;
    let mut next = at;
    while next - at < 14 {
        let found = scan.lexicon.head_words.at(scan.text, &scan.tokens, next, |role| {
            matches!(role, ClusterRole::Craft | ClusterRole::Quality | ClusterRole::Product)
        });
        let Some((behind, kind)) = found.filter(|(behind, kind)| is_qualifier(scan, next..*behind, *kind, caps)) else {
            break;
        };
        out.craft |= kind == ClusterRole::Craft;
        out.product |= kind == ClusterRole::Product;
        end = behind;
        let joined = role(scan, behind, ClusterRole::Join).filter(|_| scan.tokens[behind].is_small());
        let comma = scan
            .tokens
            .get(behind)
            .filter(|token| token.is(',') || token.is_dash())
            .map(|_| behind + 1);
        next = joined.or(comma).unwrap_or(behind);
    }
    end
}

/// A qualifier is written small, or with a capital first letter only; in capitals when all is.
fn is_qualifier(scan: &Scan<'_>, range: Range<usize>, kind: ClusterRole, caps: bool) -> bool {
    let Some(tokens) = scan.tokens.get(range) else { return false };
    let Some((first, rest)) = tokens.split_first() else { return false };
    let small = |tokens: &[Token]| {
        tokens
            .iter()
            .all(|token| !token.is_capital() || token.is_all_caps() && token.len() > 3)
    };
    if !first.is_capital() {
        return small(rest);
    }
    !rest.is_empty() && (small(rest) || caps || kind == ClusterRole::Craft)
}

/// The proper name at token `at`.
fn proper(scan: &Scan<'_>, at: usize, caps: bool) -> Option<Range<usize>> {
    let token = scan.tokens.get(at)?;
    if token.is_small() {
        return small_opening(scan, at, caps);
    }
    let end = run(scan, at, caps);
    let stands = !(caps && token.is_all_caps()) || known(scan, at) || closes(scan, at, end);
    (end > at && stands).then_some(at..end)
}

/// A place is called so.
fn known(scan: &Scan<'_>, at: usize) -> bool {
    !scan.lexicon.gazetteer.matches(scan.text, &scan.tokens, at).all().is_empty()
}

/// The line, or a bracket or dash, sets off a short run of words: where all is in capitals, what a name's own would tell.
fn closes(scan: &Scan<'_>, at: usize, end: usize) -> bool {
    let set_off = scan
        .tokens
        .get(end)
        .is_none_or(|next| next.starts_line() || next.is('(') || next.is_dash() || next.is_quote() || next.kind == Kind::Digits);
    set_off && end - at <= 4
}

/// Names that open with a small word: a direction, “thị trấn”, “số 2”.
fn small_opening(scan: &Scan<'_>, at: usize, caps: bool) -> Option<Range<usize>> {
    if let Some(end) = role(scan, at, ClusterRole::Direction) {
        let stop = run(scan, end, caps);
        return (stop > end).then_some(at..stop);
    }
    let word = scan.word(at);
    if word == "số" && scan.tokens.get(at + 1)?.kind == Kind::Digits && scan.tokens[at + 1].len() <= 2 {
        return Some(at..at + 2);
    }
    let hit = scan.hits.longest(at, Category::Admin)?;
    let inside = matches!(
        scan.lexicon.admin.get(usize::from(hit.row))?.role,
        AdminRole::Unit(UnitType::Township | UnitType::Commune | UnitType::Ward)
    );
    let stop = run(scan, hit.end as usize, caps);
    (inside && stop > hit.end as usize).then_some(at..stop)
}

/// Capitalised words, parts joined by dashes, a number at the end.
fn run(scan: &Scan<'_>, at: usize, caps: bool) -> usize {
    let mut end = words(scan, at, caps);
    if end == at {
        return at;
    }
    for _ in 0..3 {
        let Some(next) = compound(scan, end, caps) else { break };
        end = next;
    }
    number(scan, end).unwrap_or(end)
}

fn words(scan: &Scan<'_>, at: usize, caps: bool) -> usize {
    let mut end = at;
    while let Some(token) = scan.tokens.get(end) {
        let apostrophe = end > at && (token.is('\'') || token.is('’')) && token.glued();
        let behind = end > at && scan.tokens[end - 1].kind == Kind::Punct && token.glued() && token.kind == Kind::Word;
        if !(token.is_capital() || apostrophe || behind)
            || end > at && token.starts_line()
            || end - at > 7
            || ends_name(scan, at, end, caps)
        {
            break;
        }
        end += 1;
        // A code: letters and digits in one (CN2).
        if token.is_capital()
            && scan
                .tokens
                .get(end)
                .is_some_and(|digits| digits.kind == Kind::Digits && digits.glued() && digits.len() <= 2)
        {
            return end + 1;
        }
    }
    end
}

/// No name goes on with the word at `end`.
fn ends_name(scan: &Scan<'_>, at: usize, end: usize, caps: bool) -> bool {
    if role(scan, end, ClusterRole::Phase).is_some_and(|after| phase_number(scan, after).is_some()) {
        return true;
    }
    if role(scan, end, ClusterRole::Extension).is_some() {
        return true;
    }
    let longer = |category| {
        scan.hits
            .of(end, category)
            .any(|hit| hit.end - hit.start > 1 || scan.tokens[end].is_all_caps())
    };
    let unit = scan.hits.of(end, Category::Admin).any(|hit| {
        let term = scan.lexicon.admin.get(usize::from(hit.row));
        term.is_some_and(|term| matches!(term.role, AdminRole::Unit(_)) && (!term.short || hit.end - hit.start > 1))
    });
    if end > at && (longer(Category::Body) || unit || longer(Category::Cluster)) || longer(Category::Body) && end == at {
        return true;
    }
    caps && scan.tokens[end].is_all_caps() && role(scan, end, ClusterRole::Stop).is_some()
}

/// A dash and a further part of a compound name.
fn compound(scan: &Scan<'_>, at: usize, caps: bool) -> Option<usize> {
    let dash = scan.tokens.get(at).filter(|token| token.is_dash() && !token.starts_line())?;
    let next = scan.tokens.get(at + 1).filter(|token| token.is_capital() && !token.starts_line())?;
    let end = words(scan, at + 1, caps);
    if end == at + 1
        || roman(scan.word(at + 1)).is_some()
        || role(scan, at + 1, ClusterRole::Part).is_some_and(|after| part_label(scan, after).is_some())
    {
        return None;
    }
    let gazetteer = &scan.lexicon.gazetteer;
    let known = gazetteer.matches(scan.text, &scan.tokens, at + 1);
    let province = known.all().last().is_some_and(|(length, id)| {
        at + 1 + usize::from(*length) == end && gazetteer.named(*id).iter().any(|id| gazetteer.unit(*id).level == Level::Province)
    });
    let spaced = !dash.glued() || !next.glued();
    // A spaced dash may also open a remark: “CCN A - Hướng đi mới”.
    let remark = spaced && end - at == 2 && scan.tokens.get(end).is_some_and(|token| token.is_small() && !token.starts_line());
    if remark || spaced && province { None } else { Some(end) }
}

/// A digit or Roman numeral that belongs to the name.
fn number(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let token = scan.tokens.get(at)?;
    if token.kind != Kind::Digits || token.len() > 2 || token.starts_line() || token.glued() {
        return None;
    }
    if scan
        .owners
        .get(at)
        .is_some_and(|owner| matches!(owner, Owner::Date | Owner::Identifier))
    {
        return None;
    }
    let Some(next) = scan.tokens.get(at + 1) else { return Some(at + 1) };
    let decimal = next.kind == Kind::Punct
        && next.glued()
        && scan
            .tokens
            .get(at + 2)
            .is_some_and(|token| token.kind == Kind::Digits && token.glued());
    let measured = next.kind == Kind::Word && (next.glued() || role(scan, at + 1, ClusterRole::Measure).is_some()) || next.is('%');
    let range = next.is_dash() && scan.tokens.get(at + 2).is_some_and(|token| token.kind == Kind::Digits);
    (!decimal && !measured && !range && !next.is('/')).then_some(at + 1)
}

/// Phase and extension behind a name.
fn suffixes(scan: &Scan<'_>, out: &mut Named) {
    for _ in 0..3 {
        let at = out.end;
        let Some(token) = scan.tokens.get(at) else { return };
        if token.starts_line() && !token.is('(') {
            return;
        }
        let bracket = token.is('(');
        let dash = token.is_dash() || token.is(',');
        let from = if bracket || dash { at + 1 } else { at };
        let Some((end, phase, extension)) = suffix(scan, from, dash || bracket, token.is(',')) else {
            return;
        };
        let close = scan.tokens.get(end).is_some_and(|token| token.is(')'));
        if bracket && !close || phase.is_some() && out.phase.is_some() || extension.is_some() && out.extension.is_some() {
            return;
        }
        out.phases.push(from..end);
        out.phase = out.phase.take().or(phase);
        out.extension = out.extension.take().or(extension);
        out.end = if bracket { end + 1 } else { end };
    }
}

/// A Roman numeral that ends a name of two words and more is its phase, unless a phase or part is told behind it.
fn numeral(scan: &Scan<'_>, out: &mut Named) {
    let last = out.name.end.wrapping_sub(1);
    if out.name.len() < 3 || out.phase.is_some() || scan.tokens.get(last).is_none_or(Token::glued) {
        return;
    }
    if let Some(number) = roman(scan.word(last)) {
        out.name.end = last;
        out.phase = Some(number.to_string());
        out.phases.insert(0, last..last + 1);
    }
}

type Suffix = (usize, Option<String>, Option<String>);

fn suffix(scan: &Scan<'_>, at: usize, set_off: bool, comma: bool) -> Option<Suffix> {
    if let Some(after) = role(scan, at, ClusterRole::Phase) {
        let (end, number) = phase_number(scan, after)?;
        return Some((end, Some(number), None));
    }
    if let Some(end) = role(scan, at, ClusterRole::Extension) {
        let verb = role(scan, end, ClusterRole::Enlarges).is_some()
            || scan.tokens.get(end).is_some_and(|token| token.is_capital() && !token.starts_line());
        return (!verb && !comma).then(|| (end, None, Some(scan.slice(scan.span(at..end)).to_owned())));
    }
    if comma || !set_off {
        return None;
    }
    if let Some(after) = role(scan, at, ClusterRole::Part) {
        let end = part_label(scan, after)?;
        return Some((end, Some(scan.slice(scan.span(at..end)).to_owned()), None));
    }
    let number = roman(scan.word(at))?;
    Some((at + 1, Some(number.to_string()), None))
}

/// The number of a phase, in Arabic digits, and the token behind it.
fn phase_number(scan: &Scan<'_>, at: usize) -> Option<(usize, String)> {
    let token = scan.tokens.get(at)?;
    if token.kind == Kind::Digits {
        let year = token.len() > 2;
        let decimal = scan
            .tokens
            .get(at + 1)
            .is_some_and(|next| (next.is('.') || next.is(',')) && next.glued())
            && scan
                .tokens
                .get(at + 2)
                .is_some_and(|next| next.kind == Kind::Digits && next.glued());
        let number = token.of(scan.text).trim_start_matches('0');
        return (!year && !decimal && !number.is_empty()).then(|| (at + 1, number.to_owned()));
    }
    if let Some(number) = roman(token.of(scan.text)) {
        return Some((at + 1, number.to_string()));
    }
    let number = ["một", "hai", "ba", "bốn", "năm"]
        .iter()
        .position(|word| *word == token.of(scan.text))?;
    Some((at + 1, (number + 1).to_string()))
}

/// The number or letter of a zone's part.
fn part_label(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let token = scan.tokens.get(at)?;
    let digits = token.kind == Kind::Digits && token.len() <= 2;
    let letter = token.is_all_caps() && token.len() <= 3;
    (digits || letter).then_some(at + 1)
}

/// The value of a Roman numeral from I to XX in capitals.
pub(super) fn roman(word: &str) -> Option<u8> {
    const NUMERALS: [&str; 20] = [
        "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX",
    ];
    NUMERALS.iter().position(|numeral| *numeral == word).map(|at| at as u8 + 1)
}
