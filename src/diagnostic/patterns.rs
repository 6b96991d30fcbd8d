//! Mistakes of patterns, conditions and lists.

use super::codes::{
    CONDITION_ON_PATTERN, CONTEXT_CAPTURE, DEAD_ENTRY, DUPLICATE_ENTRY, EMPTY_LIST, EMPTY_MATCH, EMPTY_PATTERN,
    IMPOSSIBLE_CONDITION, LIST_COLUMNS, PATTERN_ESCAPE, PATTERN_IN_CONDITION, PATTERN_SYNTAX, PATTERN_TOO_DEEP,
    PATTERN_TOO_LARGE, PATTERN_TOO_LONG, REGEX_SYNTAX, REPETITION_BOUNDS, UNCLOSED, UNKNOWN_ATTRIBUTE, UNKNOWN_TAG,
    UNREACHABLE_ALTERNATIVE, UNUSED_CAPTURE, UNUSED_LIST, UNUSED_PATTERN, WRONG_COMPARISON,
};
use super::{Diagnostic, Label};
use crate::pattern::{SyntaxError, SyntaxErrorKind};

/// A text that is no pattern, role type, path, `where` or template.
pub(crate) fn syntax(at: Label, error: &SyntaxError) -> Diagnostic {
    let code = match error.kind {
        SyntaxErrorKind::Unexpected => PATTERN_SYNTAX,
        SyntaxErrorKind::Unclosed => UNCLOSED,
        SyntaxErrorKind::Bounds => REPETITION_BOUNDS,
        SyntaxErrorKind::TooDeep => PATTERN_TOO_DEEP,
        SyntaxErrorKind::TooLong => PATTERN_TOO_LONG,
        SyntaxErrorKind::Escape => PATTERN_ESCAPE,
        SyntaxErrorKind::UnknownTag => UNKNOWN_TAG,
        SyntaxErrorKind::Regex => REGEX_SYNTAX,
        SyntaxErrorKind::Empty => EMPTY_PATTERN,
    };
    let diagnostic = Diagnostic::new(code, error.message.clone(), at);
    match &error.help {
        Some(help) => diagnostic.help(help.clone()),
        None => diagnostic.help(match error.kind {
            SyntaxErrorKind::Regex => {
                "the syntax is that of the Rust crate `regex`: no look-around, no back-references"
            }
            _ => "`docs/rule-files.md` shows all that can be written here",
        }),
    }
}

pub(crate) fn empty_match(at: Label) -> Diagnostic {
    Diagnostic::new(EMPTY_MATCH, "this can match nothing at all", at)
        .help("make a part of it required: every part here may be absent, or takes no token")
}

pub(crate) fn pattern_too_large(at: Label, limit: u32) -> Diagnostic {
    Diagnostic::new(PATTERN_TOO_LARGE, format!("written out, this pattern has more than {limit} parts"), at)
        .help("lower the counts of its repetitions: each turn counts, and each use of a named pattern")
}

pub(crate) fn names_too_deep(at: Label, limit: u32) -> Diagnostic {
    Diagnostic::new(PATTERN_TOO_DEEP, format!("named patterns stand in one another more than {limit} deep"), at)
        .help("put some of them together, or make a rule of one that tags a type")
}

pub(crate) fn context_capture(at: Label, name: &str) -> Diagnostic {
    Diagnostic::new(CONTEXT_CAPTURE, format!("`{name}` is captured in context, which is no part of a match"), at)
        .help("take the part out of `(?= )` and its kin, or remove the capture")
}

pub(crate) fn unknown_tag(at: Label, tag: &str, near: Option<String>, tags: &[&str]) -> Diagnostic {
    let diagnostic = Diagnostic::new(UNKNOWN_TAG, format!("unknown tag `{tag}`"), at);
    match near {
        Some(_) => diagnostic.meant(near),
        None => diagnostic.help(format!("the tags of Universal Dependencies are {}", tags.join(", "))),
    }
}

