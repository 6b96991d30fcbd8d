//! Syntax trees to instructions.
//!
//! Code is made from the end: each part is given the instruction that follows
//! it. A pattern that is searched backwards (lookbehind) is made with its
//! sequences the other way round.
//!
//! No circle of instructions is without a step. A loop whose body can match
//! nothing is made in two copies: in the first nothing has been consumed yet in
//! this turn, and coming to its end leaves the loop; the first step taken leads
//! into the second, whose end begins the next turn. That is the language's rule
//! that an empty turn ends a loop, and it is what lets a search remember every
//! failed place for good.
//!
//! Before an alternative, an optional part and one more turn of a loop stands a
//! *guard*: what the rest of the match needs (see `need`) must still come in the
//! sentence. Guards change no match; most ways end at one.

mod guard;

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::pack::{PackId, Reference, RuleSet};
use crate::pattern::{Atom, Node, NodeKind};

use super::anchor::Surroundings;
use super::code::{CaptureIdx, Code, Instruction, Layers, NO_ROW, Pc};
use super::condition::{ConditionCompiler, Tables, TokenTest, words};
use super::needs::NeedId;
use super::predicate::{FormTest, FormTestId, Test, TestId};
use guard::is_one_step;

/// The most instructions of a pattern; a larger one is refused.
pub(crate) const MAX_INSTRUCTIONS: usize = 50_000;

/// A pattern whose repetitions unroll to more than [`MAX_INSTRUCTIONS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooLarge;

/// Compiles a pattern of a pack.
pub(crate) fn generate(
    rules: &RuleSet,
    pack: PackId,
    tables: &mut Tables,
    known: &Surroundings,
    pattern: &Node,
) -> Result<Code, TooLarge> {
    let mut generator = Generator {
        rules,
        pack,
        tables,
        known,
        code: Code::default(),
        forward: true,
        in_context: false,
        rest: NeedId::NOTHING,
        guards: 0,
        depth: 0,
    };
    let end = generator.push(Instruction::Match)?;
    let start = generator.emit(pattern, end)?;
    let mut code = generator.code;
    code.start = start;
    number_rows(&mut code);
    Ok(code)
}

struct Generator<'a> {
    rules: &'a RuleSet,
    pack: PackId,
    tables: &'a mut Tables,
    known: &'a Surroundings,
    code: Code,
    forward: bool,
    in_context: bool,
    /// What must still come behind the part that is being compiled, in its sentence.
    rest: NeedId,
    guards: usize,
    /// How many named patterns are being inlined: a circle is an error of the pack, and stops here.
    depth: u32,
}

/// What is known of the parts of all patterns of a program, by their places in memory:
/// a loop that is unrolled comes to its parts again, and many rules name the same patterns.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    /// The test of a part, with the layers that it reads.
    tests: FxHashMap<Part, (Known, Layers)>,
    /// Whether a part can match without a step.
    empties: FxHashMap<usize, bool>,
}

impl Parts {
    /// Whether a part can match without a step, named patterns looked through; a
    /// circle of names is an error of the pack, and stops here.
    fn can_be_empty(&mut self, rules: &RuleSet, pack: PackId, node: &Node, depth: u32) -> bool {
        let key = std::ptr::from_ref(node).addr();
        if let Some(&known) = self.empties.get(&key) {
            return known;
        }
        let can = node.can_be_empty(&mut |name| match rules.resolve(pack, &name.text) {
            Some(Reference::Pattern(id)) if depth < 64 => {
                let definition = &rules.patterns[id.0 as usize];
                self.can_be_empty(rules, definition.pack, &definition.pattern, depth + 1)
            }
            _ => false,
        });
        self.empties.insert(key, can);
        can
    }
}

/// A part of a pattern by its place in memory, and which word of it is meant.
type Part = (usize, u32);

/// The whole of a condition.
const WHOLE: u32 = u32::MAX;

/// The whole of a choice, whose first part may stand at the same place in memory.
const CHOICE: u32 = u32::MAX - 1;

fn part<T: ?Sized>(part: &T, word: u32) -> Part {
    (std::ptr::from_ref(part).addr(), word)
}

/// A test with its number.
#[derive(Debug, Clone, Copy)]
enum Known {
    Form(FormTestId),
    Token(TestId),
    /// Alternatives that are no test of one token.
    No,
}

type Emitted = Result<Pc, TooLarge>;

