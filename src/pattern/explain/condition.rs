//! Conditions in square brackets, and what they share with `where`:
//! comparisons, `&`, `|`, `!`.

use super::super::grammar::Rule;
use super::super::mistake;
use super::super::{Place, SyntaxError};
use super::scene::Scene;

/// The mistake, if it is one of conditions.
pub(super) fn mistake(scene: &Scene) -> Option<SyntaxError> {
    if !scene.in_condition() && scene.rule != Rule::where_clause {
        return None;
    }
    doubled_sign(scene)
        .or_else(|| nested_brackets(scene))
        .or_else(|| case_word(scene))
        .or_else(|| word_operator(scene))
        .or_else(|| list_without_in(scene))
        .or_else(|| missing_values(scene))
        .or_else(|| missing_value(scene))
        .or_else(|| nameless_comparison(scene))
        .or_else(|| unjoined(scene))
}

/// `==`, `=~`, `!~`, `!!`.
fn doubled_sign(scene: &Scene) -> Option<SyntaxError> {
    if !scene.touches() {
        return None;
    }
    let (message, help) = match (scene.previous()?, scene.token) {
        ('=', "=") => ("expected `=` once, not `==`", "leave one of them out"),
        ('=', "~") => {
            ("expected a value after `=`", "a value that is a regex is compared with `=`, as in `text = /iran.*/i`")
        }
        ('!', "!") => ("expected `!` once, not `!!`", "what is denied twice holds: leave both out"),
        ('=', ">") => ("expected `>=`, not `=>`", "write `>=`"),
        ('=', "<") => ("expected `<=`, not `=<`", "write `<=`"),
        ('<', ">") => ("expected `!=`, not `<>`", "write `!=`"),
        _ => return None,
    };
    Some(mistake::unexpected(scene.place_with_before(1), message, help))
}

/// `[[cap]]`.
fn nested_brackets(scene: &Scene) -> Option<SyntaxError> {
    let nested = scene.token == "[" && scene.in_condition();
    nested.then(|| {
        let message = "expected a condition, found another `[`";
        mistake::unexpected(scene.place, message, "inside a condition, groups are `( ... )`")
    })
}

/// What is not a word between the brackets of an edge.
fn case_word(scene: &Scene) -> Option<SyntaxError> {
    if !scene.expects(Rule::bare) || scene.rule != Rule::tree_path || scene.previous() == Some('~') {
        return None;
    }
    let message = "expected words that introduce it, such as `[with|to]`";
    let help = "to test the word at the end of the edge put a blank before the bracket";
    Some(mistake::unexpected(scene.place, message, help))
}

/// `and`, `or`, `not`, and commas.
fn word_operator(scene: &Scene) -> Option<SyntaxError> {
    let sign = match scene.token.to_ascii_lowercase().as_str() {
        "and" => "&",
        "or" => "|",
        "," if scene.expects(Rule::comma) => return None,
        "," if scene.rule == Rule::tree_path && !scene.expects(Rule::ampersand) => {
            let message = "expected `|` between words, found `,`";
            return Some(mistake::unexpected(scene.place, message, "as in `>obl[with|to]`"));
        }
        "," if inside_values(scene) => {
            let help = "values stand side by side, as in `kind in (\"city\" \"town\")`";
            return Some(mistake::unexpected(scene.place, "expected no comma between values", help));
        }
        "," => "& or |",
        _ => return not_word(scene),
    };
    let signs = sign.replace(" or ", "` or `");
    let message = format!("expected `{signs}`, found `{}`", scene.token);
    Some(mistake::unexpected(scene.place, message, "`&` is and, `|` is or, `!` is not"))
}

/// `not cap`.
fn not_word(scene: &Scene) -> Option<SyntaxError> {
    let (word, place) = scene.word_before()?;
    let message = "expected `!` before what must not hold, found `not`";
    word.eq_ignore_ascii_case("not")
        .then(|| mistake::unexpected(place, message, "write `!` right before it, as in `!cap`"))
}

