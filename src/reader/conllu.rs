//! CoNLL-U to articles, each with the tokens, tags and parse that it brings.

use super::Problem;
use super::articles::Items;
use crate::analysis::conllu::parse;
use crate::text::Article;

/// The articles of a CoNLL-U text; where it names no document, `id` is its name.
pub(super) fn articles(text: &str, place: &str, id: &str) -> Items {
    let items = match parse(text, id) {
        Ok(articles) => articles.into_iter().map(Ok).collect(),
        Err(_) => one_by_one(text, place, id),
    };
    Box::new(items.into_iter())
}

/// The documents of a text in which something is wrong: a document that is
/// broken costs itself only.
fn one_by_one(text: &str, place: &str, id: &str) -> Vec<Result<Article, Problem>> {
    let mut items = Vec::new();
    let mut lines_before = 0;
    for (number, document) in documents(text).into_iter().enumerate() {
        let name = if number == 0 { id.to_owned() } else { format!("{id}-{}", number + 1) };
        match parse(document, &name) {
            Ok(articles) => items.extend(articles.into_iter().map(Ok)),
            Err(error) => {
                let place = format!("{place}:{}", lines_before + error.line());
                items.push(Err(Problem::new(place, format!("{}; the document is skipped", error.message()))));
            }
        }
        lines_before += document.lines().count();
    }
    items
}

/// A text cut before each line that begins a document.
fn documents(text: &str) -> Vec<&str> {
    let mut documents = Vec::new();
    let (mut start, mut at) = (0, 0);
    for line in text.split_inclusive('\n') {
        let begins = line.trim_start_matches('#').trim_start().starts_with("newdoc") && line.starts_with('#');
        if begins && at > start {
            documents.push(&text[start..at]);
            start = at;
        }
        at += line.len();
    }
    documents.push(&text[start..]);
    documents
}
