//! Rules that are appended to a rule set to be watched, and that make nothing.

use std::sync::Arc;

use crate::pack::{RoleDef, RuleBody, RuleDef, RuleId, RuleSet, TypeDef, TypeId};
use crate::pattern::Pattern;

/// The type that hidden rules tag. It has a role, so that what they match is no
/// mention that others could step over; no name of a user's has its sign.
const HIDDEN: &str = "#hidden";

/// Adds the type of hidden rules.
pub(super) fn add_type(rules: &mut RuleSet) -> TypeId {
    let role = RoleDef { name: "#".into(), types: Vec::new(), text: true, min: 0, max: None };
    rules.types.push(TypeDef {
        name: HIDDEN.into(),
        pack: None,
        about: String::new(),
        is: None,
        any: Vec::new(),
        roles: vec![role],
        overlap_all: true,
        source: None,
        at: None,
    });
    TypeId(rules.types.len() as u32 - 1)
}

/// Adds a rule that tags the hidden type.
pub(super) fn add_rule(rules: &mut RuleSet, tag: TypeId, rule: RuleDef) -> RuleId {
    let number = rules.rules.len();
    let name: Arc<str> = format!("{}#{number}", rule.name).into();
    rules.rules.push(RuleDef { name, tag, examples: Vec::new(), set: Vec::new(), recursive: false, ..rule });
    RuleId(number as u32)
}

/// A rule that finds every hit of a pattern of another.
pub(super) fn finder(like: &RuleDef, pattern: Pattern) -> RuleDef {
    RuleDef { body: RuleBody::Sequence(pattern), unless: Vec::new(), condition: None, match_all: true, ..like.clone() }
}
