//! Rules in the order in which they depend on one another.

use std::cell::Cell;
use std::collections::BTreeSet;

use super::NaiveMatch;
use super::gazetteer::hits;
use super::overlap::{Kind, Mention, covers, root, settle};
use super::token::Text;
use super::walk::{Capture, Found, Walker};
use crate::pack::{PackId, Reference, RuleBody, RuleDef, RuleId, RuleSet, TypeId};
use crate::pattern::{Node, Template, TemplatePiece};
use crate::text::TokenSpan;

/// Rounds after which recursive rules are stopped.
const ROUNDS: usize = 100;

/// Every match of every sequence rule, or nothing where the steps do not suffice.
pub(super) fn run(rules: &RuleSet, text: &Text, steps: u64) -> Option<Vec<NaiveMatch>> {
    let steps = Cell::new(steps);
    let mut cascade = Cascade { rules, text, steps: &steps, mentions: hits(rules, text), matches: BTreeSet::new() };
    for group in groups(rules) {
        cascade.run_group(&group);
    }
    (steps.get() > 0).then(|| cascade.matches.into_iter().collect())
}

struct Cascade<'a> {
    rules: &'a RuleSet,
    text: &'a Text,
    steps: &'a Cell<u64>,
    /// Every mention and hit ever made, losers too.
    mentions: Vec<Mention>,
    matches: BTreeSet<NaiveMatch>,
}

impl Cascade<'_> {
    /// Runs rules that depend on one another, until a round brings nothing new.
    fn run_group(&mut self, group: &[RuleId]) {
        for _ in 0..ROUNDS {
            let settled = settle(self.rules, &self.mentions);
            let walker = Walker { rules: self.rules, text: self.text, mentions: &settled, steps: self.steps };
            // What a rule finds in a round is seen by others in the next one only: their order must not matter.
            let found: Vec<_> = group.iter().flat_map(|&id| self.run_rule(id, &walker)).collect();
            let before = (self.mentions.len(), self.matches.len());
            for (found, mentions) in found {
                self.matches.insert(found);
                for mention in mentions {
                    if !self.mentions.contains(&mention) {
                        self.mentions.push(mention);
                    }
                }
            }
            if before == (self.mentions.len(), self.matches.len()) || !is_recursive(self.rules, group) {
                return;
            }
        }
    }

    /// What a rule matches, given the mentions that stay, and the mentions that each match makes.
    fn run_rule(&self, id: RuleId, walker: &Walker) -> Vec<(NaiveMatch, Vec<Mention>)> {
        let rule = &self.rules.rules[id.0 as usize];
        let RuleBody::Sequence(pattern) = &rule.body else { return Vec::new() };
        let void = |found: &Found| rule.unless.iter().any(|unless| walker.any_overlap(unless, rule.pack, found.tokens));
        let found = if rule.match_all {
            let all = walker.all_matches(pattern, rule.pack);
            distinct(all.into_iter().filter(|found| !void(found)).collect())
        } else {
            walker.first_matches(pattern, rule.pack, void)
        };
        let compared = |found: &Found| {
            let values = found.captures.iter().map(|capture| (capture.role.clone(), capture.tokens));
            NaiveMatch::new(id, found.tokens, values)
        };
        found.iter().map(|found| (compared(found), self.mentions_of(rule, found, walker))).collect()
    }

    /// The mentions that a match makes: itself, or what it captured as `self`.
    fn mentions_of(&self, rule: &RuleDef, found: &Found, walker: &Walker) -> Vec<Mention> {
        if !self.rules.types[rule.tag.0 as usize].roles.is_empty() {
            return Vec::new();
        }
        let mut spans: Vec<_> = found.captures.iter().filter(|c| c.role == "self").map(|c| c.tokens).collect();
        if spans.is_empty() {
            spans.push(found.tokens);
        }
        let mention = |tokens: TokenSpan| Mention {
            kind: Kind::Type(rule.tag),
            tokens,
            characters: self.text.slice(tokens).chars().count(),
            priority: rule.priority,
            maker: (rule.name.to_string(), self.rules.packs[rule.pack.0 as usize].name.to_string()),
            attributes: attributes(rule, &found.captures, walker),
        };
        spans.into_iter().map(mention).collect()
    }
}

/// Of matches that capture the same only the first; where nothing is captured, of those with the same span.
fn distinct(all: Vec<Found>) -> Vec<Found> {
    let mut kept: Vec<Found> = Vec::new();
    for found in all {
        let same = |other: &Found| match values(&found) {
            none if none.is_empty() => values(other).is_empty() && other.tokens == found.tokens,
            values_found => values(other) == values_found,
        };
        if !kept.iter().any(same) {
            kept.push(found);
        }
    }
    kept
}

