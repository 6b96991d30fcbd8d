//! `test` as a user drives it: examples, fixtures, goldens, filters and formats.
#![expect(clippy::unwrap_used, reason = "tests")]

use serde_json::Value;

use crate::command::{Ended, MEETINGS, Room, finish};

const ARTICLE: &str = "A day in Porto\n\nAnn met Bob in Porto. Zoë never met Ann.\n";

const GOLDEN: &str = "\
Meeting
  participant  Ann · Bob
  place        Porto
";

/// A pack `news` with an article whose golden is this.
fn news(golden: Option<&str>) -> Room {
    let room = Room::new(&[("news/rules.toml", MEETINGS.as_bytes()), ("news/pack.toml", b"[pack]\nname = 'news'\n")]);
    room.write("news/tests/day.txt", ARTICLE.as_bytes());
    if let Some(golden) = golden {
        room.write("news/tests/day.facts", golden.as_bytes());
    }
    room
}

fn test(room: &Room, more: &[&str]) -> Ended {
    let arguments: Vec<&str> = ["test", "news"].into_iter().chain(more.iter().copied()).collect();
    room.run(&arguments)
}

/// A failing test of the pack whose golden is this, and what it must tell.
fn check(golden: Option<&str>, told: &[&str]) {
    let ended = test(&news(golden), &[]);
    assert_eq!((ended.code, &*ended.err), (Some(1), ""), "{}", ended.out);
    for part in told {
        assert!(ended.out.contains(part), "no {part:?} in\n{}", ended.out);
    }
}

#[test]
fn a_golden_that_holds_passes() {
    let room = news(Some(GOLDEN));
    room.write("news/tests/day.txt", b"Ann met Bob in Porto.\n");
    assert_eq!(test(&room, &[]).clean(), "3 passed, 0 failed\n");
}

#[test]
fn what_a_golden_does_not_hold_is_noise_told_with_its_sentence_and_rule() {
    check(
        Some(""),
        &[
            "noisy: news/day (news/tests/day.facts)\n",
            "  Ann met Bob in Porto.\n    not wanted, by news/x-met-y (news/rules.toml:17)\n",
            "      Meeting\n        participant  Ann · Bob\n        place        Porto\n",
            "  if it is right as it is now: nutgraf test news --fixture news/day --update\n",
            "2 passed, 1 failed\n",
        ],
    );
}

#[test]
fn what_is_not_found_is_missing_told_with_its_line_and_likeliest_sentence() {
    let golden = format!("{GOLDEN}\nMeeting\n  participant  Zoë · Bob\n  place        Łódź\n");
    check(
        Some(&golden.replace("Zoë", "Eva").replace("Bob\n  place        Łódź", "Lea\n  place        Łódź")),
        &["not found (news/tests/day.facts:5)\n      Meeting\n        participant  Eva · Lea\n"],
    );
}

#[test]
fn what_is_found_otherwise_is_told_role_by_role() {
    check(
        Some("Meeting\n  participant  Ann · Bob\n  place        Łódź\n"),
        &[
            "wrong: news/day",
            "found otherwise (news/tests/day.facts:1): Meeting by news/x-met-y",
            "place: wanted `Łódź`, found `Porto`",
        ],
    );
}

#[test]
fn a_missing_an_unreadable_and_an_orphaned_golden_are_stale() {
    check(None, &["stale: news/day", "news/tests/day.facts: there is no golden yet"]);
    check(Some("  place  Porto\n"), &["news/tests/day.facts:1: expected a fact's type before its roles"]);
    check(Some(&format!("\n{GOLDEN}")), &["the facts hold, but stand in another order or layout"]);
    let turned = "Meeting\n  place        Porto\n  participant  Ann · Bob\n";
    check(Some(turned), &["stale: news/day", "the facts hold, but stand in another order or layout"]);
    let room = news(Some(GOLDEN));
    std::fs::rename(room.path("news/tests/day.txt"), room.path("news/tests/night.txt")).unwrap();
    let out = test(&room, &[]).out;
    assert!(out.contains("day.facts: there is no article of its name beside it"), "{out}");
    assert!(out.contains("night.facts: there is no golden yet"), "{out}");
}

