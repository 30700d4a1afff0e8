//! Examples as data, and helpers for the tests of this room.

use super::reader::Reader;
use super::*;
use crate::extract::scan::Scan;
use crate::lexicon::builtin;
use crate::text::Tokenizer;

/// Runs `test` with a reader over `text`.
pub(crate) fn with_reader(text: &str, test: impl FnOnce(&Reader<'_, '_>)) {
    let lexicon = builtin();
    let mut tokenizer = Tokenizer::new(&lexicon.syllables);
    let scan = Scan::new(text, &[], lexicon, &mut tokenizer);
    test(&Reader {
        scan: &scan,
        start: 0,
        limit: scan.tokens.len(),
    });
}

#[test]
fn the_table_is_read() {
    crate::lexicon::Lexicon::with_dir(None).expect("the built-in tables are well-formed");
}
