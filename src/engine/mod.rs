//! Rules over articles: mentions and facts.
//!
//! An [`Engine`] is a compiled rule set, shared; a [`Session`] is the memory of
//! one thread. An article goes through in one direction: tokens and forms, hits
//! of lists, stratum after stratum of rules (`cascade`), names joined
//! (`naming`), facts drafted (`drafts`) and merged (`merge`), contexts (`context`).

mod candidates;
mod cascade;
mod compiled;
mod condition;
mod context;
mod document;
mod drafts;
mod every;
mod forms;
mod inspect;
mod lattice;
mod listing;
mod matched;
mod memo;
mod merge;
mod naming;
mod needs;
mod observe;
mod options;
mod output;
mod overlap;
mod search;
mod source;
mod sweep;
#[cfg(test)]
mod tests;
mod tree;
mod value;
mod view;
mod work;

#[cfg(test)]
mod naive;

use std::sync::Arc;

use crate::analysis::english::English;
use crate::fact::{Extraction, Fact};
use crate::pack::{RuleId, RuleSet};
use crate::text::Article;

use compiled::Compiled;
use work::{Task, Work};

pub(crate) use condition::holds as where_holds;
pub(crate) use document::MISSING;
pub(crate) use drafts::stands_for_nobody;
pub(crate) use inspect::Inspection;
pub(crate) use lattice::{LiveMention, MentionIdx, Source};
pub(crate) use matched::{Captured, Matched};
pub(crate) use observe::{Observation, Seen, StandIn};
pub use options::{Budgets, Options};
pub(crate) use overlap::root_label;
pub(crate) use search::can_step_over;
pub(crate) use tree::head_of;
pub(crate) use view::View;

/// Compiled rules. Cheap to clone, shared between threads.
///
/// ```
/// use nutgraf::{Article, Engine, Options};
///
/// let pack = nutgraf::Pack::from_toml("greetings", r#"
///     [type.Greeting]
///     roles = { word = "text" }
///     [[rule]]
///     name = "hello"
///     tag = "Greeting"
///     pattern = '(word: "hello")'
/// "#);
/// let engine = Engine::from_rules(pack.rules().clone(), Options::default());
/// let other = engine.clone();
/// let count = std::thread::spawn(move || other.session().extract(&Article::new("a", "Hello, hello.")).len());
/// assert_eq!(count.join().expect("it counts"), engine.session().extract(&Article::new("b", "hello hello")).len());
/// ```
#[derive(Debug, Clone)]
pub struct Engine {
    compiled: Arc<Compiled>,
}

impl Engine {
    /// Compiles a checked rule set, with the embedded English model for tags and lemmas.
    ///
    /// ```
    /// let pack = nutgraf::Pack::from_toml("greetings", r#"
    ///     [type.Greeting]
    ///     roles = { word = "text" }
    ///     [[rule]]
    ///     name = "hello"
    ///     tag = "Greeting"
    ///     pattern = '(word: "hello")'
    /// "#);
    /// let engine = nutgraf::Engine::from_rules(pack.rules().clone(), nutgraf::Options::default());
    /// ```
    pub fn from_rules(rules: Arc<RuleSet>, options: Options) -> Self {
        Self { compiled: Arc::new(Compiled::new(rules, options, embedded_english)) }
    }

    /// Compiles a checked rule set; without a model, only articles that bring tags and lemmas have them.
    ///
    /// ```
    /// let pack = nutgraf::Pack::from_toml("greetings", r#"
    ///     [type.Greeting]
    ///     roles = { word = "text" }
    ///     [[rule]]
    ///     name = "hello"
    ///     tag = "Greeting"
    ///     pattern = '(word: "hello")'
    /// "#);
    /// let engine = nutgraf::Engine::with_english(pack.rules().clone(), nutgraf::Options::default(), None);
    /// let facts = engine.session().extract(&nutgraf::Article::new("a", "Hello!"));
    /// assert_eq!(&*facts[0].type_name, "Greeting");
    /// ```
    pub fn with_english(rules: Arc<RuleSet>, options: Options, english: Option<Arc<English>>) -> Self {
        Self { compiled: Arc::new(Compiled::new(rules, options, || english)) }
    }

    /// The engine of a rule set that differs in some rules, and in the patterns that these and contexts name:
    /// no more is compiled again.
    pub(crate) fn with_changes(&self, rules: Arc<RuleSet>, is_changed: impl Fn(RuleId) -> bool) -> Self {
        let compiled = self.compiled.with_changes(rules.clone(), is_changed);
        let anew = || Compiled::new(rules, self.compiled.options.clone(), embedded_english);
        Self { compiled: Arc::new(compiled.unwrap_or_else(anew)) }
    }

