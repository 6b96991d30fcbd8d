//! The command `nutgraf`.

use std::process::ExitCode;

fn main() -> ExitCode {
    nutgraf::cli::main()
}
