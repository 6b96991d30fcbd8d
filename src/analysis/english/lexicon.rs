//! Which parts of speech a word has in WordNet, for words that training met
//! seldom or never.
//!
//! WordNet has base forms; the regular endings lead back to them. A word is
//! kept as a hash, so that seventy thousand take half a megabyte. Of words that
//! are not in WordNet, one in a thousand looks as if it were.

use std::borrow::Cow;

use super::word::{Look, high};

/// Words with their parts of speech.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Lexicon {
    /// A table with open addressing: the key of a word above its [`Sense`] bits; 0 is free.
    slots: Vec<u32>,
}

/// The parts of speech of a form: bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) struct Senses(pub(super) u16);

impl Senses {
    pub(super) const NOUN: u16 = 1;
    pub(super) const VERB: u16 = 2;
    pub(super) const ADJECTIVE: u16 = 4;
    #[cfg(feature = "train")]
    pub(super) const ADVERB: u16 = 8;
    /// A noun or an adjective that WordNet writes with a capital.
    #[cfg(feature = "train")]
    pub(super) const NAME: u16 = 16;
    #[cfg(feature = "train")]
    pub(super) const NAME_LIKE: u16 = 32;
    /// What is known of a base form.
    const BASE_BITS: u32 = 6;
    /// `talks`: the plural of a noun, a form of a verb, or both.
    const S: u16 = 64;
    const ED: u16 = 256;
    const ING: u16 = 512;
    const ER: u16 = 1024;
    const EST: u16 = 2048;
}

/// How a form is inflected: its regular ending, and what its base form is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Inflection {
    ending: &'static str,
    of: u16,
}

impl Inflection {
    /// That of a treebank tag; none where the form is a base form.
    pub(super) fn of(xpos: &str) -> Option<Self> {
        let (ending, of) = match xpos {
            "NNS" => ("s", Senses::NOUN),
            "VBZ" => ("s", Senses::VERB),
            "VBD" | "VBN" => ("ed", Senses::VERB),
            "VBG" => ("ing", Senses::VERB),
            "JJR" => ("er", Senses::ADJECTIVE),
            "JJS" => ("est", Senses::ADJECTIVE),
            _ => return None,
        };
        Some(Self { ending, of })
    }
}

impl Lexicon {
    /// The words by [`word_key`], each with its senses.
    pub(super) fn new(words: impl ExactSizeIterator<Item = (u32, u16)>) -> Self {
        let size = (words.len() * 3 / 2 + 1).next_power_of_two();
        let mut lexicon = Self { slots: vec![0; size] };
        for (key, senses) in words.filter(|(_, senses)| *senses != 0) {
            let mut place = key as usize & (size - 1);
            while lexicon.slots[place] != 0 {
                place = (place + 1) & (size - 1);
            }
            lexicon.slots[place] = key << Senses::BASE_BITS | u32::from(senses) & ((1 << Senses::BASE_BITS) - 1);
        }
        lexicon
    }

    /// Every word, by ascending key.
    #[cfg(feature = "train")]
    pub(super) fn words(&self) -> Vec<(u32, u16)> {
        let split = |slot: &u32| (slot >> Senses::BASE_BITS, (slot & ((1 << Senses::BASE_BITS) - 1)) as u16);
        let mut words: Vec<(u32, u16)> = self.slots.iter().filter(|slot| **slot != 0).map(split).collect();
        words.sort_unstable();
        words
    }

    /// The senses of a form, by itself and by what its ending leads to.
    pub(super) fn senses(&self, form: &str) -> Senses {
        let whole = self.base(form);
        let short = form.len() < 4 || !form.is_ascii();
        Senses(if short { whole } else { whole | self.inflected(&form.to_ascii_lowercase()) })
    }

    fn inflected(&self, form: &str) -> u16 {
        if form.ends_with("ss") {
            return 0;
        }
        let stem = |ending: &str, least: usize| form.strip_suffix(ending).filter(|stem| stem.len() >= least);
        if let Some(stem) = stem("s", 1) {
            let both = Senses::NOUN | Senses::VERB;
            let found = without_s(stem).map(|base| self.base(&base) & both).find(|senses| *senses != 0);
            return Senses::S * found.unwrap_or(0);
        }
        let endings = [
            ("ed", 3, Senses::VERB, Senses::ED),
            ("ing", 3, Senses::VERB, Senses::ING),
            ("er", 3, Senses::ADJECTIVE, Senses::ER),
            ("est", 3, Senses::ADJECTIVE, Senses::EST),
        ];
        let found =
            endings.into_iter().find_map(|(ending, least, of, senses)| Some((stem(ending, least)?, of, senses)));
        found.map_or(0, |(stem, of, senses)| if self.has_stem(stem, of) { senses } else { 0 })
    }

    /// Whether a stem is that of a base form.
    fn has_stem(&self, stem: &str, of: u16) -> bool {
        of_stem(stem).any(|base| self.base(&base) & of != 0)
    }

    /// A better lemma for an inflected form in small letters, where the one that
    /// it was given is no word of its kind and another is.
    pub(super) fn base_form(&self, form: &str, lemma: &str, inflection: Inflection) -> Option<String> {
        let is = |base: &str| self.base(base) & inflection.of != 0;
        if !form.is_ascii() || form.len() < inflection.ending.len() + 2 || is(lemma) {
            return None;
        }
        match form.strip_suffix(inflection.ending) {
            Some(stem) if inflection.ending == "s" => without_s(stem).find(|base| is(base)).map(Cow::into_owned),
            Some(stem) => of_stem(stem).find(|base| is(base)).map(Cow::into_owned),
            // `She cast a vote`: the past of some verbs is the verb.
            None => is(form).then(|| form.to_owned()),
        }
    }

    fn base(&self, form: &str) -> u16 {
        let key = word_key(form);
        let mask = self.slots.len().wrapping_sub(1);
        let mut place = key as usize & mask;
        while let Some(&slot) = self.slots.get(place).filter(|slot| **slot != 0) {
            if slot >> Senses::BASE_BITS == key {
                return (slot & ((1 << Senses::BASE_BITS) - 1)) as u16;
            }
            place = (place + 1) & mask;
        }
        0
    }
}

/// The words that a form without its `s` may be of: `talk`, `box`, `deny`.
fn without_s(stem: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let without_e = stem.strip_suffix('e').map(Cow::Borrowed);
    let with_y = stem.strip_suffix("ie").map(|stem| Cow::Owned(format!("{stem}y")));
    std::iter::once(Cow::Borrowed(stem)).chain(without_e).chain(with_y)
}

/// The words that a stem may be of: `talk`, `mak` of `make`, `stopp` of `stop`, `deni` of `deny`.
fn of_stem(stem: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let is_doubled = stem.len() > 1 && stem.as_bytes().iter().rev().nth(1) == stem.as_bytes().last();
    let shorter = is_doubled.then(|| Cow::Borrowed(&stem[..stem.len() - 1]));
    let with_y = stem.strip_suffix('i').map(|stem| Cow::Owned(format!("{stem}y")));
    [Cow::Borrowed(stem), Cow::Owned(format!("{stem}e"))].into_iter().chain(shorter).chain(with_y)
}

/// The key of a word, in any case: as many bits as the senses leave of a slot.
pub(super) fn word_key(form: &str) -> u32 {
    high(Look::new(form).lower) >> Senses::BASE_BITS
}
