//! Rules over articles: mentions and facts.

#[cfg(test)]
mod naive;

use std::sync::Arc;

use crate::fact::{Extraction, Fact};
use crate::pack::RuleSet;
use crate::text::Article;

/// Compiled rules. Cheap to clone, shared between threads.
#[derive(Debug, Clone)]
pub struct Engine {
    rules: Arc<RuleSet>,
}

/// What an engine is to do beyond the facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Return mentions too, of every type.
    pub mentions: bool,
    /// Only facts (and mentions) of these types; empty is all.
    pub types: Vec<String>,
    /// Only facts (and mentions) of these rules, as `pack/name` or `name`; empty is all.
    pub rules: Vec<String>,
    /// Limits past which an article gets a notice.
    pub budgets: Budgets,
}

/// Limits that no article or rule passes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Budgets {
    /// Steps of a rule in a sentence.
    pub steps: u32,
    /// Facts of a sentence.
    pub facts: u32,
    /// Tokens of a sentence; a longer one is cut.
    pub tokens: u32,
    /// Rounds of recursive rules.
    pub rounds: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self { mentions: false, types: Vec::new(), rules: Vec::new(), budgets: Budgets::default() }
    }
}

impl Default for Budgets {
    fn default() -> Self {
        Self { steps: 1_000_000, facts: 1_000, tokens: 5_000, rounds: 100 }
    }
}

/// Scratch memory for reading articles, one per thread.
#[derive(Debug)]
pub struct Session {
    engine: Engine,
}

impl Engine {
    /// Compiles a checked rule set.
    pub fn from_rules(rules: Arc<RuleSet>, options: Options) -> Self {
        let _ = options;
        Self { rules }
    }

    /// Scratch memory for one thread.
    pub fn session(&self) -> Session {
        Session { engine: self.clone() }
    }
}

impl Session {
    /// Reads an article: its facts, its mentions if they were asked for, and notices.
    pub fn read(&mut self, article: &Article) -> Extraction {
        let _ = (article, &self.engine.rules);
        Extraction::default()
    }

    /// Reads an article and gives its facts.
    pub fn extract(&mut self, article: &Article) -> Vec<Fact> {
        self.read(article).facts
    }
}
