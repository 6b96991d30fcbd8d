//! Learning edit scripts.
//!
//! Rules come first, from short endings to long ones, where a rule puts right
//! more forms than it spoils; what they still get wrong becomes an exception.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Known, Treebank};
use crate::analysis::english::Tag;
use crate::analysis::english::lemmas::{Case, Edit, LONGEST_ENDING, Lemmas, exception_key, rule_keys, split_compound};
use crate::analysis::english::lexicon::Inflection;
use crate::analysis::english::word::{fold, lower};

/// A form under a tag, with each lemma it was seen with and how often.
struct Entry {
    form: Vec<char>,
    tag: Tag,
    lemmas: BTreeMap<String, u32>,
}

pub(super) fn lemmas(treebank: &Treebank, known: Known<'_>) -> Lemmas {
    let entries = entries(treebank);
    let mut edits = Edits::default();
    let rules = rules(&entries, &mut edits);
    let mut lemmas = Lemmas { edits: edits.list.clone(), exceptions: FxHashMap::default(), rules };
    let lemma = |lemmas: &Lemmas, form: &str, tag: Tag| {
        let inflection = Inflection::of(treebank.names.xpos(tag));
        lemmas.lemma(form, tag, |form, lemma| known.lexicon.base_form(form, lemma, inflection?))
    };
    let mut exceptions = exceptions(&entries, |form, tag| lemma(&lemmas, form, tag), &mut edits);
    // The treebank has the last word on the forms that it has.
    let seen: FxHashSet<u32> = entries.iter().map(|entry| exception_key(&entry.form, entry.tag)).collect();
    for irregular in known.irregular {
        let form: Vec<char> = irregular.form.chars().collect();
        for tag in irregular.tags(&treebank.names) {
            let key = exception_key(&form, tag);
            if !seen.contains(&key)
                && lemma(&lemmas, &irregular.form, tag) != irregular.lemma
                && let Some(edit) = edit(&form, &irregular.lemma)
            {
                exceptions.insert(key, edits.number(edit));
            }
        }
    }
    (lemmas.exceptions, lemmas.edits) = (exceptions, edits.list);
    lemmas
}

fn entries(treebank: &Treebank) -> Vec<Entry> {
    let mut uses: BTreeMap<(Vec<char>, Tag), BTreeMap<String, u32>> = BTreeMap::new();
    for token in treebank.sentences.iter().flat_map(|sentence| &sentence.tokens) {
        if let (Some(tag), Some(lemma)) = (token.tag, &token.lemma) {
            let form = token.form.chars().map(fold).collect();
            let lemma = lemma.chars().map(fold).collect();
            *uses.entry((form, tag)).or_default().entry(lemma).or_default() += 1;
        }
    }
    uses.into_iter().map(|((form, tag), lemmas)| Entry { form, tag, lemmas }).collect()
}

/// The most frequent; of those that are equal the first.
fn most<K: Copy + Ord>(uses: &BTreeMap<K, u32>) -> Option<(K, u32)> {
    uses.iter().max_by_key(|(key, uses)| (**uses, std::cmp::Reverse(**key))).map(|(key, uses)| (*key, *uses))
}

#[derive(Default)]
struct Edits {
    list: Vec<Edit>,
    numbers: BTreeMap<Edit, u16>,
}

impl Edits {
    fn number(&mut self, edit: Edit) -> u16 {
        *self.numbers.entry(edit).or_insert_with_key(|edit| {
            self.list.push(edit.clone());
            u16::try_from(self.list.len() - 1).expect("there are far fewer scripts than forms")
        })
    }
}

/// The shortest script from a form to its lemma.
fn edit(form: &[char], lemma: &str) -> Option<Edit> {
    let lemma: Vec<char> = lemma.chars().collect();
    let shared = |case: Case| case.apply(form).iter().zip(&lemma).take_while(|(one, other)| one == other).count();
    let case = Case::ALL.into_iter().rev().max_by_key(|case| shared(*case))?;
    let shared = shared(case);
    let strip = u8::try_from(form.len() - shared).ok()?;
    Some(Edit { case, strip, append: lemma[shared..].iter().collect() })
}

