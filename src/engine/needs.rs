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

/// What is needed is there, and nobody has asked yet up to where.
const SOMEWHERE: u32 = u32::MAX - 1;

/// How many sentences are looked at for what may come in any later one: an article
/// without end takes time in its length alone.
const MOST_AHEAD: u32 = 50;

/// Answers, each with the sentence and the state of the lattice for which it holds.
#[derive(Debug, Default)]
pub(crate) struct NeedAnswers {
    answers: Vec<Cell<(u32, u32, u32)>>,
    /// The state of the lattice.
    version: u32,
    /// Its first state in this article, for what no mention changes.
    first_version: u32,
}

impl NeedAnswers {
    /// Makes room for the answers to so many needs, and forgets those that are there.
    pub(crate) fn reset(&mut self, needs: usize) {
        self.answers.resize(needs, Cell::new((0, 0, 0)));
        self.forget();
        self.first_version = self.version;
    }

    /// Forgets all answers, at no cost: the mentions are no longer the same.
    pub(crate) fn forget(&mut self) {
        self.version = self.version.wrapping_add(1);
        if self.version == 0 {
            self.answers.iter().for_each(|answer| answer.set((0, 0, 0)));
            (self.version, self.first_version) = (2, 1);
        }
    }
}

impl View<'_> {
    /// Whether a sentence holds what is needed.
    pub(crate) fn holds_need(&self, need: NeedId, sentence: u32) -> bool {
        self.answer(need, sentence, false) != NOWHERE
    }

    /// Whether what is needed may still come behind `node`, in its sentence.
    pub(crate) fn may_come(&self, need: NeedId, node: u32) -> bool {
        self.lattice.token(node) < self.need_until(need, self.lattice.sentence(node))
    }

    /// The token before which a search in a sentence must stand for what is needed to be ahead.
    pub(crate) fn need_until(&self, need: NeedId, sentence: u32) -> u32 {
        self.answer(need, sentence, true)
    }

    /// The answer to a need that is kept, or found: `exactly` up to where, or only whether it is there.
    fn answer(&self, need: NeedId, sentence: u32, exactly: bool) -> u32 {
        if need == NeedId::NOTHING {
            return EVERYWHERE;
        }
        let needs = &self.lattice.needs;
        let now = if self.program.needs.is_fixed(need) { needs.first_version } else { needs.version };
        let answer = &needs.answers[need.0 as usize];
        let (version, asked, until) = answer.get();
        if (version, asked) == (now, sentence) && !(exactly && until == SOMEWHERE) {
            return until;
        }
        let until = self.find_need(need, sentence, exactly);
        answer.set((now, sentence, until));
        until
    }

    fn find_need(&self, need: NeedId, sentence: u32, exactly: bool) -> u32 {
        let until = |need: &NeedId| self.answer(*need, sentence, exactly);
        match self.program.needs.get(need) {
            Need::Nothing => EVERYWHERE,
            Need::Words(masks) if !self.has_word(masks, sentence) => NOWHERE,
            Need::Mention(labels) | Need::Inside(labels) if !self.has_mention(*labels, sentence) => NOWHERE,
            Need::Words(_) | Need::Mention(_) | Need::Inside(_) if !exactly => SOMEWHERE,
            Need::Words(masks) => self.last_word(masks, sentence),
            Need::Form(test) => {
                self.last_token(sentence, |at| self.forms.passes(self.program, self.document.forms[at], *test))
            }
            Need::Mention(labels) => self.last_mention(*labels, sentence),
            Need::Inside(labels) => self.last_inside(*labels, sentence),
            Need::Somewhere(need) => {
                if self.holds_need(*need, sentence) {
                    EVERYWHERE
                } else {
                    NOWHERE
                }
            }
            Need::Later(need, reach) => self.later(*need, sentence, *reach),
            Need::All(parts) if !exactly => {
                if parts.iter().all(|part| until(part) != NOWHERE) {
                    SOMEWHERE
                } else {
                    NOWHERE
                }
            }
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
            Need::Any(parts) if exactly => parts.iter().map(until).max().unwrap_or(NOWHERE),
            Need::Any(parts) => parts.iter().map(until).find(|&until| until != NOWHERE).map_or(NOWHERE, |_| SOMEWHERE),
        }
    }

    fn later(&self, need: NeedId, sentence: u32, reach: u32) -> u32 {
        let sentences = self.document.segmentation.sentences.len() as u32;
        let last = sentence.saturating_add(reach).saturating_add(1).min(sentences);
        let looked_at = last.min(sentence.saturating_add(MOST_AHEAD));
        // What lies further off nobody looks at: it may be there.
        let may_be = looked_at < last || (sentence..looked_at).any(|sentence| self.holds_need(need, sentence));
        if may_be { EVERYWHERE } else { NOWHERE }
    }

    /// The token behind the last that passes.
    fn last_token(&self, sentence: u32, passes: impl Fn(usize) -> bool) -> u32 {
        let tokens = self.document.sentence(sentence).tokens.range();
        tokens.rev().find(|&token| passes(token)).map_or(NOWHERE, |token| token as u32 + 1)
    }

    fn has_word(&self, masks: &[(u16, u64)], sentence: u32) -> bool {
        let bits = self.document.sentence_bits(sentence, self.program.needs.blocks());
        masks.iter().any(|&(block, mask)| bits[usize::from(block)] & mask != 0)
    }

    fn has_mention(&self, labels: LabelSetId, sentence: u32) -> bool {
        self.lattice.sentence_has(sentence, self.program.labels.set(labels))
    }

    fn last_word(&self, masks: &[(u16, u64)], sentence: u32) -> u32 {
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
        let starts = |token: usize| {
            let mut mentions = self.lattice.starting(token as u32 + sentence).iter();
            mentions.any(|&mention| self.lattice.mention(mention).is_one_of(labels))
        };
        self.last_token(sentence, starts)
    }

    fn last_inside(&self, labels: LabelSetId, sentence: u32) -> u32 {
        let labels = self.program.labels.set(labels);
        self.last_token(sentence, |token| self.lattice.covers(labels, token as u32))
    }
}
