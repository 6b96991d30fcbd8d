//! What a sentence holds of what rules need, and up to where.
//!
//! A need is asked many times in a sentence, by many rules and from many
//! places, so the answer is kept: the token up to which a search may stand and
//! still find what is needed.

use std::cell::Cell;

use crate::compile::{LabelSetId, Need, NeedId};

use super::document::MISSING;
use super::view::View;

/// What is needed is not there at all.
const NOWHERE: u32 = 0;

/// What is needed may be found from anywhere.
const EVERYWHERE: u32 = u32::MAX;

/// Answers, each with the sentence and the state of the lattice for which it holds.
#[derive(Debug, Default)]
pub(crate) struct NeedAnswers {
    answers: Vec<Cell<(u32, u32, u32)>>,
    version: u32,
}

impl NeedAnswers {
    /// Makes room for the answers to so many needs, and forgets those that are there.
    pub(crate) fn reset(&mut self, needs: usize) {
        self.answers.resize(needs, Cell::new((0, 0, 0)));
        self.forget();
    }

    /// Forgets all answers, at no cost: the mentions are no longer the same.
    pub(crate) fn forget(&mut self) {
        self.version = self.version.wrapping_add(1);
        if self.version == 0 {
            self.answers.iter().for_each(|answer| answer.set((0, 0, 0)));
            self.version = 1;
        }
    }
}

impl View<'_> {
    /// Whether a sentence holds what is needed.
    pub(crate) fn holds_need(&self, need: NeedId, sentence: u32) -> bool {
        self.need_until(need, sentence) != NOWHERE
    }

    /// Whether what is needed may still come behind `node`, in its sentence.
    pub(crate) fn may_come(&self, need: NeedId, node: u32) -> bool {
        self.lattice.token(node) < self.need_until(need, self.lattice.sentence(node))
    }

    /// The token before which a search in a sentence must stand for what is needed to be ahead.
    pub(crate) fn need_until(&self, need: NeedId, sentence: u32) -> u32 {
        if need == NeedId::NOTHING {
            return EVERYWHERE;
        }
        let needs = &self.lattice.needs;
        let answer = &needs.answers[need.0 as usize];
        let (version, asked, until) = answer.get();
        if (version, asked) == (needs.version, sentence) {
            return until;
        }
        let until = self.find_need(need, sentence);
        answer.set((needs.version, sentence, until));
        until
    }

    fn find_need(&self, need: NeedId, sentence: u32) -> u32 {
        let until = |need: &NeedId| self.need_until(*need, sentence);
        match self.program.needs.get(need) {
            Need::Nothing => EVERYWHERE,
            Need::Words(masks) => self.last_word(masks, sentence),
            Need::Form(test) => {
                self.last_token(sentence, |at| self.forms.passes(self.program, self.document.forms[at], *test))
            }
            Need::Mention(labels) => self.last_mention(*labels, sentence),
            Need::Inside(labels) => self.last_inside(*labels, sentence),
            Need::Somewhere(need) => if until(need) == NOWHERE { NOWHERE } else { EVERYWHERE },
            Need::Later(need, reach) => self.later(*need, sentence, *reach),
            Need::All(parts) => {
                let mut least = EVERYWHERE;
                for part in parts {
                    least = least.min(until(part));
                    if least == NOWHERE {
                        break;
                    }
                }
                least
            }
            Need::Any(parts) => parts.iter().map(until).max().unwrap_or(NOWHERE),
        }
    }

    fn later(&self, need: NeedId, sentence: u32, reach: u32) -> u32 {
        let sentences = self.document.segmentation.sentences.len() as u32;
        let last = sentence.saturating_add(reach).saturating_add(1).min(sentences);
        if (sentence..last).any(|sentence| self.holds_need(need, sentence)) { EVERYWHERE } else { NOWHERE }
    }

    /// The token behind the last that passes.
    fn last_token(&self, sentence: u32, passes: impl Fn(usize) -> bool) -> u32 {
        let tokens = self.document.sentence(sentence).tokens.range();
        tokens.rev().find(|&token| passes(token)).map_or(NOWHERE, |token| token as u32 + 1)
    }

    fn last_word(&self, masks: &[(u16, u64)], sentence: u32) -> u32 {
        let bits = self.document.sentence_bits(sentence, self.program.needs.blocks());
        if !masks.iter().any(|&(block, mask)| bits[usize::from(block)] & mask != 0) {
            return NOWHERE;
        }
        let is_one = |bit: u16| masks.iter().any(|&(block, mask)| bit / 64 == block && mask >> (bit % 64) & 1 == 1);
        self.last_token(sentence, |token| {
            let own = self.forms.need_bits(self.document.forms[token]);
            // An article that brings its lemmas may have others than its words suggest.
            let lemma = self.document.lemmas.get(token).filter(|&&lemma| lemma != MISSING);
            let lemma = lemma.and_then(|&lemma| self.program.needs.bit(self.forms.lemma(lemma).symbol));
            own.iter().copied().chain(lemma).any(is_one)
        })
    }

    fn last_mention(&self, labels: LabelSetId, sentence: u32) -> u32 {
        let labels = self.program.labels.set(labels);
        if !self.lattice.sentence_has(sentence, labels) {
            return NOWHERE;
        }
        let starts = |token: usize| {
            let mut mentions = self.lattice.starting(token as u32 + sentence).iter();
            mentions.any(|&mention| self.lattice.mention(mention).is_one_of(labels))
        };
        self.last_token(sentence, starts)
    }

    fn last_inside(&self, labels: LabelSetId, sentence: u32) -> u32 {
        let set = self.program.labels.set(labels);
        if !self.lattice.sentence_has(sentence, set) {
            return NOWHERE;
        }
        self.last_token(sentence, |token| self.lattice.covers(labels, set, token as u32))
    }
}
