//! Patterns: sequences, alternatives, groups, captures, repetition, context.

use super::super::grammar::{Pair, Rule, place};
use super::super::mistake;
use super::super::{Name, Node, NodeKind, Place};
use super::condition::test;
use super::literal::{atom, gap, quantity};
use super::{Built, first, name, parts};

/// A whole pattern.
pub(in crate::pattern) fn pattern(pair: Pair) -> Built<Node> {
    alternation(first(pair))
}

fn alternation(pair: Pair) -> Built<Node> {
    let place = place(&pair);
    let alternatives = parts(pair).map(sequence).collect::<Built<Vec<_>>>()?;
    Ok(Node::alternation(alternatives, place))
}

fn sequence(pair: Pair) -> Built<Node> {
    let place = place(&pair);
    let items = parts(pair).map(item).collect::<Built<Vec<_>>>()?;
    Ok(Node::sequence(items, place))
}

fn item(pair: Pair) -> Built<Node> {
    let whole = place(&pair);
    let mut inner = pair.into_inner();
    let node = part(inner.next().expect("an item has a part"))?;
    let Some(quantifier) = inner.next() else { return Ok(node) };
    let quantity = quantity(quantifier)?;
    if matches!(node.kind, NodeKind::Look { .. } | NodeKind::Start | NodeKind::End) {
        return Err(mistake::unexpected(
            quantity.place,
            "what takes no token cannot be repeated: it holds at a place, or it does not",
            "leave the repetition out; to make the place optional write `(A | B)` with and without it",
        ));
    }
    let kind =
        NodeKind::Repeat { inner: Box::new(node), min: quantity.min, max: quantity.max, greedy: quantity.greedy };
    Ok(Node { kind, place: whole })
}

/// One part of a sequence, or what stands at a step of a tree path.
pub(super) fn part(pair: Pair) -> Built<Node> {
    let place = place(&pair);
    let kind = match pair.as_rule() {
        Rule::group => return Ok(Node { place, ..alternation(inside(pair))? }),
        Rule::look => look(pair)?,
        Rule::capture => capture(pair)?,
        Rule::mention => mention(pair)?,
        Rule::test => NodeKind::Test(test(pair)?),
        Rule::gap => NodeKind::Gap { max: gap(pair)? },
        Rule::any => NodeKind::Any,
        Rule::sentence_start => NodeKind::Start,
        Rule::sentence_end => NodeKind::End,
        Rule::boundary => NodeKind::Boundary { across: pair.as_str() == ";;" },
        _ => NodeKind::Token(atom(pair)?),
    };
    Ok(Node { kind, place })
}

/// What stands between a bracket and its partner.
fn inside(pair: Pair) -> Pair {
    parts(pair).next().expect("the grammar has no empty brackets")
}

fn look(pair: Pair) -> Built<NodeKind> {
    let mut inner = pair.into_inner();
    let (ahead, negative) = match inner.next().expect("context has an opening").as_rule() {
        Rule::look_ahead => (true, false),
        Rule::look_ahead_not => (true, true),
        Rule::look_behind => (false, false),
        _ => (false, true),
    };
    let context = alternation(inner.next().expect("the grammar has no empty context"))?;
    Ok(NodeKind::Look { ahead, negative, inner: Box::new(context) })
}

fn capture(pair: Pair) -> Built<NodeKind> {
    let mut inner = parts(pair);
    let role = name(&inner.next().expect("a capture has a role"));
    let captured = alternation(inner.next().expect("the grammar has no empty capture"))?;
    Ok(NodeKind::Capture { role, inner: Box::new(captured) })
}

fn mention(pair: Pair) -> Built<NodeKind> {
    let mut at = place(&pair).start;
    let (mut mentioned, mut condition) = (None, None);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::at => at = place(&part).start,
            Rule::name => mentioned = Some(with_sign(name(&part), at)),
            _ => condition = Some(test(part)?),
        }
    }
    Ok(NodeKind::Mention { name: mentioned.expect("the grammar wants a name after `@`"), condition })
}

/// A name whose place begins at its `@`.
fn with_sign(name: Name, at: u32) -> Name {
    Name { place: Place { start: at, ..name.place }, ..name }
}
