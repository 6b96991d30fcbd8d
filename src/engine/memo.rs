//! What a search has learnt of its places: which lead nowhere, and where the others end.

use rustc_hash::FxHashMap;

/// What is known of a row of code at a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Known {
    /// Nothing yet.
    New,
    /// No match goes on from here (or it is being looked for just now).
    Fails,
    /// A match goes on from here, to this node.
    Ends(u32),
}

/// A table over (row, node), emptied at no cost by beginning a new generation.
#[derive(Debug, Default)]
pub(crate) struct Memo {
    cells: Vec<(u32, u32)>,
    /// Places beyond [`MAX_CELLS`], for huge sentences under huge patterns.
    far: FxHashMap<u64, u32>,
    generation: u32,
    rows: u32,
    first_node: u32,
}

/// The most places kept in the flat table: 32 MiB.
const MAX_CELLS: u64 = 4 << 20;

const FAILS: u32 = u32::MAX;

impl Memo {
    /// Forgets everything, and takes up a code of so many rows from `first_node` on.
    pub(crate) fn begin(&mut self, rows: u32, first_node: u32) {
        self.rows = rows;
        self.first_node = first_node;
        self.far.clear();
        self.generation = self.generation.wrapping_add(1);
        if self.generation == 0 {
            self.cells.clear();
            self.generation = 1;
        }
    }

    pub(crate) fn get(&self, row: u32, node: u32) -> Known {
        let place = self.place(row, node);
        let value = if place < MAX_CELLS {
            self.cells.get(place as usize).filter(|cell| cell.0 == self.generation).map(|cell| cell.1)
        } else {
            self.far.get(&place).copied()
        };
        match value {
            None => Known::New,
            Some(FAILS) => Known::Fails,
            Some(end) => Known::Ends(end),
        }
    }

    pub(crate) fn set(&mut self, row: u32, node: u32, known: Known) {
        let value = match known {
            Known::New => return self.forget(row, node),
            Known::Fails => FAILS,
            Known::Ends(end) => end,
        };
        let place = self.place(row, node);
        if place >= MAX_CELLS {
            self.far.insert(place, value);
            return;
        }
        let place = place as usize;
        if place >= self.cells.len() {
            self.cells.resize((place + 1).next_power_of_two(), (0, 0));
        }
        self.cells[place] = (self.generation, value);
    }

    fn forget(&mut self, row: u32, node: u32) {
        let place = self.place(row, node);
        if place >= MAX_CELLS {
            self.far.remove(&place);
        } else if let Some(cell) = self.cells.get_mut(place as usize) {
            cell.0 = 0;
        }
    }

    fn place(&self, row: u32, node: u32) -> u64 {
        u64::from(node - self.first_node) * u64::from(self.rows) + u64::from(row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_generation_forgets() {
        let mut memo = Memo::default();
        memo.begin(2, 10);
        memo.set(1, 12, Known::Ends(15));
        memo.set(0, 12, Known::Fails);
        assert_eq!((memo.get(1, 12), memo.get(0, 12), memo.get(0, 11)), (Known::Ends(15), Known::Fails, Known::New));
        memo.begin(2, 10);
        assert_eq!(memo.get(1, 12), Known::New);
    }

    #[test]
    fn places_past_the_flat_table_are_kept_too() {
        let mut memo = Memo::default();
        memo.begin(50_000, 0);
        memo.set(7, 4_000, Known::Ends(4_100));
        assert_eq!(memo.get(7, 4_000), Known::Ends(4_100));
        memo.set(7, 4_000, Known::New);
        assert_eq!(memo.get(7, 4_000), Known::New);
    }
}
