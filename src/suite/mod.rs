//! The examples of rules and whole articles, run: the library behind `nutgraf test`.
//!
//! An example is a text with the facts that its rule's type must give. All
//! examples run on one engine with every rule of their packs, so that an
//! example also tells how its rule gets on with the others. This room reads no
//! file and prints nothing: a [`Report`] is data, and what is made of it is text.
//!
//! What an example says must hold:
//!
//! - A fact of the rule's type that the example does not ask for is noise.
//! - A role that a fact of the example names has exactly these values, in any
//!   order; a role that it does not name is empty. A value is the text of a
//!   filler, or its entity, or its normalised value.
//! - An attribute is compared if it is named.
//! - One of the facts must be told by the example's own rule. Where others find
//!   all of them, the example would pass without its rule and shows nothing.
//!
//! A fixture is an article with the facts that a pack must find in it, in the
//! text in which facts are shown (`golden`).

mod compare;
mod coverage;
mod entries;
mod filter;
mod fixture;
mod golden;
mod hidden;
mod json;
mod junit;
mod mutation;
mod report;
mod runner;
mod scaffold;
mod score;
#[cfg(test)]
mod tests;
mod touched;
mod uses;

use std::sync::Arc;

use crate::explain::Miss;
use crate::fact::Extraction;
use crate::pack::{Example, FilePlace, RuleBody, RuleDef, RuleSet, TypeId};
use crate::{Article, Pack};

pub use compare::{Found, Mismatch};
pub use coverage::{Coverage, Kind, ListCoverage, Point, coverage};
pub use entries::ChangedEntries;
pub use filter::Filter;
pub use fixture::{Difference, Fixture, FixtureOutcome, FoundFact, run_fixtures};
pub use golden::{Entry, Golden, Known, Told};
pub use mutation::{Mutant, Mutation, survivors_to_text, survivors_to_value};
pub use report::Commands;
pub use runner::{Runner, Shown};
pub use scaffold::{is_pack_name, scaffold};
pub use score::{Count, Scores};
pub use touched::{Touched, compares_with, touched};

/// How an example went.
///
/// ```
/// use nutgraf::suite::Status;
///
/// let failures = [Status::Ok, Status::Noisy, Status::Known, Status::Right].map(Status::is_failure);
/// assert_eq!(failures, [false, true, false, true]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// What it says holds.
    Ok,
    /// A fact that it asks for was not found.
    Missing,
    /// A fact was found that it does not ask for.
    Noisy,
    /// A fact was found, but not as the example has it.
    Wrong,
    /// Its facts were found, but none of them by its own rule.
    ByAnotherRule,
    /// It fails, and is known to.
    Known,
    /// It holds, though it is known to fail.
    Right,
    /// A golden that is not there, cannot be read, or is out of order.
    Stale,
    /// It could not be run: its rule needs a parse, and the program was built without a parser.
    Skipped,
}

impl Status {
    /// Its name in reports.
    ///
    /// ```
    /// assert_eq!(nutgraf::suite::Status::ByAnotherRule.name(), "by another rule");
    /// ```
    pub fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Missing => "missing",
            Self::Noisy => "noisy",
            Self::Wrong => "wrong",
            Self::ByAnotherRule => "by another rule",
            Self::Known => "known",
            Self::Right => "known, but right",
            Self::Stale => "stale",
            Self::Skipped => "skipped",
        }
    }

    /// Whether it is a failure.
    ///
    /// ```
    /// assert!(nutgraf::suite::Status::Stale.is_failure());
    /// ```
    pub fn is_failure(self) -> bool {
        !matches!(self, Self::Ok | Self::Known | Self::Skipped)
    }
}

/// What became of one example.
///
/// ```
/// use nutgraf::suite::{self, Filter};
///
/// # let pack = nutgraf::Pack::from_toml("greetings", r#"
/// #     [type.Greeting]
/// #     [[rule]]
/// #     name = "hello"
/// #     tag = "Greeting"
/// #     pattern = '"hello"'
/// #     [[rule.example]]
/// #     text = "Hello!"
/// #     facts = [{}]
/// #     [[rule.example]]
/// #     text = "Hello again!"
/// #     facts = []
/// # "#);
/// let report = suite::run(&pack, &Filter::default());
/// let outcome = &report.outcomes[1];
/// assert_eq!((outcome.rule.as_str(), outcome.status), ("greetings/hello", suite::Status::Noisy));
/// ```
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The rule, as `pack/name`.
    pub rule: String,
    /// The type that the rule tags.
    pub type_name: Arc<str>,
    /// Where the example stands.
    pub at: FilePlace,
    /// Its text.
    pub text: String,
    /// How it went.
    pub status: Status,
    /// What does not hold.
    pub mismatches: Vec<Mismatch>,
    /// Why it is known to fail.
    pub known: Option<String>,
    /// Where a fact was not found, how near its rule came.
    pub miss: Option<Miss>,
    /// What the engine had to do without.
    pub notices: Vec<String>,
}

