//! The one integration binary.

mod cli;
mod command;
mod diagnostics;
mod rule_files;
mod run;
mod schema;
