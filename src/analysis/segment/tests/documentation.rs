//! The examples of `docs/tokens.md`, run.
//!
//! A row `| `text` | `one` `two` | ... |` under the heading *Tokens* or *Phrases*
//! says the tokens of the text.

use super::{phrase, tokens};

const PAGE: &str = include_str!("../../../../docs/tokens.md");

/// The code spans of a cell. A span with a backtick inside stands between two.
fn spans(cell: &str) -> Vec<&str> {
    let mut spans = Vec::new();
    let mut rest = cell;
    while let Some(start) = rest.find('`') {
        let fence = if rest[start..].starts_with("``") { "``" } else { "`" };
        let from = start + fence.len();
        let length = rest[from..].find(fence).unwrap();
        let span = &rest[from..from + length];
        spans.push(if fence.len() == 2 { span.trim() } else { span });
        rest = &rest[from + length + fence.len()..];
    }
    spans
}

#[test]
fn every_example_of_the_reference_is_cut_as_it_says() {
    let mut checked = 0;
    let mut faults = Vec::new();
    for section in PAGE.split("\n## ").skip(1) {
        let is_phrase = section.starts_with("Phrases");
        for line in section.lines().filter(|line| line.starts_with("| `")) {
            let cells: Vec<&str> = line.trim_matches('|').split(" | ").collect();
            let [text] = spans(cells[0])[..] else { panic!("one text a row: {line}") };
            let expected = spans(cells[1]);
            let found = if is_phrase { phrase(text) } else { tokens(text) };
            if found != expected {
                faults.push(format!("{text}: {found:?} instead of {expected:?}"));
            }
            checked += 1;
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(checked > 80, "only {checked} examples");
}

#[test]
fn a_word_is_cut_alike_alone_in_a_phrase_and_in_a_sentence() {
    for word in [
        "Iran's",
        "don't",
        "U.S.",
        "Mr.",
        "Sept.",
        "a.m.",
        "al-Assad",
        "O'Neill",
        "cannot",
        "$4",
        "COVID-19",
        "'s",
        "n't",
        "AT&T",
        "10:30",
        "James'",
        "we’re",
        "Ph.D.",
        "St.",
        "1,200",
        "hyphen-ated",
        "'em",
        "#tag",
        "@name",
        "I'd've",
        "gonna",
        "...",
        "--",
    ] {
        let expected = phrase(word);
        assert_eq!(tokens(word), expected, "alone: {word}");
        let text = format!("They say {word} so often");
        let found = tokens(&text);
        assert_eq!(found[2..found.len() - 2], expected[..], "in a sentence: {word}");
    }
}
