//! `test`: the examples in rule files.

use clap::{Args, ValueEnum};

use super::{Ending, Stop, packs, print};
use crate::diagnostic::nearest;
use crate::suite;

/// Runs the examples in rule files.
///
/// The exit code is 1 if one fails.
#[derive(Debug, Args)]
pub(super) struct Test {
    /// Packs: folders, .toml files, or shipped packs by name (default: all that are shipped)
    packs: Vec<String>,
    /// Only the examples of this rule, as `name` or `pack/name`
    #[arg(long = "rule", value_name = "RULE")]
    rules: Vec<String>,
    /// How to write the results
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The failures, for reading
    Text,
    /// A JSON array with every example
    Json,
}

impl Test {
    pub(super) fn act(&self) -> Result<Ending, Stop> {
        let (pack, faulty) = packs::load_to_use(&self.packs)?;
        let known = suite::rule_names(&pack);
        if let Some(unknown) = self.rules.iter().find(|name| !known.iter().any(|known| suite::names(known, name))) {
            return Err(Stop::Because(no_such_rule(unknown, &known)));
        }
        let report = suite::run(&pack, &self.rules);
        match self.format {
            Format::Text => print(&report.to_text(&self.command()))?,
            Format::Json => print(&report.to_json())?,
        }
        Ok(match (faulty, report.has_failures()) {
            (true, _) => Ending::CouldNot,
            (false, true) => Ending::No,
            (false, false) => Ending::Done,
        })
    }

    /// The command as it was given, less the choice of rules.
    fn command(&self) -> String {
        ["nutgraf test"].into_iter().chain(self.packs.iter().map(String::as_str)).collect::<Vec<_>>().join(" ")
    }
}

fn no_such_rule(name: &str, known: &[String]) -> String {
    let short = known.iter().filter_map(|known| known.split_once('/')).map(|(_, short)| short);
    match nearest(name, known.iter().map(String::as_str).chain(short)) {
        Some(near) => format!("no rule `{name}` in these packs: did you mean `{near}`?"),
        None => format!("no rule `{name}` in these packs; `nutgraf list` shows their rules"),
    }
}
