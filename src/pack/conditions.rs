//! Conditions: attributes that exist, comparisons that make sense, and demands
//! that can be met together.

use std::collections::BTreeSet;

use crate::diagnostic::{self, Diagnostic, nearest};
use crate::pattern::{Atom, Condition, ConditionKind, Name, Node, NodeKind, Operator, TAGS, Value};

use super::place::Text;
use super::prelude::{FLAGS, TOKEN_ATTRIBUTES};

/// Flags that no token carries together: one asks for a letter or a digit, the
/// other for none.
const APART: [(&str, &str); 5] =
    [("punct", "cap"), ("punct", "upper"), ("punct", "digit"), ("digit", "cap"), ("digit", "upper")];

/// What a condition is asked of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    Token,
    Mention,
}

/// Checks the conditions of a pattern.
pub(crate) fn check(text: &Text, tree: &Node, attributes: &BTreeSet<String>, faults: &mut Vec<Diagnostic>) {
    let mut check = Check { text, attributes, faults };
    tree.walk(&mut |node| match &node.kind {
        NodeKind::Test(condition) => check.condition(condition, Of::Token),
        NodeKind::Mention { condition: Some(condition), .. } => check.condition(condition, Of::Mention),
        _ => {}
    });
}

struct Check<'a> {
    text: &'a Text,
    attributes: &'a BTreeSet<String>,
    faults: &'a mut Vec<Diagnostic>,
}

impl Check<'_> {
    fn condition(&mut self, condition: &Condition, of: Of) {
        condition.walk(&mut |part| self.part(part, of));
        self.together(condition);
    }

    /// Checks a part by itself.
    fn part(&mut self, part: &Condition, of: Of) {
        match &part.kind {
            ConditionKind::Has(name) if FLAGS.contains(&name.text.as_str()) => {}
            ConditionKind::Has(name) => self.attribute(name, of, &FLAGS),
            ConditionKind::Compare { attribute, operator, value } => {
                self.attribute(attribute, of, &[]);
                self.comparison(part, attribute, *operator, value);
                self.tag(part, attribute, value);
            }
            ConditionKind::InList { attribute, .. } => self.attribute(attribute, of, &[]),
            ConditionKind::InValues { attribute, values } => {
                self.attribute(attribute, of, &[]);
                for value in values {
                    self.tag(part, attribute, value);
                }
            }
            _ => {}
        }
    }

    fn attribute(&mut self, name: &Name, of: Of, flags: &[&str]) {
        let is_known =
            TOKEN_ATTRIBUTES.contains(&name.text.as_str()) || of == Of::Mention && self.attributes.contains(&name.text);
        if is_known {
            return;
        }
        let label = self.text.label_at(name.place, "");
        if of == Of::Token {
            let known = TOKEN_ATTRIBUTES.iter().chain(flags).copied();
            let near = nearest(&name.text, known).map(Into::into);
            self.faults.push(diagnostic::unknown_token_attribute(label, &name.text, near, &TOKEN_ATTRIBUTES, &FLAGS));
            return;
        }
        let known = self.attributes.iter().map(String::as_str).chain(TOKEN_ATTRIBUTES).chain(flags.iter().copied());
        let near = nearest(&name.text, known).map(Into::into);
        self.faults.push(diagnostic::unknown_attribute(label, &name.text, near));
    }

    /// Only numbers and days have an order, and a length is a number.
    fn comparison(&mut self, part: &Condition, attribute: &Name, operator: Operator, value: &Value) {
        let is_number = matches!(value, Value::Number(_));
        let is_ordered = is_number || is_day(value);
        let wants_order = !matches!(operator, Operator::Equal | Operator::NotEqual);
        let problem = match (attribute.text.as_str(), is_number) {
            ("len", false) => "a length is compared with a number",
            _ if wants_order && !is_ordered => "only a number or a day comes before or after another",
            (name, _) if wants_order && name != "len" && TOKEN_ATTRIBUTES.contains(&name) => {
                "of a token only `len` is a number"
            }
            _ => return,
        };
        self.faults.push(diagnostic::wrong_comparison(self.text.label_at(part.place, ""), problem));
    }

    fn tag(&mut self, part: &Condition, attribute: &Name, value: &Value) {
        let (Value::Word(tag) | Value::Exact(tag)) = value else { return };
        if attribute.text != "pos" || TAGS.iter().any(|known| known.eq_ignore_ascii_case(tag)) {
            return;
        }
        let near = nearest(tag, TAGS).map(Into::into);
        self.faults.push(diagnostic::unknown_tag(self.text.label_at(part.place, ""), tag, near, &TAGS));
    }

    /// Checks what must hold at the same time. What stands under a `!` is left
    /// alone: a demand that no token meets holds for every token there.
    fn together(&mut self, condition: &Condition) {
        let mut demands = Vec::new();
        let mut choices = Vec::new();
        flatten(condition, &mut demands, &mut choices);
        for (number, demand) in demands.iter().enumerate() {
            if let Some(reason) = never(demand) {
                let label = self.text.label_at(demand.place, "");
                self.faults.push(diagnostic::impossible_condition(label, None, reason));
            }
            if let Some(other) = demands[..number].iter().find(|other| exclude(other, demand)) {
                let label = self.text.label_at(demand.place, "");
                let other = self.text.label_at(other.place, "this excludes it");
                self.faults.push(diagnostic::impossible_condition(label, Some(other), "both cannot hold at once"));
                return;
            }
        }
        if let Some(last) = outside_every_length(&demands) {
            let label = self.text.label_at(last.place, "");
            self.faults.push(diagnostic::impossible_condition(label, None, "no length is left"));
        }
        for choice in choices {
            self.together(choice);
        }
    }
}

