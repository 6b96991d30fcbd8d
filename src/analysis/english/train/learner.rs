//! The averaged perceptron itself: weights that move towards the right answer
//! where the best one is wrong. What comes out is the mean of the weights over
//! all steps (Collins 2002).
//!
//! Two things make it better than one run. Several runs, each with an order of
//! its own, are averaged. And all is done twice: the first time finds which
//! weights matter, the second learns those alone, so that what is left out is
//! made up for.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::random::Random;
use crate::analysis::english::Tag;
use crate::analysis::english::weights::FeatureKey;

/// The weights of a feature, summed over all steps of all runs.
pub(super) type SumRow = (FeatureKey, Vec<(Tag, i64)>);

/// How to learn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plan {
    pub(super) seed: u64,
    /// How many runs find the weights that matter.
    pub(super) first_runs: u32,
    /// How many runs learn those; none: the first are enough.
    pub(super) runs: u32,
    pub(super) epochs: u32,
    /// How many weights matter.
    pub(super) most_weights: usize,
    /// How many sentences there are to learn from.
    pub(super) sentences: usize,
}

/// More answers than any learner has.
pub(super) const MOST_ANSWERS: usize = 128;

/// Learns the weights of features, given by row; their rows ascend by key, without zeros.
pub(super) fn learn(keys: &[FeatureKey], plan: Plan, course: &Course<'_>) -> Vec<SumRow> {
    let mut rows = runs(vec![Row::default(); keys.len()], plan.first_runs, plan, false, course);
    if plan.runs > 0 {
        rows = runs(largest(rows, plan.most_weights), plan.runs, plan, true, course);
    }
    let sums = rows.into_iter().map(|row| {
        let mut cells: Vec<(Tag, i64)> = row.cells.into_iter().filter(|cell| cell.1 != 0).collect();
        cells.sort_unstable();
        cells
    });
    keys.iter().copied().zip(sums).filter(|(_, sums): &SumRow| !sums.is_empty()).collect()
}

/// Numbers the features that are frequent enough; the keys ascend.
pub(super) fn frequent(uses: FxHashMap<FeatureKey, u32>, fewest: u32) -> (Vec<FeatureKey>, FxHashMap<FeatureKey, u32>) {
    let mut keys: Vec<FeatureKey> = uses.into_iter().filter(|&(_, uses)| uses >= fewest).map(|(key, _)| key).collect();
    keys.sort_unstable();
    let rows = keys.iter().enumerate().map(|(row, &key)| (key, row as u32)).collect();
    (keys, rows)
}

/// What goes through one sentence, given by number, in an epoch counted from 0.
pub(super) type Course<'c> = dyn Fn(&mut Learner, usize, u32) + 'c;

/// The sums of several runs; where the weights are `fixed`, only those that are
/// there are learnt.
fn runs(mut rows: Vec<Row>, count: u32, plan: Plan, fixed: bool, course: &Course<'_>) -> Vec<Row> {
    let start: Vec<Vec<Weight>> = rows.iter().map(Row::start).collect();
    let mut random = Random::new(plan.seed);
    for run in 0..count {
        let explorer = Random::new(plan.seed ^ u64::from(run + 1));
        let mut learner = Learner { weights: start.clone(), step: 0, fixed, random: explorer };
        for (order, epoch) in orders(plan, &mut random).iter().zip(0..) {
            order.iter().for_each(|&sentence| course(&mut learner, sentence, epoch));
        }
        learner.add_to(&mut rows);
    }
    rows
}

/// The order of the sentences in each epoch of a run.
fn orders(plan: Plan, random: &mut Random) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..plan.sentences).collect();
    let mut next = || {
        random.shuffle(&mut order);
        order.clone()
    };
    (0..plan.epochs).map(|_| next()).collect()
}

/// The weights of one feature: sums over the steps of all runs.
#[derive(Debug, Clone, Default)]
struct Row {
    cells: Vec<(Tag, i64)>,
}

impl Row {
    fn start(&self) -> Vec<Weight> {
        self.cells.iter().map(|&(answer, _)| Weight::of(answer)).collect()
    }

    fn add(&mut self, answer: Tag, sum: i64) {
        match self.cells.iter_mut().find(|cell| cell.0 == answer) {
            Some(cell) => cell.1 += sum,
            None => self.cells.push((answer, sum)),
        }
    }
}

/// Keeps the largest weights; of equal ones those of the first features.
fn largest(mut rows: Vec<Row>, most: usize) -> Vec<Row> {
    let mut sizes: Vec<(Reverse<u64>, usize, Tag)> = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        sizes.extend(row.cells.iter().map(|(answer, sum)| (Reverse(sum.unsigned_abs()), number, *answer)));
    }
    sizes.sort_unstable();
    sizes.truncate(most);
    rows.iter_mut().for_each(|row| row.cells.clear());
    sizes.iter().for_each(|&(_, row, answer)| rows[row].cells.push((answer, 0)));
    rows.iter_mut().for_each(|row| row.cells.sort_unstable());
    rows
}

/// A weight, with its sum over the steps up to its last change.
#[derive(Debug, Clone, Copy)]
struct Weight {
    answer: Tag,
    now: i32,
    sum: i64,
    changed: i64,
}

impl Weight {
    const fn of(answer: Tag) -> Self {
        Self { answer, now: 0, sum: 0, changed: 0 }
    }
}

/// One run under way.
pub(super) struct Learner {
    weights: Vec<Vec<Weight>>,
    step: i64,
    fixed: bool,
    /// For choices on the way.
    pub(super) random: Random,
}

impl Learner {
    /// Begins a step: what the weights so far say for each answer.
    pub(super) fn scores(&mut self, features: &[u32]) -> [i32; MOST_ANSWERS] {
        self.step += 1;
        let mut scores = [0; MOST_ANSWERS];
        for &row in features {
            for weight in &self.weights[row as usize] {
                scores[usize::from(weight.answer.0)] += weight.now;
            }
        }
        scores
    }

    /// Moves the weights of features from a wrong answer to the right one.
    pub(super) fn correct(&mut self, features: &[u32], right: Tag, wrong: Tag) {
        for &row in features {
            self.change(row, right, 1);
            self.change(row, wrong, -1);
        }
    }

    fn change(&mut self, row: u32, answer: Tag, by: i32) {
        let row = &mut self.weights[row as usize];
        let place = match row.iter().position(|weight| weight.answer == answer) {
            Some(place) => place,
            None if self.fixed => return,
            None => {
                row.push(Weight::of(answer));
                row.len() - 1
            }
        };
        let weight = &mut row[place];
        weight.sum += i64::from(weight.now) * (self.step - weight.changed);
        weight.changed = self.step;
        weight.now += by;
    }

    fn add_to(self, rows: &mut [Row]) {
        for (row, weights) in rows.iter_mut().zip(self.weights) {
            for weight in weights {
                row.add(weight.answer, weight.sum + i64::from(weight.now) * (self.step - weight.changed));
            }
        }
    }
}
