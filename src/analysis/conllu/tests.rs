//! What reading and writing CoNLL-U keep, and what is told of lines that are wrong.

#![allow(clippy::unwrap_used, reason = "tests")]

use super::{parse, write};
use crate::analysis::Analysis;
use crate::text::Article;

const TWO_DOCUMENTS: &str = "\
# newdoc id = a1
# date = 2015-11-23
# newpar
# sent_id = a1-1
# text = Putin didn't go.
1\tPutin\tPutin\tPROPN\tNNP\t_\t4\tnsubj\t_\t_
2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdid\tdo\tAUX\tVBD\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
4\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

# newpar
1\tZürich\tZürich\tPROPN\tNNP\t_\t2\tnsubj\t_\t_
2\twaits\twait\tVERB\tVBZ\t_\t0\troot\t_\t_

# newdoc id = a2
1\tTalks\ttalk\tNOUN\tNNS\t_\t2\tnsubj\t_\t_
2\tended\tend\tVERB\tVBD\t_\t0\troot\t_\t_

";

fn forms(article: &Article) -> Vec<&str> {
    let tokens = &article.annotation.as_ref().unwrap().tokens;
    tokens.iter().map(|token| token.span.slice(&article.text)).collect()
}

#[test]
fn each_newdoc_is_an_article_of_its_own() {
    let articles = parse(TWO_DOCUMENTS, "file").unwrap();
    let ids: Vec<&str> = articles.iter().map(|article| article.id.as_str()).collect();
    assert_eq!(ids, ["a1", "a2"]);
    assert_eq!(articles[0].date, Some("2015-11-23".parse().unwrap()));
    assert_eq!(articles[1].date, None);
}

#[test]
fn offsets_are_those_of_the_forms_in_the_text() {
    let articles = parse(TWO_DOCUMENTS, "file").unwrap();
    assert_eq!(articles[0].text.trim_end(), "Putin didn't go.\n\nZürich waits");
    assert_eq!(forms(&articles[0]), ["Putin", "did", "n't", "go", ".", "Zürich", "waits"]);
    assert_eq!(forms(&articles[1]), ["Talks", "ended"]);
}

#[test]
fn heads_count_through_the_whole_article() {
    let article = parse(TWO_DOCUMENTS, "file").unwrap().remove(0);
    let tokens = article.annotation.unwrap().tokens;
    let heads: Vec<Option<u32>> = tokens.iter().map(|token| token.head).collect();
    assert_eq!(heads, [Some(3), Some(3), Some(3), None, Some(3), Some(6), None]);
}

#[test]
fn what_is_written_reads_back_as_it_was() {
    for article in parse(TWO_DOCUMENTS, "file").unwrap() {
        let written = write(&article, &Analysis::given(&article));
        let again = parse(&written, "other").unwrap().remove(0);
        assert_eq!(again.id, article.id);
        assert_eq!(again.date, article.date);
        assert_eq!(again.text.trim_end(), article.text.trim_end());
        assert_eq!(again.annotation, article.annotation);
        assert_eq!(write(&again, &Analysis::given(&again)), written);
    }
}

#[test]
fn a_text_without_documents_is_one_article_with_the_name_it_is_given() {
    let articles = parse("1\tYes\tyes\tINTJ\tUH\t_\t0\troot\t_\t_\n", "file").unwrap();
    assert_eq!(articles.len(), 1);
    assert_eq!((articles[0].id.as_str(), articles[0].text.trim_end()), ("file", "Yes"));
}

#[test]
fn documents_without_an_identifier_are_numbered() {
    let text = "# newdoc\n1\tYes\n\n# newdoc\n1\tNo\n\n";
    let articles = parse(text, "file").unwrap();
    let ids: Vec<&str> = articles.iter().map(|article| article.id.as_str()).collect();
    assert_eq!(ids, ["file", "file-2"]);
}

#[test]
fn empty_nodes_and_comments_are_read_over() {
    let text = "# a comment\n1\tHe\n1.1\tleft\n2\tstayed\n";
    assert_eq!(forms(&parse(text, "file").unwrap()[0]), ["He", "stayed"]);
}

#[test]
fn a_contraction_that_does_not_spell_its_words_is_cut_in_parts_that_cover_it() {
    let article = parse("1-2\tdu\n1\tde\n2\tle\n3\tvin\n", "file").unwrap().remove(0);
    assert_eq!(article.text.trim_end(), "du vin");
    assert_eq!(forms(&article), ["d", "u", "vin"]);
}

#[test]
fn nothing_gives_no_article() {
    assert_eq!(parse("", "file").unwrap(), []);
    assert_eq!(parse("\n\n", "file").unwrap(), []);
}

#[test]
fn a_wrong_line_is_told_by_its_number_and_what_is_wrong_with_it() {
    let cases = [
        ("# newdoc id = a\n1 no tabs\n", 2, "divided by tabs"),
        ("1\tYes\n3\tNo\n", 2, "expected word 2, found `3`"),
        ("1\tYes\nx\tNo\n", 2, "expected the number of a word, found `x`"),
        ("1\t\n", 1, "is empty"),
        ("2-1\tdu\n", 1, "ends before it begins"),
        ("1-2\tdu\n1\tde\n\n", 1, "has no word 2"),
        ("1-2\td\n1\tde\n2\tle\n\n", 1, "fewer characters"),
        ("1\tYes\tyes\tINTJ\tUH\t_\t7\tdep\t_\t_\n", 1, "the head 7 is no word"),
        ("1\tYes\tyes\tINTJ\tUH\t_\tx\tdep\t_\t_\n", 1, "found `x`"),
    ];
    for (text, line, message) in cases {
        let error = parse(text, "file").unwrap_err();
        assert_eq!(error.line(), line, "{text:?}");
        assert!(error.message().contains(message), "{text:?}: {error}");
        assert_eq!(error.to_string(), format!("line {line}: {}", error.message()));
    }
}
