//! `nutgraf diff`: what a change of the rules changes in the facts.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::process::Command;

use serde_json::Value;

use crate::command::{MEETINGS, Room, finish};

const ARTICLE: &[u8] = "Ann met Bob in Porto. Bob saw Zoë.".as_bytes();

/// Rules in a folder, as they were and as they are: `saw` is new, the place is gone.
fn room() -> Room {
    let now = MEETINGS.replace("\"met\"", "(\"met\" | \"saw\")").replace(" (\"in\" (place: @Place))?", "");
    let pack = b"[pack]\nname = 'meetings'\n";
    Room::new(&[
        ("old/meetings/pack.toml", pack),
        ("old/meetings/rules.toml", MEETINGS.as_bytes()),
        ("rules/meetings/pack.toml", pack),
        ("rules/meetings/rules.toml", now.as_bytes()),
        ("a.txt", ARTICLE),
    ])
}

#[test]
fn what_is_gained_and_changed_is_shown_with_its_text() {
    let out = room().run(&["diff", "--base", "old", "-r", "rules", "a.txt"]).clean();
    assert!(out.contains("+ gained Meeting\n  participant  Bob · Zoë\n\n  Bob saw Zoë.\n"), "{out}");
    assert!(out.contains("~ changed Meeting\n  - place  Porto\n\n  Ann met Bob in Porto.\n"), "{out}");
    assert!(out.ends_with(" in 1 of 1 article\n"), "{out}");
    assert!(out.lines().all(|line| line.chars().count() <= 80) && !out.contains('\x1b'), "{out}");
}

#[test]
fn the_same_rules_differ_in_nothing() {
    let out =
        room().run(&["diff", "--base", "old/meetings", "-r", "old/meetings", "--fail-on", "any", "a.txt"]).clean();
    assert_eq!(out, "0 lost, 0 gained, 0 changed, in 0 of 1 article\n");
}

#[test]
fn the_exit_code_is_one_for_what_must_not_be() {
    let room = room();
    let code =
        |on: &str, base: &str, now: &str| room.run(&["diff", "--base", base, "-r", now, "--fail-on", on, "a.txt"]).code;
    let codes =
        |base: &str, now: &str| ["lost", "gained", "changed", "any", "none"].map(|on| code(on, base, now) == Some(1));
    assert_eq!(codes("old", "rules"), [false, true, true, true, false]);
    assert_eq!(codes("rules", "old"), [true, false, true, true, false]);
}

#[test]
fn json_has_both_facts_of_a_change() {
    let ended = room().run(&["diff", "--base", "old", "-r", "rules", "--format", "jsonl", "a.txt"]);
    let changes: Vec<Value> = ended.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let changed = changes.iter().find(|change| change["change"] == "changed").unwrap();
    assert_eq!(changed["before"]["roles"]["place"][0]["text"], "Porto");
    assert!(changed["after"]["roles"]["place"].is_null());
    assert!(ended.err.starts_with("0 lost, 1 gained, "), "{}", ended.err);
}

#[test]
fn a_git_revision_is_compared_without_touching_the_working_tree() {
    let room = room();
    let git = |arguments: &[&str]| {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
        let ended = Command::new("git").current_dir(room.path(".")).args(identity).args(arguments).output().unwrap();
        assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
        String::from_utf8(ended.stdout).unwrap()
    };
    git(&["init", "--quiet"]);
    git(&["add", "."]);
    git(&["commit", "--quiet", "-m", "a"]);
    room.write("rules/meetings/rules.toml", MEETINGS.as_bytes());
    let before = git(&["status", "--porcelain"]);
    let ended = room.run(&["diff", "--base", "HEAD", "-r", "rules/meetings", "a.txt"]);
    assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""), "{}", ended.out);
    assert!(ended.out.contains("- lost Meeting"), "{}", ended.out);
    assert!(ended.out.contains("meetings/x-met-y (HEAD:rules/meetings/rules.toml:17)"), "{}", ended.out);
    assert_eq!(git(&["status", "--porcelain"]), before);
    let ended = room.run(&["diff", "--base", "no-such", "-r", "rules/meetings", "a.txt"]);
    assert_eq!((ended.code, &*ended.err), (Some(2), "error: `no-such` is neither a folder nor a git revision\n"));
}

#[test]
fn without_git_a_revision_is_an_error_that_says_so() {
    let room = room();
    let mut command = room.command(&["diff", "--base", "HEAD", "-r", "rules/meetings", "a.txt"]);
    let ended = finish(command.env("PATH", ""), b"");
    let message = "error: `--base` names a git revision, and there is no `git` to ask\n";
    assert_eq!((ended.code, &*ended.err), (Some(2), message));
}
