//! From packs that are read to a rule set that is checked.
//!
//! The steps go from names to meaning: what is declared, what it says, what it
//! says of others, what hangs together. Each step looks at everything, so that
//! all faults come out in one go; what is broken is left out at the end.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::Normaliser;
use crate::diagnostic::{self, Diagnostic, Label};

use super::alternatives::Ending;
use super::draft::DraftPack;
use super::keys::{RuleMatchWord, ScopeWord, TakeWord};
use super::known::Known;
use super::lists::ReadList;
use super::names::Names;
use super::parse::{ReadContext, ReadPattern, ReadRule, any_error};
use super::place::Text;
use super::prelude::{FACT_ATTRIBUTES, MENTION_ATTRIBUTES};
use super::rule_check::{Checked, RuleCheck};
use super::rule_set::{
    ContextDef, ListId, PackDef, PackId, PatternDef, PatternId, Reference, RuleBody, RuleDef, RuleSet,
    Scope as ContextScope, Take, TreeRole, TypeDef, TypeId,
};
use super::summary::{MAX_NESTING, MAX_PARTS, Scope, Summary};
use super::{
    aliases, alternatives, circles, conditions, examples, lists, names, names_check, parse, rule_check, types, usage,
};

/// Everything that is declared, read.
pub(crate) struct Material<'d> {
    pub(crate) packs: &'d [DraftPack],
    pub(crate) names: Names,
    pub(crate) types: Vec<TypeDef>,
    pub(crate) lists: Vec<ReadList>,
    pub(crate) patterns: Vec<ReadPattern<'d>>,
    pub(crate) rules: Vec<ReadRule<'d>>,
    pub(crate) contexts: Vec<ReadContext<'d>>,
    /// What each named pattern captures.
    pub(crate) summaries: BTreeMap<PatternId, Summary>,
    /// What each rule tags.
    pub(crate) tags: Vec<Option<TypeId>>,
    /// The attributes that each pack sees something make.
    pub(crate) attributes: Vec<BTreeSet<String>>,
    /// What is used from somewhere.
    pub(crate) used: BTreeSet<Reference>,
}

/// Checks packs, and makes a rule set of all that is right. `known` is what
/// need not be read again, and then what this rule set was read from.
pub(crate) fn build(packs: &[DraftPack], known: &mut Known, faults: &mut Vec<Diagnostic>) -> RuleSet {
    let names = names::declare(packs, faults);
    let types = types::build(packs, &names, faults);
    let lists = lists::build(packs, &names, &mut known.files, faults);
    let patterns = parse::patterns(packs, &names, &mut known.patterns, faults);
    let rules = parse::rules(packs, known, faults);
    let contexts = parse::contexts(packs, &mut known.patterns, faults);
    let mut tags = Vec::new();
    for rule in &rules {
        tags.push(types::find(&rule.table.tag, &names.spaces[rule.pack], faults));
    }
    let mut material = Material {
        packs,
        names,
        types,
        lists,
        patterns,
        rules,
        contexts,
        summaries: BTreeMap::new(),
        tags,
        attributes: Vec::new(),
        used: BTreeSet::new(),
    };
    material.check_names(faults);
    circles::break_pattern_circles(&mut material, faults);
    material.sum_up_patterns(faults);
    material.attributes = material.known_attributes();
    material.check_conditions(faults);
    let checked = material.check_rules(faults);
    material.check_contexts(faults);
    let aliases = aliases::build(&mut material, faults);
    material.spread_breakage();
    usage::check(&material, &checked, faults);
    alternatives::check_shadows(&material, faults);
    let (mut set, places) = material.assemble();
    set.aliases = aliases;
    circles::remove_rule_circles(&mut set, &places, faults);
    set
}

