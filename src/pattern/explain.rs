//! From the place where pest gave up to a mistake in a user's words.

use pest::error::Error;

use super::grammar::{Rule, offset, skeleton};
use super::mistake;
use super::{Place, SyntaxError};

/// What is wrong with a text that is no `rule`.
pub(super) fn explain(rule: Rule, text: &str, error: &Error<Rule>) -> SyntaxError {
    if rule != Rule::template
        && let Some(mark) = skeleton(text).find(|pair| pair.as_rule() == Rule::unclosed)
    {
        return mistake::unclosed_mark(text, mark.as_span().start());
    }
    let at = offset(error) as u32;
    mistake::unexpected(Place { start: at, end: at }, "something else was expected", "")
}
