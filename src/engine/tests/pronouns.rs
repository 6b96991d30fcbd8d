//! Which name before it a pronoun stands for.

use super::read;
use crate::engine::Options;
use crate::text::Article;

const RULES: &str = r#"
[type.Person]
[type.Pronoun]
is = "Person"
[type.Unknown]
[type.Stranger]
[type.Org]
[list.orgs]
words = ["Ostmark"]
type = "Org"
[list.people]
words = ["Ann Lee", "Bob Ray", "Cy Dow"]
type = "Person"
[list.report]
words = ["said", "added"]
[list.with]
words = ["with"]
[[rule]]
name = "he"
tag = "Pronoun"
pattern = '"he"'
[[rule]]
name = "speaks"
tag = "Unknown"
pattern = '(self: "Zorn") (?= "said")'
set = { acts = "yes" }
[[rule]]
name = "silent"
tag = "Unknown"
pattern = '(self: "Zorn") (?! "said")'
[[rule]]
name = "stranger"
tag = "Stranger"
pattern = '"a" ("guard" | @Org "guard")'
[[alias]]
name = "person"
type = "Person"
by = "own-words"
[[alias]]
name = "unknown"
type = "Unknown"
by = "own-words"
with = { acts = "yes" }
[[alias]]
name = "organisation"
type = "Org"
by = "own-words"
[[alias]]
name = "guard-of"
type = "Stranger"
of = "Org"
by = "name-within"
[[alias]]
name = "pronoun"
type = "Pronoun"
of = ["Person", "Unknown", "Stranger"]
by = "name-before"
behind = "with"
beside = "report"
[type.Left]
roles = { a = "Person" }
[[rule]]
name = "left"
tag = "Left"
pattern = '(a: @Pronoun) "left"'
"#;

/// Checks for whom *he* stands in "he left"; for nobody if `expected` is "none".
fn check(text: &str, expected: &str) {
    let facts = read(RULES, &Article::new("a", text), Options::default()).facts;
    let entities = facts.iter().map(|fact| fact.roles[0].fillers[0].entity.as_deref().unwrap_or("none"));
    assert_eq!(entities.collect::<Vec<_>>(), [expected], "{text}");
}

#[test]
fn the_first_name_of_the_nearest_sentence_counts() {
    check("Ann Lee came. Bob Ray saw Cy Dow. Then he left.", "Bob Ray");
}

#[test]
fn whoever_speaks_goes_before_the_first_name_of_the_sentence() {
    check("As Ann Lee came, Bob Ray said little. Then he left.", "Bob Ray");
    check("\"I saw Ann Lee,\" said Bob Ray. Then he left.", "Bob Ray");
    check("The day Ann Lee left a note said Bob Ray was ill. Then he left.", "Ann Lee");
}

#[test]
fn behind_a_preposition_a_name_gives_way_to_that_of_the_sentence_before() {
    check("Ann Lee came. The day with Bob Ray was long. Then he left.", "Ann Lee");
    check("Ann Lee came. The day with Mr Bob Ray was long. Then he left.", "Ann Lee");
    check("Ann Lee came. It rained. The day with Bob Ray was long. Then he left.", "Bob Ray");
    check("Ann Lee came. With Bob Ray it rained. Then he left.", "Bob Ray");
    check("Ann Lee came. The day with Bob Ray was long when he left.", "Bob Ray");
}

#[test]
fn of_whom_is_told_does_not_tell_it() {
    let told = |text: &str, expected: &str| {
        let rules = RULES.replace("'(a: @Pronoun) \"left\"'", "'(a: @Pronoun) \"said\"'");
        let facts = read(&rules, &Article::new("a", text), Options::default()).facts;
        assert_eq!(facts[0].roles[0].fillers[0].entity.as_deref(), Some(expected), "{text}");
    };
    told("Ann Lee came. Rain would come to Bob Ray, he said.", "Ann Lee");
    told("Ann Lee came. When Bob Ray came, he said little.", "Bob Ray");
}

#[test]
fn nobody_named_before_a_stranger_is_he() {
    check("Ann Lee came. Then a guard came. Then he left.", "none");
    check("Ann Lee came. Then a guard came. Then he sang, and he left.", "none");
    check("Ann Lee came. Then a guard came. Bob Ray came. Then he left.", "Bob Ray");
    check("Ann Lee came. Then a guard saw that he left.", "Ann Lee");
}

#[test]
fn a_stranger_who_speaks_for_a_name_is_joined_to_it() {
    check("Ann Lee came. Then a Ostmark guard came. Then he left.", "Ostmark");
}

#[test]
fn a_stranger_who_tells_it_is_not_told_of_in_a_quotation() {
    check("Ann Lee came. Then a guard said: \"I saw well that he left the house.\"", "Ann Lee");
}

#[test]
fn a_name_counts_where_it_has_what_the_alias_for_its_own_words_wants() {
    check("Ann Lee came. Zorn said little. Then he left.", "Zorn");
    check("Ann Lee came. Zorn was away. Then he left.", "Ann Lee");
}

#[test]
fn what_must_stand_for_a_name_and_stands_for_a_stranger_fills_no_role() {
    let required = RULES.replace("name = \"pronoun\"\n", "name = \"pronoun\"\nrequired = true\n");
    let facts = |text: &str| read(&required, &Article::new("a", text), Options::default()).facts.len();
    assert_eq!(facts("Ann Lee came. Then he left."), 1);
    assert_eq!(facts("Then he left."), 1);
    assert_eq!(facts("Ann Lee came. Then a guard came. Then he left."), 0);
}
