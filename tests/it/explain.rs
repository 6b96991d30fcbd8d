//! `nutgraf explain`: why a rule matched, and why it did not.
#![expect(clippy::unwrap_used, reason = "tests")]

use serde_json::Value;

use crate::command::{Room, finish};

const EXPLAIN: [&str; 4] = ["explain", "-r", "meetings.toml", "x-met-y"];

fn with<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&EXPLAIN, more].concat()
}

#[test]
fn a_match_shows_tokens_then_steps_then_the_fact() {
    let room = Room::with_rules(&[]);
    let out = room.run(&with(&["--text", "Ann met Bob in Porto."])).clean();
    let order =
        ["tags Meeting (meetings.toml:17)", "Sentence 0", "PROPN", "Matched: Ann met Bob in Porto", "-> a fact:"];
    let places: Vec<usize> =
        order.iter().map(|part| out.find(part).unwrap_or_else(|| panic!("{part}: {out}"))).collect();
    assert!(places.is_sorted(), "{out}");
    assert!(out.contains("list meetings/people, entry `Ann` (meetings.toml:"), "{out}");
}

#[test]
fn a_miss_names_the_token_and_what_would_pass_and_ends_with_one() {
    let room = Room::with_rules(&[]);
    let ended = room.run(&with(&["--text", "Ann saw Bob."]));
    assert_eq!((ended.code, ended.err.as_str()), (Some(1), ""));
    assert!(ended.out.contains("failed: \"met\" on `saw` (token 1)"), "{}", ended.out);
    assert!(ended.out.contains("text is `saw`; would pass: \"met\" in any case"), "{}", ended.out);
}

#[test]
fn an_explanation_keeps_to_eighty_columns_and_has_no_colour_on_a_pipe() {
    let room = Room::with_rules(&[]);
    let text = "Ann, who had been to Łódź and to many other places, met Bob in Porto.";
    for text in [text, "Ann met Bob in Porto while it rained for many days on end."] {
        let ended = finish(room.command(&with(&["--text", text])).env("NO_COLOR", "1"), b"");
        assert!(ended.out.lines().all(|line| line.chars().count() <= 80), "{}", ended.out);
        assert!(!ended.out.contains('\x1b'), "{}", ended.out);
    }
}

#[test]
fn a_line_of_a_file_is_explained_alone() {
    let room = Room::with_rules(&[
        ("a.txt", b"Ann met Bob.\n\nAnn saw Bob.\n"),
        ("b.jsonl", b"{\"id\":\"x\",\"text\":\"Ann saw Bob.\"}\n{\"id\":\"y\",\"text\":\"Ann met Bob.\"}\n"),
    ]);
    assert_eq!(room.run(&with(&["a.txt:1"])).code, Some(0));
    assert_eq!(room.run(&with(&["a.txt:3"])).code, Some(1));
    assert_eq!(room.run(&with(&["b.jsonl:1"])).code, Some(1));
    assert_eq!(room.run(&with(&["b.jsonl:2"])).code, Some(0));
    let ended = room.run(&with(&["a.txt:2"]));
    assert_eq!((ended.code, ended.err.as_str()), (Some(2), "error: a.txt:2: nothing to explain on this line\n"));
}

#[test]
fn json_has_an_object_for_each_article() {
    let room = Room::with_rules(&[]);
    let ended = room.run_with(&with(&["--format", "json"]), b"Ann also met Bob.");
    assert_eq!(ended.code, Some(1));
    let told: Value = serde_json::from_str(&ended.out).unwrap();
    assert_eq!(told["rule"], "meetings/x-met-y");
    assert_eq!(told["sentences"][0]["tokens"][1]["text"], "also");
    assert_eq!(told["miss"]["kind"], "pattern");
    assert_eq!(told["miss"]["failures"][0]["how"], "in-the-way");
}

#[test]
fn an_unknown_rule_is_named_with_its_nearest() {
    let room = Room::with_rules(&[]);
    let ended = room.run(&["explain", "-r", "meetings.toml", "x-mt-y", "--text", "Ann."]);
    assert_eq!((ended.code, ended.err.as_str()), (Some(2), "error: unknown rule `x-mt-y`: did you mean `x-met-y`?\n"));
}
