//! What a pattern captures, how often, and what can stand there; named patterns
//! counted in.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Label;
use crate::pattern::{Node, NodeKind};

use super::names::Namespace;
use super::place::Text;
use super::rule_set::{PatternId, Reference, TypeId};

/// The most parts that a pattern may have, once repetitions are written out and
/// named patterns put in. A limit keeps a short text from taking all memory.
pub(crate) const MAX_PARTS: u32 = 50_000;

/// How deep named patterns may stand in one another.
pub(crate) const MAX_NESTING: u32 = 64;

/// No upper bound.
const ENDLESS: u32 = u32::MAX;

/// What is known of a pattern without matching it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Summary {
    /// Its captures by name.
    pub(crate) captures: BTreeMap<String, Capture>,
    /// Whether it can match without a token.
    pub(crate) can_be_empty: bool,
    /// What its whole match can be.
    pub(crate) filler: Filler,
    /// The number of its parts, with repetitions written out.
    pub(crate) parts: u32,
    /// How deep named patterns stand in it.
    pub(crate) nesting: u32,
}

/// A capture of a pattern.
#[derive(Debug, Clone)]
pub(crate) struct Capture {
    /// The fewest times it is filled in a match.
    pub(crate) min: u32,
    /// The most times.
    pub(crate) max: u32,
    /// Where it is written first.
    pub(crate) place: Label,
    /// What can fill it.
    pub(crate) filler: Filler,
}

/// What a part of a pattern can match.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum Filler {
    /// Nothing is known: any phrase.
    #[default]
    Phrase,
    /// A mention of one of these types.
    Mentions(BTreeSet<TypeId>),
}

impl Filler {
    pub(crate) fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Mentions(mut some), Self::Mentions(others)) => {
                some.extend(others);
                Self::Mentions(some)
            }
            _ => Self::Phrase,
        }
    }
}

/// What is needed to sum up a pattern.
pub(crate) struct Scope<'a> {
    pub(crate) space: &'a Namespace,
    /// The named patterns summed up so far; one on a circle never is.
    pub(crate) named: &'a BTreeMap<PatternId, Summary>,
}

impl Scope<'_> {
    /// Sums up a pattern.
    pub(crate) fn sum(&self, text: &Text, node: &Node) -> Summary {
        let captures = self.captures(text, node);
        let can_be_empty =
            node.can_be_empty(&mut |name| self.named_pattern(&name.text).is_some_and(|summary| summary.can_be_empty));
        Summary {
            captures,
            can_be_empty,
            filler: self.filler(node),
            parts: self.parts(node),
            nesting: self.nesting(node),
        }
    }

    fn parts(&self, node: &Node) -> u32 {
        let own = match &node.kind {
            NodeKind::Gap { max } => max.saturating_mul(2),
            NodeKind::Mention { name, .. } => self.named_pattern(&name.text).map_or(1, |summary| summary.parts),
            _ => 1,
        };
        let inner = node.children().iter().map(|child| self.parts(child)).fold(own, u32::saturating_add);
        match &node.kind {
            NodeKind::Repeat { min, max, .. } => {
                inner.saturating_mul(max.unwrap_or_else(|| min.saturating_add(1)).max(1))
            }
            _ => inner,
        }
    }

    fn nesting(&self, node: &Node) -> u32 {
        let mut deepest = 0;
        node.walk(&mut |part| {
            if let NodeKind::Mention { name, .. } = &part.kind
                && let Some(summary) = self.named_pattern(&name.text)
            {
                deepest = deepest.max(summary.nesting.saturating_add(1));
            }
        });
        deepest
    }

    fn named_pattern(&self, name: &str) -> Option<&Summary> {
        match self.space.get(name)? {
            Reference::Pattern(id) => self.named.get(&id),
            Reference::Type(_) | Reference::List(_) => None,
        }
    }

    fn captures(&self, text: &Text, node: &Node) -> BTreeMap<String, Capture> {
        match &node.kind {
            NodeKind::Sequence(parts) => {
                parts.iter().map(|part| self.captures(text, part)).reduce(both).unwrap_or_default()
            }
            NodeKind::Alternation(parts) => {
                parts.iter().map(|part| self.captures(text, part)).reduce(either).unwrap_or_default()
            }
            NodeKind::Repeat { inner, min, max, .. } => {
                let mut captures = self.captures(text, inner);
                for capture in captures.values_mut() {
                    capture.min = capture.min.saturating_mul(*min);
                    capture.max = capture.max.saturating_mul(max.unwrap_or(ENDLESS));
                }
                captures
            }
            NodeKind::Capture { role, inner } => {
                let place = text.label_at(role.place, "");
                let own = Capture { min: 1, max: 1, place, filler: self.filler(inner) };
                both(BTreeMap::from([(role.text.clone(), own)]), self.captures(text, inner))
            }
            NodeKind::Mention { name, .. } => {
                self.named_pattern(&name.text).map(|summary| summary.captures.clone()).unwrap_or_default()
            }
            _ => BTreeMap::new(),
        }
    }

    /// What a part of a pattern can match.
    pub(crate) fn filler(&self, node: &Node) -> Filler {
        match &node.kind {
            NodeKind::Mention { name, .. } => match self.space.get(&name.text) {
                Some(Reference::Type(id)) => Filler::Mentions(BTreeSet::from([id])),
                Some(Reference::Pattern(_)) => {
                    self.named_pattern(&name.text).map(|summary| summary.filler.clone()).unwrap_or_default()
                }
                // A hit of a list keeps its place even where a mention of another type wins it.
                Some(Reference::List(_)) | None => Filler::Phrase,
            },
            NodeKind::Alternation(parts) => {
                parts.iter().map(|part| self.filler(part)).reduce(Filler::or).unwrap_or_default()
            }
            NodeKind::Capture { inner, .. } => self.filler(inner),
            NodeKind::Sequence(parts) => {
                let takes_tokens = |part: &&Node| {
                    !matches!(
                        part.kind,
                        NodeKind::Look { .. } | NodeKind::Start | NodeKind::End | NodeKind::Boundary { .. }
                    )
                };
                let mut steps = parts.iter().filter(takes_tokens);
                match (steps.next(), steps.next()) {
                    (Some(only), None) => self.filler(only),
                    _ => Filler::Phrase,
                }
            }
            _ => Filler::Phrase,
        }
    }
}

fn both(mut some: BTreeMap<String, Capture>, others: BTreeMap<String, Capture>) -> BTreeMap<String, Capture> {
    for (name, other) in others {
        let Some(capture) = some.get_mut(&name) else {
            some.insert(name, other);
            continue;
        };
        capture.min = capture.min.saturating_add(other.min);
        capture.max = capture.max.saturating_add(other.max);
        capture.filler = std::mem::take(&mut capture.filler).or(other.filler);
    }
    some
}

fn either(mut some: BTreeMap<String, Capture>, mut others: BTreeMap<String, Capture>) -> BTreeMap<String, Capture> {
    for (name, capture) in &mut some {
        let Some(other) = others.remove(name) else {
            capture.min = 0;
            continue;
        };
        capture.min = capture.min.min(other.min);
        capture.max = capture.max.max(other.max);
        capture.filler = std::mem::take(&mut capture.filler).or(other.filler);
    }
    for (name, other) in others {
        some.insert(name, Capture { min: 0, ..other });
    }
    some
}
