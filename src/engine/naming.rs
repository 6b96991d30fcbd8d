//! Names over an article: a surname takes the name of the person in full.
//!
//! Types are known by name: `Person`, `Place` and `Org`, with what is under
//! them, are what a pack calls people, places and organisations.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::analysis;
use crate::compile::{Label, root};
use crate::pack::{RuleSet, TypeId};
use crate::text::TokenSpan;

use super::lattice::{LiveMention, MentionIdx, Source};
use super::view::View;

/// The root types whose mentions are names.
#[derive(Debug, Default)]
pub(crate) struct NameTypes {
    /// People.
    pub(crate) person: Option<TypeId>,
    others: Vec<TypeId>,
}

impl NameTypes {
    /// The types of these names in a rule set.
    pub(crate) fn new(rules: &RuleSet) -> Self {
        let find = |name: &str| rules.types.iter().position(|known| &*known.name == name).map(|id| TypeId(id as u32));
        let others = ["Place", "Org"].into_iter().filter_map(find).map(|id| root(rules, id)).collect();
        Self { person: find("Person").map(|id| root(rules, id)), others }
    }

    fn is_person(&self, view: View<'_>, mention: &LiveMention) -> bool {
        self.root_of(view, mention).is_some_and(|id| self.person == Some(id))
    }

    fn is_name(&self, view: View<'_>, mention: &LiveMention) -> bool {
        self.root_of(view, mention).is_some_and(|id| self.person == Some(id) || self.others.contains(&id))
    }

    #[expect(clippy::unused_self, reason = "reads as a question to the types")]
    fn root_of(&self, view: View<'_>, mention: &LiveMention) -> Option<TypeId> {
        view.program.labels.as_type(mention.label).map(|id| root(&view.program.rules, id))
    }
}

/// People in full: by the surname, the mentions in order.
fn full_names(view: View<'_>, names: &NameTypes) -> BTreeMap<String, Vec<MentionIdx>> {
    let mut found: BTreeMap<String, Vec<MentionIdx>> = BTreeMap::new();
    for (index, mention) in view.lattice.mentions.iter().enumerate() {
        if mention.stays && mention.tokens.len() > 1 && names.is_person(view, mention) {
            for surname in surnames(view, mention.tokens) {
                found.entry(surname).or_default().push(index as u32);
            }
        }
    }
    for people in found.values_mut() {
        people.sort_by_key(|&index| view.lattice.mention(index).tokens);
    }
    found
}

/// What a person's name is shortened to: its last word, also without an article before it (`al-`).
fn surnames(view: View<'_>, tokens: TokenSpan) -> Vec<String> {
    let words: Vec<String> = tokens.range().map(|token| word(view, token as u32)).collect();
    let is_suffix = |word: &&String| matches!(word.trim_end_matches('.'), "Jr" | "Sr" | "II" | "III" | "IV");
    let Some(last) = words.iter().rev().find(|word| !is_suffix(word)) else { return Vec::new() };
    let bare = ["al-", "el-", "ul-", "Al-", "El-"].iter().find_map(|article| last.strip_prefix(article));
    let mut found = vec![last.clone()];
    found.extend(bare.map(str::to_owned));
    found.retain(|name| name.chars().count() > 1);
    found
}

fn word(view: View<'_>, token: u32) -> String {
    let span = view.document.segmentation.tokens[token as usize];
    analysis::normalize(span.slice(view.text)).into_owned()
}

/// Mentions of people by their surname alone, which no rule found.
pub(crate) fn short_names(view: View<'_>, names: &NameTypes) -> Vec<LiveMention> {
    let people = full_names(view, names);
    let mut found = Vec::new();
    if people.is_empty() {
        return found;
    }
    let mut claimed = vec![false; view.document.forms.len()];
    for mention in view.lattice.mentions.iter().filter(|mention| mention.stays && names.is_name(view, mention)) {
        claimed[mention.tokens.range()].fill(true);
    }
    for token in 0..view.document.forms.len() as u32 {
        if claimed[token as usize] || !view.forms.form(view.document.forms[token as usize]).flags.cap {
            continue;
        }
        if let Some(full) = people.get(&word(view, token)) {
            let full = view.lattice.mention(full[0]);
            found.push(person(view, full.label, token));
        }
    }
    found
}

fn person(view: View<'_>, label: Label, token: u32) -> LiveMention {
    let tokens = TokenSpan::new(token, token + 1);
    LiveMention {
        label,
        tokens,
        span: view.document.span(tokens),
        source: Source::Engine,
        priority: 0,
        attributes: Vec::new(),
        entity: None,
        stays: true,
    }
}

/// The name of the thing for each mention of a person, place or organisation.
pub(crate) fn entities(view: View<'_>, names: &NameTypes) -> Vec<(MentionIdx, Arc<str>)> {
    let people = full_names(view, names);
    let mut found = Vec::new();
    for (index, mention) in view.lattice.mentions.iter().enumerate() {
        if !mention.stays || !names.is_name(view, mention) {
            continue;
        }
        if let Some(known) = mention.attribute(&view.program.rules, "entity") {
            found.push((index as u32, known.into()));
            continue;
        }
        let full = if names.is_person(view, mention) { full_name(view, &people, mention) } else { None };
        let span = full.map_or(mention.span, |full| view.lattice.mention(full).span);
        found.push((index as u32, span.slice(view.text).into()));
    }
    found
}

/// The fullest name of a person: for a surname alone that of the last such
/// person named before it, else of the first after it; for a name in full the
/// longest with the same first and last word.
fn full_name(view: View<'_>, people: &BTreeMap<String, Vec<MentionIdx>>, mention: &LiveMention) -> Option<MentionIdx> {
    let surname = surnames(view, mention.tokens).into_iter().next()?;
    let bearers = people.get(&surname)?;
    let person = if mention.tokens.len() > 1 {
        let first = word(view, mention.tokens.start);
        *bearers.iter().find(|&&index| word(view, view.lattice.mention(index).tokens.start) == first)?
    } else {
        let before =
            bearers.iter().rev().find(|&&index| view.lattice.mention(index).tokens.start < mention.tokens.start);
        *before.or(bearers.first())?
    };
    let first = word(view, view.lattice.mention(person).tokens.start);
    let same = bearers.iter().copied().filter(|&index| word(view, view.lattice.mention(index).tokens.start) == first);
    // Among names of one length the earliest stays the name of all.
    same.min_by_key(|&index| {
        let mention = view.lattice.mention(index);
        (std::cmp::Reverse(mention.tokens.len()), mention.tokens.start)
    })
}
