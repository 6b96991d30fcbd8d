//! Budgets, recursion, and that nothing depends on order: LANGUAGE 4.4, 4.7, 4.8.

use super::{facts, read, shown};
use crate::engine::{Budgets, Options};
use crate::text::Article;

fn limited(budgets: Budgets) -> Options {
    Options { budgets, ..Options::default() }
}

const GREEDY: &str = r#"
[type.Hit]
roles = { a = "text" }
[[rule]]
name = "hit"
tag = "Hit"
pattern = '(a: "a") (_* _*)* "x" "z"?'
[[rule]]
name = "other"
tag = "Hit"
pattern = '(a: "b")'
"#;

#[test]
fn a_rule_past_its_steps_is_given_up_with_a_notice_and_the_rest_goes_on() {
    let budgets = Budgets { steps: 50, ..Budgets::default() };
    let text = format!("a {} x b", "w ".repeat(100));
    let found = read(GREEDY, &Article::new("a", text), limited(budgets));
    assert_eq!(found.facts.iter().map(shown).collect::<Vec<_>>(), ["Hit(a=b)"]);
    assert_eq!(found.notices[0].code, "budget-steps");
}

#[test]
fn facts_past_the_budget_of_a_sentence_are_left_out_with_a_notice() {
    let budgets = Budgets { facts: 2, ..Budgets::default() };
    let rules = "[type.Hit]\nroles = { a = 'text' }\n[[rule]]\nname = 'hit'\ntag = 'Hit'\npattern = '(a: [digit])'";
    let found = read(rules, &Article::new("a", "1 2 3 4"), limited(budgets));
    assert_eq!((found.facts.len(), found.notices[0].code), (2, "budget-facts"));
}

#[test]
fn a_sentence_past_its_tokens_is_cut_with_a_notice() {
    let budgets = Budgets { tokens: 10, ..Budgets::default() };
    let text = "w ".repeat(95) + "a x";
    let found = read(GREEDY, &Article::new("a", text), limited(budgets));
    assert_eq!((found.facts.len(), found.notices[0].code), (1, "budget-tokens"));
}

const NESTED: &str = r#"
[type.Phrase]
[[rule]]
name = "word"
tag = "Phrase"
pattern = '"x"'
recursive = true
[[rule]]
name = "pair"
tag = "Phrase"
pattern = '@Phrase "of" "x"'
recursive = true
[type.Found]
roles = { a = "Phrase" }
[[rule]]
name = "found"
tag = "Found"
pattern = '"the" (a: @Phrase) "."'
"#;

#[test]
fn recursive_rules_run_until_nothing_new_comes() {
    assert_eq!(facts(NESTED, "See the x of x of x of x."), ["Found(a=x of x of x of x)"]);
}

#[test]
fn recursion_past_its_rounds_gives_a_notice_that_names_the_rules() {
    let budgets = Budgets { rounds: 2, ..Budgets::default() };
    let found = read(NESTED, &Article::new("a", "See the x of x of x of x."), limited(budgets));
    assert_eq!(found.notices[0].code, "budget-rounds");
    assert!(found.notices[0].message.contains("`t/pair`"));
}

#[test]
fn the_order_of_rules_changes_nothing() {
    let (first, second) = NESTED.split_at(NESTED.find("[type.Found]").expect("the rules name the type"));
    let text = "See the x of x. See the x.";
    assert_eq!(facts(&format!("{second}\n{first}"), text), facts(NESTED, text));
}

#[test]
fn what_nobody_asks_for_does_not_run() {
    let options = Options { types: vec!["Found".to_owned()], ..Options::default() };
    let found = read(NESTED, &Article::new("a", "See the x of x."), options);
    assert_eq!(found.facts.len(), 1);
    let options = Options { rules: vec!["t/word".to_owned()], ..Options::default() };
    assert!(read(NESTED, &Article::new("a", "See the x of x."), options).facts.is_empty());
}

#[test]
fn hostile_text_is_read_to_its_end() {
    for text in ["", " ", "\u{feff}\u{200b}", "\0\0", "“", "\"\"\"\"", &"(".repeat(10_000), &"a\u{301}".repeat(5_000)]
    {
        let found = read(GREEDY, &Article::new("a", text), Options::default());
        assert!(found.facts.is_empty(), "{text:?}");
    }
}
