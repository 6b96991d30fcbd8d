//! Properties of every segmentation, the rules of `docs/tokens.md`, and cases of sentences.

#![expect(clippy::unwrap_used, reason = "tests")]

mod documentation;
mod hostile;
mod properties;
mod sentences;

use crate::text::Segmentation;

use super::{segment, tokenize_phrase};

/// The tokens of an article of this text.
fn tokens(text: &str) -> Vec<&str> {
    let mut out = Segmentation::default();
    segment(text, &mut out);
    out.tokens.iter().map(|span| span.slice(text)).collect()
}

/// The tokens of a phrase of this text.
fn phrase(text: &str) -> Vec<&str> {
    tokenize_phrase(text).iter().map(|span| span.slice(text)).collect()
}

/// The sentences of an article of this text, each from its first token to its last.
fn sentences(text: &str) -> Vec<&str> {
    let mut out = Segmentation::default();
    segment(text, &mut out);
    let bounds = |range: std::ops::Range<usize>| {
        let (first, last) = (out.tokens[range.start], out.tokens[range.end - 1]);
        first.join(last).slice(text)
    };
    out.sentences.iter().map(|sentence| bounds(sentence.tokens.range())).collect()
}
