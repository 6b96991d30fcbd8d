//! Parts of a pattern: words without marks, signs without names, repetition of
//! nothing, roles without a colon, and signs that belong elsewhere.

use super::super::grammar::Rule;
use super::super::mistake::{self, TAGS};
use super::super::{Place, SyntaxError};
use super::scene::Scene;

/// The mistake, if it is one of sequences.
pub(super) fn mistake(scene: &Scene) -> Option<SyntaxError> {
    lone_sign(scene)
        .or_else(|| bounds(scene))
        .or_else(|| repetition(scene))
        .or_else(|| role(scene))
        .or_else(|| gap(scene))
        .or_else(|| regex_flag(scene))
        .or_else(|| bare_word(scene))
}

/// `@`, `#`, `~`, `>`, `<` without what they stand before.
fn lone_sign(scene: &Scene) -> Option<SyntaxError> {
    let sign = scene.previous()?;
    let in_path = scene.rule == Rule::tree_path && !scene.in_condition();
    let (what, help) = match sign {
        '@' if scene.is_word() && scene.touches() => ("a name", "a name begins with a letter or `_`"),
        '@' => ("a name", "as in `@Person`, or `@talk-noun` for a list"),
        '#' => ("a tag", "as in `#VERB` or `#PROPN`"),
        '~' if scene.sign() == Some('\'') => ("a word", "a lemma has no case: write it bare or between double marks"),
        '~' => ("a word", "as in `~meet` or `~\"carry out\"`"),
        '>' | '<' if in_path && scene.sign() == Some('*') => ("a label", "for any label write `>/.*/`"),
        '>' | '<' if in_path => ("a label", "as in `>nsubj`, `>obl[with]` or `>/nmod.*/`"),
        _ => return None,
    };
    let place = Place { start: scene.before.len() as u32 - 1, end: scene.before.len() as u32 };
    Some(mistake::unexpected(place, format!("expected {what} right after `{sign}`"), help))
}

/// `{`, and not bounds.
fn bounds(scene: &Scene) -> Option<SyntaxError> {
    let (opening, _) = scene.innermost().filter(|(_, bracket)| *bracket == '{')?;
    if scene.at_end() {
        return Some(mistake::unclosed_bracket(opening, "{", "}"));
    }
    let help = "`{2}` two times, `{2,}` two or more, `{2,5}` two to five, `{,5}` up to five";
    let message = format!("expected a number between `{{` and `}}`, found `{}`", scene.token);
    Some(mistake::unexpected(scene.place, message, help))
}

/// A quantifier that repeats nothing, or again.
fn repetition(scene: &Scene) -> Option<SyntaxError> {
    let sign = scene.sign().filter(|sign| matches!(sign, '?' | '*' | '+' | '{'))?;
    if scene.in_condition() {
        return None;
    }
    let place = scene.place;
    match scene.previous() {
        None | Some('(' | '|' | ':' | '=' | '!') => Some(mistake::unexpected(
            place,
            format!("`{sign}` repeats nothing: expected a part before it"),
            match scene.rule {
                Rule::role_type => "as in `Party{2,}`",
                Rule::tree_path => "as in `>conj*`; for any label write `>/.*/`",
                _ => "for any tokens write `_*`, or `...` for a gap",
            },
        )),
        Some('?' | '*' | '+' | '}') if scene.touches() => Some(mistake::unexpected(
            place,
            format!("`{sign}` repeats a repetition"),
            match scene.rule {
                Rule::pattern => {
                    "put what is repeated in brackets, as in `(\"very\"?)*`; only a `?` may follow, and makes it lazy"
                }
                _ => "leave one of them out",
            },
        )),
        Some(_) if !scene.touches() => Some(mistake::unexpected(
            place,
            format!("`{sign}` must touch what it repeats"),
            "leave out the blank before it",
        )),
        _ => None,
    }
}

/// `.` or `..`, and not a gap.
fn gap(scene: &Scene) -> Option<SyntaxError> {
    let help = "a gap is `...` for up to ten tokens, or `..5` for up to five";
    let number = scene.sign().is_some_and(|sign| sign.is_ascii_digit());
    if scene.before.ends_with("...") && scene.touches() && number {
        let place = scene.place_with_before(3);
        return Some(mistake::unexpected(place, format!("a gap of up to {0} tokens is `..{0}`", scene.token), help));
    }
    if scene.expects(Rule::count) && scene.before.ends_with("..") {
        let place = Place { start: scene.before.len() as u32 - 2, end: scene.before.len() as u32 };
        return Some(mistake::unexpected(place, "expected a number right after `..`", help));
    }
    let dot = scene.token == "." && !scene.in_condition() && scene.rule == Rule::pattern;
    dot.then(|| mistake::unexpected(scene.place, "`.` is no part of a pattern", format!("{help}; one token is `_`")))
}