/// Whether a value is a day, a month or a year as a date's `value` gives it: `2015-11-23`.
fn is_day(value: &Value) -> bool {
    let (Value::Word(text) | Value::Exact(text)) = value else { return false };
    let mut parts = text.split('-');
    let is_year = parts.next().is_some_and(|year| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()));
    is_year && parts.all(|part| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The parts that must hold together, and the alternatives that must not.
fn flatten<'c>(condition: &'c Condition, demands: &mut Vec<&'c Condition>, choices: &mut Vec<&'c Condition>) {
    match &condition.kind {
        ConditionKind::All(parts) => parts.iter().for_each(|part| flatten(part, demands, choices)),
        ConditionKind::Either(parts) => choices.extend(parts),
        _ => demands.push(condition),
    }
}

/// Why a demand by itself is never met.
fn never(demand: &Condition) -> Option<&'static str> {
    match &demand.kind {
        ConditionKind::Not(inner) if inner.kind == ConditionKind::Any => Some("every token is one"),
        ConditionKind::Compare { .. } if length(demand).is_some_and(|(least, most)| least > most) => {
            Some("a token has a character at least, and a whole number of them")
        }
        _ => None,
    }
}

/// Whether no token meets both.
fn exclude(a: &Condition, b: &Condition) -> bool {
    match (&a.kind, &b.kind) {
        (ConditionKind::Not(inner), other) | (other, ConditionKind::Not(inner)) => inner.kind == *other,
        (ConditionKind::Token(Atom::Pos(a)), ConditionKind::Token(Atom::Pos(b)))
        | (ConditionKind::Token(Atom::Exact(a)), ConditionKind::Token(Atom::Exact(b))) => a != b,
        (ConditionKind::Token(Atom::Word(a)), ConditionKind::Token(Atom::Word(b) | Atom::Exact(b)))
        | (ConditionKind::Token(Atom::Exact(a)), ConditionKind::Token(Atom::Word(b)))
        | (ConditionKind::Token(Atom::Lemma(a)), ConditionKind::Token(Atom::Lemma(b))) => {
            a.to_lowercase() != b.to_lowercase()
        }
        (ConditionKind::Has(a), ConditionKind::Has(b)) => {
            APART.iter().any(|(c, d)| (a.text == *c && b.text == *d) || (a.text == *d && b.text == *c))
        }
        (
            ConditionKind::Compare { attribute: a, operator: Operator::Equal, value: v },
            ConditionKind::Compare { attribute: b, operator: Operator::Equal, value: w },
        ) => a.text == b.text && are_different(v, w),
        _ => false,
    }
}

/// Whether two values are different words, or different numbers, for sure.
fn are_different(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Word(a), Value::Word(b) | Value::Exact(b)) | (Value::Exact(a), Value::Word(b)) => {
            a.to_lowercase() != b.to_lowercase()
        }
        (Value::Exact(a), Value::Exact(b)) => a != b,
        (Value::Number(a), Value::Number(b)) => a.parse::<f64>().ok() != b.parse::<f64>().ok(),
        _ => false,
    }
}

/// The last of several demands on the length, where together they leave none.
fn outside_every_length<'c>(demands: &[&'c Condition]) -> Option<&'c Condition> {
    let bounds = demands.iter().filter_map(|demand| Some((*demand, length(demand)?)));
    let bounds: Vec<_> = bounds.filter(|(_, (least, most))| least <= most).collect();
    let least = bounds.iter().map(|(_, (least, _))| *least).max()?;
    let most = bounds.iter().map(|(_, (_, most))| *most).min()?;
    (least > most).then(|| bounds.last().map(|(demand, _)| *demand))?
}

/// The least and the greatest length that a demand allows.
fn length(demand: &Condition) -> Option<(i64, i64)> {
    let ConditionKind::Compare { attribute, operator, value: Value::Number(number) } = &demand.kind else {
        return None;
    };
    let number: f64 = number.parse().ok().filter(|_| attribute.text == "len")?;
    let (below, above) = (number.floor() as i64, number.ceil() as i64);
    let (least, most) = match operator {
        Operator::Equal => (above, below),
        Operator::NotEqual => (1, i64::MAX),
        Operator::Less => (1, above - 1),
        Operator::AtMost => (1, below),
        Operator::Greater => (below + 1, i64::MAX),
        Operator::AtLeast => (above, i64::MAX),
    };
    Some((least.max(1), most))
}