impl Generator<'_> {
    /// Whether a part can match without a step.
    fn can_be_empty(&mut self, node: &Node) -> bool {
        self.tables.parts.can_be_empty(self.rules, self.pack, node, 0)
    }

    fn push(&mut self, instruction: Instruction) -> Emitted {
        if self.code.instructions.len() >= MAX_INSTRUCTIONS + self.guards {
            return Err(TooLarge);
        }
        self.code.instructions.push(instruction);
        Ok(self.code.instructions.len() as Pc - 1)
    }

    /// Code for `node` that goes on at `next`.
    fn emit(&mut self, node: &Node, next: Pc) -> Emitted {
        self.emit_turn(node, next, next)
    }

    /// Code for `node` that goes on at `consumed` where it took a step, else at `empty`.
    fn emit_turn(&mut self, node: &Node, empty: Pc, consumed: Pc) -> Emitted {
        let empty = if self.can_be_empty(node) { empty } else { consumed };
        match &node.kind {
            NodeKind::Sequence(parts) => self.sequence(parts, empty, consumed),
            NodeKind::Alternation(parts) => self.alternation(parts, empty, consumed),
            NodeKind::Token(atom) => self.atom(atom, consumed),
            NodeKind::Any => self.push(Instruction::Any(consumed)),
            NodeKind::Test(condition) => {
                self.tested(part(condition, WHOLE), consumed, |own| Some(own.conditions().token(condition)))
            }
            NodeKind::Mention { name, .. } => self.mention(&name.text, node, empty, consumed),
            NodeKind::Gap { max } => self.gap(*max, empty, consumed),
            NodeKind::Capture { role, inner } => self.capture(&role.text, inner, empty, consumed),
            NodeKind::Repeat { inner, min, max, greedy } => self.repeat(inner, (*min, *max, *greedy), empty, consumed),
            NodeKind::Look { ahead, negative, inner } => self.look(*ahead, *negative, inner, empty),
            NodeKind::Start => self.push(Instruction::SentenceStart(empty)),
            NodeKind::End => self.push(Instruction::SentenceEnd(empty)),
            NodeKind::Boundary { across } => {
                self.code.leaves_sentence = true;
                self.code.leaves_paragraph |= *across;
                self.push(Instruction::Boundary { across: *across, next: consumed })
            }
        }
    }

    fn sequence(&mut self, parts: &[Node], empty: Pc, consumed: Pc) -> Emitted {
        let (mut empty, mut consumed) = (empty, consumed);
        let (forward, rest) = (self.forward, self.rest);
        let mut emit_before = |part: &Node| -> Result<(), TooLarge> {
            let before = self.emit_turn(part, empty, consumed)?;
            // The copy for a turn that has taken a step already is made only where the two are told apart.
            let one_copy = empty == consumed || !self.can_be_empty(part);
            consumed = if one_copy { before } else { self.emit(part, consumed)? };
            empty = before;
            self.add_to_rest(part);
            Ok(())
        };
        if forward {
            parts.iter().rev().try_for_each(&mut emit_before)?;
        } else {
            parts.iter().try_for_each(&mut emit_before)?;
        }
        self.rest = rest;
        Ok(empty)
    }

    fn alternation(&mut self, parts: &[Node], empty: Pc, consumed: Pc) -> Emitted {
        let choice = self.known(part(parts, CHOICE), |own| own.one_token(parts).map(TokenTest::Form));
        if !matches!(choice, Known::No) {
            return self.step(choice, consumed);
        }
        let mut entry = None;
        for part in parts.iter().rev() {
            let branch = self.emit_turn(part, empty, consumed)?;
            let branch = self.guarded(part, branch)?;
            entry = Some(match entry {
                None => branch,
                Some(rest) => self.push(Instruction::Split(branch, rest))?,
            });
        }
        Ok(entry.unwrap_or(empty))
    }

    /// Alternatives that are single tokens, decided by their forms, are one test.
    fn one_token(&mut self, parts: &[Node]) -> Option<FormTest> {
        let single = |part: &Node| match &part.kind {
            NodeKind::Token(Atom::Word(text) | Atom::Exact(text)) => words(text).len() == 1,
            NodeKind::Token(Atom::Regex { .. }) => true,
            _ => false,
        };
        if !parts.iter().all(single) {
            return None;
        }
        let mut symbols = Vec::new();
        let mut tests = Vec::new();
        for part in parts {
            let NodeKind::Token(atom) = &part.kind else { return None };
            match self.conditions().atom(atom) {
                TokenTest::Form(FormTest::Word(symbol)) => symbols.push(symbol),
                TokenTest::Form(test) => tests.push(test),
                TokenTest::Token(_) => return None,
            }
        }
        symbols.sort_unstable();
        symbols.dedup();
        if !symbols.is_empty() {
            tests.push(FormTest::OneOf(symbols.into()));
        }
        Some(if tests.len() == 1 { tests.swap_remove(0) } else { FormTest::Either(tests) })
    }

    fn atom(&mut self, atom: &Atom, next: Pc) -> Emitted {
        let (text, one): (&str, fn(String) -> Atom) = match atom {
            Atom::Word(text) => (text, Atom::Word),
            Atom::Exact(text) => (text, Atom::Exact),
            Atom::Lemma(text) => (text, Atom::Lemma),
            Atom::Pos(_) | Atom::Regex { .. } => {
                return self.tested(part(atom, 0), next, |own| Some(own.conditions().atom(atom)));
            }
        };
        let mut words: Vec<(u32, String)> = (0..).zip(words(text)).collect();
        if self.forward {
            words.reverse();
        }
        let mut next = next;
        for (number, word) in words {
            next = self.tested(part(atom, number), next, |own| Some(own.conditions().word(&one(word))))?;
        }
        Ok(next)
    }

    /// A step on which the test of a part holds.
    fn tested(&mut self, key: Part, next: Pc, make: impl FnOnce(&mut Self) -> Option<TokenTest>) -> Emitted {
        let known = self.known(key, make);
        self.step(known, next)
    }

    fn step(&mut self, known: Known, next: Pc) -> Emitted {
        match known {
            Known::Form(id) => self.push(Instruction::Form(id, next)),
            Known::Token(id) => self.push(Instruction::Token(id, next)),
            Known::No => Ok(next),
        }
    }

    /// The test of a part, compiled once.
    fn known(&mut self, key: Part, make: impl FnOnce(&mut Self) -> Option<TokenTest>) -> Known {
        let (known, layers) = match self.tables.parts.tests.get(&key) {
            Some(&known) => known,
            None => {
                let outer = std::mem::take(&mut self.code.layers);
                let known = make(self).map_or(Known::No, |test| self.number(test));
                let layers = std::mem::replace(&mut self.code.layers, outer);
                self.tables.parts.tests.insert(key, (known, layers));
                (known, layers)
            }
        };
        self.code.layers = self.code.layers.union(layers);
        known
    }

    fn number(&mut self, test: TokenTest) -> Known {
        match test.into_test(&mut self.tables.tests) {
            Test::Form(id) => Known::Form(id),
            test => Known::Token(self.tables.tests.token(test)),
        }
    }

    fn token_test(&mut self, test: TokenTest, next: Pc) -> Emitted {
        let known = self.number(test);
        self.step(known, next)
    }

    fn mention(&mut self, name: &str, node: &Node, empty: Pc, consumed: Pc) -> Emitted {
        let NodeKind::Mention { condition, .. } = &node.kind else { return Ok(empty) };
        let rules = self.rules;
        match rules.packs[self.pack.0 as usize].names.get(name) {
            Some(Reference::Pattern(id)) => {
                let definition = &rules.patterns[id.0 as usize];
                let outer = std::mem::replace(&mut self.pack, definition.pack);
                self.depth += 1;
                let entry =
                    if self.depth > 64 { Err(TooLarge) } else { self.emit_turn(&definition.pattern, empty, consumed) };
                self.depth -= 1;
                self.pack = outer;
                entry
            }
            Some(&reference) => {
                let labels = self.tables.labels.accept(rules, reference);
                let test = condition.as_ref().map(|condition| {
                    let test = self.conditions().mention(condition);
                    self.tables.tests.mention(test)
                });
                self.push(Instruction::Mention(labels, test, consumed))
            }
            // An unknown name is an error of the pack; what is left of the rule matches nothing.
            None => self.token_test(TokenTest::Form(FormTest::Constant(false)), consumed),
        }
    }

    fn gap(&mut self, max: u32, empty: Pc, consumed: Pc) -> Emitted {
        let mut tail = consumed;
        for turn in (0..max).rev() {
            let step = self.push(Instruction::Any(tail))?;
            let step = self.guard(self.rest, step)?;
            tail = self.push(Instruction::Split(if turn == 0 { empty } else { consumed }, step))?;
        }
        Ok(if max == 0 { empty } else { tail })
    }

    /// A capture. In context it holds nothing, since context is no part of the match.
    fn capture(&mut self, role: &str, inner: &Node, empty: Pc, consumed: Pc) -> Emitted {
        if self.in_context {
            return self.emit_turn(inner, empty, consumed);
        }
        let index = self.capture_index(role);
        let end_consumed = self.push(Instruction::Close(index, consumed))?;
        let end_empty = if empty == consumed { end_consumed } else { self.push(Instruction::Close(index, empty))? };
        let body = self.emit_turn(inner, end_empty, end_consumed)?;
        self.push(Instruction::Open(index, body))
    }

    fn capture_index(&mut self, role: &str) -> CaptureIdx {
        let known = self.code.captures.iter().position(|name| **name == *role);
        known.unwrap_or_else(|| {
            self.code.captures.push(Arc::from(role));
            self.code.captures.len() - 1
        }) as CaptureIdx
    }

    fn repeat(&mut self, inner: &Node, bounds: (u32, Option<u32>, bool), empty: Pc, consumed: Pc) -> Emitted {
        // Behind a turn that may leave its sentence another may come, and what comes behind all of them lies elsewhere.
        let elsewhere = self.forward && bounds.1 != Some(1) && self.leaves(inner);
        let rest = if elsewhere { NeedId::NOTHING } else { self.rest };
        let outer = std::mem::replace(&mut self.rest, rest);
        let entry = self.turns(inner, bounds, empty, consumed);
        self.rest = outer;
        entry
    }

    fn turns(&mut self, inner: &Node, bounds: (u32, Option<u32>, bool), empty: Pc, consumed: Pc) -> Emitted {
        let (min, max, greedy) = bounds;
        // From the end: the turns behind the first, each entered by one that took a step.
        let mut next = match max {
            None => self.endless(inner, greedy, consumed)?,
            Some(max) => {
                let mut entry = consumed;
                for _ in min.max(1)..max {
                    let body = self.emit_turn(inner, consumed, entry)?;
                    let body = self.guarded_turn(inner, body)?;
                    entry = self.push(split(greedy, body, consumed))?;
                }
                entry
            }
        };
        for _ in 1..min {
            next = self.emit_turn(inner, consumed, next)?;
        }
        let first = self.emit_turn(inner, empty, next)?;
        if min > 0 {
            return Ok(first);
        }
        let first = self.guarded(inner, first)?;
        self.push(split(greedy, first, empty))
    }

    fn endless(&mut self, inner: &Node, greedy: bool, leave: Pc) -> Emitted {
        let head = self.push(Instruction::Split(leave, leave))?;
        let body = self.emit_turn(inner, leave, head)?;
        let body = self.guarded_turn(inner, body)?;
        self.code.instructions[head as usize] = split(greedy, body, leave);
        Ok(head)
    }

    fn look(&mut self, ahead: bool, negative: bool, inner: &Node, next: Pc) -> Emitted {
        let outer = (self.forward, self.in_context, self.rest);
        (self.forward, self.in_context, self.rest) = (ahead, true, NeedId::NOTHING);
        let end = self.push(Instruction::Match)?;
        let start = self.emit(inner, end)?;
        let need = if ahead || is_one_step(inner) { NeedId::NOTHING } else { self.need(inner) };
        let need = self.tables.needs.somewhere(need);
        let start = self.push_guard(need, start)?;
        (self.forward, self.in_context, self.rest) = outer;
        self.push(Instruction::Look { start, ahead, negative, next })
    }

    fn conditions(&mut self) -> ConditionCompiler<'_> {
        ConditionCompiler { rules: self.rules, pack: self.pack, tables: self.tables, layers: &mut self.code.layers }
    }
}

