//! The one integration binary.

mod diagnostics;
mod rule_files;
mod schema;
