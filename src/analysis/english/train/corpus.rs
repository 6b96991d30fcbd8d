//! Sentences to learn from.
//!
//! Treebanks split hyphenated compounds (`15`, `-`, `year`), our tokenizer does
//! not. So that both are known, a sentence with such compounds is learnt twice:
//! as it is, and with each compound as one word that has the tag of its last part.

use super::Tag;
use crate::analysis::conllu::{self, ConlluError};
use crate::text::AnnotatedToken;

/// A word with its gold tags and lemma.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub(super) form: String,
    pub(super) upos: String,
    pub(super) xpos: String,
    pub(super) lemma: String,
    /// The number of its tag, once that is known.
    pub(super) tag: Tag,
    /// Whether no space stands between it and the word before.
    joined: bool,
}

/// The words of a sentence.
pub(super) type Sentence = Vec<Word>;

/// The sentences of a text in CoNLL-U.
pub(super) fn read(text: &str) -> Result<Vec<Sentence>, ConlluError> {
    let mut sentences = Vec::new();
    for article in conllu::parse(text, "corpus")? {
        let Some(annotation) = article.annotation else { continue };
        let ends = annotation.sentences.iter().skip(1).map(|next| next.first_token as usize);
        let ends = ends.chain([annotation.tokens.len()]);
        for (start, end) in annotation.sentences.iter().zip(ends) {
            let tokens = &annotation.tokens[start.first_token as usize..end];
            let mut before = u32::MAX;
            let mut sentence = Sentence::new();
            for token in tokens {
                sentence.push(word(token, &article.text, before));
                before = token.span.end;
            }
            let merged = merge_compounds(&sentence);
            if merged.len() < sentence.len() {
                sentences.push(merged);
            }
            sentences.push(sentence);
        }
    }
    Ok(sentences)
}

fn word(token: &AnnotatedToken, text: &str, before: u32) -> Word {
    let form = token.span.slice(text).to_owned();
    Word {
        upos: token.upos.clone().unwrap_or_else(|| "X".to_owned()),
        xpos: token.xpos.clone().unwrap_or_else(|| "FW".to_owned()),
        lemma: token.lemma.clone().unwrap_or_else(|| form.clone()),
        tag: Tag(0),
        joined: token.span.start == before,
        form,
    }
}

fn merge_compounds(sentence: &Sentence) -> Sentence {
    let mut merged = Sentence::new();
    let mut at = 0;
    while at < sentence.len() {
        let word = sentence[at].clone();
        let joins_both = word.xpos == "HYPH" && word.joined && sentence.get(at + 1).is_some_and(|next| next.joined);
        match merged.last_mut() {
            Some(last) if joins_both => {
                let next = &sentence[at + 1];
                last.form = format!("{}{}{}", last.form, word.form, next.form);
                last.lemma = format!("{}-{}", last.lemma, next.lemma);
                (last.upos, last.xpos) = (next.upos.clone(), next.xpos.clone());
                at += 2;
            }
            _ => {
                merged.push(word);
                at += 1;
            }
        }
    }
    merged
}
