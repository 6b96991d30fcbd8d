//! Guards: a way is not gone where the sentence no longer holds what it needs.

use crate::compile::anchor::Finder;
use crate::compile::code::{Instruction, Pc};
use crate::compile::needs::NeedId;
use crate::pattern::{Node, NodeKind};

use super::{Emitted, Generator};

impl Generator<'_> {
    pub(super) fn need(&mut self, node: &Node) -> NeedId {
        self.finder().need(node, 0)
    }

    /// Whether a match of a part can end in another sentence than it starts in.
    pub(super) fn leaves(&mut self, node: &Node) -> bool {
        self.finder().leaves(node)
    }

    fn finder(&mut self) -> Finder<'_> {
        Finder { rules: self.rules, pack: self.pack, tables: self.tables, known: self.known, depth: self.depth }
    }

    /// What comes behind the part before `part`: `part`, and unless it may leave its sentence, what comes behind it.
    pub(super) fn add_to_rest(&mut self, part: &Node) {
        if !self.forward {
            return;
        }
        let need = self.need(part);
        let rest = if self.leaves(part) { NeedId::NOTHING } else { self.rest };
        self.rest = self.tables.needs.all([need, rest]);
    }

    /// The entry to a part that is not on every way, behind a look at whether it can be there.
    pub(super) fn guarded(&mut self, part: &Node, entry: Pc) -> Emitted {
        if !self.forward || is_one_step(part) {
            return Ok(entry);
        }
        let need = self.need(part);
        self.push_guard(need, entry)
    }

    /// The entry to one more turn of a loop: what comes behind the loop must still come.
    pub(super) fn guarded_turn(&mut self, part: &Node, entry: Pc) -> Emitted {
        let need = if is_one_step(part) { NeedId::NOTHING } else { self.need(part) };
        let rest = if self.leaves(part) { NeedId::NOTHING } else { self.rest };
        let need = self.tables.needs.all([need, rest]);
        self.guard(need, entry)
    }

    pub(super) fn guard(&mut self, need: NeedId, next: Pc) -> Emitted {
        if self.forward { self.push_guard(need, next) } else { Ok(next) }
    }

    /// A guard, which does not count among the instructions that make a pattern too large.
    pub(super) fn push_guard(&mut self, need: NeedId, next: Pc) -> Emitted {
        if need == NeedId::NOTHING {
            return Ok(next);
        }
        self.guards += 1;
        self.push(Instruction::Guard(need, next))
    }
}

/// Whether a part begins with a test that tells as much as a look ahead would, and at once.
pub(super) fn is_one_step(part: &Node) -> bool {
    match &part.kind {
        NodeKind::Token(_) | NodeKind::Test(_) | NodeKind::Any => true,
        NodeKind::Capture { inner, .. } => is_one_step(inner),
        _ => false,
    }
}
