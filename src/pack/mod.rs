//! Rule files to a checked rule set.
//!
//! Every mistake of a user becomes a diagnostic; a broken rule never hides a
//! good one. This room reads text that it is given, and touches no disk.

mod aliases;
mod alternatives;
mod build;
mod circles;
mod components;
mod conditions;
mod draft;
mod examples;
#[cfg(feature = "format")]
mod format;
mod graph;
mod keys;
mod known;
mod lists;
mod names;
mod names_check;
mod parse;
mod place;
mod prelude;
mod read;
mod rule_check;
mod rule_set;
#[cfg(feature = "schema")]
mod schema;
mod sources;
mod summary;
mod types;
mod usage;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{self, Diagnostic, Severity};

#[cfg(feature = "format")]
pub use format::format;
pub(crate) use graph::{Stratum, joined_roots, strata};
use known::Known;
pub(crate) use prelude::{TENSE, TRIGGER};
pub use rule_set::{
    AliasBy, AliasDef, ContextDef, Example, ExampleFact, FilePlace, ListDef, ListEntry, ListId, ListMatch, PackDef,
    PackId, PatternDef, PatternId, Reference, RoleDef, RuleBody, RuleDef, RuleId, RuleSet, Scope, Take, TreeRole,
    TypeDef, TypeId,
};
#[cfg(feature = "schema")]
pub use schema::schema;
pub use sources::{Missing, NoSources, Origin, PackFiles, RawFile, Sources};

/// Rules that are read and checked: the rule set of all that is right, and what
/// is wrong with the rest.
///
/// ```
/// let pack = nutgraf::Pack::from_toml("people", r#"
///     [type.Person]
///     [list.leaders]
///     words = ["Putin", "Khamenei"]
///     type = "Person"
/// "#);
/// assert!(pack.diagnostics().is_empty());
/// assert_eq!(pack.rules().lists[0].entries.len(), 2);
/// ```
#[derive(Debug, Clone)]
pub struct Pack {
    rules: Arc<RuleSet>,
    diagnostics: Vec<Diagnostic>,
    /// The files of the packs that were asked for, not of those that they use.
    asked: BTreeSet<Arc<str>>,
    name: Option<Arc<str>>,
    /// What was read, for when it is loaded again.
    known: Arc<Known>,
}

impl Pack {
    /// Reads one rule file that is a pack by itself, and uses no other.
    ///
    /// ```
    /// let pack = nutgraf::Pack::from_toml("people", "[type.Person]\nis = 'Being'");
    /// assert_eq!(pack.diagnostics()[0].code, "unknown-type");
    /// ```
    pub fn from_toml(name: &str, text: &str) -> Self {
        let file = RawFile { name: format!("{name}.toml"), bytes: text.as_bytes().to_vec() };
        let root = PackFiles { identity: name.into(), name: name.into(), files: vec![file] };
        Self::from_files(vec![root], &NoSources)
    }

    /// Reads packs from files that are already in memory, and all that they use.
    ///
    /// ```
    /// use nutgraf::pack::{NoSources, PackFiles, RawFile};
    ///
    /// let file = RawFile { name: "people.toml".into(), bytes: b"[type.Person]".to_vec() };
    /// let people = PackFiles { identity: "people".into(), name: "people".into(), files: vec![file] };
    /// let pack = nutgraf::Pack::from_files(vec![people], &NoSources);
    /// assert!(!pack.has_errors());
    /// ```
    pub fn from_files(roots: Vec<PackFiles>, sources: &dyn Sources) -> Self {
        Self::build(roots, sources, Known::default())
    }

    /// The same after a change: files of lists and patterns that stand as they did are taken from this pack.
    ///
    /// ```
    /// use nutgraf::pack::{NoSources, PackFiles, RawFile};
    ///
    /// let files = |text: &str| {
    ///     let file = RawFile { name: "people.toml".into(), bytes: text.into() };
    ///     vec![PackFiles { identity: "people".into(), name: "people".into(), files: vec![file] }]
    /// };
    /// let pack = nutgraf::Pack::from_files(files("[type.Person]"), &NoSources);
    /// let changed = pack.again(files("[type.Person]\n[type.Org]"), &NoSources);
    /// assert_eq!(changed.rules().types.len(), pack.rules().types.len() + 1);
    /// ```
    #[must_use]
    pub fn again(&self, roots: Vec<PackFiles>, sources: &dyn Sources) -> Self {
        Self::build(roots, sources, self.known.again())
    }

    fn build(roots: Vec<PackFiles>, sources: &dyn Sources, mut known: Known) -> Self {
        let mut diagnostics = Vec::new();
        let packs = draft::read(roots, sources, &mut diagnostics);
        let rules = build::build(&packs, &mut known, &mut diagnostics);
        known.settle();
        let asked = draft::files_of_roots(&packs);
        let name = packs.iter().find(|pack| pack.is_root).map(|pack| pack.name.clone());
        // What is merely unwise in a pack that another one uses is not this user's to mend.
        diagnostics.retain(|fault| {
            fault.severity == Severity::Error || fault.labels.iter().any(|label| asked.contains(&label.file.name))
        });
        diagnostic::sort(&mut diagnostics);
        Self { rules: Arc::new(rules), diagnostics, asked, name, known: Arc::new(known) }
    }

    /// The rules, lists and types that are right.
    ///
    /// ```
    /// let pack = nutgraf::Pack::from_toml("people", "[list.leaders]\nwords = ['Ann']");
    /// assert_eq!(&*pack.rules().lists[0].name, "leaders");
    /// ```
    pub fn rules(&self) -> &Arc<RuleSet> {
        &self.rules
    }

    /// Whether a definition stands in a pack that was asked for, and not in one that such a pack uses.
    ///
    /// ```
    /// let pack = nutgraf::Pack::from_toml("people", "[list.leaders]\nwords = ['Ann']");
    /// assert!(pack.is_asked_for(&pack.rules().lists[0].at));
    /// ```
    pub fn is_asked_for(&self, at: &FilePlace) -> bool {
        self.asked.contains(&at.file)
    }

    /// The name of the pack that was asked for; of several, the first by name.
    ///
    /// ```
    /// assert_eq!(nutgraf::Pack::from_toml("people", "[pack]\nname = 'folk'").name(), Some("folk"));
    /// ```
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// What is wrong, by file and place.
    ///
    /// ```
    /// let pack = nutgraf::Pack::from_toml("people", "[list.people]\nwords = 'Ann'");
    /// assert_eq!(pack.diagnostics()[0].code, "wrong-type");
    /// ```
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Whether something is so wrong that it was left out.
    ///
    /// ```
    /// assert!(nutgraf::Pack::from_toml("people", "[list.people]\nwords = 'Ann'").has_errors());
    /// assert!(!nutgraf::Pack::from_toml("people", "[list.people]\nwords = ['Ann']").has_errors());
    /// ```
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }
}
