//! What the parser looks at: words and tags on the stack and ahead, and what
//! hangs on them already (the templates follow Zhang and Nivre 2011).

use super::state::{Place, State};
use crate::analysis::english::weights::{FeatureKey, HEAD_BITS};
use crate::analysis::english::word::mix;

/// Bits of a key: more than the tagger's, since there are more features.
pub(in super::super) const KEY_BITS: u32 = 18 + HEAD_BITS;

/// A word as the parser sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct ParseWord {
    /// The form in lower case.
    pub(in super::super) word: u64,
    /// Its tag.
    pub(in super::super) tag: u64,
    /// Its last three characters.
    pub(in super::super) suffix: u64,
}

impl ParseWord {
    const fn like(number: u64) -> Self {
        Self { word: number, tag: number, suffix: number }
    }

    const NONE: Self = Self::like(7);
    const ROOT: Self = Self::like(9);

    const fn both(self) -> u64 {
        mix(self.word, self.tag)
    }
}

/// What is around a place: its word, its dependents.
struct Around<'s> {
    words: &'s [ParseWord],
    state: &'s State,
}

impl Around<'_> {
    fn word(&self, place: Option<Place>) -> ParseWord {
        let known = |place| self.words.get(place).copied().unwrap_or(ParseWord::ROOT);
        place.map_or(ParseWord::NONE, known)
    }

    fn tag(&self, place: Option<Place>) -> u64 {
        self.word(place).tag
    }

    fn node(&self, place: Option<Place>) -> super::state::Node {
        place.map(|place| self.state.nodes[place]).unwrap_or_default()
    }

    fn label(&self, place: Option<Place>) -> u64 {
        place.map_or(300, |place| u64::from(self.state.nodes[place].label))
    }

    fn ahead(&self, by: usize) -> Option<Place> {
        Some(self.state.next + by).filter(|place| *place <= self.state.root())
    }
}

/// A distance in words, by kinds that grow.
fn distance(from: Option<Place>, to: Option<Place>) -> u64 {
    match from.zip(to).map(|(from, to)| to - from) {
        None => 0,
        Some(distance @ 0..=4) => distance as u64,
        Some(5..=6) => 5,
        Some(7..=10) => 6,
        Some(_) => 7,
    }
}

/// Puts the keys of all features of a state into `out`.
#[cfg(feature = "train")]
pub(in super::super) fn keys(words: &[ParseWord], state: &State, out: &mut Vec<FeatureKey>) {
    out.clear();
    ahead_keys(words, state, out);
    stack_keys(words, state, out);
}

/// Appends the keys of what looks at the words ahead alone.
pub(super) fn ahead_keys(words: &[ParseWord], state: &State, out: &mut Vec<FeatureKey>) {
    let around = Around { words, state };
    let [b0, b1, b2, b3] = [0, 1, 2, 3].map(|by| around.word(around.ahead(by)));
    out.extend([
        key(7, b0.word, 0, 0),
        key(8, b0.tag, 0, 0),
        key(9, b0.both(), 0, 0),
        key(10, b1.word, 0, 0),
        key(11, b1.tag, 0, 0),
        key(12, b1.both(), 0, 0),
        key(13, b2.word, 0, 0),
        key(14, b2.tag, 0, 0),
        key(24, b0.tag, b1.tag, 0),
        key(35, b0.tag, b1.tag, b2.tag),
        key(84, b3.tag, 0, 0),
        key(85, b1.tag, b2.tag, b3.tag),
        key(86, b1.word, b0.tag, 0),
        key(87, b1.word, b0.word, 0),
    ]);
}

