//! The weights of a perceptron: for each feature, a row of answers and weights.
//!
//! A word looks up dozens of features, of which half are absent, and memory
//! is what that waits for. So rows stand close together, in two bytes a weight,
//! in the order of their keys; a directory by the first bits of a key leads to
//! the two or three rows among which it can be.

use super::Tag;
use super::dictionary::TagSet;
use super::features::FeatureKey;

/// The weights of all features.
#[derive(Debug, Clone, Default)]
pub(super) struct Weights {
    /// By the first bits of a key: where its rows begin in `rows`; they end where the next begin.
    directory: Vec<u32>,
    /// Each row is a head (the last bits of the key, the number of cells) and
    /// its cells (a tag, the level of its weight).
    rows: Vec<u16>,
    levels: Vec<i16>,
}

/// Bits of a key that stand in the head of a row; the others stand in the directory.
pub(super) const HEAD_BITS: u32 = 11;
const MOST_CELLS: usize = (1 << (16 - HEAD_BITS)) - 1;

/// Where the row of a feature begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RowIdx(u32);

/// A key that is being looked up: where its row can be, and what stands there first.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    start: u32,
    end: u32,
    there: u16,
    wanted: u16,
}

/// The score of each of `N` answers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scores<const N: usize>(pub(super) [i32; N]);

impl Weights {
    /// Weights from rows of answers and levels, by ascending keys of so many bits.
    pub(super) fn new<'r>(
        key_bits: u32,
        levels: Vec<i16>,
        rows: impl Iterator<Item = (FeatureKey, &'r [(Tag, u8)])>,
    ) -> Self {
        let directory_bits = key_bits - HEAD_BITS;
        let mut weights = Self { directory: Vec::with_capacity((1 << directory_bits) + 1), rows: Vec::new(), levels };
        for (key, cells) in rows {
            weights.fill_directory(key >> HEAD_BITS);
            // A long row goes on in a second one with the same head.
            for part in cells.chunks(MOST_CELLS) {
                weights.rows.push(head(key) | (part.len() as u16) << HEAD_BITS);
                weights.rows.extend(part.iter().map(|&(tag, level)| u16::from(level) << 8 | u16::from(tag.0)));
            }
        }
        weights.fill_directory(1 << directory_bits);
        // So that something stands where an empty last part of the directory points to.
        weights.rows.push(0);
        weights
    }

    fn fill_directory(&mut self, upto: u32) {
        let end = self.rows.len() as u32;
        self.directory.resize((upto as usize + 1).max(self.directory.len()), end);
    }

    /// Adds what features give. The memory is asked for all before any answer
    /// is looked at: it can then give several at once.
    pub(super) fn add<const N: usize>(&self, keys: &[FeatureKey], asked: &mut Vec<Asked>, scores: &mut Scores<N>) {
        asked.clear();
        asked.extend(keys.iter().map(|&key| self.ask(key)));
        for one in asked {
            if let Some(row) = self.find(*one) {
                self.add_row(row, scores);
            }
        }
    }

    /// The row of a feature, if it has weights.
    pub(super) fn row(&self, key: FeatureKey) -> Option<RowIdx> {
        self.find(self.ask(key))
    }

    /// Without a branch, so that the next key need not wait for this one.
    fn ask(&self, key: FeatureKey) -> Asked {
        let place = (key >> HEAD_BITS) as usize;
        let (start, end) = (self.directory[place], self.directory[place + 1]);
        Asked { start, end, there: self.rows[start as usize], wanted: head(key) }
    }

    fn find(&self, asked: Asked) -> Option<RowIdx> {
        let Asked { mut start, end, mut there, wanted } = asked;
        while start < end {
            if head(u32::from(there)) == wanted {
                return Some(RowIdx(start));
            }
            start += 1 + cell_count(there) as u32;
            there = self.rows[start as usize];
        }
        None
    }

    pub(super) fn add_row<const N: usize>(&self, row: RowIdx, scores: &mut Scores<N>) {
        let mut rest = &self.rows[row.0 as usize..];
        let Some(&first) = rest.first() else { return };
        while let Some((&there, after)) = rest.split_first() {
            if head(u32::from(there)) != head(u32::from(first)) {
                return;
            }
            let (cells, next) = after.split_at(cell_count(there));
            for cell in cells {
                scores.0[usize::from(cell & 0x7f)] += i32::from(self.levels[usize::from(cell >> 8)]);
            }
            if cells.len() < MOST_CELLS {
                return;
            }
            rest = next;
        }
    }
}

const fn head(key: u32) -> u16 {
    (key & ((1 << HEAD_BITS) - 1)) as u16
}

const fn cell_count(head: u16) -> usize {
    (head >> HEAD_BITS) as usize
}

impl<const N: usize> Scores<N> {
    pub(super) const ZERO: Self = Self([0; N]);

    /// The allowed tag with the highest score, the lowest of those that are equal.
    pub(super) fn best(&self, allowed: TagSet) -> Tag {
        let mut best = (i32::MIN, Tag(0));
        for tag in allowed.iter() {
            let score = self.0[usize::from(tag.0)];
            if score > best.0 {
                best = (score, tag);
            }
        }
        best.1
    }
}
