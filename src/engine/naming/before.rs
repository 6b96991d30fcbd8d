//! What stands for a name before it: *she*, *the company*, *the Russian president*.
//!
//! The nearest sentence that names one that fits counts; in it the name that
//! stands beside a verb of speech or else comes first, for it is the subject more
//! often than not. A possessive (*Putin's*) counts only where nothing else does;
//! behind a preposition (*with Putin*) a name of another sentence counts as one
//! that stands a sentence further off. Words outside quotations do
//! not stand for a name inside one, and those inside not for whoever is named
//! first in their sentence outside: who speaks does not say *he* of himself. What
//! was joined to a name stands for it in turn. A stranger (*a spokesman*) of a
//! sentence before counts as a name does, but what would stand for it is not joined.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::engine::lattice::{LiveMention, MentionIdx};
use crate::engine::view::View;
use crate::pack::AliasDef;

use super::{AliasIdx, Joined, Naming, agree};

/// How many names before it are looked at: an article of names and pronouns without
/// end takes time in its length alone.
const MOST_NAMES: usize = 500;

/// Names, and what was found to stand for one, each in their order.
struct Candidates<'a> {
    names: Vec<Candidate<'a>>,
    standing: Vec<Candidate<'a>>,
}

impl<'a> Candidates<'a> {
    /// The nearest before a token.
    fn before(&self, token: u32) -> impl Iterator<Item = &Candidate<'a>> {
        near(&self.names, token).iter().chain(near(&self.standing, token))
    }
}

fn near<'c, 'a>(candidates: &'c [Candidate<'a>], token: u32) -> &'c [Candidate<'a>] {
    let end = candidates.partition_point(|name| name.token < token);
    &candidates[end.saturating_sub(MOST_NAMES)..end]
}

/// A name, or what stands for one, as far as it is known.
struct Candidate<'a> {
    mention: &'a LiveMention,
    token: u32,
    sentence: u32,
    is_quoted: bool,
    is_possessive: bool,
    /// The word before it and its titles, unless that begins the sentence, and the one behind it.
    before: &'a str,
    after: &'a str,
    /// The word before it where that stands behind a mark: `," said Ann Lee`.
    behind_mark: &'a str,
    /// The word behind it where the two end their sentence behind a comma: `Rain will come, he said.`
    closing: &'a str,
    /// None for a stranger, whom nothing names.
    entity: Option<Arc<str>>,
}

impl Candidate<'_> {
    fn is_same(&self, other: &Candidate<'_>) -> bool {
        if self.entity.is_none() { self.token == other.token } else { self.entity == other.entity }
    }
}

/// For what stands for a name before it, the entity of that name.
pub(super) fn joined<'j>(view: View<'_>, naming: &Naming, names: impl Iterator<Item = &'j Joined>) -> Vec<Joined> {
    let names: BTreeMap<MentionIdx, &Joined> = names.map(|joined| (joined.mention, joined)).collect();
    let mut named: Vec<Candidate<'_>> =
        names.values().map(|joined| candidate(view, joined.mention, joined.entity.as_ref())).collect();
    let strangers = (0..view.lattice.mentions.len() as u32).filter(|&index| {
        let mention = view.lattice.mention(index);
        mention.stays && naming.is_stranger(view, mention) && !names.contains_key(&index)
    });
    named.extend(strangers.map(|index| candidate(view, index, None)));
    named.sort_by_key(|name| (name.mention.tokens, name.mention.label));
    let known = Known::new(view, &named);
    let mut candidates = Candidates { names: named, standing: Vec::new() };
    let stands = |&index: &MentionIdx| {
        let mention = view.lattice.mention(index);
        mention.stays && naming.kind(view, mention).is_some_and(|kind| !kind.before.is_empty())
    };
    let mut standing: Vec<MentionIdx> = (0..view.lattice.mentions.len() as u32).filter(stands).collect();
    standing.sort_by_key(|&index| (view.lattice.mention(index).tokens, view.lattice.mention(index).label));
    let mut found = Vec::new();
    for mention in standing {
        let own = candidate(view, mention, None);
        let Some(kind) = naming.kind(view, own.mention) else { continue };
        let name = kind
            .before
            .iter()
            .find_map(|&alias| Some((antecedent(view, naming, alias, &candidates, &own, &known)?, alias)));
        let Some((entity, alias)) = name.map(|(name, alias)| (name.entity.clone(), alias)) else { continue };
        candidates.standing.push(Candidate { entity: entity.clone(), ..own });
        found.push(Joined { mention, entity, alias: Some(alias) });
    }
    found
}

/// What the names of an article say of the things that they name: by entity and attribute.
struct Known<'a>(BTreeMap<Arc<str>, BTreeMap<&'a str, &'a str>>);

