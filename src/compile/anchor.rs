//! Anchors: what every match of a pattern must contain, and where to look for it.
//!
//! A pattern is tried only near its anchor: the rarest thing that it cannot do
//! without. The anchor may stand anywhere in the pattern; its distance from the
//! start of a match says at which tokens a search may begin. A pattern that
//! starts with a shape or an optional word thus costs no more than one that
//! starts with a rare word.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::analysis::fold;
use crate::pack::{PackId, Reference, RuleSet};
use crate::pattern::{Atom, Condition, ConditionKind, Node, NodeKind, Operator, Value};

use super::Layers;
use super::condition::{ConditionCompiler, Tables, TokenTest, words};
use super::frequency::{LEMMA_FACTOR, word_frequency};
use super::label::LabelSetId;
use super::lists::ListFigures;
use super::predicate::{FormTest, FormTestId};
use super::symbol::Symbol;

/// What a match must contain one of, and how far from its start.
#[derive(Debug, Clone, Default)]
pub(crate) struct Anchor {
    /// Words, in any case.
    pub(crate) words: Vec<Symbol>,
    /// Lemmas.
    pub(crate) lemmas: Vec<Symbol>,
    /// Tests of the form.
    pub(crate) forms: Vec<FormTestId>,
    /// Mentions or hits.
    pub(crate) mentions: Vec<LabelSetId>,
    /// Tokens from the start of the match to it: the fewest.
    pub(crate) min_back: u32,
    /// The most; none is without bound.
    pub(crate) max_back: Option<u32>,
    /// What else must stand near it.
    pub(crate) pair: Pair,
    /// How often it is met, in tokens of ten thousand.
    cost: f32,
}

/// Finds the anchor of a pattern; none where a match needs nothing that can be looked for.
pub(crate) fn find_anchor(
    rules: &RuleSet,
    pack: PackId,
    tables: &mut Tables,
    known: &Surroundings,
    pattern: &Node,
) -> Option<Anchor> {
    let mut finder = Finder { rules, pack, tables, known, depth: 0 };
    let mut needed = Vec::new();
    finder.needs(pattern, Width::ZERO, &mut needed);
    let rarest = |anchors: &[Anchor], fits: &dyn Fn(&Anchor) -> bool| {
        let fitting = anchors.iter().enumerate().filter(|(_, anchor)| fits(anchor));
        fitting.min_by(|(_, a), (_, b)| a.cost.total_cmp(&b.cost)).map(|(at, _)| at)
    };
    let at = rarest(&needed, &|_| true)?;
    let mut anchor = needed.remove(at);
    let only_words = |other: &Anchor| other.forms.is_empty() && other.mentions.is_empty();
    if let Some(second) = rarest(&needed, &only_words) {
        anchor.pair = needed[second].beside(&anchor);
    }
    Some(anchor)
}

/// What is met less often, in tokens of ten thousand, is missing in many a sentence.
const RARE: f32 = 1000.0;

/// A number of tokens: the fewest and the most.
#[derive(Debug, Clone, Copy)]
struct Width {
    min: u32,
    max: Option<u32>,
}

impl Width {
    const ZERO: Self = Self { min: 0, max: Some(0) };
    const ONE: Self = Self { min: 1, max: Some(1) };

    fn then(self, other: Self) -> Self {
        let max = self.max.zip(other.max).map(|(left, right)| left.saturating_add(right));
        Self { min: self.min.saturating_add(other.min), max }
    }

    fn or(self, other: Self) -> Self {
        let max = self.max.zip(other.max).map(|(left, right)| left.max(right));
        Self { min: self.min.min(other.min), max }
    }

    fn times(self, min: u32, max: Option<u32>) -> Self {
        let max =
            if self.max == Some(0) { Some(0) } else { self.max.zip(max).map(|(one, max)| one.saturating_mul(max)) };
        Self { min: self.min.saturating_mul(min), max }
    }
}

/// Looks into patterns for what a match must contain.
pub(super) struct Finder<'a> {
    pub(super) rules: &'a RuleSet,
    pub(super) pack: PackId,
    pub(super) tables: &'a mut Tables,
    pub(super) known: &'a Surroundings,
    pub(super) depth: u32,
}

