//! Explanations held against the engine, and against what a person wants to know.

use super::{Attempt, Explainer, Explanation, Fate, How, Miss, PatternMiss};
use crate::Pack;
use crate::analysis::conllu;
use crate::text::Article;

const PEOPLE: &str = r#"
[type.Person]
[list.people]
words = ["Ann", "Bob", "Ann Lee"]
type  = "Person"
[type.Place]
[list.places]
words = ["Porto", "Ann Lee Square"]
type  = "Place"
columns = []
[type.Meeting]
roles = { who = "Person{2,}", where = "Place?" }
"#;

fn explain(rules: &str, text: &str) -> Explanation {
    let rules = format!("{}{rules}", PEOPLE.replace("columns = []\n", ""));
    let pack = Pack::from_toml("p", &rules);
    let errors: Vec<&str> = pack.diagnostics().iter().filter(|d| d.is_error()).map(|d| d.title.as_str()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let mut explainer = Explainer::new(pack.rules());
    let rule = explainer.rule("r").expect("the rule is called r");
    explainer.explain(rule, &Article::new("a", text))
}

fn rule(pattern: &str, more: &str) -> String {
    format!("[[rule]]\nname = 'r'\ntag = 'Meeting'\npattern = '''{pattern}'''\n{more}\n")
}

const MET: &str = r#"(who: @Person) "met" (who: @Person) ("in" (where: @Place))?"#;

fn pattern_miss(explanation: Explanation) -> PatternMiss {
    let Some(Miss::Pattern(miss)) = explanation.miss else { panic!("{explanation:#?}") };
    miss
}

fn rejected(explanation: Explanation) -> Attempt {
    let Some(Miss::Rejected(attempt)) = explanation.miss else { panic!("{explanation:#?}") };
    attempt
}

#[test]
fn a_match_is_told_step_by_step_with_roles_and_makers() {
    let explanation = explain(&rule(MET, ""), "Ann met Bob in Porto.");
    let steps: Vec<(String, &str, &str)> = explanation.attempts[0]
        .steps
        .iter()
        .map(|step| (step.roles.join(" "), step.part.as_str(), step.text.as_str()))
        .collect();
    assert_eq!(
        steps,
        [
            ("who".to_owned(), "@Person", "Ann"),
            (String::new(), "\"met\"", "met"),
            ("who".to_owned(), "@Person", "Bob"),
            (String::new(), "\"in\"", "in"),
            ("where".to_owned(), "@Place", "Porto"),
        ]
    );
    assert!(explanation.attempts[0].steps[0].by[0].starts_with("Person by list p/people, entry `Ann` (p.toml:"));
    assert!(matches!(explanation.attempts[0].fate, Fate::Fact { .. }));
    assert!(explanation.miss.is_none());
}

#[test]
fn the_condition_that_failed_is_named_with_the_value_that_would_pass() {
    let miss = pattern_miss(explain(&rule(MET, ""), "Yesterday Ann saw Bob."));
    assert_eq!((miss.text.as_str(), miss.rest_matches), ("Ann saw Bob", true));
    let failure = &miss.failures[0];
    assert_eq!((failure.part.as_str(), failure.text.as_str(), failure.how), ("\"met\"", "saw", How::Fails));
    assert_eq!(failure.checks[0].is.as_deref(), Some("saw"));
    assert_eq!(failure.checks[0].passes, "\"met\" in any case");
}

#[test]
fn a_word_in_the_way_is_told_as_such() {
    let miss = pattern_miss(explain(&rule(MET, ""), "Ann also met Bob."));
    assert_eq!((miss.failures[0].text.as_str(), miss.failures[0].how), ("also", How::InTheWay));
    assert_eq!(miss.rest.last().map(|step| step.text.as_str()), Some("Bob"));
}

#[test]
fn a_missing_end_is_told_with_what_was_wanted_there() {
    let miss = pattern_miss(explain(&rule(MET, ""), "Ann met"));
    assert_eq!((miss.failures[0].part.as_str(), miss.failures[0].token), ("@Person", None));
}

#[test]
fn where_two_things_fail_the_furthest_attempt_is_told() {
    let pattern = r#"(who: @Person) "met" "with" "old" (who: @Person)"#;
    let miss = pattern_miss(explain(&rule(pattern, ""), "Bob slept. Ann met a cat."));
    assert!(!miss.rest_matches);
    assert_eq!(miss.steps.len(), 2);
    assert_eq!((miss.failures[0].part.as_str(), miss.failures[0].text.as_str()), ("\"with\"", "a"));
}

#[test]
fn each_part_of_a_condition_that_fails_is_told() {
    let pattern = r#"(who: @Person) [cap & len > 3 & !"saw"] (who: @Person)"#;
    let miss = pattern_miss(explain(&rule(pattern, ""), "Ann saw Bob."));
    let asked: Vec<(&str, &str)> =
        miss.failures[0].checks.iter().map(|check| (check.attribute.as_str(), check.passes.as_str())).collect();
    assert_eq!(asked, [("cap", "yes"), ("len", "> 3"), ("text", "anything but \"saw\"")]);
}

#[test]
fn a_mention_that_is_part_of_a_longer_one_is_told() {
    let miss =
        pattern_miss(explain(&rule(r#"(who: @Person) "met" (who: @Person[text = Ann])"#, ""), "Bob met Ann Lee."));
    assert_eq!(miss.failures[0].checks[0].is.as_deref(), Some("Ann Lee"));
    let lost = &miss.failures[0].notes;
    assert!(lost.iter().any(|note| note.contains("lost against @Person `Ann Lee`")), "{lost:?}");
}

#[test]
fn what_unless_voids_is_told_with_its_words() {
    let unless = r#"unless = ['"met" "Bob" "in" "vain"', '"met" @Person "again"']"#;
    let attempt = rejected(explain(&rule(MET, unless), "Ann met Bob again."));
    let Fate::Unless { pattern, text } = attempt.fate else { panic!("{attempt:?}") };
    assert_eq!((pattern.as_str(), text.as_str()), ("\"met\" @Person \"again\"", "met Bob again"));
}

#[test]
fn a_where_that_fails_is_told_with_its_values() {
    let attempt = rejected(explain(&rule(MET, "where = 'who distinct'"), "Ann met Ann."));
    let Fate::Where { reasons } = attempt.fate else { panic!("{attempt:?}") };
    assert_eq!(reasons, ["`who distinct` does not hold: who is `Ann`, `Ann`"]);
}

#[test]
fn roles_that_do_not_satisfy_the_type_are_told() {
    let attempt = rejected(explain(&rule(r#"(who: @Person) "met" (who: @Place | @Person)"#, ""), "Ann met Porto."));
    let Fate::Roles { reasons } = attempt.fate else { panic!("{attempt:?}") };
    assert!(reasons[0].starts_with("role who wants 2 or more of @Person; `Ann`"), "{reasons:?}");
    assert!(reasons[0].contains("`Porto` is @Place"), "{reasons:?}");
}

#[test]
fn a_mention_that_lost_is_told_with_the_winner() {
    let rules = "[[rule]]\nname = 'r'\ntag = 'Person'\npattern = '\"Lee\"'\n";
    let attempt = rejected(explain(rules, "Ann Lee slept."));
    let Fate::Overlap { reason } = attempt.fate else { panic!("{attempt:?}") };
    assert!(reason.contains("lost against @Person `Ann Lee`") && reason.ends_with("which has more tokens"), "{reason}");
}

#[test]
fn contexts_that_acted_are_told() {
    let context = "[[context]]\nname = 'denial'\ntrigger = '\"never\"'\nset = { polarity = 'negative' }\n";
    let explanation = explain(&rule(MET, context), "It is said that never Ann met Bob.");
    let attributes = &explanation.attempts[0].attributes;
    assert!(attributes[0].starts_with("context p/denial (p.toml:"), "{attributes:?}");
    assert!(attributes[0].ends_with("sets polarity = negative by `never`"), "{attributes:?}");
}

#[test]
fn the_alias_that_joined_a_name_is_told() {
    let names = "[[alias]]\nname = 'surname'\ntype = 'Person'\nby = 'last-word'\nmark = 'Person'\n\
        [[alias]]\nname = 'person'\ntype = 'Person'\nby = 'own-words'\n\
        [list.full]\nwords = ['Eva Lind']\ntype = 'Person'\n";
    let explanation = explain(&rule(MET, names), "Eva Lind left. Lind met Bob.");
    let attributes = &explanation.attempts[0].attributes;
    assert!(attributes[0].starts_with("`Lind` is Eva Lind by alias p/surname (p.toml:"), "{attributes:?}");
}

#[test]
fn where_nothing_begins_the_possible_beginnings_are_told() {
    let explanation = explain(&rule(MET, ""), "It rained.");
    let Some(Miss::Nothing { begins_with }) = explanation.miss else { panic!("{explanation:?}") };
    assert_eq!(begins_with, ["@Person"]);
}

const TREE: &str = "1\tAnn\tAnn\tPROPN\t_\t_\t2\tnsubj\t_\t_\n2\tsigned\tsign\tVERB\t_\t_\t0\troot\t_\t_\n\
3\ta\ta\tDET\t_\t_\t4\tdet\t_\t_\n4\tdeal\tdeal\tNOUN\t_\t_\t2\tobj\t_\t_\n5\twith\twith\tADP\t_\t_\t6\tcase\t_\t_\n\
6\tBob\tBob\tPROPN\t_\t_\t2\tobl\t_\t_\n\n";

fn explain_tree(paths: &str) -> Explanation {
    let rules = PEOPLE.replace("columns = []\n", "");
    let rules = format!("{rules}[[rule]]\nname = 'r'\ntag = 'Meeting'\ntrigger = '~sign'\n[rule.roles]\n{paths}");
    let pack = Pack::from_toml("p", &rules);
    let mut explainer = Explainer::new(pack.rules());
    let rule = explainer.rule("r").expect("the rule is called r");
    let article = conllu::parse(TREE, "a").expect("it is CoNLL-U").remove(0);
    explainer.explain(rule, &article)
}

#[test]
fn a_rule_over_a_tree_is_told_with_the_tree_and_each_way() {
    let explanation = explain_tree("who = '>nsubj @Person | >obl[with] @Person'");
    assert_eq!(explanation.sentences[0].tree[0], "signed VERB root");
    assert!(explanation.sentences[0].tree.contains(&"├─ Ann PROPN nsubj".to_owned()));
    assert_eq!(explanation.attempts[0].roles[0].found, ["signed >nsubj @Person Ann", "signed >obl[with] @Person Bob"]);
    assert!(explanation.succeeded());
}

#[test]
fn a_way_that_finds_nothing_says_how_far_it_came() {
    let attempt = rejected(explain_tree("who = '>nsubj @Person'\nwhere = '>obl[at] @Place'"));
    let way = attempt.roles.iter().find(|role| role.role == "where").expect("the role has a way");
    let failed = way.failed.as_deref().unwrap_or_default();
    assert!(failed.starts_with("no >obl[at] at `signed`; there is"), "{failed}");
    assert!(failed.contains("obl Bob without that case"), "{failed}");
    assert!(matches!(attempt.fate, Fate::Roles { .. }));
}

#[test]
fn a_rule_that_needs_a_parse_has_one_of_plain_text_or_says_so() {
    let pack = Pack::from_toml(
        "p",
        &format!(
            "{}[[rule]]\nname = 'r'\ntag = 'Meeting'\ntrigger = '~sign'\n[rule.roles]\nwho = '>nsubj @Person'",
            PEOPLE.replace("columns = []\n", "")
        ),
    );
    let mut explainer = Explainer::new(pack.rules());
    let rule = explainer.rule("r").expect("the rule is called r");
    let miss = explainer.nearest_miss(rule, &Article::new("a", "Ann signed."));
    if cfg!(feature = "parser") {
        let Some(Miss::Rejected(attempt)) = miss else { panic!("one party is too few: {miss:?}") };
        assert!(attempt.roles[0].found[0].ends_with("Ann"), "{:?}", attempt.roles);
    } else {
        assert!(matches!(miss, Some(Miss::NotRun { .. })), "{miss:?}");
    }
}

/// The walker reads the syntax tree, the engine its code: on every example of
/// the shipped packs they must see the same.
#[cfg(all(feature = "packs", feature = "reader"))]
#[test]
fn what_the_engine_finds_in_the_shipped_examples_is_explained() {
    let pack = Pack::load_all(&Pack::shipped()).expect("they are shipped");
    let rules = pack.rules().clone();
    let mut explainer = Explainer::new(&rules);
    for (number, rule) in rules.rules.iter().enumerate() {
        let id = crate::pack::RuleId(number as u32);
        for example in rule.examples.iter().filter(|example| !example.facts.is_empty()) {
            let mut article = Article::new("a", example.text.as_str());
            article.date = example.date;
            let told = explainer.session.inspect(&article).matches.iter().filter(|found| found.rule == id).count();
            let explanation = explainer.explain(id, &article);
            let attempts = explanation
                .attempts
                .iter()
                .filter(|attempt| !matches!(attempt.fate, Fate::Unless { .. } | Fate::Where { .. }));
            assert_eq!(attempts.count(), told, "{}: {}\n{explanation:#?}", rule.name, example.text);
        }
    }
}

/// Contexts that reach far, before and behind, in loops: each would be walked anew from every token.
#[test]
fn an_explanation_takes_steps_in_proportion_to_the_article() {
    let pattern = r#"(?<! "no" _{0,20}) (who: @Person) ([!punct & !/[A-Z].*x/]{0,20} (?= _{0,28} /zz+/ | "met")){1,20}
        (?= _{0,30} "then") (who: @Person)"#;
    let pack = Pack::from_toml("p", &format!("{}{}", PEOPLE.replace("columns = []\n", ""), rule(pattern, "")));
    let mut explainer = Explainer::new(pack.rules());
    let id = explainer.rule("r").expect("the rule is called r");
    let sentence = "Ann and a friend of the old house met the other people in the town but not Bob . ";
    let mut work = |times: usize| explainer.work(id, &Article::new("a", sentence.repeat(times)));
    let (few, many) = (work(20), work(200));
    assert!(many < 11 * few, "{few} steps for 20 sentences, {many} for 200");
    // Some hundred steps a token; a walk from every token through every context takes thousands.
    assert!(few < 20 * 5_000, "{few} steps for 20 sentences");
}
