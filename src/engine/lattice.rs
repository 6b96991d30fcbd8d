//! The lattice of an article: its tokens, and its mentions as edges over them.
//!
//! A *node* is a place between tokens of one sentence. A sentence of n tokens
//! has n + 1 nodes, so the end of a sentence and the start of the next are two
//! nodes, and a step can never slip over the boundary. The node before token t
//! of sentence s is t + s.

use std::sync::Arc;

use crate::compile::{Label, LabelSet};
use crate::pack::{ListId, RuleId, RuleSet};
use crate::text::{ByteSpan, Segmentation, TokenSpan};

use super::needs::NeedAnswers;

/// The number of a mention in its lattice.
pub(crate) type MentionIdx = u32;

/// Stands for no mention.
pub(crate) const NO_MENTION: MentionIdx = u32::MAX;

/// Attributes by name, ascending.
pub(crate) type Attributes = Vec<(Arc<str>, Arc<str>)>;

/// A mention while its article is under work.
#[derive(Debug, Clone)]
pub(crate) struct LiveMention {
    /// Its type; for a hit of a list as such, the list.
    pub(crate) label: Label,
    /// The tokens that a step over it consumes.
    pub(crate) tokens: TokenSpan,
    /// Its text.
    pub(crate) span: ByteSpan,
    pub(crate) source: Source,
    pub(crate) priority: i32,
    pub(crate) attributes: Attributes,
    /// The name of the thing.
    pub(crate) entity: Option<Arc<str>>,
    /// By which alias it has its entity, where another mention names the thing.
    pub(crate) alias: Option<u32>,
    /// Whether it has won against what it overlaps.
    pub(crate) stays: bool,
}

/// Who made a mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Source {
    /// The engine itself.
    Engine,
    /// An entry of a list.
    List(ListId, u32),
    /// A rule.
    Rule(RuleId),
}

impl LiveMention {
    /// Whether it can be stepped over as one of `labels`.
    pub(crate) fn is_one_of(&self, labels: &LabelSet) -> bool {
        labels.contains(self.label)
    }

    /// An attribute's value: set by its rule, or of the entry of its list.
    pub(crate) fn attribute<'a>(&'a self, rules: &'a RuleSet, name: &str) -> Option<&'a str> {
        if name == "entity"
            && let Some(entity) = &self.entity
        {
            return Some(entity);
        }
        let set = self.attributes.iter().find(|(known, _)| **known == *name).map(|(_, value)| &**value);
        set.or_else(|| {
            let Source::List(id, entry) = self.source else { return None };
            let list = &rules.lists[id.0 as usize];
            let column = list.columns.iter().position(|known| **known == *name)?;
            list.entries[entry as usize].values.get(column)?.as_deref()
        })
    }

    /// All its attributes but the entity, by name, ascending.
    pub(crate) fn all_attributes(&self, rules: &RuleSet) -> Attributes {
        let mut all = self.attributes.clone();
        if let Source::List(id, entry) = self.source {
            let list = &rules.lists[id.0 as usize];
            let pairs = list.columns.iter().zip(&list.entries[entry as usize].values);
            all.extend(pairs.filter_map(|(name, value)| Some((Arc::clone(name), Arc::clone(value.as_ref()?)))));
        }
        all.retain(|(name, _)| &**name != "entity");
        all.sort();
        all.dedup_by(|later, earlier| later.0 == earlier.0);
        all
    }
}

/// The mentions of an article, found by where they start and where they end.
#[derive(Debug, Default)]
pub(crate) struct Lattice {
    pub(crate) mentions: Vec<LiveMention>,
    /// By node: its token.
    node_tokens: Vec<u32>,
    /// By sentence: the token after its last.
    sentence_ends: Vec<u32>,
    starts: Edges,
    ends: Edges,
    /// By sentence: the labels of the mentions that start in it, as bits.
    sentence_labels: Vec<u64>,
    /// By token: the labels of the mentions that it lies in, likewise.
    token_labels: Vec<u64>,
    /// What sentences hold of what rules need, as far as it was asked.
    pub(crate) needs: NeedAnswers,
}

