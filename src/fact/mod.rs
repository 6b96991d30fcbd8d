//! What comes out: facts and mentions, with where each came from.

mod difference;

use std::sync::Arc;

use crate::text::{ByteSpan, TokenSpan};

pub use difference::{Difference, differences};

/// The attributes that every fact has, with their values; the first is what a
/// fact has unless something says otherwise.
pub const EVERY_FACT_HAS: [(&str, &[&str]); 2] = [
    ("modality", &["asserted", "planned", "possible", "hypothetical", "demanded"]),
    ("polarity", &["positive", "negative"]),
];

/// A fact: a type, its roles filled, its attributes, and the evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The fact type.
    pub type_name: Arc<str>,
    /// The roles that are filled, in the order of the type's `roles`.
    pub roles: Vec<Role>,
    /// Attributes by name, ascending; `polarity` and `modality` are always there.
    pub attributes: Vec<(Arc<str>, Arc<str>)>,
    /// Where it is told; the first is the earliest, and gives the fact its place.
    pub evidence: Vec<Evidence>,
}

/// One telling of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The rule that found it, as `pack/name`.
    pub rule: Arc<str>,
    /// The rule's place, as `file:line`.
    pub at: Arc<str>,
    /// The text of the match, or from the trigger to the furthest filler.
    pub span: ByteSpan,
    /// The number of the sentence where it starts, from 0.
    pub sentence: u32,
}

/// A role with what fills it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// The role's name.
    pub name: Arc<str>,
    /// Its values, in the order of the text; at least one.
    pub fillers: Vec<Filler>,
}

/// A value of a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filler {
    /// Where it stands; the first telling.
    pub span: ByteSpan,
    /// Its text, a slice of the article.
    pub text: String,
    /// The type of the mention that fills the role; a phrase has none.
    pub type_name: Option<Arc<str>>,
    /// The name of the thing, the same for all its mentions in the article.
    pub entity: Option<Arc<str>>,
    /// Attributes of the mention (its list's columns, its rule's `set`), by name, ascending.
    pub attributes: Vec<(Arc<str>, Arc<str>)>,
    /// Where else the same value stands.
    pub also: Vec<ByteSpan>,
}

/// A mention: a span of a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The type, or the list's name where the list has no type.
    pub type_name: Arc<str>,
    /// Its text's place.
    pub span: ByteSpan,
    /// Its tokens.
    pub tokens: TokenSpan,
    /// The number of the sentence where it starts.
    pub sentence: u32,
    /// The name of the thing.
    pub entity: Option<Arc<str>>,
    /// Its attributes, by name, ascending.
    pub attributes: Vec<(Arc<str>, Arc<str>)>,
    /// Who made it: `pack/rule`, `pack/list`, or `nutgraf` for the engine itself.
    pub source: Arc<str>,
    /// The place of the rule or list, as `file:line`; empty for the engine itself.
    pub at: Arc<str>,
}

/// What an article had to do without: a budget that ran out, a layer that it lacks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Notice {
    /// The stable name of the kind, such as `budget-steps` or `no-parse`.
    pub code: &'static str,
    /// What happened, in one line.
    pub message: String,
}

/// All that an article gave.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Extraction {
    /// Facts, by place, then type, then rule.
    pub facts: Vec<Fact>,
    /// Mentions, where they were asked for; by place.
    pub mentions: Vec<Mention>,
    /// What could not be done.
    pub notices: Vec<Notice>,
}
