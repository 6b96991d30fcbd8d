//! Names over an article: a surname takes the name of the person in full, a short
//! form that of the organisation.
//!
//! Types are known by name: `Person`, `Place` and `Org`, with what is under
//! them, are what a pack calls people, places and organisations.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::analysis;
use crate::compile::Label;
use crate::pack::{RuleSet, TypeId};
use crate::text::TokenSpan;

use super::lattice::{LiveMention, MentionIdx, Source};
use super::pronouns::{Stand, joined};
use super::view::View;

/// The types whose mentions are names.
#[derive(Debug, Default)]
pub(crate) struct NameTypes {
    /// People.
    pub(crate) person: Option<TypeId>,
    /// Words such as `she`, which stand for a person named before.
    pronoun: Option<TypeId>,
    place: Option<TypeId>,
    org: Option<TypeId>,
    /// Words such as `the company`, which stand for an organisation named before.
    org_pronoun: Option<TypeId>,
}

impl NameTypes {
    /// The types of these names in a rule set.
    pub(crate) fn new(rules: &RuleSet) -> Self {
        let find = |name: &str| rules.types.iter().position(|known| &*known.name == name).map(|id| TypeId(id as u32));
        Self {
            person: find("Person"),
            pronoun: find("Pronoun"),
            place: find("Place"),
            org: find("Org"),
            org_pronoun: find("OrgPronoun"),
        }
    }

    fn is_person(&self, view: View<'_>, mention: &LiveMention) -> bool {
        is_under(view, mention, self.person) && !self.is_pronoun(view, mention)
    }

    fn is_pronoun(&self, view: View<'_>, mention: &LiveMention) -> bool {
        is_under(view, mention, self.pronoun)
    }

    fn is_org_pronoun(&self, view: View<'_>, mention: &LiveMention) -> bool {
        is_under(view, mention, self.org_pronoun)
    }

    fn is_org(&self, view: View<'_>, mention: &LiveMention) -> bool {
        is_under(view, mention, self.org)
    }

    fn is_name(&self, view: View<'_>, mention: &LiveMention) -> bool {
        [self.person, self.place, self.org].into_iter().any(|kind| is_under(view, mention, kind))
    }
}

/// Whether a mention's type is `kind` or under it.
fn is_under(view: View<'_>, mention: &LiveMention, kind: Option<TypeId>) -> bool {
    let (Some(kind), Some(id)) = (kind, view.program.labels.as_type(mention.label)) else { return false };
    let types = &view.program.rules.types;
    // As many steps as there are types: a circle of `is` ends too.
    let line = std::iter::successors(Some(id), |id| types[id.0 as usize].is);
    line.take(types.len()).any(|id| id == kind)
}

