//! Mentions and hits, and which of those that overlap stay.

use std::cmp::Reverse;

use crate::pack::{ListId, RuleSet, TypeId};
use crate::text::TokenSpan;

/// What a mention is a mention of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// Of a type.
    Type(TypeId),
    /// A hit of a list.
    List(ListId),
}

/// A mention or a hit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention {
    pub(super) kind: Kind,
    pub(super) tokens: TokenSpan,
    /// Characters from its first token to its last.
    pub(super) characters: usize,
    pub(super) priority: i32,
    /// The name of the rule or list that made it, then that of its pack.
    pub(super) maker: (String, String),
    pub(super) attributes: Vec<(String, String)>,
}

impl Mention {
    /// The name by which `@` finds it.
    pub(super) fn name<'r>(&self, rules: &'r RuleSet) -> &'r str {
        match self.kind {
            Kind::Type(id) => &rules.types[id.0 as usize].name,
            Kind::List(id) => &rules.lists[id.0 as usize].name,
        }
    }
}

/// The type at the top of a type's line of `is`.
pub(super) fn root(rules: &RuleSet, id: TypeId) -> TypeId {
    rules.types[id.0 as usize].is.map_or(id, |above| root(rules, above))
}

/// Whether `below` is `above` or comes under it by `is`.
fn is_under(rules: &RuleSet, below: TypeId, above: TypeId) -> bool {
    below == above || rules.types[below.0 as usize].is.is_some_and(|next| is_under(rules, next, above))
}

/// Whether `@wanted` matches a mention of `found`: the type itself, those under it, and so for each member of its `any`.
pub(super) fn covers(rules: &RuleSet, wanted: TypeId, found: TypeId) -> bool {
    covers_beyond(rules, wanted, found, &mut Vec::new())
}

fn covers_beyond(rules: &RuleSet, wanted: TypeId, found: TypeId, seen: &mut Vec<TypeId>) -> bool {
    if seen.contains(&wanted) {
        return false;
    }
    seen.push(wanted);
    if is_under(rules, found, wanted) {
        return true;
    }
    // A type that stands under `wanted` may itself have an `any`.
    let under = (0..rules.types.len()).map(|index| TypeId(index as u32)).filter(|&id| is_under(rules, id, wanted));
    let members: Vec<_> = under.flat_map(|id| rules.types[id.0 as usize].any.clone()).collect();
    members.into_iter().any(|member| covers_beyond(rules, member, found, seen))
}

/// Whether a type, or one above it, keeps its overlapping mentions.
fn keeps_all(rules: &RuleSet, id: TypeId) -> bool {
    let def = &rules.types[id.0 as usize];
    def.overlap_all || def.is.is_some_and(|above| keeps_all(rules, above))
}

/// Those that stay: the best first, greedily, each root type and each list by itself.
pub(super) fn settle(rules: &RuleSet, mentions: &[Mention]) -> Vec<Mention> {
    let mut best_first: Vec<&Mention> = mentions.iter().collect();
    best_first.sort_by_key(|m| {
        (
            Reverse(m.tokens.len()),
            Reverse(m.characters),
            Reverse(m.priority),
            m.tokens.start,
            m.maker.clone(),
            m.name(rules),
            m.attributes.clone(),
        )
    });
    let mut stay: Vec<Mention> = Vec::new();
    for mention in best_first {
        let loses = |other: &Mention| compete(rules, mention, other) && mention.tokens.overlaps(other.tokens);
        if !stay.iter().any(loses) {
            stay.push(mention.clone());
        }
    }
    stay
}

fn compete(rules: &RuleSet, one: &Mention, other: &Mention) -> bool {
    match (one.kind, other.kind) {
        (Kind::List(a), Kind::List(b)) => a == b,
        (Kind::Type(a), Kind::Type(b)) => {
            root(rules, a) == root(rules, b) && !keeps_all(rules, a) && !keeps_all(rules, b)
        }
        _ => false,
    }
}
