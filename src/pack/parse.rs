//! The expressions of rules, named patterns and contexts, read into trees.
//!
//! What is read here is right by itself; what its names mean is asked later,
//! when all packs are known.

use crate::diagnostic::{self, Diagnostic};
use crate::pattern::{self, Node, Pattern, Template, TreePath, TreePathKind, Where};

use super::draft::{DraftPack, is_name};
use super::keys::{ContextTable, RuleTable};
use super::known::{Known, KnownTexts, read};
use super::names::Names;
use super::place::Text;
use super::rule_check::unknown_value;

/// A named pattern, read.
#[derive(Debug)]
pub(crate) struct ReadPattern<'d> {
    pub(crate) pack: usize,
    pub(crate) name: &'d Text,
    pub(crate) text: &'d Text,
    pub(crate) tree: Option<Pattern>,
    /// Whether it cannot be used.
    pub(crate) is_broken: bool,
}

/// A rule, read.
#[derive(Debug)]
pub(crate) struct ReadRule<'d> {
    pub(crate) pack: usize,
    pub(crate) table: &'d RuleTable,
    /// What it matches, for a rule over tokens.
    pub(crate) pattern: Option<(&'d Text, Pattern)>,
    /// What its roles hang on, for a rule over trees.
    pub(crate) trigger: Option<(&'d Text, Pattern)>,
    /// The way to each role, for a rule over trees.
    pub(crate) paths: Vec<(&'d Text, &'d Text, TreePath)>,
    pub(crate) unless: Vec<(&'d Text, Pattern)>,
    pub(crate) set: Vec<(&'d Text, &'d Text, Template)>,
    pub(crate) condition: Option<(&'d Text, Where)>,
    /// Whether it cannot be used.
    pub(crate) is_broken: bool,
}

/// A context, read.
#[derive(Debug)]
pub(crate) struct ReadContext<'d> {
    pub(crate) pack: usize,
    pub(crate) table: &'d ContextTable,
    pub(crate) trigger: Option<Pattern>,
    pub(crate) until: Option<Pattern>,
    /// Whether it cannot be used.
    pub(crate) is_broken: bool,
}

impl ReadRule<'_> {
    /// Every pattern of the rule with the text it stands in, those in its paths too.
    pub(crate) fn patterns(&self) -> Vec<(&Text, &Node)> {
        let mut patterns = Vec::new();
        for (text, tree) in self.pattern.iter().chain(&self.trigger).chain(&self.unless) {
            patterns.push((*text, tree));
        }
        for (_, text, path) in &self.paths {
            path.walk(&mut |step| {
                if let TreePathKind::Stand(node) = &step.kind {
                    patterns.push((text, node));
                }
            });
        }
        patterns
    }
}

impl ReadContext<'_> {
    /// Its patterns with the texts they stand in.
    pub(crate) fn patterns(&self) -> Vec<(&Text, &Node)> {
        let trigger = self.trigger.iter().map(|tree| (&self.table.trigger, tree));
        let until = self.table.until.as_ref().zip(self.until.as_ref());
        trigger.chain(until).collect()
    }
}

/// Reads all named patterns.
pub(crate) fn patterns<'d>(
    packs: &'d [DraftPack],
    names: &Names,
    known: &mut KnownTexts<Pattern>,
    faults: &mut Vec<Diagnostic>,
) -> Vec<ReadPattern<'d>> {
    let mut read = |definition: &super::names::Definition| {
        let (name, text) = &packs[definition.pack].patterns[definition.index];
        let tree = known.read(text, pattern::parse, faults);
        ReadPattern { pack: definition.pack, name, text, is_broken: tree.is_none(), tree }
    };
    names.patterns.iter().map(&mut read).collect()
}

/// Reads all rules, in the order of packs and names.
pub(crate) fn rules<'d>(packs: &'d [DraftPack], known: &mut Known, faults: &mut Vec<Diagnostic>) -> Vec<ReadRule<'d>> {
    let mut rules = Vec::new();
    for (pack, draft) in packs.iter().enumerate() {
        let mut last: Option<&Text> = None;
        for table in &draft.rules {
            let mut rule = rule(pack, table, known, faults);
            rule.is_broken |= !admit(&table.name, "a rule", last, faults);
            last = Some(&table.name);
            rules.push(rule);
        }
    }
    rules
}

