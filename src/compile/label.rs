//! Labels: what a mention can be stepped over as.
//!
//! A mention has the label of its type, and a hit of a list that of its list.
//! `@name` in a pattern accepts a set of labels: a type with all that it stands
//! for, or a list.

use rustc_hash::FxHashMap;

use crate::pack::{ListId, Reference, RuleSet, TypeId};

/// The number of a type or list among all of them, types first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Label(pub(crate) u32);

/// The number of a label set in its program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct LabelSetId(pub(crate) u32);

/// Labels as bits.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct LabelSet {
    bits: Box<[u64]>,
}

impl LabelSet {
    fn empty(labels: usize) -> Self {
        Self { bits: vec![0; labels.div_ceil(64).max(1)].into() }
    }

    fn insert(&mut self, label: Label) {
        self.bits[label.0 as usize / 64] |= 1 << (label.0 % 64);
    }

    /// Whether `label` is one of them.
    pub(crate) fn contains(&self, label: Label) -> bool {
        self.bits[label.0 as usize / 64] >> (label.0 % 64) & 1 == 1
    }

    /// The bits, 64 labels a word.
    pub(crate) fn bits(&self) -> &[u64] {
        &self.bits
    }

    /// The labels, ascending.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Label> + '_ {
        (0..self.bits.len() as u32 * 64).map(Label).filter(|&label| self.contains(label))
    }
}

/// The labels of a program, and the sets of them that its patterns name.
#[derive(Debug, Clone, Default)]
pub(crate) struct Labels {
    types: u32,
    lists: u32,
    sets: Vec<LabelSet>,
    numbers: FxHashMap<LabelSet, LabelSetId>,
    /// The sets of names that patterns have named already.
    accepted: FxHashMap<Reference, LabelSetId>,
}

impl Labels {
    pub(crate) fn new(rules: &RuleSet) -> Self {
        Self { types: rules.types.len() as u32, lists: rules.lists.len() as u32, ..Self::default() }
    }

    /// The label of a type.
    pub(crate) fn of_type(id: TypeId) -> Label {
        Label(id.0)
    }

    /// The label of a list.
    pub(crate) fn of_list(&self, id: ListId) -> Label {
        Label(self.types + id.0)
    }

    /// The type of a label, if it is one of a type.
    pub(crate) fn as_type(&self, label: Label) -> Option<TypeId> {
        (label.0 < self.types).then_some(TypeId(label.0))
    }

    /// How many labels there are.
    pub(crate) fn count(&self) -> usize {
        (self.types + self.lists) as usize
    }

    /// The set that a reference stands for. A named pattern stands for none.
    pub(crate) fn accept(&mut self, rules: &RuleSet, reference: Reference) -> LabelSetId {
        if let Some(&known) = self.accepted.get(&reference) {
            return known;
        }
        let mut set = LabelSet::empty(self.count());
        match reference {
            Reference::Type(id) => rules.subtypes(id).into_iter().for_each(|id| set.insert(Self::of_type(id))),
            Reference::List(id) => set.insert(self.of_list(id)),
            Reference::Pattern(_) => {}
        }
        let id = self.number(set);
        self.accepted.insert(reference, id);
        id
    }

    /// The set of everything that may fill a role of these types.
    pub(crate) fn fillers(&mut self, rules: &RuleSet, types: &[TypeId]) -> LabelSetId {
        let mut set = LabelSet::empty(self.count());
        for &id in types {
            rules.subtypes(id).into_iter().for_each(|id| set.insert(Self::of_type(id)));
        }
        self.number(set)
    }

    /// All labels of some sets as one set; none of no set.
    pub(crate) fn union(&mut self, ids: &[LabelSetId]) -> Option<LabelSetId> {
        let (first, others) = ids.split_first()?;
        let mut all = self.set(*first).clone();
        for &id in others {
            all.bits.iter_mut().zip(&self.set(id).bits).for_each(|(all, more)| *all |= more);
        }
        Some(self.number(all))
    }

    /// All sets that patterns and roles name.
    pub(crate) fn sets(&self) -> &[LabelSet] {
        &self.sets
    }

    /// The set of a number.
    pub(crate) fn set(&self, id: LabelSetId) -> &LabelSet {
        &self.sets[id.0 as usize]
    }

    fn number(&mut self, set: LabelSet) -> LabelSetId {
        if let Some(&id) = self.numbers.get(&set) {
            return id;
        }
        let id = LabelSetId(self.sets.len() as u32);
        self.sets.push(set.clone());
        self.numbers.insert(set, id);
        id
    }
}
