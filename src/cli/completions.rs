//! `completions`: for the shell.

use clap::{Args, CommandFactory};
use clap_complete::{Shell, generate};

use super::{Arguments, Ending, Stop, print};

/// Prints the completions for a shell.
#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

impl Completions {
    pub(super) fn act(&self) -> Result<Ending, Stop> {
        let mut out = Vec::new();
        generate(self.shell, &mut Arguments::command(), "nutgraf", &mut out);
        print(&String::from_utf8_lossy(&out))?;
        Ok(Ending::Done)
    }
}
