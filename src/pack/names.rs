//! What each name after `@` stands for, pack by pack.
//!
//! A pack sees its own types, lists and patterns, those of the packs it uses,
//! and the engine's own types. Only a clash within what one pack sees is a
//! mistake: two packs that know nothing of each other may use the same names.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{self, Diagnostic, Label, nearest};

use super::draft::{DraftPack, is_name};
use super::place::Text;
use super::prelude::PRELUDE;
use super::rule_set::{ListId, PatternId, Reference, TypeId};

/// A definition of a pack: the pack, and its index among the pack's own.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Definition {
    pub(crate) pack: usize,
    pub(crate) index: usize,
}

/// All that is declared, numbered.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// The declared types; their numbers follow those of the engine's own.
    pub(crate) types: Vec<Definition>,
    pub(crate) lists: Vec<Definition>,
    pub(crate) patterns: Vec<Definition>,
    /// What each pack sees.
    pub(crate) spaces: Vec<Namespace>,
}

/// What the patterns of a pack may write after `@`.
#[derive(Debug, Default, Clone)]
pub(crate) struct Namespace {
    known: BTreeMap<String, Known>,
    /// The pack itself and all that it uses, however far away.
    pub(crate) packs: BTreeSet<usize>,
}

#[derive(Debug, Clone)]
struct Known {
    reference: Reference,
    place: Option<Label>,
}

impl Namespace {
    /// What a name stands for.
    pub(crate) fn get(&self, name: &str) -> Option<Reference> {
        self.known.get(name).map(|known| known.reference)
    }

    pub(crate) fn type_of(&self, name: &str) -> Option<TypeId> {
        match self.get(name)? {
            Reference::Type(id) => Some(id),
            Reference::List(_) | Reference::Pattern(_) => None,
        }
    }

    /// Every name with what it stands for.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, Reference)> {
        self.known.iter().map(|(name, known)| (name.as_str(), known.reference))
    }

    pub(crate) fn nearest(&self, name: &str) -> Option<String> {
        nearest(name, self.known.keys().map(String::as_str)).map(Into::into)
    }

    pub(crate) fn nearest_type(&self, name: &str) -> Option<String> {
        let types = self.iter().filter(|(_, reference)| matches!(reference, Reference::Type(_)));
        nearest(name, types.map(|(name, _)| name)).map(Into::into)
    }

    pub(crate) fn nearest_list(&self, name: &str) -> Option<String> {
        let lists = self.iter().filter(|(_, reference)| matches!(reference, Reference::List(_)));
        nearest(name, lists.map(|(name, _)| name)).map(Into::into)
    }
}

/// Numbers all definitions, and finds what each pack sees.
pub(crate) fn declare(packs: &[DraftPack], faults: &mut Vec<Diagnostic>) -> Names {
    let mut names = Names::default();
    let own: Vec<Vec<(Text, Reference)>> =
        (0..packs.len()).map(|pack| declare_pack(pack, &packs[pack], &mut names, faults)).collect();
    let mut reported = BTreeSet::new();
    names.spaces = (0..packs.len()).map(|pack| namespace(pack, packs, &own, &mut reported, faults)).collect();
    names
}

/// Numbers the definitions of one pack. Of several with one name the first counts.
fn declare_pack(
    pack: usize,
    draft: &DraftPack,
    names: &mut Names,
    faults: &mut Vec<Diagnostic>,
) -> Vec<(Text, Reference)> {
    let mut own: Vec<(Text, Reference)> = Vec::new();
    let mut firsts: BTreeMap<String, (Text, &str)> = BTreeMap::new();
    let mut admit = |name: &Text, what: &'static str, faults: &mut Vec<Diagnostic>| {
        if name.is_absent() {
            return false;
        }
        if !is_name(&name.value) {
            faults.push(diagnostic::illegal_name(name.label(""), what, &name.value));
            return false;
        }
        if PRELUDE.contains(&name.value.as_str()) || name.value == "text" {
            faults.push(diagnostic::reserved_name(name.label(""), &name.value));
            return false;
        }
        if let Some((first, other)) = firsts.get(&name.value) {
            let first = first.label(format!("{other} of this name is here"));
            faults.push(diagnostic::duplicate_name(name.label(""), first, what, &name.value));
            return false;
        }
        firsts.insert(name.value.clone(), (name.clone(), what));
        true
    };
    for (index, (name, _)) in draft.types.iter().enumerate() {
        if admit(name, "a type", faults) {
            let id = TypeId((PRELUDE.len() + names.types.len()) as u32);
            names.types.push(Definition { pack, index });
            own.push((name.clone(), Reference::Type(id)));
        }
    }
    for (index, (name, _)) in draft.lists.iter().enumerate() {
        if admit(name, "a list", faults) {
            own.push((name.clone(), Reference::List(ListId(names.lists.len() as u32))));
            names.lists.push(Definition { pack, index });
        }
    }
    for (index, (name, _)) in draft.patterns.iter().enumerate() {
        if admit(name, "a named pattern", faults) {
            own.push((name.clone(), Reference::Pattern(PatternId(names.patterns.len() as u32))));
            names.patterns.push(Definition { pack, index });
        }
    }
    own
}

/// What one pack sees: the engine's own, its own, and those of all it uses.
fn namespace(
    pack: usize,
    packs: &[DraftPack],
    own: &[Vec<(Text, Reference)>],
    reported: &mut BTreeSet<(Reference, Reference)>,
    faults: &mut Vec<Diagnostic>,
) -> Namespace {
    let mut space = Namespace::default();
    for (number, name) in PRELUDE.iter().enumerate() {
        let reference = Reference::Type(TypeId(number as u32));
        space.known.insert((*name).into(), Known { reference, place: None });
    }
    reach(pack, packs, &mut space.packs);
    let others = space.packs.iter().copied().filter(|other| *other != pack);
    for seen in std::iter::once(pack).chain(others) {
        for (name, reference) in &own[seen] {
            let Some(known) = space.known.get(&name.value) else {
                let known = Known { reference: *reference, place: Some(name.label("")) };
                space.known.insert(name.value.clone(), known);
                continue;
            };
            let pair = (known.reference.min(*reference), known.reference.max(*reference));
            if let Some(place) = &known.place
                && reported.insert(pair)
            {
                let other = name.label(format!("`{}` of the used pack is here", name.value));
                faults.push(diagnostic::name_clash(place.clone(), other, &name.value));
            }
        }
    }
    space
}

fn reach(pack: usize, packs: &[DraftPack], reached: &mut BTreeSet<usize>) {
    if reached.insert(pack) {
        for used in &packs[pack].uses {
            reach(*used, packs, reached);
        }
    }
}
