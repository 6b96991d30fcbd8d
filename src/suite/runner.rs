//! Packs with their compiled rules, which are compiled once however many rounds
//! of tests are run: `test --watch` keeps them from save to save.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::{Filter, Fixture, FixtureOutcome, Outcome, Touched, article, fixture, judge};
use crate::explain::Explainer;
use crate::fact::Extraction;
use crate::pack::RuleId;
use crate::{Article, Engine, Options, Pack};

/// What an article shows to packs that use these: mentions and facts, without
/// the names and places of the rules that told them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown(Extraction);

/// Runs the examples and fixtures of packs.
///
/// ```
/// use nutgraf::suite::{Filter, Runner};
///
/// let pack = nutgraf::Pack::from_toml("p", "[type.Hit]\n[[rule]]\nname = 'r'\ntag = 'Hit'\npattern = '\"x\"'\n[[rule.example]]\ntext = 'x'\nfacts = [{ text = 'x' }]");
/// let runner = Runner::new(pack);
/// assert_eq!(runner.examples(&Filter::default())[0].status, nutgraf::suite::Status::Ok);
/// assert_eq!(runner.examples(&Filter::default()).len(), 1);
/// ```
#[derive(Debug)]
pub struct Runner {
    pack: Pack,
    /// Compiled when something is to run.
    engine: OnceLock<Engine>,
    /// The engine of the packs as they were, and the rules in which it differs.
    before: Option<(Engine, BTreeSet<RuleId>)>,
    /// How often engines were made from one another: each keeps what only those before it needed.
    generation: u32,
}

/// After so many changes all is compiled anew.
const MAX_GENERATIONS: u32 = 50;

impl Runner {
    /// What runs the tests of packs.
    pub fn new(pack: Pack) -> Self {
        Self { pack, engine: OnceLock::new(), before: None, generation: 0 }
    }

    /// What runs the tests of packs after a change: no more is compiled than it reaches.
    ///
    /// ```
    /// use nutgraf::{Pack, suite::{self, Filter, Runner}};
    ///
    /// let pack = |word: &str| {
    ///     let rule = format!("[type.Hit]\n[[rule]]\nname = 'r'\ntag = 'Hit'\npattern = '\"{word}\"'");
    ///     Pack::from_toml("p", &format!("{rule}\n[[rule.example]]\ntext = 'x'\nfacts = [{{ text = 'x' }}]"))
    /// };
    /// let before = Runner::new(pack("y"));
    /// assert!(before.examples(&Filter::default())[0].status.is_failure());
    /// let now = pack("x");
    /// let touched = suite::touched(before.pack(), &now);
    /// let now = before.after(now, &touched);
    /// assert!(!now.examples(&Filter::default())[0].status.is_failure());
    /// ```
    #[must_use]
    pub fn after(&self, pack: Pack, touched: &Touched) -> Self {
        let engine = self.engine.get().filter(|_| self.generation < MAX_GENERATIONS);
        let before = engine.cloned().zip(touched.to_compile.clone());
        let generation = if before.is_some() { self.generation + 1 } else { 0 };
        Self { pack, engine: OnceLock::new(), before, generation }
    }

    /// The packs.
    pub fn pack(&self) -> &Pack {
        &self.pack
    }

    fn engine(&self) -> &Engine {
        let options = Options { mentions: true, ..Options::default() };
        let rules = self.pack.rules().clone();
        self.engine.get_or_init(|| match &self.before {
            Some((engine, changed)) => engine.with_changes(rules, |rule| changed.contains(&rule)),
            None => Engine::from_rules(rules, options),
        })
    }

    /// Runs the examples of the packs that were asked for (not of those that they
    /// use), less those that the filter leaves out.
    pub fn examples(&self, filter: &Filter) -> Vec<Outcome> {
        let rules = self.pack.rules();
        let (mut session, mut explainer) = (None, None);
        let mut outcomes = Vec::new();
        for rule in rules.rules.iter().filter(|rule| self.pack.is_asked_for(&rule.at)) {
            for example in filter.examples(rules, rule) {
                let session = session.get_or_insert_with(|| self.engine().session());
                let extraction = session.read(&article(example));
                let mut outcome = judge(rules, rule, example, &extraction);
                if outcome.status.is_failure() && !example.facts.is_empty() {
                    // Compiled with every layer, and only when something fails.
                    let explainer = explainer.get_or_insert_with(|| Explainer::new(rules));
                    let id = explainer.rule(&outcome.rule);
                    outcome.miss = id.and_then(|id| explainer.nearest_miss(id, &article(example)));
                }
                outcomes.push(outcome);
            }
        }
        outcomes
    }

    /// Runs fixtures with these packs; see [`super::run_fixtures`].
    pub fn fixtures(&self, fixtures: &[Fixture], types: &[String]) -> Vec<FixtureOutcome> {
        if fixtures.is_empty() {
            return Vec::new();
        }
        let mut session = self.engine().session();
        fixtures.iter().map(|fixture| fixture::run(&self.pack, &mut session, fixture, types)).collect()
    }

    /// The texts of all examples of the packs that were asked for.
    pub fn example_texts(&self) -> Vec<Article> {
        let rules = self.pack.rules().rules.iter().filter(|rule| self.pack.is_asked_for(&rule.at));
        rules.flat_map(|rule| &rule.examples).map(article).collect()
    }

    /// What articles show to packs that use these. Where it is the same for two
    /// states of a pack, so are the facts of those who see no more of it.
    ///
    /// ```
    /// use nutgraf::{Article, Pack, suite::Runner};
    ///
    /// let runner = |word: &str| {
    ///     let rules = format!("[type.Hit]\n[[rule]]\nname = 'r'\ntag = 'Hit'\npattern = '\"{word}\"'");
    ///     Runner::new(Pack::from_toml("p", &rules))
    /// };
    /// let articles = [Article::new("1", "one"), Article::new("3", "three")];
    /// let (one, two) = (runner("one").shown(&articles), runner("two").shown(&articles));
    /// assert!(one[0] != two[0] && one[1] == two[1]);
    /// ```
    pub fn shown(&self, articles: &[Article]) -> Vec<Shown> {
        if articles.is_empty() {
            return Vec::new();
        }
        let mut session = self.engine().session();
        let nameless = |mut extraction: Extraction| {
            for mention in &mut extraction.mentions {
                (mention.source, mention.at) = ("".into(), "".into());
            }
            for evidence in extraction.facts.iter_mut().flat_map(|fact| &mut fact.evidence) {
                (evidence.rule, evidence.at) = ("".into(), "".into());
            }
            extraction.notices.clear();
            Shown(extraction)
        };
        articles.iter().map(|article| nameless(session.read(article))).collect()
    }
}
