//! The search for a match: a walk over (instruction, node) that goes nowhere twice.
//!
//! The lattice has edges of many lengths, since a mention is one step. Advancing
//! all threads token by token, as regex engines do to stay linear, would lose
//! the order of preference between threads that come to a node by edges of
//! different lengths. So preference is kept by going depth first, and linearity
//! by a table: a place is entered once. As no circle of instructions is without
//! a step (see `compile/generate.rs`), a place left without a match fails for
//! good, also for every later start, and a place on the way to a match has one
//! end, whoever comes there. That makes the work of a rule in a sentence at
//! most the size of its code times the number of nodes and edges.

use crate::compile::{CaptureIdx, Code, Instruction, LabelSetId, MentionTestId, NO_ROW, Pc};

use super::lattice::{MentionIdx, NO_MENTION};
use super::memo::{Known, Memo};
use super::view::View;

/// What happened on the way to a match, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Event {
    /// A remembered place was passed.
    Place(u32, u32),
    /// A capture began.
    Open(CaptureIdx, u32),
    /// A capture ended.
    Close(CaptureIdx, u32),
    /// A mention was stepped over.
    Mention(MentionIdx),
}

/// How a search ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// A match ends at this node; what happened on the way is in the trail.
    Match(u32),
    /// A match ends at this node, and the caller does not want it.
    Unwanted,
    /// There is none.
    None,
    /// The budget of steps ran out.
    OverBudget,
}

/// The memory of searches.
#[derive(Debug, Default)]
pub(crate) struct Searcher {
    memo: Memo,
    stack: Vec<Branch>,
    /// What happened on the way to the last match.
    pub(crate) trail: Vec<Event>,
    steps_left: u32,
}

/// A way not yet tried.
#[derive(Debug, Clone, Copy)]
struct Branch {
    pc: Pc,
    node: u32,
    trail: u32,
    mention: MentionIdx,
}

/// In what way a piece of code is searched.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Mode {
    /// Towards the end of the article.
    ahead: bool,
    /// As context, which stays in its sentence, and of which only the end matters.
    look: bool,
}

impl Searcher {
    /// Forgets the last code and begins another, from `first_node` on, with a budget of steps.
    pub(crate) fn begin(&mut self, code: &Code, first_node: u32, steps: u32) {
        self.memo.begin(code.row_count, first_node);
        self.steps_left = steps;
    }

    /// Looks for the preferred match that starts at `node`. `unwanted` says of
    /// an end whether a match there is to be passed over.
    pub(crate) fn search(
        &mut self,
        view: View<'_>,
        code: &Code,
        node: u32,
        unwanted: &mut dyn FnMut(u32) -> bool,
    ) -> Outcome {
        self.trail.clear();
        let mode = Mode { ahead: true, look: false };
        self.run(view, code, code.start, node, mode, unwanted)
    }

    /// Whether a context holds at `node`.
    pub(crate) fn look(&mut self, view: View<'_>, code: &Code, pc: Pc, node: u32, ahead: bool) -> Outcome {
        let from = self.trail.len();
        let outcome = self.run(view, code, pc, node, Mode { ahead, look: true }, &mut |_| false);
        self.trail.truncate(from);
        outcome
    }

    fn mark_places(&mut self, from: usize, end: u32) {
        for &event in &self.trail[from..] {
            if let Event::Place(row, node) = event {
                self.memo.set(row, node, Known::Ends(end));
            }
        }
    }

    fn run(
        &mut self,
        view: View<'_>,
        code: &Code,
        pc: Pc,
        node: u32,
        mode: Mode,
        unwanted: &mut dyn FnMut(u32) -> bool,
    ) -> Outcome {
        let base = self.stack.len();
        let from = self.trail.len();
        self.stack.push(Branch { pc, node, trail: from as u32, mention: NO_MENTION });
        while self.stack.len() > base {
            let Some(branch) = self.stack.pop() else { break };
            self.trail.truncate(branch.trail as usize);
            if branch.mention != NO_MENTION {
                self.trail.push(Event::Mention(branch.mention));
            }
            let outcome = self.follow(view, code, branch.pc, branch.node, mode, unwanted, from);
            if outcome != Outcome::None {
                self.stack.truncate(base);
                return outcome;
            }
        }
        Outcome::None
    }

