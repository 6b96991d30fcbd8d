//! What holds for the segmentation of every text.

use proptest::prelude::*;

use crate::analysis::segment::character::is_blank;
use crate::analysis::segment::mark::is_mark;
use crate::analysis::segment::{segment, tokenize_phrase};
use crate::text::{ByteSpan, Segmentation};

/// Characters that meet in the rules, far more often than chance would bring them together.
fn piece() -> impl Strategy<Value = String> {
    let fixed = prop::sample::select(vec![
        "a", "I", "n", "t", "s", "Mr", "U", "No", "Sun", "cannot", "www", "http", "mailto", "don", "1", "12", "345",
        "2005", ".", "..", ",", "'", "’", "-", "‐", "--", "!", "?", ":", ":)", "/", "//", "@", "#", "_", "&", "$", "%",
        "(", ")", "\"", "“", "”", "…", " ", "  ", "\n", "\r\n", "\n\n", "\t", "\0", "\u{FEFF}", "\u{200B}", "\u{AD}",
        "\u{A0}", "\u{2028}", "\u{2029}", "\u{85}", "\u{301}", "\u{200D}", "\u{FE0F}", "👩", "🇮", "🇷", "é", "日", "١",
        "½", "\u{FFFD}", "\u{E000}", "The", "it",
    ]);
    prop_oneof![8 => fixed.prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)]
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![prop::collection::vec(piece(), 0..40).prop_map(|pieces| pieces.concat()), any::<String>()]
}

/// The first property that the tokens break.
fn fault_of_tokens(text: &str, tokens: &[ByteSpan]) -> Option<String> {
    let mut at = 0;
    for span in tokens {
        let (start, end) = (span.start as usize, span.end as usize);
        if start < at || end <= start {
            return Some(format!("{span:?} does not ascend"));
        }
        let (Some(between), Some(token)) = (text.get(at..start), text.get(start..end)) else {
            return Some(format!("{span:?} is no slice"));
        };
        if let Some(lost) = between.chars().find(|&character| !is_blank(character)) {
            return Some(format!("{lost:?} is in no token"));
        }
        let holds_letter_before =
            text[..start].chars().next_back().is_some_and(|last| last.is_alphanumeric() || is_mark(last));
        if holds_letter_before && token.chars().next().is_some_and(is_mark) {
            return Some(format!("{token:?} tears a mark from its letter"));
        }
        if token.chars().any(char::is_whitespace) {
            return Some(format!("{token:?} holds white space"));
        }
        at = end;
    }
    text[at..].chars().find(|&character| !is_blank(character)).map(|lost| format!("{lost:?} is in no token"))
}

fn fault_of_sentences(out: &Segmentation) -> Option<String> {
    let (mut at, mut paragraph) = (0, 0);
    for sentence in &out.sentences {
        if sentence.tokens.start != at || sentence.tokens.is_empty() {
            return Some(format!("{sentence:?} leaves a gap"));
        }
        if sentence.paragraph < paragraph || sentence.title && sentence.paragraph > 0 {
            return Some(format!("{sentence:?} has no such paragraph"));
        }
        (at, paragraph) = (sentence.tokens.end, sentence.paragraph);
    }
    (at as usize != out.tokens.len()).then(|| "tokens without a sentence".to_owned())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tokens_cover_the_visible_text_and_sentences_the_tokens(text in text()) {
        let mut out = Segmentation::default();
        segment(&text, &mut out);
        prop_assert_eq!(fault_of_tokens(&text, &out.tokens), None);
        prop_assert_eq!(fault_of_sentences(&out), None);
    }

    #[test]
    fn a_word_by_itself_is_what_it_is_among_others(word in "[A-Za-z]{1,10}|(do|is|are|could|GON|gim|can)(nt|na|me|not)") {
        let tokens = |text: &str| -> Vec<String> {
            tokenize_phrase(text).iter().map(|span| span.slice(text).to_owned()).collect()
        };
        let mut among = tokens(&format!("{word} %"));
        prop_assert_eq!(among.pop(), Some("%".to_owned()));
        prop_assert_eq!(tokens(&word), among);
    }

    #[test]
    fn the_tokens_of_a_phrase_cover_it(text in text()) {
        prop_assert_eq!(fault_of_tokens(&text, &tokenize_phrase(&text)), None);
    }

    #[test]
    fn a_used_segmentation_gives_what_a_fresh_one_gives(one in text(), other in text()) {
        let (mut used, mut fresh) = (Segmentation::default(), Segmentation::default());
        segment(&one, &mut used);
        segment(&other, &mut used);
        segment(&other, &mut fresh);
        prop_assert_eq!(used, fresh);
    }

    #[test]
    fn a_text_between_blank_lines_is_cut_as_if_it_stood_alone(text in text()) {
        let framed = format!("First.\n\n{text}\n\nLast.");
        let (mut alone, mut within) = (Segmentation::default(), Segmentation::default());
        segment(&text, &mut alone);
        segment(&framed, &mut within);
        let from = "First.\n\n".len() as u32;
        let moved: Vec<ByteSpan> =
            alone.tokens.iter().map(|span| ByteSpan::new(span.start + from, span.end + from)).collect();
        // A mark at the beginning has nothing to stand on in either place.
        prop_assert_eq!(&within.tokens[2..within.tokens.len() - 2], &moved[..]);
    }
}
