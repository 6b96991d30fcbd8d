//! Which rule must run before which: from names alone.
//!
//! A rule that uses `@X` runs after every rule that makes mentions under the
//! root type of X, for the overlap of a root type is settled as a whole. The
//! graph has a node for each rule and one for each root type in between, so
//! that a thousand rules that make persons and a thousand that use them are two
//! thousand edges and not a million.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::Normaliser;
use crate::pattern::{Node, NodeKind, TreePath, TreePathKind};

use super::components::{components, shortest_circle};
use super::prelude::TENSE;
use super::rule_set::{AliasDef, PackId, Reference, RuleBody, RuleDef, RuleId, RuleSet, TreeRole, TypeDef, TypeId};

/// Rules that run together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stratum {
    /// The rules, ascending.
    pub(crate) rules: Vec<RuleId>,
    /// Whether they reach each other, and run until nothing new comes.
    pub(crate) recursive: bool,
}

/// The order in which rules run: each stratum needs only those before it.
pub(crate) fn strata(rules: &RuleSet) -> Vec<Stratum> {
    let graph = Graph::new(rules);
    let mut levels: BTreeMap<(usize, Option<RuleId>), Vec<RuleId>> = BTreeMap::new();
    let mut level_of = vec![0; graph.edges.len()];
    for component in components(&graph.needs) {
        let below = component.iter().flat_map(|node| &graph.edges[*node]).map(|edge| level_of[edge.to]).max();
        let members: Vec<RuleId> = component.iter().filter_map(|node| graph.rule(*node)).sorted();
        let level = below.unwrap_or(0) + usize::from(!members.is_empty());
        for node in &component {
            level_of[*node] = level;
        }
        // Rules that need nothing of each other share a stratum; a circle has one of its own.
        let own = (component.len() > 1).then(|| members[0]);
        if !members.is_empty() {
            levels.entry((level, own)).or_default().extend(members);
        }
    }
    let stratum = |((_, circle), mut rules): ((usize, Option<RuleId>), Vec<RuleId>)| {
        rules.sort_unstable();
        Stratum { rules, recursive: circle.is_some() }
    };
    levels.into_iter().map(stratum).collect()
}

/// Rules that reach themselves through `@`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Circle {
    /// Every rule that is on a circle with the others.
    pub(crate) rules: Vec<RuleId>,
    /// A shortest circle: each rule with the type under whose root the next one makes mentions.
    pub(crate) shown: Vec<(RuleId, TypeId)>,
    /// Whether a step of it is through a negation.
    pub(crate) negated: bool,
}

/// All circles, by their first rules.
pub(crate) fn circles(rules: &RuleSet) -> Vec<Circle> {
    let graph = Graph::new(rules);
    let mut circles: Vec<Circle> = components(&graph.needs)
        .into_iter()
        .filter(|nodes| nodes.len() > 1)
        .map(|nodes| graph.circle(&nodes))
        .collect();
    circles.sort_by_key(|circle| circle.rules[0]);
    circles
}

/// A collected iterator, ascending.
trait Sorted: Iterator {
    fn sorted(self) -> Vec<Self::Item>
    where
        Self: Sized,
        Self::Item: Ord,
    {
        let mut items: Vec<_> = self.collect();
        items.sort_unstable();
        items
    }
}

impl<I: Iterator> Sorted for I {}

#[derive(Debug, Clone, Copy)]
struct Edge {
    to: usize,
    /// The type by which it is asked for; for the way from a root type to a rule, what the rule tags.
    by: TypeId,
    negated: bool,
}

struct Graph {
    rules: usize,
    /// The nodes that each node needs: rules first, then root types.
    edges: Vec<Vec<Edge>>,
    /// The same without their reasons.
    needs: Vec<Vec<usize>>,
}

