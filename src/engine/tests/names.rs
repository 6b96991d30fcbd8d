//! Names joined over an article: LANGUAGE 6.

use super::read;
use crate::engine::Options;
use crate::text::Article;

const RULES: &str = r#"
[type.Person]
[type.Pronoun]
is = "Person"
[type.Org]
[type.OrgPronoun]
is = "Org"
[list.pronouns]
words = ["he"]
match = "exact"
[[rule]]
name = "full"
tag = "Person"
pattern = '"Angela" "Merkel" | "Bashar" "al-Assad" | "Vladimir" "Vladimirovich"? "Putin"'
[[rule]]
name = "two-surnames"
tag = "Person"
pattern = '(self: "Elena" (family: "Varela" "Pons")) | "Varela" "Pons"'
[[rule]]
name = "she"
tag = "Pronoun"
pattern = '"she"'
set = { gender = "f" }
[[rule]]
name = "org"
tag = "Org"
pattern = '"British" "Medical" "Association" | (?<! "Medical") "Association"'
[[rule]]
name = "company"
tag = "OrgPronoun"
pattern = '"company"'
[type.Saw]
roles = { a = "(Person|Org)", b = "(Person|Org)" }
[[rule]]
name = "saw"
tag = "Saw"
pattern = '(a: (@Person | @Org)) "saw" (b: (@Person | @Org))'
"#;

