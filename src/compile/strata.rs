//! The order in which rules run, from names alone.
//!
//! A rule that uses `@X` must run after every rule that tags X. Beyond that, it
//! should run after every rule that tags another type under the root of X, so
//! that overlap is settled first (these *wishes* are kept unless they would
//! close a circle: `@City "," @Country` may tag a Place).

use std::collections::BTreeMap;

use crate::pack::{PackId, Reference, RuleBody, RuleDef, RuleId, RuleSet, TypeId};
use crate::pattern::{Condition, ConditionKind, Node, NodeKind, TreePath, TreePathKind};

use super::label::{root, subtypes};

/// Rules that run side by side, or round after round where they reach themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stratum {
    /// The rules, ascending.
    pub(crate) rules: Vec<RuleId>,
    /// Whether they reach themselves and run until nothing new comes.
    pub(crate) recursive: bool,
}

/// The strata of the rules for which `live` holds, in the order in which they run.
pub(crate) fn strata(rules: &RuleSet, live: &[bool]) -> Vec<Stratum> {
    let uses = Uses::new(rules, live);
    let needs = |rule: usize| uses.needs(rule, false);
    let circles = component_numbers(rules.rules.len(), live, needs);
    let wishes = component_numbers(rules.rules.len(), live, |rule| uses.needs(rule, true));
    // A wish that stays inside one component of wishes, but between components of needs, closes a circle.
    let kept = |rule: usize| {
        let needed = uses.needs(rule, false);
        let wished = uses.needs(rule, true);
        let wished = wished.into_iter().filter(|&other| wishes[other] != wishes[rule]);
        let mut all: Vec<usize> = needed.into_iter().chain(wished).collect();
        all.sort_unstable();
        all.dedup();
        all
    };
    let order = component_numbers(rules.rules.len(), live, kept);
    let mut levels = vec![0_usize; rules.rules.len()];
    let mut by_order: Vec<usize> = (0..rules.rules.len()).filter(|&rule| live[rule]).collect();
    // Components are numbered from the bottom: what a rule needs has a lower number.
    by_order.sort_by_key(|&rule| (order[rule], rule));
    let mut component_level: BTreeMap<usize, usize> = BTreeMap::new();
    for &rule in &by_order {
        let below = kept(rule).into_iter().filter(|&other| order[other] != order[rule]);
        let level = below.map(|other| component_level[&order[other]] + 1).max().unwrap_or(0);
        let entry = component_level.entry(order[rule]).or_insert(0);
        *entry = (*entry).max(level);
    }
    for &rule in &by_order {
        levels[rule] = component_level[&order[rule]];
    }
    let reaches_itself = |rule: usize| {
        needs(rule).contains(&rule) || by_order.iter().any(|&other| other != rule && circles[other] == circles[rule])
    };
    let mut groups: BTreeMap<(usize, bool, usize), Vec<RuleId>> = BTreeMap::new();
    for &rule in &by_order {
        let recursive = reaches_itself(rule);
        let circle = if recursive { circles[rule] } else { 0 };
        groups.entry((levels[rule], recursive, circle)).or_default().push(RuleId(rule as u32));
    }
    groups.into_iter().map(|((_, recursive, _), rules)| Stratum { rules, recursive }).collect()
}

/// The names after `@` that a rule reads, resolved: types and lists, named patterns looked through.
pub(crate) fn references(rules: &RuleSet, rule: &RuleDef) -> Vec<Reference> {
    let mut found = Vec::new();
    let mut reader = Reader { rules, found: &mut found, depth: 0 };
    match &rule.body {
        RuleBody::Sequence(pattern) => reader.node(rule.pack, pattern),
        RuleBody::Tree { trigger, roles } => {
            reader.node(rule.pack, trigger);
            roles.iter().for_each(|role| reader.path(rule.pack, &role.path));
        }
    }
    rule.unless.iter().for_each(|pattern| reader.node(rule.pack, pattern));
    found.sort_unstable();
    found.dedup();
    found
}

/// The names after `@` in a pattern, resolved, named patterns looked through.
pub(crate) fn pattern_references(rules: &RuleSet, pack: PackId, pattern: &Node) -> Vec<Reference> {
    let mut found = Vec::new();
    Reader { rules, found: &mut found, depth: 0 }.node(pack, pattern);
    found
}

struct Reader<'a> {
    rules: &'a RuleSet,
    found: &'a mut Vec<Reference>,
    depth: u32,
}

