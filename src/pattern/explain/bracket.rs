//! Brackets: never closed, closing nothing, closing another, empty, and `(?`.

use super::super::mistake;
use super::super::{Place, SyntaxError};
use super::scene::Scene;

/// The mistake, if it is one of brackets.
pub(super) fn mistake(scene: &Scene) -> Option<SyntaxError> {
    blank(scene).or_else(|| lookaround(scene)).or_else(|| missing_beside(scene)).or_else(|| unbalanced(scene))
}

/// Nothing at all, or nothing between two brackets.
fn blank(scene: &Scene) -> Option<SyntaxError> {
    if scene.before.is_empty() && scene.at_end() {
        return Some(mistake::empty(
            scene.place,
            "there is nothing here: expected a pattern",
            "for any one token write `_`",
        ));
    }
    let (opening, bracket) = scene.innermost()?;
    let empty = scene.before.len() == opening.end as usize && scene.token == partner(bracket);
    let place = Place { start: opening.start, end: scene.place.end };
    let message = format!("there is nothing between `{bracket}` and `{}`", scene.token);
    empty.then(|| mistake::empty(place, message, "leave the brackets out, or say what they hold"))
}

/// `(?` and not one of its four continuations.
fn lookaround(scene: &Scene) -> Option<SyntaxError> {
    if scene.token != "?" || !scene.touches() || scene.previous() != Some('(') {
        return None;
    }
    let help = match scene.after.chars().next() {
        Some(':') => "a group is `( ... )`, without `?:`",
        Some('P' | 'p') => "what fills a role is written `(role: ...)`",
        Some('<') if scene.after[1..].starts_with(|sign: char| sign.is_alphabetic()) => {
            "what fills a role is written `(role: ...)`"
        }
        _ => "`(?=` followed by, `(?!` not followed by, `(?<=` preceded by, `(?<!` not preceded by",
    };
    let mut place = scene.place_with_before(1);
    if scene.after.starts_with('<') {
        place.end += 1;
    }
    let written = &scene.text[place.range()];
    let wanted = if written == "(?<" { "`=` or `!`" } else { "`=`, `!`, `<=` or `<!`" };
    Some(mistake::unexpected(place, format!("expected {wanted} after `{written}`"), help))
}

/// `|`, `&`, `!` or `:` with nothing on one side.
fn missing_beside(scene: &Scene) -> Option<SyntaxError> {
    let ends_here = scene.at_end() || matches!(scene.sign(), Some(')' | ']' | '}' | '|' | '&'));
    let starts_here = scene.before.is_empty() || matches!(scene.previous(), Some('(' | '[' | ':'));
    let doubled = scene.touches() && scene.before.ends_with(scene.token) && matches!(scene.token, "|" | "&");
    if doubled {
        let message = format!("expected `{0}` once, not `{0}{0}`", scene.token);
        return Some(mistake::unexpected(scene.place_with_before(1), message, "leave one of them out"));
    }
    if starts_here && matches!(scene.token, "|" | "&") {
        let message = format!("expected something before `{}`", scene.token);
        return Some(mistake::unexpected(scene.place, message, "what may be missing is written with a `?` behind it"));
    }
    let sign = scene.previous().filter(|sign| matches!(sign, '|' | '&' | '!' | ':'))?;
    if !ends_here {
        return None;
    }
    let (what, help) = match sign {
        '|' => ("another alternative", "leave the `|` out; what may be missing is written with a `?` behind it"),
        '&' => ("another condition", "leave the `&` out"),
        '!' => ("what must not hold", "as in `[!cap]`"),
        _ => ("what fills the role", "as in `(place: @Place)`"),
    };
    let place = Place { start: scene.before.len() as u32 - 1, end: scene.before.len() as u32 };
    Some(mistake::unexpected(place, format!("expected {what} after `{sign}`"), help))
}

/// A bracket without its partner. Where more than the bracket is missing, the
/// rest is another mistake's to say.
fn unbalanced(scene: &Scene) -> Option<SyntaxError> {
    let closing = matches!(scene.token, ")" | "]" | "}");
    match scene.innermost() {
        None if closing => {
            let message = format!("`{}` closes nothing", scene.token);
            let help = "leave it out, or open it before; a bracket that is a token goes between quotation marks";
            Some(mistake::unexpected(scene.place, message, help))
        }
        Some((_, bracket)) if closing && scene.token != partner(bracket) => {
            let message = format!("`{}` does not close `{bracket}`: expected `{}`", scene.token, partner(bracket));
            Some(mistake::unexpected(scene.place, message, "close brackets in the order in which they were opened"))
        }
        Some((place, bracket)) if scene.at_end() && bracket != '{' && !wants_more(scene) => {
            Some(mistake::unclosed_bracket(place, &bracket.to_string(), partner(bracket)))
        }
        _ => None,
    }
}

/// Whether the last token asks for another after it.
fn wants_more(scene: &Scene) -> bool {
    matches!(scene.previous(), Some('@' | '#' | '~' | '=' | '<' | '>')) || scene.before.ends_with(" in")
}

/// What closes a bracket.
fn partner(bracket: char) -> &'static str {
    match bracket {
        '(' => ")",
        '[' => "]",
        _ => "}",
    }
}
