//! Mutants: rules with one condition less.
//!
//! A condition is what keeps a rule from matching more: a word, a tag, a test
//! of a token or of a mention, context around, a sentence's end, an `unless`, a
//! `where`. Each mutant drops one, or puts any token in its place.

use crate::Pack;
use crate::pack::{FilePlace, PatternId, RuleBody, RuleDef, RuleId};
use crate::pattern::{Atom, Condition, ConditionKind, Node, NodeKind, Pattern, Where, WhereKind};

/// What a mutant changes.
#[derive(Debug, Clone)]
pub(super) enum Change {
    /// A rule.
    Rule(RuleId, Box<RuleDef>),
    /// A named pattern.
    Pattern(PatternId, Pattern),
}

/// A rule or named pattern with one condition less.
#[derive(Debug, Clone)]
pub struct Mutant {
    /// The rule or pattern, as `pack/name`.
    pub owner: String,
    /// Where it stands.
    pub at: FilePlace,
    /// What was done to it.
    pub done: String,
    pub(super) change: Change,
}

/// The mutants of all rules and named patterns of the packs that were asked
/// for, or of the named rules alone.
pub(super) fn mutants(pack: &Pack, only: &[String]) -> Vec<Mutant> {
    let rules = pack.rules();
    let mut mutants = Vec::new();
    for (number, rule) in rules.rules.iter().enumerate().filter(|(_, rule)| pack.is_asked_for(&rule.at)) {
        let owner = crate::suite::full_name(rules, rule);
        if !only.is_empty() && !only.iter().any(|name| crate::suite::names(&owner, name)) {
            continue;
        }
        for (done, changed) in of_rule(rule) {
            let change = Change::Rule(RuleId(number as u32), Box::new(changed));
            mutants.push(Mutant { owner: owner.clone(), at: rule.at.clone(), done, change });
        }
    }
    let patterns = rules.patterns.iter().enumerate().filter(|(_, pattern)| pack.is_asked_for(&pattern.at));
    for (number, pattern) in patterns.filter(|_| only.is_empty()) {
        let owner = format!("{}/{}", rules.packs[pattern.pack.0 as usize].name, pattern.name);
        for (done, changed) in of_pattern(&pattern.pattern) {
            let change = Change::Pattern(PatternId(number as u32), changed);
            mutants.push(Mutant { owner: owner.clone(), at: pattern.at.clone(), done, change });
        }
    }
    mutants
}

/// The mutants of a rule, each with what was done.
fn of_rule(rule: &RuleDef) -> Vec<(String, RuleDef)> {
    let mut found = Vec::new();
    let pattern = match &rule.body {
        RuleBody::Sequence(pattern) | RuleBody::Tree { trigger: pattern, .. } => pattern,
    };
    for (done, changed) in of_pattern(pattern).into_iter().filter(|(_, changed)| !matches_nothing(changed)) {
        let body = match &rule.body {
            RuleBody::Sequence(_) => RuleBody::Sequence(changed),
            RuleBody::Tree { roles, .. } => RuleBody::Tree { trigger: changed, roles: roles.clone() },
        };
        found.push((done, RuleDef { body, ..rule.clone() }));
    }
    for (at, unless) in rule.unless.iter().enumerate() {
        let mut changed = rule.clone();
        changed.unless.remove(at);
        found.push((format!("without `unless` {unless}"), changed));
    }
    if let Some(condition) = &rule.condition {
        for (done, changed) in of_where(condition) {
            found.push((done, RuleDef { condition: changed, ..rule.clone() }));
        }
    }
    found
}

/// Whether a pattern may match without a token. Named patterns count as matching one: they mostly do.
fn matches_nothing(pattern: &Pattern) -> bool {
    pattern.can_be_empty(&mut |_| false)
}

fn of_where(condition: &Where) -> Vec<(String, Option<Where>)> {
    let WhereKind::All(parts) = &condition.kind else { return vec![("without `where`".into(), None)] };
    let without = |at: usize| {
        let mut left = parts.clone();
        left.remove(at);
        let kind = if left.len() == 1 { left.swap_remove(0).kind } else { WhereKind::All(left) };
        let place = condition.place;
        (format!("without part {} of `where`", at + 1), Some(Where { kind, place }))
    };
    (0..parts.len()).map(without).collect()
}

