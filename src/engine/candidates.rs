//! Where which rule may match: from anchors to ranges of starts.

use rustc_hash::FxHashMap;

use crate::compile::{AnchorUse, Label, Pair, Program, UNBOUNDED};
use crate::pack::RuleId;

use super::document::{Document, MISSING};
use super::forms::Forms;
use super::lattice::Lattice;

/// Tokens of a sentence at which a match of a rule may start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Candidate {
    pub(crate) sentence: u32,
    pub(crate) rule: RuleId,
    /// First token.
    pub(crate) low: u32,
    /// The token after the last.
    pub(crate) high: u32,
}

/// How each stratum finds the rules to try, apart from words: made once for a program.
#[derive(Debug, Default)]
pub(crate) struct StratumIndex {
    /// The rules anchored at mentions, by the label of the mention.
    by_label: FxHashMap<Label, Vec<AnchorUse>>,
    /// The rules to try everywhere.
    everywhere: Vec<RuleId>,
}

/// The index of each stratum, and the stratum of each rule.
pub(crate) fn index_strata(program: &Program) -> (Vec<StratumIndex>, Vec<u32>) {
    let mut stratum_of = vec![0; program.rules.rules.len()];
    let mut indexes = Vec::new();
    for (number, stratum) in program.strata.iter().enumerate() {
        let mut index = StratumIndex::default();
        for &rule in &stratum.rules {
            stratum_of[rule.0 as usize] = number as u32;
            let Some(code) = program.code(rule) else { continue };
            let Some(anchor) = &code.anchor else {
                index.everywhere.push(rule);
                continue;
            };
            for &labels in &anchor.mentions {
                for label in program.labels.set(labels).iter() {
                    index.by_label.entry(label).or_default().push(anchor.used_by(rule.0));
                }
            }
        }
        indexes.push(index);
    }
    (indexes, stratum_of)
}

/// The candidates by stratum that the words of an article give.
///
/// Lemmas that the article brings with it (`own_lemmas`) may be ones that the forms do not suggest.
pub(crate) fn by_words(
    program: &Program,
    document: &Document,
    forms: &Forms,
    own_lemmas: bool,
    stratum_of: &[u32],
    out: &mut Vec<Vec<Candidate>>,
) {
    out.iter_mut().for_each(Vec::clear);
    out.resize_with(program.strata.len(), Vec::new);
    let bits: Vec<u64> = document.forms.iter().map(|&form| forms.form(form).bits).collect();
    for (token, &form) in document.forms.iter().enumerate() {
        for &anchor in forms.anchors(form) {
            if !own_lemmas && !has_pair(document, &bits, token, anchor.pair) {
                continue;
            }
            out[stratum_of[anchor.rule as usize] as usize].push(candidate(document, token as u32, anchor));
        }
    }
    for (token, &lemma) in document.lemmas.iter().enumerate() {
        if own_lemmas && lemma != MISSING {
            for &anchor in program.anchors.lemmas.get(&forms.lemma(lemma).symbol).into_iter().flatten() {
                out[stratum_of[anchor.rule as usize] as usize].push(candidate(document, token as u32, anchor));
            }
        }
    }
}

/// Whether one of the words that must stand near an anchor may do so.
fn has_pair(document: &Document, bits: &[u64], token: usize, pair: Pair) -> bool {
    if pair.bits == u64::MAX {
        return true;
    }
    let sentence = document.sentence(document.sentence_of[token]).tokens.range();
    let place = |tokens: i16| token.saturating_add_signed(isize::from(tokens));
    let from = place(pair.from).max(sentence.start);
    let to = place(pair.to).saturating_add(1).min(sentence.end);
    bits.get(from..to).is_some_and(|near| near.iter().any(|bits| bits & pair.bits != 0))
}

/// Adds the candidates of a stratum that mentions give, and its rules to be tried everywhere.
pub(crate) fn by_mentions(index: &StratumIndex, document: &Document, lattice: &Lattice, out: &mut Vec<Candidate>) {
    for mention in lattice.mentions.iter().filter(|mention| mention.stays) {
        for anchor in index.by_label.get(&mention.label).into_iter().flatten() {
            out.push(candidate(document, mention.tokens.start, *anchor));
        }
    }
    for &rule in &index.everywhere {
        for (number, sentence) in document.segmentation.sentences.iter().enumerate() {
            let (low, high) = (sentence.tokens.start, sentence.tokens.end);
            out.push(Candidate { sentence: number as u32, rule, low, high });
        }
    }
}

/// The starts from which a rule can reach an anchor at `token`, within the sentence.
fn candidate(document: &Document, token: u32, anchor: AnchorUse) -> Candidate {
    let sentence = document.sentence_of[token as usize];
    let first = document.sentence(sentence).tokens.start;
    let low =
        if anchor.max_back == UNBOUNDED { first } else { token.saturating_sub(u32::from(anchor.max_back)).max(first) };
    let high = (token + 1).saturating_sub(u32::from(anchor.min_back)).max(low);
    Candidate { sentence, rule: RuleId(anchor.rule), low, high }
}
