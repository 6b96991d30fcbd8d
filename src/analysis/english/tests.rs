//! What the embedded model says of plain sentences, and what holds whatever it says.

use super::{English, TagScratch};

/// Words of plain sentences: `form/UPOS/lemma`.
const SENTENCES: &[&str] = &[
    "The/DET/the ministers/NOUN/minister met/VERB/meet in/ADP/in Tehran/PROPN/Tehran ./PUNCT/.",
    "She/PRON/she has/AUX/have written/VERB/write two/NUM/two books/NOUN/book ./PUNCT/.",
    "Police/NOUN/police arrested/VERB/arrest the/DET/the man/NOUN/man on/ADP/on Monday/PROPN/Monday ./PUNCT/.",
    "They/PRON/they do/AUX/do n't/PART/not know/VERB/know ./PUNCT/.",
    "He/PRON/he wo/AUX/will n't/PART/not leave/VERB/leave ./PUNCT/.",
    "We/PRON/we ca/AUX/can n't/PART/not wait/VERB/wait ./PUNCT/.",
    "They/PRON/they 're/AUX/be here/ADV/here ./PUNCT/.",
    "I/PRON/I 'll/AUX/will go/VERB/go ./PUNCT/.",
    "The/DET/the company/NOUN/company 's/PART/'s profits/NOUN/profit fell/VERB/fall ./PUNCT/.",
];

fn embedded_tags(english: &English, forms: &[&str], scratch: &mut TagScratch) -> Vec<super::Tag> {
    let mut tags = Vec::new();
    english.tag(forms, scratch, &mut tags);
    tags
}

/// The forms of a sentence and what is expected of each.
fn words(sentence: &str) -> Vec<(&str, &str, &str)> {
    let word = |word| {
        let mut fields = str::split(word, '/');
        let mut next = || fields.next().expect("a word has three fields");
        (next(), next(), next())
    };
    sentence.split(' ').map(word).collect()
}

#[test]
fn plain_sentences_have_the_tags_and_lemmas_of_any_grammar() {
    let english = English::embedded();
    let mut scratch = TagScratch::default();
    for sentence in SENTENCES {
        let words = words(sentence);
        let forms: Vec<&str> = words.iter().map(|(form, ..)| *form).collect();
        let tags = embedded_tags(&english, &forms, &mut scratch);
        for (&(form, upos, lemma), &tag) in words.iter().zip(&tags) {
            assert_eq!((english.upos(tag), english.lemma(form, tag).as_str()), (upos, lemma), "{form} in {sentence}");
        }
    }
}

#[test]
fn a_sentence_has_the_same_tags_whatever_was_tagged_before_it() {
    let english = English::embedded();
    let mut used = TagScratch::default();
    for sentence in SENTENCES.iter().chain(SENTENCES.iter().rev()) {
        let forms: Vec<&str> = words(sentence).iter().map(|(form, ..)| *form).collect();
        let fresh = embedded_tags(&english, &forms, &mut TagScratch::default());
        assert_eq!(embedded_tags(&english, &forms, &mut used), fresh, "{sentence}");
    }
}

#[test]
fn the_possible_lemmas_of_a_form_hold_the_lemma_of_each_tag_it_can_have() {
    let english = English::embedded();
    for form in ["met", "leaves", "saw", "'s", "n't", "Talks", "U.S.", "2015", "two-year", "grumbled", "Zürich", "—"]
    {
        let possible = english.possible_lemmas(form);
        assert!(possible.is_sorted_by(|a, b| a < b), "{form}: {possible:?}");
        for &tag in english.dictionary.look_up(form).possible {
            assert!(possible.contains(&english.lemma(form, tag)), "{form} as {}", english.xpos(tag));
        }
    }
}

#[test]
fn the_tag_given_is_one_that_the_dictionary_allows() {
    let english = English::embedded();
    for sentence in SENTENCES {
        let forms: Vec<&str> = words(sentence).iter().map(|(form, ..)| *form).collect();
        for (form, tag) in forms.iter().zip(embedded_tags(&english, &forms, &mut TagScratch::default())) {
            assert!(english.dictionary.look_up(form).possible.contains(&tag), "{form}");
        }
    }
}

#[test]
fn a_form_has_a_tag_and_a_lemma_whatever_is_in_it() {
    let english = English::embedded();
    let forms = ["", " ", "\u{fe0f}", "😀", "İ", "ß", "a\u{301}", "\u{0}"];
    let tags = embedded_tags(&english, &forms, &mut TagScratch::default());
    assert_eq!(tags.len(), forms.len());
    for (form, tag) in forms.iter().zip(tags) {
        assert!(english.possible_lemmas(form).contains(&english.lemma(form, tag)), "{form:?}");
    }
}

#[test]
fn bytes_that_are_no_model_are_refused() {
    assert!(English::from_bytes(b"").is_none());
    assert!(English::from_bytes(b"not deflated").is_none());
    let model = include_bytes!("model/english.bin");
    assert!(English::from_bytes(&model[..model.len() / 2]).is_none());
}
