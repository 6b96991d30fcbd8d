//! The embedded model reads, tags plain sentences rightly, and keeps its promises.
#![expect(clippy::unwrap_used, reason = "tests")]
#![cfg(feature = "english")]

use std::sync::Arc;

use proptest::prelude::*;

use super::{English, ModelError, Tag, TagScratch};

fn english() -> Arc<English> {
    English::embedded()
}

fn tags(english: &English, forms: &[&str]) -> Vec<Tag> {
    let mut tags = Vec::new();
    english.tag(forms, &mut TagScratch::default(), &mut tags);
    tags
}

/// Each word of the sentence with its Universal tag and lemma, as `form/TAG/lemma`.
fn check(analysed: &str) {
    let english = english();
    let words: Vec<Vec<&str>> = analysed.split(' ').map(|word| word.split('/').collect()).collect();
    let forms: Vec<&str> = words.iter().map(|word| word[0]).collect();
    let tags = tags(&english, &forms);
    let found: Vec<String> = forms
        .iter()
        .zip(tags)
        .map(|(form, tag)| format!("{form}/{}/{}", english.upos(tag), english.lemma(form, tag)))
        .collect();
    assert_eq!(found.join(" "), analysed);
}

#[test]
fn plain_sentences_get_the_tags_and_lemmas_that_anyone_would_give() {
    check("Putin/PROPN/Putin met/VERB/meet with/ADP/with Khamenei/PROPN/Khamenei in/ADP/in Tehran/PROPN/Tehran");
    check("The/DET/the ministers/NOUN/minister signed/VERB/sign an/DET/a agreement/NOUN/agreement");
    check("She/PRON/she has/AUX/have visited/VERB/visit the/DET/the city/NOUN/city");
    check("Two/NUM/two men/NOUN/man were/AUX/be arrested/VERB/arrest");
}

#[test]
fn contractions_have_the_lemma_of_the_whole_word() {
    check("We/PRON/we 're/AUX/be leaving/VERB/leave");
    check("They/PRON/they do/AUX/do n't/PART/not know/VERB/know");
    check("She/PRON/she 's/AUX/be happy/ADJ/happy");
    check("I/PRON/I ca/AUX/can n't/PART/not say/VERB/say");
    check("They/PRON/they wo/AUX/will n't/PART/not go/VERB/go");
    check("He/PRON/he 'll/AUX/will win/VERB/win");
}

#[test]
fn a_typographic_apostrophe_changes_nothing() {
    let english = english();
    for (straight, curly) in [(["do", "n't"], ["do", "n’t"]), (["Iran", "'s"], ["Iran", "’s"])] {
        let (one, other) = (tags(&english, &straight), tags(&english, &curly));
        assert_eq!(one, other);
        assert_eq!(english.lemma(straight[1], one[1]), english.lemma(curly[1], other[1]));
    }
}

#[test]
fn a_compound_takes_the_lemma_of_its_last_part() {
    let english = english();
    let noun = english.nearest_tag(Some("NOUN"), Some("NNS"), Tag(0));
    assert_eq!(english.lemma("peace-talks", noun), "peace-talk");
}

#[test]
fn lemmas_follow_the_tag() {
    let english = english();
    for (form, upos, xpos, lemma) in [
        ("ministers", "NOUN", "NNS", "minister"),
        ("countries", "NOUN", "NNS", "country"),
        ("Companies", "NOUN", "NNS", "company"),
        ("children", "NOUN", "NNS", "child"),
        ("women", "NOUN", "NNS", "woman"),
        ("held", "VERB", "VBD", "hold"),
        ("went", "VERB", "VBD", "go"),
        ("said", "VERB", "VBD", "say"),
        ("denied", "VERB", "VBD", "deny"),
        ("meeting", "VERB", "VBG", "meet"),
        ("meeting", "NOUN", "NN", "meeting"),
        ("stopped", "VERB", "VBD", "stop"),
        ("swore", "VERB", "VBD", "swear"),
        ("shook", "VERB", "VBD", "shake"),
        ("overthrown", "VERB", "VBN", "overthrow"),
        ("outbid", "VERB", "VBD", "outbid"),
        ("rubbed", "VERB", "VBD", "rub"),
        ("trophies", "NOUN", "NNS", "trophy"),
        ("crises", "NOUN", "NNS", "crisis"),
        ("ed", "VERB", "VBD", "ed"),
        ("exploded", "VERB", "VBD", "explode"),
        ("eroding", "VERB", "VBG", "erode"),
        ("is", "AUX", "VBZ", "be"),
        ("better", "ADJ", "JJR", "good"),
        ("Tehran", "PROPN", "NNP", "Tehran"),
        ("NATO", "PROPN", "NNP", "NATO"),
        ("Iranian", "ADJ", "JJ", "Iranian"),
        ("n't", "PART", "RB", "not"),
        ("'re", "AUX", "VBP", "be"),
    ] {
        let tag = english.nearest_tag(Some(upos), Some(xpos), Tag(0));
        assert_eq!((english.upos(tag), english.xpos(tag)), (upos, xpos));
        assert_eq!(english.lemma(form, tag), lemma, "{form} as {xpos}");
    }
}