/// People in full: by the surname, the mentions in order.
fn full_names(view: View<'_>, names: &NameTypes) -> BTreeMap<String, Vec<MentionIdx>> {
    let mut found: BTreeMap<String, Vec<MentionIdx>> = BTreeMap::new();
    for (index, mention) in view.lattice.mentions.iter().enumerate() {
        if mention.stays && mention.tokens.len() > 1 && names.is_person(view, mention) {
            let mut surnames = surnames(view, mention.tokens);
            surnames.extend(family_names(view, mention));
            surnames.sort_unstable();
            surnames.dedup();
            for surname in surnames {
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

/// The words of a person's name that its rule captured as `family`: of two
/// surnames (`Elena Varela Pons`) the first is the one used alone.
fn family_names(view: View<'_>, mention: &LiveMention) -> Vec<String> {
    let family = mention.attribute(&view.program.rules, "family").unwrap_or_default();
    family
        .split_whitespace()
        .map(|word| analysis::normalize(word).into_owned())
        .filter(|word| is_surname(word))
        .collect()
}

/// Whether a word of a family's name can stand for the person: no particle, no initial.
fn is_surname(word: &str) -> bool {
    let particles = ["de", "del", "la", "las", "los", "da", "das", "dos", "van", "von", "der", "den", "bin", "ibn"];
    word.chars().count() > 2 && !particles.iter().any(|particle| particle.eq_ignore_ascii_case(word))
}

fn word(view: View<'_>, token: u32) -> String {
    let span = view.document.segmentation.tokens[token as usize];
    analysis::normalize(span.slice(view.text)).into_owned()
}

/// Mentions of people by their surname alone, and of organisations by their
/// acronym, which no rule found.
pub(crate) fn short_names(view: View<'_>, names: &NameTypes) -> Vec<LiveMention> {
    let mut known: BTreeMap<String, Label> = BTreeMap::new();
    for (acronym, org) in acronyms(view, names) {
        known.insert(acronym, view.lattice.mention(org).label);
    }
    let people = full_names(view, names).into_iter();
    let surnames: BTreeMap<String, Label> =
        people.map(|(surname, people)| (surname, view.lattice.mention(people[0]).label)).collect();
    known.extend(surnames.iter().map(|(surname, &label)| (surname.clone(), label)));
    let companies = companies(view, names);
    let mut found = Vec::new();
    if known.is_empty() && companies.is_empty() {
        return found;
    }
    let claims = claims(view, names);
    for token in 0..view.document.forms.len() as u32 {
        if claims[token as usize] == Claim::Name || !view.forms.form(view.document.forms[token as usize]).flags.cap {
            continue;
        }
        let text = word(view, token);
        if claims[token as usize] == Claim::Place {
            if let Some(&label) = surnames.get(&text).filter(|_| stands_as_person(view, &claims, token)) {
                found.push(LiveMention { priority: i32::MAX, ..single(view, label, token) });
            }
            continue;
        }
        let company = || companies.get(&text).filter(|_| stands_alone(view, token));
        if let Some(&label) = known.get(&text).or_else(company) {
            found.push(single(view, label, token));
        }
    }
    found
}

/// What a token is part of, as far as rules have found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Claim {
    Nothing,
    /// A place of one word, which may be a surname too; no country.
    Place,
    /// Any other name.
    Name,
}

fn claims(view: View<'_>, names: &NameTypes) -> Vec<Claim> {
    let mut claims = vec![Claim::Nothing; view.document.forms.len()];
    for mention in view.lattice.mentions.iter().filter(|mention| mention.stays && names.is_name(view, mention)) {
        let is_place = mention.tokens.len() == 1 && is_under(view, mention, names.place);
        let is_country = || mention.attribute(&view.program.rules, "kind") == Some("country");
        let claim = if is_place && !is_country() { Claim::Place } else { Claim::Name };
        claims[mention.tokens.range()].fill(claim);
    }
    claims
}

/// Behind these a name that may be a place is one.
const PLACE_PREPOSITIONS: [&str; 14] = [
    "in",
    "at",
    "near",
    "outside",
    "around",
    "across",
    "into",
    "from",
    "to",
    "through",
    "throughout",
    "downtown",
    "inside",
    "toward",
];

/// Whether what may be a place stands where a surname does: alone, behind no
/// preposition of places, and not beside another place (`Dayton, Ohio`).
fn stands_as_person(view: View<'_>, claims: &[Claim], token: u32) -> bool {
    let before = token.checked_sub(1).map(|before| word(view, before).to_lowercase());
    let is_behind = before.is_some_and(|before| PLACE_PREPOSITIONS.contains(&&*before));
    let beside = [token.checked_sub(2), token.checked_add(2)].into_iter().flatten();
    let is_listed = beside.filter_map(|token| claims.get(token as usize)).any(|&claim| claim == Claim::Place);
    // A capital at the start of a sentence says nothing: "Then Dayton spoke".
    let is_in_name = token.checked_sub(1).is_some_and(|token| is_capitalised(view, token) && !is_first(view, token));
    !is_behind && !is_listed && !is_in_name && !is_capitalised(view, token + 1)
}

/// The fewest letters of a first word that stands for a company: `New` does not.
const MIN_LETTERS: usize = 4;

/// Companies by the first word of their names.
fn companies(view: View<'_>, names: &NameTypes) -> BTreeMap<String, Label> {
    let long = |mention: &&LiveMention| mention.stays && mention.tokens.len() > 1 && names.is_org(view, mention);
    let is_company = |mention: &&LiveMention| mention.attribute(&view.program.rules, "kind") == Some("company");
    let found = view.lattice.mentions.iter().filter(long).filter(is_company);
    let first = found.map(|mention| (word(view, mention.tokens.start), mention.label));
    first.filter(|(word, _)| word.chars().count() >= MIN_LETTERS).collect()
}

/// Whether no word beside a token is capitalised, as the next word of a name is.
fn stands_alone(view: View<'_>, token: u32) -> bool {
    !is_capitalised(view, token + 1) && (token == 0 || !is_capitalised(view, token - 1))
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

/// The acronyms that stand in brackets behind an organisation: `British Medical Association (BMA)`.
fn acronyms(view: View<'_>, names: &NameTypes) -> BTreeMap<String, MentionIdx> {
    let mut found = BTreeMap::new();
    let count = view.document.forms.len() as u32;
    for (index, mention) in view.lattice.mentions.iter().enumerate() {
        let open = mention.tokens.end;
        if !mention.stays || mention.tokens.len() < 2 || !names.is_org(view, mention) || open + 2 >= count {
            continue;
        }
        let acronym = word(view, open + 1);
        let in_brackets = word(view, open) == "(" && word(view, open + 2) == ")";
        let first = mention.span.slice(view.text).chars().next();
        if in_brackets && acronym.chars().count() > 1 && acronym.chars().next() == first && analysis::is_upper(&acronym)
        {
            found.entry(acronym).or_insert(index as u32);
        }
    }
    found
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
        stays: true,
    }
}

/// The name of the thing for each mention of a person, place or organisation.
pub(crate) fn entities(view: View<'_>, names: &NameTypes) -> Vec<(MentionIdx, Arc<str>)> {
    let people = full_names(view, names);
    let acronyms = acronyms(view, names);
    let bodies = long_names(view, names);
    let mut found: BTreeMap<MentionIdx, Arc<str>> = BTreeMap::new();
    let mut people_here = Stand { names: Vec::new(), pronouns: Vec::new() };
    let mut bodies_here = Stand { names: Vec::new(), pronouns: Vec::new() };
    for (index, mention) in view.lattice.mentions.iter().enumerate() {
        if !mention.stays || !names.is_name(view, mention) {
            continue;
        }
        if names.is_pronoun(view, mention) {
            people_here.pronouns.push(index as u32);
            continue;
        }
        if names.is_org_pronoun(view, mention) {
            bodies_here.pronouns.push(index as u32);
            continue;
        }
        let text = mention.span.slice(view.text);
        let full = if names.is_person(view, mention) {
            full_name(view, &people, mention)
        } else {
            let is_short = || mention.tokens.len() == 1 && names.is_org(view, mention);
            let is_listed = || mention.attribute(&view.program.rules, "entity").is_some();
            acronyms.get(text).or_else(|| bodies.get(text).filter(|_| is_short() && !is_listed())).copied()
        };
        let named = full.map_or(mention, |full| view.lattice.mention(full));
        let entity = named.attribute(&view.program.rules, "entity").unwrap_or(named.span.slice(view.text));
        let entity: Arc<str> = entity.into();
        if names.is_person(view, mention) {
            people_here.names.push((index as u32, Arc::clone(&entity)));
        } else if names.is_org(view, mention) {
            bodies_here.names.push((index as u32, Arc::clone(&entity)));
        }
        found.insert(index as u32, entity);
    }
    found.extend(joined(view, &people_here));
    for (index, entity) in joined(view, &bodies_here) {
        found.insert(index, entity);
    }
    for index in bodies_here.pronouns {
        let span = view.lattice.mention(index).span;
        found.entry(index).or_insert_with(|| span.slice(view.text).into());
    }
    found.into_iter().collect()
}

/// Organisations of several words, by their first and their last word: `Mittal
/// Steel` is `Mittal`, `The Washington Post` the `Post`. A word that begins or
/// ends several names stands for none.
fn long_names(view: View<'_>, names: &NameTypes) -> BTreeMap<String, MentionIdx> {
    let mut found: BTreeMap<String, Option<MentionIdx>> = BTreeMap::new();
    for (index, mention) in view.lattice.mentions.iter().enumerate() {
        if !mention.stays || mention.tokens.len() < 2 || !names.is_org(view, mention) {
            continue;
        }
        let text = mention.span.slice(view.text);
        for short in [word(view, mention.tokens.start), word(view, mention.tokens.end - 1)] {
            let known = found.entry(short).or_insert(Some(index as u32));
            if known.is_some_and(|known| view.lattice.mention(known).span.slice(view.text) != text) {
                *known = None;
            }
        }
    }
    found.into_iter().filter_map(|(short, index)| Some((short, index?))).collect()
}

/// Whether the words of a name end with those of a shorter one: `Elena Varela
/// Pons` with `Varela Pons`.
fn ends_with(view: View<'_>, name: TokenSpan, short: TokenSpan) -> bool {
    let words = |tokens: TokenSpan| tokens.range().rev().map(|token| word(view, token as u32));
    name.len() > short.len() && words(name).zip(words(short)).all(|(one, other)| one == other)
}

/// The fullest name of a person: for a surname alone that of the last such
/// person named before it, else of the first after it; for a name in full the
/// longest with the same first and last word.
fn full_name(view: View<'_>, people: &BTreeMap<String, Vec<MentionIdx>>, mention: &LiveMention) -> Option<MentionIdx> {
    let surname = surnames(view, mention.tokens).into_iter().next()?;
    let bearers = people.get(&surname)?;
    let person = if mention.tokens.len() > 1 {
        let first = word(view, mention.tokens.start);
        let is_same = |index: &&MentionIdx| word(view, view.lattice.mention(**index).tokens.start) == first;
        let ends_like = |index: &&MentionIdx| ends_with(view, view.lattice.mention(**index).tokens, mention.tokens);
        *bearers.iter().find(ends_like).or_else(|| bearers.iter().find(is_same))?
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