    /// Scratch memory for one thread.
    ///
    /// ```
    /// let pack = nutgraf::Pack::from_toml("greetings", r#"
    ///     [type.Greeting]
    ///     roles = { word = "text" }
    ///     [[rule]]
    ///     name = "hello"
    ///     tag = "Greeting"
    ///     pattern = '(word: "hello")'
    /// "#);
    /// let engine = nutgraf::Engine::from_rules(pack.rules().clone(), nutgraf::Options::default());
    /// let mut session = engine.session();
    /// ```
    pub fn session(&self) -> Session {
        Session { engine: self.clone(), work: Work::default() }
    }
}

/// The embedded model, of a library that was built with one.
pub(crate) fn embedded_english() -> Option<Arc<English>> {
    #[cfg(feature = "english")]
    let english = Some(English::embedded());
    #[cfg(not(feature = "english"))]
    let english = None;
    english
}

/// Scratch memory for reading articles, one per thread.
///
/// ```
/// let pack = nutgraf::Pack::from_toml("greetings", r#"
///     [type.Greeting]
///     roles = { word = "text" }
///     [[rule]]
///     name = "hello"
///     tag = "Greeting"
///     pattern = '(word: "hello")'
/// "#);
/// let options = nutgraf::Options { mentions: true, ..nutgraf::Options::default() };
/// let mut session = nutgraf::Engine::from_rules(pack.rules().clone(), options).session();
/// let facts = |text: &str, session: &mut nutgraf::Session| session.extract(&nutgraf::Article::new("a", text)).len();
/// assert_eq!((facts("Hello!", &mut session), facts("Goodbye!", &mut session)), (1, 0));
/// ```
#[derive(Debug)]
pub struct Session {
    engine: Engine,
    work: Work,
}

impl Session {
    /// Reads an article: its facts, its mentions if they were asked for, and notices.
    ///
    /// ```
    /// let pack = nutgraf::Pack::from_toml("greetings", r#"
    ///     [type.Greeting]
    ///     roles = { word = "text" }
    ///     [[rule]]
    ///     name = "hello"
    ///     tag = "Greeting"
    ///     pattern = '(word: "hello")'
    /// "#);
    /// let options = nutgraf::Options { mentions: true, ..nutgraf::Options::default() };
    /// let mut session = nutgraf::Engine::from_rules(pack.rules().clone(), options).session();
    /// let extraction = session.read(&nutgraf::Article::new("a", "Hello!"));
    /// assert_eq!(extraction.facts.len(), 1);
    /// assert!(extraction.notices.is_empty());
    /// ```
    pub fn read(&mut self, article: &Article) -> Extraction {
        self.work.read(Task { engine: &self.engine.compiled, article })
    }

    /// Reads an article and gives its facts.
    ///
    /// ```
    /// let pack = nutgraf::Pack::from_toml("greetings", r#"
    ///     [type.Greeting]
    ///     roles = { word = "text" }
    ///     [[rule]]
    ///     name = "hello"
    ///     tag = "Greeting"
    ///     pattern = '(word: "hello")'
    /// "#);
    /// let options = nutgraf::Options { mentions: true, ..nutgraf::Options::default() };
    /// let mut session = nutgraf::Engine::from_rules(pack.rules().clone(), options).session();
    /// let facts = session.extract(&nutgraf::Article::new("a", "Well, hello!"));
    /// assert_eq!((facts[0].evidence[0].span.start, facts[0].evidence[0].span.end), (6, 11));
    /// ```
    pub fn extract(&mut self, article: &Article) -> Vec<Fact> {
        self.read(article).facts
    }
}

/// What tests see of the engine's matches, to hold them against the definition.
#[cfg(test)]
pub(crate) mod tests_support {
    use std::sync::Arc;

    use super::{Compiled, Options, Task, Work};
    use crate::pack::{RuleId, RuleSet};
    use crate::text::{Article, TokenSpan};

    /// A match: the rule, its tokens, its captures.
    pub(crate) type Match = (RuleId, TokenSpan, Vec<(String, TokenSpan)>);

    /// Every match of every rule that the options ask for, without a tagger.
    pub(crate) fn matches(rules: &RuleSet, article: &Article, options: Options) -> Vec<Match> {
        let compiled = Compiled::new(Arc::new(rules.clone()), options, || None);
        let task = Task { engine: &compiled, article };
        let mut work = Work::default();
        work.load(task);
        let found = work.find_matches(task).into_iter();
        let captures = |captures: Vec<super::matched::Captured>| {
            captures.into_iter().map(|captured| (captured.name.to_string(), captured.tokens)).collect()
        };
        found.map(|matched| (matched.rule, matched.tokens, captures(matched.captures))).collect()
    }
}
