//! Mutation: conditions whose loss no test notices.
//!
//! For each condition of a rule there is a *mutant* without it. A test notices
//! a mutant if it comes out otherwise. Thousands of mutants are tried in
//! seconds, since little runs for each:
//!
//! 1. The mutants of a batch stand as hidden rules beside the real ones in one
//!    engine, and every text is read once. Where a mutant matches as its rule
//!    does, the text cannot notice it.
//! 2. Where the matches differ and nothing builds on the rule's facts, the
//!    facts under the mutant are made from the matches that are there.
//! 3. Only for rules on which others build (names, above all) the rule set is
//!    compiled with the mutant in place of the rule, and reads the texts in
//!    which it matches otherwise.
//!
//! The steps take turns with the caller's threads: this room has none.

mod mutants;
mod rewrite;
#[cfg(test)]
mod tests;

use std::fmt::Write as _;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::engine::StandIn;
use crate::fact::{Extraction, Fact};
use crate::pack::{Example, RuleDef, RuleSet};
use crate::writer::{one_line, wrap};
use crate::{Article, Engine, Options, Pack};

use super::{Filter, Outcome, Told};

pub use mutants::Mutant;

/// How many mutants of a batch share an engine.
const BATCH: usize = 150;

/// A text of the tests.
enum Text<'a> {
    /// The example of a rule.
    Example(&'a RuleDef, &'a Example),
    /// The article of a fixture.
    Article(&'a Article),
}

/// What a text gave without a mutant.
enum Base {
    Outcome(Box<Outcome>),
    Told(Vec<Told>),
}

/// The mutants of packs, and the tests that may notice them.
pub struct Mutation<'a> {
    rules: &'a RuleSet,
    engine: Engine,
    mutants: Vec<Mutant>,
    texts: Vec<Text<'a>>,
    articles: Vec<Article>,
    base: Vec<Base>,
    extractions: Vec<Extraction>,
    /// Whether some pack makes facts, so that the articles show these and not mentions.
    facts: bool,
}

impl<'a> Mutation<'a> {
    /// The mutants of the packs that were asked for, with the examples that the
    /// filter leaves and with articles. A rule that the filter names narrows
    /// mutants, not tests.
    pub fn new(pack: &'a Pack, filter: &Filter, articles: &'a [Article]) -> Self {
        let rules = &**pack.rules();
        let mut texts = Vec::new();
        let all = Filter { rules: Vec::new(), ..filter.clone() };
        for rule in rules.rules.iter().filter(|rule| pack.is_asked_for(&rule.at)) {
            texts.extend(all.examples(rules, rule).into_iter().map(|example| Text::Example(rule, example)));
        }
        texts.extend(articles.iter().map(Text::Article));
        let read: Vec<Article> = texts.iter().map(Text::article).collect();
        let facts = rules.rules.iter().any(|rule| !rules.types[rule.tag.0 as usize].roles.is_empty());
        let engine = Engine::from_rules(pack.rules().clone(), options());
        let mut session = engine.session();
        let mut mutation = Self {
            rules,
            engine,
            mutants: mutants::mutants(pack, &filter.rules),
            texts,
            articles: read,
            base: Vec::new(),
            extractions: Vec::new(),
            facts,
        };
        for at in 0..mutation.texts.len() {
            let extraction = session.read(&mutation.articles[at]);
            mutation.base.push(mutation.judge(at, &extraction));
            mutation.extractions.push(extraction);
        }
        mutation
    }

    /// The batches that [`Self::survivors`] takes, for threads to share.
    pub fn batches(&self) -> usize {
        self.mutants.len().div_ceil(BATCH)
    }

    /// How many mutants there are.
    pub fn count(&self) -> usize {
        self.mutants.len()
    }

