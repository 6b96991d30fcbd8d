//! What a change of rules touches: the rules that are not what they were, and
//! those that reach something that is not. Files and lines do not count, so that
//! a comment touches nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::ChangedEntries;
use super::uses::Uses;
use crate::Pack;
use crate::pack::{
    AliasDef, ContextDef, Example, ListDef, ListEntry, ListId, PackId, PatternDef, PatternId, Reference, RuleBody,
    RuleDef, RuleId, RuleSet, TreeRole, TypeDef, TypeId,
};
use crate::pattern::{Pattern, TreePath, TreePathKind, Usage};

/// What a change of rules touches.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Touched {
    /// The rules of the packs that were asked for whose examples may come out otherwise, as `pack/name`.
    pub rules: Vec<String>,
    /// Whether articles may come out otherwise, and not only examples.
    pub articles: bool,
    /// Whether packs that use these may see more of it than other mentions and facts:
    /// a named pattern, a type or a context is not what it was.
    pub beyond_mentions: bool,
    /// The lists that are not what they were, as `pack/name`.
    pub lists: BTreeSet<String>,
    /// Where nothing but entries of lists has changed: which. Texts that hold none of their words come out as before.
    pub entries: Option<ChangedEntries>,
    /// Where nothing but rules and patterns has changed, and none came or went: the rules to compile again.
    pub(super) to_compile: Option<BTreeSet<RuleId>>,
}

/// Whether a rule of packs compares values with the entries of one of these lists:
/// it sees more of the list than its hits.
pub fn compares_with(pack: &Pack, lists: &BTreeSet<String>) -> bool {
    let rules = &**pack.rules();
    let is_one = |id: ListId| lists.contains(&list_key(rules, &rules.lists[id.0 as usize]));
    let compares = |pack: PackId, pattern: &Pattern| value_lists(rules, pack, pattern).into_iter().any(is_one);
    let of_rule = |rule: &RuleDef| {
        let (body, paths) = parts(rule);
        std::iter::once(body).chain(&rule.unless).any(|pattern| compares(rule.pack, pattern))
            || paths.iter().flat_map(|role| stands(&role.path)).any(|stand| compares(rule.pack, stand))
    };
    !lists.is_empty()
        && (rules.patterns.iter().any(|pattern| compares(pattern.pack, &pattern.pattern))
            || rules.rules.iter().any(of_rule))
}

/// What the change from one state of packs to another touches.
///
/// ```
/// use nutgraf::{Pack, suite::touched};
///
/// let pack = |word: &str| {
///     let hit = |name: &str, word: &str| format!("[[rule]]\nname = '{name}'\ntag = '{name}'\npattern = '\"{word}\"'\n");
///     Pack::from_toml("p", &format!("[type.One]\n[type.Two]\n{}{}", hit("One", word), hit("Two", "x")))
/// };
/// assert_eq!(touched(&pack("one"), &pack("two")).rules, ["p/One"]);
/// assert!(touched(&pack("one"), &pack("one")).rules.is_empty());
/// ```
pub fn touched(before: &Pack, now: &Pack) -> Touched {
    let rules = &**now.rules();
    let mut reach = Reach::new(before.rules(), rules);
    let beyond_mentions = reach.shows_more();
    let lists = rules.lists.iter().zip(&reach.lists).filter(|(_, touched)| **touched);
    let lists: BTreeSet<String> = lists.map(|(list, _)| list_key(rules, list)).collect();
    let own = changed_examples(before.rules(), rules);
    let only_lists = !own.contains(&true) && reach.is_of_lists() && !compares_with(now, &lists);
    let entries = if only_lists { changed_entries(before.rules(), rules, &reach.lists) } else { None };
    let to_compile = reach.to_compile(before.rules());
    while reach.spread() {}
    let examples = reach.examples(&own);
    let asked = rules.rules.iter().enumerate().filter(|(_, rule)| now.is_asked_for(&rule.at));
    Touched {
        rules: asked.filter(|(number, _)| examples[*number]).map(|(_, rule)| super::full_name(rules, rule)).collect(),
        articles: reach.everything || !reach.roots.is_empty() || reach.rules.contains(&true),
        beyond_mentions,
        lists,
        entries,
        to_compile,
    }
}

