//! The program: all rules of a rule set, compiled.

use std::sync::Arc;

use crate::pack::{self, ListId, Reference, RuleBody, RuleDef, RuleId, RuleSet, Stratum, TypeDef, TypeId};

use super::anchor::{Anchor, AnchorIndex, Finder, Surroundings, find_anchor};
use super::code::{Code, Layers};
use super::condition::Tables;
use super::first::{First, first_steps};
use super::generate::{TooLarge, generate};
use super::label::{LabelSetId, Labels};
use super::lists::ListTrie;
use super::needs::{NeedId, Needs};
use super::predicate::Tests;
use super::reference::{pattern_references, references};
use super::symbol::Symbols;
use super::tree::{TreeCode, compile_path};

/// The engine's own type of quotations, the only one that crosses sentences by itself.
pub(crate) const QUOTE: &str = "Quote";

/// Compiled rules, shared by all sessions.
#[derive(Debug)]
pub(crate) struct Program {
    /// What was compiled.
    pub(crate) rules: Arc<RuleSet>,
    pub(crate) symbols: Symbols,
    pub(crate) tests: Tests,
    pub(crate) labels: Labels,
    pub(crate) needs: Needs,
    pub(crate) lists: Arc<ListTrie>,
    /// By rule; none for a rule that nobody asked for, or that is too large.
    pub(crate) codes: Vec<Option<Arc<RuleCode>>>,
    pub(crate) strata: Vec<Stratum>,
    pub(crate) anchors: AnchorIndex,
    pub(crate) contexts: Vec<ContextCode>,
    /// By type: whether its mentions are wanted at all.
    pub(crate) live_types: Vec<bool>,
    /// By type: the fillers of each of its roles.
    pub(crate) fillers: Vec<Vec<LabelSetId>>,
    /// What any rule or list needs of a token.
    pub(crate) layers: Layers,
    /// Rules that could not be compiled because they unroll to too much.
    pub(crate) too_large: Vec<RuleId>,
    /// What was known of lists and labels when it was compiled.
    known: Arc<Surroundings>,
}

/// A rule, compiled.
#[derive(Debug)]
pub(crate) struct RuleCode {
    /// The pattern, or the trigger of a tree rule.
    pub(crate) code: Code,
    pub(crate) first: First,
    /// Where to look for it; none: everywhere.
    pub(crate) anchor: Option<Anchor>,
    /// What a sentence must hold before it is tried there.
    pub(crate) need: NeedId,
    /// Of that what the words alone decide.
    pub(crate) word_need: NeedId,
    /// What voids a match, with what a sentence must hold for it.
    pub(crate) unless: Vec<(Code, NeedId)>,
    /// The ways to the roles of a tree rule; empty for a rule over tokens.
    pub(crate) paths: Vec<TreeCode>,
    /// What it needs of the tokens of a sentence.
    pub(crate) layers: Layers,
}

/// A context, compiled.
#[derive(Debug)]
pub(crate) struct ContextCode {
    /// What begins it, with what a sentence must hold for that.
    pub(crate) trigger: (Code, NeedId),
    /// What ends it, likewise.
    pub(crate) until: Option<(Code, NeedId)>,
    pub(crate) layers: Layers,
}

/// What is wanted of a rule set: the rest need not run.
#[derive(Debug, Clone, Default)]
pub(crate) struct Selection {
    /// By rule: whether what it tags is to come out.
    pub(crate) rules: Vec<bool>,
    /// Whether mentions of every type are to come out.
    pub(crate) mentions: bool,
}

/// What is known before any rule is compiled.
struct Ground {
    lists: Arc<ListTrie>,
    known: Arc<Surroundings>,
    live_rules: Vec<bool>,
    live_types: Vec<bool>,
}

