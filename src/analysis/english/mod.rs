//! Tags and lemmas of English words.
//!
//! An averaged perceptron (Collins 2002) tags a sentence from left to right with
//! joint tags, a Universal and a treebank one each, and edit scripts turn a tagged form into its lemma. Both are trained from Universal
//! Dependencies treebanks by one command (feature `train`) into one small file,
//! which the library embeds (feature `english`). The file has its own licence,
//! beside it in `model/`.

#[cfg(any(feature = "english", feature = "train"))]
mod bytes;
mod cache;
mod dictionary;
mod features;
mod lemmas;
mod lexicon;
#[cfg(any(feature = "english", feature = "train"))]
mod model_file;
mod names;
mod parse;
#[cfg(test)]
mod tests;
#[cfg(feature = "train")]
pub mod train;
mod weights;
mod word;

#[cfg(feature = "english")]
use std::sync::{Arc, OnceLock};

#[cfg(any(feature = "english", feature = "train"))]
pub use bytes::ModelError;
pub use parse::{Dependency, ParseScratch, Parser};

use super::form::is_upper;
use cache::{Cache, Seen};
use dictionary::Dictionary;
use features::Context;
use lemmas::{Lemmas, Spelling, Way};
use lexicon::Inflection;
use names::{Scores, TagNames};
use weights::{Asked, FeatureKey, RowIdx, Weights};
use word::Word;

/// A common noun in capitals that is so long, in bytes, is seldom an acronym.
const LONGER_THAN_ACRONYMS: usize = 5;

/// A joint part-of-speech tag: a Universal one and a treebank one.
///
/// ```
/// # #[cfg(feature = "english")] {
/// use nutgraf::analysis::english::{English, Tag};
///
/// let english = English::embedded();
/// let tags: Vec<Tag> = english.possible_tags("treaties").collect();
/// assert!(tags.iter().any(|&tag| english.xpos(tag) == "NNS"));
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(pub u8);

/// The English tagger and lemmatiser. Immutable: threads share one.
///
/// ```
/// # #[cfg(feature = "english")] {
/// use nutgraf::analysis::english::{English, TagScratch};
///
/// let english = English::embedded();
/// let forms = ["They", "held", "talks", "."];
/// let mut tags = Vec::new();
/// english.tag(&forms, &mut TagScratch::default(), &mut tags);
/// assert_eq!(tags.iter().map(|&tag| english.upos(tag)).collect::<Vec<_>>(), ["PRON", "VERB", "NOUN", "PUNCT"]);
/// assert_eq!(english.lemma("held", tags[1]), "hold");
/// # }
/// ```
#[derive(Debug)]
pub struct English {
    names: TagNames,
    dictionary: Dictionary,
    weights: Weights<{ TagNames::MOST }>,
    lemmas: Lemmas,
    /// Tells this model from others.
    number: u64,
}

/// Scratch memory of the tagger, one per thread.
///
/// ```
/// # #[cfg(feature = "english")] {
/// use nutgraf::analysis::english::{English, TagScratch};
///
/// let (english, mut scratch, mut tags) = (English::embedded(), TagScratch::default(), Vec::new());
/// for sentence in [["Talks", "began"], ["They", "failed"]] {
///     english.tag(&sentence, &mut scratch, &mut tags);
///     assert_eq!(english.upos(tags[1]), "VERB");
/// }
/// # }
/// ```
#[derive(Debug, Default)]
pub struct TagScratch {
    cache: Cache,
    /// The words of a sentence, between margins.
    words: Vec<Word>,
    /// As many, with what else is known of them.
    seen: Vec<([Option<RowIdx>; 4], Scores)>,
    keys: Vec<FeatureKey>,
    asked: Vec<Asked>,
}

impl English {
    /// The model that is embedded in the library.
    ///
    /// Unpacking it takes some milliseconds, so the first call keeps it for the
    /// others. It never changes, so nobody can tell that it is shared.
    ///
    /// ```
    /// # #[cfg(feature = "english")] {
    /// use nutgraf::analysis::english::English;
    ///
    /// assert!(std::sync::Arc::ptr_eq(&English::embedded(), &English::embedded()));
    /// # }
    /// ```
    #[cfg(feature = "english")]
    pub fn embedded() -> Arc<Self> {
        static EMBEDDED: OnceLock<Arc<English>> = OnceLock::new();
        let read = || {
            let model = Self::read(include_bytes!("model/english.model"));
            Arc::new(model.expect("a test reads the embedded file"))
        };
        Arc::clone(EMBEDDED.get_or_init(read))
    }

