//! Dependency parses of tagged English sentences.
//!
//! A greedy parser: a perceptron chooses each transition and never takes one
//! back, so time is linear in the words. It has a model file of its own (feature
//! `parser`), trained by the same command as the tagger, and is unpacked only
//! where a parse is asked for. Relations are those of Universal Dependencies
//! with their English subtypes.

mod features;
#[cfg(any(feature = "parser", feature = "train"))]
mod file;
mod pairs;
mod state;
#[cfg(all(test, feature = "parser"))]
mod tests;

#[cfg(feature = "parser")]
use std::sync::{Arc, OnceLock};

#[cfg(any(feature = "parser", feature = "train"))]
use super::ModelError;
use super::weights::{Asked, FeatureKey, Scores, Weights};
use super::word::Look;
use super::{English, Tag};

pub(super) use features::ParseWord;
#[cfg(feature = "train")]
pub(super) use features::keys;
#[cfg(feature = "train")]
pub(super) use file::write;
use state::Place;
pub(super) use state::{State, Transition};

/// The number of answers that weights can tell apart.
const ANSWERS: usize = 128;

/// The English dependency parser. Immutable: threads share one.
///
/// ```
/// # #[cfg(feature = "parser")] {
/// use nutgraf::analysis::english::{Dependency, English, ParseScratch, Parser, TagScratch};
///
/// let (english, parser) = (English::embedded(), Parser::embedded());
/// let forms = ["Ministers", "met", "in", "Tehran", "."];
/// let (mut tags, mut parse) = (Vec::new(), Vec::new());
/// english.tag(&forms, &mut TagScratch::default(), &mut tags);
/// parser.parse(&english, &forms, &tags, &mut ParseScratch::default(), &mut parse);
/// assert_eq!(parse[0], Dependency { head: Some(1), relation: "nsubj" });
/// assert_eq!(parse[1], Dependency { head: None, relation: "root" });
/// # }
/// ```
#[derive(Debug)]
pub struct Parser {
    weights: Weights<ANSWERS>,
    labels: Labels,
}

/// Scratch memory of the parser, one per thread.
#[derive(Debug, Default)]
pub struct ParseScratch {
    words: Vec<ParseWord>,
    state: State,
    keys: Vec<FeatureKey>,
    asked: Vec<Asked>,
    /// The scores that the words ahead give, which stay until the next word is read.
    ahead: Ahead,
    /// The marks that wait for their partner.
    open: Vec<Place>,
}

#[derive(Debug, Default)]
struct Ahead {
    next: Option<Place>,
    scores: Scores<ANSWERS>,
}

/// What a word hangs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dependency<'p> {
    /// The index of its head in the sentence; the root has none.
    pub head: Option<usize>,
    /// The relation to it, such as `nsubj:pass`; that of the root is `root`.
    pub relation: &'p str,
}

/// The relations, and the transitions by number: shift, then left and right with each relation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Labels {
    names: Vec<Box<str>>,
}

impl Labels {
    /// So many that every transition has a number.
    pub(super) const MOST: usize = (ANSWERS - 1) / 2;

    pub(super) const fn new(names: Vec<Box<str>>) -> Self {
        Self { names }
    }

    pub(super) fn name(&self, label: u8) -> &str {
        self.names.get(usize::from(label)).map_or("dep", |name| name)
    }

    #[cfg(any(feature = "parser", feature = "train"))]
    pub(super) const fn count(&self) -> usize {
        self.names.len()
    }

    /// The relation, or else the one it is a subtype of.
    #[cfg(feature = "train")]
    pub(super) fn find(&self, name: &str) -> Option<u8> {
        let find = |name: &str| self.names.iter().position(|known| &**known == name);
        find(name).or_else(|| find(name.split(':').next()?)).map(|label| label as u8)
    }

    pub(super) const fn transition(&self, number: usize) -> Transition {
        let labels = self.names.len();
        match number {
            0 => Transition::Shift,
            _ if number <= labels => Transition::Left((number - 1) as u8),
            _ => Transition::Right((number - 1 - labels) as u8),
        }
    }

    /// The numbers of the transitions that a state allows.
    pub(super) fn allowed(&self, state: &State) -> impl Iterator<Item = usize> + use<> {
        let labels = self.names.len();
        let shift = if state.may_shift() { 0..1 } else { 0..0 };
        let left = if state.may_left() { 1..labels + 1 } else { 0..0 };
        let right = if state.may_right() { labels + 1..2 * labels + 1 } else { 0..0 };
        shift.chain(left).chain(right)
    }
}

impl Parser {
    /// The model that is embedded in the library, unpacked at the first call.
    #[cfg(feature = "parser")]
    pub fn embedded() -> Arc<Self> {
        // A constant of the build, not state: every call gives the same.
        static EMBEDDED: OnceLock<Arc<Parser>> = OnceLock::new();
        let read = || {
            let model = Self::read(include_bytes!("../model/parser.model"));
            Arc::new(model.expect("a test reads the embedded file"))
        };
        Arc::clone(EMBEDDED.get_or_init(read))
    }

    /// Reads a model file, as the training command writes it.
    #[cfg(any(feature = "parser", feature = "train"))]
    pub fn read(file: &[u8]) -> Result<Self, ModelError> {
        file::read(file)
    }

    /// Parses the tokens of one tagged sentence; `out` gets as many dependencies as there are forms.
    ///
    /// `tags` are tags of `english`, one for each form. One word is the root.
    pub fn parse<'p>(
        &'p self,
        english: &English,
        forms: &[&str],
        tags: &[Tag],
        scratch: &mut ParseScratch,
        out: &mut Vec<Dependency<'p>>,
    ) {
        scratch.words.clear();
        scratch.words.extend(forms.iter().zip(tags).map(|(form, &tag)| english.parse_word(form, tag)));
        scratch.state.begin(forms.len());
        scratch.ahead.next = None;
        while !scratch.state.is_done() {
            let transition = self.best(scratch);
            scratch.state.apply(transition);
        }
        let is_punctuation = |place: Place| english.names.upos(tags[place]) == "PUNCT";
        pairs::attach(forms, is_punctuation, &mut scratch.state.nodes, &mut scratch.open);
        out.clear();
        out.extend(scratch.state.nodes[..forms.len()].iter().map(|node| match node.head {
            Some(head) if head < forms.len() => Dependency { head: Some(head), relation: self.labels.name(node.label) },
            _ => Dependency { head: None, relation: "root" },
        }));
    }

    fn best(&self, scratch: &mut ParseScratch) -> Transition {
        let ParseScratch { words, state, keys, asked, ahead, .. } = scratch;
        if ahead.next != Some(state.next) {
            *ahead = Ahead { next: Some(state.next), scores: Scores::ZERO };
            keys.clear();
            features::ahead_keys(words, state, keys);
            self.weights.add(keys, asked, &mut ahead.scores);
        }
        keys.clear();
        features::stack_keys(words, state, keys);
        let mut scores = ahead.scores;
        self.weights.add(keys, asked, &mut scores);
        let score = |number: &usize| (scores.0[*number], std::cmp::Reverse(*number));
        let best = self.labels.allowed(state).max_by_key(score).expect("a parse that is not done can go on");
        self.labels.transition(best)
    }
}

impl English {
    /// A word with its tag as the parser sees it.
    pub(super) fn parse_word(&self, form: &str, tag: Tag) -> ParseWord {
        let look = Look::new(form);
        ParseWord { word: look.lower, tag: self.names.hash(tag), suffix: look.suffixes[2] }
    }
}
