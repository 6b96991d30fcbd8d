//! Mistakes of names: unknown, taken, reserved, circular.

use super::codes::{
    CIRCULAR_NEGATION, CIRCULAR_PATTERNS, CIRCULAR_RULES, CIRCULAR_TYPES, DUPLICATE_NAME, ILLEGAL_NAME, NAME_CLASH,
    NEEDLESS_RECURSIVE, RESERVED_NAME, UNKNOWN_ATTRIBUTE, UNKNOWN_CAPTURE, UNKNOWN_LIST, UNKNOWN_NAME, UNKNOWN_ROLE,
    UNKNOWN_TYPE,
};
use super::nearest::{choices, nearest};
use super::{Diagnostic, Label};

pub(crate) fn illegal_name(at: Label, what: &str, name: &str) -> Diagnostic {
    Diagnostic::new(ILLEGAL_NAME, format!("`{name}` cannot be the name of {what}"), at)
        .help("a name starts with a letter, and holds letters, digits, `_` and single `-` between them")
}

pub(crate) fn reserved_name(at: Label, name: &str) -> Diagnostic {
    let diagnostic = Diagnostic::new(RESERVED_NAME, format!("`{name}` is a name of the engine's own"), at);
    match name {
        "self" => diagnostic.help("`self` is the part of a match that becomes the mention: choose another name"),
        "text" => diagnostic.help("`text` stands for any phrase in the type of a role: choose another name"),
        _ => diagnostic.help(format!(
            "`@{name}` is always there, and rules and lists may tag it: remove this, or choose another name"
        )),
    }
}

pub(crate) fn duplicate_name(at: Label, first: Label, what: &str, name: &str) -> Diagnostic {
    Diagnostic::new(DUPLICATE_NAME, format!("{what} takes the name `{name}` a second time"), at)
        .and(first)
        .help("types, lists and named patterns of a pack share their names; so do its rules, and its contexts")
}

pub(crate) fn name_clash(at: Label, other: Label, name: &str) -> Diagnostic {
    Diagnostic::new(NAME_CLASH, format!("`{name}` means two things to a pack that uses another"), at)
        .and(other)
        .help("rename one of them: a pack sees the names of all packs that it uses")
}

pub(crate) fn unknown_name(at: Label, name: &str, near: Option<String>) -> Diagnostic {
    let diagnostic = Diagnostic::new(UNKNOWN_NAME, format!("nothing is called `@{name}`"), at);
    match near {
        Some(near) => diagnostic.help(format!("did you mean `@{near}`?")),
        None => diagnostic.help("declare it as a type, a list or a named pattern, or `use` the pack that does"),
    }
}

pub(crate) fn unknown_type(at: Label, name: &str, near: Option<String>, known: Option<&str>) -> Diagnostic {
    let title = match known {
        Some(what) => format!("`{name}` is {what}, not a type"),
        None => format!("unknown type `{name}`"),
    };
    let diagnostic = Diagnostic::new(UNKNOWN_TYPE, title, at);
    match near {
        Some(_) => diagnostic.meant(near),
        None => diagnostic.help(format!("declare it as `[type.{name}]`, or `use` the pack that does")),
    }
}

pub(crate) fn unknown_list(at: Label, name: &str, near: Option<String>, known: Option<&str>) -> Diagnostic {
    let title = match known {
        Some(what) => format!("`@{name}` is {what}, not a list"),
        None => format!("unknown list `@{name}`"),
    };
    let diagnostic = Diagnostic::new(UNKNOWN_LIST, title, at);
    match near {
        Some(near) => diagnostic.help(format!("did you mean `@{near}`?")),
        None => diagnostic.help("after `in` stands a list, such as `@weekday`, or values: `(\"a\" \"b\")`"),
    }
}

