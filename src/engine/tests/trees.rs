//! Dependency rules: LANGUAGE 3, 9.13 and 9.14.

use super::{facts_of, parsed, read};
use crate::engine::{Engine, Options};
use crate::pack::Pack;
use crate::text::Article;

const SIGNED: &str = "
Russia  Russia   PROPN 4 nsubj
and     and      CCONJ 3 cc
China   China    PROPN 1 conj
signed  sign     VERB  0 root
a       a        DET   7 det
new     new      ADJ   7 amod
treaty  treaty   NOUN  4 obj
with    with     ADP   9 case
Iran    Iran     PROPN 4 obl
in      in       ADP   11 case
Tehran  Tehran   PROPN 4 obl
.       .        PUNCT 4 punct
";

fn rules(roles: &str, more: &str) -> String {
    format!(
        r#"
[type.Country]
[list.countries]
words = ["Russia", "China", "Iran"]
type = "Country"
[type.Agreement]
roles = {{ party = "Country+", about = "text?", with = "text?" }}
[[rule]]
name = "sign"
tag = "Agreement"
trigger = '~sign | ~strike'
{more}
[rule.roles]
{roles}
"#
    )
}

fn check(roles: &str, more: &str, expected: &[&str]) {
    assert_eq!(facts_of(&rules(roles, more), &parsed(SIGNED)), expected, "{roles}");
}

#[test]
fn paths_lead_to_mentions_and_phrases() {
    check(
        "party = '>nsubj >conj? @Country | >obl[with] @Country'\nabout = '>obj ~treaty'",
        "",
        &["Agreement(party=Russia+China+Iran, about=new treaty)"],
    );
}

#[test]
fn a_label_is_matched_whole_and_a_regex_over_labels_too() {
    check("party = '>nsub @Country'", "", &[]);
    check("party = '>/ns.*/ @Country'", "", &["Agreement(party=Russia)"]);
}

#[test]
fn a_case_word_must_be_there() {
    check("party = '>obl[with] @Country'", "", &["Agreement(party=Iran)"]);
    check("party = '>obl[in] @Country'", "", &[]);
}

#[test]
fn a_role_that_the_type_requires_must_be_found() {
    check("party = '>iobj @Country'\nabout = '>obj _'", "", &[]);
}

#[test]
fn take_each_makes_a_fact_of_each_and_first_takes_the_nearest() {
    let path = "party = '>nsubj >conj* @Country'";
    check(path, "take = { party = \"each\" }", &["Agreement(party=Russia)", "Agreement(party=China)"]);
    check(path, "take = { party = \"first\" }", &["Agreement(party=Russia)"]);
}

#[test]
fn a_path_may_go_up_and_repeat() {
    check("party = '>obj <obj >nsubj >conj{0,2} @Country'", "", &["Agreement(party=Russia+China)"]);
}

#[test]
fn labels_of_other_schemes_are_met() {
    let lines = "He he PRON 3 nsubjpass\nwas be AUX 3 auxpass\nsigned sign VERB 0 ROOT\nRussia Russia PROPN 3 dobj";
    let rules = rules("party = '>obj @Country'\nwith = '>nsubj:pass _'", "");
    assert_eq!(facts_of(&rules, &parsed(lines)), ["Agreement(party=Russia, with=He)"]);
}

#[test]
fn a_rule_in_the_labels_of_another_scheme_meets_universal_ones() {
    let lines = "He he PRON 3 nsubj:pass\nwas be AUX 3 aux:pass\nsigned sign VERB 0 root\nRussia Russia PROPN 3 obj";
    let rules = rules("party = '>dobj @Country'\nwith = '>nsubjpass _'", "");
    assert_eq!(facts_of(&rules, &parsed(lines)), ["Agreement(party=Russia, with=He)"]);
}

#[test]
fn an_article_gives_a_notice_where_nothing_can_parse_it() {
    let pack = Pack::from_toml("t", &rules("party = '>nsubj @Country'", ""));
    let engine = Engine::with_english(pack.rules().clone(), Options::default(), None);
    let found = engine.session().read(&Article::new("a", "Russia signed."));
    assert!(found.facts.is_empty());
    assert_eq!(found.notices[0].code, "no-parse");
    assert!(found.notices[0].message.contains("`t/sign`"), "{}", found.notices[0].message);
}

#[cfg(feature = "parser")]
#[test]
fn plain_text_is_parsed_where_a_trigger_stands() {
    let rules = rules("party = '>nsubj >conj? @Country'\nabout = '>obj ~treaty'", "");
    let article = Article::new("a", "It rained. Russia and China signed a new treaty.");
    let found = read(&rules, &article, Options::default());
    assert!(found.notices.is_empty(), "{:?}", found.notices);
    assert_eq!(facts_of(&rules, &article), ["Agreement(party=Russia+China, about=new treaty)"]);
}

#[cfg(feature = "parser")]
#[test]
fn a_parse_that_comes_with_the_article_stays() {
    let wrong = "Russia Russia PROPN 2 obj\nsigned sign VERB 0 root\ntreaties treaty NOUN 2 nsubj";
    assert!(facts_of(&rules("party = '>nsubj @Country'", ""), &parsed(wrong)).is_empty());
    assert_eq!(facts_of(&rules("party = '>obj @Country'", ""), &parsed(wrong)), ["Agreement(party=Russia)"]);
}

#[test]
fn a_sentence_that_lacks_what_a_rule_needs_is_not_parsed() {
    let pack = Pack::from_toml("t", &rules("party = '>nsubj @Country'\nabout = '>obj ~treaty'", ""));
    let mut session = Engine::from_rules(pack.rules().clone(), Options::default()).session();
    let mut is_parsed = |text: &str| {
        session.read(&Article::new("a", text));
        session.work.document.has_parse()
    };
    assert!(!is_parsed("They signed a treaty."), "no party");
    assert!(!is_parsed("Iran has a treaty."), "no trigger");
    assert!(!is_parsed("They signed. Iran has a treaty."), "the party stands in another sentence");
    assert!(is_parsed("Iran signed a paper."), "what may be missing is not needed");
}
