//! Coverage: what of the rules the tests exercise, and what they leave open.
//!
//! Every part of a rule that may go two ways is a *point*: an alternative is
//! taken; an optional part is there or left out; an `unless` voids or lets pass;
//! a context marks a fact or leaves it; a rule fires or is silent. The rule set
//! is rewritten so that each point shows as a capture or an attribute
//! (`instrument`) or, in lookarounds and in the paths of roles, as the match of a
//! rule of its own (`variants`); and the texts of the tests are read with it
//! (`observe`). The engine itself knows nothing of coverage.

mod instrument;
mod observe;
mod report;
#[cfg(test)]
mod tests;
mod variants;

use std::collections::{BTreeMap, BTreeSet};

use crate::pack::FilePlace;
use crate::{Article, Pack};

use super::Filter;

/// What a point is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A rule.
    Rule,
    /// A named pattern.
    Pattern,
    /// One of `A | B`.
    Alternative,
    /// `A?`, `A*`, `A{0,3}`.
    Optional,
    /// A pattern of `unless`.
    Unless,
    /// A context.
    Context,
}

impl Kind {
    /// All kinds, as reports have them.
    pub const ALL: [Self; 6] =
        [Self::Rule, Self::Pattern, Self::Alternative, Self::Optional, Self::Unless, Self::Context];

    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rule => "rule",
            Self::Pattern => "pattern",
            Self::Alternative => "alternative",
            Self::Optional => "optional part",
            Self::Unless => "unless",
            Self::Context => "context",
        }
    }

    /// The ways it may go, each as it is told where no test goes it.
    pub fn ways(self) -> &'static [&'static str] {
        match self {
            Self::Rule => &["never fires", "silent in no example of its own"],
            Self::Pattern => &["never matches"],
            Self::Alternative => &["never taken"],
            Self::Optional => &["never there", "never left out"],
            Self::Unless => &["never voids a match", "never lets one pass"],
            Self::Context => &["never marks a fact", "never leaves one alone"],
        }
    }
}

/// A part of the rules that may go one or two ways.
#[derive(Debug, Clone)]
pub struct Point {
    /// The rule, pattern or context that it belongs to, as `pack/name`.
    pub owner: String,
    /// Where that stands.
    pub at: FilePlace,
    /// What it is.
    pub kind: Kind,
    /// Its text; of a rule, a pattern or a context nothing.
    pub text: String,
    /// Whether a test made it go each of its ways.
    pub went: Vec<bool>,
}

/// A list, and how many of its entries the texts of the tests hold.
#[derive(Debug, Clone)]
pub struct ListCoverage {
    /// Its name, as `pack/name`.
    pub name: String,
    /// Where it stands.
    pub at: FilePlace,
    /// The number of its entries.
    pub entries: usize,
    /// The entries that no text holds, with their places.
    pub never: Vec<(String, FilePlace)>,
}

/// What the tests exercise.
#[derive(Debug, Clone, Default)]
pub struct Coverage {
    /// All points, by owner.
    pub points: Vec<Point>,
    /// The lists. They do not count: a list of towns is data.
    pub lists: Vec<ListCoverage>,
}

impl Coverage {
    /// How many ways of points of a kind were gone, and how many there are.
    pub fn count(&self, kind: Option<Kind>) -> (usize, usize) {
        let points = self.points.iter().filter(|point| kind.is_none_or(|kind| kind == point.kind));
        let ways: Vec<bool> = points.flat_map(|point| point.went.iter().copied()).collect();
        (ways.iter().filter(|went| **went).count(), ways.len())
    }

    /// The percentage of ways that were gone; all, where there are none.
    #[expect(clippy::cast_precision_loss, reason = "counts of points are small")]
    pub fn percent(&self) -> f64 {
        match self.count(None) {
            (_, 0) => 100.0,
            (went, all) => went as f64 * 100.0 / all as f64,
        }
    }
}

/// Reads the examples of the packs that were asked for, and `articles`, and
/// tells what of these packs they exercise.
///
/// ```
/// use nutgraf::suite::{Filter, coverage};
///
/// let pack = nutgraf::Pack::from_toml("p", r#"
///     [type.Greeting]
///     [[rule]]
///     name    = "hello"
///     tag     = "Greeting"
///     pattern = '"hello" | "good" "morning"'
///     [[rule.example]]
///     text  = "Good morning, said the minister."
///     facts = [{ text = "Good morning" }]
/// "#);
/// let coverage = coverage(&pack, &Filter::default(), &[]);
/// // It fires, and `"good" "morning"` is taken; `"hello"` and silence are open.
/// assert_eq!(coverage.count(None), (2, 4));
/// ```
pub fn coverage(pack: &Pack, filter: &Filter, articles: &[Article]) -> Coverage {
    let mut plan = instrument::instrument(pack);
    let hits = observe::observe(pack, filter, articles, &mut plan);
    let rules = pack.rules();
    let mut points = plan.points;
    if !filter.rules.is_empty() {
        points.retain(|point| filter.rules.iter().any(|name| super::names(&point.owner, name)));
    }
    points.sort_by(|a, b| (&a.at.file, a.at.line, &a.owner).cmp(&(&b.at.file, b.at.line, &b.owner)));
    let mut by_list: BTreeMap<usize, BTreeSet<u32>> = BTreeMap::new();
    for (list, entry) in hits {
        by_list.entry(list.0 as usize).or_default().insert(entry);
    }
    let asked =
        rules.lists.iter().enumerate().filter(|(_, list)| pack.is_asked_for(&list.at) && filter.rules.is_empty());
    let lists = asked.map(|(number, list)| {
        let found = by_list.remove(&number).unwrap_or_default();
        let never = (0..list.entries.len() as u32).filter(|entry| !found.contains(entry));
        let never = never.map(|entry| &list.entries[entry as usize]);
        ListCoverage {
            name: format!("{}/{}", rules.packs[list.pack.0 as usize].name, list.name),
            at: list.at.clone(),
            entries: list.entries.len(),
            never: never.map(|entry| (entry.text.clone(), entry.at.clone())).collect(),
        }
    });
    Coverage { lists: lists.collect(), points }
}