impl Program {
    /// Compiles what is selected, and what that stands on.
    pub(crate) fn new(rules: Arc<RuleSet>, selection: &Selection) -> Self {
        let live = Liveness::new(&rules, selection);
        let mut tables = Tables { labels: Labels::new(&rules), ..Tables::default() };
        let (lists, figures) = ListTrie::new(&rules, &mut tables.symbols, |list| live.lists[list.0 as usize]);
        let mut known = Surroundings::new(figures, tables.labels.count());
        mark_leaving(&rules, &live.rules, &mut tables, &mut known);
        let (lists, known) = (Arc::new(lists), Arc::new(known));
        let ground = Ground { lists, known, live_rules: live.rules, live_types: live.types };
        Self::build(rules, ground, tables, |_| None)
    }

    /// The program of a rule set that differs in some rules, and in the patterns that these and contexts
    /// name: the others are not compiled again. It has the same types, lists and numbers of rules. None
    /// where a change reaches further: mentions leave their sentence that did not.
    pub(crate) fn with_changes(&self, rules: Arc<RuleSet>, is_changed: impl Fn(RuleId) -> bool) -> Option<Self> {
        let (symbols, tests, labels) = (self.symbols.clone(), self.tests.clone(), self.labels.clone());
        let mut tables = Tables { symbols, tests, labels, needs: self.needs.moved(), ..Tables::default() };
        let is_live = |number: usize| self.codes[number].is_some() || self.too_large.contains(&RuleId(number as u32));
        let live_rules: Vec<bool> = (0..self.codes.len()).map(is_live).collect();
        let mut known = self.known.anew();
        mark_leaving(&rules, &live_rules, &mut tables, &mut known);
        if known.leaves_sentence != self.known.leaves_sentence {
            return None;
        }
        let (lists, known, live_types) = (self.lists.clone(), self.known.clone(), self.live_types.clone());
        let ground = Ground { lists, known, live_rules, live_types };
        let kept = |rule: RuleId| self.codes[rule.0 as usize].clone().filter(|_| !is_changed(rule));
        Some(Self::build(rules, ground, tables, kept))
    }

    /// Compiles the rules that run, but for those whose code is kept.
    fn build(
        rules: Arc<RuleSet>,
        ground: Ground,
        mut tables: Tables,
        kept: impl Fn(RuleId) -> Option<Arc<RuleCode>>,
    ) -> Self {
        let Ground { lists, known, live_rules, live_types } = ground;
        let mut program = Self {
            strata: live_strata(&rules, &live_rules),
            fillers: role_fillers(&rules, &mut tables),
            contexts: compile_contexts(&rules, &mut tables, &known),
            codes: Vec::with_capacity(rules.rules.len()),
            anchors: AnchorIndex::default(),
            layers: Layers { lemmas: lists.has_lemmas, ..Layers::default() },
            too_large: Vec::new(),
            symbols: Symbols::default(),
            tests: Tests::default(),
            labels: Labels::default(),
            needs: Needs::default(),
            rules: rules.clone(),
            live_types,
            lists,
            known,
        };
        for (number, is_live) in live_rules.into_iter().enumerate() {
            let compiled = || compile_rule(&rules, number, &mut tables, &program.known).map(Arc::new);
            let code = kept(RuleId(number as u32)).map(Ok).or_else(|| is_live.then(compiled));
            program.add(code);
        }
        program.finish(tables);
        program
    }

    /// Adds the code of the next rule; none for one that does not run.
    fn add(&mut self, code: Option<Result<Arc<RuleCode>, TooLarge>>) {
        let number = self.codes.len() as u32;
        let code = match code {
            Some(Err(TooLarge)) => {
                self.too_large.push(RuleId(number));
                None
            }
            Some(Ok(code)) => Some(code),
            None => None,
        };
        if let Some(code) = &code {
            self.layers = self.layers.union(code.layers);
            if let Some(anchor) = &code.anchor {
                self.anchors.add(number, anchor);
            }
        }
        self.codes.push(code);
    }

    fn finish(&mut self, tables: Tables) {
        for context in &self.contexts {
            self.layers = self.layers.union(context.layers);
        }
        self.symbols = tables.symbols;
        self.tests = tables.tests;
        self.labels = tables.labels;
        self.needs = tables.needs;
    }

    /// The code of a rule that runs.
    pub(crate) fn code(&self, rule: RuleId) -> Option<&RuleCode> {
        self.codes[rule.0 as usize].as_deref()
    }
}