#[test]
fn a_file_that_is_no_model_is_told_so() {
    assert_eq!(English::read(b"no model").unwrap_err(), ModelError::OtherFormat);
    let file = include_bytes!("model/english.model");
    for end in [30, 1_000, file.len() / 2, file.len() - 1] {
        assert!(English::read(&file[..end]).is_err());
    }
}

#[test]
fn the_model_file_is_small() {
    assert!(include_bytes!("model/english.model").len() <= 1_000_000);
}

fn forms() -> impl Strategy<Value = Vec<String>> {
    let form = prop_oneof![
        "[A-Za-z]{1,9}",
        "[a-z]{2,6}(ing|ed|s|ies|er|est|ly)",
        "[A-Z][a-z]{1,6}-[a-z]{2,8}",
        "(the|to|was|n't|'s|’s|meets|talks|US|IRAN|may|May)",
        "[0-9.,]{1,5}",
        "\\PC{1,4}",
    ];
    prop::collection::vec(form, 0..12)
}

proptest! {
    #[test]
    fn every_form_gets_a_tag_whatever_the_scratch_did_before(first in forms(), second in forms()) {
        let english = english();
        let first: Vec<&str> = first.iter().map(String::as_str).collect();
        let second: Vec<&str> = second.iter().map(String::as_str).collect();
        let (mut scratch, mut out) = (TagScratch::default(), Vec::new());
        english.tag(&first, &mut scratch, &mut out);
        english.tag(&second, &mut scratch, &mut out);
        prop_assert_eq!(out.len(), second.len());
        prop_assert_eq!(out, tags(&english, &second));
    }

    #[test]
    fn the_lemma_under_any_tag_given_is_a_possible_one(forms in forms()) {
        let english = english();
        let forms: Vec<&str> = forms.iter().map(String::as_str).collect();
        for (form, tag) in forms.iter().zip(tags(&english, &forms)) {
            prop_assert!(english.possible_tags(form).any(|possible| possible == tag));
            prop_assert!(english.possible_lemmas(form).contains(&english.lemma(form, tag)));
        }
    }

    #[test]
    fn possible_lemmas_ascend_without_doubles(form in "\\PC{1,12}") {
        let lemmas = english().possible_lemmas(&form);
        prop_assert!(!lemmas.is_empty() && lemmas.is_sorted_by(|one, next| one < next));
    }

    #[test]
    fn no_bytes_make_reading_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut file = include_bytes!("model/english.model")[..24].to_vec();
        file.extend(miniz_oxide::deflate::compress_to_vec(&bytes, 1));
        let _ = English::read(&file);
    }
}

#[test]
fn words_that_no_treebank_has_are_known_from_the_word_list() {
    check("They/PRON/they grumbled/VERB/grumble about/ADP/about the/DET/the parsnips/NOUN/parsnip");
}

#[test]
fn a_scratch_serves_one_model_after_another() {
    let mut scratch = TagScratch::default();
    let (embedded, again) = (english(), English::read(include_bytes!("model/english.model")).unwrap());
    let (mut one, mut other) = (Vec::new(), Vec::new());
    embedded.tag(&["She", "left", "."], &mut scratch, &mut one);
    again.tag(&["She", "left", "."], &mut scratch, &mut other);
    assert_eq!(one, other);
}

#[test]
fn a_text_in_capitals_has_the_lemmas_of_small_letters() {
    let english = English::embedded();
    let forms = ["GUERRILLAS", "KIDNAPPED", "TWO", "MEN", "WHO", "HAD", "FOUND", "THE", "TALKS", "."];
    let mut tags = Vec::new();
    english.tag(&forms, &mut TagScratch::default(), &mut tags);
    let lemmas: Vec<_> = forms.iter().zip(&tags).map(|(form, &tag)| english.lemma(form, tag)).collect();
    assert_eq!(lemmas, ["guerrilla", "kidnap", "two", "man", "who", "have", "find", "the", "talk", "."]);
}
