//! `check`: what is wrong with rule files.

use clap::{Args, ValueEnum};

use super::{Ending, Stop, count, packs, print};
use crate::diagnostic::{explain, nearest, render_json, render_text};

/// Says what is wrong with rule files.
///
/// Every mistake of every file is told, with its place and what to do. The exit
/// code is 1 if something is an error.
#[derive(Debug, Args)]
pub(super) struct Check {
    /// Packs: folders, .toml files, or shipped packs by name (default: all that are shipped)
    packs: Vec<String>,
    /// Print what a code means instead, such as `unknown-type`
    #[arg(long, value_name = "CODE")]
    explain: Option<String>,
    /// How to write the mistakes
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

impl Check {
    pub(super) fn act(&self) -> Result<Ending, Stop> {
        if let Some(code) = &self.explain {
            return explain_code(code);
        }
        let pack = packs::load(&self.packs)?;
        let faults = pack.diagnostics();
        let errors = faults.iter().filter(|fault| fault.is_error()).count();
        match self.format {
            Format::Json => print(&format!("{}\n", render_json(faults)))?,
            Format::Text => {
                let rules = pack.rules();
                let types = rules.types.iter().filter(|known| known.pack.is_some()).count();
                let tally = format!(
                    "{}, {}, {}: {}, {}\n",
                    count(rules.rules.len(), "rule"),
                    count(rules.lists.len(), "list"),
                    count(types, "type"),
                    count(errors, "error"),
                    count(faults.len() - errors, "warning")
                );
                let text = render_text(faults, true);
                print(&if faults.is_empty() { tally } else { format!("{}\n\n{tally}", text.trim_end()) })?;
            }
        }
        Ok(if errors > 0 { Ending::No } else { Ending::Done })
    }
}

fn explain_code(code: &str) -> Result<Ending, Stop> {
    if let Some(page) = explain(code) {
        print(page)?;
        return Ok(Ending::Done);
    }
    let near = nearest(code, crate::diagnostic::CODES.iter().map(|known| known.name));
    let help = near.map(|near| format!(": did you mean `{near}`?")).unwrap_or_default();
    Err(Stop::Because(format!("unknown code `{code}`{help}")))
}
