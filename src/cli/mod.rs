//! The command: one file a verb. The only room that knows the terminal, exit
//! codes and the command line.

mod annotate;
mod articles;
mod check;
mod completions;
mod diff;
mod doc;
mod explain;
mod fmt;
mod list;
mod new;
mod packs;
mod parallel;
mod revision;
mod run;
mod schema;
mod test;

use std::fmt::Write as _;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

/// Reads articles and emits facts, as rule files say.
#[derive(Debug, Parser)]
#[command(name = "nutgraf", version, max_term_width = 80)]
#[command(after_help = "Exit codes: 0 done; 1 done, and the answer is no; 2 could not.")]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

/// What to do; each verb says for itself what it does.
#[derive(Debug, Subcommand)]
enum Verb {
    Run(run::Run),
    Annotate(annotate::Annotate),
    Check(check::Check),
    Test(test::Test),
    Explain(explain::Explain),
    Diff(diff::Diff),
    Fmt(fmt::Fmt),
    List(list::List),
    Doc(doc::Doc),
    New(new::New),
    Schema(schema::Schema),
    Completions(completions::Completions),
}

/// How a verb ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// Done.
    Done,
    /// Done, and the answer is no.
    No,
    /// Something could not be done.
    CouldNot,
}

/// Why a verb stopped.
#[derive(Debug)]
enum Stop {
    /// Nobody reads the output any more; that is no error.
    ClosedPipe,
    /// A reason to print.
    Because(String),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::ClosedPipe,
            _ => Self::Because(error.to_string()),
        }
    }
}

impl From<crate::reader::Problem> for Stop {
    fn from(problem: crate::reader::Problem) -> Self {
        Self::Because(problem.to_string())
    }
}

/// Reads the command line and does what it says.
///
/// ```no_run
/// fn main() -> std::process::ExitCode {
///     nutgraf::cli::main()
/// }
/// ```
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version go to the output and are no error; a closed pipe is none either.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    match arguments.verb.act() {
        Ok(Ending::Done) | Err(Stop::ClosedPipe) => ExitCode::SUCCESS,
        Ok(Ending::No) => ExitCode::from(1),
        Ok(Ending::CouldNot) => ExitCode::from(2),
        Err(Stop::Because(reason)) => {
            let _ = writeln!(anstream::stderr().lock(), "error: {reason}");
            ExitCode::from(2)
        }
    }
}

impl Verb {
    fn act(&self) -> Result<Ending, Stop> {
        match self {
            Self::Run(verb) => verb.act(),
            Self::Annotate(verb) => verb.act(),
            Self::Check(verb) => verb.act(),
            Self::Test(verb) => verb.act(),
            Self::Explain(verb) => verb.act(),
            Self::Diff(verb) => verb.act(),
            Self::Fmt(verb) => verb.act(),
            Self::List(verb) => verb.act(),
            Self::Doc(verb) => verb.act(),
            Self::New(verb) => verb.act(),
            Self::Schema(verb) => verb.act(),
            Self::Completions(verb) => verb.act(),
        }
    }
}

/// The reference of the command line, from the command line itself.
///
/// ```
/// assert!(nutgraf::cli::reference().contains("## nutgraf run"));
/// ```
pub fn reference() -> String {
    let mut command = Arguments::command().term_width(80);
    command.build();
    let mut out = String::from("# The command line\n\nWritten by the program; do not edit.\n");
    let mut add = |title: &str, help: String| {
        let lines: Vec<&str> = help.lines().map(str::trim_end).collect();
        let _ = write!(out, "\n## {title}\n\n```text\n{}\n```\n", lines.join("\n"));
    };
    add("nutgraf", command.render_long_help().to_string());
    let verbs: Vec<clap::Command> =
        command.get_subcommands().filter(|verb| verb.get_name() != "help").cloned().collect();
    for mut verb in verbs {
        let help = verb.render_long_help().to_string();
        add(&format!("nutgraf {}", verb.get_name()), help);
    }
    out
}

/// Writes text to the output, in colour where it is a terminal that has it.
fn print(text: &str) -> Result<(), Stop> {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}

/// Writes a line to standard error.
fn warn(text: &str) {
    // Where standard error is gone there is nobody to tell.
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}

/// A number of things: `1 rule`, `2 rules`.
fn count(number: usize, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}
