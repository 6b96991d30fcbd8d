//! The examples of rules: what they ask for must exist, and each rule should
//! have one that it fires on and one that it is silent on.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{self, Diagnostic, nearest};

use super::keys::ExampleTable;
use super::parse::ReadRule;
use super::prelude::FACT_ATTRIBUTES;
use super::rule_set::{Example, ExampleFact, TypeDef};

/// Checks the examples of a rule.
pub(crate) fn check(rule: &ReadRule<'_>, tag: &TypeDef, attributes: &BTreeSet<String>, faults: &mut Vec<Diagnostic>) {
    let examples: Vec<&ExampleTable> = rule.table.examples.iter().flatten().collect();
    let name = &rule.table.name;
    if !examples.iter().any(|example| !example.facts.is_empty()) {
        faults.push(diagnostic::no_example(name.label(""), &name.value));
    }
    if !examples.iter().any(|example| example.facts.is_empty()) {
        faults.push(diagnostic::no_counterexample(name.label(""), &name.value));
    }
    for key in examples.iter().flat_map(|example| &example.facts).flat_map(|fact| &fact.0).map(|(key, _)| key) {
        let known: BTreeSet<&str> = tag
            .roles
            .iter()
            .map(|role| &*role.name)
            .chain(FACT_ATTRIBUTES)
            .chain(["text", "type", "entity", "value"])
            .chain(attributes.iter().map(String::as_str))
            .collect();
        if !known.contains(key.value.as_str()) {
            let near = nearest(&key.value, known.iter().copied()).map(Into::into);
            faults.push(diagnostic::unknown_fact_key(key.label(""), &key.value, &tag.name, near));
        }
    }
}

/// The examples of a rule as the rule set holds them.
pub(crate) fn build(rule: &ReadRule<'_>) -> Vec<Example> {
    let example = |table: &ExampleTable| Example {
        text: table.text.value.clone(),
        date: table.date.as_ref().and_then(|day| day.0),
        facts: table
            .facts
            .iter()
            .map(|fact| ExampleFact {
                values: fact
                    .0
                    .iter()
                    .map(|(key, values)| (key.value.clone(), values.0.clone()))
                    .collect::<BTreeMap<_, _>>(),
            })
            .collect(),
        known: table.known.as_ref().map(|why| why.value.clone()),
        at: table.text.at(),
    };
    rule.table.examples.iter().flatten().map(example).collect()
}
