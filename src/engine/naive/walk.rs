//! The walk over a pattern's syntax tree: every way to match, best first.
//!
//! Each part of a pattern is given a place and a continuation. It calls the
//! continuation for each place where it can end, in order of preference, until
//! one call says that it led to what was sought.

use std::cell::Cell;

use super::gazetteer::lists_value;
use super::overlap::{Kind, Mention, covers};
use super::token::{Text, attribute_of, compare, equals, flag_of, holds_of_text, words};
use crate::pack::{PackId, Reference, RuleSet};
use crate::pattern::{Atom, Condition, ConditionKind, Name, Node, NodeKind};
use crate::text::TokenSpan;

/// A place between tokens. The end of a sentence and the start of the next are two places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct At {
    pub(super) token: u32,
    pub(super) sentence: usize,
}

/// What a path through the pattern did so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Path {
    pub(super) captures: Vec<Capture>,
    /// The mentions stepped over, by number.
    steps: Vec<(TokenSpan, usize)>,
}

/// A value captured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Capture {
    pub(super) role: String,
    pub(super) tokens: TokenSpan,
    /// The mention, where the value is just one.
    pub(super) mention: Option<usize>,
}

/// A match of a pattern.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) tokens: TokenSpan,
    pub(super) captures: Vec<Capture>,
}

/// How a part is read: whose names it uses, and whether it is context.
#[derive(Clone, Copy)]
struct Reading {
    pack: PackId,
    context: bool,
}

/// Says whether what was sought is found, so that the walk may end.
type Then<'k> = &'k mut dyn FnMut(At, &mut Path) -> bool;

/// An article with the mentions that stay, to be matched against patterns.
pub(super) struct Walker<'a> {
    pub(super) rules: &'a RuleSet,
    pub(super) text: &'a Text,
    pub(super) mentions: &'a [Mention],
    /// Steps left before the search is given up.
    pub(super) steps: &'a Cell<u64>,
}

