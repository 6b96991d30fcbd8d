//! Which tags known words can have.
//!
//! A word that was common in training has only the tags that it had there. Any
//! other may have the tags of open classes too. That keeps the tagger from
//! absurd tags, makes common words cheap, and bounds the lemmas that a form can
//! have.

use rustc_hash::FxHashMap;

use super::Tag;
use super::features::key;

/// A word as training met it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct KnownWord {
    /// The word in lower case, digits made alike.
    pub(super) word: String,
    /// Its tags, the commonest first.
    pub(super) tags: Vec<Tag>,
    /// Whether it has no others.
    pub(super) closed: bool,
}

/// The tags of words.
#[derive(Debug, Default)]
pub(super) struct Dictionary {
    words: FxHashMap<Box<str>, Entry>,
    tags: Vec<Tag>,
    /// The tags of words that are not known.
    open: Vec<Tag>,
}

/// Where the tags of a word stand among all tags.
#[derive(Debug, Clone, Copy)]
struct Entry {
    start: u32,
    /// The tags that it was met with.
    met: u8,
    /// The tags that it can have, those first.
    possible: u8,
}

/// What the dictionary says of a form.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known<'d> {
    /// The tags that it can have, the commonest first.
    pub(super) possible: &'d [Tag],
    /// With how many of them it was met; none is an unknown word.
    pub(super) met: usize,
}

impl Dictionary {
    pub(super) fn new(words: Vec<KnownWord>, open: Vec<Tag>) -> Self {
        let mut dictionary = Self { open, ..Self::default() };
        for KnownWord { word, tags, closed } in words {
            let start = dictionary.tags.len() as u32;
            let others = dictionary.open.iter().copied().filter(|tag| !closed && !tags.contains(tag));
            let possible: Vec<Tag> = tags.iter().copied().chain(others).collect();
            let entry = Entry { start, met: tags.len() as u8, possible: possible.len() as u8 };
            dictionary.words.insert(word.into(), entry);
            dictionary.tags.extend(possible);
        }
        dictionary
    }

    /// What is known of a form.
    pub(super) fn look_up(&self, form: &str) -> Known<'_> {
        match self.words.get(key(form).as_str()) {
            Some(&Entry { start, met, possible }) => {
                let start = start as usize;
                Known { possible: &self.tags[start..start + usize::from(possible)], met: usize::from(met) }
            }
            None => Known { possible: &self.open, met: 0 },
        }
    }
}
