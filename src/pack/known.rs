//! What a pack remembers of its texts: loaded again after a change, it reads only
//! what has changed.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::diagnostic::{self, Diagnostic};
use crate::pattern::{Pattern, SyntaxError, TreePath};

use super::lists::KnownFiles;
use super::place::Text;

/// What was read before, and then what is read now.
#[derive(Debug, Clone, Default)]
pub(crate) struct Known {
    pub(crate) files: KnownFiles,
    pub(crate) patterns: KnownTexts<Pattern>,
    pub(crate) paths: KnownTexts<TreePath>,
}

impl Known {
    /// What is known when the same packs are read once more.
    pub(crate) fn again(&self) -> Self {
        Self { files: self.files.clone(), patterns: self.patterns.again(), paths: self.paths.again() }
    }

    /// Forgets what was known before and did not come again.
    pub(crate) fn settle(&mut self) {
        self.patterns.before.clear();
        self.paths.before.clear();
    }
}

/// Expressions in which nothing was wrong, by their texts.
#[derive(Debug, Clone)]
pub(crate) struct KnownTexts<T> {
    before: FxHashMap<Arc<str>, Arc<T>>,
    now: FxHashMap<Arc<str>, Arc<T>>,
}

impl<T> Default for KnownTexts<T> {
    fn default() -> Self {
        Self { before: FxHashMap::default(), now: FxHashMap::default() }
    }
}

impl<T: Clone> KnownTexts<T> {
    /// What a text says: as it is known, or as `parse` reads it.
    pub(crate) fn read(
        &mut self,
        text: &Text,
        parse: impl Fn(&str) -> Result<T, SyntaxError>,
        faults: &mut Vec<Diagnostic>,
    ) -> Option<T> {
        if let Some(known) = self.now.get(text.value.as_str()) {
            return Some((**known).clone());
        }
        let (key, said) = match self.before.remove_entry(text.value.as_str()) {
            Some(known) => known,
            None => (text.value.as_str().into(), Arc::new(read(text, parse, faults)?)),
        };
        let read = (*said).clone();
        self.now.insert(key, said);
        Some(read)
    }

    fn again(&self) -> Self {
        Self { before: self.now.clone(), now: FxHashMap::default() }
    }
}

/// Reads an expression, reporting why not. What is absent was reported before.
pub(crate) fn read<T>(
    text: &Text,
    parse: impl Fn(&str) -> Result<T, SyntaxError>,
    faults: &mut Vec<Diagnostic>,
) -> Option<T> {
    if text.is_absent() {
        return None;
    }
    parse(&text.value).map_err(|error| faults.push(diagnostic::syntax(text.label_at(error.place, ""), &error))).ok()
}
