//! The words that rules and lists know, as numbers.

use std::sync::Arc;

use rustc_hash::FxHashMap;

/// The number of a word in a program. Words that no rule knows have none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Symbol(pub(crate) u32);

impl Symbol {
    /// Stands for every word that no rule asks for; it equals no symbol of a rule.
    pub(crate) const UNKNOWN: Self = Self(u32::MAX);

    /// One bit of 64 that stands for the word, along with others; none for an unknown word.
    pub(crate) fn bit(self) -> u64 {
        if self == Self::UNKNOWN { 0 } else { 1 << (self.0 % 64) }
    }
}

/// The vocabulary of a program: frozen once compiled, and shared by those that are compiled from it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Symbols {
    numbers: Arc<FxHashMap<Box<str>, u32>>,
}

impl Symbols {
    /// Makes room for so many more words.
    pub(super) fn reserve(&mut self, words: usize) {
        Arc::make_mut(&mut self.numbers).reserve(words);
    }

    /// The number of `word`, a new one if it has none.
    pub(crate) fn intern(&mut self, word: &str) -> Symbol {
        if let Some(&number) = self.numbers.get(word) {
            return Symbol(number);
        }
        let number = self.numbers.len() as u32;
        Arc::make_mut(&mut self.numbers).insert(word.into(), number);
        Symbol(number)
    }

    /// The number of `word`, or [`Symbol::UNKNOWN`].
    pub(crate) fn find(&self, word: &str) -> Symbol {
        self.numbers.get(word).map_or(Symbol::UNKNOWN, |&number| Symbol(number))
    }
}
