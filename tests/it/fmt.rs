//! `nutgraf fmt`: rule files in canonical form.

use crate::command::Room;

const UGLY: &[u8] = b"# people\n[type.Person]\n[[rule]]\ntag='Person'\nname='r'\npattern='\"Ann\"|\"Bob\"'\n";
const NEAT: &str =
    "# people\n[type.Person]\n\n[[rule]]\nname    = 'r'\ntag     = 'Person'\npattern = '\"Ann\" | \"Bob\"'\n";

#[test]
fn files_of_a_folder_are_written_anew_and_then_stay() {
    let room = Room::new(&[("a/rules.toml", UGLY), ("a/tests/golden.toml", UGLY), ("a/notes.txt", UGLY)]);
    assert_eq!(room.run(&["fmt", "a"]).clean(), "a/rules.toml\n1 of 1 file changed\n");
    assert_eq!(room.read("a/rules.toml"), NEAT);
    assert_eq!(room.run(&["fmt", "a"]).clean(), "0 of 1 file changed\n");
    assert_eq!(room.read("a/tests/golden.toml").as_bytes(), UGLY);
}

#[test]
fn check_writes_nothing_and_says_no() {
    let room = Room::new(&[("a.toml", UGLY), ("b.toml", NEAT.as_bytes())]);
    let ended = room.run(&["fmt", "--check", "a.toml", "b.toml"]);
    assert_eq!((ended.code, &*ended.out, &*ended.err), (Some(1), "a.toml\n1 of 2 files would change\n", ""));
    assert_eq!(room.read("a.toml").as_bytes(), UGLY);
    assert_eq!(room.run(&["fmt", "--check", "b.toml"]).code, Some(0));
}

#[test]
fn a_pipe_goes_through() {
    let room = Room::new(&[]);
    assert_eq!(room.run_with(&["fmt", "-"], UGLY).clean(), NEAT);
    assert_eq!(room.run_with(&["fmt", "--check", "-"], UGLY).code, Some(1));
}

#[test]
fn a_file_that_is_no_toml_is_named_and_the_others_are_written() {
    let room = Room::new(&[("a.toml", b"[type.A\n"), ("b.toml", UGLY)]);
    let ended = room.run(&["fmt", "a.toml", "b.toml"]);
    assert_eq!((ended.code, &*ended.out), (Some(2), "b.toml\n1 of 2 files changed\n"));
    assert!(ended.err.starts_with("error: a.toml: TOML parse error at line 1"), "{}", ended.err);
    assert_eq!(room.read("b.toml"), NEAT);
    assert_eq!(room.run(&["fmt", "none.toml"]).code, Some(2));
}
