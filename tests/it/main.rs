//! The one integration binary.

mod architecture;
mod cli;
mod command;
mod diagnostics;
mod diff;
mod docs;
mod english;
mod explain;
mod fmt;
mod pack_pages;
mod page;
mod rule_files;
mod run;
mod schema;
mod terminal;
mod testing;
mod testing_live;
