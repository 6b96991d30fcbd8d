//! What a rule reads: the names after `@`, resolved, named patterns looked through.

use crate::analysis::Normaliser;
use crate::pack::{PackId, Reference, RuleBody, RuleDef, RuleSet, TENSE};
use crate::pattern::{Condition, ConditionKind, Node, NodeKind, TreePath, TreePathKind};

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
    if rule.normaliser.is_some_and(Normaliser::wants_setting) {
        found.extend(rules.resolve(rule.pack, TENSE));
    }
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
