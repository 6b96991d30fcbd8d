//! Roles, `unless`, `where`, `set`, merging.

use super::{facts, read};
use crate::engine::Options;
use crate::text::Article;

const PEOPLE: &str = r#"
[type.Person]
[type.City]
[list.people]
words = ["Putin", "Khamenei", "Obama", "Merkel"]
type = "Person"
[list.cities]
words = ["Tehran", "Paris"]
type = "City"
"#;

const MEETING: &str = r#"
[type.Meeting]
roles = { participant = "Person{2,}", place = "City?" }
[[rule]]
name = "met"
tag = "Meeting"
pattern = '(participant: @Person) ("and" (participant: @Person))* "met"? "with"? (participant: @Person)? ("in" (place: @City))?'
"#;

fn check(rules: &str, text: &str, expected: &[&str]) {
    assert_eq!(facts(&format!("{PEOPLE}{rules}"), text), expected, "{text}");
}

#[test]
fn a_role_takes_as_many_values_as_its_type_says() {
    check(MEETING, "Putin and Merkel met Obama in Paris.", &["Meeting(participant=Putin+Merkel+Obama, place=Paris)"]);
    check(MEETING, "Putin met.", &[]);
}

#[test]
fn two_fillers_of_the_same_thing_are_one_value_with_both_places() {
    check(MEETING, "Putin met Putin.", &[]);
    let rules = format!("{PEOPLE}{MEETING}");
    let found = read(&rules, &Article::new("a", "Putin and Merkel met Putin."), Options::default()).facts;
    assert_eq!(found[0].roles[0].fillers[0].also.len(), 1);
}

#[test]
fn a_filler_of_another_type_makes_no_fact() {
    let rules = r#"
[type.Visit]
roles = { visitor = "Person", place = "City" }
[[rule]]
name = "visit"
tag = "Visit"
pattern = '(visitor: _) "visited" (place: @City)'
"#;
    check(rules, "Putin visited Paris. Somebody visited Paris.", &["Visit(visitor=Putin, place=Paris)"]);
}

/// A role that takes a mention or text, filled by the captures of a pattern.
fn plans(pattern: &str) -> String {
    format!(
        "[type.Plan]\nroles = {{ who = 'Person', what = '(City|text)' }}\n\
         [[rule]]\nname = 'plan'\ntag = 'Plan'\npattern = '''{pattern}'''\n"
    )
}