impl Material<'_> {
    /// Checks the names in all patterns.
    fn check_names(&mut self, faults: &mut Vec<Diagnostic>) {
        for pattern in &mut self.patterns {
            let Some(tree) = &pattern.tree else { continue };
            let before = faults.len();
            let space = &self.names.spaces[pattern.pack];
            names_check::check(pattern.text, tree, space, &mut self.used, faults);
            rule_check::check_context_captures(pattern.text, tree, faults);
            pattern.is_broken |= any_error(&faults[before..]);
        }
        for rule in &mut self.rules {
            let before = faults.len();
            let space = &self.names.spaces[rule.pack];
            for (text, tree) in rule.patterns() {
                names_check::check(text, tree, space, &mut self.used, faults);
                rule_check::check_context_captures(text, tree, faults);
            }
            rule.is_broken |= any_error(&faults[before..]);
        }
        for context in &mut self.contexts {
            let before = faults.len();
            let space = &self.names.spaces[context.pack];
            for (text, tree) in context.patterns() {
                names_check::check(text, tree, space, &mut self.used, faults);
                rule_check::check_context_captures(text, tree, faults);
            }
            context.is_broken |= any_error(&faults[before..]);
        }
    }

    fn scope(&self, pack: usize) -> Scope<'_> {
        Scope { space: &self.names.spaces[pack], named: &self.summaries }
    }

    /// Sums up named patterns, those that others use first. One may match
    /// nothing: whether that is wrong is for the rule that uses it to say.
    fn sum_up_patterns(&mut self, faults: &mut Vec<Diagnostic>) {
        for id in circles::pattern_order(self) {
            let pattern = &self.patterns[id.0 as usize];
            let Some(tree) = &pattern.tree else { continue };
            let summary = self.scope(pattern.pack).sum(pattern.text, tree);
            let before = faults.len();
            check_size(pattern.text, &summary, faults);
            if faults.len() == before {
                self.summaries.insert(id, summary);
                continue;
            }
            // Whoever uses a pattern that is too large is not to blame.
            self.patterns[id.0 as usize].is_broken = true;
            self.summaries.insert(id, Summary { parts: 1, nesting: 0, ..summary });
        }
    }

    /// The attributes that lists, rules and contexts make, as far as each pack sees.
    fn known_attributes(&self) -> Vec<BTreeSet<String>> {
        let mut made: Vec<BTreeSet<String>> = vec![BTreeSet::new(); self.packs.len()];
        for list in &self.lists {
            made[list.list.pack.0 as usize].extend(list.list.columns.iter().map(ToString::to_string));
        }
        for (rule, tag) in self.rules.iter().zip(&self.tags) {
            let own = &mut made[rule.pack];
            own.extend(rule.table.set.iter().flat_map(|set| &set.0).map(|(key, _)| key.value.clone()));
            let is_mention_rule = tag.is_some_and(|tag| self.types[tag.0 as usize].roles.is_empty());
            if let Some((text, tree)) = rule.pattern.as_ref().filter(|_| is_mention_rule) {
                let captures = self.scope(rule.pack).sum(text, tree).captures;
                own.extend(captures.into_keys().filter(|name| name != "self" && !name.starts_with('_')));
            }
        }
        for context in &self.contexts {
            made[context.pack].extend(context.table.set.0.iter().map(|(key, _)| key.value.clone()));
        }
        let visible = |space: &names::Namespace| {
            let engine = MENTION_ATTRIBUTES.iter().chain(&FACT_ATTRIBUTES).map(ToString::to_string);
            space.packs.iter().flat_map(|pack| made[*pack].iter().cloned()).chain(engine).collect()
        };
        self.names.spaces.iter().map(visible).collect()
    }

    /// Checks the conditions and alternatives in all patterns.
    fn check_conditions(&mut self, faults: &mut Vec<Diagnostic>) {
        for pattern in &mut self.patterns {
            let Some(tree) = &pattern.tree else { continue };
            let before = faults.len();
            conditions::check(pattern.text, tree, &self.attributes[pattern.pack], faults);
            alternatives::check(pattern.text, tree, Ending::Open, faults);
            pattern.is_broken |= any_error(&faults[before..]);
        }
        for rule in &mut self.rules {
            let before = faults.len();
            for (text, tree) in rule.patterns() {
                conditions::check(text, tree, &self.attributes[rule.pack], faults);
            }
            let takes_all = rule.table.matching == Some(RuleMatchWord::All);
            if let Some((text, tree)) = &rule.pattern {
                alternatives::check(text, tree, if takes_all { Ending::All } else { Ending::First }, faults);
            }
            for (text, tree) in rule.trigger.iter().chain(&rule.unless) {
                alternatives::check(text, tree, Ending::First, faults);
            }
            rule.is_broken |= any_error(&faults[before..]);
        }
        for context in &mut self.contexts {
            let before = faults.len();
            for (text, tree) in context.patterns() {
                conditions::check(text, tree, &self.attributes[context.pack], faults);
                alternatives::check(text, tree, Ending::First, faults);
            }
            context.is_broken |= any_error(&faults[before..]);
        }
    }

    /// Checks each rule by itself.
    fn check_rules(&mut self, faults: &mut Vec<Diagnostic>) -> Vec<Checked> {
        let mut all = Vec::with_capacity(self.rules.len());
        let mut broken = Vec::new();
        for (number, (rule, tag)) in self.rules.iter().zip(&self.tags).enumerate() {
            let before = faults.len();
            let scope = self.scope(rule.pack);
            for (text, tree) in rule.pattern.iter().chain(&rule.trigger).chain(&rule.unless) {
                check_summary(text, &scope.sum(text, tree), faults);
            }
            let attributes = &self.attributes[rule.pack];
            all.push(RuleCheck { types: &self.types, scope, attributes }.check(rule, *tag, faults));
            if let Some(tag) = tag {
                examples::check(rule, &self.types[tag.0 as usize], attributes, faults);
            }
            if tag.is_none() || any_error(&faults[before..]) {
                broken.push(number);
            }
        }
        for number in broken {
            self.rules[number].is_broken = true;
        }
        all
    }

    fn check_contexts(&mut self, faults: &mut Vec<Diagnostic>) {
        let mut broken = Vec::new();
        for (number, context) in self.contexts.iter().enumerate() {
            for (text, tree) in context.patterns() {
                let before = faults.len();
                check_summary(text, &self.scope(context.pack).sum(text, tree), faults);
                if faults.len() > before {
                    broken.push(number);
                }
            }
        }
        for number in broken {
            self.contexts[number].is_broken = true;
        }
    }

    /// What uses something broken cannot be used either; it is not reported again.
    fn spread_breakage(&mut self) {
        let mut broken: BTreeSet<Reference> = BTreeSet::new();
        let lists = self.lists.iter().enumerate().filter(|(_, list)| list.is_broken);
        broken.extend(lists.map(|(number, _)| Reference::List(ListId(number as u32))));
        let patterns = self.patterns.iter().enumerate().filter(|(_, pattern)| pattern.is_broken);
        broken.extend(patterns.map(|(number, _)| Reference::Pattern(PatternId(number as u32))));
        let uses_broken = |tree: &crate::pattern::Node, pack: usize, names: &Names, broken: &BTreeSet<Reference>| {
            tree.mentions()
                .iter()
                .any(|name| names.spaces[pack].get(&name.name.text).is_some_and(|r| broken.contains(&r)))
        };
        for id in circles::pattern_order(self) {
            let pattern = &mut self.patterns[id.0 as usize];
            if pattern.tree.as_ref().is_some_and(|tree| uses_broken(tree, pattern.pack, &self.names, &broken)) {
                pattern.is_broken = true;
                broken.insert(Reference::Pattern(id));
            }
        }
        for rule in &mut self.rules {
            rule.is_broken |=
                rule.patterns().iter().any(|(_, tree)| uses_broken(tree, rule.pack, &self.names, &broken));
        }
        for context in &mut self.contexts {
            let uses = context.patterns().iter().any(|(_, tree)| uses_broken(tree, context.pack, &self.names, &broken));
            context.is_broken |= uses;
        }
    }

    /// The rule set of all that is right, and where the names of its rules stand.
    fn assemble(self) -> (RuleSet, Vec<Label>) {
        let mut set = RuleSet { types: self.types, ..RuleSet::default() };
        let mut moved: BTreeMap<Reference, Reference> = BTreeMap::new();
        for (number, list) in self.lists.into_iter().enumerate().filter(|(_, list)| !list.is_broken) {
            let to = ListId(set.lists.len() as u32);
            moved.insert(Reference::List(ListId(number as u32)), Reference::List(to));
            set.lists.push(list.list);
        }
        for (number, pattern) in self.patterns.into_iter().enumerate() {
            let Some(tree) = pattern.tree.filter(|_| !pattern.is_broken) else { continue };
            let to = PatternId(set.patterns.len() as u32);
            moved.insert(Reference::Pattern(PatternId(number as u32)), Reference::Pattern(to));
            set.patterns.push(PatternDef {
                name: pattern.name.value.as_str().into(),
                pack: PackId(pattern.pack as u32),
                pattern: tree,
                at: pattern.name.at(),
            });
        }
        for (draft, space) in self.packs.iter().zip(&self.names.spaces) {
            let living = |(name, reference): (&str, Reference)| {
                let reference = match reference {
                    Reference::Type(_) => reference,
                    Reference::List(_) | Reference::Pattern(_) => *moved.get(&reference)?,
                };
                Some((name.to_owned(), reference))
            };
            let names = space.iter().filter_map(living).collect();
            set.packs.push(PackDef { name: draft.name.clone(), about: draft.about.clone(), names });
        }
        let mut places = Vec::new();
        for (rule, tag) in self.rules.into_iter().zip(self.tags).filter(|(rule, _)| !rule.is_broken) {
            let place = rule.table.name.label("");
            if let Some(rule) = tag.and_then(|tag| assemble_rule(rule, tag)) {
                places.push(place);
                set.rules.push(rule);
            }
        }
        let contexts = self.contexts.into_iter().filter(|context| !context.is_broken);
        set.contexts = contexts.filter_map(assemble_context).collect();
        (set, places)
    }
}

