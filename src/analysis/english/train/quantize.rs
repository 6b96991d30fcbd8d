//! Making the weights small: they are rounded to levels that stand closer where
//! weights are small.
//!
//! The largest are never clipped: that costs far more than rounding small ones.

use super::Settings;
use super::learner::SumRow;
use crate::analysis::english::Tag;
use crate::analysis::english::model_file::Row;

/// The weights of the levels, and for each weight the number of its level.
pub(super) fn quantize(rows: &[SumRow], settings: &Settings) -> (Vec<i16>, Vec<Row>) {
    let largest = rows.iter().flat_map(|row| &row.1).map(|weight| weight.1.unsigned_abs()).max().unwrap_or(1);
    let levels = Levels { count: settings.levels, largest: as_float(largest) };
    let codes = |weights: &[(Tag, i64)]| weights.iter().map(|&(tag, weight)| (tag, levels.code(weight))).collect();
    (levels.weights(), rows.iter().map(|(key, weights)| (*key, codes(weights))).collect())
}

#[expect(clippy::cast_precision_loss, reason = "what a sum loses is far below a level")]
fn as_float(sum: u64) -> f64 {
    sum as f64
}

/// Levels whose distance grows with the weight: the level is its square root.
struct Levels {
    count: u8,
    largest: f64,
}

/// The largest weight in the model; a hundred of them must fit an `i32`, and one an `i16`.
const LARGEST_WEIGHT: f64 = 30_000.0;

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "levels lie in 0..=255, weights in an i16")]
impl Levels {
    fn code(&self, weight: i64) -> u8 {
        let share = as_float(weight.unsigned_abs()) / self.largest;
        let level = (share.sqrt() * f64::from(self.count)).round().max(1.0) as u8;
        (level - 1) * 2 + u8::from(weight < 0)
    }

    fn weights(&self) -> Vec<i16> {
        let side = |level: u8| (f64::from(level) / f64::from(self.count)).powi(2) * LARGEST_WEIGHT;
        (1..=self.count).flat_map(|level| [side(level).round() as i16, -(side(level).round() as i16)]).collect()
    }
}