pub(crate) fn unknown_role(at: Label, name: &str, of: &str, roles: &[&str]) -> Diagnostic {
    let diagnostic = Diagnostic::new(UNKNOWN_ROLE, format!("`{of}` has no role `{name}`"), at)
        .meant(nearest(name, roles.iter().copied()).map(Into::into));
    diagnostic.help(format!(
        "its roles are {}; a capture for `set` and `where` alone starts with `_`",
        choices(roles.iter().copied()).replace(" or ", " and ")
    ))
}

pub(crate) fn unknown_source(at: Label, name: &str, of: &str, roles: &[&str]) -> Diagnostic {
    let diagnostic = Diagnostic::new(UNKNOWN_ROLE, format!("`{of}` has no role `{name}`"), at)
        .meant(nearest(name, roles.iter().copied()).map(Into::into));
    match roles {
        [] => diagnostic.help("a type without roles tells nothing; remove `source`"),
        _ => diagnostic.help(format!("its roles are {}", choices(roles.iter().copied()).replace(" or ", " and "))),
    }
}

pub(crate) fn unknown_take(at: Label, name: &str, roles: &[&str]) -> Diagnostic {
    let diagnostic = Diagnostic::new(UNKNOWN_ROLE, format!("`take` names `{name}`, to which no path leads"), at);
    match nearest(name, roles.iter().copied()) {
        Some(near) => diagnostic.meant(Some(near.into())),
        None => diagnostic.help("add a path for it under `[rule.roles]`, or remove it here"),
    }
}

pub(crate) fn unknown_attribute(at: Label, name: &str, near: Option<String>) -> Diagnostic {
    Diagnostic::new(UNKNOWN_ATTRIBUTE, format!("nothing makes an attribute `{name}`"), at).meant(near).help(
        "an attribute comes from a column of a list, a `set`, a capture of a rule that tags mentions, or the engine",
    )
}

pub(crate) fn unknown_capture(at: Label, name: &str, known: &[&str]) -> Diagnostic {
    let diagnostic = Diagnostic::new(UNKNOWN_CAPTURE, format!("the rule captures no `{name}`"), at)
        .meant(nearest(name, known.iter().copied()).map(Into::into));
    if known.is_empty() {
        return diagnostic.help(format!("capture it in the pattern: `({name}: ...)`"));
    }
    diagnostic.help(format!("it captures {}", choices(known.iter().copied()).replace(" or ", " and ")))
}

pub(crate) fn circular_types(at: Label, circle: &[&str]) -> Diagnostic {
    Diagnostic::new(CIRCULAR_TYPES, format!("a circle of types: {}", arrows(circle)), at)
        .help("remove one of these `is` or `any`")
}

pub(crate) fn circular_patterns(at: Label, circle: &[&str]) -> Diagnostic {
    let names: Vec<String> = circle.iter().chain(circle.first()).map(|name| format!("@{name}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    Diagnostic::new(CIRCULAR_PATTERNS, format!("a circle of named patterns: {}", arrows(&names)), at).help(
        "a named pattern is put in the place of its name, so it cannot hold itself: make a rule of it that tags a type",
    )
}

/// A circle of rules: each rule with the type that it uses and the next one makes.
pub(crate) fn circular_rules(at: Label, circle: &[(&str, &str)], negated: bool) -> Diagnostic {
    let steps: Vec<String> = circle.iter().map(|(rule, by)| format!("`{rule}` uses `@{by}`")).collect();
    let shown = format!("{}, which `{}` makes or competes with", steps.join(", made by "), circle[0].0);
    if negated {
        return Diagnostic::new(CIRCULAR_NEGATION, format!("a circle through a negation: {shown}"), at)
            .help("what a rule makes cannot depend on its being absent: ask for something else in the negation");
    }
    Diagnostic::new(CIRCULAR_RULES, format!("a circle of rules: {shown}"), at)
        .help("use a type that these rules do not make, or say `recursive = true` in each of them")
}

pub(crate) fn needless_recursive(at: Label, rule: &str) -> Diagnostic {
    Diagnostic::new(NEEDLESS_RECURSIVE, format!("`{rule}` says `recursive`, but does not reach itself"), at)
        .help("remove `recursive = true`")
}

fn arrows(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" → ")
}
