//! A declarative rule engine: articles in, facts out.

pub mod analysis;
#[cfg(feature = "cli")]
pub mod cli;
mod compile;
pub mod diagnostic;
pub mod engine;
pub mod explain;
pub mod fact;
pub mod pack;
pub mod pattern;
#[cfg(feature = "reader")]
pub mod reader;
pub mod suite;
pub mod text;
pub mod writer;

pub use engine::{Budgets, Engine, Options, Session};
pub use fact::{EVERY_FACT_HAS, Evidence, Extraction, Fact, Filler, Mention, Notice, Role};
pub use pack::Pack;
pub use text::{AnnotatedSentence, AnnotatedToken, Annotation, Article, ByteSpan, Segmentation, Sentence, TokenSpan};