fn check(text: &str, expected: &[[&str; 2]]) {
    let found = read(RULES, &Article::new("a", text), Options::default()).facts;
    let entity = |role: &crate::Role| role.fillers[0].entity.as_deref().unwrap_or("none").to_owned();
    let found: Vec<Vec<String>> = found.iter().map(|fact| fact.roles.iter().map(entity).collect()).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn a_surname_takes_the_full_name_before_or_after_it() {
    check("Merkel saw Assad. Angela Merkel and Bashar al-Assad left.", &[["Angela Merkel", "Bashar al-Assad"]]);
}

#[test]
fn of_two_surnames_the_first_or_both_stand_for_the_person() {
    check(
        "Elena Varela Pons saw Angela Merkel. Varela saw Vladimir Putin. Varela Pons saw Bashar al-Assad.",
        &[
            ["Elena Varela Pons", "Angela Merkel"],
            ["Elena Varela Pons", "Vladimir Putin"],
            ["Elena Varela Pons", "Bashar al-Assad"],
        ],
    );
}

#[test]
fn the_fullest_form_of_a_name_names_all() {
    check(
        "Vladimir Putin saw Angela Merkel. Vladimir Vladimirovich Putin left.",
        &[["Vladimir Vladimirovich Putin", "Angela Merkel"]],
    );
}

#[test]
fn a_pronoun_takes_the_nearest_name_before_it() {
    check("Angela Merkel spoke and she saw Angela Merkel.", &[["Angela Merkel", "Angela Merkel"]]);
}

#[test]
fn a_pronoun_takes_the_first_name_of_a_sentence_before_it() {
    check("Angela Merkel met Bashar al-Assad. Then she saw Vladimir Putin.", &[["Angela Merkel", "Vladimir Putin"]]);
}

#[test]
fn a_pronoun_does_not_stand_for_a_possessive_if_there_is_another_name() {
    check(
        "Vladimir Putin's friend met Angela Merkel and she saw Vladimir Putin.",
        &[["Angela Merkel", "Vladimir Putin"]],
    );
}

#[test]
fn what_stands_for_an_organisation_takes_the_name_before_it_and_a_short_form_the_long_one() {
    check(
        "The British Medical Association met. The company saw Angela Merkel.",
        &[["British Medical Association", "Angela Merkel"]],
    );
    check(
        "The British Medical Association met. The Association saw Angela Merkel.",
        &[["British Medical Association", "Angela Merkel"]],
    );
}

#[test]
fn an_acronym_in_brackets_takes_the_name_before_it() {
    check(
        "The British Medical Association (BMA) met. BMA saw Angela Merkel.",
        &[["British Medical Association", "Angela Merkel"]],
    );
}

#[test]
fn a_surname_that_is_a_town_too_is_the_person_whom_the_article_names() {
    let rules = r#"
[type.Name]
[type.Person]
is = "Name"
[type.Place]
is = "Name"
[list.before-place]
words = ["in"]
[[alias]]
name = "surname"
type = "Person"
by = "last-word"
mark = "Person"
over = "Place"
behind = "before-place"
[[alias]]
name = "person"
type = "Person"
by = "own-words"
[[alias]]
name = "place"
type = "Place"
by = "own-words"
[[rule]]
name = "full"
tag = "Person"
pattern = '"Mark" "Dayton"'
[[rule]]
name = "town"
tag = "Place"
pattern = '"Dayton" | "Ohio"'
[type.Spoke]
roles = { a = "(Person|Place)" }
[[rule]]
name = "spoke"
tag = "Spoke"
pattern = '(a: (@Person | @Place)) ("spoke" | "slept")'
"#;
    let kinds = |text: &str| -> Vec<String> {
        let facts = read(rules, &Article::new("a", text), Options::default()).facts;
        facts.iter().map(|fact| fact.roles[0].fillers[0].type_name.as_deref().unwrap_or("none").to_owned()).collect()
    };
    assert_eq!(kinds("Mark Dayton left. Then Dayton spoke."), ["Person"]);
    assert_eq!(kinds("Mark Dayton left. They hoped in Dayton spoke."), ["Place"]);
    assert_eq!(kinds("Then Dayton slept."), ["Place"]);
}

#[test]
fn of_two_who_share_a_surname_the_one_just_named_counts_or_else_the_one_named_most() {
    let rules = r#"
[type.Person]
[list.people]
words = ["Ann Lee", "Bob Lee"]
type = "Person"
[type.Spoke]
roles = { a = "Person" }
[[rule]]
name = "spoke"
tag = "Spoke"
pattern = '(a: @Person) "spoke"'
"#;
    let check = |text: &str, expected: &str| {
        let facts = read(rules, &Article::new("a", text), Options::default()).facts;
        assert_eq!(facts[0].roles[0].fillers[0].entity.as_deref(), Some(expected), "{text}");
    };
    check("Ann Lee left. Ann Lee slept. Bob Lee came. Then Lee spoke.", "Bob Lee");
    check("Ann Lee left. Ann Lee slept. Bob Lee came. It rained. Then Lee spoke.", "Ann Lee");
    check("Ann Lee left. Bob Lee came. It rained. Then Lee spoke.", "Bob Lee");
}

/// People, offices, and aliases as a pack writes them.
const ALIASES: &str = r#"
[type.Person]
[type.Pronoun]
is = "Person"
[type.Him]
[type.Holder]
overlap = "all"
[type.Described]
[list.people]
words = ["Angela Merkel", "Vladimir Putin", "Hillary Clinton", "Angela Davis"]
type = "Person"
[list.office]
words = ["chancellor", "president"]
[list.nation]
words = ["German", "Russian", "American"]
[[rule]]
name = "holder"
tag = "Holder"
pattern = '(_of: @nation)? (_office: @office) (self: @Person)'
set = { office = "{_office.lower}", of = "{_of.lower}" }
[[rule]]
name = "described"
tag = "Described"
pattern = '(self: "the" (_of: @nation)? (_office: @office))'
set = { office = "{_office.lower}", of = "{_of.lower}" }
[[rule]]
name = "he"
tag = "Pronoun"
pattern = '"he"'
[[rule]]
name = "him"
tag = "Him"
pattern = '"him"'
[[alias]]
name = "person"
type = "Person"
by = "own-words"
[[alias]]
name = "surname"
type = "Person"
by = "last-word"
mark = "Person"
[[alias]]
name = "first-name"
type = "Person"
by = "first-word"
only = true
mark = "Person"
[[alias]]
name = "pronoun"
type = "Pronoun"
of = "Person"
by = "name-before"
[[alias]]
name = "him"
type = "Him"
of = "Person"
by = "name-before"
other = true
[[alias]]
name = "holder"
type = "Holder"
of = "Person"
by = "same-words"
[[alias]]
name = "described"
type = "Described"
of = "Holder"
by = "name-before"
equal = "office"
agree = "of"
only = true
mark = "Pronoun"
[type.Saw]
roles = { a = "Person", b = "Person | Him | text" }
[[rule]]
name = "saw"
tag = "Saw"
pattern = '(a: @Person) "saw" (b: (@Person | @Him | [cap]))'
"#;

fn check_aliases(text: &str, expected: &[[&str; 2]]) {
    let found = read(ALIASES, &Article::new("a", text), Options::default()).facts;
    let entity = |role: &crate::Role| role.fillers[0].entity.as_deref().unwrap_or("none").to_owned();
    let found: Vec<Vec<String>> = found.iter().map(|fact| fact.roles.iter().map(entity).collect()).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn a_first_name_takes_the_name_of_the_only_person_who_bears_it() {
    check_aliases("Hillary Clinton left. Then Hillary saw Vladimir Putin.", &[["Hillary Clinton", "Vladimir Putin"]]);
    check_aliases("Angela Merkel met Angela Davis. Then Angela saw Vladimir Putin.", &[]);
}

#[test]
fn a_description_takes_the_name_of_whoever_holds_the_office() {
    check_aliases(
        "Russian president Vladimir Putin met German chancellor Angela Merkel. The chancellor saw Hillary Clinton.",
        &[["Angela Merkel", "Hillary Clinton"]],
    );
    check_aliases(
        "Russian president Vladimir Putin met American president Hillary Clinton. The president saw Angela Merkel. \
         The Russian president saw Angela Merkel.",
        &[["Vladimir Putin", "Angela Merkel"]],
    );
    check_aliases("Vladimir Putin spoke. The Russian president saw Angela Merkel.", &[]);
}

#[test]
fn whoever_sees_him_is_another() {
    check_aliases("Vladimir Putin spoke. Angela Merkel saw him.", &[["Angela Merkel", "Vladimir Putin"]]);
}

#[test]
fn he_within_a_quotation_is_not_the_speaker() {
    check_aliases(
        "Vladimir Putin spoke. Hillary Clinton said: \"It is clear to all of us that he saw Angela Merkel.\"",
        &[["Vladimir Putin", "Angela Merkel"]],
    );
}

#[test]
fn aliases_join_the_same_in_any_order() {
    let tables: Vec<&str> = ALIASES.split("[[alias]]").collect();
    let mut turned = tables[0].to_owned();
    let (last, rest) = tables[tables.len() - 1].split_once("[type.Saw]").expect("the last table ends there");
    turned += "[type.Saw]";
    turned += rest;
    for table in std::iter::once(&last).chain(tables[1..tables.len() - 1].iter().rev()) {
        turned += "\n[[alias]]";
        turned += table;
    }
    let text = "Russian president Vladimir Putin spoke. Hillary Clinton saw him. The president saw Hillary.";
    let facts = |rules: &str| {
        let facts = read(rules, &Article::new("a", text), Options::default()).facts;
        facts.into_iter().map(|fact| fact.roles).collect::<Vec<_>>()
    };
    assert_eq!(facts(ALIASES), facts(&turned));
    assert_eq!(facts(ALIASES).len(), 2);
}
