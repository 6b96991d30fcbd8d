//! Facts that are one: equal ones, and those that another tells with more.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::fact::{Fact, Filler};
use crate::pack::TypeId;

use super::compiled::Compiled;
use super::drafts::Draft;

/// The attribute that names who tells a fact.
const SOURCE: &str = "source";

/// Adds a value to a role; the same value again is one more place of it.
pub(crate) fn add_filler(fillers: &mut Vec<Filler>, new: Filler) {
    match fillers.iter_mut().find(|known| identity(known) == identity(&new)) {
        Some(known) => merge_filler(known, new),
        None => fillers.push(new),
    }
}

/// The first place tells the value; the others stand in order, which is mostly that in which they come.
fn merge_filler(known: &mut Filler, mut new: Filler) {
    if new.span < known.span {
        std::mem::swap(known, &mut new);
    }
    for place in std::iter::once(new.span).chain(new.also).filter(|place| *place != known.span) {
        if let Err(at) = known.also.binary_search(&place) {
            known.also.insert(at, place);
        }
    }
}

/// How many facts that share a filler are held against one another.
const MAX_TELLINGS: usize = 200;

/// What makes two fillers one value: the entity, else the text.
fn identity(filler: &Filler) -> String {
    filler.entity.as_deref().unwrap_or(&filler.text).to_lowercase()
}

/// Drops what says less than another told by the same words, and makes equal facts one.
pub(crate) fn merge(drafts: Vec<Draft>, engine: &Compiled) -> Vec<Fact> {
    let mut by_sentence: FxHashMap<u32, Vec<&Draft>> = FxHashMap::default();
    drafts.iter().for_each(|draft| by_sentence.entry(draft.sentence).or_default().push(draft));
    let less: Vec<bool> =
        drafts.iter().map(|one| by_sentence[&one.sentence].iter().any(|other| says_less(one, other))).collect();
    let kept = drafts.into_iter().zip(less).filter(|(_, less)| !less).map(|(draft, _)| draft);
    let mut by_content: BTreeMap<Content, usize> = BTreeMap::new();
    let mut merged: Vec<Draft> = Vec::new();
    for draft in kept {
        let content = content(&draft);
        match by_content.get(&content) {
            Some(&at) => join(&mut merged[at], draft),
            None => {
                by_content.insert(content, merged.len());
                merged.push(draft);
            }
        }
    }
    let mut facts: Vec<Fact> = told_again(merged).into_iter().map(|draft| into_fact(draft, engine)).collect();
    facts.sort_by_key(|fact| fact.evidence[0].span);
    facts
}

/// Joins what is told again with less, anywhere in the article, to the fact that holds all of it:
/// a headline leaves out the day that the first sentence names.
fn told_again(mut facts: Vec<Draft>) -> Vec<Draft> {
    let mut by_filler: FxHashMap<(TypeId, String), Vec<usize>> = FxHashMap::default();
    for (number, fact) in facts.iter().enumerate() {
        let fillers = fact.roles.iter().flat_map(|role| &role.fillers);
        let names: BTreeSet<String> = fillers.map(identity).collect();
        names.into_iter().for_each(|name| by_filler.entry((fact.type_id, name)).or_default().push(number));
    }
    let mut fuller: Vec<Option<usize>> = Vec::with_capacity(facts.len());
    for fact in &facts {
        // The rarest of its fillers leads to few others.
        let fillers = fact.roles.iter().flat_map(|role| &role.fillers);
        let others = fillers.filter_map(|filler| by_filler.get(&(fact.type_id, identity(filler))));
        let others = others.min_by_key(|others| others.len()).into_iter().flatten().take(MAX_TELLINGS).copied();
        let holds = |&other: &usize| {
            let other = &facts[other];
            size(fact) < size(other) && fact.attributes == other.attributes && is_part(fact, other)
        };
        fuller.push(others.filter(holds).max_by_key(|&other| (size(&facts[other]), std::cmp::Reverse(other))));
    }
    // What is the largest to hold a fact is itself part of none, so it stays.
    for number in 0..facts.len() {
        if let Some(into) = fuller[number] {
            let told = facts[number].clone();
            join(&mut facts[into], told);
        }
    }
    facts.into_iter().zip(fuller).filter(|(_, fuller)| fuller.is_none()).map(|(fact, _)| fact).collect()
}

type Content = (TypeId, Vec<(Arc<str>, Arc<str>)>, Vec<(Arc<str>, Vec<String>)>);

/// What makes two facts equal: type, attributes, and the fillers of each role.
fn content(draft: &Draft) -> Content {
    let attributes = draft.attributes.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
    let roles = draft.roles.iter().map(|role| {
        let mut keys: Vec<String> = role.fillers.iter().map(identity).collect();
        keys.sort_unstable();
        (role.name.clone(), keys)
    });
    (draft.type_id, attributes, roles.collect())
}

/// Adds a telling of the same fact.
fn join(known: &mut Draft, other: Draft) {
    if known.source != other.source {
        known.source = None;
    }
    known.evidence.extend(other.evidence);
    for role in other.roles {
        if let Some(known) = known.roles.iter_mut().find(|known| known.name == role.name) {
            role.fillers.into_iter().for_each(|filler| add_filler(&mut known.fillers, filler));
        }
    }
}

/// Whether another fact of the type, told by overlapping words, holds all of its fillers and more.
fn says_less(one: &Draft, other: &Draft) -> bool {
    one.type_id == other.type_id && one.tokens.overlaps(other.tokens) && size(one) < size(other) && is_part(one, other)
}

fn is_part(one: &Draft, other: &Draft) -> bool {
    one.roles.iter().all(|role| {
        let others = other.roles.iter().find(|known| known.name == role.name);
        let holds = |filler: &Filler| {
            others.is_some_and(|others| others.fillers.iter().any(|known| identity(known) == identity(filler)))
        };
        role.fillers.iter().all(holds)
    })
}

fn size(draft: &Draft) -> usize {
    draft.roles.iter().map(|role| role.fillers.len()).sum()
}

fn into_fact(mut draft: Draft, engine: &Compiled) -> Fact {
    draft.evidence.sort_by(|a, b| (a.span, &a.rule).cmp(&(b.span, &b.rule)));
    draft.evidence.dedup();
    if let Some(source) = draft.source {
        draft.attributes.entry(SOURCE.into()).or_insert(source);
    }
    Fact {
        type_name: engine.program.rules.types[draft.type_id.0 as usize].name.clone(),
        roles: draft.roles,
        attributes: draft.attributes.into_iter().collect(),
        evidence: draft.evidence,
    }
}
