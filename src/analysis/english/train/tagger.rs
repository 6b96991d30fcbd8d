//! Learning to tag: each sentence is tagged with the weights so far, which move
//! where a tag is wrong.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::learner::{self, Learner, Plan, SumRow};
use super::{Sentence, Settings};
use crate::analysis::english::Tag;
use crate::analysis::english::dictionary::{Dictionary, TagSet};
use crate::analysis::english::features::{self, Context};
use crate::analysis::english::weights::FeatureKey;
use crate::analysis::english::word::Word;

/// Learns the weights of the tagger.
pub(super) fn tagger(sentences: &[Sentence], dictionary: &Dictionary, plan: Plan, settings: &Settings) -> Vec<SumRow> {
    let mut sentences = prepared(sentences, dictionary);
    let (keys, rows) = learner::frequent(uses(&sentences), settings.fewest_feature_uses);
    sentences.iter_mut().for_each(|sentence| sentence.number_features(&rows));
    let plan = Plan { sentences: sentences.len(), ..plan };
    learner::learn(&keys, plan, &|learner, sentence, _| learn(learner, &sentences[sentence], dictionary, &rows))
}

/// A sentence as the features see it.
struct Prepared {
    words: Vec<Word>,
    gold: Vec<Option<Tag>>,
    /// By word: the rows of the features that look at words alone.
    features: Vec<Vec<u32>>,
}

impl Prepared {
    fn number_features(&mut self, rows: &FxHashMap<FeatureKey, u32>) {
        let mut keys = Vec::new();
        for index in 0..self.gold.len() {
            keys.clear();
            features::static_keys(&self.words, index, &mut keys);
            self.features.push(keys.iter().filter_map(|key| rows.get(key).copied()).collect());
        }
    }
}

fn prepared(sentences: &[Sentence], dictionary: &Dictionary) -> Vec<Prepared> {
    let prepare = |sentence: &Sentence| {
        let words = features::BEFORE.into_iter().chain(sentence.words(dictionary)).chain(features::AFTER).collect();
        let gold = sentence.tokens.iter().map(|token| token.tag).collect();
        Prepared { words, gold, features: Vec::new() }
    };
    sentences.iter().map(prepare).collect()
}

/// How often each feature is met under the right tags.
fn uses(sentences: &[Prepared]) -> FxHashMap<FeatureKey, u32> {
    let mut uses: FxHashMap<FeatureKey, u32> = FxHashMap::default();
    let mut keys = Vec::new();
    for sentence in sentences {
        let mut context = Context::at_start();
        for (index, gold) in sentence.gold.iter().enumerate() {
            keys.clear();
            features::static_keys(&sentence.words, index, &mut keys);
            features::history_keys(&sentence.words, index, &context, &mut keys);
            keys.iter().for_each(|&key| *uses.entry(key).or_default() += 1);
            context.push(gold.unwrap_or(Tag(0)));
        }
    }
    uses
}

fn learn(learner: &mut Learner, sentence: &Prepared, dictionary: &Dictionary, rows: &FxHashMap<FeatureKey, u32>) {
    let mut context = Context::at_start();
    let mut keys = Vec::new();
    let mut features: Vec<u32> = Vec::new();
    for (index, &gold) in sentence.gold.iter().enumerate() {
        let allowed = dictionary.tags(features::word(&sentence.words, index).known);
        let tag = allowed.only().unwrap_or_else(|| {
            keys.clear();
            features::history_keys(&sentence.words, index, &context, &mut keys);
            features.clone_from(&sentence.features[index]);
            features.extend(keys.iter().filter_map(|key| rows.get(key)));
            tag(learner, &features, allowed, gold)
        });
        context.push(tag);
    }
}

/// Tags a word, and learns from it where the tag is wrong.
fn tag(learner: &mut Learner, features: &[u32], allowed: TagSet, gold: Option<Tag>) -> Tag {
    let scores = learner.scores(features);
    let score = |tag: &Tag| (scores[usize::from(tag.0)], Reverse(*tag));
    let best = allowed.iter().max_by_key(score).expect("no form has an empty set of tags");
    if let Some(gold) = gold.filter(|gold| *gold != best && allowed.contains(*gold)) {
        learner.correct(features, gold, best);
    }
    best
}
