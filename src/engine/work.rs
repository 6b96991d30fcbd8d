//! The article under work, and the memory for working on it: one per thread.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::fact::{Extraction, Fact, Notice};
use crate::pack::RuleId;
use crate::text::Article;

use super::candidates::{Candidate, by_words};
use super::compiled::Compiled;
use super::document::Document;
use super::every::Every;
use super::forms::Forms;
use super::lattice::Lattice;
use super::matched::Matched;
use super::search::Searcher;
use super::sweep::Sweep;
use super::view::View;
use super::{context, drafts, merge, output, source};

/// What an article is worked on with.
#[derive(Clone, Copy)]
pub(crate) struct Task<'a> {
    pub(crate) engine: &'a Compiled,
    pub(crate) article: &'a Article,
}

/// The article under work. All memory is reused from article to article.
#[derive(Debug, Default)]
pub(crate) struct Work {
    pub(crate) forms: Forms,
    pub(crate) document: Document,
    pub(crate) lattice: Lattice,
    pub(crate) searcher: Searcher,
    pub(crate) sweep: Sweep,
    pub(crate) every: Every,
    /// By stratum: where its rules may match.
    pub(crate) candidates: Vec<Vec<Candidate>>,
    /// Those of one sentence.
    pub(crate) in_sentence: Vec<Candidate>,
    /// By rule: where its next match may start, after one that left its sentence.
    pub(crate) resume: FxHashMap<RuleId, u32>,
    /// Sentences that are tagged, one behind the other.
    pub(crate) tagged: Range<u32>,
    pub(crate) notices: Vec<Notice>,
}

/// What a search sees, from the parts of a [`Work`].
pub(crate) fn view_of<'a>(task: Task<'a>, document: &'a Document, forms: &'a Forms, lattice: &'a Lattice) -> View<'a> {
    View { program: &task.engine.program, text: &task.article.text, document, forms, lattice }
}

impl Work {
    /// Reads an article.
    pub(crate) fn read(&mut self, task: Task<'_>) -> Extraction {
        if u32::try_from(task.article.text.len()).is_err() {
            let message = "the article is larger than 4 GiB and was not read".to_owned();
            return Extraction { notices: vec![Notice { code: "too-long", message }], ..Extraction::default() };
        }
        self.load(task);
        let matches = self.find_matches(task);
        self.finish(task, &matches)
    }

    /// Makes of matches what comes out.
    pub(crate) fn finish(&mut self, task: Task<'_>, matches: &[Matched]) -> Extraction {
        let facts = self.facts(task, matches);
        let mentions =
            if task.engine.options.mentions { output::mentions(self.view(task), task.engine) } else { Vec::new() };
        self.notices.sort();
        self.notices.dedup();
        Extraction { facts, mentions, notices: std::mem::take(&mut self.notices) }
    }

    /// The facts of matches.
    pub(crate) fn facts(&mut self, task: Task<'_>, matches: &[Matched]) -> Vec<Fact> {
        let mut drafts = drafts::draft_facts(self.view(task), task.engine, matches);
        self.keep_fact_budget(task, &mut drafts);
        context::mark(self, task, &mut drafts);
        source::mark(self.view(task), &mut drafts);
        merge::merge(drafts, task.engine)
    }

    /// Takes up an article, and notes what it lacks.
    pub(crate) fn load(&mut self, task: Task<'_>) {
        let program = &task.engine.program;
        self.forms.keep_bound(program);
        self.notices.clear();
        self.resume.clear();
        self.tagged = 0..0;
        let english = task.engine.english.as_deref();
        let budget = task.engine.options.budgets.tokens;
        self.document.load(task.article, program, english, &mut self.forms, budget, &mut self.notices);
        self.lattice.reset(&self.document.segmentation, program.needs.count());
        task.engine.notice_layers(&self.document, task.article, &mut self.notices);
    }

    /// Runs all strata; gives the matches of all rules.
    pub(crate) fn find_matches(&mut self, task: Task<'_>) -> Vec<Matched> {
        let engine = task.engine;
        self.find_given_mentions(task);
        let own_lemmas = task.article.annotation.is_some();
        let view = view_of(task, &self.document, &self.forms, &self.lattice);
        by_words(view, own_lemmas, &engine.stratum_of, &mut self.candidates);
        let mut matches = Vec::new();
        for stratum in 0..engine.program.strata.len() {
            if engine.naming_before == stratum {
                self.join_names(task);
            }
            self.run_stratum(task, stratum, &mut matches);
        }
        if engine.naming_before >= engine.program.strata.len() {
            self.join_names(task);
        }
        matches
    }

    fn keep_fact_budget(&mut self, task: Task<'_>, drafts: &mut Vec<drafts::Draft>) {
        let budget = task.engine.options.budgets.facts as usize;
        let mut counts: FxHashMap<u32, usize> = FxHashMap::default();
        let before = drafts.len();
        drafts.retain(|draft| {
            let count = counts.entry(draft.sentence).or_insert(0);
            *count += 1;
            *count <= budget
        });
        if drafts.len() < before {
            let message = format!("{} facts past {budget} of one sentence were left out", before - drafts.len());
            self.notices.push(Notice { code: "budget-facts", message });
        }
    }
}
