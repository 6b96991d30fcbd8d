//! Training: Universal Dependencies in, the bytes of a model out.
//!
//! One seed, one order, sorted tables: the same texts always give the same
//! bytes. Only `examples/train_english.rs` uses this room.

mod corpus;
mod lemmatizer;
mod perceptron;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Tag;
use super::dictionary::KnownWord;
use super::features::key;
use super::model::Parts;
use crate::analysis::conllu::ConlluError;

use corpus::{Sentence, Word};

/// A word is known from so many occurrences on.
const KNOWN_FROM: u32 = 3;

/// A word has no tags but those it was met with from so many occurrences on.
const CLOSED_FROM: u32 = 25;

/// Trains a model on texts in CoNLL-U and gives its bytes; `report` is told of progress.
///
/// # Errors
/// The first line that is not CoNLL-U.
pub fn train(texts: &[String], report: &mut dyn FnMut(&str)) -> Result<Vec<u8>, ConlluError> {
    let mut sentences = Vec::new();
    for text in texts {
        sentences.extend(corpus::read(text)?);
    }
    report(&format!("{} sentences", sentences.len()));
    let tags = joint_tags(&sentences);
    for sentence in &mut sentences {
        sentence.iter_mut().for_each(|word| word.tag = number(word, &tags));
    }
    let (words, open) = dictionary(&sentences);
    let mut parts = Parts { tags, words, open, ..Parts::default() };
    lemmatizer::train(&sentences, &mut parts);
    report(&format!("{} words, {} scripts, {} lemma rules", parts.words.len(), parts.scripts.len(), parts.rules.len()));
    let bare =
        Parts { tags: parts.tags.clone(), words: parts.words.clone(), open: parts.open.clone(), ..Parts::default() };
    let english = bare.ready().expect("the tags of a treebank are Universal ones");
    parts.features = perceptron::train(&english, &sentences, report);
    report(&format!("{} features", parts.features.len()));
    Ok(parts.to_bytes())
}

/// The joint tags, the commonest first; at most as many as a [`Tag`] can tell apart.
fn joint_tags(sentences: &[Sentence]) -> Vec<(String, String)> {
    let mut counts: BTreeMap<(&str, &str), u32> = BTreeMap::new();
    for word in sentences.iter().flatten() {
        *counts.entry((&word.upos, &word.xpos)).or_default() += 1;
    }
    let mut tags: Vec<_> = counts.into_iter().collect();
    tags.sort_by_key(|&(tag, count)| (Reverse(count), tag));
    tags.truncate(255);
    tags.into_iter().map(|((upos, xpos), _)| (upos.to_owned(), xpos.to_owned())).collect()
}

/// The number of a word's tag; a tag too rare to have one counts as the commonest of its kind.
fn number(word: &Word, tags: &[(String, String)]) -> Tag {
    let whole = tags.iter().position(|(upos, xpos)| *upos == word.upos && *xpos == word.xpos);
    let alike = || tags.iter().position(|(upos, _)| *upos == word.upos);
    Tag(whole.or_else(alike).unwrap_or(0) as u8)
}

type Dictionary = (Vec<KnownWord>, Vec<Tag>);

/// The tags of known words, the commonest first, and the tags that words met once have.
fn dictionary(sentences: &[Sentence]) -> Dictionary {
    let mut counts: BTreeMap<String, BTreeMap<Tag, u32>> = BTreeMap::new();
    for word in sentences.iter().flatten() {
        *counts.entry(key(&word.form)).or_default().entry(word.tag).or_default() += 1;
    }
    let mut open: BTreeMap<Tag, u32> = BTreeMap::new();
    let mut words = Vec::new();
    for (word, tags) in counts {
        let total: u32 = tags.values().sum();
        if total == 1 {
            tags.keys().for_each(|&tag| *open.entry(tag).or_default() += 1);
        }
        if total >= KNOWN_FROM {
            // What a common word is once in a thousand times is most often a slip.
            let kept = tags.into_iter().filter(|&(_, count)| count * 500 >= total);
            words.push(KnownWord { word, tags: by_count(kept), closed: total >= CLOSED_FROM });
        }
    }
    let open = open.into_iter().filter(|&(_, count)| count > 3);
    (words, by_count(open))
}

fn by_count(tags: impl Iterator<Item = (Tag, u32)>) -> Vec<Tag> {
    let mut tags: Vec<(Tag, u32)> = tags.collect();
    tags.sort_by_key(|&(tag, count)| (Reverse(count), tag));
    tags.into_iter().map(|(tag, _)| tag).collect()
}
