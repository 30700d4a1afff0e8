//! Pieces of text placed on a page to lines and paragraphs.
//!
//! A PDF says where glyphs stand, not what belongs together. Pieces are taken in the order they were drawn, which is the reading
//! order in what office programs and browsers write; blanks, lines and paragraphs are told by distances in units of the type size.

/// A piece of text drawn in one go.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Piece {
    pub text: String,
    /// Where it begins and ends, and its baseline, in points from the lower left.
    pub x: f32,
    pub end: f32,
    pub y: f32,
    /// Size of the type.
    pub size: f32,
}

#[derive(Clone, Debug)]
struct Line {
    text: String,
    x: f32,
    end: f32,
    y: f32,
    size: f32,
}

/// A gap wider than this share of the size is a blank.
const BLANK: f32 = 0.18;
/// A gap wider than this many sizes parts cells of a table.
const CELL: f32 = 1.8;

/// Puts pieces of one page together into lines.
///
/// Pieces drawn one after another on one baseline are a line, read from left to right: a program that takes some letters from
/// another font draws those after the others.
fn lines(pieces: &[Piece]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut from = 0;
    for to in 1..=pieces.len() {
        let ends = match (pieces.get(to - 1), pieces.get(to)) {
            (Some(a), Some(b)) => (a.y - b.y).abs() > 0.45 * a.size.max(b.size).max(1.0),
            _ => true,
        };
        if ends {
            lines.extend(line(&pieces[from..to]));
            from = to;
        }
    }
    lines
}

/// One line of pieces that share a baseline.
fn line(pieces: &[Piece]) -> Option<Line> {
    let mut pieces: Vec<&Piece> = pieces.iter().filter(|piece| !piece.text.is_empty()).collect();
    pieces.sort_by(|a, b| a.x.total_cmp(&b.x));
    let first = pieces.first()?;
    let mut line = Line {
        text: String::new(),
        x: first.x,
        end: first.x,
        y: first.y,
        size: 1.0,
    };
    let mut before: Option<&Piece> = None;
    for piece in pieces {
        let size = piece.size.max(1.0);
        // Drawn twice to look bold.
        if before.is_some_and(|b| b.text == piece.text && (b.x - piece.x).abs() < 0.1 * size) {
            continue;
        }
        let gap = piece.x - line.end;
        let blank = line.text.ends_with(char::is_whitespace) || piece.text.starts_with(char::is_whitespace);
        if gap > CELL * size && !line.text.trim().is_empty() && !piece.text.trim().is_empty() {
            line.text.truncate(line.text.trim_end().len());
            line.text.push('\t');
            line.text.push_str(piece.text.trim_start());
        } else {
            if gap > BLANK * size && !blank && !line.text.is_empty() {
                line.text.push(' ');
            }
            line.text.push_str(&piece.text);
        }
        line.end = line.end.max(piece.end);
        line.size = line.size.max(size);
        before = Some(piece);
    }
    line.text = line.text.trim().to_owned();
    (!line.text.is_empty()).then_some(line)
}

/// A line that holds nothing but the page's number, first or last on it.
fn is_page_number(line: &Line) -> bool {
    let digits = line.text.trim_matches(|c: char| matches!(c, '-' | '–' | ' '));
    !digits.is_empty() && digits.len() <= 4 && digits.bytes().all(|b| b.is_ascii_digit())
}

/// The middle one of some distances.
fn median(mut values: Vec<f32>) -> Option<f32> {
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied()
}

/// Adds the text of one page to `out`, a paragraph a line.
pub(crate) fn page(pieces: &[Piece], out: &mut String) {
    let mut lines = lines(pieces);
    if lines.first().is_some_and(is_page_number) {
        lines.remove(0);
    }
    if lines.last().is_some_and(is_page_number) {
        lines.pop();
    }
    let spacing = median(
        lines
            .windows(2)
            .map(|pair| (pair[0].y - pair[1].y) / pair[1].size)
            .filter(|gap| *gap > 0.5 && *gap < 4.0)
            .collect(),
    );
    let spacing = spacing.unwrap_or(1.2);
    let margins = Margins::of(&lines);
    // A sentence may go on over the page's end.
    let mut before: Option<&Line> = None;
    for line in &lines {
        let joined = match before {
            Some(before) => margins.as_ref().is_some_and(|m| m.goes_on(before, line, spacing)),
            None => continues_page(out, line),
        };
        if joined {
            if out.ends_with('\n') {
                out.pop();
            }
            out.push(' ');
        }
        out.push_str(&line.text);
        out.push('\n');
        before = Some(line);
    }
}

