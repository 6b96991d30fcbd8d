//! The keys of a rule file: every table, key and word, declared once.
//!
//! Reading, the check for unknown keys and the JSON Schema all come from here,
//! and `docs/rule-files.md` is tested against it.

use super::place::Text;
use super::read::{Field, FromToml, Item, Named, Reader, Texts, Whole, found_table, table, words};

/// The keys of each table below the file, by the header above them.
const HOMES: [(&str, &[&str]); 6] = [
    ("[pack]", PackTable::KEYS),
    ("[type.Name]", TypeTable::KEYS),
    ("[list.name]", ListTable::KEYS),
    ("[[rule]]", RuleTable::KEYS),
    ("[[rule.example]]", ExampleTable::KEYS),
    ("[[context]]", ContextTable::KEYS),
];

/// The headers of the tables that have a key of this name.
pub(crate) fn homes_of(key: &str) -> Vec<&'static str> {
    HOMES.iter().filter(|(_, keys)| keys.contains(&key)).map(|(header, _)| *header).collect()
}

table! {
    /// A file of rules. A pack is a folder of such files with a `pack.toml`, or one such file.
    FileTable "a rule file" {
        /// What the pack is. In a folder it stands in `pack.toml` alone.
        "pack" pack: Option<PackTable>,
        /// Types of mentions, and types of facts, by name.
        "type" types: Option<Named<TypeTable>>,
        /// Lists of words and phrases (gazetteers), by name.
        "list" lists: Option<Named<ListTable>>,
        /// Named patterns, inlined where `@name` uses them.
        "pattern" patterns: Option<Named<Text>>,
        /// Rules: what to match, and what to make of it.
        "rule" rules: Option<Vec<RuleTable>>,
        /// Contexts: they mark facts (as denied, planned, ...) and make none.
        "context" contexts: Option<Vec<ContextTable>>,
        /// Aliases: which mentions stand for a name elsewhere in the article, and how that is seen.
        "alias" aliases: Option<Vec<AliasTable>>,
    }
}

table! {
    /// What a pack is.
    PackTable "`[pack]`" {
        /// Its name; without it, that of its folder or file.
        "name" name: Option<Text>,
        /// What it is about, for readers.
        "about" about: Option<Text>,
        /// The language of the articles; `en` without it.
        "language" language: Option<Text>,
        /// Packs whose types, lists and patterns it uses: a shipped pack by name, or a path with a slash, relative to this file.
        "use" uses: Option<Vec<Text>>,
        /// The version of the rule language; the newest without it.
        "syntax" syntax: Option<Whole>,
    }
}

table! {
    /// A type: of mentions, or, where it has roles, of facts.
    TypeTable "a type" {
        /// What it marks, for readers.
        "about" about: Option<Text>,
        /// Types of which each mention counts as one of this type.
        "any" any: Option<Vec<Text>>,
        /// Its supertype: each of its mentions counts as one of that.
        "is" is: Option<Text>,
        /// The roles of a fact type, each with the types that may fill it: `"Party{2,}"`, `"(Org | Country)?"`, `"text"`.
        "roles" roles: Option<Named<Text>>,
        /// `all` keeps every one of overlapping mentions; without it the longest stays.
        "overlap" overlap: Option<Overlap>,
        /// Who tells what: every fact that is told within some of its roles carries the filler of another as its `source`.
        "source" source: Option<SourceTable>,
    }
}

table! {
    /// Who tells what, in facts of a type such as statements.
    SourceTable "`source`" {
        /// The role that tells.
        "role" role: Text,
        /// The roles whose words it tells.
        "of" of: Vec<Text>,
    }
}

words! {
    /// What becomes of overlapping mentions of one type.
    Overlap {
        /// The longest stays.
        "longest" Longest,
        /// All stay.
        "all" All,
    }
}

table! {
    /// A list of words and phrases.
    ListTable "a list" {
        /// Its entries.
        "words" words: Option<Vec<Text>>,
        /// A file of entries, relative to this file: `.txt` has one a line, `.tsv` has a header, whose columns after the first name attributes.
        "file" file: Option<Text>,
        /// How entries are compared with tokens; `any-case` without it.
        "match" matching: Option<ListMatchWord>,
        /// The type of which every hit is a mention.
        "type" tag: Option<Text>,
        /// Which mention stays where two of one length overlap: the higher; 0 without it.
        "priority" priority: Option<Whole>,
    }
}

