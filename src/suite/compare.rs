//! What an example wants, held against what was found.

use std::collections::BTreeMap;

use crate::fact::{Extraction, Fact, Filler, Mention};
use crate::pack::{Example, ExampleFact, RuleDef, RuleSet};

use super::{Fault, full_name};

/// Something found, by what an example can say of it: each key with the texts that count for it.
struct Found {
    values: BTreeMap<String, Vec<Vec<String>>>,
    shown: String,
    by_rule: bool,
}

pub(super) fn faults(rules: &RuleSet, rule: &RuleDef, example: &Example, extraction: &Extraction) -> Vec<Fault> {
    let tag = &rules.types[rule.tag.0 as usize];
    let name = full_name(rules, rule);
    let found: Vec<Found> = if tag.roles.is_empty() {
        let own =
            extraction.mentions.iter().filter(|mention| *mention.source == *name && mention.type_name == tag.name);
        own.map(|mention| found_mention(mention, &example.text)).collect()
    } else {
        let of_type = extraction.facts.iter().filter(|fact| fact.type_name == tag.name);
        of_type.map(|fact| found_fact(fact, &name)).collect()
    };
    compare(&example.facts, found, &name)
}

fn compare(wanted: &[ExampleFact], mut found: Vec<Found>, rule: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut by_rule = wanted.is_empty();
    for wanted in wanted {
        match found.iter().position(|found| satisfies(found, wanted)) {
            Some(at) => by_rule |= found.remove(at).by_rule,
            None => faults.push(Fault::Missing {
                wanted: shown(wanted),
                nearest: found.iter().max_by_key(|found| agreement(found, wanted)).map(|found| found.shown.clone()),
            }),
        }
    }
    faults.extend(found.iter().map(|found| Fault::Noisy(found.shown.clone())));
    if faults.is_empty() && !by_rule {
        faults.push(Fault::OtherRule(rule.to_owned()));
    }
    faults
}

fn satisfies(found: &Found, wanted: &ExampleFact) -> bool {
    wanted.values.iter().all(|(key, values)| holds(found, key, values))
}

/// How much of what is wanted a fact has.
fn agreement(found: &Found, wanted: &ExampleFact) -> usize {
    wanted.values.iter().filter(|(key, values)| holds(found, key, values)).count()
}

fn holds(found: &Found, key: &str, wanted: &[String]) -> bool {
    let Some(values) = found.values.get(key) else { return wanted.is_empty() };
    let names = |wanted: &String| values.iter().any(|names| names.contains(wanted));
    values.len() == wanted.len() && wanted.iter().all(names)
}

fn shown(wanted: &ExampleFact) -> String {
    let pairs = wanted.values.iter().map(|(key, values)| format!("{key} = {}", values.join(" · ")));
    pairs.collect::<Vec<_>>().join(", ")
}

fn found_fact(fact: &Fact, rule: &str) -> Found {
    let mut values: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
    let mut parts = Vec::new();
    for role in &fact.roles {
        values.insert(role.name.to_string(), role.fillers.iter().map(names).collect());
        let texts: Vec<&str> = role.fillers.iter().map(|filler| filler.text.as_str()).collect();
        parts.push(format!("{} = {}", role.name, texts.join(" · ")));
        // A value of the only filler may be asked for by its own name.
        if let [filler] = role.fillers.as_slice() {
            for (name, value) in &filler.attributes {
                values.entry(name.to_string()).or_insert_with(|| vec![vec![value.to_string()]]);
            }
        }
    }
    for (name, value) in &fact.attributes {
        values.insert(name.to_string(), vec![vec![value.to_string()]]);
        if !["asserted", "positive"].contains(&&**value) {
            parts.push(format!("{name} = {value}"));
        }
    }
    values.insert("type".to_owned(), vec![vec![fact.type_name.to_string()]]);
    let by_rule = fact.evidence.iter().any(|evidence| *evidence.rule == *rule);
    Found { values, shown: parts.join(", "), by_rule }
}

fn names(filler: &Filler) -> Vec<String> {
    std::iter::once(filler.text.clone()).chain(filler.entity.as_deref().map(str::to_owned)).collect()
}

fn found_mention(mention: &Mention, text: &str) -> Found {
    let mut values: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
    let own = mention.span.slice(text).to_owned();
    for (name, value) in &mention.attributes {
        values.insert(name.to_string(), vec![vec![value.to_string()]]);
    }
    if let Some(entity) = &mention.entity {
        values.insert("entity".to_owned(), vec![vec![entity.to_string()]]);
    }
    values.insert("type".to_owned(), vec![vec![mention.type_name.to_string()]]);
    let shown = format!("text = {own}");
    values.insert("text".to_owned(), vec![vec![own]]);
    Found { values, shown, by_rule: true }
}
