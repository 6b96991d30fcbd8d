//! `test --review` and `test --watch`, as a user drives them.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Stdio};

use crate::command::{MEETINGS, Room, finish};

/// A pack `news` of two rule files and two articles, whose goldens do not hold.
fn news() -> Room {
    let seen = "[[rule]]\nname = 'saw'\ntag = 'Meeting'\npattern = '(participant: @Person) \"saw\" (participant: @Person)'\n[[rule.example]]\ntext = 'Ann saw Bob.'\nfacts = [{ participant = ['Ann', 'Bob'] }]\n";
    let room = Room::new(&[("news/pack.toml", MEETINGS.replace("Ann saw Bob", "Ann knew Bob").as_bytes())]);
    room.write("news/saw.toml", seen.as_bytes());
    room.write("news/tests/one.txt", b"Ann met Bob.\n");
    room.write("news/tests/one.facts", b"");
    room.write("news/tests/two.txt", b"Bob met Ann in Porto.\n");
    room.write("news/tests/two.facts", b"");
    room
}

#[test]
fn review_walks_the_changes_and_writes_what_is_accepted() {
    let room = news();
    let ended = finish(&mut room.command(&["test", "news", "--review"]), b"n\nyes\n");
    assert_eq!((ended.code, &*ended.err), (Some(1), ""), "{}", ended.out);
    let told = "\
1 of 2: news/one (news/tests/one.facts)
  Ann met Bob.
    not wanted, by news/x-met-y (news/pack.toml:17)
      Meeting
        participant  Ann · Bob
write this golden? [y]es, [n]o, [q]uit: \n2 of 2: news/two (news/tests/two.facts)\n";
    assert!(ended.out.starts_with(told), "{}", ended.out);
    assert!(ended.out.ends_with("2 changes to review, 1 written\n"), "{}", ended.out);
    assert_eq!(room.read("news/tests/one.facts"), "");
    assert_eq!(room.read("news/tests/two.facts"), "Meeting\n  participant  Bob · Ann\n  place        Porto\n");
    let ended = finish(&mut room.command(&["test", "news", "--review"]), b"y\n");
    assert_eq!((ended.code, ended.out.ends_with("1 change to review, 1 written\n")), (Some(0), true), "{}", ended.out);
    assert_eq!(finish(&mut room.command(&["test", "news", "--review"]), b"").out, "0 changes to review, 0 written\n");
}

#[test]
fn a_review_whose_input_ends_writes_nothing_more() {
    let room = news();
    let ended = finish(&mut room.command(&["test", "news", "--review"]), b"");
    assert!(ended.out.ends_with("2 changes to review, 0 written\n"), "{}", ended.out);
    assert_eq!(ended.code, Some(1));
}

/// A watch under way; it ends with the test.
struct Watch {
    child: Child,
    out: BufReader<ChildStdout>,
}

impl Watch {
    fn begin(room: &Room) -> Self {
        let mut child = room.command(&["test", "news", "--watch"]).stdout(Stdio::piped()).spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        Self { child, out }
    }