#[test]
fn what_is_known_to_be_wrong_passes_until_it_is_right() {
    let missing = "known missing: who did not meet\nMeeting  negative\n  participant  Zoë · Ann\n";
    let room = news(Some(&format!("{GOLDEN}\n{missing}")));
    assert_eq!(test(&room, &[]).clean(), "2 passed, 0 failed, 1 known to fail\n");
    let table = test(&room, &["--scores"]).clean();
    assert!(table.contains("Meeting      1        1      0      100.0    50.0   66.7\n"), "{table}");
    let noisy = format!("known noisy: just so\n{GOLDEN}");
    assert_eq!(test(&news(Some(&noisy)), &[]).clean(), "2 passed, 0 failed, 1 known to fail\n");
    check(
        Some(&format!("known missing: who met\n{GOLDEN}")),
        &["known, but right: news/day", "known missing: who met: it is right now"],
    );
}

#[test]
fn an_example_that_is_known_to_fail_passes_until_it_holds() {
    let example = |text: &str| {
        format!(
            "{MEETINGS}\n[[rule]]\nname = 'saw'\ntag = 'Meeting'\npattern = '(participant: @Person) \"saw\" (participant: @Person)'\n[[rule.example]]\ntext = '{text}'\nfacts = [{{ participant = ['Ann', 'Bob'] }}]\nknown = 'no pronouns yet'\n"
        )
    };
    let room = Room::new(&[("m.toml", example("She saw Bob.").as_bytes())]);
    let run = |more: &[&str]| room.run(&[&["test", "m.toml", "--rule", "saw"][..], more].concat());
    assert_eq!(run(&[]).clean(), "0 passed, 0 failed, 1 known to fail\n");
    let json: Value = serde_json::from_str(&run(&["--format", "json"]).clean()).unwrap();
    assert_eq!(
        (&json["examples"][0]["status"], &json["examples"][0]["known"]),
        (&"known".into(), &"no pronouns yet".into())
    );
    room.write("m.toml", example("Ann saw Bob.").as_bytes());
    let ended = run(&[]);
    assert_eq!(ended.code, Some(1));
    assert!(ended.out.contains("known, but right: m/saw") && ended.out.contains("take `known` out"), "{}", ended.out);
}

#[test]
fn update_writes_goldens_alone_and_twice_is_once() {
    let room = news(Some(
        "known missing: who never met\nMeeting\n  participant  Eva · Ann\n\nMeeting\n  participant  Eva · Bob\n",
    ));
    let ended = test(&room, &["--update"]);
    assert_eq!((ended.code, &*ended.err), (Some(0), "wrote news/tests/day.facts\n"), "{}", ended.out);
    let golden = room.read("news/tests/day.facts");
    assert_eq!(golden, format!("known missing: who never met\nMeeting\n  participant  Eva · Ann\n\n{GOLDEN}"));
    assert_eq!((room.read("news/tests/day.txt"), room.read("news/rules.toml")), (ARTICLE.into(), MEETINGS.into()));
    assert_eq!(test(&room, &["--update"]).clean(), "2 passed, 0 failed, 1 known to fail\n");
    assert_eq!(room.read("news/tests/day.facts"), golden);
}

#[test]
fn update_is_refused_where_goldens_are_checked() {
    let room = news(None);
    for writing in ["--update", "--review"] {
        let ended = finish(room.command(&["test", "news", writing]).env("CI", "true"), b"");
        assert_eq!((ended.code, &*ended.out), (Some(2), ""));
        assert!(ended.err.starts_with("error: goldens are not written where `CI` is set"), "{}", ended.err);
    }
    assert!(!room.path("news/tests/day.facts").exists());
}

#[test]
fn the_command_that_runs_a_failure_alone_runs_it_alone() {
    let room = news(None);
    room.write("news/rules.toml", MEETINGS.replace("Ann saw Bob in Porto.", "Ann met Bob in Łódź.").as_bytes());
    let out = test(&room, &[]).out;
    let alone: Vec<&str> = out.lines().filter_map(|line| line.strip_prefix("  alone: nutgraf ")).collect();
    assert_eq!(alone, ["test news --example news/rules.toml:26", "test news --fixture news/day"]);
    for command in alone {
        let ended = room.run(&command.split(' ').collect::<Vec<_>>());
        assert!(ended.out.ends_with("0 passed, 1 failed\n"), "{}", ended.out);
    }
}

