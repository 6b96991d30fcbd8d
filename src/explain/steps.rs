//! The events of a walk as the steps, captures and failures of a report.

use super::machine::{Kind, Machine, State};
use super::report::{Check, Failure, How, Step};
use super::subject::{Asker, Scene, Subject};
use super::walk::{Event, Walker};
use crate::engine::{Captured, MentionIdx, root_label};
use crate::pack::{Reference, RuleSet};
use crate::text::TokenSpan;

/// How many entries of a list are shown as examples.
const SHOWN: usize = 6;

/// The tokens between two nodes.
pub(super) fn tokens_between(view: Scene<'_>, from: u32, to: u32) -> TokenSpan {
    TokenSpan::new(view.lattice.token(from), view.lattice.token(to))
}

/// The steps of a way; the tokens of one gap or loop are one step.
pub(super) fn steps(walker: Walker<'_, '_>, events: &[Event]) -> Vec<Step> {
    let mut steps: Vec<(Step, TokenSpan)> = Vec::new();
    for event in events {
        let &Event::Pass { state, from, to, mention } = event else { continue };
        let state = walker.machine.state(state);
        if matches!(state.kind, Kind::Open(_) | Kind::Close(_)) {
            continue;
        }
        let asker = walker.asker(state.pack);
        let tokens = tokens_between(walker.view, from, to);
        let part = state.part();
        let by = by(asker, state, mention, tokens);
        // Turns of a loop over tokens are one step.
        if let Some((last, span)) = steps.last_mut()
            && last.part == part
            && matches!(state.kind, Kind::Any(_) | Kind::Test(_))
            && (&last.roles, &last.by) == (&roles(state), &by)
        {
            *span = TokenSpan::new(span.start, tokens.end);
            last.text = one_line(asker.text_of(*span));
            continue;
        }
        steps.push((Step { roles: roles(state), part, text: one_line(asker.text_of(tokens)), by }, tokens));
    }
    steps.into_iter().map(|(step, _)| step).collect()
}

/// Who had a part in a step: named patterns, the maker of a mention, what is known of it.
fn by(asker: Asker<'_>, state: &State<'_>, mention: Option<MentionIdx>, tokens: TokenSpan) -> Vec<String> {
    let rules = &asker.view.program.rules;
    let mut by: Vec<String> = state.via.iter().map(|id| named_pattern(rules, id.0)).collect();
    if let Some(index) = mention {
        by.push(format!("{} by {}", asker.type_name(index), asker.made_by(index)));
        let mention = asker.view.lattice.mention(index);
        let text = mention.span.slice(asker.view.text);
        by.extend(mention.entity.as_deref().filter(|entity| *entity != text).map(|entity| format!("entity {entity}")));
        let known = mention.all_attributes(rules).into_iter().map(|(name, value)| format!("{name}={value}"));
        let known = known.collect::<Vec<_>>().join(", ");
        by.extend(Some(known).filter(|known| !known.is_empty()));
    } else if let (Kind::Word(crate::pattern::Atom::Lemma(_), word, _), 1) = (&state.kind, tokens.len())
        && crate::analysis::fold(asker.text_of(tokens)) != *word
    {
        by.push(format!("lemma {word}"));
    }
    by
}

fn named_pattern(rules: &RuleSet, id: u32) -> String {
    let definition = &rules.patterns[id as usize];
    let pack = &rules.packs[definition.pack.0 as usize].name;
    format!("pattern {pack}/{} ({}:{})", definition.name, definition.at.file, definition.at.line)
}

fn roles(state: &State<'_>) -> Vec<String> {
    state.roles.iter().map(|role| (*role).to_owned()).collect()
}

/// The captures of a way, in order of their ends.
pub(super) fn captures(view: Scene<'_>, machine: &Machine<'_>, events: &[Event]) -> Vec<Captured> {
    let mut found = Vec::new();
    let mut open: Vec<(&str, u32, usize)> = Vec::new();
    for (at, event) in events.iter().enumerate() {
        let &Event::Pass { state, from, .. } = event else { continue };
        match machine.state(state).kind {
            Kind::Open(role) => open.push((role, from, at)),
            Kind::Close(role) => {
                let Some(place) = open.iter().rposition(|(name, _, _)| *name == role) else { continue };
                let (_, start, begin) = open.remove(place);
                let tokens = tokens_between(view, start, from);
                if tokens.is_empty() {
                    continue;
                }
                let mentions = events[begin..at].iter().filter_map(|event| match event {
                    Event::Pass { mention, .. } => *mention,
                    Event::Skip { .. } => None,
                });
                found.push(Captured { name: role.into(), tokens, mentions: mentions.collect() });
            }
            _ => {}
        }
    }
    found
}

