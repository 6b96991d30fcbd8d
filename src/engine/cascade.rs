//! The cascade: stratum after stratum, rules to matches, matches to mentions.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::analysis::QuoteSpan;
use crate::compile::{Label, Labels, RuleCode};
use crate::fact::Notice;
use crate::pack::RuleId;
use crate::text::TokenSpan;

use super::candidates::{Candidate, by_mentions};
use super::document::Document;
use super::lattice::{LiveMention, MentionIdx, Source};
use super::matched::{self, Matched, captures};
use super::overlap::settle;
use super::search::{Event, Outcome};
use super::sweep::Covered;
use super::view::View;
use super::work::{Task, Work, view_of};
use super::{condition, listing, naming, tree, value};

/// What a match captured, to tell it from others.
type Values = Vec<(Arc<str>, TokenSpan)>;

impl Work {
    /// What a search sees of the article under work.
    pub(crate) fn view<'a>(&'a self, task: Task<'a>) -> View<'a> {
        view_of(task, &self.document, &self.forms, &self.lattice)
    }

    /// Finds the hits of lists and the quotations, and settles them.
    pub(crate) fn find_given_mentions(&mut self, task: Task<'_>) {
        let engine = task.engine;
        let program = &engine.program;
        let mut found = Vec::new();
        for sentence in 0..self.document.segmentation.sentences.len() as u32 {
            listing::find_hits(engine, &self.document, &self.forms, sentence, false, &mut found);
            if program.lists.has_lemmas && self.may_hit_by_lemma(sentence) {
                self.ensure_tags(task, sentence);
                listing::find_hits(engine, &self.document, &self.forms, sentence, true, &mut found);
            }
        }
        if engine.quote_type.is_some() || program.layers.quotes || engine.naming.asks_for_quotes() {
            self.document.quote(&task.article.text);
        }
        if let Some(label) = engine.quote_type {
            found.extend(self.document.quotes.iter().map(|&quote| quotation(label, &self.document, quote)));
        }
        self.add_mentions(task, found);
    }

    /// Runs a stratum, round after round where it reaches itself.
    pub(crate) fn run_stratum(&mut self, task: Task<'_>, number: usize, all: &mut Vec<Matched>) {
        let engine = task.engine;
        let stratum = &engine.program.strata[number];
        let words = std::mem::take(&mut self.candidates[number]);
        let rounds = if stratum.recursive { engine.options.budgets.rounds.max(1) } else { 1 };
        let mut seen: FxHashSet<(RuleId, TokenSpan, Values)> = FxHashSet::default();
        for round in 0..rounds {
            let mut matches = self.run_sentences(task, number, &words);
            if stratum.recursive {
                let places = |matched: &Matched| matched.captures.iter().map(|c| (c.name.clone(), c.tokens)).collect();
                matches.retain(|matched| seen.insert((matched.rule, matched.tokens, places(matched))));
            }
            if matches.is_empty() {
                break;
            }
            if round + 1 == rounds && stratum.recursive {
                self.notice_rounds(task, &stratum.rules, rounds);
            }
            self.tag_matches(task, &matches);
            all.extend(matches);
        }
        self.candidates[number] = words;
    }

    /// Adds the short names that the full names of the article explain, and names all of them.
    pub(crate) fn join_names(&mut self, task: Task<'_>) {
        let naming = &task.engine.naming;
        let short = naming::short_names(self.view(task), naming);
        self.add_mentions(task, short);
        let joined = naming::entities(self.view(task), naming);
        let marked = naming::marked(self.view(task), &joined);
        for naming::Joined { mention, entity, alias } in joined {
            let mention = &mut self.lattice.mentions[mention as usize];
            mention.entity = entity;
            mention.alias = alias;
        }
        self.add_mentions(task, marked);
    }

