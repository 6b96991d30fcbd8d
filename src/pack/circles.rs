//! Circles: named patterns that reach themselves, rules that do.

use std::collections::BTreeSet;

use crate::diagnostic::{self, Diagnostic, Label};

use super::build::Material;
use super::components::{components, is_circle, shortest_circle};
use super::graph::{self, Circle};
use super::rule_set::{PatternId, Reference, RuleId, RuleSet};

/// Reports named patterns that reach themselves, and breaks them.
pub(crate) fn break_pattern_circles(material: &mut Material<'_>, faults: &mut Vec<Diagnostic>) {
    let needs = needs(material);
    for component in components(&needs).iter().filter(|component| is_circle(&needs, component)) {
        let start = component.iter().copied().min().expect("a component has a member");
        let circle = shortest_circle(&needs, component, start, &needs[start]);
        let names = || circle.iter().map(|number| material.patterns[*number].name);
        let shown: Vec<&str> = names().map(|name| name.value.as_str()).collect();
        let first = diagnostic::circular_patterns(material.patterns[start].name.label(""), &shown);
        let others = names().skip(1).map(|name| name.label("on the circle"));
        faults.push(others.fold(first, Diagnostic::and));
        for member in component {
            material.patterns[*member].is_broken = true;
            material.patterns[*member].tree = None;
        }
    }
}

/// The named patterns, each after those that it uses.
pub(crate) fn pattern_order(material: &Material<'_>) -> Vec<PatternId> {
    components(&needs(material)).concat().into_iter().map(|number| PatternId(number as u32)).collect()
}

/// The named patterns that each one uses.
fn needs(material: &Material<'_>) -> Vec<Vec<usize>> {
    (0..material.patterns.len()).map(|number| used_by(material, number)).collect()
}

fn used_by(material: &Material<'_>, number: usize) -> Vec<usize> {
    let pattern = &material.patterns[number];
    let space = &material.names.spaces[pattern.pack];
    let used = pattern.tree.iter().flat_map(crate::pattern::Node::mentions);
    let ids = used.filter_map(|mention| match space.get(&mention.name.text)? {
        Reference::Pattern(id) => Some(id.0 as usize),
        Reference::Type(_) | Reference::List(_) => None,
    });
    ids.collect::<BTreeSet<_>>().into_iter().collect()
}

/// Reports circles of rules that are not allowed, and takes their rules out.
pub(crate) fn remove_rule_circles(set: &mut RuleSet, places: &[Label], faults: &mut Vec<Diagnostic>) {
    let circles = graph::circles(set);
    let mut removed: BTreeSet<RuleId> = BTreeSet::new();
    for circle in &circles {
        let open: Vec<RuleId> =
            circle.rules.iter().copied().filter(|rule| !set.rules[rule.0 as usize].recursive).collect();
        if circle.negated {
            faults.push(report(set, circle, places));
            removed.extend(&circle.rules);
        } else if !open.is_empty() {
            faults.push(report(set, circle, places));
            removed.extend(open);
        }
    }
    let on_circle: BTreeSet<RuleId> = circles.iter().flat_map(|circle| circle.rules.iter().copied()).collect();
    // A rule that was left out may have been a part of the circle.
    let is_whole = !super::parse::any_error(faults);
    for (number, rule) in set.rules.iter().enumerate().filter(|_| is_whole) {
        let id = RuleId(number as u32);
        if rule.recursive && !on_circle.contains(&id) {
            faults.push(diagnostic::needless_recursive(places[number].clone(), &rule.name));
        }
    }
    let mut number = 0;
    set.rules.retain(|_| {
        number += 1;
        !removed.contains(&RuleId(number - 1))
    });
}

fn report(set: &RuleSet, circle: &Circle, places: &[Label]) -> Diagnostic {
    let rule = |id: RuleId| &*set.rules[id.0 as usize].name;
    let shown: Vec<(&str, &str)> =
        circle.shown.iter().map(|(id, by)| (rule(*id), &*set.types[by.0 as usize].name)).collect();
    let mut places = circle.shown.iter().map(|(id, _)| places[id.0 as usize].clone());
    let first = places.next().expect("a circle shows a rule");
    let diagnostic = diagnostic::circular_rules(first, &shown, circle.negated);
    places.fold(diagnostic, |diagnostic, label| diagnostic.and(Label { text: "on the circle".into(), ..label }))
}
