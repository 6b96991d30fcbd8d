//! What the tagger sees of a word: features, as numbers.
//!
//! A feature is the hash of a template's number and its values. The same
//! templates are used for training and for tagging; a change here is a change
//! of the model.

use std::hash::Hasher;

use rustc_hash::FxHasher;

use crate::analysis::{is_cap, normalize, shape};

/// What of a form alone enters features, as hashes.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct WordParts {
    /// The word, digits made alike.
    word: u32,
    /// The word in lower case.
    lower: u32,
    suffixes: [u32; 4],
    prefixes: [u32; 3],
    shape: u32,
    /// The commonest tag of the word in the dictionary, or a stand-in.
    usual: u32,
    flags: u32,
}

impl WordParts {
    /// The parts of a form; `usual` is the number of its commonest tag.
    pub(super) fn of(form: &str, usual: u32) -> Self {
        let straight = normalize(form);
        let lower = key(&straight);
        let chars: Vec<char> = lower.chars().collect();
        let suffix = |count: usize| text_hash(chars[chars.len().saturating_sub(count)..].iter());
        let prefix = |count: usize| text_hash(chars[..count.min(chars.len())].iter());
        let flags = u32::from(is_cap(form))
            | u32::from(straight.contains('-')) << 1
            | u32::from(straight.chars().any(|c| c.is_ascii_digit())) << 2
            | u32::from(straight.chars().skip(1).any(char::is_uppercase)) << 3
            | u32::from(chars.len() > 1 && straight.contains('.')) << 4;
        Self {
            word: text_hash(straight.chars().map(alike).collect::<Vec<_>>().iter()),
            lower: text_hash(chars.iter()),
            suffixes: [suffix(1), suffix(2), suffix(3), suffix(4)],
            prefixes: [prefix(1), prefix(2), prefix(3)],
            shape: text_hash(shape(&straight).chars().collect::<Vec<_>>().iter()),
            usual,
            flags,
        }
    }

    /// What stands before the first word and behind the last.
    pub(super) const fn outside(at: u32) -> Self {
        let none = 0xdead_0000 + at;
        Self { word: none, lower: none, suffixes: [none; 4], prefixes: [none; 3], shape: none, usual: none, flags: 0 }
    }
}

/// A form as the dictionary knows it: straight marks, lower case, digits made alike.
pub(super) fn key(form: &str) -> String {
    normalize(form).to_lowercase().chars().map(alike).collect()
}

fn alike(c: char) -> char {
    if c.is_ascii_digit() { '0' } else { c }
}

fn text_hash<'a>(chars: impl Iterator<Item = &'a char>) -> u32 {
    let mut hasher = FxHasher::default();
    chars.for_each(|&c| hasher.write_u32(c as u32));
    fold(hasher.finish())
}

/// The high half of a hash is the better mixed.
fn fold(hash: u64) -> u32 {
    (hash >> 32) as u32 ^ hash as u32
}

/// How many templates there are.
pub(super) const TEMPLATES: usize = 34;

/// The features of the word in the middle of `window` (two words on each side),
/// after the tags `before` (the last first).
pub(super) fn features(window: &[WordParts; 5], before: [u32; 2], out: &mut [u32; TEMPLATES]) {
    let [w2, w1, w, n1, n2] = window;
    let [t1, t2] = before;
    let values: [[u32; 3]; TEMPLATES] = [
        [0, 0, 0],
        [w.word, 0, 0],
        [w.lower, 0, 0],
        [w.suffixes[0], 0, 0],
        [w.suffixes[1], 0, 0],
        [w.suffixes[2], 0, 0],
        [w.suffixes[3], 0, 0],
        [w.prefixes[0], 0, 0],
        [w.prefixes[1], 0, 0],
        [w.prefixes[2], 0, 0],
        [w.shape, 0, 0],
        [w.flags, w1.shape, 0],
        [w.usual, 0, 0],
        [t1, 0, 0],
        [t1, t2, 0],
        [t1, w.lower, 0],
        [t1, w.suffixes[2], 0],
        [t1, w.usual, n1.usual],
        [t1, t2, w.usual],
        [w1.lower, 0, 0],
        [w1.lower, w.lower, 0],
        [w1.suffixes[2], w.usual, 0],
        [w2.lower, 0, 0],
        [w2.lower, w1.lower, 0],
        [n1.lower, 0, 0],
        [n1.lower, w.lower, 0],
        [n1.suffixes[2], w.usual, 0],
        [n1.usual, w.usual, 0],
        [n1.shape, w.shape, 0],
        [n2.lower, 0, 0],
        [n1.usual, n2.usual, w.usual],
        [t1, n1.lower, 0],
        [w.flags, t1, w.suffixes[1]],
        [w1.usual, w.usual, n1.usual],
    ];
    for (template, (slot, values)) in out.iter_mut().zip(values).enumerate() {
        let mut hasher = FxHasher::default();
        hasher.write_u32(template as u32);
        hasher.write_u64(u64::from(values[0]) << 32 | u64::from(values[1]));
        hasher.write_u32(values[2]);
        *slot = fold(hasher.finish());
    }
}
