//! Which tags a form may get, and which it had in training.
//!
//! A form that was common in training gets only the tags that it had there. Any
//! other may have the tags of open classes too. That makes the tagger faster
//! (half of all words have one tag), a little better, and lets a rule know every
//! lemma that a form can have before anything is tagged.

use rustc_hash::FxHashMap;

use super::Tag;
use super::lexicon::{Lexicon, Senses};
use super::word::{Look, high};

/// A set of tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) struct TagSet(pub(super) u128);

/// What is known of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Known {
    /// The number of the tags that it had, with the most frequent first: one for
    /// all forms with the same. The first number is that of unknown forms.
    pub(super) class: u16,
    /// The number of the set of tags that it may get. The first is that of unknown forms.
    pub(super) allowed: u16,
    /// What WordNet has of it.
    pub(super) senses: Senses,
}

/// The tags of known forms, and of all others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Dictionary {
    /// The distinct sets of tags.
    pub(super) sets: Vec<TagSet>,
    /// Known forms, by [`form_key`].
    pub(super) forms: FxHashMap<u32, Known>,
    pub(super) lexicon: Lexicon,
}

impl TagSet {
    /// The only tag, if there is just one.
    pub(super) const fn only(self) -> Option<Tag> {
        if self.0.is_power_of_two() { Some(Tag(self.0.trailing_zeros() as u8)) } else { None }
    }

    pub(super) fn iter(self) -> impl Iterator<Item = Tag> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let tag = (rest != 0).then(|| Tag(rest.trailing_zeros() as u8))?;
            rest &= rest - 1;
            Some(tag)
        })
    }
}

#[cfg(feature = "train")]
impl TagSet {
    pub(super) fn insert(&mut self, tag: Tag) {
        self.0 |= 1 << tag.0;
    }

    pub(super) const fn contains(self, tag: Tag) -> bool {
        self.0 >> tag.0 & 1 == 1
    }
}

impl Known {
    /// What is known of what stands beyond a sentence: numbers that no form has.
    pub(super) const fn outside(place: u16) -> Self {
        Self { class: u16::MAX - place, allowed: 0, senses: Senses(0) }
    }
}

impl Dictionary {
    pub(super) fn look_up(&self, form: &str, look: &Look) -> Known {
        let unknown = || Known { senses: self.lexicon.senses(form), ..Known::default() };
        self.forms.get(&form_key(look)).copied().unwrap_or_else(unknown)
    }

    /// The tags that a known form may get.
    pub(super) fn tags(&self, known: Known) -> TagSet {
        self.sets[usize::from(known.allowed)]
    }
}

/// The key of a form, in any case. Of some thousand forms none shares its 32
/// bits with another; the odds that a new word does are three in a million.
pub(super) const fn form_key(look: &Look) -> u32 {
    high(look.lower)
}
