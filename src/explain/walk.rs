//! Walks through a machine: the way of a match, and the way that came nearest.
//!
//! Both enter each pair of a state and a node once (or once better), so that
//! they end on any pattern. They are simple rather than fast.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::machine::{Kind, Machine, StateId};
use super::memo::Dead;
use super::report::How;
use super::subject::{Asker, Scene, Subject};
use crate::engine::{MentionIdx, can_step_over};
use crate::pack::PackId;
use crate::pattern::Node;
use crate::text::TokenSpan;

/// What happened on a way, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Event {
    /// A state was passed, from one node to another, over a mention or not.
    Pass { state: StateId, from: u32, to: u32, mention: Option<MentionIdx> },
    /// A state was passed over though it fails.
    Skip { state: StateId, from: u32, to: u32, how: How },
}

/// A way and where it ends.
#[derive(Debug, Clone)]
pub(super) struct Way {
    pub(super) events: Vec<Event>,
    pub(super) end: u32,
}

/// A way that came near.
#[derive(Debug, Clone)]
pub(super) struct Near {
    /// The way, with at most one skip on it.
    pub(super) events: Vec<Event>,
    /// The states that failed at its end; empty where it comes to a match but for the skip.
    pub(super) failed: Vec<StateId>,
    /// Where it ends.
    pub(super) end: u32,
}

/// Places that are entered before a walk is given up.
const MAX_PLACES: usize = 2_000_000;

/// The most tokens that stand in for a mention that is missing.
const MAX_STAND_IN: u32 = 4;

/// A machine over an article.
#[derive(Clone, Copy)]
pub(super) struct Walker<'a, 'r> {
    pub(super) view: Scene<'a>,
    pub(super) machine: &'a Machine<'r>,
}

/// Where a state leads from a node.
type Steps = Vec<(u32, Option<MentionIdx>)>;