/// Whether a page begins in the middle of a sentence: the text before has not ended, and a small letter follows.
fn continues_page(out: &str, line: &Line) -> bool {
    let open = out.trim_end().chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == ',');
    open && line.text.chars().next().is_some_and(char::is_lowercase)
}

/// Where the text of a page begins and ends.
struct Margins {
    left: f32,
    right: f32,
}

impl Margins {
    /// `None` when no line is long enough to tell.
    fn of(lines: &[Line]) -> Option<Self> {
        let long = || lines.iter().filter(|line| line.text.chars().count() > 30);
        let left = long().map(|line| line.x).reduce(f32::min)?;
        let right = long().map(|line| line.end).reduce(f32::max)?;
        Some(Self { left, right })
    }

    /// Whether `line` goes on with the paragraph of the line before: that one reaches the right margin, and this one begins at
    /// the left, close below, in the same size.
    fn goes_on(&self, before: &Line, line: &Line, spacing: f32) -> bool {
        let width = (self.right - self.left).max(1.0);
        let gap = (before.y - line.y) / line.size;
        let table = before.text.contains('\t') || line.text.contains('\t');
        let near = gap > 0.0 && gap < spacing * 1.35 + 0.1;
        let same_size = (before.size - line.size).abs() < 0.12 * line.size;
        let full = before.end > self.right - 0.12 * width;
        let indented = line.x > self.left + 1.2 * line.size && line.x > before.x + 0.5 * line.size;
        // A long title: both lines centred, the first one wide.
        let middle = |line: &Line| (line.x + line.end) / 2.0;
        let centred = (middle(before) - middle(line)).abs() < line.size
            && line.x > self.left + 2.0 * line.size
            && before.end - before.x > 0.55 * width
            && (is_capitals(&before.text) && is_capitals(&line.text) || !line.text.starts_with(char::is_uppercase));
        near && same_size && !table && (full && !indented || centred)
    }
}

/// A line set in capitals.
fn is_capitals(text: &str) -> bool {
    !text.contains(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(text: &str, x: f32, y: f32) -> Piece {
        Piece {
            text: text.to_owned(),
            x,
            end: x + text.chars().count() as f32 * 6.0,
            y,
            size: 12.0,
        }
    }

    fn text(pieces: &[Piece]) -> String {
        let mut out = String::new();
        page(pieces, &mut out);
        out
    }

    #[test]
    fn pieces_to_words_and_cells() {
        let words = [piece("cụm", 72.0, 700.0), piece("công", 93.0, 700.0), piece("nghiệp", 117.1, 700.0)];
        assert_eq!(text(&words), "cụm côngnghiệp\n");
        let cells = [
            piece("1", 72.0, 700.0),
            piece("Tên cụm", 120.0, 700.0),
            piece("20 ha", 300.0, 700.5),
        ];
        assert_eq!(text(&cells), "1\tTên cụm\t20 ha\n");
    }

    #[test]
    fn letters_from_another_font_fall_into_place() {
        let pieces = [
            piece("C", 72.0, 700.0),
            piece("m công", 84.0, 700.0),
            piece("ụ", 78.0, 700.0),
            piece("tiếp", 72.0, 685.0),
        ];
        assert_eq!(text(&pieces), "Cụm công\ntiếp\n");
        let bold = [piece("Điều 1", 72.0, 700.0), piece("Điều 1", 72.4, 700.0)];
        assert_eq!(text(&bold), "Điều 1\n");
    }

    #[test]
    fn lines_to_paragraphs() {
        let full = "x".repeat(70);
        let pieces = [
            piece("12", 300.0, 800.0),
            piece("KẾ HOẠCH", 260.0, 770.0),
            piece(&full, 100.0, 740.0),
            piece(&full, 72.0, 725.0),
            piece("hết đoạn.", 72.0, 710.0),
            piece(&full, 100.0, 695.0),
            piece("tiếp.", 72.0, 680.0),
        ];
        let expected = format!("KẾ HOẠCH\n{full} {full} hết đoạn.\n{full} tiếp.\n");
        assert_eq!(text(&pieces), expected);
    }

    #[test]
    fn a_sentence_goes_on_over_the_page() {
        let mut out = String::from("được giao,\n");
        page(&[piece("và các xã.", 72.0, 700.0)], &mut out);
        assert_eq!(out, "được giao, và các xã.\n");
        page(&[piece("Điều 2", 72.0, 700.0)], &mut out);
        assert_eq!(out, "được giao, và các xã.\nĐiều 2\n");
    }
}
