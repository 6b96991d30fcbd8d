//! `where`, templates, and mentions made of matches: what is asked of captures.

use std::sync::Arc;

use crate::analysis;
use crate::compile::{Comparison, Labels, ordered, written};
use crate::pack::RuleDef;
use crate::pattern::{Name, Operand, Operator, Template, TemplatePiece, Value, Where, WhereKind};
use crate::text::TokenSpan;

use super::document::MISSING;
use super::lattice::{Attributes, LiveMention, Source};
use super::matched::{Captured, Matched};
use super::view::View;

/// Whether a `where` holds of captures.
pub(crate) fn holds(view: View<'_>, condition: &Where, captures: &[Captured]) -> bool {
    match &condition.kind {
        WhereKind::All(parts) => parts.iter().all(|part| holds(view, part, captures)),
        WhereKind::Either(parts) => parts.iter().any(|part| holds(view, part, captures)),
        WhereKind::Not(part) => !holds(view, part, captures),
        WhereKind::Distinct(name) => {
            let mut keys: Vec<String> = values(captures, name).map(|value| identity(view, value)).collect();
            let count = keys.len();
            keys.sort_unstable();
            keys.dedup();
            keys.len() == count
        }
        WhereKind::Compare { left, operator, right } => compares(view, left, *operator, right, captures),
        WhereKind::Has(operand) => !operand_values(view, operand, captures).is_empty(),
        WhereKind::Before(left, right) => first(captures, left)
            .zip(first(captures, right))
            .is_some_and(|(left, right)| left.tokens.end <= right.tokens.start),
        WhereKind::Distance { left, right, operator, tokens } => {
            first(captures, left).zip(first(captures, right)).is_some_and(|(left, right)| {
                let distance = distance(left.tokens, right.tokens);
                ordered(&distance.to_string(), *operator, &tokens.to_string())
            })
        }
    }
}

/// Tokens between two spans; none where they overlap or touch.
fn distance(left: TokenSpan, right: TokenSpan) -> u32 {
    if left.start <= right.start { right.start.saturating_sub(left.end) } else { left.start.saturating_sub(right.end) }
}

fn compares(view: View<'_>, left: &Operand, operator: Operator, right: &Operand, captures: &[Captured]) -> bool {
    let left = operand_values(view, left, captures);
    let negated = operator == Operator::NotEqual;
    let found = match right {
        Operand::Value(value) => any_compares(&left, positive(operator), value),
        // A bare word that names no capture is a value.
        Operand::Capture(name) if first(captures, name).is_none() && !is_capture_name(name) => {
            any_compares(&left, positive(operator), &Value::Word(name.text.clone()))
        }
        _ => {
            let right = operand_values(view, right, captures);
            if right.is_empty() {
                return false;
            }
            left.iter().any(|left| right.iter().any(|right| pair_compares(left, positive(operator), right)))
        }
    };
    !left.is_empty() && found != negated
}

/// Roles and private captures that a match left empty still read as captures.
fn is_capture_name(name: &Name) -> bool {
    name.text.starts_with('_')
}

fn positive(operator: Operator) -> Operator {
    if operator == Operator::NotEqual { Operator::Equal } else { operator }
}

fn any_compares(left: &[String], operator: Operator, value: &Value) -> bool {
    let comparison = Comparison::new(operator, value);
    left.iter().any(|left| match operator {
        Operator::Equal => comparison.holds(left),
        _ => ordered(left, operator, written(value)),
    })
}

fn pair_compares(left: &str, operator: Operator, right: &str) -> bool {
    if operator == Operator::Equal {
        left.to_lowercase() == right.to_lowercase()
    } else {
        ordered(left, operator, right)
    }
}

fn operand_values(view: View<'_>, operand: &Operand, captures: &[Captured]) -> Vec<String> {
    match operand {
        Operand::Capture(name) => values(captures, name).map(|value| identity(view, value)).collect(),
        Operand::Attribute { capture, attribute } => {
            values(captures, capture).filter_map(|value| value_attribute(view, value, &attribute.text)).collect()
        }
        Operand::Value(value) => vec![written(value).to_owned()],
    }
}

fn values<'a>(captures: &'a [Captured], name: &'a Name) -> impl Iterator<Item = &'a Captured> {
    captures.iter().filter(|captured| *captured.name == *name.text)
}