    /// Reads a model file, as the training command writes it.
    ///
    /// ```
    /// let mistake = nutgraf::analysis::english::English::read(b"no model").unwrap_err();
    /// assert!(!mistake.to_string().is_empty());
    /// ```
    #[cfg(any(feature = "english", feature = "train"))]
    pub fn read(file: &[u8]) -> Result<Self, ModelError> {
        model_file::read(file)
    }

    /// Tags the tokens of one sentence; `out` gets as many tags as there are forms.
    ///
    /// The tags depend on the forms alone, not on what the scratch was used for before.
    ///
    /// ```
    /// # #[cfg(feature = "english")] {
    /// use nutgraf::analysis::english::{English, TagScratch};
    ///
    /// let (english, mut tags) = (English::embedded(), Vec::new());
    /// english.tag(&["He", "visits", "her"], &mut TagScratch::default(), &mut tags);
    /// assert_eq!(english.upos(tags[1]), "VERB");
    /// english.tag(&["His", "visits", "end"], &mut TagScratch::default(), &mut tags);
    /// assert_eq!(english.upos(tags[1]), "NOUN");
    /// # }
    /// ```
    pub fn tag(&self, forms: &[&str], scratch: &mut TagScratch, out: &mut Vec<Tag>) {
        out.clear();
        scratch.look_up(forms, self);
        let mut context = Context::at_start();
        for index in 0..forms.len() {
            let allowed = self.dictionary.tags(features::word(&scratch.words, index).known);
            let tag = allowed.only().unwrap_or_else(|| scratch.scores(self, index, &context).best(allowed));
            context.push(tag);
            out.push(tag);
        }
    }

    /// The lemma of a form under a tag: in lower case, except that proper nouns
    /// and words such as `Iranian` keep theirs. A word that is all capitals but no
    /// name (`KIDNAPPED`) has the lemma of its small letters.
    ///
    /// ```
    /// # #[cfg(feature = "english")] {
    /// use nutgraf::analysis::english::English;
    ///
    /// let english = English::embedded();
    /// let verb = english.possible_tags("went").next().expect("every form has a tag");
    /// assert_eq!(english.lemma("went", verb), "go");
    /// # }
    /// ```
    pub fn lemma(&self, form: &str, tag: Tag) -> String {
        let spelling =
            if self.is_shouted(form, tag) { Spelling::new(&form.to_lowercase()) } else { Spelling::new(form) };
        self.lemma_by(&spelling, self.lemmas.way(&spelling, tag), Inflection::of(self.xpos(tag)))
    }

    /// The lemma of a form by one way; what a rule for endings makes of an inflected form is held
    /// against the words that are known.
    fn lemma_by(&self, spelling: &Spelling, way: Way, inflection: Option<Inflection>) -> String {
        let better = |form: &str, lemma: &str| self.dictionary.lexicon.base_form(form, lemma, inflection?);
        self.lemmas.apply(spelling, way, better)
    }

    /// Whether the capitals of a form are those of the text around it: it is
    /// inflected, or longer than most acronyms, and no name.
    fn is_shouted(&self, form: &str, tag: Tag) -> bool {
        let is_inflected = || matches!(self.upos(tag), "VERB" | "AUX") || self.xpos(tag) == "NNS";
        self.upos(tag) != "PROPN" && is_upper(form) && (form.len() >= LONGER_THAN_ACRONYMS || is_inflected())
    }

    /// Every lemma that the form can have under some tag, ascending, without doubles.
    ///
    /// What [`English::lemma`] gives for this form under any tag that
    /// [`English::tag`] can give it is always among them, so a rule that wants a
    /// lemma can look for forms before anything is tagged.
    ///
    /// ```
    /// # #[cfg(feature = "english")] {
    /// let english = nutgraf::analysis::english::English::embedded();
    /// assert_eq!(english.possible_lemmas("found"), ["find"]);
    /// # }
    /// ```
    pub fn possible_lemmas(&self, form: &str) -> Vec<String> {
        let written = Spelling::new(form);
        let small = Spelling::new(&form.to_lowercase());
        let mut ways: Vec<(bool, Way, Option<Inflection>)> = Vec::new();
        let mut lemmas: Vec<String> = Vec::new();
        for tag in self.possible_tags(form) {
            let shouted = self.is_shouted(form, tag);
            let letters = if shouted { &small } else { &written };
            let (way, inflection) = (self.lemmas.way(letters, tag), Inflection::of(self.xpos(tag)));
            if !ways.contains(&(shouted, way, inflection)) {
                ways.push((shouted, way, inflection));
                lemmas.push(self.lemma_by(letters, way, inflection));
            }
        }
        lemmas.sort_unstable();
        lemmas.dedup();
        lemmas
    }

