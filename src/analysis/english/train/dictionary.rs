//! Learning which tags a form may get.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::{Sentence, Settings, Treebank};
use crate::analysis::english::Tag;
use crate::analysis::english::dictionary::{Dictionary, Known, TagSet, form_key};
use crate::analysis::english::lexicon::Lexicon;
use crate::analysis::english::word::{Look, fold, lower};

/// How often a form had each tag.
type Uses = BTreeMap<Tag, u32>;

pub(super) fn dictionary(treebank: &Treebank, lexicon: Lexicon, settings: &Settings) -> Dictionary {
    let merged: Vec<Sentence> = treebank.merged_copies().collect();
    let uses = form_uses(treebank.sentences.iter().chain(&merged));
    let open = open_tags(&uses, settings);
    let mut sets = Numbers::starting_with(open);
    // Unknown forms have the class of no tags.
    let mut classes = Numbers::starting_with(Vec::new());
    let mut forms = FxHashMap::default();
    for (form, uses) in uses.iter().filter(|(_, uses)| total(uses) >= settings.fewest_form_uses) {
        let known = Known {
            class: classes.number(usual_tags(uses)),
            allowed: sets.number(allowed_tags(uses, open, settings)),
            senses: lexicon.senses(form),
        };
        forms.insert(form_key(&Look::new(form)), known);
    }
    Dictionary { sets: sets.values, forms, lexicon }
}

/// Forms in lower case, with one digit for all as in [`Look`].
fn form_uses<'s>(sentences: impl Iterator<Item = &'s Sentence>) -> BTreeMap<String, Uses> {
    let mut forms: BTreeMap<String, Uses> = BTreeMap::new();
    for token in sentences.flat_map(|sentence| &sentence.tokens) {
        if let Some(tag) = token.tag {
            let alike = |character: char| if character.is_ascii_digit() { '0' } else { lower(fold(character)) };
            *forms.entry(token.form.chars().map(alike).collect()).or_default().entry(tag).or_default() += 1;
        }
    }
    forms
}

/// The tags that new words have: those of words that were met once.
fn open_tags(forms: &BTreeMap<String, Uses>, settings: &Settings) -> TagSet {
    let mut words: BTreeMap<Tag, u32> = BTreeMap::new();
    for uses in forms.values().filter(|uses| total(uses) == 1) {
        uses.keys().for_each(|tag| *words.entry(*tag).or_default() += 1);
    }
    let mut open = TagSet::default();
    words.iter().filter(|(_, words)| **words >= settings.fewest_open_words).for_each(|(tag, _)| open.insert(*tag));
    open
}

/// Up to three tags, the most frequent first, without those that are one use in a hundred.
fn usual_tags(uses: &Uses) -> Vec<Tag> {
    let mut tags: Vec<(Reverse<u32>, Tag)> = uses.iter().map(|(tag, uses)| (Reverse(*uses), *tag)).collect();
    tags.sort_unstable();
    tags.into_iter().filter(|(Reverse(n), _)| n * 100 >= total(uses)).take(3).map(|(_, tag)| tag).collect()
}

fn allowed_tags(uses: &Uses, open: TagSet, settings: &Settings) -> TagSet {
    let total = total(uses);
    let closed = total >= settings.fewest_closed_uses;
    let mut allowed = if closed { TagSet::default() } else { open };
    // What a common word is once in a thousand times is most often a slip.
    let seen = uses.iter().filter(|(_, n)| !closed || **n * 1_000 >= total);
    seen.for_each(|(tag, _)| allowed.insert(*tag));
    allowed
}

fn total(uses: &Uses) -> u32 {
    uses.values().sum()
}

/// Distinct values, numbered as they come.
struct Numbers<V> {
    values: Vec<V>,
    numbers: BTreeMap<V, u16>,
}

impl<V: Ord + Clone> Numbers<V> {
    fn starting_with(value: V) -> Self {
        Self { numbers: BTreeMap::from([(value.clone(), 0)]), values: vec![value] }
    }

    fn number(&mut self, value: V) -> u16 {
        let values = &mut self.values;
        *self.numbers.entry(value).or_insert_with_key(|value| {
            values.push(value.clone());
            u16::try_from(values.len() - 1).expect("there are fewer sets of tags than forms in a treebank")
        })
    }
}