pub(crate) fn unknown_token_attribute(
    at: Label,
    name: &str,
    near: Option<String>,
    attributes: &[&str],
    flags: &[&str],
) -> Diagnostic {
    Diagnostic::new(UNKNOWN_ATTRIBUTE, format!("a token has no attribute or flag `{name}`"), at).meant(near).help(
        format!(
            "attributes: {}; flags: {}; an attribute of a mention is asked behind its name: `@Place[kind = city]`",
            attributes.join(", "),
            flags.join(", ")
        ),
    )
}

pub(crate) fn impossible_condition(at: Label, other: Option<Label>, reason: &str) -> Diagnostic {
    let diagnostic = Diagnostic::new(IMPOSSIBLE_CONDITION, format!("this can never hold: {reason}"), at);
    let diagnostic = diagnostic.help("for one or the other write `|`");
    match other {
        Some(other) => diagnostic.and(other),
        None => Diagnostic { help: vec!["remove or change it".into()], ..diagnostic },
    }
}

pub(crate) fn wrong_comparison(at: Label, problem: &str) -> Diagnostic {
    Diagnostic::new(WRONG_COMPARISON, format!("this comparison makes no sense: {problem}"), at)
        .help("words are compared with `=`, `!=` and `in`; numbers and days also with `<`, `<=`, `>` and `>=`")
}

pub(crate) fn unreachable_alternative(at: Label, other: Label) -> Diagnostic {
    Diagnostic::new(UNREACHABLE_ALTERNATIVE, "this alternative is never taken", at)
        .and(other)
        .help("the first alternative that leads to a match wins: remove this one, or write the longer one first")
}

pub(crate) fn pattern_in_condition(at: Label, name: &str) -> Diagnostic {
    Diagnostic::new(PATTERN_IN_CONDITION, format!("`@{name}` is a named pattern, and no token lies in one"), at)
        .help("in a condition `@` names a type or a list; make a rule of the pattern that tags a type")
}

pub(crate) fn condition_on_pattern(at: Label, name: &str) -> Diagnostic {
    Diagnostic::new(CONDITION_ON_PATTERN, format!("`@{name}` is a named pattern, which has no attributes"), at)
        .help("put the condition inside the pattern, or make a rule of it that tags a type")
}

pub(crate) fn unused_pattern(at: Label, name: &str) -> Diagnostic {
    Diagnostic::new(UNUSED_PATTERN, format!("nothing uses the named pattern `{name}`"), at)
        .help(format!("write `@{name}` in a pattern, or remove it"))
}

pub(crate) fn unused_capture(at: Label, name: &str) -> Diagnostic {
    Diagnostic::new(UNUSED_CAPTURE, format!("no `set` or `where` uses the capture `{name}`"), at)
        .help("use it, or remove the capture: `_` marks one that fills no role")
}

pub(crate) fn unused_list(at: Label, name: &str) -> Diagnostic {
    Diagnostic::new(UNUSED_LIST, format!("nothing uses the list `{name}`"), at)
        .help(format!("write `@{name}` in a pattern, give the list a `type`, or remove it"))
}

pub(crate) fn empty_list(at: Label, name: &str) -> Diagnostic {
    Diagnostic::new(EMPTY_LIST, format!("the list `{name}` has no entries"), at).help("add some, or remove the list")
}

pub(crate) fn duplicate_entry(at: Label, entry: &str, file: &str, line: u32) -> Diagnostic {
    Diagnostic::new(DUPLICATE_ENTRY, format!("`{entry}` is in the list already"), at)
        .help(format!("remove it here, or in {file}:{line}"))
}

pub(crate) fn dead_entry(at: Label, reason: &str) -> Diagnostic {
    Diagnostic::new(DEAD_ENTRY, format!("this entry can never match: {reason}"), at).help("remove or change it")
}

pub(crate) fn list_columns(at: Label, problem: &str) -> Diagnostic {
    Diagnostic::new(LIST_COLUMNS, format!("the columns do not fit: {problem}"), at)
        .help("the first line names the columns, separated by tabs: the phrase first, then attributes such as `kind`")
}