/// What is known of lists and labels before anchors are chosen.
#[derive(Debug, Default)]
pub(crate) struct Surroundings {
    /// By label: whether its mentions can end in another sentence than they start in.
    pub(crate) leaves_sentence: Vec<bool>,
    /// By list.
    lists: Vec<ListFigures>,
}

impl Surroundings {
    /// What the lists tell, with no label yet that leaves its sentence.
    pub(crate) fn new(lists: Vec<ListFigures>, labels: usize) -> Self {
        Self { leaves_sentence: vec![false; labels], lists }
    }

    /// The same, with no label yet that leaves its sentence.
    pub(super) fn anew(&self) -> Self {
        Self::new(self.lists.clone(), self.leaves_sentence.len())
    }

    /// Whether a match of `pattern` can end in another sentence than it starts in.
    pub(crate) fn can_leave(&self, rules: &RuleSet, pack: PackId, tables: &mut Tables, pattern: &Node) -> bool {
        Finder { rules, pack, tables, known: self, depth: 0 }.leaves(pattern)
    }
}

impl Finder<'_> {
    /// The cheapest anchor in `node`, which starts `offset` tokens after the match does.
    fn best(&mut self, node: &Node, offset: Width) -> Option<Anchor> {
        match &node.kind {
            NodeKind::Sequence(parts) => self.sequence(parts, offset),
            NodeKind::Alternation(parts) => {
                let mut anchors = parts.iter().map(|part| self.best(part, offset));
                let first = anchors.next()??;
                anchors.try_fold(first, |all, next| next.map(|next| all.or(next)))
            }
            NodeKind::Token(atom) => self.atom(atom, offset),
            NodeKind::Test(condition) => self.condition(condition, offset),
            NodeKind::Mention { name, .. } => self.mention(&name.text, offset),
            NodeKind::Capture { inner, .. } => self.best(inner, offset),
            NodeKind::Repeat { inner, min, .. } if *min > 0 => self.best(inner, offset),
            NodeKind::Repeat { .. }
            | NodeKind::Any
            | NodeKind::Gap { .. }
            | NodeKind::Look { .. }
            | NodeKind::Start
            | NodeKind::End
            | NodeKind::Boundary { .. } => None,
        }
    }

    /// The anchor that one token gives.
    pub(super) fn leaf(&mut self, node: &Node) -> Option<Anchor> {
        self.best(node, Width::ZERO)
    }

    /// The anchor that a claim of a condition gives.
    pub(super) fn claim(&mut self, condition: &Condition) -> Option<Anchor> {
        self.condition(condition, Width::ZERO)
    }

    /// What a name after `@` stands for here.
    pub(super) fn reference(&self, name: &str) -> Option<Reference> {
        self.rules.packs[self.pack.0 as usize].names.get(name).copied()
    }

    /// The cheapest part.
    fn sequence(&mut self, parts: &[Node], offset: Width) -> Option<Anchor> {
        let mut found: Option<Anchor> = None;
        self.each_part(parts, offset, |finder, part, offset| {
            if let Some(anchor) = finder.best(part, offset)
                && found.as_ref().is_none_or(|best| anchor.cost < best.cost)
            {
                found = Some(anchor);
            }
        });
        found
    }

    /// All that a match must contain: the anchor of each part of `node` that none can do without.
    fn needs(&mut self, node: &Node, offset: Width, out: &mut Vec<Anchor>) {
        match &node.kind {
            NodeKind::Sequence(parts) => {
                self.each_part(parts, offset, |finder, part, offset| finder.needs(part, offset, out));
            }
            NodeKind::Capture { inner, .. } => self.needs(inner, offset, out),
            NodeKind::Repeat { inner, min, .. } if *min > 0 => self.needs(inner, offset, out),
            _ => out.extend(self.best(node, offset)),
        }
    }

    /// The parts of a sequence with their places, but for those behind a part that may leave its sentence.
    fn each_part(&mut self, parts: &[Node], mut offset: Width, mut look: impl FnMut(&mut Self, &Node, Width)) {
        for part in parts {
            look(self, part, offset);
            if self.leaves(part) {
                break;
            }
            offset = offset.then(self.width(part));
        }
    }

    fn atom(&mut self, atom: &Atom, offset: Width) -> Option<Anchor> {
        match atom {
            Atom::Word(text) | Atom::Exact(text) => self.rarest(text, offset, 1.0, |anchor, symbol| {
                anchor.words.push(symbol);
            }),
            Atom::Lemma(text) => self.rarest(text, offset, LEMMA_FACTOR, |anchor, symbol| {
                anchor.lemmas.push(symbol);
            }),
            Atom::Pos(_) => None,
            Atom::Regex { source, .. } => {
                let letters = source.chars().filter(|c| c.is_alphabetic()).count();
                self.form(atom, offset, if letters > 3 { 20.0 } else { 600.0 })
            }
        }
    }

    fn rarest(&mut self, text: &str, offset: Width, factor: f32, keep: impl Fn(&mut Anchor, Symbol)) -> Option<Anchor> {
        let words = words(text);
        let frequency = |word: &String| word_frequency(&word.to_lowercase());
        let (at, word) = words.iter().enumerate().min_by(|(_, a), (_, b)| frequency(a).total_cmp(&frequency(b)))?;
        let mut anchor = Anchor::at(offset.then(Width { min: at as u32, max: Some(at as u32) }));
        anchor.cost = frequency(word) * factor;
        keep(&mut anchor, self.tables.symbols.intern(&word.to_lowercase()));
        Some(anchor)
    }

    fn form(&mut self, atom: &Atom, offset: Width, cost: f32) -> Option<Anchor> {
        let mut layers = Layers::default();
        let mut conditions =
            ConditionCompiler { rules: self.rules, pack: self.pack, tables: self.tables, layers: &mut layers };
        match conditions.atom(atom) {
            TokenTest::Form(test) => Some(self.test(test, offset, cost)),
            TokenTest::Token(_) => None,
        }
    }

    fn test(&mut self, test: FormTest, offset: Width, cost: f32) -> Anchor {
        let mut anchor = Anchor::at(offset);
        anchor.forms.push(self.tables.tests.form(test));
        anchor.cost = cost;
        anchor
    }

    fn condition(&mut self, condition: &Condition, offset: Width) -> Option<Anchor> {
        match &condition.kind {
            ConditionKind::All(parts) => {
                let anchors = parts.iter().filter_map(|part| self.condition(part, offset));
                anchors.min_by(|a, b| a.cost.total_cmp(&b.cost))
            }
            ConditionKind::Either(parts) => {
                let mut anchors = parts.iter().map(|part| self.condition(part, offset));
                let first = anchors.next()??;
                anchors.try_fold(first, |all, next| next.map(|next| all.or(next)))
            }
            ConditionKind::Token(Atom::Word(text) | Atom::Exact(text) | Atom::Lemma(text))
                if words(text).len() != 1 =>
            {
                None
            }
            ConditionKind::Token(atom) => self.atom(atom, offset),
            ConditionKind::Has(name) => Some(match name.text.as_str() {
                "cap" => self.test(FormTest::Cap, offset, 1700.0),
                "upper" => self.test(FormTest::Upper, offset, 150.0),
                "digit" => self.test(FormTest::Digit, offset, 250.0),
                "punct" => self.test(FormTest::Punct, offset, 1300.0),
                _ => return None,
            }),
            ConditionKind::Compare {
                attribute,
                operator: Operator::Equal,
                value: Value::Word(text) | Value::Exact(text),
            } => match attribute.text.as_str() {
                "text" | "lower" if words(text).len() == 1 => self.atom(&Atom::Word(fold(text)), offset),
                "lemma" if words(text).len() == 1 => self.atom(&Atom::Lemma(fold(text)), offset),
                _ => None,
            },
            _ => None,
        }
    }

    fn mention(&mut self, name: &str, offset: Width) -> Option<Anchor> {
        let rules = self.rules;
        match *rules.packs[self.pack.0 as usize].names.get(name)? {
            Reference::Pattern(id) => self.inlined(id.0 as usize, |finder, pattern| finder.best(pattern, offset)),
            reference => {
                let mut anchor = Anchor::at(offset);
                anchor.cost = match reference {
                    Reference::List(id) => self.known.lists[id.0 as usize].frequency.min(300.0),
                    _ => 300.0,
                };
                anchor.mentions.push(self.tables.labels.accept(rules, reference));
                Some(anchor)
            }
        }
    }

    pub(super) fn inlined<T>(&mut self, pattern: usize, look: impl FnOnce(&mut Self, &Node) -> Option<T>) -> Option<T> {
        let definition = &self.rules.patterns[pattern];
        if self.depth >= 64 {
            return None;
        }
        let outer = std::mem::replace(&mut self.pack, definition.pack);
        self.depth += 1;
        let found = look(self, &definition.pattern);
        self.depth -= 1;
        self.pack = outer;
        found
    }

    fn width(&mut self, node: &Node) -> Width {
        match &node.kind {
            NodeKind::Sequence(parts) => parts.iter().fold(Width::ZERO, |all, part| all.then(self.width(part))),
            NodeKind::Alternation(parts) => {
                let widths: Vec<Width> = parts.iter().map(|part| self.width(part)).collect();
                widths.into_iter().reduce(Width::or).unwrap_or(Width::ZERO)
            }
            NodeKind::Token(Atom::Word(text) | Atom::Exact(text) | Atom::Lemma(text)) => {
                let count = words(text).len() as u32;
                Width { min: count, max: Some(count) }
            }
            NodeKind::Token(_) | NodeKind::Any | NodeKind::Test(_) => Width::ONE,
            NodeKind::Mention { name, .. } => self.mention_width(&name.text),
            NodeKind::Gap { max } => Width { min: 0, max: Some(*max) },
            NodeKind::Capture { inner, .. } => self.width(inner),
            NodeKind::Repeat { inner, min, max, .. } => self.width(inner).times(*min, *max),
            NodeKind::Look { .. } | NodeKind::Start | NodeKind::End | NodeKind::Boundary { .. } => Width::ZERO,
        }
    }

    fn mention_width(&mut self, name: &str) -> Width {
        let any = Width { min: 1, max: None };
        match self.rules.packs[self.pack.0 as usize].names.get(name) {
            Some(Reference::Pattern(id)) => {
                self.inlined(id.0 as usize, |finder, pattern| Some(finder.width(pattern))).unwrap_or(any)
            }
            Some(Reference::List(id)) => Width { min: 1, max: Some(self.known.lists[id.0 as usize].longest) },
            _ => any,
        }
    }

    /// Whether a match of `node` can end in another sentence than it starts in.
    pub(super) fn leaves(&mut self, node: &Node) -> bool {
        let key = std::ptr::from_ref(node).addr();
        if let Some(&known) = self.tables.needs.leaves.get(&key) {
            return known;
        }
        let leaves = self.leaves_anew(node);
        self.tables.needs.leaves.insert(key, leaves);
        leaves
    }

    fn leaves_anew(&mut self, node: &Node) -> bool {
        match &node.kind {
            NodeKind::Boundary { .. } => true,
            NodeKind::Sequence(parts) | NodeKind::Alternation(parts) => parts.iter().any(|part| self.leaves(part)),
            NodeKind::Capture { inner, .. } | NodeKind::Repeat { inner, .. } => self.leaves(inner),
            NodeKind::Mention { name, .. } => match self.rules.packs[self.pack.0 as usize].names.get(&name.text) {
                Some(Reference::Pattern(id)) => {
                    self.inlined(id.0 as usize, |finder, pattern| Some(finder.leaves(pattern))).unwrap_or(true)
                }
                Some(&reference) => {
                    let set = self.tables.labels.accept(self.rules, reference);
                    self.tables.labels.set(set).iter().any(|label| self.known.leaves_sentence[label.0 as usize])
                }
                None => false,
            },
            _ => false,
        }
    }
}