/// What became of all examples, by rule and place, and of all fixtures.
///
/// ```
/// use nutgraf::suite::{self, Filter};
///
/// # let pack = nutgraf::Pack::from_toml("greetings", r#"
/// #     [type.Greeting]
/// #     [[rule]]
/// #     name = "hello"
/// #     tag = "Greeting"
/// #     pattern = '"hello"'
/// #     [[rule.example]]
/// #     text = "Hello!"
/// #     facts = [{}]
/// #     [[rule.example]]
/// #     text = "Hello again!"
/// #     facts = []
/// # "#);
/// let report = suite::run(&pack, &Filter::default());
/// assert_eq!((report.outcomes.len(), report.fixtures.len()), (2, 0));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The examples that ran.
    pub outcomes: Vec<Outcome>,
    /// The fixtures that ran.
    pub fixtures: Vec<FixtureOutcome>,
}

impl Report {
    /// How many examples and fixtures went as asked.
    ///
    /// ```
    /// use nutgraf::suite::{self, Filter};
    ///
    /// # let pack = nutgraf::Pack::from_toml("greetings", r#"
    /// #     [type.Greeting]
    /// #     [[rule]]
    /// #     name = "hello"
    /// #     tag = "Greeting"
    /// #     pattern = '"hello"'
    /// #     [[rule.example]]
    /// #     text = "Hello!"
    /// #     facts = [{}]
    /// #     [[rule.example]]
    /// #     text = "Hello again!"
    /// #     facts = []
    /// # "#);
    /// let report = suite::run(&pack, &Filter::default());
    /// assert_eq!(report.count(|status| status == suite::Status::Ok), 1);
    /// ```
    pub fn count(&self, wanted: impl Fn(Status) -> bool) -> usize {
        let examples = self.outcomes.iter().map(|outcome| outcome.status);
        examples.chain(self.fixtures.iter().map(|outcome| outcome.status)).filter(|status| wanted(*status)).count()
    }

    /// Whether an example or fixture fails.
    ///
    /// ```
    /// use nutgraf::suite::{self, Filter};
    ///
    /// # let pack = nutgraf::Pack::from_toml("greetings", r#"
    /// #     [type.Greeting]
    /// #     [[rule]]
    /// #     name = "hello"
    /// #     tag = "Greeting"
    /// #     pattern = '"hello"'
    /// #     [[rule.example]]
    /// #     text = "Hello!"
    /// #     facts = [{}]
    /// #     [[rule.example]]
    /// #     text = "Hello again!"
    /// #     facts = []
    /// # "#);
    /// let report = suite::run(&pack, &Filter::default());
    /// assert!(report.has_failures());
    /// ```
    pub fn has_failures(&self) -> bool {
        self.count(Status::is_failure) > 0
    }

    /// The counts of all fixtures, by type.
    ///
    /// ```
    /// use nutgraf::suite::{self, Filter};
    ///
    /// # let pack = nutgraf::Pack::from_toml("greetings", r#"
    /// #     [type.Greeting]
    /// #     [[rule]]
    /// #     name = "hello"
    /// #     tag = "Greeting"
    /// #     pattern = '"hello"'
    /// #     [[rule.example]]
    /// #     text = "Hello!"
    /// #     facts = [{}]
    /// #     [[rule.example]]
    /// #     text = "Hello again!"
    /// #     facts = []
    /// # "#);
    /// let report = suite::run(&pack, &Filter::default());
    /// assert!(report.scores().rows().is_empty(), "there are no fixtures");
    /// ```
    pub fn scores(&self) -> Scores {
        let mut all = Scores::default();
        self.fixtures.iter().for_each(|outcome| all.add(&outcome.scores));
        all
    }
}

