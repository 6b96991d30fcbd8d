//! The word list that comes with the project, as a lexicon.

use std::collections::BTreeMap;

use super::TrainError;
use crate::analysis::english::lexicon::{Lexicon, Senses, word_key};

/// Reads lines of a word and the letters of its parts of speech, with a tab between.
pub(super) fn lexicon(words: &str) -> Result<Lexicon, TrainError> {
    let mut senses: BTreeMap<u32, u16> = BTreeMap::new();
    for (number, line) in words.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
        let (word, letters) = line.split_once('\t').ok_or(TrainError::Words { line: number + 1 })?;
        let bits = letters.chars().map(sense).collect::<Option<Vec<u16>>>();
        let bits = bits.ok_or(TrainError::Words { line: number + 1 })?;
        *senses.entry(word_key(word)).or_default() |= bits.into_iter().fold(0, |all, bit| all | bit);
    }
    Ok(Lexicon::new(senses.into_iter().collect::<Vec<_>>().into_iter()))
}

fn sense(letter: char) -> Option<u16> {
    match letter {
        'n' => Some(Senses::NOUN),
        'v' => Some(Senses::VERB),
        'a' => Some(Senses::ADJECTIVE),
        'r' => Some(Senses::ADVERB),
        'N' => Some(Senses::NAME),
        'A' => Some(Senses::NAME_LIKE),
        _ => None,
    }
}
