//! Mistakes of files, keys and values.

use super::codes::{
    BAD_DATE, CONFLICTING_KEYS, DUPLICATE_PACK, FILE_NOT_FOUND, MISSING_KEY, NEWER_SYNTAX, NOT_UTF8, SECOND_PACK_TABLE,
    TOML_SYNTAX, UNKNOWN_KEY, UNKNOWN_LANGUAGE, UNKNOWN_PACK, WRONG_TYPE, WRONG_VALUE,
};
use super::nearest::{choices, nearest};
use super::{Diagnostic, Label};

pub(crate) fn toml_syntax(at: Label, message: &str) -> Diagnostic {
    let message = message.lines().collect::<Vec<_>>().join(", ");
    Diagnostic::new(TOML_SYNTAX, format!("this is not TOML: {message}"), at)
        .help("mend this first: what stands behind it may have been read wrongly")
}

pub(crate) fn not_utf8(at: Label, byte: usize) -> Diagnostic {
    let file = at.file.name.clone();
    Diagnostic::new(NOT_UTF8, format!("`{file}` is not UTF-8 text: byte {byte} is no character"), at)
        .help("save the file as UTF-8")
}

pub(crate) fn file_not_found(at: Label, path: &str, reason: &str) -> Diagnostic {
    Diagnostic::new(FILE_NOT_FOUND, format!("cannot read `{path}`: {reason}"), at)
        .help("the path is relative to the rule file that names it")
}

pub(crate) fn unknown_pack(at: Label, name: &str, shipped: &[&str], reason: Option<&str>) -> Diagnostic {
    let title = match reason {
        Some(reason) => format!("cannot read the pack `{name}`: {reason}"),
        None => format!("unknown pack `{name}`"),
    };
    let diagnostic =
        Diagnostic::new(UNKNOWN_PACK, title, at).meant(nearest(name, shipped.iter().copied()).map(Into::into));
    if shipped.is_empty() {
        return diagnostic.help("write a path with a slash in it, relative to this file, such as `./people`");
    }
    diagnostic.help(format!(
        "write the name of a shipped pack ({}), or a path with a slash in it, relative to this file",
        choices(shipped.iter().copied())
    ))
}

pub(crate) fn duplicate_pack(at: Label, other: Label, name: &str) -> Diagnostic {
    Diagnostic::new(DUPLICATE_PACK, format!("two different packs are called `{name}`"), at)
        .and(other)
        .help("give one of them another `name` under `[pack]`")
}

pub(crate) fn second_pack_table(at: Label, first: Label) -> Diagnostic {
    Diagnostic::new(SECOND_PACK_TABLE, "a second `[pack]` in one pack", at)
        .and(first)
        .help("keep `[pack]` in `pack.toml` alone")
}

pub(crate) fn newer_syntax(at: Label, wanted: i32, known: i32) -> Diagnostic {
    Diagnostic::new(NEWER_SYNTAX, format!("version {wanted} of the rule language is not known here"), at)
        .help(format!("this program knows up to version {known}: use a newer one, or write `syntax = {known}`"))
}

pub(crate) fn unknown_language(at: Label, language: &str) -> Diagnostic {
    Diagnostic::new(UNKNOWN_LANGUAGE, format!("there is no analysis of the language `{language}`"), at)
        .help("only English (`en`) has tags and lemmas: words, lists and regexes work in any language")
}

/// `homes` are the headers of the tables that do have the key.
pub(crate) fn unknown_key(at: Label, key: &str, table: &str, known: &[&str], homes: &[&str]) -> Diagnostic {
    let diagnostic = Diagnostic::new(UNKNOWN_KEY, format!("unknown key `{key}` in {table}"), at);
    if !homes.is_empty() {
        return diagnostic.help(format!("`{key}` belongs under {}", choices(homes.iter().copied())));
    }
    match nearest(key, known.iter().copied()) {
        Some(near) => diagnostic.meant(Some(near.into())),
        None => diagnostic.help(format!("possible here: {}", choices(known.iter().copied()))),
    }
}

pub(crate) fn missing_key(at: Label, key: &str, table: &str) -> Diagnostic {
    Diagnostic::new(MISSING_KEY, format!("{table} has no `{key}`"), at).help(format!("add `{key} = ...`"))
}

pub(crate) fn conflicting_keys(at: Label, other: Label, key: &str, excluded: &str) -> Diagnostic {
    Diagnostic::new(CONFLICTING_KEYS, format!("`{key}` and `{excluded}` exclude each other"), at)
        .and(other)
        .help(format!("remove `{key}` or `{excluded}`"))
}

pub(crate) fn wrong_type(at: Label, key: &str, wanted: &str, found: &str) -> Diagnostic {
    let diagnostic = Diagnostic::new(WRONG_TYPE, format!("`{key}` must be {wanted}, not {found}"), at);
    if wanted == "an array" {
        return diagnostic.help("put it in brackets: `[...]`");
    }
    diagnostic.help(format!("write {wanted} here"))
}

pub(crate) fn wrong_value(at: Label, key: &str, found: &str, possible: &[&str]) -> Diagnostic {
    Diagnostic::new(WRONG_VALUE, format!("`{found}` is not a possible `{key}`"), at)
        .meant(nearest(found, possible.iter().copied()).map(Into::into))
        .help(format!("possible: {}", choices(possible.iter().copied())))
}

pub(crate) fn bad_date(at: Label, found: &str) -> Diagnostic {
    Diagnostic::new(BAD_DATE, format!("`{found}` is not a day"), at).help("write it as `2015-11-23`")
}