/// A letter right behind a regex.
fn regex_flag(scene: &Scene) -> Option<SyntaxError> {
    let behind = scene.touches() && scene.previous() == Some('/') && scene.is_word();
    behind.then(|| {
        let message = format!("unknown regex flag `{}`: expected `i` or nothing", scene.token);
        mistake::unexpected(scene.place, message, "`i` ignores case; other flags go inside, as in `/(?s)a.b/`")
    })
}

/// `(role A)`, `role: A`, `(: A)` and `(a.b: A)`.
fn role(scene: &Scene) -> Option<SyntaxError> {
    if scene.token == ":" && scene.touches() && scene.previous() == Some('(') {
        let help = "as in `(place: @Place)`; a group is `( ... )` without a colon";
        return Some(mistake::unexpected(scene.place, "expected the name of a role before `:`", help));
    }
    if scene.token == "." && scene.expects(Rule::colon) && scene.touches() {
        let message = "expected `:` after the name of the role, found `.`";
        return Some(mistake::unexpected(scene.place, message, "a name has letters, digits, `_` and inner hyphens"));
    }
    let colon = scene.after.trim_start().starts_with(':');
    if scene.expects(Rule::colon) && !scene.in_condition() {
        let (word, place) = scene.word_before()?;
        if scene.is_word() && colon {
            let whole = Place { end: scene.place.end, ..place };
            let help = format!("join its words: `({word}-{}: ...)`", scene.token);
            return Some(mistake::unexpected(whole, "the name of a role is one word", help));
        }
        let message = format!("expected `:` after `{word}`");
        let help = format!("write `({word}: ...)` to fill the role, or `\"{word}\"` to match the word");
        return Some(mistake::unexpected(place, message, help));
    }
    if scene.is_word() && colon && scene.touches() && scene.previous() == Some('(') {
        let message = format!("`{}` is no name of a role", scene.token);
        return Some(mistake::unexpected(scene.place, message, "a name begins with a letter or `_`"));
    }
    let bare_role = scene.rule == Rule::pattern && !scene.in_condition() && scene.is_word() && colon;
    bare_role.then(|| {
        let help = format!("put it and what fills it in brackets: `({}: ...)`", scene.token);
        mistake::unexpected(scene.place, format!("the role `{}` is not in brackets", scene.token), help)
    })
}

/// A word that says not how it is to be matched.
fn bare_word(scene: &Scene) -> Option<SyntaxError> {
    let in_pattern = matches!(scene.rule, Rule::pattern | Rule::tree_path) && !scene.in_condition();
    if !in_pattern || !scene.is_word() || scene.token.starts_with('-') {
        return None;
    }
    let word = scene.token;
    let message = format!("`{word}` does not say how it is matched");
    let help = if scene.rule == Rule::tree_path {
        format!("write `>{word}` for the edge down, `\"{word}\"` for the word, or `@{word}` for what has that name")
    } else if TAGS.contains(&word) {
        format!("write `#{word}` for the tag, or `\"{word}\"` for the word")
    } else if word.starts_with(|sign: char| sign.is_numeric()) {
        format!("write `\"{word}\"` for the token, or `_{{{word}}}` for so many tokens")
    } else {
        format!("write `\"{word}\"` for the word, `~{word}` for its forms, or `@{word}` for what has that name")
    };
    Some(mistake::unexpected(scene.place, message, help))
}

/// A sign that has a place in the language, but not here.
pub(super) fn stray(scene: &Scene) -> Option<SyntaxError> {
    if scene.in_condition() || !matches!(scene.rule, Rule::pattern | Rule::tree_path) {
        return None;
    }
    let help = match scene.sign()? {
        ',' => "parts stand side by side, without commas; the token is `\",\"`",
        '&' | '!' | '=' => {
            "conditions on a token go in square brackets, as in `[#NOUN & !~war]`; what must not follow is `(?! ...)`"
        }
        '<' | '>' if scene.rule == Rule::pattern => {
            "edges of a parse belong in the roles of a rule with a `trigger`; conditions go in square brackets"
        }
        '\\' => "a regex goes between slashes, as in `/\\d+/`",
        ':' => "a role and what fills it go in brackets, as in `(place: @Place)`; the token is `\":\"`",
        '-' | '–' | '—' => "a dash that is a token goes between quotation marks, as in `\"-\"`",
        '.' | ';' | '(' if scene.rule == Rule::tree_path => {
            "a path has edges, as in `>obl`, and what stands at a word, as in `@Place` or `[#NOUN]`"
        }
        '%' | '$' | '€' | '£' => "a sign that is a token goes between quotation marks, as in `\"%\"`",
        '^' => "`^` is the start of the sentence, and belongs in a pattern",
        _ => return None,
    };
    let place = if scene.rule == Rule::pattern { "a pattern" } else { "a path" };
    Some(mistake::unexpected(scene.place, format!("`{}` has no place here in {place}", scene.token), help))
}