words! {
    /// How the entries of a list are compared with tokens.
    ListMatchWord {
        /// In any case.
        "any-case" AnyCase,
        /// In exactly the entry's case.
        "exact" Exact,
        /// By lemma.
        "lemma" Lemma,
    }
}

table! {
    /// A rule: over the tokens of a sentence (`pattern`), or over its dependency tree (`trigger` and `roles`).
    RuleTable "a rule" {
        /// Its name, once in its pack.
        "name" name: Text,
        /// The type of the mentions or facts that it makes.
        "tag" tag: Text,
        /// What the rule is for, for readers.
        "about" about: Option<Text>,
        /// What it matches.
        "pattern" pattern: Option<Text>,
        /// The word or words that the roles of a dependency rule hang on.
        "trigger" trigger: Option<Text>,
        /// The path from the trigger to each role.
        "roles" roles: Option<Named<Text>>,
        /// What becomes of the several mentions that a path finds, by role: `all` (without it), `each` or `first`.
        "take" take: Option<Named<TakeWord>>,
        /// Patterns that void an overlapping match.
        "unless" unless: Option<Texts>,
        /// Attributes that it sets: text, with `{capture}` and `{capture.attribute}` in it.
        "set" set: Option<Named<Text>>,
        /// How the value of what it tags is worked out: `number`, `date`, `duration`, `frequency` or `period`.
        "normalise" normalise: Option<Text>,
        /// What must hold of its captures.
        "where" condition: Option<Text>,
        /// `all` asks for every distinct set of captures; without it matches are leftmost-first and do not overlap.
        "match" matching: Option<RuleMatchWord>,
        /// Which mention stays where two of one length overlap: the higher; 0 without it.
        "priority" priority: Option<Whole>,
        /// Whether it may reach itself through `@`; false without it.
        "recursive" recursive: Option<bool>,
        /// Examples: texts with the facts that the rule must make of them, or none.
        "example" examples: Option<Vec<ExampleTable>>,
    }
}

words! {
    /// Which matches a rule takes.
    RuleMatchWord {
        /// Leftmost-first, without overlap.
        "first" First,
        /// Every distinct set of captures.
        "all" All,
    }
}

words! {
    /// What becomes of the several mentions that a path finds.
    TakeWord {
        /// All fill the role.
        "all" All,
        /// Each makes a fact of its own.
        "each" Each,
        /// The nearest fills it.
        "first" First,
    }
}

table! {
    /// An example of a rule: a text, and the facts of the rule's type that it must give.
    ExampleTable "an example" {
        /// The text.
        "text" text: Text,
        /// The day of the text, against which relative dates are read.
        "date" date: Option<Day>,
        /// The facts or mentions that it must give, by role and attribute; an empty array: none.
        "facts" facts: Vec<Named<Values>>,
        /// Why it is known to fail. An example that is known to fail and holds is a failure.
        "known" known: Option<Text>,
    }
}

table! {
    /// A context: it marks the facts in its scope.
    ContextTable "a context" {
        /// Its name, once in its pack.
        "name" name: Text,
        /// What it is for, for readers.
        "about" about: Option<Text>,
        /// What begins it.
        "trigger" trigger: Text,
        /// Where it reaches from its trigger; `forward` without it.
        "scope" scope: Option<ScopeWord>,
        /// What ends it before the sentence does.
        "until" until: Option<Text>,
        /// Attributes that it sets on the facts in its scope.
        "set" set: Named<Text>,
    }
}

words! {
    /// Where a context reaches from its trigger.
    ScopeWord {
        /// To what follows.
        "forward" Forward,
        /// To what precedes.
        "backward" Backward,
        /// To both.
        "both" Both,
    }
}

