//! What is wrong with a user's rule files, as data.
//!
//! A diagnostic has a stable code, a severity, labels that point into a file,
//! and what to do. One named constructor makes each code; rendering is apart.

use std::ops::Range;
use std::sync::Arc;

/// How bad a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The rule, list or file cannot be used.
    Error,
    /// It can, but is probably not what was meant.
    Warning,
}

/// A file of rules: its name as the user knows it, and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// The path, as it is printed.
    pub name: Arc<str>,
    /// What it holds.
    pub text: Arc<str>,
}

/// A place in a source file, with what is to be said of it.
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
