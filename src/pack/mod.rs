//! Rule files to a checked rule set.
//!
//! Every mistake of a user becomes a diagnostic; a broken rule never hides a
//! good one. This room reads text that it is given, and touches no disk.

mod rule_set;

pub use rule_set::{
    ContextDef, Example, ExampleFact, FilePlace, ListDef, ListEntry, ListId, ListMatch, PackDef, PackId, PatternDef,
    PatternId, Reference, RoleDef, RuleBody, RuleDef, RuleId, RuleSet, Scope, Take, TreeRole, TypeDef, TypeId,
};
