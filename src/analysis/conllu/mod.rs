//! CoNLL-U, the format of Universal Dependencies: text in, articles out, and back.
//!
//! An article read from it keeps its source's tokens, sentences, tags and
//! parse as an [`Annotation`](crate::Annotation); the text is put together
//! from the forms, so that every span is exact. What the format can hold and
//! the engine has no use for (features, enhanced dependencies, empty nodes) is
//! read over.

mod read;
#[cfg(test)]
mod tests;
mod write;

use std::fmt;

pub use read::parse;
pub use write::write;

/// A line of a CoNLL-U text that cannot be read.
///
/// ```
/// let error = nutgraf::analysis::conllu::parse("Hi\n", "a").unwrap_err();
/// assert!(error.to_string().starts_with("line 1: "));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConlluError {
    line: usize,
    message: String,
}

impl ConlluError {
    fn new(line: usize, message: impl Into<String>) -> Self {
        Self { line, message: message.into() }
    }

    /// The number of the line, from 1.
    ///
    /// ```
    /// let error = nutgraf::analysis::conllu::parse("# text = Hi\nHi\n", "a").unwrap_err();
    /// assert_eq!(error.line(), 2);
    /// ```
    pub const fn line(&self) -> usize {
        self.line
    }

    /// What is wrong with it, without its number.
    ///
    /// ```
    /// let error = nutgraf::analysis::conllu::parse("Hi\n", "a").unwrap_err();
    /// assert_eq!(error.to_string(), format!("line 1: {}", error.message()));
    /// ```
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for ConlluError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for ConlluError {}
