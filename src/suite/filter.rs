//! Which examples and fixtures are to run.

use std::collections::BTreeSet;

use crate::pack::{Example, RuleDef, RuleSet};

/// What is to run; what is not named does not narrow.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Rules, as `pack/name` or `name`.
    pub rules: Vec<String>,
    /// Examples, as `FILE` or `FILE:LINE`; the end of a path will do.
    pub examples: Vec<String>,
    /// Types that a rule tags.
    pub types: Vec<String>,
    /// Only examples with one of these texts; none: with any.
    pub texts: Option<BTreeSet<String>>,
    /// Whether no example is to run at all.
    pub no_examples: bool,
}

impl Filter {
    /// The examples of a rule that are to run.
    pub(super) fn examples<'a>(&self, rules: &RuleSet, rule: &'a RuleDef) -> Vec<&'a Example> {
        let full = super::full_name(rules, rule);
        let type_name = &rules.types[rule.tag.0 as usize].name;
        let is_named = self.rules.is_empty() || self.rules.iter().any(|name| super::names(&full, name));
        let has_type = self.types.is_empty() || self.types.iter().any(|name| **name == **type_name);
        if self.no_examples || !is_named || !has_type {
            return Vec::new();
        }
        let stands =
            |example: &&Example| self.examples.is_empty() || self.examples.iter().any(|at| stands_at(example, at));
        let has_text = |example: &&Example| self.texts.as_ref().is_none_or(|texts| texts.contains(&example.text));
        rule.examples.iter().filter(stands).filter(has_text).collect()
    }
}

/// Whether a place is that of an example: its file, or a line of it.
fn stands_at(example: &Example, place: &str) -> bool {
    let (file, line) = match place.rsplit_once(':').map(|(file, line)| (file, line.parse::<u32>())) {
        Some((file, Ok(line))) => (file, Some(line)),
        _ => (place, None),
    };
    let own = &*example.at.file;
    let is_file = own.strip_suffix(file).is_some_and(|before| before.is_empty() || before.ends_with('/'));
    let Some(line) = line.filter(|_| is_file) else { return is_file };
    // The line of its text, or of the `[[rule.example]]` above it.
    example.at.line == line || example.at.line == line + 1
}
