//! Training: treebanks and a word list in, the model files of tagger and parser out.
//!
//! Everything here is a function of these and the [`Settings`]: no clock, no
//! threads, whole numbers wherever their order of addition could matter. The
//! same input gives the same bytes.

mod dictionary;
mod irregular;
mod learner;
mod lemmas;
mod lexicon;
mod parser;
mod quantize;
mod random;
mod tagger;
mod treebank;

use std::fmt;

use super::lexicon::Lexicon;
use super::{English, model_file};
use crate::analysis::conllu::ConlluError;
use irregular::Irregular;
use learner::Plan;
use treebank::{Sentence, Treebank};

/// What training can be told. The defaults made the shipped model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Settings {
    /// Where the order of sentences and the choice of copies start.
    pub seed: u64,
    /// How many runs are averaged.
    pub runs: u32,
    /// How often each run goes through the sentences.
    pub epochs: u32,
    /// Features seen less often are left out.
    pub fewest_feature_uses: u32,
    /// Joint tags seen less often are left out.
    pub fewest_tag_uses: u32,
    /// Forms seen less often are unknown.
    pub fewest_form_uses: u32,
    /// Forms seen at least as often get no tag that they never had.
    pub fewest_closed_uses: u32,
    /// A new form may have a tag that as many words had that were met once.
    pub fewest_open_words: u32,
    /// How many weights are kept.
    pub most_weights: usize,
    /// How many parts are tagged by what learnt from the others, for the parser to learn on.
    pub folds: usize,
    /// How often that goes through the sentences.
    pub fold_epochs: u32,
    /// How many runs of the parser are averaged.
    pub parse_runs: u32,
    /// How often each goes through the sentences.
    pub parse_epochs: u32,
    /// Features of the parser seen less often are left out.
    pub fewest_parse_feature_uses: u32,
    /// Relations seen less often count as the one they are a subtype of.
    pub fewest_relation_uses: u32,
    /// How many weights of the parser are kept.
    pub most_parse_weights: usize,
    /// Levels of a weight on each side of zero.
    pub levels: u8,
    /// Of a hundred sentences, how many are also read in upper case.
    pub percent_upper: u64,
    /// Of a hundred sentences, how many are also read as headlines.
    pub percent_title: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            seed: 20_151_123,
            runs: 4,
            epochs: 7,
            fewest_feature_uses: 2,
            fewest_tag_uses: 8,
            fewest_form_uses: 3,
            fewest_closed_uses: 25,
            fewest_open_words: 4,
            most_weights: 350_000,
            folds: 5,
            fold_epochs: 4,
            parse_runs: 3,
            parse_epochs: 6,
            fewest_parse_feature_uses: 3,
            fewest_relation_uses: 25,
            most_parse_weights: 700_000,
            levels: 60,
            percent_upper: 3,
            percent_title: 3,
        }
    }
}

/// What training says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Trained {
    /// The model file of the tagger and lemmatiser.
    pub english: Vec<u8>,
    /// The model file of the parser.
    pub parser: Vec<u8>,
    /// Lines for who watches: counts of what is in it.
    pub report: Vec<String>,
}

/// Why there is nothing to learn from.
#[derive(Debug)]
#[non_exhaustive]
pub enum TrainError {
    /// A treebank is no CoNLL-U.
    Treebank(ConlluError),
    /// A line of the word list is not a word, a tab and its parts of speech.
    Words {
        /// The line, counted from 1.
        line: usize,
    },
    /// A line of the irregular forms is not a form, its part of speech and its base form.
    Irregular {
        /// The line, counted from 1.
        line: usize,
    },
}

impl fmt::Display for TrainError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Treebank(error) => write!(f, "the treebank cannot be read: {error}"),
            Self::Words { line } => write!(f, "line {line} of the word list is not a word, a tab and `n v a r N A`"),
            Self::Irregular { line } => {
                write!(
                    f,
                    "line {line} of the irregular forms is not a form, `n`, `v` or `a` and a base form, with tabs"
                )
            }
        }
    }
}

impl std::error::Error for TrainError {}

impl From<ConlluError> for TrainError {
    fn from(error: ConlluError) -> Self {
        Self::Treebank(error)
    }
}

/// Words as dictionaries have them, each list as text.
#[derive(Debug, Clone, Copy)]
pub struct WordLists<'a> {
    /// A line a word: the word, a tab, the letters of its parts of speech.
    pub words: &'a str,
    /// A line an irregular form: the form, the letter of its part of speech, its base form, with tabs.
    pub irregular: &'a str,
}

/// Trains the models from treebanks, each the text of a CoNLL-U file, and lists of words.
pub fn train(treebanks: &[&str], lists: WordLists<'_>, settings: &Settings) -> Result<Trained, TrainError> {
    let treebank = Treebank::read(treebanks, settings)?;
    let lexicon = lexicon::lexicon(lists.words)?;
    let irregular = irregular::irregular(lists.irregular)?;
    let known = Known { lexicon: &lexicon, irregular: &irregular };
    let plan = Plan {
        seed: settings.seed,
        first_runs: settings.runs,
        runs: settings.runs,
        epochs: settings.epochs,
        most_weights: settings.most_weights,
        sentences: 0,
    };
    // What tags the parser's sentences need not be small, nor quite as good.
    let quick = Plan { first_runs: 1, runs: 0, epochs: settings.fold_epochs, ..plan };
    let quick_tagger = |part: &Treebank| {
        let file = tagger_file(part, known, quick, settings).0;
        English::read(&file).expect("a file that was just written can be read")
    };
    let (english, mut report) = tagger_file(&treebank, known, plan, settings);
    let (parser, line) = parser::parser(&treebank, settings, quick_tagger);
    report.push(line);
    Ok(Trained { english, parser, report })
}

/// What is known of words from lists.
#[derive(Clone, Copy)]
struct Known<'a> {
    lexicon: &'a Lexicon,
    irregular: &'a [Irregular],
}

fn tagger_file(treebank: &Treebank, known: Known<'_>, plan: Plan, settings: &Settings) -> (Vec<u8>, Vec<String>) {
    let dictionary = dictionary::dictionary(treebank, known.lexicon.clone(), settings);
    let lemmas = lemmas::lemmas(treebank, known);
    let sentences = treebank.with_copies(settings);
    let weights = tagger::tagger(&sentences, &dictionary, plan, settings);
    let (levels, rows) = quantize::quantize(&weights, settings);
    let file = model_file::write(&treebank.names, &dictionary, (&levels, &rows), &lemmas);
    let cells: usize = rows.iter().map(|row| row.1.len()).sum();
    let tokens: usize = sentences.iter().map(|sentence| sentence.tokens.len()).sum();
    let report = vec![
        format!("{} sentences, {tokens} tokens (copies included)", sentences.len()),
        format!("{} tags in {} sets", treebank.names.tags().count(), dictionary.sets.len()),
        format!("{} known forms, {} words of the list", dictionary.forms.len(), dictionary.lexicon.words().len()),
        format!(
            "{} lemma scripts, {} rules, {} exceptions",
            lemmas.edits.len(),
            lemmas.rules.len(),
            lemmas.exceptions.len()
        ),
        format!("tagger: {} features, {cells} weights, {} bytes", rows.len(), file.len()),
    ];
    (file, report)
}
