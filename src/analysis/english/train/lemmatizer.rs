//! Edit scripts from forms and lemmas.
//!
//! From the empty suffix to longer ones, a rule is kept only where the script
//! that is most common for it differs from what a shorter suffix gives. What is
//! still wrong becomes a rule for the whole word.

use std::collections::BTreeMap;

use super::super::Tag;
use super::super::lemma::{Script, WHOLE, suffixes};
use super::super::model::Parts;
use super::corpus::Sentence;

type Counts = BTreeMap<Script, u32>;

/// A suffix counts from so many words on.
const SUFFIX_FROM: u32 = 3;

/// Learns scripts and rules into `parts`.
pub(super) fn train(sentences: &[Sentence], parts: &mut Parts) {
    let mut words: BTreeMap<(Tag, String), Counts> = BTreeMap::new();
    for word in sentences.iter().flatten() {
        let form = crate::analysis::normalize(&word.form).into_owned();
        let script = Script::between(&form, &word.lemma);
        *words.entry((word.tag, form.to_lowercase())).or_default().entry(script).or_default() += 1;
    }
    let mut by_suffix: BTreeMap<(Tag, &str), Counts> = BTreeMap::new();
    for ((tag, word), scripts) in &words {
        // Each word counts once: endings are learnt from words, not from how often they are used.
        let script = commonest(scripts);
        for suffix in suffixes(word) {
            *by_suffix.entry((*tag, suffix)).or_default().entry(script.clone()).or_default() += 1;
        }
    }
    let mut rules: BTreeMap<(Tag, String), Script> = BTreeMap::new();
    let mut in_order: Vec<(&(Tag, &str), &Counts)> = by_suffix.iter().collect();
    in_order.sort_by_key(|((_, suffix), _)| suffix.chars().count());
    for (&(tag, suffix), scripts) in in_order {
        let script = commonest(scripts);
        let enough = suffix.is_empty() || scripts.values().sum::<u32>() >= SUFFIX_FROM;
        if enough && given(&rules, tag, suffix) != Some(&script) {
            rules.insert((tag, suffix.to_owned()), script);
        }
    }
    for ((tag, word), scripts) in &words {
        let script = commonest(scripts);
        if given(&rules, *tag, word).map(|known| known.apply(word)) != Some(script.apply(word)) {
            rules.insert((*tag, format!("{WHOLE}{word}")), script);
        }
    }
    store(rules, parts);
}

/// The script that the rules so far give a word: that of its longest suffix.
fn given<'r>(rules: &'r BTreeMap<(Tag, String), Script>, tag: Tag, word: &str) -> Option<&'r Script> {
    suffixes(word).into_iter().find_map(|suffix| rules.get(&(tag, suffix.to_owned())))
}

fn commonest(scripts: &Counts) -> Script {
    let best = scripts.iter().rev().max_by_key(|(_, count)| **count);
    best.map(|(script, _)| script.clone()).expect("a word was met")
}

fn store(rules: BTreeMap<(Tag, String), Script>, parts: &mut Parts) {
    let mut scripts: Vec<Script> = rules.values().cloned().collect();
    scripts.sort();
    scripts.dedup();
    for ((tag, suffix), script) in rules {
        let number = scripts.binary_search(&script).expect("every script was collected");
        parts.rules.push((tag, suffix, number as u16));
    }
    parts.rules.sort_by(|a, b| (&a.1, a.0).cmp(&(&b.1, b.0)));
    parts.scripts = scripts;
}
