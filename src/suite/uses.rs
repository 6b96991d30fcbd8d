//! Which patterns rules and contexts name.

use std::collections::BTreeSet;

use crate::pack::{ContextDef, PackId, PatternId, Reference, RuleBody, RuleDef, RuleId, RuleSet};
use crate::pattern::Pattern;

/// Who names which patterns.
pub(super) struct Uses {
    patterns: Vec<BTreeSet<PatternId>>,
    /// By rule: those that its pattern and `unless` name.
    pub(super) rules: Vec<BTreeSet<PatternId>>,
    pub(super) contexts: BTreeSet<PatternId>,
}

impl Uses {
    pub(super) fn new(rules: &RuleSet) -> Self {
        let named = |pack: PackId, pattern: &Pattern| {
            let named =
                pattern.mentions().into_iter().filter_map(|mention| match rules.resolve(pack, &mention.name.text) {
                    Some(Reference::Pattern(id)) => Some(id),
                    _ => None,
                });
            named.collect::<BTreeSet<PatternId>>()
        };
        let of_rule = |rule: &RuleDef| {
            let (RuleBody::Sequence(body) | RuleBody::Tree { trigger: body, .. }) = &rule.body;
            std::iter::once(body).chain(&rule.unless).flat_map(|pattern| named(rule.pack, pattern)).collect()
        };
        let of_context = |context: &ContextDef| {
            let patterns = std::iter::once(&context.trigger).chain(&context.until);
            patterns.flat_map(|pattern| named(context.pack, pattern)).collect::<Vec<_>>()
        };
        Self {
            patterns: rules.patterns.iter().map(|pattern| named(pattern.pack, &pattern.pattern)).collect(),
            rules: rules.rules.iter().map(of_rule).collect(),
            contexts: rules.contexts.iter().flat_map(of_context).collect(),
        }
    }

    /// Patterns and all that reach them.
    pub(super) fn above(&self, ids: &BTreeSet<PatternId>) -> BTreeSet<PatternId> {
        let mut above = ids.clone();
        loop {
            let before = above.len();
            for (number, used) in self.patterns.iter().enumerate() {
                if used.iter().any(|id| above.contains(id)) {
                    above.insert(PatternId(number as u32));
                }
            }
            if above.len() == before {
                return above;
            }
        }
    }

    /// The rules that reach some patterns, by the ways to their roles too.
    pub(super) fn users(&self, rules: &RuleSet, ids: &BTreeSet<PatternId>) -> BTreeSet<RuleId> {
        let above = self.above(ids);
        let uses = |id: &RuleId| patterns_of(rules, &rules.rules[id.0 as usize]).any(|used| above.contains(&used));
        (0..rules.rules.len() as u32).map(RuleId).filter(uses).collect()
    }
}

/// The patterns that a rule names, those on the ways to its roles among them.
fn patterns_of<'a>(rules: &'a RuleSet, rule: &'a RuleDef) -> impl Iterator<Item = PatternId> + 'a {
    let (RuleBody::Sequence(body) | RuleBody::Tree { trigger: body, .. }) = &rule.body;
    let roles = match &rule.body {
        RuleBody::Sequence(_) => &[][..],
        RuleBody::Tree { roles, .. } => roles.as_slice(),
    };
    let patterns = std::iter::once(body).chain(&rule.unless).flat_map(Pattern::mentions);
    let names = patterns.chain(roles.iter().flat_map(|role| role.path.mentions()));
    names.filter_map(|mention| match rules.resolve(rule.pack, &mention.name.text) {
        Some(Reference::Pattern(id)) => Some(id),
        _ => None,
    })
}
