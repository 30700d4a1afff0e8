//! How much of a line another text has: shared shingles.

use std::collections::HashSet;

/// Shingles of a text that is known to be the article's body.
#[derive(Debug, Default)]
pub struct Known {
    shingles: HashSet<u64>,
    /// Code points of the text.
    pub chars: usize,
}

impl Known {
    /// Takes the body as the page's metadata gives it.
    pub fn new(body: &str) -> Self {
        let mut known = Self {
            chars: body.chars().count(),
            ..Self::default()
        };
        shingles(body, |h| {
            known.shingles.insert(h);
        });
        known
    }

    /// Share of the line's shingles that the text has.
    pub fn share(&self, text: &str) -> f32 {
        let (mut all, mut hit) = (0u32, 0u32);
        shingles(text, |h| {
            all += 1;
            hit += u32::from(self.shingles.contains(&h));
        });
        if all == 0 {
            0.0
        } else {
            hit as f32 / all as f32
        }
    }
}

/// Hashes of every three words in a row (of all of them when there are fewer).
fn shingles(text: &str, mut take: impl FnMut(u64)) {
    let mut last = [0u64; 3];
    let mut count = 0usize;
    for word in text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
    {
        let mut h = 0xcbf2_9ce4_8422_2325u64;
        for c in word.chars().flat_map(char::to_lowercase) {
            h = (h ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3);
        }
        last = [last[1], last[2], h];
        count += 1;
        if count >= 3 {
            take(join(last));
        }
    }
    if count > 0 && count < 3 {
        take(join(last));
    }
}

fn join(parts: [u64; 3]) -> u64 {
    parts[0].rotate_left(17) ^ parts[1].rotate_left(5) ^ parts[2]
}
