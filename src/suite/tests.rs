//! What the suite says of examples that hold and that do not.

use super::{Commands, Filter, Report, Status, run, scaffold};
use crate::Pack;
use crate::pack::{NoSources, PackFiles, RawFile};
use crate::writer::Style;

const RULES: &str = r#"
[type.Person]
[type.Place]
[type.Visit]
roles = { visitor = "Person", destination = "Place?" }
[list.people]
words = ["Ann", "Bob"]
type = "Person"
[list.places]
words = ["Rome", "Oslo"]
type = "Place"
[[context]]
name = "denial"
trigger = '"never"'
set = { polarity = "negative" }
[[rule]]
name = "went"
tag = "Visit"
pattern = '(visitor: @Person) "never"? "went" ("to" (destination: @Place))?'
[[rule]]
name = "trip"
tag = "Visit"
pattern = '"trip" "by" (visitor: @Person)'
"#;

/// The report on one example of the rule `trip`.
fn report(text: &str, facts: &str) -> Report {
    let example = format!("[[rule.example]]\ntext = {text:?}\nfacts = [{facts}]\n");
    let pack = Pack::from_toml("t", &format!("{RULES}{example}"));
    assert!(!pack.has_errors(), "{:?}", pack.diagnostics());
    run(&pack, &Filter { rules: vec!["t/trip".into()], ..Filter::default() })
}

fn shown(report: &Report) -> String {
    report.to_text(&Commands { test: "nutgraf test t".into(), explain: None }, Style::PLAIN)
}

fn check(text: &str, facts: &str, status: Status, told: &str) {
    let report = report(text, facts);
    assert_eq!(report.outcomes[0].status, status, "{}", shown(&report));
    assert!(shown(&report).contains(told), "{}", shown(&report));
}

#[test]
fn an_example_that_says_what_is_found_passes() {
    check("A trip by Ann.", "{ visitor = 'Ann' }", Status::Ok, "1 passed, 0 failed\n");
    check("A trip by Ann.", "{ visitor = 'Ann', polarity = 'positive' }", Status::Ok, "1 passed");
    check("Nothing.", "", Status::Ok, "1 passed, 0 failed\n");
    check("A trip by Ann. A trip by Bob.", "{ visitor = 'Bob' }, { visitor = 'Ann' }", Status::Ok, "1 passed");
}

#[test]
fn what_is_asked_for_and_not_found_is_missing() {
    check("Ann.", "{ visitor = 'Ann' }", Status::Missing, "not found: Visit visitor `Ann`");
}

#[test]
fn what_is_found_and_not_asked_for_is_noise_whoever_finds_it() {
    check("A trip by Ann.", "", Status::Noisy, "not wanted: Visit visitor `Ann` by t/trip");
    check("Bob went.", "", Status::Noisy, "by t/went");
}

#[test]
fn a_fact_with_other_values_is_told_role_by_role() {
    check(
        "A trip by Ann. Bob went to Rome.",
        "{ visitor = 'Ann' }, { visitor = 'Bob', destination = 'Oslo' }",
        Status::Wrong,
        "destination: wanted `Oslo`, found `Rome`",
    );
    check(
        "A trip by Ann. Bob never went.",
        "{ visitor = 'Ann' }, { visitor = 'Bob', polarity = 'positive' }",
        Status::Wrong,
        "polarity: wanted `positive`, found `negative`",
    );
}

#[test]
fn a_role_that_is_not_named_must_be_empty() {
    check(
        "A trip by Ann. Bob went to Rome.",
        "{ visitor = 'Ann' }, { visitor = 'Bob' }",
        Status::Wrong,
        "destination: wanted nothing, found `Rome`",
    );
}

#[test]
fn an_example_that_only_other_rules_satisfy_fails() {
    check("Ann went.", "{ visitor = 'Ann' }", Status::ByAnotherRule, "found by t/went, so it would pass without");
}

#[test]
fn a_failure_tells_its_place_and_the_command_that_runs_it_alone() {
    let text = shown(&report("Ann.", "{ visitor = 'Ann' }"));
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("missing: t/trip (t.toml:"), "{text}");
    assert!(text.contains("\n  alone: nutgraf test t --example t.toml:"), "{text}");
    assert!(text.contains("\n    No match"), "{text}");
    assert_eq!(lines.last(), Some(&"0 passed, 1 failed"));
}

#[test]
fn the_report_as_json_has_an_object_an_example() {
    let json = report("Ann.", "{ visitor = 'Ann' }").to_value();
    assert_eq!(json["examples"][0]["status"], "missing");
    assert_eq!(json["examples"][0]["mismatches"][0]["missing"]["visitor"][0], "Ann");
    assert_eq!(json["summary"]["failed"], 1);
}

#[test]
fn a_new_pack_has_no_warning_and_passes_its_test() {
    let files = scaffold("harbour").into_iter();
    let files = files.map(|(path, text)| RawFile { name: format!("harbour/{path}"), bytes: text.into() }).collect();
    let pack =
        Pack::from_files(vec![PackFiles { identity: "harbour".into(), name: "harbour".into(), files }], &NoSources);
    assert_eq!(crate::diagnostic::render_text(pack.diagnostics(), false), "");
    assert_eq!(shown(&run(&pack, &Filter::default())), "2 passed, 0 failed\n");
}

/// Packs after a change find what they find compiled anew, however far the change reaches.
#[test]
fn after_a_change_the_same_is_found_as_anew() {
    use super::Runner;
    use crate::Article;

    let rules = |verb: &str, over: &str, place: &str| {
        Pack::from_toml(
            "t",
            &format!(
                r#"
[type.Person]
[type.Stay]
[type.Visit]
roles = {{ visitor = "Person", stay = "Stay" }}
[list.people]
words = ["Ann", "Bob"]
type = "Person"
[pattern]
verb = '"{verb}"'
[[rule]]
name = "stay"
tag = "Stay"
pattern = '@verb {over} "{place}"'
[[rule]]
name = "visit"
tag = "Visit"
pattern = '(visitor: @Person) (stay: @Stay)'
"#
            ),
        )
    };
    let texts = ["Ann saw Rome.", "Bob left Rome.", "Ann left. Rome slept.", "Ann left Oslo."];
    let articles = texts.map(|text| Article::new("a", text));
    let states = [("saw", "", "Rome"), ("left", "", "Rome"), ("left", "\".\" ;", "Rome"), ("left", "", "Oslo")];
    let states: Vec<Pack> = states.into_iter().map(|(verb, over, place)| rules(verb, over, place)).collect();
    assert!(states.iter().all(|pack| !pack.has_errors()));
    let fresh: Vec<_> = states.iter().map(|pack| Runner::new(pack.clone()).shown(&articles)).collect();
    assert!(fresh.windows(2).all(|pair| pair[0] != pair[1]));
    let mut runner = Runner::new(states[0].clone());
    for pack in states.iter().chain(&states[..1]) {
        runner.shown(&articles);
        runner = runner.after(pack.clone(), &super::touched(runner.pack(), pack));
        assert_eq!(runner.shown(&articles), Runner::new(pack.clone()).shown(&articles));
    }
}
