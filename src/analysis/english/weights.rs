//! The weights of a perceptron: for each feature, a row of answers and weights.
//!
//! A word looks up dozens of features. Memory is what that waits for, so rows
//! stand close together, in two bytes a weight, in the order of their keys; a
//! directory by the first bits of a key leads to the two or three rows among
//! which it can be. A few hundred features are met all the time and say something
//! of most answers; their rows stand elsewhere, with a weight for every answer,
//! which is more to add and yet much faster, since no weight waits for another.

use super::Tag;
use super::dictionary::TagSet;

/// A feature, hashed. Few of the keys that training never saw meet one that it
/// did: one in several hundred gets a foreign weight.
pub(super) type FeatureKey = u32;

/// The weights of all features for `N` answers.
#[derive(Debug, Clone, Default)]
pub(super) struct Weights<const N: usize> {
    /// By the first bits of a key: where its rows begin in `rows`; they end where the next begin.
    directory: Vec<u32>,
    /// Each row is a head (the last bits of the key, the number of cells) and
    /// its cells (a tag, the level of its weight), or the place of a full row.
    rows: Vec<u16>,
    levels: Levels,
    /// The rows of many cells, with a weight for each answer.
    full: Vec<[i16; N]>,
}

/// The weight of each level; a byte has no other.
#[derive(Debug, Clone)]
struct Levels([i16; 256]);

impl Default for Levels {
    fn default() -> Self {
        Self([0; 256])
    }
}

/// Bits of a key that stand in the head of a row; the others stand in the directory.
pub(super) const HEAD_BITS: u32 = 11;
/// The number of cells that says: a full row, whose place stands in two cells.
const FULL: usize = (1 << (16 - HEAD_BITS)) - 1;
const CELLS_OF_FULL: usize = 2;
/// From so many cells on, adding a full row is faster.
const FEWEST_OF_FULL: usize = 20;

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

impl<const N: usize> Weights<N> {
    /// Weights from rows of answers and levels, by ascending keys of so many bits.
    pub(super) fn new<'r>(
        key_bits: u32,
        levels: Vec<i16>,
        rows: impl Iterator<Item = (FeatureKey, &'r [(Tag, u8)])>,
    ) -> Self {
        let directory = Vec::with_capacity((1 << (key_bits - HEAD_BITS)) + 1);
        let mut weights = Self { directory, rows: Vec::new(), levels: Levels::default(), full: Vec::new() };
        weights.levels.0.iter_mut().zip(levels).for_each(|(place, level)| *place = level);
        for (key, cells) in rows {
            weights.fill_directory(key >> HEAD_BITS);
            if cells.len() < FEWEST_OF_FULL {
                weights.push_row(key, cells);
            } else {
                weights.push_full_row(key, cells);
            }
        }
        weights.fill_directory(1 << (key_bits - HEAD_BITS));
        // So that something stands where an empty last part of the directory points to.
        weights.rows.push(0);
        weights
    }

    fn push_row(&mut self, key: FeatureKey, cells: &[(Tag, u8)]) {
        self.rows.push(head(key) | (cells.len() as u16) << HEAD_BITS);
        self.rows.extend(cells.iter().map(|&(tag, level)| u16::from(level) << 8 | u16::from(tag.0)));
    }

    fn push_full_row(&mut self, key: FeatureKey, cells: &[(Tag, u8)]) {
        let place = self.full.len() as u32;
        self.rows.extend([head(key) | (FULL as u16) << HEAD_BITS, place as u16, (place >> 16) as u16]);
        let mut row = [0; N];
        for &(tag, level) in cells {
            row[usize::from(tag.0)] = self.levels.0[usize::from(level)];
        }
        self.full.push(row);
    }

    fn fill_directory(&mut self, upto: u32) {
        let end = self.rows.len() as u32;
        self.directory.resize((upto as usize + 1).max(self.directory.len()), end);
    }

    /// Adds what features give. The memory is asked for all before any answer
    /// is looked at: it can then give several at once.
    pub(super) fn add(&self, keys: &[FeatureKey], asked: &mut Vec<Asked>, scores: &mut Scores<N>) {
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

    pub(super) fn add_row(&self, row: RowIdx, scores: &mut Scores<N>) {
        let Some((&head, rest)) = self.rows[row.0 as usize..].split_first() else { return };
        if is_full(head) {
            let place = usize::from(rest[0]) | usize::from(rest[1]) << 16;
            scores.0.iter_mut().zip(&self.full[place]).for_each(|(score, weight)| *score += i32::from(*weight));
            return;
        }
        for cell in &rest[..cell_count(head)] {
            scores.0[usize::from(cell & 0x7f)] += i32::from(self.levels.0[usize::from(cell >> 8)]);
        }
    }
}

const fn head(key: u32) -> u16 {
    (key & ((1 << HEAD_BITS) - 1)) as u16
}

const fn is_full(head: u16) -> bool {
    (head >> HEAD_BITS) as usize == FULL
}

const fn cell_count(head: u16) -> usize {
    if is_full(head) { CELLS_OF_FULL } else { (head >> HEAD_BITS) as usize }
}

impl<const N: usize> Default for Scores<N> {
    fn default() -> Self {
        Self::ZERO
    }
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
