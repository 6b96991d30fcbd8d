//! Learning to parse, with a dynamic oracle (Goldberg and Nivre 2013): after a
//! wrong step, what is right is what loses the fewest of the heads that can
//! still be reached. So the parser learns to go on after its own mistakes.
//!
//! The tags it learns on are predicted by taggers that did not learn from the
//! same sentences, since those it will work on are predicted too.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::learner::{self, Learner, Plan};
use super::quantize::quantize;
use super::treebank::Sentence;
use super::{Settings, Treebank};
use crate::analysis::english::parse::{self, Labels, ParseWord, State, Transition};
use crate::analysis::english::weights::FeatureKey;
use crate::analysis::english::{English, Tag, TagScratch};

/// Learns a parser and gives its file, with a line on what is in it. `tagger`
/// makes a tagger that learnt from some sentences.
pub(super) fn parser(
    treebank: &Treebank,
    settings: &Settings,
    tagger: impl Fn(&Treebank) -> English,
) -> (Vec<u8>, String) {
    let labels = labels(treebank, settings);
    let sentences = prepared(treebank, &labels, settings, tagger);
    let (keys, rows) = learner::frequent(uses(&sentences, &labels), settings.fewest_parse_feature_uses);
    let plan = Plan {
        seed: settings.seed,
        // Which weights matter, one run tells well enough.
        first_runs: 1,
        runs: settings.parse_runs,
        epochs: settings.parse_epochs,
        most_weights: settings.most_parse_weights,
        sentences: sentences.len(),
    };
    let lesson = Lesson { labels: &labels, rows: &rows };
    let learn = |learner: &mut Learner, sentence: usize, epoch: u32| lesson.learn(learner, &sentences[sentence], epoch);
    let (levels, weights) = quantize(&learner::learn(&keys, plan, &learn), settings);
    let file = parse::write(&labels, &levels, &weights);
    let cells: usize = weights.iter().map(|row| row.1.len()).sum();
    let line = format!(
        "parser: {} relations, {} features, {cells} weights, {} bytes",
        labels.count(),
        weights.len(),
        file.len()
    );
    (file, line)
}

/// A sentence as the features see it, with its right heads (the number of words
/// for the root) and relations.
struct Prepared {
    words: Vec<ParseWord>,
    heads: Vec<usize>,
    labels: Vec<u8>,
}

/// The relations that are frequent enough; a subtype that is not counts as its relation.
fn labels(treebank: &Treebank, settings: &Settings) -> Labels {
    let mut uses: BTreeMap<&str, u32> = BTreeMap::new();
    for token in treebank.sentences.iter().flat_map(|sentence| &sentence.tokens) {
        *uses.entry(&token.relation).or_default() += 1;
    }
    let mut names: Vec<(&str, u32)> =
        uses.into_iter().filter(|(name, uses)| *uses >= settings.fewest_relation_uses && !name.is_empty()).collect();
    names.sort_by_key(|(name, uses)| (Reverse(*uses), *name));
    names.truncate(Labels::MOST);
    Labels::new(names.into_iter().map(|(name, _)| name.into()).collect())
}

/// How many neighbours in the treebank are held out together: sentences of one text are alike.
const BLOCK: usize = 10;

fn prepared(
    treebank: &Treebank,
    labels: &Labels,
    settings: &Settings,
    tagger: impl Fn(&Treebank) -> English,
) -> Vec<Prepared> {
    let folds = settings.folds.max(2);
    let is_out = |fold: usize, index: usize| (index / BLOCK) % folds == fold;
    let part = |fold: usize| {
        let numbered = || treebank.sentences.iter().enumerate();
        let others = numbered().filter(|(index, _)| !is_out(fold, *index)).map(|(_, sentence)| sentence.clone());
        let english = tagger(&Treebank { names: treebank.names.clone(), sentences: others.collect() });
        let mut scratch = TagScratch::default();
        let out = numbered().filter(|(index, _)| is_out(fold, *index));
        out.map(|(index, sentence)| (index, prepare(sentence, labels, &english, &mut scratch))).collect::<Vec<_>>()
    };
    let mut prepared: Vec<(usize, Prepared)> = (0..folds).flat_map(part).collect();
    prepared.sort_by_key(|(index, _)| *index);
    prepared.into_iter().map(|(_, sentence)| sentence).collect()
}

