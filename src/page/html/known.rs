//! How much of a line another text has: shared shingles.

/// Shingles of a text, to ask what share of another text they cover.
#[derive(Debug, Default)]
pub struct Known {
    /// Sorted, each once.
    shingles: Vec<u64>,
    /// Code points of the text.
    pub chars: usize,
}

impl Known {
    /// Takes a text.
    pub fn new(text: &str) -> Self {
        let mut found = Vec::with_capacity(text.len() / 6);
        shingles(text, |h| found.push(h));
        found.sort_unstable();
        found.dedup();
        Self {
            shingles: found,
            chars: text.chars().count(),
        }
    }

    /// Share of the text's shingles that this one has.
    pub fn share(&self, text: &str) -> f32 {
        let (mut all, mut hit) = (0u32, 0u32);
        shingles(text, |h| {
            all += 1;
            hit += u32::from(self.shingles.binary_search(&h).is_ok());
        });
        if all == 0 { 0.0 } else { hit as f32 / all as f32 }
    }

    /// The larger of the shares that two texts have of each other: high when one is a part of the other.
    pub fn overlap(&self, other: &Known) -> f32 {
        let (few, many) = if self.shingles.len() <= other.shingles.len() {
            (self, other)
        } else {
            (other, self)
        };
        let hit = few.shingles.iter().filter(|h| many.shingles.binary_search(h).is_ok()).count();
        if few.shingles.is_empty() {
            0.0
        } else {
            hit as f32 / few.shingles.len() as f32
        }
    }
}

/// Hashes of every three words in a row (of all of them when there are fewer).
fn shingles(text: &str, mut take: impl FnMut(u64)) {
    let mut last = [0u64; 3];
    let mut count = 0usize;
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
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
