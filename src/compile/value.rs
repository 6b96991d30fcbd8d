//! Comparisons of attribute values, compiled.

use rustc_hash::FxHashSet;

use crate::analysis::{fold, normalize};
use crate::pattern::{Operator, Value};

use super::whole::WholeRegex;

/// `op value` of a condition, ready to be asked of a text.
#[derive(Debug, Clone)]
pub(crate) enum Comparison {
    /// Any text will do.
    Anything,
    /// The text is the value, or is not.
    Equals { value: ValueTest, negated: bool },
    /// The text comes before or after the value in order.
    Ordered { operator: Operator, value: String },
    /// The text is one of these.
    OneOf(Vec<ValueTest>),
    /// The text is an entry of a list.
    Listed { entries: FxHashSet<String>, exact: bool },
}

/// A value that a text may equal.
#[derive(Debug, Clone)]
pub(crate) enum ValueTest {
    /// In any case; the value is folded.
    AnyCase(String),
    /// In exactly this case; the value is in normal form.
    Exact(String),
    /// As a number, or to the letter.
    Number { number: f64, text: String },
    /// The whole text matches.
    Regex(WholeRegex),
}

impl Comparison {
    /// Compiles `operator value`. A regex that cannot be built equals nothing:
    /// the parser has reported it by then.
    pub(crate) fn new(operator: Operator, value: &Value) -> Self {
        match operator {
            Operator::Equal => Self::Equals { value: ValueTest::new(value), negated: false },
            Operator::NotEqual => Self::Equals { value: ValueTest::new(value), negated: true },
            Operator::Less | Operator::AtMost | Operator::Greater | Operator::AtLeast => {
                Self::Ordered { operator, value: written(value).to_owned() }
            }
        }
    }

    /// Whether `text` stands in the relation.
    pub(crate) fn holds(&self, text: &str) -> bool {
        match self {
            Self::Anything => true,
            Self::Equals { value, negated } => value.equals(text) != *negated,
            Self::Ordered { operator, value } => ordered(text, *operator, value),
            Self::OneOf(values) => values.iter().any(|value| value.equals(text)),
            Self::Listed { entries, exact: true } => entries.contains(&*normalize(text)),
            Self::Listed { entries, exact: false } => entries.contains(&fold(text)),
        }
    }
}

impl ValueTest {
    /// Compiles a value.
    pub(crate) fn new(value: &Value) -> Self {
        match value {
            Value::Word(text) => Self::AnyCase(fold(text)),
            Value::Exact(text) => Self::Exact(normalize(text).into_owned()),
            Value::Number(text) => match text.parse() {
                Ok(number) => Self::Number { number, text: text.clone() },
                Err(_) => Self::Exact(text.clone()),
            },
            Value::Regex { source, ignore_case } => {
                WholeRegex::new(source, *ignore_case).map_or_else(|_| Self::nothing(), Self::Regex)
            }
        }
    }

    /// A value that nothing equals: no token holds a NUL beside another character.
    fn nothing() -> Self {
        Self::Exact("\0\0".to_owned())
    }

    fn equals(&self, text: &str) -> bool {
        match self {
            Self::AnyCase(value) => fold(text) == *value,
            Self::Exact(value) => normalize(text) == value.as_str(),
            Self::Number { number, text: value } => text == value || text.parse() == Ok(*number),
            Self::Regex(regex) => regex.is_match(text),
        }
    }
}

/// Compares two texts by order under an operator: numbers by value, ISO dates
/// by time. Nothing else has an order.
pub(crate) fn ordered(left: &str, operator: Operator, right: &str) -> bool {
    let order = match (left.parse::<f64>(), right.parse::<f64>()) {
        (Ok(left), Ok(right)) => left.partial_cmp(&right),
        _ => (is_date(left) && is_date(right)).then(|| left.cmp(right)),
    };
    let Some(order) = order else { return false };
    match operator {
        Operator::Equal => order.is_eq(),
        Operator::NotEqual => order.is_ne(),
        Operator::Less => order.is_lt(),
        Operator::AtMost => order.is_le(),
        Operator::Greater => order.is_gt(),
        Operator::AtLeast => order.is_ge(),
    }
}

/// Whether a text begins as an ISO 8601 date does: a year, and a month or no more.
fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let digits = |part: Option<&str>, count: usize| {
        part.is_some_and(|part| part.len() >= count && part.as_bytes()[..count].iter().all(u8::is_ascii_digit))
    };
    digits(parts.next(), 4) && (text.len() == 4 || digits(parts.next(), 2))
}

/// A value as the user wrote it.
pub(crate) fn written(value: &Value) -> &str {
    match value {
        Value::Word(text) | Value::Exact(text) | Value::Number(text) | Value::Regex { source: text, .. } => text,
    }
}
