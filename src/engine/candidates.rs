//! Where which rule may match: from anchors to ranges of starts.

use crate::compile::{AnchorUse, Pair, Program, RuleCode, UNBOUNDED};
use crate::pack::RuleId;

use super::document::{Document, MISSING};
use super::view::View;

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
    by_label: Vec<Vec<AnchorUse>>,
    /// The rules to try everywhere.
    everywhere: Vec<RuleId>,
}

/// The index of each stratum, and the stratum of each rule.
pub(crate) fn index_strata(program: &Program) -> (Vec<StratumIndex>, Vec<u32>) {
    let mut stratum_of = vec![0; program.rules.rules.len()];
    let mut indexes = Vec::new();
    for (number, stratum) in program.strata.iter().enumerate() {
        let by_label = vec![Vec::new(); program.labels.count()];
        let mut index = StratumIndex { by_label, everywhere: Vec::new() };
        for &rule in &stratum.rules {
            stratum_of[rule.0 as usize] = number as u32;
            let Some(code) = program.code(rule) else { continue };
            let Some(anchor) = &code.anchor else {
                index.everywhere.push(rule);
                continue;
            };
            for &labels in &anchor.mentions {
                for label in program.labels.set(labels).iter() {
                    index.by_label[label.0 as usize].push(anchor.used_by(rule.0));
                }
            }
        }
        indexes.push(index);
    }
    (indexes, stratum_of)
}

/// The candidates by stratum that the words of an article give, in the order of its sentences.
///
/// Lemmas that the article brings with it (`own_lemmas`) may be ones that the forms do not suggest.
pub(crate) fn by_words(view: View<'_>, own_lemmas: bool, stratum_of: &[u32], out: &mut Vec<Vec<Candidate>>) {
    let View { program, document, forms, .. } = view;
    out.iter_mut().for_each(Vec::clear);
    out.resize_with(program.strata.len(), Vec::new);
    let bits: Vec<u64> = document.forms.iter().map(|&form| forms.form(form).bits).collect();
    let mut push = |token: usize, anchor: AnchorUse| {
        let can_hold = |code: &RuleCode| view.holds_need(code.word_need, document.sentence_of[token]);
        if program.code(RuleId(anchor.rule)).is_some_and(can_hold) {
            out[stratum_of[anchor.rule as usize] as usize].push(candidate(document, token as u32, anchor));
        }
    };
    for (token, &form) in document.forms.iter().enumerate() {
        for &anchor in forms.anchors(form) {
            if own_lemmas || has_pair(document, &bits, token, anchor.pair) {
                push(token, anchor);
            }
        }
    }
    if !own_lemmas {
        return;
    }
    for (token, &lemma) in document.lemmas.iter().enumerate().filter(|(_, lemma)| **lemma != MISSING) {
        let anchors = program.anchors.lemmas.get(&forms.lemma(lemma).symbol).into_iter().flatten();
        anchors.for_each(|&anchor| push(token, anchor));
    }
    out.iter_mut().for_each(|candidates| candidates.sort_unstable());
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

/// Adds the candidates of a stratum that the mentions of a sentence give, and its rules to be tried everywhere.
pub(crate) fn by_mentions(index: &StratumIndex, view: View<'_>, sentence: u32, out: &mut Vec<Candidate>) {
    let holds = |rule: u32| {
        let code = view.program.code(RuleId(rule));
        code.is_some_and(|code| view.holds_need(code.need, sentence))
    };
    let tokens = view.document.sentence(sentence).tokens;
    for &mention in view.lattice.starting_in(sentence, tokens) {
        let mention = view.lattice.mention(mention);
        for &anchor in &index.by_label[mention.label.0 as usize] {
            if holds(anchor.rule) {
                out.push(candidate(view.document, mention.tokens.start, anchor));
            }
        }
    }
    let everywhere = index.everywhere.iter().filter(|rule| holds(rule.0));
    out.extend(everywhere.map(|&rule| Candidate { sentence, rule, low: tokens.start, high: tokens.end }));
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
