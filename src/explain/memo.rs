//! What was asked of an article and answered, so that nothing is asked twice.
//!
//! A walk comes to the same token with the same question often: a loop is
//! unrolled, and one start lies inside the reach of the next. A question is known
//! by the part of the rule that asks it, which stands at one place in memory as
//! long as the rules are there. Nothing that is made on the way, such as a
//! machine, may ask: its place is another's as soon as it is gone.

use std::cell::{Cell, RefCell};
use std::hash::Hash;
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::machine::StateId;
use super::subject::Subject;
use crate::compile::{Label, WholeRegex};
use crate::pack::Reference;

/// Places from which no match is to be had.
pub(super) type Dead = FxHashSet<(StateId, u32)>;

/// A part of a rule, by where it stands in memory.
type Part = usize;

/// Nodes where matches end.
type Ends = Rc<FxHashSet<u32>>;

/// The answers about one article.
#[derive(Debug, Default)]
pub(super) struct Memo {
    regexes: RefCell<FxHashMap<Part, Option<Rc<WholeRegex>>>>,
    holds: RefCell<FxHashMap<(Part, u32, Subject), bool>>,
    kinds: RefCell<FxHashMap<(Label, Reference), bool>>,
    /// By lookahead: where it is known to match or not, and where its walks came to nothing.
    ahead: RefCell<FxHashMap<(Part, u32), bool>>,
    dead: RefCell<FxHashMap<Part, Dead>>,
    /// By lookbehind and sentence: where its matches end.
    behind: RefCell<FxHashMap<(Part, u32), Ends>>,
    steps: Cell<u64>,
}

impl Memo {
    /// A regex, compiled once; none where it has a mistake.
    pub(super) fn regex<T>(&self, part: &T, compile: impl FnOnce() -> Option<WholeRegex>) -> Option<Rc<WholeRegex>> {
        answer(&self.regexes, place(part), || compile().map(Rc::new))
    }

    /// Whether a part of a rule, or one word of it, holds of a token or mention.
    pub(super) fn holds<T>(&self, part: &T, word: u32, subject: Subject, ask: impl FnOnce() -> bool) -> bool {
        answer(&self.holds, (place(part), word, subject), || {
            self.count();
            ask()
        })
    }

    /// Whether mentions of a label count as what a name stands for.
    pub(super) fn is_a(&self, label: Label, wanted: Reference, ask: impl FnOnce() -> bool) -> bool {
        answer(&self.kinds, (label, wanted), ask)
    }

    /// Whether a lookahead matches from a node; its walks share the places that lead nowhere.
    pub(super) fn ahead<T>(&self, part: &T, node: u32, walk: impl FnOnce(&mut Dead) -> bool) -> bool {
        answer(&self.ahead, (place(part), node), || {
            // Taken out while it is used: a context in a context asks the same memory.
            let mut dead = self.dead.borrow_mut().remove(&place(part)).unwrap_or_default();
            let matches = walk(&mut dead);
            self.dead.borrow_mut().insert(place(part), dead);
            matches
        })
    }

    /// Where the matches of a lookbehind in a sentence end.
    pub(super) fn behind<T>(&self, part: &T, sentence: u32, walk: impl FnOnce() -> FxHashSet<u32>) -> Ends {
        answer(&self.behind, (place(part), sentence), || Rc::new(walk()))
    }

    /// Counts a step of a walk, or a question that is asked anew.
    pub(super) fn count(&self) {
        self.steps.set(self.steps.get() + 1);
    }

    /// How much was done so far.
    #[cfg(test)]
    pub(super) fn steps(&self) -> u64 {
        self.steps.get()
    }
}

fn place<T>(part: &T) -> Part {
    std::ptr::from_ref(part).addr()
}

/// The known answer, or the one that is found now.
fn answer<K: Hash + Eq, V: Clone>(known: &RefCell<FxHashMap<K, V>>, key: K, find: impl FnOnce() -> V) -> V {
    let found = known.borrow().get(&key).cloned();
    found.unwrap_or_else(|| {
        let found = find();
        known.borrow_mut().insert(key, found.clone());
        found
    })
}
