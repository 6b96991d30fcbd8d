//! `list`: what packs hold.

use std::fmt::Write as _;

use clap::{Args, ValueEnum};

use super::{Ending, Stop, packs, print};
use crate::pack::RuleSet;

/// Says what packs hold.
#[derive(Debug, Args)]
pub(super) struct List {
    /// What to list
    #[arg(value_enum, default_value = "types")]
    what: What,
    /// A pack: a folder, a .toml file, or a shipped pack by name (default: all that are shipped)
    #[arg(short, long = "rules", value_name = "PACK")]
    rules: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// Packs, and those that they use
    Packs,
    /// Types, with their roles
    Types,
    /// Rules, with what they tag
    Rules,
    /// Lists, with their number of entries
    Lists,
    /// Named patterns
    Patterns,
    /// Aliases, with what they join
    Aliases,
}

impl List {
    pub(super) fn act(&self) -> Result<Ending, Stop> {
        let (pack, faulty) = packs::load_to_use(&self.rules)?;
        let rules = pack.rules();
        let rows = match self.what {
            What::Packs => all_packs(rules),
            What::Types => types(rules),
            What::Rules => own_rules(rules),
            What::Lists => lists(rules),
            What::Aliases => aliases(rules),
            What::Patterns => {
                let row = |known: &crate::pack::PatternDef| (known.name.to_string(), known.pattern.to_string());
                rules.patterns.iter().map(row).collect()
            }
        };
        let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0).min(32);
        let mut out = String::new();
        for (name, about) in rows {
            let _ = writeln!(out, "{}", format!("{name:width$}  {about}").trim_end());
        }
        print(&out)?;
        Ok(if faulty { Ending::CouldNot } else { Ending::Done })
    }
}

fn all_packs(rules: &RuleSet) -> Vec<(String, String)> {
    rules.packs.iter().map(|pack| (pack.name.to_string(), pack.about.clone())).collect()
}

fn types(rules: &RuleSet) -> Vec<(String, String)> {
    let mut rows = Vec::new();
    for known in &rules.types {
        let roles: Vec<&str> = known.roles.iter().map(|role| &*role.name).collect();
        let roles = if roles.is_empty() { String::new() } else { format!("({}) ", roles.join(", ")) };
        rows.push((known.name.to_string(), format!("{roles}{}", known.about)));
    }
    rows
}

fn own_rules(rules: &RuleSet) -> Vec<(String, String)> {
    let row = |rule: &crate::pack::RuleDef| {
        let name = format!("{}/{}", rules.packs[rule.pack.0 as usize].name, rule.name);
        let tag = &rules.types[rule.tag.0 as usize].name;
        (name, format!("{tag}  {}:{}", rule.at.file, rule.at.line))
    };
    rules.rules.iter().map(row).collect()
}

fn lists(rules: &RuleSet) -> Vec<(String, String)> {
    let row = |list: &crate::pack::ListDef| {
        let tag = list.tag.map(|tag| format!(", tags {}", rules.types[tag.0 as usize].name)).unwrap_or_default();
        let entries = match list.entries.len() {
            1 => "1 entry".to_owned(),
            number => format!("{number} entries"),
        };
        (list.name.to_string(), format!("{entries}{tag}"))
    };
    rules.lists.iter().map(row).collect()
}

fn aliases(rules: &RuleSet) -> Vec<(String, String)> {
    let kind = |id: &crate::pack::TypeId| &*rules.types[id.0 as usize].name;
    let row = |alias: &crate::pack::AliasDef| {
        let pack = alias.pack.map_or("", |pack| &*rules.packs[pack.0 as usize].name);
        let at = alias.at.as_ref().map(|at| format!("  {}:{}", at.file, at.line)).unwrap_or_default();
        let of: Vec<&str> = alias.of.iter().map(kind).collect();
        let joined = format!("{} by {} of {}{at}", kind(&alias.tag), alias.by.word(), of.join(", "));
        (format!("{pack}/{}", alias.name).trim_start_matches('/').to_owned(), joined)
    };
    rules.aliases.iter().map(row).collect()
}
