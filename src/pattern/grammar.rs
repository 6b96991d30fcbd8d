//! The border to pest: text in, pairs or a mistake out.
//!
//! `grammar/pattern.pest` becomes a parser here, and nothing outside this room
//! sees what pest makes of it. Length and nesting are bounded before pest
//! begins, because its rules call themselves.

use pest::Parser;
use pest::iterators::Pair as PestPair;

use super::explain;
use super::mistake;
use super::{Place, SyntaxError};

/// The longest text that is read, in bytes.
pub const MAX_BYTES: usize = 64 * 1024;

/// How many brackets may stand open at once.
pub const MAX_DEPTH: usize = 64;

#[derive(pest_derive::Parser)]
#[grammar = "grammar/pattern.pest"]
struct Grammar;

/// A piece of text that a rule of the grammar matched.
pub(super) type Pair<'t> = PestPair<'t, Rule>;

/// Reads the whole text as `rule`.
pub(super) fn read(rule: Rule, text: &str) -> Result<Pair<'_>, SyntaxError> {
    if text.len() > MAX_BYTES {
        return Err(mistake::too_long(text));
    }
    bound_depth(rule, text)?;
    match Grammar::parse(rule, text) {
        Ok(mut pairs) => Ok(pairs.next().expect("a rule that matched gives its pair")),
        Err(error) => Err(explain::explain(rule, text, &error)),
    }
}

/// Whether the whole text is one token of this kind: what the printer asks
/// before it leaves quotation marks out.
pub(super) fn is_token(rule: Rule, text: &str) -> bool {
    Grammar::parse(rule, text).is_ok_and(|mut pairs| pairs.next().is_some_and(|pair| pair.as_str().len() == text.len()))
}

/// Quotes, regexes and brackets of a text, in order.
pub(super) fn skeleton(text: &str) -> impl Iterator<Item = Pair<'_>> {
    Grammar::parse(Rule::skeleton, text).expect("the skeleton reads any text").flat_map(Pair::into_inner)
}

/// The byte at which pest gave up.
pub(super) fn offset(error: &pest::error::Error<Rule>) -> usize {
    match error.location {
        pest::error::InputLocation::Pos(at) | pest::error::InputLocation::Span((at, _)) => at,
    }
}

/// The place of a pair.
pub(super) fn place(pair: &Pair) -> Place {
    let span = pair.as_span();
    Place { start: span.start() as u32, end: span.end() as u32 }
}

/// Fails where more brackets stand open than may. The skeleton is read only
/// where there are brackets enough to be too many.
fn bound_depth(rule: Rule, text: &str) -> Result<(), SyntaxError> {
    let brackets = text.bytes().filter(|byte| matches!(byte, b'(' | b'[')).count();
    if brackets <= MAX_DEPTH || rule == Rule::template {
        return Ok(());
    }
    let mut depth = 0_usize;
    for pair in skeleton(text) {
        match pair.as_rule() {
            Rule::unclosed => return Err(mistake::unclosed_mark(text, pair.as_span().start())),
            Rule::opening => depth += 1,
            Rule::closing => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Err(mistake::too_deep(place(&pair)));
        }
    }
    Ok(())
}
