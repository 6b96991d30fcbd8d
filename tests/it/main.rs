//! The one integration binary.

mod architecture;
mod cli;
mod command;
mod diagnostics;
mod docs;
mod explain;
mod rule_files;
mod run;
mod schema;
