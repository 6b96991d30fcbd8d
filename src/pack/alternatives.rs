//! Alternatives that never come to their turn, and rules that only repeat
//! another.

use std::collections::BTreeMap;

use crate::diagnostic::{self, Diagnostic};
use crate::pattern::{Atom, Node, NodeKind};

use super::build::Material;
use super::parse::ReadRule;
use super::place::Text;

/// Where a pattern stands, as far as it matters for its alternatives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// The first way to match is taken: nothing behind the pattern can ask for another.
    First,
    /// Something may follow, as behind a named pattern.
    Open,
    /// All ways to match are taken.
    All,
}

/// Warns of alternatives that an earlier one always preempts.
pub(crate) fn check(text: &Text, tree: &Node, ending: Ending, faults: &mut Vec<Diagnostic>) {
    let is_last = ending == Ending::First;
    visit(text, tree, is_last, ending, faults);
}

fn visit(text: &Text, node: &Node, is_last: bool, ending: Ending, faults: &mut Vec<Diagnostic>) {
    match &node.kind {
        NodeKind::Sequence(parts) => {
            let last = parts.len() - 1;
            for (number, part) in parts.iter().enumerate() {
                visit(text, part, is_last && number == last, ending, faults);
            }
        }
        NodeKind::Alternation(parts) => {
            // Other captures are another result where all ways to match are asked for.
            let with_captures = ending == Ending::All;
            let flat: Vec<Vec<&Node>> = parts.iter().map(|part| flat(part, with_captures)).collect();
            for (number, part) in parts.iter().enumerate() {
                let preempts = |earlier: &Vec<&Node>| preempts(earlier, &flat[number], is_last, with_captures);
                if let Some(earlier) = flat[..number].iter().position(preempts) {
                    let label = text.label_at(part.place, "never comes to its turn");
                    let other = text.label_at(parts[earlier].place, "this always comes first");
                    faults.push(diagnostic::unreachable_alternative(label, other));
                }
                visit(text, part, is_last, ending, faults);
            }
        }
        NodeKind::Capture { inner, .. } => visit(text, inner, is_last, ending, faults),
        // Behind a turn of a loop stands its next turn; context only asks whether there is a way.
        NodeKind::Repeat { inner, .. } => visit(text, inner, false, ending, faults),
        // What precedes must reach up to here, so there a shorter way takes nothing from a longer one.
        NodeKind::Look { ahead, inner, .. } => visit(text, inner, *ahead, Ending::First, faults),
        _ => {}
    }
}

/// Whether an earlier alternative, part by part, matches wherever a later one does.
fn preempts(earlier: &[&Node], later: &[&Node], is_last: bool, with_captures: bool) -> bool {
    let is_prefix = later.len() > earlier.len() && is_last;
    let may = later.len() == earlier.len() || is_prefix;
    may && earlier.iter().zip(later).all(|(a, b)| covers(a, b, with_captures))
}

/// The parts of a sequence, through captures where these do not count.
fn flat(node: &Node, with_captures: bool) -> Vec<&Node> {
    match &node.kind {
        NodeKind::Sequence(parts) => parts.iter().flat_map(|part| flat(part, with_captures)).collect(),
        NodeKind::Capture { inner, .. } if !with_captures => flat(inner, with_captures),
        _ => vec![node],
    }
}

/// Whether one part steps wherever the other does, in the same ways.
fn covers(a: &Node, b: &Node, with_captures: bool) -> bool {
    match (&a.kind, &b.kind) {
        (NodeKind::Token(Atom::Word(a)), NodeKind::Token(Atom::Word(b) | Atom::Exact(b))) => same_letters(a, b),
        (NodeKind::Any, NodeKind::Test(_) | NodeKind::Token(Atom::Pos(_) | Atom::Regex { .. })) => true,
        (NodeKind::Alternation(a), NodeKind::Alternation(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b, with_captures))
        }
        _ => same(a, b, with_captures),
    }
}

/// Whether two words are the same in any case. An alternation may have
/// thousands, so plain ones are compared without being rewritten.
fn same_letters(a: &str, b: &str) -> bool {
    if a.is_ascii() && b.is_ascii() {
        return a.eq_ignore_ascii_case(b);
    }
    a.to_lowercase() == b.to_lowercase()
}

fn same(a: &Node, b: &Node, with_captures: bool) -> bool {
    if with_captures || a.captures().is_empty() && b.captures().is_empty() {
        return a == b;
    }
    let (a, b) = (flat(a, false), flat(b, false));
    a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| a == b)
}

/// Warns of rules that do what another rule of their pack does.
pub(crate) fn check_shadows(material: &Material<'_>, faults: &mut Vec<Diagnostic>) {
    let mut firsts: BTreeMap<String, &ReadRule<'_>> = BTreeMap::new();
    for rule in material.rules.iter().filter(|rule| !rule.is_broken) {
        let key = meaning(rule);
        let Some(first) = firsts.get(&key) else {
            firsts.insert(key, rule);
            continue;
        };
        let other = first.table.name.label("this rule");
        let names = (rule.table.name.value.as_str(), first.table.name.value.as_str());
        faults.push(diagnostic::shadowed_rule(rule.table.name.label(""), other, names.0, names.1));
    }
}

/// All that a rule does, written out: equal for rules that do the same.
fn meaning(rule: &ReadRule<'_>) -> String {
    let table = rule.table;
    let mut parts = vec![rule.pack.to_string(), table.tag.value.clone()];
    parts.extend(rule.pattern.iter().chain(&rule.trigger).map(|(_, tree)| tree.to_string()));
    parts.extend(rule.paths.iter().map(|(role, _, path)| format!("{} {path}", role.value)));
    let mut unless: Vec<String> = rule.unless.iter().map(|(_, tree)| tree.to_string()).collect();
    unless.sort();
    parts.extend(unless);
    let mut set: Vec<String> = rule.set.iter().map(|(key, _, value)| format!("{} {value}", key.value)).collect();
    set.sort();
    parts.extend(set);
    parts.extend(rule.condition.iter().map(|(_, condition)| condition.to_string()));
    let takes = table.take.iter().flat_map(|take| &take.0);
    parts.extend(takes.map(|(role, word)| format!("{} {word:?}", role.value)));
    parts.push(format!("{:?} {:?}", table.matching, table.priority.as_ref().map(|priority| priority.value)));
    parts.join("\n")
}
