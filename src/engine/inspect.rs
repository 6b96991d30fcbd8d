//! An article read and left open, for those who ask why.
//!
//! Nothing here is on the way of an ordinary run: an [`Inspection`] is made of
//! the same steps as a reading, and keeps what a reading throws away.

use std::sync::Arc;

use crate::compile::Layers;
use crate::fact::Extraction;
use crate::pack::RuleSet;
use crate::text::{Article, TokenSpan};

use super::compiled::Compiled;
use super::context::{self, Reach};
use super::drafts;
use super::lattice::MentionIdx;
use super::matched::Matched;
use super::view::View;
use super::work::{Task, view_of};
use super::{Engine, Options, Session};

/// An article that was read, with all that was found on the way.
pub(crate) struct Inspection<'a> {
    pub(crate) engine: &'a Compiled,
    pub(crate) view: View<'a>,
    /// The matches of all rules whose `where` holds and that no `unless` voids.
    pub(crate) matches: Vec<Matched>,
    /// By token: the mentions that stay and hold it.
    pub(crate) over: Vec<Vec<MentionIdx>>,
    /// By sentence: the contexts that act in it.
    pub(crate) reaches: Vec<Vec<Reach>>,
    /// What came out.
    pub(crate) extraction: Extraction,
}

impl Engine {
    /// Compiles all rules, with every layer made for every token.
    pub(crate) fn for_inspection(rules: Arc<RuleSet>) -> Self {
        let options = Options { mentions: true, ..Options::default() };
        let mut compiled = Compiled::new(rules, options, super::embedded_english);
        compiled.english = compiled.english.or_else(super::embedded_english);
        compiled.program.layers = Layers { tags: true, xpos: true, lemmas: true, parse: true, quotes: true };
        Self { compiled: Arc::new(compiled) }
    }
}

impl Session {
    /// Reads an article and leaves it open.
    pub(crate) fn inspect<'a>(&'a mut self, article: &'a Article) -> Inspection<'a> {
        let engine: &'a Compiled = &self.engine.compiled;
        let task = Task { engine, article };
        let work = &mut self.work;
        work.load(task);
        let matches = work.find_matches(task);
        let sentences = work.document.segmentation.sentences.len() as u32;
        for sentence in 0..sentences {
            work.ensure_tags(task, sentence);
            work.ensure_parse(task, sentence);
        }
        let reaches = (0..sentences).map(|sentence| context::find_reaches(work, task, sentence)).collect();
        let extraction = work.finish(task, &matches);
        let view = view_of(task, &work.document, &work.forms, &work.lattice);
        let mut over = vec![Vec::new(); work.document.forms.len()];
        for (index, mention) in work.lattice.mentions.iter().enumerate().filter(|(_, mention)| mention.stays) {
            over[mention.tokens.range()].iter_mut().for_each(|held| held.push(index as MentionIdx));
        }
        Inspection { engine, view, matches, over, reaches, extraction }
    }
}

impl Inspection<'_> {
    /// The contexts that reach a match, by number, each with its trigger.
    pub(crate) fn contexts(&self, matched: &Matched) -> Vec<(usize, TokenSpan)> {
        let tokens = drafts::core_of(matched);
        let reaches = self.reaches.get(matched.sentence as usize).into_iter().flatten();
        let acting = reaches.filter(|reach| reach.scopes.iter().any(|scope| scope.overlaps(tokens)));
        acting.map(|reach| (reach.context, reach.trigger)).collect()
    }

    /// For each role of a rule's type: whether the fillers of a match satisfy it.
    pub(crate) fn roles_hold(&self, matched: &Matched) -> Vec<bool> {
        drafts::roles_hold(self.view, matched)
    }
}
