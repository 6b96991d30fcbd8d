//! A declarative rule engine: articles in, facts out.
//!
//! What counts as a fact stands in rule files, which people write and test; the
//! library reads and checks them ([`Pack`]), compiles them ([`Engine`]), and reads
//! articles with them ([`Session`]). A fact says which rule found it, and where.
//! Nothing here prints, and what is wrong in a rule file is a
//! [`Diagnostic`](diagnostic::Diagnostic), never a panic.
//!
//! ```
//! use nutgraf::{Article, Engine, Options, Pack};
//!
//! let pack = Pack::from_toml("moves", r#"
//!     [list.people]
//!     words = ["Ann", "Bob"]
//!     type  = "Person"
//!     [type.Person]
//!     [type.Departure]
//!     roles = { person = "Person" }
//!     [[rule]]
//!     name    = "person-left"
//!     tag     = "Departure"
//!     pattern = '(person: @Person) ("resigned" | "stepped" "down")'
//! "#);
//! let engine = Engine::from_rules(pack.rules().clone(), Options::default());
//! let mut session = engine.session(); // scratch memory, one per thread
//! let facts = session.extract(&Article::new("a1", "After ten years Ann stepped down."));
//! assert_eq!(facts[0].roles[0].fillers[0].text, "Ann");
//! assert_eq!(&*facts[0].evidence[0].rule, "moves/person-left");
//! ```
//!
//! The packs that are shipped are loaded by name (`Pack::load("politics")`, with the
//! feature `packs`). Articles come as text, or as CoNLL-U with tokens and a parse
//! ([`analysis::conllu`]); `reader` reads files of either, with the feature of its name.

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

/// What the README shows runs.
#[cfg(all(doctest, feature = "packs"))]
#[doc = include_str!("../README.md")]
struct Readme;
