//! The command line itself: its other verbs, exit codes, help and reference.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::fs;

use serde_json::Value;

use crate::command::Room;

const REFERENCE: &str = "docs/cli.md";

#[test]
fn the_reference_is_fresh() {
    let written = nutgraf::cli::reference();
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        assert!(std::env::var_os("CI").is_none(), "goldens are not written where they are checked");
        fs::write(REFERENCE, &written).unwrap();
    }
    let checked_in = fs::read_to_string(REFERENCE).unwrap_or_default();
    assert!(checked_in == written, "{REFERENCE} is stale: UPDATE_GOLDENS=1 writes it anew");
}

#[test]
fn help_keeps_to_eighty_columns() {
    for line in nutgraf::cli::reference().lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
}

#[test]
fn help_is_no_error_and_a_wrong_word_is() {
    let room = Room::new(&[]);
    assert!(room.run(&["--help"]).clean().contains("Exit codes"));
    assert!(room.run(&["run", "--help"]).clean().contains("--mentions"));
    assert!(room.run(&["--version"]).clean().starts_with("nutgraf "));
    for wrong in [&["rum"][..], &["run", "--fromat", "text"], &["run", "-j", "0"], &["run", "--date", "Monday"]] {
        let ended = room.run(wrong);
        assert_eq!(ended.code, Some(2), "{wrong:?}");
        assert!(ended.out.is_empty() && ended.err.starts_with("error: "), "{ended:?}");
    }
}

#[test]
fn check_says_no_where_something_is_an_error() {
    let room = Room::with_rules(&[("bad.toml", b"[[rul]]\nname = 'x'\n")]);
    assert_eq!(room.run(&["check", "meetings.toml"]).clean(), "1 rule, 2 lists, 3 types: 0 errors, 0 warnings\n");
    let ended = room.run(&["check", "bad.toml"]);
    assert_eq!((ended.code, &*ended.err), (Some(1), ""));
    assert!(ended.out.contains("bad.toml:1:") && ended.out.contains("did you mean `rule`?"), "{}", ended.out);
    let ended = room.run(&["check", "bad.toml", "--format", "json"]);
    assert_eq!(ended.code, Some(1));
    let faults: Value = serde_json::from_str(&ended.out).unwrap();
    assert_eq!(faults[0]["code"], "unknown-key");
    let ended = room.run(&["check", "no-such-pack"]);
    assert_eq!(ended.code, Some(2));
    assert!(ended.err.starts_with("error: no-such-pack: no such pack"), "{}", ended.err);
}

#[test]
fn check_explains_a_code() {
    let room = Room::new(&[]);
    assert!(room.run(&["check", "--explain", "unknown-type"]).clean().starts_with("# unknown-type\n"));
    let ended = room.run(&["check", "--explain", "unknown-typ"]);
    assert_eq!(
        (ended.code, &*ended.err),
        (Some(2), "error: unknown code `unknown-typ`: did you mean `unknown-type`?\n")
    );
}

#[test]
fn list_says_what_a_pack_holds() {
    let room = Room::with_rules(&[]);
    let list = |what: &str| room.run(&["list", what, "-r", "meetings.toml"]).clean();
    assert!(list("packs").starts_with("meetings"));
    assert!(list("types").contains("Meeting         (participant, place) Persons met.\n"), "{}", list("types"));
    assert_eq!(list("rules"), "meetings/x-met-y  Meeting  meetings.toml:17\n");
    assert_eq!(list("lists"), "people  3 entries, tags Person\nplaces  2 entries, tags Place\n");
    assert_eq!(list("patterns"), "");
}

#[test]
fn the_shipped_packs_are_the_default() {
    let room = Room::new(&[]);
    let packs = room.run(&["list", "packs"]).out;
    for pack in nutgraf::Pack::shipped() {
        assert!(packs.lines().any(|line| line.starts_with(pack)), "{packs}");
    }
}

#[test]
fn the_schema_that_is_printed_is_the_one_checked_in() {
    let printed = Room::new(&[]).run(&["schema"]).clean();
    assert_eq!(printed, nutgraf::pack::schema());
}

#[test]
fn every_shell_has_its_completions() {
    let room = Room::new(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = room.run(&["completions", shell]).clean();
        assert!(script.contains("mentions"), "{shell}");
    }
    assert_eq!(room.run(&["completions", "csh"]).code, Some(2));
}

const PARSED: &str = "# newdoc id = d1
1\tAnn\t_\tPROPN\tNNP\t_\t2\tnsubj\t_\t_
2\tmet\t_\t_\t_\t_\t0\troot\t_\t_
3\tBob\tRobert\tPROPN\tNNP\t_\t2\tobj\t_\t_

# newdoc id = d2
x\tAnn
";

#[test]
fn annotate_shows_tags_lemmas_and_heads_and_keeps_what_was_given() {
    let room = Room::new(&[("a.txt", b"The ministers met."), ("b.conllu", PARSED.as_bytes())]);
    let out = room.run(&["annotate", "--format", "conllu", "a.txt"]).clean();
    assert!(out.starts_with("# newdoc id = a\n") && out.contains("2\tministers\tminister\tNOUN\tNNS\t"), "{out}");
    let out = room.run(&["annotate", "a.txt"]).clean();
    let words = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(words(out.lines().nth(3).unwrap()), ["ministers", "minister", "NOUN", "NNS", "nsubj", "met"]);
    let ended = room.run(&["annotate", "--format", "conllu", "b.conllu"]);
    assert!(ended.out.contains("3\tBob\tRobert\tPROPN\tNNP\t_\t2\tobj"), "{ended:?}");
    assert!(ended.out.contains("2\tmet\tmeet\tVERB\tVBD\t_\t0\troot"), "{ended:?}");
}

#[test]
fn a_broken_document_in_conllu_costs_itself_only() {
    let room = Room::with_rules(&[("b.conllu", PARSED.as_bytes())]);
    let ended = room.run(&["run", "-r", "meetings.toml", "--format", "jsonl", "b.conllu"]);
    assert_eq!(ended.code, Some(2));
    assert!(ended.out.starts_with("{\"doc\":\"d1\",\"type\":\"Meeting\""), "{ended:?}");
    assert!(
        ended.err.starts_with("error: b.conllu:7: ") && ended.err.ends_with("; the document is skipped\n"),
        "{ended:?}"
    );
}