impl Anchor {
    fn at(offset: Width) -> Self {
        Self { min_back: offset.min, max_back: offset.max, ..Self::default() }
    }

    fn or(mut self, other: Self) -> Self {
        self.words.extend(other.words);
        self.lemmas.extend(other.lemmas);
        self.forms.extend(other.forms);
        self.mentions.extend(other.mentions);
        self.min_back = self.min_back.min(other.min_back);
        self.max_back = self.max_back.zip(other.max_back).map(|(left, right)| left.max(right));
        self.cost += other.cost;
        self
    }
}

/// What must stand near an anchor: one of some words, at a distance from it.
///
/// Words are told apart by one bit of 64 only, so that a glance at a few tokens
/// sends most anchors away; those that pass by chance are sent away by the search.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair {
    /// The bits of the words; all, where nothing more is needed.
    pub(crate) bits: u64,
    /// Tokens from the anchor to the first place; [`i16::MIN`] is the start of the sentence.
    pub(crate) from: i16,
    /// Tokens to the last place; [`i16::MAX`] is the end of the sentence.
    pub(crate) to: i16,
}

impl Default for Pair {
    fn default() -> Self {
        Self { bits: u64::MAX, from: 0, to: 0 }
    }
}

/// Where a rule may start when one of its anchors is met.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AnchorUse {
    /// The rule's number.
    pub(crate) rule: u32,
    /// Tokens back from the anchor to the last possible start.
    pub(crate) min_back: u16,
    /// Tokens back to the first possible start; [`UNBOUNDED`] is the start of the sentence.
    pub(crate) max_back: u16,
    /// What must stand near the anchor.
    pub(crate) pair: Pair,
}

