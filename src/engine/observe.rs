//! What happens on the way to the facts of an article, for those who test rules:
//! matches with their captures, hits of lists, and what the facts would be if a
//! rule matched otherwise. Reading articles does not pay for any of it.
//!
//! Rules may be *hidden*: appended to a rule set to be observed, without a part
//! in its facts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::compile::Labels;
use crate::fact::{Extraction, Fact};
use crate::pack::{ListId, RuleId};
use crate::text::{Article, TokenSpan};

use super::Session;
use super::lattice::Source;
use super::matched::Matched;
use super::work::Task;

/// What was seen in an article.
#[derive(Debug)]
pub(crate) struct Observation {
    /// The matches of all rules.
    pub(crate) matches: Vec<Seen>,
    /// The entries of lists that were found.
    pub(crate) hits: Vec<(ListId, u32)>,
    /// What came out.
    pub(crate) extraction: Extraction,
}

/// A match.
#[derive(Debug)]
pub(crate) struct Seen {
    pub(crate) rule: RuleId,
    pub(crate) tokens: TokenSpan,
    /// Captures by name, in order of their ends.
    pub(crate) captures: Vec<(Arc<str>, TokenSpan)>,
}

/// A hidden rule that stands in for another.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StandIn {
    pub(crate) hidden: RuleId,
    pub(crate) original: RuleId,
}

impl Session {
    /// Reads an article; rules from the number `visible` on are hidden.
    pub(crate) fn observe(&mut self, article: &Article, visible: usize) -> Observation {
        let task = Task { engine: &self.engine.compiled, article };
        self.work.load(task);
        let all = self.work.find_matches(task);
        let (open, hidden): (Vec<Matched>, Vec<Matched>) =
            all.into_iter().partition(|matched| (matched.rule.0 as usize) < visible);
        let extraction = self.work.finish(task, &open);
        let hits = self.work.lattice.mentions.iter().filter_map(|mention| match mention.source {
            Source::List(list, entry) => Some((list, entry)),
            Source::Engine | Source::Rule(_) => None,
        });
        let seen = |matched: Matched| Seen {
            rule: matched.rule,
            tokens: matched.tokens,
            captures: matched.captures.into_iter().map(|captured| (captured.name, captured.tokens)).collect(),
        };
        Observation { hits: hits.collect(), matches: open.into_iter().chain(hidden).map(seen).collect(), extraction }
    }

    /// Reads an article, and tells which of the changes make a rule match
    /// otherwise in it: the number of the change, and the facts under it. There
    /// are no facts where others may build on what the rule tags, so that
    /// matches alone do not tell them.
    pub(crate) fn try_changes(
        &mut self,
        article: &Article,
        visible: usize,
        changes: &[Vec<StandIn>],
    ) -> Vec<(usize, Option<Vec<Fact>>)> {
        let engine = self.engine.clone();
        let task = Task { engine: &engine.compiled, article };
        self.work.load(task);
        let mut by_rule: BTreeMap<RuleId, Vec<Matched>> = BTreeMap::new();
        for matched in self.work.find_matches(task) {
            by_rule.entry(matched.rule).or_default().push(matched);
        }
        let none = Vec::new();
        let of = |rule: RuleId| by_rule.get(&rule).unwrap_or(&none);
        let mut told = Vec::new();
        for (number, change) in changes.iter().enumerate() {
            let differing: Vec<&StandIn> =
                change.iter().filter(|pair| !alike(of(pair.original), of(pair.hidden))).collect();
            if differing.is_empty() {
                continue;
            }
            if !differing.iter().all(|pair| self.is_last(pair.original)) {
                told.push((number, None));
                continue;
            }
            let replaced: BTreeSet<RuleId> = differing.iter().map(|pair| pair.original).collect();
            let kept = by_rule.iter().filter(|(rule, _)| (rule.0 as usize) < visible && !replaced.contains(rule));
            let mut matches: Vec<Matched> = kept.flat_map(|(_, matches)| matches.iter().cloned()).collect();
            for pair in differing {
                let renamed = of(pair.hidden).iter().map(|matched| Matched { rule: pair.original, ..matched.clone() });
                matches.extend(renamed);
            }
            told.push((number, Some(self.work.facts(task, &matches))));
        }
        told
    }

    /// Whether a rule makes facts on which no other rule builds.
    fn is_last(&self, rule: RuleId) -> bool {
        let engine = &self.engine.compiled;
        let label = Labels::of_type(engine.program.rules.rules[rule.0 as usize].tag);
        engine.makes_facts(rule) && !engine.asked_labels[label.0 as usize]
    }
}

fn alike(some: &[Matched], others: &[Matched]) -> bool {
    let same = |(a, b): (&Matched, &Matched)| a.tokens == b.tokens && a.captures == b.captures;
    some.len() == others.len() && some.iter().zip(others).all(same)
}