fn split(greedy: bool, body: Pc, leave: Pc) -> Instruction {
    if greedy { Instruction::Split(body, leave) } else { Instruction::Split(leave, body) }
}

/// Gives a row to each instruction that can be reached at one place in more than one way.
fn number_rows(code: &mut Code) {
    let mut ways = vec![0_u32; code.instructions.len()];
    let mut reach = |pc: Pc, by: u32| ways[pc as usize] = ways[pc as usize].saturating_add(by);
    reach(code.start, 2);
    for instruction in &code.instructions {
        match *instruction {
            Instruction::Split(first, second) => {
                reach(first, 1);
                reach(second, 1);
            }
            // Mentions of many lengths end at one place.
            Instruction::Mention(_, _, next) => reach(next, 2),
            Instruction::Look { start, next, .. } => {
                reach(start, 2);
                reach(next, 1);
            }
            Instruction::Form(_, next)
            | Instruction::Token(_, next)
            | Instruction::Any(next)
            | Instruction::Open(_, next)
            | Instruction::Close(_, next)
            | Instruction::Guard(_, next)
            | Instruction::SentenceStart(next)
            | Instruction::SentenceEnd(next)
            | Instruction::Boundary { next, .. } => reach(next, 1),
            Instruction::Match => {}
        }
    }
    code.rows = vec![NO_ROW; ways.len()];
    for (row, ways) in code.rows.iter_mut().zip(ways) {
        if ways > 1 {
            *row = code.row_count;
            code.row_count += 1;
        }
    }
}