    /// The mutants of a batch that no test notices.
    pub fn survivors(&self, batch: usize) -> Vec<Mutant> {
        let mutants = &self.mutants[batch * BATCH..((batch + 1) * BATCH).min(self.mutants.len())];
        let (rules, changes) = rewrite::beside(self.rules, mutants);
        let visible = self.rules.rules.len();
        let mut session = Engine::from_rules(Arc::new(rules), options()).session();
        let mut noticed = vec![false; mutants.len()];
        let everywhere = |change: &rewrite::Beside| {
            if change.changes_contexts { (0..self.texts.len()).collect() } else { Vec::new() }
        };
        let mut to_run: Vec<Vec<usize>> = changes.iter().map(everywhere).collect();
        let mut open: Vec<usize> = (0..mutants.len()).collect();
        for at in 0..self.texts.len() {
            let asked: Vec<Vec<StandIn>> = open.iter().map(|mutant| changes[*mutant].stand_ins.clone()).collect();
            for (number, facts) in session.try_changes(&self.articles[at], visible, &asked) {
                let mutant = open[number];
                match facts {
                    Some(facts) => noticed[mutant] |= self.notices(at, facts),
                    None => to_run[mutant].push(at),
                }
            }
            open.retain(|mutant| !noticed[*mutant]);
        }
        for mutant in open.iter().filter(|mutant| !to_run[**mutant].is_empty()) {
            noticed[*mutant] = self.notices_in_place(&mutants[*mutant], &to_run[*mutant]);
        }
        mutants.iter().zip(noticed).filter(|(_, noticed)| !noticed).map(|(mutant, _)| mutant.clone()).collect()
    }

    /// Whether a text comes out otherwise with these facts.
    fn notices(&self, at: usize, facts: Vec<Fact>) -> bool {
        let base = &self.extractions[at];
        let extraction = Extraction { facts, mentions: base.mentions.clone(), notices: base.notices.clone() };
        !self.is_base(at, &extraction)
    }

    /// Whether one of these texts notices a mutant that is put in place of its rule.
    fn notices_in_place(&self, mutant: &Mutant, texts: &[usize]) -> bool {
        let (rules, changed) = rewrite::in_place(self.rules, mutant);
        let mut session = self.engine.with_changes(Arc::new(rules), |rule| changed.contains(&rule)).session();
        texts.iter().any(|&at| !self.is_base(at, &session.read(&self.articles[at])))
    }

    fn judge(&self, at: usize, extraction: &Extraction) -> Base {
        match &self.texts[at] {
            Text::Example(rule, example) => {
                Base::Outcome(Box::new(super::judge(self.rules, rule, example, extraction)))
            }
            Text::Article(article) => Base::Told(super::fixture::told(self.rules, article, extraction, self.facts)),
        }
    }

    fn is_base(&self, at: usize, extraction: &Extraction) -> bool {
        match (&self.base[at], self.judge(at, extraction)) {
            (Base::Outcome(base), Base::Outcome(now)) => base.status == now.status && base.mismatches == now.mismatches,
            (Base::Told(base), Base::Told(now)) => *base == now,
            _ => false,
        }
    }
}

impl Text<'_> {
    fn article(&self) -> Article {
        match self {
            Self::Example(_, example) => super::article(example),
            Self::Article(article) => (*article).clone(),
        }
    }
}

fn options() -> Options {
    Options { mentions: true, ..Options::default() }
}

/// What no test notices, by rule, and a line that counts.
pub fn survivors_to_text(survivors: &[Mutant], count: usize) -> String {
    let mut out = String::new();
    for group in survivors.chunk_by(|one, other| one.owner == other.owner && one.at == other.at) {
        put(&mut out, &format!("{} ({}:{})", group[0].owner, group[0].at.file, group[0].at.line));
        // What is written alike in several places of a pattern is told once.
        let mut told: Vec<(String, usize)> = Vec::new();
        for mutant in group {
            let done = one_line(&mutant.done);
            match told.iter_mut().find(|(known, _)| *known == done) {
                Some((_, times)) => *times += 1,
                None => told.push((done, 1)),
            }
        }
        for (done, times) in told {
            let times = if times > 1 { format!(" ({times} times)") } else { String::new() };
            put(&mut out, &format!("  {}", wrap(&format!("{done}{times}"), 4)));
        }
    }
    let noticed = count - survivors.len();
    format!("{out}{}mutants: {noticed} of {count} noticed\n", if out.is_empty() { "" } else { "\n" })
}

fn put(out: &mut String, line: &str) {
    writeln!(out, "{line}").expect("a string takes all that is written");
}

/// The same for programs.
pub fn survivors_to_value(survivors: &[Mutant], count: usize) -> Value {
    let value = |mutant: &Mutant| {
        let at = format!("{}:{}", mutant.at.file, mutant.at.line);
        json!({ "owner": mutant.owner, "at": at, "change": mutant.done })
    };
    json!({ "mutants": count, "survivors": survivors.iter().map(value).collect::<Vec<_>>() })
}
