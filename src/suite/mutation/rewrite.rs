//! Rule sets with mutants in them: beside the rules they change, or in their place.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::StandIn;
use crate::pack::{PackId, PatternDef, PatternId, Reference, RuleBody, RuleDef, RuleId, RuleSet};
use crate::pattern::{Node, NodeKind, Pattern};

use super::mutants::{Change, Mutant};
use crate::suite::{hidden, uses::Uses};

/// A mutant beside the rules.
#[derive(Debug, Clone, Default)]
pub(super) struct Beside {
    /// Which hidden rule stands in for which.
    pub(super) stand_ins: Vec<StandIn>,
    /// Whether it changes a context, which no hidden rule can stand in for.
    pub(super) changes_contexts: bool,
}

/// A rule set with each mutant as hidden rules.
pub(super) fn beside(rules: &RuleSet, mutants: &[Mutant]) -> (RuleSet, Vec<Beside>) {
    let uses = Uses::new(rules);
    let mut changed = rules.clone();
    let tag = hidden::add_type(&mut changed);
    let mut all = Vec::new();
    for (number, mutant) in mutants.iter().enumerate() {
        let mut beside = Beside::default();
        let mut hide = |changed: &mut RuleSet, original: RuleId, rule: RuleDef| {
            beside.stand_ins.push(StandIn { hidden: hidden::add_rule(changed, tag, rule), original });
        };
        match &mutant.change {
            Change::Rule(id, rule) => hide(&mut changed, *id, (**rule).clone()),
            Change::Pattern(id, pattern) => {
                let renamed = add_patterns(&mut changed, rules, &uses, (*id, pattern), number);
                let uses_one = |used: &BTreeSet<PatternId>| used.iter().any(|id| renamed.contains_key(id));
                for (number, rule) in
                    rules.rules.iter().enumerate().filter(|(number, _)| uses_one(&uses.rules[*number]))
                {
                    if let Some(rule) = rename_in_rule(rules, rule, &renamed) {
                        hide(&mut changed, RuleId(number as u32), rule);
                    }
                }
                beside.changes_contexts = uses_one(&uses.contexts);
            }
        }
        all.push(beside);
    }
    (changed, all)
}

/// A rule set with a mutant in place of its rule or pattern, and the rules that are not what they were.
pub(super) fn in_place(rules: &RuleSet, mutant: &Mutant) -> (RuleSet, BTreeSet<RuleId>) {
    let mut changed = rules.clone();
    match &mutant.change {
        Change::Rule(id, rule) => {
            changed.rules[id.0 as usize] = (**rule).clone();
            (changed, BTreeSet::from([*id]))
        }
        Change::Pattern(id, pattern) => {
            changed.patterns[id.0 as usize].pattern = pattern.clone();
            let users = Uses::new(rules).users(rules, &BTreeSet::from([*id]));
            (changed, users)
        }
    }
}

/// By pattern, the name of the copy in which the change is.
type Renamed = BTreeMap<PatternId, String>;

/// Adds a changed pattern under a new name, and copies of all patterns that reach it.
fn add_patterns(
    changed: &mut RuleSet,
    rules: &RuleSet,
    uses: &Uses,
    (id, pattern): (PatternId, &Pattern),
    number: usize,
) -> Renamed {
    // No name of a user's has this sign.
    let name = |id: PatternId| (id, format!("{}#{}#{number}", rules.patterns[id.0 as usize].name, id.0));
    let renamed: Renamed = uses.above(&BTreeSet::from([id])).into_iter().map(name).collect();
    for (&copied, name) in &renamed {
        let definition = &rules.patterns[copied.0 as usize];
        let own = if copied == id { pattern } else { &definition.pattern };
        let pattern = rename(rules, definition.pack, own, &renamed).unwrap_or_else(|| own.clone());
        let copy = Reference::Pattern(PatternId(changed.patterns.len() as u32));
        changed.packs.iter_mut().for_each(|pack| {
            pack.names.insert(name.clone(), copy);
        });
        changed.patterns.push(PatternDef { name: name.as_str().into(), pattern, ..definition.clone() });
    }
    renamed
}

/// A rule that uses the copies; none if it uses none of the patterns.
fn rename_in_rule(rules: &RuleSet, rule: &RuleDef, renamed: &Renamed) -> Option<RuleDef> {
    let (RuleBody::Sequence(pattern) | RuleBody::Tree { trigger: pattern, .. }) = &rule.body;
    let body = rename(rules, rule.pack, pattern, renamed);
    let unless: Vec<Option<Pattern>> =
        rule.unless.iter().map(|pattern| rename(rules, rule.pack, pattern, renamed)).collect();
    if body.is_none() && unless.iter().all(Option::is_none) {
        return None;
    }
    let unless = unless.into_iter().zip(&rule.unless).map(|(new, old)| new.unwrap_or_else(|| old.clone())).collect();
    let pattern = body.unwrap_or_else(|| pattern.clone());
    let body = match &rule.body {
        RuleBody::Sequence(_) => RuleBody::Sequence(pattern),
        RuleBody::Tree { roles, .. } => RuleBody::Tree { trigger: pattern, roles: roles.clone() },
    };
    Some(RuleDef { body, unless, ..rule.clone() })
}

/// A pattern that uses the copies; none if it uses none of the patterns.
fn rename(rules: &RuleSet, pack: PackId, pattern: &Pattern, renamed: &Renamed) -> Option<Pattern> {
    let target = |name: &str| match rules.resolve(pack, name) {
        Some(Reference::Pattern(id)) => renamed.get(&id),
        _ => None,
    };
    let used: BTreeSet<&str> = pattern.mentions().iter().map(|mention| mention.name.text.as_str()).collect();
    if !used.iter().any(|name| target(name).is_some()) {
        return None;
    }
    let mut copy = pattern.clone();
    rename_in(&mut copy, &target);
    Some(copy)
}

fn rename_in<'a>(node: &mut Node, target: &dyn Fn(&str) -> Option<&'a String>) {
    match &mut node.kind {
        NodeKind::Mention { name, .. } => {
            if let Some(new) = target(&name.text) {
                name.text.clone_from(new);
            }
        }
        NodeKind::Sequence(parts) | NodeKind::Alternation(parts) => {
            parts.iter_mut().for_each(|part| rename_in(part, target));
        }
        NodeKind::Capture { inner, .. } | NodeKind::Repeat { inner, .. } | NodeKind::Look { inner, .. } => {
            rename_in(inner, target);
        }
        _ => {}
    }
}
