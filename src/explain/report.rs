//! What an explanation says: data to draw or to write as JSON.

use serde::Serialize;

use crate::text::ByteSpan;

/// Why a rule did what it did with an article.
#[derive(Debug, Clone, Serialize)]
pub struct Explanation {
    /// The rule, as `pack/name`.
    pub rule: String,
    /// Where it stands, as `file:line`.
    pub at: String,
    /// The type that it tags.
    pub tags: String,
    /// Its pattern (for a rule over a tree its trigger) in canonical form.
    pub pattern: String,
    /// For a rule over a tree: the way to each role.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub paths: Vec<(String, String)>,
    /// The sentences that are of interest: those of attempts, else all.
    pub sentences: Vec<SentenceView>,
    /// What matched the pattern, by place; also what came to nothing after that.
    pub attempts: Vec<Attempt>,
    /// Where no attempt succeeded: how far the best one came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub miss: Option<Miss>,
}

impl Explanation {
    /// The same with the places of attempts as `place` gives them.
    #[must_use]
    pub(crate) fn with_places(&self, place: impl Fn(ByteSpan) -> ByteSpan) -> Self {
        let mut told = self.clone();
        let rejected = match &mut told.miss {
            Some(Miss::Rejected(attempt)) => Some(attempt),
            _ => None,
        };
        told.attempts.iter_mut().chain(rejected).for_each(|attempt| attempt.span = place(attempt.span));
        told
    }

    /// Whether the rule found something that came out.
    pub fn succeeded(&self) -> bool {
        self.attempts.iter().any(|attempt| attempt.fate.is_success())
    }
}

/// A sentence with what is known of its tokens.
#[derive(Debug, Clone, Serialize)]
pub struct SentenceView {
    /// Its number, from 0.
    pub number: u32,
    /// Its tokens.
    pub tokens: Vec<TokenView>,
    /// The tree, drawn, where there is a parse and the rule reads it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tree: Vec<String>,
}

/// A token with its attributes.
#[derive(Debug, Clone, Serialize)]
pub struct TokenView {
    /// Its number in the article, from 0.
    pub number: u32,
    /// Its text.
    pub text: String,
    /// Its lemma.
    pub lemma: Option<String>,
    /// Its Universal part of speech.
    pub pos: Option<String>,
    /// Its treebank part of speech.
    pub xpos: Option<String>,
    /// The relation to its head.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dep: Option<String>,
    /// Its shape.
    pub shape: String,
    /// The flags that hold.
    pub flags: Vec<&'static str>,
    /// The types and lists of the mentions that it lies in.
    pub mentions: Vec<String>,
}

/// A place where the pattern matched, and what became of it.
#[derive(Debug, Clone, Serialize)]
pub struct Attempt {
    /// The sentence where it begins.
    pub sentence: u32,
    /// The place of the match; as JSON in characters, as all that comes out.
    #[serde(serialize_with = "span")]
    pub span: ByteSpan,
    /// Its text.
    pub text: String,
    /// What matched, step by step.
    pub steps: Vec<Step>,
    /// For a rule over a tree: the way to each role.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<RolePath>,
    /// What contexts and `set` gave it, each in a line.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<String>,
    /// What became of it.
    pub fate: Fate,
}

/// A step of a match.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The roles and captures that it lies in, from the outside.
    pub roles: Vec<String>,
    /// The part of the pattern.
    pub part: String,
    /// The text that it consumed; context consumes none.
    pub text: String,
    /// Who had a part in it: named patterns, rules, lists and their entries, values.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<String>,
}

/// The way through the tree to a role.
#[derive(Debug, Clone, Serialize)]
pub struct RolePath {
    /// The role.
    pub role: String,
    /// The path in canonical form.
    pub path: String,
    /// The ways that arrived, as `signed >nsubj France`.
    pub found: Vec<String>,
    /// Where none did: how far the best way came, and what failed there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failed: Option<String>,
}

/// What became of a match of the pattern.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Fate {
    /// It told a fact.
    Fact {
        /// The fact's roles, as `role: value`.
        roles: Vec<String>,
    },
    /// It made a mention.
    Mention {
        /// The mention, as `@Type text`.
        mention: String,
    },
    /// An `unless` voided it.
    Unless {
        /// The pattern.
        pattern: String,
        /// What it matched.
        text: String,
    },
    /// Its `where` does not hold.
    Where {
        /// The parts that fail, with their values.
        reasons: Vec<String>,
    },
    /// Its roles do not satisfy the type.
    Roles {
        /// What is wrong with which role.
        reasons: Vec<String>,
    },
    /// Its mention lost against another one.
    Overlap {
        /// The winner and why.
        reason: String,
    },
    /// Another fact says the same and more.
    SaysLess {
        /// The other fact.
        reason: String,
    },
}

impl Fate {
    /// Whether something came out.
    pub fn is_success(&self) -> bool {
        matches!(self, Self::Fact { .. } | Self::Mention { .. })
    }
}

/// How far the best attempt came where nothing came out.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Miss {
    /// The pattern matched, but nothing came of it.
    Rejected(Attempt),
    /// The pattern matched as far as this.
    Pattern(PatternMiss),
    /// The rule could not run.
    NotRun {
        /// Why.
        reason: String,
    },
    /// Not even a first step was possible.
    Nothing {
        /// What a match may begin with.
        begins_with: Vec<String>,
    },
}

/// A pattern that did not match.
#[derive(Debug, Clone, Serialize)]
pub struct PatternMiss {
    /// The sentence.
    pub sentence: u32,
    /// The text from the first step to the failure.
    pub text: String,
    /// What did match, step by step.
    pub steps: Vec<Step>,
    /// What failed behind these steps; more than one where the pattern had a choice.
    pub failures: Vec<Failure>,
    /// Whether the rest would have matched but for the one failure.
    pub rest_matches: bool,
    /// With `rest_matches`: the steps behind the failure.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rest: Vec<Step>,
}

/// A part of a pattern that failed at a place.
#[derive(Debug, Clone, Serialize)]
pub struct Failure {
    /// The roles and captures that it lies in.
    pub roles: Vec<String>,
    /// The part of the pattern.
    pub part: String,
    /// The number of the token where it failed; none at the end of a sentence.
    pub token: Option<u32>,
    /// The text there.
    pub text: String,
    /// How it failed.
    pub how: How,
    /// The conditions that failed, each with the value that would have passed.
    pub checks: Vec<Check>,
    /// What else is to be known: mentions that are there, or lost.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// How a part failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// What stands there does not pass.
    Fails,
    /// It would pass, but something stands between.
    InTheWay,
    /// Nothing stands there for it.
    Absent,
}

/// A condition that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// The attribute asked.
    pub attribute: String,
    /// Its value; none where it is missing.
    pub is: Option<String>,
    /// The value that would pass.
    pub passes: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn span<S: serde::Serializer>(span: &ByteSpan, serializer: S) -> Result<S::Ok, S::Error> {
    [span.start, span.end].serialize(serializer)
}
