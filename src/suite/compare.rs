//! What was found, held against what an example asks for.

use std::collections::BTreeMap;

use crate::fact::{Fact, Filler, Mention};
use crate::pack::ExampleFact;

use super::Status;

/// A fact or mention as an example sees it: values by role and attribute.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// Roles and attributes with their values; of a value all the ways it may be written.
    pub values: BTreeMap<String, Vec<Vec<String>>>,
    /// The roles among them.
    pub roles: Vec<String>,
    /// The rules that tell it, as `pack/name`.
    pub rules: Vec<String>,
}

impl Found {
    pub(super) fn fact(fact: &Fact, text: &str) -> Self {
        let mut values = attributes(&fact.attributes);
        values.insert("type".into(), vec![vec![fact.type_name.to_string()]]);
        if let Some(first) = fact.evidence.first() {
            values.insert("text".into(), vec![vec![slice(text, first.span)]]);
        }
        for role in &fact.roles {
            values.insert(role.name.to_string(), role.fillers.iter().map(readings).collect());
        }
        Self {
            values,
            roles: fact.roles.iter().map(|role| role.name.to_string()).collect(),
            rules: fact.evidence.iter().map(|evidence| evidence.rule.to_string()).collect(),
        }
    }

    pub(super) fn mention(mention: &Mention, text: &str) -> Self {
        let mut values = attributes(&mention.attributes);
        values.insert("type".into(), vec![vec![mention.type_name.to_string()]]);
        values.insert("text".into(), vec![vec![slice(text, mention.span)]]);
        if let Some(entity) = &mention.entity {
            values.insert("entity".into(), vec![vec![entity.to_string()]]);
        }
        Self { values, roles: Vec::new(), rules: vec![mention.source.to_string()] }
    }

    /// The values of a key as they stand in the text.
    pub(super) fn shown(&self, key: &str) -> Vec<String> {
        self.values.get(key).into_iter().flatten().filter_map(|readings| readings.first().cloned()).collect()
    }
}

fn attributes(attributes: &[(std::sync::Arc<str>, std::sync::Arc<str>)]) -> BTreeMap<String, Vec<Vec<String>>> {
    attributes.iter().map(|(name, value)| (name.to_string(), vec![vec![value.to_string()]])).collect()
}

fn slice(text: &str, span: crate::ByteSpan) -> String {
    span.slice(text).to_owned()
}

/// The ways an example may write a filler: its text, its entity, its value.
fn readings(filler: &Filler) -> Vec<String> {
    let value = filler.attributes.iter().find(|(name, _)| &**name == "value").map(|(_, value)| value.to_string());
    let entity = filler.entity.as_ref().map(ToString::to_string);
    std::iter::once(filler.text.clone()).chain(entity).chain(value).collect()
}

/// Something that an example says and that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mismatch {
    /// Asked for, and nothing like it found.
    Missing(BTreeMap<String, Vec<String>>),
    /// Found, and not asked for.
    Noisy(Found),
    /// Asked for, and found with other values in some of its keys.
    Wrong {
        /// The keys that differ: name, wanted, found.
        keys: Vec<(String, Vec<String>, Vec<String>)>,
        /// The rules that tell it.
        rules: Vec<String>,
    },
    /// Right, but told by these rules only.
    ByOthers(Vec<String>),
}

pub(super) fn status(mismatches: &[Mismatch]) -> Status {
    let missing = mismatches.iter().any(|mismatch| matches!(mismatch, Mismatch::Missing(_)));
    let noisy = mismatches.iter().any(|mismatch| matches!(mismatch, Mismatch::Noisy(_)));
    match (missing, noisy) {
        _ if mismatches.is_empty() => Status::Ok,
        (true, false) if mismatches.iter().all(|mismatch| matches!(mismatch, Mismatch::Missing(_))) => Status::Missing,
        (false, true) if mismatches.iter().all(|mismatch| matches!(mismatch, Mismatch::Noisy(_))) => Status::Noisy,
        _ => Status::Wrong,
    }
}

/// The rules that tell the facts of an example whose own rule tells none.
pub(super) fn elsewhere(found: &[Found]) -> Vec<Mismatch> {
    found.iter().map(|fact| Mismatch::ByOthers(fact.rules.clone())).collect()
}

