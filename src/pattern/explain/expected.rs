//! The mistake that no other file recognises: what was found, and what the
//! grammar would have taken.

use super::super::SyntaxError;
use super::super::grammar::Rule;
use super::super::mistake;
use super::scene::Scene;

/// How many continuations a message lists before it becomes hard to read.
const MOST_LISTED: usize = 5;

/// What was found instead of what was expected.
pub(super) fn mistake(scene: &Scene) -> SyntaxError {
    let mut words: Vec<&str> = scene.expected.iter().filter_map(|rule| word(*rule)).collect();
    words.sort_unstable();
    words.dedup();
    words.truncate(MOST_LISTED);
    let found = if scene.at_end() { "the end".to_owned() } else { format!("`{}`", scene.token) };
    let message = match words.split_last() {
        None => format!("{found} has no place here"),
        Some((only, [])) => format!("expected {only}, found {found}"),
        Some((last, rest)) => format!("expected {} or {last}, found {found}", rest.join(", ")),
    };
    mistake::unexpected(scene.place, message, "")
}

/// A construct in a user's words; none where it says nothing more than others.
fn word(rule: Rule) -> Option<&'static str> {
    Some(match rule {
        Rule::pattern | Rule::alternation | Rule::sequence | Rule::item => "a part of a pattern",
        Rule::tree_path | Rule::path_alternation | Rule::path_sequence | Rule::path_item => "a step of a path",
        Rule::condition | Rule::every | Rule::claim | Rule::asked => "a condition",
        Rule::where_either | Rule::where_every | Rule::where_claim | Rule::captured | Rule::reference => "a capture",
        Rule::role_type | Rule::role_names | Rule::role_group => "a type",
        Rule::quantifier => "a quantifier",
        Rule::name => "a name",
        Rule::bar => "`|`",
        Rule::ampersand => "`&`",
        Rule::colon => "`:`",
        Rule::comma => "`,`",
        Rule::open_round => "`(`",
        Rule::close_round => "`)`",
        Rule::close_square => "`]`",
        Rule::close_curly => "`}`",
        Rule::operator => "a comparison",
        Rule::word | Rule::exact | Rule::bare | Rule::bare_value => "a word",
        Rule::number | Rule::count | Rule::at_least | Rule::at_most => "a number",
        Rule::label => "a label",
        Rule::EOI => "the end",
        _ => return None,
    })
}