    /// What the next round says, up to its time.
    fn round(&mut self) -> String {
        let mut said = String::new();
        loop {
            let mut line = String::new();
            assert!(self.out.read_line(&mut line).unwrap() > 0, "the watch ended: {said}");
            if line.ends_with(" ms, waiting for saves\n") {
                return said;
            }
            said.push_str(&line);
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

#[test]
fn watch_runs_again_what_a_save_touched() {
    let room = news();
    let mut watch = Watch::begin(&room);
    assert!(watch.round().ends_with("3 passed, 2 failed\n"));
    // An article alone.
    room.write("news/tests/one.facts", b"Meeting\n  participant  Ann \xc2\xb7 Bob\n");
    assert_eq!(watch.round().trim(), "1 passed, 0 failed");
    // A rule: its own examples, those of others of its type, and all articles.
    room.write("news/saw.toml", room.read("news/saw.toml").replace("\"saw\" (", "\"noticed\" (").as_bytes());
    let said = watch.round();
    assert!(said.contains("missing: news/saw") && said.ends_with("3 passed, 2 failed\n"), "{said}");
    // An example: the examples of its rule alone.
    room.write("news/saw.toml", room.read("news/saw.toml").replace("Ann saw", "Ann noticed").as_bytes());
    assert_eq!(watch.round().trim(), "1 passed, 0 failed");
    // A comment: nothing.
    room.write("news/saw.toml", format!("# who saw whom\n{}", room.read("news/saw.toml")).as_bytes());
    assert_eq!(watch.round().trim(), "0 passed, 0 failed");
}

/// What a pack shows to another in its texts tells which of them run again.
#[test]
fn watch_runs_the_texts_of_other_packs_in_which_something_else_is_shown() {
    let room = news();
    let user = "[pack]\nname = 'one'\nuse = ['../news']\n[[rule]]\nname = 'met'\ntag = 'Meeting'\npattern = '\"by\" (participant: @Person) \"and\" (participant: @Person)'\n[[rule.example]]\ntext = 'By Ann and Bob.'\nfacts = [{ participant = ['Ann', 'Bob'] }]\n[[rule.example]]\ntext = 'By Ann and Cid.'\nfacts = []\n";
    room.write("one/pack.toml", user.as_bytes());
    let mut child = room.command(&["test", "news", "one", "--watch"]).stdout(Stdio::piped()).spawn().unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    let mut watch = Watch { child, out };
    assert!(watch.round().ends_with("5 passed, 2 failed\n"));
    // An entry of a list: of all packs the texts that hold it.
    room.write("news/pack.toml", room.read("news/pack.toml").replace("\"Zoë\"", "\"Zoë\", \"Cid\"").as_bytes());
    let said = watch.round();
    assert!(said.contains("noisy: one/met") && said.ends_with("0 passed, 1 failed\n"), "{said}");
    // An entry that no text holds.
    room.write("news/pack.toml", room.read("news/pack.toml").replace("\"Cid\"", "\"Cid\", \"Qzxv\"").as_bytes());
    assert_eq!(watch.round().trim(), "0 passed, 0 failed");
}

/// Each pack runs by itself after a save; a mistake in what several use is told once, and mended.
#[test]
fn watch_of_several_packs_runs_those_that_stand_on_what_was_saved() {
    let room = news();
    let user = |name: &str| {
        format!(
            "[pack]\nname = '{name}'\nuse = ['../news']\n[[rule]]\nname = 'met'\ntag = 'Meeting'\npattern = '\"{name}\" (participant: @Person) \"and\" (participant: @Person)'\n[[rule.example]]\ntext = '{name} Ann and Bob.'\nfacts = [{{ participant = ['Ann', 'Bob'] }}]\n"
        )
    };
    room.write("one/pack.toml", user("one").as_bytes());
    room.write("two/pack.toml", user("two").as_bytes());
    let mut child = room.command(&["test", "news", "one", "two", "--watch"]);
    let mut child = child.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    let mut err = BufReader::new(child.stderr.take().unwrap());
    let mut watch = Watch { child, out };
    assert!(watch.round().ends_with("5 passed, 2 failed\n"));
    room.write("one/pack.toml", user("one").replace("\"and\"", "\"or\"").as_bytes());
    let said = watch.round();
    assert!(said.contains("missing: one/met") && said.ends_with("0 passed, 1 failed\n"), "{said}");
    room.write("news/saw.toml", room.read("news/saw.toml").replace("@Person", "@Persn").as_bytes());
    watch.round();
    let mut told = String::new();
    while !told.contains("did you mean") {
        assert!(err.read_line(&mut told).unwrap() > 0, "{told}");
    }
    assert_eq!(told.matches("unknown type").count() + told.matches("unknown-name").count(), 1, "{told}");
}
