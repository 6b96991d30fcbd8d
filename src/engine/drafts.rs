//! Matches to facts: roles filled and checked.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::compile::LabelSet;
use crate::fact::{EVERY_FACT_HAS, Evidence, Filler, Role};
use crate::pack::{RoleDef, TRIGGER, TypeId};
use crate::text::{ByteSpan, TokenSpan};

use super::compiled::Compiled;
use super::condition::set_attributes;
use super::lattice::{LiveMention, MentionIdx};
use super::matched::{Captured, Matched};
use super::merge::add_filler;
use super::output::entity_of;
use super::view::View;

/// A fact before contexts and merging.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) type_id: TypeId,
    /// What its match consumed; for a tree rule, its trigger.
    pub(crate) tokens: TokenSpan,
    /// What a context must reach: what the rule captured as `_trigger`, else its match.
    pub(crate) core: TokenSpan,
    pub(crate) sentence: u32,
    pub(crate) attributes: BTreeMap<Arc<str>, Arc<str>>,
    /// The attributes that its rule sets.
    pub(crate) own_attributes: Vec<Arc<str>>,
    /// Who tells it, if all that tell it stand in what one speaker said.
    pub(crate) source: Option<Arc<str>>,
    pub(crate) roles: Vec<Role>,
    pub(crate) evidence: Vec<Evidence>,
}

impl Draft {
    /// A role that is filled.
    pub(crate) fn role(&self, name: &str) -> Option<&Role> {
        self.roles.iter().find(|role| &*role.name == name)
    }
}

/// The facts of matches, those whose roles satisfy their type.
pub(crate) fn draft_facts(view: View<'_>, engine: &Compiled, matches: &[Matched]) -> Vec<Draft> {
    let facts = matches.iter().filter(|matched| engine.makes_facts(matched.rule));
    let mut drafts: Vec<Draft> = facts.filter_map(|matched| draft(view, engine, matched)).collect();
    drafts.sort_by(|a, b| place(a).cmp(&place(b)));
    drafts
}

/// Where a draft goes among others: its place, its type, its rule, the places of its fillers.
type Place<'a> = (ByteSpan, TypeId, &'a Arc<str>, Vec<(&'a Arc<str>, ByteSpan)>);

fn place(draft: &Draft) -> Place<'_> {
    let fillers = draft.roles.iter().flat_map(|role| role.fillers.iter().map(|filler| (&role.name, filler.span)));
    (draft.evidence[0].span, draft.type_id, &draft.evidence[0].rule, fillers.collect())
}

fn draft(view: View<'_>, engine: &Compiled, matched: &Matched) -> Option<Draft> {
    let rules = &view.program.rules;
    let rule = &rules.rules[matched.rule.0 as usize];
    let definition = &rules.types[rule.tag.0 as usize];
    let mut roles = Vec::new();
    for (number, role) in definition.roles.iter().enumerate() {
        let labels = view.program.labels.set(view.program.fillers[rule.tag.0 as usize][number]);
        let fillers = fill_role(view, role, labels, &matched.captures)?;
        if !fillers.is_empty() {
            roles.push(Role { name: role.name.clone(), fillers });
        }
    }
    let mut attributes: BTreeMap<Arc<str>, Arc<str>> =
        EVERY_FACT_HAS.map(|(name, values)| (name.into(), values[0].into())).into();
    let own = set_attributes(view, rule, &matched.captures);
    let own_attributes = own.iter().map(|(name, _)| name.clone()).collect();
    attributes.extend(own);
    let fillers = roles.iter().flat_map(|role| &role.fillers);
    let span = if engine.is_tree(matched.rule) {
        fillers.fold(view.document.span(matched.tokens), |span, filler| span.join(filler.span))
    } else {
        view.document.span(matched.tokens)
    };
    let (name, at) = engine.rule_names[matched.rule.0 as usize].clone();
    let sentence = matched.sentence;
    let evidence = vec![Evidence { rule: name, at, span, sentence }];
    let core = core_of(matched);
    let (type_id, tokens) = (rule.tag, matched.tokens);
    Some(Draft { type_id, tokens, core, sentence, attributes, own_attributes, source: None, roles, evidence })
}

/// What a context must reach of a match: what its rule captured as `_trigger`, else all of it.
pub(crate) fn core_of(matched: &Matched) -> TokenSpan {
    let trigger = matched.captures.iter().find(|captured| &*captured.name == TRIGGER);
    trigger.map_or(matched.tokens, |captured| captured.tokens)
}