table! {
    /// An alias: which mentions take the entity of another mention of the article.
    AliasTable "an alias" {
        /// Its name, once in its pack.
        "name" name: Text,
        /// What it joins, for readers.
        "about" about: Option<Text>,
        /// The type whose mentions stand for others.
        "type" tag: Text,
        /// The type of what they may stand for, or several; `type` without it.
        "of" of: Option<Texts>,
        /// How the name that a mention stands for is found.
        "by" by: AliasWord,
        /// Attributes that the name must have, each with its value.
        "with" with: Option<Named<Text>>,
        /// Attributes that both must have, with the same value.
        "equal" equal: Option<Texts>,
        /// Attributes that may not differ where both have them.
        "agree" agree: Option<Texts>,
        /// Attributes whose value decides where some names share it.
        "prefer" prefer: Option<Texts>,
        /// Lists of words that are no part of a short form.
        "skip" skip: Option<Texts>,
        /// An attribute of the name, each word of which may stand for it.
        "parts" parts: Option<Text>,
        /// Whether it joins only where a single thing of the article fits.
        "only" only: Option<bool>,
        /// Whether it stands for another than the name that its sentence begins with: *him*.
        "other" other: Option<bool>,
        /// Whether a mention that stands for a stranger fills no role: *he*, behind *a spokesman*.
        "required" required: Option<bool>,
        /// The type of the mentions that are made where one is joined that no rule has tagged so.
        "mark" mark: Option<Text>,
        /// The type whose mentions of one word give way to what is marked: itself, not those under it.
        "over" over: Option<Text>,
        /// A list of words behind which nothing gives way; behind which a name before counts as one further off.
        "behind" behind: Option<Text>,
        /// A list of words beside which a name before goes before the others of its sentence.
        "beside" beside: Option<Text>,
    }
}

words! {
    /// How the name that a mention stands for is found.
    AliasWord {
        /// It names itself.
        "own-words" OwnWords,
        /// Its words are the last ones of the name: a surname.
        "last-word" LastWord,
        /// Its only word is the first one of the name: a first name.
        "first-word" FirstWord,
        /// Its words, several, are the first ones of the name.
        "first-words" FirstWords,
        /// Its first and its last word are those of the name.
        "first-and-last-word" FirstAndLastWord,
        /// It is made of first letters, and stands in brackets behind the name.
        "acronym" Acronym,
        /// The name has the very same words.
        "same-words" SameWords,
        /// The name stands among its words: *a Labour spokesman*.
        "name-within" NameWithin,
        /// The name stands before it, the nearest that fits.
        "name-before" NameBefore,
    }
}

/// A day: a string such as `"2015-11-23"`, or a TOML date.
#[derive(Debug, Clone)]
pub(crate) struct Day(pub(crate) Option<jiff::civil::Date>);

impl FromToml for Day {
    fn from_item(key: &str, item: &Item<'_>, reader: &mut Reader<'_>) -> Self {
        let written = match item.get_ref() {
            toml::de::DeValue::String(text) => text.to_string(),
            toml::de::DeValue::Datetime(moment) => moment.to_string(),
            _ => {
                reader.wrong_type(key, "a day such as \"2015-11-23\"", item);
                return Self(None);
            }
        };
        let day = written.parse().ok();
        if day.is_none() {
            let label = reader.label(item.span());
            reader.fault(crate::diagnostic::bad_date(label, &written));
        }
        Self(day)
    }

    fn absent(_: &Reader<'_>, _: usize) -> Self {
        Self(None)
    }
}

/// The values that an example wants: a string, a number, or an array of them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Values(pub(crate) Vec<String>);

impl FromToml for Values {
    fn from_item(key: &str, item: &Item<'_>, reader: &mut Reader<'_>) -> Self {
        use toml::de::DeValue;
        let value = match item.get_ref() {
            DeValue::Array(array) => {
                return Self(array.iter().flat_map(|element| Self::from_item(key, element, reader).0).collect());
            }
            DeValue::String(text) => text.to_string(),
            DeValue::Integer(number) if number.radix() == 10 => number.as_str().replace('_', ""),
            DeValue::Float(number) => number.as_str().replace('_', ""),
            DeValue::Boolean(flag) => flag.to_string(),
            DeValue::Datetime(moment) => moment.to_string(),
            DeValue::Integer(_) | DeValue::Table(_) => {
                reader.wrong_type(key, "a string, a number or an array of them", item);
                return Self::default();
            }
        };
        Self(vec![value])
    }

    fn absent(_: &Reader<'_>, _: usize) -> Self {
        Self::default()
    }
}
