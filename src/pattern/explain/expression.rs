//! Role types, `where` and templates.

use super::super::grammar::Rule;
use super::super::mistake;
use super::super::{Place, SyntaxError};
use super::scene::Scene;

/// The mistake, if it is one of these expressions.
pub(super) fn mistake(scene: &Scene) -> Option<SyntaxError> {
    let blank = scene.before.is_empty() && scene.at_end();
    match scene.rule {
        Rule::role_type if blank => Some(mistake::empty(
            scene.place,
            "there is nothing here: expected the type of a role",
            "as in `Party{2,}` or `Date?`; any phrase is `text`",
        )),
        Rule::tree_path if blank => {
            Some(mistake::empty(scene.place, "there is nothing here: expected a path", "as in `>nsubj >conj? @Party`"))
        }
        Rule::where_clause if blank => Some(mistake::empty(
            scene.place,
            "there is nothing here: expected a condition over captures",
            "as in `participant distinct`",
        )),
        Rule::role_type => role_type(scene),
        Rule::where_clause => where_clause(scene),
        _ => None,
    }
}

fn role_type(scene: &Scene) -> Option<SyntaxError> {
    let (message, help) = match scene.sign()? {
        '@' => ("expected the name of a type without `@`", "leave the `@` out, as in `Party{2,}`"),
        '"' | '\'' => ("expected the name of a type without quotation marks", "any phrase is `text`"),
        ',' => ("expected `|` between types", "several types are alternatives, as in `(Org|Country)?`"),
        _ if scene.is_word() && scene.expects(Rule::bar) => {
            ("expected `|` between types", "several types are alternatives, as in `(Org|Country)?`")
        }
        '?' | '*' | '+' | '{' if scene.before.is_empty() => {
            ("expected a type before the quantifier", "as in `Party{2,}`")
        }
        _ => return None,
    };
    Some(mistake::unexpected(scene.place, message, help))
}

fn where_clause(scene: &Scene) -> Option<SyntaxError> {
    let inside_distance =
        scene.innermost().is_some_and(|(place, _)| scene.text[..place.start as usize].trim_end().ends_with("distance"));
    if inside_distance {
        let help = "as in `distance(participant, place) <= 5`";
        return Some(mistake::unexpected(scene.place, "expected two captures with a comma between them", help));
    }
    if scene.expects(Rule::count) {
        let message = "expected a number of tokens";
        return Some(mistake::unexpected(scene.place, message, "as in `distance(participant, place) <= 5`"));
    }
    let (word, place) = scene.word_before().unwrap_or(("", scene.place));
    if scene.before.ends_with('.') || scene.token == "." {
        let message = "expected the name of an attribute after `.`";
        if scene.token != "." {
            return Some(mistake::unexpected(scene.place_with_before(1), message, "as in `place.kind = country`"));
        }
        let message = "expected a capture alone, or one attribute of it";
        let help = "`a distinct` and `a before b` ask about captures, `a.kind = b.kind` about attributes";
        return Some(mistake::unexpected(scene.place, message, help));
    }
    if scene.expects(Rule::operator) && scene.before.ends_with(')') {
        let message = "expected a comparison after `distance( ... )`";
        return Some(mistake::unexpected(scene.place, message, "as in `distance(participant, place) <= 5`"));
    }
    if scene.token == "in" && scene.expects(Rule::operator) {
        let help = format!("name the values one by one, as in `{0} = city | {0} = town`", full_reference(scene));
        return Some(mistake::unexpected(scene.place, "expected a comparison, found `in`", help));
    }
    if word == "before" && scene.expects(Rule::name) {
        return Some(mistake::unexpected(place, "expected a capture after `before`", "as in `buyer before target`"));
    }
    if scene.token == "after" {
        let help = format!("write it the other way round, as in `b before {word}`");
        return Some(mistake::unexpected(scene.place, "expected `before`, found `after`", help));
    }
    let after_capture = scene.expects(Rule::operator) && !word.is_empty();
    if after_capture && (scene.is_word()) && !matches!(scene.token, "and" | "or") {
        let message = format!("expected `distinct`, `before` or a comparison after `{word}`, found `{}`", scene.token);
        return Some(mistake::unexpected(scene.place, message, "join claims with `&` or `|`"));
    }
    let (message, help) = match scene.sign()? {
        '@' => ("expected a capture without `@`", "a `where` speaks of the pattern's captures, by their names"),
        '"' | '\'' | '/' if !scene.before.ends_with(['=', '<', '>']) => {
            ("expected a capture, found a value", "the capture stands on the left, as in `place.kind = country`")
        }
        _ => return None,
    };
    Some(mistake::unexpected(scene.place, message, help))
}

/// The capture, or the attribute of one, that ends before the place.
fn full_reference<'t>(scene: &Scene<'t>) -> &'t str {
    let start = scene.before.rfind(|sign: char| sign.is_whitespace() || matches!(sign, '(' | '!' | '&' | '|'));
    start.map_or(scene.before, |at| scene.before[at..].trim_start_matches(['(', '!', '&', '|']).trim_start())
}

/// Whether a brace after this text is not the second of a `{{`.
fn opens_slot(before: &str) -> bool {
    before.bytes().rev().take_while(|byte| *byte == b'{').count() % 2 == 0
}

/// What is wrong with a template.
pub(super) fn template_mistake(text: &str, at: usize) -> SyntaxError {
    let rest = &text[at..];
    let open = text[..at].rfind('{').filter(|open| opens_slot(&text[..*open]) && !text[*open..at].contains('}'));
    let end = at + rest.chars().next().map_or(0, char::len_utf8);
    let here = Place { start: at as u32, end: end as u32 };
    let Some(open) = open else {
        let brace = rest.chars().next().unwrap_or('}');
        let help = format!("a brace in the text is written twice: `{brace}{brace}`");
        if brace == '{' {
            return mistake::unexpected(here, "expected a capture after `{`", help);
        }
        return mistake::unexpected(here, "`}` closes nothing", help);
    };
    let opening = Place { start: open as u32, end: open as u32 + 1 };
    if rest.is_empty() {
        return mistake::unclosed_bracket(opening, "{", "}");
    }
    let message = "expected the name of a capture, or `capture.attribute`, between braces";
    mistake::unexpected(here, message, "as in `{_verb.code}`; a brace in the text is written twice: `{{`")
}
