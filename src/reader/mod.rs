//! The border where articles come in: paths and streams to articles.
//!
//! The one room below the command that opens files. Articles come one at a
//! time, so that a corpus never has to fit into memory, and in the order of
//! their paths, so that the order of arguments leaves no trace. What cannot be
//! read is an item of the same stream: the rest goes on.

mod articles;
mod conllu;
mod decode;
mod fixtures;
#[cfg(feature = "html")]
mod html;
mod input;
mod jsonl;
mod packs;
mod stream;

#[cfg(test)]
mod tests;

pub use articles::{Articles, Unsaid, read};
pub use decode::Encoding;
pub use fixtures::{FixtureFile, fixtures};
pub use input::{Format, Input, Inputs};

use std::fmt;

/// The largest article, in bytes of its text, decompressed.
///
/// A long novel has one or two million; the bound keeps a small compressed
/// file from growing into all of the memory.
pub const ARTICLE_LIMIT: u64 = 256 << 20;

/// What could not be read, or not without a doubt, and where.
///
/// ```
/// let problem = nutgraf::Pack::load("no/such/pack").unwrap_err();
/// assert!(problem.is_skipped);
/// assert!(problem.to_string().starts_with("no/such/pack: "));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Whether something was skipped; else all was read, and this is good to know.
    pub is_skipped: bool,
    /// The file, with its line and column where they are known: `news.jsonl:12`.
    pub place: String,
    /// What is wrong, in one line.
    pub message: String,
}

impl Problem {
    fn new(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self { is_skipped: true, place: place.into(), message: message.into() }
    }

    /// What is good to know of something that was read.
    fn remark(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self { is_skipped: false, ..Self::new(place, message) }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

impl std::error::Error for Problem {}