/// What is known to be touched so far.
struct Reach<'a> {
    set: &'a RuleSet,
    /// Whether all facts of all rules are: a context marks those of any, and a pack may give a name another meaning.
    everything: bool,
    rules: Vec<bool>,
    patterns: Vec<bool>,
    lists: Vec<bool>,
    types: Vec<bool>,
    /// The roots of types that have lost or gained something that made their mentions.
    roots: BTreeSet<TypeId>,
    /// By rule and by pattern: what it names.
    rule_names: Vec<Vec<Reference>>,
    pattern_names: Vec<Vec<Reference>>,
    /// By type: the roots of it and all that counts as it.
    family: Vec<BTreeSet<TypeId>>,
}

impl<'a> Reach<'a> {
    fn new(before: &RuleSet, set: &'a RuleSet) -> Self {
        let family = |id: usize| set.subtypes(TypeId(id as u32)).into_iter().map(|id| set.root(id)).collect();
        Self {
            everything: !same_contexts(before, set) || !same_aliases(before, set) || !same_meanings(before, set),
            rules: changed(before, &before.rules, set, &set.rules, rule_key, same_rule),
            patterns: changed(before, &before.patterns, set, &set.patterns, pattern_key, same_pattern),
            lists: changed(before, &before.lists, set, &set.lists, list_key, same_list),
            types: changed(before, &before.types, set, &set.types, type_key, same_type),
            roots: roots_of_lost(before, set),
            rule_names: set.rules.iter().map(|rule| references(set, rule)).collect(),
            pattern_names: set.patterns.iter().map(|pattern| named(set, pattern.pack, &pattern.pattern)).collect(),
            family: (0..set.types.len()).map(family).collect(),
            set,
        }
    }

    /// Whether others see more of what has changed than mentions and facts; asked before it has spread.
    fn shows_more(&self) -> bool {
        self.everything || self.types.contains(&true) || self.patterns.contains(&true)
    }

    /// Whether lists alone are not what they were; asked before it has spread.
    fn is_of_lists(&self) -> bool {
        !self.shows_more() && !self.rules.contains(&true) && self.roots.is_empty()
    }

    /// The rules to compile again, where all else stands where it stood; asked before it has spread.
    fn to_compile(&self, before: &RuleSet) -> Option<BTreeSet<RuleId>> {
        let now = self.set;
        let stands = !self.everything
            && !self.types.contains(&true)
            && !self.lists.contains(&true)
            && same_keys(before, &before.rules, now, &now.rules, rule_key)
            && same_keys(before, &before.patterns, now, &now.patterns, pattern_key)
            && same_keys(before, &before.lists, now, &now.lists, list_key)
            && same_keys(before, &before.types, now, &now.types, type_key)
            && before.packs.iter().map(|pack| pack.names.len()).eq(now.packs.iter().map(|pack| pack.names.len()));
        if !stands {
            return None;
        }
        let touched = |known: &[bool]| (0..known.len()).filter(|at| known[*at]).map(|at| at as u32).collect::<Vec<_>>();
        let patterns = touched(&self.patterns).into_iter().map(PatternId).collect();
        let mut rules = Uses::new(now).users(now, &patterns);
        rules.extend(touched(&self.rules).into_iter().map(RuleId));
        Some(rules)
    }

    /// Takes what names something touched to be touched; whether that was news.
    fn spread(&mut self) -> bool {
        let mut roots = std::mem::take(&mut self.roots);
        let tags = self.set.rules.iter().zip(&self.rules).filter(|(_, touched)| **touched).map(|(rule, _)| rule.tag);
        let lists = self.set.lists.iter().zip(&self.lists).filter(|(_, touched)| **touched);
        roots.extend(tags.chain(lists.filter_map(|(list, _)| list.tag)).map(|tag| self.set.root(tag)));
        let types = (0..self.types.len()).filter(|id| self.types[*id]).map(|id| self.set.root(TypeId(id as u32)));
        roots.extend(types);
        let is_touched = |reference: &Reference| match reference {
            Reference::Pattern(id) => self.patterns[id.0 as usize],
            Reference::List(id) => self.lists[id.0 as usize],
            Reference::Type(id) => self.types[id.0 as usize] || !self.family[id.0 as usize].is_disjoint(&roots),
        };
        let news = |known: &[bool], names: &[Vec<Reference>]| -> Vec<usize> {
            let open = (0..known.len()).filter(|number| !known[*number]);
            open.filter(|number| names[*number].iter().any(is_touched)).collect()
        };
        let (patterns, rules) = (news(&self.patterns, &self.pattern_names), news(&self.rules, &self.rule_names));
        patterns.iter().for_each(|&number| self.patterns[number] = true);
        rules.iter().for_each(|&number| self.rules[number] = true);
        self.roots = roots;
        !patterns.is_empty() || !rules.is_empty()
    }

