//! The hits of lists, found by trying every entry at every token.

use super::overlap::{Kind, Mention};
use super::token::{Text, any_case, cut, twin};
use crate::pack::{ListDef, ListId, ListMatch, RuleSet};
use crate::text::TokenSpan;

/// Every hit of every list, before overlap is settled: as a hit of the list,
/// and as a mention where the list has a type.
pub(super) fn hits(rules: &RuleSet, text: &Text) -> Vec<Mention> {
    let mut found = Vec::new();
    for (index, list) in rules.lists.iter().enumerate() {
        for entry in list.entries.iter() {
            let words = cut(&entry.text);
            for start in 0..text.len() {
                let Some(tokens) = hit(text, list.matching, &words, start) else { continue };
                let values = list.columns.iter().zip(&entry.values);
                let hit = Mention {
                    kind: Kind::List(ListId(index as u32)),
                    tokens,
                    characters: text.slice(tokens).chars().count(),
                    priority: list.priority,
                    maker: maker(rules, list),
                    attributes: values
                        .filter_map(|(name, value)| Some((name.to_string(), value.as_ref()?.to_string())))
                        .collect(),
                };
                if let Some(tag) = list.tag {
                    found.push(Mention { kind: Kind::Type(tag), ..hit.clone() });
                }
                found.push(hit);
            }
        }
    }
    found
}

fn maker(rules: &RuleSet, list: &ListDef) -> (String, String) {
    (list.name.to_string(), rules.packs[list.pack.0 as usize].name.to_string())
}

/// The tokens from `start` on that are the words, all in one sentence.
fn hit(text: &Text, matching: ListMatch, words: &[String], start: u32) -> Option<TokenSpan> {
    let end = start + words.len() as u32;
    let sentence = text.sentences[text.sentence_of(start)].tokens;
    if words.is_empty() || end > sentence.end {
        return None;
    }
    let all = (start..end).zip(words).all(|(token, word)| is_word(text, matching, word, token));
    all.then_some(TokenSpan::new(start, end))
}

fn is_word(text: &Text, matching: ListMatch, word: &str, token: u32) -> bool {
    let token = &text.tokens[token as usize];
    match matching {
        ListMatch::AnyCase => any_case(&token.text) == any_case(word),
        ListMatch::Exact => twin(&token.text) == twin(word),
        // An entry such as "talks" is no lemma; it still stands for itself.
        ListMatch::Lemma => {
            let lemma = token.lemma.as_ref().is_some_and(|lemma| any_case(lemma) == any_case(word));
            lemma || any_case(&token.text) == any_case(word)
        }
    }
}

/// Whether a value is an entry of a list.
pub(super) fn lists_value(list: &ListDef, value: &str) -> bool {
    list.entries.iter().any(|entry| match list.matching {
        ListMatch::Exact => twin(&entry.text) == twin(value),
        ListMatch::AnyCase | ListMatch::Lemma => any_case(&entry.text) == any_case(value),
    })
}
