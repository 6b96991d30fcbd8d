//! Conditions in square brackets.

use super::super::grammar::{Pair, Rule, place};
use super::super::mistake;
use super::super::{Condition, ConditionKind, Operator, Place, Value};
use super::literal::{atom, value};
use super::{Built, name, parts, reference_name};

/// `[ ... ]`, with its brackets.
pub(super) fn test(pair: Pair) -> Built<Condition> {
    condition(parts(pair).next().expect("the grammar has no empty test"))
}

fn condition(pair: Pair) -> Built<Condition> {
    let place = place(&pair);
    let alternatives = parts(pair).map(every).collect::<Built<Vec<_>>>()?;
    Ok(Condition::either(alternatives, place))
}

fn every(pair: Pair) -> Built<Condition> {
    let place = place(&pair);
    let claims = parts(pair).map(claim).collect::<Built<Vec<_>>>()?;
    Ok(Condition::all(claims, place))
}

fn claim(pair: Pair) -> Built<Condition> {
    let whole = place(&pair);
    let mut inner = pair.into_inner();
    let head = inner.next().expect("a claim has a part");
    if head.as_rule() != Rule::not {
        return simple(head);
    }
    let denied = simple(inner.next().expect("the grammar wants a claim after `!`"))?;
    Ok(Condition { kind: ConditionKind::Not(Box::new(denied)), place: whole })
}

fn simple(pair: Pair) -> Built<Condition> {
    let place = place(&pair);
    let kind = match pair.as_rule() {
        Rule::bracketed => {
            let inner = condition(parts(pair).next().expect("the grammar has no empty brackets"))?;
            return Ok(Condition { place, ..inner });
        }
        Rule::inside => ConditionKind::Inside(reference_name(pair)),
        Rule::any => ConditionKind::Any,
        Rule::asked => asked(pair)?,
        _ => ConditionKind::Token(atom(pair)?),
    };
    Ok(Condition { kind, place })
}

fn asked(pair: Pair) -> Built<ConditionKind> {
    let mut inner = pair.into_inner();
    let attribute = name(&inner.next().expect("a question has an attribute"));
    let Some(next) = inner.next() else { return Ok(ConditionKind::Has(attribute)) };
    let last = inner.next().expect("the grammar wants a value after an operator");
    match last.as_rule() {
        Rule::inside => Ok(ConditionKind::InList { attribute, list: reference_name(last) }),
        Rule::values => {
            let values = parts(last).map(value).collect::<Built<Vec<_>>>()?;
            Ok(ConditionKind::InValues { attribute, values })
        }
        _ => {
            let operator = operator(&next);
            let at = place(&last);
            let value = value(last)?;
            orderable(operator, &value, at)?;
            Ok(ConditionKind::Compare { attribute, operator, value })
        }
    }
}

/// Which comparison.
pub(super) fn operator(pair: &Pair) -> Operator {
    match pair.as_str() {
        "=" => Operator::Equal,
        "!=" => Operator::NotEqual,
        "<" => Operator::Less,
        "<=" => Operator::AtMost,
        ">" => Operator::Greater,
        _ => Operator::AtLeast,
    }
}

/// Nothing is more or less than a regex.
pub(super) fn orderable(operator: Operator, value: &Value, place: Place) -> Built<()> {
    let ordered = !matches!(operator, Operator::Equal | Operator::NotEqual);
    if ordered && matches!(value, Value::Regex { .. }) {
        return Err(mistake::unexpected(
            place,
            "nothing is more or less than a regex: expected a number or a word",
            "a regex is compared with `=` or `!=`",
        ));
    }
    Ok(())
}