impl Graph {
    fn new(set: &RuleSet) -> Self {
        let rules = set.rules.len();
        let mut edges = vec![Vec::new(); rules + set.types.len()];
        let roots = roots(&set.types);
        let mut under: BTreeMap<TypeId, Vec<TypeId>> = BTreeMap::new();
        for (number, rule) in set.rules.iter().enumerate() {
            let root = roots[rule.tag.0 as usize];
            edges[rules + root.0 as usize].push(Edge { to: number, by: rule.tag, negated: false });
            for (used, negated) in uses(set, rule) {
                let subtypes = under.entry(used).or_insert_with(|| {
                    let roots: BTreeSet<TypeId> = set.subtypes(used).iter().map(|id| roots[id.0 as usize]).collect();
                    roots.into_iter().collect()
                });
                let edge = |root: &TypeId| Edge { to: rules + root.0 as usize, by: used, negated };
                edges[number].extend(subtypes.iter().map(edge));
            }
        }
        join(set, rules, &mut edges);
        let needs = edges.iter().map(|edges| edges.iter().map(|edge| edge.to).collect()).collect();
        Self { rules, edges, needs }
    }

    fn rule(&self, node: usize) -> Option<RuleId> {
        (node < self.rules).then_some(RuleId(node as u32))
    }

    fn circle(&self, nodes: &[usize]) -> Circle {
        let inside: BTreeSet<usize> = nodes.iter().copied().collect();
        let rules: Vec<RuleId> = nodes.iter().filter_map(|node| self.rule(*node)).sorted();
        let edges = |node: usize| self.edges[node].iter().filter(|edge| inside.contains(&edge.to));
        let negated = rules.iter().find(|rule| edges(rule.0 as usize).any(|edge| edge.negated)).copied();
        let start = negated.unwrap_or(rules[0]).0 as usize;
        // The first step is the negated one, if there is one.
        let firsts = edges(start).filter(|edge| edge.negated || negated.is_none()).map(|edge| edge.to).sorted();
        let way = shortest_circle(&self.needs, nodes, start, &firsts);
        let steps = way.iter().zip(way.iter().cycle().skip(1));
        let shown = steps.filter_map(|(from, to)| {
            let edge = self.edges[*from].iter().find(|edge| edge.to == *to)?;
            Some((self.rule(*from)?, edge.by))
        });
        Circle { rules, shown: shown.collect(), negated: negated.is_some() }
    }
}

/// The roots of the types that aliases join and make.
pub(crate) fn joined_roots(set: &RuleSet) -> BTreeSet<TypeId> {
    let types = |alias: &AliasDef| {
        let named = [alias.tag].into_iter().chain(alias.of.iter().copied()).chain(alias.mark);
        named.flat_map(|id| set.subtypes(id)).map(|id| set.root(id)).collect::<Vec<_>>()
    };
    set.aliases.iter().flat_map(types).collect()
}

/// Puts the joining of names in the order: behind the rules that make what it
/// joins, before all others that use such mentions.
fn join(set: &RuleSet, rules: usize, edges: &mut Vec<Vec<Edge>>) {
    let roots: Vec<usize> = joined_roots(set).into_iter().map(|root| rules + root.0 as usize).collect();
    let mut before = vec![false; edges.len()];
    let mut open = roots.clone();
    while let Some(node) = open.pop() {
        if !std::mem::replace(&mut before[node], true) {
            open.extend(edges[node].iter().map(|edge| edge.to));
        }
    }
    let joining = edges.len();
    let to = |to: usize| Edge { to, by: TypeId(0), negated: false };
    edges.push(roots.iter().map(|&root| to(root)).collect());
    for number in (0..rules).filter(|&number| !before[number]) {
        if edges[number].iter().any(|edge| roots.contains(&edge.to)) {
            edges[number].push(to(joining));
        }
    }
}

/// The root of each type, each line of supertypes walked once.
fn roots(types: &[TypeDef]) -> Vec<TypeId> {
    let mut roots: Vec<Option<TypeId>> = vec![None; types.len()];
    for start in 0..types.len() {
        let mut line = vec![start];
        let root = loop {
            let last = line[line.len() - 1];
            match (roots[last], types[last].is) {
                (Some(root), _) => break root,
                (None, None) => break TypeId(last as u32),
                (None, Some(above)) => line.push(above.0 as usize),
            }
        };
        for member in line {
            roots[member] = Some(root);
        }
    }
    roots.into_iter().map(|root| root.expect("each type was walked from")).collect()
}

