//! What stands for a name: *she* for a person, *the company* for an organisation.
//!
//! Each takes the entity of a name before it. The nearest sentence that names
//! one counts; in it the name that comes first, for it is the subject more often
//! than not. A possessive (*Putin's*) counts only where nothing else does. Words
//! outside quotations do not stand for a name inside one. What was joined to a
//! name stands for it in turn.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::lattice::{LiveMention, MentionIdx};
use super::view::View;

/// A name, or a word that stands for one, as far as it is known.
struct Candidate<'a> {
    token: u32,
    sentence: u32,
    is_quoted: bool,
    is_possessive: bool,
    kind: Option<&'a str>,
    entity: Arc<str>,
}

/// What stands for names of one type.
pub(super) struct Stand {
    /// The names, with their entities.
    pub(super) names: Vec<(MentionIdx, Arc<str>)>,
    /// What stands for one of them.
    pub(super) pronouns: Vec<MentionIdx>,
}

/// For each pronoun the entity of the name that it stands for.
pub(super) fn joined(view: View<'_>, stand: &Stand) -> Vec<(MentionIdx, Arc<str>)> {
    let rules = &view.program.rules;
    let mut genders: BTreeMap<Arc<str>, &str> = BTreeMap::new();
    let mut candidates: Vec<Candidate<'_>> = Vec::new();
    for (index, entity) in &stand.names {
        let mention = view.lattice.mention(*index);
        if let Some(gender) = mention.attribute(rules, "gender") {
            genders.entry(Arc::clone(entity)).or_insert(gender);
        }
        candidates.push(candidate(view, mention, Arc::clone(entity)));
    }
    let mut pronouns = stand.pronouns.clone();
    pronouns.sort_by_key(|&index| view.lattice.mention(index).tokens);
    let mut found = Vec::new();
    for index in pronouns {
        let mention = view.lattice.mention(index);
        let gender = mention.attribute(rules, "gender");
        let fits = |entity: &str| genders.get(entity).is_none_or(|known| gender.is_none_or(|gender| *known == gender));
        let own = candidate(view, mention, "".into());
        if let Some(entity) = antecedent(&candidates, &own, fits) {
            candidates.push(Candidate { entity: Arc::clone(&entity), ..own });
            found.push((index, entity));
        }
    }
    found
}

fn candidate<'a>(view: View<'a>, mention: &'a LiveMention, entity: Arc<str>) -> Candidate<'a> {
    let token = mention.tokens.start;
    let behind = view.document.segmentation.tokens.get(mention.tokens.end as usize);
    let behind = behind.map_or("", |span| span.slice(view.text));
    Candidate {
        token,
        sentence: view.document.sentence_of[token as usize],
        is_quoted: view.document.quoted.get(token as usize).copied().unwrap_or(false),
        is_possessive: matches!(behind, "'s" | "’s" | "'" | "’"),
        kind: mention.attribute(&view.program.rules, "kind"),
        entity,
    }
}

/// The name that a pronoun stands for: of its kind, if it has one that names share.
fn antecedent(candidates: &[Candidate<'_>], pronoun: &Candidate<'_>, fits: impl Fn(&str) -> bool) -> Option<Arc<str>> {
    let before = || {
        candidates
            .iter()
            .filter(|name| name.token < pronoun.token && (pronoun.is_quoted || !name.is_quoted) && fits(&name.entity))
    };
    let kind = pronoun.kind.filter(|_| before().any(|name| name.kind == pronoun.kind));
    let rank = |name: &&Candidate<'_>| (std::cmp::Reverse(name.sentence), name.is_possessive, name.token);
    let name = before().filter(|name| kind.is_none() || name.kind == kind).min_by_key(rank)?;
    Some(Arc::clone(&name.entity))
}
