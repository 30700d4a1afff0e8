//! Totals of any element's lines in two look-ups.

use super::dom::{Dom, NodeId};
use super::line::Line;

/// Sums over the lines before each line, so that any element's totals are two look-ups.
#[derive(Debug)]
pub struct Totals {
    /// Text node each line starts at.
    starts: Vec<NodeId>,
    sums: Vec<Sum>,
}

/// Totals of a stretch of lines.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sum {
    /// Lines.
    pub lines: u32,
    /// Code points.
    pub chars: u32,
    /// Of these, in links.
    pub link_chars: u32,
    /// Code points of lines that read like prose.
    pub prose: u32,
    /// Lines that read like prose.
    pub prose_lines: u32,
}

impl Sum {
    /// Share of the text that is inside links.
    pub fn link_density(&self) -> f32 {
        if self.chars == 0 {
            0.0
        } else {
            self.link_chars as f32 / self.chars as f32
        }
    }
}

impl Totals {
    /// Sums up the lines for which `counts` is true.
    pub fn new(lines: &[Line], counts: impl Fn(usize) -> bool) -> Self {
        let mut sums = Vec::with_capacity(lines.len() + 1);
        let mut sum = Sum::default();
        sums.push(sum);
        for (i, line) in lines.iter().enumerate() {
            if counts(i) {
                sum.lines += 1;
                sum.chars += line.chars;
                sum.link_chars += line.link_chars;
                if line.is_prose() {
                    sum.prose += line.chars;
                    sum.prose_lines += 1;
                }
            }
            sums.push(sum);
        }
        Self {
            starts: lines.iter().map(|line| line.from).collect(),
            sums,
        }
    }

    /// The lines inside an element.
    pub fn range(&self, dom: &Dom<'_>, id: NodeId) -> std::ops::Range<usize> {
        let end = dom.node(id).end;
        let from = self.starts.partition_point(|&start| start < id);
        let to = self.starts.partition_point(|&start| start < end);
        from..to
    }

    /// Totals of what stands before a node.
    pub fn before(&self, id: NodeId) -> Sum {
        self.sums[self.starts.partition_point(|&start| start < id)]
    }

    /// Totals of an element.
    pub fn of(&self, dom: &Dom<'_>, id: NodeId) -> Sum {
        let range = self.range(dom, id);
        let (a, b) = (self.sums[range.start], self.sums[range.end]);
        Sum {
            lines: b.lines - a.lines,
            chars: b.chars - a.chars,
            link_chars: b.link_chars - a.link_chars,
            prose: b.prose - a.prose,
            prose_lines: b.prose_lines - a.prose_lines,
        }
    }
}