impl<'a, 'r> Walker<'a, 'r> {
    /// Who asks in the namespace of a pack.
    pub(super) fn asker(&self, pack: PackId) -> Asker<'a> {
        Asker { view: self.view, pack }
    }

    /// The preferred way from a node to a match, or to a match that ends at `wanted`.
    pub(super) fn find(&self, node: u32, wanted: Option<u32>, context: bool) -> Option<Way> {
        self.find_beyond(&mut Dead::default(), node, wanted, context)
    }

    /// The same with the places that are known to lead nowhere; those of a search
    /// that finds nothing are added, so that many searches take no longer than one.
    pub(super) fn find_beyond(&self, dead: &mut Dead, node: u32, wanted: Option<u32>, context: bool) -> Option<Way> {
        let mut seen: FxHashSet<(StateId, u32)> = FxHashSet::default();
        let mut trail: Vec<Event> = Vec::new();
        let mut open: Vec<(StateId, u32, usize, Option<Event>)> = vec![(self.machine.start, node, 0, None)];
        while let Some((id, node, length, event)) = open.pop() {
            trail.truncate(length);
            trail.extend(event);
            if seen.len() > MAX_PLACES {
                return None;
            }
            if dead.contains(&(id, node)) || !seen.insert((id, node)) {
                continue;
            }
            let state = self.machine.state(id);
            let length = trail.len();
            match &state.kind {
                Kind::Match if wanted.is_none_or(|wanted| wanted == node) => {
                    return Some(Way { events: trail, end: node });
                }
                Kind::Match => {}
                Kind::Split(second) => open.extend([(*second, node, length, None), (state.next, node, length, None)]),
                _ => {
                    for (to, mention) in self.steps(id, node, context).into_iter().rev() {
                        let event = Event::Pass { state: id, from: node, to, mention };
                        open.push((state.next, to, length, Some(event)));
                    }
                }
            }
        }
        dead.extend(seen);
        None
    }

    /// Whether some way from a node of the sentences that `tokens` touch overlaps them; the first such.
    pub(super) fn overlapping(&self, tokens: TokenSpan) -> Option<TokenSpan> {
        let document = self.view.document;
        let first = document.sentence_of[tokens.start as usize];
        let last = document.sentence_of[tokens.end as usize - 1];
        let start = document.sentence(first).tokens.start;
        let end = document.sentence(last).tokens.end;
        (start..end).find_map(|token| {
            let node = token + document.sentence_of[token as usize];
            let mut ends: Vec<u32> = self.ends([node], false).into_iter().collect();
            ends.sort_unstable_by(|one, other| other.cmp(one));
            let spans = ends.into_iter().map(|end| TokenSpan::new(token, self.view.lattice.token(end)));
            let mut spans = spans;
            spans.find(|found| found.overlaps(tokens))
        })
    }

    /// All ends of matches from some nodes.
    fn ends(&self, starts: impl IntoIterator<Item = u32>, context: bool) -> FxHashSet<u32> {
        let mut seen: FxHashSet<(StateId, u32)> = FxHashSet::default();
        let mut ends = FxHashSet::default();
        let mut open: Vec<(StateId, u32)> = starts.into_iter().map(|node| (self.machine.start, node)).collect();
        while let Some((id, node)) = open.pop() {
            if !seen.insert((id, node)) {
                continue;
            }
            let state = self.machine.state(id);
            match &state.kind {
                Kind::Match => {
                    ends.insert(node);
                }
                Kind::Split(second) => open.extend([(*second, node), (state.next, node)]),
                _ => open.extend(self.steps(id, node, context).into_iter().map(|(to, _)| (state.next, to))),
            }
        }
        ends
    }

    /// Where a state leads from a node, the preferred first.
    fn steps(&self, id: StateId, node: u32, context: bool) -> Steps {
        self.view.memo.count();
        let state = self.machine.state(id);
        let lattice = self.view.lattice;
        let asker = self.asker(state.pack);
        let stay = |holds: bool| if holds { vec![(node, None)] } else { Vec::new() };
        let token = (!lattice.at_end(node)).then(|| lattice.token(node));
        let over = |holds: &dyn Fn(Subject) -> bool| match token {
            Some(token) if holds(Subject::Token(token)) => vec![(node + 1, None)],
            _ => Vec::new(),
        };
        match &state.kind {
            Kind::Word(atom, word, number) => over(&|subject| asker.word_holds(atom, word, *number, subject)),
            Kind::Test(condition) => over(&|subject| asker.holds(condition, subject)),
            Kind::Any(_) => over(&|_| true),
            Kind::Mention { reference, condition, .. } => {
                let passes = |&mention: &MentionIdx| {
                    asker.is_a(mention, *reference)
                        && condition.is_none_or(|condition| asker.holds(condition, Subject::Mention(mention)))
                };
                let end = |mention: MentionIdx| lattice.end_node(mention, &self.view.document.sentence_of);
                let stays = |to: u32| !context || lattice.sentence(to) == lattice.sentence(node);
                let steps =
                    lattice.starting(node).iter().copied().filter(passes).map(|mention| (end(mention), Some(mention)));
                steps.filter(|(to, _)| stays(*to)).collect()
            }
            Kind::Open(_) | Kind::Close(_) => stay(true),
            Kind::Look { node: part, ahead, negative, inner } => {
                stay(self.looks(part, inner, node, *ahead) != *negative)
            }
            Kind::Start => stay(lattice.at_start(node)),
            Kind::End => stay(lattice.at_end(node)),
            Kind::Boundary { across } if !context && can_step_over(self.view.view, node, *across) => {
                vec![(node + 1, None)]
            }
            Kind::Boundary { .. } | Kind::Unknown(_) | Kind::Split(_) | Kind::Match => Vec::new(),
        }
    }

    fn looks(&self, part: &Node, inner: &Machine<'r>, node: u32, ahead: bool) -> bool {
        let walker = Walker { view: self.view, machine: inner };
        if ahead {
            return self.view.memo.ahead(part, node, |dead| walker.find_beyond(dead, node, None, true).is_some());
        }
        let sentence = self.view.lattice.sentence(node);
        let ends = self.view.memo.behind(part, sentence, || {
            let tokens = self.view.document.sentence(sentence).tokens;
            walker.ends((tokens.start + sentence)..=(tokens.end + sentence), true)
        });
        ends.contains(&node)
    }

    /// The way that comes nearest to a match, from whatever node `starts` gives: one that is
    /// a match but for one failure; else the one that meets most of the pattern.
    pub(super) fn nearest(&self, starts: impl Iterator<Item = u32>) -> Option<Near> {
        let mut search = Search::new(self, true);
        starts.for_each(|start| search.begin(start));
        search.run();
        search.best()
    }

    /// How much of the pattern the best way from some nodes meets, without passing over a failure.
    pub(super) fn reach(&self, starts: impl Iterator<Item = u32>) -> u32 {
        let mut search = Search::new(self, false);
        starts.for_each(|start| search.begin(start));
        search.run();
        search.cells.values().map(|cell| cell.score).max().unwrap_or(0)
    }
}

/// A place of the search for the nearest way: a state, a node, and whether a failure was passed over.
type Place = (StateId, u32, bool);

#[derive(Clone, Copy)]
struct Cell {
    score: u32,
    /// How costly the failure is that was passed over.
    cost: u32,
    from: Option<(Place, Option<Event>)>,
}

struct Search<'w, 'a, 'r> {
    walker: &'w Walker<'a, 'r>,
    may_skip: bool,
    /// Places that nothing leads on from.
    stuck: Vec<Place>,
    cells: FxHashMap<Place, Cell>,
    open: BinaryHeap<(Reverse<u32>, u32, Reverse<u32>, Place)>,
}