fn prepare(sentence: &Sentence, labels: &Labels, english: &English, scratch: &mut TagScratch) -> Prepared {
    let forms: Vec<&str> = sentence.tokens.iter().map(|token| token.form.as_str()).collect();
    let mut tags: Vec<Tag> = Vec::new();
    english.tag(&forms, scratch, &mut tags);
    Prepared {
        words: forms.iter().zip(tags).map(|(form, tag)| english.parse_word(form, tag)).collect(),
        heads: sentence.tokens.iter().map(|token| token.head.unwrap_or(forms.len())).collect(),
        labels: sentence.tokens.iter().map(|token| labels.find(&token.relation).unwrap_or(0)).collect(),
    }
}

/// How often each feature is met on the right way.
fn uses(sentences: &[Prepared], labels: &Labels) -> FxHashMap<FeatureKey, u32> {
    let mut uses: FxHashMap<FeatureKey, u32> = FxHashMap::default();
    let (mut state, mut keys) = (State::default(), Vec::new());
    for sentence in sentences {
        state.begin(sentence.words.len());
        while !state.is_done() {
            parse::keys(&sentence.words, &state, &mut keys);
            keys.iter().for_each(|&key| *uses.entry(key).or_default() += 1);
            let costs = sentence.costs(&state);
            let right = labels.allowed(&state).map(|number| labels.transition(number));
            let right = right.filter(|transition| sentence.labels_rightly(&state, *transition));
            let best = right.min_by_key(|transition| (costs.of(*transition), *transition == Transition::Shift));
            state.apply(best.expect("a parse that is not done can go on"));
        }
    }
    uses
}

/// How many heads each kind of transition loses.
struct Costs {
    shift: usize,
    left: usize,
    right: usize,
}

impl Costs {
    const fn of(&self, transition: Transition) -> usize {
        match transition {
            Transition::Shift => self.shift,
            Transition::Left(_) => self.left,
            Transition::Right(_) => self.right,
        }
    }
}

impl Prepared {
    fn costs(&self, state: &State) -> Costs {
        let (root, next) = (state.root(), state.next);
        let ahead_of = |head: usize| self.heads[next..].iter().filter(|other| **other == head).count();
        let mut costs = Costs { shift: 0, left: 0, right: 0 };
        if let Some(top) = state.stacked(0) {
            let head = self.heads[top];
            let lost = ahead_of(top);
            let below = state.stacked(1) == Some(head);
            costs.left = lost + usize::from(below || (head > next && head <= root));
            costs.right = lost + usize::from(head >= next && head <= root);
        }
        if next < root {
            let deeper = &state.stack[..state.stack.len().saturating_sub(1)];
            let dependents = state.stack.iter().filter(|&&stacked| self.heads[stacked] == next).count();
            costs.shift = dependents + usize::from(deeper.contains(&self.heads[next]));
        }
        costs
    }

    /// Whether a transition gives the right relation, where it gives the right head.
    fn labels_rightly(&self, state: &State, transition: Transition) -> bool {
        let (Some(head), Some(top)) = (state.head_by(transition), state.stacked(0)) else { return true };
        match transition {
            Transition::Shift => true,
            Transition::Left(label) | Transition::Right(label) => self.heads[top] != head || self.labels[top] == label,
        }
    }
}

/// Of a hundred steps after the first epoch, so many follow the parser where it errs.
const PERCENT_EXPLORED: u64 = 90;

struct Lesson<'c> {
    labels: &'c Labels,
    rows: &'c FxHashMap<FeatureKey, u32>,
}

impl Lesson<'_> {
    fn learn(&self, learner: &mut Learner, sentence: &Prepared, epoch: u32) {
        let (mut state, mut keys, mut features) = (State::default(), Vec::new(), Vec::new());
        state.begin(sentence.words.len());
        while !state.is_done() {
            parse::keys(&sentence.words, &state, &mut keys);
            features.clear();
            features.extend(keys.iter().filter_map(|key| self.rows.get(key).copied()));
            let scores = learner.scores(&features);
            let best_of = |numbers: &mut dyn Iterator<Item = usize>| {
                numbers
                    .max_by_key(|number| (scores[*number], Reverse(*number)))
                    .expect("some transition loses the least")
            };
            let costs = sentence.costs(&state);
            let numbers = || self.labels.allowed(&state);
            let least = numbers().map(|number| costs.of(self.labels.transition(number))).min();
            let is_right = |number: &usize| {
                let transition = self.labels.transition(*number);
                Some(costs.of(transition)) == least && sentence.labels_rightly(&state, transition)
            };
            let best = best_of(&mut numbers());
            let mut taken = best;
            if !is_right(&best) {
                let right = best_of(&mut numbers().filter(is_right));
                learner.correct(&features, Tag(right as u8), Tag(best as u8));
                if epoch == 0 || learner.random.below(100) >= PERCENT_EXPLORED {
                    taken = right;
                }
            }
            state.apply(self.labels.transition(taken));
        }
    }
}