#[test]
fn a_text_role_takes_any_phrase_and_prefers_a_mention() {
    let rules = plans(r#"(who: @Person) "plans" (what: _+?) ".""#);
    check(&rules, "Putin plans a trip.", &["Plan(who=Putin, what=a trip)"]);
    let found = read(&format!("{PEOPLE}{rules}"), &Article::new("a", "Putin plans Paris."), Options::default()).facts;
    assert_eq!(found[0].roles[1].fillers[0].type_name.as_deref(), Some("City"));
}

#[test]
fn a_text_role_takes_the_mention_of_a_phrase_only_where_no_words_go_on_behind_it() {
    let rules = plans(r#"(who: @Person) "plans" (what: "for"? @City [!"."]*) ".""#);
    check(&rules, "Putin plans for Paris.", &["Plan(who=Putin, what=Paris)"]);
    check(&rules, "Putin plans for Paris!?.", &["Plan(who=Putin, what=Paris)"]);
    check(&rules, "Putin plans Paris road works.", &["Plan(who=Putin, what=Paris road works)"]);
}

#[test]
fn a_fact_may_fill_a_role_of_another() {
    let rules = r#"
[type.Visit]
roles = { visitor = "Person", place = "City" }
[type.Report]
roles = { by = "Person", of = "Visit" }
[[rule]]
name = "visit"
tag = "Visit"
pattern = '(visitor: @Person) "visited" (place: @City)'
[[rule]]
name = "report"
tag = "Report"
pattern = '(by: @Person) "said" (of: @Visit)'
"#;
    let found = ["Report(by=Merkel, of=Putin visited Paris)", "Visit(visitor=Putin, place=Paris)"];
    check(rules, "Merkel said Putin visited Paris", &found);
}

#[test]
fn unless_voids_a_match_that_a_hit_overlaps_and_the_search_goes_on() {
    let rules = r#"
[type.Met]
roles = { a = "Person", b = "Person" }
[[rule]]
name = "met"
tag = "Met"
pattern = '(a: @Person) ... (b: @Person)'
unless = ['"Putin" "never"', '"not" "met"']
"#;
    check(rules, "Putin never met Merkel or Obama", &["Met(a=Merkel, b=Obama)"]);
    check(rules, "Putin has not met Merkel", &[]);
    check(rules, "Putin met Merkel", &["Met(a=Putin, b=Merkel)"]);
}

#[test]
fn where_asks_captures() {
    let with = |condition: &str| {
        format!(
            r#"
[type.Met]
roles = {{ a = "Person", b = "Person" }}
[[rule]]
name = "met"
tag = "Met"
pattern = '(a: @Person) (_verb: _) (_how: _)?? (b: @Person)'
where = '{condition}'
"#
        )
    };
    let both = ["Met(a=Putin, b=Merkel)"];
    check(&with("a != b"), "Putin met Putin", &[]);
    check(&with("a != b"), "Putin met Merkel", &both);
    check(&with("_verb = met"), "Putin met Merkel", &both);
    check(&with("_verb = saw"), "Putin met Merkel", &[]);
    check(&with("_how"), "Putin met Merkel", &[]);
    check(&with("!_how"), "Putin met Merkel", &both);
    check(&with("a before b & distance(a, b) <= 1"), "Putin met Merkel", &both);
    check(&with("a before b & distance(a, b) <= 1"), "Putin met with Merkel", &[]);
    check(&with("_verb.len > 3 | _verb.text = \"met\""), "Putin met Merkel", &both);
    check(&with("a.kind = x | a.kind != x"), "Putin met Merkel", &[]);
}

#[test]
fn a_match_that_where_refuses_does_not_hide_the_next() {
    let rules = r#"
[type.Met]
roles = { a = "Person", b = "Person" }
[[rule]]
name = "met"
tag = "Met"
pattern = '(a: @Person) _ (b: @Person)'
where = 'a != "Putin"'
"#;
    check(rules, "Putin met Merkel met Obama", &["Met(a=Merkel, b=Obama)"]);
}

#[test]
fn distinct_refuses_values_told_twice() {
    let rules = r#"
[type.Met]
roles = { who = "Person{1,}" }
[[rule]]
name = "met"
tag = "Met"
pattern = '(who: @Person) "met" (who: @Person)'
where = 'who distinct'
"#;
    check(rules, "Putin met Putin", &[]);
    check(rules, "Putin met Merkel", &["Met(who=Putin+Merkel)"]);
}

#[test]
fn set_gives_attributes_by_template() {
    let rules = r#"
[type.Move]
roles = { who = "Person" }
[list.moves]
file = "moves.tsv"
[[rule]]
name = "move"
tag = "Move"
pattern = '(who: @Person) (_verb: _) (_how: "again")?'
set = { verb = "{_verb}", note = "{who} {_verb.lower}", again = "{_how}" }
"#
    .replace("[list.moves]\nfile = \"moves.tsv\"\n", "");
    check(&rules, "Putin LEFT", &["Move(who=Putin) note:Putin left verb:LEFT"]);
}

#[test]
fn equal_facts_are_one_that_keeps_all_evidence() {
    let rules = r#"
[type.Visit]
roles = { visitor = "Person", place = "City" }
[[rule]]
name = "to"
tag = "Visit"
pattern = '(visitor: @Person) "went" "to" (place: @City)'
[[rule]]
name = "in"
tag = "Visit"
pattern = '(visitor: @Person) "is" "in" (place: @City)'
"#;
    let text = "Putin went to Paris. Putin is in Paris.";
    check(rules, text, &["Visit(visitor=Putin, place=Paris)"]);
    let found = read(&format!("{PEOPLE}{rules}"), &Article::new("a", text), Options::default()).facts;
    let rules: Vec<&str> = found[0].evidence.iter().map(|evidence| &*evidence.rule).collect();
    assert_eq!(rules, ["t/to", "t/in"]);
}

#[test]
fn a_fact_that_says_less_than_another_from_the_same_words_is_dropped() {
    let rules = r#"
[type.Visit]
roles = { visitor = "Person", place = "City?" }
[[rule]]
name = "short"
tag = "Visit"
pattern = '(visitor: @Person) "went"'
[[rule]]
name = "long"
tag = "Visit"
pattern = '(visitor: @Person) "went" "to" (place: @City)'
"#;
    check(rules, "Putin went to Paris.", &["Visit(visitor=Putin, place=Paris)"]);
    check(rules, "Putin went to Paris. Obama went.", &["Visit(visitor=Putin, place=Paris)", "Visit(visitor=Obama)"]);
}

#[test]
fn every_match_of_a_rule_gives_distinct_captures() {
    let rules = r#"
[type.Pair]
roles = { a = "Person", b = "Person" }
[[rule]]
name = "pair"
tag = "Pair"
match = "all"
pattern = '(a: @Person) ... (b: @Person)'
"#;
    let all = ["Pair(a=Putin, b=Merkel)", "Pair(a=Putin, b=Obama)", "Pair(a=Merkel, b=Obama)"];
    check(rules, "Putin, Merkel, Obama", &all);
}

#[test]
fn a_quotation_is_one_step_over_sentence_ends_and_its_text_is_without_marks() {
    let rules = r#"
[type.Said]
roles = { who = "Person", what = "Quote" }
[[rule]]
name = "said"
tag = "Said"
pattern = '(what: @Quote) "said"? (who: @Person)'
"#;
    let text = "\"We came here. We will stay.\" said Putin. “So be it, then,” Merkel said.";
    let found = ["Said(who=Putin, what=We came here. We will stay.)", "Said(who=Merkel, what=So be it, then,)"];
    check(rules, text, &found);
}

#[test]
fn what_is_told_again_with_less_is_one_fact_with_both_places() {
    let text = "Putin met Merkel. It rained. Putin met Merkel in Paris. Obama met Merkel.";
    let rules = format!("{PEOPLE}{MEETING}");
    let found = read(&rules, &Article::new("a", text), Options::default()).facts;
    let shown: Vec<String> = found.iter().map(super::shown).collect();
    assert_eq!(shown, ["Meeting(participant=Putin+Merkel, place=Paris)", "Meeting(participant=Obama+Merkel)"]);
    assert_eq!(found[0].evidence.iter().map(|told| told.sentence).collect::<Vec<_>>(), [0, 2]);
}

#[test]
fn what_is_told_again_as_denied_is_another_fact() {
    let context = "[[context]]\nname = \"no\"\ntrigger = '\"not\"'\nset = { polarity = \"negative\" }\n";
    let rules = format!("{MEETING}{context}");
    check(
        &rules,
        "Putin met Merkel in Paris. It is not so that Putin met Merkel.",
        &["Meeting(participant=Putin+Merkel, place=Paris)", "Meeting(participant=Putin+Merkel) polarity:negative"],
    );
}