/// Reports a whole pattern that matches nothing, or that is too large.
fn check_summary(text: &Text, summary: &Summary, faults: &mut Vec<Diagnostic>) {
    if summary.can_be_empty {
        faults.push(diagnostic::empty_match(text.label("")));
    }
    check_size(text, summary, faults);
}

fn check_size(text: &Text, summary: &Summary, faults: &mut Vec<Diagnostic>) {
    if summary.parts > MAX_PARTS {
        faults.push(diagnostic::pattern_too_large(text.label(""), MAX_PARTS));
    }
    if summary.nesting > MAX_NESTING {
        faults.push(diagnostic::names_too_deep(text.label(""), MAX_NESTING));
    }
}

fn assemble_rule(rule: ReadRule<'_>, tag: TypeId) -> Option<RuleDef> {
    let examples = examples::build(&rule);
    let table = rule.table;
    let take = |role: &str| {
        let word = table.take.iter().flat_map(|take| &take.0).find(|(name, _)| name.value == role);
        match word.map(|(_, word)| *word) {
            None | Some(TakeWord::All) => Take::All,
            Some(TakeWord::Each) => Take::Each,
            Some(TakeWord::First) => Take::First,
        }
    };
    let paths = rule.paths.into_iter();
    let body = match (rule.pattern, rule.trigger) {
        (Some((_, pattern)), _) => RuleBody::Sequence(pattern),
        (None, Some((_, trigger))) => RuleBody::Tree {
            trigger,
            roles: paths
                .map(|(role, _, path)| TreeRole { name: role.value.as_str().into(), path, take: take(&role.value) })
                .collect(),
        },
        (None, None) => return None,
    };
    Some(RuleDef {
        name: table.name.value.as_str().into(),
        pack: PackId(rule.pack as u32),
        tag,
        body,
        unless: rule.unless.into_iter().map(|(_, pattern)| pattern).collect(),
        set: rule.set.into_iter().map(|(key, _, template)| (key.value.as_str().into(), template)).collect(),
        normaliser: table.normalise.as_ref().and_then(|name| Normaliser::named(&name.value)),
        condition: rule.condition.map(|(_, condition)| condition),
        priority: table.priority.as_ref().map_or(0, |priority| priority.value),
        match_all: table.matching == Some(RuleMatchWord::All),
        recursive: table.recursive == Some(true),
        examples,
        at: table.name.at(),
    })
}

fn assemble_context(context: ReadContext<'_>) -> Option<ContextDef> {
    let table = context.table;
    Some(ContextDef {
        name: table.name.value.as_str().into(),
        pack: PackId(context.pack as u32),
        trigger: context.trigger?,
        scope: match table.scope {
            None | Some(ScopeWord::Forward) => ContextScope::Forward,
            Some(ScopeWord::Backward) => ContextScope::Backward,
            Some(ScopeWord::Both) => ContextScope::Both,
        },
        until: context.until,
        set: table.set.0.iter().map(|(key, value)| (key.value.as_str().into(), value.value.as_str().into())).collect(),
        at: table.name.at(),
    })
}
