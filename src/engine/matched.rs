//! Matches of rules, before they become mentions or facts.

use std::sync::Arc;

use crate::compile::Code;
use crate::pack::RuleId;
use crate::text::TokenSpan;

use super::lattice::{Lattice, MentionIdx};
use super::search::Event;

/// A match of a rule.
#[derive(Debug, Clone)]
pub(crate) struct Matched {
    pub(crate) rule: RuleId,
    /// What it consumed; for a tree rule, its trigger.
    pub(crate) tokens: TokenSpan,
    /// The sentence where it starts.
    pub(crate) sentence: u32,
    /// Its captures, in order of their ends.
    pub(crate) captures: Vec<Captured>,
    /// The mentions that were stepped over in it, in order; only where its rule works out a value.
    pub(crate) stepped: Vec<MentionIdx>,
}

/// A value of a capture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Captured {
    /// The capture's name.
    pub(crate) name: Arc<str>,
    /// Its tokens; at least one.
    pub(crate) tokens: TokenSpan,
    /// The mentions that were stepped over in it, in order.
    pub(crate) mentions: Vec<MentionIdx>,
}

/// The captures of a match, from what happened on the way to it.
pub(crate) fn captures(code: &Code, lattice: &Lattice, trail: &[Event]) -> Vec<Captured> {
    let mut found = Vec::new();
    let mut open: Vec<(u16, u32, usize)> = Vec::new();
    for (at, &event) in trail.iter().enumerate() {
        match event {
            Event::Open(capture, node) => open.push((capture, node, at)),
            Event::Close(capture, node) => {
                let Some(place) = open.iter().rposition(|&(name, _, _)| name == capture) else { continue };
                let (_, start, from) = open.remove(place);
                let tokens = TokenSpan::new(lattice.token(start), lattice.token(node));
                if tokens.is_empty() {
                    continue;
                }
                let mut mentions: Vec<MentionIdx> = trail[from..at].iter().filter_map(mention).collect();
                mentions.sort_by_key(|&mention| lattice.mention(mention).tokens);
                found.push(Captured { name: code.captures[usize::from(capture)].clone(), tokens, mentions });
            }
            Event::Place(..) | Event::Mention(_) => {}
        }
    }
    found
}

/// The mentions that were stepped over on the way to a match.
pub(crate) fn stepped(lattice: &Lattice, trail: &[Event]) -> Vec<MentionIdx> {
    let mut mentions: Vec<MentionIdx> = trail.iter().filter_map(mention).collect();
    mentions.sort_by_key(|&mention| lattice.mention(mention).tokens);
    mentions
}

fn mention(event: &Event) -> Option<MentionIdx> {
    match event {
        Event::Mention(mention) => Some(*mention),
        _ => None,
    }
}
