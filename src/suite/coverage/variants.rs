//! What captures nothing shows in rules of its own: for each way that a part of
//! a lookaround or of a role's path may go there is a pattern or path that
//! matches only where it goes that way.
//!
//! An alternative inside a look that must *not* hold is taken where it keeps a
//! match off, so that every look around a part is turned into one that holds.

use crate::pattern::{Node, NodeKind, TreePath, TreePathKind};

use super::Kind;

/// A part that captures nothing.
pub(super) struct Variant<T> {
    pub(super) kind: Kind,
    pub(super) text: String,
    /// By way: what matches only where the part goes it.
    pub(super) ways: Vec<T>,
    /// Whether what holds in it keeps a match off.
    pub(super) keeps_off: bool,
}

/// The parts inside the lookarounds of a pattern.
pub(super) fn in_looks(pattern: &Node) -> Vec<Variant<Node>> {
    let mut looks = Looks { found: Vec::new() };
    looks.walk(pattern, Inside::Nothing, &|node| node);
    looks.found
}

/// What looks a part stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    /// In none.
    Nothing,
    /// In looks that must hold.
    Wanted,
    /// In one that must not.
    Unwanted,
}

struct Looks {
    found: Vec<Variant<Node>>,
}

impl Looks {
    /// Goes through a part; `whole` puts what stands for it into the whole pattern.
    fn walk(&mut self, node: &Node, inside: Inside, whole: &dyn Fn(Node) -> Node) {
        let like = |kind: NodeKind| Node { kind, place: node.place };
        match &node.kind {
            NodeKind::Sequence(parts) => {
                for (at, part) in parts.iter().enumerate() {
                    self.walk(part, inside, &|new| {
                        let mut parts = parts.clone();
                        parts[at] = new;
                        whole(like(NodeKind::Sequence(parts)))
                    });
                }
            }
            NodeKind::Alternation(parts) => {
                for part in parts {
                    self.add(inside, Kind::Alternative, part.to_string(), || vec![whole(part.clone())]);
                    self.walk(part, inside, whole);
                }
            }
            NodeKind::Repeat { inner, min, max, greedy } => {
                let turned = |inner: Node| {
                    let inner = Box::new(inner);
                    whole(like(NodeKind::Repeat { inner, min: (*min).max(1), max: *max, greedy: *greedy }))
                };
                if *min == 0 {
                    let nothing = || whole(like(NodeKind::Sequence(Vec::new())));
                    let ways = || vec![turned((**inner).clone()), nothing()];
                    self.add(inside, Kind::Optional, node.to_string(), ways);
                }
                self.walk(inner, inside, &turned);
            }
            NodeKind::Capture { role, inner } => self.walk(inner, inside, &|inner| {
                whole(like(NodeKind::Capture { role: role.clone(), inner: Box::new(inner) }))
            }),
            NodeKind::Look { ahead, negative, inner } => {
                let inside = if *negative || inside == Inside::Unwanted { Inside::Unwanted } else { Inside::Wanted };
                self.walk(inner, inside, &|inner| {
                    whole(like(NodeKind::Look { ahead: *ahead, negative: false, inner: Box::new(inner) }))
                });
            }
            _ => {}
        }
    }

    fn add(&mut self, inside: Inside, kind: Kind, text: String, ways: impl Fn() -> Vec<Node>) {
        if inside != Inside::Nothing {
            self.found.push(Variant { kind, text, ways: ways(), keeps_off: inside == Inside::Unwanted });
        }
    }
}

/// The parts of the path of a role.
pub(super) fn in_path(path: &TreePath) -> Vec<Variant<TreePath>> {
    let mut found = Vec::new();
    walk_path(path, &|path| path, &mut found);
    found
}

fn walk_path(path: &TreePath, whole: &dyn Fn(TreePath) -> TreePath, found: &mut Vec<Variant<TreePath>>) {
    let like = |kind: TreePathKind| TreePath { kind, place: path.place };
    let mut add = |kind: Kind, part: &TreePath, ways: Vec<TreePath>| {
        found.push(Variant { kind, text: part.to_string(), ways, keeps_off: false });
    };
    match &path.kind {
        TreePathKind::Sequence(parts) => {
            for (at, part) in parts.iter().enumerate() {
                let with = |new: TreePath| {
                    let mut parts = parts.clone();
                    parts[at] = new;
                    whole(like(TreePathKind::Sequence(parts)))
                };
                walk_path(part, &with, found);
            }
        }
        TreePathKind::Alternation(parts) => {
            for part in parts {
                add(Kind::Alternative, part, vec![whole(part.clone())]);
            }
            parts.iter().for_each(|part| walk_path(part, whole, found));
        }
        TreePathKind::Repeat { inner, min, max } => {
            let turned = |inner: TreePath| {
                whole(like(TreePathKind::Repeat { inner: Box::new(inner), min: (*min).max(1), max: *max }))
            };
            if *min == 0 {
                let nothing = whole(like(TreePathKind::Sequence(Vec::new())));
                add(Kind::Optional, path, vec![turned((**inner).clone()), nothing]);
            }
            walk_path(inner, &turned, found);
        }
        TreePathKind::Edge { .. } | TreePathKind::Stand(_) => {}
    }
}
