//! A pattern as a machine whose every state remembers the part of the syntax
//! tree that it stands for.
//!
//! The engine's own code forgets where it came from, which is what makes it
//! fast. This one is made anew for one rule when somebody asks why.

use std::rc::Rc;

use crate::compile::words;
use crate::pack::{PackId, PatternId, Reference, RuleSet};
use crate::pattern::{Atom, Condition, Node, NodeKind};

/// The number of a state.
pub(super) type StateId = u32;

/// A pattern, or a context in one.
#[derive(Debug, Default)]
pub(super) struct Machine<'r> {
    pub(super) states: Vec<State<'r>>,
    pub(super) start: StateId,
}

/// A state: what must hold here, and where it goes on.
#[derive(Debug)]
pub(super) struct State<'r> {
    pub(super) kind: Kind<'r>,
    /// In whose namespace names are read.
    pub(super) pack: PackId,
    /// The named patterns that it lies in, from the outside.
    pub(super) via: Rc<[PatternId]>,
    /// The roles and captures that it lies in, from the outside.
    pub(super) roles: Rc<[&'r str]>,
    pub(super) next: StateId,
}

/// What a state does.
#[derive(Debug)]
pub(super) enum Kind<'r> {
    /// Steps over a token that is this word of an atom, the first being word 0.
    Word(&'r Atom, String, u32),
    /// Steps over a token on which the condition holds.
    Test(&'r Condition),
    /// Steps over any token; the text is `_` or `...`.
    Any(&'static str),
    /// Steps over a mention.
    Mention { name: &'r str, reference: Reference, condition: Option<&'r Condition> },
    /// A name that nothing stands for.
    Unknown(&'r str),
    /// Goes on in two ways.
    Split(StateId),
    /// A capture begins.
    Open(&'r str),
    /// A capture ends.
    Close(&'r str),
    /// Context.
    Look { node: &'r Node, ahead: bool, negative: bool, inner: Machine<'r> },
    /// The start of a sentence.
    Start,
    /// The end of a sentence.
    End,
    /// The boundary to the next sentence.
    Boundary { across: bool },
    /// A match ends.
    Match,
}

/// The most states of a machine; nothing larger is compiled by the engine either.
const MAX_STATES: usize = 50_000;

impl<'r> Machine<'r> {
    /// The machine of a pattern; none where it unrolls to too much.
    pub(super) fn new(rules: &'r RuleSet, pack: PackId, pattern: &'r Node) -> Option<Self> {
        Builder::build(rules, pack, &Rc::from([]), pattern, 0)
    }

    /// A state.
    pub(super) fn state(&self, id: StateId) -> &State<'r> {
        &self.states[id as usize]
    }
}

impl State<'_> {
    /// The part of the pattern in its canonical form.
    pub(super) fn part(&self) -> String {
        match &self.kind {
            Kind::Word(atom @ (Atom::Pos(_) | Atom::Regex { .. }), ..) => atom.to_string(),
            Kind::Word(Atom::Exact(_), word, _) => Atom::Exact(word.clone()).to_string(),
            Kind::Word(Atom::Lemma(_), word, _) => Atom::Lemma(word.clone()).to_string(),
            Kind::Word(_, word, _) => Atom::Word(word.clone()).to_string(),
            Kind::Test(condition) => format!("[{condition}]"),
            Kind::Any(text) => (*text).to_owned(),
            Kind::Mention { name, condition: None, .. } | Kind::Unknown(name) => format!("@{name}"),
            Kind::Mention { name, condition: Some(condition), .. } => format!("@{name}[{condition}]"),
            Kind::Look { node, .. } => node.to_string(),
            Kind::Start => "^".to_owned(),
            Kind::End => "$".to_owned(),
            Kind::Boundary { across } => (if *across { ";;" } else { ";" }).to_owned(),
            Kind::Split(_) | Kind::Open(_) | Kind::Close(_) | Kind::Match => String::new(),
        }
    }

    /// Whether it steps over something in the text.
    pub(super) fn consumes(&self) -> bool {
        matches!(self.kind, Kind::Word(..) | Kind::Test(_) | Kind::Any(_) | Kind::Mention { .. } | Kind::Unknown(_))
    }

    /// How much a step over it says: a word says more than a tag, a gap nothing.
    pub(super) fn weight(&self) -> u32 {
        match &self.kind {
            Kind::Word(Atom::Pos(_) | Atom::Regex { .. }, ..) | Kind::Test(_) => 2,
            Kind::Word(..) | Kind::Mention { .. } => 3,
            _ => 0,
        }
    }
}

struct Builder<'r> {
    rules: &'r RuleSet,
    pack: PackId,
    via: Rc<[PatternId]>,
    roles: Rc<[&'r str]>,
    machine: Machine<'r>,
    depth: u32,
}

impl<'r> Builder<'r> {
    fn build(
        rules: &'r RuleSet,
        pack: PackId,
        via: &Rc<[PatternId]>,
        pattern: &'r Node,
        depth: u32,
    ) -> Option<Machine<'r>> {
        let mut builder =
            Builder { rules, pack, via: via.clone(), roles: Rc::from([]), machine: Machine::default(), depth };
        let end = builder.push(Kind::Match, 0)?;
        builder.machine.start = builder.emit(pattern, end)?;
        Some(builder.machine)
    }

    fn push(&mut self, kind: Kind<'r>, next: StateId) -> Option<StateId> {
        let states = &mut self.machine.states;
        if states.len() >= MAX_STATES {
            return None;
        }
        let (via, roles) = (self.via.clone(), self.roles.clone());
        states.push(State { kind, pack: self.pack, via, roles, next });
        Some(states.len() as StateId - 1)
    }

    fn emit(&mut self, node: &'r Node, next: StateId) -> Option<StateId> {
        match &node.kind {
            NodeKind::Sequence(parts) => parts.iter().rev().try_fold(next, |next, part| self.emit(part, next)),
            NodeKind::Alternation(parts) => {
                let mut entry = None;
                for part in parts.iter().rev() {
                    let branch = self.emit(part, next)?;
                    entry = Some(match entry {
                        None => branch,
                        Some(rest) => self.push(Kind::Split(rest), branch)?,
                    });
                }
                entry
            }
            NodeKind::Token(atom) => self.atom(atom, next),
            NodeKind::Any => self.push(Kind::Any("_"), next),
            NodeKind::Test(condition) => self.push(Kind::Test(condition), next),
            NodeKind::Mention { name, condition } => self.mention(&name.text, condition.as_ref(), next),
            NodeKind::Gap { max } => {
                let mut entry = next;
                for _ in 0..*max {
                    let step = self.push(Kind::Any("..."), entry)?;
                    entry = self.push(Kind::Split(step), next)?;
                }
                Some(entry)
            }
            NodeKind::Capture { role, inner } => {
                let close = self.push(Kind::Close(&role.text), next)?;
                let outer = self.roles.clone();
                self.roles = outer.iter().copied().chain([role.text.as_str()]).collect();
                let body = self.emit(inner, close)?;
                self.roles = outer;
                self.push(Kind::Open(&role.text), body)
            }
            NodeKind::Repeat { inner, min, max, greedy } => self.repeat(inner, *min, *max, *greedy, next),
            NodeKind::Look { ahead, negative, inner } => {
                let machine = Self::build(self.rules, self.pack, &self.via, inner, self.depth)?;
                self.push(Kind::Look { node, ahead: *ahead, negative: *negative, inner: machine }, next)
            }
            NodeKind::Start => self.push(Kind::Start, next),
            NodeKind::End => self.push(Kind::End, next),
            NodeKind::Boundary { across } => self.push(Kind::Boundary { across: *across }, next),
        }
    }

    fn atom(&mut self, atom: &'r Atom, next: StateId) -> Option<StateId> {
        match atom {
            Atom::Word(text) | Atom::Exact(text) | Atom::Lemma(text) => {
                let words = (0_u32..).zip(words(text)).collect::<Vec<_>>();
                let mut words = words.into_iter().rev();
                words.try_fold(next, |next, (number, word)| self.push(Kind::Word(atom, word, number), next))
            }
            Atom::Pos(_) | Atom::Regex { .. } => self.push(Kind::Word(atom, String::new(), 0), next),
        }
    }

    fn mention(&mut self, name: &'r str, condition: Option<&'r Condition>, next: StateId) -> Option<StateId> {
        match self.rules.resolve(self.pack, name) {
            Some(Reference::Pattern(id)) => {
                // A circle of names is an error of the pack, and stops here.
                if self.depth > 64 {
                    return None;
                }
                let definition = &self.rules.patterns[id.0 as usize];
                let (pack, via) = (self.pack, self.via.clone());
                self.pack = definition.pack;
                self.via = via.iter().copied().chain([id]).collect();
                self.depth += 1;
                let entry = self.emit(&definition.pattern, next);
                self.depth -= 1;
                (self.pack, self.via) = (pack, via);
                entry
            }
            Some(reference) => self.push(Kind::Mention { name, reference, condition }, next),
            None => self.push(Kind::Unknown(name), next),
        }
    }

    fn split(&mut self, greedy: bool, body: StateId, leave: StateId) -> Option<StateId> {
        if greedy { self.push(Kind::Split(leave), body) } else { self.push(Kind::Split(body), leave) }
    }

    fn repeat(&mut self, inner: &'r Node, min: u32, max: Option<u32>, greedy: bool, next: StateId) -> Option<StateId> {
        let mut entry = next;
        match max {
            None => {
                // An empty turn comes back to a state that was entered before, and so ends by itself.
                let head = self.push(Kind::Split(next), next)?;
                let body = self.emit(inner, head)?;
                let (first, second) = if greedy { (body, next) } else { (next, body) };
                let state = &mut self.machine.states[head as usize];
                (state.next, state.kind) = (first, Kind::Split(second));
                entry = head;
            }
            Some(max) => {
                for _ in min..max {
                    let body = self.emit(inner, entry)?;
                    entry = self.split(greedy, body, next)?;
                }
            }
        }
        for _ in 0..min {
            entry = self.emit(inner, entry)?;
        }
        Some(entry)
    }
}
