//! What is declared and never used, and what is used and never made.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{self, Diagnostic, Label};

use super::build::Material;
use super::prelude::{PRELUDE, TRIGGER};
use super::rule_check::Checked;
use super::rule_set::{ListId, PatternId, Reference, TypeId, subtypes};

/// Warns of what is unused or unmade, in all packs together.
pub(crate) fn check(material: &Material<'_>, checked: &[Checked], faults: &mut Vec<Diagnostic>) {
    unused_definitions(material, faults);
    unused_captures(checked, faults);
    unmade_types(material, faults);
    unfilled_roles(material, checked, faults);
}

fn unused_definitions(material: &Material<'_>, faults: &mut Vec<Diagnostic>) {
    for (number, list) in material.lists.iter().enumerate() {
        let is_used = material.used.contains(&Reference::List(ListId(number as u32)));
        if !is_used && list.list.tag.is_none() && !list.is_broken {
            faults.push(diagnostic::unused_list(list.name.label(""), &list.name.value));
        }
    }
    for (number, pattern) in material.patterns.iter().enumerate() {
        let is_used = material.used.contains(&Reference::Pattern(PatternId(number as u32)));
        if !is_used && !pattern.is_broken {
            faults.push(diagnostic::unused_pattern(pattern.name.label(""), &pattern.name.value));
        }
    }
}

/// A capture of a named pattern belongs to all rules that use the pattern; one
/// of them is enough. Contexts use `_trigger`.
fn unused_captures(checked: &[Checked], faults: &mut Vec<Diagnostic>) {
    let mut found: BTreeMap<(&str, usize), (&str, &Label, bool)> = BTreeMap::new();
    for rule in checked {
        for (name, capture) in rule.captures.iter().filter(|(name, _)| name.starts_with('_') && **name != TRIGGER) {
            let place = (&*capture.place.file.name, capture.place.span.start);
            found.entry(place).or_insert((name, &capture.place, false)).2 |= rule.used.contains(name);
        }
    }
    for (name, place, _) in found.into_values().filter(|(.., is_used)| !is_used) {
        faults.push(diagnostic::unused_capture(place.clone(), name));
    }
}

/// A type that patterns or roles ask for and that nothing makes.
fn unmade_types(material: &Material<'_>, faults: &mut Vec<Diagnostic>) {
    let by_lists = material.lists.iter().filter_map(|list| list.list.tag);
    let by_rules = material.tags.iter().flatten().copied();
    let made: BTreeSet<TypeId> = (0..PRELUDE.len() as u32).map(TypeId).chain(by_lists).chain(by_rules).collect();
    for (number, definition) in material.names.types.iter().enumerate() {
        let id = TypeId((PRELUDE.len() + number) as u32);
        let is_used = material.used.contains(&Reference::Type(id));
        if is_used && subtypes(&material.types, id).is_disjoint(&made) {
            let name = &material.packs[definition.pack].types[definition.index].0;
            faults.push(diagnostic::unmade_type(name.label(""), &name.value));
        }
    }
}

/// A role of a type for which there are rules, but none that fills it.
fn unfilled_roles(material: &Material<'_>, checked: &[Checked], faults: &mut Vec<Diagnostic>) {
    let mut filled: BTreeMap<TypeId, BTreeSet<&str>> = BTreeMap::new();
    let mut is_readable: BTreeMap<TypeId, bool> = BTreeMap::new();
    for ((rule, tag), checked) in material.rules.iter().zip(&material.tags).zip(checked) {
        let Some(tag) = tag else { continue };
        filled.entry(*tag).or_default().extend(checked.captures.keys().map(String::as_str));
        *is_readable.entry(*tag).or_insert(true) &= !rule.is_broken;
    }
    for (id, captures) in filled.into_iter().filter(|(id, _)| is_readable[id]) {
        let Some(number) = (id.0 as usize).checked_sub(PRELUDE.len()) else { continue };
        let definition = material.names.types[number];
        let (name, table) = &material.packs[definition.pack].types[definition.index];
        for (role, _) in table.roles.iter().flat_map(|roles| &roles.0) {
            if !captures.contains(role.value.as_str()) {
                faults.push(diagnostic::unfilled_role(role.label(""), &role.value, &name.value));
            }
        }
    }
}
