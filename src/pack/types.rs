//! Types: supertypes, members, roles.

use crate::diagnostic::{self, Diagnostic};
use crate::pattern::{self, RoleType};

use super::components::{components, is_circle, shortest_circle};
use super::draft::{DraftPack, is_name};
use super::keys::{Overlap, SourceTable, TypeTable};
use super::names::{Names, Namespace};
use super::place::Text;
use super::prelude;
use super::rule_set::{PackId, Reference, RoleDef, SourceDef, TypeDef, TypeId};

/// Reads all types, the engine's own first.
pub(crate) fn build(packs: &[DraftPack], names: &Names, faults: &mut Vec<Diagnostic>) -> Vec<TypeDef> {
    let mut types = prelude::types();
    for definition in &names.types {
        let (name, table) = &packs[definition.pack].types[definition.index];
        let space = &names.spaces[definition.pack];
        let roles = roles(table, space, faults);
        types.push(TypeDef {
            name: name.value.as_str().into(),
            pack: Some(PackId(definition.pack as u32)),
            about: table.about.as_ref().map(|about| about.value.clone()).unwrap_or_default(),
            is: table.is.as_ref().and_then(|name| find(name, space, faults)),
            any: table.any.iter().flatten().filter_map(|name| find(name, space, faults)).collect(),
            source: table.source.as_ref().and_then(|source| read_source(source, &name.value, &roles, faults)),
            roles,
            overlap_all: table.overlap == Some(Overlap::All),
            at: Some(name.at()),
        });
        if let (Some(is), Some(any)) = (&table.is, table.any.iter().flatten().next()) {
            faults.push(diagnostic::conflicting_keys(any.label(""), is.label(""), "any", "is"));
        }
    }
    break_circles(&mut types, packs, names, faults);
    types
}

/// The type that a name stands for, reporting one that is not known.
pub(crate) fn find(name: &Text, space: &Namespace, faults: &mut Vec<Diagnostic>) -> Option<TypeId> {
    if name.is_absent() {
        return None;
    }
    let found = space.type_of(&name.value);
    if found.is_none() {
        let known = space.get(&name.value).map(Reference::what);
        faults.push(diagnostic::unknown_type(name.label(""), &name.value, space.nearest_type(&name.value), known));
    }
    found
}

fn roles(table: &TypeTable, space: &Namespace, faults: &mut Vec<Diagnostic>) -> Vec<RoleDef> {
    let entries = table.roles.iter().flat_map(|roles| &roles.0);
    entries.filter_map(|(name, text)| role(name, text, space, faults)).collect()
}

/// Who tells what, if the type has those roles.
fn read_source(
    table: &SourceTable,
    type_name: &str,
    roles: &[RoleDef],
    faults: &mut Vec<Diagnostic>,
) -> Option<SourceDef> {
    let mut known = |name: &Text| {
        let found = roles.iter().find(|role| *role.name == *name.value).map(|role| role.name.clone());
        if found.is_none() && !name.is_absent() {
            let names: Vec<&str> = roles.iter().map(|role| &*role.name).collect();
            faults.push(diagnostic::unknown_source(name.label(""), &name.value, type_name, &names));
        }
        found
    };
    let role = known(&table.role);
    let of: Vec<_> = table.of.iter().filter_map(&mut known).collect();
    Some(SourceDef { role: role?, of })
}

fn role(name: &Text, text: &Text, space: &Namespace, faults: &mut Vec<Diagnostic>) -> Option<RoleDef> {
    if !is_name(&name.value) {
        faults.push(diagnostic::illegal_name(name.label(""), "a role", &name.value));
        return None;
    }
    if name.value == "self" {
        faults.push(diagnostic::reserved_name(name.label(""), &name.value));
        return None;
    }
    let open = RoleDef { name: name.value.as_str().into(), types: Vec::new(), text: true, min: 0, max: None };
    if text.is_absent() {
        return Some(open);
    }
    // A role whose type cannot be read takes anything, so that its rules are not blamed for it.
    let RoleType { types: written, min, max, .. } = match pattern::parse_role_type(&text.value) {
        Ok(parsed) => parsed,
        Err(error) => {
            faults.push(diagnostic::syntax(text.label_at(error.place, ""), &error));
            return Some(open);
        }
    };
    let mut types = Vec::new();
    let mut is_text = false;
    for wanted in written {
        if wanted.text == "text" {
            is_text = true;
            continue;
        }
        match space.type_of(&wanted.text) {
            Some(id) if types.contains(&id) => {}
            Some(id) => types.push(id),
            None => {
                let label = text.label_at(wanted.place, "");
                let known = space.get(&wanted.text).map(Reference::what);
                faults.push(diagnostic::unknown_type(label, &wanted.text, space.nearest_type(&wanted.text), known));
                is_text = true;
            }
        }
    }
    Some(RoleDef { types, text: is_text, min, max, ..open })
}

/// Reports types that are their own supertype or member, and cuts the circle.
fn break_circles(types: &mut [TypeDef], packs: &[DraftPack], names: &Names, faults: &mut Vec<Diagnostic>) {
    let above = |def: &TypeDef| def.is.iter().chain(&def.any).map(|id| id.0 as usize).collect();
    let needs: Vec<Vec<usize>> = types.iter().map(above).collect();
    for component in components(&needs).iter().filter(|component| is_circle(&needs, component)) {
        let start = component.iter().copied().min().expect("a component has a member");
        let circle = shortest_circle(&needs, component, start, &needs[start]);
        let shown: Vec<&str> = circle.iter().chain([&start]).map(|number| &*types[*number].name).collect();
        let definition = names.types[start - prelude::PRELUDE.len()];
        let (name, table) = &packs[definition.pack].types[definition.index];
        let place = table.is.as_ref().or_else(|| table.any.iter().flatten().next()).unwrap_or(name);
        faults.push(diagnostic::circular_types(place.label(""), &shown));
        for member in component {
            types[*member].is = None;
            types[*member].any.clear();
        }
    }
}
