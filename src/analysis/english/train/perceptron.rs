//! The averaged perceptron (Collins 2002), greedy, on its own history.

use rustc_hash::FxHashMap;

use super::super::features::{TEMPLATES, WordParts, features};
use super::super::{English, START, Tag};
use super::corpus::Sentence;

const EPOCHS: u32 = 7;

/// A feature met less often than this is not learnt.
const MIN_COUNT: u32 = 2;

/// The most weights that are kept: the size of the model.
const MAX_WEIGHTS: usize = 300_000;

/// A weight, the sum of its past values, and when it was last changed.
#[derive(Debug, Clone, Copy, Default)]
struct Weight {
    now: i32,
    sum: i64,
    since: u32,
}

type Weights = FxHashMap<u32, Vec<(Tag, Weight)>>;

/// What a feature says for each tag.
pub(super) type Learnt = Vec<(u32, Vec<(Tag, i8)>)>;

/// Learns the weights of features. `english` has the tags and the dictionary.
pub(super) fn train(english: &English, sentences: &[Sentence], report: &mut dyn FnMut(&str)) -> Learnt {
    let inputs: Vec<Input> = sentences.iter().map(|sentence| Input::new(english, sentence)).collect();
    let mut weights = count_features(&inputs);
    report(&format!("{} features met more than once", weights.len()));
    let mut order: Vec<usize> = (0..inputs.len()).collect();
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut time = 0;
    for epoch in 1..=EPOCHS {
        random.shuffle(&mut order);
        let mut right = 0;
        let mut seen = 0;
        for &index in &order {
            right += learn(english, &inputs[index], &mut weights, &mut time);
            seen += inputs[index].gold.len();
        }
        report(&format!("epoch {epoch}: {:.2} % right", 100.0 * right as f64 / seen as f64));
    }
    finish(weights, time)
}

struct Input {
    words: Vec<WordParts>,
    candidates: Vec<Vec<Tag>>,
    gold: Vec<Tag>,
}

impl Input {
    fn new(english: &English, sentence: &Sentence) -> Self {
        let mut words = vec![WordParts::outside(0), WordParts::outside(1)];
        words.extend(sentence.iter().map(|word| WordParts::of(&word.form, english.usual(&word.form))));
        words.extend([WordParts::outside(2), WordParts::outside(3)]);
        let candidates = sentence.iter().map(|word| english.dictionary.look_up(&word.form).possible.to_vec()).collect();
        Self { words, candidates, gold: sentence.iter().map(|word| word.tag).collect() }
    }

    fn features(&self, at: usize, before: [u32; 2]) -> [u32; TEMPLATES] {
        let window = <&[WordParts; 5]>::try_from(&self.words[at..at + 5]).expect("two words stand on each side");
        let mut found = [0; TEMPLATES];
        features(window, before, &mut found);
        found
    }
}

fn count_features(inputs: &[Input]) -> Weights {
    let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
    for input in inputs {
        let mut before = [START, START];
        for (at, tag) in input.gold.iter().enumerate() {
            for feature in input.features(at, before) {
                *counts.entry(feature).or_default() += 1;
            }
            before = [u32::from(tag.0), before[0]];
        }
    }
    let mut kept: Vec<u32> =
        counts.into_iter().filter(|&(_, count)| count >= MIN_COUNT).map(|(feature, _)| feature).collect();
    kept.sort_unstable();
    kept.into_iter().map(|feature| (feature, Vec::new())).collect()
}

/// Tags a sentence, and moves the weights where a tag is wrong. Gives how many were right.
fn learn(english: &English, input: &Input, weights: &mut Weights, time: &mut u32) -> usize {
    let mut before = [START, START];
    let mut right = 0;
    let mut scores = vec![0_i64; english.tags.len()];
    for (at, &gold) in input.gold.iter().enumerate() {
        let candidates = &input.candidates[at];
        let found = match candidates.as_slice() {
            [one] => *one,
            many => {
                *time += 1;
                let features = input.features(at, before);
                scores.fill(0);
                for feature in features {
                    for (tag, weight) in weights.get(&feature).into_iter().flatten() {
                        scores[usize::from(tag.0)] += i64::from(weight.now);
                    }
                }
                let best = many.iter().rev().max_by_key(|tag| scores[usize::from(tag.0)]);
                let best = *best.unwrap_or(&gold);
                if best != gold && many.contains(&gold) {
                    for feature in features {
                        if let Some(list) = weights.get_mut(&feature) {
                            change(list, gold, 1, *time);
                            change(list, best, -1, *time);
                        }
                    }
                }
                best
            }
        };
        right += usize::from(found == gold);
        before = [u32::from(found.0), before[0]];
    }
    right
}

fn change(list: &mut Vec<(Tag, Weight)>, tag: Tag, by: i32, time: u32) {
    let at = list.iter().position(|(known, _)| *known == tag).unwrap_or_else(|| {
        list.push((tag, Weight { since: time, ..Weight::default() }));
        list.len() - 1
    });
    let weight = &mut list[at].1;
    weight.sum += i64::from(weight.now) * i64::from(time - weight.since);
    weight.since = time;
    weight.now += by;
}

/// Averages, drops the smallest, and rounds to a byte each by one scale: no
/// weight is clipped, since the largest matter most.
fn finish(weights: Weights, time: u32) -> Learnt {
    let mut all: Vec<(u32, Tag, f64)> = Vec::new();
    for (feature, list) in weights {
        for (tag, weight) in list {
            let sum = weight.sum + i64::from(weight.now) * i64::from(time - weight.since);
            all.push((feature, tag, sum as f64 / f64::from(time.max(1))));
        }
    }
    all.sort_by(|a, b| b.2.abs().total_cmp(&a.2.abs()).then((a.0, a.1).cmp(&(b.0, b.1))));
    all.truncate(MAX_WEIGHTS);
    let largest = all.first().map_or(1.0, |weight| weight.2.abs());
    all.sort_by_key(|weight| (weight.0, weight.1));
    let mut learnt = Learnt::new();
    for (feature, tag, weight) in all {
        let rounded = (weight / largest * 127.0).round() as i8;
        if rounded == 0 {
            continue;
        }
        match learnt.last_mut() {
            Some((known, list)) if *known == feature => list.push((tag, rounded)),
            _ => learnt.push((feature, vec![(tag, rounded)])),
        }
    }
    learnt
}

/// Marsaglia's xorshift: the same order on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }

    fn shuffle(&mut self, order: &mut [usize]) {
        for at in (1..order.len()).rev() {
            order.swap(at, self.below(at + 1));
        }
    }
}
