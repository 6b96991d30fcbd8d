//! Which tokens of a sentence any match of a pattern covers.
//!
//! `unless` asks whether any hit overlaps a match, whichever hit a search would
//! prefer. So all are followed at once, from node to node; a state keeps the
//! earliest start that leads to it, which gives for each end the longest hit.

use crate::compile::{Code, Instruction, NeedId, Pc};
use crate::text::TokenSpan;

use super::search::{Outcome, Searcher, can_step_over};
use super::view::View;

/// The memory of sweeps.
#[derive(Debug, Default)]
pub(crate) struct Sweep {
    /// By node from the first: the states that come there, as (start of the hit, instruction).
    arriving: Vec<Vec<(u32, Pc)>>,
    /// By instruction: the last node at which it was entered.
    entered: Vec<u32>,
    searcher: Searcher,
}

const NEVER: u32 = u32::MAX;

/// The tokens that hits of `unless` cover, for the matches that begin in one sentence. The
/// sentences behind it are swept only for a match that reaches into them.
#[derive(Debug)]
pub(crate) struct Covered {
    /// The sentence's first token.
    first_token: u32,
    /// By token from the first.
    tokens: Vec<bool>,
    /// The sentence to sweep next.
    next: u32,
    /// Whether no budget ran out.
    pub(crate) within: bool,
}

impl Covered {
    pub(crate) fn new(view: View<'_>, sentence: u32) -> Self {
        let first_token = view.document.sentence(sentence).tokens.start;
        Self { first_token, tokens: Vec::new(), next: sentence, within: true }
    }

    /// Whether a hit shares a token with a match, which holds one token at least.
    pub(crate) fn voids(
        &mut self,
        view: View<'_>,
        sweep: &mut Sweep,
        unless: &[(Code, NeedId)],
        found: TokenSpan,
        budget: u32,
    ) -> bool {
        if unless.is_empty() {
            return false;
        }
        let last = view.document.sentence_of[found.end as usize - 1];
        while self.next <= last {
            let end = view.document.sentence(self.next).tokens.end;
            self.tokens.resize((end - self.first_token) as usize, false);
            for (code, need) in unless {
                if !view.holds_need(*need, self.next) {
                    continue;
                }
                self.within &= sweep.cover(view, code, self.next, budget, self.first_token, &mut self.tokens);
            }
            self.next += 1;
        }
        let (from, to) = (found.start - self.first_token, found.end - self.first_token);
        self.tokens[from as usize..to as usize].contains(&true)
    }
}

impl Sweep {
    /// Marks in `covered` (by token from `first_token`) what hits of `code` that
    /// start in the sentence cover of it. False: the budget ran out.
    pub(crate) fn cover(
        &mut self,
        view: View<'_>,
        code: &Code,
        sentence: u32,
        budget: u32,
        first_token: u32,
        covered: &mut [bool],
    ) -> bool {
        let tokens = view.document.sentence(sentence).tokens;
        let first_node = tokens.start + sentence;
        let last_start = first_node + tokens.len();
        self.arriving.iter_mut().for_each(Vec::clear);
        self.entered.clear();
        self.entered.resize(code.instructions.len(), NEVER);
        self.searcher.begin(code, first_node, budget);
        let mut steps = budget;
        let mut node = first_node;
        while node < last_start || self.is_awaited(node - first_node) {
            let mut states = self.take(node - first_node);
            if node < last_start {
                states.push((node, code.start));
            }
            states.sort_unstable();
            for state in states {
                let Some(left) = steps.checked_sub(1) else { return false };
                steps = left;
                self.close(view, code, state, node, first_node, first_token, covered);
            }
            node += 1;
            if node >= view.lattice.node_count() {
                break;
            }
        }
        true
    }

    /// Whether a state comes to this node or to one behind it.
    fn is_awaited(&self, at: u32) -> bool {
        self.arriving.iter().skip(at as usize).any(|states| !states.is_empty())
    }

    fn take(&mut self, at: u32) -> Vec<(u32, Pc)> {
        self.arriving.get_mut(at as usize).map(std::mem::take).unwrap_or_default()
    }

    fn arrive(&mut self, at: u32, state: (u32, Pc)) {
        let at = at as usize;
        if self.arriving.len() <= at {
            self.arriving.resize(at + 1, Vec::new());
        }
        self.arriving[at].push(state);
    }

    /// Follows a state at a node through all instructions that take no step.
    #[expect(clippy::too_many_arguments, reason = "the state of the innermost loop")]
    fn close(
        &mut self,
        view: View<'_>,
        code: &Code,
        state: (u32, Pc),
        node: u32,
        first_node: u32,
        first_token: u32,
        covered: &mut [bool],
    ) {
        let (start, pc) = state;
        let lattice = view.lattice;
        let token = (!lattice.at_end(node)).then(|| lattice.token(node));
        let mut open = vec![pc];
        while let Some(pc) = open.pop() {
            if std::mem::replace(&mut self.entered[pc as usize], node) == node {
                continue;
            }
            let next_node = node + 1 - first_node;
            match code.instructions[pc as usize] {
                Instruction::Form(test, next) => {
                    if token.is_some_and(|t| view.forms.passes(view.program, view.document.forms[t as usize], test)) {
                        self.arrive(next_node, (start, next));
                    }
                }
                Instruction::Token(test, next) => {
                    if token.is_some_and(|t| view.token_passes(view.program.tests.token_test(test), t)) {
                        self.arrive(next_node, (start, next));
                    }
                }
                Instruction::Any(next) if token.is_some() => self.arrive(next_node, (start, next)),
                Instruction::Any(_) => {}
                Instruction::Mention(labels, test, next) => {
                    let labels = view.program.labels.set(labels);
                    for &index in lattice.starting(node) {
                        let mention = lattice.mention(index);
                        let passes =
                            test.is_none_or(|test| view.mention_passes(view.program.tests.mention_test(test), mention));
                        if mention.is_one_of(labels) && passes {
                            let end = lattice.end_node(index, &view.document.sentence_of);
                            self.arrive(end - first_node, (start, next));
                        }
                    }
                }
                Instruction::Split(left, right) => open.extend([left, right]),
                Instruction::Open(_, next) | Instruction::Close(_, next) => open.push(next),
                Instruction::Look { start: pc, ahead, negative, next, .. } => {
                    let found = matches!(self.searcher.look(view, code, pc, node, ahead), Outcome::Match(_));
                    if found != negative {
                        open.push(next);
                    }
                }
                Instruction::SentenceStart(next) if lattice.at_start(node) => open.push(next),
                Instruction::SentenceEnd(next) if lattice.at_end(node) => open.push(next),
                Instruction::Guard(need, next) if view.may_come(need, node) => open.push(next),
                Instruction::Guard(..) | Instruction::SentenceStart(_) | Instruction::SentenceEnd(_) => {}
                Instruction::Boundary { across, next } => {
                    if can_step_over(view, node, across) {
                        self.arrive(next_node, (start, next));
                    }
                }
                Instruction::Match => {
                    let from = (lattice.token(start) - first_token) as usize;
                    let to = ((lattice.token(node) - first_token) as usize).min(covered.len());
                    covered[from..to].fill(true);
                }
            }
        }
    }
}
