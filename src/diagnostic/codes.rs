//! The table of codes: every mistake that a user can make, by name.
//!
//! A code is data: its name, how bad it is, and a summary in one line. Its page
//! under `docs/diagnostics/` and its golden under `tests/diagnostics/` are
//! named after it.

use super::Severity;

/// A kind of mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// Its stable name, such as `unknown-type`.
    pub name: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What it is, in one line.
    pub summary: &'static str,
    /// Its page: what it means, a wrong example and a right one, as Markdown.
    pub page: &'static str,
}

macro_rules! codes {
    ($($constant:ident $name:literal $severity:ident $summary:literal;)*) => {
        $(
            #[doc = $summary]
            pub(crate) const $constant: Code = Code {
                name: $name,
                severity: Severity::$severity,
                summary: $summary,
                page: include_str!(concat!("../../docs/diagnostics/", $name, ".md")),
            };
        )*

        /// Every code, in the order of the reference.
        pub const CODES: &[Code] = &[$($constant),*];
    };
}

codes! {
    // Files
    TOML_SYNTAX "toml-syntax" Error "the file is not TOML";
    NOT_UTF8 "not-utf8" Error "the file is not UTF-8 text";
    FILE_NOT_FOUND "file-not-found" Error "a list's file is not there";
    UNKNOWN_PACK "unknown-pack" Error "`use` names a pack that is not there";
    DUPLICATE_PACK "duplicate-pack" Error "two different packs have the same name";
    SECOND_PACK_TABLE "second-pack-table" Error "a pack says twice what it is";
    NEWER_SYNTAX "newer-syntax" Error "the pack is written for a newer version of the language";
    UNKNOWN_LANGUAGE "unknown-language" Warning "no analysis is there for the pack's language";
    // Keys and values
    UNKNOWN_KEY "unknown-key" Error "a key that a rule file does not have";
    MISSING_KEY "missing-key" Error "a key that must be there is not";
    CONFLICTING_KEYS "conflicting-keys" Error "two keys that exclude each other";
    WRONG_TYPE "wrong-type" Error "a value of the wrong TOML type";
    WRONG_VALUE "wrong-value" Error "a word that is none of those possible here";
    BAD_DATE "bad-date" Error "an example's date is not a day";
    // Names
    ILLEGAL_NAME "illegal-name" Error "a name with characters that a name may not have";
    RESERVED_NAME "reserved-name" Error "a name that the engine keeps for itself";
    DUPLICATE_NAME "duplicate-name" Error "a name is declared twice in a pack";
    NAME_CLASH "name-clash" Error "a name means different things in a pack and in one it uses";
    UNKNOWN_NAME "unknown-name" Error "nothing has the name after `@`";
    UNKNOWN_TYPE "unknown-type" Error "no type has this name";
    UNKNOWN_LIST "unknown-list" Error "no list has this name";
    UNKNOWN_ROLE "unknown-role" Error "the rule's type has no such role";
    UNKNOWN_ATTRIBUTE "unknown-attribute" Error "nothing makes an attribute of this name";
    UNKNOWN_CAPTURE "unknown-capture" Error "the rule captures nothing of this name";
    UNKNOWN_NORMALISER "unknown-normaliser" Error "nothing works out values by this name";
    UNKNOWN_TAG "unknown-tag" Error "not a tag of Universal Dependencies";
    // Circles
    CIRCULAR_TYPES "circular-types" Error "a type is, in the end, its own supertype or member";
    CIRCULAR_PATTERNS "circular-patterns" Error "a named pattern reaches itself";
    CIRCULAR_RULES "circular-rules" Error "a rule reaches itself through `@`";
    CIRCULAR_NEGATION "circular-negation" Error "a rule depends on the absence of what it makes";
    NEEDLESS_RECURSIVE "needless-recursive" Warning "`recursive` on a rule that is on no circle";
    // Patterns
    PATTERN_SYNTAX "pattern-syntax" Error "the pattern cannot be read";
    UNCLOSED "unclosed" Error "a quotation mark, bracket or slash is never closed";
    REPETITION_BOUNDS "repetition-bounds" Error "a repetition that no number of turns can keep";
    PATTERN_TOO_DEEP "pattern-too-deep" Error "the pattern is nested too deeply";
    PATTERN_TOO_LARGE "pattern-too-large" Error "the pattern is too large when its repetitions and names are written out";
    PATTERN_TOO_LONG "pattern-too-long" Error "the pattern is too long";
    PATTERN_ESCAPE "pattern-escape" Error "a backslash before a character that needs none";
    REGEX_SYNTAX "regex-syntax" Error "the regex cannot be read";
    EMPTY_PATTERN "empty-pattern" Error "the pattern is empty";
    EMPTY_MATCH "empty-match" Error "the pattern can match nothing at all";
    CONTEXT_CAPTURE "context-capture" Error "a capture inside context, which is no part of a match";
    PATTERN_IN_CONDITION "pattern-in-condition" Error "a condition asks whether a token lies in a named pattern";
    CONDITION_ON_PATTERN "condition-on-pattern" Error "a condition on the attributes of a named pattern";
    IMPOSSIBLE_CONDITION "impossible-condition" Error "a condition that can never hold";
    WRONG_COMPARISON "wrong-comparison" Error "a comparison that the attribute cannot take part in";
    UNREACHABLE_ALTERNATIVE "unreachable-alternative" Warning "an alternative that an earlier one always preempts";
    UNUSED_PATTERN "unused-pattern" Warning "a named pattern that nothing uses";
    UNUSED_CAPTURE "unused-capture" Warning "a capture that starts with `_` and is not used";
    // Lists
    UNUSED_LIST "unused-list" Warning "a list that nothing uses and that has no type";
    EMPTY_LIST "empty-list" Warning "a list without an entry";
    DUPLICATE_ENTRY "duplicate-entry" Warning "an entry stands twice in a list";
    DEAD_ENTRY "dead-entry" Warning "a list entry that can never match";
    LIST_COLUMNS "list-columns" Error "a row of a list file does not fit its header";
    // Types and roles
    UNMADE_TYPE "unmade-type" Warning "nothing makes mentions of a type that is used";
    MISSING_ROLE "missing-role" Error "a rule never fills a role that its type requires";
    CROWDED_ROLE "crowded-role" Warning "a rule always fills a role more often than its type allows";
    IMPOSSIBLE_ROLE "impossible-role" Error "what a rule captures can never be what the role wants";
    UNFILLED_ROLE "unfilled-role" Warning "a role that no rule fills";
    NO_ROLE_FILLED "no-role-filled" Error "a rule makes facts without a single role";
    // Rules
    NOTHING_TO_MATCH "nothing-to-match" Error "a rule with neither a pattern nor a trigger";
    ROLES_WITHOUT_TRIGGER "roles-without-trigger" Error "paths that hang on no trigger";
    TRIGGER_FOR_MENTION "trigger-for-mention" Error "a dependency rule that tags a mention type";
    SELF_ON_FACT "self-on-fact" Error "`self` captured by a rule that makes facts";
    NORMALISER_ON_FACT "normaliser-on-fact" Error "a rule that makes facts asks for a value";
    SET_ROLE "set-role" Error "`set` names a role";
    UNKNOWN_VALUE "unknown-value" Error "a polarity or modality that facts do not have";
    SET_NOTHING "set-nothing" Error "a context that sets nothing";
    SHADOWED_RULE "shadowed-rule" Warning "a rule that does what another does";
    NO_EXAMPLE "no-example" Warning "a rule without an example that it fires on";
    NO_COUNTEREXAMPLE "no-counterexample" Warning "a rule without an example that it is silent on";
    UNKNOWN_FACT_KEY "unknown-fact-key" Error "an example asks for a role or attribute that does not exist";
    // Aliases
    ALIAS_OF_FACTS "alias-of-facts" Error "an alias that joins facts";
    ALIAS_KEY "alias-key" Error "a key that an alias of this kind does not have";
    ALIAS_ROOTS "alias-roots" Error "words would give way to mentions that do not compete for them";
    ALIAS_CIRCLE "alias-circle" Error "an alias in which nothing bears a name";
}

/// The code of this name.
pub fn code(name: &str) -> Option<&'static Code> {
    CODES.iter().find(|code| code.name == name)
}

/// The page of a code: what it means, a wrong example and a right one.
///
/// ```
/// let page = nutgraf::diagnostic::explain("unknown-name").expect("a page for each code");
/// assert!(page.starts_with("# unknown-name"));
/// assert_eq!(nutgraf::diagnostic::explain("no-such-code"), None);
/// ```
pub fn explain(name: &str) -> Option<&'static str> {
    code(name).map(|code| code.page)
}
