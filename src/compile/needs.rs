//! The needs of a program as numbers: those that say the same are one, so each is asked once in a sentence.

use rustc_hash::FxHashMap;

use super::anchor::Anchor;
use super::label::LabelSetId;
use super::predicate::FormTestId;
use super::symbol::Symbol;

/// How many sentences behind that of its start a match can have come to; the most is any number.
pub(crate) type Reach = u32;

/// The number of a need in its program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NeedId(pub(crate) u32);

impl NeedId {
    /// The need of what needs nothing that could be looked for.
    pub(crate) const NOTHING: Self = Self(0);
}

/// What must be there for a match to be possible.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Need {
    /// Nothing that could be looked for.
    Nothing,
    /// One of some words or lemmas, as bits of a sentence: in which word of 64, and which.
    Words(Box<[(u16, u64)]>),
    /// A token whose form passes.
    Form(FormTestId),
    /// The start of a mention or hit.
    Mention(LabelSetId),
    /// A token in a mention or hit, of a kind that stays in its sentence.
    Inside(LabelSetId),
    /// The need, before the place where it is asked or behind it.
    Somewhere(NeedId),
    /// The need, in this sentence or in so many behind it.
    Later(NeedId, Reach),
    /// All of these.
    All(Box<[NeedId]>),
    /// One of these.
    Any(Box<[NeedId]>),
}

/// The most bits of a sentence; beyond that words share them.
const MAX_BITS: u32 = 64 * 64;

/// The needs of a program.
#[derive(Debug)]
pub(crate) struct Needs {
    all: Vec<Need>,
    /// By need: whether it asks for words alone, so that the mentions that rules find do not change its answer.
    fixed: Vec<bool>,
    numbers: FxHashMap<Need, NeedId>,
    bits: FxHashMap<Symbol, u16>,
    /// The needs of parts of patterns that were worked out already, by their place in memory.
    pub(super) known: FxHashMap<(usize, Reach), NeedId>,
    /// Which of them can leave their sentence, likewise.
    pub(super) leaves: FxHashMap<usize, bool>,
}

impl Default for Needs {
    fn default() -> Self {
        let numbers = [(Need::Nothing, NeedId::NOTHING)].into_iter().collect();
        let (all, bits) = (vec![Need::Nothing], FxHashMap::default());
        Self { all, fixed: vec![true], numbers, bits, known: FxHashMap::default(), leaves: FxHashMap::default() }
    }
}

impl Needs {
    /// The same for a rule set whose patterns lie elsewhere in memory.
    pub(super) fn moved(&self) -> Self {
        let (known, leaves) = (FxHashMap::default(), FxHashMap::default());
        let (all, fixed) = (self.all.clone(), self.fixed.clone());
        Self { all, fixed, numbers: self.numbers.clone(), bits: self.bits.clone(), known, leaves }
    }

    /// The need of a number.
    pub(crate) fn get(&self, id: NeedId) -> &Need {
        &self.all[id.0 as usize]
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.all.len()
    }

    /// The bit of a word or lemma, if a need names it.
    pub(crate) fn bit(&self, symbol: Symbol) -> Option<u16> {
        self.bits.get(&symbol).copied()
    }

    /// How many words of 64 bits a sentence has.
    pub(crate) fn blocks(&self) -> usize {
        (self.bits.len() as u32).min(MAX_BITS).div_ceil(64) as usize
    }

    fn number(&mut self, need: Need) -> NeedId {
        if let Some(&id) = self.numbers.get(&need) {
            return id;
        }
        let id = NeedId(self.all.len() as u32);
        let fixed = self.asks_for_words(&need);
        self.fixed.push(fixed);
        self.all.push(need.clone());
        self.numbers.insert(need, id);
        id
    }

    fn asks_for_words(&self, need: &Need) -> bool {
        match need {
            Need::Nothing | Need::Words(_) | Need::Form(_) => true,
            Need::Mention(_) | Need::Inside(_) => false,
            Need::Somewhere(part) | Need::Later(part, _) => self.is_fixed(*part),
            Need::All(parts) | Need::Any(parts) => parts.iter().all(|&part| self.is_fixed(part)),
        }
    }