#[test]
fn filters_choose_and_name_what_is_not_there() {
    let room = news(Some(GOLDEN));
    assert_eq!(test(&room, &["--rule", "x-met-y"]).clean(), "2 passed, 0 failed\n");
    assert_eq!(test(&room, &["--example", "rules.toml"]).clean(), "2 passed, 0 failed\n");
    assert_eq!(test(&room, &["--example", "rules.toml:22", "--type", "Meeting"]).clean(), "1 passed, 0 failed\n");
    assert_eq!(test(&room, &["--type", "Place"]).clean(), "1 passed, 0 failed\n");
    for (wrong, told) in [
        (["--rule", "x-met-z"], "no rule `x-met-z` in these packs: did you mean `x-met-y`?"),
        (["--fixture", "dya"], "no fixture `dya` in these packs: did you mean `day`?"),
        (["--type", "Meting"], "no type `Meting` in these packs: did you mean `Meeting`?"),
        (["--example", "rules.toml:99"], "no example stands at `rules.toml:99` in these packs"),
    ] {
        let ended = test(&room, &wrong);
        assert_eq!((ended.code, ended.err), (Some(2), format!("error: {told}\n")));
    }
}

#[test]
fn results_come_as_json_and_as_junit() {
    let room = news(Some("Meeting\n  participant  Ann · Bob\n  place        Łódź\n"));
    let ended = test(&room, &["--format", "json"]);
    let json: Value = serde_json::from_str(&ended.out).unwrap();
    assert_eq!((ended.code, json["examples"].as_array().unwrap().len()), (Some(1), 2));
    assert_eq!(json["fixtures"][0]["differences"][0]["wrong"]["place"]["found"][0], "Porto");
    assert_eq!(json["scores"]["Meeting"]["f1"], 0.0);
    assert_eq!(json["summary"]["failed"], 1);
    let junit = test(&room, &["--format", "junit"]).out;
    assert!(
        junit.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"nutgraf\">\n"),
        "{junit}"
    );
    assert!(
        junit.contains("<testsuite name=\"news\" tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"0\">"),
        "{junit}"
    );
    assert!(junit.contains("<failure type=\"wrong\" message=\"wrong\">"), "{junit}");
    assert_eq!(junit.matches("<testcase ").count(), 3);
}

#[test]
fn on_a_pipe_there_is_no_colour_and_sentences_keep_to_eighty_columns() {
    let room = news(Some(""));
    let long =
        format!("{} Ann met Bob in Porto, {}.", "It rained. ".repeat(3), "and it rained on and on ".repeat(8).trim());
    room.write("news/tests/day.txt", long.as_bytes());
    let plain = test(&room, &[]).out;
    assert!(!plain.contains('\x1b'), "{plain}");
    let is_command = |line: &&str| !line.contains("nutgraf test");
    assert!(plain.lines().filter(is_command).all(|line| line.chars().count() <= 80), "{plain}");
    let colored = finish(room.command(&["test", "news"]).env("CLICOLOR_FORCE", "1"), b"").out;
    assert!(colored.contains('\x1b'), "{colored}");
    let forbidden = finish(room.command(&["test", "news"]).env("NO_COLOR", "1"), b"").out;
    assert_eq!(forbidden, plain);
}

#[test]
fn the_shipped_packs_pass_their_own_tests() {
    let out = Room::new(&[]).run(&["test"]).clean();
    assert!(out.contains(" 0 failed"), "{out}");
}

/// A pack in which each kind of part has both ways open but where an example goes it.
const PARTS: &str = r#"
[type.Person]
[type.Meeting]
roles = { participant = "Person{2,}" }
[list.people]
words = ["Ann", "Bob", "Zoë"]
type  = "Person"
[pattern]
met = '"met" | "saw"'
[[rule]]
name    = "meets"
tag     = "Meeting"
pattern = '(participant: @Person) "once"? @met (participant: @Person)'
unless  = ['"met" @Person "not"']
[[rule.example]]
text  = "Ann met Bob."
facts = [{ participant = ["Ann", "Bob"] }]
[[context]]
name    = "denial"
trigger = '"never" | "no"'
set     = { polarity = "negative" }
"#;

#[test]
fn coverage_tells_what_no_test_exercises_both_ways() {
    let room = Room::new(&[("parts.toml", PARTS.as_bytes())]);
    let out = room.run(&["test", "parts.toml", "--coverage"]).clean();
    let open = "\
parts/met (parts.toml:9)
  never taken: \"saw\"
parts/meets (parts.toml:11)
  silent in no example of its own
  never there: \"once\"?
  never voids a match: \"met\" @Person \"not\"
parts/denial (parts.toml:19)
  never taken: \"never\" · \"no\"
  never marks a fact
entries of lists that no text holds (not counted)
  parts/people: 1 of 3: Zoë

rules 1 of 2, patterns 1 of 1, alternatives 1 of 4, optional parts 1 of 2,
unless 1 of 2, contexts 1 of 2
coverage: 6 of 13 ways, 46.2 %

1 passed, 0 failed
";
    assert_eq!(out, open);
    let more = "[[rule.example]]\ntext = 'Ann once saw Bob. Ann met Zoë not.'\nfacts = [{ participant = ['Ann', 'Bob'] }]\n[[rule.example]]\ntext = 'Ann.'\nfacts = []\n";
    let more = format!(
        "{more}[[rule.example]]\ntext = 'He never knew Ann saw Bob, no.'\nfacts = [{{ participant = ['Ann', 'Bob'] }}]\n[[context]]"
    );
    room.write("parts.toml", PARTS.replace("[[context]]", &more).as_bytes());
    let out = room.run(&["test", "parts.toml", "--coverage"]).clean();
    assert!(out.contains("coverage: 13 of 13 ways, 100.0 %\n"), "{out}");
}

