//! `match = "all"`: every distinct set of captures, or every distinct span where a rule has none.
//!
//! Here a place may be entered once for each way its captures came about. That
//! can be many, so the budget of steps is the bound.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashSet, FxHasher};

use crate::compile::{Code, Instruction, LabelSetId, MentionTestId, NO_ROW, Pc};

use super::lattice::{MentionIdx, NO_MENTION};
use super::search::{Event, Outcome, Searcher, can_step_over};
use super::view::View;

/// A match: the node where it ends, and what happened on the way.
pub(crate) type Found = (u32, Vec<Event>);

/// The memory of such searches.
#[derive(Debug, Default)]
pub(crate) struct Every {
    looks: Searcher,
    stack: Vec<Branch>,
    trail: Vec<Event>,
    entered: FxHashSet<(Pc, u32, u64)>,
}

#[derive(Debug, Clone, Copy)]
struct Branch {
    pc: Pc,
    node: u32,
    trail: u32,
    mention: MentionIdx,
    /// A hash of the captures so far.
    captures: u64,
}

impl Every {
    /// Takes up a code, from `first_node` on.
    pub(crate) fn begin(&mut self, code: &Code, first_node: u32, steps: u32) {
        self.looks.begin(code, first_node, steps);
    }

    /// All matches that start at `node`, the preferred first. False: `steps` ran out.
    pub(crate) fn search(
        &mut self,
        view: View<'_>,
        code: &Code,
        node: u32,
        steps: &mut u32,
        found: &mut Vec<Found>,
    ) -> bool {
        self.entered.clear();
        self.trail.clear();
        self.stack.clear();
        self.stack.push(Branch { pc: code.start, node, trail: 0, mention: NO_MENTION, captures: 0 });
        while let Some(branch) = self.stack.pop() {
            self.trail.truncate(branch.trail as usize);
            if branch.mention != NO_MENTION {
                self.trail.push(Event::Mention(branch.mention));
            }
            if !self.follow(view, code, branch, steps, found) {
                return false;
            }
        }
        true
    }

    fn follow(&mut self, view: View<'_>, code: &Code, branch: Branch, steps: &mut u32, found: &mut Vec<Found>) -> bool {
        let Branch { mut pc, mut node, mut captures, .. } = branch;
        let lattice = view.lattice;
        loop {
            let Some(left) = steps.checked_sub(1) else { return false };
            *steps = left;
            if code.rows[pc as usize] != NO_ROW && !self.entered.insert((pc, node, captures)) {
                return true;
            }
            let token = (!lattice.at_end(node)).then(|| lattice.token(node));
            match code.instructions[pc as usize] {
                Instruction::Form(test, next) => {
                    let passes = |t: u32| view.forms.passes(view.program, view.document.forms[t as usize], test);
                    if !token.is_some_and(passes) {
                        return true;
                    }
                    (pc, node) = (next, node + 1);
                }
                Instruction::Token(test, next) => {
                    if !token.is_some_and(|t| view.token_passes(view.program.tests.token_test(test), t)) {
                        return true;
                    }
                    (pc, node) = (next, node + 1);
                }
                Instruction::Any(next) if token.is_some() => (pc, node) = (next, node + 1),
                Instruction::Any(_) => return true,
                Instruction::Mention(labels, test, next) => {
                    self.put_mentions_aside(view, (labels, test), next, node, captures);
                    return true;
                }
                Instruction::Split(first, second) => {
                    let trail = self.trail.len() as u32;
                    self.stack.push(Branch { pc: second, node, trail, mention: NO_MENTION, captures });
                    pc = first;
                }
                Instruction::Open(capture, next) => {
                    self.trail.push(Event::Open(capture, node));
                    captures = hashed(captures, (0_u8, capture, node));
                    pc = next;
                }
                Instruction::Close(capture, next) => {
                    self.trail.push(Event::Close(capture, node));
                    captures = hashed(captures, (1_u8, capture, node));
                    pc = next;
                }
                Instruction::Look { start, ahead, negative, next } => {
                    match self.looks.look(view, code, start, node, ahead) {
                        Outcome::OverBudget => return false,
                        outcome if (outcome == Outcome::None) == negative => pc = next,
                        _ => return true,
                    }
                }
                Instruction::SentenceStart(next) if lattice.at_start(node) => pc = next,
                Instruction::SentenceEnd(next) if lattice.at_end(node) => pc = next,
                Instruction::SentenceStart(_) | Instruction::SentenceEnd(_) => return true,
                Instruction::Boundary { across, next } if can_step_over(view, node, across) => {
                    (pc, node) = (next, node + 1);
                }
                Instruction::Boundary { .. } => return true,
                Instruction::Guard(need, next) if view.may_come(need, node) => pc = next,
                Instruction::Guard(..) => return true,
                Instruction::Match => {
                    found.push((node, self.trail.clone()));
                    return true;
                }
            }
        }
    }

    fn put_mentions_aside(
        &mut self,
        view: View<'_>,
        (labels, test): (LabelSetId, Option<MentionTestId>),
        next: Pc,
        node: u32,
        captures: u64,
    ) {
        let labels = view.program.labels.set(labels);
        let trail = self.trail.len() as u32;
        for &index in view.lattice.starting(node).iter().rev() {
            let mention = view.lattice.mention(index);
            let passes = |test| view.mention_passes(view.program.tests.mention_test(test), mention);
            if mention.is_one_of(labels) && test.is_none_or(passes) {
                let end = view.lattice.end_node(index, &view.document.sentence_of);
                self.stack.push(Branch { pc: next, node: end, trail, mention: index, captures });
            }
        }
    }
}

fn hashed(captures: u64, event: impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    captures.hash(&mut hasher);
    event.hash(&mut hasher);
    hasher.finish()
}
