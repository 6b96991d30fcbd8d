//! Text to tokens and sentences, in one pass.
//!
//! The scanner cuts tokens by the bytes alone and hands each one, with what kind
//! it is, to a sink; the sink of an article closes sentences and paragraphs as the
//! tokens come by. What a token is depends on its own characters and on the few
//! that touch it, never on the sentence, so that a word of a pattern is cut as the
//! same word in an article is. The rules are told, with examples that run as
//! tests, in `docs/tokens.md`.
//!
//! Nothing is allocated but the two vectors of the result, nothing recurses, and
//! every look ahead is bounded, so the time is linear in the text.

mod abbreviation;
mod character;
mod contraction;
mod layout;
mod mark;
mod number;
mod scanner;
mod sentence;
mod sign;
mod starter;
mod web;
mod word;

#[cfg(test)]
mod tests;

use crate::text::{ByteSpan, Segmentation};

use scanner::{Kind, Scanner, Sink};
use sentence::SentenceSink;

/// Cuts a text into tokens and sentences, into `out`, whose memory is reused.
///
/// Tokens ascend, do not overlap, and cover every visible character; every token
/// lies in one sentence. A text of 4 GiB or more, whose offsets would not fit,
/// gives no tokens.
///
/// ```
/// use nutgraf::{Segmentation, analysis::segment};
///
/// let text = "Iran's envoy met Mr. Smith. They didn't talk.";
/// let mut out = Segmentation::default();
/// segment(text, &mut out);
/// assert_eq!(out.tokens[1].slice(text), "'s");
/// assert_eq!(out.sentences.len(), 2);
/// ```
pub fn segment(text: &str, out: &mut Segmentation) {
    out.tokens.clear();
    out.sentences.clear();
    if u32::try_from(text.len()).is_err() {
        return;
    }
    let mut sink = SentenceSink::new(text, out);
    Scanner::new(text, &mut sink).run();
    sink.finish();
}

/// The tokens of a phrase that stands by itself: an entry of a list, the words of a pattern.
///
/// They are the tokens that the phrase has in the middle of a sentence: the full
/// stop of an abbreviation stays with it even where the phrase ends.
///
/// ```
/// use nutgraf::analysis::tokenize_phrase;
///
/// let spans = tokenize_phrase("George W.");
/// assert_eq!(spans.len(), 2);
/// ```
pub fn tokenize_phrase(text: &str) -> Vec<ByteSpan> {
    if is_plain_word(text) {
        return vec![ByteSpan::new(0, text.len() as u32)];
    }
    let mut sink = PhraseSink::default();
    if u32::try_from(text.len()).is_ok() {
        Scanner::phrase(text, &mut sink).run();
    }
    sink.tokens
}

/// Whether a phrase is surely one token, as most entries of lists are: a few letters that are no contraction.
fn is_plain_word(phrase: &str) -> bool {
    let bytes = phrase.as_bytes();
    (1..64).contains(&bytes.len())
        && bytes.iter().all(u8::is_ascii_alphabetic)
        && contraction::cut_in_word(bytes).is_none()
}

/// Keeps the tokens and nothing else.
#[derive(Default)]
struct PhraseSink {
    tokens: Vec<ByteSpan>,
}

impl Sink for PhraseSink {
    fn token(&mut self, span: ByteSpan, _kind: Kind) {
        self.tokens.push(span);
    }

    fn line_end(&mut self, _count: u32, _after: usize) {}
}