/// Mentions by node, in the order in which they are tried.
#[derive(Debug, Default)]
struct Edges {
    offsets: Vec<u32>,
    order: Vec<MentionIdx>,
    /// While it is filled: by node, the place of its next mention.
    next: Vec<u32>,
}

impl Edges {
    fn clear(&mut self) {
        self.offsets.clear();
        self.order.clear();
    }

    fn at(&self, node: u32) -> &[MentionIdx] {
        self.between(node, node + 1)
    }

    /// Those from one node on, up to another.
    fn between(&self, from: u32, to: u32) -> &[MentionIdx] {
        match (self.offsets.get(from as usize), self.offsets.get(to as usize)) {
            (Some(&start), Some(&end)) => &self.order[start as usize..end as usize],
            _ => &[],
        }
    }

    /// Puts mentions, each with its node, in the order of their nodes and then of `key`.
    fn fill<K: Ord>(
        &mut self,
        nodes: usize,
        placed: impl Iterator<Item = (MentionIdx, u32)> + Clone,
        key: impl Fn(MentionIdx) -> K,
    ) {
        let Self { offsets, order, next } = self;
        offsets.clear();
        offsets.resize(nodes + 1, 0);
        for (_, node) in placed.clone() {
            offsets[node as usize + 1] += 1;
        }
        for node in 0..nodes {
            offsets[node + 1] += offsets[node];
        }
        next.clear();
        next.extend_from_slice(offsets);
        order.clear();
        order.resize(offsets[nodes] as usize, 0);
        for (mention, node) in placed {
            let place = &mut next[node as usize];
            order[*place as usize] = mention;
            *place += 1;
        }
        for ends in offsets.windows(2).filter(|ends| ends[1] - ends[0] > 1) {
            order[ends[0] as usize..ends[1] as usize].sort_unstable_by_key(|&mention| key(mention));
        }
    }
}

impl Lattice {
    /// The lattice of a text without mentions.
    pub(crate) fn reset(&mut self, segmentation: &Segmentation, needs: usize) {
        self.needs.reset(needs);
        self.mentions.clear();
        self.starts.clear();
        self.ends.clear();
        self.sentence_labels.clear();
        self.token_labels.clear();
        self.node_tokens.clear();
        self.sentence_ends.clear();
        for sentence in &segmentation.sentences {
            self.node_tokens.extend(sentence.tokens.start..=sentence.tokens.end);
            self.sentence_ends.push(sentence.tokens.end);
        }
    }

    /// The token before which a node lies; at the end of a sentence, the token after its last.
    pub(crate) fn token(&self, node: u32) -> u32 {
        self.node_tokens[node as usize]
    }

    /// The sentence of a node.
    pub(crate) fn sentence(&self, node: u32) -> u32 {
        node - self.token(node)
    }

    /// Whether a node is the end of its sentence.
    pub(crate) fn at_end(&self, node: u32) -> bool {
        self.token(node) == self.sentence_ends[self.sentence(node) as usize]
    }

    /// Whether a node is the start of its sentence.
    pub(crate) fn at_start(&self, node: u32) -> bool {
        node == 0 || self.sentence(node - 1) != self.sentence(node)
    }

    /// How many nodes there are.
    pub(crate) fn node_count(&self) -> u32 {
        self.node_tokens.len() as u32
    }

    /// The mentions that start at a node: the longest first, then by priority, then by the type's name.
    pub(crate) fn starting(&self, node: u32) -> &[MentionIdx] {
        self.starts.at(node)
    }

    /// The mentions that start in a sentence of these tokens, in the order of their nodes.
    pub(crate) fn starting_in(&self, sentence: u32, tokens: TokenSpan) -> &[MentionIdx] {
        self.starts.between(tokens.start + sentence, tokens.end + sentence + 1)
    }

    /// The mentions that end at a node, in the same order.
    pub(crate) fn ending(&self, node: u32) -> &[MentionIdx] {
        self.ends.at(node)
    }

    /// A mention.
    pub(crate) fn mention(&self, mention: MentionIdx) -> &LiveMention {
        &self.mentions[mention as usize]
    }