/// Reads all contexts, in the order of packs and names.
pub(crate) fn contexts<'d>(
    packs: &'d [DraftPack],
    known: &mut KnownTexts<Pattern>,
    faults: &mut Vec<Diagnostic>,
) -> Vec<ReadContext<'d>> {
    let mut contexts = Vec::new();
    for (pack, draft) in packs.iter().enumerate() {
        let mut last: Option<&Text> = None;
        for table in &draft.contexts {
            let before = faults.len();
            let trigger = known.read(&table.trigger, pattern::parse, faults);
            let until = table.until.as_ref().and_then(|until| known.read(until, pattern::parse, faults));
            if table.set.0.is_empty() && !table.damaged {
                faults.push(diagnostic::set_nothing(table.name.label(""), &table.name.value));
            }
            faults.extend(table.set.0.iter().filter_map(|(key, value)| unknown_value(&key.value, value)));
            let admitted = admit(&table.name, "a context", last, faults);
            last = Some(&table.name);
            let is_broken = table.damaged || !admitted || any_error(&faults[before..]);
            contexts.push(ReadContext { pack, table, trigger, until, is_broken });
        }
    }
    contexts
}

/// Whether a name is legal, and not that of the definition just before it in
/// the order of names.
pub(crate) fn admit(name: &Text, what: &str, last: Option<&Text>, faults: &mut Vec<Diagnostic>) -> bool {
    if name.is_absent() {
        return false;
    }
    if !is_name(&name.value) {
        faults.push(diagnostic::illegal_name(name.label(""), what, &name.value));
        return false;
    }
    if let Some(last) = last.filter(|last| last.value == name.value) {
        let first = last.label(format!("{what} of this name is here"));
        faults.push(diagnostic::duplicate_name(name.label(""), first, what, &name.value));
        return false;
    }
    true
}

fn rule<'d>(pack: usize, table: &'d RuleTable, known: &mut Known, faults: &mut Vec<Diagnostic>) -> ReadRule<'d> {
    let Known { patterns, paths: tree_paths, .. } = known;
    let before = faults.len();
    check_keys(table, faults);
    let with = |text: &'d Text, tree: Option<Pattern>| tree.map(|tree| (text, tree));
    let paths = table.roles.iter().flat_map(|roles| &roles.0);
    let unless = table.unless.iter().flat_map(|unless| &unless.0);
    let set = table.set.iter().flat_map(|set| &set.0);
    let rule = ReadRule {
        pack,
        table,
        pattern: table.pattern.as_ref().and_then(|text| with(text, patterns.read(text, pattern::parse, faults))),
        trigger: table.trigger.as_ref().and_then(|text| with(text, patterns.read(text, pattern::parse, faults))),
        paths: paths
            .filter_map(|(role, text)| Some((role, text, tree_paths.read(text, pattern::parse_tree_path, faults)?)))
            .collect(),
        unless: unless.filter_map(|text| with(text, patterns.read(text, pattern::parse, faults))).collect(),
        set: set.filter_map(|(key, text)| Some((key, text, read(text, pattern::parse_template, faults)?))).collect(),
        condition: table.condition.as_ref().and_then(|text| Some((text, read(text, pattern::parse_where, faults)?))),
        is_broken: false,
    };
    ReadRule { is_broken: table.damaged || any_error(&faults[before..]), ..rule }
}

/// Reports keys of a rule that exclude or miss each other.
fn check_keys(table: &RuleTable, faults: &mut Vec<Diagnostic>) {
    let name = &table.name;
    match (&table.pattern, &table.trigger) {
        (Some(pattern), Some(trigger)) => {
            faults.push(diagnostic::conflicting_keys(trigger.label(""), pattern.label(""), "trigger", "pattern"));
        }
        (None, None) if !table.damaged => faults.push(diagnostic::nothing_to_match(name.label(""), &name.value)),
        _ => {}
    }
    let first = |named: &Option<super::read::Named<Text>>| named.as_ref().and_then(|named| named.0.first().cloned());
    if let (None, Some((role, _))) = (&table.trigger, first(&table.roles)) {
        faults.push(diagnostic::roles_without_trigger(role.label(""), &name.value));
    }
}

/// Whether one of these faults keeps something from being used.
pub(crate) fn any_error(faults: &[Diagnostic]) -> bool {
    faults.iter().any(Diagnostic::is_error)
}