/// What a match captured, in whatever order.
fn values(found: &Found) -> BTreeSet<(&str, TokenSpan)> {
    found.captures.iter().map(|capture| (capture.role.as_str(), capture.tokens)).collect()
}

/// The attributes of a mention that a rule makes: the texts of its captures, and what it sets.
fn attributes(rule: &RuleDef, captures: &[Capture], walker: &Walker) -> Vec<(String, String)> {
    let mut made = Vec::new();
    for capture in captures {
        let known = made.iter().any(|(name, _)| *name == capture.role);
        if !known && capture.role != "self" && !capture.role.starts_with('_') {
            made.push((capture.role.clone(), walker.text.slice(capture.tokens).to_owned()));
        }
    }
    for (name, template) in &rule.set {
        made.retain(|(known, _)| known != &**name);
        made.extend(fill(template, captures, walker).map(|value| (name.to_string(), value)));
    }
    made.sort();
    made
}

/// A template with its pieces filled in; nothing where one is missing.
fn fill(template: &Template, captures: &[Capture], walker: &Walker) -> Option<String> {
    let first = |role: &str| captures.iter().find(|capture| capture.role == role);
    let text = |capture: &Capture| walker.text.slice(capture.tokens).to_owned();
    let pieces = template.pieces.iter().map(|piece| match piece {
        TemplatePiece::Text(text) => Some(text.clone()),
        TemplatePiece::Capture(name) => first(&name.text).map(text),
        TemplatePiece::Attribute { capture, attribute } => {
            let value = first(&capture.text)?;
            let made = value.mention.and_then(|m| walker.mention_attribute(&walker.mentions[m], &attribute.text));
            made.or_else(|| (attribute.text == "text").then(|| text(value)))
        }
    });
    pieces.collect()
}

/// The rules in groups: a group depends on those before it only, and its rules depend on one another.
fn groups(rules: &RuleSet) -> Vec<Vec<RuleId>> {
    let count = rules.rules.len();
    let mut needs: Vec<Vec<bool>> = rules.rules.iter().map(|rule| direct_needs(rules, rule)).collect();
    for middle in 0..count {
        for from in 0..count {
            for to in 0..count {
                needs[from][to] |= needs[from][middle] && needs[middle][to];
            }
        }
    }
    let mut left: BTreeSet<usize> = (0..count).collect();
    let mut groups = Vec::new();
    while let Some(&next) = left.iter().find(|&&rule| {
        let waits_for = |other: &&usize| needs[rule][**other] && !needs[**other][rule];
        !left.iter().any(|other| waits_for(&other))
    }) {
        let group: Vec<usize> =
            left.iter().copied().filter(|&rule| rule == next || needs[next][rule] && needs[rule][next]).collect();
        left.retain(|rule| !group.contains(rule));
        groups.push(group.into_iter().map(|rule| RuleId(rule as u32)).collect());
    }
    groups
}

/// Whether rules of a group feed one another, or a rule itself.
fn is_recursive(rules: &RuleSet, group: &[RuleId]) -> bool {
    let [only] = group else { return true };
    direct_needs(rules, &rules.rules[only.0 as usize])[only.0 as usize]
}

/// For each rule, whether `rule` must wait for it: it tags what `rule` uses, or what competes with that.
fn direct_needs(rules: &RuleSet, rule: &RuleDef) -> Vec<bool> {
    let mut used = BTreeSet::new();
    if let RuleBody::Sequence(pattern) = &rule.body {
        types_used(rules, rule.pack, pattern, &mut used);
    }
    for unless in &rule.unless {
        types_used(rules, rule.pack, unless, &mut used);
    }
    let all_types = || (0..rules.types.len()).map(|index| TypeId(index as u32));
    let covered = all_types().filter(|&found| used.iter().any(|&wanted| covers(rules, wanted, found)));
    let roots: BTreeSet<TypeId> = covered.map(|id| root(rules, id)).collect();
    rules.rules.iter().map(|other| roots.contains(&root(rules, other.tag))).collect()
}

/// The types that a pattern names, also through named patterns.
fn types_used(rules: &RuleSet, pack: PackId, pattern: &Node, used: &mut BTreeSet<TypeId>) {
    for mention in pattern.mentions() {
        match rules.packs[pack.0 as usize].names.get(&mention.name.text) {
            Some(Reference::Type(id)) => {
                used.insert(*id);
            }
            Some(Reference::Pattern(id)) => {
                let named = &rules.patterns[id.0 as usize];
                types_used(rules, named.pack, &named.pattern, used);
            }
            Some(Reference::List(_)) | None => {}
        }
    }
}
