//! The examples of rule files, run: the library behind `test`.
//!
//! An example is a text and the facts that it must give. For a rule that tags a
//! fact type, all facts of that type in the text are held against it: one that
//! was wanted and is not there is *missing*, one that is there and was not
//! wanted is *noisy*. What an example says of a fact must hold (a filler by its
//! text or its entity, an attribute by its value); what it does not say is
//! open. For a rule that tags a mention type, the mentions of the rule itself
//! count, and `text` is a mention's text.

mod compare;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::engine::{Engine, Options, Session};
use crate::fact::Extraction;
use crate::pack::{Example, RuleDef, RuleSet};
use crate::text::Article;

/// What came of an example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExampleResult {
    /// The rule, as `pack/name`.
    pub rule: String,
    /// The place of the example, as `file:line`.
    pub at: String,
    /// Its text.
    pub text: String,
    /// What is wrong; nothing if it passed.
    pub faults: Vec<Fault>,
}

/// What is wrong with the facts of an example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A wanted fact is not there.
    Missing {
        /// What was wanted.
        wanted: String,
        /// The fact that comes nearest to it, if there is one.
        nearest: Option<String>,
    },
    /// A fact is there that was not wanted.
    Noisy(String),
    /// The facts are there, but another rule made them.
    OtherRule(String),
}

impl ExampleResult {
    /// Whether all is as the example says.
    pub fn passed(&self) -> bool {
        self.faults.is_empty()
    }
}

/// Runs the examples of the rules for which `wanted` holds.
pub fn run_examples(rules: &Arc<RuleSet>, wanted: impl Fn(&str, &str) -> bool) -> Vec<ExampleResult> {
    let engine = Engine::from_rules(rules.clone(), Options { mentions: true, ..Options::default() });
    let mut session = engine.session();
    let mut read: BTreeMap<String, Extraction> = BTreeMap::new();
    let mut results = Vec::new();
    for rule in &rules.rules {
        let pack = &rules.packs[rule.pack.0 as usize].name;
        if !wanted(pack, &rule.name) {
            continue;
        }
        for example in &rule.examples {
            let key = format!("{:?} {}", example.date, example.text);
            let found = read.entry(key).or_insert_with(|| read_example(&mut session, example));
            results.push(ExampleResult {
                rule: format!("{pack}/{}", rule.name),
                at: format!("{}:{}", example.at.file, example.at.line),
                text: example.text.clone(),
                faults: compare::faults(rules, rule, example, found),
            });
        }
    }
    results
}

fn read_example(session: &mut Session, example: &Example) -> Extraction {
    let mut article = Article::new("example", example.text.clone());
    article.date = example.date;
    session.read(&article)
}

/// The full name of a rule.
fn full_name(rules: &RuleSet, rule: &RuleDef) -> String {
    format!("{}/{}", rules.packs[rule.pack.0 as usize].name, rule.name)
}