impl<'w, 'a, 'r> Search<'w, 'a, 'r> {
    fn new(walker: &'w Walker<'a, 'r>, may_skip: bool) -> Self {
        Self { walker, may_skip, stuck: Vec::new(), cells: FxHashMap::default(), open: BinaryHeap::new() }
    }

    fn begin(&mut self, node: u32) {
        self.improve((self.walker.machine.start, node, false), Cell { score: 0, cost: 0, from: None });
    }

    fn improve(&mut self, place: Place, cell: Cell) {
        let better = |known: &Cell| (cell.score, Reverse(cell.cost)) > (known.score, Reverse(known.cost));
        if self.cells.len() < MAX_PLACES && self.cells.get(&place).is_none_or(better) {
            self.cells.insert(place, cell);
            self.open.push((Reverse(place.1), cell.score, Reverse(cell.cost), place));
        }
    }

    /// From node to node, the best first: a score grows only with a step forward,
    /// so a place is final when it is taken up.
    fn run(&mut self) {
        while let Some((_, score, Reverse(cost), place)) = self.open.pop() {
            let (id, node, skipped) = place;
            let cell = self.cells[&place];
            if (cell.score, cell.cost) != (score, cost) {
                continue;
            }
            let state = self.walker.machine.state(id);
            let on = |event: Option<Event>, score: u32, cost: u32| Cell {
                score: cell.score + score,
                cost: cell.cost + cost,
                from: Some((place, event)),
            };
            if let Kind::Split(second) = state.kind {
                self.improve((state.next, node, skipped), on(None, 0, 0));
                self.improve((second, node, skipped), on(None, 0, 0));
                continue;
            }
            let steps = self.walker.steps(id, node, false);
            for &(to, mention) in &steps {
                let event = Event::Pass { state: id, from: node, to, mention };
                self.improve((state.next, to, skipped), on(Some(event), state.weight(), 0));
            }
            if !skipped && steps.is_empty() && !matches!(state.kind, Kind::Match) {
                self.stuck.push(place);
                if self.may_skip {
                    self.skip(place, cell);
                }
            }
        }
    }

    /// The ways past a state that fails: over what stands there, over what stands in the way, or without it.
    fn skip(&mut self, place: Place, cell: Cell) {
        let (id, node, _) = place;
        let state = self.walker.machine.state(id);
        let lattice = self.walker.view.lattice;
        let mut past = |to_state: StateId, to: u32, how: How, cost: u32| {
            let event = Event::Skip { state: id, from: node, to, how };
            self.improve((to_state, to, true), Cell { score: cell.score, cost, from: Some((place, Some(event))) });
        };
        match &state.kind {
            Kind::Look { .. } | Kind::Start | Kind::End => past(state.next, node, How::Fails, 1),
            Kind::Boundary { .. } => past(state.next, node, How::Absent, 3),
            _ => {
                let is_mention = matches!(state.kind, Kind::Mention { .. });
                let mut to = node;
                for tokens in 1..=if is_mention { MAX_STAND_IN } else { 1 } {
                    if lattice.at_end(to) {
                        break;
                    }
                    to += 1;
                    past(state.next, to, How::Fails, tokens);
                    if tokens == 1 && cell.score > 0 {
                        past(id, to, How::InTheWay, 2);
                    }
                }
                past(state.next, node, How::Absent, 6);
            }
        }
    }

    fn best(&self) -> Option<Near> {
        let machine = self.walker.machine;
        let is_match = |id: StateId| matches!(machine.state(id).kind, Kind::Match);
        let near = self.cells.iter().filter(|((id, _, skipped), _)| *skipped && is_match(*id));
        let near = near.filter(|(_, cell)| cell.score > 0);
        let best = near.max_by_key(|(place, cell)| (cell.score, Reverse((cell.cost, place.1))));
        if let Some((&place, _)) = best {
            let events = self.way(place);
            return Some(Near { events, failed: Vec::new(), end: place.1 });
        }
        let stuck = self.stuck.iter().map(|place| (*place, self.cells[place]));
        let stuck: Vec<(Place, Cell)> = stuck.filter(|(_, cell)| cell.score > 0).collect();
        let (best, score) = stuck
            .iter()
            .max_by_key(|(place, cell)| (cell.score, Reverse((place.1, place.0))))
            .map(|(place, cell)| (*place, cell.score))?;
        let rivals = stuck.iter().filter(|(place, cell)| place.1 == best.1 && cell.score == score);
        let mut failed: Vec<StateId> = rivals.map(|(place, _)| place.0).collect();
        failed.sort_unstable_by(|a, b| b.cmp(a));
        Some(Near { events: self.way(best), failed, end: best.1 })
    }

    fn way(&self, place: Place) -> Vec<Event> {
        let mut events = Vec::new();
        let mut at = Some(place);
        while let Some(place) = at {
            let from = self.cells[&place].from;
            events.extend(from.and_then(|(_, event)| event));
            at = from.map(|(place, _)| place);
        }
        events.reverse();
        events
    }
}
