//! Which tags known words can have.
//!
//! A word seen often enough in training has only the tags that it had there; a
//! word not seen has the tags of open classes. That keeps the tagger from
//! absurd tags, makes common words cheap, and bounds the lemmas that a form can
//! have.

use rustc_hash::FxHashMap;

use super::Tag;
use super::features::key;

/// The tags of words.
#[derive(Debug, Default)]
pub(super) struct Dictionary {
    /// By word (lower case, digits alike): where its tags stand in `tags`, the commonest first.
    words: FxHashMap<Box<str>, (u32, u8)>,
    tags: Vec<Tag>,
    /// The tags of words that are not known.
    open: Vec<Tag>,
}

impl Dictionary {
    pub(super) fn new(words: impl IntoIterator<Item = (String, Vec<Tag>)>, open: Vec<Tag>) -> Self {
        let mut dictionary = Self { open, ..Self::default() };
        for (word, tags) in words {
            let place = (dictionary.tags.len() as u32, tags.len() as u8);
            dictionary.words.insert(word.into(), place);
            dictionary.tags.extend(tags);
        }
        dictionary
    }

    /// The tags that a form can have, the commonest first, and whether it is known.
    pub(super) fn tags(&self, form: &str) -> (&[Tag], bool) {
        match self.words.get(key(form).as_str()) {
            Some(&(start, count)) => (&self.tags[start as usize..start as usize + usize::from(count)], true),
            None => (&self.open, false),
        }
    }
}