/// Runs the examples of the packs that were asked for (not of those that they
/// use), less those that the filter leaves out.
///
/// ```
/// let pack = nutgraf::Pack::from_toml("visits", r#"
///     [type.Greeting]
///     [[rule]]
///     name    = "hello"
///     tag     = "Greeting"
///     pattern = '"hello" | "good" "morning"'
///     [[rule.example]]
///     text  = "Good morning, said the minister."
///     facts = [{ text = "Good morning" }]
/// "#);
/// let report = nutgraf::suite::run(&pack, &nutgraf::suite::Filter::default());
/// assert_eq!(report.outcomes.len(), 1);
/// assert!(!report.has_failures());
/// ```
pub fn run(pack: &Pack, filter: &Filter) -> Report {
    Report { outcomes: Runner::new(pack.clone()).examples(filter), fixtures: Vec::new() }
}

/// The full name of a rule: `pack/name`.
///
/// ```
/// let pack = nutgraf::Pack::from_toml("greetings", "[type.Hi]\n[[rule]]\nname = 'hi'\ntag = 'Hi'\npattern = '\"hi\"'");
/// assert_eq!(nutgraf::suite::full_name(pack.rules(), &pack.rules().rules[0]), "greetings/hi");
/// ```
pub fn full_name(rules: &RuleSet, rule: &RuleDef) -> String {
    format!("{}/{}", rules.packs[rule.pack.0 as usize].name, rule.name)
}

/// Whether a user's name for a rule, `pack/name` or `name`, is that of a rule with this full name.
///
/// ```
/// use nutgraf::suite::names;
///
/// assert!(names("politics/parties-met", "parties-met") && names("politics/parties-met", "politics/parties-met"));
/// assert!(!names("politics/parties-met", "met"));
/// ```
pub fn names(full: &str, name: &str) -> bool {
    full == name || full.split_once('/').is_some_and(|(_, short)| short == name)
}

/// The rules of the packs that were asked for, by full name.
///
/// ```
/// let pack = nutgraf::Pack::from_toml("greetings", "[type.Hi]\n[[rule]]\nname = 'hi'\ntag = 'Hi'\npattern = '\"hi\"'");
/// assert_eq!(nutgraf::suite::rule_names(&pack), ["greetings/hi"]);
/// ```
pub fn rule_names(pack: &Pack) -> Vec<String> {
    let rules = pack.rules();
    rules.rules.iter().filter(|rule| pack.is_asked_for(&rule.at)).map(|rule| full_name(rules, rule)).collect()
}

fn article(example: &Example) -> Article {
    let article = Article::new("example", example.text.as_str());
    match example.date {
        Some(date) => article.dated(date),
        None => article,
    }
}

fn judge(rules: &RuleSet, rule: &RuleDef, example: &Example, extraction: &Extraction) -> Outcome {
    let name = full_name(rules, rule);
    let found = found(rules, rule.tag, &example.text, extraction);
    let roles = &rules.types[rule.tag.0 as usize].roles;
    let mismatches = compare::compare(&example.facts, &found, |key| roles.iter().any(|role| *role.name == *key));
    let own = found.iter().any(|fact| fact.rules.contains(&name));
    let is_tree = matches!(rule.body, RuleBody::Tree { .. });
    let lacks_parse = is_tree && extraction.notices.iter().any(|notice| notice.code == "no-parse");
    let status = match compare::status(&mismatches) {
        Status::Missing if lacks_parse => Status::Skipped,
        Status::Ok if !example.facts.is_empty() && !own => Status::ByAnotherRule,
        status => status,
    };
    let status = match (&example.known, status) {
        (Some(_), Status::Ok) => Status::Right,
        (Some(_), status) if status.is_failure() => Status::Known,
        (_, status) => status,
    };
    Outcome {
        rule: name,
        type_name: rules.types[rule.tag.0 as usize].name.clone(),
        at: example.at.clone(),
        text: example.text.clone(),
        known: example.known.clone(),
        mismatches: if status == Status::ByAnotherRule { compare::elsewhere(&found) } else { mismatches },
        status,
        miss: None,
        notices: extraction.notices.iter().map(|notice| notice.message.clone()).collect(),
    }
}

/// The facts or mentions of a type, its subtypes and members included.
fn found(rules: &RuleSet, tag: TypeId, text: &str, extraction: &Extraction) -> Vec<Found> {
    let names: Vec<&str> = rules.subtypes(tag).into_iter().map(|id| &*rules.types[id.0 as usize].name).collect();
    let facts = extraction.facts.iter().filter(|fact| names.contains(&&*fact.type_name));
    let facts = facts.map(|fact| Found::fact(fact, text));
    // A list that tags nothing comes out under its own name, which may be a type's in another case only.
    let mentions = extraction.mentions.iter().filter(|mention| names.contains(&&*mention.type_name));
    facts.chain(mentions.map(|mention| Found::mention(mention, text))).collect()
}
