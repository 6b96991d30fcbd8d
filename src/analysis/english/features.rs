//! What the tagger looks at: templates over the words around and the tags before.
//!
//! A feature is a template with its values, hashed to a key. Training and
//! tagging make keys with the same function, so they cannot disagree.

use super::Tag;
use super::weights::{FeatureKey, HEAD_BITS};
use super::word::{Look, Word, mix};

/// Bits of a key. Fewer make the model file smaller and foreign weights likelier.
pub(super) const KEY_BITS: u32 = 16 + HEAD_BITS;

/// The two tags before a word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context {
    last: u64,
    before: u64,
}

impl Context {
    const START: u64 = 255;

    pub(super) const fn at_start() -> Self {
        Self { last: Self::START, before: Self::START }
    }

    pub(super) fn push(&mut self, tag: Tag) {
        self.before = self.last;
        self.last = u64::from(tag.0);
    }
}

/// Appends every feature that looks at words alone, for the word number `index`.
#[cfg(feature = "train")]
pub(super) fn static_keys(words: &[Word], index: usize, out: &mut Vec<FeatureKey>) {
    own_keys(word(words, index), out);
    let around = [index, index + 1, index + 3, index + 4];
    out.extend(around.into_iter().enumerate().map(|(place, word)| neighbour_keys(&words[word].look)[place]));
    pair_keys(words, index, out);
}

/// Words that stand before and after each sentence, so that every word has neighbours.
const MARGIN: usize = 2;

/// What stands before a sentence and after it.
pub(super) const BEFORE: [Word; MARGIN] = [Word::outside(0), Word::outside(1)];
pub(super) const AFTER: [Word; MARGIN] = [Word::outside(2), Word::outside(3)];

/// The word number `index` of a sentence that stands between margins.
pub(super) fn word(words: &[Word], index: usize) -> &Word {
    &words[index + MARGIN]
}

fn class(word: &Word) -> u64 {
    u64::from(word.known.class)
}

fn senses(word: &Word) -> u64 {
    u64::from(word.known.senses.0)
}

/// Appends the features of a word by itself.
pub(super) fn own_keys(word: &Word, out: &mut Vec<FeatureKey>) {
    let look = &word.look;
    out.extend([
        key(0, 0, 0),
        key(1, look.form, 0),
        key(2, look.lower, 0),
        key(3, look.suffixes[0], 0),
        key(4, look.suffixes[1], 0),
        key(5, look.suffixes[2], 0),
        key(6, look.suffixes[3], 0),
        key(7, look.prefixes[0], 0),
        key(8, look.prefixes[1], 0),
        key(9, look.prefixes[2], 0),
        key(10, look.shape, 0),
        key(20, class(word), 0),
        key(26, senses(word), 0),
        key(27, senses(word), look.flags),
        key(28, senses(word), look.suffixes[1]),
    ]);
}

/// What a word says of its neighbours: of the second and the first after it,
/// the first and the second before it.
pub(super) fn neighbour_keys(look: &Look) -> [FeatureKey; 4] {
    [15, 13, 17, 19].map(|template| key(template, look.lower, 0))
}

/// Appends the features of the word number `index` together with those around it.
pub(super) fn pair_keys(words: &[Word], index: usize, out: &mut Vec<FeatureKey>) {
    let window = &words[index..=index + 2 * MARGIN];
    let [w2, w1, w, n1, n2] = window else { unreachable!("a window of two words on each side") };
    let look = &w.look;
    out.extend([
        key(11, look.flags, w1.look.shape),
        key(12, n1.look.shape, look.shape),
        key(14, w1.look.lower, look.lower),
        key(16, w2.look.lower, w1.look.lower),
        key(18, n1.look.lower, look.lower),
        key(21, w1.look.suffixes[2], class(w)),
        key(22, n1.look.suffixes[2], class(w)),
        key(23, class(n1), class(w)),
        key(24, mix(class(n1), class(n2)), class(w)),
        key(25, mix(class(w1), class(w)), class(n1)),
        key(29, senses(w), senses(n1)),
        key(30, senses(w1), senses(w)),
        key(31, senses(w), class(w1)),
        key(32, senses(w), class(n1)),
        key(33, senses(n1), class(w)),
    ]);
}

/// Appends the features of the tags before, for the word number `index`.
pub(super) fn history_keys(words: &[Word], index: usize, context: &Context, out: &mut Vec<FeatureKey>) {
    let (w, n1) = (word(words, index), word(words, index + 1));
    let (last, before) = (context.last, context.before);
    let both = mix(last, before);
    out.extend([
        key(40, last, 0),
        key(41, both, 0),
        key(42, last, w.look.lower),
        key(43, last, w.look.suffixes[2]),
        key(44, mix(last, class(w)), class(n1)),
        key(45, both, class(w)),
        key(46, last, n1.look.lower),
        key(47, mix(w.look.flags, last), w.look.suffixes[1]),
        key(48, last, senses(w)),
        key(49, both, senses(w)),
        key(50, mix(last, senses(w)), senses(n1)),
    ]);
}

const fn key(template: u64, a: u64, b: u64) -> FeatureKey {
    let hash = mix(mix(template + 1, a), b);
    ((hash ^ (hash >> 29)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - KEY_BITS)) as FeatureKey
}