    /// By rule: whether one of its examples may come out otherwise. It shows all
    /// facts of its rule's type, whichever rule tells them.
    fn examples(&self, own: &[bool]) -> Vec<bool> {
        let shown =
            |rule: &RuleDef| self.set.subtypes(rule.tag).iter().any(|id| self.roots.contains(&self.set.root(*id)));
        let rules = self.set.rules.iter().enumerate();
        rules.map(|(at, rule)| self.everything || self.rules[at] || own[at] || shown(rule)).collect()
    }
}

/// By rule: whether its examples are not what they were.
fn changed_examples(before: &RuleSet, now: &RuleSet) -> Vec<bool> {
    let told = |example: &Example| (example.text.clone(), example.date, example.facts.clone(), example.known.clone());
    let same = |_: &RuleSet, one: &RuleDef, _: &RuleSet, other: &RuleDef| {
        one.examples.iter().map(told).eq(other.examples.iter().map(told))
    };
    changed(before, &before.rules, now, &now.rules, rule_key, same)
}

/// The entries in which lists differ; none where one differs in more than entries, or in too many.
fn changed_entries(before: &RuleSet, now: &RuleSet, touched: &[bool]) -> Option<ChangedEntries> {
    let old: BTreeMap<String, &ListDef> = before.lists.iter().map(|list| (list_key(before, list), list)).collect();
    let mut entries = ChangedEntries::default();
    for (list, _) in now.lists.iter().zip(touched).filter(|(_, touched)| **touched) {
        let known = *old.get(&list_key(now, list))?;
        if !same_frame(before, known, now, list) || !entries.add(known, list) {
            return None;
        }
    }
    Some(entries)
}

/// Whether two rule sets have definitions of the same names in the same order.
fn same_keys<D>(before: &RuleSet, old: &[D], now: &RuleSet, new: &[D], key: impl Fn(&RuleSet, &D) -> String) -> bool {
    old.len() == new.len() && old.iter().zip(new).all(|(old, new)| key(before, old) == key(now, new))
}

/// By definition: whether it was not there before, or not the same.
fn changed<D, K: Ord>(
    before: &RuleSet,
    old: &[D],
    now: &RuleSet,
    new: &[D],
    key: impl Fn(&RuleSet, &D) -> K,
    same: impl Fn(&RuleSet, &D, &RuleSet, &D) -> bool,
) -> Vec<bool> {
    let known: BTreeMap<K, &D> = old.iter().map(|definition| (key(before, definition), definition)).collect();
    let is_known =
        |definition: &D| known.get(&key(now, definition)).is_some_and(|old| same(before, old, now, definition));
    new.iter().map(|definition| !is_known(definition)).collect()
}

/// The types of which something that made their mentions is gone, by their roots.
fn roots_of_lost(before: &RuleSet, now: &RuleSet) -> BTreeSet<TypeId> {
    let rules: BTreeSet<String> = now.rules.iter().map(|rule| rule_key(now, rule)).collect();
    let lists: BTreeSet<String> = now.lists.iter().map(|list| list_key(now, list)).collect();
    let lost_rules = before.rules.iter().filter(|rule| !rules.contains(&rule_key(before, rule))).map(|rule| rule.tag);
    let lost_lists = before.lists.iter().filter(|list| !lists.contains(&list_key(before, list)));
    let names = lost_rules.chain(lost_lists.filter_map(|list| list.tag)).map(|id| type_name(before, id));
    let types: BTreeMap<String, TypeId> =
        (0..now.types.len()).map(|id| TypeId(id as u32)).map(|id| (type_name(now, id), id)).collect();
    names.filter_map(|name| types.get(&name).map(|id| now.root(*id))).collect()
}

