//! A checked rule set to a program: what the engine runs.
//!
//! Everything that can be decided without an article is decided here: the
//! vocabulary, tests of forms, instructions, what each rule must be looked for
//! by, the order in which rules run, and which layers they need.

mod anchor;
mod code;
mod condition;
mod first;
mod frequency;
mod generate;
mod label;
mod lists;
mod need;
mod needs;
mod predicate;
mod program;
mod reference;
mod relation;
mod symbol;
mod tree;
mod value;
mod whole;

pub(crate) use anchor::{AnchorUse, Pair, UNBOUNDED};
pub(crate) use code::{CaptureIdx, Code, Instruction, Layers, NO_ROW, Pc};
pub(crate) use condition::words;
pub(crate) use label::{Label, LabelSet, LabelSetId, Labels};
pub(crate) use lists::{EntryRef, NO_NODE, TrieNode, root as list_root};
pub(crate) use needs::{Need, NeedId};
pub(crate) use predicate::{FormTest, FormTestId, MentionTest, MentionTestId, NO_BIT, Test, TestId};
pub(crate) use program::{ContextCode, Program, QUOTE, RuleCode, Selection};
pub(crate) use reference::references;
pub(crate) use relation::relation_pattern;
pub(crate) use symbol::Symbol;
pub(crate) use tree::{Stand, TreeCode, TreeStep};
pub(crate) use value::{Comparison, ordered, written};
pub(crate) use whole::WholeRegex;
