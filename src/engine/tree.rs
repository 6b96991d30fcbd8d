//! Rules over dependency trees: from a trigger along edges to the roles.

use std::collections::VecDeque;

use rustc_hash::FxHashSet;

use crate::compile::{LabelSet, RuleCode, Stand, TreeCode, TreeStep};
use crate::pack::Take;
use crate::text::TokenSpan;

use super::lattice::MentionIdx;
use super::matched::{Captured, Matched};
use super::view::View;

/// A place that a path leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Arrival {
    edges: u32,
    token: u32,
    mention: Option<MentionIdx>,
}

/// The matches of a tree rule whose trigger matched: one, or one for each
/// filler of a role that takes each. Of several such roles the first by name
/// multiplies; combinations of roles never do.
pub(crate) fn fill_roles(view: View<'_>, code: &RuleCode, trigger: Matched) -> Vec<Matched> {
    let head = head_of(view, trigger.tokens);
    let mut each: Vec<Captured> = Vec::new();
    let mut common = trigger;
    for path in &code.paths {
        let mut arrivals = walk(view, path, head);
        arrivals.sort_by_key(|arrival| (arrival.edges, arrival.token.abs_diff(head), arrival.token));
        if path.take == Take::First {
            arrivals.truncate(1);
        }
        let captured: Vec<Captured> =
            arrivals.into_iter().map(|arrival| capture(view, &common, path, arrival)).collect();
        if path.take == Take::Each && each.is_empty() {
            each = captured;
        } else {
            common.captures.extend(captured);
        }
    }
    if each.is_empty() {
        return vec![common];
    }
    let with = |captured: Captured| {
        let mut matched = common.clone();
        matched.captures.push(captured);
        matched
    };
    each.into_iter().map(with).collect()
}

/// The token of some that hangs on none of the others.
pub(crate) fn head_of(view: View<'_>, tokens: TokenSpan) -> u32 {
    let outside = |&token: &u32| {
        let head = view.document.heads[token as usize];
        !tokens.contains(head) || head == token
    };
    (tokens.start..tokens.end).find(outside).unwrap_or(tokens.end - 1)
}

/// Where a path leads from a token, each place once, by the fewest edges.
fn walk(view: View<'_>, path: &TreeCode, from: u32) -> Vec<Arrival> {
    let mut arrivals: Vec<Arrival> = Vec::new();
    let mut seen: FxHashSet<(u32, u32, Option<MentionIdx>)> = FxHashSet::default();
    let mut open = VecDeque::from([(path.start, Arrival { edges: 0, token: from, mention: None })]);
    while let Some((step, at)) = open.pop_front() {
        if !seen.insert((step, at.token, at.mention)) {
            continue;
        }
        match &path.steps[step as usize] {
            // What costs no edge goes first, so that places come by the fewest edges.
            TreeStep::Split(left, right) => {
                open.push_front((*right, at));
                open.push_front((*left, at));
            }
            TreeStep::Edge { up, label, case, next } => {
                for token in neighbours(view, at.token, *up) {
                    let dependent = if *up { at.token } else { token };
                    let accepts = label.accepts(&view.document.relations[dependent as usize]);
                    if accepts && (case.is_empty() || has_case(view, dependent, case)) {
                        open.push_back((*next, Arrival { edges: at.edges + 1, token, mention: None }));
                    }
                }
            }
            TreeStep::Stand(stands, next) => {
                if let Some(mention) = stands.iter().find_map(|stand| stands_at(view, stand, at.token)) {
                    open.push_front((*next, Arrival { mention, ..at }));
                }
            }
            TreeStep::Arrive => {
                let known = |known: &Arrival| known.token == at.token && known.mention == at.mention;
                if !arrivals.iter().any(known) {
                    arrivals.push(at);
                }
            }
        }
    }
    arrivals
}

/// The head of a token, or its dependents in order.
fn neighbours(view: View<'_>, token: u32, up: bool) -> Vec<u32> {
    let heads = &view.document.heads;
    if up {
        let head = heads[token as usize];
        return if head == token { Vec::new() } else { vec![head] };
    }
    let sentence = view.document.sentence(view.document.sentence_of[token as usize]).tokens;
    (sentence.start..sentence.end).filter(|&other| heads[other as usize] == token && other != token).collect()
}

