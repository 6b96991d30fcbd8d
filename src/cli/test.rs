//! `test`: the examples in rule files.

use std::fmt::Write as _;

use clap::{Args, ValueEnum};
use serde_json::json;

use super::{Ending, Stop, packs, print};
use crate::suite::{ExampleResult, Fault, run_examples};

/// Runs the examples in rule files. The exit code is 1 if one fails.
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
    /// For reading
    Text,
    /// A JSON array
    Json,
}

impl Test {
    pub(super) fn act(&self) -> Result<Ending, Stop> {
        let (pack, faulty) = packs::load_to_use(&self.packs)?;
        let rules = pack.rules();
        let asked: Vec<&str> = rules.packs.iter().map(|pack| &*pack.name).collect();
        let wanted = |pack: &str, name: &str| {
            self.rules.is_empty()
                || self.rules.iter().any(|rule| rule == name || rule.split_once('/') == Some((pack, name)))
        };
        let results = run_examples(rules, wanted);
        if results.is_empty() && !self.rules.is_empty() {
            return Err(Stop::Because(format!("no example of such a rule in {}", asked.join(", "))));
        }
        match self.format {
            Format::Text => print(&self.show(&results))?,
            Format::Json => print(&as_json(&results))?,
        }
        let failed = results.iter().any(|result| !result.passed());
        Ok(if faulty {
            Ending::CouldNot
        } else if failed {
            Ending::No
        } else {
            Ending::Done
        })
    }

    fn show(&self, results: &[ExampleResult]) -> String {
        let mut out = String::new();
        let failed: Vec<&ExampleResult> = results.iter().filter(|result| !result.passed()).collect();
        for result in &failed {
            let _ = writeln!(out, "\u{1b}[1m{}\u{1b}[0m ({})\n  {}", result.rule, result.at, result.text.trim());
            for fault in &result.faults {
                out.push_str(&show_fault(fault));
            }
            let packs = if self.packs.is_empty() { String::new() } else { format!(" {}", self.packs.join(" ")) };
            let _ = writeln!(out, "  alone: nutgraf test{packs} --rule {}\n", result.rule);
        }
        let _ = writeln!(out, "{} passed, {} failed", results.len() - failed.len(), failed.len());
        out
    }
}

fn show_fault(fault: &Fault) -> String {
    match fault {
        Fault::Missing { wanted, nearest } => {
            let near = nearest.as_ref().map(|near| format!("  nearest  {near}\n")).unwrap_or_default();
            format!("  missing  {wanted}\n{near}")
        }
        Fault::Noisy(found) => format!("  noisy    {found}\n"),
        Fault::OtherRule(rule) => format!("  wrong    the fact is there, but `{rule}` did not find it\n"),
    }
}

fn as_json(results: &[ExampleResult]) -> String {
    let fault = |fault: &Fault| match fault {
        Fault::Missing { wanted, nearest } => json!({"status": "missing", "wanted": wanted, "nearest": nearest}),
        Fault::Noisy(found) => json!({"status": "noisy", "found": found}),
        Fault::OtherRule(rule) => json!({"status": "wrong", "rule": rule}),
    };
    let result = |result: &ExampleResult| {
        json!({
            "rule": result.rule, "at": result.at, "text": result.text,
            "status": if result.passed() { "ok" } else { "failed" },
            "faults": result.faults.iter().map(fault).collect::<Vec<_>>(),
        })
    };
    format!("{:#}\n", json!(results.iter().map(result).collect::<Vec<_>>()))
}