    /// The node where a mention starts.
    pub(crate) fn start_node(&self, mention: MentionIdx, sentence_of: &[u32]) -> u32 {
        let start = self.mention(mention).tokens.start;
        start + sentence_of[start as usize]
    }

    /// The node where a mention ends.
    pub(crate) fn end_node(&self, mention: MentionIdx, sentence_of: &[u32]) -> u32 {
        let end = self.mention(mention).tokens.end;
        end + sentence_of[end as usize - 1]
    }

    /// Whether a token lies in a mention that stays and has one of the labels.
    pub(crate) fn covers(&self, labels: &LabelSet, token: u32) -> bool {
        has_label(&self.token_labels, token, labels)
    }

    /// Whether a mention with one of the labels starts in a sentence.
    pub(crate) fn sentence_has(&self, sentence: u32, labels: &LabelSet) -> bool {
        has_label(&self.sentence_labels, sentence, labels)
    }

    /// Makes the mentions that stay into edges. `rank` orders the names of labels.
    pub(crate) fn index(&mut self, sentence_of: &[u32], rank: &LabelRanks) {
        self.needs.forget();
        let nodes = self.node_tokens.len();
        let mut starts = std::mem::take(&mut self.starts);
        let mut ends = std::mem::take(&mut self.ends);
        let mentions = &self.mentions;
        let staying = || (0..mentions.len() as u32).filter(|&mention| mentions[mention as usize].stays);
        let key = |mention: MentionIdx| {
            let known = &mentions[mention as usize];
            let longest_first = u32::MAX - known.tokens.len();
            (longest_first, std::cmp::Reverse(known.priority), rank.of(known.label), known.source, mention)
        };
        starts.fill(nodes, staying().map(|mention| (mention, self.start_node(mention, sentence_of))), key);
        ends.fill(nodes, staying().map(|mention| (mention, self.end_node(mention, sentence_of))), key);
        (self.starts, self.ends) = (starts, ends);
        self.note_labels(sentence_of, rank.words());
    }

    /// Notes which labels start in which sentence, and which lie over which token.
    fn note_labels(&mut self, sentence_of: &[u32], words: usize) {
        self.sentence_labels.clear();
        self.sentence_labels.resize(self.sentence_ends.len() * words, 0);
        self.token_labels.clear();
        self.token_labels.resize(sentence_of.len() * words, 0);
        for mention in self.mentions.iter().filter(|mention| mention.stays) {
            let (word, bit) = (mention.label.0 as usize / 64, 1 << (mention.label.0 % 64));
            let sentence = sentence_of[mention.tokens.start as usize] as usize;
            self.sentence_labels[sentence * words + word] |= bit;
            mention.tokens.range().for_each(|token| self.token_labels[token * words + word] |= bit);
        }
    }
}

/// Whether one of some labels is among those noted at a place.
fn has_label(noted: &[u64], place: u32, labels: &LabelSet) -> bool {
    let wanted = labels.bits();
    let from = place as usize * wanted.len();
    let there = noted.get(from..from + wanted.len());
    there.is_some_and(|there| there.iter().zip(wanted).any(|(there, wanted)| there & wanted != 0))
}

/// The order of the names of types and lists.
#[derive(Debug, Default)]
pub(crate) struct LabelRanks {
    ranks: Vec<u32>,
}

impl LabelRanks {
    /// Ranks labels by name, ascending.
    pub(crate) fn new(names: &[Arc<str>]) -> Self {
        let mut order: Vec<usize> = (0..names.len()).collect();
        order.sort_by(|&a, &b| names[a].cmp(&names[b]).then(a.cmp(&b)));
        let mut ranks = vec![0; names.len()];
        for (rank, label) in order.into_iter().enumerate() {
            ranks[label] = rank as u32;
        }
        Self { ranks }
    }

    /// Words of 64 bits that hold a bit for each label.
    fn words(&self) -> usize {
        self.ranks.len().div_ceil(64).max(1)
    }

    /// The rank of a label's name.
    pub(crate) fn of(&self, label: Label) -> u32 {
        self.ranks[label.0 as usize]
    }
}
