//! Text broken into lines of one width, as mail, terminals and old archives leave it: the breaks inside paragraphs become blanks.

use memchr::memrchr;

/// Widths, in letters, that text is broken to.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=140;
/// Broken lines that go on in small letters, at least.
const ENOUGH: usize = 3;

/// One line of the text.
struct Line {
    /// Byte of its line end.
    end: usize,
    /// Letters in it, without white space at its ends.
    width: usize,
    /// Letters of its first word.
    first: usize,
    /// Opens with a small letter.
    small: bool,
    /// Opens with a bullet and a blank.
    bullet: bool,
    /// Ends as a sentence or a list's item does.
    closed: bool,
}

/// Puts blanks for the line ends that only the width of the page made, when the text is broken to one width throughout. Lengths do
/// not change.
///
/// A break of that kind stands where the next word did not fit: line, blank and word together are wider than the page, which is
/// as wide as the widest line. Text is taken for broken when the lines that go on in small letters all break so.
pub(super) fn unbreak(text: &mut String) {
    if !narrow(text.as_bytes()) {
        return;
    }
    let lines: Vec<Line> = lines(text);
    let page = lines.iter().map(|line| line.width).max().unwrap_or_default();
    if !WIDTHS.contains(&page) {
        return;
    }
    let full = |pair: &[Line]| pair[0].width > 0 && pair[1].width > 0 && pair[0].width + pair[1].first + 1 >= page;
    let (mut within, mut loose) = (0, 0);
    for pair in lines.windows(2).filter(|pair| pair[0].width > 0 && pair[1].small) {
        if full(pair) {
            within += 1;
        } else {
            loose += 1;
        }
    }
    if within < ENOUGH || loose * 10 > within {
        return;
    }
    let breaks: Vec<usize> = lines
        .windows(2)
        .filter(|pair| full(pair) && !(pair[1].bullet && pair[0].closed))
        .map(|pair| pair[0].end)
        .collect();
    let mut bytes = std::mem::take(text).into_bytes();
    for at in breaks {
        if let Some(byte) = bytes.get_mut(at) {
            *byte = b' ';
        }
    }
    *text = String::from_utf8(bytes).unwrap_or_default();
}

/// No line is longer than a broken one can be: decides nearly every text within its first paragraph.
fn narrow(bytes: &[u8]) -> bool {
    // Up to three bytes a letter; an address may be longer than the page.
    let longest = 3 * *WIDTHS.end();
    let mut rest = bytes;
    while rest.len() > longest {
        let Some(line_end) = memrchr(b'\n', &rest[..=longest]) else {
            return false;
        };
        rest = &rest[line_end + 1..];
    }
    true
}

fn lines(text: &str) -> Vec<Line> {
    let mut at = 0;
    text.split('\n')
        .map(|raw| {
            at += raw.len() + 1;
            let content = raw.trim();
            let word = content.split_whitespace().next().unwrap_or_default();
            Line {
                end: at - 1,
                width: content.chars().count(),
                first: word.chars().count(),
                small: word.starts_with(char::is_lowercase),
                bullet: word.len() < content.len() && word.chars().count() == 1 && !word.starts_with(char::is_alphanumeric),
                closed: content.ends_with(['.', ';', ':', '!', '?', '…']),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::unbreak;

    fn done(text: &str) -> String {
        let mut text = text.to_owned();
        unbreak(&mut text);
        text
    }

    /// Breaks `paragraph` before the word that does not fit.
    fn broken(paragraph: &str, page: usize) -> String {
        let mut out = String::new();
        let mut column = 0;
        for word in paragraph.split(' ') {
            let width = word.chars().count();
            if column > 0 {
                let fits = column + 1 + width <= page;
                out.push(if fits { ' ' } else { '\n' });
                column = if fits { column + 1 } else { 0 };
            }
            out.push_str(word);
            column += width;
        }
        out
    }

    #[test]
    fn joins_the_lines_of_a_paragraph() {
        let title = "Tỉnh mở thêm cụm mới";
        let first = "Tỉnh vừa cho phép lập ba cụm công nghiệp ở phía nam, mỗi cụm rộng bốn mươi héc-ta, \
                     để đón những xưởng mộc và may ở các xã Hòa Bình, Tân Lập và Phú Sơn, nơi đất ở đã chật.";
        let second = "Các cụm này sẽ có đường, điện, nước và trạm xử lý nước thải trước khi xưởng đầu tiên dọn đến.";
        for page in [44, 80] {
            let text = format!("{title}\n\n{}\n{}\n", broken(first, page), broken(second, page));
            assert!(text.lines().count() > 6 || page > 44);
            let want = format!("{title}\n\n{first}\n{second}\n");
            let got = done(&text);
            // The end of a paragraph that happens to be full is joined, too: its full stop keeps the sentences apart.
            assert_eq!(got.replacen("chật. Các", "chật.\nCác", 1), want, "{page}");
        }
    }

    #[test]
    fn leaves_other_text_alone() {
        let list =
            "Tỉnh mở thêm cụm mới ở phía nam\nGiá điện tăng từ tháng sau\nNắng nóng kéo dài ở miền trung\nmột dòng nhỏ\nhai dòng nhỏ\n";
        let long = format!("{}\nnhỏ\nnhỏ\nnhỏ\n", "một câu rất dài ".repeat(60));
        for text in [list, long.as_str(), "", "\n\n", "a\nb\nc\nd"] {
            assert_eq!(done(text), text);
        }
    }

    #[test]
    fn keeps_the_items_of_a_list() {
        let broken = "Huyện giao cho các phòng những việc sau trong năm:\n- Phòng kinh tế lo thủ tục đất đai, đo vẽ và bàn\ngiao mốc giới cho các xã, báo cáo trước tháng sáu\nhằng năm cho huyện, và theo dõi việc làm ở các cụm;\n- Phòng tài chính lo vốn, sổ sách và báo cáo theo\nquý.\n";
        let text = done(broken);
        assert_eq!(text.matches("\n- Phòng").count(), 2, "{text}");
        assert!(text.contains("bàn giao mốc"));
    }
}
