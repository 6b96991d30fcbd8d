//! Contexts: attributes of facts from words around them (the `ConText` algorithm).

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::compile::{Code, ContextCode, NeedId};
use crate::pack::{ContextDef, Scope};
use crate::text::TokenSpan;

use super::drafts::Draft;
use super::search::Outcome;
use super::work::{Task, Work, view_of};

/// A trigger that acts, and how far it reaches.
#[derive(Debug, Clone)]
pub(crate) struct Reach {
    pub(crate) context: usize,
    pub(crate) trigger: TokenSpan,
    pub(crate) scopes: Vec<TokenSpan>,
}

/// Marks the facts in the scope of contexts.
pub(crate) fn mark(work: &mut Work, task: Task<'_>, drafts: &mut [Draft]) {
    if task.engine.program.contexts.is_empty() {
        return;
    }
    let mut reaches: FxHashMap<u32, Vec<Reach>> = FxHashMap::default();
    for draft in drafts {
        let sentence = draft.sentence;
        let found = reaches.entry(sentence).or_insert_with(|| find_reaches(work, task, sentence));
        mark_draft(task, found, draft);
    }
}

/// Sets the attributes of the contexts that reach a fact; of two that set one,
/// the nearer acts. What the fact's own rule sets stays.
fn mark_draft(task: Task<'_>, reaches: &[Reach], draft: &mut Draft) {
    let contexts = &task.engine.program.rules.contexts;
    let mut acting: Vec<(u32, &Arc<str>, &ContextDef)> = reaches
        .iter()
        .filter(|reach| reach.scopes.iter().any(|scope| scope.overlaps(draft.core)))
        .map(|reach| (gap(reach.trigger, draft.core), &contexts[reach.context].name, &contexts[reach.context]))
        .collect();
    acting.sort_by(|a, b| (b.0, b.1).cmp(&(a.0, a.1)));
    for (_, _, context) in acting {
        let set = context.set.iter().filter(|(name, _)| !draft.own_attributes.contains(name));
        draft.attributes.extend(set.cloned().collect::<Vec<_>>());
    }
}

fn gap(left: TokenSpan, right: TokenSpan) -> u32 {
    if left.start <= right.start { right.start.saturating_sub(left.end) } else { left.start.saturating_sub(right.end) }
}

/// The contexts that act in a sentence.
pub(crate) fn find_reaches(work: &mut Work, task: Task<'_>, sentence: u32) -> Vec<Reach> {
    let program = &task.engine.program;
    let mut triggers: Vec<(usize, TokenSpan)> = Vec::new();
    let mut ends: Vec<Vec<TokenSpan>> = Vec::new();
    for (number, context) in program.contexts.iter().enumerate() {
        if context.layers.tagging() && work.may_act(task, context, sentence) {
            work.ensure_tags(task, sentence);
        }
        triggers.extend(find(work, task, &context.trigger, sentence).into_iter().map(|tokens| (number, tokens)));
        ends.push(context.until.as_ref().map(|until| find(work, task, until, sentence)).unwrap_or_default());
    }
    let contexts = &program.rules.contexts;
    let triggers = longest(triggers, contexts);
    let bounds = work.document.sentence(sentence).tokens;
    let reach = |&(context, trigger): &(usize, TokenSpan)| {
        let rivals =
            triggers.iter().filter(|(other, _)| rivals(&contexts[context], &contexts[*other], context == *other));
        let stops: Vec<TokenSpan> = rivals.map(|(_, tokens)| *tokens).chain(ends[context].iter().copied()).collect();
        Reach { context, trigger, scopes: scopes(contexts[context].scope, trigger, bounds, &stops) }
    };
    triggers.iter().map(reach).collect()
}

impl Work {
    /// Whether a sentence holds what the trigger of a context needs, or what ends it.
    fn may_act(&self, task: Task<'_>, context: &ContextCode, sentence: u32) -> bool {
        let mut parts = std::iter::once(&context.trigger).chain(&context.until);
        parts.any(|(_, need)| self.view(task).holds_need(*need, sentence))
    }
}

/// Whether a trigger of `other` ends the scope of `context`: both set one attribute.
fn rivals(context: &ContextDef, other: &ContextDef, same: bool) -> bool {
    !same && context.set.iter().any(|(name, _)| other.set.iter().any(|(known, _)| known == name))
}

fn scopes(scope: Scope, trigger: TokenSpan, bounds: TokenSpan, stops: &[TokenSpan]) -> Vec<TokenSpan> {
    let mut found = Vec::new();
    if scope != Scope::Backward {
        let end = stops.iter().map(|stop| stop.start).filter(|&start| start >= trigger.end).min();
        found.push(TokenSpan::new(trigger.end, end.unwrap_or(bounds.end)));
    }
    if scope != Scope::Forward {
        let start = stops.iter().map(|stop| stop.end).filter(|&end| end <= trigger.start).max();
        found.push(TokenSpan::new(start.unwrap_or(bounds.start), trigger.start));
    }
    found
}

/// Of overlapping triggers the longest acts, then the earlier, then the first by name.
fn longest(mut triggers: Vec<(usize, TokenSpan)>, contexts: &[ContextDef]) -> Vec<(usize, TokenSpan)> {
    triggers.sort_by(|a, b| {
        let key = |t: &(usize, TokenSpan)| (std::cmp::Reverse(t.1.len()), t.1.start);
        key(a).cmp(&key(b)).then_with(|| contexts[a.0].name.cmp(&contexts[b.0].name))
    });
    let mut acting: Vec<(usize, TokenSpan)> = Vec::new();
    for trigger in triggers {
        // Two contexts may be begun by the very same words, to set different attributes.
        if !acting.iter().any(|(_, tokens)| tokens.overlaps(trigger.1) && *tokens != trigger.1) {
            acting.push(trigger);
        }
    }
    acting.sort_by_key(|&(context, tokens)| (tokens, context));
    acting
}

/// The matches of a pattern in a sentence, leftmost first.
fn find(work: &mut Work, task: Task<'_>, pattern: &(Code, NeedId), sentence: u32) -> Vec<TokenSpan> {
    let mut found = Vec::new();
    let (code, need) = pattern;
    let view = view_of(task, &work.document, &work.forms, &work.lattice);
    let until = view.need_until(*need, sentence);
    if code.instructions.is_empty() || until == 0 {
        return found;
    }
    let tokens = view.document.sentence(sentence).tokens;
    work.searcher.begin(code, tokens.start + sentence, task.engine.options.budgets.steps);
    let mut start = tokens.start;
    while start < tokens.end.min(until) {
        let outcome = work.searcher.search(view, code, start + sentence, &mut |_| false);
        match outcome {
            Outcome::Match(end) if view.lattice.token(end) > start => {
                let end = view.lattice.token(end);
                found.push(TokenSpan::new(start, end));
                start = end;
            }
            Outcome::OverBudget => break,
            _ => start += 1,
        }
    }
    found
}
