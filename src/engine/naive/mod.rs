//! The definition of the semantics: a slow, obvious matcher of sequence rules.
//!
//! Written from the language's reference alone, and never from the fast
//! engine, with which it must agree on every case of `tests/matcher` and on
//! random ones. It walks the syntax tree with continuations, as a backtracking
//! regex would, and knows no symbols, no index, no automaton. Facts, `where`
//! and dependency rules are outside of its scope.

mod cascade;
mod cases;
mod gazetteer;
mod overlap;
mod random;
mod token;
mod walk;

use std::collections::BTreeMap;

use super::Options;
use crate::pack::{RuleId, RuleSet};
use crate::text::{Article, TokenSpan};

/// A match of a sequence rule, before anything is made of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct NaiveMatch {
    /// The rule.
    pub(crate) rule: RuleId,
    /// The tokens that it consumed.
    pub(crate) tokens: TokenSpan,
    /// What it captured: names ascending, values by place, none twice.
    pub(crate) captures: Vec<(String, Vec<TokenSpan>)>,
}

impl NaiveMatch {
    /// A match in the one form in which two are compared.
    pub(crate) fn new(rule: RuleId, tokens: TokenSpan, values: impl IntoIterator<Item = (String, TokenSpan)>) -> Self {
        let mut by_name = BTreeMap::<String, Vec<TokenSpan>>::new();
        for (name, span) in values {
            by_name.entry(name).or_default().push(span);
        }
        for spans in by_name.values_mut() {
            spans.sort();
            spans.dedup();
        }
        Self { rule, tokens, captures: by_name.into_iter().collect() }
    }
}

/// Steps after which a search is given up: far beyond any case that is written by hand.
const STEPS: u64 = 20_000_000;

/// Every match of every sequence rule, sorted.
pub(crate) fn matches(rules: &RuleSet, article: &Article) -> Vec<NaiveMatch> {
    matches_within(rules, article, STEPS).expect("a case that is written by hand takes few steps")
}

/// The same, or nothing where it would take more than `steps` steps.
pub(crate) fn matches_within(rules: &RuleSet, article: &Article, steps: u64) -> Option<Vec<NaiveMatch>> {
    let text = token::Text::read(article);
    cascade::run(rules, &text, steps)
}

/// The same of the engine.
pub(crate) fn engine_matches(rules: &RuleSet, article: &Article) -> Vec<NaiveMatch> {
    engine_matches_asked(rules, article, Options { mentions: true, ..Options::default() })
}

/// The same of the engine, as far as the options ask for it.
pub(crate) fn engine_matches_asked(rules: &RuleSet, article: &Article, options: Options) -> Vec<NaiveMatch> {
    let found = super::tests_support::matches(rules, article, options).into_iter();
    let mut found: Vec<_> = found.map(|(rule, tokens, captures)| NaiveMatch::new(rule, tokens, captures)).collect();
    found.sort();
    found.dedup();
    found
}
