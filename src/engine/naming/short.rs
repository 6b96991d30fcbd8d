//! Short forms that no rule has tagged: the surname of a person whom the
//! article names in full, the acronym of an organisation.

use std::collections::{BTreeMap, BTreeSet};

use crate::compile::{Label, Labels};
use crate::engine::lattice::{LiveMention, Source};
use crate::engine::view::View;
use crate::pack::AliasBy;
use crate::text::TokenSpan;

use super::words::{shorts, word};
use super::{AliasIdx, Naming};

/// The fewest letters of a first word that stands for a name: `New` does not.
const MIN_LETTERS: usize = 4;

/// The mentions of short forms that aliases mark.
pub(crate) fn short_names(view: View<'_>, naming: &Naming) -> Vec<LiveMention> {
    let known = known_shorts(view, naming);
    let mut found = Vec::new();
    if known.is_empty() {
        return found;
    }
    let claims = claims(view, naming);
    for token in 0..view.document.forms.len() as u32 {
        if claims[token as usize] == Some(Claim::Name) || !is_capitalised(view, token) {
            continue;
        }
        let Some(aliases) = known.get(&word(view, token)) else { continue };
        let marked = aliases.iter().find_map(|&alias| marks(view, &claims, alias, token));
        found.extend(marked);
    }
    found
}

/// By each short form, as it is written: the aliases by which it stands for a name of the article.
fn known_shorts(view: View<'_>, naming: &Naming) -> BTreeMap<String, Vec<AliasIdx>> {
    let mut known: BTreeMap<String, Vec<AliasIdx>> = BTreeMap::new();
    let names = || {
        let stay = view.lattice.mentions.iter().filter(|mention| mention.stays && mention.tokens.len() > 1);
        stay.filter(|mention| naming.is_name(view, mention))
    };
    for (number, alias) in view.program.rules.aliases.iter().enumerate() {
        if alias.mark.is_none() || !super::words::is_by_words(alias.by) {
            continue;
        }
        let has = |name: &LiveMention| super::has_all(&view.program.rules, alias, name);
        let mut ambiguous: BTreeSet<String> = BTreeSet::new();
        let mut firsts: BTreeMap<String, &LiveMention> = BTreeMap::new();
        for name in names().filter(|name| naming.is_target(view, number as u32, name) && has(name)) {
            let is_long = |short: &String| alias.by != AliasBy::FirstWord || short.chars().count() >= MIN_LETTERS;
            for short in shorts(view, alias, name).into_iter().filter(is_long) {
                if alias.only && !is_same(view, firsts.entry(short.clone()).or_insert(name), name) {
                    ambiguous.insert(short.clone());
                }
                known.entry(short).or_default().push(number as u32);
            }
        }
        for short in ambiguous {
            known.entry(short).or_default().retain(|&other| other != number as u32);
        }
    }
    for aliases in known.values_mut() {
        aliases.sort_by_key(|&number| (view.program.rules.aliases[number as usize].by, number));
        aliases.dedup();
    }
    known
}

/// Whether two names look like forms of one: they end alike, or one goes on where the other ends.
fn is_same(view: View<'_>, one: &LiveMention, other: &LiveMention) -> bool {
    let last = |name: &LiveMention| word(view, name.tokens.end - 1);
    let (one_text, other_text) = (one.span.slice(view.text), other.span.slice(view.text));
    last(one) == last(other) || one_text.starts_with(other_text) || other_text.starts_with(one_text)
}

/// What an alias makes of a token that is a short form of a name.
fn marks(view: View<'_>, claims: &[Option<Claim>], alias: AliasIdx, token: u32) -> Option<LiveMention> {
    let alias = &view.program.rules.aliases[alias as usize];
    let label = Labels::of_type(alias.mark?);
    if let Some(claim) = claims[token as usize] {
        let gives_way = alias.over.is_some_and(|over| claim == Claim::Word(Labels::of_type(over)));
        let behind = |word: &str| alias.behind.binary_search_by(|known| (**known).cmp(word)).is_ok();
        return (gives_way && stands_free(view, claims, claim, token, behind))
            .then(|| LiveMention { priority: i32::MAX, ..single(view, label, token) });
    }
    let is_free = alias.by != AliasBy::FirstWord || stands_alone(view, token);
    is_free.then(|| single(view, label, token))
}

/// What a token is part of, as far as rules have found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Claim {
    /// A name of one word, of this type.
    Word(Label),
    /// A name of several words.
    Name,
}

fn claims(view: View<'_>, naming: &Naming) -> Vec<Option<Claim>> {
    let mut claims = vec![None; view.document.forms.len()];
    for mention in view.lattice.mentions.iter().filter(|mention| mention.stays && naming.claims(view, mention)) {
        let claim = if mention.tokens.len() == 1 { Claim::Word(mention.label) } else { Claim::Name };
        claims[mention.tokens.range()].fill(Some(claim));
    }
    claims
}

/// Whether a name stands where a surname does rather than a town: alone, behind
/// no word such as *in*, and not beside another such name (`Dayton, Ohio`).
fn stands_free(
    view: View<'_>,
    claims: &[Option<Claim>],
    claim: Claim,
    token: u32,
    behind: impl Fn(&str) -> bool,
) -> bool {
    let before = token.checked_sub(1).map(|before| word(view, before).to_lowercase());
    let is_behind = before.is_some_and(|before| behind(&before));
    let beside = [token.checked_sub(2), token.checked_add(2)].into_iter().flatten();
    let is_listed = beside.filter_map(|token| claims.get(token as usize)).any(|&other| other == Some(claim));
    // A capital at the start of a sentence says nothing: "Then Dayton spoke".
    let is_in_name = token.checked_sub(1).is_some_and(|token| is_capitalised(view, token) && !is_first(view, token));
    !is_behind && !is_listed && !is_in_name && !is_capitalised(view, token + 1)
}

/// Whether no word beside a token is capitalised, as the next word of a name is;
/// a capital at the start of a sentence says nothing.
fn stands_alone(view: View<'_>, token: u32) -> bool {
    let is_name = |before: u32| is_capitalised(view, before) && !is_first(view, before);
    !is_capitalised(view, token + 1) && (is_first(view, token) || !is_name(token - 1))
}

fn is_capitalised(view: View<'_>, token: u32) -> bool {
    let form = view.document.forms.get(token as usize);
    form.is_some_and(|&form| view.forms.form(form).flags.cap)
}

/// Whether a token is the first of its sentence.
fn is_first(view: View<'_>, token: u32) -> bool {
    let sentences = &view.document.sentence_of;
    token == 0 || sentences[token as usize - 1] != sentences[token as usize]
}

fn single(view: View<'_>, label: Label, token: u32) -> LiveMention {
    let tokens = TokenSpan::new(token, token + 1);
    LiveMention {
        label,
        tokens,
        span: view.document.span(tokens),
        source: Source::Engine,
        priority: 0,
        attributes: Vec::new(),
        entity: None,
        alias: None,
        stays: true,
    }
}