    /// The tags that [`English::tag`] can give the form, ascending.
    ///
    /// ```
    /// # #[cfg(feature = "english")] {
    /// let english = nutgraf::analysis::english::English::embedded();
    /// let tags: Vec<&str> = english.possible_tags("of").map(|tag| english.upos(tag)).collect();
    /// assert!(tags.contains(&"ADP"));
    /// # }
    /// ```
    pub fn possible_tags(&self, form: &str) -> impl Iterator<Item = Tag> {
        self.dictionary.tags(Word::new(form, &self.dictionary).known).iter()
    }

    /// The Universal tag, such as `VERB`. Panics on a tag of no model.
    ///
    /// ```
    /// # #[cfg(feature = "english")] {
    /// let english = nutgraf::analysis::english::English::embedded();
    /// let tag = english.possible_tags("went").next().expect("every form has a tag");
    /// assert_eq!(english.upos(tag), "VERB");
    /// # }
    /// ```
    pub fn upos(&self, tag: Tag) -> &'static str {
        self.names.upos(tag)
    }

    /// The treebank tag, such as `VBD`. Panics on a tag of no model.
    ///
    /// ```
    /// # #[cfg(feature = "english")] {
    /// let english = nutgraf::analysis::english::English::embedded();
    /// let tag = english.possible_tags("went").next().expect("every form has a tag");
    /// assert_eq!(english.xpos(tag), "VBD");
    /// # }
    /// ```
    pub fn xpos(&self, tag: Tag) -> &str {
        self.names.xpos(tag)
    }

    /// The tag that goes best with the names that are given: the predicted one if
    /// it has them, else the most frequent that has both, or the Universal one,
    /// or the treebank one; else the predicted one.
    ///
    /// ```
    /// # #[cfg(feature = "english")] {
    /// let english = nutgraf::analysis::english::English::embedded();
    /// let noun = english.possible_tags("treaties").next().expect("every form has a tag");
    /// let past = english.nearest_tag(Some("VERB"), Some("VBD"), noun);
    /// assert_eq!((english.upos(past), english.xpos(past)), ("VERB", "VBD"));
    /// assert_eq!(english.nearest_tag(None, None, noun), noun);
    /// # }
    /// ```
    pub fn nearest_tag(&self, upos: Option<&str>, xpos: Option<&str>, predicted: Tag) -> Tag {
        self.names.nearest(upos, xpos, predicted)
    }
}

impl TagScratch {
    fn look_up(&mut self, forms: &[&str], english: &English) {
        let Self { cache, words, seen, .. } = self;
        cache.prepare(english);
        words.clear();
        seen.clear();
        let mut put = |one: &Seen| {
            words.push(one.word);
            seen.push((one.neighbours, one.scores));
        };
        features::BEFORE.iter().for_each(|&word| put(&Seen::outside(word, english)));
        forms.iter().for_each(|form| put(cache.look_up(form, english)));
        features::AFTER.iter().for_each(|&word| put(&Seen::outside(word, english)));
    }

    /// The scores of the tags for the word number `index`, after some tags.
    fn scores(&mut self, english: &English, index: usize, context: &Context) -> Scores {
        let Self { words, seen, keys, asked, .. } = self;
        let [w2, w1, w, n1, n2] = &seen[index..=index + 4] else { unreachable!("two words stand on each side") };
        let mut scores = w.1;
        let neighbours = [w2.0[0], w1.0[1], n1.0[2], n2.0[3]];
        neighbours.iter().flatten().for_each(|row| english.weights.add_row(*row, &mut scores));
        keys.clear();
        features::pair_keys(words, index, keys);
        features::history_keys(words, index, context, keys);
        english.weights.add(keys, asked, &mut scores);
        scores
    }
}
