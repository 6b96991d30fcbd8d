//! An expression: its words with what lists say of each, and its captured parts.

use std::ops::Range;
use std::sync::Arc;

use super::number;

/// What the column of a list may say of a word to those who work out values.
pub(crate) const MEANINGS: [&str; 30] = [
    "value",
    "times",
    "sign",
    "decimal",
    "count",
    "minute",
    "unit",
    "size",
    "currency",
    "approx",
    "mod",
    "shift",
    "direction",
    "anchor",
    "ref",
    "year",
    "nth",
    "feast",
    "after",
    "season",
    "quarter",
    "half",
    "month",
    "day",
    "weekday",
    "part",
    "hour",
    "meridiem",
    "zone",
    "period",
];

/// A word, or several that one entry of a list names, or a part of a word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Word {
    /// Its text.
    pub(crate) text: String,
    /// What lists say of it.
    pub(crate) means: Vec<(Arc<str>, Arc<str>)>,
}

impl Word {
    /// What a list says of it.
    pub(crate) fn meaning(&self, name: &str) -> Option<&str> {
        self.means.iter().find(|(known, _)| **known == *name).map(|(_, value)| &**value)
    }
}

/// The words of an expression in their order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Expression {
    /// The words.
    pub(crate) words: Vec<Word>,
    /// The captured parts, by name without the underscore, each with its words.
    pub(crate) captures: Vec<(String, Range<usize>)>,
}

impl Expression {
    /// Whether it is counted back from something.
    pub(crate) fn looks_back(&self) -> bool {
        self.meaning("direction") == Some("-1")
    }

    /// Whether it is told to compare with (*a year earlier*): what comes next does not count from it.
    pub(crate) fn is_compared(&self) -> bool {
        self.meaning("anchor").is_some() && self.looks_back()
    }

    /// What the first word that means something of this name means.
    pub(super) fn meaning(&self, name: &str) -> Option<&str> {
        self.words.iter().find_map(|word| word.meaning(name))
    }

    /// The words of a captured part.
    pub(super) fn part(&self, name: &str) -> Option<&[Word]> {
        let (_, range) = self.captures.iter().find(|(known, _)| known == name)?;
        self.words.get(range.clone())
    }

    /// A part as text: what its words mean by its name, else what they are; where
    /// nothing is captured, what any word means by that name.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        let Some(words) = self.part(name) else { return self.meaning(name).map(str::to_owned) };
        let meant = words.iter().find_map(|word| word.meaning(name));
        Some(meant.map_or_else(|| words.iter().map(|word| word.text.as_str()).collect(), str::to_owned))
    }

    /// A part as a number.
    pub(super) fn number(&self, name: &str) -> Option<f64> {
        let Some(words) = self.part(name) else { return self.meaning(name)?.parse().ok() };
        let meant = words.iter().find_map(|word| word.meaning(name)?.parse().ok());
        meant.or_else(|| number::read(words))
    }

    /// A part as a whole number.
    pub(super) fn whole(&self, name: &str) -> Option<i64> {
        let number = self.number(name)?;
        (number.fract() == 0.0 && number.abs() < 1e15).then_some(number as i64)
    }

    /// A part as a small whole number: a month, a day, a weekday.
    pub(super) fn small(&self, name: &str) -> Option<i8> {
        self.whole(name).and_then(|number| i8::try_from(number).ok())
    }
}
