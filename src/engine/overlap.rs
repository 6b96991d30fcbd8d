//! Which of overlapping mentions stays.
//!
//! Mentions compete under one root type, hits of a list without a type among
//! themselves. The longest wins (tokens, then characters), then the higher
//! priority, the earlier start, the name of the rule or list.

use std::cmp::Reverse;

use crate::compile::{Label, Program};
use crate::pack::{RuleSet, TypeId};

use super::lattice::{Lattice, LiveMention, Source};
use crate::compile::Labels;

/// Under which label a mention competes.
pub(crate) fn root_label(program: &Program, label: Label) -> Label {
    match program.labels.as_type(label) {
        Some(id) => Labels::of_type(program.rules.root(id)),
        None => label,
    }
}

/// By label: under which label a mention competes, and whether it keeps what it overlaps.
#[derive(Debug, Default)]
pub(crate) struct Roots {
    roots: Vec<Label>,
    keeps_overlap: Vec<bool>,
}

impl Roots {
    pub(crate) fn new(program: &Program) -> Self {
        let labels = || (0..program.labels.count() as u32).map(Label);
        Self {
            roots: labels().map(|label| root_label(program, label)).collect(),
            keeps_overlap: labels().map(|label| keeps_overlap(program, label)).collect(),
        }
    }

    pub(crate) fn of(&self, label: Label) -> Label {
        self.roots[label.0 as usize]
    }
}

/// Settles the overlap of all mentions under one root, those that lost before included.
pub(crate) fn settle(program: &Program, roots: &Roots, lattice: &mut Lattice, root: Label, tokens: usize, text: &str) {
    let mut order: Vec<(Precedence<'_>, u32)> = Vec::new();
    for (index, mention) in lattice.mentions.iter_mut().enumerate() {
        if roots.of(mention.label) != root {
            continue;
        }
        mention.stays = true;
        if !roots.keeps_overlap[mention.label.0 as usize] {
            order.push((precedence(program, mention, text), index as u32));
        }
    }
    order.sort_unstable();
    let mut taken = vec![false; tokens];
    for (_, index) in order {
        let mention = &mut lattice.mentions[index as usize];
        let claimed = &mut taken[mention.tokens.range()];
        mention.stays = !claimed.contains(&true);
        if mention.stays {
            claimed.fill(true);
        }
    }
}

type Precedence<'a> = (Reverse<u32>, Reverse<usize>, Reverse<i32>, u32, &'a str, Source);

fn precedence<'a>(program: &'a Program, mention: &LiveMention, text: &str) -> Precedence<'a> {
    (
        Reverse(mention.tokens.len()),
        Reverse(mention.span.slice(text).chars().count()),
        Reverse(mention.priority),
        mention.tokens.start,
        source_name(&program.rules, mention.source),
        mention.source,
    )
}

/// Whether a type, or one above it, keeps its overlapping mentions.
fn keeps_overlap(program: &Program, label: Label) -> bool {
    let def = |id: TypeId| &program.rules.types[id.0 as usize];
    let own = program.labels.as_type(label);
    std::iter::successors(own, |&id| def(id).is).any(|id| def(id).overlap_all)
}

/// The name of the rule or list that made a mention.
fn source_name(rules: &RuleSet, source: Source) -> &str {
    match source {
        Source::Engine => "",
        Source::List(id, _) => &rules.lists[id.0 as usize].name,
        Source::Rule(id) => &rules.rules[id.0 as usize].name,
    }
}