/// The mutants of a pattern, each with what was done.
fn of_pattern(pattern: &Pattern) -> Vec<(String, Pattern)> {
    let mut found = Vec::new();
    each_loss(pattern, &mut |done, changed| found.push((done, changed)));
    found
}

/// Calls `tell` with each way to take one condition out of a part.
fn each_loss(node: &Node, tell: &mut dyn FnMut(String, Node)) {
    let put = |kind: NodeKind| Node { kind, place: node.place };
    match &node.kind {
        NodeKind::Token(atom) if is_one_token(atom) => {
            tell(format!("any token in place of {node}"), put(NodeKind::Any));
        }
        NodeKind::Test(condition) => {
            tell(format!("any token in place of {node}"), put(NodeKind::Any));
            losses(condition, &mut |done, changed| tell(format!("{done} in {node}"), put(NodeKind::Test(changed))));
        }
        NodeKind::Mention { name, condition: Some(condition) } => {
            let mention = |condition| put(NodeKind::Mention { name: name.clone(), condition });
            tell(format!("@{} in place of {node}", name.text), mention(None));
            losses(condition, &mut |done, changed| tell(format!("{done} in {node}"), mention(Some(changed))));
        }
        NodeKind::Sequence(parts) => {
            for (at, part) in parts.iter().enumerate() {
                if matches!(part.kind, NodeKind::Look { .. } | NodeKind::Start | NodeKind::End) {
                    let mut left = parts.clone();
                    left.remove(at);
                    let kind = if left.len() == 1 { left.swap_remove(0).kind } else { NodeKind::Sequence(left) };
                    tell(format!("without {part}"), put(kind));
                    continue;
                }
                each_loss(part, &mut |done, changed| {
                    let mut all = parts.clone();
                    all[at] = changed;
                    tell(done, put(NodeKind::Sequence(all)));
                });
            }
        }
        NodeKind::Alternation(parts) => {
            // One word of many as any token would swallow the others: they go together.
            let is_single = |part: &Node| matches!(&part.kind, NodeKind::Token(atom) if is_one_token(atom));
            if parts.iter().all(is_single) {
                return tell(format!("any token in place of ({node})"), put(NodeKind::Any));
            }
            for (at, part) in parts.iter().enumerate() {
                each_loss(part, &mut |done, changed| {
                    let mut all = parts.clone();
                    all[at] = changed;
                    tell(done, put(NodeKind::Alternation(all)));
                });
            }
        }
        NodeKind::Capture { role, inner } => each_loss(inner, &mut |done, changed| {
            tell(done, put(NodeKind::Capture { role: role.clone(), inner: Box::new(changed) }));
        }),
        NodeKind::Repeat { inner, min, max, greedy } => each_loss(inner, &mut |done, changed| {
            tell(done, put(NodeKind::Repeat { inner: Box::new(changed), min: *min, max: *max, greedy: *greedy }));
        }),
        _ => {}
    }
}

/// Calls `tell` with each way to take one part out of a condition that has several.
fn losses(condition: &Condition, tell: &mut dyn FnMut(String, Condition)) {
    let ConditionKind::All(parts) = &condition.kind else { return };
    for at in 0..parts.len() {
        let mut left = parts.clone();
        let lost = left.remove(at);
        let kind = if left.len() == 1 { left.swap_remove(0).kind } else { ConditionKind::All(left) };
        let shown = Node { kind: NodeKind::Test(lost), place: condition.place };
        let text = shown.to_string();
        let text = text.trim_start_matches('[').trim_end_matches(']').to_owned();
        tell(format!("without {text}"), Condition { kind, place: condition.place });
    }
}

/// Whether an atom is one token, so that any token can stand for it.
fn is_one_token(atom: &Atom) -> bool {
    match atom {
        Atom::Word(text) | Atom::Exact(text) | Atom::Lemma(text) => !text.contains([' ', '-', '\'']),
        Atom::Pos(_) | Atom::Regex { .. } => true,
    }
}