impl Walker<'_> {
    /// The matches of a pattern: leftmost, first in preference, none overlapping. A match that is void counts for
    /// nothing, and the search goes on at the next token.
    pub(super) fn first_matches(&self, pattern: &Node, pack: PackId, void: impl Fn(&Found) -> bool) -> Vec<Found> {
        let mut all = Vec::new();
        let mut start = 0;
        while start < self.text.len() {
            let mut first = None;
            self.each_way(pattern, pack, start, |found| {
                first = Some(found);
                true
            });
            match first.filter(|found| !void(found)) {
                Some(found) => {
                    start = found.tokens.end.max(start + 1);
                    all.push(found);
                }
                None => start += 1,
            }
        }
        all
    }

    /// Every way to match a pattern, from each token on.
    pub(super) fn all_matches(&self, pattern: &Node, pack: PackId) -> Vec<Found> {
        let mut all = Vec::new();
        for start in 0..self.text.len() {
            self.each_way(pattern, pack, start, |found| {
                all.push(found);
                false
            });
        }
        all
    }

    /// Whether some way to match a pattern, from any token of the sentences that `tokens` touches, shares one with them.
    pub(super) fn any_overlap(&self, pattern: &Node, pack: PackId, tokens: TokenSpan) -> bool {
        let touched = self.text.sentence_of(tokens.start)..=self.text.sentence_of(tokens.end - 1);
        let mut starts = touched.flat_map(|sentence| self.text.sentences[sentence].tokens.range());
        starts.any(|start| self.each_way(pattern, pack, start as u32, |found| found.tokens.overlaps(tokens)))
    }

    /// Every way to match from one token on, in order of preference, until `seen` says that it is enough.
    fn each_way(&self, pattern: &Node, pack: PackId, start: u32, mut seen: impl FnMut(Found) -> bool) -> bool {
        let from = At { token: start, sentence: self.text.sentence_of(start) };
        self.walk(pattern, Reading { pack, context: false }, from, &mut Path::default(), &mut |to, path| {
            seen(Found { tokens: TokenSpan::new(start, to.token), captures: path.captures.clone() })
        })
    }

    fn walk(&self, node: &Node, how: Reading, at: At, path: &mut Path, then: Then) -> bool {
        let Some(left) = self.steps.get().checked_sub(1) else { return true };
        self.steps.set(left);
        let sentence = self.text.sentences[at.sentence];
        match &node.kind {
            NodeKind::Sequence(parts) => self.sequence(parts, how, at, path, then),
            NodeKind::Alternation(parts) => parts.iter().any(|part| self.walk(part, how, at, path, then)),
            NodeKind::Token(atom) => self.atom(atom, at).is_some_and(|to| then(to, path)),
            NodeKind::Any => self.token(at, |_| true).is_some_and(|to| then(to, path)),
            NodeKind::Test(condition) => {
                self.token(at, |token| self.token_holds(condition, how, token)).is_some_and(|to| then(to, path))
            }
            NodeKind::Gap { max } => {
                let any = Node { kind: NodeKind::Any, place: node.place };
                self.turns(&Loop { inner: &any, min: 0, max: Some(*max), greedy: false }, 0, how, at, path, then)
            }
            NodeKind::Mention { name, condition } => self.mention(name, condition.as_ref(), how, at, path, then),
            NodeKind::Capture { role, inner } => self.capture(role, inner, how, at, path, then),
            NodeKind::Repeat { inner, min, max, greedy } => {
                self.turns(&Loop { inner, min: *min, max: *max, greedy: *greedy }, 0, how, at, path, then)
            }
            NodeKind::Look { ahead, negative, inner } => {
                let there = if *ahead { self.is_ahead(inner, how, at) } else { self.is_behind(inner, how, at) };
                there != *negative && then(at, path)
            }
            NodeKind::Start => at.token == sentence.tokens.start && then(at, path),
            NodeKind::End => at.token == sentence.tokens.end && then(at, path),
            NodeKind::Boundary { across } => {
                let next = self.text.sentences.get(at.sentence + 1);
                let may_step = next.is_some_and(|next| *across || next.paragraph == sentence.paragraph);
                at.token == sentence.tokens.end
                    && may_step
                    && !how.context
                    && then(At { token: at.token, sentence: at.sentence + 1 }, path)
            }
        }
    }

    fn sequence(&self, parts: &[Node], how: Reading, at: At, path: &mut Path, then: Then) -> bool {
        match parts {
            [] => then(at, path),
            [part, rest @ ..] => {
                self.walk(part, how, at, path, &mut |to, path| self.sequence(rest, how, to, path, then))
            }
        }
    }

    /// Past one token of the sentence, if it holds.
    fn token(&self, at: At, holds: impl Fn(u32) -> bool) -> Option<At> {
        let inside = at.token < self.text.sentences[at.sentence].tokens.end;
        (inside && holds(at.token)).then_some(At { token: at.token + 1, ..at })
    }

    /// Past the words of an atom.
    fn atom(&self, atom: &Atom, at: At) -> Option<At> {
        let words = words(atom);
        if words.is_empty() {
            return None;
        }
        words.iter().try_fold(at, |at, word| self.token(at, |token| self.text.word_holds(atom, word, token)))
    }

    /// A turn of a loop and the turns after it, or none: whichever is preferred comes first.
    fn turns(&self, turn: &Loop, done: u32, how: Reading, at: At, path: &mut Path, then: Then) -> bool {
        let may_stop = done >= turn.min;
        let may_go_on = turn.max.is_none_or(|max| done < max);
        if !turn.greedy && may_stop && then(at, path) {
            return true;
        }
        let went_on = may_go_on
            && self.walk(turn.inner, how, at, path, &mut |to, path| {
                let empty = to == at;
                if empty { then(to, path) } else { self.turns(turn, done + 1, how, to, path, then) }
            });
        went_on || (turn.greedy && may_stop && then(at, path))
    }

    fn capture(&self, role: &Name, inner: &Node, how: Reading, at: At, path: &mut Path, then: Then) -> bool {
        let steps_before = path.steps.len();
        self.walk(inner, how, at, path, &mut |to, path| {
            let tokens = TokenSpan::new(at.token, to.token);
            if tokens.is_empty() || how.context {
                return then(to, path);
            }
            let step = path.steps[steps_before..].iter().find(|(span, _)| *span == tokens);
            let mention = step.map(|&(_, mention)| mention);
            path.captures.push(Capture { role: role.text.clone(), tokens, mention });
            let found = then(to, path);
            path.captures.pop();
            found
        })
    }

    fn mention(
        &self,
        name: &Name,
        condition: Option<&Condition>,
        how: Reading,
        at: At,
        path: &mut Path,
        then: Then,
    ) -> bool {
        let Some(reference) = self.reference(how.pack, name) else { return false };
        if let Reference::Pattern(id) = reference {
            let named = &self.rules.patterns[id.0 as usize];
            return self.walk(&named.pattern, Reading { pack: named.pack, ..how }, at, path, then);
        }
        if at.token == self.text.sentences[at.sentence].tokens.end {
            return false;
        }
        let holds = |mention: &Mention| condition.is_none_or(|wanted| self.mention_holds(wanted, how, mention));
        let mut steps: Vec<usize> = (0..self.mentions.len())
            .filter(|&index| self.is_a(&self.mentions[index], reference))
            .filter(|&index| self.mentions[index].tokens.start == at.token && holds(&self.mentions[index]))
            .collect();
        steps.sort_by_key(|&index| {
            let mention = &self.mentions[index];
            (u32::MAX - mention.tokens.len(), -i64::from(mention.priority), mention.name(self.rules))
        });
        steps.into_iter().any(|index| {
            let tokens = self.mentions[index].tokens;
            let to = At { token: tokens.end, sentence: self.text.sentence_of(tokens.end - 1) };
            if how.context && to.sentence != at.sentence {
                return false;
            }
            path.steps.push((tokens, index));
            let found = then(to, path);
            path.steps.pop();
            found
        })
    }

    fn is_ahead(&self, inner: &Node, how: Reading, at: At) -> bool {
        self.walk(inner, Reading { context: true, ..how }, at, &mut Path::default(), &mut |_, _| true)
    }

    fn is_behind(&self, inner: &Node, how: Reading, at: At) -> bool {
        let how = Reading { context: true, ..how };
        (self.text.sentences[at.sentence].tokens.start..=at.token).any(|token| {
            let from = At { token, ..at };
            self.walk(inner, how, from, &mut Path::default(), &mut |to, _| to == at)
        })
    }

    /// What a name means in a pack.
    fn reference(&self, pack: PackId, name: &Name) -> Option<Reference> {
        self.rules.packs[pack.0 as usize].names.get(&name.text).copied()
    }

    /// Whether a mention is one of a type, or a hit of a list.
    fn is_a(&self, mention: &Mention, wanted: Reference) -> bool {
        match (wanted, mention.kind) {
            (Reference::Type(wanted), Kind::Type(found)) => covers(self.rules, wanted, found),
            (Reference::List(wanted), Kind::List(found)) => wanted == found,
            _ => false,
        }
    }

    fn token_holds(&self, condition: &Condition, how: Reading, token: u32) -> bool {
        let attribute = |name: &Name| self.text.attribute(&name.text, token);
        match &condition.kind {
            ConditionKind::All(parts) => parts.iter().all(|part| self.token_holds(part, how, token)),
            ConditionKind::Either(parts) => parts.iter().any(|part| self.token_holds(part, how, token)),
            ConditionKind::Not(part) => !self.token_holds(part, how, token),
            ConditionKind::Token(atom) => self.text.holds(atom, token),
            ConditionKind::Any => true,
            ConditionKind::Inside(name) => self
                .reference(how.pack, name)
                .is_some_and(|wanted| self.mentions.iter().any(|m| self.is_a(m, wanted) && m.tokens.contains(token))),
            ConditionKind::Has(name) => self.text.flag(&name.text, token).unwrap_or_else(|| attribute(name).is_some()),
            ConditionKind::Compare { attribute: name, operator, value } => {
                compare(attribute(name).as_deref(), *operator, value)
            }
            ConditionKind::InList { attribute: name, list } => {
                attribute(name).is_some_and(|value| self.list_has(how, list, &value))
            }
            ConditionKind::InValues { attribute: name, values } => {
                attribute(name).is_some_and(|found| values.iter().any(|value| equals(&found, value)))
            }
        }
    }

    fn mention_holds(&self, condition: &Condition, how: Reading, mention: &Mention) -> bool {
        let attribute = |name: &Name| self.mention_attribute(mention, &name.text);
        let text = self.text.slice(mention.tokens);
        match &condition.kind {
            ConditionKind::All(parts) => parts.iter().all(|part| self.mention_holds(part, how, mention)),
            ConditionKind::Either(parts) => parts.iter().any(|part| self.mention_holds(part, how, mention)),
            ConditionKind::Not(part) => !self.mention_holds(part, how, mention),
            ConditionKind::Token(atom) => holds_of_text(atom, text),
            ConditionKind::Any => true,
            // A mention lies in none: only tokens do.
            ConditionKind::Inside(_) => false,
            ConditionKind::Has(name) => flag_of(text, &name.text).unwrap_or_else(|| attribute(name).is_some()),
            ConditionKind::Compare { attribute: name, operator, value } => {
                compare(attribute(name).as_deref(), *operator, value)
            }
            ConditionKind::InList { attribute: name, list } => {
                attribute(name).is_some_and(|value| self.list_has(how, list, &value))
            }
            ConditionKind::InValues { attribute: name, values } => {
                attribute(name).is_some_and(|found| values.iter().any(|value| equals(&found, value)))
            }
        }
    }

    /// What is seen in the text of a mention, or an attribute that it was given.
    pub(super) fn mention_attribute(&self, mention: &Mention, name: &str) -> Option<String> {
        let given = || mention.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
        attribute_of(self.text.slice(mention.tokens), name).or_else(given)
    }

    fn list_has(&self, how: Reading, list: &Name, value: &str) -> bool {
        match self.reference(how.pack, list) {
            Some(Reference::List(id)) => lists_value(&self.rules.lists[id.0 as usize], value),
            _ => false,
        }
    }
}

/// A repetition.
struct Loop<'a> {
    inner: &'a Node,
    min: u32,
    max: Option<u32>,
    greedy: bool,
}