impl Reader<'_> {
    fn name(&mut self, pack: PackId, name: &str) {
        match self.rules.packs[pack.0 as usize].names.get(name) {
            Some(Reference::Pattern(id)) if self.depth < 64 => {
                let definition = &self.rules.patterns[id.0 as usize];
                self.depth += 1;
                self.node(definition.pack, &definition.pattern);
                self.depth -= 1;
            }
            Some(&reference) => self.found.push(reference),
            None => {}
        }
    }

    fn node(&mut self, pack: PackId, node: &Node) {
        match &node.kind {
            NodeKind::Sequence(parts) | NodeKind::Alternation(parts) => {
                parts.iter().for_each(|part| self.node(pack, part));
            }
            NodeKind::Capture { inner, .. } | NodeKind::Repeat { inner, .. } | NodeKind::Look { inner, .. } => {
                self.node(pack, inner);
            }
            NodeKind::Mention { name, condition } => {
                self.name(pack, &name.text);
                if let Some(condition) = condition {
                    self.condition(pack, condition);
                }
            }
            NodeKind::Test(condition) => self.condition(pack, condition),
            _ => {}
        }
    }

    fn condition(&mut self, pack: PackId, condition: &Condition) {
        match &condition.kind {
            ConditionKind::All(parts) | ConditionKind::Either(parts) => {
                parts.iter().for_each(|part| self.condition(pack, part));
            }
            ConditionKind::Not(part) => self.condition(pack, part),
            ConditionKind::Inside(name) => self.name(pack, &name.text),
            _ => {}
        }
    }

    fn path(&mut self, pack: PackId, path: &TreePath) {
        match &path.kind {
            TreePathKind::Sequence(parts) | TreePathKind::Alternation(parts) => {
                parts.iter().for_each(|part| self.path(pack, part));
            }
            TreePathKind::Repeat { inner, .. } => self.path(pack, inner),
            TreePathKind::Stand(node) => self.node(pack, node),
            TreePathKind::Edge { .. } => {}
        }
    }
}

/// For each rule the rules that it needs, and those that it would like to come after.
struct Uses {
    needed: Vec<Vec<usize>>,
    wished: Vec<Vec<usize>>,
}

impl Uses {
    fn new(rules: &RuleSet, live: &[bool]) -> Self {
        let mut makers: BTreeMap<TypeId, Vec<usize>> = BTreeMap::new();
        let mut root_makers: BTreeMap<TypeId, Vec<usize>> = BTreeMap::new();
        for (number, rule) in rules.rules.iter().enumerate().filter(|&(number, _)| live[number]) {
            makers.entry(rule.tag).or_default().push(number);
            root_makers.entry(root(rules, rule.tag)).or_default().push(number);
        }
        let mut uses =
            Self { needed: vec![Vec::new(); rules.rules.len()], wished: vec![Vec::new(); rules.rules.len()] };
        for (number, rule) in rules.rules.iter().enumerate().filter(|&(number, _)| live[number]) {
            for reference in references(rules, rule) {
                let types = match reference {
                    Reference::Type(id) => subtypes(rules, id),
                    Reference::List(id) => rules.lists[id.0 as usize].tag.into_iter().collect(),
                    Reference::Pattern(_) => Vec::new(),
                };
                for id in types {
                    if let Reference::Type(_) = reference {
                        uses.needed[number].extend(makers.get(&id).into_iter().flatten());
                    }
                    uses.wished[number].extend(root_makers.get(&root(rules, id)).into_iter().flatten());
                }
            }
        }
        for list in uses.needed.iter_mut().chain(&mut uses.wished) {
            list.sort_unstable();
            list.dedup();
        }
        uses
    }

    fn needs(&self, rule: usize, wishes: bool) -> Vec<usize> {
        let mut all = self.needed[rule].clone();
        if wishes {
            all.extend(&self.wished[rule]);
            all.sort_unstable();
            all.dedup();
        }
        all
    }
}

/// Tarjan's strongly connected components, without recursion: the number of each
/// rule's component; a component that another needs has the lower number.
fn component_numbers(count: usize, live: &[bool], needs: impl Fn(usize) -> Vec<usize>) -> Vec<usize> {
    const NONE: usize = usize::MAX;
    let mut index = vec![NONE; count];
    let mut low = vec![NONE; count];
    let mut component = vec![NONE; count];
    let mut stack = Vec::new();
    let (mut next_index, mut next_component) = (0, 0);
    for start in (0..count).filter(|&rule| live[rule]) {
        if index[start] != NONE {
            continue;
        }
        let mut calls: Vec<(usize, Vec<usize>)> = Vec::new();
        let mut enter = Some(start);
        loop {
            if let Some(rule) = enter.take() {
                index[rule] = next_index;
                low[rule] = next_index;
                next_index += 1;
                stack.push(rule);
                calls.push((rule, needs(rule)));
            }
            let Some((rule, open)) = calls.last_mut() else { break };
            let rule = *rule;
            if let Some(other) = open.pop() {
                if index[other] == NONE {
                    enter = Some(other);
                } else if component[other] == NONE {
                    low[rule] = low[rule].min(index[other]);
                }
                continue;
            }
            calls.pop();
            if let Some((caller, _)) = calls.last() {
                low[*caller] = low[*caller].min(low[rule]);
            }
            if low[rule] == index[rule] {
                while let Some(member) = stack.pop() {
                    component[member] = next_component;
                    if member == rule {
                        break;
                    }
                }
                next_component += 1;
            }
        }
    }
    component
}