/// The strata of the rules that run, in the order in which they do.
fn live_strata(rules: &RuleSet, live: &[bool]) -> Vec<Stratum> {
    let mut strata = pack::strata(rules);
    strata.iter_mut().for_each(|stratum| stratum.rules.retain(|rule| live[rule.0 as usize]));
    strata.retain(|stratum| !stratum.rules.is_empty());
    strata
}

fn compile_rule(
    rules: &RuleSet,
    number: usize,
    tables: &mut Tables,
    known: &Surroundings,
) -> Result<RuleCode, TooLarge> {
    let rule = &rules.rules[number];
    let (pattern, roles) = match &rule.body {
        RuleBody::Sequence(pattern) => (pattern, &[][..]),
        RuleBody::Tree { trigger, roles } => (trigger, roles.as_slice()),
    };
    let mut code = generate(rules, rule.pack, tables, known, pattern)?;
    code.leaves_sentence |= known.can_leave(rules, rule.pack, tables, pattern);
    let mut layers = code.layers;
    let mut unless = Vec::new();
    for pattern in &rule.unless {
        let void = generate(rules, rule.pack, tables, known, pattern)?;
        code.leaves_sentence |= known.can_leave(rules, rule.pack, tables, pattern);
        layers = layers.union(void.layers);
        let need = Finder { rules, pack: rule.pack, tables, known, depth: 0 }.need(pattern, 0);
        unless.push((void, need));
    }
    let mut paths = Vec::new();
    for role in roles {
        paths.push(compile_path(rules, rule.pack, tables, &mut layers, role)?);
    }
    let first = first_steps(&code, &mut tables.tests, &mut tables.labels);
    let anchor = find_anchor(rules, rule.pack, tables, known, pattern);
    let need = rule_need(rules, rule, tables, known);
    let word_need = tables.needs.words_of(need);
    Ok(RuleCode { code, first, anchor, need, word_need, unless, paths, layers })
}

fn rule_need(rules: &RuleSet, rule: &RuleDef, tables: &mut Tables, known: &Surroundings) -> NeedId {
    let mut finder = Finder { rules, pack: rule.pack, tables, known, depth: 0 };
    match &rule.body {
        RuleBody::Sequence(pattern) => finder.need(pattern, 0),
        RuleBody::Tree { trigger, roles } => finder.tree_need(trigger, roles, &rules.types[rule.tag.0 as usize].roles),
    }
}

fn compile_contexts(rules: &RuleSet, tables: &mut Tables, known: &Surroundings) -> Vec<ContextCode> {
    let mut compiled = Vec::new();
    for context in &rules.contexts {
        let mut part = |pattern| {
            let code = generate(rules, context.pack, tables, known, pattern).unwrap_or_default();
            let mut finder = Finder { rules, pack: context.pack, tables, known, depth: 0 };
            (code, finder.need(pattern, 0))
        };
        let trigger = part(&context.trigger);
        let until = context.until.as_ref().map(part);
        let layers = until.as_ref().map_or(trigger.0.layers, |until| trigger.0.layers.union(until.0.layers));
        compiled.push(ContextCode { trigger, until, layers });
    }
    compiled
}

fn role_fillers(rules: &RuleSet, tables: &mut Tables) -> Vec<Vec<LabelSetId>> {
    let of_type = |id: &TypeDef, tables: &mut Tables| {
        id.roles.iter().map(|role| tables.labels.fillers(rules, &role.types)).collect()
    };
    rules.types.iter().map(|id| of_type(id, tables)).collect()
}

