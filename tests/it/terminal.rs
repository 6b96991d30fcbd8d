//! All that tells of rules, in a terminal of 80 columns, on a pipe, and where a
//! user forbids colour.

use crate::command::{MEETINGS, Room, finish};

/// A pack with an example that fails, a golden that does not hold, and its rules of before.
fn room() -> Room {
    let rules = MEETINGS.replace("Ann saw Bob", "Ann and Bob");
    let wrong = "\n[[rule]]\nname = 'people-who-saw-one-another-in-a-place'\ntag = 'Meeting'\npattern = '(participant: @Person) (\"saw\" | \"noticed\" | \"recognised\" | \"overheard\" | \"watched\") (participant: @Person)'\n[[rule.example]]\ntext = 'Ann noticed something else altogether, while Bob was nowhere to be seen in Porto.'\nfacts = [{ participant = ['Ann', 'Bob'] }]\n";
    let room =
        Room::new(&[("old/news/pack.toml", rules.as_bytes()), ("news/pack.toml", (rules.clone() + wrong).as_bytes())]);
    let text = "Ann saw Bob, and many others who had come to Porto that year for the fair, on the bridge.\n\nZo\u{eb} met Bob.\n";
    room.write("news/tests/day.txt", text.as_bytes());
    room.write("news/tests/day.facts", b"Meeting\n  participant  Ann\n");
    room
}

/// What tells, with the code that it ends with.
const VERBS: [(&[&str], i32); 8] = [
    (&["test", "news"], 1),
    (&["test", "news", "--coverage", "--scores"], 1),
    (&["test", "news", "--mutate"], 1),
    (
        &[
            "explain",
            "-r",
            "news",
            "x-met-y",
            "--text",
            "Zo\u{eb} met with Bob in the town of Porto on a day in spring.",
        ],
        1,
    ),
    (&["explain", "-r", "news", "people-who-saw-one-another-in-a-place", "news/tests/day.txt:1"], 0),
    (&["diff", "--base", "old", "-r", "news", "news/tests/day.txt"], 0),
    (&["fmt", "--check", "news"], 1),
    (&["run", "-r", "news", "news/tests/day.txt"], 0),
];

#[test]
fn a_terminal_of_80_columns_shows_each_line_whole_and_a_pipe_has_no_colour() {
    let room = room();
    for (arguments, code) in VERBS {
        let piped = room.run(arguments);
        assert_eq!((piped.code, &*piped.err), (Some(code), ""), "{arguments:?}: {}", piped.out);
        assert!(!piped.out.is_empty() && !piped.out.contains('\x1b'), "{arguments:?}: {}", piped.out);
        // A command is one line, to be copied as it stands; so is a text that an author wrote.
        let is_copied =
            |line: &str| ["alone: ", "why: ", "Ann ", "Meeting"].iter().any(|word| line.trim_start().starts_with(word));
        for line in piped.out.lines().filter(|line| !is_copied(line)) {
            assert!(line.chars().count() <= 80, "{arguments:?}: {line}");
        }
        let forbidden = finish(room.command(arguments).env("NO_COLOR", "1").env("COLUMNS", "80"), b"");
        assert_eq!(forbidden.out, piped.out, "{arguments:?}");
    }
}

#[test]
fn what_is_not_there_is_named_with_what_to_do() {
    let room = room();
    room.write("empty/notes.md", b"");
    room.write("broken/pack.toml", MEETINGS.as_bytes());
    room.write("broken/tests/day.txt", b"Ann met Bob.");
    room.write("broken/tests/day.facts", b"Meeting\n  participant Ann\n");
    let cases: [(&[&str], i32, &str); 9] = [
        (
            &["explain", "-r", "news", "nothing-like-it", "--text", "x"],
            2,
            "`nutgraf list rules` shows those that there are",
        ),
        (&["explain", "-r", "news", "x-met-z", "--text", "x"], 2, "did you mean `x-met-y`?"),
        (&["explain", "-r", "news", "x-met-y", "none.txt"], 2, "none.txt: there is no such file or folder"),
        (&["fmt", "none"], 2, "none: there is no such file or folder"),
        (&["fmt", "empty"], 2, "empty: no rule file in this folder"),
        (&["diff", "--base", "none", "-r", "news", "news/tests"], 2, "`none` is no folder, and no git revision"),
        (&["diff", "--base", "old", "-r", "news", "empty"], 2, "empty: no article in this folder"),
        (&["run", "--format", "html", "-r", "news", "empty"], 2, "empty: no article in this folder"),
        (&["test", "broken"], 1, "broken/tests/day.facts:2: expected two blanks, a role, two blanks or more"),
    ];
    for (arguments, code, told) in cases {
        let ended = room.run(arguments);
        assert_eq!(ended.code, Some(code), "{arguments:?}: {}{}", ended.out, ended.err);
        let said = format!("{}{}", ended.out, ended.err).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains(told), "{arguments:?}: {said}");
    }
}