fn first<'a>(captures: &'a [Captured], name: &'a Name) -> Option<&'a Captured> {
    values(captures, name).next()
}

/// The mention that a capture is: the one it holds and nothing beside, else the only one in it.
pub(crate) fn mention_in<'a>(view: View<'a>, captured: &Captured) -> Option<&'a LiveMention> {
    let mut mentions = captured.mentions.iter().map(|&index| view.lattice.mention(index));
    let whole = mentions.clone().find(|mention| mention.tokens == captured.tokens);
    whole.or_else(|| mentions.next().filter(|_| captured.mentions.len() == 1))
}

/// What makes two values the same: the entity, else the text.
fn identity(view: View<'_>, captured: &Captured) -> String {
    let entity = mention_in(view, captured).and_then(|mention| mention.attribute(&view.program.rules, "entity"));
    entity.map_or_else(|| text(view, captured), str::to_owned)
}

fn text(view: View<'_>, captured: &Captured) -> String {
    let span = mention_in(view, captured)
        .filter(|mention| mention.tokens == captured.tokens)
        .map_or_else(|| view.document.span(captured.tokens), |mention| mention.span);
    analysis::normalize(span.slice(view.text)).into_owned()
}

fn value_attribute(view: View<'_>, captured: &Captured, name: &str) -> Option<String> {
    match name {
        "text" => Some(text(view, captured)),
        "lower" => Some(text(view, captured).to_lowercase()),
        "lemma" => lemma(view, captured.tokens),
        "len" => Some(text(view, captured).chars().count().to_string()),
        _ => mention_in(view, captured)?.attribute(&view.program.rules, name).map(str::to_owned),
    }
}

fn lemma(view: View<'_>, tokens: TokenSpan) -> Option<String> {
    let lemmas = view.document.lemmas.get(tokens.range())?;
    let texts = lemmas.iter().map(|&lemma| (lemma != MISSING).then(|| &*view.forms.lemma(lemma).text));
    Some(texts.collect::<Option<Vec<&str>>>()?.join(" "))
}

/// The text of a template; none where it names a capture or attribute that is not there.
pub(crate) fn render(view: View<'_>, template: &Template, captures: &[Captured]) -> Option<String> {
    let mut rendered = String::new();
    for piece in &template.pieces {
        match piece {
            TemplatePiece::Text(text) => rendered.push_str(text),
            TemplatePiece::Capture(name) => rendered.push_str(&text(view, first(captures, name)?)),
            TemplatePiece::Attribute { capture, attribute } => {
                rendered.push_str(&value_attribute(view, first(captures, capture)?, &attribute.text)?);
            }
        }
    }
    Some(rendered)
}

/// The attributes that a rule sets on a match, by name, ascending.
pub(crate) fn set_attributes(view: View<'_>, rule: &RuleDef, captures: &[Captured]) -> Attributes {
    let set = rule.set.iter().filter_map(|(name, template)| {
        let value = render(view, template, captures)?;
        Some((name.clone(), Arc::from(value)))
    });
    let mut attributes: Attributes = set.collect();
    attributes.sort();
    attributes
}

/// The mentions that a match of a rule tags: what it captured as `self`, else the whole match.
pub(crate) fn mentions_of(view: View<'_>, rule: &RuleDef, matched: &Matched) -> Vec<LiveMention> {
    let mut attributes = set_attributes(view, rule, &matched.captures);
    for captured in &matched.captures {
        let known = attributes.iter().any(|(name, _)| *name == captured.name);
        if !known && !captured.name.starts_with('_') && &*captured.name != "self" {
            attributes.push((captured.name.clone(), text(view, captured).into()));
        }
    }
    attributes.sort();
    let own = matched.captures.iter().filter(|captured| &*captured.name == "self").map(|captured| captured.tokens);
    let mut places: Vec<TokenSpan> = own.collect();
    if places.is_empty() {
        places.push(matched.tokens);
    }
    let mention = |tokens: TokenSpan| LiveMention {
        label: Labels::of_type(rule.tag),
        tokens,
        span: view.document.span(tokens),
        source: Source::Rule(matched.rule),
        priority: rule.priority,
        attributes: attributes.clone(),
        entity: None,
        alias: None,
        stays: true,
    };
    places.into_iter().map(mention).collect()
}
