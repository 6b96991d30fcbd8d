//! The names of the tags.

use super::Tag;
use super::weights;
use super::word::mix;

/// The score of each tag for one word.
pub(super) type Scores = weights::Scores<{ TagNames::MOST }>;

/// The names of each tag; the most frequent tags have the lowest numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct TagNames {
    names: Vec<(&'static str, Box<str>)>,
}

impl TagNames {
    /// The names in order of their tags. There are at most [`TagNames::MOST`].
    pub(super) fn new(names: Vec<(&'static str, Box<str>)>) -> Self {
        Self { names }
    }

    /// Eight lines of a cache for the scores of a word.
    pub(super) const MOST: usize = 96;

    pub(super) fn upos(&self, tag: Tag) -> &'static str {
        self.names[usize::from(tag.0)].0
    }

    pub(super) fn xpos(&self, tag: Tag) -> &str {
        &self.names[usize::from(tag.0)].1
    }

    /// A number that stands for the names of a tag, whatever the tag's own number is.
    pub(super) fn hash(&self, tag: Tag) -> u64 {
        let (upos, xpos) = &self.names[usize::from(tag.0)];
        upos.bytes().chain([b' ']).chain(xpos.bytes()).fold(0, |hash, byte| mix(hash, u64::from(byte)))
    }

    /// Every tag, ascending.
    pub(super) fn tags(&self) -> impl Iterator<Item = Tag> + use<> {
        (0..self.names.len() as u8).map(Tag)
    }

    pub(super) fn has(&self, tag: Tag) -> bool {
        usize::from(tag.0) < self.names.len()
    }

    #[cfg(feature = "train")]
    pub(super) fn find(&self, upos: &str, xpos: &str) -> Option<Tag> {
        self.tags().find(|&tag| self.upos(tag) == upos && self.xpos(tag) == xpos)
    }

    pub(super) fn nearest(&self, upos: Option<&str>, xpos: Option<&str>, predicted: Tag) -> Tag {
        let has_upos = |tag: &Tag| upos.is_none_or(|upos| upos == self.upos(*tag));
        let has_xpos = |tag: &Tag| xpos.is_none_or(|xpos| xpos == self.xpos(*tag));
        let candidates = || std::iter::once(predicted).chain(self.tags());
        candidates()
            .find(|tag| has_upos(tag) && has_xpos(tag))
            .or_else(|| candidates().find(|tag| upos.is_some() && has_upos(tag)))
            .or_else(|| candidates().find(has_xpos))
            .unwrap_or(predicted)
    }
}