/// Appends the keys of all other features.
pub(super) fn stack_keys(words: &[ParseWord], state: &State, out: &mut Vec<FeatureKey>) {
    let around = Around { words, state };
    let tag = |place| around.tag(place);
    let (at_s0, at_s1, at_s2) = (state.stacked(0), state.stacked(1), state.stacked(2));
    let (at_b0, at_b1) = (around.ahead(0), around.ahead(1));
    let (s0, s1, s2) = (around.word(at_s0), around.word(at_s1), around.word(at_s2));
    let (b0, b1) = (around.word(at_b0), around.word(at_b1));
    let (s0_node, s1_node, b0_node) = (around.node(at_s0), around.node(at_s1), around.node(at_b0));
    let s0_left = s0_node.left[0];
    let s0_right = s0_node.right[0];
    let s1_right = s1_node.right[0];
    let s1_left = s1_node.left[0];
    let b0_left = b0_node.left[0];
    let (far, near) = (distance(at_s0, at_b0), distance(at_s1, at_s0));
    let count = u64::from;
    let before = |place: Option<Place>| place.and_then(|place| place.checked_sub(1));
    let after = |place: Option<Place>| place.map(|place| place + 1).filter(|place| *place <= state.root());
    out.extend([
        key(0, 0, 0, 0),
        key(1, s0.word, 0, 0),
        key(2, s0.tag, 0, 0),
        key(3, s0.both(), 0, 0),
        key(4, s1.word, 0, 0),
        key(5, s1.tag, 0, 0),
        key(6, s1.both(), 0, 0),
        key(16, s2.tag, 0, 0),
        key(17, s0.both(), b0.both(), 0),
        key(18, s0.both(), b0.word, 0),
        key(20, s0.both(), b0.tag, 0),
        key(21, s0.tag, b0.both(), 0),
        key(22, s0.word, b0.word, 0),
        key(23, s0.tag, b0.tag, 0),
        key(25, s0.tag, s1.tag, 0),
        key(26, s0.word, s1.word, 0),
        key(27, s0.both(), s1.tag, 0),
        key(28, s0.tag, s1.both(), 0),
        key(29, s0.word, s1.tag, 0),
        key(30, s1.tag, b0.tag, 0),
        key(32, s0.tag, b0.tag, b1.tag),
        key(33, s1.tag, s0.tag, b0.tag),
        key(34, s2.tag, s1.tag, s0.tag),
        key(36, s0.tag, b0.tag, tag(b0_left)),
        key(37, s0.tag, tag(s0_left), b0.tag),
        key(38, s0.tag, tag(s0_right), b0.tag),
        key(39, s1.tag, tag(s1_right), s0.tag),
        key(40, s1.tag, tag(s1_left), s0.tag),
    ]);
    out.extend([
        key(44, far, s0.tag, 0),
        key(46, far, b0.tag, 0),
        key(47, far, s0.tag, b0.tag),
        key(48, near, s0.tag, s1.tag),
        key(50, s0.tag, count(s0_node.right_count), 0),
        key(52, s0.tag, count(s0_node.left_count), 0),
        key(54, b0.tag, count(b0_node.left_count), 0),
        key(55, s1.tag, count(s1_node.right_count), s0.tag),
        key(56, around.word(s0_left).word, around.label(s0_left), 0),
        key(57, tag(s0_left), around.label(s0_left), s0.tag),
        key(58, around.word(s0_right).word, around.label(s0_right), 0),
        key(59, tag(s0_right), around.label(s0_right), s0.tag),
        key(61, tag(b0_left), around.label(b0_left), b0.tag),
        key(62, around.label(s0_left), s0.tag, b0.tag),
        key(63, s0.word, s0_node.left_labels, 0),
        key(64, s0.tag, s0_node.left_labels, 0),
        key(65, s0.word, s0_node.right_labels, 0),
        key(66, s0.tag, s0_node.right_labels, 0),
        key(67, b0.word, b0_node.left_labels, 0),
        key(68, b0.tag, b0_node.left_labels, 0),
        key(69, s1.word, s1_node.right_labels, 0),
        key(70, s1.tag, s1_node.right_labels, 0),
    ]);
    out.extend([
        key(80, s0.suffix, b0.tag, 0),
        key(81, s0.tag, b0.suffix, 0),
        key(88, s1.word, s0.tag, b0.tag),
        key(89, s1.tag, s0.word, b0.tag),
        key(90, s1.tag, s0.tag, b0.word),
        key(91, s0.word, b0.tag, b1.tag),
        key(97, tag(before(at_s0)), s0.tag, b0.tag),
        key(98, s0.tag, tag(after(at_s0)), b0.tag),
        key(99, tag(before(at_b0)), b0.tag, s0.tag),
        key(101, tag(before(at_s1)), s1.tag, s0.tag),
        key(103, s1.word, around.word(s0_left).word, s0.tag),
        key(104, s1.tag, around.word(s0_left).word, s2.tag),
        key(105, s1.both(), around.word(s0_left).word, 0),
    ]);
}

const fn key(template: u64, a: u64, b: u64, c: u64) -> FeatureKey {
    let hash = mix(mix(mix(template + 1, a), b), c);
    ((hash ^ (hash >> 29)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - KEY_BITS)) as FeatureKey
}