    /// Runs the rules of a stratum once, sentence by sentence; `words` are their candidates by words.
    fn run_sentences(&mut self, task: Task<'_>, number: usize, words: &[Candidate]) -> Vec<Matched> {
        let mut matches = Vec::new();
        let mut candidates = std::mem::take(&mut self.in_sentence);
        let mut words = words;
        for sentence in 0..self.document.segmentation.sentences.len() as u32 {
            let own = words.iter().take_while(|candidate| candidate.sentence == sentence).count();
            let (here, behind) = words.split_at(own);
            words = behind;
            candidates.clear();
            candidates.extend_from_slice(here);
            by_mentions(&task.engine.strata[number], self.view(task), sentence, &mut candidates);
            candidates.sort_unstable();
            for ranges in candidates.chunk_by(|one, other| one.rule == other.rule) {
                self.run_rule(task, ranges[0].rule, sentence, ranges, &mut matches);
            }
        }
        self.in_sentence = candidates;
        self.resume.clear();
        matches
    }

    fn run_rule(
        &mut self,
        task: Task<'_>,
        rule: RuleId,
        sentence: u32,
        ranges: &[Candidate],
        matches: &mut Vec<Matched>,
    ) {
        let engine = task.engine;
        let Some(code) = engine.program.code(rule) else { return };
        // Most candidates end here: before anything is tagged, all that is needed must be there, and the first step possible.
        if !self.view(task).holds_need(code.need, sentence) {
            return;
        }
        if !ranges.iter().any(|range| (range.low..range.high).any(|start| self.may_start(task, code, start))) {
            return;
        }
        if !self.ensure_layers(task, code, sentence) {
            return;
        }
        if engine.matches_all(rule) {
            self.find_all(task, rule, code, sentence, ranges, matches);
        } else {
            self.find_leftmost(task, rule, code, sentence, ranges, matches);
        }
    }