/// Marks the labels whose mentions can leave their sentence: quotations, and
/// what rules tag that step over a boundary or over such a mention.
fn mark_leaving(rules: &RuleSet, live: &[bool], tables: &mut Tables, known: &mut Surroundings) {
    for (number, definition) in rules.types.iter().enumerate() {
        if definition.pack.is_none() && &*definition.name == QUOTE {
            known.leaves_sentence[number] = true;
        }
    }
    loop {
        let mut changed = false;
        for (_, rule) in rules.rules.iter().enumerate().filter(|&(number, _)| live[number]) {
            let RuleBody::Sequence(pattern) = &rule.body else { continue };
            let label = Labels::of_type(rule.tag).0 as usize;
            if !known.leaves_sentence[label] && known.can_leave(rules, rule.pack, tables, pattern) {
                known.leaves_sentence[label] = true;
                // What did not leave its sentence may do so now.
                tables.needs.leaves.retain(|_, leaves| *leaves);
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
}

/// What has to run for what is selected.
struct Liveness {
    rules: Vec<bool>,
    types: Vec<bool>,
    lists: Vec<bool>,
}

impl Liveness {
    fn new(rules: &RuleSet, selection: &Selection) -> Self {
        let mut live = Self {
            rules: selection.rules.clone(),
            types: vec![selection.mentions; rules.types.len()],
            lists: vec![selection.mentions; rules.lists.len()],
        };
        if selection.mentions {
            let tags_mention = |rule: &RuleDef| rules.types[rule.tag.0 as usize].roles.is_empty();
            live.rules.iter_mut().zip(&rules.rules).for_each(|(live, rule)| *live |= tags_mention(rule));
        }
        for context in &rules.contexts {
            let patterns = std::iter::once(&context.trigger).chain(&context.until);
            let found = patterns.flat_map(|pattern| pattern_references(rules, context.pack, pattern));
            found.for_each(|reference| live.mark(rules, reference));
        }
        // Rules are read until no more come alive; each is read once.
        let mut read = vec![false; rules.rules.len()];
        loop {
            let mut changed = false;
            for (number, read) in read.iter_mut().enumerate() {
                if live.rules[number] && !std::mem::replace(read, true) {
                    live.read_rule(rules, number);
                    changed = true;
                }
            }
            live.mark_joined(rules);
            if !changed {
                return live;
            }
        }
    }

    fn read_rule(&mut self, rules: &RuleSet, number: usize) {
        let rule = &rules.rules[number];
        references(rules, rule).into_iter().for_each(|reference| self.mark(rules, reference));
        let roles = &rules.types[rule.tag.0 as usize].roles;
        roles.iter().flat_map(|role| &role.types).for_each(|&id| self.mark(rules, Reference::Type(id)));
        self.mark(rules, Reference::Type(rule.tag));
    }

    /// What an alias joins is wanted where what it makes or names is.
    fn mark_joined(&mut self, rules: &RuleSet) {
        for alias in &rules.aliases {
            let is_live = |id: TypeId| self.types[id.0 as usize];
            if is_live(alias.tag) || alias.mark.is_some_and(is_live) {
                let joined = [alias.tag].into_iter().chain(alias.of.iter().copied());
                joined.for_each(|id| self.mark(rules, Reference::Type(id)));
            }
        }
    }

    fn mark(&mut self, rules: &RuleSet, reference: Reference) {
        match reference {
            Reference::List(id) => self.mark_list(rules, id),
            Reference::Type(id) => rules.subtypes(id).into_iter().for_each(|id| self.mark_root(rules, id)),
            Reference::Pattern(_) => {}
        }
    }

    fn mark_list(&mut self, rules: &RuleSet, id: ListId) {
        self.lists[id.0 as usize] = true;
        if let Some(tag) = rules.lists[id.0 as usize].tag {
            self.mark_root(rules, tag);
        }
    }

    /// A type is alive with all types under its root: they compete for the same words.
    fn mark_root(&mut self, rules: &RuleSet, id: TypeId) {
        if std::mem::replace(&mut self.types[id.0 as usize], true) {
            return;
        }
        let top = rules.root(id);
        for number in 0..rules.types.len() {
            if rules.root(TypeId(number as u32)) == top {
                self.types[number] = true;
            }
        }
        for (number, list) in rules.lists.iter().enumerate() {
            if list.tag.is_some_and(|tag| self.types[tag.0 as usize]) {
                self.lists[number] = true;
            }
        }
        for (number, rule) in rules.rules.iter().enumerate() {
            self.rules[number] |= self.types[rule.tag.0 as usize] && rules.types[rule.tag.0 as usize].roles.is_empty();
        }
    }
}