fn pack_name(set: &RuleSet, pack: PackId) -> &str {
    &set.packs[pack.0 as usize].name
}

fn rule_key(set: &RuleSet, rule: &RuleDef) -> String {
    super::full_name(set, rule)
}

fn pattern_key(set: &RuleSet, pattern: &PatternDef) -> String {
    format!("{}/{}", pack_name(set, pattern.pack), pattern.name)
}

fn list_key(set: &RuleSet, list: &ListDef) -> String {
    format!("{}/{}", pack_name(set, list.pack), list.name)
}

fn type_key(set: &RuleSet, kind: &TypeDef) -> String {
    format!("{}/{}", kind.pack.map_or("", |pack| pack_name(set, pack)), kind.name)
}

fn type_name(set: &RuleSet, id: TypeId) -> String {
    type_key(set, &set.types[id.0 as usize])
}

fn same_rule(one_set: &RuleSet, one: &RuleDef, other_set: &RuleSet, other: &RuleDef) -> bool {
    let words = |rule: &RuleDef| (rule.normaliser, rule.priority, rule.match_all, rule.recursive);
    type_name(one_set, one.tag) == type_name(other_set, other.tag)
        && one.body == other.body
        && one.unless == other.unless
        && one.set == other.set
        && one.condition == other.condition
        && words(one) == words(other)
}

fn same_pattern(_: &RuleSet, one: &PatternDef, _: &RuleSet, other: &PatternDef) -> bool {
    one.pattern == other.pattern
}

fn same_list(one_set: &RuleSet, one: &ListDef, other_set: &RuleSet, other: &ListDef) -> bool {
    let same = |(one, other): (&ListEntry, &ListEntry)| one.text == other.text && one.values == other.values;
    same_frame(one_set, one, other_set, other)
        && (Arc::ptr_eq(&one.entries, &other.entries)
            || one.entries.len() == other.entries.len() && one.entries.iter().zip(other.entries.iter()).all(same))
}

/// Whether lists differ in no more than their entries.
fn same_frame(one_set: &RuleSet, one: &ListDef, other_set: &RuleSet, other: &ListDef) -> bool {
    let tag = |set: &RuleSet, list: &ListDef| list.tag.map(|id| type_name(set, id));
    tag(one_set, one) == tag(other_set, other)
        && (one.matching, one.priority, &one.columns) == (other.matching, other.priority, &other.columns)
}

fn same_type(one_set: &RuleSet, one: &TypeDef, other_set: &RuleSet, other: &TypeDef) -> bool {
    let names = |set: &RuleSet, ids: &[TypeId]| ids.iter().map(|id| type_name(set, *id)).collect::<Vec<_>>();
    let roles = |set: &RuleSet, kind: &TypeDef| -> Vec<_> {
        let role =
            |role: &crate::pack::RoleDef| (role.name.clone(), names(set, &role.types), role.text, role.min, role.max);
        kind.roles.iter().map(role).collect()
    };
    let is = |set: &RuleSet, kind: &TypeDef| kind.is.map(|id| type_name(set, id));
    is(one_set, one) == is(other_set, other)
        && names(one_set, &one.any) == names(other_set, &other.any)
        && roles(one_set, one) == roles(other_set, other)
        && one.overlap_all == other.overlap_all
        && one.source == other.source
}

fn same_contexts(before: &RuleSet, now: &RuleSet) -> bool {
    let same = |one: &ContextDef, other: &ContextDef| {
        one.name == other.name
            && pack_name(before, one.pack) == pack_name(now, other.pack)
            && (&one.trigger, one.scope, &one.until, &one.set)
                == (&other.trigger, other.scope, &other.until, &other.set)
    };
    let pairs = before.contexts.iter().zip(&now.contexts);
    before.contexts.len() == now.contexts.len() && pairs.into_iter().all(|(one, other)| same(one, other))
}

