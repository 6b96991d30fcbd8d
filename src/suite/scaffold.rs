//! The files of a new pack: small, whole, and passing its own test.

/// Whether a name can be a pack's: letters, digits, `-` and `_`, a letter first.
///
/// ```
/// assert!(nutgraf::suite::is_pack_name("harbour-news"));
/// assert!(!nutgraf::suite::is_pack_name("../news"));
/// ```
pub fn is_pack_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

/// The files of a new pack, as path and text.
///
/// ```
/// let files = nutgraf::suite::scaffold("harbour");
/// assert_eq!(files.iter().map(|(path, _)| *path).collect::<Vec<_>>(), ["pack.toml", "openings.toml"]);
/// ```
pub fn scaffold(name: &str) -> Vec<(&'static str, String)> {
    vec![("pack.toml", PACK.replace("NAME", name)), ("openings.toml", RULES.to_owned())]
}

const PACK: &str = r#"[pack]
name     = "NAME"
about    = "Who opened what."
language = "en"
# `use` brings in the names of other packs, such as the shipped `base` with
# its people, places, organisations and dates:
# use = ["base"]
"#;

const RULES: &str = r#"# A type with roles is a fact type: what a rule of this pack can find.
[type.Opening]
about = "Someone opens a building to the public."
roles = { opener = "Opener", what = "Building" }

# A type without roles marks a piece of text.
[type.Opener]
about = "A person or a body that can open something."

[type.Building]
about = "A building."

# Every hit of a list with a type is a mention of that type.
[list.openers]
words = ["the mayor", "the minister", "the council", "the company"]
type  = "Opener"

[list.buildings]
words = ["bridge", "factory", "hospital", "library", "school", "station"]
type  = "Building"

[[rule]]
name    = "opener-opened-building"
tag     = "Opening"
pattern = '''
(opener: @Opener) ("opened" | "inaugurated")   // words, in any case
[!punct]{0,3}? (what: @Building)               // at most three words between
'''

# An example says which facts a text gives; `nutgraf test` holds the rule to it.
[[rule.example]]
text  = "The mayor opened a new library on Saturday."
facts = [{ opener = "The mayor", what = "library" }]

# No facts: here the rule must be silent.
[[rule.example]]
text  = "The mayor opened fire on critics of the library."
facts = []
"#;
