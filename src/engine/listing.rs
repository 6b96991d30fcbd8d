//! Hits of lists: one walk of the trie from each token.

use crate::compile::{Labels, NO_NODE, Program, TrieNode, list_root};
use crate::pack::{ListId, ListMatch};
use crate::text::TokenSpan;

use super::document::{Document, MISSING};
use super::forms::Forms;
use super::lattice::{LiveMention, Source};

/// The hits of all lists in a sentence, those in any and in exact case; with
/// `lemmas`, those by lemma instead.
pub(crate) fn find_hits(
    program: &Program,
    document: &Document,
    forms: &Forms,
    sentence: u32,
    lemmas: bool,
    found: &mut Vec<LiveMention>,
) {
    let tokens = document.sentence(sentence).tokens;
    for start in tokens.start..tokens.end {
        let form = forms.form(document.forms[start as usize]);
        let ways = if lemmas {
            [(Way::Lemma, first_lemma_node(program, document, forms, start)), (Way::Lemma, NO_NODE)]
        } else {
            [(Way::AnyCase, form.any_case), (Way::Exact, form.exact_case)]
        };
        for (way, node) in ways {
            walk(program, document, forms, TokenSpan::new(start, tokens.end), way, node, found);
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    AnyCase,
    Exact,
    Lemma,
}

fn walk(
    program: &Program,
    document: &Document,
    forms: &Forms,
    rest: TokenSpan,
    way: Way,
    mut node: TrieNode,
    found: &mut Vec<LiveMention>,
) {
    let mut end = rest.start + 1;
    while node != NO_NODE {
        for entry in program.lists.entries(node) {
            found.push(hit(program, document, entry.list, entry.entry, TokenSpan::new(rest.start, end)));
        }
        if end == rest.end {
            break;
        }
        let form = forms.form(document.forms[end as usize]);
        let symbol = match way {
            Way::AnyCase => form.lower,
            Way::Exact => form.exact,
            Way::Lemma => match document.lemmas[end as usize] {
                MISSING => break,
                lemma => forms.lemma(lemma).symbol,
            },
        };
        node = program.lists.step(node, symbol);
        end += 1;
    }
}

fn first_lemma_node(program: &Program, document: &Document, forms: &Forms, token: u32) -> TrieNode {
    match document.lemmas[token as usize] {
        MISSING => NO_NODE,
        lemma => program.lists.step(list_root(ListMatch::Lemma), forms.lemma(lemma).symbol),
    }
}

fn hit(program: &Program, document: &Document, id: ListId, entry: u32, tokens: TokenSpan) -> LiveMention {
    let list = &program.rules.lists[id.0 as usize];
    let label = program.labels.of_list(id);
    LiveMention {
        label: list.tag.map_or(label, Labels::of_type),
        list: Some(label),
        tokens,
        span: document.span(tokens),
        source: Source::List(id, entry),
        priority: list.priority,
        attributes: Vec::new(),
        entity: None,
        stays: true,
    }
}