/// Aliases join the names in the facts of any rule.
fn same_aliases(before: &RuleSet, now: &RuleSet) -> bool {
    let told = |set: &RuleSet| {
        let name = |id: TypeId| type_name(set, id).clone();
        let each = |alias: &AliasDef| {
            let types: Vec<String> =
                [alias.tag].iter().chain(&alias.of).chain(&alias.mark).chain(&alias.over).map(|&id| name(id)).collect();
            let pack = alias.pack.map(|pack| pack_name(set, pack).to_owned());
            let numberless = AliasDef {
                pack: None,
                tag: TypeId(0),
                of: Vec::new(),
                mark: alias.mark.map(|_| TypeId(0)),
                over: alias.over.map(|_| TypeId(0)),
                at: None,
                ..alias.clone()
            };
            format!("{pack:?} {types:?} {numberless:?}")
        };
        set.aliases.iter().map(each).collect::<Vec<_>>()
    };
    told(before) == told(now)
}

/// Whether every name that both have still stands for the same definition.
fn same_meanings(before: &RuleSet, now: &RuleSet) -> bool {
    let packs: BTreeMap<&str, usize> = before.packs.iter().enumerate().map(|(at, pack)| (&*pack.name, at)).collect();
    now.packs.iter().all(|pack| {
        let Some(old) = packs.get(&*pack.name).map(|at| &before.packs[*at].names) else { return true };
        let same = |(name, reference): (&String, &Reference)| {
            old.get(name).is_none_or(|old| meaning(before, *old) == meaning(now, *reference))
        };
        pack.names.iter().all(same)
    })
}

fn meaning(set: &RuleSet, reference: Reference) -> String {
    match reference {
        Reference::Type(id) => format!("type {}", type_name(set, id)),
        Reference::List(id) => format!("list {}", list_key(set, &set.lists[id.0 as usize])),
        Reference::Pattern(id) => format!("pattern {}", pattern_key(set, &set.patterns[id.0 as usize])),
    }
}

/// The pattern or trigger of a rule, and the paths to its roles.
fn parts(rule: &RuleDef) -> (&Pattern, &[TreeRole]) {
    match &rule.body {
        RuleBody::Sequence(pattern) => (pattern, &[]),
        RuleBody::Tree { trigger, roles } => (trigger, roles),
    }
}

/// All that a rule stands on: what its patterns name, its type, and what may fill its roles.
fn references(set: &RuleSet, rule: &RuleDef) -> Vec<Reference> {
    let (body, paths) = parts(rule);
    let patterns = std::iter::once(body).chain(&rule.unless);
    let mut found: Vec<Reference> = patterns.flat_map(|pattern| named(set, rule.pack, pattern)).collect();
    let names = paths.iter().flat_map(|role| role.path.mentions());
    found.extend(names.filter_map(|mention| set.resolve(rule.pack, &mention.name.text)));
    let roles = &set.types[rule.tag.0 as usize].roles;
    // Mentions of one type compete for words; facts of one type do not change each other.
    if roles.is_empty() {
        found.push(Reference::Type(rule.tag));
    }
    found.extend(roles.iter().flat_map(|role| &role.types).map(|id| Reference::Type(*id)));
    found
}

fn named(set: &RuleSet, pack: PackId, pattern: &Pattern) -> Vec<Reference> {
    pattern.mentions().iter().filter_map(|mention| set.resolve(pack, &mention.name.text)).collect()
}

/// The lists with whose entries a pattern compares values.
fn value_lists(set: &RuleSet, pack: PackId, pattern: &Pattern) -> Vec<ListId> {
    let mentions = pattern.mentions();
    let values = mentions.iter().filter(|mention| mention.usage == Usage::Values);
    let lists = values.filter_map(|mention| match set.resolve(pack, &mention.name.text) {
        Some(Reference::List(id)) => Some(id),
        _ => None,
    });
    lists.collect()
}

/// What must stand at the nodes of a path.
fn stands(path: &TreePath) -> Vec<&Pattern> {
    let mut found = Vec::new();
    path.walk(&mut |step| {
        if let TreePathKind::Stand(node) = &step.kind {
            found.push(node);
        }
    });
    found
}
