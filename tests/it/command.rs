//! The real binary, as tests run it.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A rule file small enough to be read here: who met whom, and where.
pub(crate) const MEETINGS: &str = r#"
[type.Person]
[type.Place]
[type.Meeting]
about = "Persons met."
roles = { participant = "Person{2,}", place = "Place?" }

[list.people]
words = ["Ann", "Bob", "Zoë"]
type  = "Person"

[list.places]
words = ["Porto", "Łódź"]
type  = "Place"

[[rule]]
name    = "x-met-y"
tag     = "Meeting"
pattern = '(participant: @Person) "met" (participant: @Person) ("in" (place: @Place))?'

[[rule.example]]
text  = "Ann met Bob in Porto."
facts = [{ participant = ["Ann", "Bob"], place = "Porto" }]

[[rule.example]]
text  = "Ann saw Bob in Porto."
facts = []

[[context]]
name    = "denial"
trigger = '"never"'
scope   = "forward"
set     = { polarity = "negative" }
"#;

/// A folder of its own for a test.
pub(crate) struct Room(tempfile::TempDir);

impl Room {
    /// A folder with these files.
    pub(crate) fn new(files: &[(&str, &[u8])]) -> Self {
        let room = Self(tempfile::tempdir().unwrap());
        for (name, bytes) in files {
            room.write(name, bytes);
        }
        room
    }

    /// The same with the rule file `meetings.toml`.
    pub(crate) fn with_rules(files: &[(&str, &[u8])]) -> Self {
        let room = Self::new(files);
        room.write("meetings.toml", MEETINGS.as_bytes());
        room
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The binary, at home in this folder, with nothing said about colour.
    pub(crate) fn command<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Command {
        command(self.0.path(), arguments)
    }

    /// Runs the binary to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ended {
        self.run_with(arguments, b"")
    }

    /// Runs it with something on its standard input.
    pub(crate) fn run_with(&self, arguments: &[&str], stdin: &[u8]) -> Ended {
        finish(&mut self.command(arguments), stdin)
    }
}

fn command<S: AsRef<OsStr>>(home: &Path, arguments: &[S]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nutgraf"));
    command.current_dir(home).args(arguments);
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM", "CI"] {
        command.env_remove(name);
    }
    command
}

/// How a run ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ended {
    /// The output, of a run that must have gone well and in silence.
    pub(crate) fn clean(self) -> String {
        assert_eq!((self.code, self.err.as_str()), (Some(0), ""), "{}", self.out);
        self.out
    }
}

pub(crate) fn finish(command: &mut Command, stdin: &[u8]) -> Ended {
    let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = pipes.spawn().unwrap();
    let mut to_child = child.stdin.take().unwrap();
    let ended = std::thread::scope(|scope| {
        // A run that reads nothing closes its input early.
        scope.spawn(move || to_child.write_all(stdin).ok());
        child.wait_with_output().unwrap()
    });
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ended { code: ended.status.code(), out: text(ended.stdout), err: text(ended.stderr) }
}