/// `kind = @kinds`, `kind = (a b)`, `pos = #NOUN`.
fn list_without_in(scene: &Scene) -> Option<SyntaxError> {
    if !scene.before.ends_with(['=', '<', '>']) || scene.rule == Rule::where_clause {
        return None;
    }
    let (message, help) = match scene.sign()? {
        '@' => {
            ("expected a value, found a name", "to look a value up in a list write `in`, as in `lemma in @talk-noun`")
        }
        '(' => (
            "expected one value, found several",
            "to allow several values write `in`, as in `kind in (\"city\" \"town\")`",
        ),
        '#' => {
            ("expected a value, found a tag", "write the tag alone, as in `[#NOUN]`, or as a value, as in `pos = NOUN`")
        }
        '~' => (
            "expected a value, found a lemma",
            "write the lemma alone, as in `[~meet]`, or as a value, as in `lemma = meet`",
        ),
        _ => return None,
    };
    Some(mistake::unexpected(scene.place, message, help))
}

/// `in` without a list or values.
fn missing_values(scene: &Scene) -> Option<SyntaxError> {
    let (word, place) = scene.word_before()?;
    if word != "in" || !scene.expects(Rule::open_round) && !scene.expects(Rule::values) && !scene.expects(Rule::inside)
    {
        return None;
    }
    let message = "expected a list or values after `in`";
    Some(mistake::unexpected(place, message, "as in `lemma in @talk-noun` or `kind in (\"city\" \"town\")`"))
}

/// An operator without a value.
fn missing_value(scene: &Scene) -> Option<SyntaxError> {
    if !scene.before.ends_with(['=', '<', '>']) {
        return None;
    }
    let before = scene.before.trim_end_matches(['=', '<', '>', '!']);
    let operator = &scene.before[before.len()..];
    let place = Place { start: before.len() as u32, end: scene.before.len() as u32 };
    let help = "a value is a bare word, `\"any case\"`, `'exact'`, `/regex/` or a number";
    Some(mistake::unexpected(place, format!("expected a value after `{operator}`"), help))
}

/// `"x" = y`, `= y`.
fn nameless_comparison(scene: &Scene) -> Option<SyntaxError> {
    let comparing = matches!(scene.sign(), Some('=' | '<' | '>')) || scene.token == "!" && scene.after.starts_with('=');
    if !comparing {
        return None;
    }
    let attribute = if scene.rule == Rule::where_clause { "a capture" } else { "an attribute's name" };
    let help = if scene.rule == Rule::where_clause {
        "as in `place.kind = country`; only one comparison a claim, joined with `&`"
    } else {
        "as in `len > 3` or `kind = country`; the atoms `\"word\"`, `~lemma`, `#TAG`, `/regex/` stand alone"
    };
    Some(mistake::unexpected(scene.place, format!("expected {attribute} on the left of the comparison"), help))
}

/// Two conditions side by side.
fn unjoined(scene: &Scene) -> Option<SyntaxError> {
    if !scene.expects(Rule::ampersand) || scene.at_end() {
        return None;
    }
    let end = if inside_condition_group(scene) { "`)`" } else { "`]`" };
    let message = match scene.rule {
        Rule::where_clause => format!("expected `&` or `|` before `{}`", scene.token),
        _ => format!("expected `&`, `|` or {end} before `{}`", scene.token),
    };
    let is_value =
        scene.token.starts_with(['"', '\'', '/']) || scene.token.starts_with(|sign: char| sign.is_ascii_digit());
    let help = match scene.word_before() {
        Some((word, _)) if is_value && scene.expects(Rule::operator) => {
            format!("to compare write `{word} = {}`; to join conditions `&` or `|`", scene.token)
        }
        _ if scene.rule == Rule::where_clause => "join claims with `&` or `|`".to_owned(),
        _ => "join conditions with `&` or `|`; another token has square brackets of its own".to_owned(),
    };
    Some(mistake::unexpected(scene.place, message, help))
}

/// Whether the innermost open bracket groups, and is not the condition's own.
fn inside_condition_group(scene: &Scene) -> bool {
    scene.innermost().is_some_and(|(_, bracket)| bracket == '(')
}

/// Whether the place is between the values behind `in`.
fn inside_values(scene: &Scene) -> bool {
    scene
        .innermost()
        .is_some_and(|(place, bracket)| bracket == '(' && scene.text[..place.start as usize].trim_end().ends_with("in"))
}
