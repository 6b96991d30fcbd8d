//! All lists in one trie over words.
//!
//! The trie is of symbols, not of characters: a phrase is found only at whole
//! tokens, and one walk from a token finds the hits of every list that begin
//! there. Lists are compared in three ways (any case, exact case, lemma), each
//! with a root of its own.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::analysis::{normalize, tokenize_phrase};
use crate::pack::{ListId, ListMatch, RuleSet};

use super::frequency::{RARE, word_frequency};
use super::symbol::{Symbol, Symbols};

/// The number of a node of the trie.
pub(crate) type TrieNode = u32;

/// The node from which nothing goes on.
pub(crate) const NO_NODE: TrieNode = 0;

/// An entry of a list, by its number there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct EntryRef {
    pub(crate) list: ListId,
    pub(crate) entry: u32,
}

/// The entries of all lists of a program.
#[derive(Debug, Default)]
pub(crate) struct ListTrie {
    children: FxHashMap<(TrieNode, Symbol), TrieNode>,
    /// By node, where its entries begin in `entries`; one more than there are nodes.
    entry_starts: Vec<u32>,
    entries: Vec<EntryRef>,
    /// Whether a list is matched by lemma.
    pub(crate) has_lemmas: bool,
}

/// How often the hits of a list are met.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ListFigures {
    /// In tokens of ten thousand.
    pub(crate) frequency: f32,
    /// The tokens of its longest entry.
    pub(crate) longest: u32,
}

/// The roots are the first nodes after [`NO_NODE`].
pub(crate) fn root(matching: ListMatch) -> TrieNode {
    match matching {
        ListMatch::AnyCase => 1,
        ListMatch::Exact => 2,
        ListMatch::Lemma => 3,
    }
}

/// A word in lower case.
fn lower(word: &str) -> Cow<'_, str> {
    let is_lower = word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) }
}

impl ListTrie {
    /// The trie of the lists for which `wanted` holds, and the figures of these.
    pub(crate) fn new(
        rules: &RuleSet,
        symbols: &mut Symbols,
        wanted: impl Fn(ListId) -> bool,
    ) -> (Self, Vec<ListFigures>) {
        let mut trie = Self::default();
        let mut figures = vec![ListFigures { frequency: 0.0, longest: 1 }; rules.lists.len()];
        let mut ends: Vec<(TrieNode, EntryRef)> = Vec::new();
        let mut nodes = 4;
        let count = rules.lists.iter().map(|list| list.entries.len()).sum();
        symbols.reserve(count);
        trie.children.reserve(count);
        for (id, list) in rules.lists.iter().enumerate().map(|(id, list)| (ListId(id as u32), list)) {
            if !wanted(id) {
                continue;
            }
            trie.has_lemmas |= list.matching == ListMatch::Lemma;
            // An entry of a long list is taken for rare: such lists hold names.
            let rare_entry = if list.entries.len() > 500 { 0.05 } else { 1.0 };
            for (number, entry) in list.entries.iter().enumerate() {
                let mut node = root(list.matching);
                let (mut rarest, mut count) = (f32::INFINITY, 0);
                for span in tokenize_phrase(&entry.text) {
                    let word = normalize(span.slice(&entry.text));
                    let lower = lower(&word);
                    if rarest > RARE {
                        rarest = rarest.min(word_frequency(&lower));
                    }
                    count += 1;
                    let symbol = match list.matching {
                        ListMatch::Exact => symbols.intern(&word),
                        ListMatch::AnyCase | ListMatch::Lemma => symbols.intern(&lower),
                    };
                    node = *trie.children.entry((node, symbol)).or_insert_with(|| {
                        nodes += 1;
                        nodes - 1
                    });
                }
                let known = &mut figures[id.0 as usize];
                known.frequency += if rarest > RARE { rarest } else { rare_entry };
                known.longest = known.longest.max(count);
                if node != root(list.matching) {
                    ends.push((node, EntryRef { list: id, entry: number as u32 }));
                }
            }
        }
        trie.keep_ends(nodes, ends);
        (trie, figures)
    }

    fn keep_ends(&mut self, nodes: u32, mut ends: Vec<(TrieNode, EntryRef)>) {
        ends.sort_unstable();
        // A phrase that a list holds twice counts once, with the attributes of its first line.
        ends.dedup_by_key(|(node, entry)| (*node, entry.list));
        let mut at = 0;
        for node in 0..=nodes {
            while at < ends.len() && ends[at].0 < node {
                at += 1;
            }
            self.entry_starts.push(at as u32);
        }
        self.entries = ends.into_iter().map(|(_, entry)| entry).collect();
    }

    /// The node that `symbol` leads to, or [`NO_NODE`].
    pub(crate) fn step(&self, node: TrieNode, symbol: Symbol) -> TrieNode {
        self.children.get(&(node, symbol)).copied().unwrap_or(NO_NODE)
    }

    /// The entries that end at a node.
    pub(crate) fn entries(&self, node: TrieNode) -> &[EntryRef] {
        let node = node as usize;
        match (self.entry_starts.get(node), self.entry_starts.get(node + 1)) {
            (Some(&start), Some(&end)) => &self.entries[start as usize..end as usize],
            _ => &[],
        }
    }
}
