//! Contexts: LANGUAGE 1 and 9.16.

use super::facts;

const RULES: &str = r#"
[type.Visit]
roles = { visitor = "text", place = "text" }
[[rule]]
name = "visit"
tag = "Visit"
pattern = '(visitor: [cap]) [lower in ("visit" "visited")] (place: [cap])'
[[context]]
name = "denial"
trigger = '"denied" "that" | "not"'
until = '"but" | ";"'
set = { polarity = "negative" }
[[context]]
name = "affirmed"
trigger = '"insisted"'
set = { polarity = "positive" }
[[context]]
name = "plan"
trigger = '"will" "likely" | "will"'
scope = "both"
set = { modality = "planned" }
[[context]]
name = "chance"
trigger = '"likely" | "reportedly"'
scope = "backward"
set = { modality = "possible" }
"#;

fn check(text: &str, expected: &[&str]) {
    assert_eq!(facts(RULES, text), expected, "{text}");
}

#[test]
fn a_fact_has_polarity_and_modality_before_contexts_act() {
    check("Putin visited Paris.", &["Visit(visitor=Putin, place=Paris)"]);
}

#[test]
fn a_forward_context_reaches_to_the_end_of_the_sentence_and_not_beyond() {
    check("He denied that Putin visited Paris.", &["Visit(visitor=Putin, place=Paris) polarity:negative"]);
    check("Putin visited Paris, not Rome.", &["Visit(visitor=Putin, place=Paris)"]);
    check("He said it was not so. Putin visited Paris.", &["Visit(visitor=Putin, place=Paris)"]);
}

#[test]
fn a_context_ends_at_until_and_at_a_rival() {
    check("It was not easy but Putin visited Paris.", &["Visit(visitor=Putin, place=Paris)"]);
    check("It was not easy, he insisted, Putin visited Paris.", &["Visit(visitor=Putin, place=Paris)"]);
}

#[test]
fn backward_and_both_reach_back() {
    check("Putin visited Paris, reportedly.", &["Visit(visitor=Putin, place=Paris) modality:possible"]);
    check("Putin visited Paris, as he will.", &["Visit(visitor=Putin, place=Paris) modality:planned"]);
}

#[test]
fn of_overlapping_triggers_the_longest_acts() {
    check(
        "Putin will likely be seen as Merkel visited Paris.",
        &["Visit(visitor=Merkel, place=Paris) modality:planned"],
    );
}

#[test]
fn what_the_rule_sets_stays() {
    let rules = RULES.replace("(place: [cap])'", "(place: [cap])'\nset = { polarity = \"positive\" }");
    assert_eq!(facts(&rules, "He denied that Putin visited Paris."), ["Visit(visitor=Putin, place=Paris)"]);
}

#[test]
fn a_context_must_reach_the_trigger_of_a_rule_that_captures_one() {
    let rules = RULES.replace(
        "[lower in (\"visit\" \"visited\")] (place: [cap])",
        "(_trigger: \"visited\") (place: [cap] \"not\" [cap])",
    );
    assert_eq!(facts(&rules, "Putin visited Paris not Rome."), ["Visit(visitor=Putin, place=Paris not Rome)"]);
    assert_eq!(
        facts(&rules, "It is not so that Putin visited Paris not Rome."),
        ["Visit(visitor=Putin, place=Paris not Rome) polarity:negative"]
    );
}

#[test]
fn what_somebody_said_has_a_source() {
    let rules = format!(
        "{RULES}\n[type.Statement]\nroles = {{ speaker = \"text\", claim = \"text\" }}\nsource = {{ role = \"speaker\", of = [\"claim\"] }}\n[[rule]]\nname = \"says\"\n\
         tag = \"Statement\"\npattern = '(speaker: [cap]) \"said\" (claim: [!punct]+)'"
    );
    assert_eq!(
        facts(&rules, "Merkel said Putin visited Paris."),
        ["Statement(speaker=Merkel, claim=Putin visited Paris)", "Visit(visitor=Putin, place=Paris) source:Merkel"]
    );
}
