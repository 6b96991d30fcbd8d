//! Conditions over captures.

use super::super::grammar::{Pair, Rule, place};
use super::super::mistake;
use super::super::{Name, Operand, Where, WhereKind};
use super::condition::{operator, orderable};
use super::literal::{count, value};
use super::{Built, first, name, parts};

/// A whole `where`.
pub(in crate::pattern) fn where_clause(pair: Pair) -> Built<Where> {
    either(first(pair))
}

fn either(pair: Pair) -> Built<Where> {
    let place = place(&pair);
    let alternatives = parts(pair).map(every).collect::<Built<Vec<_>>>()?;
    Ok(Where::either(alternatives, place))
}

fn every(pair: Pair) -> Built<Where> {
    let place = place(&pair);
    let claims = parts(pair).map(claim).collect::<Built<Vec<_>>>()?;
    Ok(Where::all(claims, place))
}

fn claim(pair: Pair) -> Built<Where> {
    let whole = place(&pair);
    let mut inner = pair.into_inner();
    let head = inner.next().expect("a claim has a part");
    if head.as_rule() != Rule::not {
        return simple(head);
    }
    let denied = simple(inner.next().expect("the grammar wants a claim after `!`"))?;
    Ok(Where { kind: WhereKind::Not(Box::new(denied)), place: whole })
}

fn simple(pair: Pair) -> Built<Where> {
    let place = place(&pair);
    let kind = match pair.as_rule() {
        Rule::where_group => {
            let inner = either(parts(pair).next().expect("the grammar has no empty brackets"))?;
            return Ok(Where { place, ..inner });
        }
        Rule::distance => distance(pair)?,
        _ => captured(pair)?,
    };
    Ok(Where { kind, place })
}

fn distance(pair: Pair) -> Built<WhereKind> {
    let mut inner = parts(pair).skip(1);
    let mut next = || inner.next().expect("the grammar gives a distance two captures, a comparison and a number");
    let (left, right) = (name(&next()), name(&next()));
    let operator = operator(&next());
    let tokens = count(&next())?;
    Ok(WhereKind::Distance { left, right, operator, tokens })
}

fn captured(pair: Pair) -> Built<WhereKind> {
    let mut inner = pair.into_inner();
    let left = reference(inner.next().expect("the grammar begins this with a capture"));
    let Some(word) = inner.next() else { return Ok(WhereKind::Has(left)) };
    match word.as_rule() {
        Rule::distinct_word => Ok(WhereKind::Distinct(capture_alone(left, "distinct")?)),
        Rule::before_word => {
            let right = name(&inner.next().expect("the grammar wants a capture after `before`"));
            Ok(WhereKind::Before(capture_alone(left, "before")?, right))
        }
        _ => {
            let right = inner.next().expect("the grammar wants a value after an operator");
            let (operator, at) = (operator(&word), place(&right));
            let right = match right.as_rule() {
                Rule::reference => reference(right),
                _ => Operand::Value(value(right)?),
            };
            if let Operand::Value(value) = &right {
                orderable(operator, value, at)?;
            }
            Ok(WhereKind::Compare { left, operator, right })
        }
    }
}

/// `a` or `a.attribute`.
pub(super) fn reference(pair: Pair) -> Operand {
    let mut names = parts(pair).map(|pair| name(&pair));
    let capture = names.next().expect("a reference has a name");
    match names.next() {
        None => Operand::Capture(capture),
        Some(attribute) => Operand::Attribute { capture, attribute },
    }
}

/// The capture, where an attribute would make no sense.
fn capture_alone(operand: Operand, word: &str) -> Built<Name> {
    match operand {
        Operand::Capture(name) => Ok(name),
        Operand::Attribute { capture, attribute } => Err(mistake::unexpected(
            attribute.place,
            format!("`{word}` asks about captures, not about an attribute: expected `{} {word}`", capture.text),
            format!("leave `.{}` out, or compare attributes with `=` or `!=`", attribute.text),
        )),
        Operand::Value(_) => unreachable!("the grammar begins no claim with a value"),
    }
}