fn has_case(view: View<'_>, token: u32, words: &[String]) -> bool {
    neighbours(view, token, false).into_iter().any(|child| {
        let relation = &*view.document.relations[child as usize];
        let is_case = relation == "case" || relation == "prep";
        let word = view.document.segmentation.tokens[child as usize].slice(view.text);
        is_case && words.contains(&crate::analysis::fold(word))
    })
}

/// Whether a token is what must stand there: the mention found, if it is to be one.
#[expect(clippy::option_option, reason = "whether it stands there, and which mention if one is asked for")]
fn stands_at(view: View<'_>, stand: &Stand, token: u32) -> Option<Option<MentionIdx>> {
    match stand {
        Stand::Token(test) => view.token_passes(view.program.tests.token_test(*test), token).then_some(None),
        Stand::Mention(labels, test) => {
            let passes = |&index: &MentionIdx| {
                let mention = view.lattice.mention(index);
                test.is_none_or(|test| view.mention_passes(view.program.tests.mention_test(test), mention))
            };
            mention_at(view, view.program.labels.set(*labels), token, passes).map(Some)
        }
    }
}

/// The longest mention of some labels whose head is `token`.
fn mention_at(
    view: View<'_>,
    labels: &LabelSet,
    token: u32,
    passes: impl Fn(&MentionIdx) -> bool,
) -> Option<MentionIdx> {
    let sentence = view.document.sentence_of[token as usize];
    let first = view.document.sentence(sentence).tokens.start;
    let nodes = (first + sentence)..=(token + sentence);
    let starting = nodes.flat_map(|node| view.lattice.starting(node).iter().copied());
    let fitting = starting.filter(|&index| {
        let mention = view.lattice.mention(index);
        mention.tokens.contains(token) && mention.is_one_of(labels) && head_of(view, mention.tokens) == token
    });
    fitting.filter(passes).min_by_key(|&index| {
        let mention = view.lattice.mention(index);
        (std::cmp::Reverse(mention.tokens.len()), mention.tokens.start, index)
    })
}

/// A place as the value of a role: the mention found there, else one of the
/// role's types, else the phrase under it.
fn capture(view: View<'_>, trigger: &Matched, path: &TreeCode, arrival: Arrival) -> Captured {
    let rules = &view.program.rules;
    let tag = rules.rules[trigger.rule.0 as usize].tag.0 as usize;
    let role = rules.types[tag].roles.iter().position(|role| role.name == path.name);
    let of_role = || {
        let labels = view.program.labels.set(view.program.fillers[tag][role?]);
        mention_at(view, labels, arrival.token, |_| true)
    };
    let mention = arrival.mention.or_else(of_role);
    let tokens = mention.map_or_else(|| phrase(view, arrival.token), |mention| view.lattice.mention(mention).tokens);
    Captured { name: path.name.clone(), tokens, mentions: mention.into_iter().collect() }
}

/// The tokens under one, without what only joins them to the rest of the sentence.
fn phrase(view: View<'_>, token: u32) -> TokenSpan {
    let document = view.document;
    let sentence = document.sentence(document.sentence_of[token as usize]).tokens;
    let under = |other: u32| {
        let mut at = other;
        // As many steps up as the sentence has tokens: a circle of heads ends too.
        for _ in 0..sentence.len() {
            if at == token {
                return true;
            }
            at = document.heads[at as usize];
        }
        at == token
    };
    let mut span = TokenSpan::new(token, token + 1);
    for other in (sentence.start..sentence.end).filter(|&other| under(other)) {
        span = TokenSpan::new(span.start.min(other), span.end.max(other + 1));
    }
    while span.start < token && is_outer(view, span.start, true) {
        span.start += 1;
    }
    while span.end > token + 1 && is_outer(view, span.end - 1, false) {
        span.end -= 1;
    }
    span
}

fn is_outer(view: View<'_>, token: u32, leading: bool) -> bool {
    let relation = &*view.document.relations[token as usize];
    let punctuation = view.forms.form(view.document.forms[token as usize]).flags.punct;
    punctuation || (leading && matches!(relation, "case" | "cc" | "mark" | "det" | "prep"))
}