/// How much a form counts for the rules: often seen ones a little more, since
/// rules are for forms that were not seen at all.
fn weight(uses: u32) -> u32 {
    uses.min(3)
}

/// The fewest forms that a rule must put right beyond those it spoils.
const FEWEST_GAINED: i64 = 3;

fn rules(entries: &[Entry], edits: &mut Edits) -> FxHashMap<u32, u16> {
    let mut samples: Vec<(Vec<u32>, u16, u32)> = Vec::new();
    for entry in entries {
        let (first_parts, last_part) = split_compound(&entry.form);
        let lemmas: BTreeMap<&str, u32> = entry.lemmas.iter().map(|(lemma, uses)| (lemma.as_str(), *uses)).collect();
        let Some((lemma, uses)) = most(&lemmas) else { continue };
        let skipped = first_parts.iter().zip(lemma.chars()).take_while(|(one, other)| lower(**one) == lower(*other));
        if skipped.count() < first_parts.len() {
            continue;
        }
        let lemma: String = lemma.chars().skip(first_parts.len()).collect();
        if let Some(edit) = edit(last_part, &lemma) {
            samples.push((rule_keys(last_part, entry.tag).collect(), edits.number(edit), weight(uses)));
        }
    }
    let mut rules: FxHashMap<u32, u16> = FxHashMap::default();
    for length in 0..=LONGEST_ENDING {
        let mut uses: BTreeMap<u32, BTreeMap<u16, u32>> = BTreeMap::new();
        for (keys, edit, weight) in samples.iter().filter(|sample| sample.0.len() > length) {
            *uses.entry(keys[length]).or_default().entry(*edit).or_default() += weight;
        }
        let inherited: BTreeMap<u32, Option<u16>> = samples
            .iter()
            .filter(|sample| sample.0.len() > length)
            .map(|(keys, ..)| (keys[length], keys[..length].iter().rev().find_map(|key| rules.get(key)).copied()))
            .collect();
        for (key, uses) in &uses {
            let Some((best, right)) = most(uses) else { continue };
            let before = inherited[key].and_then(|edit| uses.get(&edit)).copied().unwrap_or(0);
            if length == 0 || i64::from(right) - i64::from(before) >= FEWEST_GAINED {
                rules.insert(*key, best);
            }
        }
    }
    rules
}

/// Scripts of the forms that `lemma` gets wrong.
fn exceptions(entries: &[Entry], lemma: impl Fn(&str, Tag) -> String, edits: &mut Edits) -> FxHashMap<u32, u16> {
    // One exception serves all ways of writing a form, so they vote together.
    let mut groups: BTreeMap<(Vec<char>, Tag), Vec<&Entry>> = BTreeMap::new();
    for entry in entries {
        let lowered = entry.form.iter().copied().map(lower).collect();
        groups.entry((lowered, entry.tag)).or_default().push(entry);
    }
    let mut exceptions = FxHashMap::default();
    for ((form, tag), group) in groups {
        let right = |entry: &Entry, lemma: &str| entry.lemmas.get(lemma).copied().unwrap_or(0);
        let before: u32 =
            group.iter().map(|entry| right(entry, &lemma(&entry.form.iter().collect::<String>(), tag))).sum();
        let mut gains: BTreeMap<u16, u32> = BTreeMap::new();
        for entry in &group {
            for lemma in entry.lemmas.keys() {
                let Some(edit) = edit(&entry.form, lemma) else { continue };
                let after = group.iter().map(|entry| right(entry, &edit.apply(&entry.form).iter().collect::<String>()));
                let after = after.sum();
                if after > before {
                    gains.insert(edits.number(edit), after);
                }
            }
        }
        if let Some((edit, _)) = most(&gains) {
            exceptions.insert(exception_key(&form, tag), edit);
        }
    }
    exceptions
}