    fn find_leftmost(
        &mut self,
        task: Task<'_>,
        rule: RuleId,
        code: &RuleCode,
        sentence: u32,
        ranges: &[Candidate],
        matches: &mut Vec<Matched>,
    ) {
        let first_node = self.document.sentence(sentence).tokens.start + sentence;
        let mut searcher = std::mem::take(&mut self.searcher);
        searcher.begin(&code.code, first_node, task.engine.options.budgets.steps);
        let mut covered = Covered::new(self.view(task), sentence);
        let mut next_start = self.resume.get(&rule).copied().unwrap_or(0);
        let mut over_budget = false;
        let until = self.view(task).need_until(code.need, sentence);
        'ranges: for range in ranges {
            let mut start = range.low.max(next_start);
            while start < range.high.min(until) {
                if !self.may_start(task, code, start) {
                    start += 1;
                    next_start = start;
                    continue;
                }
                let view = view_of(task, &self.document, &self.forms, &self.lattice);
                let sweep = &mut self.sweep;
                let steps = task.engine.options.budgets.steps;
                let mut is_void = |end: u32| {
                    let found = TokenSpan::new(start, view.lattice.token(end));
                    covered.voids(view, sweep, &code.unless, found, steps)
                };
                let outcome = searcher.search(view, &code.code, start + sentence, &mut is_void);
                match outcome {
                    Outcome::Match(end) => {
                        let tokens = TokenSpan::new(start, view.lattice.token(end));
                        let captures = captures(&code.code, view.lattice, &searcher.trail);
                        let stepped = self.stepped(task, rule, &searcher.trail);
                        let matched = Matched { rule, tokens, sentence, captures, stepped };
                        if self.keep(task, code, matched, matches) {
                            start = tokens.end.max(start + 1);
                        } else {
                            start += 1;
                        }
                    }
                    Outcome::Unwanted | Outcome::None => start += 1,
                    Outcome::OverBudget => {
                        over_budget = true;
                        break 'ranges;
                    }
                }
                next_start = start;
            }
        }
        if over_budget || !covered.within {
            self.notice_steps(task, rule);
        }
        if next_start > self.document.sentence(sentence).tokens.end {
            self.resume.insert(rule, next_start);
        }
        self.searcher = searcher;
    }

    fn find_all(
        &mut self,
        task: Task<'_>,
        rule: RuleId,
        code: &RuleCode,
        sentence: u32,
        ranges: &[Candidate],
        matches: &mut Vec<Matched>,
    ) {
        let tokens = self.document.sentence(sentence).tokens;
        let mut every = std::mem::take(&mut self.every);
        let mut steps = task.engine.options.budgets.steps;
        every.begin(&code.code, tokens.start + sentence, steps);
        let mut covered = Covered::new(self.view(task), sentence);
        let mut within = true;
        let mut next_start = 0;
        let mut seen = FxHashSet::default();
        let until = self.view(task).need_until(code.need, sentence);
        for range in ranges {
            for start in range.low.max(next_start)..range.high.min(until) {
                next_start = start + 1;
                if !self.may_start(task, code, start) {
                    continue;
                }
                let mut found = Vec::new();
                let view = self.view(task);
                within &= every.search(view, &code.code, start + sentence, &mut steps, &mut found);
                for (end, trail) in found {
                    let matched_tokens = TokenSpan::new(start, self.lattice.token(end));
                    let captures = captures(&code.code, &self.lattice, &trail);
                    let places: Vec<_> = captures.iter().map(|c| (c.name.clone(), c.tokens)).collect();
                    let span = places.is_empty().then_some(matched_tokens);
                    let view = view_of(task, &self.document, &self.forms, &self.lattice);
                    let budget = task.engine.options.budgets.steps;
                    let void = covered.voids(view, &mut self.sweep, &code.unless, matched_tokens, budget);
                    if !void && seen.insert((span, places)) {
                        let stepped = self.stepped(task, rule, &trail);
                        let matched = Matched { rule, tokens: matched_tokens, sentence, captures, stepped };
                        self.keep(task, code, matched, matches);
                    }
                }
            }
        }
        if !within || !covered.within {
            self.notice_steps(task, rule);
        }
        self.every = every;
    }

    /// What a match stepped over, where its rule works out a value from it.
    fn stepped(&self, task: Task<'_>, rule: RuleId, trail: &[Event]) -> Vec<MentionIdx> {
        let normalises = task.engine.program.rules.rules[rule.0 as usize].normaliser.is_some();
        if normalises { matched::stepped(&self.lattice, trail) } else { Vec::new() }
    }

    /// Keeps a match if its `where` holds; a tree rule's trigger becomes the matches of its roles.
    fn keep(&mut self, task: Task<'_>, code: &RuleCode, matched: Matched, matches: &mut Vec<Matched>) -> bool {
        let view = self.view(task);
        let rules = &task.engine.program.rules;
        let wanted = rules.rules[matched.rule.0 as usize].condition.as_ref();
        let holds = |matched: &Matched| wanted.is_none_or(|wanted| condition::holds(view, wanted, &matched.captures));
        if task.engine.is_tree(matched.rule) {
            let found = tree::fill_roles(view, code, matched);
            let before = matches.len();
            matches.extend(found.into_iter().filter(holds));
            return matches.len() > before;
        }
        let keep = holds(&matched);
        if keep {
            matches.push(matched);
        }
        keep
    }

    /// Whether the first step of a rule can be taken at a token.
    fn may_start(&self, task: Task<'_>, code: &RuleCode, token: u32) -> bool {
        let first = &code.first;
        if first.anything {
            return true;
        }
        let program = &task.engine.program;
        let form = self.document.forms[token as usize];
        if first.form.is_some_and(|test| self.forms.passes(program, form, test)) {
            return true;
        }
        let node = token + self.document.sentence_of[token as usize];
        first.mentions.is_some_and(|labels| self.view(task).starts_mention(labels, node))
    }

    /// Makes the layers that a rule needs in a sentence. False: the article lacks one, which is reported.
    fn ensure_layers(&mut self, task: Task<'_>, code: &RuleCode, sentence: u32) -> bool {
        if code.layers.parse && !self.ensure_parse(task, sentence) {
            return false;
        }
        if !code.layers.tagging() {
            return true;
        }
        if task.engine.english.is_none() && task.article.annotation.is_none() {
            return false;
        }
        self.ensure_tags(task, sentence);
        if code.code.leaves_sentence {
            self.ensure_tags_behind(task, sentence, code.code.leaves_paragraph);
        }
        true
    }

    /// Tags what comes behind a sentence, to the end of its paragraph or of all.
    fn ensure_tags_behind(&mut self, task: Task<'_>, sentence: u32, leaves_paragraph: bool) {
        let count = self.document.segmentation.sentences.len() as u32;
        let paragraph = self.document.sentence(sentence).paragraph;
        let mut next = sentence + 1;
        // What is tagged already is not gone through again: rules ask this of sentence after sentence.
        if !self.tagged.contains(&next) {
            self.tagged = next..next;
        }
        next = self.tagged.end;
        while next < count && (leaves_paragraph || self.document.sentence(next).paragraph == paragraph) {
            self.ensure_tags(task, next);
            next += 1;
        }
        self.tagged.end = next;
    }

    /// Parses a sentence. False: the article has no parse and there is no parser.
    pub(crate) fn ensure_parse(&mut self, task: Task<'_>, sentence: u32) -> bool {
        if let Some((english, parser)) = task.engine.english.as_ref().zip(task.engine.parser.as_ref()) {
            self.document.parse(task.article, english, parser, sentence);
        }
        self.document.has_parse()
    }

    /// Tags a sentence, where there is a tagger.
    pub(crate) fn ensure_tags(&mut self, task: Task<'_>, sentence: u32) {
        let engine = task.engine;
        if let Some(english) = &engine.english {
            self.document.tag(task.article, &engine.program, english, &mut self.forms, sentence);
        }
    }

    fn may_hit_by_lemma(&self, sentence: u32) -> bool {
        let tokens = self.document.sentence(sentence).tokens.range();
        let form_may = |&form: &u32| self.forms.form(form).may_begin_lemma_entry;
        self.document.forms[tokens.clone()].iter().any(form_may)
            || self.document.lemmas[tokens].iter().any(|&lemma| lemma != super::document::MISSING)
    }

    /// Adds mentions, settles the overlap of their roots and makes those that stay into edges.
    pub(crate) fn add_mentions(&mut self, task: Task<'_>, mentions: Vec<LiveMention>) {
        if mentions.is_empty() {
            return;
        }
        let program = &task.engine.program;
        let engine = task.engine;
        let mut roots: Vec<Label> = mentions.iter().map(|mention| engine.roots.of(mention.label)).collect();
        roots.sort_unstable();
        roots.dedup();
        self.lattice.mentions.extend(mentions);
        for root in roots {
            settle(program, &engine.roots, &mut self.lattice, root, self.document.forms.len(), &task.article.text);
        }
        self.lattice.index(&self.document.sentence_of, &engine.label_ranks);
    }

    /// Makes the mentions that matches tag. A fact is a mention too where a pattern or role may ask for it.
    fn tag_matches(&mut self, task: Task<'_>, matches: &[Matched]) {
        let engine = task.engine;
        let mut mentions = Vec::new();
        let mut to_normalise = Vec::new();
        for matched in matches {
            let rule = &engine.program.rules.rules[matched.rule.0 as usize];
            let label = Labels::of_type(rule.tag);
            if engine.makes_facts(matched.rule) && !engine.asked_labels[label.0 as usize] {
                continue;
            }
            let made = condition::mentions_of(self.view(task), rule, matched);
            if rule.normaliser.is_some() {
                let first = self.lattice.mentions.len() + mentions.len();
                to_normalise.extend((first..first + made.len()).map(|index| (index as MentionIdx, matched)));
            }
            mentions.extend(made);
        }
        self.add_mentions(task, mentions);
        value::normalise(self, task, to_normalise);
    }

    fn notice_steps(&mut self, task: Task<'_>, rule: RuleId) {
        let name = task.engine.rule_name(rule);
        let steps = task.engine.options.budgets.steps;
        let message = format!("`{name}` was given up in a sentence after {steps} steps");
        self.notices.push(Notice { code: "budget-steps", message });
    }

    fn notice_rounds(&mut self, task: Task<'_>, rules: &[RuleId], rounds: u32) {
        let names: Vec<String> = rules.iter().map(|&rule| format!("`{}`", task.engine.rule_name(rule))).collect();
        let message = format!("{} still found more after {rounds} rounds", names.join(", "));
        self.notices.push(Notice { code: "budget-rounds", message });
    }
}

/// A quotation as a mention: stepped over with its marks, while its text is the words between them.
fn quotation(label: Label, document: &Document, quote: QuoteSpan) -> LiveMention {
    LiveMention {
        label,
        tokens: quote.outer,
        span: document.span(quote.inner),
        source: Source::Engine,
        priority: 0,
        attributes: vec![("length".into(), quote.inner.len().to_string().into())],
        entity: None,
        alias: None,
        stays: true,
    }
}
