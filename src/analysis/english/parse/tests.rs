//! The embedded parser reads, parses plain sentences as anyone would, and
//! always gives a tree.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::sync::Arc;

use proptest::prelude::*;

use super::{Dependency, ParseScratch, Parser};
use crate::analysis::english::{English, ModelError, Tag, TagScratch};

fn tags(english: &English, forms: &[&str]) -> Vec<Tag> {
    let mut tags = Vec::new();
    english.tag(forms, &mut TagScratch::default(), &mut tags);
    tags
}

fn parse<'p>(parser: &'p Parser, forms: &[&str], scratch: &mut ParseScratch) -> Vec<Dependency<'p>> {
    let english = English::embedded();
    let mut out = Vec::new();
    parser.parse(&english, forms, &tags(&english, forms), scratch, &mut out);
    out
}

/// Each word of the sentence with its relation and its head, as `form/relation/head`.
fn check(parsed: &str) {
    let parser = Parser::embedded();
    let forms: Vec<&str> = parsed.split(' ').map(|word| word.split('/').next().unwrap()).collect();
    let found: Vec<String> = forms
        .iter()
        .zip(parse(&parser, &forms, &mut ParseScratch::default()))
        .map(|(form, Dependency { head, relation })| {
            format!("{form}/{relation}/{}", head.map_or("", |head| forms[head]))
        })
        .collect();
    assert_eq!(found.join(" "), parsed);
}

#[test]
fn plain_sentences_get_the_heads_that_anyone_would_give() {
    check("The/det/ministers ministers/nsubj/met met/root/ in/case/Tehran Tehran/obl/met ./punct/met");
    check("The/det/ministers ministers/nsubj/signed signed/root/ an/det/agreement agreement/obj/signed");
    check("She/nsubj/visited has/aux/visited visited/root/ the/det/city city/obj/visited");
}

#[test]
fn what_suffers_and_what_acts_have_relations_of_their_own() {
    check(
        "The/det/bill bill/nsubj:pass/backed was/aux:pass/backed backed/root/ by/case/party the/det/party \
         party/obl:agent/backed",
    );
    check("Iran/nmod:poss/minister 's/case/Iran minister/nsubj/resigned resigned/root/");
}

#[test]
fn both_marks_of_a_pair_hang_on_the_head_of_what_they_enclose() {
    for quoted in [["“", "”"], ["\"", "\""], ["(", ")"]] {
        let [opening, closing] = quoted;
        let forms = ["She", "said", "the", opening, "very", "old", closing, "house", "burned", "."];
        let parser = Parser::embedded();
        let heads: Vec<_> =
            parse(&parser, &forms, &mut ParseScratch::default()).into_iter().map(|word| word.head).collect();
        assert_eq!((heads[3], heads[6]), (Some(5), Some(5)), "{quoted:?} {heads:?}");
    }
}

#[test]
fn a_file_that_is_no_model_is_told_so() {
    assert_eq!(Parser::read(b"no model").unwrap_err(), ModelError::OtherFormat);
    let file = include_bytes!("../model/parser.model");
    for end in [30, 1_000, file.len() / 2, file.len() - 1] {
        assert!(Parser::read(&file[..end]).is_err());
    }
}

#[test]
fn the_model_file_is_small() {
    assert!(include_bytes!("../model/parser.model").len() <= 2_000_000);
}

#[test]
fn threads_share_one_parser() {
    assert!(Arc::ptr_eq(&Parser::embedded(), &Parser::embedded()));
}

proptest! {
    #[test]
    fn every_sentence_gets_a_tree_with_one_root_whatever_the_scratch_did_before(
        first in prop::collection::vec("(the|to|met|Putin|,|and|who|said|[a-z]{1,5}|\\PC{1,3})", 0..12),
        second in prop::collection::vec("(the|to|met|Putin|,|and|who|said|[a-z]{1,5}|\\PC{1,3})", 1..12),
    ) {
        let parser = Parser::embedded();
        let first: Vec<&str> = first.iter().map(String::as_str).collect();
        let second: Vec<&str> = second.iter().map(String::as_str).collect();
        let mut scratch = ParseScratch::default();
        parse(&parser, &first, &mut scratch);
        let found = parse(&parser, &second, &mut scratch);
        prop_assert_eq!(&found, &parse(&parser, &second, &mut ParseScratch::default()));
        prop_assert_eq!(found.len(), second.len());
        prop_assert_eq!(found.iter().filter(|word| word.head.is_none()).count(), 1);
        for word in 0..found.len() {
            let mut steps = 0;
            let mut at = word;
            while let Some(head) = found[at].head {
                at = head;
                steps += 1;
                prop_assert!(steps <= found.len(), "a circle");
            }
        }
    }
}