/// What an example wants and what was found, less what agrees.
pub(super) fn compare(wanted: &[ExampleFact], found: &[Found], is_role: impl Fn(&str) -> bool) -> Vec<Mismatch> {
    let partner = pair(wanted, found, &is_role);
    let mut missing: Vec<&ExampleFact> =
        wanted.iter().enumerate().filter(|(n, _)| !partner.contains(&Some(*n))).map(|(_, fact)| fact).collect();
    let mut mismatches = Vec::new();
    for (fact, _) in found.iter().zip(&partner).filter(|(_, partner)| partner.is_none()) {
        // Of the wanted facts that are left, the one that this may have been meant to be.
        let near = (0..missing.len()).max_by_key(|n| (likeness(missing[*n], fact), std::cmp::Reverse(*n)));
        match near.filter(|n| likeness(missing[*n], fact) > 0) {
            Some(n) => {
                let keys = differences(missing.remove(n), fact, &is_role);
                mismatches.push(Mismatch::Wrong { keys, rules: fact.rules.clone() });
            }
            None => mismatches.push(Mismatch::Noisy(fact.clone())),
        }
    }
    mismatches.extend(missing.into_iter().map(|fact| Mismatch::Missing(fact.values.clone())));
    mismatches
}

/// For each found fact the wanted one that it is: as many pairs as there can be.
fn pair(wanted: &[ExampleFact], found: &[Found], is_role: &impl Fn(&str) -> bool) -> Vec<Option<usize>> {
    let agrees: Vec<Vec<bool>> = wanted
        .iter()
        .map(|want| found.iter().map(|fact| differences(want, fact, is_role).is_empty()).collect())
        .collect();
    let mut partner = vec![None; found.len()];
    for want in 0..wanted.len() {
        place(want, &agrees, &mut partner, &mut vec![false; found.len()]);
    }
    partner
}

/// Finds a place for a wanted fact, moving others to their second choice where it must.
fn place(want: usize, agrees: &[Vec<bool>], partner: &mut [Option<usize>], seen: &mut [bool]) -> bool {
    for fact in 0..partner.len() {
        if !agrees[want][fact] || std::mem::replace(&mut seen[fact], true) {
            continue;
        }
        if partner[fact].is_none_or(|other| place(other, agrees, partner, seen)) {
            partner[fact] = Some(want);
            return true;
        }
    }
    false
}

/// The keys in which a found fact is not the wanted one.
fn differences(
    want: &ExampleFact,
    fact: &Found,
    is_role: &impl Fn(&str) -> bool,
) -> Vec<(String, Vec<String>, Vec<String>)> {
    let said = want.values.iter().filter(|(key, values)| !same(values, fact.values.get(*key)));
    let mut keys: Vec<_> = said.map(|(key, values)| (key.clone(), values.clone(), fact.shown(key))).collect();
    let unsaid = fact.roles.iter().filter(|role| is_role(role) && !want.values.contains_key(*role));
    keys.extend(unsaid.map(|role| (role.clone(), Vec::new(), fact.shown(role))));
    keys
}

/// Whether values are the wanted ones, in any order.
fn same(wanted: &[String], found: Option<&Vec<Vec<String>>>) -> bool {
    let found = found.map_or(&[][..], Vec::as_slice);
    let mut left: Vec<&Vec<String>> = found.iter().collect();
    wanted.len() == found.len()
        && wanted.iter().all(|value| {
            let place = left.iter().position(|readings| readings.contains(value));
            place.map(|place| left.remove(place)).is_some()
        })
}

/// How many values a found fact shares with a wanted one.
fn likeness(want: &ExampleFact, fact: &Found) -> usize {
    let shared = |key: &String, value: &String| {
        fact.values.get(key).is_some_and(|found| found.iter().any(|readings| readings.contains(value)))
    };
    let pairs = want.values.iter().flat_map(|(key, values)| values.iter().map(move |value| (key, value)));
    let overlaps = pairs.clone().any(|(key, value)| {
        key == "text" && fact.shown("text").iter().any(|text| text.contains(value.as_str()) || value.contains(text))
    });
    pairs.filter(|(key, value)| shared(key, value)).count() + usize::from(overlaps)
}
