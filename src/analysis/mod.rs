//! An article's text to layers: tokens, sentences, tags, lemmas.
//!
//! Each layer is a function of the text alone. Nothing here knows of rules.

pub mod english;
mod segment;

pub use segment::segment;