/// For each role of the type that a match's rule tags: whether its fillers satisfy it.
pub(crate) fn roles_hold(view: View<'_>, matched: &Matched) -> Vec<bool> {
    let rules = &view.program.rules;
    let tag = rules.rules[matched.rule.0 as usize].tag.0 as usize;
    let labels = |number: usize| view.program.labels.set(view.program.fillers[tag][number]);
    let roles = rules.types[tag].roles.iter().enumerate();
    roles.map(|(number, role)| fill_role(view, role, labels(number), &matched.captures).is_some()).collect()
}

/// The fillers of a role; none at all where its type is not satisfied.
fn fill_role(view: View<'_>, role: &RoleDef, labels: &LabelSet, captures: &[Captured]) -> Option<Vec<Filler>> {
    let mut fillers: Vec<Filler> = Vec::new();
    for captured in captures.iter().filter(|captured| captured.name == role.name) {
        let mentions = fitting_mentions(view, role, labels, captured);
        if mentions.is_empty() && !role.text {
            return None;
        }
        if mentions.is_empty() {
            add_filler(&mut fillers, phrase(view, captured));
        }
        let mentions = mentions.into_iter().map(|index| view.lattice.mention(index));
        let named = mentions.filter(|mention| !stands_for_nobody(view, mention));
        named.for_each(|mention| add_filler(&mut fillers, filler(view, mention)));
    }
    fillers.sort_by_key(|filler| filler.span);
    if fillers.len() < role.min as usize {
        return None;
    }
    if let Some(max) = role.max {
        fillers.truncate(max as usize);
    }
    Some(fillers)
}

/// The mentions that a captured phrase stands for: the one that is all of it, else
/// those stepped over in it. None, if the role takes text and words go on behind them.
fn fitting_mentions(view: View<'_>, role: &RoleDef, labels: &LabelSet, captured: &Captured) -> Vec<MentionIdx> {
    let fits = |index: &MentionIdx| view.lattice.mention(*index).is_one_of(labels);
    let whole = |index: &MentionIdx| view.lattice.mention(*index).tokens == captured.tokens;
    if let Some(&index) = captured.mentions.iter().find(|index| fits(index) && whole(index)) {
        return vec![index];
    }
    let node = captured.tokens.start + view.document.sentence_of[captured.tokens.start as usize];
    if let Some(&index) = view.lattice.starting(node).iter().find(|index| fits(index) && whole(index)) {
        return vec![index];
    }
    let inside: Vec<MentionIdx> = captured.mentions.iter().copied().filter(fits).collect();
    if role.text && goes_on_behind(view, captured, &inside) { Vec::new() } else { inside }
}

/// Whether a phrase goes on in words behind all the mentions in it, as *the
/// ministry's plans* does behind the ministry: then it does not speak of these.
fn goes_on_behind(view: View<'_>, captured: &Captured, mentions: &[MentionIdx]) -> bool {
    let end = mentions.iter().map(|index| view.lattice.mention(*index).tokens.end).max();
    let mut rest = end.unwrap_or(captured.tokens.end)..captured.tokens.end;
    let tokens = &view.document.segmentation.tokens;
    rest.any(|token| tokens[token as usize].slice(view.text).starts_with(char::is_alphanumeric))
}

/// Whether a mention that must stand for a name, a pronoun, stands for a stranger.
pub(crate) fn stands_for_nobody(view: View<'_>, mention: &LiveMention) -> bool {
    let is_required = mention.alias.is_some_and(|alias| view.program.rules.aliases[alias as usize].required);
    is_required && entity_of(view, mention).is_none()
}

fn filler(view: View<'_>, mention: &LiveMention) -> Filler {
    let rules = &view.program.rules;
    let type_name = view.program.labels.as_type(mention.label).map(|id| rules.types[id.0 as usize].name.clone());
    Filler {
        span: mention.span,
        text: mention.span.slice(view.text).to_owned(),
        type_name,
        entity: entity_of(view, mention),
        attributes: mention.all_attributes(rules),
        also: Vec::new(),
    }
}

/// A phrase as a filler: where it is a name and nothing else, with its entity.
fn phrase(view: View<'_>, captured: &Captured) -> Filler {
    let node = captured.tokens.start + view.document.sentence_of[captured.tokens.start as usize];
    let mentions = view.lattice.starting(node).iter().map(|&index| view.lattice.mention(index));
    let mut whole = mentions.filter(|mention| mention.tokens == captured.tokens);
    if let Some(named) =
        whole.find(|mention| view.program.labels.as_type(mention.label).is_some() && mention.entity.is_some())
    {
        return filler(view, named);
    }
    let span = view.document.span(captured.tokens);
    let text = span.slice(view.text).to_owned();
    Filler { span, text, type_name: None, entity: None, attributes: Vec::new(), also: Vec::new() }
}
