//! The texts of the tests, read with a rewritten rule set.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::engine::{Observation, Seen};
use crate::pack::{ListId, RuleId};
use crate::text::TokenSpan;
use crate::{Article, Engine, Options, Pack};

use super::instrument::{Plan, PointId, SIGN, Shows, sign};
use crate::suite::Filter;

/// Reads all texts, and notes the ways that points go; gives the entries of lists that were found.
pub(super) fn observe(pack: &Pack, filter: &Filter, articles: &[Article], plan: &mut Plan) -> Vec<(ListId, u32)> {
    let rules = Arc::new(plan.rules.clone());
    let options = Options { mentions: true, ..Options::default() };
    let mut session = Engine::from_rules(rules, options).session();
    let mut hits = Vec::new();
    let original = pack.rules();
    for (number, rule) in original.rules.iter().enumerate().filter(|(_, rule)| pack.is_asked_for(&rule.at)) {
        for example in filter.examples(original, rule) {
            let seen = session.observe(&crate::suite::article(example), plan.visible);
            let fires = seen.matches.iter().any(|matched| matched.rule.0 as usize == number);
            if let Some(Shows::Rule(point)) = plan.shows[number]
                && example.facts.is_empty()
                && !fires
            {
                plan.points[point].went[1] = true;
            }
            plan.note(&seen);
            hits.extend(seen.hits);
        }
    }
    for article in articles {
        let seen = session.observe(article, plan.visible);
        plan.note(&seen);
        hits.extend(seen.hits);
    }
    hits
}

impl Plan {
    /// Notes what was seen in a text.
    fn note(&mut self, seen: &Observation) {
        let mut raw: BTreeMap<RuleId, Vec<TokenSpan>> = BTreeMap::new();
        let mut voids: BTreeMap<RuleId, Vec<TokenSpan>> = BTreeMap::new();
        for matched in &seen.matches {
            match self.shows[matched.rule.0 as usize] {
                Some(Shows::Raw(_)) => raw.entry(matched.rule).or_default().push(matched.tokens),
                Some(Shows::Unless(_, rule)) => voids.entry(rule).or_default().push(matched.tokens),
                _ => {}
            }
        }
        let overlaps = |spans: Option<&Vec<TokenSpan>>, tokens: TokenSpan| {
            spans.is_some_and(|spans| spans.iter().any(|span| span.overlaps(tokens)))
        };
        for matched in &seen.matches {
            match self.shows[matched.rule.0 as usize].clone() {
                None => self.note_captures(&matched.captures),
                Some(Shows::Rule(point)) => {
                    self.points[point].went[0] = true;
                    self.note_region(point, matched.tokens, &matched.captures);
                    self.note_captures(&matched.captures);
                }
                Some(Shows::Raw(points)) => {
                    if !overlaps(voids.get(&matched.rule), matched.tokens) {
                        points.into_iter().for_each(|point| self.points[point].went[1] = true);
                    }
                }
                Some(Shows::Unless(point, rule)) => {
                    if overlaps(raw.get(&rule), matched.tokens) {
                        self.points[point].went[0] = true;
                        self.note_region(point, matched.tokens, &matched.captures);
                        self.note_captures(&matched.captures);
                    }
                }
                Some(Shows::Way(point, way, rule)) => {
                    let is_match = |other: &Seen| Some(other.rule) == rule && other.tokens.overlaps(matched.tokens);
                    if rule.is_none() || seen.matches.iter().any(is_match) {
                        self.points[point].went[way] = true;
                    }
                }
                Some(Shows::Path(point, way, role)) => {
                    if matched.captures.iter().any(|(name, _)| *name == role) {
                        self.points[point].went[way] = true;
                    }
                }
                Some(Shows::Trigger(point)) => {
                    self.note_region(point, matched.tokens, &matched.captures);
                    self.note_captures(&matched.captures);
                }
            }
        }
        for fact in &seen.extraction.facts {
            for &point in &self.contexts {
                let name = sign(point);
                let marks = fact.attributes.iter().any(|(attribute, _)| **attribute == *name);
                self.points[point].went[usize::from(!marks)] = true;
            }
        }
    }

    fn note_captures(&mut self, captures: &[(Arc<str>, TokenSpan)]) {
        for (name, tokens) in captures {
            let Some(point) = point_of(name) else { continue };
            self.points[point].went[0] = true;
            self.note_region(point, *tokens, captures);
        }
    }

    /// Notes the optional parts of a region that are not there.
    fn note_region(&mut self, region: PointId, tokens: TokenSpan, captures: &[(Arc<str>, TokenSpan)]) {
        for &part in &self.optional[region] {
            let lies_in = |inner: TokenSpan| tokens.start <= inner.start && inner.end <= tokens.end;
            let is_there = captures.iter().any(|(name, inner)| point_of(name) == Some(part) && lies_in(*inner));
            if !is_there {
                self.points[part].went[1] = true;
            }
        }
    }
}

fn point_of(name: &str) -> Option<PointId> {
    name.strip_prefix(SIGN)?.parse().ok()
}
