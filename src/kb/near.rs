//! Facts by their place: lists in the order of the text are searched by halves, so that a document of any length costs its length.

use std::ops::Range;

/// Those of `items` that begin within `tokens`, and the number of items before them. `start` gives the token an item begins at;
/// the items stand in that order.
pub(super) fn beginning<'t, T>(items: &'t [T], start: impl Fn(&T) -> usize, tokens: &Range<usize>) -> (usize, &'t [T]) {
    debug_assert!(items.is_sorted_by_key(&start), "out of order");
    let from = items.partition_point(|item| start(item) < tokens.start);
    let to = items.partition_point(|item| start(item) < tokens.end).max(from);
    (from, &items[from..to])
}

/// The first of `items` that shares a token with `tokens`. The items stand in order and apart.
pub(super) fn touching<'t, T>(items: &'t [T], range: impl Fn(&T) -> &Range<usize>, tokens: &Range<usize>) -> Option<&'t T> {
    let at = items.partition_point(|item| range(item).end <= tokens.start);
    items.get(at).filter(|item| range(item).start < tokens.end)
}

/// Claims by their quantity.
pub(super) struct ByQuantity(Vec<(usize, usize)>);

impl ByQuantity {
    /// `quantities` of the claims, in the claims' order.
    pub(super) fn new(quantities: impl Iterator<Item = usize>) -> Self {
        let mut pairs: Vec<(usize, usize)> = quantities.enumerate().map(|(claim, quantity)| (quantity, claim)).collect();
        pairs.sort_unstable();
        Self(pairs)
    }

    /// The first claim whose quantity is among `quantities`.
    pub(super) fn first(&self, quantities: Range<usize>) -> Option<usize> {
        let from = self.0.partition_point(|pair| pair.0 < quantities.start);
        let among = self.0[from..].iter().take_while(|pair| pair.0 < quantities.end);
        among.map(|pair| pair.1).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn as_a_search_of_everything(
            mut starts in prop::collection::vec(0usize..40, 0..12),
            tokens in (0usize..40, 0usize..12).prop_map(|(from, len)| from..from + len),
        ) {
            starts.sort_unstable();
            let (before, found) = beginning(&starts, |&start| start, &tokens);
            let all: Vec<usize> = starts.iter().copied().filter(|start| tokens.contains(start)).collect();
            prop_assert_eq!(found, &all[..]);
            prop_assert_eq!(starts.iter().position(|start| tokens.contains(start)), (!all.is_empty()).then_some(before));
            starts.dedup();
            let ranges: Vec<Range<usize>> = starts.windows(2).map(|two| two[0]..two[1]).collect();
            let shares = |range: &&Range<usize>| range.start < tokens.end && tokens.start < range.end;
            if !tokens.is_empty() {
                prop_assert_eq!(touching(&ranges, |range| range, &tokens), ranges.iter().find(shares));
            }
            let claims = ByQuantity::new(starts.iter().rev().copied());
            prop_assert_eq!(claims.first(tokens.clone()), starts.iter().rev().position(|start| tokens.contains(start)));
        }
    }
}
