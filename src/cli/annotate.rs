//! `annotate`: how articles are understood word by word.

use std::sync::Arc;

use clap::{Args, ValueEnum};

use super::articles::{Articles, Done};
use super::{Ending, Stop};
use crate::analysis::english::{English, Parser};
use crate::analysis::{Analysis, Predict, annotate, conllu};
use crate::text::Article;
use crate::writer::show_analysis;

/// Shows the tokens, tags, lemmas and dependencies of articles.
///
/// What rules say of words is held against these: `#VERB` against a tag, `~meet`
/// against a lemma, `>nsubj` against a relation. Articles in CoNLL-U keep what they bring; the rest is predicted.
#[derive(Debug, Args)]
pub(super) struct Annotate {
    /// How to write the analysis
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    #[command(flatten)]
    articles: Articles,
}

/// How an analysis is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading: one token a line
    Text,
    /// The format of Universal Dependencies
    Conllu,
}

impl Annotate {
    pub(super) fn act(&self) -> Result<Ending, Stop> {
        let (english, parser) = (English::embedded(), parser());
        let all_read = self.articles.read(|| |article| self.show(&article, &english, parser.as_deref()))?;
        Ok(if all_read { Ending::Done } else { Ending::CouldNot })
    }

    fn show(&self, article: &Article, english: &English, parser: Option<&Parser>) -> Done {
        let analysis: Analysis = annotate(article, english, parser, Predict::Missing);
        let shown = match self.format {
            Format::Text => show_analysis(article, &analysis),
            Format::Conllu => conllu::write(article, &analysis),
        };
        Done { doc: article.id.clone(), bytes: shown.into_bytes(), notices: Vec::new() }
    }
}

#[cfg(feature = "parser")]
#[expect(clippy::unnecessary_wraps, reason = "without the feature there is none")]
fn parser() -> Option<Arc<Parser>> {
    Some(Parser::embedded())
}

#[cfg(not(feature = "parser"))]
fn parser() -> Option<Arc<Parser>> {
    None
}
