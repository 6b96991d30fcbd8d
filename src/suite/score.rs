//! Precision, recall and F1 by type, against the goldens.
//!
//! What a golden marks as known to be missing or noisy counts as such: a golden
//! that was only ever updated scores a full hundred, and says nothing.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Found and wanted facts of a type.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Found and wanted.
    pub right: usize,
    /// Wanted, and not found.
    pub missing: usize,
    /// Found, and not wanted.
    pub noisy: usize,
}

impl Count {
    /// Of what was found, the share that was wanted.
    pub fn precision(self) -> Option<f64> {
        share(self.right, self.right + self.noisy)
    }

    /// Of what was wanted, the share that was found.
    pub fn recall(self) -> Option<f64> {
        share(self.right, self.right + self.missing)
    }

    /// The harmonic mean of the two.
    pub fn f1(self) -> Option<f64> {
        share(2 * self.right, 2 * self.right + self.missing + self.noisy)
    }
}

/// A share of a whole; of nothing there is none.
#[expect(clippy::cast_precision_loss, reason = "counts of facts are small")]
fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// The counts of all types.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scores(BTreeMap<String, Count>);

impl Scores {
    /// The count of a type, to add to.
    pub(super) fn of(&mut self, type_name: &str) -> &mut Count {
        self.0.entry(type_name.trim_start_matches('@').to_owned()).or_default()
    }

    /// Takes in the counts of another article.
    pub fn add(&mut self, other: &Self) {
        for (type_name, count) in &other.0 {
            let sum = self.of(type_name);
            sum.right += count.right;
            sum.missing += count.missing;
            sum.noisy += count.noisy;
        }
    }

    /// The types by name, and at the end all of them together.
    ///
    /// ```
    /// assert!(nutgraf::suite::Scores::default().rows().is_empty());
    /// ```
    pub fn rows(&self) -> Vec<(String, Count)> {
        let mut rows: Vec<(String, Count)> = self
            .0
            .iter()
            .filter(|(_, count)| **count != Count::default())
            .map(|(name, count)| (name.clone(), *count))
            .collect();
        let sum = rows.iter().fold(Count::default(), |sum, (_, count)| Count {
            right: sum.right + count.right,
            missing: sum.missing + count.missing,
            noisy: sum.noisy + count.noisy,
        });
        if rows.len() > 1 {
            rows.push(("all".into(), sum));
        }
        rows
    }

    /// A table for reading, with percentages.
    pub fn to_text(&self) -> String {
        let rows = self.rows();
        let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0).max(4);
        let percent = |share: Option<f64>| share.map_or("-".into(), |share| format!("{:.1}", share * 100.0));
        let mut out = format!("{:width$}  right  missing  noisy  precision  recall     F1\n", "type");
        for (name, count) in rows {
            writeln!(
                out,
                "{name:width$}  {:>5}  {:>7}  {:>5}  {:>9}  {:>6}  {:>5}",
                count.right,
                count.missing,
                count.noisy,
                percent(count.precision()),
                percent(count.recall()),
                percent(count.f1()),
            )
            .expect("a string takes all that is written");
        }
        out
    }
}