/// Why a state failed at a node; where something stood in for what it wants, up to another one.
pub(super) fn failure(walker: Walker<'_, '_>, state: u32, place: (u32, u32), how: How) -> Failure {
    let (node, to) = place;
    let view = walker.view;
    let state = walker.machine.state(state);
    let asker = walker.asker(state.pack);
    let token = (!view.lattice.at_end(node)).then(|| view.lattice.token(node));
    let text = match token {
        Some(_) if to > node => one_line(asker.text_of(tokens_between(view, node, to))),
        Some(token) => one_line(asker.text(Subject::Token(token))),
        None => String::new(),
    };
    let (checks, notes) = match token {
        _ if how == How::InTheWay => (Vec::new(), Vec::new()),
        Some(token) => why(walker, state, token, node),
        None => (Vec::new(), Vec::new()),
    };
    Failure { roles: roles(state), part: state.part(), token, text, how, checks, notes }
}

fn why(walker: Walker<'_, '_>, state: &State<'_>, token: u32, node: u32) -> (Vec<Check>, Vec<String>) {
    let asker = walker.asker(state.pack);
    let subject = Subject::Token(token);
    match &state.kind {
        Kind::Word(atom, word, _) => (asker.word(atom, word, subject).into_iter().collect(), Vec::new()),
        Kind::Test(condition) => (asker.failing(condition, subject), Vec::new()),
        Kind::Mention { reference, condition, .. } => {
            let view = walker.view;
            let mut checks = Vec::new();
            let mut notes = Vec::new();
            for &index in view.lattice.starting(node) {
                let text = one_line(asker.text(Subject::Mention(index)));
                match condition {
                    Some(condition) if asker.is_a(index, *reference) => {
                        checks.extend(asker.failing(condition, Subject::Mention(index)));
                    }
                    _ => notes.push(format!("`{text}` is @{}, by {}", asker.type_name(index), asker.made_by(index))),
                }
            }
            notes.extend(lost(asker, token, |index| asker.is_a(index, *reference)));
            for index in asker.covering(token).into_iter().filter(|&index| asker.is_a(index, *reference)) {
                if view.lattice.mention(index).tokens.start < token {
                    notes.push(format!(
                        "`{}` is @{}, and begins before",
                        asker.text(Subject::Mention(index)),
                        asker.type_name(index)
                    ));
                }
            }
            if checks.is_empty() {
                notes.push(wanted(asker, state, *reference));
            }
            (checks, notes)
        }
        Kind::Unknown(name) => (Vec::new(), vec![format!("nothing is called @{name}")]),
        Kind::Look { ahead, negative, .. } => {
            let place = if *ahead { "follows" } else { "precedes" };
            let note = if *negative {
                format!("what must be absent {place}")
            } else {
                format!("nothing {place} that it wants")
            };
            (Vec::new(), vec![note])
        }
        Kind::Start => (Vec::new(), vec!["this is not the start of the sentence".to_owned()]),
        Kind::End => (Vec::new(), vec!["this is not the end of the sentence".to_owned()]),
        _ => (Vec::new(), Vec::new()),
    }
}

/// What would pass where a mention is wanted.
fn wanted(asker: Asker<'_>, state: &State<'_>, reference: Reference) -> String {
    let rules = &asker.view.program.rules;
    let Reference::List(id) = reference else { return format!("nothing here is {}", state.part()) };
    let list = &rules.lists[id.0 as usize];
    let shown: Vec<String> = list.entries.iter().take(SHOWN).map(|entry| format!("`{}`", entry.text)).collect();
    let more = list.entries.len().saturating_sub(SHOWN);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("would pass: an entry of @{}: {}{more}", list.name, shown.join(", "))
}

/// Mentions over a token that lost against another one, in words.
pub(super) fn lost(asker: Asker<'_>, token: u32, wanted: impl Fn(MentionIdx) -> bool) -> Vec<String> {
    let all = asker.view.lattice.mentions.iter().enumerate();
    let lost = all.filter(|(_, mention)| !mention.stays && mention.tokens.contains(token));
    let lost = lost.map(|(index, _)| index as u32).filter(|&index| wanted(index));
    lost.filter_map(|index| lost_against(asker, index)).collect()
}

/// What a mention lost against, and why.
pub(super) fn lost_against(asker: Asker<'_>, index: MentionIdx) -> Option<String> {
    let view = asker.view;
    let mention = view.lattice.mention(index);
    let root = |index: MentionIdx| root_label(view.program, view.lattice.mention(index).label);
    let winner = (0..view.lattice.mentions.len() as u32).find(|&other| {
        let other_mention = view.lattice.mention(other);
        other_mention.stays && root(other) == root(index) && other_mention.tokens.overlaps(mention.tokens)
    })?;
    let other = view.lattice.mention(winner);
    let length = |index: MentionIdx| asker.text(Subject::Mention(index)).chars().count();
    let why = match () {
        () if other.tokens.len() > mention.tokens.len() => "has more tokens",
        () if length(winner) > length(index) => "is longer",
        () if other.priority > mention.priority => "has the higher priority",
        () if other.tokens.start < mention.tokens.start => "begins earlier",
        () => "comes first by the name of its maker",
    };
    Some(format!(
        "@{} `{}` by {} lost against @{} `{}` by {}, which {why}",
        asker.type_name(index),
        one_line(asker.text(Subject::Mention(index))),
        asker.made_by(index),
        asker.type_name(winner),
        one_line(asker.text(Subject::Mention(winner))),
        asker.made_by(winner),
    ))
}

/// A text in one line.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
