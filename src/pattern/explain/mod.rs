//! From the place where pest gave up to a mistake in a user's words.
//!
//! Pest says where the furthest token was expected. What stands there, what
//! stands before it and which bracket is open tell what was meant: each file
//! here knows the mistakes of one part of the language, and the first that
//! recognises its own speaks.

mod bracket;
mod condition;
mod expected;
mod expression;
mod scene;
mod sequence;

use pest::error::Error;

use super::SyntaxError;
use super::grammar::{Rule, offset, skeleton};
use super::mistake;
use scene::Scene;

/// A mistake that is recognised, if it is this one.
type Recognise = fn(&Scene) -> Option<SyntaxError>;

/// From the most telling to the least: a bracket that is never closed explains
/// what follows it, and not the other way round.
const KNOWN: [Recognise; 5] =
    [expression::mistake, bracket::mistake, condition::mistake, sequence::mistake, sequence::stray];

/// What is wrong with a text that is no `rule`.
pub(super) fn explain(rule: Rule, text: &str, error: &Error<Rule>) -> SyntaxError {
    if rule == Rule::template {
        return expression::template_mistake(text, offset(error));
    }
    let marks: Vec<_> = skeleton(text).collect();
    if let Some(mark) = marks.iter().find(|pair| pair.as_rule() == Rule::unclosed) {
        return mistake::unclosed_mark(text, mark.as_span().start());
    }
    let scene = Scene::new(rule, text, error, &marks);
    KNOWN.iter().find_map(|recognise| recognise(&scene)).unwrap_or_else(|| expected::mistake(&scene))
}
