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
///
/// ```
/// # let pack = nutgraf::Pack::from_toml("talks", r#"
/// #     [type.Person]
/// #     [list.people]
/// #     words = ["Ann", "Bob"]
/// #     type = "Person"
/// #     [type.Meeting]
/// #     roles = { who = "Person{2,}" }
/// #     [[rule]]
/// #     name = "met"
/// #     tag = "Meeting"
/// #     pattern = '(who: @Person) "met" (who: @Person)'
/// # "#);
/// # let options = nutgraf::Options { mentions: true, ..nutgraf::Options::default() };
/// # let mut session = nutgraf::Engine::from_rules(pack.rules().clone(), options).session();
/// let extraction = session.read(&nutgraf::Article::new("a", "Ann met Bob."));
/// let fact = &extraction.facts[0];
/// assert_eq!((&*fact.type_name, &*fact.roles[0].name), ("Meeting", "who"));
/// assert_eq!(fact.attributes[1], ("polarity".into(), "positive".into()));
/// ```
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
///
/// ```
/// # let pack = nutgraf::Pack::from_toml("talks", r#"
/// #     [type.Person]
/// #     [list.people]
/// #     words = ["Ann", "Bob"]
/// #     type = "Person"
/// #     [type.Meeting]
/// #     roles = { who = "Person{2,}" }
/// #     [[rule]]
/// #     name = "met"
/// #     tag = "Meeting"
/// #     pattern = '(who: @Person) "met" (who: @Person)'
/// # "#);
/// # let options = nutgraf::Options { mentions: true, ..nutgraf::Options::default() };
/// # let mut session = nutgraf::Engine::from_rules(pack.rules().clone(), options).session();
/// let extraction = session.read(&nutgraf::Article::new("a", "Ann met Bob."));
/// let told = &extraction.facts[0].evidence[0];
/// assert_eq!((&*told.rule, &*told.at, told.sentence), ("talks/met", "talks.toml:9", 0));
/// ```
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
///
/// ```
/// # let pack = nutgraf::Pack::from_toml("talks", r#"
/// #     [type.Person]
/// #     [list.people]
/// #     words = ["Ann", "Bob"]
/// #     type = "Person"
/// #     [type.Meeting]
/// #     roles = { who = "Person{2,}" }
/// #     [[rule]]
/// #     name = "met"
/// #     tag = "Meeting"
/// #     pattern = '(who: @Person) "met" (who: @Person)'
/// # "#);
/// # let options = nutgraf::Options { mentions: true, ..nutgraf::Options::default() };
/// # let mut session = nutgraf::Engine::from_rules(pack.rules().clone(), options).session();
/// let extraction = session.read(&nutgraf::Article::new("a", "Ann met Bob."));
/// let role = &extraction.facts[0].roles[0];
/// assert_eq!((&*role.name, role.fillers.len()), ("who", 2));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// The role's name.
    pub name: Arc<str>,
    /// Its values, in the order of the text; at least one.
    pub fillers: Vec<Filler>,
}

/// A value of a role.
///
/// ```
/// # let pack = nutgraf::Pack::from_toml("talks", r#"
/// #     [type.Person]
/// #     [list.people]
/// #     words = ["Ann", "Bob"]
/// #     type = "Person"
/// #     [type.Meeting]
/// #     roles = { who = "Person{2,}" }
/// #     [[rule]]
/// #     name = "met"
/// #     tag = "Meeting"
/// #     pattern = '(who: @Person) "met" (who: @Person)'
/// # "#);
/// # let options = nutgraf::Options { mentions: true, ..nutgraf::Options::default() };
/// # let mut session = nutgraf::Engine::from_rules(pack.rules().clone(), options).session();
/// let extraction = session.read(&nutgraf::Article::new("a", "Ann met Bob."));
/// let filler = &extraction.facts[0].roles[0].fillers[1];
/// assert_eq!((&*filler.text, filler.span.start), ("Bob", 8));
/// assert_eq!(filler.type_name.as_deref(), Some("Person"));
/// ```
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
///
/// ```
/// # let pack = nutgraf::Pack::from_toml("talks", r#"
/// #     [type.Person]
/// #     [list.people]
/// #     words = ["Ann", "Bob"]
/// #     type = "Person"
/// #     [type.Meeting]
/// #     roles = { who = "Person{2,}" }
/// #     [[rule]]
/// #     name = "met"
/// #     tag = "Meeting"
/// #     pattern = '(who: @Person) "met" (who: @Person)'
/// # "#);
/// # let options = nutgraf::Options { mentions: true, ..nutgraf::Options::default() };
/// # let mut session = nutgraf::Engine::from_rules(pack.rules().clone(), options).session();
/// let extraction = session.read(&nutgraf::Article::new("a", "Ann met Bob."));
/// let mention = &extraction.mentions[0];
/// assert_eq!((&*mention.type_name, &*mention.source), ("Person", "talks/people"));
/// ```
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
///
/// ```
/// # let pack = nutgraf::Pack::from_toml("talks", r#"
/// #     [type.Person]
/// #     [list.people]
/// #     words = ["Ann", "Bob"]
/// #     type = "Person"
/// #     [type.Meeting]
/// #     roles = { who = "Person{2,}" }
/// #     [[rule]]
/// #     name = "met"
/// #     tag = "Meeting"
/// #     pattern = '(who: @Person) "met" (who: @Person)'
/// # "#);
/// # let options = nutgraf::Options { mentions: true, ..nutgraf::Options::default() };
/// # let mut session = nutgraf::Engine::from_rules(pack.rules().clone(), options).session();
/// let long = "word ".repeat(6_000);
/// let extraction = session.read(&nutgraf::Article::new("a", long));
/// assert_eq!(extraction.notices[0].code, "budget-tokens");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Notice {
    /// The stable name of the kind, such as `budget-steps` or `no-parse`.
    pub code: &'static str,
    /// What happened, in one line.
    pub message: String,
}

/// All that an article gave.
///
/// ```
/// # let pack = nutgraf::Pack::from_toml("talks", r#"
/// #     [type.Person]
/// #     [list.people]
/// #     words = ["Ann", "Bob"]
/// #     type = "Person"
/// #     [type.Meeting]
/// #     roles = { who = "Person{2,}" }
/// #     [[rule]]
/// #     name = "met"
/// #     tag = "Meeting"
/// #     pattern = '(who: @Person) "met" (who: @Person)'
/// # "#);
/// # let options = nutgraf::Options { mentions: true, ..nutgraf::Options::default() };
/// # let mut session = nutgraf::Engine::from_rules(pack.rules().clone(), options).session();
/// let extraction = session.read(&nutgraf::Article::new("a", "Ann met Bob."));
/// assert_eq!((extraction.facts.len(), extraction.mentions.len(), extraction.notices.len()), (1, 2, 0));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Extraction {
    /// Facts, by place, then type, then rule.
    pub facts: Vec<Fact>,
    /// Mentions, where they were asked for; by place.
    pub mentions: Vec<Mention>,
    /// What could not be done.
    pub notices: Vec<Notice>,
}
