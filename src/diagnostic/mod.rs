//! What is wrong with a user's rule files, as data.
//!
//! A diagnostic has a stable code, a severity, labels that point into a file,
//! and what to do. One named constructor makes each code; rendering is apart.

mod codes;
mod files;
mod names;
mod nearest;
mod patterns;
mod render;
mod rules;

use std::ops::Range;
use std::sync::Arc;

pub use codes::{CODES, Code, code, explain};
pub(crate) use files::*;
pub(crate) use names::*;
pub use nearest::nearest;
pub(crate) use patterns::*;
pub use render::{render_json, render_text};
pub(crate) use rules::*;

/// How bad a diagnostic is.
///
/// ```
/// use nutgraf::diagnostic::Severity;
///
/// let pack = nutgraf::Pack::from_toml("people", "[list.people]\nwords = ['Ann']\ntype = 'Persn'\n[type.Person]");
/// assert_eq!(pack.diagnostics()[0].severity, Severity::Error);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The rule, list or file cannot be used.
    Error,
    /// It can, but is probably not what was meant.
    Warning,
}

/// A file of rules: its name as the user knows it, and its text.
///
/// ```
/// let pack = nutgraf::Pack::from_toml("people", "[list.people]\nwords = ['Ann']\ntype = 'Persn'\n[type.Person]");
/// let file = &pack.diagnostics()[0].labels[0].file;
/// assert_eq!(&*file.name, "people.toml");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// The path, as it is printed.
    pub name: Arc<str>,
    /// What it holds.
    pub text: Arc<str>,
}

/// A place in a source file, with what is to be said of it.
///
/// ```
/// let pack = nutgraf::Pack::from_toml("people", "[list.people]\nwords = ['Ann']\ntype = 'Persn'\n[type.Person]");
/// let label = &pack.diagnostics()[0].labels[0];
/// assert!(label.file.text[label.span.clone()].contains("Persn"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The file.
    pub file: SourceFile,
    /// Bytes of its text.
    pub span: Range<usize>,
    /// What stands under the underline; may be empty.
    pub text: String,
}

/// A mistake in a user's rule files.
///
/// ```
/// let pack = nutgraf::Pack::from_toml("people", "[list.people]\nwords = ['Ann']\ntype = 'Persn'\n[type.Person]");
/// let mistake = &pack.diagnostics()[0];
/// assert_eq!(mistake.code, "unknown-type");
/// assert_eq!(mistake.help, ["did you mean `Person`?"]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable name of the mistake, such as `unknown-type`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in one line.
    pub title: String,
    /// Where; the first is the mistake itself, others explain it.
    pub labels: Vec<Label>,
    /// What to do.
    pub help: Vec<String>,
}

impl Diagnostic {
    pub(crate) fn new(code: Code, title: impl Into<String>, label: Label) -> Self {
        Self { code: code.name, severity: code.severity, title: title.into(), labels: vec![label], help: Vec::new() }
    }

    pub(crate) fn and(mut self, label: Label) -> Self {
        self.labels.push(label);
        self
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Adds "did you mean `X`?" where there is a nearest name.
    pub(crate) fn meant(self, nearest: Option<String>) -> Self {
        match nearest {
            Some(name) => self.help(format!("did you mean `{name}`?")),
            None => self,
        }
    }

    /// Whether it keeps a part of the rules from being used.
    ///
    /// ```
    /// let pack = nutgraf::Pack::from_toml("people", "[list.people]\nwords = ['Ann']\ntype = 'Persn'\n[type.Person]");
    /// assert!(pack.diagnostics()[0].is_error());
    /// ```
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Puts diagnostics in the order of their places, each once.
pub(crate) fn sort(diagnostics: &mut Vec<Diagnostic>) {
    let key = |diagnostic: &Diagnostic| {
        let place = diagnostic.labels.first().map(|label| (label.file.name.clone(), label.span.start, label.span.end));
        (place, diagnostic.severity, diagnostic.code, diagnostic.title.clone())
    };
    diagnostics.sort_by_cached_key(key);
    diagnostics.dedup();
}
