//! Which parts of speech a word has in WordNet, for words that training met
//! seldom or never.
//!
//! WordNet has base forms; the regular endings lead back to them. A word is
//! kept as a hash, so that seventy thousand take half a megabyte. Of words that
//! are not in WordNet, one in a thousand looks as if it were.

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
            let other = || stem.strip_suffix('e').map_or(0, |stem| self.base(stem) & both);
            let changed = || stem.strip_suffix("ie").map_or(0, |stem| self.base(&format!("{stem}y")) & both);
            let direct = self.base(stem) & both;
            return Senses::S * [direct, other(), changed()].into_iter().find(|senses| *senses != 0).unwrap_or(0);
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

    /// Whether a stem is that of a base form: `talk`, `mak` of `make`, `stopp` of `stop`, `deni` of `deny`.
    fn has_stem(&self, stem: &str, of: u16) -> bool {
        let is = |base: &str| self.base(base) & of != 0;
        let doubled = stem.as_bytes().iter().rev().nth(1) == stem.as_bytes().last();
        is(stem)
            || is(&format!("{stem}e"))
            || doubled && is(&stem[..stem.len() - 1])
            || stem.strip_suffix('i').is_some_and(|stem| is(&format!("{stem}y")))
    }

    /// Whether a word is no verb, and with an `e` is one.
    pub(super) fn lacks_e(&self, word: &str) -> bool {
        let is_verb = |word: &str| self.base(word) & Senses::VERB != 0;
        word.is_ascii() && word.len() > 3 && !is_verb(word) && is_verb(&format!("{word}e"))
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

/// The key of a word, in any case: as many bits as the senses leave of a slot.
pub(super) fn word_key(form: &str) -> u32 {
    high(Look::new(form).lower) >> Senses::BASE_BITS
}