impl<'a> Known<'a> {
    fn new(view: View<'a>, names: &[Candidate<'a>]) -> Self {
        let rules = &view.program.rules;
        let mut attributes: Vec<&str> =
            rules.aliases.iter().flat_map(|alias| &alias.agree).map(|name| &**name).collect();
        attributes.sort_unstable();
        attributes.dedup();
        let mut known: BTreeMap<Arc<str>, BTreeMap<&str, &str>> = BTreeMap::new();
        for name in names {
            for &attribute in &attributes {
                if let Some(value) = name.mention.attribute(rules, attribute) {
                    let Some(entity) = &name.entity else { continue };
                    known.entry(Arc::clone(entity)).or_default().entry(attribute).or_insert(value);
                }
            }
        }
        Self(known)
    }

    fn get(&self, name: &Candidate<'_>, attribute: &str) -> Option<&'a str> {
        self.0.get(name.entity.as_ref()?)?.get(attribute).copied()
    }
}

fn candidate<'a>(view: View<'a>, mention: MentionIdx, entity: Option<&Arc<str>>) -> Candidate<'a> {
    let mention = view.lattice.mention(mention);
    let token = mention.tokens.start;
    let sentence = view.document.sentence_of[token as usize];
    let words = view.document.sentence(sentence).tokens;
    let word = |token: u32| view.document.segmentation.tokens[token as usize].slice(view.text);
    let is_title = |token: &u32| *token > words.start && word(*token).starts_with(char::is_uppercase);
    let before = (words.start..token).rev().find(|token| !is_title(token));
    let is_behind_mark = |&token: &u32| token == words.start || !word(token - 1).chars().any(char::is_alphanumeric);
    let end = mention.tokens.end;
    let after = if end < words.end { word(end) } else { "" };
    let is_closing =
        token > words.start && word(token - 1) == "," && (end + 1..words.end).all(|token| is_mark(word(token)));
    Candidate {
        token,
        sentence,
        is_quoted: view.document.quoted.get(token as usize).copied().unwrap_or(false),
        is_possessive: matches!(after, "'s" | "’s" | "'" | "’"),
        before: before.filter(|&token| token > words.start).map_or("", word),
        after,
        behind_mark: before.filter(is_behind_mark).map_or("", word),
        closing: if is_closing { after } else { "" },
        entity: entity.cloned(),
        mention,
    }
}

/// Whether a token is no word.
fn is_mark(word: &str) -> bool {
    !word.chars().any(char::is_alphanumeric)
}

fn is_in(words: &[Arc<str>], word: &str) -> bool {
    !word.is_empty() && words.binary_search_by(|known| (**known).cmp(&word.to_lowercase())).is_ok()
}

/// Orders what a pronoun may stand for: the best is the least.
fn rank(alias: &AliasDef, own: &Candidate<'_>, name: &Candidate<'_>) -> (u32, bool, bool, bool, u32) {
    let is_outside = own.is_quoted && !name.is_quoted;
    let is_behind = is_in(&alias.behind, name.before);
    let is_beside = is_in(&alias.beside, name.behind_mark) || (!is_behind && is_in(&alias.beside, name.after));
    let leads = name.entity.is_none() || is_beside;
    let is_far = match name.sentence == own.sentence {
        // Who tells what is quoted is not told of there.
        _ if own.is_quoted => is_outside && leads,
        // Nor does whoever is told of in "Rain will come to Ann, he said" tell it.
        true => is_in(&alias.beside, own.closing),
        // Behind a preposition a name is not what its sentence is about.
        false => is_behind,
    };
    let distance = own.sentence - name.sentence + u32::from(is_far);
    (distance, is_outside, name.is_possessive || is_far, !leads, name.token)
}

/// The name, or stranger, for which something stands by an alias.
fn antecedent<'c>(
    view: View<'_>,
    naming: &Naming,
    number: AliasIdx,
    candidates: &'c Candidates<'c>,
    own: &Candidate<'_>,
    known: &Known<'_>,
) -> Option<&'c Candidate<'c>> {
    let alias: &AliasDef = &view.program.rules.aliases[number as usize];
    let fits = |name: &&Candidate<'_>| {
        naming.is_target(view, number, name.mention)
            && (own.is_quoted || !name.is_quoted)
            && (name.entity.is_some() || (name.sentence != own.sentence && !own.is_quoted))
            && agree(view, alias, own.mention, name.mention, |attribute| known.get(name, attribute))
    };
    // Who tells what is quoted, and whoever does something to *him*, is another.
    let first = candidates
        .before(own.token)
        .filter(|name| name.sentence == own.sentence && !name.is_possessive)
        .filter(|name| alias.other || (own.is_quoted && !name.is_quoted))
        .min_by_key(|name| name.token);
    let is_other = |name: &&Candidate<'_>| first.is_none_or(|first| !first.is_same(name));
    let before: Vec<&Candidate<'_>> = candidates.before(own.token).filter(fits).filter(is_other).collect();
    if alias.only && before.iter().any(|name| !name.is_same(before[0])) {
        return None;
    }
    let shares = |name: &&&Candidate<'_>| {
        let rules = &view.program.rules;
        let wanted = |attribute: &Arc<str>| own.mention.attribute(rules, attribute);
        let is_shared = |attribute: &Arc<str>| {
            wanted(attribute).is_none_or(|value| name.mention.attribute(rules, attribute) == Some(value))
        };
        alias.prefer.iter().all(is_shared)
    };
    let is_preferred = before.iter().any(|name| shares(&name));
    before.into_iter().filter(|name| !is_preferred || shares(&name)).min_by_key(|name| rank(alias, own, name))
}
