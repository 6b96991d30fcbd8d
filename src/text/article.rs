//! What comes in: an article, and what its source already says of its tokens.

use jiff::civil::Date;

use super::ByteSpan;

/// An article to read: an identifier, its text, and its date where one is known.
///
/// ```
/// let article = nutgraf::Article::new("a1", "Putin met Khamenei in Tehran.");
/// assert_eq!(article.id, "a1");
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Article {
    /// The name under which its facts come out (`doc`).
    pub id: String,
    /// The text, as it came; every offset is an offset into it.
    pub text: String,
    /// The day it appeared, against which relative dates are read.
    pub date: Option<Date>,
    /// Tokens, sentences, tags and parse that came with it (CoNLL-U); plain text has none.
    pub annotation: Option<Annotation>,
}

impl Article {
    /// An article of plain text.
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self { id: id.into(), text: text.into(), date: None, annotation: None }
    }

    /// The same article with the day it appeared.
    #[must_use]
    pub fn dated(mut self, date: Date) -> Self {
        self.date = Some(date);
        self
    }
}

/// What an article's source says of its tokens. It replaces the analysis that
/// the engine would make itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Annotation {
    /// The tokens in order of the text.
    pub tokens: Vec<AnnotatedToken>,
    /// The first token of each sentence, ascending, and whether it begins a paragraph.
    pub sentences: Vec<AnnotatedSentence>,
}

/// Where a given sentence begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnnotatedSentence {
    /// The index of its first token.
    pub first_token: u32,
    /// Whether it begins a paragraph.
    pub starts_paragraph: bool,
}

/// A token with what its source says of it; `None` is "not said".
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AnnotatedToken {
    /// Its place in the text.
    pub span: ByteSpan,
    /// Lemma.
    pub lemma: Option<String>,
    /// Universal part of speech, such as `VERB`.
    pub upos: Option<String>,
    /// Treebank part of speech, such as `VBD`.
    pub xpos: Option<String>,
    /// Head: the index of the governing token in the article; `None` with a relation is the root.
    pub head: Option<u32>,
    /// Relation to the head, with its subtype, such as `nsubj:pass`.
    pub relation: Option<String>,
}