    /// Follows one way until it ends, putting aside the ways that branch off.
    #[expect(clippy::too_many_arguments, reason = "the state of the innermost loop")]
    fn follow(
        &mut self,
        view: View<'_>,
        code: &Code,
        mut pc: Pc,
        mut node: u32,
        mode: Mode,
        unwanted: &mut dyn FnMut(u32) -> bool,
        from: usize,
    ) -> Outcome {
        loop {
            if self.steps_left == 0 {
                return Outcome::OverBudget;
            }
            self.steps_left -= 1;
            let row = code.rows[pc as usize];
            if row != NO_ROW {
                match self.memo.get(row, node) {
                    Known::Fails => return Outcome::None,
                    Known::Ends(end) if mode.look => {
                        self.mark_places(from, end);
                        return Outcome::Match(end);
                    }
                    Known::Ends(end) if unwanted(end) => {
                        self.mark_places(from, end);
                        return Outcome::Unwanted;
                    }
                    Known::Ends(_) | Known::New => {
                        self.memo.set(row, node, Known::Fails);
                        self.trail.push(Event::Place(row, node));
                    }
                }
            }
            match code.instructions[pc as usize] {
                Instruction::Form(test, next) => {
                    let Some(token) = self.token(view, node, mode) else { return Outcome::None };
                    if !view.forms.passes(view.program, view.document.forms[token as usize], test) {
                        return Outcome::None;
                    }
                    (pc, node) = (next, step(node, mode));
                }
                Instruction::Token(test, next) => {
                    let Some(token) = self.token(view, node, mode) else { return Outcome::None };
                    if !view.token_passes(view.program.tests.token_test(test), token) {
                        return Outcome::None;
                    }
                    (pc, node) = (next, step(node, mode));
                }
                Instruction::Any(next) => {
                    if self.token(view, node, mode).is_none() {
                        return Outcome::None;
                    }
                    (pc, node) = (next, step(node, mode));
                }
                Instruction::Mention(labels, test, next) => {
                    self.put_mentions_aside(view, labels, test, next, node, mode);
                    return Outcome::None;
                }
                Instruction::Split(first, second) => {
                    let trail = self.trail.len() as u32;
                    self.stack.push(Branch { pc: second, node, trail, mention: NO_MENTION });
                    pc = first;
                }
                Instruction::Open(capture, next) => {
                    self.trail.push(Event::Open(capture, node));
                    pc = next;
                }
                Instruction::Close(capture, next) => {
                    self.trail.push(Event::Close(capture, node));
                    pc = next;
                }
                Instruction::Look { start, ahead, negative, next } => match self.look(view, code, start, node, ahead) {
                    Outcome::OverBudget => return Outcome::OverBudget,
                    outcome if (outcome == Outcome::None) == negative => pc = next,
                    _ => return Outcome::None,
                },
                Instruction::SentenceStart(next) if view.lattice.at_start(node) => pc = next,
                Instruction::SentenceEnd(next) if view.lattice.at_end(node) => pc = next,
                Instruction::SentenceStart(_) | Instruction::SentenceEnd(_) => return Outcome::None,
                Instruction::Boundary { across, next } => {
                    if mode.look || !can_step_over(view, node, across) {
                        return Outcome::None;
                    }
                    (pc, node) = (next, node + 1);
                }
                Instruction::Guard(need, next) if view.may_come(need, node) => pc = next,
                Instruction::Guard(..) => return Outcome::None,
                Instruction::Match => {
                    self.mark_places(from, node);
                    return if unwanted(node) { Outcome::Unwanted } else { Outcome::Match(node) };
                }
            }
        }
    }

    /// The token that a step from `node` consumes.
    #[expect(clippy::unused_self, reason = "reads as a step of the search")]
    fn token(&self, view: View<'_>, node: u32, mode: Mode) -> Option<u32> {
        if mode.ahead {
            (!view.lattice.at_end(node)).then(|| view.lattice.token(node))
        } else {
            (!view.lattice.at_start(node)).then(|| view.lattice.token(node - 1))
        }
    }

    /// Puts aside a way for each mention that can be stepped over, so that the first is tried first.
    fn put_mentions_aside(
        &mut self,
        view: View<'_>,
        labels: LabelSetId,
        test: Option<MentionTestId>,
        next: Pc,
        node: u32,
        mode: Mode,
    ) {
        let lattice = view.lattice;
        let labels = view.program.labels.set(labels);
        let trail = self.trail.len() as u32;
        let edges = if mode.ahead { lattice.starting(node) } else { lattice.ending(node) };
        for &index in edges.iter().rev() {
            let mention = lattice.mention(index);
            if !mention.is_one_of(labels) {
                continue;
            }
            if test.is_some_and(|test| !view.mention_passes(view.program.tests.mention_test(test), mention)) {
                continue;
            }
            let sentences = &view.document.sentence_of;
            let target =
                if mode.ahead { lattice.end_node(index, sentences) } else { lattice.start_node(index, sentences) };
            if mode.look && lattice.sentence(target) != lattice.sentence(node) {
                continue;
            }
            self.stack.push(Branch { pc: next, node: target, trail, mention: index });
        }
    }
}

fn step(node: u32, mode: Mode) -> u32 {
    if mode.ahead { node + 1 } else { node - 1 }
}

/// Whether a node is the end of a sentence that another follows, in its paragraph or `across` its end.
pub(crate) fn can_step_over(view: View<'_>, node: u32, across: bool) -> bool {
    if !view.lattice.at_end(node) || node + 1 >= view.lattice.node_count() {
        return false;
    }
    let sentence = view.lattice.sentence(node);
    across || view.document.sentence(sentence).paragraph == view.document.sentence(sentence + 1).paragraph
}
