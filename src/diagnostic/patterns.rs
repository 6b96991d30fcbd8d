//! Mistakes of patterns, conditions and lists.

use super::codes::{
    CONDITION_ON_PATTERN, DEAD_ENTRY, DUPLICATE_ENTRY, EMPTY_LIST, EMPTY_MATCH, EMPTY_PATTERN, LIST_COLUMNS,
    NEGATIVE_CAPTURE, PATTERN_ESCAPE, PATTERN_IN_CONDITION, PATTERN_SYNTAX, PATTERN_TOO_DEEP, PATTERN_TOO_LONG,
    REGEX_SYNTAX, REPETITION_BOUNDS, UNCLOSED, UNKNOWN_TAG, UNUSED_CAPTURE, UNUSED_LIST, UNUSED_PATTERN,
};
use super::{Diagnostic, Label};
use crate::pack::Text;
use crate::pattern::{SyntaxError, SyntaxErrorKind};

/// A text that is no pattern, role type, path, `where` or template.
pub(crate) fn syntax(text: &Text, error: &SyntaxError) -> Diagnostic {
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
    let diagnostic = Diagnostic::new(code, error.message.clone(), text.label_at(error.place, ""));
    match &error.help {
        Some(help) => diagnostic.help(help.clone()),
        None => diagnostic,
    }
}

pub(crate) fn empty_match(at: Label, what: &str) -> Diagnostic {
    Diagnostic::new(EMPTY_MATCH, format!("{what} can match nothing at all"), at)
        .help("make a part of it required: every part here may be absent, or takes no token")
}

pub(crate) fn negative_capture(at: Label, name: &str) -> Diagnostic {
    Diagnostic::new(NEGATIVE_CAPTURE, format!("`{name}` is captured where nothing may stand"), at)
        .help("a context that must be absent has nothing to capture: remove the capture")
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
