//! An article's text to layers: tokens, sentences, tags, lemmas.
//!
//! Each layer is a function of the text alone. Nothing here knows of rules.

mod annotate;
pub mod conllu;
#[cfg_attr(
    not(any(feature = "english", feature = "train")),
    expect(dead_code, reason = "without a model there is nothing to read one from")
)]
pub mod english;
mod form;
mod pos;
mod quote;
mod segment;
mod value;

pub use annotate::{Analysis, Predict, annotate};
pub use form::{fold, is_cap, is_digit, is_punct, is_upper, normalize, shape};
pub use pos::{UPOS, upos_number};
pub use quote::{QuoteSpan, find_quotes};
pub use segment::{segment, tokenize_phrase};
pub use value::Normaliser;
pub(crate) use value::{Expression, MEANINGS, Setting, Tense, Word, normalise};
