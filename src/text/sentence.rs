//! Sentences and the segmentation of an article into them.

use super::{ByteSpan, TokenSpan};

/// A sentence: a run of tokens of one paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// Its tokens.
    pub tokens: TokenSpan,
    /// The number of its paragraph in the article, from 0.
    pub paragraph: u32,
    /// Whether it stands in the headline.
    pub title: bool,
}

/// An article cut into tokens and sentences; every token lies in one sentence.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Segmentation {
    /// The place of each token, ascending, without overlap.
    pub tokens: Vec<ByteSpan>,
    /// The sentences, ascending; together they hold every token once.
    pub sentences: Vec<Sentence>,
}
