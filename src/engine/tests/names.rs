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
