//! The page from its lines: kept text, map, blocks, and the record of what was left out.

use crate::page::{Block, Metadata, Origin, Page, Place, Removed, Role};
use crate::text::{OffsetMap, Span};

use super::cuts::{Cut, Cuts};
use super::lines::{Line, Sheet};

/// What the lines come to, in positions of the text they were read from.
pub(super) struct Parts {
    cuts: Cuts,
    blocks: Vec<Block>,
    tabs: Vec<u32>,
}

/// Collects cuts and blocks.
pub(super) fn parts(sheet: &Sheet<'_>) -> Parts {
    let mut parts = Parts {
        cuts: Cuts::default(),
        blocks: Vec::with_capacity(sheet.lines.len() / 2 + 1),
        tabs: Vec::new(),
    };
    let mut marks = sheet.marks.iter().copied().peekable();
    let mut tabs = sheet.tabs.iter().copied().peekable();
    for line in &sheet.lines {
        if let Some(kind) = line.cut {
            let end = (line.end as usize + 1).min(sheet.text.len());
            parts.cuts.push(Cut::new(line.start as usize, end, kind));
        }
        while let Some(mark) = marks.next_if(|mark| mark.start < line.end) {
            if line.cut.is_none() {
                parts.mark(mark);
            }
        }
        while let Some(tab) = tabs.next_if(|&tab| tab < line.end) {
            if line.cut.is_none() {
                parts.tabs.push(tab);
            }
        }
        if line.stays() && line.from < line.to {
            parts.line(line, sheet);
        }
    }
    parts
}

impl Parts {
    /// A mark, clipped to what is not cut yet.
    fn mark(&mut self, mark: Cut) {
        let done = self.cuts.list.last().map_or(0, |cut| cut.end);
        self.cuts.push(Cut {
            start: mark.start.max(done),
            ..mark
        });
    }

    /// The blocks of one line: its title and byline apart from the rest.
    fn line(&mut self, line: &Line, sheet: &Sheet<'_>) {
        let mut from = line.from;
        if let Some(end) = line.title {
            self.block(Role::Title, sheet, from, end);
            from = end;
        }
        let to = line.byline.unwrap_or(line.to);
        self.block(line.role, sheet, from, to);
        if let Some(start) = line.byline {
            self.block(Role::Byline, sheet, start, line.to);
        }
    }

    fn block(&mut self, role: Role, sheet: &Sheet<'_>, from: u32, to: u32) {
        // At the ends of a row, cell borders hold nothing apart.
        let outer = |c: char| c.is_whitespace() || (c == '|' && role == Role::Row);
        let text = sheet.slice(from, to);
        let start = from + (text.len() - text.trim_start_matches(outer).len()) as u32;
        let end = start + text.trim_matches(outer).len() as u32;
        if start < end {
            self.blocks.push(Block {
                role,
                span: Span { start, end },
            });
        }
    }

    /// Moves the blocks from the old text to the kept text.
    fn move_blocks(&mut self) {
        let mut cuts = self.cuts.list.iter().peekable();
        let mut gone = 0;
        let mut place = |at: u32, cuts: &mut std::iter::Peekable<std::slice::Iter<'_, Cut>>| {
            while let Some(cut) = cuts.next_if(|cut| cut.end <= at) {
                gone += cut.end - cut.start;
            }
            match cuts.peek() {
                Some(cut) if cut.start < at => cut.start - gone,
                _ => at - gone,
            }
        };
        for block in &mut self.blocks {
            let start = place(block.span.start, &mut cuts);
            let end = place(block.span.end, &mut cuts);
            block.span = Span { start, end };
        }
    }
}

/// Builds the page; `removed` holds what earlier steps left out.
pub(super) fn page(text: String, map: OffsetMap, mut parts: Parts, mut removed: Vec<Removed>, metadata: Metadata, article: bool) -> Page {
    let text = with_tabs(text, &parts.tabs);
    let earlier = !removed.is_empty();
    removed.extend(parts.cuts.removed(&text, &map));
    if earlier {
        settle(&mut removed);
    }
    parts.move_blocks();
    let (text, map) = if parts.cuts.list.is_empty() {
        (text, map)
    } else {
        let mut kept = String::with_capacity(text.len());
        for (start, end) in parts.cuts.kept(text.len()) {
            kept.push_str(text.get(start..end).unwrap_or_default());
        }
        let keep = parts.cuts.keep_map(text.len());
        (kept, keep.after(&map))
    };
    // A mark cut at the end of a block may leave the blank before it.
    for block in &mut parts.blocks {
        let content = text.get(block.span.range()).unwrap_or_default();
        let start = block.span.start + (content.len() - content.trim_start().len()) as u32;
        block.span = Span {
            start,
            end: start + content.trim().len() as u32,
        };
    }
    parts.blocks.retain(|block| !block.span.is_empty());
    Page {
        article,
        text,
        origin: Origin::Plain(map),
        blocks: parts.blocks,
        removed,
        metadata,
    }
}

/// Orders what two steps left out; what the first cut inside a stretch of the second is part of that stretch.
fn settle(removed: &mut Vec<Removed>) {
    let ends = |removed: &Removed| match removed.place {
        Place::Bytes { start, end } => (start, std::cmp::Reverse(end)),
        Place::Element { start, end, .. } => (start, std::cmp::Reverse(end)),
    };
    removed.sort_by_key(ends);
    let mut reached = 0;
    removed.retain(|removed| {
        let (_, std::cmp::Reverse(end)) = ends(removed);
        let new = end > reached;
        reached = reached.max(end);
        new
    });
}

fn with_tabs(text: String, tabs: &[u32]) -> String {
    if tabs.is_empty() {
        return text;
    }
    let mut bytes = text.into_bytes();
    for &at in tabs {
        if let Some(byte) = bytes.get_mut(at as usize)
            && *byte == b'|'
        {
            *byte = b'\t';
        }
    }
    String::from_utf8(bytes).unwrap_or_default()
}
