//! What flows through the house: articles, places in them, sentences.
//!
//! Shapes and their invariants only. This room knows no other.

mod article;
mod sentence;
mod span;

pub use article::{AnnotatedSentence, AnnotatedToken, Annotation, Article};
pub use sentence::{Segmentation, Sentence};
pub use span::{ByteSpan, TokenSpan};
