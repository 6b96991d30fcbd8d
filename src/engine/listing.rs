//! Hits of lists: one walk of the trie from each token.

use crate::compile::{EntryRef, Label, Labels, NO_NODE, Program, Symbol, TrieNode, list_root};
use crate::pack::ListMatch;
use crate::text::TokenSpan;

use super::compiled::Compiled;
use super::document::{Document, MISSING};
use super::forms::{Form, Forms};
use super::lattice::{LiveMention, Source};

/// The hits of all lists in a sentence, those in any and in exact case; with
/// `by_lemma`, those of lists by lemma instead.
pub(crate) fn find_hits(
    engine: &Compiled,
    document: &Document,
    forms: &Forms,
    sentence: u32,
    by_lemma: bool,
    found: &mut Vec<LiveMention>,
) {
    let tokens = document.sentence(sentence).tokens;
    let mut ends = Vec::new();
    for start in tokens.start..tokens.end {
        let form = forms.form(document.forms[start as usize]);
        let walk = Walk { program: &engine.program, document, forms, end: tokens.end };
        if by_lemma {
            walk.by_lemma(list_root(ListMatch::Lemma), start, &mut ends);
        } else {
            walk.by_form(form.any_case, start, |form| form.lower, &mut ends);
            walk.by_form(form.exact_case, start, |form| form.exact, &mut ends);
        }
        ends.sort_unstable();
        ends.dedup();
        for (entry, end) in ends.drain(..) {
            add_hit(engine, document, entry, TokenSpan::new(start, end), found);
        }
    }
}

/// A walk through the trie from a token.
struct Walk<'a> {
    program: &'a Program,
    document: &'a Document,
    forms: &'a Forms,
    /// The token after the sentence's last.
    end: u32,
}

impl Walk<'_> {
    /// From the node that the form at `start` leads to, on by the symbols of the forms behind it.
    fn by_form(
        &self,
        mut node: TrieNode,
        start: u32,
        symbol: impl Fn(&Form) -> Symbol,
        ends: &mut Vec<(EntryRef, u32)>,
    ) {
        let mut end = start + 1;
        while node != NO_NODE {
            ends.extend(self.program.lists.entries(node).iter().map(|&entry| (entry, end)));
            if end == self.end {
                break;
            }
            let form = self.forms.form(self.document.forms[end as usize]);
            node = self.program.lists.step(node, symbol(form));
            end += 1;
        }
    }

    /// From a node on, by the lemma of each token or by its very form.
    fn by_lemma(&self, node: TrieNode, start: u32, ends: &mut Vec<(EntryRef, u32)>) {
        let mut open = vec![(node, start)];
        while let Some((node, token)) = open.pop() {
            ends.extend(self.program.lists.entries(node).iter().map(|&entry| (entry, token)));
            if token == self.end {
                continue;
            }
            let form = self.forms.form(self.document.forms[token as usize]).lower;
            let lemma = match self.document.lemmas.get(token as usize) {
                None | Some(&MISSING) => form,
                Some(&lemma) => self.forms.lemma(lemma).symbol,
            };
            let nodes = [self.program.lists.step(node, form), self.program.lists.step(node, lemma)];
            let distinct = if nodes[0] == nodes[1] { 1 } else { 2 };
            open.extend(nodes[..distinct].iter().filter(|&&next| next != NO_NODE).map(|&next| (next, token + 1)));
        }
    }
}

/// A hit of a list is found as the list's, and as a mention of its type: the
/// two compete apart, so that a hit stays one where the mention loses.
fn add_hit(engine: &Compiled, document: &Document, entry: EntryRef, tokens: TokenSpan, found: &mut Vec<LiveMention>) {
    let program = &engine.program;
    let list = &program.rules.lists[entry.list.0 as usize];
    let own = program.labels.of_list(entry.list);
    let wanted = |label: Label| engine.asked_labels[label.0 as usize] || engine.options.mentions;
    let labels = list.tag.map(Labels::of_type).into_iter().chain(Some(own).filter(|&own| wanted(own)));
    for label in labels {
        found.push(LiveMention {
            label,
            tokens,
            span: document.span(tokens),
            source: Source::List(entry.list, entry.entry),
            priority: list.priority,
            attributes: Vec::new(),
            entity: None,
            alias: None,
            stays: true,
        });
    }
}
