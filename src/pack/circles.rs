//! Circles: named patterns that reach themselves, rules that do.

use std::collections::BTreeSet;

use crate::diagnostic::{self, Diagnostic, Label};

use super::build::Material;
use super::graph::{self, Circle};
use super::rule_set::{PatternId, Reference, RuleId, RuleSet};

/// Reports named patterns that reach themselves, and breaks them.
pub(crate) fn break_pattern_circles(material: &mut Material<'_>, faults: &mut Vec<Diagnostic>) {
    let (_, circles) = walk_patterns(material);
    for circle in circles {
        let first = &material.patterns[circle[0].0 as usize];
        let shown: Vec<&str> = circle.iter().map(|id| material.patterns[id.0 as usize].name.value.as_str()).collect();
        let mut diagnostic = diagnostic::circular_patterns(first.name.label(""), &shown);
        for id in &circle[1..] {
            diagnostic = diagnostic.and(material.patterns[id.0 as usize].name.label("on the circle"));
        }
        faults.push(diagnostic);
        for id in circle {
            let pattern = &mut material.patterns[id.0 as usize];
            pattern.is_broken = true;
            pattern.tree = None;
        }
    }
}

/// The named patterns, each after those that it uses.
pub(crate) fn pattern_order(material: &Material<'_>) -> Vec<PatternId> {
    walk_patterns(material).0
}

/// Named patterns in the order of use, and the circles met on the way.
fn walk_patterns(material: &Material<'_>) -> (Vec<PatternId>, Vec<Vec<PatternId>>) {
    let uses: Vec<Vec<PatternId>> = (0..material.patterns.len()).map(|number| used_by(material, number)).collect();
    let (mut order, mut circles, mut done) = (Vec::new(), Vec::new(), BTreeSet::new());
    for start in 0..uses.len() as u32 {
        // A way down with the place where each step stands; a name met on the way is a circle.
        let mut way: Vec<(PatternId, usize)> = vec![(PatternId(start), 0)];
        while let Some((id, at)) = way.pop() {
            if done.contains(&id) {
                continue;
            }
            let Some(next) = uses[id.0 as usize].get(at).copied() else {
                done.insert(id);
                order.push(id);
                continue;
            };
            way.push((id, at + 1));
            match way.iter().position(|(above, _)| *above == next) {
                Some(from) => circles.push(way[from..].iter().map(|(id, _)| *id).collect()),
                None => way.push((next, 0)),
            }
        }
    }
    (order, circles)
}

fn used_by(material: &Material<'_>, number: usize) -> Vec<PatternId> {
    let pattern = &material.patterns[number];
    let space = &material.names.spaces[pattern.pack];
    let used = pattern.tree.iter().flat_map(crate::pattern::Node::mentions);
    let ids = used.filter_map(|mention| match space.get(&mention.name.text)? {
        Reference::Pattern(id) => Some(id),
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