    /// Whether it asks for words alone.
    pub(crate) fn is_fixed(&self, id: NeedId) -> bool {
        self.fixed[id.0 as usize]
    }

    /// Of a need what asks for words alone.
    pub(super) fn words_of(&mut self, id: NeedId) -> NeedId {
        match self.get(id).clone() {
            _ if self.is_fixed(id) => id,
            Need::All(parts) => {
                let fixed: Vec<NeedId> = parts.iter().copied().filter(|&part| self.is_fixed(part)).collect();
                self.all(fixed)
            }
            _ => NeedId::NOTHING,
        }
    }

    /// What an anchor of one token needs. That a token is capitalised or a mark
    /// holds in every sentence, so it is not worth asking.
    pub(super) fn anchor(&mut self, anchor: &Anchor, reach: Reach) -> NeedId {
        let need = match (anchor.forms.as_slice(), anchor.words.is_empty() && anchor.lemmas.is_empty()) {
            ([], false) => Need::Words(self.masks(anchor)),
            (&[test], true) if anchor.is_rare() => Need::Form(test),
            _ => return NeedId::NOTHING,
        };
        self.later(need, reach)
    }

    fn masks(&mut self, anchor: &Anchor) -> Box<[(u16, u64)]> {
        let mut masks: Vec<(u16, u64)> = Vec::new();
        for &symbol in anchor.words.iter().chain(&anchor.lemmas) {
            let next = (self.bits.len() as u32 % MAX_BITS) as u16;
            let bit = *self.bits.entry(symbol).or_insert(next);
            masks.push((bit / 64, 1 << (bit % 64)));
        }
        joined(masks)
    }

    pub(super) fn mention(&mut self, labels: LabelSetId, reach: Reach) -> NeedId {
        self.later(Need::Mention(labels), reach)
    }

    pub(super) fn inside(&mut self, labels: LabelSetId, reach: Reach) -> NeedId {
        self.later(Need::Inside(labels), reach)
    }

    fn later(&mut self, need: Need, reach: Reach) -> NeedId {
        let here = self.number(need);
        if reach == 0 { here } else { self.number(Need::Later(here, reach)) }
    }

    pub(super) fn somewhere(&mut self, need: NeedId) -> NeedId {
        match self.get(need) {
            Need::Nothing | Need::Later(..) | Need::Somewhere(_) => need,
            _ => self.number(Need::Somewhere(need)),
        }
    }

    pub(super) fn all(&mut self, parts: impl IntoIterator<Item = NeedId>) -> NeedId {
        let mut needs: Vec<NeedId> = Vec::new();
        for part in parts {
            match self.get(part) {
                Need::Nothing => {}
                Need::All(inner) => needs.extend(inner),
                _ => needs.push(part),
            }
        }
        needs.sort_unstable();
        needs.dedup();
        match needs.as_slice() {
            [] => NeedId::NOTHING,
            [one] => *one,
            _ => self.number(Need::All(needs.into())),
        }
    }

    pub(super) fn any(&mut self, parts: impl IntoIterator<Item = NeedId>) -> NeedId {
        let mut needs: Vec<NeedId> = Vec::new();
        let mut masks: Vec<(u16, u64)> = Vec::new();
        for part in parts {
            match self.get(part) {
                Need::Nothing => return part,
                Need::Any(inner) => needs.extend(inner),
                _ => needs.push(part),
            }
        }
        needs.retain(|&need| match &self.all[need.0 as usize] {
            Need::Words(more) => {
                masks.extend(more);
                false
            }
            _ => true,
        });
        if !masks.is_empty() {
            needs.push(self.number(Need::Words(joined(masks))));
        }
        needs.sort_unstable();
        needs.dedup();
        match needs.as_slice() {
            [one] => *one,
            _ => self.number(Need::Any(needs.into())),
        }
    }
}

/// Masks with one for each word of 64.
fn joined(mut masks: Vec<(u16, u64)>) -> Box<[(u16, u64)]> {
    masks.sort_unstable();
    masks.dedup_by(|later, earlier| {
        let same = later.0 == earlier.0;
        if same {
            earlier.1 |= later.1;
        }
        same
    });
    masks.into()
}
