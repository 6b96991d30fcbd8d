//! What an engine is to do, and within which limits.

/// What an engine is to do beyond the facts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
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

impl Default for Budgets {
    fn default() -> Self {
        Self { steps: 1_000_000, facts: 1_000, tokens: 5_000, rounds: 100 }
    }
}