#[test]
fn coverage_below_the_least_is_a_no_and_json_has_what_is_open() {
    let room = Room::new(&[("parts.toml", PARTS.as_bytes())]);
    let ended = room.run(&["test", "parts.toml", "--min-coverage", "50"]);
    assert_eq!((ended.code, &*ended.err), (Some(1), "coverage is 46.2 %, and at least 50 % is wanted\n"));
    assert_eq!(room.run(&["test", "parts.toml", "--min-coverage", "46%"]).code, Some(0));
    assert_eq!(room.run(&["test", "parts.toml", "--min-coverage", "146"]).code, Some(2));
    let out = room.run(&["test", "parts.toml", "--coverage", "--format", "json"]).clean();
    let json: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(json["coverage"]["kinds"]["alternative"]["exercised"], 1);
    assert_eq!(json["coverage"]["open"][0]["never"], "never taken");
    assert_eq!(json["coverage"]["lists"][0]["never"][0]["entry"], "Zoë");
}

#[test]
fn mutation_tells_which_conditions_no_test_would_miss() {
    let pack = PARTS.replace("\"once\"? @met", "[!punct & !\"has\"]? @met");
    let pack =
        pack.replace("[[context]]", "[[rule.example]]\ntext = 'Ann, met Bob. Ann with Bob.'\nfacts = []\n[[context]]");
    let room = Room::new(&[("parts.toml", pack.as_bytes())]);
    let out = room.run(&["test", "parts.toml", "--mutate"]).clean();
    let told = "\
parts/meets (parts.toml:11)
  without !\"has\" in [!punct & !\"has\"]
  without `unless` \"met\" @Person \"not\"

mutants: 3 of 5 noticed

2 passed, 0 failed
";
    assert_eq!(out, told);
    let json = room.run(&["test", "parts.toml", "--mutate", "--format", "json"]).clean();
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json["mutation"]["mutants"], json["mutation"]["survivors"].as_array().unwrap().len()), (&5.into(), 2));
}

#[test]
fn an_example_that_is_not_found_shows_the_nearest_miss_and_how_to_ask_more() {
    let rules = MEETINGS.replace("Ann met Bob in Porto.", "Ann knew Bob in Porto.");
    let room = Room::new(&[("m.toml", rules.as_bytes())]);
    let out = room.run(&["test", "m.toml"]).out;
    assert!(out.contains("would pass: \"met\" in any case"), "{out}");
    assert!(out.contains("\n  why: nutgraf explain -r m.toml m/x-met-y --text 'Ann knew Bob in Porto.'\n"), "{out}");
    let ended = room.run(&["explain", "-r", "m.toml", "m/x-met-y", "--text", "Ann knew Bob in Porto."]);
    assert_eq!(ended.code, Some(1), "{ended:?}");
    let json: Value = serde_json::from_str(&room.run(&["test", "m.toml", "--format", "json"]).out).unwrap();
    assert_eq!(json["examples"][0]["nearest_miss"]["kind"], "pattern");
}

#[test]
fn an_example_of_a_rule_over_a_parse_is_tested_like_any_other() {
    let rules = r#"
[type.Person]
[type.Signature]
roles = { party = "Person" }
[list.people]
words = ["Ann", "Bob"]
type  = "Person"
[[rule]]
name    = "signs"
tag     = "Signature"
trigger = '~sign'
[rule.roles]
party = '>nsubj @Person'
[[rule.example]]
text  = "Ann signed the letter."
facts = [{ party = "Ann" }]
[[rule.example]]
text  = "The letter was signed."
facts = [{ party = "Bob" }]
"#;
    let room = Room::new(&[("m.toml", rules.as_bytes())]);
    let ended = room.run(&["test", "m.toml"]);
    assert!(ended.out.contains("missing: m/signs") && ended.out.ends_with("1 passed, 1 failed\n"), "{}", ended.out);
}
