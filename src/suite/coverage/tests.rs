//! What coverage says of parts that capture nothing.

use crate::Pack;
use crate::suite::{Filter, coverage};

/// What no example exercises of a pack of one rule, as a person reads it.
fn open(rule: &str, examples: &[(&str, &str)]) -> String {
    let examples =
        examples.iter().map(|(text, facts)| format!("[[rule.example]]\ntext = '{text}'\nfacts = [{facts}]\n"));
    let types = "[type.Hit]\n[type.Meeting]\nroles = { who = 'text*' }\n[[rule]]\nname = 'r'\n";
    let pack = Pack::from_toml("p", &format!("{types}{rule}\n{}", examples.collect::<String>()));
    assert!(!pack.has_errors(), "{:?}", pack.diagnostics());
    let text = coverage(&pack, &Filter::default(), &[]).to_text();
    text.lines().filter(|line| line.starts_with("  ")).map(|line| format!("{}\n", line.trim())).collect()
}

const HIT: &str = "{ text = 'hit' }";

#[test]
fn an_alternative_in_a_lookahead_is_taken_where_a_match_has_it() {
    let rule = "tag = 'Hit'\npattern = '\"hit\" (?= \"one\" | \"two\")'";
    assert_eq!(open(rule, &[("hit one", HIT), ("two", "")]), "never taken: \"two\"\n");
    assert_eq!(open(rule, &[("hit one", HIT), ("hit two", HIT), ("x", "")]), "");
}

#[test]
fn an_alternative_in_a_look_that_must_not_hold_is_taken_where_it_keeps_a_match_off() {
    let rule = "tag = 'Hit'\npattern = '(?<! \"no\" | \"not\" \"a\"?) \"hit\"'";
    let said = open(rule, &[("hit", HIT), ("no hit", "")]);
    assert_eq!(said, "never taken: \"not\" \"a\"?\nnever there: \"a\"?\nnever left out: \"a\"?\n");
    assert_eq!(open(rule, &[("hit", HIT), ("no hit", ""), ("not a hit", ""), ("not hit", "")]), "");
}

#[test]
fn an_optional_part_of_a_look_goes_both_ways() {
    let rule = "tag = 'Hit'\npattern = '(?<= \"a\" \"big\"?) \"hit\"'";
    assert_eq!(open(rule, &[("a hit", HIT), ("x", "")]), "never there: \"big\"?\n");
    assert_eq!(open(rule, &[("a big hit", HIT), ("x", "")]), "never left out: \"big\"?\n");
}

#[cfg(feature = "parser")]
#[test]
fn the_parts_of_a_role_path_go_their_ways() {
    let rule = "tag = 'Meeting'\ntrigger = '~meet'\nroles.who = '>nsubj >conj? | >advcl'";
    let one = ("The minister met the king.", "{ who = 'minister' }");
    let said = open(rule, &[one, ("Nobody.", "")]);
    assert_eq!(said, "never taken: >advcl\nnever there: >conj?\n");
    let two = ("The minister and the queen met the king.", "{ who = ['minister', 'queen'] }");
    assert_eq!(open(rule, &[one, two, ("Nobody.", "")]), "never taken: >advcl\n");
}
