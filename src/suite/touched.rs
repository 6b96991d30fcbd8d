//! Which rules a change of files touches: those that stand in them, and those
//! that reach something that does.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::Pack;
use crate::pack::{FilePlace, ListDef, PackId, Reference, RuleBody, RuleDef, RuleSet, TypeId};
use crate::pattern::Pattern;

/// The rules of the packs that were asked for that a change of these files
/// touches, as `pack/name`.
///
/// ```
/// let pack = nutgraf::Pack::from_toml("p", r#"
///     [type.Hit]
///     [[rule]]
///     name    = "x"
///     tag     = "Hit"
///     pattern = '"x"'
/// "#);
/// assert_eq!(nutgraf::suite::touched(&pack, &|file| file == "p.toml"), ["p/x"]);
/// assert!(nutgraf::suite::touched(&pack, &|file| file == "q.toml").is_empty());
/// ```
pub fn touched(pack: &Pack, is_changed: &dyn Fn(&str) -> bool) -> Vec<String> {
    let rules = &**pack.rules();
    let mut reach = Reach::new(rules, is_changed);
    while reach.spread() {}
    // A context marks the facts of any rule.
    let contexts = rules.contexts.iter().any(|context| reach.files[&context.at.file]);
    let asked = rules.rules.iter().enumerate().filter(|(_, rule)| pack.is_asked_for(&rule.at));
    asked
        .filter(|(number, _)| contexts || reach.rules[*number])
        .map(|(_, rule)| super::full_name(rules, rule))
        .collect()
}

/// What is known to be touched so far.
struct Reach<'a> {
    set: &'a RuleSet,
    /// Whether a file is changed.
    files: BTreeMap<Arc<str>, bool>,
    rules: Vec<bool>,
    patterns: Vec<bool>,
    lists: Vec<bool>,
    /// By type: its mentions, and those that compete with them.
    types: Vec<bool>,
    /// By rule and by pattern: what it names.
    rule_names: Vec<Vec<Reference>>,
    pattern_names: Vec<Vec<Reference>>,
    /// By type: the roots of it and all that counts as it.
    roots: Vec<BTreeSet<TypeId>>,
}

impl<'a> Reach<'a> {
    fn new(set: &'a RuleSet, is_changed: &dyn Fn(&str) -> bool) -> Self {
        let entries = set.lists.iter().flat_map(|list| list.entries.iter().map(|entry| &entry.at));
        let places = set.rules.iter().map(|rule| &rule.at).chain(set.patterns.iter().map(|pattern| &pattern.at));
        let places = places.chain(set.lists.iter().map(|list| &list.at)).chain(entries);
        let places = places.chain(set.contexts.iter().map(|context| &context.at));
        let places = places.chain(set.types.iter().filter_map(|kind| kind.at.as_ref()));
        let mut files: BTreeMap<Arc<str>, bool> = BTreeMap::new();
        for place in places {
            if !files.contains_key(&place.file) {
                files.insert(place.file.clone(), is_changed(&place.file));
            }
        }
        let stands = |at: &FilePlace| files[&at.file];
        let in_list = |list: &ListDef| stands(&list.at) || list.entries.iter().any(|entry| stands(&entry.at));
        let roots = |id: usize| set.subtypes(TypeId(id as u32)).into_iter().map(|id| set.root(id)).collect();
        Self {
            rules: set.rules.iter().map(|rule| stands(&rule.at)).collect(),
            patterns: set.patterns.iter().map(|pattern| stands(&pattern.at)).collect(),
            lists: set.lists.iter().map(in_list).collect(),
            types: set.types.iter().map(|kind| kind.at.as_ref().is_some_and(stands)).collect(),
            rule_names: set.rules.iter().map(|rule| references(set, rule)).collect(),
            pattern_names: set.patterns.iter().map(|pattern| named(set, pattern.pack, &pattern.pattern)).collect(),
            roots: (0..set.types.len()).map(roots).collect(),
            files,
            set,
        }
    }

    /// Takes what names something touched to be touched; whether that was news.
    fn spread(&mut self) -> bool {
        let mut touched_roots: BTreeSet<TypeId> = BTreeSet::new();
        let tags = self.set.rules.iter().zip(&self.rules).filter(|(_, touched)| **touched).map(|(rule, _)| rule.tag);
        let lists = self.set.lists.iter().zip(&self.lists).filter(|(_, touched)| **touched);
        touched_roots.extend(tags.chain(lists.filter_map(|(list, _)| list.tag)).map(|tag| self.set.root(tag)));
        let types = (0..self.types.len()).filter(|id| self.types[*id]).map(|id| self.set.root(TypeId(id as u32)));
        touched_roots.extend(types);
        // Rules that make facts of one type do not change each other's.
        touched_roots.retain(|root| self.set.types[root.0 as usize].roles.is_empty());
        let is_touched = |reference: &Reference| match reference {
            Reference::Pattern(id) => self.patterns[id.0 as usize],
            Reference::List(id) => self.lists[id.0 as usize],
            Reference::Type(id) => self.types[id.0 as usize] || !self.roots[id.0 as usize].is_disjoint(&touched_roots),
        };
        let news = |known: &[bool], names: &[Vec<Reference>]| -> Vec<usize> {
            let open = (0..known.len()).filter(|number| !known[*number]);
            open.filter(|number| names[*number].iter().any(is_touched)).collect()
        };
        let (patterns, rules) = (news(&self.patterns, &self.pattern_names), news(&self.rules, &self.rule_names));
        patterns.iter().for_each(|&number| self.patterns[number] = true);
        rules.iter().for_each(|&number| self.rules[number] = true);
        !patterns.is_empty() || !rules.is_empty()
    }
}

/// All that a rule stands on: what its patterns name, its type, and what may fill its roles.
fn references(set: &RuleSet, rule: &RuleDef) -> Vec<Reference> {
    let (body, paths) = match &rule.body {
        RuleBody::Sequence(pattern) => (pattern, &[][..]),
        RuleBody::Tree { trigger, roles } => (trigger, roles.as_slice()),
    };
    let patterns = std::iter::once(body).chain(&rule.unless);
    let mut found: Vec<Reference> = patterns.flat_map(|pattern| named(set, rule.pack, pattern)).collect();
    let names = paths.iter().flat_map(|role| role.path.mentions());
    found.extend(names.filter_map(|mention| set.resolve(rule.pack, &mention.name.text)));
    found.push(Reference::Type(rule.tag));
    let roles = &set.types[rule.tag.0 as usize].roles;
    found.extend(roles.iter().flat_map(|role| &role.types).map(|id| Reference::Type(*id)));
    found
}

fn named(set: &RuleSet, pack: PackId, pattern: &Pattern) -> Vec<Reference> {
    pattern.mentions().iter().filter_map(|mention| set.resolve(pack, &mention.name.text)).collect()
}
