//! Writing CoNLL-U: an article and its analysis to lines.

use std::fmt::Write;

use crate::analysis::Analysis;
use crate::text::{AnnotatedToken, Article, Sentence};

/// Writes an analysed article as one CoNLL-U document.
///
/// The words that make up a contraction stand side by side with
/// `SpaceAfter=No`; what is not known is `_`.
///
/// ```
/// use nutgraf::{Article, analysis::{conllu, Analysis}};
///
/// let text = "1\tLong\tlong\tADJ\tJJ\t_\t2\tamod\t_\t_\n2\ttalks\ttalk\tNOUN\tNNS\t_\t0\troot\t_\t_\n";
/// let article = conllu::parse(text, "a1")?.remove(0);
/// let written = conllu::write(&article, &Analysis::given(&article));
/// assert!(written.ends_with(&format!("# text = Long talks\n{text}\n")));
/// # Ok::<(), conllu::ConlluError>(())
/// ```
pub fn write(article: &Article, analysis: &Analysis) -> String {
    let mut out = String::new();
    put(&mut out, format_args!("# newdoc id = {}\n", one_line(&article.id)));
    if let Some(date) = article.date {
        put(&mut out, format_args!("# date = {date}\n"));
    }
    let mut paragraph = None;
    for (number, sentence) in analysis.sentences.iter().enumerate() {
        if paragraph.replace(sentence.paragraph) != Some(sentence.paragraph) {
            out.push_str("# newpar\n");
        }
        put(&mut out, format_args!("# sent_id = {}-{}\n", one_line(&article.id), number + 1));
        write_sentence(&mut out, article, analysis, sentence);
    }
    out
}

fn write_sentence(out: &mut String, article: &Article, analysis: &Analysis, sentence: &Sentence) {
    let tokens = &analysis.tokens[sentence.tokens.range()];
    if let (Some(first), Some(last)) = (tokens.first(), tokens.last()) {
        put(out, format_args!("# text = {}\n", one_line(first.span.join(last.span).slice(&article.text))));
    }
    for (index, token) in tokens.iter().enumerate() {
        let next = analysis.tokens.get(sentence.tokens.start as usize + index + 1);
        let touches = next.is_some_and(|next| next.span.start == token.span.end);
        write_token(out, article, token, (index, sentence.tokens.start), touches);
    }
    out.push('\n');
}

fn write_token(out: &mut String, article: &Article, token: &AnnotatedToken, place: (usize, u32), touches: bool) {
    let (index, first_token) = place;
    let or_blank = |field: &Option<String>| field.as_deref().map_or_else(|| "_".to_owned(), one_line);
    let head = match (token.head, &token.relation) {
        (Some(head), _) => (head + 1).saturating_sub(first_token).to_string(),
        (None, Some(_)) => "0".to_owned(),
        (None, None) => "_".to_owned(),
    };
    put(
        out,
        format_args!(
            "{}\t{}\t{}\t{}\t{}\t_\t{}\t{}\t_\t{}\n",
            index + 1,
            one_line(token.span.slice(&article.text)),
            or_blank(&token.lemma),
            or_blank(&token.upos),
            or_blank(&token.xpos),
            head,
            or_blank(&token.relation),
            if touches { "SpaceAfter=No" } else { "_" },
        ),
    );
}

/// A field must not break its line, and tabs divide fields.
fn one_line(text: &str) -> String {
    text.replace(['\n', '\r', '\t'], " ")
}

fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("writing to a `String` does not fail");
}