/// The types whose mentions a rule looks at, and whether under a negation.
pub(crate) fn uses(set: &RuleSet, rule: &RuleDef) -> BTreeSet<(TypeId, bool)> {
    let mut found = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut look = |node: &Node, negated| collect(set, rule.pack, node, negated, &mut seen, &mut found);
    match &rule.body {
        RuleBody::Sequence(pattern) => look(pattern, false),
        RuleBody::Tree { trigger, roles } => {
            look(trigger, false);
            for role in roles {
                role.path.walk(&mut |step| {
                    if let TreePathKind::Stand(node) = &step.kind {
                        look(node, false);
                    }
                });
            }
        }
    }
    // An overlap voids the match: `unless` is a negation.
    rule.unless.iter().for_each(|pattern| look(pattern, true));
    // A date is read by the tense of its sentence.
    if rule.normaliser.is_some_and(Normaliser::wants_setting)
        && let Some(Reference::Type(tense)) = set.resolve(rule.pack, TENSE)
    {
        found.insert((tense, false));
    }
    if let RuleBody::Tree { roles, .. } = &rule.body {
        fillers(set, rule.tag, roles, &mut found);
    }
    found
}

/// A path that ends in no `@X` takes whatever mention stands there.
fn fillers(set: &RuleSet, tag: TypeId, paths: &[TreeRole], found: &mut BTreeSet<(TypeId, bool)>) {
    let root = set.root(tag);
    for way in paths.iter().filter(|way| !ends_in_mention(&way.path)) {
        let roles = set.types[tag.0 as usize].roles.iter().filter(|role| role.name == way.name);
        let types = roles.flat_map(|role| &role.types).filter(|id| set.root(**id) != root);
        found.extend(types.map(|id| (*id, false)));
    }
}

fn ends_in_mention(path: &TreePath) -> bool {
    match &path.kind {
        TreePathKind::Sequence(parts) => parts.last().is_some_and(ends_in_mention),
        TreePathKind::Alternation(parts) => parts.iter().all(ends_in_mention),
        TreePathKind::Repeat { .. } | TreePathKind::Edge { .. } => false,
        TreePathKind::Stand(node) => matches!(node.kind, NodeKind::Mention { .. }),
    }
}

fn collect(
    set: &RuleSet,
    pack: PackId,
    node: &Node,
    negated: bool,
    seen: &mut BTreeSet<(Reference, bool)>,
    found: &mut BTreeSet<(TypeId, bool)>,
) {
    let mut open = vec![(pack, node, negated)];
    while let Some((pack, node, negated)) = open.pop() {
        for mention in node.mentions() {
            let Some(reference) = set.resolve(pack, &mention.name.text) else { continue };
            let negated = negated || mention.negated;
            if !seen.insert((reference, negated)) {
                continue;
            }
            match reference {
                Reference::Type(id) => {
                    found.insert((id, negated));
                }
                // The hits of a list compete among themselves, before any rule runs.
                Reference::List(_) => {}
                Reference::Pattern(id) => {
                    let named = &set.patterns[id.0 as usize];
                    open.push((named.pack, &named.pattern, negated));
                }
            }
        }
        if asks_for_quotes(node)
            && let Some(Reference::Type(quote)) = set.resolve(pack, "Quote")
        {
            found.insert((quote, negated));
        }
    }
}

/// Whether a condition has the flag `quoted`, which is about mentions of Quote.
fn asks_for_quotes(node: &Node) -> bool {
    let mut asks = false;
    node.walk(&mut |part| {
        if let NodeKind::Test(condition) = &part.kind {
            condition.walk(&mut |part| {
                asks |= matches!(&part.kind, crate::pattern::ConditionKind::Has(flag) if flag.text == "quoted");
            });
        }
    });
    asks
}
