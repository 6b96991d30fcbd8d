//! Tags and lemmas of English words.
//!
//! An averaged perceptron (Collins 2002) tags a sentence from left to right
//! with joint tags, a Universal and a treebank one each; edit scripts make the
//! lemma of a form under its tag. Both are trained on Universal Dependencies by
//! `examples/train_english.rs`; `model/MODEL_CARD.md` says on what and how well.

mod dictionary;
mod features;
mod lemma;
mod model;
#[cfg(all(test, feature = "english"))]
mod tests;
#[cfg(feature = "train")]
pub mod train;

#[cfg(feature = "english")]
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use dictionary::Dictionary;
use features::{TEMPLATES, WordParts, features};
use lemma::Lemmas;

/// A joint part-of-speech tag: a Universal one and a treebank one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(pub u8);

/// The English tagger and lemmatiser.
#[derive(Debug, Default)]
pub struct English {
    /// By tag: its Universal and its treebank name.
    tags: Vec<(&'static str, Box<str>)>,
    /// By feature: where its weights stand in `weights`.
    features: FxHashMap<u32, (u32, u8)>,
    weights: Vec<(Tag, i8)>,
    dictionary: Dictionary,
    lemmas: Lemmas,
}

/// Scratch memory of the tagger, one per thread.
#[derive(Debug, Default)]
pub struct TagScratch {
    words: Vec<WordParts>,
    scores: Vec<i32>,
    /// What is known of forms met before: words repeat, and this is most of the work.
    forms: FxHashMap<Box<str>, FormParts>,
}

/// What is known of a form, whatever stands around it.
#[derive(Debug, Clone, Copy)]
struct FormParts {
    parts: WordParts,
    /// Its tag, where it can have only one.
    only: Option<Tag>,
}

/// How many forms a scratch remembers before it begins anew.
const MAX_FORMS: usize = 50_000;

/// Stands for a tag that is still to be found; no model has so many.
const UNDECIDED: Tag = Tag(u8::MAX);

/// What comes before the first tag of a sentence.
const START: u32 = 1_000;

impl English {
    /// The model that is embedded in the library. It is unpacked once a process.
    ///
    /// ```
    /// let english = nutgraf::analysis::english::English::embedded();
    /// let mut tags = Vec::new();
    /// english.tag(&["The", "ministers", "met", "."], &mut Default::default(), &mut tags);
    /// assert_eq!(english.upos(tags[2]), "VERB");
    /// assert_eq!(english.lemma("met", tags[2]), "meet");
    /// ```
    #[cfg(feature = "english")]
    pub fn embedded() -> Arc<Self> {
        // A constant of the build, not state: every call gives the same.
        static MODEL: OnceLock<Arc<English>> = OnceLock::new();
        let unpack = || Self::from_bytes(include_bytes!("model/english.bin")).expect("the embedded model is whole");
        MODEL.get_or_init(|| Arc::new(unpack())).clone()
    }

    /// Tags the tokens of one sentence; `out` gets as many tags as there are forms.
    pub fn tag(&self, forms: &[&str], scratch: &mut TagScratch, out: &mut Vec<Tag>) {
        out.clear();
        if scratch.forms.len() > MAX_FORMS {
            scratch.forms.clear();
        }
        scratch.words.clear();
        scratch.words.extend([WordParts::outside(0), WordParts::outside(1)]);
        for form in forms {
            let known = self.form_parts(form, scratch);
            scratch.words.push(known.parts);
            out.push(known.only.unwrap_or(UNDECIDED));
        }
        scratch.words.extend([WordParts::outside(2), WordParts::outside(3)]);
        let mut before = [START, START];
        for (at, form) in forms.iter().enumerate() {
            if out[at] == UNDECIDED {
                out[at] = self.best(scratch, at, before, self.dictionary.look_up(form).possible);
            }
            before = [u32::from(out[at].0), before[0]];
        }
    }

    /// The lemma of a form under a tag; names keep their case.
    pub fn lemma(&self, form: &str, tag: Tag) -> String {
        self.lemmas.lemma(form, tag)
    }

    /// Every lemma that the form can have under a tag that [`English::tag`] may
    /// give it, ascending, without doubles.
    ///
    /// A rule that wants a lemma can thus be looked for by forms, before
    /// anything is tagged.
    pub fn possible_lemmas(&self, form: &str) -> Vec<String> {
        let tags = self.dictionary.look_up(form).possible;
        let mut lemmas: Vec<String> = tags.iter().map(|&tag| self.lemma(form, tag)).collect();
        lemmas.sort_unstable();
        lemmas.dedup();
        lemmas
    }

    /// The Universal tag, such as `VERB`.
    pub fn upos(&self, tag: Tag) -> &'static str {
        self.tags[usize::from(tag.0)].0
    }

    /// The treebank tag, such as `VBD`.
    pub fn xpos(&self, tag: Tag) -> &str {
        &self.tags[usize::from(tag.0)].1
    }

    /// The tag that goes best with what is known of a token: one with both names,
    /// else one with the treebank or the Universal name, else the predicted one.
    pub fn nearest_tag(&self, upos: Option<&str>, xpos: Option<&str>, predicted: Tag) -> Tag {
        let agrees = |known: Option<&str>, name: &str| known.is_none_or(|known| known == name);
        let fits = |names: &(&'static str, Box<str>)| agrees(upos, names.0) && agrees(xpos, &names.1);
        if fits(&self.tags[usize::from(predicted.0)]) {
            return predicted;
        }
        let all = self.tags.iter().position(fits);
        let by_xpos = || self.tags.iter().position(|(_, x)| xpos == Some(x));
        let by_upos = || self.tags.iter().position(|(u, _)| upos == Some(*u));
        all.or_else(by_xpos).or_else(by_upos).map_or(predicted, |tag| Tag(tag as u8))
    }

    fn form_parts(&self, form: &str, scratch: &mut TagScratch) -> FormParts {
        if let Some(&known) = scratch.forms.get(form) {
            return known;
        }
        let only = match self.dictionary.look_up(form).possible {
            [one] => Some(*one),
            _ => None,
        };
        let known = FormParts { parts: WordParts::of(form, self.usual(form)), only };
        scratch.forms.insert((*form).into(), known);
        known
    }

    /// The number of a form's commonest tag, or a number that stands for none.
    fn usual(&self, form: &str) -> u32 {
        match self.dictionary.look_up(form) {
            dictionary::Known { met: 0, .. } => START,
            known => u32::from(known.possible[0].0) | (known.met.min(3) as u32) << 8,
        }
    }

    fn best(&self, scratch: &mut TagScratch, at: usize, before: [u32; 2], candidates: &[Tag]) -> Tag {
        let window = <&[WordParts; 5]>::try_from(&scratch.words[at..at + 5]).expect("two words stand on each side");
        let mut found = [0; TEMPLATES];
        features(window, before, &mut found);
        scratch.scores.clear();
        scratch.scores.resize(self.tags.len(), 0);
        for feature in found {
            if let Some(&(start, count)) = self.features.get(&feature) {
                for &(tag, weight) in &self.weights[start as usize..start as usize + usize::from(count)] {
                    scratch.scores[usize::from(tag.0)] += i32::from(weight);
                }
            }
        }
        // Of equal scores the first candidate wins, which is the commoner tag.
        let best = candidates.iter().rev().max_by_key(|tag| scratch.scores[usize::from(tag.0)]);
        *best.unwrap_or(&Tag(0))
    }
}
