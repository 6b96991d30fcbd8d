//! What was found of forms before: words repeat, and looking them up is most of
//! the work of the tagger.
//!
//! The cache has places for a fixed number of forms; a form takes the place of
//! the last one that wanted the same. What it holds is a function of the form,
//! so nothing depends on what it saw before.

use super::English;
use super::features;
use super::names::Scores;
use super::weights::{Asked, FeatureKey, RowIdx};
use super::word::{Look, Word};

/// A form with all that the tagger can say of it before it sees the others.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    pub(super) word: Word,
    /// The rows of what it says of its neighbours, as in [`features::neighbour_keys`].
    pub(super) neighbours: [Option<RowIdx>; 4],
    /// The scores that its own features give.
    pub(super) scores: Scores,
}

impl Seen {
    /// What is known of a place beyond the sentence.
    pub(super) fn outside(word: Word, english: &English) -> Self {
        let neighbours = features::neighbour_keys(&word.look).map(|key| english.weights.row(key));
        Self { word, neighbours, scores: Scores::ZERO }
    }
}

/// A power of two.
const PLACES: usize = 1 << 12;

/// Forms by the hash of their letters.
#[derive(Debug, Default)]
pub(super) struct Cache {
    /// Which model the forms were looked up in: another has other numbers.
    model: u64,
    places: Vec<Option<Box<Seen>>>,
    keys: Vec<FeatureKey>,
    asked: Vec<Asked>,
}

impl Cache {
    /// Makes the cache one of this model.
    pub(super) fn prepare(&mut self, english: &English) {
        if self.model != english.number || self.places.is_empty() {
            self.places.clear();
            self.places.resize(PLACES, None);
            self.model = english.number;
        }
    }

    pub(super) fn look_up(&mut self, form: &str, english: &English) -> &Seen {
        let look = Look::new(form);
        let place = (look.form >> 40) as usize & (PLACES - 1);
        let (keys, asked) = (&mut self.keys, &mut self.asked);
        let seen = &mut self.places[place];
        match seen {
            Some(seen) if seen.word.look.form == look.form => {}
            _ => {
                let word = Word { look, known: english.dictionary.look_up(form, &look) };
                let mut scores = Scores::ZERO;
                keys.clear();
                features::own_keys(&word, keys);
                english.weights.add(keys, asked, &mut scores);
                *seen = Some(Box::new(Seen { scores, ..Seen::outside(word, english) }));
            }
        }
        seen.as_deref().expect("it was just put there")
    }
}
