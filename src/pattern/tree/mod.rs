//! From pest's pairs to the syntax tree, one construct a file.
//!
//! What the grammar cannot say is checked here: bounds that cross, tags that
//! do not exist, regexes, escapes, and what cannot be repeated.

mod condition;
mod literal;
mod node;
mod role_type;
mod template;
mod tree_path;
mod where_clause;

pub(super) use node::pattern;
pub(super) use role_type::role_type;
pub(super) use template::template;
pub(super) use tree_path::tree_path;
pub(super) use where_clause::where_clause;

use super::grammar::{Pair, Rule, place};
use super::{Name, SyntaxError};

/// What a construct gives: its tree, or the first mistake in it.
type Built<T> = Result<T, SyntaxError>;

/// The only pair inside, or the first.
fn first(pair: Pair) -> Pair {
    pair.into_inner().next().expect("the grammar gives this rule a part")
}

/// The pairs inside without the end of the text and separators.
fn parts(pair: Pair<'_>) -> impl Iterator<Item = Pair<'_>> {
    pair.into_inner().filter(|part| {
        !matches!(
            part.as_rule(),
            Rule::EOI
                | Rule::bar
                | Rule::ampersand
                | Rule::comma
                | Rule::colon
                | Rule::dot
                | Rule::open_round
                | Rule::close_round
                | Rule::open_square
                | Rule::close_square
                | Rule::open_curly
                | Rule::close_curly
        )
    })
}

/// A name. Typographic hyphens in it become plain ones, so that it is found.
fn name(pair: &Pair) -> Name {
    Name { text: pair.as_str().replace(is_typographic_dash, "-"), place: place(pair) }
}

/// The name behind an `@`, with the place of both.
fn reference_name(pair: Pair) -> Name {
    let whole = place(&pair);
    let inner =
        pair.into_inner().find(|part| part.as_rule() == Rule::name).expect("the grammar wants a name after `@`");
    Name { place: whole, ..name(&inner) }
}

/// The twins of the hyphen that the grammar takes for one.
fn is_typographic_dash(character: char) -> bool {
    matches!(character, '‐' | '‑' | '‒' | '–' | '−')
}
