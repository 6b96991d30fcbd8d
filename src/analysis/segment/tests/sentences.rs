//! Where sentences, paragraphs and headlines end.

use crate::analysis::segment::segment;
use crate::text::Segmentation;

use super::sentences;

/// Checks texts whose sentences are told by `|`.
fn check(cases: &[&str]) {
    for case in cases {
        let text = case.replace(" | ", " ");
        let expected: Vec<&str> = case.split(" | ").collect();
        assert_eq!(sentences(&text), expected, "{case}");
    }
}

/// The sentences of a text with the number of their paragraph, and `true` in the headline.
fn paragraphs(text: &str) -> Vec<(u32, bool, &str)> {
    let mut out = Segmentation::default();
    segment(text, &mut out);
    let found = out.sentences.iter().zip(sentences(text));
    found.map(|(sentence, text)| (sentence.paragraph, sentence.title, text)).collect()
}

#[test]
fn a_sentence_ends_at_its_mark() {
    check(&[
        "Putin came. | Khamenei left.",
        "Who came? | Putin did! | Really?! | Yes.",
        "He paid $3.5 million. | It was 10:30.",
        "It was late. | 5 men came.",
        "It fell. | al-Qaeda did it.",
        "It rose. | $5 million went.",
        "They won... | The others lost.",
        "They won ... as always.",
        "He came. | (She did not.) | They left.",
        "He came. | (not alone.) | They left.",
        "It is known.[12] | He denied it. [3] | She did not. [4][5] | They left.",
        "Thanks :) | We won.",
    ]);
}

#[test]
fn closing_marks_go_with_the_sentence_that_they_close() {
    check(&[
        "\"I came. | I saw.\" | He left.",
        "“I came. | I saw.” | He left.",
        "He said: \"Go.\" | She went.",
        "'It is over.' | They left.",
        "\"I came,\" he said. | \"I saw.\"",
        "He left. | \" He came . \" | She left.",
        "(He left.) | She came.",
    ]);
}

#[test]
fn what_goes_on_with_a_small_letter_or_a_speaker_does_not_end() {
    check(&[
        "\"Why?\" he asked.",
        "\"Why?\" Mr. Putin asked.",
        "“Go!” President Vladimir Putin said.",
        "\"Why?\" | The crowd fell silent.",
        "He works at Yahoo! Inc. now.",
        "He (really?) left.",
    ]);
}

#[test]
fn an_abbreviation_ends_a_sentence_only_before_a_word_that_begins_one() {
    check(&[
        "He met Mr. Smith. | He left.",
        "The U.S. Army left the U.S. | The others stayed.",
        "Acme Inc. Chairman Jo Doe left Acme Inc. | He is 50.",
        "It is No. 5 of St. Louis.",
        "On Jan. 5 and Sept. 30 it rained.",
        "At 9 p.m. Tehran slept.",
        "It was 9 p.m. | The city slept.",
        "J. K. Rowling and George W. Bush met.",
        "He lives in Washington, D.C. | In 2015 he moved.",
        "Gov. Ann Lee, Sen. Bo Hart and Rep. Cy Moss met.",
        "Smith v. Jones vs. the State.",
        "1. The first. | 2. The second.",
        "He chose plan B. | The others did not.",
        "It fought in World War I. | It won.",
    ]);
}

#[test]
fn a_blank_line_ends_a_paragraph_and_the_first_line_before_it_is_the_headline() {
    for end in ["\n", "\r\n"] {
        let text = format!("Putin meets Khamenei{end}{end}They met. They talked.{end} {end}{end}They left.");
        let expected = [
            (0, true, "Putin meets Khamenei"),
            (1, false, "They met."),
            (1, false, "They talked."),
            (2, false, "They left."),
        ];
        assert_eq!(paragraphs(&text), expected);
    }
}

#[test]
fn a_headline_may_end_as_a_sentence_before_a_blank_line_only() {
    assert_eq!(paragraphs("No deal. Talks fail.\n\nThey met.")[1], (0, true, "Talks fail."));
    assert_eq!(paragraphs("They met.\nThey talked.")[0], (0, false, "They met."));
    assert_eq!(paragraphs("Talks in Rome\nThey met.")[0], (0, true, "Talks in Rome"));
    assert_eq!(paragraphs("Profit at Acme Inc.\nAcme said so.")[0], (0, true, "Profit at Acme Inc."));
}

