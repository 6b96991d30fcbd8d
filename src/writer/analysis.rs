//! The analysis of an article as a person reads it: a token a line.

use std::fmt::Write as _;

use super::wrap::{harmless, one_line};
use crate::analysis::Analysis;
use crate::text::{AnnotatedToken, Article};

/// How wide the columns of forms and of lemmas are; a longer one pushes the rest on.
const WORD: usize = 20;

/// An article's tokens: form, lemma, tags and, where there is a parse, the
/// relation and the word it hangs on. A blank line ends a sentence.
///
/// ```
/// use nutgraf::{Article, analysis::{Analysis, conllu}, writer::show_analysis};
///
/// let text = "1\tLong\tlong\tADJ\tJJ\t_\t2\tamod\t_\t_\n2\ttalks\ttalk\tNOUN\tNNS\t_\t0\troot\t_\t_\n";
/// let article = conllu::parse(text, "a1")?.remove(0);
/// let shown = show_analysis(&article, &Analysis::given(&article));
/// let rows: Vec<Vec<&str>> = shown.lines().map(|line| line.split_whitespace().collect()).collect();
/// assert_eq!(rows[2], ["Long", "long", "ADJ", "JJ", "amod", "talks"]);
/// assert_eq!(rows[3], ["talks", "talk", "NOUN", "NNS", "root"]);
/// # Ok::<(), conllu::ConlluError>(())
/// ```
pub fn show_analysis(article: &Article, analysis: &Analysis) -> String {
    let mut out = format!("# {}\n\n", one_line(&harmless(&article.id)));
    for sentence in &analysis.sentences {
        for token in &analysis.tokens[sentence.tokens.range()] {
            writeln!(out, "{}", row(article, analysis, token).trim_end()).expect("a string takes all that is written");
        }
        out.push('\n');
    }
    out
}

fn row(article: &Article, analysis: &Analysis, token: &AnnotatedToken) -> String {
    let form = |token: &AnnotatedToken| one_line(&harmless(token.span.slice(&article.text)));
    let said = |field: &Option<String>| field.as_deref().map_or_else(|| "_".to_owned(), harmless);
    let parse = match (&token.relation, token.head.and_then(|head| analysis.tokens.get(head as usize))) {
        (Some(relation), Some(head)) => format!("{relation:<12} {}", form(head)),
        (Some(relation), None) => relation.clone(),
        (None, _) => String::new(),
    };
    let (upos, xpos) = (said(&token.upos), said(&token.xpos));
    format!("{:<WORD$} {:<WORD$} {upos:<6} {xpos:<6} {parse}", form(token), said(&token.lemma))
}