/// A start may lie anywhere before the anchor.
pub(crate) const UNBOUNDED: u16 = u16::MAX;

/// The anchors of all rules, by what is met.
#[derive(Debug, Default)]
pub(crate) struct AnchorIndex {
    pub(crate) words: FxHashMap<Symbol, Vec<AnchorUse>>,
    pub(crate) lemmas: FxHashMap<Symbol, Vec<AnchorUse>>,
    /// Each test once: it is asked of every form.
    pub(crate) forms: BTreeMap<FormTestId, Vec<AnchorUse>>,
}

impl AnchorIndex {
    /// Adds the anchor of a rule, but for its mentions, which belong to the rule's stratum.
    pub(crate) fn add(&mut self, rule: u32, anchor: &Anchor) {
        let anchor_use = anchor.used_by(rule);
        for &word in &anchor.words {
            self.words.entry(word).or_default().push(anchor_use);
        }
        for &lemma in &anchor.lemmas {
            self.lemmas.entry(lemma).or_default().push(anchor_use);
        }
        for &form in &anchor.forms {
            self.forms.entry(form).or_default().push(anchor_use);
        }
    }
}

impl Anchor {
    /// The use of this anchor by a rule.
    pub(crate) fn used_by(&self, rule: u32) -> AnchorUse {
        let narrow = |tokens: u32| u16::try_from(tokens).unwrap_or(UNBOUNDED);
        AnchorUse {
            rule,
            // A start further back than this can count is found by the unbounded search.
            min_back: if self.min_back >= u32::from(UNBOUNDED) { 0 } else { narrow(self.min_back) },
            max_back: self.max_back.map_or(UNBOUNDED, narrow),
            pair: self.pair,
        }
    }

    /// Whether what it asks for is missing in many sentences.
    pub(super) fn is_rare(&self) -> bool {
        self.cost < RARE
    }

    /// The bits of its words and lemmas.
    fn bits(&self) -> u64 {
        self.words.iter().chain(&self.lemmas).fold(0, |bits, word| bits | word.bit())
    }

    /// These words as what must stand near `anchor`; both are told from the start of the match.
    fn beside(&self, anchor: &Self) -> Pair {
        let narrow = |tokens: i64, out: i16| i16::try_from(tokens).unwrap_or(out);
        let from = anchor.max_back.map(|back| i64::from(self.min_back) - i64::from(back));
        let to = self.max_back.map(|back| i64::from(back) - i64::from(anchor.min_back));
        Pair {
            bits: self.bits(),
            from: from.map_or(i16::MIN, |tokens| narrow(tokens, i16::MIN)),
            to: to.map_or(i16::MAX, |tokens| narrow(tokens, i16::MAX)),
        }
    }
}