#[test]
fn a_text_of_one_paragraph_or_with_a_long_first_line_has_no_headline() {
    assert!(paragraphs("They met in Rome").iter().all(|sentence| !sentence.1));
    assert!(paragraphs("\n\nThey met in Rome\n\n").iter().all(|sentence| !sentence.1));
    let long = "They met in Rome and talked. ".repeat(10) + "\n\nThey left.";
    assert!(paragraphs(&long).iter().all(|sentence| !sentence.1));
}

#[test]
fn single_breaks_end_paragraphs_where_each_is_a_line() {
    let text = "Bakers open school\nMay 4, 2011\nOn Monday, bakers came. They taught.\nThe rest waits";
    let numbers: Vec<u32> = paragraphs(text).iter().map(|sentence| sentence.0).collect();
    assert_eq!(numbers, [0, 1, 2, 2, 3]);
}

const WRAPPED: &str = "\
TALKS IN ROME END
    The talks of the two countries, which had been expected to go
on for three days or more, ended after an hour, it was said by
officials on Monday.
    Nobody was surprised, since the two had not agreed on what to
talk about before they came. The ministers left by different
doors.
One said that he was sorry about the time of the others, and
that he would write.";

#[test]
fn single_breaks_are_blanks_in_a_wrapped_text() {
    let found = paragraphs(WRAPPED);
    let numbers: Vec<(u32, bool)> = found.iter().map(|sentence| (sentence.0, sentence.1)).collect();
    assert_eq!(numbers, [(0, true), (1, false), (2, false), (2, false), (3, false)]);
    assert!(found[1].2.ends_with("officials on Monday."));
}

#[test]
fn the_address_behind_a_headline_is_a_line_of_its_own() {
    let text = "Mayor Backed By The Bakers Of The Harbour Quarter\nhttps://news.example/mayor\nShe won.";
    assert_eq!(sentences(text), text.lines().collect::<Vec<_>>());
}

#[test]
fn items_of_a_list_are_paragraphs_in_a_wrapped_text_too() {
    let text = format!("{WRAPPED}\n- one thing\n- another thing");
    assert_eq!(paragraphs(&text).last().unwrap().2, "- another thing");
    assert_eq!(paragraphs(&text).len(), 7);
}

#[test]
fn separators_of_lines_and_paragraphs_are_breaks() {
    for separator in ["\u{2028}", "\u{85}", "\r", "\u{B}"] {
        assert_eq!(paragraphs(&format!("One{separator}Two")).len(), 2, "{separator:?}");
    }
    for separator in ["\u{2029}", "\u{C}", "\u{2028}\u{2028}", "\n\u{A0}\n"] {
        let text = format!("One is here.{separator}two is there");
        assert_eq!(paragraphs(&text)[1].0, 1, "{separator:?}");
    }
}

const CAPITALS: &str = "\
THE MINISTERS
MET IN ROME YESTERDAY AND TALKED FOR THREE HOURS ABOUT THE
HARBOUR, SAID A SPOKESMAN WHO DID NOT WANT TO BE NAMED, AND
WHO LEFT.  THE TALKS GO ON TODAY.

   NOBODY WAS SURPRISED, SINCE THE TWO COUNTRIES HAD NOT
AGREED ON WHAT TO TALK ABOUT.";

#[test]
fn a_text_in_capitals_is_wrapped_where_its_lines_are_full_and_end_in_no_mark() {
    let numbers: Vec<(u32, bool)> = paragraphs(CAPITALS).iter().map(|sentence| (sentence.0, sentence.1)).collect();
    assert_eq!(numbers, [(0, false), (0, false), (1, false)]);
    let headlines =
        "TALKS IN ROME END\nBAKERS OPEN A SCHOOL\nNOBODY SURPRISED BY THE LATE START OF THE HARBOUR FESTIVAL";
    assert_eq!(paragraphs(headlines).len(), 3);
}
