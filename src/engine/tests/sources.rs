//! Who tells a fact, and which words of it a context must reach.

use super::facts;

const RULES: &str = r#"
[type.Person]
[list.people]
words = ["Ann", "Bob", "Cid"]
type = "Person"
[type.Said]
roles = { speaker = "Person", claim = "text?", quote = "Quote?" }
source = { role = "speaker", of = ["claim", "quote"] }
[type.Met]
roles = { a = "Person", b = "Person" }
[[rule]]
name = "said-that"
tag = "Said"
pattern = '(speaker: @Person) "said" "that" (claim: [!punct]+)'
[[rule]]
name = "quoted"
tag = "Said"
pattern = '(quote: @Quote) "said" (speaker: @Person)'
[[rule]]
name = "met"
tag = "Met"
pattern = '(a: @Person) "," "no" "friend" "," (_trigger: "met") (b: @Person) | (a: @Person) "met" (b: @Person)'
[[context]]
name = "denial"
trigger = '"no" | "denied"'
until = '"friend"'
set = { polarity = "negative" }
"#;

#[test]
fn a_fact_in_a_reported_clause_or_a_quotation_names_who_tells_it() {
    assert_eq!(
        facts(RULES, "Ann said that Bob met Cid"),
        ["Said(speaker=Ann, claim=Bob met Cid)", "Met(a=Bob, b=Cid) source:Ann"]
    );
    let quoted = "“I know that Bob met Cid. It was late,” said Ann.";
    assert!(facts(RULES, quoted).contains(&"Met(a=Bob, b=Cid) source:Ann".to_owned()));
}

#[test]
fn the_innermost_of_those_who_tell_is_the_source() {
    let found = facts(RULES, "“Well, Ann said that Bob met Cid,” said Cid.");
    assert!(found.contains(&"Met(a=Bob, b=Cid) source:Ann".to_owned()), "{found:?}");
    assert!(found.contains(&"Said(speaker=Ann, claim=Bob met Cid) source:Cid".to_owned()), "{found:?}");
}

#[test]
fn a_fact_outside_of_the_words_told_has_no_source() {
    assert_eq!(facts(RULES, "Bob met Cid. Ann said that it rained")[0], "Met(a=Bob, b=Cid)");
}

#[test]
fn where_a_trigger_is_captured_only_that_must_stand_in_the_scope_of_a_context() {
    assert_eq!(facts(RULES, "Ann, no friend, met Bob"), ["Met(a=Ann, b=Bob)"]);
    assert_eq!(facts(RULES, "It was denied that Ann met Bob"), ["Met(a=Ann, b=Bob) polarity:negative"]);
}
